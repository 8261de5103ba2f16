#include "engine/store/pair_counts.h"

#include "engine/base/memory.h"

#include <stdlib.h>

enum { FIRST_SLOTS = 1 << 16 };

void pair_counts_init(struct pair_counts *c)
{
    *c = (struct pair_counts){ xzeroed(FIRST_SLOTS * sizeof *c->v), 0, FIRST_SLOTS };
}

void pair_counts_release(struct pair_counts *c)
{
    free(c->v);
    *c = (struct pair_counts){ NULL, 0, 0 };
}

static inline size_t place_of(const struct pair_counts *c, uint32_t first, uint32_t second)
{
    return (size_t)(((uint64_t)(first << 16 | second) * 0x9E3779B97F4A7C15u) >> 32) & (c->slots - 1);
}

void pair_counts_fetch(const struct pair_counts *c, uint32_t first, uint32_t second)
{
    __builtin_prefetch(&c->v[place_of(c, first, second)], 1);
}

static struct pair_count *slot_of(struct pair_counts *c, uint32_t first, uint32_t second)
{
    size_t i = place_of(c, first, second);
    while (c->v[i].count && (c->v[i].first != first || c->v[i].second != second))
        i = (i + 1) & (c->slots - 1);
    return &c->v[i];
}

static void widen(struct pair_counts *c)
{
    struct pair_counts wider = { xzeroed(c->slots * 2 * sizeof *c->v), c->n, c->slots * 2 };
    for (size_t i = 0; i < c->slots; i++)
        if (c->v[i].count)
            *slot_of(&wider, c->v[i].first, c->v[i].second) = c->v[i];
    free(c->v);
    *c = wider;
}

void pair_counts_add(struct pair_counts *c, uint32_t first, uint32_t second)
{
    if (c->n * 3 >= c->slots * 2)
        widen(c);
    struct pair_count *p = slot_of(c, first, second);
    c->n += !p->count;
    *p = (struct pair_count){ (uint16_t)first, (uint16_t)second, p->count + 1 };
}

void pair_counts_close(struct pair_counts *c)
{
    size_t n = 0;
    for (size_t i = 0; i < c->slots; i++)
        if (c->v[i].count)
            c->v[n++] = c->v[i];
}
