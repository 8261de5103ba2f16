/*
 * error_at.h: an error in a query, shown where it stands.
 */
#ifndef CAUCUS_QUERY_LANGUAGE_ERROR_AT_H
#define CAUCUS_QUERY_LANGUAGE_ERROR_AT_H

#include "engine/base/error.h"
#include "engine/base/str.h"

/*
 * Sets ERROR_USAGE with three lines: the query (a window of it around the place where it is long), a caret under byte `at`, what is
 * wrong. Gives false.
 */
bool query_error(const struct str *query, size_t at, size_t length, struct error *err, const char *format, ...) __attribute__((format(printf, 5, 6)));

#endif
