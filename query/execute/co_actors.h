/*
 * co_actors.h: who is mentioned most beside somebody: in the same articles, over all of them, and over time.
 */
#ifndef CAUCUS_QUERY_EXECUTE_CO_ACTORS_H
#define CAUCUS_QUERY_EXECUTE_CO_ACTORS_H

#include "query/execute/search.h"

struct co_actors_request {
    const char *query;              /* only in articles that match it; NULL or empty: in all */
    const char *name;               /* beside whom: a name, an id or an office */
    struct query_clock clock;
    enum facet_kind kind;           /* FACET_ACTOR: people; FACET_ORG, FACET_COUNTRY … */
    size_t limit;
    enum timeline_unit by;          /* BY_NONE: not over time */
};

struct co_actor {
    struct str id, name;
    uint64_t count;
    struct timeline_bar *bars;      /* ascending; with request.by */
    size_t bar_n;
};

struct co_actors {
    struct str name;                /* whom they are beside: the actor's own name where one is meant */
    uint64_t total;                 /* articles that mention him (and match the query) */
    uint64_t distinct;              /* how many there are beside him in all */
    struct co_actor *v;             /* the most first; ties by id */
    size_t n;
    enum timeline_unit by;
    struct str *notes;              /* of the search: an ambiguous name */
    size_t note_count;
};

/* All in `arena`. Exact. ERROR_USAGE where the query cannot be understood. */
bool co_actors_count(struct searcher *s, const struct co_actors_request *request, struct arena *arena, struct co_actors *ret, struct error *err);

#endif
