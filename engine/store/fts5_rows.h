/*
 * fts5_rows.h: passing over rows of a doclist as FTS5 has it, many at once: each is its distance from the one before, with `detail=full` and a position list behind.
 */
#ifndef CAUCUS_ENGINE_STORE_FTS5_ROWS_H
#define CAUCUS_ENGINE_STORE_FTS5_ROWS_H

#include <stdint.h>

/*
 * Rows below `limit` that begin before `to`, of bytes that end at `end`; gives the byte behind the last of them, and its row id in *row, where that of the row
 * before `p` (below `limit`) was. A row that is none (a distance of zero: FTS5 marks a deletion) is not passed over.
 */
const uint8_t *fts5_skip_rows(const uint8_t *p, const uint8_t *to, const uint8_t *end, uint64_t limit, uint64_t *row);
/* The same with position lists, of rows that end with `end` at the latest. */
const uint8_t *fts5_skip_lists(const uint8_t *p, const uint8_t *end, uint64_t *row);

#endif
