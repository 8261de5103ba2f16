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

static struct archive *open_new(const char *dir)
{
    struct archive *a;
    struct error err = { 0 };
    if (!archive_open(dir, true, true, &a, &err))
        fail_msg("%s", err.text);
    return a;
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

static int number_of(const char *dir, const char *sql)
{
    sqlite3 *db = open_sql(dir);
    int n = asked(db, sql);
    sqlite3_close(db);
    return n;
}

static const char models[] = "SELECT count(*) FROM vocabulary";
/* Frames of a model are odd; those of zstd are not. */
static const char frames_without[] = "SELECT count(*) FROM text WHERE substr(hex(frame), 2, 1) NOT IN ('1', '3', '5', '7', '9', 'B', 'D', 'F')";

/* So many frames, and a model, the same in two archives. */
static void same_texts(const char *dir, const char *other, int n)
{
    CLEANUP_FREE char *path = data_dir_archive_path(other);
    CLEANUP_FREE char *attach = xasprintf("ATTACH '%s' AS other", path);
    sqlite3 *db = open_sql(dir);
    assert_int_equal(sqlite3_exec(db, attach, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(asked(db, "SELECT count(*) FROM main.text a JOIN other.text b USING (revision) WHERE a.frame = b.frame"), n);
    assert_int_equal(asked(db, "SELECT count(*) FROM main.vocabulary a JOIN other.vocabulary b USING (number) WHERE a.data = b.data"), 1);
    sqlite3_close(db);
}

/* ---- tests ---- */

static void load_settles(void **state)
{
    (void)state;
    struct scratch s = scratch_make();
    struct archive *a = open_new(s.path);
    load(a, 0, 2500, true);
    check_texts(a, 2500);
    assert_int_equal(number_of(s.path, models), 1);
    assert_int_equal(number_of(s.path, frames_without), 0);
    load(a, 2500, 2600, true);
    check_texts(a, 2600);
    assert_int_equal(number_of(s.path, models), 1);
    assert_int_equal(number_of(s.path, frames_without), 0);
    archive_close(a);
    scratch_remove(&s);
}

/* The model comes with the 2,501st text, be it made by then or not. */
static void load_goes_on(void **state)
{
    (void)state;
    struct scratch s = scratch_make();
    struct archive *a = open_new(s.path);
    struct error err = { 0 };
    threads = THREADS_LATE;
    load(a, 0, 2000, false);
    load(a, 2000, 2500, false);
    assert_int_equal(number_of(s.path, models), 0);
    assert_int_equal(number_of(s.path, frames_without), 2500);
    load(a, 2500, 2501, false);
    threads = THREADS_AS_EVER;
    assert_int_equal(number_of(s.path, models), 1);
    assert_int_equal(number_of(s.path, frames_without), 0);
    check_texts(a, 2501);
    archive_close(a);
    assert_true(archive_open(s.path, false, false, &a, &err));
    check_texts(a, 2501);
    archive_close(a);
    scratch_remove(&s);
}

/* Who is interrupted does not wait; the model comes with the next load. */
static void load_ends_early(void **state)
{
    (void)state;
    struct scratch s = scratch_make();
    struct archive *a = open_new(s.path);
    threads = THREADS_LATE;
    load(a, 0, 2500, false);
    archive_close(a);
    threads = THREADS_AS_EVER;
    assert_int_equal(number_of(s.path, models), 0);
    assert_int_equal(number_of(s.path, frames_without), 2500);
    a = open_new(s.path);
    load(a, 2500, 2501, true);
    check_texts(a, 2501);
    archive_close(a);
    assert_int_equal(number_of(s.path, models), 1);
    assert_int_equal(number_of(s.path, frames_without), 0);
    scratch_remove(&s);
}

/* What is rolled back goes out of the model that is being made, too. */
static void rolled_back_meanwhile(void **state)
{
    (void)state;
    struct scratch s = scratch_make(), other = scratch_make();
    struct archive *a = open_new(s.path), *b = open_new(other.path);
    struct error err = { 0 };
    load(a, 0, 1900, false);
    assert_true(archive_begin(a, &err));
    put_texts(a, 1900, 2500);
    archive_rollback(a);
    assert_int_equal(number_of(s.path, models), 0);
    load(a, 3000, 3200, true);
    load(b, 0, 1900, false);
    load(b, 3000, 3200, true);
    check_texts(a, 1900);
    archive_close(a);
    archive_close(b);
    same_texts(s.path, other.path, 2100);
    scratch_remove(&s);
    scratch_remove(&other);
}

/* The same is stored whether the model is there at once, in time, or late. */
static void time_tells_nothing(void **state)
{
    (void)state;
    enum { TIMES = 3, TEXTS = 3000 };
    struct scratch s[TIMES];
    for (int i = 0; i < TIMES; i++) {
        s[i] = scratch_make();
        struct archive *a = open_new(s[i].path);
        threads = i == 0 ? THREADS_AS_EVER : i == 1 ? THREADS_LATE : THREADS_NONE;
        load(a, 0, 2300, false);
        load(a, 2300, TEXTS, true);
        threads = THREADS_AS_EVER;
        archive_close(a);
    }
    same_texts(s[0].path, s[1].path, TEXTS);
    same_texts(s[0].path, s[2].path, TEXTS);
    for (int i = 0; i < TIMES; i++)
        scratch_remove(&s[i]);
}

/* A model that cannot be stored fails the load that waits for it, and no other. */
static void cannot_be_stored(void **state)
{
    (void)state;
    struct scratch s = scratch_make();
    struct archive *a = open_new(s.path);
    struct error err = { 0 };
    load(a, 0, 2100, false);
    sqlite3 *db = open_sql(s.path);
    assert_int_equal(sqlite3_exec(db, "CREATE TRIGGER refuse BEFORE INSERT ON vocabulary BEGIN SELECT raise(ABORT, 'no room'); END", NULL, NULL, NULL), SQLITE_OK);
    assert_true(archive_begin(a, &err));
    put_texts(a, 2100, 2200);
    assert_false(archive_settle(a, &err));
    assert_non_null(strstr(err.text, "no room"));
    archive_rollback(a);
    assert_int_equal(sqlite3_exec(db, "DROP TRIGGER refuse", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    check_texts(a, 2100);
    load(a, 2100, 2200, true);
    check_texts(a, 2200);
    archive_close(a);
    assert_int_equal(number_of(s.path, models), 1);
    assert_int_equal(number_of(s.path, frames_without), 0);
    scratch_remove(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(load_settles),
        cmocka_unit_test(load_goes_on),
        cmocka_unit_test(load_ends_early),
        cmocka_unit_test(rolled_back_meanwhile),
        cmocka_unit_test(time_tells_nothing),
        cmocka_unit_test(cannot_be_stored),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
