/*
 * stem.h: libstemmer's stemmers by ISO 639-1 code, one of each kind made on first use. One struct stemmers a thread.
 */
#ifndef CAUCUS_ENGINE_TEXT_STEM_H
#define CAUCUS_ENGINE_TEXT_STEM_H

#include "engine/base/str.h"

enum { STEM_NONE = -1, STEM_LANGUAGES = 28 };

struct sb_stemmer;
struct stemmers {
    struct sb_stemmer *of[STEM_LANGUAGES];
};

/* The number of a language that has a stemmer; STEM_NONE else. */
int stem_language(const char *lang);
/* "en" */
const char *stem_code(int language);
/* The stem of a folded form; a view that holds until the next call for this language. */
struct str stem_form(struct stemmers *s, int language, struct str form);
void stemmers_release(struct stemmers *s);

#endif
