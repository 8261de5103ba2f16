#include "engine/store/segment_writer.h"

#include "engine/store/fts5_pages.h"

#include <assert.h>

/* A doclist that goes over so many pages more gets a doclist index. */
enum { SKIP_PAGES_MIN = 4 };

/* Nothing is appended where there is no such row. */
static bool get_block(struct segment_writer *w, int64_t id, struct strbuf *out, struct error *err)
{
    sqlite3_stmt *s = db_statement(w->db, w->text ? "SELECT block FROM text_data WHERE id = ?1" : "SELECT block FROM impact_data WHERE id = ?1", err);
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, id);
    int row = db_step(w->db, s, err);
    if (row > 0)
        strbuf_str(out, db_text(s, 0));
    sqlite3_reset(s);
    return row >= 0;
}

static bool write_data(void *ctx, int64_t id, struct str block, struct error *err)
{
    struct segment_writer *w = ctx;
    sqlite3_stmt *s = db_statement(w->db, w->text ? "REPLACE INTO text_data(id, block) VALUES(?1, ?2)"
                                                  : "REPLACE INTO impact_data(id, block) VALUES(?1, ?2)", err);
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, id);
    db_bind_blob(s, 2, block);
    return db_run(w->db, s, err);
}

static bool write_index(void *ctx, uint32_t segment, struct str term, int64_t page, struct error *err)
{
    struct segment_writer *w = ctx;
    sqlite3_stmt *s = db_statement(w->db, w->text ? "INSERT INTO text_idx(segid, term, pgno) VALUES(?1, ?2, ?3)"
                                                  : "INSERT INTO impact_idx(segid, term, pgno) VALUES(?1, ?2, ?3)", err);
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, segment);
    db_bind_blob(s, 2, term);
    sqlite3_bind_int64(s, 3, page);
    return db_run(w->db, s, err);
}

struct segment_sink segment_writer_tables(struct segment_writer *w)
{
    return (struct segment_sink){ write_data, write_index, w };
}

static bool put_block(struct segment_writer *w, int64_t id, struct str block, struct error *err)
{
    return w->sink.data(w->sink.ctx, id, block, err);
}

static void put_u16(struct strbuf *b, size_t at, size_t x)
{
    b->p[at] = (char)(x >> 8);
    b->p[at + 1] = (char)x;
}

static void begin_page(struct segment_writer *w)
{
    strbuf_clear(&w->leaf);
    strbuf_bytes(&w->leaf, "\0\0\0\0", FTS5_LEAF_HEADER_BYTES);
    strbuf_clear(&w->offsets);
    w->last_offset = 0;
    w->term_on_page = w->row_on_page = false;
}

bool segment_writer_begin(struct segment_writer *w, struct db *db, bool text, struct error *err)
{
    *w = (struct segment_writer){ .db = db, .text = text, .page = 1, .index_page = 1 };
    w->sink = segment_writer_tables(w);
    struct strbuf *all[] = { &w->leaf, &w->offsets, &w->term, &w->index_term, &w->skips };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        strbuf_init(all[i]);
    begin_page(w);
    CLEANUP_STRBUF struct strbuf record = STRBUF_INIT;
    if (!get_block(w, FTS5_STRUCTURE_ID, &record, err))
        return false;
    const char *odd = fts5_structure_read(strbuf_view(&record), &w->structure);
    if (odd)
        return error_set(err, ERROR_IO, "the index is damaged: %s: %s", text ? "text" : "impact", odd);
    w->id = fts5_structure_free_id(&w->structure);
    return w->id || error_set(err, ERROR_IO, "the index has too many segments: caucus reindex builds it anew");
}

void segment_writer_release(struct segment_writer *w)
{
    struct strbuf *all[] = { &w->leaf, &w->offsets, &w->term, &w->index_term, &w->skips };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        strbuf_release(all[i]);
}

/* ---- the tree above the pages ---- */

/* The row of TABLE_idx that waits, and the doclist index of the last term on its page, where it is long enough. */
static bool put_index(struct segment_writer *w, struct error *err)
{
    if (!w->index_page)
        return true;
    bool skips = w->skips.n && w->pages_without_term >= SKIP_PAGES_MIN && w->skips.n <= FTS5_PAGE_MAX;
    if (skips) {
        if (!put_block(w, fts5_skips_id(w->id, w->skip_page), strbuf_view(&w->skips), err))
            return false;
    }
    strbuf_clear(&w->skips);
    w->pages_without_term = 0;
    int64_t page = (int64_t)w->index_page << 1 | skips;
    w->index_page = 0;
    return w->sink.index(w->sink.ctx, w->id, strbuf_view(&w->index_term), page, err);
}

static bool put_page(struct segment_writer *w, struct error *err)
{
    put_u16(&w->leaf, 2, w->leaf.n);
    if (w->term_on_page) {
        strbuf_str(&w->leaf, strbuf_view(&w->offsets));
    } else {
        if (!w->row_on_page && w->skips.n)
            fts5_put_varint(&w->skips, 0);
        w->pages_without_term++;
    }
    if (!put_block(w, fts5_page_id(w->id, w->page), strbuf_view(&w->leaf), err))
        return false;
    begin_page(w);
    w->page++;
    return true;
}

/* A first row id of a page, for the doclist index: the first page's number and row, then the rows' distances. */
static void put_skip(struct segment_writer *w, uint64_t row)
{
    if (!w->skips.n) {
        fts5_put_varint(&w->skips, 0);       /* a root: one page is enough for it, else it is left out */
        fts5_put_varint(&w->skips, w->page);
        fts5_put_varint(&w->skips, row);
    } else {
        fts5_put_varint(&w->skips, row - w->last_skip);
    }
    w->last_skip = row;
}

/* ---- terms and rows ---- */

static size_t common_prefix(struct str a, struct str b)
{
    size_t n = a.n < b.n ? a.n : b.n, i = 0;
    while (i < n && a.p[i] == b.p[i])
        i++;
    return i;
}

static size_t filled(const struct segment_writer *w)
{
    return w->leaf.n + w->offsets.n;
}

static size_t room_on_page(const struct segment_writer *w)
{
    return filled(w) < SEGMENT_PAGE_BYTES ? SEGMENT_PAGE_BYTES - filled(w) : 0;
}

bool segment_writer_term(struct segment_writer *w, struct str term, struct error *err)
{
    if (term.n > SEGMENT_TERM_MAX)
        return error_set(err, ERROR_INTERNAL, "a term of %zu bytes", term.n);
    char bytes[SEGMENT_TERM_MAX + 1] = { FTS5_MAIN_INDEX };
    memcpy(bytes + 1, term.p, term.n);
    struct str whole = { bytes, term.n + 1 };
    if (filled(w) + whole.n + 2 >= SEGMENT_PAGE_BYTES && w->leaf.n > FTS5_LEAF_HEADER_BYTES && !put_page(w, err))
        return false;
    fts5_put_varint(&w->offsets, w->leaf.n - w->last_offset);
    w->last_offset = (uint32_t)w->leaf.n;
    size_t shared = common_prefix(strbuf_view(&w->term), whole);
    if (w->term_on_page) {
        fts5_put_varint(&w->leaf, shared);
    } else {
        /* The shortest that is above every term before it stands for the page; the segment's first page has the empty one. */
        if (w->page != 1) {
            if (!put_index(w, err))
                return false;
            strbuf_clear(&w->index_term);
            strbuf_str(&w->index_term, str_slice(whole, 0, w->term.n ? shared + 1 : whole.n));
            w->index_page = w->page;
        }
        shared = 0;
    }
    fts5_put_varint(&w->leaf, whole.n - shared);
    strbuf_str(&w->leaf, str_slice(whole, shared, whole.n));
    strbuf_clear(&w->term);
    strbuf_str(&w->term, whole);
    strbuf_clear(&w->skips);
    w->skip_page = w->page;
    w->term_on_page = w->row_on_page = true;    /* its first row is found behind the term */
    w->last_row = 0;
    return true;
}

/* How much of a position list goes onto `room` bytes without parting a varint; at least one varint. */
static size_t whole_varints(struct str list, size_t room)
{
    const uint8_t *begin = (const uint8_t *)list.p, *end = begin + list.n, *p = begin;
    uint64_t ignored;
    while (p < end) {
        const uint8_t *next = fts5_varint_trusted(p, &ignored);
        if (p > begin && (size_t)(next - begin) > room)
            break;
        p = next;
    }
    return (size_t)(p - begin);
}

bool segment_writer_row(struct segment_writer *w, uint64_t row, struct str poslist, struct error *err)
{
    if (w->row_on_page) {
        fts5_put_varint(&w->leaf, row - w->last_row);
    } else {
        put_u16(&w->leaf, 0, w->leaf.n);
        fts5_put_varint(&w->leaf, row);
        w->row_on_page = true;
        put_skip(w, row);
    }
    w->last_row = row;
    while (poslist.n) {
        size_t room = room_on_page(w);
        size_t n = poslist.n <= room ? poslist.n : whole_varints(poslist, room);
        strbuf_str(&w->leaf, str_slice(poslist, 0, n));
        poslist = str_slice(poslist, n, poslist.n);
        if (poslist.n && !room_on_page(w) && !put_page(w, err))
            return false;
    }
    return room_on_page(w) || put_page(w, err);
}

size_t segment_writer_room(const struct segment_writer *w)
{
    return w->row_on_page ? room_on_page(w) : 0;
}

bool segment_writer_copy(struct segment_writer *w, const uint8_t *rows, size_t n, uint64_t last, struct error *err)
{
    assert(w->row_on_page);
    strbuf_bytes(&w->leaf, rows, n);
    w->last_row = last;
    return room_on_page(w) || put_page(w, err);
}

/* ---- the end ---- */

/* The record of sizes: rows, and tokens of each column. */
static bool add_sizes(struct segment_writer *w, uint64_t rows, const uint64_t *tokens, size_t columns, struct error *err)
{
    CLEANUP_STRBUF struct strbuf old = STRBUF_INIT;
    CLEANUP_STRBUF struct strbuf sum = STRBUF_INIT;
    if (!get_block(w, FTS5_SIZES_ID, &old, err))
        return false;
    const uint8_t *p = (const uint8_t *)old.p, *end = p + old.n;
    for (size_t i = 0; i <= columns; i++) {
        uint64_t was = 0;
        if (p && p < end)
            p = fts5_varint(p, end, &was);
        fts5_put_varint(&sum, was + (i ? tokens[i - 1] : rows));
    }
    return put_block(w, FTS5_SIZES_ID, strbuf_view(&sum), err);
}

bool segment_writer_finish(struct segment_writer *w, uint64_t rows, const uint64_t *tokens, size_t columns, struct error *err)
{
    if (w->leaf.n > FTS5_LEAF_HEADER_BYTES && !put_page(w, err))
        return false;
    uint32_t pages = w->page - 1;
    if (!pages)
        return true;    /* nothing was written */
    CLEANUP_STRBUF struct strbuf record = STRBUF_INIT;
    fts5_structure_add(&w->structure, w->level, (struct fts5_segment){ w->id, 1, pages });
    fts5_structure_write(&w->structure, &record);
    return put_index(w, err) && put_block(w, FTS5_STRUCTURE_ID, strbuf_view(&record), err) && add_sizes(w, rows, tokens, columns, err);
}
