/* The model that an archive packs its texts with is made in a thread of its own: what becomes of it, however long that takes and whatever happens meanwhile. */
#define _XOPEN_SOURCE 700     /* nftw */
#define _GNU_SOURCE           /* RTLD_NEXT */
#include "engine/store/archive.h"
#include "engine/store/data_dir.h"

#include "engine/base/memory.h"
#include "tests/unit/check.h"
#include "tests/unit/scratch.h"

#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <time.h>

/* ---- threads that start late, or not at all ---- */

static enum { THREADS_AS_EVER, THREADS_LATE, THREADS_NONE } threads;

struct late {
    void *(*run)(void *);
    void *ctx;
};

static void *run_late(void *ctx)
{
    struct late late = *(struct late *)ctx;
    free(ctx);
    nanosleep(&(struct timespec){ .tv_nsec = 300000000 }, NULL);
    return late.run(late.ctx);
}

/* Stands before that of the system. */
int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *), void *ctx)
{
    static int (*create)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
    if (!create)
        *(void **)&create = dlsym(RTLD_NEXT, "pthread_create");
    if (threads == THREADS_NONE)
        return EAGAIN;
    if (threads == THREADS_AS_EVER)
        return create(thread, attributes, run, ctx);
    struct late *late = xmalloc(sizeof *late);
    *late = (struct late){ run, ctx };
    return create(thread, attributes, run_late, late);
}

/* ---- archives ---- */

/* A folder of its own with an archive, as each test has one. */
struct place {
    struct scratch dir;
    struct archive *archive;
};

static void open_archive(struct place *p, bool write)
{
    struct error err = { 0 };
    if (!archive_open(p->dir.path, write, write, &p->archive, &err))
        fail_msg("%s", err.text);
}

static struct place place_make(void)
{
    struct place p = { .dir = scratch_make() };
    open_archive(&p, true);
    return p;
}

static void place_remove(struct place *p)
{
    archive_close(p->archive);
    scratch_remove(&p->dir);
}

static int before_test(void **state)
{
    static struct place place;
    place = place_make();
    *state = &place;
    return 0;
}

static int after_test(void **state)
{
    threads = THREADS_AS_EVER;
    place_remove(*state);
    return 0;
}

/* No two are alike, and all are of the same words. */
static const char *text_of(int i, char text[1200])
{
    int n = snprintf(text, 1200, "The senate read on day %d that the treaty number %d would be signed by both sides before the vote. %*s", i, i * 7919 % 4093, i % 50, "x");
    for (int k = 0; k < 12; k++)
        n += snprintf(text + n, 1200 - (size_t)n, " Clause %c%c of ward%c%c was lost;", 'a' + i * k % 26, 'a' + (i + k) % 26, 'a' + k, 'a' + i % 23);
    return text;
}

static bool put(struct archive *a, int i, struct error *err)
{
    char id[16], text[1200];
    int64_t revision;
    enum archive_put what;
    snprintf(id, sizeof id, "%d", i);
    struct archive_article article = { .id = str_of(id), .title = STR("Treaty"), .text = str_of(text_of(i, text)), .source = STR("herald.example"),
                                       .path = STR("/x.jsonl"), .record = 1 };
    return archive_put(a, &article, 0, &what, &revision, err);
}

static void put_texts(struct archive *a, int from, int to)
{
    struct error err = { 0 };
    for (int i = from; i < to; i++)
        if (!put(a, i, &err))
            fail_msg("%s", err.text);
}

static void load(struct archive *a, int from, int to, bool settle)
{
    struct error err = { 0 };
    assert_true(archive_begin(a, &err));
    put_texts(a, from, to);
    assert_true((!settle || archive_settle(a, &err)) && archive_commit(a, &err));
}

static void check_texts(struct archive *a, int to)
{
    struct error err = { 0 };
    char text[1200];
    for (int i = 0; i < to; i += 37) {
        CLEANUP_ARENA struct arena arena = ARENA_INIT;
        struct archive_article article;
        assert_true(archive_get(a, i + 1, true, &arena, &article, &err));
        assert_str(article.text, text_of(i, text));
    }
}

static sqlite3 *open_sql(const char *dir)
{
    sqlite3 *db;
    CLEANUP_FREE char *path = data_dir_archive_path(dir);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    return db;
}

static int asked(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *s;
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &s, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(s), SQLITE_ROW);
    int n = sqlite3_column_int(s, 0);
    sqlite3_finalize(s);
    return n;
}

/* How many models there are, and how many texts are packed without one: frames of a model are odd, those of zstd are not. */
static void check_models(const struct place *p, int models, int texts_without)
{
    sqlite3 *db = open_sql(p->dir.path);
    assert_int_equal(asked(db, "SELECT count(*) FROM vocabulary"), models);
    assert_int_equal(asked(db, "SELECT count(*) FROM text WHERE substr(hex(frame), 2, 1) NOT IN ('1', '3', '5', '7', '9', 'B', 'D', 'F')"), texts_without);
    sqlite3_close(db);
}

/* So many frames, and a model, the same in two archives. */
static void same_texts(const struct place *p, const struct place *other, int n)
{
    CLEANUP_FREE char *path = data_dir_archive_path(other->dir.path);
    CLEANUP_FREE char *attach = xasprintf("ATTACH '%s' AS other", path);
    sqlite3 *db = open_sql(p->dir.path);
    assert_int_equal(sqlite3_exec(db, attach, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(asked(db, "SELECT count(*) FROM main.text a JOIN other.text b USING (revision) WHERE a.frame = b.frame"), n);
    assert_int_equal(asked(db, "SELECT count(*) FROM main.vocabulary a JOIN other.vocabulary b USING (number) WHERE a.data = b.data"), 1);
    sqlite3_close(db);
}

/* ---- tests ---- */

static void load_settles(void **state)
{
    struct place *p = *state;
    load(p->archive, 0, 2500, true);
    check_texts(p->archive, 2500);
    check_models(p, 1, 0);
    load(p->archive, 2500, 2600, true);
    check_texts(p->archive, 2600);
    check_models(p, 1, 0);
}

/* The model comes with the 2,501st text, be it made by then or not. */
static void load_goes_on(void **state)
{
    struct place *p = *state;
    threads = THREADS_LATE;
    load(p->archive, 0, 2000, false);
    load(p->archive, 2000, 2500, false);
    check_models(p, 0, 2500);
    load(p->archive, 2500, 2501, false);
    threads = THREADS_AS_EVER;
    check_models(p, 1, 0);
    check_texts(p->archive, 2501);
    archive_close(p->archive);
    open_archive(p, false);
    check_texts(p->archive, 2501);
}

/* Who is interrupted does not wait; the model comes with the next load. */
static void load_ends_early(void **state)
{
    struct place *p = *state;
    threads = THREADS_LATE;
    load(p->archive, 0, 2500, false);
    archive_close(p->archive);
    threads = THREADS_AS_EVER;
    check_models(p, 0, 2500);
    open_archive(p, true);
    load(p->archive, 2500, 2501, true);
    check_texts(p->archive, 2501);
    check_models(p, 1, 0);
}

/* What is rolled back goes out of the model that is being made, too. */
static void rolled_back_meanwhile(void **state)
{
    struct place *p = *state, other = place_make();
    struct error err = { 0 };
    load(p->archive, 0, 1900, false);
    assert_true(archive_begin(p->archive, &err));
    put_texts(p->archive, 1900, 2500);
    archive_rollback(p->archive);
    check_models(p, 0, 1900);
    load(p->archive, 3000, 3200, true);
    load(other.archive, 0, 1900, false);
    load(other.archive, 3000, 3200, true);
    check_texts(p->archive, 1900);
    same_texts(p, &other, 2100);
    place_remove(&other);
}

/* The same is stored whether the model is there at once, in time, or late. */
static void time_tells_nothing(void **state)
{
    enum { TEXTS = 3000 };
    struct place late = place_make(), none = place_make();
    const struct { struct place *place; int threads; } rows[] = { { *state, THREADS_AS_EVER }, { &late, THREADS_LATE }, { &none, THREADS_NONE } };
    for (size_t i = 0; i < COUNT(rows); i++) {
        threads = rows[i].threads;
        load(rows[i].place->archive, 0, 2300, false);
        load(rows[i].place->archive, 2300, TEXTS, true);
    }
    threads = THREADS_AS_EVER;
    same_texts(*state, &late, TEXTS);
    same_texts(*state, &none, TEXTS);
    place_remove(&late);
    place_remove(&none);
}

/* A model that cannot be stored fails the load that waits for it, and no other. */
static void cannot_be_stored(void **state)
{
    struct place *p = *state;
    struct error err = { 0 };
    load(p->archive, 0, 2100, false);
    sqlite3 *db = open_sql(p->dir.path);
    assert_int_equal(sqlite3_exec(db, "CREATE TRIGGER refuse BEFORE INSERT ON vocabulary BEGIN SELECT raise(ABORT, 'no room'); END", NULL, NULL, NULL), SQLITE_OK);
    assert_true(archive_begin(p->archive, &err));
    put_texts(p->archive, 2100, 2200);
    assert_false(archive_settle(p->archive, &err));
    assert_non_null(strstr(err.text, "no room"));
    archive_rollback(p->archive);
    assert_int_equal(sqlite3_exec(db, "DROP TRIGGER refuse", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    check_texts(p->archive, 2100);
    load(p->archive, 2100, 2200, true);
    check_texts(p->archive, 2200);
    check_models(p, 1, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(load_settles, before_test, after_test),
        cmocka_unit_test_setup_teardown(load_goes_on, before_test, after_test),
        cmocka_unit_test_setup_teardown(load_ends_early, before_test, after_test),
        cmocka_unit_test_setup_teardown(rolled_back_meanwhile, before_test, after_test),
        cmocka_unit_test_setup_teardown(time_tells_nothing, before_test, after_test),
        cmocka_unit_test_setup_teardown(cannot_be_stored, before_test, after_test),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
