#define _XOPEN_SOURCE 700     /* nftw */
/* Segments written straight into the shadow tables against those that FTS5 makes of the same articles, as FTS5 itself reads them. */
#include "engine/store/fts5_tokens.h"
#include "engine/store/index.h"
#include "engine/store/posting_buffer.h"
#include "engine/store/segment_merge.h"
#include "engine/base/hash.h"
#include "engine/base/memory.h"
#include "engine/store/row_list.h"
#include "engine/store/fts5_varint.h"
#include "engine/store/text_rows.h"

#include "tests/unit/check.h"
#include "tests/unit/scratch.h"

#include <stdio.h>

/* Docids are far apart, so that their distances are long and lists go over many pages. */
enum { DOCS = 20000, APART = 13000, LONG_DOC = 9000, LONG_WORDS = 30000, WORDS = 3000 };

static uint32_t state;

static uint32_t random_below(uint32_t n)
{
    state = state * 1664525u + 1013904223u;
    return (uint32_t)((uint64_t)(state >> 4) * n >> 28);
}

static void run_sql(struct db *db, const char *sql)
{
    struct error err = { 0 };
    if (!db_exec(db, sql, &err))
        fail_msg("%s: %s", sql, err.text);
}

static void open_db(const char *path, struct db *db)
{
    struct error err = { 0 };
    if (!db_open(path, DB_CREATE, "SELECT 1", INDEX_SCHEMA, db, &err) || !fts5_tokens_register(db, &err))
        fail_msg("%s", err.text);
    sqlite3_stmt *s = db_statement(db, "SELECT 1 FROM sqlite_schema WHERE name = 'meta'", &err);
    bool made = db_step(db, s, &err) == 1;
    sqlite3_reset(s);
    if (!made)
        run_sql(db, index_schema_sql);
    sqlite3_db_config(db->sqlite, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
}

static struct token_list tokens_of(struct analyser *a, struct strbuf *text, uint32_t n, uint32_t long_word)
{
    struct token_list list = { NULL, 0, 0 };
    strbuf_clear(text);
    for (uint32_t i = 0; i < n; i++)
        strbuf_string(text, i % 3 == 0 ? "the " : "");
    for (uint32_t i = 0; i < n; i++)
        strbuf_format(text, "wörd%u ", long_word ? long_word : random_below(1 + random_below(WORDS)));
    analyser_run(a, strbuf_view(text), "", &list);
    return list;
}

/* What FTS5's tokenizer gets for the same tokens: a minus stands where the writer leaves a place free. */
static void put_stream(struct analyser *a, const struct token_list *list, struct strbuf *out)
{
    for (size_t i = 0; i < list->n; i++) {
        strbuf_str(out, analyser_string(a, list->v[i].exact));
        strbuf_byte(out, ' ');
        if (list->v[i].exact != list->v[i].form) {
            strbuf_byte(out, ANALYSER_MARK);
            strbuf_str(out, analyser_string(a, list->v[i].form));
            strbuf_byte(out, ' ');
        }
    }
    strbuf_string(out, "- ");
}

struct two_ways {
    struct db fts5, ours;
    struct analyser *analyser;
    struct word_counter *counter;
    struct posting_buffer text, impact;
    struct document_terms forms;
    struct strbuf positions, scratch, row_text;
    struct text_row row;
    uint64_t rows, tokens, impact_tokens;
};

static void bind(sqlite3_stmt *s, int at, const struct strbuf *b)
{
    sqlite3_bind_text(s, at, b->p, (int)b->n, SQLITE_STATIC);
}

/* The row that was begun, in FTS5's own way. */
static void insert_row(struct two_ways *t)
{
    struct error err = { 0 };
    if (!t->row_text.n)
        return;
    sqlite3_stmt *s = db_statement(&t->fts5, "INSERT INTO text(rowid, words) VALUES(?1, ?2)", &err);
    sqlite3_bind_int64(s, 1, t->row.row);
    bind(s, 2, &t->row_text);
    assert_true(db_run(&t->fts5, s, &err));
    strbuf_clear(&t->row_text);
    t->rows++;
}

/* The minuses of an article, whose words end at these places of it. */
static void put_gaps(struct two_ways *t, const uint32_t ends[WORD_PARTS], uint32_t begin)
{
    enum { OFFSET = 2 };
    CLEANUP_STRBUF struct strbuf poslist = STRBUF_INIT;
    for (int part = 0; part < WORD_PARTS; part++)
        fts5_put_varint(&poslist, ends[part] - (part ? ends[part - 1] : 0) + OFFSET);
    posting_buffer_positions(&t->text, STR("-"), hash_bytes("-", 1), t->row.row, begin, strbuf_view(&poslist));
    t->tokens += WORD_PARTS;
}

/* Four articles follow on each other. */
static void put_text(struct two_ways *t, uint32_t article)
{
    enum { TOGETHER = 4 };
    const uint32_t docid = article / TOGETHER * TOGETHER * APART + article % TOGETHER;
    const uint32_t most[WORD_PARTS] = { 1, 2, article == LONG_DOC ? LONG_WORDS : 4 };
    uint32_t ends[WORD_PARTS], begin, next = 0;
    CLEANUP_STRBUF struct strbuf stream = STRBUF_INIT;
    for (unsigned part = 0; part < WORD_PARTS; part++) {
        bool is_long = article == LONG_DOC && part == WORD_BODY;
        struct token_list list = tokens_of(t->analyser, &t->scratch, is_long ? LONG_WORDS : 1 + random_below(most[part]), is_long ? 7 : 0);
        word_counter_add(t->counter, list.v, list.n, part);
        put_stream(t->analyser, &list, &stream);
        t->tokens += list.n;
        ends[part] = next + (uint32_t)list.n;
        next = ends[part] + 1;
        token_list_release(&list);
    }
    document_terms_clear(&t->forms);
    strbuf_clear(&t->positions);
    struct text_row row = t->row;
    text_row_add(&row, docid, word_counter_finish(t->counter, &t->forms, &t->positions), &begin);
    if (row.row != t->row.row)
        insert_row(t);
    t->row = row;
    strbuf_str(&t->row_text, strbuf_view(&stream));
    const char *name = t->forms.names.p, *positions = t->positions.p;
    for (size_t i = 0; i < t->forms.n; i++) {
        posting_buffer_positions(&t->text, (struct str){ name, t->forms.v[i].bytes }, t->forms.v[i].hash, t->row.row, begin,
                                 (struct str){ positions, t->forms.v[i].detail });
        name += t->forms.v[i].bytes;
        positions += t->forms.v[i].detail;
    }
    put_gaps(t, ends, begin);
}

/* A term in many articles at many levels, and others that are rare. */
static void put_impact(struct two_ways *t, uint32_t first, uint32_t end)
{
    struct error err = { 0 };
    static unsigned char common[DOCS + 1], rare[DOCS + 1];
    for (uint32_t i = first; i < end; i++) {
        common[i] = (unsigned char)random_below(16);
        rare[i] = (unsigned char)random_below(16);
        char name[20];
        size_t n = (size_t)snprintf(name, sizeof name, "r%u", i % 700);
        posting_buffer_level(&t->impact, STR("common"), hash_bytes("common", 6), i * APART, common[i]);
        posting_buffer_level(&t->impact, (struct str){ name, n }, hash_bytes(name, n), i * APART, rare[i]);
        posting_buffer_level(&t->impact, (struct str){ name, n }, hash_bytes(name, n), i * APART, rare[i]);    /* told twice */
        t->impact_tokens += 2;
    }
    sqlite3_stmt *s = db_statement(&t->fts5, "INSERT INTO impact(rowid, terms) VALUES(?1, ?2)", &err);
    for (unsigned level = 16; level-- > 0;)
        for (uint32_t i = first; i < end; i++) {
            strbuf_clear(&t->scratch);
            if (common[i] == level)
                strbuf_string(&t->scratch, "common ");
            if (rare[i] == level)
                strbuf_format(&t->scratch, "r%u ", i % 700);
            if (!t->scratch.n)
                continue;
            sqlite3_bind_int64(s, 1, row_of(i * APART, level));
            bind(s, 2, &t->scratch);
            assert_true(db_run(&t->fts5, s, &err));
        }
}

static void write_segments(struct two_ways *t, uint64_t impact_rows)
{
    struct error err = { 0 };
    struct segment_writer to;
    if (!segment_writer_begin(&to, &t->ours, true, &err) || !posting_buffer_write(&t->text, &to, &err) ||
        !segment_writer_finish(&to, t->rows, &t->tokens, 1, &err))
        fail_msg("%s", err.text);
    segment_writer_release(&to);
    if (!segment_writer_begin(&to, &t->ours, false, &err) || !posting_buffer_write(&t->impact, &to, &err) ||
        !segment_writer_finish(&to, impact_rows, &t->impact_tokens, 1, &err))
        fail_msg("%s", err.text);
    segment_writer_release(&to);
    t->rows = t->tokens = t->impact_tokens = 0;
    t->row = (struct text_row){ 0 };
}

/* The hash of all that FTS5 finds in a table. */
static uint64_t contents(struct db *db, bool text, int64_t *ret_rows)
{
    struct error err = { 0 };
    run_sql(db, text ? "CREATE VIRTUAL TABLE temp.v USING fts5vocab(main, text, instance)"
                     : "CREATE VIRTUAL TABLE temp.v USING fts5vocab(main, impact, instance)");
    sqlite3_stmt *s = NULL;
    assert_int_equal(sqlite3_prepare_v2(db->sqlite, "SELECT term, doc, coalesce(col, ''), coalesce(offset, -1) FROM temp.v", -1, &s, NULL), SQLITE_OK);
    uint64_t hash = 0;
    int64_t rows = 0;
    int row;
    while ((row = db_step(db, s, &err)) > 0) {
        char line[200];
        int n = snprintf(line, sizeof line, "%s %lld %s %d %llu", (const char *)sqlite3_column_text(s, 0), sqlite3_column_int64(s, 1),
                         (const char *)sqlite3_column_text(s, 2), sqlite3_column_int(s, 3), (unsigned long long)hash);
        hash = hash_bytes(line, (size_t)n);
        rows++;
    }
    assert_int_equal(row, 0);
    *ret_rows = rows;
    sqlite3_finalize(s);
    run_sql(db, "DROP TABLE temp.v");
    return hash;
}

static void compare(struct two_ways *t, const char *ours, const char *when)
{
    struct db fresh;
    open_db(ours, &fresh);
    for (int text = 0; text < 2; text++) {
        int64_t theirs_n, ours_n;
        uint64_t theirs = contents(&t->fts5, text, &theirs_n), mine = contents(&fresh, text, &ours_n);
        if (theirs_n != ours_n || theirs != mine)
            fail_msg("%s: %s: %lld instances and %lld, %s", when, text ? "text" : "impact", (long long)theirs_n, (long long)ours_n,
                     theirs_n == ours_n ? "not the same ones" : "");
    }
    run_sql(&fresh, "INSERT INTO text(text) VALUES('integrity-check'); INSERT INTO impact(impact) VALUES('integrity-check');");
    db_close(&fresh);
}

static void in_fts5(struct two_ways *t, const char *ours, const char *sql)
{
    struct db fresh;
    open_db(ours, &fresh);
    run_sql(&fresh, sql);
    db_close(&fresh);
    run_sql(&t->fts5, sql);
}

/* As many doclist indexes as FTS5 makes. */
static void long_lists_are_indexed(struct two_ways *t)
{
    struct error err = { 0 };
    int counts[2][2];
    for (int i = 0; i < 2; i++) {
        struct db *db = i ? &t->ours : &t->fts5;
        sqlite3_stmt *s = db_statement(db, "SELECT (SELECT count(*) FROM text_idx WHERE pgno & 1), (SELECT count(*) FROM impact_idx WHERE pgno & 1)", &err);
        assert_int_equal(db_step(db, s, &err), 1);
        counts[i][0] = sqlite3_column_int(s, 0);
        counts[i][1] = sqlite3_column_int(s, 1);
        sqlite3_reset(s);
    }
    assert_true(counts[0][0] > 0 && counts[0][1] > 0);
    assert_int_equal(counts[1][0], counts[0][0]);
    assert_int_equal(counts[1][1], counts[0][1]);
}

/* Into a new database, which takes the place of the one that was. */
static void move_merged(struct two_ways *t, const char *fresh)
{
    struct error err = { 0 };
    struct db to;
    bool odd;
    CLEANUP_FREE char *attach = xasprintf("ATTACH '%s' AS old", t->ours.path);
    open_db(fresh, &to);
    run_sql(&to, attach);
    run_sql(&to, "BEGIN; REPLACE INTO text_data SELECT * FROM old.text_data WHERE id = 1; REPLACE INTO impact_data SELECT * FROM old.impact_data WHERE id = 1");
    for (int text = 0; text < 2; text++)
        assert_true(segment_merge(&t->ours, &to, text, &odd, &err) && !odd);
    run_sql(&to, "COMMIT; DETACH old");
    db_close(&t->ours);
    t->ours = to;
}

/* Gives whether there was something that is for FTS5 to merge. */
static bool merge(struct two_ways *t)
{
    struct error err = { 0 };
    bool odd, ok = true;
    run_sql(&t->ours, "BEGIN");
    for (int text = 0; text < 2; text++) {
        if (!segment_merge(&t->ours, &t->ours, text, &odd, &err))
            fail_msg("%s", err.text);
        ok = ok && !odd;
    }
    run_sql(&t->ours, ok ? "COMMIT" : "ROLLBACK");
    return !ok;
}

enum merged { NOT_MERGED, MERGED, MERGED_ELSEWHERE };

static void the_same_as_fts5(enum merged merged)
{
    struct scratch dir = scratch_make();
    CLEANUP_FREE char *fts5 = xasprintf("%s/fts5.db", dir.path);
    CLEANUP_FREE char *ours = xasprintf("%s/ours.db", dir.path);
    CLEANUP_FREE char *fresh = xasprintf("%s/fresh.db", dir.path);
    const char *file = ours;
    struct two_ways t = { 0 };
    state = 11;
    open_db(fts5, &t.fts5);
    open_db(ours, &t.ours);
    run_sql(&t.fts5, "INSERT INTO text(text, rank) VALUES('hashsize', 100000000); INSERT INTO impact(impact, rank) VALUES('hashsize', 100000000);"
                     "INSERT INTO text(text, rank) VALUES('pgsz', 8100); INSERT INTO impact(impact, rank) VALUES('pgsz', 8100)");
    t.analyser = analyser_new();
    t.counter = word_counter_new(t.analyser);
    posting_buffer_init(&t.text, true);
    posting_buffer_init(&t.impact, false);
    document_terms_init(&t.forms);
    strbuf_init(&t.positions);
    strbuf_init(&t.scratch);
    strbuf_init(&t.row_text);
    const uint32_t ends[] = { DOCS - 2000, DOCS - 100, DOCS - 99, DOCS + 1 };
    uint32_t first = 1;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        run_sql(&t.fts5, "BEGIN");
        run_sql(&t.ours, "BEGIN");
        for (uint32_t article = first; article < ends[i]; article++)
            put_text(&t, article);
        insert_row(&t);
        put_impact(&t, first, ends[i]);
        write_segments(&t, ends[i] - first);
        run_sql(&t.fts5, "COMMIT");
        run_sql(&t.ours, "COMMIT");
        if (i == 0 || first == DOCS - 99)
            compare(&t, file, "after a commit");
        first = ends[i];
    }
    if (merged == MERGED) {
        assert_false(merge(&t));
    } else if (merged == MERGED_ELSEWHERE) {
        move_merged(&t, fresh);
        file = fresh;
    }
    compare(&t, file, "merged without FTS5");
    long_lists_are_indexed(&t);
    in_fts5(&t, file, "INSERT INTO text(text, rowid, words) VALUES('delete', 117000000, 'the wörd7');"
                      "INSERT INTO impact(impact, rowid, terms) VALUES('delete', 4026531840 + 13000 * 11, 'common');");
    compare(&t, file, "after deletions");
    assert_true(merge(&t));
    compare(&t, file, "after a merge that was given up");
    in_fts5(&t, file, "INSERT INTO text(text, rank) VALUES('merge', 50); INSERT INTO impact(impact, rank) VALUES('merge', -50);");
    compare(&t, file, "after a merge");
    in_fts5(&t, file, "INSERT INTO text(text) VALUES('optimize'); INSERT INTO impact(impact) VALUES('optimize');");
    compare(&t, file, "after optimize");
    posting_buffer_release(&t.text);
    posting_buffer_release(&t.impact);
    document_terms_release(&t.forms);
    strbuf_release(&t.positions);
    strbuf_release(&t.scratch);
    strbuf_release(&t.row_text);
    word_counter_free(t.counter);
    analyser_free(t.analyser);
    db_close(&t.fts5);
    db_close(&t.ours);
    scratch_remove(&dir);
}

static void test_the_same_as_fts5(void **unused)
{
    (void)unused;
    the_same_as_fts5(NOT_MERGED);
}

static void test_merged_the_same_as_fts5(void **unused)
{
    (void)unused;
    the_same_as_fts5(MERGED);
    the_same_as_fts5(MERGED_ELSEWHERE);
}

static void test_an_empty_segment_is_none(void **unused)
{
    (void)unused;
    struct scratch dir = scratch_make();
    CLEANUP_FREE char *path = xasprintf("%s/empty.db", dir.path);
    struct db db;
    struct error err = { 0 };
    struct segment_writer to;
    uint64_t tokens = 0;
    open_db(path, &db);
    for (int i = 0; i < 300; i++) {     /* more often than a table may have segments */
        assert_true(segment_writer_begin(&to, &db, true, &err) && segment_writer_finish(&to, 0, &tokens, 1, &err));
        assert_int_equal(to.id, 1);
        segment_writer_release(&to);
    }
    db_close(&db);
    scratch_remove(&dir);
}

static void test_too_many_segments(void **unused)
{
    (void)unused;
    struct scratch dir = scratch_make();
    CLEANUP_FREE char *path = xasprintf("%s/many.db", dir.path);
    struct db db;
    struct error err = { 0 };
    struct segment_writer to;
    uint64_t tokens = 1;
    open_db(path, &db);
    for (uint32_t i = 1; i <= FTS5_SEGMENTS_MAX; i++) {
        assert_true(segment_writer_begin(&to, &db, false, &err));
        assert_true(segment_writer_term(&to, STR("word"), &err) && segment_writer_row(&to, i, (struct str){ NULL, 0 }, &err));
        assert_true(segment_writer_finish(&to, 1, &tokens, 1, &err));
        segment_writer_release(&to);
    }
    run_sql(&db, "INSERT INTO impact(impact) VALUES('integrity-check')");
    assert_false(segment_writer_begin(&to, &db, false, &err));
    assert_string_equal(err.text, "the index has too many segments: caucus reindex builds it anew");
    segment_writer_release(&to);
    db_close(&db);
    scratch_remove(&dir);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_same_as_fts5),
        cmocka_unit_test(test_merged_the_same_as_fts5),
        cmocka_unit_test(test_an_empty_segment_is_none),
        cmocka_unit_test(test_too_many_segments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
