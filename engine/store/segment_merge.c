#include "engine/store/segment_merge.h"

#include "engine/base/memory.h"
#include "engine/store/row_list.h"
#include "engine/store/segment_source.h"
#include "engine/store/segment_writer.h"

#include <stdlib.h>

enum { DELETED_TOGETHER = 64, OLD_LEVEL = 3 };

struct waiting {
    uint64_t prefix;                    /* of its term, which mostly decides */
    struct segment_source *source;
};

struct merging {
    struct db *db;                      /* that is written */
    bool in_place;                      /* and read */
    struct fts5_table table;
    struct segment_source *sources;     /* the oldest first */
    struct waiting heap[FTS5_SEGMENTS_MAX];
    size_t heap_n;
    uint32_t kept[FTS5_SEGMENTS_MAX];   /* of each, the first page that is not deleted yet */
    size_t n;
    struct segment_writer to;
    bool text, odd;
};

/* What is odd ends the merge, as an error does. */
static bool is_odd(struct merging *m)
{
    m->odd = true;
    return false;
}

/* Rows of TABLE_data. */
static bool delete_data(struct merging *m, int64_t first, int64_t last, struct error *err)
{
    fts5_table_close(&m->table);    /* an open blob would be in the way */
    sqlite3_stmt *s = db_statement(m->db, m->text ? "DELETE FROM text_data WHERE id BETWEEN ?1 AND ?2" : "DELETE FROM impact_data WHERE id BETWEEN ?1 AND ?2", err);
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, first);
    sqlite3_bind_int64(s, 2, last);
    return db_run(m->db, s, err);
}

/* Rows ascend: where one does not, an article is in two segments. */
static bool write_row(struct merging *m, struct segment_source *s, uint64_t end, uint64_t *last, struct error *err)
{
    if (s->row <= *last)
        return is_odd(m);
    if (!segment_writer_row(&m->to, s->row, m->text ? s->poslist : STR(""), err))
        return false;
    for (size_t room; (room = segment_writer_room(&m->to)) > 0;) {
        const struct segment_rows rows = segment_source_rows(s, end, room);
        if (!rows.n)
            break;
        if (!segment_writer_copy(&m->to, rows.bytes, rows.n, rows.last, err))
            return false;
    }
    *last = s->row;
    return segment_source_row(s) || is_odd(m);
}

/* A term of some sources, which stand at it: in `text` one after the other, in `impact` level by level. */
static bool merge_term(struct merging *m, struct segment_source *const *has, size_t n, struct error *err)
{
    uint64_t last = 0;
    struct str term = strbuf_view(&has[0]->terms.term);
    if (!segment_writer_term(&m->to, str_slice(term, 1, term.n), err))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!segment_source_row(has[i]))
            return is_odd(m);
    for (int level = m->text ? 0 : ROW_LEVELS - 1; level >= 0; level--) {
        const uint64_t end = m->text ? UINT64_MAX : (uint64_t)(ROW_LEVELS - level) << ROW_DOCID_BITS;
        for (size_t i = 0; i < n; i++)
            while (has[i]->has_row && has[i]->row < end)
                if (!write_row(m, has[i], end, &last, err))
                    return false;
    }
    for (size_t i = 0; i < n; i++)
        if (has[i]->has_row || !segment_source_term(has[i]))
            return is_odd(m);
    return true;
}

static bool delete_read(struct merging *m, struct error *err)
{
    for (size_t i = 0; m->in_place && i < m->n; i++) {
        struct segment_source *s = &m->sources[i];
        if (s->leaf.number - m->kept[i] >= DELETED_TOGETHER) {
            if (!delete_data(m, fts5_page_id(s->segment->id, m->kept[i]), fts5_page_id(s->segment->id, s->leaf.number - 1), err))
                return false;
            m->kept[i] = s->leaf.number;
        }
    }
    return true;
}

/* ---- whose term is next: a heap ---- */

/* By term, and of equal ones the oldest source first. */
static bool comes_first(const struct waiting *a, const struct waiting *b)
{
    if (a->prefix != b->prefix)
        return a->prefix < b->prefix;
    int order = str_compare(strbuf_view(&a->source->terms.term), strbuf_view(&b->source->terms.term));
    return order < 0 || (order == 0 && a->source < b->source);
}

static void add_waiting(struct merging *m, struct segment_source *s)
{
    const struct waiting x = { str_prefix(strbuf_view(&s->terms.term)), s };
    size_t at = m->heap_n++;
    while (at && comes_first(&x, &m->heap[(at - 1) / 2])) {
        m->heap[at] = m->heap[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    m->heap[at] = x;
}

static struct segment_source *take_first(struct merging *m)
{
    struct segment_source *first = m->heap[0].source;
    const struct waiting x = m->heap[--m->heap_n];
    size_t at = 0, child;
    while ((child = at * 2 + 1) < m->heap_n) {
        if (child + 1 < m->heap_n && comes_first(&m->heap[child + 1], &m->heap[child]))
            child++;
        if (!comes_first(&m->heap[child], &x))
            break;
        m->heap[at] = m->heap[child];
        at = child;
    }
    m->heap[at] = x;
    return first;
}

static bool merge_all(struct merging *m, struct error *err)
{
    struct segment_source *has[FTS5_SEGMENTS_MAX];
    for (size_t i = 0; i < m->n; i++)
        if (!m->sources[i].ended)
            add_waiting(m, &m->sources[i]);
    while (m->heap_n) {
        size_t n = 0;
        do
            has[n++] = take_first(m);
        while (m->heap_n && str_equal(strbuf_view(&has[0]->terms.term), strbuf_view(&m->heap[0].source->terms.term)));
        if (!merge_term(m, has, n, err) || !delete_read(m, err))
            return false;
        for (size_t i = 0; i < n; i++)
            if (!has[i]->ended)
                add_waiting(m, has[i]);
    }
    return true;
}

/* ---- all ---- */

/* What is left of the old segments: doclist indexes, and the rows of TABLE_idx. */
static bool delete_segments(struct merging *m, struct error *err)
{
    for (size_t i = 0; i < m->n; i++) {
        const uint32_t id = m->sources[i].segment->id;
        sqlite3_stmt *s = db_statement(m->db, m->text ? "DELETE FROM text_idx WHERE segid = ?1" : "DELETE FROM impact_idx WHERE segid = ?1", err);
        if (!s)
            return false;
        sqlite3_bind_int64(s, 1, id);
        if (!db_run(m->db, s, err) || !delete_data(m, fts5_page_id(id, 0), fts5_page_id(id + 1, 0) - 1, err))
            return false;
    }
    return true;
}

/* The oldest first. */
static bool open_sources(struct merging *m)
{
    const struct fts5_structure *s = &m->table.structure;
    bool ok = true;
    size_t end = s->segment_count;
    m->sources = xcalloc(end, sizeof *m->sources);
    for (size_t level = s->level_count; level--; ) {   /* the last level has the oldest */
        size_t first = end - s->levels[level].count;
        for (size_t i = first; i < end; i++) {
            m->kept[m->n] = s->segments[i].first_page;
            ok = segment_source_open(&m->sources[m->n++], &m->table, &s->segments[i], m->text) && ok;
        }
        end = first;
    }
    return ok || is_odd(m);
}

static void close_sources(struct merging *m)
{
    for (size_t i = 0; i < m->n; i++)
        segment_source_close(&m->sources[i]);
    free(m->sources);
}

/* FTS5 began a merge of its own, and will go on with it. */
static bool is_merging(const struct fts5_structure *s)
{
    for (size_t i = 0; i < s->level_count; i++)
        if (s->levels[i].merging)
            return true;
    return false;
}

static bool make(void *ctx, const struct segment_sink *to, struct error *err)
{
    struct merging *m = ctx;
    m->to.sink = *to;
    return merge_all(m, err);
}

/* One thread reads and merges, the other writes; what is written in the place of what is read has to wait for it. */
static bool merge_into(struct merging *m, struct error *err)
{
    const struct segment_sink tables = segment_writer_tables(&m->to);
    if (m->in_place)
        return merge_all(m, err) && delete_segments(m, err);
    bool ok = segment_pipe(make, m, &tables, err);
    m->to.sink = tables;
    return ok;
}

static bool merge(struct merging *m, struct error *err)
{
    const uint64_t none[1] = { 0 };
    if (!segment_writer_begin(&m->to, m->db, m->text, err))
        return false;
    bool ok = open_sources(m) && merge_into(m, err);
    m->to.level = fts5_structure_clear(&m->to.structure, OLD_LEVEL);
    ok = ok && segment_writer_finish(&m->to, 0, none, 1, err);
    close_sources(m);
    segment_writer_release(&m->to);
    return ok;
}

bool segment_merge(struct db *from, struct db *to, bool text, bool *ret_odd, struct error *err)
{
    struct merging m = { .db = to, .in_place = from == to, .text = text };
    if (!fts5_table_open(&m.table, from, text ? "text" : "impact", err))
        return false;
    const struct fts5_structure *s = &m.table.structure;
    m.odd = m.table.odd || is_merging(s);
    bool ok = m.odd || s->segment_count < (m.in_place ? 2 : 1) || merge(&m, err);
    fts5_table_close(&m.table);
    *ret_odd = m.odd;
    return ok || m.odd;
}
