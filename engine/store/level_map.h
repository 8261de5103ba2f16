/*
 * level_map.h: a term's articles as bits by docid, with the level of each: what a list of rows (row_list.h) becomes when it is common and asked for again.
 *
 * Whether an article has the term, and at which level, is found at once, in any order; a list can only be read from its beginning. A map takes
 * max_docid × 3/16 bytes and half a byte an article. It is never changed, and lives in its arena.
 */
#ifndef CAUCUS_ENGINE_STORE_LEVEL_MAP_H
#define CAUCUS_ENGINE_STORE_LEVEL_MAP_H

#include "engine/base/arena.h"
#include "engine/store/row_list.h"

struct level_map {
    const uint64_t *bits;       /* by docid */
    size_t words;               /* of 64 bits: max_docid / 64 + 1 */
    const uint32_t *before;     /* by words: how many articles the words before have */
    const uint8_t *levels;      /* of the articles in turn, two in a byte */
};

struct level_map *level_map_new(const struct row_list *list, uint32_t max_docid, struct arena *arena);
/* About how much a map of n articles takes. */
size_t level_map_bytes(uint64_t n, uint32_t max_docid);
/* Whether so many articles are enough for a map; reading a shorter list costs less than going through a map. */
static inline bool level_map_pays(uint64_t n, uint32_t max_docid)
{
    return n > max_docid / 64;
}

static inline bool level_map_has(const struct level_map *m, uint32_t docid)
{
    return m->bits[docid / 64] >> (docid % 64) & 1;
}

/* Of an article that has the term. */
static inline unsigned level_map_level(const struct level_map *m, uint32_t docid)
{
    uint64_t earlier = m->bits[docid / 64] & ((1ull << (docid % 64)) - 1);
    uint32_t at = m->before[docid / 64] + (uint32_t)__builtin_popcountll(earlier);
    return m->levels[at / 2] >> (at % 2 * 4) & (ROW_LEVELS - 1);
}

#endif
