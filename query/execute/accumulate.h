/*
 * accumulate.h: the loops that a query spends its time in: rows of postings into sets of articles and into scores.
 *
 * Rows are docid << 4 | level (row_list.h). A set is a bitmap's words; scores are 16-bit sums by docid, which the caller has made sure cannot
 * overflow. Nothing here checks a docid: rows come from a cursor that was begun with a range within the arrays.
 */
#ifndef CAUCUS_QUERY_EXECUTE_ACCUMULATE_H
#define CAUCUS_QUERY_EXECUTE_ACCUMULATE_H

#include "engine/store/row_list.h"

/* What a row of each level adds. */
typedef uint16_t level_scores[ROW_LEVEL_MASK + 1];

/* Keeps the rows of `least` and higher levels; how many they are. */
size_t rows_of_level(uint32_t *rows, size_t n, unsigned least);

void rows_find(const uint32_t *rows, size_t n, uint64_t *found);
void rows_find_within(const uint32_t *rows, size_t n, const uint64_t *mask, uint64_t *found);
void rows_add(const uint32_t *rows, size_t n, const level_scores by_level, uint16_t *scores);
void rows_add_within(const uint32_t *rows, size_t n, const uint64_t *mask, const level_scores by_level, uint16_t *scores);
/* Both at once. */
void rows_find_and_add(const uint32_t *rows, size_t n, const level_scores by_level, uint64_t *found, uint16_t *scores);
void rows_find_and_add_within(const uint32_t *rows, size_t n, const uint64_t *mask, const level_scores by_level, uint64_t *found, uint16_t *scores);

/* Sets a bit for each of 64 × `words` scores that is not zero. */
void scores_find(const uint16_t *scores, size_t words, uint64_t *found);
/* The highest of 64. */
uint16_t scores_highest(const uint16_t *scores);

#endif
