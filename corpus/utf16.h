/*
 * utf16.h: UTF-16 in pieces of any size to UTF-8; what other systems' tools write where one asks them for
 * "Unicode".
 */
#ifndef CAUCUS_CORPUS_UTF16_H
#define CAUCUS_CORPUS_UTF16_H

#include "engine/base/str.h"

#include <stdint.h>

/* Zero is ready for use; set big_endian. */
struct utf16 {
    bool big_endian;
    bool odd;                   /* half of a unit is in `half` */
    unsigned char half;
    uint16_t high;              /* a high surrogate that waits for its low one, or 0 */
    uint64_t repaired;          /* halves and lone surrogates that became U+FFFD */
};

/* Bytes of UTF-8 that `n` bytes may become, utf16_end() included. */
#define UTF16_ROOM(n) ((n) * 2 + 8)

/* Writes into `out` (UTF16_ROOM bytes); gives how many. */
size_t utf16_decode(struct utf16 *u, struct str in, char *out);
/* At the end: what was begun and is not complete. */
size_t utf16_end(struct utf16 *u, char *out);

#endif
