/*
 * said.h: words within quotations: the places of a phrase, of which those count that stand in a quotation of the right speaker.
 */
#ifndef CAUCUS_QUERY_EXECUTE_SAID_H
#define CAUCUS_QUERY_EXECUTE_SAID_H

#include "query/execute/bitmap.h"
#include "query/execute/plan.h"

/* Sets in *ret the articles of `mask` (NULL: of all) that the node (PLAN_SAID) finds. Reads the quotations of each article that has the words. */
bool said_match(struct index *index, struct postings *p, const struct plan_node *node, const struct bitmap *mask, struct arena *arena, struct bitmap *ret,
                struct error *err);

#endif
