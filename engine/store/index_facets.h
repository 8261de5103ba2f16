/*
 * index_facets.h: the actors, offices and speakers that indexed articles have, as terms: what has to go when they are resolved anew (index_writer_resolve).
 */
#ifndef CAUCUS_ENGINE_STORE_INDEX_FACETS_H
#define CAUCUS_ENGINE_STORE_INDEX_FACETS_H

#include "engine/store/postings.h"

struct index_facet {
    uint32_t docid;
    uint32_t level;
    struct str term;            /* ":a/Q7747", ":r/president@RU", ":q/Q7747" */
};

/* Is it an actor's term, a role's or a speaker's? */
bool index_is_facet_of_actor(struct str term);

/* Those of the articles with their bit in `wanted` (by docid, up to max_docid), by docid, each article's in no order; in `arena`. */
bool index_actor_facets(struct index *x, struct postings *p, const uint64_t *wanted, struct arena *arena, struct index_facet **ret, size_t *ret_n,
                        struct error *err);
/* Sets the bits of the articles that have a term of `impact`. */
bool index_mark_term(struct postings *p, struct str term, struct arena *arena, uint64_t *bits, struct error *err);

#endif
