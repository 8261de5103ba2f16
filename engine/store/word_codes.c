#include "engine/store/word_codes.h"

#include "engine/base/memory.h"
#include "engine/store/text_runs.h"

#include <stdint.h>
#include <stdlib.h>

enum { SLACK = 16, PAIR_BYTES_MAX = 2 * TEXT_RUN_MAX + 1 };

/* What a code stands for. */
struct entry {
    uint32_t from;                  /* in strings; of a pair without a string yet: which pair it is */
    uint8_t bytes;                  /* 0: such a pair */
    bool begins_word, ends_word;
};

struct parts {
    uint16_t first, second;         /* codes of runs */
};

struct word_codes {
    struct entry *entries;
    struct parts *pairs;            /* in the order of their codes */
    size_t n, pair_n;
    char *strings;                  /* of the runs; then of the pairs that were met, with room for all: what is not touched is no memory */
    size_t string_n;
};

/* ---- a vocabulary ---- */

/*
 * As it is stored: how many codes; how long the string of each is, 0 for a pair; the codes of the pairs' runs; the strings. Numbers of two bytes, the low
 * one first.
 */
enum { HEAD_BYTES = 2, PARTS_BYTES = 4 };

static uint16_t read_u16(const uint8_t *p)
{
    return (uint16_t)(p[0] | p[1] << 8);
}

static bool read_entries(struct word_codes *w, const uint8_t *lengths, const uint8_t *parts, const char *strings, size_t string_n)
{
    size_t pair = 0;
    for (size_t i = 0; i < w->n; i++) {
        if (lengths[i]) {
            const uint8_t *string = (const uint8_t *)strings + w->string_n;
            if (lengths[i] > TEXT_RUN_MAX || lengths[i] > string_n - w->string_n)
                return false;
            bool word = text_class_of(string, string + lengths[i]) != TEXT_OTHER;
            w->entries[i] = (struct entry){ (uint32_t)w->string_n, lengths[i], word, word };
            w->string_n += lengths[i];
            continue;
        }
        struct parts p = { read_u16(parts + pair * PARTS_BYTES), read_u16(parts + pair * PARTS_BYTES + 2) };
        if (p.first >= w->n || p.second >= w->n || !lengths[p.first] || !lengths[p.second])
            return false;
        w->entries[i].from = (uint32_t)pair;
        w->pairs[pair++] = p;
    }
    return w->string_n == string_n;
}

struct word_codes *word_codes_new(struct str stored)
{
    if (stored.n < HEAD_BYTES)
        return NULL;
    const uint8_t *lengths = (const uint8_t *)stored.p + HEAD_BYTES;
    size_t n = read_u16((const uint8_t *)stored.p), pair_n = 0, left = stored.n - HEAD_BYTES;
    if (n == 0 || n > WORD_CODES_MAX || left < n)
        return NULL;
    for (size_t i = 0; i < n; i++)
        pair_n += lengths[i] == 0;
    if (left - n < pair_n * PARTS_BYTES)
        return NULL;
    const uint8_t *parts = lengths + n;
    const char *strings = (const char *)parts + pair_n * PARTS_BYTES;
    size_t string_n = left - n - pair_n * PARTS_BYTES;
    struct word_codes *w = xcalloc(1, sizeof *w);
    w->n = n;
    w->pair_n = pair_n;
    w->entries = xcalloc(n, sizeof *w->entries);
    w->pairs = xcalloc(pair_n + 1, sizeof *w->pairs);
    w->strings = xmalloc(string_n + pair_n * PAIR_BYTES_MAX + SLACK);
    memcpy(w->strings, strings, string_n);
    memset(w->strings + string_n, 0, SLACK);
    if (!read_entries(w, lengths, parts, strings, string_n)) {
        word_codes_free(w);
        return NULL;
    }
    return w;
}

void word_codes_free(struct word_codes *w)
{
    if (!w)
        return;
    free(w->entries);
    free(w->pairs);
    free(w->strings);
    free(w);
}

/* Gives a pair its string. */
static void join_pair(struct word_codes *w, struct entry *e)
{
    const struct entry *a = &w->entries[w->pairs[e->from].first], *b = &w->entries[w->pairs[e->from].second];
    char *to = w->strings + w->string_n, *begin = to;
    memcpy(to, w->strings + a->from, a->bytes);
    to += a->bytes;
    if (a->ends_word && b->begins_word)
        *to++ = ' ';
    memcpy(to, w->strings + b->from, b->bytes);
    to += b->bytes;
    *e = (struct entry){ (uint32_t)w->string_n, (uint8_t)(to - begin), a->begins_word, b->ends_word };
    w->string_n += (size_t)(to - begin);
}

/* ---- texts ---- */

/* One code's string and whether it begins and ends as a word; the byte behind it, or NULL. */
static inline const uint8_t *next_entry(struct word_codes *w, const uint8_t *p, const uint8_t *end, struct str *ret, bool *ret_begins, bool *ret_ends)
{
    uint32_t code = *p++;
    if (code == WORD_CODES_SPELLED) {
        if (p == end || *p == 0 || *p > end - p - 1)
            return NULL;
        *ret = (struct str){ (const char *)p + 1, *p };
        *ret_begins = *ret_ends = text_class_of(p + 1, p + 1 + *p) != TEXT_OTHER;
        return p + 1 + *p;
    }
    if (code >= WORD_CODES_ONE) {
        if (p == end)
            return NULL;
        code = WORD_CODES_ONE + (code - WORD_CODES_ONE) * 256 + *p++;
    }
    if (code >= w->n)
        return NULL;
    struct entry *e = &w->entries[code];
    if (!e->bytes)
        join_pair(w, e);
    *ret = (struct str){ w->strings + e->from, e->bytes };
    *ret_begins = e->begins_word;
    *ret_ends = e->ends_word;
    return p;
}

bool word_codes_get(struct word_codes *w, struct str codes, size_t bytes, struct strbuf *out)
{
    const uint8_t *p = (const uint8_t *)codes.p, *end = (const uint8_t *)str_end(codes);
    char *to = strbuf_reserve(out, bytes + SLACK), *const begin = to, *const full = to + bytes;
    bool after_word = false, begins, ends;
    struct str s;
    while (p < end) {
        bool joined = *p == WORD_CODES_JOIN;
        if (joined && ++p == end)
            return false;
        if (*p == WORD_CODES_JOIN || !(p = next_entry(w, p, end, &s, &begins, &ends)))
            return false;
        bool space = after_word && begins && !joined;
        if (s.n + space > (size_t)(full - to))
            return false;
        *to = ' ';
        to += space;
        /* Most are short: a copy of a fixed size is done in two instructions. What is spelled may stand at the end of the codes. */
        if (s.n <= SLACK && end - p >= SLACK)
            memcpy(to, s.p, SLACK);
        else
            memcpy(to, s.p, s.n);
        to += s.n;
        after_word = ends;
    }
    out->n += (size_t)(to - begin);
    out->p[out->n] = '\0';
    return to == full;
}
