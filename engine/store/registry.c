#include "engine/store/registry.h"

#include "engine/base/memory.h"
#include "engine/store/archive_private.h"

#include <stdlib.h>

/* ---- the registry's own small facts ---- */

static bool get_fact(struct archive *a, const char *key, struct arena *arena, struct str *ret, struct error *err)
{
    sqlite3_stmt *s = db_statement(&a->db, "SELECT value FROM registry WHERE key = ?1", err);
    if (!s)
        return false;
    db_bind_str(s, 1, str_of(key));
    int row = db_step(&a->db, s, err);
    if (row < 0)
        return false;
    *ret = row ? arena_str(arena, db_text(s, 0)) : (struct str){ NULL, 0 };
    sqlite3_reset(s);
    return true;
}

static bool put_fact(struct archive *a, const char *key, struct str value, struct error *err)
{
    sqlite3_stmt *s = db_statement(&a->db, "INSERT INTO registry(key, value) VALUES(?1, ?2) ON CONFLICT(key) DO UPDATE SET value = excluded.value", err);
    if (!s)
        return false;
    db_bind_str(s, 1, str_of(key));
    db_bind_str(s, 2, value);
    return db_run(&a->db, s, err);
}

bool registry_builtin_digest(struct archive *a, struct arena *arena, struct str *ret, struct error *err)
{
    return get_fact(a, "builtin", arena, ret, err);
}

bool registry_revision(struct archive *a, int64_t *ret, struct error *err)
{
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct str value;
    if (!get_fact(a, "revision", &arena, &value, err))
        return false;
    *ret = value.n ? atoll(value.p) : 0;
    return true;
}

static bool raise_revision(struct archive *a, struct error *err)
{
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    int64_t revision;
    return registry_revision(a, &revision, err) &&
           put_fact(a, "revision", str_of(arena_format(&arena, "%lld", (long long)revision + 1)), err);
}

/* ---- storing ---- */

static bool put_key(struct archive *a, struct str key, struct str actor, struct error *err)
{
    sqlite3_stmt *s = key.n ? db_statement(&a->db, "INSERT OR IGNORE INTO actor_key(key, actor) VALUES(?1, ?2)", err) : NULL;
    if (!s)
        return !key.n;
    db_bind_str(s, 1, key);
    db_bind_str(s, 2, actor);
    return db_run(&a->db, s, err);
}

/* Under the key of the whole name; a person under that of its last word too. */
static bool put_name(struct archive *a, const struct actor *x, size_t place, registry_key_fn key_of, void *key_ctx, struct error *err)
{
    CLEANUP_STRBUF struct strbuf key = STRBUF_INIT;
    sqlite3_stmt *s = db_statement(&a->db, "INSERT INTO actor_name(actor, place, name, flags) VALUES(?1, ?2, ?3, ?4)", err);
    if (!s)
        return false;
    db_bind_str(s, 1, x->id);
    sqlite3_bind_int64(s, 2, (int64_t)place);
    db_bind_str(s, 3, x->names[place].name);
    sqlite3_bind_int(s, 4, x->names[place].flags);
    if (!db_run(&a->db, s, err))
        return false;
    if (x->names[place].flags & NAME_CAPITAL)
        return true;    /* a capital's name is looked up as a place's */
    key_of(key_ctx, x->names[place].name, &key);
    if (!put_key(a, strbuf_view(&key), x->id, err))
        return false;
    const char *space = x->kind == ACTOR_PERSON ? strrchr(key.p, ' ') : NULL;
    return !space || put_key(a, str_of(space + 1), x->id, err);
}

static bool put_role(struct archive *a, const struct actor *x, size_t place, struct error *err)
{
    const struct actor_role *r = &x->roles[place];
    sqlite3_stmt *s = db_statement(&a->db, "INSERT INTO actor_role(actor, place, office, of, first, last, acting) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)", err);
    if (!s)
        return false;
    db_bind_str(s, 1, x->id);
    sqlite3_bind_int64(s, 2, (int64_t)place);
    db_bind_str(s, 3, r->office);
    db_bind_str(s, 4, r->of);
    sqlite3_bind_int64(s, 5, r->from);
    sqlite3_bind_int64(s, 6, r->to);
    sqlite3_bind_int(s, 7, r->acting);
    return db_run(&a->db, s, err);
}

static bool put_actor(struct archive *a, const struct actor *x, struct str origin, registry_key_fn key_of, void *key_ctx, struct error *err)
{
    sqlite3_stmt *s = db_statement(&a->db,
        "INSERT INTO actor(id, kind, name, country, party, seat_office, seat_of, founded, dissolved, note, origin)"
        " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)", err);
    if (!s)
        return false;
    db_bind_str(s, 1, x->id);
    sqlite3_bind_int(s, 2, (int)x->kind);
    db_bind_str(s, 3, x->name);
    db_bind_str(s, 4, x->country);
    db_bind_str(s, 5, x->party);
    db_bind_str(s, 6, x->seat_office);
    db_bind_str(s, 7, x->seat_of);
    sqlite3_bind_int64(s, 8, x->founded);
    sqlite3_bind_int64(s, 9, x->dissolved);
    db_bind_str(s, 10, x->note);
    db_bind_str(s, 11, origin);
    if (!db_run(&a->db, s, err))
        return false;
    for (size_t i = 0; i < x->name_count; i++)
        if (!put_name(a, x, i, key_of, key_ctx, err))
            return false;
    for (size_t i = 0; i < x->role_count; i++)
        if (!put_role(a, x, i, err))
            return false;
    return true;
}

static bool remove_origin(struct archive *a, struct str origin, struct error *err)
{
    static const char *const removals[] = {
        "DELETE FROM actor_name WHERE actor IN (SELECT id FROM actor WHERE origin = ?1)",
        "DELETE FROM actor_role WHERE actor IN (SELECT id FROM actor WHERE origin = ?1)",
        "DELETE FROM actor_key WHERE actor IN (SELECT id FROM actor WHERE origin = ?1)",
        "DELETE FROM actor WHERE origin = ?1",
    };
    for (size_t i = 0; i < sizeof removals / sizeof *removals; i++) {
        sqlite3_stmt *s = db_statement(&a->db, removals[i], err);
        if (!s)
            return false;
        db_bind_str(s, 1, origin);
        if (!db_run(&a->db, s, err))
            return false;
    }
    return true;
}

static bool is_known(struct archive *a, struct str id, bool *ret, struct error *err)
{
    sqlite3_stmt *s = db_statement(&a->db, "SELECT 1 FROM actor WHERE id = ?1", err);
    if (!s)
        return false;
    db_bind_str(s, 1, id);
    int row = db_step(&a->db, s, err);
    sqlite3_reset(s);
    *ret = row == 1;
    return row >= 0;
}

bool registry_replace(struct archive *a, struct str origin, const struct actor *actors, size_t count, struct str digest, registry_key_fn key_of,
                      void *key_ctx, struct error *err)
{
    if (!remove_origin(a, origin, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        bool known;     /* of another origin, which comes first; or twice in the data */
        if (!is_known(a, actors[i].id, &known, err) || (!known && !put_actor(a, &actors[i], origin, key_of, key_ctx, err)))
            return false;
    }
    return (!str_is(origin, "builtin") || put_fact(a, "builtin", digest, err)) && raise_revision(a, err);
}

/* ---- reading ---- */

#define ACTOR_COLUMNS "id, kind, name, country, party, seat_office, seat_of, founded, dissolved, note, origin"

static struct actor actor_of(sqlite3_stmt *s, struct arena *arena)
{
    int kind = sqlite3_column_int(s, 1);
    return (struct actor){
        .id = arena_str(arena, db_text(s, 0)), .kind = kind >= 0 && kind < ACTOR_KINDS ? (enum actor_kind)kind : ACTOR_ORG,
        .name = arena_str(arena, db_text(s, 2)), .country = arena_str(arena, db_text(s, 3)), .party = arena_str(arena, db_text(s, 4)),
        .seat_office = arena_str(arena, db_text(s, 5)), .seat_of = arena_str(arena, db_text(s, 6)),
        .founded = (int32_t)sqlite3_column_int64(s, 7), .dissolved = (int32_t)sqlite3_column_int64(s, 8), .note = arena_str(arena, db_text(s, 9)),
        .origin = arena_str(arena, db_text(s, 10)),
    };
}

static bool read_names(struct archive *a, struct actor *x, struct arena *arena, struct error *err)
{
    struct actor_name *v = NULL;
    size_t n = 0, capacity = 0;
    sqlite3_stmt *s = db_statement(&a->db, "SELECT name, flags FROM actor_name WHERE actor = ?1 ORDER BY place", err);
    if (!s)
        return false;
    db_bind_str(s, 1, x->id);
    int row;
    while ((row = db_step(&a->db, s, err)) > 0) {
        GROW(v, n, capacity);
        v[n++] = (struct actor_name){ arena_str(arena, db_text(s, 0)), sqlite3_column_int(s, 1) };
    }
    x->names = arena_array(arena, struct actor_name, n + 1);
    if (n)
        memcpy(x->names, v, n * sizeof *v);
    x->name_count = n;
    free(v);
    return row == 0;
}

static bool read_roles(struct archive *a, struct actor *x, struct arena *arena, struct error *err)
{
    struct actor_role *v = NULL;
    size_t n = 0, capacity = 0;
    sqlite3_stmt *s = db_statement(&a->db, "SELECT office, of, first, last, acting FROM actor_role WHERE actor = ?1 ORDER BY place", err);
    if (!s)
        return false;
    db_bind_str(s, 1, x->id);
    int row;
    while ((row = db_step(&a->db, s, err)) > 0) {
        GROW(v, n, capacity);
        v[n++] = (struct actor_role){
            arena_str(arena, db_text(s, 0)), arena_str(arena, db_text(s, 1)), (int32_t)sqlite3_column_int64(s, 2),
            (int32_t)sqlite3_column_int64(s, 3), sqlite3_column_int(s, 4) != 0,
        };
    }
    x->roles = arena_array(arena, struct actor_role, n + 1);
    if (n)
        memcpy(x->roles, v, n * sizeof *v);
    x->role_count = n;
    free(v);
    return row == 0;
}

bool registry_get(struct archive *a, struct str id, struct arena *arena, bool *ret_found, struct actor *ret, struct error *err)
{
    sqlite3_stmt *s = db_statement(&a->db, "SELECT " ACTOR_COLUMNS " FROM actor WHERE id = ?1", err);
    if (!s)
        return false;
    db_bind_str(s, 1, id);
    int row = db_step(&a->db, s, err);
    if (row < 0)
        return false;
    *ret_found = row == 1;
    if (!row)
        return true;
    *ret = actor_of(s, arena);
    sqlite3_reset(s);
    return read_names(a, ret, arena, err) && read_roles(a, ret, arena, err);
}

/* The ids that a query gives, in its order. */
static bool ids_of(struct archive *a, sqlite3_stmt *s, struct arena *arena, struct str **ret, size_t *ret_n, struct error *err)
{
    struct str *v = NULL;
    size_t n = 0, capacity = 0;
    int row;
    while ((row = db_step(&a->db, s, err)) > 0) {
        GROW(v, n, capacity);
        v[n++] = arena_str(arena, db_text(s, 0));
    }
    *ret = arena_array(arena, struct str, n + 1);
    if (n)
        memcpy(*ret, v, n * sizeof *v);
    *ret_n = n;
    free(v);
    return row == 0;
}

bool registry_find(struct archive *a, struct str key, struct arena *arena, struct actor **ret, size_t *ret_n, struct error *err)
{
    struct str *ids;
    size_t n, found = 0;
    sqlite3_stmt *s = db_statement(&a->db, "SELECT actor FROM actor_key WHERE key = ?1 ORDER BY actor", err);
    if (!s)
        return false;
    db_bind_str(s, 1, key);
    if (!ids_of(a, s, arena, &ids, &n, err))
        return false;
    struct actor *actors = arena_array(arena, struct actor, n + 1);
    for (size_t i = 0; i < n; i++) {
        bool is;
        if (!registry_get(a, ids[i], arena, &is, &actors[found], err))
            return false;
        found += is;
    }
    *ret = actors;
    *ret_n = found;
    return true;
}

bool registry_holders(struct archive *a, struct str office, struct str of, int32_t day, struct arena *arena, struct str **ret, size_t *ret_n,
                      struct error *err)
{
    sqlite3_stmt *s = db_statement(&a->db,
        "SELECT DISTINCT actor FROM actor_role WHERE office = ?1 AND (?2 = '' OR of = ?2) AND"
        " (?3 = -2147483648 OR ((first = -2147483648 OR first <= ?3) AND (last = -2147483648 OR last >= ?3))) ORDER BY actor", err);
    if (!s)
        return false;
    db_bind_str(s, 1, office);
    db_bind_str(s, 2, of);
    sqlite3_bind_int64(s, 3, day == CIVIL_NONE ? day : day - ((day % CIVIL_DAY_MINUTES) + CIVIL_DAY_MINUTES) % CIVIL_DAY_MINUTES);
    return ids_of(a, s, arena, ret, ret_n, err);
}

bool registry_walk(struct archive *a, bool (*visit)(void *ctx, const struct actor *actor, struct error *err), void *ctx, struct error *err)
{
    CLEANUP_ARENA struct arena all = ARENA_INIT;
    CLEANUP_ARENA struct arena one = ARENA_INIT;
    struct str *ids;
    size_t n;
    sqlite3_stmt *s = db_statement(&a->db, "SELECT id FROM actor ORDER BY id", err);
    if (!s || !ids_of(a, s, &all, &ids, &n, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        struct actor actor;
        bool found;
        if (!registry_get(a, ids[i], &one, &found, &actor, err) || (found && !visit(ctx, &actor, err)))
            return false;
        arena_reset(&one);
    }
    return true;
}

bool registry_count(struct archive *a, int64_t *ret_actors, int64_t *ret_names, struct error *err)
{
    sqlite3_stmt *s = db_statement(&a->db, "SELECT (SELECT count(*) FROM actor), (SELECT count(*) FROM actor_name)", err);
    if (!s || db_step(&a->db, s, err) < 0)
        return false;
    *ret_actors = sqlite3_column_int64(s, 0);
    *ret_names = sqlite3_column_int64(s, 1);
    sqlite3_reset(s);
    return true;
}
