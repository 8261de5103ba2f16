/*
 * language.h: which language a text is in, and the codes of languages.
 */
#ifndef CAUCUS_ENGINE_TEXT_LANGUAGE_H
#define CAUCUS_ENGINE_TEXT_LANGUAGE_H

#include "engine/base/str.h"

enum { LANGUAGE_BYTES = 4 };

/*
 * The ISO 639-1 code that a metadata value means: "EN", "en-US", "eng", "english", "English" are all "en"; "" where it is none of
 * the codes of ISO 639-1. Writes a C string.
 */
void language_code(struct str value, char ret[LANGUAGE_BYTES]);

/*
 * The language of a text by its script and its most frequent words and letters, from its first 4 KiB or so; "" where nothing tells.
 * Tells apart at least: en de fr es it pt nl sv da no fi pl cs sk hu ro tr az ru uk be bg sr(cyrillic) el hy ka he ar fa ur hi bn ta th ja zh ko id vi lt lv et sq hr.
 */
void language_detect(struct str text, char ret[LANGUAGE_BYTES]);

/* "German" for "de"; NULL for a code that is not known. */
const char *language_name(const char *code);

#endif
