/*
 * row_list.h: the articles of one term of `impact`, as FTS5 stores them: ascending row ids, each as its distance from the one before, in SQLite's
 * varints (big-endian, seven bits a byte). They are kept as they are, about a byte an article, and decoded as often as they are needed.
 *
 * An article has one row for each level (0..15) that it has terms of: (15 - level) << 28 | docid. So a term's articles stand with the highest level
 * first, and by docid within a level. A list is cut into runs, each of one level: all its articles weigh the same. A term has an article once.
 */
#ifndef CAUCUS_ENGINE_STORE_ROW_LIST_H
#define CAUCUS_ENGINE_STORE_ROW_LIST_H

#include "engine/base/arena.h"
#include "engine/base/strbuf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct level_map;

enum { ROW_LEVELS = 16, ROW_DOCID_BITS = 28 };
static const uint32_t DOCID_MAX = (1u << ROW_DOCID_BITS) - 1;
static const uint64_t ROW_END = (uint64_t)UINT32_MAX + 1;

struct docid_range {
    uint32_t first, last;       /* both inclusive */
};

static inline uint32_t row_of(uint32_t docid, unsigned level)
{
    return (ROW_LEVELS - 1 - level) << ROW_DOCID_BITS | docid;
}

static inline uint32_t row_docid(uint32_t row)
{
    return row & DOCID_MAX;
}

static inline unsigned row_level(uint32_t row)
{
    return ROW_LEVELS - 1 - (row >> ROW_DOCID_BITS);
}

/* Whether rows from `first` up to, but without, `end` may have a docid of the range. */
bool row_range_meets(uint64_t first, uint64_t end, struct docid_range range);

/* Articles of one level, ascending: `first`, and the distances of the others. */
struct row_run {
    const uint8_t *bytes;       /* ROW_SLACK readable bytes follow */
    uint32_t size, n;
    uint32_t first, last;       /* docids */
    unsigned level;
};
enum { ROW_SLACK = 16 };

struct row_list {
    uint64_t n;                 /* articles in all runs */
    struct row_run *runs;
    size_t run_count, capacity;
    const struct level_map *map;    /* the same articles (level_map.h); NULL: nobody made one */
};

/* For a list that was filled by row_list_append. */
void row_list_release(struct row_list *list);
/* The same runs in an arena, of which nothing is to be released. */
struct row_list row_list_copy(const struct row_list *list, struct arena *arena);

/*
 * Appends the runs of some rows as FTS5 has them, the first one whole. The bytes are looked through once, and hold as long as the list. False, with nothing
 * appended: they are not ascending rows of docids from 1 to max_docid (a distance of zero is how FTS5 marks a deletion).
 */
bool row_list_append(struct row_list *list, const uint8_t *bytes, size_t size, uint32_t max_docid);

/* Appends a distance (or first row) to bytes. */
void row_varint(struct strbuf *bytes, uint64_t x);

/* Adds `score` to sums[docid] for all its docids. */
void row_run_add(const struct row_run *run, uint16_t score, uint16_t *sums);

/* Walks a run, once. */
struct row_walk {
    const uint8_t *p, *end;
    uint32_t docid;
    bool waiting;               /* docid is the next one; else it was the last */
};

struct row_walk row_walk_of(const struct row_run *run);
static inline bool row_walk_ended(const struct row_walk *w)
{
    return w->p == w->end && !w->waiting;
}

/* Adds `score` to sums[docid] for those that are left below `limit`. */
void row_walk_add(struct row_walk *w, uint32_t limit, uint16_t score, uint16_t *sums);
/*
 * The docids below `limit` that have their bit in `mask` (from docid 0 on; NULL: none has): sets it in `found`, adds to sums[docid] (NULL: nowhere). Fast
 * where few have.
 */
void row_walk_meet(struct row_walk *w, uint32_t limit, const uint64_t *mask, uint16_t score, uint64_t *found, uint16_t *sums);
/* Up to ROW_BATCH docids; 0 at the end. */
enum { ROW_BATCH = 1024 };
size_t row_walk_next(struct row_walk *w, uint32_t docids[ROW_BATCH]);

#endif
