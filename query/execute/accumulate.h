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
void docids_add(const uint32_t *docids, size_t n, uint16_t score, uint16_t *scores);

/* Of two sums of 64 × `words` articles: keeps in `scores` the total of both where neither is zero, else zero; clears `other`. How many are not zero. */
size_t scores_meet(uint16_t *scores, uint16_t *other, size_t words);
/* Sets a bit for each of 64 × `words` scores that is not zero. */
void scores_find(const uint16_t *scores, size_t words, uint64_t *found);
/* The highest of each 64 scores: of those with a bit in `found`, or, where no others have any, of all. */
void scores_highest(const uint16_t *scores, size_t words, uint16_t *highest);
void scores_highest_found(const uint16_t *scores, size_t words, const uint64_t *found, uint16_t *highest);

#endif
