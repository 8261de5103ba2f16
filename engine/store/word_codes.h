/*
 * word_codes.h: a text as the numbers of its words, as archives had it before there were models (text_coder.h): a code stands for a word, for what
 * stands between words, or for two of those in a row. Only read any more.
 *
 * A text is cut into runs (text_runs.h). One space between two words or numbers is not written, its absence is. What the vocabulary has not is spelled.
 * Codes are bytes: the most frequent have one, others two. One thread.
 */
#ifndef CAUCUS_ENGINE_STORE_WORD_CODES_H
#define CAUCUS_ENGINE_STORE_WORD_CODES_H

#include "engine/base/strbuf.h"

enum {
    WORD_CODES_ONE = 100,           /* codes of one byte */
    WORD_CODES_TWO_END = 254,       /* first bytes from WORD_CODES_ONE up to here begin codes of two bytes */
    WORD_CODES_JOIN = 254,          /* no space here */
    WORD_CODES_SPELLED = 255,       /* a byte of length and the bytes */
    WORD_CODES_MAX = WORD_CODES_ONE + (WORD_CODES_TWO_END - WORD_CODES_ONE) * 256,
};

struct word_codes;

/* A vocabulary that was stored; NULL where it is damaged. */
struct word_codes *word_codes_new(struct str stored);
void word_codes_free(struct word_codes *w);

/* Appends the text of `bytes` bytes; false where codes do not make one of that size. */
bool word_codes_get(struct word_codes *w, struct str codes, size_t bytes, struct strbuf *out);

#endif
