/*
 * utf8.h: the one check of UTF-8 that text passes on its way in; behind it everything may trust its input.
 */
#ifndef CAUCUS_ENGINE_BASE_UTF8_H
#define CAUCUS_ENGINE_BASE_UTF8_H

#include "engine/base/strbuf.h"

#include <stdint.h>

enum { UTF8_BAD = 0xFFFD };

/*
 * Appends `in` to `out` with every ill-formed sequence (maximal subpart, as Unicode 15 §3.9 recommends) as U+FFFD and every
 * NUL as a space; gives how many there were of both. A byte order mark at the start is dropped and not counted.
 */
size_t utf8_repair(struct strbuf *out, struct str in);
bool utf8_valid(struct str in);

/* Decodes the code point at p (p < end); gives its length in bytes, 1 to 4; ill-formed: UTF8_BAD and 1. */
size_t utf8_decode(const char *p, const char *end, uint32_t *ret);
/* Encodes cp; gives 1 to 4. */
size_t utf8_encode(uint32_t cp, char out[4]);
/* Where the character that holds byte `at` begins. */
size_t utf8_start(struct str s, size_t at);

#endif
