#include "engine/base/memory.h"
#include "engine/base/strmap.h"
#include "engine/store/archive_private.h"
#include "engine/store/registry_private.h"

#include <stdlib.h>

/* Three cursors, each in the order of actor and source, that advance together. */
struct walk {
    struct archive *a;
    sqlite3_stmt *records, *names, *roles;
    bool more_records, more_names, more_roles;
    struct actor_name *name;
    struct actor_role *role;
    size_t name_capacity, role_capacity;
};

static bool advance(struct walk *w, sqlite3_stmt *s, bool *more, struct error *err)
{
    int row = db_step(&w->a->db, s, err);
    *more = row > 0;
    return row >= 0;
}

static bool open_walk(struct archive *a, struct walk *w, struct error *err)
{
    *w = (struct walk){ .a = a };
    return (w->records = db_statement(&a->db,
                "SELECT " REGISTRY_RECORD_COLUMNS " FROM actor a JOIN actor_source s ON s.id = a.source ORDER BY a.id, a.source", err)) &&
           (w->names = db_statement(&a->db, "SELECT actor, source, name, flags FROM actor_name ORDER BY actor, source, place", err)) &&
           (w->roles = db_statement(&a->db, "SELECT actor, source, office, of, first, last, acting FROM actor_role ORDER BY actor, source, place", err)) &&
           advance(w, w->records, &w->more_records, err) && advance(w, w->names, &w->more_names, err) &&
           advance(w, w->roles, &w->more_roles, err);
}

static void close_walk(struct walk *w)
{
    sqlite3_stmt *all[] = { w->records, w->names, w->roles };
    for (size_t i = 0; i < 3; i++)
        if (all[i])
            sqlite3_reset(all[i]);
    free(w->name);
    free(w->role);
}

/* Is the cursor's row before (-1), of (0) or behind (1) the record? */
static int place(sqlite3_stmt *s, struct str id, int64_t source)
{
    int c = str_compare(db_text(s, 0), id);
    int64_t row = sqlite3_column_int64(s, 1);
    return c ? c : (row > source) - (row < source);
}

static bool take_names(struct walk *w, struct actor *x, int64_t source, struct arena *arena, struct error *err)
{
    size_t n = 0;
    int at;
    while (w->more_names && (at = place(w->names, x->id, source)) <= 0) {
        if (at == 0) {
            GROW(w->name, n, w->name_capacity);
            w->name[n++] = (struct actor_name){ arena_str(arena, db_text(w->names, 2)), sqlite3_column_int(w->names, 3), { NULL, 0 } };
        }
        if (!advance(w, w->names, &w->more_names, err))
            return false;
    }
    x->names = arena_array(arena, struct actor_name, n + 1);
    if (n)
        memcpy(x->names, w->name, n * sizeof *w->name);
    x->name_count = n;
    return true;
}

static bool take_roles(struct walk *w, struct actor *x, int64_t source, struct arena *arena, struct error *err)
{
    size_t n = 0;
    int at;
    while (w->more_roles && (at = place(w->roles, x->id, source)) <= 0) {
        if (at == 0) {
            GROW(w->role, n, w->role_capacity);
            w->role[n++] = (struct actor_role){
                arena_str(arena, db_text(w->roles, 2)), arena_str(arena, db_text(w->roles, 3)), (int32_t)sqlite3_column_int64(w->roles, 4),
                (int32_t)sqlite3_column_int64(w->roles, 5), sqlite3_column_int(w->roles, 6) != 0, { NULL, 0 },
            };
        }
        if (!advance(w, w->roles, &w->more_roles, err))
            return false;
    }
    x->roles = arena_array(arena, struct actor_role, n + 1);
    if (n)
        memcpy(x->roles, w->role, n * sizeof *w->role);
    x->role_count = n;
    return true;
}

static bool next_record(struct walk *w, struct arena *arena, struct registry_record *ret, struct error *err)
{
    sqlite3_stmt *s = w->records;
    int64_t source = sqlite3_column_int64(s, REGISTRY_SOURCE_COLUMN);
    *ret = registry_record_of(s, arena);
    return take_names(w, &ret->actor, source, arena, err) && take_roles(w, &ret->actor, source, arena, err) &&
           advance(w, s, &w->more_records, err);
}

bool registry_walk_records(struct archive *a, bool (*visit)(void *ctx, const struct registry_record *record, struct error *err), void *ctx,
                           struct error *err)
{
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct walk w;
    bool ok = open_walk(a, &w, err);
    while (ok && w.more_records) {
        struct registry_record record;
        ok = next_record(&w, &arena, &record, err) && visit(ctx, &record, err);
        arena_reset(&arena);
    }
    close_walk(&w);
    return ok;
}

/* ---- joined ---- */

/* The ids that take part in a merge: those that went, and those that they went into. */
static bool read_merged(struct archive *a, struct strmap *gone, struct strmap *into, struct error *err)
{
    sqlite3_stmt *s = db_statement(&a->db, "SELECT id, into_id FROM actor_merge", err);
    if (!s)
        return false;
    int row;
    while ((row = db_step(&a->db, s, err)) > 0) {
        strmap_intern(gone, db_text(s, 0), NULL);
        strmap_intern(into, db_text(s, 1), NULL);
    }
    return row == 0;
}

struct joining {
    struct archive *a;
    struct strmap gone, into;
    struct registry_record *records;    /* of the id in hand */
    size_t n, capacity;
    struct arena arena;
    bool (*visit)(void *ctx, const struct actor *actor, struct error *err);
    void *ctx;
};

static bool give(struct joining *j, struct error *err)
{
    struct actor actor;
    bool found = true, ok = true;
    if (!j->n)
        return true;
    struct str id = j->records[0].actor.id;
    bool merges = j->gone.n > 0;
    if (merges && strmap_find(&j->gone, id) != STRMAP_NONE)
        found = false;      /* it comes with the one that it went into */
    else if (merges && strmap_find(&j->into, id) != STRMAP_NONE)
        ok = registry_get(j->a, id, &j->arena, &found, &actor, err);
    else {
        registry_join(j->records, j->n, id, &j->arena, &actor);
        ok = !merges || registry_follow_references(j->a, &actor, &j->arena, err);
    }
    ok = ok && (!found || j->visit(j->ctx, &actor, err));
    j->n = 0;
    arena_reset(&j->arena);
    return ok;
}

bool registry_walk(struct archive *a, bool (*visit)(void *ctx, const struct actor *actor, struct error *err), void *ctx, struct error *err)
{
    struct joining j = { .a = a, .gone = STRMAP_INIT, .into = STRMAP_INIT, .arena = ARENA_INIT, .visit = visit, .ctx = ctx };
    struct walk w = { .a = a };
    bool ok = read_merged(a, &j.gone, &j.into, err) && open_walk(a, &w, err);
    while (ok && w.more_records) {
        if (j.n && !str_equal(db_text(w.records, 0), j.records[0].actor.id))
            ok = give(&j, err);
        if (!ok)
            break;
        GROW(j.records, j.n, j.capacity);
        ok = next_record(&w, &j.arena, &j.records[j.n], err);
        j.n += ok;
    }
    ok = ok && give(&j, err);
    close_walk(&w);
    strmap_release(&j.gone);
    strmap_release(&j.into);
    arena_release(&j.arena);
    free(j.records);
    return ok;
}

bool registry_count(struct archive *a, int64_t *ret_actors, int64_t *ret_names, struct error *err)
{
    sqlite3_stmt *s = db_statement(&a->db, "SELECT (SELECT count(*) FROM (SELECT id FROM actor EXCEPT SELECT id FROM actor_merge)),"
                                           " (SELECT count(*) FROM actor_name)", err);
    if (!s || db_step(&a->db, s, err) < 0)
        return false;
    *ret_actors = sqlite3_column_int64(s, 0);
    *ret_names = sqlite3_column_int64(s, 1);
    sqlite3_reset(s);
    return true;
}
