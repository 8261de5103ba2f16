/*
 * hash.h: hashes of bytes. hash_bytes is for tables in memory (its values may change between versions and are never
 * stored); digest is for telling contents apart on disk: 128 bits of two differently keyed 64-bit hashes, stable for ever,
 * against accidents, not against somebody who makes collisions.
 */
#ifndef CAUCUS_ENGINE_BASE_HASH_H
#define CAUCUS_ENGINE_BASE_HASH_H

#include "engine/base/str.h"

#include <stdint.h>

uint64_t hash_bytes(const void *p, size_t n);

/* ---- for tables whose look-up is worth being written out ---- */

/* Multiply, fold the high half into the low: a full 64 x 64 product mixes every bit of both. */
static inline uint64_t hash_fold(uint64_t a, uint64_t b)
{
    __extension__ typedef unsigned __int128 wide;
    wide r = (wide)a * b;
    return (uint64_t)r ^ (uint64_t)(r >> 64);
}

static inline uint64_t hash_load32(const unsigned char *p)
{
    return p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 | (uint64_t)p[3] << 24;
}

/* n bytes, at most 8, the first the lowest. Loads that overlap give the same bytes to the same places, without a loop. */
static inline uint64_t hash_load(const void *from, size_t n)
{
    const unsigned char *p = from;
    if (n == 8)
        return hash_load32(p) | hash_load32(p + 4) << 32;
    if (n >= 4)
        return hash_load32(p) | hash_load32(p + n - 4) << (8 * (n - 4));
    return n ? p[0] | (uint64_t)p[n / 2] << (8 * (n / 2)) | (uint64_t)p[n - 1] << (8 * (n - 1)) : 0;
}

/* Of two numbers. */
static inline uint64_t hash_two(uint64_t a, uint64_t b)
{
    return hash_fold(a ^ 0x9E3779B97F4A7C15u, b ^ 0xBB67AE8584CAA73Bu);
}

enum { DIGEST_BYTES = 16 };
struct digest {
    unsigned char bytes[DIGEST_BYTES];
};
/* The digest of parts in order; where one ends matters: {"ab","c"} differs from {"a","bc"}. */
struct digest digest_of(const struct str *parts, size_t count);
void digest_hex(const struct digest *d, char hex[2 * DIGEST_BYTES + 1]);

#endif
