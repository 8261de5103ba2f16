/*
 * fts5_pages.h: the pages of an FTS5 table as it keeps them in its shadow tables TABLE_data and TABLE_idx, read only.
 *
 * The format (fts5_format.h) is SQLite's own: a structure record names the segments; a segment is leaf pages in
 * the order of its terms; TABLE_idx tells the page that a term is on. Nothing here trusts what it reads: every offset is checked against the page
 * that it points into, and what is odd makes a function give FTS5_ODD, upon which the caller asks FTS5 itself.
 */
#ifndef CAUCUS_ENGINE_STORE_FTS5_PAGES_H
#define CAUCUS_ENGINE_STORE_FTS5_PAGES_H

#include "engine/base/arena.h"
#include "engine/store/db.h"
#include "engine/store/fts5_format.h"
#include "engine/store/fts5_structure.h"
#include "engine/store/fts5_varint.h"

#include <stdint.h>

enum fts5_found {
    FTS5_FOUND,
    FTS5_ABSENT,
    FTS5_ODD,       /* damaged, or of a kind that is not known here */
};

enum { FTS5_PAGE_MAX = 65536, FTS5_PAGE_SLACK = 16 };

struct fts5_table {
    struct db *db;
    const char *find_page_sql, *data_table;
    sqlite3_blob *block;                /* of data_table: the page that was read last; NULL: none */
    const char *odd;                    /* why nothing of it is read here; NULL: it can be */
    struct fts5_structure structure;
};

/* Reads the structure record of "impact" or "text"; what cannot be understood is told in t->odd. False: SQLite failed. */
bool fts5_table_open(struct fts5_table *t, struct db *db, const char *name, struct error *err);
void fts5_table_close(struct fts5_table *t);

/* A leaf page. [0 .. text_end) holds terms and doclists, the rest tells where the terms begin. FTS5_PAGE_SLACK readable bytes follow. */
struct fts5_leaf {
    uint8_t *bytes;
    size_t size, text_end;
    size_t first_row;                   /* where the first row id is that stands before any term of this page; 0: none */
    size_t first_term;                  /* where the first term begins; text_end: none */
    uint32_t number;
};

/*
 * Page `number` of a segment, into leaf->bytes, which has room for FTS5_PAGE_MAX + FTS5_PAGE_SLACK; where that is NULL, into new memory of `arena`.
 * FTS5_ABSENT: there is none.
 */
enum fts5_found fts5_leaf_read(struct fts5_table *t, uint32_t segment, uint32_t number, struct arena *arena, struct fts5_leaf *leaf);

/* Where the doclist of a term begins and ends on a page; it goes on with the next page where *end is text_end. */
enum fts5_found fts5_leaf_find(const struct fts5_leaf *leaf, struct str term, size_t *begin, size_t *end);

/* A page's terms, one after the other. */
struct fts5_terms {
    struct strbuf term;                 /* as the table has it; the caller initialises and releases it */
    size_t rows, next;                  /* where its doclist begins, and ends: where the next term begins; text_end: there is none on this page */
    const uint8_t *offsets;             /* behind the offset of `next` */
    bool first;                         /* none was read from the page */
};
void fts5_terms_begin(struct fts5_terms *t, const struct fts5_leaf *leaf);
/* FTS5_ABSENT: the page has no more. */
enum fts5_found fts5_terms_next(struct fts5_terms *t, const struct fts5_leaf *leaf);

/* The page of a segment that has the term, if any has; *ret_index: whether a doclist index comes with it. */
enum fts5_found fts5_page_of(struct fts5_table *t, const struct fts5_segment *s, struct str term, uint32_t *ret, bool *ret_index);

/* What the doclist index of the term on page `page` tells: pages behind it, each with its first row. FTS5_ABSENT: there is no such index. */
struct fts5_skip {
    uint32_t page;
    uint64_t first_row;
};
enum fts5_found fts5_skips(struct fts5_table *t, const struct fts5_segment *s, uint32_t page, struct fts5_skip **ret, size_t *ret_n);

#endif
