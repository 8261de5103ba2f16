/*
 * word_cache.h: the terms that words stand for in one snapshot of an index, kept from one query to the next.
 */
#ifndef CAUCUS_QUERY_EXECUTE_WORD_CACHE_H
#define CAUCUS_QUERY_EXECUTE_WORD_CACHE_H

#include "engine/base/strmap.h"
#include "query/execute/plan.h"

struct word_cache {
    struct strmap forms;        /* by number: */
    struct plan_word *words;    /* their strings are in arena */
    size_t capacity;
    struct arena arena;
};

#define WORD_CACHE_INIT { .forms = STRMAP_INIT, .arena = ARENA_INIT }

void word_cache_release(struct word_cache *c);
/* NULL where it is not known. The terms hold until word_cache_put. */
const struct plan_word *word_cache_find(const struct word_cache *c, struct str form);
void word_cache_put(struct word_cache *c, struct str form, const struct plan_word *word);

#endif
