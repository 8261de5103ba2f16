/*
 * row_list.h: the rows of one term of `impact`, as FTS5 stores them: runs of ascending row ids, the first of a run whole and each other as its
 * distance from the one before, in SQLite's varints (big-endian, seven bits a byte). They are kept as they are, about a byte a row, and decoded as often
 * as they are needed.
 *
 * An article has one row for each level (0..15) that it has terms of: (15 - level) << 28 | docid. So a term's articles stand with the highest level
 * first, and by docid within a level: all of a level weigh the same, and whoever needs no more may stop. A term has an article once.
 */
#ifndef CAUCUS_ENGINE_STORE_ROW_LIST_H
#define CAUCUS_ENGINE_STORE_ROW_LIST_H

#include "engine/base/strbuf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ROW_LEVELS = 16, ROW_DOCID_BITS = 28 };
static const uint32_t DOCID_MAX = (1u << ROW_DOCID_BITS) - 1;

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

struct row_run {
    const uint8_t *bytes;       /* ROW_SLACK readable bytes follow */
    size_t size;
    uint32_t first;             /* its first row */
    uint64_t end;               /* all its rows are less */
    uint64_t n;                 /* rows */
};
static const uint64_t ROW_END = (uint64_t)UINT32_MAX + 1;
enum { ROW_SLACK = 16 };

struct row_list {
    uint64_t n;                 /* rows in all runs */
    const struct row_run *runs;
    size_t run_count;
};

/*
 * Looks a run through before it is used, and sets all but its bytes; false: it is no run of ascending rows (a zero distance, which is how FTS5 marks a deletion; a varint
 * that is cut off; a first row beyond 32 bits).
 */
bool row_run_check(struct row_run *run);

/* Appends a distance (or first row) to the bytes of a run. */
void row_varint(struct strbuf *bytes, uint64_t x);

/* Whether rows from `first` up to, but without, `end` may have a docid of the range. */
bool row_range_meets(uint64_t first, uint64_t end, struct docid_range range);

/* Walks the docids of a list that lie within a range, whatever the runs say: none beyond it is ever given. */
struct row_cursor {
    const struct row_list *list;
    struct docid_range range;
    size_t run;                 /* the next one */
    const uint8_t *p, *end;
    uint64_t docid;             /* the last that was decoded, of this level: */
    unsigned level;
    bool pending;               /* that one was not given yet */
};
enum { ROW_BATCH = 1024 };

void row_cursor_begin(struct row_cursor *c, const struct row_list *list, struct docid_range range);
/* Up to ROW_BATCH docids of one level, ascending; 0 at the end. */
size_t row_cursor_next(struct row_cursor *c, uint32_t docids[ROW_BATCH], unsigned *ret_level);

/*
 * Adds by_level[level] to sums[docid] for all docids from 1 to max_docid: the same as a cursor's walk, in one go. sums has ROW_SUMS_SLACK elements more than
 * those: a damaged list may write there.
 */
void row_list_add(const struct row_list *list, uint32_t max_docid, const uint16_t by_level[ROW_LEVELS], uint16_t *sums);
enum { ROW_SUMS_SLACK = 8 * 16384 };

/*
 * The docids within the range that have their bit in `mask`: sets it in `found` (NULL: nowhere) and adds by_level[level] to sums[docid] (NULL: nowhere).
 * Fast where the mask is sparse.
 */
void row_list_meet(const struct row_list *list, struct docid_range range, const uint64_t *mask, const uint16_t by_level[ROW_LEVELS], uint64_t *found,
                   uint16_t *sums);

#endif
