/*
 * asked.h: what commands that search have in common: a query from their arguments, and options that mean the same for each.
 */
#ifndef CAUCUS_QUERY_ASKED_H
#define CAUCUS_QUERY_ASKED_H

#include "config/command.h"
#include "query/execute/search.h"

/* The arguments, a space between; free() it. */
char *asked_text(const struct invocation *in);
/* --now and --tz, else the clock and the configuration's zone. */
bool asked_clock(const struct invocation *in, struct query_clock *ret, struct error *err);

#endif
