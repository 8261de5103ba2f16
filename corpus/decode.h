/*
 * decode.h: bytes of a text file whose encoding nobody told, to UTF-8.
 */
#ifndef CAUCUS_CORPUS_DECODE_H
#define CAUCUS_CORPUS_DECODE_H

#include "engine/base/strbuf.h"

enum { DECODE_HEAD_BYTES = 8192 };

/* Is it no text: are more than a tenth of its first bytes NULs and other controls that texts do not have? */
bool decode_is_noise(struct str head);

/*
 * Appends `in` as well-formed UTF-8; gives how many bad sequences and NULs were replaced. What is not UTF-8
 * is Windows-1252 (and so Latin-1) where it may be: less than 30 % of the bytes beyond ASCII, none that has
 * no character, and fewer well-formed sequences of UTF-8 than ill-formed ones; else it is UTF-8 with damage.
 */
size_t decode_text(struct strbuf *out, struct str in);

#endif
