/*
 * fts5_structure.h: an FTS5 table's structure record: which segments it has, by level.
 */
#ifndef CAUCUS_ENGINE_STORE_FTS5_STRUCTURE_H
#define CAUCUS_ENGINE_STORE_FTS5_STRUCTURE_H

#include "engine/base/strbuf.h"

#include <stdint.h>

enum { FTS5_SEGMENTS_MAX = 256, FTS5_LEVELS_MAX = 64, FTS5_COOKIE_BYTES = 4 };

struct fts5_segment {
    uint32_t id, first_page, last_page;
};

struct fts5_structure {
    char cookie[FTS5_COOKIE_BYTES];
    uint64_t pages_written;             /* ever: FTS5 paces its merges by it */
    struct { uint32_t merging, count; } levels[FTS5_LEVELS_MAX];
    size_t level_count;
    struct fts5_segment segments[FTS5_SEGMENTS_MAX];    /* level by level, the first level first, in each the oldest first */
    size_t segment_count;
};

/* Nothing in the record is trusted. NULL, or why it is not understood. */
const char *fts5_structure_read(struct str record, struct fts5_structure *ret);
void fts5_structure_write(const struct fts5_structure *s, struct strbuf *out);
/* An id that no segment has; 0 where the structure is full. */
uint32_t fts5_structure_free_id(const struct fts5_structure *s);
/* Adds the newest segment of a level that there is (level 0: or a first one). There must be a free id. */
void fts5_structure_add(struct fts5_structure *s, uint32_t level, struct fts5_segment segment);
/* Forgets all segments; gives the last level that there is, `least` at least: the place for what will not soon be merged again. */
uint32_t fts5_structure_clear(struct fts5_structure *s, uint32_t least);

#endif
