#include "query/execute/execute_private.h"

enum {
    FEW_PART = 512,         /* where fewer articles than this part of all are left, the other words are only looked at between them */
};

static bool is_within(const struct row_run *run, struct docid_range range)
{
    return run->first >= range.first && run->last <= range.last;
}

static bool is_beside(const struct row_run *run, struct docid_range range, unsigned least_level)
{
    return run->first > range.last || run->last < range.first || run->level < least_level;
}

/* ---- one word ---- */

static void match_run(struct execution *x, const struct row_run *run, uint16_t score, bool add, struct bitmap *found)
{
    uint32_t docids[ROW_BATCH];
    struct row_walk walk = row_walk_of(run);
    for (size_t n; (n = row_walk_next(&walk, docids));) {
        if (found)
            docids_find(docids, n, found->words);
        if (add)
            docids_add(docids, n, score, x->scores);
    }
}

void match_word(struct execution *x, const struct leaf_word *word, unsigned least_level, const struct bitmap *mask, bool add, struct bitmap *found)
{
    struct docid_range range = range_of(x, mask);
    for (size_t i = 0; i < word->n; i++)
        for (size_t k = 0; k < word->lists[i].run_count; k++) {
            const struct row_run *run = &word->lists[i].runs[k];
            uint16_t score = word->by_level[run->level];
            struct row_walk walk = row_walk_of(run);
            if (is_beside(run, range, least_level))
                continue;
            if (mask)
                row_walk_meet(&walk, range.last + 1, mask->words, score, found ? found->words : NULL, add ? x->scores : NULL);
            else
                match_run(x, run, score, add, found);
        }
}

/* ---- words by sums ---- */

/* The words of a bitmap, and of sums, that a range of docids lies in. */
struct span {
    size_t from, words;
};

static struct span span_of(struct docid_range range)
{
    struct span s = { range.first / 64, 0 };
    if (range.first <= range.last)
        s.words = range.last / 64 + 1 - s.from;
    return s;
}

/* A run that reaches beyond the range: what is within. */
static void add_part(const struct row_run *run, struct docid_range range, uint16_t score, uint16_t *sums)
{
    struct row_walk walk = row_walk_of(run);
    if (run->first < range.first)
        row_walk_meet(&walk, range.first, NULL, 0, NULL, NULL);
    row_walk_add(&walk, range.last + 1, score, sums);
}

/* Adds a word's scores, or ones, to sums. */
static void add_word(const struct leaf_word *word, unsigned least_level, struct docid_range range, bool add, uint16_t *sums)
{
    for (size_t i = 0; i < word->n; i++)
        for (size_t k = 0; k < word->lists[i].run_count; k++) {
            const struct row_run *run = &word->lists[i].runs[k];
            uint16_t score = add ? word->by_level[run->level] : 1;
            if (is_beside(run, range, least_level))
                continue;
            if (is_within(run, range))
                row_run_add(run, score, sums);
            else
                add_part(run, range, score, sums);
        }
}

void match_all_words(struct execution *x, const struct matched_word *words, size_t n, const struct bitmap *mask, bool add, struct bitmap *found)
{
    struct docid_range range = range_of(x, mask);
    struct span span = span_of(range);
    uint16_t *sums = add ? x->scores : sums_of(x, SUMS_WORD), *other = sums_of(x, SUMS_OTHER);
    size_t i = 0, few = span.words * 64 / FEW_PART, left = words[0].word->rows;
    for (; i < n && left > few; i++) {
        add_word(words[i].word, words[i].least_level, range, add, i ? other : sums);
        if (i)
            left = scores_meet(sums + span.from * 64, other + span.from * 64, span.words);
    }
    sums_clean(x, SUMS_OTHER);
    x->scores_apart = x->scores_apart || i < n || mask || index_info(x->index)->dead;
    struct bitmap both[2] = { bitmap_new(x->arena, x->max_docid), bitmap_new(x->arena, x->max_docid) };
    int which = 0;
    if (i) {
        scores_find(sums + span.from * 64, span.words, both[0].words + span.from);
        if (mask)
            bitmap_and(&both[0], mask);
        mask = &both[0];
        if (!add)
            memset(sums + span.from * 64, 0, span.words * 64 * sizeof *sums);
    }
    if (!add)
        sums_clean(x, SUMS_WORD);
    for (; i < n; i++, mask = &both[which]) {
        which = mask == &both[0];
        bitmap_clear(&both[which]);
        match_word(x, words[i].word, words[i].least_level, mask, add, &both[which]);
    }
    bitmap_or(found, mask);
}

void match_any_word(struct execution *x, const struct matched_word *words, size_t n, struct bitmap *found)
{
    for (size_t i = 0; i < n; i++)
        add_word(words[i].word, 0, range_of(x, NULL), true, x->scores);
    scores_find(x->scores, found->n, found->words);
}

void add_words(struct execution *x, const struct leaf_word *words, size_t n, const struct bitmap *found)
{
    if (bitmap_count(found) < x->max_docid / FEW_PART) {
        for (size_t i = 0; i < n; i++)
            match_word(x, &words[i], 0, found, true, NULL);
        return;
    }
    uint16_t *other = sums_of(x, SUMS_OTHER);
    for (size_t i = 0; i < n; i++)
        add_word(&words[i], 0, range_of(x, found), true, other);
    for (size_t w = 0; w < found->n; w++)
        for (uint64_t bits = found->words[w]; bits; bits &= bits - 1) {
            size_t docid = w * 64 + (size_t)__builtin_ctzll(bits);
            x->scores[docid] = (uint16_t)(x->scores[docid] + other[docid]);
        }
}
