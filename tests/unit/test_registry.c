#define _XOPEN_SOURCE 700   /* nftw */
#include "engine/store/registry_write.h"

#include "check.h"
#include "engine/base/memory.h"
#include "engine/store/data_dir.h"
#include "older_registry.h"
#include "scratch.h"

#include <sqlite3.h>

/* Names as they are, in lower case. */
static void key_of(void *ctx, struct str name, struct strbuf *out)
{
    (void)ctx;
    for (size_t i = 0; i < name.n; i++)
        strbuf_byte(out, name.p[i] >= 'A' && name.p[i] <= 'Z' ? (char)(name.p[i] + 32) : name.p[i]);
}

static int32_t day(int year, int month, int d)
{
    return civil_days(year, month, d) * CIVIL_DAY_MINUTES;
}

struct fixture {
    struct scratch scratch;
    struct archive *archive;
    struct arena arena;
    struct error err;
};

static void set_up(struct fixture *f)
{
    *f = (struct fixture){ .scratch = scratch_make(), .arena = ARENA_INIT };
    if (!archive_open(f->scratch.path, true, true, &f->archive, &f->err))
        fail_msg("%s", f->err.text);
}

static void tear_down(struct fixture *f)
{
    archive_close(f->archive);
    arena_release(&f->arena);
    scratch_remove(&f->scratch);
}

static struct registry_counts store(struct fixture *f, const char *origin, const char *file, const struct actor *actors, size_t n)
{
    struct registry_source source = { str_of(origin), str_of(file), key_of, NULL };
    struct registry_counts counts = { 0, 0, 0, 0 };
    if (!archive_begin(f->archive, &f->err) || !registry_store(f->archive, &source, REGISTRY_REPLACE, actors, n, &counts, &f->err) ||
        !archive_commit(f->archive, &f->err))
        fail_msg("%s", f->err.text);
    return counts;
}

static int64_t revision(struct fixture *f)
{
    int64_t r;
    assert_true(registry_revision(f->archive, &r, &f->err));
    return r;
}

static struct actor *person(struct fixture *f, const char *id, const char *name, const char *other)
{
    struct actor *a = arena_new(&f->arena, struct actor);
    struct actor_name *names = arena_array(&f->arena, struct actor_name, 2);
    names[0] = (struct actor_name){ str_of(name), NAME_MAIN, { NULL, 0 } };
    names[1] = (struct actor_name){ str_of(other), 0, { NULL, 0 } };
    *a = (struct actor){ .id = str_of(id), .kind = ACTOR_PERSON, .name = str_of(name), .names = names, .name_count = other ? 2 : 1,
                         .founded = CIVIL_NONE, .dissolved = CIVIL_NONE };
    return a;
}

static void hold(struct actor *a, struct actor_role *roles, size_t n)
{
    a->roles = roles;
    a->role_count = n;
}

static const char *printed(struct fixture *f, const char *id)
{
    struct strbuf out = STRBUF_INIT;
    struct actor a;
    bool found;
    if (!registry_get(f->archive, str_of(id), &f->arena, &found, &a, &f->err))
        fail_msg("%s", f->err.text);
    if (found) {
        strbuf_format(&out, "%.*s (%.*s)", STR_ARG(a.id), STR_ARG(a.origin));
        for (size_t i = 0; i < a.name_count; i++)
            strbuf_format(&out, " %.*s%s/%.*s", STR_ARG(a.names[i].name), a.names[i].flags & NAME_MAIN ? "*" : "", STR_ARG(a.names[i].origin));
        for (size_t i = 0; i < a.role_count; i++) {
            char from[CIVIL_DATE_BYTES], to[CIVIL_DATE_BYTES];
            civil_format_date(a.roles[i].from, from);
            civil_format_date(a.roles[i].to, to);
            strbuf_format(&out, "; %.*s@%.*s %s..%s/%.*s", STR_ARG(a.roles[i].office), STR_ARG(a.roles[i].of), from, to, STR_ARG(a.roles[i].origin));
        }
    }
    const char *s = arena_string(&f->arena, strbuf_view(&out));
    strbuf_release(&out);
    return s;
}

static void origins_are_joined(void **state)
{
    (void)state;
    struct fixture f;
    set_up(&f);
    struct actor *built = person(&f, "Q1", "Ann Example", "Annie"), *listed = person(&f, "Q1", "Anne Exampel", "Annie"),
                 *written = person(&f, "Q1", "Ann E. Example", NULL);
    struct actor_role own[] = { { STR("mayor"), STR("gyumri"), day(2010, 1, 1), day(2014, 12, 31), false, { NULL, 0 } } };
    struct actor_role others[] = {
        { STR("mayor"), STR("gyumri"), day(2011, 5, 1), CIVIL_NONE, false, { NULL, 0 } },       /* at odds with what is known */
        { STR("mayor"), STR("gyumri"), day(2014, 12, 31), day(2016, 1, 1), false, { NULL, 0 } },  /* the day of handing over */
        { STR("mayor"), STR("vanadzor"), day(2011, 5, 1), CIVIL_NONE, false, { NULL, 0 } },
    };
    hold(built, own, 1);
    hold(listed, others, 3);
    store(&f, "list", "a.csv", listed, 1);
    assert_string_equal(printed(&f, "Q1"), "Q1 (list) Anne Exampel*/list Annie/list; mayor@gyumri 2011-05-01../list; mayor@gyumri 2014-12-31..2016-01-01/list; "
                                           "mayor@vanadzor 2011-05-01../list");
    store(&f, "builtin", "", built, 1);
    assert_string_equal(printed(&f, "Q1"), "Q1 (builtin) Ann Example*/builtin Annie/builtin Anne Exampel/list; mayor@gyumri 2010-01-01..2014-12-31/builtin; "
                                           "mayor@gyumri 2014-12-31..2016-01-01/list; mayor@vanadzor 2011-05-01../list");
    store(&f, "hand", "", written, 1);
    assert_string_equal(printed(&f, "Q1"), "Q1 (hand) Ann E. Example*/hand Ann Example/builtin Annie/builtin Anne Exampel/list; "
                                           "mayor@gyumri 2010-01-01..2014-12-31/builtin; mayor@gyumri 2014-12-31..2016-01-01/list; "
                                           "mayor@vanadzor 2011-05-01../list");
    const struct registry_source by_hand = { STR("hand"), { NULL, 0 }, key_of, NULL };
    uint64_t n = 0;
    assert_true(archive_begin(f.archive, &f.err) && registry_remove(f.archive, &by_hand, STR("Q1"), &n, &f.err) && archive_commit(f.archive, &f.err));
    assert_int_equal(n, 1);
    store(&f, "list", "a.csv", NULL, 0);
    assert_string_equal(printed(&f, "Q1"), "Q1 (builtin) Ann Example*/builtin Annie/builtin; mayor@gyumri 2010-01-01..2014-12-31/builtin");
    tear_down(&f);
}

static void the_same_again_changes_nothing(void **state)
{
    (void)state;
    struct fixture f;
    set_up(&f);
    struct actor two[] = { *person(&f, "a", "Ann Example", NULL), *person(&f, "b", "Bob Example", NULL) };
    struct registry_counts c = store(&f, "list", "x", two, 2);
    assert_int_equal(c.added, 2);
    assert_int_equal(revision(&f), 1);
    c = store(&f, "list", "x", two, 2);
    assert_int_equal(c.same, 2);
    assert_int_equal(revision(&f), 1);
    c = store(&f, "list", "y", two, 1);     /* another file of the same origin */
    assert_int_equal(c.added, 1);
    assert_int_equal(revision(&f), 2);
    two[1] = *person(&f, "b", "Bob Example", "Bobby");
    c = store(&f, "list", "x", two + 1, 1);
    assert_int_equal(c.changed, 1);
    assert_int_equal(c.removed, 1);
    assert_string_equal(printed(&f, "a"), "a (list) Ann Example*/list");
    struct registry_changes changes;
    assert_true(registry_changes_after(f.archive, 2, &f.arena, &changes, &f.err));
    assert_int_equal(changes.id_count, 2);
    assert_str(changes.ids[0], "a");
    assert_str(changes.ids[1], "b");
    assert_int_equal(changes.name_count, 3);
    assert_str(changes.names[0], "Ann Example");
    assert_str(changes.names[2], "Bobby");
    assert_false(changes.all);
    assert_true(registry_changes_after(f.archive, 3, &f.arena, &changes, &f.err));
    assert_int_equal(changes.id_count, 0);
    tear_down(&f);
}

static bool merge(struct fixture *f, const char *id, const char *into)
{
    bool ok = archive_begin(f->archive, &f->err) && registry_merge(f->archive, str_of(id), str_of(into), &f->err) && archive_commit(f->archive, &f->err);
    archive_rollback(f->archive);
    return ok;
}

static bool count_actor(void *ctx, const struct actor *actor, struct error *err)
{
    struct strbuf *out = ctx;
    (void)err;
    strbuf_format(out, "%.*s:%zu ", STR_ARG(actor->id), actor->name_count);
    return true;
}

static void merged_and_parted(void **state)
{
    (void)state;
    struct fixture f;
    bool was = false;
    set_up(&f);
    struct actor three[] = { *person(&f, "a", "Ann Example", NULL), *person(&f, "b", "Anna Example", NULL), *person(&f, "c", "Cem Example", NULL) };
    struct actor_role roles[] = { { STR("aide"), STR("a"), day(2020, 1, 1), CIVIL_NONE, false, { NULL, 0 } } };
    hold(&three[2], roles, 1);
    store(&f, "list", "x", three, 3);
    assert_true(merge(&f, "a", "b"));
    assert_string_equal(printed(&f, "a"), "b (list) Anna Example*/list Ann Example/list");
    assert_string_equal(printed(&f, "c"), "c (list) Cem Example*/list; aide@b 2020-01-01../list");
    assert_false(merge(&f, "b", "a"));
    assert_string_equal(f.err.text, "'b' and 'a' are one actor already");
    struct actor *found;
    struct str *ids;
    size_t n;
    assert_true(registry_find(f.archive, STR("ann example"), &f.arena, &found, &n, &f.err));
    assert_int_equal(n, 1);
    assert_str(found[0].id, "b");
    assert_true(registry_find(f.archive, STR("example"), &f.arena, &found, &n, &f.err));
    assert_int_equal(n, 2);
    assert_true(registry_holders(f.archive, STR("aide"), STR("b"), day(2021, 1, 1), &f.arena, &ids, &n, &f.err));
    assert_int_equal(n, 1);
    assert_str(ids[0], "c");
    assert_true(registry_holders(f.archive, STR("aide"), STR("b"), day(2019, 1, 1), &f.arena, &ids, &n, &f.err));
    assert_int_equal(n, 0);
    CLEANUP_STRBUF struct strbuf all = STRBUF_INIT;
    assert_true(registry_walk(f.archive, count_actor, &all, &f.err));
    assert_string_equal(all.p, "b:2 c:1 ");
    assert_true(merge(&f, "b", "c"));
    strbuf_clear(&all);
    assert_true(registry_walk(f.archive, count_actor, &all, &f.err));
    assert_string_equal(all.p, "c:3 ");
    assert_true(archive_begin(f.archive, &f.err) && registry_unmerge(f.archive, STR("b"), &was, &f.err) && archive_commit(f.archive, &f.err));
    assert_true(was);
    assert_string_equal(printed(&f, "a"), "b (list) Anna Example*/list Ann Example/list");
    assert_true(archive_begin(f.archive, &f.err) && registry_unmerge(f.archive, STR("a"), &was, &f.err) && archive_commit(f.archive, &f.err));
    assert_string_equal(printed(&f, "a"), "a (list) Ann Example*/list");
    assert_true(archive_begin(f.archive, &f.err) && registry_unmerge(f.archive, STR("a"), &was, &f.err) && archive_commit(f.archive, &f.err));
    assert_false(was);
    tear_down(&f);
}

static void countries_by_name(void **state)
{
    (void)state;
    struct fixture f;
    struct actor *found;
    size_t n;
    set_up(&f);
    struct actor both[] = { *person(&f, "a", "Examplia", NULL), *person(&f, "b", "Examplia", NULL) };
    both[1].kind = ACTOR_COUNTRY;
    store(&f, "list", "x", both, 2);
    assert_true(registry_find(f.archive, STR("examplia"), &f.arena, &found, &n, &f.err));
    assert_int_equal(n, 2);
    assert_true(registry_find_countries(f.archive, STR("examplia"), &f.arena, &found, &n, &f.err));
    assert_int_equal(n, 1);
    assert_str(found[0].id, "b");
    assert_true(registry_find_countries(f.archive, STR("example"), &f.arena, &found, &n, &f.err));
    assert_int_equal(n, 0);
    tear_down(&f);
}

static void run_sql(const char *dir, const char *sql)
{
    CLEANUP_FREE char *path = data_dir_archive_path(dir);
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    char *why = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
        fail_msg("%s", why);
    sqlite3_close(db);
}

static int64_t count_rows(const char *dir, const char *sql)
{
    CLEANUP_FREE char *path = data_dir_archive_path(dir);
    sqlite3 *db;
    sqlite3_stmt *s;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &s, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(s), SQLITE_ROW);
    int64_t n = sqlite3_column_int64(s, 0);
    sqlite3_finalize(s);
    sqlite3_close(db);
    return n;
}

/* An archive as schema 1 had it: one record an actor, its origin within. */
static void make_schema_1(const char *dir)
{
    static const char sql[] =
        DROP_RECORDS "DROP TABLE actor_source; DROP TABLE actor_merge; DROP TABLE actor_change;"
        "CREATE TABLE actor(id TEXT PRIMARY KEY, kind INTEGER NOT NULL, name TEXT NOT NULL, country TEXT NOT NULL, party TEXT NOT NULL,"
        " seat_office TEXT NOT NULL, seat_of TEXT NOT NULL, founded INTEGER NOT NULL, dissolved INTEGER NOT NULL, note TEXT NOT NULL,"
        " origin TEXT NOT NULL) WITHOUT ROWID;"
        "CREATE TABLE actor_name(actor TEXT NOT NULL, place INTEGER NOT NULL, name TEXT NOT NULL, flags INTEGER NOT NULL, PRIMARY KEY(actor, place)) WITHOUT ROWID;"
        "CREATE TABLE actor_key(key TEXT NOT NULL, actor TEXT NOT NULL, PRIMARY KEY(key, actor)) WITHOUT ROWID;"
        "CREATE TABLE actor_role(actor TEXT NOT NULL, place INTEGER NOT NULL, office TEXT NOT NULL, of TEXT NOT NULL, first INTEGER NOT NULL,"
        " last INTEGER NOT NULL, acting INTEGER NOT NULL, PRIMARY KEY(actor, place)) WITHOUT ROWID;"
        "CREATE INDEX actor_role_office ON actor_role(office, of);"
        "INSERT INTO actor VALUES('Q1', 0, 'Ann Example', '', '', '', '', -2147483648, -2147483648, '', 'builtin');"
        "INSERT INTO actor_name VALUES('Q1', 0, 'Ann Example', 1); INSERT INTO actor_key VALUES('ann example', 'Q1');"
        "INSERT INTO actor_role VALUES('Q1', 0, 'mayor', 'gyumri', -2147483648, -2147483648, 0);"
        "INSERT INTO actor VALUES('EX', 3, 'Examplia', '', '', '', '', -2147483648, -2147483648, '', 'builtin');"
        "INSERT INTO actor_name VALUES('EX', 0, 'Examplia', 1); INSERT INTO actor_key VALUES('examplia', 'EX');"
        "DROP TABLE alert; DROP TABLE job; DROP TABLE job_run; DROP TABLE vocabulary; PRAGMA user_version = 1;";
    run_sql(dir, sql);
}

/* And as schema 5 had it: two records of one actor, and one of another. */
static void make_schema_5(const char *dir)
{
    run_sql(dir, OLDER_REGISTRY
        "INSERT INTO actor_source VALUES(1, 'builtin', ''), (2, 'list', 'x');"
        "INSERT INTO actor VALUES('Q1', 1, 0, 'Ann Example', '', '', '', '', -2147483648, -2147483648, '', x'00');"
        "INSERT INTO actor VALUES('Q1', 2, 0, 'Annie', 'AM', '', '', '', -2147483648, -2147483648, '', x'00');"
        "INSERT INTO actor VALUES('Q2', 1, 0, 'Ben Example', '', '', '', '', -2147483648, -2147483648, '', x'00');"
        "INSERT INTO actor_name VALUES('Q1', 1, 0, 'Ann Example', 1), ('Q1', 2, 0, 'Annie', 1), ('Q2', 1, 0, 'Ben Example', 1), ('Q2', 1, 1, 'Benny', 0);"
        "INSERT INTO actor_key VALUES('ann example', 'Q1', 1), ('example', 'Q1', 1), ('annie', 'Q1', 2), ('ben example', 'Q2', 1), ('example', 'Q2', 1),"
        " ('benny', 'Q2', 1);"
        "INSERT INTO actor_role VALUES('Q1', 1, 0, 'mayor', 'gyumri', -2147483648, -2147483648, 0);"
        "PRAGMA user_version = 5;");
}

static void older_archives(void **state)
{
    (void)state;
    static const char known[] = "Q1 (builtin) Ann Example*/builtin; mayor@gyumri ../builtin";
    struct fixture f;
    struct actor *found;
    size_t n;
    set_up(&f);
    archive_close(f.archive);
    make_schema_1(f.scratch.path);
    for (int write = 0; write < 2; write++) {   /* as it is for a reader; brought up for a writer */
        if (!archive_open(f.scratch.path, write, false, &f.archive, &f.err))
            fail_msg("%s", f.err.text);
        assert_string_equal(printed(&f, "Q1"), known);
        assert_true(registry_find(f.archive, STR("ann example"), &f.arena, &found, &n, &f.err));
        assert_int_equal(n, 1);
        assert_true(registry_find_countries(f.archive, STR("examplia"), &f.arena, &found, &n, &f.err));
        assert_int_equal(n, 1);
        if (!write)
            archive_close(f.archive);
    }
    struct actor *again = person(&f, "Q1", "Ann Example", "Annie");
    store(&f, "list", "x", again, 1);
    assert_string_equal(printed(&f, "Q1"), "Q1 (builtin) Ann Example*/builtin Annie/list; mayor@gyumri ../builtin");
    tear_down(&f);
}

static void names_by_their_actors_ids(void **state)
{
    (void)state;
    static const char known[] = "Q1 (builtin) Ann Example*/builtin Annie/list; mayor@gyumri ../builtin";
    struct fixture f;
    struct actor *found;
    struct str *ids;
    size_t n;
    set_up(&f);
    archive_close(f.archive);
    make_schema_5(f.scratch.path);
    for (int write = 0; write < 2; write++) {
        if (!archive_open(f.scratch.path, write, false, &f.archive, &f.err))
            fail_msg("%s", f.err.text);
        assert_string_equal(printed(&f, "Q1"), known);
        assert_string_equal(printed(&f, "Q2"), "Q2 (builtin) Ben Example*/builtin Benny/builtin");
        assert_true(registry_find(f.archive, STR("example"), &f.arena, &found, &n, &f.err));
        assert_int_equal(n, 2);
        assert_true(registry_find(f.archive, STR("annie"), &f.arena, &found, &n, &f.err));
        assert_int_equal(n, 1);
        assert_true(registry_holders(f.archive, STR("mayor"), STR("gyumri"), CIVIL_NONE, &f.arena, &ids, &n, &f.err));
        assert_int_equal(n, 1);
        assert_str(ids[0], "Q1");
        if (!write)
            archive_close(f.archive);
    }
    assert_int_equal(count_rows(f.scratch.path, "SELECT count(*) FROM record_key"), 6);
    assert_int_equal(count_rows(f.scratch.path, "SELECT count(*) FROM sqlite_schema WHERE name LIKE '%\\_5' ESCAPE '\\'"), 0);
    tear_down(&f);
}

/* The names, offices and keys of a record go with it; those of others stay. */
static void what_goes_goes_with_its_keys(void **state)
{
    (void)state;
    struct fixture f;
    struct actor *found;
    size_t n;
    struct actor two[2];
    set_up(&f);
    two[0] = *person(&f, "Q1", "Ann Example", "Annie");
    two[1] = *person(&f, "Q2", "Ben Example", "Benny");
    store(&f, "list", "x", two, 2);
    assert_int_equal(count_rows(f.scratch.path, "SELECT count(*) FROM record_key"), 6);
    two[0] = *person(&f, "Q1", "Ann Example", "Anna");
    store(&f, "list", "x", two, 2);
    assert_int_equal(count_rows(f.scratch.path, "SELECT count(*) FROM record_key"), 6);
    assert_int_equal(count_rows(f.scratch.path, "SELECT count(*) FROM record_key WHERE key = 'annie'"), 0);
    store(&f, "list", "x", two + 1, 1);
    assert_int_equal(count_rows(f.scratch.path, "SELECT count(*) FROM record_key"), 3);
    assert_int_equal(count_rows(f.scratch.path, "SELECT count(*) FROM record_name"), 2);
    assert_int_equal(count_rows(f.scratch.path, "SELECT count(*) FROM actor"), 1);
    assert_true(registry_find(f.archive, STR("example"), &f.arena, &found, &n, &f.err));
    assert_int_equal(n, 1);
    assert_str(found[0].id, "Q2");
    tear_down(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(origins_are_joined),
        cmocka_unit_test(the_same_again_changes_nothing),
        cmocka_unit_test(merged_and_parted), cmocka_unit_test(countries_by_name),
        cmocka_unit_test(older_archives),
        cmocka_unit_test(names_by_their_actors_ids),
        cmocka_unit_test(what_goes_goes_with_its_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
