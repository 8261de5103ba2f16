/*
 * segment_source.h: a segment of an FTS5 table, read from its first term to its last, for merging.
 *
 * Nothing is trusted (fts5_pages.h). A function that gives false has met what is odd: damage, a deletion, or a shape that segment_writer.h does not write.
 */
#ifndef CAUCUS_ENGINE_STORE_SEGMENT_SOURCE_H
#define CAUCUS_ENGINE_STORE_SEGMENT_SOURCE_H

#include "engine/store/fts5_pages.h"

struct segment_source {
    struct fts5_table *table;
    const struct fts5_segment *segment;
    bool text;                      /* rows have position lists */
    struct fts5_leaf leaf;
    size_t at;                      /* in the page */
    struct fts5_terms terms;        /* the page's; its term is the one that is read, once ended the last */
    bool ended;
    bool whole_row;                 /* the next row is no distance */
    bool has_row;                   /* `row` and `poslist` are of a row that was read and not taken */
    uint64_t row;
    struct str poslist;             /* with its size; in the page or in parts */
    struct strbuf parts;
};

/* Reads the first term. All of the three are to be kept until segment_source_close, which is called whatever this gives. */
bool segment_source_open(struct segment_source *s, struct fts5_table *table, const struct fts5_segment *segment, bool text);
void segment_source_close(struct segment_source *s);

/* The next term, whose rows follow; s->ended: there is none. */
bool segment_source_term(struct segment_source *s);
/* The next row of the term; s->has_row: there is one. */
bool segment_source_row(struct segment_source *s);

/* Rows behind the one that was read, as the page has them (segment_writer_copy): no more of them than begin within `room` bytes, and are below `end`. */
struct segment_rows {
    const uint8_t *bytes;
    size_t n;                       /* 0: the next row is to be read by segment_source_row */
    uint64_t last;
};
struct segment_rows segment_source_rows(struct segment_source *s, uint64_t end, size_t room);

#endif
