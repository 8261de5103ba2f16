#include "engine/store/columns_private.h"

#include "engine/base/memory.h"
#include "engine/base/strbuf.h"
#include "engine/base/wide.h"

#include <stdlib.h>

void column_reader_init(struct column_reader *r, struct db *db, uint32_t max_docid)
{
    *r = (struct column_reader){ .db = db, .max_docid = max_docid };
}

static void close_part(struct column_reader *r)
{
    sqlite3_blob_close(r->part);
    r->part = NULL;
}

static size_t values_bytes(const struct column_reader *r)
{
    return ((size_t)r->max_docid + 1) * sizeof(int32_t);
}

void column_reader_release(struct column_reader *r)
{
    close_part(r);
    for (int c = 0; c < COLUMN_FIXED; c++) {
        if (r->some[c])
            sparse_free(r->fixed[c], values_bytes(r));
        else
            free(r->fixed[c]);
        sparse_free(r->outgrown[c], values_bytes(r));
        free(r->some[c]);
        free(r->bounds[c]);
        r->fixed[c] = NULL;
        r->outgrown[c] = NULL;
        r->some[c] = NULL;
        r->bounds[c] = NULL;
    }
}

/* Turns the open blob to a chunk; *ret_n: how many bytes it has, 0 where there is none. */
static bool open_part(struct column_reader *r, enum column column, uint32_t chunk, size_t *ret_n, struct error *err)
{
    int64_t key = column_blob_key(column, chunk);
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

bool column_damaged(enum column column, struct error *err)
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
    return !bytes || column_head_of(head, bytes, ret) || column_damaged(column, err);
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
        int32_t *values = xlarge(values_bytes(r));
        if (!read_fixed(r, column, values, count, err)) {
            free(values);
            return false;
        }
        r->outgrown[column] = r->fixed[column];
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
        r->fixed[column] = xsparse(values_bytes(r));
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
    if (column_is_there(r, column, docid)) {
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
WIDE_VECTORS void column_find_bounds(const int32_t *values, size_t first, size_t count, struct column_bounds *bounds)
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
    column_find_bounds(values, 1, (size_t)r->max_docid + 1, *ret);
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

/* `from`: a multiple of 64. */
WIDE_VECTORS static void find_between(const int32_t *values, size_t from, size_t to, int32_t lo, int32_t hi, uint64_t *bits)
{
    for (; from < to; from += 64)
        bits[from / 64] |= between_of_64(values + from, to - from < 64 ? to - from : 64, lo, hi);
}

static void set_all(size_t from, size_t to, uint64_t *bits)
{
    for (; from < to; from += 64)
        bits[from / 64] |= to - from < 64 ? (1ull << (to - from)) - 1 : ~0ull;
}

static bool are_beside(const struct column_bounds *b, int32_t lo, int32_t hi)
{
    return b->greatest < lo || b->least > hi;
}

static bool are_within(const struct column_bounds *b, int32_t lo, int32_t hi)
{
    return b->least >= lo && b->greatest <= hi;
}

/* Only the values themselves tell which of a block's are between. */
static bool go_through(const struct column_bounds *b, int32_t lo, int32_t hi)
{
    return !are_beside(b, lo, hi) && !are_within(b, lo, hi);
}

/* Where the blocks are in order, the values of few have to be read: those that a bound goes through. Of many, all are read. */
static bool read_between(struct column_reader *r, enum column column, const struct column_bounds *bounds, int32_t lo, int32_t hi, const int32_t **ret,
                         struct error *err)
{
    enum { MANY = 8 };          /* more than this part */
    const size_t blocks = bounds_count(r);
    size_t between = 0;
    for (size_t i = 0; i < blocks; i++)
        between += go_through(&bounds[i], lo, hi);
    if (between > blocks / MANY)
        return column_fixed(r, column, ret, err);
    bool ok = true;
    for (size_t i = 0; ok && i < blocks; i++)
        if (go_through(&bounds[i], lo, hi))
            ok = column_some(r, column, (uint32_t)(i * COLUMN_BLOCK), (uint32_t)((i + 1) * COLUMN_BLOCK - 1), ret, err);
    return ok;
}

bool column_between(struct column_reader *r, enum column column, int32_t lo, int32_t hi, uint64_t *bits, struct error *err)
{
    const int32_t *values = NULL;
    const struct column_bounds *bounds;
    if (!column_bounds(r, column, &bounds, err) || !read_between(r, column, bounds, lo, hi, &values, err))
        return false;
    const size_t count = (size_t)r->max_docid + 1, blocks = bounds_count(r);
    for (size_t i = 0; i < blocks; i++) {
        const size_t from = i * COLUMN_BLOCK, to = count - from < COLUMN_BLOCK ? count : from + COLUMN_BLOCK;
        if (are_beside(&bounds[i], lo, hi))
            continue;
        if (are_within(&bounds[i], lo, hi))
            set_all(from, to, bits);
        else
            find_between(values, from, to, lo, hi, bits);
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
