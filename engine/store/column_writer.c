#include "engine/store/columns_private.h"

#include "engine/base/memory.h"

#include <stdlib.h>

/* The bytes of a chunk into *ret (valid until the statement steps again); an empty view where there is none. */
static bool read_blob(struct db *db, enum column column, uint32_t chunk, sqlite3_stmt **ret_s, struct str *ret, struct error *err)
{
    sqlite3_stmt *s = db_statement(db, "SELECT data FROM columns WHERE key = ?1", err);
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, column_blob_key(column, chunk));
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
    sqlite3_bind_int64(s, 1, column_blob_key(column, chunk));
    db_bind_blob(s, 2, data);
    return db_run(db, s, err);
}

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
            return column_damaged((enum column)c, err);
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
    column_find_bounds(w->fixed[COLUMN_DATE], w->chunk == 0, w->used, here);      /* docid 0 is none */
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
