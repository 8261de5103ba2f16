/*
 * fields.h: the fields of the query language: names, aliases, what a value may be.
 */
#ifndef CAUCUS_QUERY_LANGUAGE_FIELDS_H
#define CAUCUS_QUERY_LANGUAGE_FIELDS_H

#include "query/language/ast.h"

enum field_value {
    VALUE_ACTOR,        /* a name; lists and groups of names */
    VALUE_ROLE,         /* an office, and @whose */
    VALUE_TEXT,         /* words: anything that a query without fields may be */
    VALUE_LABEL,        /* a word or phrase compared as a whole */
    VALUE_DATE, VALUE_AFTER, VALUE_BEFORE,
    VALUE_NUMBER,
    VALUE_FLAG,
    VALUE_SAVED,
    VALUE_SPEAKER,
};

struct field_row {
    const char *name;
    enum field field;
    enum field_value value;
};

/* The row of a name or alias, or NULL. */
const struct field_row *field_find(struct str name);
/* The nearest name to one that is none, or NULL. */
const char *field_suggest(struct str name);

#endif
