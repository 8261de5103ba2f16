/*
 * impact_writer.h: the terms of a transaction's articles, into `impact`.
 *
 * FTS5 wants ascending row ids within a transaction, else it writes a segment for each step back; the rows of one article are far apart (row_list.h).
 * So its terms wait, by level, and are written together before the commit.
 */
#ifndef CAUCUS_ENGINE_STORE_IMPACT_WRITER_H
#define CAUCUS_ENGINE_STORE_IMPACT_WRITER_H

#include "engine/store/document.h"

struct impact_writer {
    struct db *db;
    struct impacts_waiting {
        struct strbuf terms;            /* a space behind each */
        struct impact_row {
            uint32_t docid, bytes;      /* of terms */
        } *rows;
        size_t n, capacity;
    } levels[TERM_LEVELS];
};

void impact_writer_init(struct impact_writer *w, struct db *db);
void impact_writer_release(struct impact_writer *w);
/* Docids ascend. */
void impact_writer_add(struct impact_writer *w, const struct document *d);
bool impact_writer_flush(struct impact_writer *w, struct error *err);
/* Forgets what waits. */
void impact_writer_drop(struct impact_writer *w);

#endif
