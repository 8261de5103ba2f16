/*
 * known_keys.h: the names that publishers, feeds and scrapers give to what an article has.
 */
#ifndef CAUCUS_CORPUS_KNOWN_KEYS_H
#define CAUCUS_CORPUS_KNOWN_KEYS_H

#include "engine/base/str.h"

enum known_field {
    KNOWN_ID,
    KNOWN_TITLE,
    KNOWN_TEXT,
    KNOWN_DATE,
    KNOWN_SOURCE,
    KNOWN_URL,
    KNOWN_AUTHOR,
    KNOWN_LANG,
    KNOWN_TOPIC,
    KNOWN_FIELDS,
};

/*
 * The names of a field, the one that goes first first; NULL behind the last. A '.' stands between the parts
 * of a path.
 */
const char *const *known_names(enum known_field field);
/* By any of its names; KNOWN_FIELDS where no field has it. */
enum known_field known_field_of(struct str name);
/* Are they the same but for ASCII case, '_', '-' and spaces? */
bool known_key_same(struct str a, struct str b);

#endif
