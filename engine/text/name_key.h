/*
 * name_key.h: a key at which the usual spellings of one personal or place name meet, in whatever script.
 *
 * Non-Latin letters are romanised (ICU "Any-Latin; Latin-ASCII"; cached), then letters and pairs that romanisations disagree on are made
 * one: Pashinian, Pashinyan, Paşinyan, Пашинян and Փաշինյան have the same key; so have Zelensky, Zelenskyy, Зеленський and Зеленский; Kaddafi,
 * Qadhafi and Gaddafi; Erdogan and Erdoğan; Sarkisian and Sarkisyan. (Scripts that leave vowels out meet by names in the registry.) Different names should keep apart: a key is for
 * finding candidates, which a full name or the article then decides.
 * Not thread-safe: one a thread.
 */
#ifndef CAUCUS_ENGINE_TEXT_NAME_KEY_H
#define CAUCUS_ENGINE_TEXT_NAME_KEY_H

#include "engine/base/strbuf.h"

/* Stored with aliases; another number makes them anew. */
enum { NAME_KEY_VERSION = 1 };

struct name_keyer;

struct name_keyer *name_keyer_new(void);
void name_keyer_free(struct name_keyer *k);

/* Appends the key of one folded form (a token's); lower-case ASCII letters and digits; never empty for a form with a letter or digit. */
void name_key_token(struct name_keyer *k, struct str form, struct strbuf *out);

#endif
