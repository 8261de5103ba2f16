#include "engine/store/entity_table.h"

#include "engine/base/hash.h"
#include "engine/base/memory.h"

#include <stdlib.h>

enum { REST_BITS = 8, HASH_BITS = 20 };

struct entity_table *entity_table_new(struct db *db)
{
    struct entity_table *t = xcalloc(1, sizeof *t);
    t->db = db;
    t->block = -1;
    return t;
}

void entity_table_free(struct entity_table *t)
{
    if (!t)
        return;
    arena_release(&t->arena);
    ZSTD_freeCCtx(t->packer);
    ZSTD_freeDCtx(t->unpacker);
    free(t->filed);
    free(t);
}

void entity_table_reset(struct entity_table *t)
{
    t->block = -1;
    t->changed = false;
    t->filed_n = 0;
}

static bool damaged(int64_t block, struct error *err)
{
    return error_set(err, ERROR_IO, "the index is damaged: block %lld of its actors cannot be read; caucus reindex makes a new one", (long long)block);
}

/* ---- blocks ---- */

static bool unpack(struct entity_table *t, struct str data, struct arena *arena, struct stored_entity v[ENTITY_BLOCK], size_t *ret_n)
{
    if (!t->unpacker && !(t->unpacker = ZSTD_createDCtx()))
        abort();
    return entity_block_unpack(t->unpacker, data, arena, v, ret_n);
}

static bool write_block(struct entity_table *t, struct error *err)
{
    CLEANUP_STRBUF struct strbuf data = STRBUF_INIT;
    if (!t->changed)
        return true;
    sqlite3_stmt *s = db_statement(t->db, "INSERT INTO entity(block, data) VALUES(?1, ?2) ON CONFLICT(block) DO UPDATE SET data = excluded.data", err);
    if (!s)
        return false;
    if (!t->packer && !(t->packer = ZSTD_createCCtx()))
        abort();
    entity_block_pack(t->packer, t->v, t->n, &data);
    sqlite3_bind_int64(s, 1, t->block);
    db_bind_blob(s, 2, strbuf_view(&data));
    t->changed = false;
    return db_run(t->db, s, err);
}

static bool turn_to(struct entity_table *t, int64_t block, struct error *err)
{
    if (t->block == block)
        return true;
    if (!write_block(t, err))
        return false;
    sqlite3_stmt *s = db_statement(t->db, "SELECT data FROM entity WHERE block = ?1", err);
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, block);
    int row = db_step(t->db, s, err);
    if (row < 0)
        return false;
    t->block = -1;
    t->n = 0;
    arena_reset(&t->arena);
    bool ok = !row || unpack(t, db_text(s, 0), &t->arena, t->v, &t->n);
    sqlite3_reset(s);
    if (!ok)
        return damaged(block, err);
    t->block = block;
    return true;
}

bool entity_table_get(struct entity_table *t, uint32_t place, const struct stored_entity **ret, struct error *err)
{
    if (!turn_to(t, place / ENTITY_BLOCK, err))
        return false;
    struct stored_entity *e = place % ENTITY_BLOCK < t->n ? &t->v[place % ENTITY_BLOCK] : NULL;
    if (e)
        entity_tell_id(e, &t->arena);
    *ret = e;
    return true;
}

bool entity_table_put(struct entity_table *t, uint32_t place, const struct stored_entity *e, struct error *err)
{
    size_t at = place % ENTITY_BLOCK;
    if (!turn_to(t, place / ENTITY_BLOCK, err))
        return false;
    if (at > t->n)
        return damaged(t->block, err);
    t->v[at] = (struct stored_entity){
        .kind = e->kind, .local = e->local, .id = arena_str(&t->arena, e->id), .name = arena_str(&t->arena, e->name),
        .country = arena_str(&t->arena, e->country), .party = arena_str(&t->arena, e->party), .key = arena_str(&t->arena, e->key),
    };
    t->n += at == t->n;
    t->changed = true;
    return true;
}

bool entity_table_each(struct entity_table *t, struct arena *arena,
                       bool (*visit)(void *ctx, size_t first, const struct stored_entity *v, size_t n, struct error *err), void *ctx, struct error *err)
{
    sqlite3_stmt *s = db_statement(t->db, "SELECT block, data FROM entity ORDER BY block", err);
    struct stored_entity v[ENTITY_BLOCK];
    size_t n;
    int row = -1;
    while (s && (row = db_step(t->db, s, err)) > 0) {
        int64_t block = sqlite3_column_int64(s, 0);
        bool ok = block >= 0 && block <= UINT32_MAX / 2 / ENTITY_BLOCK && unpack(t, db_text(s, 1), arena, v, &n);
        for (size_t i = 0; ok && i < n; i++)
            entity_tell_id(&v[i], arena);
        if (!ok || !visit(ctx, (size_t)block * ENTITY_BLOCK, v, n, err)) {
            sqlite3_reset(s);
            return ok ? false : damaged(block, err);
        }
    }
    return row == 0;
}

bool entity_table_each_kinds(struct entity_table *t, void (*visit)(void *ctx, size_t first, const int8_t *kinds, size_t n), void *ctx, struct error *err)
{
    sqlite3_stmt *s = db_statement(t->db, "SELECT block, data FROM entity ORDER BY block /* kinds */", err);
    int8_t kinds[ENTITY_BLOCK];
    size_t n;
    int row = -1;
    while (s && (row = db_step(t->db, s, err)) > 0) {
        int64_t block = sqlite3_column_int64(s, 0);
        if (block < 0 || block > UINT32_MAX / 2 / ENTITY_BLOCK || !entity_block_kinds(db_text(s, 1), kinds, &n)) {
            sqlite3_reset(s);
            return damaged(block, err);
        }
        visit(ctx, (size_t)block * ENTITY_BLOCK, kinds, n);
    }
    return row == 0;
}

/* ---- keys ---- */

static uint32_t hash_of(struct str key)
{
    struct digest d = digest_of(&key, 1);
    return ((uint32_t)d.bytes[0] << 16 | (uint32_t)d.bytes[1] << 8 | d.bytes[2]) & ((1u << HASH_BITS) - 1);
}

/* Reads an entry; gives the byte behind it, or NULL. */
static const unsigned char *read_entry(const unsigned char *p, const unsigned char *end, unsigned char *rest, uint32_t *place)
{
    unsigned long long step;
    if (p == end)
        return NULL;
    *rest = *p++;
    if (!(p = varint_read(p, end, &step)))
        return NULL;
    *place += (uint32_t)step;
    return p;
}

static bool read_bucket(struct entity_table *t, uint32_t bucket, sqlite3_stmt **ret_s, struct str *ret, struct error *err)
{
    sqlite3_stmt *s = db_statement(t->db, "SELECT data FROM entity_key WHERE bucket = ?1", err);
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, bucket);
    int row = db_step(t->db, s, err);
    if (row < 0)
        return false;
    *ret = row ? db_text(s, 0) : (struct str){ NULL, 0 };
    *ret_s = s;
    return true;
}

bool entity_table_find(struct entity_table *t, struct str key, struct arena *arena, uint32_t **ret, size_t *ret_n, struct error *err)
{
    uint32_t hash = hash_of(key), place = 0;
    sqlite3_stmt *s;
    struct str data;
    if (!read_bucket(t, hash >> REST_BITS, &s, &data, err))
        return false;
    uint32_t *places = arena_array(arena, uint32_t, data.n / 2 + 1);
    size_t n = 0;
    unsigned char rest;
    for (const unsigned char *p = (const unsigned char *)data.p, *end = (const unsigned char *)str_end(data); p && (p = read_entry(p, end, &rest, &place));)
        if (rest == (hash & ((1u << REST_BITS) - 1)))
            places[n++] = place;
    sqlite3_reset(s);
    *ret = places;
    *ret_n = n;
    return true;
}

void entity_table_file(struct entity_table *t, struct str key, uint32_t place)
{
    GROW(t->filed, t->filed_n, t->filed_capacity);
    t->filed[t->filed_n++] = (struct entity_filed){ hash_of(key), place };
}

static int by_bucket(const void *a, const void *b)
{
    const struct entity_filed *x = a, *y = b;
    uint32_t bx = x->hash >> REST_BITS, by = y->hash >> REST_BITS;
    if (bx != by)
        return bx < by ? -1 : 1;
    return (x->place > y->place) - (x->place < y->place);
}

/* A row with the keys [from, to) behind those that it has. */
static bool write_bucket(struct entity_table *t, size_t from, size_t to, struct strbuf *data, struct error *err)
{
    uint32_t bucket = t->filed[from].hash >> REST_BITS, place = 0;
    sqlite3_stmt *s;
    struct str now;
    if (!read_bucket(t, bucket, &s, &now, err))
        return false;
    const unsigned char *p = (const unsigned char *)now.p, *end = (const unsigned char *)str_end(now), *next;
    for (unsigned char rest; p && (next = read_entry(p, end, &rest, &place));)
        p = next;
    strbuf_clear(data);
    strbuf_bytes(data, now.p, p ? (size_t)(p - (const unsigned char *)now.p) : 0);
    sqlite3_reset(s);
    for (size_t i = from; i < to; i++) {
        strbuf_byte(data, (char)(t->filed[i].hash & ((1u << REST_BITS) - 1)));
        strbuf_varint(data, t->filed[i].place - place);
        place = t->filed[i].place;
    }
    s = db_statement(t->db, "INSERT INTO entity_key(bucket, data) VALUES(?1, ?2) ON CONFLICT(bucket) DO UPDATE SET data = excluded.data", err);
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, bucket);
    db_bind_blob(s, 2, strbuf_view(data));
    return db_run(t->db, s, err);
}

bool entity_table_flush(struct entity_table *t, struct error *err)
{
    CLEANUP_STRBUF struct strbuf data = STRBUF_INIT;
    if (!write_block(t, err))
        return false;
    if (t->filed_n)
        qsort(t->filed, t->filed_n, sizeof *t->filed, by_bucket);
    for (size_t from = 0, to; from < t->filed_n; from = to) {
        for (to = from + 1; to < t->filed_n && t->filed[to].hash >> REST_BITS == t->filed[from].hash >> REST_BITS;)
            to++;
        if (!write_bucket(t, from, to, &data, err))
            return false;
    }
    t->filed_n = 0;
    return true;
}
