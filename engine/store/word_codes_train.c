/* Which words and pairs a vocabulary is made of: those that stand for the most of the samples. */
#include "engine/store/word_codes.h"

#include "engine/base/memory.h"
#include "engine/base/strmap.h"

#include <stdlib.h>

enum {
    RUNS_MAX = 24000,               /* the rest is for pairs */
    RUN_COUNT_MIN = 3, PAIR_COUNT_MIN = 5,
    PAIR_RUNS = 8192,               /* of the most frequent runs */
    RUNS_ENOUGH = 200,              /* fewer are no language */
};

struct counted {
    uint32_t count, number;
};

/* Of pairs of runs: an open table that doubles. */
struct pair_count {
    uint32_t first, second, count;
};
struct pair_counts {
    struct pair_count *v;
    size_t n, slots;
};

static int by_count(const void *a, const void *b)
{
    const struct counted *x = a, *y = b;
    return x->count != y->count ? (x->count < y->count) - (x->count > y->count) : (x->number > y->number) - (x->number < y->number);
}

static int by_pair_count(const void *a, const void *b)
{
    const struct pair_count *x = a, *y = b;
    if (x->count != y->count)
        return (x->count < y->count) - (x->count > y->count);
    return x->first != y->first ? (x->first > y->first) - (x->first < y->first) : (x->second > y->second) - (x->second < y->second);
}

static struct pair_count *pair_of(struct pair_counts *c, uint32_t first, uint32_t second)
{
    size_t i = (size_t)((((uint64_t)first << 32 | second) * 0x9E3779B97F4A7C15u) >> 32) & (c->slots - 1);
    while (c->v[i].count && (c->v[i].first != first || c->v[i].second != second))
        i = (i + 1) & (c->slots - 1);
    return &c->v[i];
}

static void widen(struct pair_counts *c)
{
    struct pair_counts wider = { xcalloc(c->slots * 2, sizeof *c->v), c->n, c->slots * 2 };
    for (size_t i = 0; i < c->slots; i++)
        if (c->v[i].count)
            *pair_of(&wider, c->v[i].first, c->v[i].second) = c->v[i];
    free(c->v);
    *c = wider;
}

static void count_pair(struct pair_counts *c, uint32_t first, uint32_t second)
{
    if (c->n * 2 >= c->slots)
        widen(c);
    struct pair_count *p = pair_of(c, first, second);
    c->n += !p->count;
    *p = (struct pair_count){ first, second, p->count + 1 };
}

/* Calls for every run of a text; one space between two words is none. */
static void each_run(struct str text, void (*visit)(void *ctx, struct str run, bool joined), void *ctx)
{
    bool after_word = false, word;
    while (text.n) {
        size_t n = word_codes_run(text, &word);
        bool joined = after_word && word;
        if (after_word && n == 1 && text.p[0] == ' ' && text.n > 1) {
            bool next;
            struct str rest = str_slice(text, 1, text.n);
            size_t m = word_codes_run(rest, &next);
            if (next) {
                text = rest;
                n = m;
                word = true;
            }
        }
        visit(ctx, str_slice(text, 0, n), joined);
        text = str_slice(text, n, text.n);
        after_word = word;
    }
}

struct training {
    struct strmap runs;
    uint32_t *counts;               /* by run */
    size_t capacity;
    struct counted *order;          /* of runs, by count */
    uint32_t *codes;                /* by run: its place in order, or UINT32_MAX */
    size_t run_n;                   /* of them taken */
    struct pair_counts pairs;
    uint32_t last;                  /* the run before; UINT32_MAX: none, or not taken */
};

static void take_run(void *ctx, struct str run, bool joined)
{
    (void)joined;
    struct training *t = ctx;
    bool is_new;
    uint32_t number = strmap_intern(&t->runs, run, &is_new);
    if (is_new) {
        GROW(t->counts, number, t->capacity);
        t->counts[number] = 0;
    }
    t->counts[number]++;
}

static void take_pair(void *ctx, struct str run, bool joined)
{
    struct training *t = ctx;
    uint32_t code = t->codes[strmap_find(&t->runs, run)];
    if (t->last < PAIR_RUNS && code < PAIR_RUNS && !joined)
        count_pair(&t->pairs, t->last, code);
    t->last = code;
}

static void choose_runs(struct training *t)
{
    t->order = xmalloc((t->runs.n + 1) * sizeof *t->order);
    t->codes = xmalloc((t->runs.n + 1) * sizeof *t->codes);
    for (uint32_t i = 0; i < t->runs.n; i++)
        t->order[i] = (struct counted){ t->counts[i], i };
    qsort(t->order, t->runs.n, sizeof *t->order, by_count);
    for (size_t i = 0; i < t->runs.n; i++) {
        bool taken = i < RUNS_MAX && t->order[i].count >= RUN_COUNT_MIN;
        t->codes[t->order[i].number] = taken ? (uint32_t)i : UINT32_MAX;
        t->run_n += taken;
    }
}

/* The counted pairs, the most frequent first, without gaps. */
static size_t choose_pairs(struct training *t)
{
    struct pair_counts *c = &t->pairs;
    size_t n = 0, most = WORD_CODES_MAX - t->run_n;
    for (size_t i = 0; i < c->slots; i++)
        if (c->v[i].count >= PAIR_COUNT_MIN)
            c->v[n++] = c->v[i];
    qsort(c->v, n, sizeof *c->v, by_pair_count);
    return n < most ? n : most;
}

/* The vocabulary with its entries in an order (NULL: runs by count, pairs by count); `place` tells where in that order each is. */
static void write(const struct training *t, size_t pair_n, const struct counted *order, const uint32_t *place, struct strbuf *out)
{
    size_t n = t->run_n + pair_n;
    CLEANUP_FREE struct word_codes_entry *entries = xcalloc(n, sizeof *entries);
    for (size_t i = 0; i < n; i++) {
        size_t which = order ? order[i].number : i;
        if (which < t->run_n) {
            entries[i].run = strmap_key(&t->runs, t->order[which].number);
            continue;
        }
        const struct pair_count *p = &t->pairs.v[which - t->run_n];
        entries[i].first = (uint16_t)(place ? place[p->first] : p->first);
        entries[i].second = (uint16_t)(place ? place[p->second] : p->second);
    }
    word_codes_store(entries, n, out);
}

static void count_codes(struct str codes, struct counted *counts)
{
    const uint8_t *p = (const uint8_t *)codes.p, *end = p + codes.n;
    while (p < end) {
        uint32_t code = *p++;
        if (code == WORD_CODES_SPELLED)
            p += 1 + *p;
        else if (code < WORD_CODES_ONE)
            counts[code].count++;
        else if (code < WORD_CODES_TWO_END)
            counts[WORD_CODES_ONE + (code - WORD_CODES_ONE) * 256 + *p++].count++;
    }
}

/* Codes by how often they come once pairs have taken their part. */
static void write_by_use(const struct training *t, size_t pair_n, const struct str *samples, size_t sample_n, struct strbuf *out)
{
    CLEANUP_STRBUF struct strbuf first = STRBUF_INIT, codes = STRBUF_INIT;
    size_t n = t->run_n + pair_n;
    CLEANUP_FREE struct counted *order = xcalloc(n, sizeof *order);
    CLEANUP_FREE uint32_t *place = xcalloc(n, sizeof *place);
    for (size_t i = 0; i < n; i++)
        order[i].number = (uint32_t)i;
    write(t, pair_n, NULL, NULL, &first);
    struct word_codes *w = word_codes_new(strbuf_view(&first));
    for (size_t i = 0; w && i < sample_n; i++) {
        strbuf_clear(&codes);
        word_codes_put(w, samples[i], &codes);
        count_codes(strbuf_view(&codes), order);
    }
    word_codes_free(w);
    qsort(order, n, sizeof *order, by_count);
    for (size_t i = 0; i < n; i++)
        place[order[i].number] = (uint32_t)i;
    write(t, pair_n, order, place, out);
}

bool word_codes_train(const struct str *samples, size_t n, struct strbuf *out)
{
    enum { FIRST_SLOTS = 1 << 16 };
    struct training t = { .runs = STRMAP_INIT, .pairs = { xcalloc(FIRST_SLOTS, sizeof *t.pairs.v), 0, FIRST_SLOTS } };
    for (size_t i = 0; i < n; i++)
        each_run(samples[i], take_run, &t);
    choose_runs(&t);
    bool enough = t.run_n >= RUNS_ENOUGH;
    for (size_t i = 0; enough && i < n; i++) {
        t.last = UINT32_MAX;
        each_run(samples[i], take_pair, &t);
    }
    if (enough)
        write_by_use(&t, choose_pairs(&t), samples, n, out);
    strmap_release(&t.runs);
    free(t.counts);
    free(t.order);
    free(t.codes);
    free(t.pairs.v);
    return enough;
}
