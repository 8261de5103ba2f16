/*
 * accumulate.h: the loops that a query spends its time in: docids into sets of articles and into scores.
 *
 * A set is a bitmap's words; scores are 16-bit sums by docid, which the caller has made sure cannot overflow. Nothing here checks a docid: they
 * come from a cursor that was begun with a range within the arrays.
 */
#ifndef CAUCUS_QUERY_EXECUTE_ACCUMULATE_H
#define CAUCUS_QUERY_EXECUTE_ACCUMULATE_H

#include <stddef.h>
#include <stdint.h>

void docids_find(const uint32_t *docids, size_t n, uint64_t *found);
void docids_find_within(const uint32_t *docids, size_t n, const uint64_t *mask, uint64_t *found);
void docids_add(const uint32_t *docids, size_t n, uint16_t score, uint16_t *scores);
void docids_add_within(const uint32_t *docids, size_t n, const uint64_t *mask, uint16_t score, uint16_t *scores);
/* Both at once. */
void docids_find_and_add(const uint32_t *docids, size_t n, uint16_t score, uint64_t *found, uint16_t *scores);
void docids_find_and_add_within(const uint32_t *docids, size_t n, const uint64_t *mask, uint16_t score, uint64_t *found, uint16_t *scores);

/* Sets a bit for each of 64 × `words` scores that is not zero. */
void scores_find(const uint16_t *scores, size_t words, uint64_t *found);
/* The highest of 64. */
uint16_t scores_highest(const uint16_t *scores);

#endif
