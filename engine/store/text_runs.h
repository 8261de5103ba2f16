/*
 * text_runs.h: how the archive's packing cuts a text: into runs of letters, of digits and of other bytes. Any bytes are cut, valid UTF-8 or not.
 *
 * What is stored depends on it: a change here makes archives unreadable.
 */
#ifndef CAUCUS_ENGINE_STORE_TEXT_RUNS_H
#define CAUCUS_ENGINE_STORE_TEXT_RUNS_H

#include "engine/base/str.h"

#include <stdint.h>

enum { TEXT_RUN_MAX = 64, TEXT_DIGITS_MAX = 4 };    /* bytes of a run; a longer one is several */

enum { TEXT_MARK = 0xE2 };          /* begins a letter, or a typographic mark */
enum text_class { TEXT_OTHER, TEXT_LETTER, TEXT_DIGIT, TEXT_MARK_OR_LETTER };
extern const uint8_t text_classes[256];

/* Of the character that begins at p. U+2000 to U+207F are typographic quotation marks, dashes and spaces: other bytes. */
static inline int text_class_of(const uint8_t *p, const uint8_t *end)
{
    int class = text_classes[*p];
    if (class != TEXT_MARK_OR_LETTER)
        return class;
    return end - p > 2 && (p[1] == 0x80 || p[1] == 0x81) ? TEXT_OTHER : TEXT_LETTER;
}

/* Whether a run is of letters or digits: between two such, one space is not written. */
static inline bool text_is_word(struct str run)
{
    return text_class_of((const uint8_t *)run.p, (const uint8_t *)run.p + run.n) != TEXT_OTHER;
}

/* The letters that eight bytes begin with; where a TEXT_MARK is among them, those before it. */
static inline size_t text_letters_of_eight(const uint8_t *p)
{
    const uint64_t ones = 0x0101010101010101u, upper = ones * 0x80;     /* of each byte */
    uint64_t bytes;
    memcpy(&bytes, p, sizeof bytes);        /* the first the lowest: little-endian, as the index's columns are */
    uint64_t small = (bytes | ones * 0x20) & ~upper, letters = (small + ones * (0x80 - 'a')) & ~(small + ones * (0x80 - 'z' - 1));
    uint64_t other = bytes ^ ones * TEXT_MARK, no_mark = ((other & ~upper) + (upper - ones)) | other;
    uint64_t stops = ~((letters | bytes) & no_mark) & upper;
    return stops ? (size_t)__builtin_ctzll(stops) / 8 : 8;
}

size_t text_letter_run(const uint8_t *begin, const uint8_t *end);
/* A run of other bytes ends behind a space, so that ", " and ". " are one each. */
size_t text_other_run(const uint8_t *begin, const uint8_t *end);

/* The bytes of a run whose first character is of that class. */
static inline size_t text_run_of(int class, const uint8_t *begin, const uint8_t *end)
{
    if (class == TEXT_LETTER) {
        size_t n = end - begin >= 8 ? text_letters_of_eight(begin) : 8;
        return n < 8 && begin[n] != TEXT_MARK ? n : text_letter_run(begin, end);
    }
    if (class == TEXT_OTHER)
        return text_other_run(begin, end);
    size_t n = 1;
    while (n < TEXT_DIGITS_MAX && begin + n < end && text_classes[begin[n]] == TEXT_DIGIT)
        n++;
    return n;
}

/* The bytes of the first run, at least one; *ret_word: whether it is of letters or digits. */
static inline size_t text_run(struct str text, bool *ret_word)
{
    const uint8_t *begin = (const uint8_t *)text.p, *end = begin + text.n;
    const int class = text_class_of(begin, end);
    *ret_word = class != TEXT_OTHER;
    return text_run_of(class, begin, end);
}

/* A text that is being cut: init with { text, false }. */
struct text_cutting {
    struct str left;
    bool after_word;
};
/* The next run; *ret_joined: it is a word that follows a word without a space. Only where something is left. */
static inline struct str text_next_run(struct text_cutting *c, bool *ret_joined)
{
    const uint8_t *p = (const uint8_t *)c->left.p, *end = p + c->left.n;
    int class = text_class_of(p, end);
    *ret_joined = c->after_word && class != TEXT_OTHER;
    if (c->after_word && *p == ' ' && end - p > 1) {
        const int next = text_class_of(p + 1, end);
        if (next != TEXT_OTHER) {
            class = next;
            p++;
        }
    }
    const size_t n = text_run_of(class, p, end);
    c->left = (struct str){ (const char *)p + n, (size_t)(end - p) - n };
    c->after_word = class != TEXT_OTHER;
    return (struct str){ (const char *)p, n };
}

#endif
