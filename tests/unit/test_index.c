#define _XOPEN_SOURCE 700     /* nftw */
/* The index against a brute-force reading: random documents, every term, phrase and place asked for in every way. */
#include "engine/base/memory.h"
#include "engine/store/fts5_pages.h"
#include "engine/store/index_writer.h"
#include "engine/store/postings.h"

#include "tests/unit/check.h"
#include "tests/unit/scratch.h"

#include <stdio.h>

enum { DOCS = 700, WORDS = 12, LENGTH = 40 };

static const struct impact_weights weights = { 3, 1.5, 1, 1.2, 0.5, 400 };

/* Document d, word w: the same in every run. */
static unsigned word_at(unsigned d, unsigned w)
{
    unsigned x = (d * 2654435761u) ^ (w * 40503u + 12345u);
    x ^= x >> 13;
    x *= 0x5bd1e995u;
    x ^= x >> 15;
    return x % 100 < 50 ? x % 3 : x % WORDS;
}

static unsigned length_of(unsigned d)
{
    return d % 9 == 0 ? 0 : 5 + d * 7 % (LENGTH - 5);
}

static void make_text(unsigned d, struct strbuf *out)
{
    static const char *const names[WORDS] = { "the", "vote", "treaty", "votes", "minister", "élan", "elan", "senate", "war", "peace", "oil", "law" };
    strbuf_clear(out);
    for (unsigned w = 0; w < length_of(d); w++)
        strbuf_format(out, "%s ", names[word_at(d, w)]);
}

static void fill(const char *path, unsigned from, unsigned to, unsigned commit_every)
{
    struct index_writer *writer;
    struct error err = { 0 };
    struct document d;
    struct analyser *a = analyser_new();
    struct preparer *p = preparer_new(a, &weights);
    CLEANUP_STRBUF struct strbuf text = STRBUF_INIT;
    document_init(&d);
    if (!index_writer_open(path, &weights, &writer, &err) || !index_writer_begin(writer, &err))
        fail_msg("%s", err.text);
    for (unsigned i = from; i <= to; i++) {
        struct token_list title = { 0 }, body = { 0 };
        make_text(i, &text);
        analyser_run(a, strbuf_view(&text), "en", &body);
        analyser_run(a, i % 5 == 0 ? STR("Oil law") : STR(""), "en", &title);
        struct document_actor actor = { .id = STR("Q1"), .name = STR("Somebody"), .salience = (int)(i % 15) + 1 };
        struct document_input in = {
            .docid = i, .title = &title, .text = &body, .source = i % 2 ? STR("news.herald.example") : STR(""), .lang = "en",
            .date = (int32_t)i * 1440, .seen = 5, .actors = &actor, .actor_count = i % 3 == 0, .supersedes = i == 77 ? 33 : 0,
        };
        document_prepare(p, &in, &d);
        if (!index_writer_add(writer, &d, &err))
            fail_msg("%s", err.text);
        if (i % commit_every == 0 && !(index_writer_commit(writer, &err) && index_writer_begin(writer, &err)))
            fail_msg("%s", err.text);
        token_list_release(&title);
        token_list_release(&body);
    }
    if (!index_writer_commit(writer, &err))
        fail_msg("%s", err.text);
    index_writer_close(writer);
    document_release(&d);
    preparer_free(p);
    analyser_free(a);
}

struct seen {
    unsigned char docs[DOCS + 2];
    size_t n, last;
};

static void note(void *ctx, const uint32_t *docids, size_t n)
{
    struct seen *s = ctx;
    for (size_t i = 0; i < n; i++) {
        assert_in_range(docids[i], 1, DOCS);
        assert_true(docids[i] > s->last);   /* ascending, each once */
        s->last = docids[i];
        s->docs[docids[i]] = 1;
        s->n++;
    }
}

static bool has_pair(unsigned d, unsigned a, unsigned b)
{
    for (unsigned w = 0; w + 1 < length_of(d); w++)
        if (word_at(d, w) == a && word_at(d, w + 1) == b)
            return true;
    return false;
}

static unsigned count_of(unsigned d, unsigned a)
{
    unsigned n = 0;
    for (unsigned w = 0; w < length_of(d); w++)
        n += word_at(d, w) == a;
    return n;
}

struct places {
    unsigned per_doc[DOCS + 2];
};

static void note_places(void *ctx, const struct position *positions, size_t n)
{
    struct places *p = ctx;
    for (size_t i = 0; i < n; i++) {
        unsigned d = positions[i].docid, w = positions[i].at & ((1u << POSITION_FIELD_SHIFT) - 1);
        assert_in_range(d, 1, DOCS);
        assert_int_equal(word_at(d, w), 7);
        assert_int_equal(positions[i].end, positions[i].at + 1);
        p->per_doc[d]++;
    }
}

/* The levels + 1 of a term's articles within a range, by docid. */
static struct seen levels_of(struct postings *p, struct str term, struct docid_range range)
{
    struct seen s = { .n = 0 };
    struct error err = { 0 };
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct row_list list;
    uint32_t docids[ROW_BATCH];
    assert_true(postings_impacts(p, term, &arena, &list, &err));
    for (size_t r = 0; r < list.run_count; r++) {
        struct row_walk walk = row_walk_of(&list.runs[r]);
        for (size_t n; (n = row_walk_next(&walk, docids));)
            for (size_t i = 0; i < n; i++) {
                assert_in_range(docids[i], list.runs[r].first, list.runs[r].last);
                assert_in_range(docids[i], 1, DOCS);
                assert_false(s.docs[docids[i]]);
                if (docids[i] < range.first || docids[i] > range.last)
                    continue;
                s.docs[docids[i]] = (unsigned char)(list.runs[r].level + 1);
                s.n++;
            }
    }
    return s;
}

static void check_all(const char *path, enum postings_reader reader)
{
    struct index *x;
    struct postings *p = NULL;
    struct error err = { 0 };
    const struct docid_range all = { 1, DOCS };
    if (!index_open(path, &x, &err) || !postings_open(x, &p, &err))
        fail_msg("%s", err.text);
    postings_read_by(p, reader);
    assert_int_equal(index_info(x)->max_docid, DOCS);
    assert_int_equal(index_info(x)->dead, 1);

    /* vote and votes are one term; its level grows with how often it stands there */
    struct seen s = levels_of(p, STR("vote~en"), all);
    for (unsigned d = 1; d <= DOCS; d++) {
        unsigned tf = count_of(d, 1) + count_of(d, 3);
        size_t words = length_of(d) + (d % 5 == 0 ? 2 : 0);
        /* short texts are all lead */
        assert_int_equal(s.docs[d], tf ? impact_level(1.5 * tf, (double)words, &weights) + 1 : 0);
    }
    /* facets: an actor with its salience, a source by its suffixes */
    s = levels_of(p, STR(":a/Q1"), all);
    for (unsigned d = 1; d <= DOCS; d++)
        assert_int_equal(s.docs[d], d % 3 == 0 ? d % 15 + 2 : 0);
    s = levels_of(p, STR(":s/herald.example"), (struct docid_range){ 100, 200 });
    assert_int_equal(s.n, 50);
    s = levels_of(p, STR(":s/erald.example"), all);
    assert_int_equal(s.n, 0);

    /* phrases of two words */
    static const char *const names[] = { "the", "vote", "treaty" };
    for (unsigned a = 0; a < 3; a++)
        for (unsigned b = 0; b < 3; b++) {
            const struct str forms[] = { str_of(names[a]), str_of(names[b]) };
            const struct phrase phrase = { forms, 2, false };
            memset(&s, 0, sizeof s);
            assert_true(postings_phrase(p, &phrase, TEXT_ANY, NULL, note, &s, &err));
            for (unsigned d = 1; d <= DOCS; d++)
                assert_int_equal(s.docs[d], has_pair(d, a, b));
        }
    /* exact and marked forms: élan is beside elan, and told apart */
    const struct { struct str form; bool prefix; unsigned words[2]; size_t n; } rows[] = {
        { STR("elan"), false, { 6 }, 1 }, { STR("élan"), false, { 5 }, 1 }, { STR("\x02" "elan"), false, { 5 }, 1 }, { STR("vot"), true, { 1, 3 }, 2 },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct phrase phrase = { &rows[i].form, 1, rows[i].prefix };
        memset(&s, 0, sizeof s);
        assert_true(postings_phrase(p, &phrase, TEXT_ANY, NULL, note, &s, &err));
        for (unsigned d = 1; d <= DOCS; d++) {
            unsigned n = 0;
            for (size_t k = 0; k < rows[i].n; k++)
                n += count_of(d, rows[i].words[k]);
            assert_int_equal(s.docs[d], n > 0);
        }
    }
    /* fields */
    const struct str oil = STR("oil");
    const struct phrase title = { &oil, 1, false };
    memset(&s, 0, sizeof s);
    assert_true(postings_phrase(p, &title, TEXT_TITLE, NULL, note, &s, &err));
    assert_int_equal(s.n, DOCS / 5);
    /* places */
    const struct str senate = STR("senate");
    const struct phrase one = { &senate, 1, false };
    struct places places = { { 0 } };
    assert_true(postings_positions(p, &one, TEXT_LEAD | TEXT_BODY, NULL, note_places, &places, &err));
    for (unsigned d = 1; d <= DOCS; d++)
        assert_int_equal(places.per_doc[d], count_of(d, 7));
    /* columns */
    const int32_t *dates, *flags;
    assert_true(column_fixed(index_columns(x), COLUMN_DATE, &dates, &err));
    assert_true(column_fixed(index_columns(x), COLUMN_FLAGS, &flags, &err));
    for (unsigned d = 1; d <= DOCS; d++) {
        assert_int_equal(dates[d], d * 1440);
        assert_int_equal(flags[d], d == 33 ? DOCUMENT_DEAD : d == 77 ? DOCUMENT_REVISED : 0);
    }
    /* the forms of a term */
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct str *forms;
    size_t n;
    assert_true(index_forms(x, STR("vote~en"), &arena, &forms, &n, &err));
    assert_int_equal(n, 2);
    assert_str(forms[0], "vote");
    assert_str(forms[1], "votes");
    postings_close(p);
    index_close(x);
}

static void note_problem(void *ctx, const char *what)
{
    (void)ctx;
    fail_msg("%s", what);
}

/* "TABLE ROWS" of all tables that are not FTS5's. */
static void put_counts(const char *path, struct strbuf *out)
{
    struct db db;
    struct error err = { 0 };
    assert_true(db_open(path, DB_READ, NULL, INDEX_SCHEMA, &db, &err));
    sqlite3_stmt *s = db_statement(&db, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'text%' AND name NOT LIKE 'impact%' ORDER BY name", &err);
    while (db_step(&db, s, &err) > 0) {
        CLEANUP_FREE char *sql = xasprintf("SELECT count(*) FROM \"%s\"", db_text(s, 0).p);
        sqlite3_stmt *count = NULL;
        assert_int_equal(sqlite3_prepare_v2(db.sqlite, sql, -1, &count, NULL), SQLITE_OK);
        assert_int_equal(sqlite3_step(count), SQLITE_ROW);
        strbuf_format(out, "%s %d\n", db_text(s, 0).p, sqlite3_column_int(count, 0));
        sqlite3_finalize(count);
    }
    db_close(&db);
}

/* Whatever tables there are. */
static void all_was_copied(const char *from, const char *to)
{
    CLEANUP_STRBUF struct strbuf before = STRBUF_INIT;
    CLEANUP_STRBUF struct strbuf after = STRBUF_INIT;
    put_counts(from, &before);
    put_counts(to, &after);
    assert_true(before.n > 0);
    assert_string_equal(after.p, before.p);
}

static void built_at_once_in_pieces_and_optimised(void **state)
{
    (void)state;
    for (int way = 0; way < 4; way++) {
        struct scratch s = scratch_make();
        char path[200], compact[200];
        struct error err = { 0 };
        snprintf(path, sizeof path, "%s/index-1/index.db", s.path);
        snprintf(compact, sizeof compact, "%s/compact.db", s.path);
        if (way == 0) {
            fill(path, 1, DOCS, 10000);
        } else {
            fill(path, 1, 100, 7);
            fill(path, 101, 650, 50);
            fill(path, 651, DOCS, 10000);
        }
        if (way == 2) {
            struct index_writer *w;
            assert_true(index_writer_open(path, &weights, &w, &err));
            assert_true(index_writer_optimize(w, &err));
            index_writer_close(w);
        }
        if (way == 3) {
            struct index_writer *w;
            bool done;
            assert_true(index_writer_open(path, &weights, &w, &err));
            assert_true(index_writer_compact(w, compact, &done, &err) && done);
            index_writer_close(w);
            all_was_copied(path, compact);
            strcpy(path, compact);
        }
        check_all(path, POSTINGS_DECODER);
        check_all(path, POSTINGS_API);
        struct index *x;
        assert_true(index_open(path, &x, &err));
        assert_true(index_check(x, note_problem, NULL, &err));
        index_close(x);
        scratch_remove(&s);
    }
}

static size_t segments(const char *path)
{
    struct db db;
    struct fts5_table text;
    struct error err = { 0 };
    assert_true(db_open(path, DB_READ, NULL, INDEX_SCHEMA, &db, &err) && fts5_table_open(&text, &db, "text", &err));
    size_t n = text.structure.segment_count;
    fts5_table_close(&text);
    db_close(&db);
    return n;
}

/* A bulk load of many transactions would else come to where a table can have no more segments. */
static void room_is_made_where_segments_are_many(void **state)
{
    (void)state;
    enum { MANY = 128 };
    for (unsigned n = 100; n <= 200; n += 100) {
        struct scratch s = scratch_make();
        char path[200];
        struct error err = { 0 };
        struct index_writer *w;
        snprintf(path, sizeof path, "%s/index-1/index.db", s.path);
        fill(path, 1, n, 1);
        size_t before = segments(path);
        assert_int_equal(before >= MANY, n == 200);
        assert_true(index_writer_open(path, &weights, &w, &err) && index_writer_make_room(w, &err));
        index_writer_close(w);
        assert_int_equal(segments(path), before < MANY ? before : 1);
        fill(path, n + 1, DOCS, 10000);
        check_all(path, POSTINGS_DECODER);
        scratch_remove(&s);
    }
}

static void what_is_not_committed_is_not_there(void **state)
{
    (void)state;
    struct scratch s = scratch_make();
    char path[200];
    struct error err = { 0 };
    snprintf(path, sizeof path, "%s/index-1/index.db", s.path);
    fill(path, 1, 20, 10000);
    struct index_writer *w;
    assert_true(index_writer_open(path, &weights, &w, &err));
    assert_int_equal(index_writer_cursor(w), 20);
    assert_true(index_writer_begin(w, &err));
    struct document d;
    document_init(&d);
    d.docid = 21;
    assert_true(index_writer_add(w, &d, &err));
    assert_int_equal(index_writer_cursor(w), 21);
    index_writer_rollback(w);
    assert_int_equal(index_writer_cursor(w), 20);
    assert_true(index_writer_begin(w, &err));
    d.docid = 20;
    assert_false(index_writer_add(w, &d, &err));    /* never twice */
    assert_int_equal(err.kind, ERROR_INTERNAL);
    document_release(&d);
    index_writer_close(w);
    scratch_remove(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(built_at_once_in_pieces_and_optimised),
        cmocka_unit_test(room_is_made_where_segments_are_many),
        cmocka_unit_test(what_is_not_committed_is_not_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
