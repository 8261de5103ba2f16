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

enum { DIGEST_BYTES = 16 };
struct digest {
    unsigned char bytes[DIGEST_BYTES];
};
/* The digest of parts in order; where one ends matters: {"ab","c"} differs from {"a","bc"}. */
struct digest digest_of(const struct str *parts, size_t count);
void digest_hex(const struct digest *d, char hex[2 * DIGEST_BYTES + 1]);

#endif
