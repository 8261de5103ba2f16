/*
 * full_name_key.h: the key of a name of several words (name_key.h): the keys of its folded words, one space between. What the registry looks names
 * up by. Not thread-safe: one a thread.
 */
#ifndef CAUCUS_ENGINE_TEXT_FULL_NAME_KEY_H
#define CAUCUS_ENGINE_TEXT_FULL_NAME_KEY_H

#include "engine/base/strbuf.h"

struct full_name_keyer;

struct full_name_keyer *full_name_keyer_new(void);
void full_name_keyer_free(struct full_name_keyer *k);

/* Appends; `keyer` is a struct full_name_keyer (the shape of a callback: registry_write.h). */
void full_name_key(void *keyer, struct str name, struct strbuf *out);

#endif
