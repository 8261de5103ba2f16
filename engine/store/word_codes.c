#include "engine/store/word_codes.h"

#include "engine/base/memory.h"

#include <stdlib.h>

enum { MAYBE_BITS = 1 << 18, SLACK = 16, DIGITS_MAX = 4, OTHERS_MAX = 6, PAIR_BYTES_MAX = 2 * WORD_CODES_RUN_MAX + 1 };

/* What a code stands for. */
struct entry {
    uint32_t from;                  /* in strings; of a pair without a string yet: which pair it is */
    uint8_t bytes;                  /* 0: such a pair */
    bool begins_word, ends_word;
};

struct parts {
    uint16_t first, second;         /* codes of runs */
};

struct run_slot {
    uint64_t first;                 /* its first eight bytes: most runs are told apart without looking at their strings */
    uint16_t code;                  /* code + 1; 0: free */
    uint8_t bytes;
};

struct pair_slot {
    uint16_t first, second, code;   /* code + 1; 0: free */
};

struct word_codes {
    struct entry *entries;
    struct parts *pairs;            /* in the order of their codes */
    size_t n, pair_n;
    char *strings;                  /* of the runs; then of the pairs that were met, with room for all: what is not touched is no memory */
    size_t string_n;
    /* For putting; NULL until something is put. */
    struct run_slot *run_slots;
    struct pair_slot *pair_slots;
    uint64_t *maybe_pair;           /* a bit by hash: most of what stands in a row is no pair, and this fits into the nearest cache */
    size_t run_mask, pair_mask;
};

/* ---- runs ---- */

enum { OTHER, LETTER, DIGIT, MARK_OR_LETTER };
static const uint8_t classes[256] = {
    ['0'] = DIGIT, ['1'] = DIGIT, ['2'] = DIGIT, ['3'] = DIGIT, ['4'] = DIGIT, ['5'] = DIGIT, ['6'] = DIGIT, ['7'] = DIGIT, ['8'] = DIGIT, ['9'] = DIGIT,
#define FOUR(c) [c] = LETTER, [(c) + 1] = LETTER, [(c) + 2] = LETTER, [(c) + 3] = LETTER
#define SIXTEEN(c) FOUR(c), FOUR((c) + 4), FOUR((c) + 8), FOUR((c) + 12)
#define ALPHABET(c) SIXTEEN(c), FOUR((c) + 16), FOUR((c) + 20), [(c) + 24] = LETTER, [(c) + 25] = LETTER
    ALPHABET('A'), ALPHABET('a'),
    SIXTEEN(128), SIXTEEN(144), SIXTEEN(160), SIXTEEN(176), SIXTEEN(192), SIXTEEN(208), SIXTEEN(240),
    [224] = LETTER, [225] = LETTER, [226] = MARK_OR_LETTER, [227] = LETTER, FOUR(228), FOUR(232), FOUR(236),
};

/* U+2000 to U+207F are typographic quotation marks, dashes and spaces: other bytes. */
static inline int class_of(const uint8_t *p, const uint8_t *end)
{
    int class = classes[*p];
    if (class != MARK_OR_LETTER)
        return class;
    return end - p > 2 && (p[1] == 0x80 || p[1] == 0x81) ? OTHER : LETTER;
}

/* A run of other bytes ends behind a space, so that ", " and ". " are one each. */
static size_t other_run(const uint8_t *begin, const uint8_t *end)
{
    const uint8_t *p = begin;
    while (p < end && p - begin < OTHERS_MAX && class_of(p, end) == OTHER) {
        p += *p >= 128 ? 3 : 1;
        if (p[-1] == ' ')
            break;
    }
    return (size_t)(p - begin);
}

size_t word_codes_run(struct str text, bool *ret_word)
{
    const uint8_t *begin = (const uint8_t *)text.p, *end = begin + text.n, *p = begin, *last;
    int class = class_of(p, end);
    *ret_word = class != OTHER;
    if (class == OTHER)
        return other_run(begin, end);
    size_t most = class == DIGIT ? DIGITS_MAX : WORD_CODES_RUN_MAX;
    last = text.n > most ? begin + most : end;
    while (p < last && (classes[*p] == class || (classes[*p] == MARK_OR_LETTER && class_of(p, end) == class)))
        p++;
    return (size_t)(p - begin);
}

/* ---- a vocabulary ---- */

/*
 * As it is stored: how many codes; how long the string of each is, 0 for a pair; the codes of the pairs' runs; the strings. Numbers of two bytes, the low
 * one first. Little is done when it is read, for a search that shows a few snippets reads it too.
 */
enum { HEAD_BYTES = 2, PARTS_BYTES = 4 };

static uint16_t read_u16(const uint8_t *p)
{
    return (uint16_t)(p[0] | p[1] << 8);
}

static void put_u16(struct strbuf *out, size_t x)
{
    strbuf_byte(out, (char)x);
    strbuf_byte(out, (char)(x >> 8));
}

void word_codes_store(const struct word_codes_entry *entries, size_t n, struct strbuf *out)
{
    put_u16(out, n);
    for (size_t i = 0; i < n; i++)
        strbuf_byte(out, (char)entries[i].run.n);
    for (size_t i = 0; i < n; i++)
        if (!entries[i].run.n) {
            put_u16(out, entries[i].first);
            put_u16(out, entries[i].second);
        }
    for (size_t i = 0; i < n; i++)
        strbuf_str(out, entries[i].run);
}

static bool read_entries(struct word_codes *w, const uint8_t *lengths, const uint8_t *parts, const char *strings, size_t string_n)
{
    size_t pair = 0;
    for (size_t i = 0; i < w->n; i++) {
        if (lengths[i]) {
            const uint8_t *string = (const uint8_t *)strings + w->string_n;
            if (lengths[i] > WORD_CODES_RUN_MAX || lengths[i] > string_n - w->string_n)
                return false;
            bool word = class_of(string, string + lengths[i]) != OTHER;
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
    free(w->run_slots);
    free(w->pair_slots);
    free(w->maybe_pair);
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

/* ---- finding codes ---- */

static size_t slots_for(size_t n)
{
    size_t power = 64;
    while (power < n * 5 / 4)
        power *= 2;
    return power;
}

static inline uint64_t hash_of_pair(uint32_t first, uint32_t second)
{
    return ((uint64_t)first << 32 | second) * 0x9E3779B97F4A7C15u >> 32;
}

/* The first eight bytes of a run, or all that it has, of `readable` that can be read; the first is the lowest. */
static inline uint64_t first_bytes(struct str run, size_t readable)
{
    uint64_t first = 0;
    if (readable < sizeof first) {
        for (size_t i = 0; i < run.n; i++)
            first |= (uint64_t)(uint8_t)run.p[i] << (8 * i);
        return first;
    }
    memcpy(&first, run.p, sizeof first);    /* little-endian, as the index's columns are */
    return run.n < sizeof first ? first & ((1ull << (8 * run.n)) - 1) : first;
}

static inline uint32_t hash_of_run(struct str run, uint64_t first)
{
    uint64_t last = 0;
    if (run.n > sizeof last)
        memcpy(&last, run.p + run.n - sizeof last, sizeof last);
    uint64_t hash = (first + last * 0xBB67AE8584CAA73Bu + run.n) * 0x9E3779B97F4A7C15u;
    return (uint32_t)(hash >> 32);
}

/* code + 1 of a run, or 0. */
static inline uint32_t find_run(const struct word_codes *w, struct str run, uint64_t first, uint32_t hash)
{
    for (size_t i = hash & w->run_mask; w->run_slots[i].code; i = (i + 1) & w->run_mask) {
        const struct run_slot *slot = &w->run_slots[i];
        if (slot->first == first && slot->bytes == run.n &&
            (run.n <= sizeof first || memcmp(w->strings + w->entries[slot->code - 1].from, run.p, run.n) == 0))
            return slot->code;
    }
    return 0;
}

static inline uint32_t find_pair(const struct word_codes *w, uint32_t first, uint32_t second)
{
    uint64_t hash = hash_of_pair(first, second), bit = hash % MAYBE_BITS;
    if (!(w->maybe_pair[bit / 64] >> (bit % 64) & 1))
        return 0;
    for (size_t i = hash & w->pair_mask; w->pair_slots[i].code; i = (i + 1) & w->pair_mask)
        if (w->pair_slots[i].first == first && w->pair_slots[i].second == second)
            return w->pair_slots[i].code;
    return 0;
}

static void add_run(struct word_codes *w, size_t code)
{
    struct str run = { w->strings + w->entries[code].from, w->entries[code].bytes };
    uint64_t first = first_bytes(run, run.n + SLACK);
    size_t i = hash_of_run(run, first) & w->run_mask;
    while (w->run_slots[i].code)
        i = (i + 1) & w->run_mask;
    w->run_slots[i] = (struct run_slot){ first, (uint16_t)(code + 1), (uint8_t)run.n };
}

static void add_pair(struct word_codes *w, size_t code, struct parts p)
{
    uint64_t hash = hash_of_pair(p.first, p.second), bit = hash % MAYBE_BITS;
    w->maybe_pair[bit / 64] |= 1ull << (bit % 64);
    size_t i = hash & w->pair_mask;
    while (w->pair_slots[i].code)
        i = (i + 1) & w->pair_mask;
    w->pair_slots[i] = (struct pair_slot){ p.first, p.second, (uint16_t)(code + 1) };
}

static void make_slots(struct word_codes *w)
{
    size_t runs = slots_for(w->n - w->pair_n), pairs = slots_for(w->pair_n), pair = 0;
    w->run_slots = xcalloc(runs, sizeof *w->run_slots);
    w->pair_slots = xcalloc(pairs, sizeof *w->pair_slots);
    w->maybe_pair = xcalloc(MAYBE_BITS / 64, sizeof *w->maybe_pair);
    w->run_mask = runs - 1;
    w->pair_mask = pairs - 1;
    for (size_t i = 0; i < w->n; i++) {
        bool is_pair = pair < w->pair_n && w->entries[i].bytes == 0;
        if (is_pair)
            add_pair(w, i, w->pairs[pair++]);
        else
            add_run(w, i);
    }
}

/* ---- there ---- */

static inline uint8_t *put_code(uint8_t *to, uint32_t code)
{
    if (code < WORD_CODES_ONE) {
        *to = (uint8_t)code;
        return to + 1;
    }
    code -= WORD_CODES_ONE;
    to[0] = (uint8_t)(WORD_CODES_ONE + code / 256);
    to[1] = (uint8_t)code;
    return to + 2;
}

/* A run of the text, before its code is looked for. */
struct cut {
    struct str run;
    uint64_t first;
    uint32_t hash;
    bool word, joined;              /* joined: to the word before, without a space */
};

struct cutting {
    const char *p;
    size_t left;
    bool after_word;
};

/* The next runs, up to `most`; what will be looked at of each is fetched towards the processor. */
static size_t cut_runs(const struct word_codes *w, struct cutting *c, struct cut *to, size_t most)
{
    size_t n = 0;
    for (; n < most && c->left; n++) {
        struct cut *x = &to[n];
        struct str rest = { c->p, c->left };
        if (c->after_word && *rest.p == ' ' && rest.n > 1 && class_of((const uint8_t *)rest.p + 1, (const uint8_t *)rest.p + rest.n) != OTHER) {
            rest.p++;
            rest.n--;
            c->after_word = false;
        }
        x->run = (struct str){ rest.p, word_codes_run(rest, &x->word) };
        x->joined = c->after_word && x->word;
        x->first = first_bytes(x->run, rest.n);
        x->hash = hash_of_run(x->run, x->first);
        __builtin_prefetch(&w->run_slots[x->hash & w->run_mask]);
        c->p = rest.p + x->run.n;
        c->left = rest.n - x->run.n;
        c->after_word = x->word;
    }
    return n;
}

static uint8_t *spell(uint8_t *to, struct str run)
{
    *to++ = WORD_CODES_SPELLED;
    *to++ = (uint8_t)run.n;
    memcpy(to, run.p, run.n);
    return to + run.n;
}

void word_codes_put(struct word_codes *w, struct str text, struct strbuf *out)
{
    enum { BATCH = 32, RUN_CODES_MAX = WORD_CODES_RUN_MAX + 8 };
    struct cutting cutting = { text.p, text.n, false };
    struct cut cuts[BATCH];
    uint32_t codes[BATCH], waiting = 0;     /* code + 1; of one that may be the first of a pair */
    size_t n;
    if (!w->run_slots)
        make_slots(w);
    while ((n = cut_runs(w, &cutting, cuts, BATCH))) {
        uint8_t *const begin = (uint8_t *)strbuf_reserve(out, (BATCH + 1) * RUN_CODES_MAX), *to = begin;
        for (size_t i = 0; i < n; i++)
            codes[i] = find_run(w, cuts[i].run, cuts[i].first, cuts[i].hash);
        for (size_t i = 0; i < n; i++) {
            uint32_t code = codes[i], both;
            if (waiting && code && !cuts[i].joined && (both = find_pair(w, waiting - 1, code - 1))) {
                to = put_code(to, both - 1);
                waiting = 0;
                continue;
            }
            if (waiting)
                to = put_code(to, waiting - 1);
            if (cuts[i].joined)
                *to++ = WORD_CODES_JOIN;
            waiting = code;
            if (!code)
                to = spell(to, cuts[i].run);
        }
        if (waiting && !cutting.left)
            to = put_code(to, waiting - 1);
        strbuf_truncate(out, out->n + (size_t)(to - begin));
    }
}

/* ---- and back ---- */

/* One code's string and whether it begins and ends as a word; the byte behind it, or NULL. */
static inline const uint8_t *next_entry(struct word_codes *w, const uint8_t *p, const uint8_t *end, struct str *ret, bool *ret_begins, bool *ret_ends)
{
    uint32_t code = *p++;
    if (code == WORD_CODES_SPELLED) {
        if (p == end || *p == 0 || *p > end - p - 1)
            return NULL;
        *ret = (struct str){ (const char *)p + 1, *p };
        *ret_begins = *ret_ends = class_of(p + 1, p + 1 + *p) != OTHER;
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
    const uint8_t *p = (const uint8_t *)codes.p, *end = p + codes.n;
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
