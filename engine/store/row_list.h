/*
 * row_list.h: the rows of one term of `impact`, as FTS5 stores them: runs of ascending row ids, the first of a run whole and each other as its
 * distance from the one before, in SQLite's varints (big-endian, seven bits a byte). They are kept as they are, about a byte a row, and decoded as often
 * as they are needed.
 *
 * A row id is docid << 4 | level: an article has one row for each level (0..15) that it has terms of. A term has an article once.
 */
#ifndef CAUCUS_ENGINE_STORE_ROW_LIST_H
#define CAUCUS_ENGINE_STORE_ROW_LIST_H

#include "engine/base/strbuf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ROW_LEVEL_BITS = 4, ROW_LEVEL_MASK = 15 };
static const uint32_t DOCID_MAX = (1u << 28) - 1;

struct docid_range {
    uint32_t first, last;       /* both inclusive */
};

static inline uint32_t row_docid(uint32_t row)
{
    return row >> ROW_LEVEL_BITS;
}

static inline unsigned row_level(uint32_t row)
{
    return row & ROW_LEVEL_MASK;
}

struct row_run {
    const uint8_t *bytes;       /* ROW_SLACK readable bytes follow */
    size_t size;
    uint32_t first;             /* its first row */
};
enum { ROW_SLACK = 16 };

struct row_list {
    uint64_t n;                 /* rows in all runs */
    const struct row_run *runs;
    size_t run_count;
};

/*
 * Looks a run through before it is used: *ret_n rows; false: it is no run of ascending rows (a zero distance, which is how FTS5 marks a deletion; a varint
 * that is cut off or longer than five bytes; a first row beyond 32 bits).
 */
bool row_run_check(struct row_run *run, uint64_t *ret_n);

/* Appends a distance (or first row) to the bytes of a run. */
void row_varint(struct strbuf *bytes, uint64_t x);

/* Walks the rows of a list that lie within a range of docids, whatever the runs say: none beyond it is ever given. */
struct row_cursor {
    const struct row_list *list;
    size_t run;                 /* the next one */
    const uint8_t *p, *end;
    uint64_t row;               /* the last that was decoded */
    uint64_t first, last;       /* rows */
};
enum { ROW_BATCH = 1024 };

void row_cursor_begin(struct row_cursor *c, const struct row_list *list, struct docid_range range);
/* Up to ROW_BATCH rows, ascending within a run; 0 at the end. */
size_t row_cursor_next(struct row_cursor *c, uint32_t rows[ROW_BATCH]);

#endif
