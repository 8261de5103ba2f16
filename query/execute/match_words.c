#include "query/execute/match_mapped.h"

enum {
    FEW_PART = 512,         /* where fewer articles than this part of all are left, the other words are only looked at between them */
    FEW_PART_MAPPED = 64,   /* the same where what is left is looked up in maps: then sums of all articles do not pay so soon */
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
    if (!least_level && is_mapped(x, word) && (mask || !add)) {
        if (found)
            mapped_find(word, mask, found);
        if (add)
            mapped_add(x, word, mask);
        return;
    }
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

/* ---- block by block ---- */

/* A word's runs, walked together from block to block. */
struct walked_word {
    struct walked_run {
        const struct row_run *run;
        struct row_walk walk;
        uint16_t score;
    } *runs;
    size_t n;
};

static struct walked_word walked_word_of(struct execution *x, const struct leaf_word *word, unsigned least_level, struct docid_range range, bool add)
{
    struct walked_word w = { NULL, 0 };
    size_t all = 0;
    for (size_t i = 0; i < word->n; i++)
        all += word->lists[i].run_count;
    w.runs = arena_alloc(x->arena, (all + 1) * sizeof *w.runs);
    for (size_t i = 0; i < word->n; i++)
        for (size_t k = 0; k < word->lists[i].run_count; k++) {
            const struct row_run *run = &word->lists[i].runs[k];
            if (!is_beside(run, range, least_level))
                w.runs[w.n++] = (struct walked_run){ run, row_walk_of(run), add ? word->by_level[run->level] : 1 };
        }
    return w;
}

/* Passes what stands before a block. */
static void walk_to(struct walked_run *run, uint32_t first)
{
    if (run->walk.docid < first && !row_walk_ended(&run->walk))
        row_walk_meet(&run->walk, first, NULL, 0, NULL, NULL);
}

static void add_block(struct walked_word *w, struct docid_range block, uint16_t *sums)
{
    for (size_t i = 0; i < w->n; i++) {
        struct walked_run *r = &w->runs[i];
        if (is_within(r->run, block)) {
            row_run_add(r->run, r->score, sums);
            continue;
        }
        walk_to(r, block.first);
        row_walk_add(&r->walk, block.last + 1, r->score, sums);
    }
}

static void meet_block(struct walked_word *w, struct docid_range block, const struct bitmap *mask, uint16_t *sums, struct bitmap *found)
{
    for (size_t i = 0; i < w->n; i++) {
        walk_to(&w->runs[i], block.first);
        row_walk_meet(&w->runs[i].walk, block.last + 1, mask->words, w->runs[i].score, found->words, sums);
    }
}

/* The first block of what is left of a range. */
static struct docid_range first_block(struct docid_range range)
{
    uint32_t end = (range.first / BLOCK_DOCIDS + 1) * BLOCK_DOCIDS - 1;
    return (struct docid_range){ range.first, end < range.last ? end : range.last };
}

struct all_words {
    struct walked_word *words;
    size_t n;
    const struct bitmap *mask;
    bool add;
    uint16_t *sums, *other;         /* by docid; of one block */
    struct bitmap both[2];
};

/* The sums of a block as if they stood among those of all docids: an address, of which only the block's part is there. */
static uint16_t *by_docid(uint16_t *sums, struct docid_range block)
{
    return (uint16_t *)((uintptr_t)sums - block.first / BLOCK_DOCIDS * BLOCK_DOCIDS * sizeof *sums);
}

/* Gives how many of the words were added up; the others were looked at between those articles. */
static size_t match_block(struct all_words *a, struct docid_range block, struct bitmap *found)
{
    struct span span = span_of(block);
    size_t i = 0, few = span.words * 64 / FEW_PART, left = SIZE_MAX;
    uint16_t *sums = a->sums + span.from * 64;
    for (; i < a->n && left > few; i++) {
        add_block(&a->words[i], block, i ? by_docid(a->other, block) : a->sums);
        if (i)
            left = scores_meet(sums, a->other + span.from * 64 % BLOCK_DOCIDS, span.words);
    }
    struct bitmap *now = &a->both[0];
    scores_find(sums, span.words, now->words + span.from);
    for (size_t w = span.from; a->mask && w < span.from + span.words; w++)
        now->words[w] &= a->mask->words[w];
    if (!a->add)
        memset(sums, 0, span.words * 64 * sizeof *sums);
    size_t summed = i;
    for (; i < a->n; i++) {
        struct bitmap *next = &a->both[now == &a->both[0]];
        memset(next->words + span.from, 0, span.words * sizeof *next->words);
        meet_block(&a->words[i], block, now, a->add ? a->sums : NULL, next);
        now = next;
    }
    for (size_t w = span.from; w < span.from + span.words; w++)
        found->words[w] |= now->words[w];
    return summed;
}

static void match_by_sums(struct execution *x, const struct matched_word *words, size_t n, struct docid_range range, const struct bitmap *mask, bool add,
                          struct bitmap *found)
{
    struct all_words a = { .n = n, .mask = mask, .add = add, .sums = add ? x->scores : sums_of(x, SUMS_WORD), .other = sums_of(x, SUMS_BLOCK),
                           .words = arena_alloc(x->arena, n * sizeof *a.words),
                           .both = { bitmap_new(x->arena, x->max_docid), bitmap_new(x->arena, x->max_docid) } };
    for (size_t i = 0; i < n; i++)
        a.words[i] = walked_word_of(x, words[i].word, words[i].least_level, range, add);
    while (range.first <= range.last) {
        struct docid_range block = first_block(range);
        x->scores_apart |= match_block(&a, block, found) < n;
        range.first = block.last + 1;
    }
    sums_clean(x, SUMS_BLOCK);
    if (!add)
        sums_clean(x, SUMS_WORD);
}

/* Those without a map, word after word between the articles that are left. */
static void match_between(struct execution *x, const struct matched_word *words, size_t n, const struct bitmap *mask, bool add, bool whole, struct bitmap *found)
{
    struct bitmap both[2] = { bitmap_new(x->arena, x->max_docid), bitmap_new(x->arena, x->max_docid) };
    int which = 1;
    x->scores_apart = true;
    for (size_t i = 0; i < n; i++, mask = &both[which]) {
        which = mask == &both[0];
        bitmap_clear(&both[which]);
        match_word(x, words[i].word, words[i].least_level, mask, add, &both[which]);
        if (add && whole && i == 0)
            scores_touched(x, &both[which]);
    }
    bitmap_or(found, mask);
}

/* Those without a map; `part`: where fewer articles than this part have the rarest word, they are few. */
static void match_all_listed(struct execution *x, const struct matched_word *words, size_t n, size_t part, const struct bitmap *mask, bool add, bool whole,
                             struct bitmap *found)
{
    x->scores_apart = x->scores_apart || mask || index_info(x->index)->dead;
    const struct docid_range range = range_of(x, mask);
    if (words[0].word->rows <= span_of(range).words * 64 / part) {
        match_between(x, words, n, mask, add, whole, found);
        return;
    }
    match_by_sums(x, words, n, range, mask, add, found);
    if (add && whole && !x->scores_apart)
        scores_touched(x, found);
    else if (add && whole)
        scores_within(x, range);
}

/* Puts those that are mapped before the others, and tells how many there are. */
static size_t part_mapped(const struct execution *x, const struct matched_word *words, size_t n, struct matched_word *ret)
{
    size_t mapped = 0, others = n;
    for (size_t i = 0; i < n; i++)
        if (!words[i].least_level && is_mapped(x, words[i].word))
            ret[mapped++] = words[i];
    for (size_t i = n; i--;)
        if (words[i].least_level || !is_mapped(x, words[i].word))
            ret[--others] = words[i];
    return mapped;
}

/*
 * The best of `found` for a page, where nothing but these words is asked for, which are mapped or rare. False: all of `found` are to be scored; none of it is yet.
 */
static bool find_best(struct execution *x, const struct matched_word *words, size_t n, struct bitmap *found)
{
    if (!are_mapped(x, words, n) || !x->page_size || bitmap_count(found) <= x->max_docid / FEW_PART)
        return false;
    if (index_info(x->index)->dead)
        bitmap_and(found, &x->filter);
    if (mapped_best(x, words, n, found))
        return true;
    memset(x->scores, 0, x->live.n * 64 * sizeof *x->scores);
    return false;
}

/* Where all of some words are. */
static void meet_words(struct execution *x, const struct matched_word *mapped, size_t mapped_n, const struct matched_word *listed, size_t listed_n,
                       const struct bitmap *mask, bool add, bool whole, struct bitmap *ret)
{
    if (listed_n)
        match_all_listed(x, listed, listed_n, FEW_PART_MAPPED, mask, add, whole, ret);
    else
        mapped_find(mapped[0].word, mask, ret);
    for (size_t i = listed_n ? 0 : 1; i < mapped_n; i++)
        mapped_keep(x, mapped[i].word, ret);
}

void match_all_words(struct execution *x, const struct matched_word *words, size_t n, const struct bitmap *mask, bool add, bool whole, struct bitmap *found)
{
    struct matched_word *parted = arena_array(x->arena, struct matched_word, n);
    size_t mapped = part_mapped(x, words, n, parted);
    if (!mapped) {
        match_all_listed(x, words, n, n == 1 ? 1 : FEW_PART, mask, add, whole, found);
        return;
    }
    struct bitmap now = whole ? *found : bitmap_new(x->arena, x->max_docid);    /* found is empty then */
    meet_words(x, parted, mapped, parted + mapped, n - mapped, mask, add, whole, &now);
    if (!whole)
        bitmap_or(found, &now);
    x->scores_apart = true;
    if (!add || (whole && mapped == n && find_best(x, words, n, &now)))
        return;
    for (size_t i = 0; i < mapped; i++)
        mapped_add(x, parted[i].word, &now);
    if (whole && mapped == n)
        scores_touched(x, &now);
}

bool match_any_mapped(struct execution *x, const struct matched_word *words, size_t n, struct bitmap *found)
{
    if (!x->page_size || !are_mapped(x, words, n))
        return false;
    for (size_t i = 0; i < n; i++)
        mapped_find(words[i].word, NULL, found);
    x->scores_apart = true;
    return find_best(x, words, n, found);
}

void match_any_word(struct execution *x, const struct matched_word *words, size_t n, struct bitmap *found)
{
    struct docid_range range = range_of(x, NULL);
    struct walked_word *walked = arena_alloc(x->arena, n * sizeof *walked);
    for (size_t i = 0; i < n; i++)
        walked[i] = walked_word_of(x, words[i].word, 0, range, true);
    while (range.first <= range.last) {
        struct docid_range block = first_block(range);
        struct span span = span_of(block);
        for (size_t i = 0; i < n; i++)
            add_block(&walked[i], block, x->scores);
        scores_find(x->scores + span.from * 64, span.words, found->words + span.from);
        range.first = block.last + 1;
    }
}

void add_words(struct execution *x, const struct leaf_word *words, size_t n, bool whole, struct bitmap *found)
{
    bool few = bitmap_count(found) < x->max_docid / FEW_PART;
    struct matched_word *all = arena_array(x->arena, struct matched_word, n + 1);
    for (size_t i = 0; i < n; i++)
        all[i].word = &words[i];
    if (whole && find_best(x, all, n, found))
        return;
    if (few || are_mapped(x, all, n)) {
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
