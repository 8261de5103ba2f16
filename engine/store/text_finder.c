#include "engine/store/text_finder.h"

#include "engine/base/memory.h"

#include <stdlib.h>

/* A string as it is compared: all of it, where it has at most KEY_BYTES. */
enum { KEY_BYTES = 13, KEY_BYTES_SHIFT = 40, KEY_TOKEN_SHIFT = 48 };
struct key {
    uint64_t first;                 /* eight bytes; the first is the lowest */
    uint64_t rest;                  /* five more; its bytes; in a slot, the token as well */
};

struct string_slots {
    struct key *v;                  /* without a token: free */
    size_t mask;
};

/* Two phrases: which two tokens stand in a row can hardly be foretold, so both are compared without a branch. */
struct phrase_slots {
    uint32_t pairs[2];              /* the first token of each above the second; 0: free */
    uint16_t tokens[2];
    uint32_t more;                  /* there were more: they stand in the next ones */
};

struct phrase_table {
    struct phrase_slots *v;
    size_t mask;
};

/* A bit for each size, the lowest for one byte. */
struct piece_sizes {
    uint8_t any, last;
};
enum { PIECE_SIZES_BITS = 14, SHORT_SIZES = 3 };   /* pieces of two bytes and less are looked for without asking */

struct text_finder {
    const struct text_vocabulary *words;
    void *tables;                   /* which the following are */
    struct string_slots runs, pieces, last_pieces;
    struct piece_sizes *sizes;      /* of pieces that may begin with three bytes, by a hash of these */
    struct phrase_table phrases;
};

/* ---- tables ---- */

static size_t slots_for(size_t n)
{
    size_t power = 64;
    while (power < n * 5 / 4)
        power *= 2;
    return power;
}

static inline size_t place_of_pair(struct phrase_table in, uint32_t pair)
{
    return (pair * 0x9E3779B97F4A7C15u >> 32) & in.mask;
}

/* So many of the lowest bytes; from the ninth on, of those behind eight, too. */
static const uint64_t lowest[KEY_BYTES + 1] = {
    0, 0xFF, 0xFFFF, 0xFFFFFF, 0xFFFFFFFF, 0xFFFFFFFFFF, 0xFFFFFFFFFFFF, 0xFFFFFFFFFFFFFF, ~0ull, ~0ull, ~0ull, ~0ull, ~0ull, ~0ull,
};
static const uint64_t lowest_behind[KEY_BYTES + 1] = { [9] = 0xFF, 0xFFFF, 0xFFFFFF, 0xFFFFFFFF, 0xFFFFFFFFFF };

/* Of `readable` bytes that can be read. */
static inline struct key key_of(struct str s, size_t readable)
{
    uint64_t words[2] = { 0, 0 };
    if (readable < sizeof words)
        memcpy(words, s.p, s.n < sizeof words ? s.n : sizeof words);
    else
        memcpy(words, s.p, sizeof words);   /* little-endian, as the index's columns are */
    const size_t n = s.n < KEY_BYTES ? s.n : KEY_BYTES;
    return (struct key){ words[0] & lowest[n], (words[1] & lowest_behind[n]) | (uint64_t)s.n << KEY_BYTES_SHIFT };
}

static inline uint32_t hash_of_key(struct key k, struct str s)
{
    uint64_t last = 0;
    if (s.n > KEY_BYTES)
        memcpy(&last, s.p + s.n - sizeof last, sizeof last);
    return (uint32_t)(((k.first ^ (k.rest ^ last) * 0xBB67AE8584CAA73Bu) * 0x9E3779B97F4A7C15u) >> 32);
}

/* The token of a string, or 0. */
static inline uint32_t find_string(const struct text_vocabulary *words, struct string_slots in, struct str s, struct key k, uint32_t hash)
{
    for (size_t i = hash & in.mask;; i = (i + 1) & in.mask) {
        const struct key slot = in.v[i];
        const uint32_t token = (uint32_t)(slot.rest >> KEY_TOKEN_SHIFT);
        const uint64_t unlike = (slot.first ^ k.first) | (slot.rest ^ k.rest) << (64 - KEY_TOKEN_SHIFT);
        if (unlike == 0 && (s.n <= KEY_BYTES || memcmp(text_string(words, token).p + KEY_BYTES, s.p + KEY_BYTES, s.n - KEY_BYTES) == 0))
            return token;
        if (!token)
            return 0;
    }
}

/* The token of a phrase of two, or 0. */
static inline uint32_t find_phrase(struct phrase_table in, uint32_t pair)
{
    for (size_t i = place_of_pair(in, pair);; i = (i + 1) & in.mask) {
        const struct phrase_slots *slots = &in.v[i];
        uint32_t token = slots->tokens[0] * (uint32_t)(slots->pairs[0] == pair) + slots->tokens[1] * (uint32_t)(slots->pairs[1] == pair);
        if (!(slots->more & (token == 0)))
            return token;
    }
}

static void add_string(struct text_finder *f, struct string_slots *to, uint32_t token)
{
    struct str s = text_string(f->words, token);
    struct key k = key_of(s, s.n + TEXT_SLACK);
    size_t i = hash_of_key(k, s) & to->mask;
    while (to->v[i].rest)
        i = (i + 1) & to->mask;
    to->v[i] = (struct key){ k.first, k.rest | (uint64_t)token << KEY_TOKEN_SHIFT };
}

/* Of three bytes at least. */
static inline struct piece_sizes *sizes_of(const struct text_finder *f, struct key k)
{
    return &f->sizes[(uint32_t)((k.first & 0xFFFFFF) * 0x9E3779B1u) >> (32 - PIECE_SIZES_BITS)];
}

static void add_piece(struct text_finder *f, uint32_t token)
{
    struct str s = text_string(f->words, token);
    const bool last = text_is_last_piece(text_flags(f->words, token));
    add_string(f, last ? &f->last_pieces : &f->pieces, token);
    if (s.n <= 2 || s.n > TEXT_PIECE_MAX)
        return;
    struct piece_sizes *sizes = sizes_of(f, key_of(s, s.n));
    sizes->any |= (uint8_t)(!last << (s.n - 1));
    sizes->last |= (uint8_t)(last << (s.n - 1));
}

/* A phrase is the phrase without its last run, or one run, and that. Where the vocabulary has not both, it is not found. */
static void add_phrase(struct text_finder *f, uint32_t token, size_t run_n)
{
    struct text_cutting cutting = { text_string(f->words, token), false };
    uint32_t first = 0, second = 0;
    for (size_t i = 0; i < run_n; i++) {
        bool joined;
        struct str run = text_next_run(&cutting, &joined);
        struct key key = key_of(run, run.n + cutting.left.n);
        first = i > 1 ? find_phrase(f->phrases, first << 16 | second) : second;
        second = find_string(f->words, f->runs, run, key, hash_of_key(key, run));
        if (!second || joined || (i > 0 && !first))
            return;
    }
    const uint32_t pair = first << 16 | second;
    size_t i = place_of_pair(f->phrases, pair);
    for (; f->phrases.v[i].tokens[1]; i = (i + 1) & f->phrases.mask)
        f->phrases.v[i].more = true;
    struct phrase_slots *slots = &f->phrases.v[i];
    const bool which = slots->tokens[0] != 0;
    slots->pairs[which] = pair;
    slots->tokens[which] = (uint16_t)token;
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
        struct key k = key_of(s, 1);
        if (!find_string(f->words, f->pieces, s, k, hash_of_key(k, s)))
            return false;
    }
    return text_find_piece(f, none, 0, &bytes) != 0;
}

/* All tables together, for in one large page the processor finds them at once. */
static void make_tables(struct text_finder *f, size_t runs, size_t phrases, size_t pieces, size_t last_pieces)
{
    const size_t slots[] = { slots_for(runs * 2), slots_for(pieces), slots_for(last_pieces) };
    struct string_slots *const of[] = { &f->runs, &f->pieces, &f->last_pieces };
    const size_t phrase_slots = slots_for(phrases) / 2;
    char *p = f->tables = xzeroed((slots[0] + slots[1] + slots[2]) * sizeof(struct key) + phrase_slots * sizeof(struct phrase_slots) +
                                  ((size_t)1 << PIECE_SIZES_BITS) * sizeof(struct piece_sizes));
    for (size_t i = 0; i < 3; p += slots[i++] * sizeof(struct key))
        *of[i] = (struct string_slots){ (void *)p, slots[i] - 1 };
    f->phrases = (struct phrase_table){ (void *)p, phrase_slots - 1 };
    f->sizes = (void *)(p + phrase_slots * sizeof(struct phrase_slots));
}

struct text_finder *text_finder_new(const struct text_vocabulary *v)
{
    enum { RUNS_MAX = 8 };          /* of a phrase */
    struct text_finder *f = xcalloc(1, sizeof *f);
    CLEANUP_FREE uint8_t *run_n = xcalloc(v->n, 1);
    size_t runs = 0, phrases = 0, pieces = 0, last_pieces = 0;
    f->words = v;
    for (uint32_t i = TEXT_TOKENS; i < v->n; i++) {
        run_n[i] = text_flags(v, i) & TEXT_PIECE ? 0 : (uint8_t)count_runs(text_string(v, i));
        runs += run_n[i] == 1;
        phrases += run_n[i] > 1;
        const bool last = text_is_last_piece(text_flags(v, i));
        pieces += run_n[i] == 0 && !last;
        last_pieces += last;
    }
    make_tables(f, runs, phrases, pieces, last_pieces);
    for (uint32_t i = TEXT_TOKENS; i < v->n; i++)
        if (text_flags(v, i) & TEXT_PIECE)
            add_piece(f, i);
    /* The most frequent first: so these stand where they are looked for. */
    for (uint32_t rare = 0; rare <= TEXT_REMEMBERED; rare += TEXT_REMEMBERED)
        for (uint32_t i = TEXT_TOKENS; i < v->n; i++)
            if (run_n[i] == 1 && (text_flags(v, i) & TEXT_REMEMBERED) == rare)
                add_string(f, &f->runs, i);
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
    free(f->tables);
    free(f);
}

/* ---- tokens ---- */

enum { BATCH = 64 };                /* runs that are looked for together, so that none waits for the memory that another is read from */

/* A run of the text, and what is found of it. */
struct cut {
    struct str run;
    struct key key;
    uint32_t hash;
    bool joined;
    uint32_t token;                 /* or 0 */
    uint32_t pair, phrase;          /* of the run before, in the batch, and this; or 0 */
};

/* The next runs, up to BATCH; what will be looked at of each is fetched towards the processor. */
static inline size_t cut_runs(struct string_slots runs, struct text_cutting *c, struct cut *to)
{
    size_t n = 0;
    for (; n < BATCH && c->left.n; n++) {
        struct cut *x = &to[n];
        struct str run = text_next_run(c, &x->joined);
        struct key key = key_of(run, run.n + c->left.n);
        uint32_t hash = hash_of_key(key, run);
        __builtin_prefetch(&runs.v[hash & runs.mask]);
        x->run = run;
        x->key = key;
        x->hash = hash;
    }
    return n;
}

static inline void find_tokens(const struct text_finder *f, struct cut *cuts, size_t n)
{
    const struct string_slots runs = f->runs;
    const struct phrase_table phrases = f->phrases;
    uint32_t before = 0;
    for (size_t i = 0; i < n; i++) {
        struct cut *x = &cuts[i];
        const uint32_t token = find_string(f->words, runs, x->run, x->key, x->hash), pair = x->joined ? 0 : before << 16 | token;
        __builtin_prefetch(&phrases.v[place_of_pair(phrases, pair)]);
        x->token = token;
        x->pair = pair;
        before = token;
    }
    for (size_t i = 0; i < n; i++)
        cuts[i].phrase = find_phrase(phrases, cuts[i].pair);
}

void text_find(struct text_finder *f, struct str text, struct text_items *out)
{
    enum { ITEMS_A_RUN = 3 };
    struct text_cutting cutting = { text, false };
    struct cut cuts[BATCH];
    uint32_t waiting = 0;           /* a token that may begin a phrase */
    size_t n;
    while ((n = cut_runs(f->runs, &cutting, cuts))) {
        while (out->capacity - out->n < BATCH * ITEMS_A_RUN)
            out->v = grow_array(out->v, out->capacity, &out->capacity, sizeof *out->v);
        struct text_item *to = out->v + out->n;
        find_tokens(f, cuts, n);
        bool alone = false;         /* what waits is the run before, of the batch */
        for (const struct cut *x = cuts; x < cuts + n; x++) {
            uint32_t both = alone ? x->phrase : x->joined ? 0 : find_phrase(f->phrases, waiting << 16 | x->token);
            alone = !both;
            *to = (struct text_item){ .token = (uint16_t)waiting };
            to += waiting && !both;
            waiting = both + x->token * !both;
            if (x->token && !x->joined)     /* as of all that become a phrase */
                continue;
            if (x->joined)
                *to++ = (struct text_item){ .token = TEXT_JOIN };
            if (!x->token)
                *to++ = (struct text_item){ TEXT_SPELL, (uint8_t)x->run.n, (uint32_t)(x->run.p - text.p), x->hash };
        }
        if (waiting && !cutting.left.n)
            *to++ = (struct text_item){ .token = (uint16_t)waiting };
        out->n = (size_t)(to - out->v);
    }
}

uint32_t text_find_piece(struct text_finder *f, struct str rest, size_t readable, size_t *ret_bytes)
{
    const size_t most = rest.n < TEXT_PIECE_MAX ? rest.n : TEXT_PIECE_MAX;
    const struct key whole = key_of((struct str){ rest.p, most }, readable);
    const struct piece_sizes sizes = most > 2 ? *sizes_of(f, whole) : (struct piece_sizes){ 0, 0 };
    uint32_t left = (sizes.any | SHORT_SIZES | (rest.n == most ? sizes.last : 0u)) & ((1u << most) - 1);
    for (;;) {
        const size_t n = left ? 32 - (size_t)__builtin_clz(left) : 0;
        struct str s = { rest.p, n };
        struct key k = { whole.first & lowest[n], (uint64_t)n << KEY_BYTES_SHIFT };
        uint32_t hash = hash_of_key(k, s), token = n == rest.n ? find_string(f->words, f->last_pieces, s, k, hash) : 0;
        if (!token && n)
            token = find_string(f->words, f->pieces, s, k, hash);
        *ret_bytes = n;
        if (token || !n)
            return token;
        left &= (1u << (n - 1)) - 1;
    }
}
