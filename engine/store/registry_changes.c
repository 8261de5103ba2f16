#include "engine/base/memory.h"
#include "engine/base/strmap.h"
#include "engine/store/archive_private.h"
#include "engine/store/registry_private.h"

#include <stdlib.h>

static void keep(const struct strmap *map, struct arena *arena, struct str **ret, size_t *ret_n)
{
    *ret = arena_array(arena, struct str, map->n + 1);
    for (uint32_t i = 0; i < map->n; i++)
        (*ret)[i] = arena_str(arena, strmap_key(map, i));
    *ret_n = map->n;
}

bool registry_changes_after(struct archive *a, int64_t revision, struct arena *arena, struct registry_changes *ret, struct error *err)
{
    struct strmap ids = STRMAP_INIT, names = STRMAP_INIT;
    bool all = false;
    sqlite3_stmt *s = db_statement(&a->db, "SELECT actor, name FROM actor_change WHERE revision > ?1 ORDER BY revision, actor, name", err);
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, revision);
    int row;
    while ((row = db_step(&a->db, s, err)) > 0) {
        struct str actor = db_text(s, 0), name = db_text(s, 1);
        all = all || !actor.n;
        if (name.n)
            strmap_intern(&names, name, NULL);
        else if (actor.n)
            strmap_intern(&ids, actor, NULL);
    }
    if (row == 0) {
        *ret = (struct registry_changes){ .all = all };
        keep(&ids, arena, &ret->ids, &ret->id_count);
        keep(&names, arena, &ret->names, &ret->name_count);
    }
    strmap_release(&ids);
    strmap_release(&names);
    return row == 0;
}

/* ---- keys ---- */

bool registry_each_key(struct archive *a, size_t least, size_t most,
                       bool (*visit)(void *ctx, struct str key, struct str id, struct str name, struct error *err), void *ctx, struct error *err)
{
    sqlite3_stmt *s = db_statement(&a->db, "SELECT key, actor FROM actor_key WHERE length(key) BETWEEN ?1 AND ?2 ORDER BY key, actor", err);
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, (int64_t)least);
    sqlite3_bind_int64(s, 2, (int64_t)most);
    int row;
    while ((row = db_step(&a->db, s, err)) > 0) {
        struct str key = str_of((const char *)sqlite3_column_text(s, 0));
        if (!visit(ctx, key, db_text(s, 1), (struct str){ NULL, 0 }, err)) {
            sqlite3_reset(s);
            return false;
        }
    }
    return row == 0;
}

bool registry_shared_keys(struct archive *a, bool (*visit)(void *ctx, struct str key, const struct str *ids, size_t n, struct error *err), void *ctx,
                          struct error *err)
{
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct str key = { NULL, 0 }, *ids = NULL;
    size_t n = 0, capacity = 0;
    bool ok = true;
    sqlite3_stmt *s = db_statement(&a->db,
        "SELECT DISTINCT key, coalesce(m.into_id, actor) FROM actor_key k LEFT JOIN actor_merge m ON m.id = k.actor"
        " WHERE key IN (SELECT key FROM actor_key GROUP BY key HAVING count(DISTINCT actor) > 1) ORDER BY 1, 2", err);
    if (!s)
        return false;
    for (int row = 1; ok && row > 0;) {
        row = db_step(&a->db, s, err);
        if (row < 0 || !row || !str_equal(db_text(s, 0), key)) {
            ok = row >= 0 && (n < 2 || visit(ctx, key, ids, n, err));
            arena_reset(&arena);
            n = 0;
            if (row > 0)
                key = arena_str(&arena, db_text(s, 0));
        }
        if (row > 0) {
            GROW(ids, n, capacity);
            ids[n++] = arena_str(&arena, db_text(s, 1));
        }
    }
    sqlite3_reset(s);
    free(ids);
    return ok;
}
