/* Which runs, phrases and pieces a vocabulary is made of: those with which the samples take the least; and how often what follows what. */
#include "engine/store/text_train.h"

#include "engine/base/arena.h"
#include "engine/base/memory.h"
#include "engine/base/strmap.h"
#include "engine/store/text_classes.h"
#include "engine/store/text_finder.h"
#include "engine/store/text_model.h"
#include "engine/store/text_symbols.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

enum {
    RUNS_MAX = 24000, RUN_COUNT_MIN = 3,
    RUNS_ENOUGH = 200,              /* fewer are no language */
    PHRASE_SAMPLES = 2,             /* of so many samples, phrases are counted in one */
    PHRASE_COUNT_MIN = 3,
    PHRASE_RUNS = 8192,             /* phrases are made of the most frequent runs */
    PIECES_MAX = 4000, PIECE_COUNT_MIN = 5, PIECE_BYTES_MAX = 6,
    SPELLED_MAX = 40000,            /* runs that pieces are chosen from */
    FREQUENT_MAX = 700,             /* tokens that are not remembered */
};
/* How many phrases of two runs, then of one run more, then of another. */
enum { LEVELS = 3, PHRASES_MAX = 10000, PHRASES_OF_THREE_MAX = 4000, PHRASES_OF_FOUR_MAX = 1500 };
static const size_t phrases_max[LEVELS] = { PHRASES_MAX, PHRASES_OF_THREE_MAX, PHRASES_OF_FOUR_MAX };
static_assert(TEXT_TOKENS + RUNS_MAX + 257 + PIECES_MAX + PHRASES_MAX + PHRASES_OF_THREE_MAX + PHRASES_OF_FOUR_MAX <= TEXT_TOKENS_MAX, "all have numbers");
static_assert(RUNS_MAX * TEXT_RUN_MAX + 256 + PIECES_MAX * PIECE_BYTES_MAX <= TEXT_STRINGS_MAX, "there is room for strings; phrases take what is left");

struct training {
    const atomic_bool *stop;
    const struct str *samples;
    size_t sample_n;
    struct strmap runs, pieces;
    struct arena strings;           /* of phrases */
    size_t string_n;                /* bytes of all words */
    struct text_word *words;        /* runs, the most frequent first; pieces; phrases */
    size_t n, capacity, run_n;
};

struct counted {
    double worth;
    uint32_t number;
};

static int by_worth(const void *a, const void *b)
{
    const struct counted *x = a, *y = b;
    return x->worth != y->worth ? (x->worth < y->worth) - (x->worth > y->worth) : (x->number > y->number) - (x->number < y->number);
}

/* Work is cut short then, sample by sample. */
static bool stopped(const struct training *t)
{
    return atomic_load_explicit(t->stop, memory_order_relaxed);
}

static void add_word(struct training *t, struct str string, uint32_t flags)
{
    GROW(t->words, t->n, t->capacity);
    t->words[t->n++] = (struct text_word){ string, (uint8_t)flags };
    t->string_n += string.n;
}

/* ---- runs and pieces ---- */

/* How often each run comes, by its number in runs. */
static uint32_t *count_runs(struct training *t)
{
    uint32_t *counts = NULL;
    size_t capacity = 0;
    for (size_t i = 0; i < t->sample_n && !stopped(t); i++) {
        struct text_cutting cutting = { t->samples[i], false };
        while (cutting.left.n) {
            bool joined, is_new;
            uint32_t number = strmap_intern(&t->runs, text_next_run(&cutting, &joined), &is_new);
            if (is_new) {
                GROW(counts, number, capacity);
                counts[number] = 0;
            }
            counts[number]++;
        }
    }
    return counts;
}

/* Strings of a run, and whether they end it, by which they begin as keys. */
static void count_pieces(struct strmap *pieces, struct str run, uint32_t **counts, size_t *capacity)
{
    for (size_t from = 0; from < run.n; from++)
        for (size_t n = 1; n <= PIECE_BYTES_MAX && from + n <= run.n; n++) {
            const int may_be_last = from + n == run.n;
            for (int last = 0; last <= may_be_last; last++) {
                char key[1 + PIECE_BYTES_MAX] = { (char)last };
                bool is_new;
                if (n + (size_t)last < 2)
                    continue;
                memcpy(key + 1, run.p + from, n);
                uint32_t number = strmap_intern(pieces, (struct str){ key, n + 1 }, &is_new);
                if (is_new) {
                    GROW(*counts, number, *capacity);
                    (*counts)[number] = 0;
                }
                (*counts)[number]++;
            }
        }
}

/* Every byte, the end, and what the runs that are no words have in common. */
static void choose_pieces(struct training *t, const struct counted *order)
{
    static char bytes[256];
    uint32_t *counts = NULL;
    size_t capacity = 0;
    for (size_t i = t->run_n; i < t->runs.n && i < t->run_n + SPELLED_MAX; i++)
        count_pieces(&t->pieces, strmap_key(&t->runs, order[i].number), &counts, &capacity);
    CLEANUP_FREE struct counted *pieces = xmalloc((t->pieces.n + 1) * sizeof *pieces);
    size_t n = 0;
    for (uint32_t i = 0; i < t->pieces.n; i++) {
        struct str key = strmap_key(&t->pieces, i);
        if (counts[i] >= PIECE_COUNT_MIN)
            pieces[n++] = (struct counted){ counts[i] * (double)(key.n - 2 + (size_t)key.p[0]), i };
    }
    qsort(pieces, n, sizeof *pieces, by_worth);
    for (int i = 0; i < 256; i++) {
        bytes[i] = (char)i;
        add_word(t, (struct str){ bytes + i, 1 }, TEXT_PIECE);
    }
    add_word(t, (struct str){ bytes, 0 }, TEXT_LAST_PIECE);
    for (size_t i = 0; i < n && i < PIECES_MAX; i++) {
        struct str key = strmap_key(&t->pieces, pieces[i].number);
        add_word(t, str_slice(key, 1, key.n), key.p[0] ? TEXT_LAST_PIECE : TEXT_PIECE);
    }
    free(counts);
}

static void choose_runs(struct training *t)
{
    CLEANUP_FREE uint32_t *counts = count_runs(t);
    CLEANUP_FREE struct counted *order = xmalloc((t->runs.n + 1) * sizeof *order);
    for (uint32_t i = 0; i < t->runs.n; i++)
        order[i] = (struct counted){ counts[i], i };
    qsort(order, t->runs.n, sizeof *order, by_worth);
    for (; t->run_n < t->runs.n && t->run_n < RUNS_MAX && order[t->run_n].worth >= RUN_COUNT_MIN; t->run_n++) {
        struct str run = strmap_key(&t->runs, order[t->run_n].number);
        add_word(t, run, text_is_word(run) ? TEXT_BEGINS_WORD | TEXT_ENDS_WORD : 0);
    }
    choose_pieces(t, order);
}

/* ---- phrases ---- */

static bool is_frequent_run(const struct training *t, uint32_t token)
{
    return token >= TEXT_TOKENS && token < TEXT_TOKENS + t->run_n && token < TEXT_TOKENS + PHRASE_RUNS;
}

/* What may become a phrase: two runs first; then, a phrase and a run. */
static bool may_be_phrase(const struct training *t, const struct text_item *first, bool of_two)
{
    return (of_two ? is_frequent_run(t, first[0].token) : first[0].token >= TEXT_TOKENS + t->run_n) && is_frequent_run(t, first[1].token);
}

/* How often what may become a phrase comes, and each token. */
static void count_phrases(const struct training *t, bool of_two, struct pair_counts *pairs, uint32_t *counts)
{
    enum { AHEAD = 12 };
    struct text_vocabulary v;
    text_vocabulary_make(t->words, t->n, &v);
    struct text_finder *f = text_finder_new(&v);
    struct text_items items = { NULL, 0, 0 };
    for (size_t i = 0; i < t->sample_n && !stopped(t); i += PHRASE_SAMPLES) {
        items.n = 0;
        text_find(f, t->samples[i], &items);
        for (size_t k = 0; k < items.n; k++) {
            counts[items.v[k].token]++;
            if (k + AHEAD < items.n && may_be_phrase(t, &items.v[k + AHEAD - 1], of_two))
                pair_counts_fetch(pairs, items.v[k + AHEAD - 1].token, items.v[k + AHEAD].token);
            if (k && may_be_phrase(t, &items.v[k - 1], of_two))
                pair_counts_add(pairs, items.v[k - 1].token, items.v[k].token);
        }
    }
    text_finder_free(f);
    text_vocabulary_release(&v);
    free(items.v);
}

static bool spaced(const struct text_word *first, const struct text_word *second)
{
    return first->flags & TEXT_ENDS_WORD && second->flags & TEXT_BEGINS_WORD;
}

static void add_phrase(struct training *t, const struct pair_count *p)
{
    const struct text_word a = t->words[p->first - TEXT_TOKENS], b = t->words[p->second - TEXT_TOKENS];
    const size_t n = a.string.n + spaced(&a, &b) + b.string.n;
    char *string = arena_alloc(&t->strings, n);
    memcpy(string, a.string.p, a.string.n);
    string[a.string.n] = ' ';
    memcpy(string + n - b.string.n, b.string.p, b.string.n);
    add_word(t, (struct str){ string, n }, (a.flags & TEXT_BEGINS_WORD) | (b.flags & TEXT_ENDS_WORD));
}

/* The bits that a phrase saves: what its two take beyond what it takes itself, and what each that is coded takes of time. */
static double worth(const struct pair_count *p, const uint32_t *counts, double all)
{
    const double time = 2, n = p->count;
    return n * (log2(n * all / ((double)counts[p->first] * counts[p->second])) + time);
}

/* Adds the phrases that are worth most, by how often tokens come, and they. */
static void add_phrases(struct training *t, const struct pair_counts *pairs, const uint32_t *counts, size_t most)
{
    double all = 1;
    for (size_t i = 0; i < t->n + TEXT_TOKENS; i++)
        all += counts[i];
    CLEANUP_FREE struct counted *order = xmalloc((pairs->n + 1) * sizeof *order);
    size_t n = 0;
    for (uint32_t i = 0; i < pairs->n; i++) {
        const struct pair_count *p = &pairs->v[i];
        if (p->count < PHRASE_COUNT_MIN || t->words[p->first - TEXT_TOKENS].string.n + t->words[p->second - TEXT_TOKENS].string.n >= TEXT_STRING_MAX)
            continue;
        order[n] = (struct counted){ worth(p, counts, all), i };
        n += order[n].worth > 0;
    }
    qsort(order, n, sizeof *order, by_worth);
    for (size_t i = 0; i < n && i < most && t->string_n + TEXT_STRING_MAX <= TEXT_STRINGS_MAX; i++)
        add_phrase(t, &pairs->v[order[i].number]);
}

/* All but the most frequent of the words that there were when they were counted, and all phrases that came after. */
static void choose_remembered(struct training *t, const uint32_t *counts, size_t counted)
{
    CLEANUP_FREE struct counted *order = xmalloc(counted * sizeof *order);
    for (uint32_t i = 0; i < counted; i++)
        order[i] = (struct counted){ counts[i + TEXT_TOKENS], i };
    qsort(order, counted, sizeof *order, by_worth);
    for (size_t i = FREQUENT_MAX; i < t->n; i++) {
        struct text_word *w = &t->words[i < counted ? order[i].number : i];
        if (!(w->flags & TEXT_PIECE))
            w->flags |= TEXT_REMEMBERED;
    }
}

static void choose_phrases(struct training *t)
{
    for (size_t i = 0; i < LEVELS; i++) {
        const size_t before = t->n;
        CLEANUP_FREE uint32_t *counts = xcalloc(before + TEXT_TOKENS, sizeof *counts);
        struct pair_counts pairs;
        pair_counts_init(&pairs);
        count_phrases(t, i == 0, &pairs, counts);
        pair_counts_close(&pairs);
        add_phrases(t, &pairs, counts, phrases_max[i]);
        pair_counts_release(&pairs);
        if (i + 1 == LEVELS)
            choose_remembered(t, counts, before);
    }
}

/* ---- frequencies ---- */

static void count_symbols(const struct training *t, struct pair_counts *pairs, double *guess)
{
    enum { AHEAD = 12 };
    struct text_vocabulary v;
    text_vocabulary_make(t->words, t->n, &v);
    struct text_teller *teller = text_teller_new(&v);
    struct text_symbols symbols = { NULL, 0, 0 };
    double guesses[TEXT_GUESS_CONTEXTS][2];
    for (size_t i = 0; i < TEXT_GUESS_CONTEXTS; i++)
        guesses[i][0] = guesses[i][1] = 1;
    for (size_t i = 0; i < t->sample_n && !stopped(t); i++)
        for (struct str left = t->samples[i]; left.n;) {
            size_t n = left.n < TEXT_BLOCK ? left.n : TEXT_BLOCK;
            symbols.n = 0;
            text_tell(teller, str_slice(left, 0, n), &symbols);
            left = str_slice(left, n, left.n);
            for (size_t k = 0; k < symbols.n; k++) {
                const struct text_symbol *s = &symbols.v[k];
                if (k + AHEAD < symbols.n)
                    pair_counts_fetch(pairs, s[AHEAD].context, s[AHEAD].column);
                if (s->guess)
                    guesses[s->context][s->column]++;
                else
                    pair_counts_add(pairs, s->context, s->column);
            }
        }
    for (size_t i = 0; i < TEXT_GUESS_CONTEXTS; i++)
        guess[i] = guesses[i][1] / (guesses[i][0] + guesses[i][1]);
    text_teller_free(teller);
    text_vocabulary_release(&v);
    free(symbols.v);
}

/* The words in the order of their cells. */
static void store(const struct training *t, const struct text_classes *c, const double *guess, struct strbuf *out)
{
    CLEANUP_FREE struct text_word *words = xmalloc(t->n * sizeof *words);
    CLEANUP_FREE uint8_t *row_of = xmalloc(t->n + TEXT_TOKENS);
    memcpy(row_of, c->row_of, TEXT_TOKENS);
    for (size_t i = 0; i < t->n; i++) {
        words[i] = t->words[c->order[i] - TEXT_TOKENS];
        row_of[i + TEXT_TOKENS] = c->row_of[c->order[i]];
    }
    struct text_model_parts parts = { .row_of = row_of, .cell_sizes = c->cell_sizes, .cell_n = c->cell_n, .row_n = c->row_n, .likely = c->likely };
    memcpy(parts.guess, guess, sizeof parts.guess);
    text_vocabulary_make(words, t->n, &parts.words);
    text_model_store(&parts, out);
    text_vocabulary_release(&parts.words);
}

/* False where it was stopped before there was enough to make one of. */
static bool store_model(const struct training *t, struct strbuf *out)
{
    struct pair_counts pairs;
    struct text_classes classes;
    double guess[TEXT_GUESS_CONTEXTS];
    CLEANUP_FREE bool *is_piece = xcalloc(t->n + TEXT_TOKENS, sizeof *is_piece);
    for (size_t i = 0; i < t->n; i++)
        is_piece[i + TEXT_TOKENS] = t->words[i].flags & TEXT_PIECE;
    pair_counts_init(&pairs);
    count_symbols(t, &pairs, guess);
    const bool counted = !stopped(t);
    if (counted) {
        pair_counts_close(&pairs);
        text_classes_make(&pairs, t->n + TEXT_TOKENS, is_piece, &classes);
        store(t, &classes, guess, out);
        text_classes_release(&classes);
    }
    pair_counts_release(&pairs);
    return counted;
}

bool text_train(const struct str *samples, size_t n, const atomic_bool *stop, struct strbuf *out)
{
    struct training t = { .stop = stop, .samples = samples, .sample_n = n, .runs = STRMAP_INIT, .pieces = STRMAP_INIT, .strings = ARENA_INIT };
    choose_runs(&t);
    bool enough = t.run_n >= RUNS_ENOUGH;
    if (enough) {
        choose_phrases(&t);
        enough = store_model(&t, out);
    }
    strmap_release(&t.runs);
    strmap_release(&t.pieces);
    arena_release(&t.strings);
    free(t.words);
    return enough;
}
