/*
 * sort.h: numbers in order. For what is sorted article by article: what decides goes into the high bits, the place of the rest into the low ones.
 */
#ifndef CAUCUS_ENGINE_BASE_SORT_H
#define CAUCUS_ENGINE_BASE_SORT_H

#include <stddef.h>
#include <stdint.h>

/* Ascending; `room` is for n numbers more. O(n log n), and about n where few runs stand one behind the other. */
void sort_numbers(uint64_t *v, size_t n, uint64_t *room);

#endif
