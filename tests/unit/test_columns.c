#define _XOPEN_SOURCE 700     /* nftw */
/* Columns over several chunks: whole, in parts, value by value; and the bounds of the dates. */
#include "engine/base/memory.h"
#include "engine/store/columns.h"
#include "engine/store/index.h"

#include "tests/unit/check.h"
#include "tests/unit/scratch.h"

#include <stdio.h>

enum { DOCS = 2 * COLUMN_CHUNK + 5000, MISSING = 7 };

static void open_db(const struct scratch *dir, struct db *db)
{
    struct error err = { 0 };
    char path[128];
    snprintf(path, sizeof path, "%s/columns.db", dir->path);
    if (!db_open(path, DB_CREATE, "CREATE TABLE columns(key INTEGER PRIMARY KEY, data BLOB NOT NULL)", INDEX_SCHEMA, db, &err))
        fail_msg("%s", err.text);
}

/* Neither ascending nor of one sign. */
static int32_t date_of(uint32_t docid)
{
    return docid % MISSING ? (int32_t)(docid * 2654435761u % 2000003) - 1000000 : 0;
}

static void write_until(struct db *db, uint32_t first, uint32_t end)
{
    struct error err = { 0 };
    struct column_writer *w = column_writer_new(db);
    for (uint32_t docid = first; docid < end; docid++) {
        const int32_t values[COLUMN_FIXED] = { [COLUMN_DATE] = date_of(docid), [COLUMN_PLACE] = (int32_t)docid };
        if (docid % MISSING)
            assert_true(column_writer_add(w, docid, values, NULL, 0, &err));
    }
    assert_true(column_writer_flush(w, &err));
    column_writer_free(w);
}

static void check_bounds(struct db *db, uint32_t max_docid, bool stored)
{
    struct column_reader r;
    struct error err = { 0 };
    const struct column_bounds *bounds;
    bool fit;
    column_reader_init(&r, db, max_docid);
    assert_true(column_bounds_fit(&r, &fit, &err));
    assert_int_equal(fit, stored);
    assert_true(column_bounds(&r, COLUMN_DATE, &bounds, &err));
    for (uint32_t from = 0; from <= max_docid; from += COLUMN_BLOCK) {
        int32_t least = INT32_MAX, greatest = INT32_MIN;
        for (uint32_t docid = from ? from : 1; docid < from + COLUMN_BLOCK && docid <= max_docid; docid++) {
            least = date_of(docid) < least ? date_of(docid) : least;
            greatest = date_of(docid) > greatest ? date_of(docid) : greatest;
        }
        assert_int_equal(bounds[from / COLUMN_BLOCK].least, least);
        assert_int_equal(bounds[from / COLUMN_BLOCK].greatest, greatest);
    }
    column_reader_release(&r);
}

static void test_bounds_follow_the_dates(void **unused)
{
    (void)unused;
    static const uint32_t ends[] = { 2, 100, COLUMN_BLOCK + 1, COLUMN_CHUNK - 1, COLUMN_CHUNK + 3, DOCS + 1 };
    struct scratch dir = scratch_make();
    struct error err = { 0 };
    struct db db;
    open_db(&dir, &db);
    uint32_t first = 1;
    for (size_t i = 0; i < COUNT(ends); i++) {
        write_until(&db, first, ends[i]);
        check_bounds(&db, ends[i] - 1, true);
        first = ends[i];
    }
    /* what was stored of them is damaged: they are found from the dates */
    CLEANUP_FREE char *sql = xasprintf("UPDATE columns SET data = substr(data, 1, 20) WHERE key = %lld", (long long)COLUMN_DATE_BOUNDS << 32);
    assert_true(db_exec(&db, sql, &err));
    check_bounds(&db, DOCS, false);
    db_close(&db);
    scratch_remove(&dir);
}

static void test_parts_are_as_the_whole(void **unused)
{
    (void)unused;
    static const struct { uint32_t from, to; } parts[] = {
        { 0, 0 }, { 5, 9 }, { 1000, 1030 }, { COLUMN_CHUNK - 20, COLUMN_CHUNK + 20 }, { 4000, 9000 }, { DOCS, DOCS }, { DOCS - 3, DOCS + 5000 }, { 1, DOCS },
    };
    struct scratch dir = scratch_make();
    struct error err = { 0 };
    struct db db;
    struct column_reader r;
    const int32_t *values;
    open_db(&dir, &db);
    write_until(&db, 1, DOCS + 1);
    column_reader_init(&r, &db, DOCS);
    for (size_t i = 0; i < COUNT(parts); i++) {
        assert_true(column_some(&r, COLUMN_PLACE, parts[i].from, parts[i].to, &values, &err));
        for (uint32_t docid = parts[i].from; docid <= parts[i].to && docid <= DOCS; docid++) {
            int32_t value;
            assert_true(column_is_there(&r, COLUMN_PLACE, docid));
            assert_int_equal(values[docid], docid % MISSING ? docid : 0);
            assert_true(column_at(&r, COLUMN_PLACE, docid, &value, &err));
            assert_int_equal(value, values[docid]);
        }
        assert_int_equal(column_is_there(&r, COLUMN_PLACE, 20000), i == COUNT(parts) - 1);
    }
    column_reader_release(&r);
    /* the whole behind a part */
    column_reader_init(&r, &db, DOCS);
    assert_true(column_some(&r, COLUMN_PLACE, 5, 9, &values, &err) && column_fixed(&r, COLUMN_PLACE, &values, &err));
    for (uint32_t docid = 1; docid <= DOCS; docid++)
        assert_int_equal(values[docid], docid % MISSING ? docid : 0);
    assert_true(column_is_there(&r, COLUMN_PLACE, 20000));
    column_reader_release(&r);
    db_close(&db);
    scratch_remove(&dir);
}

static int32_t ascending(uint32_t docid)
{
    return (int32_t)docid * 10 - 170000;
}

static void write_ascending(struct db *db)
{
    struct error err = { 0 };
    struct column_writer *w = column_writer_new(db);
    for (uint32_t docid = 1; docid <= DOCS; docid++)
        assert_true(column_writer_add(w, docid, (const int32_t[COLUMN_FIXED]){ [COLUMN_DATE] = ascending(docid) }, NULL, 0, &err));
    assert_true(column_writer_flush(w, &err));
    column_writer_free(w);
}

/* Each with a reader of its own: what it has to read depends on what was read before. */
static void check_between(struct db *db, int32_t (*date)(uint32_t docid), int32_t lo, int32_t hi)
{
    static uint64_t bits[DOCS / 64 + 1];
    struct column_reader r;
    struct error err = { 0 };
    memset(bits, 0, sizeof bits);
    column_reader_init(&r, db, DOCS);
    assert_true(column_between(&r, COLUMN_DATE, lo, hi, bits, &err));
    for (uint32_t docid = 1; docid <= DOCS; docid++)
        assert_int_equal(bits[docid / 64] >> (docid % 64) & 1, date(docid) >= lo && date(docid) <= hi);
    assert_int_equal(bits[DOCS / 64] >> (DOCS % 64) >> 1, 0);
    column_reader_release(&r);
}

/* The bounds of a block may say that none, all or some of its dates lie between two others; those of few blocks are read alone. */
static void test_between_is_what_the_dates_say(void **unused)
{
    (void)unused;
    static const struct { int32_t lo, hi; } ranges[] = {
        { INT32_MIN + 1, INT32_MAX }, { INT32_MIN + 1, -170001 }, { 0, 0 }, { 5, 8 }, { 1, 5000 }, { -100000, 100000 }, { -169990, -169990 }, { 100000, 207680 },
        { 207670, INT32_MAX }, { -169990 + COLUMN_BLOCK * 10, -169990 + COLUMN_BLOCK * 30 }, { 50, -50 },
    };
    struct scratch dirs[2] = { scratch_make(), scratch_make() };
    struct db mixed, ordered;
    open_db(&dirs[0], &mixed);
    open_db(&dirs[1], &ordered);
    write_until(&mixed, 1, DOCS + 1);
    write_ascending(&ordered);
    for (size_t i = 0; i < COUNT(ranges); i++) {
        check_between(&mixed, date_of, ranges[i].lo, ranges[i].hi);
        check_between(&ordered, ascending, ranges[i].lo, ranges[i].hi);
    }
    db_close(&mixed);
    db_close(&ordered);
    scratch_remove(&dirs[0]);
    scratch_remove(&dirs[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bounds_follow_the_dates), cmocka_unit_test(test_parts_are_as_the_whole), cmocka_unit_test(test_between_is_what_the_dates_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
