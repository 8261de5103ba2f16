/*
 * pair_counts.h: how often two numbers of 16 bits stood together. An open table that doubles; what comes of it does not depend on the machine.
 */
#ifndef CAUCUS_ENGINE_STORE_PAIR_COUNTS_H
#define CAUCUS_ENGINE_STORE_PAIR_COUNTS_H

#include <stddef.h>
#include <stdint.h>

struct pair_count {
    uint16_t first, second;
    uint32_t count;                 /* 0: a free slot */
};

struct pair_counts {
    struct pair_count *v;
    size_t n, slots;
};

void pair_counts_init(struct pair_counts *c);
void pair_counts_release(struct pair_counts *c);
void pair_counts_add(struct pair_counts *c, uint32_t first, uint32_t second);
/* Of a pair that is added soon: for most the memory is far away. */
void pair_counts_fetch(const struct pair_counts *c, uint32_t first, uint32_t second);
/* Closes the gaps: the pairs are v[0] to v[n - 1] then, and none can be added. */
void pair_counts_close(struct pair_counts *c);

#endif
