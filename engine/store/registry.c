#include "engine/store/registry.h"

#include "engine/base/memory.h"
#include "engine/store/archive_private.h"
#include "engine/store/registry_private.h"

#include <stdlib.h>

/* ---- the registry's own small facts ---- */

bool registry_get_fact(struct archive *a, const char *key, struct arena *arena, struct str *ret, struct error *err)
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

bool registry_builtin_digest(struct archive *a, struct arena *arena, struct str *ret, struct error *err)
{
    return registry_get_fact(a, "builtin", arena, ret, err);
}

bool registry_is_all_of(struct archive *a, struct str origin, bool *ret, struct error *err)
{
    sqlite3_stmt *s = db_statement(&a->db, "SELECT EXISTS (SELECT 1 FROM actor_merge) OR EXISTS (SELECT 1 FROM actor WHERE source IN"
                                           " (SELECT id FROM actor_source WHERE origin <> ?1))", err);
    if (!s)
        return false;
    db_bind_str(s, 1, origin);
    if (db_step(&a->db, s, err) < 0)
        return false;
    *ret = !sqlite3_column_int(s, 0);
    sqlite3_reset(s);
    return true;
}

bool registry_revision(struct archive *a, int64_t *ret, struct error *err)
{
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct str value;
    if (!registry_get_fact(a, "revision", &arena, &value, err))
        return false;
    *ret = value.n ? atoll(value.p) : 0;
    return true;
}

/* ---- records ---- */

struct registry_record registry_record_of(sqlite3_stmt *s, struct arena *arena)
{
    int kind = sqlite3_column_int(s, 1);
    return (struct registry_record){
        .actor = {
            .id = arena_str(arena, db_text(s, 0)), .kind = kind >= 0 && kind < ACTOR_KINDS ? (enum actor_kind)kind : ACTOR_ORG,
            .name = arena_str(arena, db_text(s, 2)), .country = arena_str(arena, db_text(s, 3)), .party = arena_str(arena, db_text(s, 4)),
            .seat_office = arena_str(arena, db_text(s, 5)), .seat_of = arena_str(arena, db_text(s, 6)),
            .founded = (int32_t)sqlite3_column_int64(s, 7), .dissolved = (int32_t)sqlite3_column_int64(s, 8),
            .note = arena_str(arena, db_text(s, 9)), .origin = arena_str(arena, db_text(s, 10)),
        },
        .file = arena_str(arena, db_text(s, 11)),
    };
}

/* Rows of names and roles: actor, source, and then the fact's own columns. */

#define NAME_COLUMNS "actor, source, name, flags"
#define ROLE_COLUMNS "actor, source, office, of, first, last, acting"

struct gathered_names {
    struct actor_name *v;
    size_t n, capacity;
};

struct gathered_roles {
    struct actor_role *v;
    size_t n, capacity;
};

static void take_name(sqlite3_stmt *s, struct arena *arena, struct gathered_names *to)
{
    GROW(to->v, to->n, to->capacity);
    to->v[to->n++] = (struct actor_name){ arena_str(arena, db_text(s, 2)), sqlite3_column_int(s, 3), { NULL, 0 } };
}

static void take_role(sqlite3_stmt *s, struct arena *arena, struct gathered_roles *to)
{
    GROW(to->v, to->n, to->capacity);
    to->v[to->n++] = (struct actor_role){
        arena_str(arena, db_text(s, 2)), arena_str(arena, db_text(s, 3)), (int32_t)sqlite3_column_int64(s, 4),
        (int32_t)sqlite3_column_int64(s, 5), sqlite3_column_int(s, 6) != 0, { NULL, 0 },
    };
}

static void keep_facts(struct actor *x, const struct gathered_names *names, const struct gathered_roles *roles, struct arena *arena)
{
    x->names = arena_array(arena, struct actor_name, names->n + 1);
    x->roles = arena_array(arena, struct actor_role, roles->n + 1);
    x->name_count = names->n;
    x->role_count = roles->n;
    if (names->n)
        memcpy(x->names, names->v, names->n * sizeof *names->v);
    if (roles->n)
        memcpy(x->roles, roles->v, roles->n * sizeof *roles->v);
}

static bool read_facts(struct archive *a, struct actor *x, int64_t source, struct arena *arena, struct error *err)
{
    struct gathered_names names = { 0 };
    struct gathered_roles roles = { 0 };
    int row = -1;
    sqlite3_stmt *n = db_statement(&a->db, "SELECT " NAME_COLUMNS " FROM actor_name WHERE actor = ?1 AND source = ?2 ORDER BY place", err);
    sqlite3_stmt *r = n ? db_statement(&a->db, "SELECT " ROLE_COLUMNS " FROM actor_role WHERE actor = ?1 AND source = ?2 ORDER BY place", err) : NULL;
    for (int i = 0; r && i < 2; i++) {
        db_bind_str(i ? r : n, 1, x->id);
        sqlite3_bind_int64(i ? r : n, 2, source);
    }
    while (r && (row = db_step(&a->db, n, err)) > 0)
        take_name(n, arena, &names);
    while (row == 0 && (row = db_step(&a->db, r, err)) > 0) {
        take_role(r, arena, &roles);
        row = 0;
    }
    if (row == 0)
        keep_facts(x, &names, &roles, arena);
    free(names.v);
    free(roles.v);
    return row == 0;
}

static bool any_merged(struct archive *a, bool *ret, struct error *err)
{
    sqlite3_stmt *s = db_statement(&a->db, "SELECT 1 FROM actor_merge LIMIT 1", err);
    int row = s ? db_step(&a->db, s, err) : -1;
    if (row < 0)
        return false;
    sqlite3_reset(s);
    *ret = row > 0;
    return true;
}

bool registry_records(struct archive *a, struct str id, struct arena *arena, struct registry_record **ret, size_t *ret_n, struct error *err)
{
    struct registry_record *v = NULL;
    int64_t *sources = NULL;
    size_t n = 0, capacity = 0, source_capacity = 0;
    bool merged;
    if (!any_merged(a, &merged, err))
        return false;
    sqlite3_stmt *s = merged    /* what few archives need takes longer to prepare than to run */
        ? db_statement(&a->db,
              "WITH RECURSIVE one(id) AS (SELECT ?1 UNION SELECT m.id FROM actor_merge m JOIN one ON m.into_id = one.id)"
              " SELECT " REGISTRY_RECORD_COLUMNS " FROM one JOIN actor a ON a.id = one.id JOIN actor_source s ON s.id = a.source", err)
        : db_statement(&a->db, "SELECT " REGISTRY_RECORD_COLUMNS " FROM actor a JOIN actor_source s ON s.id = a.source WHERE a.id = ?1", err);
    if (!s)
        return false;
    db_bind_str(s, 1, id);
    int row;
    while ((row = db_step(&a->db, s, err)) > 0) {
        GROW(v, n, capacity);
        GROW(sources, n, source_capacity);
        sources[n] = sqlite3_column_int64(s, REGISTRY_SOURCE_COLUMN);
        v[n++] = registry_record_of(s, arena);
    }
    bool ok = row == 0;
    for (size_t i = 0; ok && i < n; i++)
        ok = read_facts(a, &v[i].actor, sources[i], arena, err);
    if (ok) {
        *ret = arena_array(arena, struct registry_record, n + 1);
        if (n)
            memcpy(*ret, v, n * sizeof *v);
        *ret_n = n;
    }
    free(v);
    free(sources);
    return ok;
}

/* ---- merged ids ---- */

bool registry_id(struct archive *a, struct str id, struct arena *arena, struct str *ret, struct error *err)
{
    sqlite3_stmt *s = db_statement(&a->db,
        "WITH RECURSIVE up(id, n) AS (SELECT ?1, 0 UNION SELECT m.into_id, n + 1 FROM actor_merge m JOIN up ON m.id = up.id)"
        " SELECT id FROM up ORDER BY n DESC LIMIT 1", err);
    if (!s)
        return false;
    db_bind_str(s, 1, id);
    int row = db_step(&a->db, s, err);
    if (row < 0)
        return false;
    *ret = row && !str_equal(db_text(s, 0), id) ? arena_str(arena, db_text(s, 0)) : id;
    sqlite3_reset(s);
    return true;
}

bool registry_follow_references(struct archive *a, struct actor *x, struct arena *arena, struct error *err)
{
    struct str *references[] = { &x->country, &x->party, &x->seat_of };
    for (int i = 0; i < 3; i++)
        if (references[i]->n && !registry_id(a, *references[i], arena, references[i], err))
            return false;
    for (size_t i = 0; i < x->role_count; i++)
        if (!registry_id(a, x->roles[i].of, arena, &x->roles[i].of, err))
            return false;
    return true;
}

/* ---- actors ---- */

bool registry_get(struct archive *a, struct str id, struct arena *arena, bool *ret_found, struct actor *ret, struct error *err)
{
    struct registry_record *records;
    size_t n;
    bool merged;
    struct str own = id;
    if (!any_merged(a, &merged, err) || (merged && !registry_id(a, id, arena, &own, err)) || !registry_records(a, own, arena, &records, &n, err))
        return false;
    *ret_found = n > 0;
    if (!n)
        return true;
    registry_join(records, n, arena_str(arena, own), arena, ret);
    return !merged || registry_follow_references(a, ret, arena, err);
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

static int by_id(const void *a, const void *b)
{
    return str_compare(((const struct actor *)a)->id, ((const struct actor *)b)->id);
}

/* The actors that ids stand for, each once, by id. */
static bool actors_of(struct archive *a, const struct str *ids, size_t n, struct arena *arena, struct actor **ret, size_t *ret_n, struct error *err)
{
    struct actor *v = arena_array(arena, struct actor, n + 1);
    size_t found = 0;
    for (size_t i = 0; i < n; i++) {
        bool is, again = false;
        if (!registry_get(a, ids[i], arena, &is, &v[found], err))
            return false;
        for (size_t k = 0; is && k < found; k++)
            again = again || str_equal(v[k].id, v[found].id);
        found += is && !again;
    }
    if (found)
        qsort(v, found, sizeof *v, by_id);
    *ret = v;
    *ret_n = found;
    return true;
}

bool registry_find(struct archive *a, struct str key, struct arena *arena, struct actor **ret, size_t *ret_n, struct error *err)
{
    struct str *ids;
    size_t n;
    sqlite3_stmt *s = db_statement(&a->db, "SELECT DISTINCT actor FROM actor_key WHERE key = ?1 ORDER BY actor", err);
    if (!s)
        return false;
    db_bind_str(s, 1, key);
    return ids_of(a, s, arena, &ids, &n, err) && actors_of(a, ids, n, arena, ret, ret_n, err);
}

bool registry_find_countries(struct archive *a, struct str key, struct arena *arena, struct actor **ret, size_t *ret_n, struct error *err)
{
    struct str *ids;
    size_t n;
    sqlite3_stmt *s = db_statement(&a->db, "SELECT DISTINCT k.actor FROM actor_key k JOIN actor a ON a.id = k.actor AND a.source = k.source "
                                           "WHERE k.key = ?1 AND a.kind = ?2 ORDER BY k.actor", err);
    if (!s)
        return false;
    db_bind_str(s, 1, key);
    sqlite3_bind_int(s, 2, ACTOR_COUNTRY);
    return ids_of(a, s, arena, &ids, &n, err) && actors_of(a, ids, n, arena, ret, ret_n, err);
}

/* ---- offices ---- */

static bool holds(const struct actor *x, struct str office, struct str of, int32_t day)
{
    for (size_t i = 0; i < x->role_count; i++) {
        const struct actor_role *r = &x->roles[i];
        bool on_day = day == CIVIL_NONE || ((r->from == CIVIL_NONE || r->from <= day) && (r->to == CIVIL_NONE || r->to >= day));
        if (on_day && str_equal(r->office, office) && (!of.n || str_equal(r->of, of)))
            return true;
    }
    return false;
}

bool registry_holders(struct archive *a, struct str office, struct str of, int32_t day, struct arena *arena, struct str **ret, size_t *ret_n,
                      struct error *err)
{
    struct str *ids;
    struct actor *actors;
    size_t n, holders = 0;
    sqlite3_stmt *s = db_statement(&a->db,
        "WITH RECURSIVE one(id) AS (SELECT ?2 UNION SELECT m.id FROM actor_merge m JOIN one ON m.into_id = one.id)"
        "SELECT DISTINCT actor FROM actor_role WHERE office = ?1 AND (?2 = '' OR of IN (SELECT id FROM one)) ORDER BY actor", err);
    if (!s)
        return false;
    db_bind_str(s, 1, office);
    db_bind_str(s, 2, of);
    if (!ids_of(a, s, arena, &ids, &n, err) || !actors_of(a, ids, n, arena, &actors, &n, err))
        return false;
    if (day != CIVIL_NONE)
        day -= ((day % CIVIL_DAY_MINUTES) + CIVIL_DAY_MINUTES) % CIVIL_DAY_MINUTES;
    *ret = arena_array(arena, struct str, n + 1);
    for (size_t i = 0; i < n; i++)
        if (holds(&actors[i], office, of, day))
            (*ret)[holders++] = actors[i].id;
    *ret_n = holders;
    return true;
}

bool registry_holders_of_any(struct archive *a, struct str of, struct arena *arena, struct actor **ret, size_t *ret_n, struct error *err)
{
    struct str *ids;
    size_t n;
    sqlite3_stmt *s = db_statement(&a->db,
        "WITH RECURSIVE one(id) AS (SELECT ?1 UNION SELECT m.id FROM actor_merge m JOIN one ON m.into_id = one.id)"
        "SELECT DISTINCT actor FROM actor_role WHERE of IN (SELECT id FROM one) ORDER BY actor", err);
    if (!s)
        return false;
    db_bind_str(s, 1, of);
    if (!ids_of(a, s, arena, &ids, &n, err) || !actors_of(a, ids, n, arena, ret, ret_n, err))
        return false;
    for (size_t i = 0; i < *ret_n; i++) {
        struct actor *x = &(*ret)[i];
        size_t kept = 0;
        for (size_t k = 0; k < x->role_count; k++)
            if (str_equal(x->roles[k].of, of))
                x->roles[kept++] = x->roles[k];
        x->role_count = kept;
    }
    return true;
}

bool registry_has_office(struct archive *a, struct str office, bool *ret, struct error *err)
{
    sqlite3_stmt *s = db_statement(&a->db, "SELECT 1 FROM actor_role WHERE office = ?1 LIMIT 1", err);
    if (!s)
        return false;
    db_bind_str(s, 1, office);
    int row = db_step(&a->db, s, err);
    if (row < 0)
        return false;
    sqlite3_reset(s);
    *ret = row > 0;
    return true;
}
