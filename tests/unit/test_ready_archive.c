#define _XOPEN_SOURCE 700     /* nftw */
#include "engine/base/memory.h"
#include "engine/store/archive_private.h"
#include "engine/store/data_dir.h"
#include "engine/store/registry.h"
#include "indexer/ready_archive.h"
#include "indexer/registry_sync.h"

#include <unistd.h>

#include "tests/unit/check.h"
#include "tests/unit/scratch.h"

static const struct config plain = { .actors_path = "" };

static void put_file(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    assert_int_equal(fclose(f), 0);
}

/* The archive as it is made by the build and as it is made from the registry's files, both brought up to a configuration. */
struct both {
    struct scratch ready_dir, read_dir;
    struct archive *ready, *read;
    bool ready_changed, read_changed;
};

static struct both open_both(const struct config *config)
{
    struct both b = { .ready_dir = scratch_make(), .read_dir = scratch_make() };
    struct error err = { 0 };
    if (!ready_archive_open(b.ready_dir.path, &b.ready, &err) || !archive_open(b.read_dir.path, true, true, &b.read, &err) ||
        !registry_sync(b.ready, config, &b.ready_changed, &err) || !registry_sync(b.read, config, &b.read_changed, &err))
        fail_msg("%s", err.text);
    return b;
}

static void close_both(struct both *b)
{
    archive_close(b->ready);
    archive_close(b->read);
    scratch_remove(&b->ready_dir);
    scratch_remove(&b->read_dir);
}

/* Every value of every row, in the rows' order, with its length before it. */
static void dump(struct archive *a, const char *sql, struct strbuf *out)
{
    struct error err = { 0 };
    int row;
    sqlite3_stmt *s = db_statement(archive_db(a), sql, &err);
    if (!s)
        fail_msg("%s", err.text);
    while ((row = db_step(archive_db(a), s, &err)) > 0)
        for (int i = 0; i < sqlite3_column_count(s); i++) {
            struct str value = db_text(s, i);
            strbuf_format(out, "%d %zu ", sqlite3_column_type(s, i), value.n);
            strbuf_str(out, value);
        }
    assert_int_equal(row, 0);
}

static void assert_same(const struct both *b, const char *sql)
{
    CLEANUP_STRBUF struct strbuf ready = STRBUF_INIT;
    CLEANUP_STRBUF struct strbuf read = STRBUF_INIT;
    dump(b->ready, sql, &ready);
    dump(b->read, sql, &read);
    if (ready.n != read.n || memcmp(ready.p, read.p, ready.n) != 0)
        fail_msg("other rows: %s", sql);
}

static int64_t count_of(struct archive *a, const char *sql)
{
    struct error err = { 0 };
    sqlite3_stmt *s = db_statement(archive_db(a), sql, &err);
    if (!s || db_step(archive_db(a), s, &err) != 1)
        fail_msg("%s", err.text);
    int64_t n = sqlite3_column_int64(s, 0);
    sqlite3_reset(s);
    return n;
}

static void has_what_the_files_say(void **state)
{
    (void)state;
    struct both b = open_both(&plain);
    assert_false(b.ready_changed);
    assert_true(b.read_changed);
    assert_true(count_of(b.ready, "SELECT count(*) FROM actor") > 4000);
    static const char *const tables[] = {
        "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name, type", "SELECT * FROM actor_source", "SELECT * FROM actor", "SELECT * FROM record_name",
        "SELECT * FROM record_role", "SELECT * FROM record_key", "SELECT * FROM actor_merge", "SELECT * FROM actor_change", "SELECT * FROM registry",
        "SELECT * FROM record_role INDEXED BY record_role_office ORDER BY office, of", "SELECT count(*) FROM article", "SELECT count(*) FROM run",
        "PRAGMA page_size", "PRAGMA auto_vacuum", "PRAGMA journal_mode", "PRAGMA application_id", "PRAGMA user_version", "PRAGMA integrity_check",
    };
    for (size_t i = 0; i < COUNT(tables); i++)
        assert_same(&b, tables[i]);
    assert_int_equal(count_of(b.ready, "PRAGMA freelist_count"), 0);
    close_both(&b);
}

/* Beside a folder of the configuration's, the built-in records stay; what is read of all is the same, but for the records' numbers. */
static void has_what_the_configuration_adds(void **state)
{
    (void)state;
    struct scratch folder = scratch_make();
    CLEANUP_FREE char *path = xasprintf("%s/own.yaml", folder.path);
    put_file(path, "actors:\n"
                   "  - {id: XX-A, kind: org, name: Ministry of Examples, names: [Example Ministry], country: AM}\n"
                   "  - {id: AM, kind: country, name: Armenia of the Tests}\n");
    struct config config = { .actors_path = folder.path };
    struct both b = open_both(&config);
    struct actor actor;
    struct error err = { 0 };
    bool found, changed;
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    assert_true(b.ready_changed);
    static const char *const views[] = {
        ("SELECT origin, file, a.id, kind, name, country, party, seat_office, seat_of, founded, dissolved, note, digest FROM actor a JOIN actor_source s ON s.id = source"
         " ORDER BY origin, file, a.id"),
        "SELECT actor, source, place, name, flags FROM actor_name ORDER BY actor, source, place",
        "SELECT actor, source, place, office, of, first, last, acting FROM actor_role ORDER BY actor, source, place",
        "SELECT key, actor, source FROM actor_key ORDER BY key, actor, source", "SELECT key, value FROM registry WHERE key <> 'revision'",
    };
    for (size_t i = 0; i < COUNT(views); i++)
        assert_same(&b, views[i]);
    assert_int_equal(count_of(b.ready, "SELECT value FROM registry WHERE key = 'revision'"), 2);
    assert_true(registry_get(b.ready, STR("AM"), &arena, &found, &actor, &err) && found);
    assert_str(actor.name, "Armenia of the Tests");

    /* again: nothing to do; without the folder: as it was */
    assert_true(registry_sync(b.ready, &config, &changed, &err));
    assert_false(changed);
    assert_true(registry_sync(b.ready, &plain, &changed, &err));
    assert_true(changed);
    assert_true(registry_get(b.ready, STR("XX-A"), &arena, &found, &actor, &err));
    assert_false(found);
    assert_true(registry_get(b.ready, STR("AM"), &arena, &found, &actor, &err) && found);
    assert_str(actor.name, "Armenia");
    close_both(&b);
    scratch_remove(&folder);
}

static void what_is_there_stays(void **state)
{
    (void)state;
    struct scratch s = scratch_make();
    struct archive *a;
    struct error err = { 0 };
    assert_true(archive_open(s.path, true, true, &a, &err));
    archive_close(a);
    assert_true(ready_archive_open(s.path, &a, &err));
    assert_int_equal(count_of(a, "SELECT count(*) FROM actor"), 0);
    archive_close(a);
    scratch_remove(&s);
}

/* The log of an archive that was removed is none of the next one's. */
static void a_log_that_was_left_goes(void **state)
{
    (void)state;
    struct scratch s = scratch_make();
    CLEANUP_FREE char *db = data_dir_archive_path(s.path);
    CLEANUP_FREE char *wal = xasprintf("%s-wal", db);
    struct archive *a, *reader;
    struct error err = { 0 };
    assert_true(ready_archive_open(s.path, &a, &err));
    assert_true(archive_begin(a, &err) && db_exec(archive_db(a), "DELETE FROM actor", &err) && archive_commit(a, &err));
    assert_true(archive_open(s.path, false, false, &reader, &err));
    assert_int_equal(count_of(reader, "SELECT count(*) FROM actor"), 0);
    CLEANUP_FREE char *kept = xasprintf("%s.kept", wal);
    assert_int_equal(link(wal, kept), 0);       /* as if both had been killed */
    archive_close(reader);
    archive_close(a);
    assert_int_equal(unlink(db), 0);
    assert_int_equal(rename(kept, wal), 0);
    assert_true(ready_archive_open(s.path, &a, &err));
    assert_true(count_of(a, "SELECT count(*) FROM actor") > 4000);
    archive_close(a);
    scratch_remove(&s);
}

static void a_folder_that_cannot_be_written(void **state)
{
    (void)state;
    struct scratch s = scratch_make();
    CLEANUP_FREE char *missing = xasprintf("%s/missing", s.path);
    struct archive *a;
    struct error err = { 0 };
    assert_false(ready_archive_open(missing, &a, &err));
    assert_int_equal(err.kind, ERROR_IO);
    assert_non_null(strstr(err.text, "archive.db.new': No such file or directory"));
    scratch_remove(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(has_what_the_files_say),
        cmocka_unit_test(has_what_the_configuration_adds),
        cmocka_unit_test(what_is_there_stays),
        cmocka_unit_test(a_log_that_was_left_goes),
        cmocka_unit_test(a_folder_that_cannot_be_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
