#include "engine/store/registry_write.h"

#include "engine/base/memory.h"
#include "engine/base/strmap.h"
#include "engine/store/archive_private.h"
#include "engine/store/registry_private.h"

#include <stdio.h>
#include <stdlib.h>

/* Changed actors and their names are told one by one up to so many; beyond, every article is resolved anew. */
enum { CHANGED_ACTORS_MAX = 2000 };

struct storing {
    struct archive *a;
    const struct registry_source *source;
    int64_t source_id, record;      /* the record in hand */
    struct registry_counts counts;
    int64_t revision;               /* of this change; 0: nothing has changed yet */
    uint64_t noted;
    struct strbuf key;
};

/* ---- revisions and what changed in them ---- */

static bool put_fact(struct archive *a, const char *key, struct str value, struct error *err)
{
    sqlite3_stmt *s = db_statement(&a->db, "INSERT INTO registry(key, value) VALUES(?1, ?2) ON CONFLICT(key) DO UPDATE SET value = excluded.value", err);
    if (!s)
        return false;
    db_bind_str(s, 1, str_of(key));
    db_bind_str(s, 2, value);
    return db_run(&a->db, s, err);
}

bool registry_set_builtin_digest(struct archive *a, struct str digest, struct error *err)
{
    return put_fact(a, "builtin", digest, err);
}

static bool raise_revision(struct archive *a, int64_t *ret, struct error *err)
{
    char text[32];
    if (!registry_revision(a, ret, err))
        return false;
    snprintf(text, sizeof text, "%lld", (long long)++*ret);
    return put_fact(a, "revision", str_of(text), err);
}

static bool note_change(struct archive *a, int64_t revision, struct str actor, struct str name, struct error *err)
{
    sqlite3_stmt *s = db_statement(&a->db, "INSERT OR IGNORE INTO actor_change(revision, actor, name) VALUES(?1, ?2, ?3)", err);
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, revision);
    db_bind_str(s, 2, actor);
    db_bind_str(s, 3, name);
    return db_run(&a->db, s, err);
}

/* An actor of '' stands for all of them. */
static bool note_all_changed(struct archive *a, int64_t revision, struct error *err)
{
    sqlite3_stmt *s = db_statement(&a->db, "DELETE FROM actor_change WHERE revision = ?1", err);
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, revision);
    return db_run(&a->db, s, err) && note_change(a, revision, (struct str){ NULL, 0 }, (struct str){ NULL, 0 }, err);
}

/* Before an actor's record goes, and after it came: its names may be read otherwise from now on. */
static bool note_actor(struct storing *w, struct str id, struct error *err)
{
    if (!w->revision && !raise_revision(w->a, &w->revision, err))
        return false;
    if (w->noted > CHANGED_ACTORS_MAX)
        return true;
    if (++w->noted > CHANGED_ACTORS_MAX)
        return note_all_changed(w->a, w->revision, err);
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct actor actor;
    bool found;
    if (!registry_get(w->a, id, &arena, &found, &actor, err) || !note_change(w->a, w->revision, id, (struct str){ NULL, 0 }, err))
        return false;
    if (found && !str_equal(actor.id, id) && !note_change(w->a, w->revision, actor.id, (struct str){ NULL, 0 }, err))
        return false;
    for (size_t i = 0; found && i < actor.name_count; i++)
        if (!note_change(w->a, w->revision, id, actor.names[i].name, err))
            return false;
    return true;
}

/* ---- records ---- */

static const char add_key[] = "INSERT OR IGNORE INTO record_key(key, record) VALUES(?1, ?2)", drop_key[] = "DELETE FROM record_key WHERE key = ?1 AND record = ?2";

static bool change_key(struct storing *w, const char *change, struct str key, struct error *err)
{
    sqlite3_stmt *s = key.n ? db_statement(&w->a->db, change, err) : NULL;
    if (!s)
        return !key.n;
    db_bind_str(s, 1, key);
    sqlite3_bind_int64(s, 2, w->record);
    return db_run(&w->a->db, s, err);
}

/* Adds or drops the key of the whole name; of a person's its last word's too. */
static bool change_keys(struct storing *w, const char *change, enum actor_kind kind, struct str name, int flags, struct error *err)
{
    if (flags & NAME_CAPITAL)
        return true;    /* a capital's name is looked up as a place's */
    strbuf_clear(&w->key);
    w->source->key_of(w->source->key_ctx, name, &w->key);
    if (!change_key(w, change, strbuf_view(&w->key), err))
        return false;
    const char *space = kind == ACTOR_PERSON ? strrchr(w->key.p, ' ') : NULL;
    return !space || change_key(w, change, str_of(space + 1), err);
}

static bool put_name(struct storing *w, const struct actor *x, size_t place, struct error *err)
{
    const struct actor_name *name = &x->names[place];
    sqlite3_stmt *s = db_statement(&w->a->db, "INSERT INTO record_name(record, place, name, flags) VALUES(?1, ?2, ?3, ?4)", err);
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, w->record);
    sqlite3_bind_int64(s, 2, (int64_t)place);
    db_bind_str(s, 3, name->name);
    sqlite3_bind_int(s, 4, name->flags);
    return db_run(&w->a->db, s, err) && change_keys(w, add_key, x->kind, name->name, name->flags, err);
}

static bool put_role(struct storing *w, const struct actor *x, size_t place, struct error *err)
{
    const struct actor_role *r = &x->roles[place];
    sqlite3_stmt *s = db_statement(&w->a->db,
        "INSERT INTO record_role(record, place, office, of, first, last, acting) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)", err);
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, w->record);
    sqlite3_bind_int64(s, 2, (int64_t)place);
    db_bind_str(s, 3, r->office);
    db_bind_str(s, 4, r->of);
    sqlite3_bind_int64(s, 5, r->from);
    sqlite3_bind_int64(s, 6, r->to);
    sqlite3_bind_int(s, 7, r->acting);
    return db_run(&w->a->db, s, err);
}

static bool put_record(struct storing *w, const struct actor *x, const struct digest *digest, struct error *err)
{
    sqlite3_stmt *s = db_statement(&w->a->db,
        "INSERT INTO actor(id, source, kind, name, country, party, seat_office, seat_of, founded, dissolved, note, digest)"
        " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)", err);
    if (!s)
        return false;
    const struct str texts[] = { x->name, x->country, x->party, x->seat_office, x->seat_of };
    db_bind_str(s, 1, x->id);
    sqlite3_bind_int64(s, 2, w->source_id);
    sqlite3_bind_int(s, 3, (int)x->kind);
    for (int i = 0; i < 5; i++)
        db_bind_str(s, 4 + i, texts[i]);
    sqlite3_bind_int64(s, 9, x->founded);
    sqlite3_bind_int64(s, 10, x->dissolved);
    db_bind_str(s, 11, x->note);
    db_bind_blob(s, 12, (struct str){ (const char *)digest->bytes, DIGEST_BYTES });
    if (!db_run(&w->a->db, s, err))
        return false;
    w->record = sqlite3_last_insert_rowid(w->a->db.sqlite);
    for (size_t i = 0; i < x->name_count; i++)
        if (!put_name(w, x, i, err))
            return false;
    for (size_t i = 0; i < x->role_count; i++)
        if (!put_role(w, x, i, err))
            return false;
    return true;
}

/* The keys of the record in hand: they follow from its names. */
static bool drop_keys(struct storing *w, struct error *err)
{
    CLEANUP_STRBUF struct strbuf name = STRBUF_INIT;
    sqlite3_stmt *s = db_statement(&w->a->db, "SELECT n.name, flags, kind FROM record_name n JOIN actor USING(record) WHERE record = ?1", err);
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, w->record);
    int row;
    while ((row = db_step(&w->a->db, s, err)) > 0) {
        strbuf_clear(&name);
        strbuf_str(&name, db_text(s, 0));
        if (!change_keys(w, drop_key, (enum actor_kind)sqlite3_column_int(s, 2), strbuf_view(&name), sqlite3_column_int(s, 1), err)) {
            sqlite3_reset(s);
            return false;
        }
    }
    return row == 0;
}

static bool remove_record(struct storing *w, struct str id, int64_t source, struct error *err)
{
    static const char *const removals[] = {
        "DELETE FROM record_name WHERE record = ?1", "DELETE FROM record_role WHERE record = ?1", "DELETE FROM actor WHERE record = ?1",
    };
    struct db *db = &w->a->db;
    sqlite3_stmt *s = db_statement(db, "SELECT record FROM actor WHERE id = ?1 AND source = ?2", err);
    if (!s)
        return false;
    db_bind_str(s, 1, id);
    sqlite3_bind_int64(s, 2, source);
    int row = db_step(db, s, err);
    if (row <= 0)
        return row == 0;
    w->record = sqlite3_column_int64(s, 0);
    sqlite3_reset(s);
    if (!drop_keys(w, err))
        return false;
    for (size_t i = 0; i < sizeof removals / sizeof *removals; i++) {
        if (!(s = db_statement(db, removals[i], err)))
            return false;
        sqlite3_bind_int64(s, 1, w->record);
        if (!db_run(db, s, err))
            return false;
    }
    return true;
}

static void put_number(struct strbuf *b, int64_t x)
{
    strbuf_format(b, "%lld\n", (long long)x);
}

/* Of all that a record says, so that one that says the same is known. */
static struct digest digest_of_actor(const struct actor *x)
{
    CLEANUP_STRBUF struct strbuf b = STRBUF_INIT;
    const struct str texts[] = { x->id, x->name, x->country, x->party, x->seat_office, x->seat_of, x->note };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        put_number(&b, (int64_t)texts[i].n);
        strbuf_str(&b, texts[i]);
    }
    put_number(&b, x->kind);
    put_number(&b, x->founded);
    put_number(&b, x->dissolved);
    for (size_t i = 0; i < x->name_count; i++) {
        put_number(&b, x->names[i].flags);
        put_number(&b, (int64_t)x->names[i].name.n);
        strbuf_str(&b, x->names[i].name);
    }
    for (size_t i = 0; i < x->role_count; i++) {
        const struct actor_role *r = &x->roles[i];
        strbuf_format(&b, "r%zu\n%.*s%zu\n%.*s", r->office.n, STR_ARG(r->office), r->of.n, STR_ARG(r->of));
        put_number(&b, r->from);
        put_number(&b, r->to);
        put_number(&b, r->acting);
    }
    struct str all = strbuf_view(&b);
    return digest_of(&all, 1);
}

/* ---- a source ---- */

static bool source_number(struct archive *a, struct str origin, struct str file, int64_t *ret, struct error *err)
{
    sqlite3_stmt *put = db_statement(&a->db, "INSERT OR IGNORE INTO actor_source(origin, file) VALUES(?1, ?2)", err);
    sqlite3_stmt *get = put ? db_statement(&a->db, "SELECT id FROM actor_source WHERE origin = ?1 AND file = ?2", err) : NULL;
    if (!get)
        return false;
    for (int i = 0; i < 2; i++) {
        db_bind_str(i ? get : put, 1, origin);
        db_bind_str(i ? get : put, 2, file);
    }
    if (!db_run(&a->db, put, err) || db_step(&a->db, get, err) < 0)
        return false;
    *ret = sqlite3_column_int64(get, 0);
    sqlite3_reset(get);
    return true;
}

struct stored {
    struct strmap ids;          /* what the source has now */
    struct digest *digests;     /* by number */
    bool *met;
    size_t capacity;
};

static bool read_stored(struct storing *w, struct stored *st, struct error *err)
{
    sqlite3_stmt *s = db_statement(&w->a->db, "SELECT id, digest FROM actor WHERE source = ?1", err);
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, w->source_id);
    int row;
    while ((row = db_step(&w->a->db, s, err)) > 0) {
        struct str digest = db_text(s, 1);
        size_t n = st->ids.n;
        strmap_intern(&st->ids, db_text(s, 0), NULL);
        GROW(st->digests, n, st->capacity);
        memset(&st->digests[n], 0, sizeof *st->digests);
        if (digest.n == DIGEST_BYTES)
            memcpy(st->digests[n].bytes, digest.p, DIGEST_BYTES);
    }
    st->met = xcalloc(st->ids.n + 1, sizeof *st->met);
    return row == 0;
}

static bool store_one(struct storing *w, struct stored *st, const struct actor *x, struct error *err)
{
    struct digest digest = digest_of_actor(x);
    uint32_t known = strmap_find(&st->ids, x->id);
    if (known != STRMAP_NONE) {
        if (st->met[known])
            return true;
        st->met[known] = true;
        if (memcmp(&st->digests[known], &digest, sizeof digest) == 0) {
            w->counts.same++;
            return true;
        }
        w->counts.changed++;
        if (!note_actor(w, x->id, err) || !remove_record(w, x->id, w->source_id, err))
            return false;
    } else {
        w->counts.added++;
    }
    return put_record(w, x, &digest, err) && note_actor(w, x->id, err);
}

static bool remove_unmet(struct storing *w, const struct stored *st, size_t before, struct error *err)
{
    for (uint32_t i = 0; i < before; i++) {
        struct str id = strmap_key(&st->ids, i);
        if (st->met[i])
            continue;
        w->counts.removed++;
        if (!note_actor(w, id, err) || !remove_record(w, id, w->source_id, err))
            return false;
    }
    return true;
}

bool registry_store(struct archive *a, const struct registry_source *source, enum registry_mode mode, const struct actor *actors, size_t count,
                    struct registry_counts *ret, struct error *err)
{
    struct storing w = { .a = a, .source = source, .key = STRBUF_INIT };
    struct stored st = { .ids = STRMAP_INIT };
    struct strmap given = STRMAP_INIT;
    bool ok = source_number(a, source->origin, source->file, &w.source_id, err) && read_stored(&w, &st, err);
    size_t before = st.ids.n;
    for (size_t i = 0; ok && i < count; i++) {
        bool is_new;
        strmap_intern(&given, actors[i].id, &is_new);
        ok = !is_new || store_one(&w, &st, &actors[i], err);
    }
    ok = ok && (mode == REGISTRY_ADD || remove_unmet(&w, &st, before, err));
    if (ok)
        *ret = w.counts;
    strmap_release(&given);
    strmap_release(&st.ids);
    free(st.digests);
    free(st.met);
    strbuf_release(&w.key);
    return ok;
}

bool registry_remove(struct archive *a, const struct registry_source *of, struct str id, uint64_t *ret_n, struct error *err)
{
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct storing w = { .a = a, .source = of, .key = STRBUF_INIT };
    struct row { struct str id; int64_t source; } *rows = NULL;
    size_t n = 0, capacity = 0;
    sqlite3_stmt *s = db_statement(&a->db, "SELECT a.id, a.source FROM actor_source s JOIN actor a ON a.source = s.id"
                                           " WHERE s.origin = ?1 AND (?2 = '' OR a.id = ?2) ORDER BY a.id", err);
    if (!s)
        return false;
    db_bind_str(s, 1, of->origin);
    db_bind_str(s, 2, id);
    int row;
    while ((row = db_step(&a->db, s, err)) > 0) {
        GROW(rows, n, capacity);
        rows[n++] = (struct row){ arena_str(&arena, db_text(s, 0)), sqlite3_column_int64(s, 1) };
    }
    bool ok = row == 0;
    for (size_t i = 0; ok && i < n; i++)
        ok = note_actor(&w, rows[i].id, err) && remove_record(&w, rows[i].id, rows[i].source, err);
    free(rows);
    strbuf_release(&w.key);
    *ret_n = n;
    return ok;
}

bool registry_rekey(struct archive *a, int version, registry_key_fn key_of, void *key_ctx, struct error *err)
{
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    char now[16];
    struct str before;
    snprintf(now, sizeof now, "%d", version);
    if (!registry_get_fact(a, "name_key", &arena, &before, err))
        return false;
    if (str_is(before, now))
        return true;
    const struct registry_source source = { .key_of = key_of, .key_ctx = key_ctx };
    struct storing w = { .a = a, .source = &source, .key = STRBUF_INIT };
    sqlite3_stmt *s = db_exec(&a->db, "DELETE FROM record_key", err)
        ? db_statement(&a->db, "SELECT record, n.name, flags, kind FROM record_name n JOIN actor USING(record)", err)
        : NULL;
    int row = -1;
    while (s && (row = db_step(&a->db, s, err)) > 0) {
        struct str name = arena_str(&arena, db_text(s, 1));
        w.record = sqlite3_column_int64(s, 0);
        if (!change_keys(&w, add_key, (enum actor_kind)sqlite3_column_int(s, 3), name, sqlite3_column_int(s, 2), err)) {
            sqlite3_reset(s);
            row = -1;
            break;
        }
        arena_reset(&arena);
    }
    strbuf_release(&w.key);
    return row == 0 && put_fact(a, "name_key", str_of(now), err);
}

/* ---- merging ---- */

bool registry_merge(struct archive *a, struct str id, struct str into, struct error *err)
{
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct storing w = { .a = a };
    struct str from, to;
    if (!registry_id(a, id, &arena, &from, err) || !registry_id(a, into, &arena, &to, err))
        return false;
    if (str_equal(from, to))
        return error_set(err, ERROR_USAGE, "'%.*s' and '%.*s' are one actor already", STR_ARG(id), STR_ARG(into));
    sqlite3_stmt *s = db_statement(&a->db, "INSERT INTO actor_merge(id, into_id) VALUES(?1, ?2)", err);
    if (!s || !note_actor(&w, from, err) || !note_actor(&w, to, err))
        return false;
    db_bind_str(s, 1, from);
    db_bind_str(s, 2, to);
    return db_run(&a->db, s, err);
}

bool registry_unmerge(struct archive *a, struct str id, bool *ret_was, struct error *err)
{
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct storing w = { .a = a };
    struct str now;
    if (!registry_id(a, id, &arena, &now, err))
        return false;
    *ret_was = !str_equal(now, id);
    if (!*ret_was)
        return true;
    sqlite3_stmt *s = db_statement(&a->db, "DELETE FROM actor_merge WHERE id = ?1", err);
    if (!s || !note_actor(&w, id, err))
        return false;
    db_bind_str(s, 1, id);
    return db_run(&a->db, s, err);
}
