/*
 * word_bounds.h: where a word ends that begins at a byte of a well-formed UTF-8 text: runs of letters and digits, numbers, initials. The analyser's own.
 *
 * `end` is the text's; nothing is read behind it.
 */
#ifndef CAUCUS_ENGINE_TEXT_WORD_BOUNDS_H
#define CAUCUS_ENGINE_TEXT_WORD_BOUNDS_H

#include "engine/base/hash.h"
#include "engine/text/ascii_bytes.h"
#include "engine/text/fold.h"

/* What an ASCII byte is, and whether a byte belongs to a longer character. */
enum { BYTE_OTHER, BYTE_LETTER, BYTE_DIGIT, BYTE_LONG };
extern const unsigned char byte_class[256];

/* The class of the character at p, and its length. */
enum char_class class_at(const char *p, const char *end, size_t *ret_n, uint32_t *ret_cp);
bool is_apostrophe(uint32_t cp);

/* Letters, digits and their marks from p on; stops before anything else. */
const char *run_end(const char *p, const char *end);
/* The same; most words are short, and end with an ASCII byte. */
static inline const char *word_end(const char *p, const char *end)
{
    if (end - p >= 8) {
        uint64_t bytes = hash_load(p, 8);
        size_t n = ascii_run(ascii_letters(bytes) | ascii_between(bytes, '0', '9'));
        if (n < 8 && (unsigned char)p[n] < 0x80)
            return p + n;
    }
    return run_end(p, end);
}
bool letter_at(const char *p, const char *end);
bool all_digits(const char *p, const char *end);
/* 1,000,000 and 3.5, but neither 23.02.2022 nor lists like 1,2: the end of the number that begins at `from` and so far ends at p. */
const char *number_end(const char *text, const char *from, const char *p, const char *end);
/* "U.S", "e.g", "J.K": single letters with dots between. The end of the last letter, or p where it is none. */
const char *initials_end(const char *from, const char *p, const char *end);

#endif
