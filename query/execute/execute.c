#include "query/execute/execute_private.h"

#include "engine/base/memory.h"

#include <stdlib.h>

/* Words with at least this part of all articles are found by their sums: going through those costs less than a bit for each row. */
enum { DENSE_PART = 16 };

bool execution_begin(struct execution *x, struct index *index, struct postings *postings, const struct config_ranking *ranking, bool scoring,
                     struct execution_memory *memory, struct arena *arena, struct error *err)
{
    *x = (struct execution){ .memory = memory, .postings = postings, .index = index, .arena = arena, .ranking = ranking, .scoring = scoring, .scores_clean = true };
    x->max_docid = index_info(index)->max_docid;
    x->live = bitmap_new(arena, x->max_docid);
    bitmap_fill(&x->live, x->max_docid);
    if (index_info(index)->dead) {
        const int32_t *flags;
        if (!column_fixed(index_columns(index), COLUMN_FLAGS, &flags, err))
            return false;
        for (uint32_t docid = 1; docid <= x->max_docid; docid++)
            if (flags[docid] & DOCUMENT_DEAD)
                x->live.words[docid / 64] &= ~(1ull << (docid % 64));
    }
    if (scoring)
        x->scores = sums_of(x, SUMS_SCORES);
    return true;
}

/* ---- columns ---- */

static bool match_range(struct execution *x, const struct plan_node *node, struct bitmap *found, struct error *err)
{
    int64_t first = node->column == COLUMN_WORDS ? 0 : (int64_t)CIVIL_NONE + 1;
    if (node->lo > INT32_MAX || node->hi < first)
        return true;
    int32_t lo = (int32_t)(node->lo > first ? node->lo : first), hi = (int32_t)(node->hi < INT32_MAX ? node->hi : INT32_MAX);
    if (!column_between(index_columns(x->index), node->column, lo, hi, found->words, err))
        return false;
    found->words[0] &= ~1ull;
    return true;
}

static bool match_flag(struct execution *x, const struct plan_node *node, struct bitmap *found, struct error *err)
{
    const int32_t *values;
    if (!column_fixed(index_columns(x->index), node->column, &values, err))
        return false;
    for (uint32_t docid = 1; docid <= x->max_docid; docid++)
        if (node->undated ? values[docid] == CIVIL_NONE : (values[docid] & node->flag) != 0)
            bitmap_set(found, docid);
    return true;
}

static bool is_filter(const struct plan_node *node)
{
    return node->kind == PLAN_RANGE || node->kind == PLAN_FLAG;
}

static bool match_filter(struct execution *x, const struct plan_node *node, struct bitmap *found, struct error *err)
{
    return node->kind == PLAN_RANGE ? match_range(x, node, found, err) : match_flag(x, node, found, err);
}

/* ---- leaves ---- */

static bool match_leaf(struct execution *x, const struct plan_node *node, const struct bitmap *mask, bool add, struct bitmap *found, struct error *err)
{
    const struct leaf *leaf = leaf_of(&x->leaves, node);
    add = add && leaf->scored;
    if (node->kind == PLAN_TERMS) {
        match_word(x, &leaf->words[0], (unsigned)node->min_level, mask, add, found);
        if (add && node == x->plan->root)
            scores_touched(x, found);
        return true;
    }
    return match_text(x, leaf, mask, add, found, err);
}

/* ---- the tree ---- */

static bool evaluate(struct execution *x, const struct plan_node *node, const struct bitmap *mask, bool add, struct bitmap *found, struct error *err);

static bool has_and(const struct plan_node *node)
{
    bool has = node->kind == PLAN_AND;
    for (size_t i = 0; !has && i < node->child_count; i++)
        has = has_and(node->children[i]);
    return has;
}

/* Adds all scored leaves below a node, each wherever it matches. */
static bool add_leaves(struct execution *x, const struct plan_node *node, const struct bitmap *mask, struct error *err)
{
    if (node->kind == PLAN_NOT)
        return true;
    for (size_t i = 0; i < node->child_count; i++)
        if (!add_leaves(x, node->children[i], mask, err))
            return false;
    const struct leaf *leaf = leaf_of(&x->leaves, node);
    struct bitmap ignored = bitmap_new(x->arena, x->max_docid);
    return !leaf || !leaf->scored || match_leaf(x, node, mask, true, &ignored, err);
}

static bool match_or(struct execution *x, const struct plan_node *node, const struct bitmap *mask, bool add, struct bitmap *found, struct error *err)
{
    for (size_t i = 0; i < node->child_count; i++) {
        const struct plan_node *child = node->children[i];
        /* An AND would score its later leaves only where its earlier ones are. */
        bool apart = add && has_and(child);
        if (!evaluate(x, child, mask, add && !apart, found, err) || (apart && !add_leaves(x, child, mask, err)))
            return false;
    }
    return true;
}

/* How much there is to read for a node: a number to order by. */
static uint64_t cost_of(const struct execution *x, const struct plan_node *node)
{
    const uint64_t text = 1ull << 40, rest = 1ull << 50;
    const struct leaf *leaf = leaf_of(&x->leaves, node);
    if (is_filter(node) || node->kind == PLAN_NONE)
        return 0;
    if (node->kind == PLAN_TERMS)
        return 1 + leaf->rows;
    if (leaf)
        return text + leaf->rows;
    if (node->kind == PLAN_ALL || node->kind == PLAN_NOT)
        return rest;
    uint64_t sum = 1;
    for (size_t i = 0; i < node->child_count; i++)
        sum += cost_of(x, node->children[i]);
    return sum;
}

struct costed {
    const struct plan_node *node;
    uint64_t cost;
};

static int by_cost(const void *a, const void *b)
{
    uint64_t x = ((const struct costed *)a)->cost, y = ((const struct costed *)b)->cost;
    return (x > y) - (x < y);
}

static struct matched_word matched_word_of(const struct execution *x, const struct plan_node *node)
{
    return (struct matched_word){ &leaf_of(&x->leaves, node)->words[0], (unsigned)node->min_level };
}

/* How many of the cheapest children are words that score alike. */
static size_t leading_words(const struct execution *x, const struct costed *order, size_t n)
{
    size_t words = 0;
    bool scored = n && order[0].node->kind == PLAN_TERMS && leaf_of(&x->leaves, order[0].node)->scored;
    while (words < n && order[words].node->kind == PLAN_TERMS && leaf_of(&x->leaves, order[words].node)->scored == scored)
        words++;
    return words;
}

/* The articles that have all of the first `words`; whole: and nothing else is asked for. */
static void match_words_of(struct execution *x, const struct costed *order, size_t words, const struct bitmap *mask, bool add, bool whole,
                           struct bitmap *found)
{
    struct matched_word *all = arena_array(x->arena, struct matched_word, words);
    for (size_t i = 0; i < words; i++)
        all[i] = matched_word_of(x, order[i].node);
    bool scored = add && leaf_of(&x->leaves, order[0].node)->scored;
    x->scores_clean = x->scores_clean && !scored;
    x->scores_apart = !whole;
    match_all_words(x, all, words, mask, scored, whole, found);
}

static bool match_and(struct execution *x, const struct plan_node *node, const struct bitmap *mask, bool add, struct bitmap *found, struct error *err)
{
    bool top = node == x->plan->root;   /* its filters are in the mask */
    struct costed *order = arena_array(x->arena, struct costed, node->child_count + 1);
    size_t n = 0;
    for (size_t i = 0; i < node->child_count; i++)
        if (!top || !is_filter(node->children[i]))
            order[n++] = (struct costed){ node->children[i], cost_of(x, node->children[i]) };
    if (n > 1)
        qsort(order, n, sizeof *order, by_cost);
    size_t words = add && !x->scores_clean ? 0 : leading_words(x, order, n);
    if (words && words == n && (words > 1 || top)) {
        match_words_of(x, order, words, mask, add, top, found);
        return true;
    }
    struct bitmap both[2] = { bitmap_new(x->arena, x->max_docid), bitmap_new(x->arena, x->max_docid) };
    for (size_t i = words > 1 ? words - 1 : 0; i < n; i++) {
        struct bitmap *here = &both[i % 2];
        bitmap_clear(here);
        if (i + 1 == words && words > 1) {
            match_words_of(x, order, words, mask, add, false, here);
        } else if (!evaluate(x, order[i].node, mask, add, here, err)) {
            return false;
        }
        mask = here;
    }
    if (mask)
        bitmap_or(found, mask);
    else
        bitmap_fill(found, x->max_docid);
    return true;
}

/* Whether a node is any of some scored words: then a score above zero tells that one is there. */
static bool only_words(const struct execution *x, const struct plan_node *node)
{
    if (node->kind == PLAN_TERMS)
        return node->min_level == 0 && leaf_of(&x->leaves, node)->scored;
    bool all = node->kind == PLAN_OR;
    for (size_t i = 0; all && i < node->child_count; i++)
        all = only_words(x, node->children[i]);
    return all;
}

static void note_words(const struct execution *x, const struct plan_node *node, struct matched_word *words, size_t *n)
{
    for (size_t i = 0; i < node->child_count; i++)
        note_words(x, node->children[i], words, n);
    if (node->kind == PLAN_TERMS)
        words[(*n)++] = matched_word_of(x, node);
}

/* Whether a node is all that is asked for. */
static bool is_whole(const struct execution *x, const struct plan_node *node)
{
    const struct plan_node *root = x->plan->root;
    bool alone = root->kind == PLAN_AND && root->child_count == 1 && root->children[0] == node;    /* as --any makes it */
    return (node == root || alone) && !x->filtered;
}

/* Any of some words, nothing of which was added up yet. False: they are few, and read one after the other like everything else. */
static bool match_any_of(struct execution *x, const struct plan_node *node, struct bitmap *found)
{
    struct matched_word *words = arena_array(x->arena, struct matched_word, x->leaves.n);
    size_t n = 0;
    bool whole = is_whole(x, node);
    note_words(x, node, words, &n);
    if (!(whole && match_any_mapped(x, words, n, found))) {
        if (cost_of(x, node) <= x->max_docid / DENSE_PART)
            return false;
        x->scores_apart = !whole || index_info(x->index)->dead > 0;
        match_any_word(x, words, n, found);
    }
    x->scores_clean = false;
    return true;
}

/* Adds the articles of `mask` that match to `found`. */
static bool evaluate(struct execution *x, const struct plan_node *node, const struct bitmap *mask, bool add, struct bitmap *found, struct error *err)
{
    if (add && !mask && x->scores_clean && only_words(x, node) && match_any_of(x, node, found))
        return true;
    if (node->kind != PLAN_AND)     /* which asks for itself */
        x->scores_clean = x->scores_clean && !add;
    switch (node->kind) {
    case PLAN_AND: return match_and(x, node, mask, add, found, err);
    case PLAN_OR: return match_or(x, node, mask, add, found, err);
    case PLAN_TERMS: case PLAN_PHRASE: case PLAN_NEAR: case PLAN_ATLEAST: case PLAN_SAID: return match_leaf(x, node, mask, add, found, err);
    case PLAN_NONE: return true;
    default: break;
    }
    struct bitmap one = bitmap_new(x->arena, x->max_docid);
    if (node->kind == PLAN_NOT) {
        struct bitmap without = bitmap_new(x->arena, x->max_docid);
        if (!evaluate(x, node->children[0], mask, false, &without, err))
            return false;
        bitmap_fill(&one, x->max_docid);
        bitmap_and_not(&one, &without);
    } else if (node->kind == PLAN_ALL) {
        bitmap_fill(&one, x->max_docid);
    } else if (!match_filter(x, node, &one, err)) {
        return false;
    }
    if (mask)
        bitmap_and(&one, mask);
    bitmap_or(found, &one);
    return true;
}

/* The ranges and flags of the topmost AND come first: what they leave narrows all that is read. */
static bool filter(struct execution *x, struct error *err)
{
    const struct plan_node *root = x->plan->root;
    x->filter = x->live;
    x->filtered = x->after > 0;
    if (x->filtered) {
        x->filter = bitmap_new(x->arena, x->max_docid);
        bitmap_copy(&x->filter, &x->live);
        bitmap_clear_to(&x->filter, x->after);
    }
    for (size_t i = 0; root->kind == PLAN_AND && i < root->child_count; i++) {
        if (!is_filter(root->children[i]))
            continue;
        struct bitmap one = bitmap_new(x->arena, x->max_docid);
        if (!match_filter(x, root->children[i], &one, err))
            return false;
        bitmap_and(&one, &x->filter);
        x->filter = one;
        x->filtered = true;
    }
    return true;
}

bool execute(struct execution *x, const struct plan *plan, struct bitmap *ret, struct error *err)
{
    x->plan = plan;
    x->scores_apart = true;
    if (!filter(x, err))
        return false;
    struct leaves_options options = { x->scoring ? x->ranking : NULL, range_of(x, x->filtered ? &x->filter : NULL), x->max_docid };
    if (!leaves_read(x->postings, plan->root, &options, x->arena, &x->leaves, err))
        return false;
    x->quantum = x->leaves.quantum;
    if (!evaluate(x, plan->root, x->filtered ? &x->filter : NULL, x->scoring, ret, err))
        return false;
    if (!x->filtered && index_info(x->index)->dead)
        bitmap_and(ret, &x->filter);
    return true;
}

bool execute_relaxed(struct execution *x, struct error *err)
{
    const struct plan_node *root = x->plan->root;
    x->optional = arena_array(x->arena, struct bitmap, root->child_count + 1);
    x->scores_apart = true;
    x->page_size = 0;
    x->candidates = NULL;
    x->required = bitmap_new(x->arena, x->max_docid);
    bitmap_copy(&x->required, &x->filter);
    if (x->scoring)
        x->scores = sums_of(x, SUMS_SCORES);
    for (size_t i = 0; i < root->child_count; i++) {
        const struct plan_node *child = root->children[i];
        if (is_filter(child))
            continue;
        struct bitmap one = bitmap_new(x->arena, x->max_docid);
        bool apart = x->scoring && has_and(child);
        if (!evaluate(x, child, &x->filter, x->scoring && !apart, &one, err) || (apart && !add_leaves(x, child, &x->filter, err)))
            return false;
        if (child->optional)
            x->optional[x->optional_count++] = one;
        else
            bitmap_and(&x->required, &one);
    }
    return true;
}

/* ---- explaining ---- */

bool execute_parts(struct execution *x, const uint32_t *docids, size_t n, struct execution_part **ret, size_t *ret_n, struct error *err)
{
    struct bitmap asked = bitmap_new(x->arena, x->max_docid), ignored = bitmap_new(x->arena, x->max_docid);
    uint16_t *whole = x->scores;
    bool ok = true;
    for (size_t i = 0; i < n; i++)
        bitmap_set(&asked, docids[i]);
    *ret = arena_array(x->arena, struct execution_part, x->leaves.n + 1);
    *ret_n = 0;
    x->scores = sums_of(x, SUMS_PART);
    x->page_size = 0;
    for (size_t k = 0; ok && k < x->leaves.n; k++) {
        const struct leaf *leaf = &x->leaves.v[k];
        if (!leaf->scored)
            continue;
        ok = match_leaf(x, leaf->node, &asked, true, &ignored, err);
        uint16_t *values = arena_array(x->arena, uint16_t, n + 1);
        for (size_t i = 0; i < n; i++) {
            values[i] = x->scores[docids[i]];
            x->scores[docids[i]] = 0;
        }
        (*ret)[(*ret_n)++] = (struct execution_part){ leaf->node->label, values };
    }
    x->scores = whole;
    return ok;
}
