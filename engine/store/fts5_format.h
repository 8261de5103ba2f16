/*
 * fts5_format.h: what is known of the format in which FTS5 keeps a table: "FTS5 Data Structures" in SQLite's FTS5 manual.
 *
 * A row of TABLE_data is a page of a segment, a page of a doclist index, or a record. Its id tells which.
 */
#ifndef CAUCUS_ENGINE_STORE_FTS5_FORMAT_H
#define CAUCUS_ENGINE_STORE_FTS5_FORMAT_H

#include <stdint.h>

enum {
    FTS5_FORMAT_VERSION = 4,        /* the one that is read and written here */
    FTS5_SIZES_ID = 1,              /* the record of rows, and of tokens by column */
    FTS5_STRUCTURE_ID = 10,         /* the structure record */
    FTS5_LEAF_HEADER_BYTES = 4,     /* of a leaf page: where its first row id is, and where its terms and doclists end, two bytes each */
    FTS5_MAIN_INDEX = '0',          /* the first byte of each term of the main index; terms of prefix indexes have another */
};

/* Ids of pages: the segment, whether it is of a doclist index, five bits of its height there (here always 0), the page. */
enum { FTS5_SEGMENT_SHIFT = 37, FTS5_SKIPS_SHIFT = 36 };

static inline int64_t fts5_page_id(uint32_t segment, uint32_t page)
{
    return (int64_t)segment << FTS5_SEGMENT_SHIFT | page;
}

/* The root of the doclist index of the term that is last on `page`. */
static inline int64_t fts5_skips_id(uint32_t segment, uint32_t page)
{
    return fts5_page_id(segment, page) | (int64_t)1 << FTS5_SKIPS_SHIFT;
}

#endif
