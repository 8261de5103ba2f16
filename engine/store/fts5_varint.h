/*
 * fts5_varint.h: numbers as SQLite writes them: big-endian, seven bits a byte, the high bit where more follow; a ninth byte gives all its bits.
 */
#ifndef CAUCUS_ENGINE_STORE_FTS5_VARINT_H
#define CAUCUS_ENGINE_STORE_FTS5_VARINT_H

#include "engine/base/strbuf.h"

#include <stdint.h>

enum { FTS5_VARINT_MAX = 9 };

/* The byte behind a number that ends before `end`; else NULL. */
const uint8_t *fts5_varint(const uint8_t *p, const uint8_t *end, uint64_t *ret);
/* Writes up to FTS5_VARINT_MAX bytes; gives how many. */
size_t fts5_varint_put(uint8_t *to, uint64_t x);
void fts5_put_long_varint(struct strbuf *out, uint64_t x);
static inline void fts5_put_varint(struct strbuf *out, uint64_t x)
{
    if (x < 128)
        strbuf_byte(out, (char)x);
    else
        fts5_put_long_varint(out, x);
}

/* The byte behind what it writes; most are of one byte or two. */
static inline uint8_t *fts5_varint_write(uint8_t *to, uint64_t x)
{
    if (x < 128) {
        *to = (uint8_t)x;
        return to + 1;
    }
    if (x < 128 * 128) {
        to[0] = (uint8_t)(x >> 7 | 128);
        to[1] = x & 127;
        return to + 2;
    }
    return to + fts5_varint_put(to, x);
}

/* The same; most are of one byte. */
static inline const uint8_t *fts5_short_varint(const uint8_t *p, const uint8_t *end, uint64_t *ret)
{
    if (p < end && *p < 128) {
        *ret = *p;
        return p + 1;
    }
    return fts5_varint(p, end, ret);
}

/* Of bytes that are known to hold a whole number. */
static inline const uint8_t *fts5_varint_trusted(const uint8_t *p, uint64_t *ret)
{
    if (*p < 128) {
        *ret = *p;
        return p + 1;
    }
    return fts5_varint(p, p + FTS5_VARINT_MAX, ret);
}

#endif
