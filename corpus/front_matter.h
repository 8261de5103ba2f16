/*
 * front_matter.h: the YAML between two lines of "---" at the start of a text, as fields.
 *
 * Nested values become JSON text. Depth, size and what aliases unfold to are bounded; beyond is an error.
 */
#ifndef CAUCUS_CORPUS_FRONT_MATTER_H
#define CAUCUS_CORPUS_FRONT_MATTER_H

#include "corpus/fields.h"

enum { FRONT_MATTER_BYTES_MAX = 1024 * 1024, FRONT_MATTER_DEPTH_MAX = 48 };

/*
 * Where the text begins with front matter: *ret_yaml is that up to the line that closes it, *ret_body what
 * follows. Gives false where it does not: the first line is not "---", no line "---" or "..." closes it, or
 * no line of it looks like `key:`.
 */
bool front_matter_split(struct str text, struct str *ret_yaml, struct str *ret_body);

/*
 * Its keys and values, in `arena`. *err tells the line, counted from the opening "---" as 1. *ret_repaired:
 * NULs that became spaces.
 */
bool front_matter_parse(struct str yaml, struct arena *arena, struct fields *ret, size_t *ret_repaired,
                        struct error *err);

#endif
