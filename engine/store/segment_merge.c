#include "engine/store/segment_merge.h"

#include "engine/base/memory.h"
#include "engine/store/fts5_pages.h"
#include "engine/store/row_list.h"
#include "engine/store/segment_writer.h"

#include <stdlib.h>

enum { HEADER_BYTES = 4, SEGMENT_SHIFT = 37, DELETED_TOGETHER = 64, OLD_LEVEL = 3 };

/* A segment that is read from its first page to its last: a term, then its rows. */
struct source {
    struct fts5_table *table;
    const struct fts5_segment *segment;
    struct fts5_leaf leaf;
    size_t at, next_term;           /* in the page; where its next term begins, text_end: none */
    const uint8_t *offsets;         /* behind the offset of next_term */
    struct strbuf term;
    bool first_on_page, ended;
    bool whole_row;                 /* the next row is no distance */
    bool has_row;
    uint64_t row;
    struct str poslist;             /* with its size; in the page or in parts */
    struct strbuf parts;
};

struct merging {
    struct db *db;
    struct fts5_table table;
    struct source *sources;         /* the oldest first */
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

static bool delete_pages(struct merging *m, uint32_t segment, uint32_t first, uint32_t last, struct error *err)
{
    fts5_table_close(&m->table);    /* an open blob would be in the way */
    sqlite3_stmt *s = db_statement(m->db, m->text ? "DELETE FROM text_data WHERE id BETWEEN ?1 AND ?2" : "DELETE FROM impact_data WHERE id BETWEEN ?1 AND ?2", err);
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, (int64_t)segment << SEGMENT_SHIFT | first);
    sqlite3_bind_int64(s, 2, (int64_t)segment << SEGMENT_SHIFT | last);
    return db_run(m->db, s, err);
}

static bool read_page(struct merging *m, struct source *s, uint32_t number, struct error *err)
{
    if (fts5_leaf_read(&m->table, s->segment->id, number, NULL, &s->leaf) != FTS5_FOUND)
        return is_odd(m);
    s->at = HEADER_BYTES;
    s->next_term = s->leaf.first_term;
    s->first_on_page = true;
    uint64_t ignored;
    s->offsets = s->leaf.bytes + s->leaf.text_end;
    if (s->next_term < s->leaf.text_end)
        s->offsets = fts5_varint(s->offsets, s->leaf.bytes + s->leaf.size, &ignored);
    return (number - s->segment->first_page) % DELETED_TOGETHER || delete_pages(m, s->segment->id, s->segment->first_page, number, err);
}

static bool turn_page(struct merging *m, struct source *s, struct error *err)
{
    return s->leaf.number < s->segment->last_page ? read_page(m, s, s->leaf.number + 1, err) : is_odd(m);
}

static bool at_end(const struct source *s)
{
    return s->at == s->leaf.text_end && s->leaf.number == s->segment->last_page;
}

static bool read_term(struct merging *m, struct source *s, struct error *err)
{
    if (at_end(s)) {
        s->ended = true;
        return true;
    }
    if (s->at == s->leaf.text_end && !turn_page(m, s, err))
        return false;
    if (s->at != s->next_term)
        return is_odd(m);
    const uint8_t *b = s->leaf.bytes, *end = b + s->leaf.text_end, *p = b + s->at;
    uint64_t shared = 0, more, step = s->leaf.text_end - s->at;
    if (!s->first_on_page && !(p = fts5_varint(p, end, &shared)))
        return is_odd(m);
    p = fts5_varint(p, end, &more);
    if (!p || more > (uint64_t)(end - p) || shared > s->term.n || shared + more > SEGMENT_TERM_MAX + 1)
        return is_odd(m);
    s->term.n = (size_t)shared;
    strbuf_bytes(&s->term, p, (size_t)more);
    s->at = (size_t)(p + more - b);
    s->first_on_page = false;
    if (s->offsets < b + s->leaf.size) {
        s->offsets = fts5_varint(s->offsets, b + s->leaf.size, &step);
        if (!s->offsets || step > s->leaf.text_end - s->next_term)
            return is_odd(m);
    }
    s->next_term += (size_t)step;
    s->whole_row = true;
    s->row = 0;
    return s->at <= s->next_term && s->term.n > 0 ? true : is_odd(m);
}

/* A position list with its size: in the page, or put together of several. */
static bool read_poslist(struct merging *m, struct source *s, struct error *err)
{
    const uint8_t *b = s->leaf.bytes, *p = b + s->at;
    uint64_t size;
    const uint8_t *list = fts5_short_varint(p, b + s->next_term, &size);
    if (!list || size & 1)
        return is_odd(m);
    size /= 2;
    if (size <= (uint64_t)(b + s->next_term - list)) {
        s->poslist = (struct str){ (const char *)p, (size_t)(list - p) + (size_t)size };
        s->at += s->poslist.n;
        return true;
    }
    strbuf_clear(&s->parts);
    strbuf_bytes(&s->parts, p, (size_t)(list - p));
    s->at = (size_t)(list - b);
    for (;;) {
        size_t here = s->next_term - s->at < size ? s->next_term - s->at : (size_t)size;
        strbuf_bytes(&s->parts, s->leaf.bytes + s->at, here);
        s->at += here;
        size -= here;
        if (!size)
            break;
        if (s->at != s->leaf.text_end)
            return is_odd(m);
        if (!turn_page(m, s, err))
            return false;
        s->whole_row = true;
    }
    s->poslist = strbuf_view(&s->parts);
    return true;
}

/* The next row of the term; s->has_row: there is one. */
static bool read_row(struct merging *m, struct source *s, struct error *err)
{
    s->has_row = false;
    if (s->at == s->leaf.text_end && !at_end(s)) {
        if (!turn_page(m, s, err))
            return false;
        s->whole_row = true;
    }
    if (s->at == s->next_term || s->at == s->leaf.text_end)
        return true;
    if (s->at == HEADER_BYTES && s->leaf.first_row != s->at)
        return is_odd(m);
    uint64_t step;
    const uint8_t *p = fts5_short_varint(s->leaf.bytes + s->at, s->leaf.bytes + s->next_term, &step);
    if (!p || (!s->whole_row && !step))
        return is_odd(m);
    s->row = s->whole_row ? step : s->row + step;
    s->whole_row = false;
    s->at = (size_t)(p - s->leaf.bytes);
    s->has_row = true;
    return !m->text || read_poslist(m, s, err);
}

/* Rows ascend: where one does not, an article is in two segments. */
static bool write_row(struct merging *m, struct source *s, uint64_t *last, struct error *err)
{
    if (s->row <= *last)
        return is_odd(m);
    *last = s->row;
    return segment_writer_row(&m->to, s->row, m->text ? s->poslist : STR(""), err) && read_row(m, s, err);
}

/* A term of some sources, which stand at it: in `text` one after the other, in `impact` level by level. */
static bool merge_term(struct merging *m, struct source *const *has, size_t n, struct error *err)
{
    uint64_t last = 0;
    struct str term = strbuf_view(&has[0]->term);
    if (!segment_writer_term(&m->to, str_slice(term, 1, term.n), err))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!read_row(m, has[i], err))
            return false;
    for (int level = m->text ? 0 : ROW_LEVELS - 1; level >= 0; level--) {
        const uint64_t end = m->text ? UINT64_MAX : (uint64_t)(ROW_LEVELS - level) << ROW_DOCID_BITS;
        for (size_t i = 0; i < n; i++)
            while (has[i]->has_row && has[i]->row < end)
                if (!write_row(m, has[i], &last, err))
                    return false;
    }
    for (size_t i = 0; i < n; i++) {
        if (has[i]->has_row)
            return is_odd(m);
        if (!read_term(m, has[i], err))
            return false;
    }
    return true;
}

static bool merge_all(struct merging *m, struct error *err)
{
    struct source *has[FTS5_SEGMENTS_MAX];
    for (size_t i = 0; i < m->n; i++) {
        struct source *s = &m->sources[i];
        if (!read_page(m, s, s->segment->first_page, err) || !read_term(m, s, err))
            return false;
    }
    for (;;) {
        size_t n = 0;
        for (size_t i = 0; i < m->n; i++) {
            struct source *s = &m->sources[i];
            int order = s->ended || !n ? 0 : str_compare(strbuf_view(&s->term), strbuf_view(&has[0]->term));
            if (s->ended || order > 0)
                continue;
            n = order < 0 ? 0 : n;
            has[n++] = s;
        }
        if (!n)
            return true;
        if (!merge_term(m, has, n, err))
            return false;
    }
}

/* What is left of the old segments: doclist indexes, and the rows of TABLE_idx. */
static bool delete_segments(struct merging *m, struct error *err)
{
    fts5_table_close(&m->table);
    for (size_t i = 0; i < m->n; i++) {
        sqlite3_stmt *both[] = {
            db_statement(m->db, m->text ? "DELETE FROM text_idx WHERE segid = ?1" : "DELETE FROM impact_idx WHERE segid = ?1", err),
            db_statement(m->db, m->text ? "DELETE FROM text_data WHERE id >= ?1 << 37 AND id < (?1 + 1) << 37"
                                        : "DELETE FROM impact_data WHERE id >= ?1 << 37 AND id < (?1 + 1) << 37", err),
        };
        for (size_t k = 0; k < 2; k++) {
            if (!both[k])
                return false;
            sqlite3_bind_int64(both[k], 1, m->sources[i].segment->id);
            if (!db_run(m->db, both[k], err))
                return false;
        }
    }
    return true;
}

static void begin_sources(struct merging *m)
{
    const struct fts5_structure *s = &m->table.structure;
    m->sources = xcalloc(s->segment_count + 1, sizeof *m->sources);
    size_t end = s->segment_count;
    for (size_t level = s->level_count; level--; ) {   /* the last level has the oldest */
        size_t first = end - s->levels[level].count;
        for (size_t i = first; i < end; i++) {
            struct source *x = &m->sources[m->n++];
            *x = (struct source){ .table = &m->table, .segment = &s->segments[i], .leaf.bytes = xmalloc(FTS5_PAGE_MAX + FTS5_PAGE_SLACK) };
            strbuf_init(&x->term);
            strbuf_init(&x->parts);
        }
        end = first;
    }
}

static void end_sources(struct merging *m)
{
    for (size_t i = 0; i < m->n; i++) {
        free(m->sources[i].leaf.bytes);
        strbuf_release(&m->sources[i].term);
        strbuf_release(&m->sources[i].parts);
    }
    free(m->sources);
}

bool segment_merge(struct db *db, bool text, bool *ret_odd, struct error *err)
{
    struct merging m = { .db = db, .text = text };
    *ret_odd = false;
    if (!fts5_table_open(&m.table, db, text ? "text" : "impact", err))
        return false;
    bool merging = false;   /* FTS5 began a merge of its own, and will go on with it */
    for (size_t i = 0; i < m.table.structure.level_count; i++)
        merging = merging || m.table.structure.levels[i].merging;
    if (m.table.odd || merging || m.table.structure.segment_count < 2) {
        *ret_odd = m.table.odd || merging;
        fts5_table_close(&m.table);
        return true;
    }
    bool ok = segment_writer_begin(&m.to, db, text, err);
    if (ok) {
        begin_sources(&m);
        ok = merge_all(&m, err) && delete_segments(&m, err);
        const uint64_t none[3] = { 0 };
        m.to.level = fts5_structure_clear(&m.to.structure, OLD_LEVEL);
        ok = ok && segment_writer_finish(&m.to, 0, none, text ? 3 : 1, err);
        end_sources(&m);
        segment_writer_release(&m.to);
    }
    fts5_table_close(&m.table);
    *ret_odd = m.odd;
    return ok || m.odd;
}
