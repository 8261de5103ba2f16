/*
 * segment_writer.h: writes a segment of an FTS5 table straight into its shadow tables TABLE_data and TABLE_idx.
 *
 * FTS5's own way in takes one token at a time through a hash table; an article's words were counted long before, so a whole transaction's doclists
 * can be laid out at once, several times faster. The format is that of fts5_format.h; FTS5 reads, merges and checks
 * (`integrity-check`) these segments like its own. Tables without prefix indexes, contentless, columnsize=0.
 *
 * Wants a transaction, and the shadow tables open to writing (no SQLITE_DBCONFIG_DEFENSIVE). FTS5 keeps the table's structure in memory for as long as its
 * own connection lives and writes: merge through a connection that was opened after the commit.
 */
#ifndef CAUCUS_ENGINE_STORE_SEGMENT_WRITER_H
#define CAUCUS_ENGINE_STORE_SEGMENT_WRITER_H

#include "engine/base/strbuf.h"
#include "engine/store/db.h"
#include "engine/store/fts5_structure.h"
#include "engine/store/segment_pipe.h"

#include <stdint.h>

enum { SEGMENT_PAGE_BYTES = 8100, SEGMENT_TERM_MAX = 2000 };

struct segment_writer {
    struct db *db;
    struct segment_sink sink;           /* where rows go; straight into the tables, unless it is changed */
    bool text;                          /* the table: "text", with positions, or "impact" */
    struct fts5_structure structure;    /* as it was before */
    uint32_t level;                     /* of the structure: where the segment will be the newest; 0 after segment_writer_begin */
    uint32_t id, page;                  /* of the segment; of the page that is being filled, from 1 */
    uint32_t index_page;                /* the page that waits for its row in TABLE_idx; 0: none */
    struct strbuf leaf, offsets;        /* the page: terms and doclists; where its terms begin */
    struct strbuf term, index_term;     /* the last that was written; of index_page */
    struct strbuf skips;                /* the doclist index of the last term */
    uint64_t last_row, last_skip;
    uint32_t last_offset, skip_page, pages_without_term;
    bool term_on_page, row_on_page;
};

bool segment_writer_begin(struct segment_writer *w, struct db *db, bool text, struct error *err);
void segment_writer_release(struct segment_writer *w);
/* A sink that writes straight into the tables. It holds as long as the writer stays where it is. */
struct segment_sink segment_writer_tables(struct segment_writer *w);

/* Terms ascend in the order of their bytes. */
bool segment_writer_term(struct segment_writer *w, struct str term, struct error *err);
/* Row ids of a term ascend. `poslist`: its size, doubled, as a varint, and the positions; nothing for "impact". */
bool segment_writer_row(struct segment_writer *w, uint64_t row, struct str poslist, struct error *err);
/* How many bytes of rows segment_writer_copy takes; 0: a page begins, whose first row is for segment_writer_row. */
size_t segment_writer_room(const struct segment_writer *w);
/*
 * Rows that follow on the last one as FTS5 has them: distances, for "text" each with its position list. `last`: the row id of the last. They fill the room at most,
 * but for the last distance in "impact", which may go beyond.
 */
bool segment_writer_copy(struct segment_writer *w, const uint8_t *rows, size_t n, uint64_t last, struct error *err);
/*
 * Makes the segment the table's newest. `rows` and `tokens` (of each of the table's columns, `columns` of them) are added to what FTS5 notes as the table's size.
 */
bool segment_writer_finish(struct segment_writer *w, uint64_t rows, const uint64_t *tokens, size_t columns, struct error *err);

#endif
