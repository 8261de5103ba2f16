/*
 * word_codes.h: a text as the numbers of its words, which pack better and faster than its letters: a code stands for a word, for what stands between
 * words, or for two of those in a row.
 *
 * A text is cut into runs of letters, of digits and of other bytes. One space between two words or numbers is not written, its absence is. The vocabulary
 * is chosen from samples and never changed; what is not in it is spelled. Codes are bytes: the most frequent have one, others two.
 * Any bytes come back as they were. One thread.
 */
#ifndef CAUCUS_ENGINE_STORE_WORD_CODES_H
#define CAUCUS_ENGINE_STORE_WORD_CODES_H

#include "engine/base/strbuf.h"

#include <stdint.h>

enum {
    WORD_CODES_ONE = 100,           /* codes of one byte */
    WORD_CODES_TWO_END = 254,       /* first bytes from WORD_CODES_ONE up to here begin codes of two bytes */
    WORD_CODES_JOIN = 254,          /* no space here */
    WORD_CODES_SPELLED = 255,       /* a byte of length and the bytes */
    WORD_CODES_MAX = WORD_CODES_ONE + (WORD_CODES_TWO_END - WORD_CODES_ONE) * 256,
    WORD_CODES_RUN_MAX = 64,        /* bytes of a run; a longer one is several */
};

struct word_codes;

/* Appends a vocabulary made from samples, as it is stored; false where they have too few words in common. */
bool word_codes_train(const struct str *samples, size_t n, struct strbuf *out);
/* A vocabulary that was stored; NULL where it is damaged. */
struct word_codes *word_codes_new(struct str stored);
void word_codes_free(struct word_codes *w);

/* Appends the codes of a text. */
void word_codes_put(struct word_codes *w, struct str text, struct strbuf *out);
/* Appends the text of `bytes` bytes; false where codes do not make one of that size. */
bool word_codes_get(struct word_codes *w, struct str codes, size_t bytes, struct strbuf *out);

/* What a vocabulary is of: a run, or two codes of runs where it is empty. */
struct word_codes_entry {
    struct str run;
    uint16_t first, second;
};
/* Appends a vocabulary of these, as it is stored, by their codes. */
void word_codes_store(const struct word_codes_entry *entries, size_t n, struct strbuf *out);

/* How texts are cut: the bytes of the first run, at least one; *ret_word: whether it is of letters or digits. */
size_t word_codes_run(struct str text, bool *ret_word);

#endif
