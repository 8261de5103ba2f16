#include "query/execute/execute.h"

#include "engine/base/memory.h"
#include "query/execute/positional.h"

#include <math.h>

/* Room that sums of rounded weights need at the top of 16 bits. */
enum { SCORE_TOP = 65000 };

/* A leaf without postings of its own weight (a prefix, a spelling) counts as a word in the middle level. */
enum { MIDDLE_LEVEL = 7 };

bool execution_begin(struct execution *x, struct index *index, struct postings *postings, const struct config_ranking *ranking, bool scoring,
                     struct arena *arena, struct error *err)
{
    *x = (struct execution){ .postings = postings, .index = index, .arena = arena, .ranking = ranking, .scoring = scoring };
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
        x->scores = arena_array(arena, uint16_t, x->live.n * 64);
    return true;
}

/* ---- weights ---- */

struct counting {
    uint64_t n;
};

static void count_level(void *ctx, int level, const uint32_t *docids, size_t n)
{
    (void)level, (void)docids;
    ((struct counting *)ctx)->n += n;
}

static struct docid_range everything(const struct execution *x)
{
    return (struct docid_range){ 1, x->max_docid };
}

static bool document_frequency(struct execution *x, const struct plan_word *word, uint64_t *ret, struct error *err)
{
    struct counting c = { 0 };
    for (size_t i = 0; i < word->n; i++)
        if (!postings_levels(x->postings, word->terms[i], everything(x), count_level, &c, err))
            return false;
    *ret = c.n;
    return true;
}

/* Robertson and Sparck Jones's idf, kept positive as Lucene does it: ln(1 + (N - df + 0.5) / (df + 0.5)). */
static double idf(const struct execution *x, uint64_t df)
{
    double n = x->max_docid;
    return log(1 + ((double)(n > df ? n - df : 0) + 0.5) / ((double)df + 0.5));
}

/* What a perfect match (level 15) of each scored word weighs; by node, then word. */
struct weights {
    struct weighed {
        const struct plan_node *node;
        double *words;
    } *v;
    size_t n, capacity;
    double sum;
};

static bool weigh(struct execution *x, const struct plan_node *node, struct weights *w, struct error *err)
{
    if (node->kind == PLAN_NOT)
        return true;
    for (size_t i = 0; i < node->child_count; i++)
        if (!weigh(x, node->children[i], w, err))
            return false;
    bool scored = (node->kind == PLAN_TERMS || node->kind == PLAN_PHRASE || node->kind == PLAN_NEAR || node->kind == PLAN_ATLEAST) && node->boost > 0;
    if (!scored)
        return true;
    double *words = arena_array(x->arena, double, node->word_count + 1);
    for (size_t i = 0; i < node->word_count; i++) {
        uint64_t df = 0;
        if (!node->actor && !document_frequency(x, &node->words[i], &df, err))
            return false;
        words[i] = node->boost * (node->actor ? x->ranking->actors : idf(x, df));
        w->sum += words[i];
    }
    if (!node->word_count) {
        words[0] = node->boost;     /* without a word of its own there is no df to weigh by */
        w->sum += words[0];
    }
    GROW(w->v, w->n, w->capacity);
    w->v[w->n++] = (struct weighed){ node, words };
    return true;
}

static const double *weights_of(const struct weights *w, const struct plan_node *node)
{
    for (size_t i = 0; w && i < w->n; i++)
        if (w->v[i].node == node)
            return w->v[i].words;
    return NULL;
}

static void level_scores(const struct execution *x, double weight, uint16_t out[TERM_LEVELS])
{
    for (int level = 0; level < TERM_LEVELS; level++)
        out[level] = (uint16_t)(weight * impact_worth(level) / x->quantum + 0.5);
}

/* ---- leaves ---- */

struct adding {
    struct bitmap *found;           /* may be NULL: only score */
    const struct bitmap *mask;      /* score only there; NULL: everywhere */
    uint16_t *scores;               /* NULL: only find */
    int min_level;
    uint16_t by_level[TERM_LEVELS];
};

static void add_level(void *ctx, int level, const uint32_t *docids, size_t n)
{
    struct adding *a = ctx;
    if (level < a->min_level)
        return;
    uint16_t score = a->by_level[level];
    if (a->found)
        for (size_t i = 0; i < n; i++)
            a->found->words[docids[i] / 64] |= 1ull << (docids[i] % 64);
    if (!a->scores)
        return;
    if (!a->mask)
        for (size_t i = 0; i < n; i++)
            a->scores[docids[i]] = (uint16_t)(a->scores[docids[i]] + score);
    else
        for (size_t i = 0; i < n; i++)
            if (bitmap_has(a->mask, docids[i]))
                a->scores[docids[i]] = (uint16_t)(a->scores[docids[i]] + score);
}

static bool add_word(struct execution *x, const struct plan_word *word, double weight, struct adding *a, struct error *err)
{
    if (a->scores)
        level_scores(x, weight, a->by_level);
    for (size_t i = 0; i < word->n; i++)
        if (!postings_levels(x->postings, word->terms[i], everything(x), add_level, a, err))
            return false;
    return true;
}

static void set_docids(void *ctx, const uint32_t *docids, size_t n)
{
    struct bitmap *found = ctx;
    for (size_t i = 0; i < n; i++)
        found->words[docids[i] / 64] |= 1ull << (docids[i] % 64);
}

/* Scores a node that was matched from `text`: by its words where it matched, or evenly where it has none. */
static bool score_matched(struct execution *x, const struct plan_node *node, const struct bitmap *found, const double *weights, uint16_t *scores,
                          struct error *err)
{
    struct adding a = { .mask = found, .scores = scores };
    for (size_t i = 0; i < node->word_count; i++)
        if (!add_word(x, &node->words[i], weights[i], &a, err))
            return false;
    if (node->word_count)
        return true;
    uint16_t even[TERM_LEVELS];
    level_scores(x, weights[0], even);
    for (uint32_t docid = 1; docid <= x->max_docid; docid++)
        if (bitmap_has(found, docid))
            scores[docid] = (uint16_t)(scores[docid] + even[MIDDLE_LEVEL]);
    return true;
}

static bool match_text(struct execution *x, const struct plan_node *node, struct bitmap *found, struct error *err)
{
    if (node->kind != PLAN_PHRASE)
        return positional_match(x->postings, node, x->max_docid, x->arena, found, err);
    for (size_t i = 0; i < node->phrase_count; i++)
        if (!postings_phrase(x->postings, &node->phrases[i], node->fields, everything(x), set_docids, found, err))
            return false;
    return true;
}

/* Compares whole words of 64 articles at a time; the inner loop has no branch. */
static bool match_range(struct execution *x, const struct plan_node *node, struct bitmap *found, struct error *err)
{
    const int32_t *values;
    if (!column_fixed(index_columns(x->index), node->column, &values, err))
        return false;
    int64_t first = node->column == COLUMN_WORDS ? 0 : (int64_t)CIVIL_NONE + 1;
    if (node->lo > INT32_MAX || node->hi < first)
        return true;
    int32_t lo = (int32_t)(node->lo > first ? node->lo : first), hi = (int32_t)(node->hi < INT32_MAX ? node->hi : INT32_MAX);
    for (size_t from = 0; from <= x->max_docid; from += 64) {
        size_t n = (size_t)x->max_docid + 1 - from < 64 ? (size_t)x->max_docid + 1 - from : 64;
        uint64_t bits = 0;
        for (size_t i = 0; i < n; i++)
            bits |= (uint64_t)((values[from + i] >= lo) & (values[from + i] <= hi)) << i;
        found->words[from / 64] |= bits;
    }
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

/* ---- the tree ---- */

static bool evaluate(struct execution *x, const struct plan_node *node, const struct weights *w, struct bitmap *found, struct error *err);

static bool combine(struct execution *x, const struct plan_node *node, const struct weights *w, struct bitmap *found, struct error *err)
{
    struct bitmap one = bitmap_new(x->arena, x->max_docid);
    if (node->kind == PLAN_AND)
        bitmap_fill(found, x->max_docid);
    for (size_t i = 0; i < node->child_count; i++) {
        bitmap_clear(&one);
        if (!evaluate(x, node->children[i], w, &one, err))
            return false;
        if (node->kind == PLAN_AND)
            bitmap_and(found, &one);
        else
            bitmap_or(found, &one);
    }
    return true;
}

/* `found` comes empty. */
static bool evaluate(struct execution *x, const struct plan_node *node, const struct weights *w, struct bitmap *found, struct error *err)
{
    const double *weights = x->scoring ? weights_of(w, node) : NULL;
    switch (node->kind) {
    case PLAN_AND: case PLAN_OR: return combine(x, node, w, found, err);
    case PLAN_NOT: {
        struct bitmap one = bitmap_new(x->arena, x->max_docid);
        if (!evaluate(x, node->children[0], NULL, &one, err))
            return false;
        bitmap_fill(found, x->max_docid);
        bitmap_and_not(found, &one);
        return true;
    }
    case PLAN_TERMS: {
        struct adding a = { .found = found, .scores = weights ? x->scores : NULL, .min_level = node->min_level };
        return add_word(x, &node->words[0], weights ? weights[0] : 0, &a, err);
    }
    case PLAN_PHRASE: case PLAN_NEAR: case PLAN_ATLEAST:
        return match_text(x, node, found, err) && (!weights || score_matched(x, node, found, weights, x->scores, err));
    case PLAN_RANGE: return match_range(x, node, found, err);
    case PLAN_FLAG: return match_flag(x, node, found, err);
    case PLAN_ALL: bitmap_fill(found, x->max_docid); return true;
    case PLAN_NONE: return true;
    }
    return true;
}

/* The topmost AND, child by child, so that its optional ones can be left out afterwards. */
static bool evaluate_relaxable(struct execution *x, const struct plan_node *root, const struct weights *w, struct bitmap *found, struct error *err)
{
    x->optional = arena_array(x->arena, struct bitmap, root->child_count);
    x->required = bitmap_new(x->arena, x->max_docid);
    bitmap_copy(&x->required, &x->live);
    bitmap_fill(found, x->max_docid);
    for (size_t i = 0; i < root->child_count; i++) {
        struct bitmap one = bitmap_new(x->arena, x->max_docid);
        if (!evaluate(x, root->children[i], w, &one, err))
            return false;
        bitmap_and(found, &one);
        if (root->children[i]->optional)
            x->optional[x->optional_count++] = one;
        else
            bitmap_and(&x->required, &one);
    }
    return true;
}

bool execute(struct execution *x, const struct plan *plan, bool keep_optional, struct bitmap *ret, struct error *err)
{
    struct weights w = { 0 };
    bool ok = !x->scoring || weigh(x, plan->root, &w, err);
    x->quantum = w.sum > 0 ? w.sum / SCORE_TOP : 1;
    if (ok && keep_optional && plan->root->kind == PLAN_AND)
        ok = evaluate_relaxable(x, plan->root, &w, ret, err);
    else
        ok = ok && evaluate(x, plan->root, &w, ret, err);
    if (ok)
        bitmap_and(ret, &x->live);
    free_pointer(&w.v);
    return ok;
}

/* ---- explaining ---- */

struct parts {
    struct execution *x;
    const uint32_t *docids;
    size_t n;
    struct execution_part *v;
    size_t count, capacity;
};

/* One leaf alone, into scores of its own; then its values are picked out. */
static bool explain_node(struct parts *p, const struct plan_node *node, const struct weights *w, struct error *err)
{
    struct execution *x = p->x;
    if (node->kind == PLAN_NOT)
        return true;
    for (size_t i = 0; i < node->child_count; i++)
        if (!explain_node(p, node->children[i], w, err))
            return false;
    if (!weights_of(w, node))
        return true;
    uint16_t *whole = x->scores;
    struct bitmap found = bitmap_new(x->arena, x->max_docid);
    x->scores = arena_array(x->arena, uint16_t, x->live.n * 64);
    bool ok = evaluate(x, node, w, &found, err);
    uint16_t *values = arena_array(x->arena, uint16_t, p->n + 1);
    for (size_t i = 0; ok && i < p->n; i++)
        values[i] = x->scores[p->docids[i]];
    x->scores = whole;
    GROW(p->v, p->count, p->capacity);
    p->v[p->count++] = (struct execution_part){ node->label, values };
    return ok;
}

bool execute_parts(struct execution *x, const struct plan *plan, const uint32_t *docids, size_t n, struct execution_part **ret, size_t *ret_n,
                   struct error *err)
{
    struct weights w = { 0 };
    struct parts p = { .x = x, .docids = docids, .n = n };
    bool ok = weigh(x, plan->root, &w, err) && explain_node(&p, plan->root, &w, err);
    *ret = arena_array(x->arena, struct execution_part, p.count + 1);
    if (p.count)
        memcpy(*ret, p.v, p.count * sizeof *p.v);
    *ret_n = p.count;
    free_pointer(&p.v);
    free_pointer(&w.v);
    return ok;
}
