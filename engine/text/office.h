/*
 * office.h: names of offices: the general one behind a particular one ("Minister of Foreign Affairs": "foreign minister").
 *
 * What the registry calls offices is its own matter; here are only the ways in which English says the same one.
 */
#ifndef CAUCUS_ENGINE_TEXT_OFFICE_H
#define CAUCUS_ENGINE_TEXT_OFFICE_H

#include "engine/base/strbuf.h"

/*
 * Appends the general name, in lower case, hyphens kept, of an office as it is written anywhere: "PM", "Premier" and "prime ministers" give
 * "prime minister", "Secretary General" gives "secretary-general". What it does not know comes back in lower case.
 */
void office_general(struct str label, struct strbuf *out);

#endif
