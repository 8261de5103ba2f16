#include "query/execute/word_cache.h"

#include "engine/base/memory.h"

#include <stdlib.h>

enum { WORDS_MAX = 20000 };     /* before all are forgotten */

void word_cache_release(struct word_cache *c)
{
    strmap_release(&c->forms);
    arena_release(&c->arena);
    free(c->words);
}

const struct plan_word *word_cache_find(const struct word_cache *c, struct str form)
{
    uint32_t number = strmap_find(&c->forms, form);
    return number == STRMAP_NONE ? NULL : &c->words[number];
}

void word_cache_put(struct word_cache *c, struct str form, const struct plan_word *word)
{
    if (c->forms.n >= WORDS_MAX) {
        strmap_clear(&c->forms);
        arena_reset(&c->arena);
    }
    uint32_t number = strmap_intern(&c->forms, form, NULL);
    GROW(c->words, number, c->capacity);
    struct plan_word copy = { arena_array(&c->arena, struct str, word->n + 1), word->n };
    for (size_t i = 0; i < word->n; i++)
        copy.terms[i] = arena_str(&c->arena, word->terms[i]);
    c->words[number] = copy;
}
