/*
 * timeline.h: how many of the matching articles each year, month, week (from Monday) or day has.
 */
#ifndef CAUCUS_QUERY_EXECUTE_TIMELINE_H
#define CAUCUS_QUERY_EXECUTE_TIMELINE_H

#include "query/execute/search.h"

enum { TIMELINE_BARS_MAX = 10000 };

/* "year", "month", "week", "day"; BY_NONE for NULL and all else. */
enum timeline_unit timeline_unit_of(const char *name);

/* Bars from the first to the last dated match, none left out; where that would be more than TIMELINE_BARS_MAX (a date in the year 1 among news), only
 * those that are not empty. */
bool timeline_count(struct index *index, const struct bitmap *found, enum timeline_unit unit, struct arena *arena, struct timeline_bar **ret,
                    size_t *ret_n, uint64_t *ret_undated, struct error *err);

#endif
