/*
 * fold.h: one spelling for what readers take for the same word: NFKC, case folded, marks and look-alike letters gone.
 *
 * Marks are stripped from Latin, Greek and Cyrillic letters (but й and ї are letters of their own), Hebrew points and Arabic harakat too; those of Indic
 * scripts and Thai are letters and stay. Letters that have no decomposition are folded by a table: ł/l, ø/o, đ/d, ß/ss, æ/ae, ı/i, ё/е, ς/σ …
 * Folding a folded string changes nothing.
 */
#ifndef CAUCUS_ENGINE_TEXT_FOLD_H
#define CAUCUS_ENGINE_TEXT_FOLD_H

#include "engine/base/strbuf.h"

#include <stdint.h>

/* Appends `s` (well-formed UTF-8) folded. Apostrophes of all kinds become '; soft hyphens and zero-width characters vanish. */
void fold_append(struct str s, struct strbuf *out);

/* Appends `s` with case and compatibility folded alone: NFKC, accents and letters kept. For ASCII the same as fold_append. */
void fold_case_append(struct str s, struct strbuf *out);

enum char_class { CHAR_OTHER, CHAR_LETTER, CHAR_MARK, CHAR_DIGIT, CHAR_SPACELESS };

/* CHAR_SPACELESS: a letter of a script written without spaces (Han, kana, Thai, Lao, Khmer, Burmese). */
enum char_class fold_class(uint32_t cp);
/* Upper or title case. */
bool fold_is_upper(uint32_t cp);
/* Has case at all. */
bool fold_is_cased(uint32_t cp);

#endif
