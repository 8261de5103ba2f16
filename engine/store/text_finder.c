#include "engine/store/text_finder.h"

#include "engine/base/memory.h"

#include <stdlib.h>

enum { MAYBE_BITS = 1 << 18 };

struct string_slot {
    uint64_t first;                 /* its first eight bytes: most are told apart without looking at their strings */
    uint16_t token;                 /* 0: free */
    uint8_t bytes;
};

struct phrase_slot {
    uint16_t first, second, token;  /* token 0: free */
};

struct string_slots {
    struct string_slot *v;
    size_t mask;
};

struct text_finder {
    const struct text_vocabulary *words;
    struct string_slots runs, pieces, last_pieces;
    struct phrase_slot *phrases;
    size_t phrase_mask;
    uint64_t *maybe;                /* a bit by a phrase's hash: most of what stands in a row is no phrase, and this fits into the nearest cache */
};

/* ---- tables ---- */

static size_t slots_for(size_t n)
{
    size_t power = 64;
    while (power < n * 5 / 4)
        power *= 2;
    return power;
}

static inline uint64_t hash_of_phrase(uint32_t first, uint32_t second)
{
    return ((uint64_t)first << 32 | second) * 0x9E3779B97F4A7C15u >> 32;
}

/* The first eight bytes of a string, or all that it has, of `readable` that can be read; the first is the lowest. */
static inline uint64_t first_bytes(struct str s, size_t readable)
{
    uint64_t first = 0;
    if (readable < sizeof first) {
        for (size_t i = 0; i < s.n; i++)
            first |= (uint64_t)(uint8_t)s.p[i] << (8 * i);
        return first;
    }
    memcpy(&first, s.p, sizeof first);      /* little-endian, as the index's columns are */
    return s.n < sizeof first ? first & ((1ull << (8 * s.n)) - 1) : first;
}

static inline uint32_t hash_of_string(struct str s, uint64_t first)
{
    uint64_t last = 0;
    if (s.n > sizeof last)
        memcpy(&last, s.p + s.n - sizeof last, sizeof last);
    uint64_t hash = (first + last * 0xBB67AE8584CAA73Bu + s.n) * 0x9E3779B97F4A7C15u;
    return (uint32_t)(hash >> 32);
}

/* The token of a string, or 0. */
static inline uint32_t find_string(const struct text_finder *f, const struct string_slots *in, struct str s, uint64_t first, uint32_t hash)
{
    for (size_t i = hash & in->mask; in->v[i].token; i = (i + 1) & in->mask) {
        const struct string_slot *slot = &in->v[i];
        if (slot->first == first && slot->bytes == s.n &&
            (s.n <= sizeof first || memcmp(text_string(f->words, slot->token).p, s.p, s.n) == 0))
            return slot->token;
    }
    return 0;
}

static inline uint32_t find_phrase(const struct text_finder *f, uint32_t first, uint32_t second)
{
    uint64_t hash = hash_of_phrase(first, second), bit = hash % MAYBE_BITS;
    if (!(f->maybe[bit / 64] >> (bit % 64) & 1))
        return 0;
    for (size_t i = hash & f->phrase_mask; f->phrases[i].token; i = (i + 1) & f->phrase_mask)
        if (f->phrases[i].first == first && f->phrases[i].second == second)
            return f->phrases[i].token;
    return 0;
}

static void add_string(struct text_finder *f, struct string_slots *to, uint32_t token)
{
    struct str s = text_string(f->words, token);
    uint64_t first = first_bytes(s, s.n + TEXT_SLACK);
    size_t i = hash_of_string(s, first) & to->mask;
    while (to->v[i].token)
        i = (i + 1) & to->mask;
    to->v[i] = (struct string_slot){ first, (uint16_t)token, (uint8_t)s.n };
}

/* A phrase is the phrase without its last run, or one run, and that. Where the vocabulary has not both, it is not found. */
static void add_phrase(struct text_finder *f, uint32_t token, size_t run_n)
{
    struct text_cutting cutting = { text_string(f->words, token), false };
    uint32_t first = 0, second = 0;
    for (size_t i = 0; i < run_n; i++) {
        bool joined;
        struct str run = text_next_run(&cutting, &joined);
        uint64_t bytes = first_bytes(run, run.n + cutting.left.n);
        first = i > 1 ? find_phrase(f, first, second) : second;
        second = find_string(f, &f->runs, run, bytes, hash_of_string(run, bytes));
        if (!second || joined || (i > 0 && !first))
            return;
    }
    uint64_t hash = hash_of_phrase(first, second), bit = hash % MAYBE_BITS;
    f->maybe[bit / 64] |= 1ull << (bit % 64);
    size_t i = hash & f->phrase_mask;
    while (f->phrases[i].token)
        i = (i + 1) & f->phrase_mask;
    f->phrases[i] = (struct phrase_slot){ (uint16_t)first, (uint16_t)second, (uint16_t)token };
}

static size_t count_runs(struct str string)
{
    struct text_cutting cutting = { string, false };
    size_t n = 0;
    for (bool joined; cutting.left.n; n++)
        text_next_run(&cutting, &joined);
    return n;
}

/* Whether there is a piece of each byte, and a last one of none. */
static bool spells_all(struct text_finder *f)
{
    const struct str none = { "", 0 };
    size_t bytes;
    for (int i = 0; i < 256; i++) {
        char byte = (char)i;
        struct str s = { &byte, 1 };
        uint64_t first = first_bytes(s, 1);
        if (!find_string(f, &f->pieces, s, first, hash_of_string(s, first)))
            return false;
    }
    return text_find_piece(f, none, &bytes) != 0;
}

static void slots_init(struct string_slots *s, size_t n)
{
    n = slots_for(n);
    *s = (struct string_slots){ xcalloc(n, sizeof *s->v), n - 1 };
}

struct text_finder *text_finder_new(const struct text_vocabulary *v)
{
    enum { RUNS_MAX = 8 };          /* of a phrase */
    struct text_finder *f = xcalloc(1, sizeof *f);
    CLEANUP_FREE uint8_t *run_n = xcalloc(v->n, 1);
    size_t runs = 0, phrases = 0;
    f->words = v;
    for (uint32_t i = TEXT_TOKENS; i < v->n; i++) {
        run_n[i] = text_flags(v, i) & TEXT_PIECE ? 0 : (uint8_t)count_runs(text_string(v, i));
        runs += run_n[i] == 1;
        phrases += run_n[i] > 1;
    }
    slots_init(&f->runs, runs);
    slots_init(&f->pieces, v->n - runs - phrases);
    slots_init(&f->last_pieces, v->n - runs - phrases);
    f->phrase_mask = slots_for(phrases) - 1;
    f->phrases = xcalloc(f->phrase_mask + 1, sizeof *f->phrases);
    f->maybe = xcalloc(MAYBE_BITS / 64, sizeof *f->maybe);
    for (uint32_t i = TEXT_TOKENS; i < v->n; i++) {
        if (text_flags(v, i) & TEXT_PIECE)
            add_string(f, text_is_last_piece(text_flags(v, i)) ? &f->last_pieces : &f->pieces, i);
        else if (run_n[i] == 1)
            add_string(f, &f->runs, i);
    }
    for (size_t n = 2; n <= RUNS_MAX; n++)
        for (uint32_t i = TEXT_TOKENS; i < v->n; i++)
            if (run_n[i] == n)
                add_phrase(f, i, n);
    if (spells_all(f))
        return f;
    text_finder_free(f);
    return NULL;
}

void text_finder_free(struct text_finder *f)
{
    if (!f)
        return;
    free(f->runs.v);
    free(f->pieces.v);
    free(f->last_pieces.v);
    free(f->phrases);
    free(f->maybe);
    free(f);
}

/* ---- tokens ---- */

/* A run of the text, before its token is looked for. */
struct cut {
    struct str run;
    uint64_t first;
    uint32_t hash;
    bool joined;
};

/* The next runs, up to `most`; what will be looked at of each is fetched towards the processor. */
static size_t cut_runs(const struct text_finder *f, struct text_cutting *c, struct cut *to, size_t most)
{
    size_t n = 0;
    for (; n < most && c->left.n; n++) {
        struct cut *x = &to[n];
        x->run = text_next_run(c, &x->joined);
        x->first = first_bytes(x->run, x->run.n + c->left.n);
        x->hash = hash_of_string(x->run, x->first);
        __builtin_prefetch(&f->runs.v[x->hash & f->runs.mask]);
    }
    return n;
}

void text_find(struct text_finder *f, struct str text, struct text_items *out)
{
    enum { BATCH = 32, ITEMS_A_RUN = 3 };
    struct text_cutting cutting = { text, false };
    struct cut cuts[BATCH];
    uint32_t tokens[BATCH], waiting = 0;    /* of one that may begin a phrase */
    size_t n;
    while ((n = cut_runs(f, &cutting, cuts, BATCH))) {
        while (out->capacity - out->n < BATCH * ITEMS_A_RUN)
            out->v = grow_array(out->v, out->capacity, &out->capacity, sizeof *out->v);
        struct text_item *to = out->v + out->n;
        for (size_t i = 0; i < n; i++)
            tokens[i] = find_string(f, &f->runs, cuts[i].run, cuts[i].first, cuts[i].hash);
        for (size_t i = 0; i < n; i++) {
            uint32_t token = tokens[i], both;
            if (waiting && token && !cuts[i].joined && (both = find_phrase(f, waiting, token))) {
                waiting = both;
                continue;
            }
            if (waiting)
                *to++ = (struct text_item){ .token = (uint16_t)waiting };
            if (cuts[i].joined)
                *to++ = (struct text_item){ .token = TEXT_JOIN };
            if (!token)
                *to++ = (struct text_item){ TEXT_SPELL, (uint8_t)cuts[i].run.n, (uint32_t)(cuts[i].run.p - text.p), cuts[i].hash };
            waiting = token;
        }
        if (waiting && !cutting.left.n)
            *to++ = (struct text_item){ .token = (uint16_t)waiting };
        out->n = (size_t)(to - out->v);
    }
}

uint32_t text_find_piece(struct text_finder *f, struct str rest, size_t *ret_bytes)
{
    for (size_t n = rest.n < TEXT_PIECE_MAX ? rest.n : TEXT_PIECE_MAX;; n--) {
        struct str s = { rest.p, n };
        uint64_t first = first_bytes(s, n);
        uint32_t hash = hash_of_string(s, first), token = n == rest.n ? find_string(f, &f->last_pieces, s, first, hash) : 0;
        if (!token && n)
            token = find_string(f, &f->pieces, s, first, hash);
        *ret_bytes = n;
        if (token || !n)
            return token;
    }
}
