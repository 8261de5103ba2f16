#include "engine/store/impact_writer.h"

#include "engine/base/memory.h"
#include "engine/store/row_list.h"

#include <stdlib.h>

void impact_writer_init(struct impact_writer *w, struct db *db)
{
    *w = (struct impact_writer){ .db = db };
    for (int level = 0; level < TERM_LEVELS; level++)
        strbuf_init(&w->levels[level].terms);
}

void impact_writer_release(struct impact_writer *w)
{
    for (int level = 0; level < TERM_LEVELS; level++) {
        strbuf_release(&w->levels[level].terms);
        free(w->levels[level].rows);
    }
}

void impact_writer_add(struct impact_writer *w, const struct document *d)
{
    for (int level = 0; level < TERM_LEVELS; level++) {
        const struct strbuf *terms = &d->levels[level];
        struct impacts_waiting *to = &w->levels[level];
        if (!terms->n)
            continue;
        GROW(to->rows, to->n, to->capacity);
        to->rows[to->n++] = (struct impact_row){ (uint32_t)d->docid, (uint32_t)terms->n };
        strbuf_str(&to->terms, strbuf_view(terms));
    }
}

void impact_writer_drop(struct impact_writer *w)
{
    for (int level = 0; level < TERM_LEVELS; level++) {
        strbuf_clear(&w->levels[level].terms);
        w->levels[level].n = 0;
    }
}

bool impact_writer_flush(struct impact_writer *w, struct error *err)
{
    sqlite3_stmt *s = db_statement(w->db, "INSERT INTO impact(rowid, terms) VALUES(?1, ?2)", err);
    for (int level = TERM_LEVEL_TOP; s && level >= 0; level--) {
        const struct impacts_waiting *from = &w->levels[level];
        const char *terms = from->terms.p;
        for (size_t i = 0; i < from->n; i++) {
            sqlite3_bind_int64(s, 1, row_of(from->rows[i].docid, (unsigned)level));
            db_bind_str(s, 2, (struct str){ terms, from->rows[i].bytes });
            if (!db_run(w->db, s, err))
                return false;
            terms += from->rows[i].bytes;
        }
    }
    impact_writer_drop(w);
    return s != NULL;
}
