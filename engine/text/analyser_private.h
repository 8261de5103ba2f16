/*
 * analyser_private.h: what analyser.c (words) and analyser_run.c (texts) share. Nobody else includes it.
 */
#ifndef CAUCUS_ENGINE_TEXT_ANALYSER_PRIVATE_H
#define CAUCUS_ENGINE_TEXT_ANALYSER_PRIVATE_H

#include "engine/base/strmap.h"
#include "engine/text/analyser.h"
#include "engine/text/known_words.h"
#include "engine/text/stem.h"

struct analyser {
    struct strmap strings;
    struct known_words words;       /* by word_sort() */
    struct stemmers stemmers;
    struct strbuf form, term;       /* scratch */
    struct token_list folding;      /* of analyser_fold() */
    uint32_t us_form, us_pronoun;   /* "u.s" and "us"; see resolve_us() */
};

/* How a word is found in a text, which decides what it becomes. */
enum word_kind { WORD_PLAIN, WORD_DOTTED, WORD_BIGRAM, WORD_KINDS };

/* The language (stem_language()) and the kind of a word: the same bytes of another sort are another word. */
static inline uint8_t word_sort(int language, enum word_kind kind)
{
    return (uint8_t)((language + 1) * WORD_KINDS + (int)kind);
}

enum { NO_FORM = UINT32_MAX };      /* of a known word that is a run of marks alone */

/* Works out a word that is not known yet, and keeps it. */
const struct known_word *analyser_make_word(struct analyser *a, const struct word_asked *w);
void analyser_append_term(struct analyser *a, struct str form, int language, struct strbuf *out);

#endif
