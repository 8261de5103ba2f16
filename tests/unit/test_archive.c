#define _XOPEN_SOURCE 700     /* nftw */
#include "engine/store/archive_alerts.h"
#include "engine/store/data_dir.h"

#include "engine/base/memory.h"
#include "tests/unit/check.h"
#include "tests/unit/older_registry.h"
#include "tests/unit/scratch.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#define ZDICT_STATIC_LINKING_ONLY
#include <zdict.h>
#include <zstd.h>

static struct archive *open_new(const char *dir)
{
    struct archive *a;
    struct error err = { 0 };
    if (!archive_open(dir, true, true, &a, &err))
        fail_msg("%s", err.text);
    return a;
}

static enum archive_put put(struct archive *a, const char *id, const char *title, const char *text, int64_t *revision)
{
    struct error err = { 0 };
    struct archive_article article = {
        .id = str_of(id), .title = str_of(title), .text = str_of(text), .source = STR("herald.example"), .date = 27456480, .precision = 4,
        .seen = 27456500, .path = STR("/x.jsonl"), .record = 1,
    };
    enum archive_put what = ARCHIVE_UNCHANGED;
    if (!archive_put(a, &article, 0, &what, revision, &err))
        fail_msg("%s", err.text);
    return what;
}

static void run_sql(const char *dir, const char *sql)
{
    sqlite3 *db;
    CLEANUP_FREE char *path = data_dir_archive_path(dir);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

/* Whoever made it was stopped when the file had its header only. */
static void half_made(void **state)
{
    (void)state;
    struct scratch s = scratch_make();
    struct archive *a;
    struct error err = { 0 };
    run_sql(s.path, "PRAGMA journal_mode = WAL");
    assert_false(archive_open(s.path, false, false, &a, &err));
    assert_string_equal(err.text + strlen(err.text) - 35, "it is empty (caucus index makes it)");
    archive_close(open_new(s.path));
    assert_true(archive_open(s.path, false, false, &a, &err));
    archive_close(a);
    scratch_remove(&s);
}

static void older_schema(void **state)
{
    (void)state;
    struct scratch s = scratch_make();
    struct archive *a;
    struct error err = { 0 };
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct archive_alert *all, alert = { .name = STR("x"), .query = STR("senate"), .format = STR("text"), .file = STR(""), .command = STR(""),
                                         .since = 3, .cursor = 3 };
    size_t n = 9;
    archive_close(open_new(s.path));
    run_sql(s.path, OLDER_REGISTRY "DROP TABLE alert; DROP TABLE job; DROP TABLE job_run; DROP TABLE vocabulary; PRAGMA user_version = 2");
    assert_true(archive_open(s.path, false, false, &a, &err));
    assert_true(archive_alerts(a, &arena, &all, &n, &err));
    assert_int_equal(n, 0);
    archive_close(a);
    assert_true(archive_open(s.path, true, false, &a, &err));
    assert_true(archive_alert_put(a, &alert, &err) && archive_alert_delivered(a, alert.name, 7, &err));
    assert_true(archive_alert_put(a, &alert, &err) && archive_alerts(a, &arena, &all, &n, &err));
    assert_int_equal(n, 1);
    assert_int_equal(all[0].cursor, 7);
    assert_int_equal(all[0].pending_bytes, -1);
    archive_close(a);
    scratch_remove(&s);
}

static void versions_and_what_is_unchanged(void **state)
{
    (void)state;
    struct scratch s = scratch_make();
    struct archive *a = open_new(s.path);
    struct error err = { 0 };
    int64_t revision;
    assert_true(archive_begin(a, &err));
    assert_int_equal(put(a, "one", "Title", "Text.", &revision), ARCHIVE_ADDED);
    assert_int_equal(revision, 1);
    assert_int_equal(put(a, "two", "Title", "Text.", &revision), ARCHIVE_ADDED);
    assert_int_equal(put(a, "one", "Title", "Text.", &revision), ARCHIVE_UNCHANGED);
    assert_int_equal(revision, 1);
    assert_int_equal(put(a, "one", "Title", "Rewritten.", &revision), ARCHIVE_UPDATED);
    assert_int_equal(revision, 3);
    assert_int_equal(put(a, "one", "Title", "Again.", &revision), ARCHIVE_UPDATED);
    assert_true(archive_commit(a, &err));

    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct archive_article article;
    assert_true(archive_get(a, 3, true, &arena, &article, &err));
    assert_str(article.text, "Rewritten.");
    assert_int_equal(article.version, 2);
    assert_int_equal(article.supersedes, 1);
    assert_int_equal(article.superseded_by, 4);
    assert_str(article.key, "i:herald.example\x1Fone");
    int64_t *all;
    size_t n;
    for (int64_t from = 1; from <= 4; from += from == 1 ? 2 : 1) {
        assert_true(archive_versions(a, from, &arena, &all, &n, &err));
        assert_int_equal(n, 3);
        assert_int_equal(all[0], 1);
        assert_int_equal(all[1], 3);
        assert_int_equal(all[2], 4);
    }
    assert_false(archive_get(a, 99, true, &arena, &article, &err));
    assert_int_equal(err.kind, ERROR_NOTHING);
    struct archive_counts counts;
    assert_true(archive_count(a, &counts, &err));
    assert_int_equal(counts.revisions, 4);
    assert_int_equal(counts.articles, 2);
    archive_close(a);
    scratch_remove(&s);
}

static void what_an_article_is_known_by(void **state)
{
    (void)state;
    struct digest d = digest_of(&STR("x"), 1);
    const struct { const char *id, *source, *url, *path; uint64_t record; const char *key; } rows[] = {
        { "7", "a.example", "https://x.example/1", "/f", 3, "i:a.example\x1F" "7" },
        { "", "a.example", "https://www.x.example/1/#top", "/f", 3, "u:x.example/1" },
        { "", "a.example", "http://x.example/1", "/f", 3, "u:x.example/1" },
        { "", "", "", "/folder/one.txt", 0, "f:/folder/one.txt" },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        CLEANUP_STRBUF struct strbuf key = STRBUF_INIT;
        archive_key_of(str_of(rows[i].id), str_of(rows[i].source), str_of(rows[i].url), str_of(rows[i].path), rows[i].record, &d, &key);
        assert_string_equal(key.p, rows[i].key);
    }
    CLEANUP_STRBUF struct strbuf key = STRBUF_INIT;
    archive_key_of(STR(""), STR(""), STR(""), STR("-"), 0, &d, &key);
    assert_int_equal(key.n, 2 + 32);
    assert_memory_equal(key.p, "c:", 2);
}

/* No two are alike, and all are of the same words. */
static const char *text_of(int i, char text[1200])
{
    static const char *const words[] = { "signed", "rejected", "read", "sent", "lost", "found", "printed" };
    int n = snprintf(text, 1200, "The minister said on day %d that the treaty number %d would be %s by both sides before the vote. %*s", i, i * 7919 % 4093,
                     words[i % 7], i % 50, "x");
    for (int k = 0; k < 12; k++)
        n += snprintf(text + n, 1200 - (size_t)n, " Clause %c%c of ward%c%c was %s;", 'a' + i * k % 26, 'a' + (i + k) % 26, 'a' + k, 'a' + i % 23, words[(i + k) % 7]);
    return text;
}

static void put_texts(struct archive *a, int from, int to)
{
    struct error err = { 0 };
    char id[16], text[1200];
    int64_t revision;
    assert_true(archive_begin(a, &err));
    for (int i = from; i < to; i++) {
        snprintf(id, sizeof id, "%d", i);
        put(a, id, "Treaty", text_of(i, text), &revision);
        if (i % 500 == 499)
            assert_true(archive_commit(a, &err) && archive_begin(a, &err));
    }
    assert_true(archive_settle(a, &err) && archive_commit(a, &err));
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

static int count_rows(const char *dir, const char *sql)
{
    sqlite3 *db;
    sqlite3_stmt *s;
    CLEANUP_FREE char *path = data_dir_archive_path(dir);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &s, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(s), SQLITE_ROW);
    int n = sqlite3_column_int(s, 0);
    sqlite3_finalize(s);
    sqlite3_close(db);
    return n;
}

/* The longest frame tells whether the first texts were packed again when there was a model. */
static const char longest_frame[] = "SELECT max(length(frame)) FROM text";

static void texts_survive_the_model(void **state)
{
    (void)state;
    enum { ARTICLES = 5000 };
    struct scratch s = scratch_make();
    struct archive *a = open_new(s.path);
    struct error err = { 0 };
    put_texts(a, 0, ARTICLES);
    check_texts(a, ARTICLES);
    archive_close(a);
    assert_true(archive_open(s.path, false, false, &a, &err));
    check_texts(a, ARTICLES);
    archive_close(a);
    assert_int_equal(count_rows(s.path, "SELECT count(*) FROM vocabulary"), 1);
    assert_int_equal(count_rows(s.path, "SELECT count(*) FROM text"), ARTICLES);
    assert_true(count_rows(s.path, longest_frame) < 150);
    scratch_remove(&s);
}

/* A few a run: no run sees enough for a model, the archive has them all the same. */
static void model_of_many_runs(void **state)
{
    (void)state;
    enum { RUNS = 24, EACH = 100 };
    struct scratch s = scratch_make();
    for (int run = 0; run < RUNS; run++) {
        struct archive *a = open_new(s.path);
        put_texts(a, run * EACH, (run + 1) * EACH);
        archive_close(a);
    }
    struct archive *a = open_new(s.path);
    check_texts(a, RUNS * EACH);
    archive_close(a);
    assert_int_equal(count_rows(s.path, "SELECT count(*) FROM vocabulary"), 1);
    scratch_remove(&s);
}

/* A model is made anew after a rollback, and goes with it. */
static void model_rolled_back(void **state)
{
    (void)state;
    struct scratch s = scratch_make();
    struct archive *a = open_new(s.path);
    struct error err = { 0 };
    char id[16], text[1200];
    int64_t revision;
    put_texts(a, 0, 1900);
    assert_true(archive_begin(a, &err));
    for (int i = 1900; i < 2100; i++) {
        snprintf(id, sizeof id, "%d", i);
        put(a, id, "Treaty", text_of(i, text), &revision);
    }
    archive_rollback(a);
    check_texts(a, 1900);
    put_texts(a, 1900, 2100);
    check_texts(a, 2100);
    archive_close(a);
    assert_int_equal(count_rows(s.path, "SELECT count(*) FROM vocabulary"), 1);
    scratch_remove(&s);
}

/* An archive from before there were vocabularies: its texts are frames of themselves. */
static void texts_from_before(void **state)
{
    (void)state;
    struct scratch s = scratch_make();
    struct archive *a = open_new(s.path), *reader;
    struct error err = { 0 };
    put_texts(a, 0, 1500);
    archive_close(a);
    run_sql(s.path, OLDER_REGISTRY "DROP TABLE vocabulary; PRAGMA user_version = 4");
    assert_true(archive_open(s.path, false, false, &reader, &err));
    check_texts(reader, 1500);
    a = open_new(s.path);
    put_texts(a, 1500, 2500);
    check_texts(a, 2500);
    check_texts(reader, 2500);      /* it was opened before the table was there */
    archive_close(reader);
    archive_close(a);
    scratch_remove(&s);
}

static void bind_and_run(sqlite3 *db, const char *sql, int number, const void *data, size_t n)
{
    sqlite3_stmt *s;
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &s, NULL), SQLITE_OK);
    sqlite3_bind_int(s, 1, number);
    sqlite3_bind_blob(s, 2, data, (int)n, SQLITE_STATIC);
    assert_int_equal(sqlite3_step(s), SQLITE_DONE);
    sqlite3_finalize(s);
}

/* Gives a revision a frame as it was before there were models: codes of word_codes.h with a vocabulary and a dictionary, both of that number. */
static void store_coded_frame(const char *dir, int revision, struct str codes, int number)
{
    static const char vocabulary[] = "\2\0\1\0\0\0\0\0a";   /* "a", and the pair of it */
    sqlite3 *db;
    char content[4096], dictionary[8192], frame[200];
    size_t sizes[16];
    for (size_t i = 0; i < sizeof content; i++)
        content[i] = (char)(i * i / 7);
    for (size_t i = 0; i < COUNT(sizes); i++)
        sizes[i] = sizeof content / COUNT(sizes);
    ZDICT_params_t how = { .dictID = (unsigned)number };
    size_t n = ZDICT_finalizeDictionary(dictionary, sizeof dictionary, content, 1024, content, sizes, COUNT(sizes), how);
    assert_false(ZDICT_isError(n));
    ZSTD_CDict *cdict = ZSTD_createCDict(dictionary, n, 3);
    ZSTD_CCtx *cctx = ZSTD_createCCtx();
    size_t frame_n = ZSTD_compress_usingCDict(cctx, frame, sizeof frame, codes.p, codes.n, cdict);
    assert_false(ZSTD_isError(frame_n));
    assert_int_equal(ZSTD_getDictID_fromFrame(frame, frame_n), number);
    ZSTD_freeCCtx(cctx);
    ZSTD_freeCDict(cdict);
    CLEANUP_FREE char *path = data_dir_archive_path(dir);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    bind_and_run(db, "INSERT INTO dictionary(number, data) VALUES(?1, ?2)", number, dictionary, n);
    bind_and_run(db, "INSERT INTO vocabulary(number, data) VALUES(?1, ?2)", number, vocabulary, sizeof vocabulary - 1);
    bind_and_run(db, "UPDATE text SET frame = ?2 WHERE revision = ?1", revision, frame, frame_n);
    sqlite3_close(db);
}

/* An archive from before there were models: it is read as it is, and gets a model once something is put. */
static void texts_of_word_codes(void **state)
{
    (void)state;
    struct scratch s = scratch_make();
    struct archive *a = open_new(s.path);
    struct error err = { 0 };
    int64_t revision;
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct archive_article article;
    assert_true(archive_begin(a, &err));
    put(a, "old", "Old", "a a a b", &revision);
    assert_true(archive_commit(a, &err));
    archive_close(a);
    store_coded_frame(s.path, (int)revision, STR("\1\0\xFF\1b"), 3);
    run_sql(s.path, OLDER_REGISTRY "PRAGMA user_version = 5");
    assert_true(archive_open(s.path, false, false, &a, &err));
    assert_true(archive_get(a, revision, true, &arena, &article, &err));
    assert_str(article.text, "a a a b");
    archive_close(a);
    a = open_new(s.path);
    put_texts(a, 1, 2300);
    assert_true(archive_get(a, revision, true, &arena, &article, &err));
    assert_str(article.text, "a a a b");
    archive_close(a);
    assert_int_equal(count_rows(s.path, "SELECT max(number) FROM vocabulary"), 4);
    assert_int_equal(count_rows(s.path, "SELECT count(*) FROM vocabulary"), 2);
    assert_int_equal(count_rows(s.path, "PRAGMA user_version"), 6);
    scratch_remove(&s);
}

/* Frames and models that are damaged give an error. */
static void damaged_texts(void **state)
{
    (void)state;
    static const struct { const char *sql, *says; } cases[] = {
        { "UPDATE text SET frame = substr(frame, 1, length(frame) - 4)", "article 2050: the archive is damaged: a text does not unpack (its words are wrong)" },
        { "UPDATE text SET frame = x'03'", "article 2050: the archive is damaged: a text does not unpack (its words are wrong)" },
        { "UPDATE text SET frame = x'05'", "article 2050: the archive is damaged: dictionary 2 is missing" },
        { "UPDATE text SET frame = x'FFFFFFFFFFFFFFFFFF'", "article 2050: the archive is damaged: a text does not unpack (its model is wrong)" },
        { "UPDATE text SET frame = x'28B52FFD'", "article 2050: the archive is damaged: a text does not unpack (Src size is incorrect)" },
        { "UPDATE vocabulary SET data = substr(data, 1, 1000)", "article 2050: the archive is damaged: vocabulary 1 cannot be read" },
        { "DELETE FROM vocabulary", "article 2050: the archive is damaged: dictionary 1 is missing" },
    };
    struct scratch s = scratch_make();
    struct archive *a = open_new(s.path);
    put_texts(a, 0, 2100);
    archive_close(a);
    run_sql(s.path, "CREATE TABLE kept_text AS SELECT * FROM text; CREATE TABLE kept_vocabulary AS SELECT * FROM vocabulary");
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct error err = { 0 };
        CLEANUP_ARENA struct arena arena = ARENA_INIT;
        struct archive_article article;
        run_sql(s.path, cases[i].sql);
        assert_true(archive_open(s.path, false, false, &a, &err));
        assert_false(archive_get(a, 2050, true, &arena, &article, &err));
        assert_string_equal(err.text, cases[i].says);
        archive_close(a);
        run_sql(s.path, "REPLACE INTO text SELECT * FROM kept_text; REPLACE INTO vocabulary SELECT * FROM kept_vocabulary");
    }
    assert_true(archive_open(s.path, false, false, &a, &(struct error){ 0 }));
    check_texts(a, 2100);
    archive_close(a);
    scratch_remove(&s);
}

/* A writer that is killed leaves what it committed, and nothing else. */
static void killed_in_the_middle(void **state)
{
    (void)state;
    struct scratch s = scratch_make();
    pid_t child = fork();
    if (child == 0) {
        struct archive *a;
        struct error err;
        int64_t revision;
        if (!archive_open(s.path, true, true, &a, &err) || !archive_begin(a, &err))
            _exit(1);
        put(a, "kept", "t", "committed", &revision);
        if (!archive_commit(a, &err) || !archive_begin(a, &err))
            _exit(1);
        put(a, "lost", "t", "not committed", &revision);
        kill(getpid(), SIGKILL);
    }
    int status;
    waitpid(child, &status, 0);
    assert_true(WIFSIGNALED(status));
    struct archive *a;
    struct error err = { 0 };
    struct archive_counts counts;
    assert_true(archive_open(s.path, true, false, &a, &err));
    assert_true(archive_count(a, &counts, &err));
    assert_int_equal(counts.revisions, 1);
    archive_close(a);
    scratch_remove(&s);
}

static void one_writer(void **state)
{
    (void)state;
    struct scratch s = scratch_make();
    struct writer_lock mine, other;
    struct error err = { 0 };
    assert_true(writer_lock_take(s.path, 0, &mine, &err));
    assert_false(writer_lock_take(s.path, 0, &other, &err));
    assert_int_equal(err.kind, ERROR_LOCKED);
    char pid[40];
    snprintf(pid, sizeof pid, "(process %ld)", (long)getpid());
    assert_non_null(strstr(err.text, pid));
    writer_lock_release(&mine);
    assert_true(writer_lock_take(s.path, 0, &other, &err));
    writer_lock_release(&other);
    scratch_remove(&s);
}

static void damaged_and_foreign_files(void **state)
{
    (void)state;
    const struct { const char *bytes; size_t n; const char *says; } rows[] = {
        { "garbage! garbage! garbage! garbage! garbage! garbage! garbage! garbage! garbage! garbage! garbage! garbage! ", 100, "no caucus database" },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct scratch s = scratch_make();
        char path[300];
        struct archive *a;
        struct error err = { 0 };
        snprintf(path, sizeof path, "%s/archive.db", s.path);
        FILE *f = fopen(path, "w");
        fwrite(rows[i].bytes, 1, rows[i].n, f);
        fclose(f);
        assert_false(archive_open(s.path, false, false, &a, &err));
        assert_int_equal(err.kind, ERROR_IO);
        assert_non_null(strstr(err.text, rows[i].says));
        scratch_remove(&s);
    }
    struct scratch s = scratch_make();
    struct archive *a;
    struct error err = { 0 };
    assert_false(archive_open(s.path, false, false, &a, &err));
    assert_non_null(strstr(err.text, "there is no archive"));
    a = open_new(s.path);
    archive_close(a);
    char command[400];
    snprintf(command, sizeof command, "%s/archive.db", s.path);
    /* A newer schema: byte 60 of the header is user_version, big-endian. */
    int fd = open(command, O_RDWR);
    assert_int_equal(pwrite(fd, "\0\0\0\x63", 4, 60), 4);
    close(fd);
    assert_false(archive_open(s.path, false, false, &a, &err));
    assert_non_null(strstr(err.text, "newer caucus (schema 99"));
    scratch_remove(&s);
}

static void generations(void **state)
{
    (void)state;
    struct scratch s = scratch_make();
    struct error err = { 0 };
    int64_t number = 5;
    assert_true(data_dir_current(s.path, &number, &err));
    assert_int_equal(number, 0);
    assert_true(data_dir_set_current(s.path, 12, &err));
    assert_true(data_dir_current(s.path, &number, &err));
    assert_int_equal(number, 12);
    char path[300];
    snprintf(path, sizeof path, "%s/current", s.path);
    FILE *f = fopen(path, "w");
    fputs("nonsense", f);
    fclose(f);
    assert_false(data_dir_current(s.path, &number, &err));
    assert_int_equal(err.kind, ERROR_IO);
    scratch_remove(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(half_made),
        cmocka_unit_test(older_schema),
        cmocka_unit_test(versions_and_what_is_unchanged),
        cmocka_unit_test(what_an_article_is_known_by),
        cmocka_unit_test(texts_survive_the_model),
        cmocka_unit_test(model_of_many_runs),
        cmocka_unit_test(model_rolled_back),
        cmocka_unit_test(texts_of_word_codes),
        cmocka_unit_test(damaged_texts),
        cmocka_unit_test(texts_from_before),
        cmocka_unit_test(killed_in_the_middle),
        cmocka_unit_test(one_writer),
        cmocka_unit_test(damaged_and_foreign_files),
        cmocka_unit_test(generations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
