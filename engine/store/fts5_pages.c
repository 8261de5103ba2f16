#include "engine/store/fts5_pages.h"

#include "engine/base/memory.h"

#include <stdlib.h>

/* ---- the table ---- */

static bool int_of(struct db *db, const char *sql_literal, int64_t *ret, struct error *err)
{
    sqlite3_stmt *s = db_statement(db, sql_literal, err);
    int row = s ? db_step(db, s, err) : -1;
    if (row < 0)
        return false;
    *ret = row ? sqlite3_column_int64(s, 0) : 0;
    sqlite3_reset(s);
    return true;
}

static enum fts5_found read_block(struct fts5_table *t, int64_t id, struct arena *arena, uint8_t **to, size_t *ret_size);

bool fts5_table_open(struct fts5_table *t, struct db *db, const char *name, struct error *err)
{
    bool is_text = strcmp(name, "text") == 0;
    int64_t version;
    *t = (struct fts5_table){
        .db = db,
        .find_page_sql = is_text ? "SELECT pgno FROM text_idx WHERE segid = ?1 AND term <= ?2 ORDER BY term DESC LIMIT 1"
                                 : "SELECT pgno FROM impact_idx WHERE segid = ?1 AND term <= ?2 ORDER BY term DESC LIMIT 1",
        .data_table = is_text ? "text_data" : "impact_data",
    };
    if (!int_of(db, is_text ? "SELECT v FROM text_config WHERE k = 'version'" : "SELECT v FROM impact_config WHERE k = 'version'", &version, err))
        return false;
    if (version != FTS5_FORMAT_VERSION) {
        t->odd = "FTS5 wrote it in another version of its format";
        return true;
    }
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    uint8_t *record = NULL;
    size_t size;
    bool there = read_block(t, FTS5_STRUCTURE_ID, &arena, &record, &size) == FTS5_FOUND;
    t->odd = there ? fts5_structure_read((struct str){ (const char *)record, size }, &t->structure) : "it has no structure record";
    return true;
}

void fts5_table_close(struct fts5_table *t)
{
    sqlite3_blob_close(t->block);
    t->block = NULL;
}

/* ---- pages ---- */

/* Turns the open blob to another row, which costs less than a query. */
static int turn_to(struct fts5_table *t, int64_t id)
{
    int rc = t->block ? sqlite3_blob_reopen(t->block, id) : sqlite3_blob_open(t->db->sqlite, "main", t->data_table, "block", id, 0, &t->block);
    if (rc != SQLITE_OK)
        fts5_table_close(t);    /* a blob that failed is of no more use */
    return rc;
}

static enum fts5_found read_block(struct fts5_table *t, int64_t id, struct arena *arena, uint8_t **to, size_t *ret_size)
{
    int rc = turn_to(t, id);
    if (rc != SQLITE_OK)
        return (rc & 0xFF) == SQLITE_ERROR ? FTS5_ABSENT : FTS5_ODD;
    int size = sqlite3_blob_bytes(t->block);
    if (size < 0 || size > FTS5_PAGE_MAX)
        return FTS5_ODD;
    if (!*to)
        *to = arena_alloc(arena, (size_t)size + FTS5_PAGE_SLACK);
    if (sqlite3_blob_read(t->block, *to, size, 0) != SQLITE_OK)
        return FTS5_ODD;
    memset(*to + size, 0, FTS5_PAGE_SLACK);
    *ret_size = (size_t)size;
    return FTS5_FOUND;
}

enum fts5_found fts5_leaf_read(struct fts5_table *t, uint32_t segment, uint32_t number, struct arena *arena, struct fts5_leaf *leaf)
{
    enum fts5_found found = read_block(t, fts5_page_id(segment, number), arena, &leaf->bytes, &leaf->size);
    if (found != FTS5_FOUND)
        return found;
    if (leaf->size < FTS5_LEAF_HEADER_BYTES)
        return FTS5_ODD;
    const uint8_t *b = leaf->bytes;
    uint64_t first_term = 0;
    leaf->number = number;
    leaf->first_row = (size_t)b[0] << 8 | b[1];
    leaf->text_end = (size_t)b[2] << 8 | b[3];
    if (leaf->text_end < FTS5_LEAF_HEADER_BYTES || leaf->text_end > leaf->size)
        return FTS5_ODD;
    leaf->first_term = leaf->text_end;
    if (leaf->text_end < leaf->size) {
        if (!fts5_varint(b + leaf->text_end, b + leaf->size, &first_term) || first_term < FTS5_LEAF_HEADER_BYTES || first_term >= leaf->text_end)
            return FTS5_ODD;
        leaf->first_term = (size_t)first_term;
    }
    bool row_in_place = !leaf->first_row || (leaf->first_row >= FTS5_LEAF_HEADER_BYTES && leaf->first_row < leaf->text_end);
    return row_in_place ? FTS5_FOUND : FTS5_ODD;
}

/*
 * Terms ascend, and each tells how many bytes it shares with the one before. `same` is how many bytes the last one shared with the term that is
 * looked for, than which it was less: one that shares more with it is less too, one that shares fewer is beyond it; only with equally many need
 * bytes be compared.
 */
enum fts5_found fts5_leaf_find(const struct fts5_leaf *leaf, struct str term, size_t *begin, size_t *end)
{
    const uint8_t *b = leaf->bytes, *index = b + leaf->text_end, *index_end = b + leaf->size, *text_end = b + leaf->text_end;
    uint64_t at = 0, step;
    size_t same = 0;
    bool first = true;
    while (index < index_end) {
        uint64_t shared = 0, more;
        index = fts5_varint(index, index_end, &step);
        if (!index || step > leaf->text_end || (at += step) < FTS5_LEAF_HEADER_BYTES || at >= leaf->text_end)
            return FTS5_ODD;
        const uint8_t *p = b + at;
        if (!first)
            p = fts5_varint(p, text_end, &shared);
        p = p ? fts5_varint(p, text_end, &more) : NULL;
        if (!p || more > (uint64_t)(text_end - p))
            return FTS5_ODD;
        first = false;
        if (shared > same)
            continue;
        if (shared < same)
            return FTS5_ABSENT;
        size_t i = 0;
        while (i < more && same < term.n + 1 && p[i] == (same ? (uint8_t)term.p[same - 1] : FTS5_MAIN_INDEX)) {
            i++;
            same++;
        }
        if (same == term.n + 1) {
            if (i < more)
                return FTS5_ABSENT;
            uint64_t next = leaf->text_end - at;
            if (index < index_end && (!fts5_varint(index, index_end, &next) || next > leaf->text_end - at || b + at + next < p + more))
                return FTS5_ODD;
            *begin = (size_t)(p + more - b);
            *end = (size_t)(at + next);
            return FTS5_FOUND;
        }
        if (i < more && p[i] > (same ? (uint8_t)term.p[same - 1] : FTS5_MAIN_INDEX))
            return FTS5_ABSENT;
    }
    return FTS5_ABSENT;
}

void fts5_terms_begin(struct fts5_terms *t, const struct fts5_leaf *leaf)
{
    uint64_t ignored;
    t->next = leaf->first_term;
    t->offsets = leaf->bytes + leaf->text_end;
    if (t->next < leaf->text_end)
        t->offsets = fts5_varint(t->offsets, leaf->bytes + leaf->size, &ignored);
    t->first = true;
}

enum fts5_found fts5_terms_next(struct fts5_terms *t, const struct fts5_leaf *leaf)
{
    const uint8_t *b = leaf->bytes, *end = b + leaf->text_end, *p = b + t->next, *offsets_end = b + leaf->size;
    uint64_t shared = 0, more, step = leaf->text_end - t->next;
    if (t->next == leaf->text_end)
        return FTS5_ABSENT;
    if (t->offsets < offsets_end && (!(t->offsets = fts5_varint(t->offsets, offsets_end, &step)) || step > leaf->text_end - t->next))
        return FTS5_ODD;
    if (!t->first)
        p = fts5_varint(p, end, &shared);
    p = p ? fts5_varint(p, end, &more) : NULL;
    t->next += (size_t)step;
    if (!p || !more || more > (uint64_t)(end - p) || shared > t->term.n || p + more > b + t->next)
        return FTS5_ODD;
    t->term.n = (size_t)shared;
    strbuf_bytes(&t->term, p, (size_t)more);
    t->rows = (size_t)(p + more - b);
    t->first = false;
    return FTS5_FOUND;
}

enum fts5_found fts5_page_of(struct fts5_table *t, const struct fts5_segment *s, struct str term, uint32_t *ret, bool *ret_index)
{
    enum { KEY_MAX = 512 };
    char key[KEY_MAX];
    sqlite3_stmt *find = db_statement(t->db, t->find_page_sql, NULL);
    if (!find || term.n + 1 > KEY_MAX)
        return FTS5_ODD;
    key[0] = FTS5_MAIN_INDEX;
    memcpy(key + 1, term.p, term.n);
    sqlite3_bind_int64(find, 1, s->id);
    sqlite3_bind_blob64(find, 2, key, term.n + 1, SQLITE_STATIC);
    int row = db_step(t->db, find, NULL);
    if (row < 0)
        return FTS5_ODD;
    int64_t place = row ? sqlite3_column_int64(find, 0) : 0;
    sqlite3_reset(find);
    *ret_index = place & 1;
    place >>= 1;
    if (place > s->last_page || place < 0)
        return FTS5_ODD;
    *ret = place < s->first_page ? s->first_page : (uint32_t)place;
    return FTS5_FOUND;
}

/*
 * A doclist index's page: a byte of flags, a page, its first row; then for each page that follows a zero where it has no row, else the distance of its
 * first row. A bit of the flags tells that further pages stand above this one.
 */
enum fts5_found fts5_skips(struct fts5_table *t, const struct fts5_segment *s, uint32_t page, struct fts5_skip **ret, size_t *ret_n)
{
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    uint8_t *bytes = NULL;
    size_t size, n = 0, capacity = 0;
    struct fts5_skip *skips = NULL;
    enum fts5_found found = read_block(t, fts5_skips_id(s->id, page), &arena, &bytes, &size);
    if (found != FTS5_FOUND)
        return found;
    if (size < 3 || bytes[0] & 1)
        return FTS5_ABSENT;
    const uint8_t *p = bytes + 1, *end = bytes + size;
    uint64_t at, first, step;
    if (!(p = fts5_varint(p, end, &at)) || !(p = fts5_varint(p, end, &first)))
        return FTS5_ODD;
    while (at >= page && at <= s->last_page) {
        GROW(skips, n, capacity);
        skips[n++] = (struct fts5_skip){ (uint32_t)at, first };
        for (; p < end && *p == 0; p++)
            at++;
        if (p >= end) {
            *ret = skips;
            *ret_n = n;
            return FTS5_FOUND;
        }
        if (!(p = fts5_varint(p, end, &step)))
            break;
        at++;
        first += step;
    }
    free(skips);
    return FTS5_ODD;
}
