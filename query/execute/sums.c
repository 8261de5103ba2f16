/* sums.c: sums by docid, which queries use one after the other, and what of them has to be cleared in between. */
#include "query/execute/execute_private.h"

#include "engine/base/memory.h"

#include <stdlib.h>

/* Where more than this part was touched, all between the first and the last is cleared. */
enum { MANY_TOUCHED = 16 };

static const struct docid_range nowhere = { 1, 0 };

struct docid_range range_of(const struct execution *x, const struct bitmap *mask)
{
    size_t first = 0, end = mask ? mask->n : 0;
    while (first < end && !mask->words[first])
        first++;
    while (end > first && !mask->words[end - 1])
        end--;
    if (!mask)
        return (struct docid_range){ 1, x->max_docid };
    if (first == end)
        return (struct docid_range){ 1, 0 };
    uint32_t last = (uint32_t)(end * 64 - 1);
    return (struct docid_range){ (uint32_t)(first * 64), last < x->max_docid ? last : x->max_docid };
}

void execution_memory_release(struct execution_memory *m)
{
    for (int i = 0; i < EXECUTION_SUMS; i++)
        free(m->sums[i]);
    free(m->touched);
}

static void clear_touched(struct execution_memory *m, size_t words)
{
    for (size_t w = 0; w < words; w++) {
        for (uint64_t bits = m->touched[w]; bits; bits &= bits - 1)
            m->sums[SUMS_SCORES][w * 64 + (size_t)__builtin_ctzll(bits)] = 0;
        m->touched[w] = 0;
    }
}

uint16_t *sums_of(struct execution *x, int which)
{
    struct execution_memory *m = x->memory;
    size_t all = x->live.n * 64, n = which == SUMS_BLOCK && all > BLOCK_DOCIDS ? BLOCK_DOCIDS : all;
    struct docid_range *dirty = &m->dirty[which];
    if (!m->sums[which])
        m->sums[which] = xzeroed(n * sizeof **m->sums);
    else if (dirty->first <= dirty->last)
        memset(m->sums[which] + dirty->first, 0, ((size_t)dirty->last - dirty->first + 1) * sizeof **m->sums);
    else if (which == SUMS_SCORES && m->touched)
        clear_touched(m, x->live.n);
    *dirty = (struct docid_range){ 0, (uint32_t)(n - 1) };
    return m->sums[which];
}

void sums_clean(struct execution *x, int which)
{
    x->memory->dirty[which] = nowhere;
}

void scores_within(struct execution *x, struct docid_range range)
{
    struct execution_memory *m = x->memory;
    if (x->scores == m->sums[SUMS_SCORES])
        m->dirty[SUMS_SCORES] = range;
}

void scores_touched(struct execution *x, const struct bitmap *where)
{
    struct execution_memory *m = x->memory;
    if (x->scores != m->sums[SUMS_SCORES])
        return;
    if (!m->touched)
        m->touched = xzeroed(x->live.n * sizeof *m->touched);
    memcpy(m->touched, where->words, where->n * sizeof *m->touched);
    m->dirty[SUMS_SCORES] = bitmap_count(where) > x->max_docid / MANY_TOUCHED ? range_of(x, where) : nowhere;
}
