/*
 * dates.h: what people write for a date in a query, as a range of minutes.
 */
#ifndef CAUCUS_QUERY_LANGUAGE_DATES_H
#define CAUCUS_QUERY_LANGUAGE_DATES_H

#include "query/language/ast.h"

/*
 * A point or span in time: 2022, 2022-02, 2022-02-23, 2022-02-23T15:04, 2022Q1, 2022W08 or 2022-W08, today, yesterday, now, 7d (the last 7 days), 12h, 3w, 6m, 2y,
 * "last week", "last month", "this year", "last 30 days", monday … sunday (the latest one), january … december and "march 2022", 1990s.
 * *ret_first and *ret_last are its first and last minute in UTC (civil.h), both inclusive. False, with a text that says what is wrong
 * ("there is no month 13"), where it is none of these.
 */
bool query_date(struct str text, const struct query_clock *clock, int64_t *ret_first, int64_t *ret_last, struct error *err);

/* "UTC", "Z", "+04:00", "-0330", or an IANA name ("Europe/Berlin") at that moment (read from the system's tz data). False: not a zone. */
bool query_zone(const char *name, int32_t at, int *ret_minutes);

#endif
