/*
 * bitmap.h: sets of docids, a bit each, as 64-bit words; the loops vectorise.
 *
 * All bitmaps of a query have the same number of words, enough for docids 0 .. max_docid; bit 0 is never set. Bits past max_docid
 * are zero. The words belong to an arena.
 */
#ifndef CAUCUS_QUERY_EXECUTE_BITMAP_H
#define CAUCUS_QUERY_EXECUTE_BITMAP_H

#include "engine/base/arena.h"

#include <stdint.h>

struct bitmap {
    uint64_t *words;
    size_t n;               /* words, a multiple of 8 */
};

struct bitmap bitmap_new(struct arena *arena, uint32_t max_docid);  /* empty */
void bitmap_clear(struct bitmap *b);
void bitmap_fill(struct bitmap *b, uint32_t max_docid);             /* docids 1 .. max_docid */
void bitmap_and(struct bitmap *b, const struct bitmap *other);
void bitmap_or(struct bitmap *b, const struct bitmap *other);
/* The same with a set that is no bitmap of the query. Words behind its last are left as they are. */
void bitmap_and_words(struct bitmap *b, const uint64_t *words, size_t n);
void bitmap_or_words(struct bitmap *b, const uint64_t *words, size_t n);
void bitmap_and_not(struct bitmap *b, const struct bitmap *other);
void bitmap_clear_to(struct bitmap *b, uint32_t docid);              /* takes docids up to this one out */
void bitmap_copy(struct bitmap *b, const struct bitmap *other);
uint64_t bitmap_count(const struct bitmap *b);

static inline void bitmap_set(struct bitmap *b, uint32_t docid)
{
    b->words[docid / 64] |= 1ull << (docid % 64);
}

static inline bool bitmap_has(const struct bitmap *b, uint32_t docid)
{
    return b->words[docid / 64] >> (docid % 64) & 1;
}

#endif
