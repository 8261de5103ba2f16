#include "query/execute/positional.h"

#include "engine/base/memory.h"

#include <assert.h>
#include <stdlib.h>

struct places {
    struct position *v;
    size_t n, capacity;
};

static void take(void *ctx, const struct position *positions, size_t n)
{
    struct places *all = ctx;
    for (size_t i = 0; i < n; i++) {
        GROW(all->v, all->n, all->capacity);
        all->v[all->n++] = positions[i];
    }
}

static int by_place(const void *a, const void *b)
{
    const struct position *x = a, *y = b;
    if (x->docid != y->docid)
        return x->docid < y->docid ? -1 : 1;
    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    return x->end > y->end ? -1 : x->end < y->end;     /* the longest first */
}

/* A place that begins within the one before is another spelling of the same. */
static size_t merge_overlaps(struct position *v, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (!kept || v[kept - 1].docid != v[i].docid || v[i].at >= v[kept - 1].end)
            v[kept++] = v[i];
    return kept;
}

bool positional_places(struct postings *p, const struct plan_operand *o, unsigned fields, const struct bitmap *wanted, struct position **ret,
                       size_t *ret_n, struct error *err)
{
    struct places all = { 0 };
    for (size_t i = 0; i < o->phrase_count; i++)
        if (!postings_positions(p, &o->phrases[i], fields, wanted ? wanted->words : NULL, take, &all, err)) {
            free(all.v);
            return false;
        }
    if (o->phrase_count > 1 && all.n) {
        qsort(all.v, all.n, sizeof *all.v, by_place);
        all.n = merge_overlaps(all.v, all.n);
    }
    *ret = all.v;
    *ret_n = all.n;
    return true;
}

static uint32_t field_of(uint32_t at)
{
    return at >> POSITION_FIELD_SHIFT;
}

/*
 * The lists are walked together: of the current places the first one is the window's beginning; nothing nearer to it can come than what
 * the other lists stand at, so it is the one to move on.
 */
uint32_t positional_gap(const struct position *const *lists, const size_t *counts, size_t n)
{
    enum { LISTS_MAX = 256 };
    size_t at[LISTS_MAX] = { 0 };
    uint32_t best = UINT32_MAX;
    assert(n > 0 && n <= LISTS_MAX);
    for (;;) {
        size_t first = 0;
        uint32_t end = 0, words = 0;
        bool one_field = true;
        for (size_t i = 0; i < n; i++) {
            if (at[i] >= counts[i])
                return best;
            const struct position *x = &lists[i][at[i]];
            if (x->at < lists[first][at[first]].at)
                first = i;
            if (x->end > end)
                end = x->end;
            words += x->end - x->at;
            one_field = one_field && field_of(x->at) == field_of(lists[0][at[0]].at);
        }
        uint32_t span = end - lists[first][at[first]].at, gap = span > words ? span - words : 0;
        if (one_field && gap < best)
            best = gap;
        if (best == 0)
            return 0;
        at[first]++;
    }
}

/* ADJ: for each place of the last operand, the chain that ends there and begins latest; going from left to right, greedy is exact. */
static bool ordered_within(const struct position *const *lists, const size_t *counts, size_t n, uint32_t distance)
{
    for (size_t start = 0; start < counts[0]; start++) {
        uint32_t end = lists[0][start].end, words = end - lists[0][start].at;
        size_t i = 1;
        for (; i < n; i++) {
            size_t lo = 0, hi = counts[i];
            while (lo < hi) {
                size_t mid = lo + (hi - lo) / 2;
                if (lists[i][mid].at < end)
                    lo = mid + 1;
                else
                    hi = mid;
            }
            if (lo == counts[i])
                return false;   /* no place of this operand is behind: nor for any later start */
            words += lists[i][lo].end - lists[i][lo].at;
            end = lists[i][lo].end;
        }
        uint32_t from = lists[0][start].at;
        if (field_of(from) == field_of(end) && end - from - words <= distance)
            return true;
    }
    return false;
}

struct operand_places {
    struct position *v;
    size_t n, at;
};

static size_t article_end(const struct operand_places *o, uint32_t docid)
{
    size_t i = o->at;
    while (i < o->n && o->v[i].docid == docid)
        i++;
    return i;
}

/* Walks the operands' places article by article; those where every operand has one are judged. */
static void match_near(const struct plan_node *node, struct operand_places *o, struct bitmap *ret)
{
    const struct position *lists[QUERY_LEAVES_MAX];
    size_t counts[QUERY_LEAVES_MAX], n = node->operand_count;
    assert(n > 0);
    for (;;) {
        uint32_t docid = 0;
        for (size_t i = 0; i < n; i++) {
            if (o[i].at >= o[i].n)
                return;
            if (o[i].v[o[i].at].docid > docid)
                docid = o[i].v[o[i].at].docid;
        }
        bool all = true;
        for (size_t i = 0; i < n; i++) {
            while (o[i].at < o[i].n && o[i].v[o[i].at].docid < docid)
                o[i].at++;
            all = all && o[i].at < o[i].n && o[i].v[o[i].at].docid == docid;
        }
        if (!all)
            continue;
        for (size_t i = 0; i < n; i++) {
            size_t end = article_end(&o[i], docid);
            lists[i] = o[i].v + o[i].at;
            counts[i] = end - o[i].at;
            o[i].at = end;
        }
        if (node->ordered ? ordered_within(lists, counts, n, (uint32_t)node->distance)
                          : positional_gap(lists, counts, n) <= (uint32_t)node->distance)
            bitmap_set(ret, docid);
    }
}

static void match_atleast(const struct plan_node *node, const struct operand_places *o, struct bitmap *ret)
{
    for (size_t i = 0; i < o->n;) {
        size_t from = i;
        while (i < o->n && o->v[i].docid == o->v[from].docid)
            i++;
        if (i - from >= (size_t)node->count)
            bitmap_set(ret, o->v[from].docid);
    }
}

/* The articles of an operand alone: what its phrases' docids are, without their places. */
static void set_docids(void *ctx, const uint32_t *docids, size_t n)
{
    for (size_t i = 0; i < n; i++)
        bitmap_set(ctx, docids[i]);
}

/* Those of `mask` that have every operand, each looked for where the ones before it are. */
static bool common_articles(struct postings *p, const struct plan_node *node, const struct bitmap *mask, uint32_t max_docid, struct arena *arena,
                            struct bitmap *ret, struct error *err)
{
    struct bitmap both[2] = { bitmap_new(arena, max_docid), bitmap_new(arena, max_docid) };
    for (size_t i = 0; i < node->operand_count; i++) {
        struct bitmap *one = &both[i % 2];
        bitmap_clear(one);
        for (size_t k = 0; k < node->operands[i].phrase_count; k++)
            if (!postings_phrase(p, &node->operands[i].phrases[k], node->fields, mask ? mask->words : NULL, set_docids, one, err))
                return false;
        mask = one;
    }
    if (mask)
        bitmap_copy(ret, mask);
    return true;
}

bool positional_match(struct postings *p, const struct plan_node *node, const struct bitmap *mask, uint32_t max_docid, struct arena *arena,
                      struct bitmap *ret, struct error *err)
{
    struct bitmap wanted = bitmap_new(arena, max_docid);
    struct operand_places *o = arena_array(arena, struct operand_places, node->operand_count + 1);
    bool ok = node->operand_count <= QUERY_LEAVES_MAX && common_articles(p, node, mask, max_docid, arena, &wanted, err);
    for (size_t i = 0; ok && i < node->operand_count; i++)
        ok = positional_places(p, &node->operands[i], node->fields, &wanted, &o[i].v, &o[i].n, err);
    if (ok && node->kind == PLAN_NEAR)
        match_near(node, o, ret);
    else if (ok)
        match_atleast(node, &o[0], ret);
    for (size_t i = 0; i < node->operand_count; i++)
        free(o[i].v);
    return ok;
}
