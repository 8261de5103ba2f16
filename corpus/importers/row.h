/*
 * row.h: a row of named columns as a fact about an actor: what CSV files and SPARQL results have in common. The names that are known stand in row.c.
 */
#ifndef CAUCUS_CORPUS_IMPORTERS_ROW_H
#define CAUCUS_CORPUS_IMPORTERS_ROW_H

#include "corpus/importers/build.h"

/* What a column is, by its name in any case ("personLabel", "Start date"). */
enum row_field { ROW_ID, ROW_NAME, ROW_ALIASES, ROW_KIND, ROW_COUNTRY, ROW_PARTY, ROW_OFFICE, ROW_OF, ROW_FROM, ROW_TO, ROW_ACTING, ROW_NOTE, ROW_FIELDS };
enum row_field row_field_of(struct str column);     /* ROW_FIELDS: not known */

/* Values by enum row_field; empty ones tell nothing. `place` ("line 3") is for reasons. */
void row_take(struct build *b, const struct str values[ROW_FIELDS], const char *place);

#endif
