#include "engine/store/columns.h"

#include "engine/base/memory.h"
#include "engine/base/wide.h"
#include "engine/base/strbuf.h"
#include "engine/store/column_pack.h"

#include <stdlib.h>

/* A blob's key: its column above, its chunk below. */
static int64_t blob_key(enum column column, uint32_t chunk)
{
    return (int64_t)column << 32 | chunk;
}

/* The bytes of a chunk into *ret (valid until the statement steps again); an empty view where there is none. */
static bool read_blob(struct db *db, enum column column, uint32_t chunk, sqlite3_stmt **ret_s, struct str *ret, struct error *err)
{
    sqlite3_stmt *s = db_statement(db, "SELECT data FROM columns WHERE key = ?1", err);
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, blob_key(column, chunk));
    int row = db_step(db, s, err);
    if (row < 0)
        return false;
    *ret = row ? db_text(s, 0) : (struct str){ NULL, 0 };
    *ret_s = s;
    return true;
}

static bool write_blob(struct db *db, enum column column, uint32_t chunk, struct str data, struct error *err)
{
    sqlite3_stmt *s = db_statement(db, "INSERT INTO columns(key, data) VALUES(?1, ?2) "
                                       "ON CONFLICT(key) DO UPDATE SET data = excluded.data", err);
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, blob_key(column, chunk));
    db_bind_blob(s, 2, data);
    return db_run(db, s, err);
}

/* ---- reading ---- */

void column_reader_init(struct column_reader *r, struct db *db, uint32_t max_docid)
{
    *r = (struct column_reader){ .db = db, .max_docid = max_docid };
}

static void close_part(struct column_reader *r)
{
    sqlite3_blob_close(r->part);
    r->part = NULL;
}

void column_reader_release(struct column_reader *r)
{
    close_part(r);
    for (int c = 0; c < COLUMN_FIXED; c++) {
        free(r->fixed[c]);
        free(r->some[c]);
        free(r->bounds[c]);
        r->fixed[c] = NULL;
        r->some[c] = NULL;
        r->bounds[c] = NULL;
    }
}

/* Turns the open blob to a chunk; *ret_n: how many bytes it has, 0 where there is none. */
static bool open_part(struct column_reader *r, enum column column, uint32_t chunk, size_t *ret_n, struct error *err)
{
    int64_t key = blob_key(column, chunk);
    int rc = r->part ? sqlite3_blob_reopen(r->part, key) : sqlite3_blob_open(r->db->sqlite, "main", "columns", "data", key, 0, &r->part);
    *ret_n = 0;
    if (rc == SQLITE_OK) {
        *ret_n = (size_t)sqlite3_blob_bytes(r->part);
        return true;
    }
    bool absent = (rc & 0xFF) == SQLITE_ERROR;
    if (!absent)
        db_fail(r->db, "cannot read", err);
    close_part(r);      /* one that failed is of no more use */
    return absent;
}

/* Bytes of the open chunk, which has `n`: those behind its end are left as they are. */
static bool read_part(struct column_reader *r, size_t n, size_t from, size_t count, void *to, struct error *err)
{
    if (from >= n || !count)
        return true;
    if (count > n - from)
        count = n - from;
    return sqlite3_blob_read(r->part, to, (int)count, (int)from) == SQLITE_OK ||
           db_fail(r->db, "cannot read", err);
}

static bool damaged(enum column column, struct error *err)
{
    return error_set(err, ERROR_IO, "the index is damaged: its column %d cannot be read; caucus reindex makes a new one", (int)column);
}

/* Turns to a chunk and reads its head; none of its values where there is no such chunk. */
static bool open_fixed(struct column_reader *r, enum column column, uint32_t chunk, struct column_head *ret, struct error *err)
{
    unsigned char head[COLUMN_HEAD];
    size_t bytes;
    *ret = (struct column_head){ 0 };
    if (!open_part(r, column, chunk, &bytes, err) || !read_part(r, bytes, 0, sizeof head, head, err))
        return false;
    return !bytes || column_head_of(head, bytes, ret) || damaged(column, err);
}

static bool read_fixed(struct column_reader *r, enum column column, int32_t *values, size_t count, struct error *err)
{
    CLEANUP_FREE unsigned char *packed = xmalloc(COLUMN_CHUNK * sizeof *values);
    for (size_t from = 0; from < count; from += COLUMN_CHUNK) {
        size_t most = count - from < COLUMN_CHUNK ? count - from : COLUMN_CHUNK;
        struct column_head head;
        if (!open_fixed(r, column, (uint32_t)(from / COLUMN_CHUNK), &head, err))
            return false;
        size_t n = head.n < most ? head.n : most;
        if (!read_part(r, COLUMN_HEAD + n * head.width, COLUMN_HEAD, n * head.width, packed, err))
            return false;
        column_widen(&head, packed, n, values + from);
        memset(values + from + n, 0, (most - n) * sizeof *values);
    }
    return true;
}

bool column_fixed(struct column_reader *r, enum column column, const int32_t **ret, struct error *err)
{
    if (!r->fixed[column] || r->some[column]) {
        size_t count = (size_t)r->max_docid + 1;
        int32_t *values = r->fixed[column] ? r->fixed[column] : xlarge(count * sizeof *values);
        if (!read_fixed(r, column, values, count, err)) {
            if (!r->fixed[column])
                free(values);
            return false;
        }
        r->fixed[column] = values;
        free(r->some[column]);
        r->some[column] = NULL;
    }
    *ret = r->fixed[column];
    return true;
}

/* A part of a column that has `count` values. */
static bool read_some(struct column_reader *r, enum column column, size_t first, size_t count, struct error *err)
{
    unsigned char packed[COLUMN_SOME * sizeof(int32_t)];
    struct column_head head;
    size_t most = count - first < COLUMN_SOME ? count - first : COLUMN_SOME, slot = first % COLUMN_CHUNK;
    if (!open_fixed(r, column, (uint32_t)(first / COLUMN_CHUNK), &head, err))
        return false;
    if (slot >= head.n)
        return true;
    size_t n = head.n - slot < most ? head.n - slot : most;
    if (!read_part(r, COLUMN_HEAD + head.n * head.width, COLUMN_HEAD + slot * head.width, n * head.width, packed, err))
        return false;
    column_widen(&head, packed, n, r->fixed[column] + first);
    return true;
}

bool column_some(struct column_reader *r, enum column column, uint32_t from, uint32_t to, const int32_t **ret, struct error *err)
{
    _Static_assert(COLUMN_CHUNK % COLUMN_SOME == 0, "no part lies in two chunks");
    const size_t count = (size_t)r->max_docid + 1;
    if (!r->fixed[column]) {
        r->fixed[column] = xcalloc(count, sizeof **r->fixed);
        r->some[column] = xcalloc(count / COLUMN_SOME / 64 + 1, sizeof **r->some);
    }
    uint64_t *some = r->some[column];
    for (size_t part = from / COLUMN_SOME; some && part <= to / COLUMN_SOME && part <= r->max_docid / COLUMN_SOME; part++) {
        if (some[part / 64] >> (part % 64) & 1)
            continue;
        if (!read_some(r, column, part * COLUMN_SOME, count, err))
            return false;
        some[part / 64] |= 1ull << (part % 64);
    }
    *ret = r->fixed[column];
    return true;
}

bool column_at(struct column_reader *r, enum column column, uint32_t docid, int32_t *ret, struct error *err)
{
    *ret = 0;
    if (docid > r->max_docid)
        return true;
    if (r->fixed[column] && !r->some[column]) {
        *ret = r->fixed[column][docid];
        return true;
    }
    struct column_head head;
    unsigned char packed[4];
    size_t slot = docid % COLUMN_CHUNK;
    if (!open_fixed(r, column, docid / COLUMN_CHUNK, &head, err))
        return false;
    if (slot >= head.n)
        return true;
    if (!read_part(r, COLUMN_HEAD + head.n * head.width, COLUMN_HEAD + slot * head.width, head.width, packed, err))
        return false;
    column_widen(&head, packed, 1, ret);
    return true;
}

/* Of the values from `first` (less than a block) on. The inner loop has no branch. */
WIDE_VECTORS static void find_bounds(const int32_t *values, size_t first, size_t count, struct column_bounds *bounds)
{
    for (size_t from = 0; from < count; from += COLUMN_BLOCK) {
        size_t to = count - from < COLUMN_BLOCK ? count : from + COLUMN_BLOCK;
        int32_t least = INT32_MAX, greatest = INT32_MIN;
        for (size_t i = from ? from : first; i < to; i++) {
            least = values[i] < least ? values[i] : least;
            greatest = values[i] > greatest ? values[i] : greatest;
        }
        bounds[from / COLUMN_BLOCK] = (struct column_bounds){ least, greatest };
    }
}

static size_t bounds_count(const struct column_reader *r)
{
    return (size_t)r->max_docid / COLUMN_BLOCK + 1;
}

/* Of an index that was never finished, or is damaged: *ret stays NULL. */
static bool read_bounds(struct column_reader *r, struct column_bounds **ret, struct error *err)
{
    size_t n, bytes = bounds_count(r) * sizeof **ret;
    if (!open_part(r, COLUMN_DATE_BOUNDS, 0, &n, err))
        return false;
    if (n != bytes)
        return true;
    struct column_bounds *b = xmalloc(bytes);
    if (!read_part(r, n, 0, bytes, b, err)) {
        free(b);
        return false;
    }
    *ret = b;
    return true;
}

static bool make_bounds(struct column_reader *r, enum column column, struct column_bounds **ret, struct error *err)
{
    const int32_t *values;
    if (!column_fixed(r, column, &values, err))
        return false;
    *ret = xcalloc(bounds_count(r), sizeof **ret);
    find_bounds(values, 1, (size_t)r->max_docid + 1, *ret);
    return true;
}

bool column_bounds(struct column_reader *r, enum column column, const struct column_bounds **ret, struct error *err)
{
    if (!r->bounds[column] && column == COLUMN_DATE && !read_bounds(r, &r->bounds[column], err))
        return false;
    if (!r->bounds[column] && !make_bounds(r, column, &r->bounds[column], err))
        return false;
    *ret = r->bounds[column];
    return true;
}

bool column_bounds_fit(struct column_reader *r, bool *ret, struct error *err)
{
    CLEANUP_FREE struct column_bounds *stored = NULL, *made = NULL;
    if (!read_bounds(r, &stored, err) || !make_bounds(r, COLUMN_DATE, &made, err))
        return false;
    *ret = stored && memcmp(stored, made, bounds_count(r) * sizeof *made) == 0;
    return true;
}

/* The inner loop has no branch. */
WIDE_INLINE uint64_t between_of_64(const int32_t *values, size_t n, int32_t lo, int32_t hi)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < n; i++)
        bits |= (uint64_t)((values[i] >= lo) & (values[i] <= hi)) << i;
    return bits;
}

WIDE_VECTORS bool column_between(struct column_reader *r, enum column column, int32_t lo, int32_t hi, uint64_t *bits, struct error *err)
{
    const int32_t *values;
    const struct column_bounds *bounds;
    if (!column_fixed(r, column, &values, err) || !column_bounds(r, column, &bounds, err))
        return false;
    size_t count = (size_t)r->max_docid + 1;
    for (size_t from = 0; from < count; from += 64) {
        const struct column_bounds *b = &bounds[from / COLUMN_BLOCK];
        if (b->greatest < lo || b->least > hi)
            continue;
        size_t n = count - from < 64 ? count - from : 64;
        bits[from / 64] |= between_of_64(values + from, n, lo, hi);
    }
    return true;
}

static bool any_wanted(const uint64_t *wanted, size_t from, size_t to)
{
    for (size_t i = from / 64; i <= (to - 1) / 64; i++)
        if (wanted[i])
            return true;
    return false;
}

enum { LIST_HEAD = (COLUMN_LIST_CHUNK + 1) * sizeof(uint32_t) };

/* Whether a list of a chunk of `bytes` bytes, which begins and ends behind its head at these, is one: none where a slot has none, or is damaged. */
static bool is_list(const uint32_t range[2], size_t bytes)
{
    return bytes >= LIST_HEAD && range[0] < range[1] && range[1] <= bytes - LIST_HEAD;
}

/* Appends the values of a packed list, a byte each at least; how many. */
static size_t unpack_list(const unsigned char *p, size_t bytes, uint32_t *to)
{
    const unsigned char *end = p + bytes;
    uint32_t last = 0;
    size_t n = 0;
    unsigned long long step;
    while (p < end && (p = varint_read(p, end, &step)))
        to[n++] = last += (uint32_t)step;
    return n;
}

struct list_values {
    unsigned char *chunk;
    uint32_t *v;
    size_t room, capacity;
};

/* Those of the docids from `from` on that stand in a chunk. */
static void visit_entities(struct list_values *l, size_t bytes, size_t from, size_t to, const uint64_t *wanted,
                           void (*visit)(void *ctx, uint32_t docid, const uint32_t *entities, size_t n), void *ctx)
{
    for (size_t docid = from; docid < to; docid++) {
        uint32_t range[2];
        if (bytes < LIST_HEAD || (wanted && !(wanted[docid / 64] >> (docid % 64) & 1)))
            continue;
        memcpy(range, l->chunk + (docid - from) * sizeof *range, sizeof range);
        if (!is_list(range, bytes))
            continue;
        if (range[1] - range[0] > l->capacity) {
            l->capacity = (range[1] - range[0]) * 2;
            l->v = xrealloc(l->v, l->capacity * sizeof *l->v);
        }
        size_t n = unpack_list(l->chunk + LIST_HEAD + range[0], range[1] - range[0], l->v);
        if (n)
            visit(ctx, (uint32_t)docid, l->v, n);
    }
}

bool column_entities(struct column_reader *r, const uint64_t *wanted,
                     void (*visit)(void *ctx, uint32_t docid, const uint32_t *entities, size_t n), void *ctx, struct error *err)
{
    struct list_values l = { 0 };
    size_t count = (size_t)r->max_docid + 1;
    bool ok = true;
    for (size_t from = 0; ok && from < count; from += COLUMN_LIST_CHUNK) {
        size_t to = count - from < COLUMN_LIST_CHUNK ? count : from + COLUMN_LIST_CHUNK, bytes;
        if (wanted && !any_wanted(wanted, from, to))
            continue;
        if (!open_part(r, COLUMN_ENTITIES, (uint32_t)(from / COLUMN_LIST_CHUNK), &bytes, err)) {
            ok = false;
            break;
        }
        if (bytes > l.room) {
            l.room = bytes + bytes / 4;
            l.chunk = xrealloc(l.chunk, l.room);
        }
        ok = read_part(r, bytes, 0, bytes, l.chunk, err);
        if (ok)
            visit_entities(&l, bytes, from, to, wanted, visit, ctx);
    }
    free(l.chunk);
    free(l.v);
    return ok;
}

bool column_entities_of(struct column_reader *r, uint32_t docid, struct arena *arena, uint32_t **ret, size_t *ret_n, struct error *err)
{
    uint32_t range[2] = { 0, 0 };
    size_t bytes = 0;
    *ret = NULL;
    *ret_n = 0;
    if (docid > r->max_docid)
        return true;
    if (!open_part(r, COLUMN_ENTITIES, docid / COLUMN_LIST_CHUNK, &bytes, err) ||
        !read_part(r, bytes, docid % COLUMN_LIST_CHUNK * sizeof *range, sizeof range, range, err))
        return false;
    if (!is_list(range, bytes))
        return true;
    size_t n = range[1] - range[0];
    unsigned char *packed = arena_alloc(arena, n);
    *ret = arena_array(arena, uint32_t, n);
    if (!read_part(r, bytes, LIST_HEAD + range[0], n, packed, err))
        return false;
    *ret_n = unpack_list(packed, n, *ret);
    return true;
}

/* ---- writing ---- */

struct column_writer {
    struct db *db;
    bool open;                          /* chunks are loaded */
    uint32_t chunk, list_chunk;         /* which ones */
    uint32_t used;                      /* highest slot of the fixed chunk that is set, + 1 */
    int32_t (*fixed)[COLUMN_CHUNK];
    uint32_t offsets[COLUMN_LIST_CHUNK + 1];
    uint32_t next_list_slot;            /* slots from here on have no list yet */
    struct strbuf lists;                /* of the list chunk, packed */
};

struct column_writer *column_writer_new(struct db *db)
{
    struct column_writer *w = xcalloc(1, sizeof *w);
    w->db = db;
    w->fixed = xcalloc(COLUMN_FIXED, sizeof *w->fixed);
    strbuf_init(&w->lists);
    return w;
}

void column_writer_free(struct column_writer *w)
{
    if (!w)
        return;
    free(w->fixed);
    strbuf_release(&w->lists);
    free(w);
}

void column_writer_reset(struct column_writer *w)
{
    w->open = false;
}

static bool load_fixed(struct column_writer *w, uint32_t chunk, struct error *err)
{
    memset(w->fixed, 0, COLUMN_FIXED * sizeof *w->fixed);
    w->used = 0;
    for (int c = 0; c < COLUMN_FIXED; c++) {
        sqlite3_stmt *s;
        struct str data;
        if (!read_blob(w->db, (enum column)c, chunk, &s, &data, err))
            return false;
        size_t n = column_unpack(data, w->fixed[c], COLUMN_CHUNK);
        if (n > w->used)
            w->used = (uint32_t)n;
        struct column_head head;
        bool odd = data.n && !column_head_of((const unsigned char *)data.p, data.n, &head);
        sqlite3_reset(s);
        if (odd)
            return damaged((enum column)c, err);
    }
    w->chunk = chunk;
    return true;
}

static bool load_list(struct column_writer *w, uint32_t chunk, struct error *err)
{
    sqlite3_stmt *s;
    struct str data;
    if (!read_blob(w->db, COLUMN_ENTITIES, chunk, &s, &data, err))
        return false;
    memset(w->offsets, 0, sizeof w->offsets);
    strbuf_clear(&w->lists);
    w->next_list_slot = 0;
    if (data.n >= sizeof w->offsets) {
        memcpy(w->offsets, data.p, sizeof w->offsets);
        strbuf_str(&w->lists, str_slice(data, sizeof w->offsets, data.n));
        /* Slots behind the last article all begin at the end; those are free. */
        w->next_list_slot = COLUMN_LIST_CHUNK;
        while (w->next_list_slot && w->offsets[w->next_list_slot - 1] == w->lists.n)
            w->next_list_slot--;
    }
    sqlite3_reset(s);
    w->list_chunk = chunk;
    return true;
}

/* Those of the open chunk's blocks take the place of what they were. */
static bool save_bounds(struct column_writer *w, struct error *err)
{
    enum { BLOCKS = COLUMN_CHUNK / COLUMN_BLOCK };
    struct column_bounds here[BLOCKS];
    CLEANUP_STRBUF struct strbuf data = STRBUF_INIT;
    sqlite3_stmt *s;
    struct str before;
    size_t first = (size_t)w->chunk * BLOCKS * sizeof *here, n = (w->used + COLUMN_BLOCK - 1) / COLUMN_BLOCK;
    if (!read_blob(w->db, COLUMN_DATE_BOUNDS, 0, &s, &before, err))
        return false;
    strbuf_str(&data, before);
    sqlite3_reset(s);
    while (data.n < first + n * sizeof *here)
        strbuf_byte(&data, 0);
    find_bounds(w->fixed[COLUMN_DATE], w->chunk == 0, w->used, here);      /* docid 0 is none */
    memcpy(data.p + first, here, n * sizeof *here);
    return write_blob(w->db, COLUMN_DATE_BOUNDS, 0, strbuf_view(&data), err);
}

static bool save_fixed(struct column_writer *w, struct error *err)
{
    CLEANUP_STRBUF struct strbuf data = STRBUF_INIT;
    for (int c = 0; c < COLUMN_FIXED; c++) {
        strbuf_clear(&data);
        column_pack(w->fixed[c], w->used, &data);
        if (!write_blob(w->db, (enum column)c, w->chunk, strbuf_view(&data), err))
            return false;
    }
    return !w->used || save_bounds(w, err);
}

static void end_lists(struct column_writer *w, uint32_t up_to)
{
    while (w->next_list_slot < up_to)
        w->offsets[w->next_list_slot++] = (uint32_t)w->lists.n;
}

static bool save_list(struct column_writer *w, struct error *err)
{
    CLEANUP_STRBUF struct strbuf data = STRBUF_INIT;
    uint32_t keep = w->next_list_slot;
    end_lists(w, COLUMN_LIST_CHUNK + 1);
    strbuf_bytes(&data, w->offsets, sizeof w->offsets);
    strbuf_str(&data, strbuf_view(&w->lists));
    w->next_list_slot = keep;
    return write_blob(w->db, COLUMN_ENTITIES, w->list_chunk, strbuf_view(&data), err);
}

/* Opens the chunks that hold docid, writing those that were open. */
static bool turn_to(struct column_writer *w, uint32_t docid, struct error *err)
{
    uint32_t chunk = docid / COLUMN_CHUNK, list_chunk = docid / COLUMN_LIST_CHUNK;
    if (!w->open || w->chunk != chunk) {
        if ((w->open && !save_fixed(w, err)) || !load_fixed(w, chunk, err))
            return false;
    }
    if (!w->open || w->list_chunk != list_chunk) {
        if ((w->open && !save_list(w, err)) || !load_list(w, list_chunk, err))
            return false;
    }
    w->open = true;
    return true;
}

/* Their distances: they ascend. */
static void pack_list(const uint32_t *values, size_t n, struct strbuf *out)
{
    for (size_t i = 0; i < n; i++)
        strbuf_varint(out, (uint32_t)(values[i] - (i ? values[i - 1] : 0)));
}

bool column_writer_add(struct column_writer *w, uint32_t docid, const int32_t values[COLUMN_FIXED], const uint32_t *entities,
                       size_t entity_count, struct error *err)
{
    if (!turn_to(w, docid, err))
        return false;
    uint32_t slot = docid % COLUMN_CHUNK, list_slot = docid % COLUMN_LIST_CHUNK;
    for (int c = 0; c < COLUMN_FIXED; c++)
        w->fixed[c][slot] = values[c];
    if (slot >= w->used)
        w->used = slot + 1;
    end_lists(w, list_slot + 1);
    pack_list(entities, entity_count, &w->lists);
    return true;
}

bool column_writer_entities(struct column_writer *w, uint32_t docid, const uint32_t *entities, size_t entity_count, struct error *err)
{
    if (!turn_to(w, docid, err))
        return false;
    uint32_t slot = docid % COLUMN_LIST_CHUNK;
    end_lists(w, slot + 1);
    /* offsets[slot] begins it; it ends where the next one begins or, of the last, where all end. */
    uint32_t begin = w->offsets[slot], end = slot + 1 < w->next_list_slot ? w->offsets[slot + 1] : (uint32_t)w->lists.n;
    CLEANUP_STRBUF struct strbuf changed = STRBUF_INIT;
    strbuf_str(&changed, str_slice(strbuf_view(&w->lists), 0, begin));
    pack_list(entities, entity_count, &changed);
    size_t bytes = changed.n - begin;
    strbuf_str(&changed, str_slice(strbuf_view(&w->lists), end, w->lists.n));
    strbuf_clear(&w->lists);
    strbuf_str(&w->lists, strbuf_view(&changed));
    for (uint32_t i = slot + 1; i < w->next_list_slot; i++)
        w->offsets[i] = (uint32_t)(w->offsets[i] + bytes - (end - begin));
    return true;
}

bool column_writer_flag(struct column_writer *w, uint32_t docid, int32_t flags, struct error *err)
{
    uint32_t chunk = docid / COLUMN_CHUNK, slot = docid % COLUMN_CHUNK;
    if (w->open && w->chunk == chunk) {
        w->fixed[COLUMN_FLAGS][slot] |= flags;
        return true;
    }
    sqlite3_stmt *s;
    struct str data;
    if (!read_blob(w->db, COLUMN_FLAGS, chunk, &s, &data, err))
        return false;
    CLEANUP_FREE int32_t *values = xcalloc(COLUMN_CHUNK, sizeof *values);
    CLEANUP_STRBUF struct strbuf changed = STRBUF_INIT;
    size_t n = column_unpack(data, values, COLUMN_CHUNK);
    sqlite3_reset(s);
    if (slot >= n)
        return true;    /* never indexed: nothing to flag */
    values[slot] |= flags;
    column_pack(values, n, &changed);
    return write_blob(w->db, COLUMN_FLAGS, chunk, strbuf_view(&changed), err);
}

bool column_writer_flush(struct column_writer *w, struct error *err)
{
    return !w->open || (save_fixed(w, err) && save_list(w, err));
}
