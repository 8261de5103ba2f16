#include "engine/store/text_vocabulary.h"

#include "engine/base/memory.h"

#include <stdlib.h>

void text_vocabulary_make(const struct text_word *words, size_t n, struct text_vocabulary *ret)
{
    size_t bytes = 0;
    for (size_t i = 0; i < n; i++)
        bytes += words[i].string.n;
    uint32_t *entries = xcalloc(n + TEXT_TOKENS, sizeof *entries);
    char *strings = xcalloc(bytes + TEXT_SLACK, 1);
    *ret = (struct text_vocabulary){ entries, strings, n + TEXT_TOKENS, 0 };
    for (size_t i = 0; i < n; i++) {
        struct str s = words[i].string;
        entries[i + TEXT_TOKENS] = text_entry(ret->string_n, s.n, words[i].flags);
        if (s.n)
            memcpy(strings + ret->string_n, s.p, s.n);
        ret->string_n += s.n;
    }
}

void text_vocabulary_release(struct text_vocabulary *v)
{
    free((void *)v->entries);
    free((void *)v->strings);
}

bool text_vocabulary_sound(const struct text_vocabulary *v)
{
    uint32_t most = 0;
    for (size_t i = 0; i < TEXT_TOKENS; i++)
        if (v->entries[i])
            return false;
    for (size_t i = TEXT_TOKENS; i < v->n; i++) {
        uint32_t end = (v->entries[i] >> 11) + (v->entries[i] >> 4 & 127);
        most = end > most ? end : most;
    }
    return most <= v->string_n;
}
