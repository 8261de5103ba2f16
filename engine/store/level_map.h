/*
 * level_map.h: a term's articles as bits by docid, with the level of each: what a list of rows (row_list.h) becomes when it is common and asked for again.
 *
 * Whether an article has the term, and at which level, is found at once, in any order; a list can only be read from its beginning. A map takes
 * max_docid × 3/16 bytes and half a byte an article. It is never changed, and lives in its arena.
 */
#ifndef CAUCUS_ENGINE_STORE_LEVEL_MAP_H
#define CAUCUS_ENGINE_STORE_LEVEL_MAP_H

#include "engine/base/arena.h"
#include "engine/base/wide.h"
#include "engine/store/row_list.h"

enum { LEVEL_MAP_PART = 8 };    /* words of 64 bits: a line of the processor's cache */

struct level_map {
    const uint64_t *bits;       /* by docid; zero behind the last, up to a whole part */
    size_t words;               /* max_docid / 64 + 1 */
    const uint32_t *before;     /* by parts: how many articles the parts before have */
    const uint8_t *levels;      /* of the articles in turn, two in a byte; a byte more than they need */
};

struct level_map *level_map_new(const struct row_list *list, uint32_t max_docid, struct arena *arena);
/* About how much a map of n articles takes. */
size_t level_map_bytes(uint64_t n, uint32_t max_docid);
/* Whether so many articles are enough for a map; reading a shorter list costs less than going through a map. */
static inline bool level_map_pays(uint64_t n, uint32_t max_docid)
{
    return n > max_docid / 64;
}

WIDE_INLINE bool level_map_has(const struct level_map *m, uint32_t docid)
{
    return m->bits[docid / 64] >> (docid % 64) & 1;
}

/* How many of its articles have docids below that one. */
WIDE_INLINE uint32_t level_map_before(const struct level_map *m, uint32_t docid)
{
    const uint32_t word = docid / 64 % LEVEL_MAP_PART;
    const uint64_t *part = m->bits + docid / 64 - word;
    uint32_t n = m->before[docid / 64 / LEVEL_MAP_PART] + (uint32_t)__builtin_popcountll(part[word] & ((1ull << (docid % 64)) - 1));
    for (uint32_t i = 0; i < LEVEL_MAP_PART; i++)
        n += (uint32_t)__builtin_popcountll(part[i] & -(uint64_t)(i < word));
    return n;
}

/* The level of the article before which there are so many. */
WIDE_INLINE unsigned level_map_level(const struct level_map *m, uint32_t before)
{
    return m->levels[before / 2] >> (before % 2 * 4) & (ROW_LEVELS - 1);
}

#endif
