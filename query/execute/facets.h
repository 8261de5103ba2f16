/*
 * facets.h: how the matching articles divide by actor, source, language, year; exact over all of them.
 */
#ifndef CAUCUS_QUERY_EXECUTE_FACETS_H
#define CAUCUS_QUERY_EXECUTE_FACETS_H

#include "query/execute/search.h"

/* Fills `n` facets (kinds and numbers of values wanted as in the request) for the articles in `found`. */
bool facets_count(struct index *index, const struct bitmap *found, const struct search_request *request, struct arena *arena, struct facet *ret,
                  struct error *err);

#endif
