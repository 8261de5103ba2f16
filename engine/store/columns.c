#include "engine/store/columns.h"

#include "engine/base/memory.h"
#include "engine/base/wide.h"
#include "engine/base/strbuf.h"

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

void column_reader_release(struct column_reader *r)
{
    for (int c = 0; c < COLUMN_FIXED; c++) {
        free(r->fixed[c]);
        free(r->bounds[c]);
        r->fixed[c] = NULL;
        r->bounds[c] = NULL;
    }
}

bool column_fixed(struct column_reader *r, enum column column, const int32_t **ret, struct error *err)
{
    if (r->fixed[column]) {
        *ret = r->fixed[column];
        return true;
    }
    size_t count = (size_t)r->max_docid + 1;
    int32_t *values = xcalloc(count, sizeof *values);
    for (size_t from = 0; from < count; from += COLUMN_CHUNK) {
        sqlite3_stmt *s;
        struct str data;
        if (!read_blob(r->db, column, (uint32_t)(from / COLUMN_CHUNK), &s, &data, err)) {
            free(values);
            return false;
        }
        size_t n = data.n / sizeof *values, most = count - from < COLUMN_CHUNK ? count - from : COLUMN_CHUNK;
        if (data.n)
            memcpy(values + from, data.p, (n < most ? n : most) * sizeof *values);
        sqlite3_reset(s);
    }
    r->fixed[column] = values;
    *ret = values;
    return true;
}

bool column_at(struct column_reader *r, enum column column, uint32_t docid, int32_t *ret, struct error *err)
{
    *ret = 0;
    if (docid > r->max_docid)
        return true;
    if (r->fixed[column]) {
        *ret = r->fixed[column][docid];
        return true;
    }
    sqlite3_stmt *s;
    struct str data;
    if (!read_blob(r->db, column, docid / COLUMN_CHUNK, &s, &data, err))
        return false;
    size_t from = docid % COLUMN_CHUNK * sizeof *ret;
    if (from + sizeof *ret <= data.n)
        memcpy(ret, data.p + from, sizeof *ret);
    sqlite3_reset(s);
    return true;
}

bool column_bounds(struct column_reader *r, enum column column, const struct column_bounds **ret, struct error *err)
{
    const int32_t *values;
    if (!r->bounds[column]) {
        if (!column_fixed(r, column, &values, err))
            return false;
        size_t count = (size_t)r->max_docid + 1;
        struct column_bounds *b = xcalloc((count + COLUMN_BLOCK - 1) / COLUMN_BLOCK, sizeof *b);
        for (size_t from = 0; from < count; from += COLUMN_BLOCK) {
            size_t to = count - from < COLUMN_BLOCK ? count : from + COLUMN_BLOCK;
            int32_t least = INT32_MAX, greatest = INT32_MIN;
            for (size_t i = from ? from : 1; i < to; i++) {     /* docid 0 is none */
                least = values[i] < least ? values[i] : least;
                greatest = values[i] > greatest ? values[i] : greatest;
            }
            b[from / COLUMN_BLOCK] = (struct column_bounds){ least, greatest };
        }
        r->bounds[column] = b;
    }
    *ret = r->bounds[column];
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

struct list_values {
    uint32_t *v;
    size_t capacity;
};

/* The values of a slot of a chunk; how many: none where it has none, or is damaged. */
static size_t list_values(struct str chunk, size_t slot, struct list_values *to)
{
    const size_t head = (COLUMN_LIST_CHUNK + 1) * sizeof(uint32_t);
    uint32_t range[2], last = 0;
    if (chunk.n < head)
        return 0;
    memcpy(range, chunk.p + slot * sizeof *range, sizeof range);
    if (range[0] >= range[1] || range[1] > chunk.n - head)
        return 0;
    size_t bytes = range[1] - range[0], n = 0;
    if (bytes > to->capacity) {
        to->capacity = bytes * 2;
        to->v = xrealloc(to->v, to->capacity * sizeof *to->v);
    }
    const unsigned char *p = (const unsigned char *)chunk.p + head + range[0], *end = p + bytes;
    while (p < end) {
        unsigned long long step;
        if (!(p = varint_read(p, end, &step)))
            return n;
        to->v[n++] = last += (uint32_t)step;
    }
    return n;
}

bool column_entities(struct column_reader *r, const uint64_t *wanted,
                     void (*visit)(void *ctx, uint32_t docid, const uint32_t *entities, size_t n), void *ctx, struct error *err)
{
    struct list_values values = { NULL, 0 };
    for (size_t from = 0; from <= r->max_docid; from += COLUMN_LIST_CHUNK) {
        size_t to = from + COLUMN_LIST_CHUNK;
        if (to > (size_t)r->max_docid + 1)
            to = (size_t)r->max_docid + 1;
        if (wanted && !any_wanted(wanted, from, to))
            continue;
        sqlite3_stmt *s;
        struct str data;
        if (!read_blob(r->db, COLUMN_ENTITIES, (uint32_t)(from / COLUMN_LIST_CHUNK), &s, &data, err)) {
            free(values.v);
            return false;
        }
        CLEANUP_STRBUF struct strbuf copy = STRBUF_INIT;
        strbuf_str(&copy, data);
        sqlite3_reset(s);
        for (size_t docid = from; docid < to; docid++) {
            if (wanted && !(wanted[docid / 64] >> (docid % 64) & 1))
                continue;
            size_t n = list_values(strbuf_view(&copy), docid - from, &values);
            if (n)
                visit(ctx, (uint32_t)docid, values.v, n);
        }
    }
    free(values.v);
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
        size_t n = data.n < sizeof w->fixed[c] ? data.n : sizeof w->fixed[c];
        if (n)
            memcpy(w->fixed[c], data.p, n);
        if (n / sizeof(int32_t) > w->used)
            w->used = (uint32_t)(n / sizeof(int32_t));
        sqlite3_reset(s);
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

static bool save_fixed(struct column_writer *w, struct error *err)
{
    for (int c = 0; c < COLUMN_FIXED; c++)
        if (!write_blob(w->db, (enum column)c, w->chunk, (struct str){ (const char *)w->fixed[c], w->used * sizeof(int32_t) }, err))
            return false;
    return true;
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
    CLEANUP_STRBUF struct strbuf copy = STRBUF_INIT;
    strbuf_str(&copy, data);
    sqlite3_reset(s);
    if (copy.n < (slot + 1) * sizeof(int32_t))
        return true;    /* never indexed: nothing to flag */
    int32_t value;
    memcpy(&value, copy.p + slot * sizeof value, sizeof value);
    value |= flags;
    memcpy(copy.p + slot * sizeof value, &value, sizeof value);
    return write_blob(w->db, COLUMN_FLAGS, chunk, strbuf_view(&copy), err);
}

bool column_writer_flush(struct column_writer *w, struct error *err)
{
    return !w->open || (save_fixed(w, err) && save_list(w, err));
}
