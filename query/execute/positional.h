/*
 * positional.h: NEAR, ADJ, slop and atleast: questions about places in the text, answered from `text`'s position lists.
 *
 * NEAR: one place of each operand, within one of title, lead and body, with at most `distance` words between them in all (the words from the first to
 * the end of the last, less the operands' own). ADJ: the same, in the order given and not overlapping. atleast: places, counted once where
 * spellings overlap, in title, lead and body together. Time is linear in the places read (times the operands' number).
 */
#ifndef CAUCUS_QUERY_EXECUTE_POSITIONAL_H
#define CAUCUS_QUERY_EXECUTE_POSITIONAL_H

#include "query/execute/bitmap.h"
#include "query/execute/plan.h"

/* Sets in *ret the articles of `mask` (NULL: of all) that the node (PLAN_NEAR, PLAN_ATLEAST) finds. */
bool positional_match(struct postings *p, const struct plan_node *node, const struct bitmap *mask, uint32_t max_docid, struct arena *arena, struct bitmap *ret,
                      struct error *err);

/* The places of one operand in the articles of `wanted` (NULL: all), by docid and place, overlaps of its spellings merged. free() them. */
bool positional_places(struct postings *p, const struct plan_operand *o, unsigned fields, const struct bitmap *wanted, struct position **ret,
                       size_t *ret_n, struct error *err);

/* The least number of words that stand between one place of each of `n` lists, all of one article; UINT32_MAX: never in one field. */
uint32_t positional_gap(const struct position *const *lists, const size_t *counts, size_t n);

#endif
