#define _XOPEN_SOURCE 700     /* nftw */
/* The decoder of FTS5's tables against FTS5's own functions, on random tables in every shape that FTS5 gives them. */
#include "engine/store/fts5_tokens.h"
#include "engine/store/index_writer.h"
#include "engine/store/text_rows.h"

#include "tests/unit/check.h"
#include "tests/unit/scratch.h"

#include <stdio.h>

enum { DOCS = 3000, TERMS = 40 };

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

static const char *text_of(struct strbuf *b)
{
    strbuf_byte(b, '\0');
    b->n--;
    return b->p;
}

/* Words are the commoner the lower their number. */
static uint32_t random_word(void)
{
    return random_below(1 + random_below(1 + random_below(TERMS)));
}

static void put_words(struct strbuf *out, uint32_t most)
{
    strbuf_clear(out);
    for (uint32_t n = random_below(most + 1); n > 0; n--)
        strbuf_format(out, "w%02u ", random_word());
}

struct shape {
    unsigned page_bytes, commit_every;
    const char *setting;        /* more SQL, before; may be NULL */
    const char *after;
    bool deletes;
};

static void insert(struct db *db, const char *table, int64_t rowid, struct strbuf *words, struct strbuf *sql)
{
    strbuf_clear(sql);
    strbuf_format(sql, "INSERT INTO %s(rowid, %s) VALUES(%lld, '%s')", table, strcmp(table, "text") == 0 ? "words" : "terms", (long long)rowid, text_of(words));
    run_sql(db, text_of(sql));
}

/* What the articles say, by field. */
enum { FIELDS = 3, WORDS_MAX = 30 };
static struct {
    uint8_t n, words[WORDS_MAX];
} said[DOCS + 1][FIELDS];

/* An article's words behind those of the row's articles before it; gives how many places it takes. A minus stands where the writer leaves a place free. */
static uint32_t put_article(uint32_t docid, struct strbuf *row)
{
    static const uint32_t most[FIELDS] = { 2, 5, WORDS_MAX };
    uint32_t places = 0;
    for (int field = 0; field < FIELDS; field++) {
        said[docid][field].n = (uint8_t)random_below(most[field] + 1);
        for (uint8_t i = 0; i < said[docid][field].n; i++) {
            said[docid][field].words[i] = (uint8_t)random_word();
            strbuf_format(row, "w%02u ", said[docid][field].words[i]);
        }
        strbuf_string(row, "- ");
        places += said[docid][field].n + 1u;
    }
    return places;
}

/* Articles of a transaction, in rows of any size. */
static void insert_texts(struct db *db, struct column_writer *columns, uint32_t first, uint32_t end, struct strbuf *sql)
{
    CLEANUP_STRBUF struct strbuf words = STRBUF_INIT;
    struct error err = { 0 };
    while (first < end) {
        uint32_t articles = 1 + random_below(random_below(2) ? 3 : TEXT_ROW_ARTICLES), row = first;
        struct text_row filling = { 0 };
        strbuf_clear(&words);
        for (; first < end && first < row + articles; first++) {
            uint32_t begin, span = put_article(first, &words);
            const int32_t values[COLUMN_FIXED] = { [COLUMN_PLACE] = text_row_add(&filling, first, span, &begin),
                                                   [COLUMN_FIELDS] = text_fields(said[first][0].n, said[first][1].n) };
            assert_true(column_writer_add(columns, first, values, NULL, 0, &err));
        }
        insert(db, "text", row, &words, sql);
    }
    assert_true(column_writer_flush(columns, &err));
}

/* Written past the writer, so that lists, pages and segments come in shapes that it would not make. */
static void fill(const char *path, const struct shape *s)
{
    static const struct impact_weights weights = { 3, 1.5, 1, 1.2, 0.5, 400 };
    struct index_writer *writer;
    struct db db;
    struct error err = { 0 };
    CLEANUP_STRBUF struct strbuf words = STRBUF_INIT, sql = STRBUF_INIT;
    if (!index_writer_open(path, &weights, &writer, &err))
        fail_msg("%s", err.text);
    index_writer_close(writer);
    if (!db_open(path, DB_WRITE, NULL, INDEX_SCHEMA, &db, &err) || !fts5_tokens_register(&db, &err))
        fail_msg("%s", err.text);
    struct column_writer *columns = column_writer_new(&db);
    strbuf_format(&sql, "INSERT INTO text(text, rank) VALUES('pgsz', %u); INSERT INTO impact(impact, rank) VALUES('pgsz', %u);", s->page_bytes, s->page_bytes);
    run_sql(&db, text_of(&sql));
    if (s->setting)
        run_sql(&db, s->setting);
    for (uint32_t first = 1; first <= DOCS; first += s->commit_every) {
        uint32_t end = first + s->commit_every <= DOCS ? first + s->commit_every : DOCS + 1;
        run_sql(&db, "BEGIN");
        insert_texts(&db, columns, first, end, &sql);
        for (unsigned level = ROW_LEVELS; level-- > 0;)
            for (uint32_t docid = first; docid < end; docid++) {
                if (random_below(4))
                    continue;
                put_words(&words, 5);
                insert(&db, "impact", row_of(docid, level), &words, &sql);
            }
        run_sql(&db, "COMMIT");
    }
    strbuf_clear(&sql);
    strbuf_format(&sql, "UPDATE meta SET value = %d WHERE key = 'cursor'", DOCS);
    run_sql(&db, text_of(&sql));
    if (s->after)
        run_sql(&db, s->after);
    if (s->deletes)     /* what a row holds must be told: one that holds these words */
        run_sql(&db, "INSERT INTO impact(rowid, terms) VALUES(5, 'w00 gone w01');"
                     "INSERT INTO impact(impact, rowid, terms) VALUES('delete', 5, 'w00 gone w01');"
                     "INSERT INTO text(rowid, words) VALUES(3001, 'w00 w01 gone');"
                     "INSERT INTO text(text, rowid, words) VALUES('delete', 3001, 'w00 w01 gone');");
    column_writer_free(columns);
    db_close(&db);
}

/* ---- what each way gives ---- */

struct answer {
    struct strbuf b;
};

static void put_docids(void *ctx, const uint32_t *docids, size_t n)
{
    strbuf_bytes(&((struct answer *)ctx)->b, docids, n * sizeof *docids);
}

static void put_positions(void *ctx, const struct position *positions, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const uint32_t row[] = { positions[i].docid, positions[i].at, positions[i].end };
        strbuf_bytes(&((struct answer *)ctx)->b, row, sizeof row);
    }
}

/* level + 1 by docid, of those within the range. */
static void put_list(const struct row_list *list, struct docid_range range, unsigned char levels[DOCS + 2])
{
    uint32_t docids[ROW_BATCH];
    memset(levels, 0, DOCS + 2);
    for (size_t r = 0; r < list->run_count; r++) {
        struct row_walk walk = row_walk_of(&list->runs[r]);
        for (size_t n; (n = row_walk_next(&walk, docids));)
            for (size_t i = 0; i < n; i++)
                if (docids[i] >= range.first && docids[i] <= range.last)
                    levels[docids[i]] = (unsigned char)(list->runs[r].level + 1);
    }
}

static void same_lists(struct postings *p, struct str term)
{
    static unsigned char by_decoder[DOCS + 2], by_api[DOCS + 2];
    const struct docid_range all = { 1, DOCS };
    struct error err = { 0 };
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct row_list one, other;
    uint32_t first = 1 + random_below(DOCS), last = first + random_below(DOCS - first + 1);
    const struct docid_range range = { first, last };
    postings_read_by(p, POSTINGS_DECODER);
    assert_true(postings_impacts_within(p, term, range, &arena, &one, &err));
    put_list(&one, range, by_decoder);
    postings_read_by(p, POSTINGS_API);
    assert_true(postings_impacts(p, term, &arena, &other, &err));
    put_list(&other, range, by_api);
    assert_memory_equal(by_decoder, by_api, sizeof by_api);
    put_list(&other, all, by_api);
    uint64_t n = other.n;
    postings_read_by(p, POSTINGS_DECODER);
    assert_true(postings_impacts(p, term, &arena, &one, &err));
    put_list(&one, all, by_decoder);
    assert_int_equal(one.n, n);
    assert_memory_equal(by_decoder, by_api, sizeof by_api);
}

/* Whether an article has the words in a row in one of the fields; the last may be a beginning. */
static bool says(uint32_t docid, const struct phrase *phrase, unsigned fields)
{
    for (int field = 0; field < FIELDS; field++)
        for (size_t at = 0; fields >> field & 1 && at + phrase->n <= said[docid][field].n; at++) {
            size_t same = 0;
            for (; same < phrase->n; same++) {
                char word[8];
                snprintf(word, sizeof word, "w%02u", said[docid][field].words[at + same]);
                struct str is = str_of(word), form = phrase->forms[same];
                if (!(phrase->prefix ? str_starts(is, form) : str_equal(is, form)))
                    break;
            }
            if (same == phrase->n)
                return true;
        }
    return false;
}

static void by_brute_force(const struct answer *docids, const struct phrase *phrase, unsigned fields, const uint64_t *wanted)
{
    size_t n = 0;
    const uint32_t *found = (const uint32_t *)docids->b.p;
    for (uint32_t docid = 1; docid <= DOCS; docid++)
        if ((!wanted || (wanted[docid / 64] >> (docid % 64) & 1)) && says(docid, phrase, fields)) {
            assert_true(n < docids->b.n / sizeof *found);
            assert_int_equal(found[n++], docid);
        }
    assert_int_equal(n, docids->b.n / sizeof *found);
}

static void same_phrases(struct postings *p, const struct phrase *phrase, unsigned fields, const uint64_t *wanted)
{
    struct answer docids[2] = { { STRBUF_INIT }, { STRBUF_INIT } }, places[2] = { { STRBUF_INIT }, { STRBUF_INIT } };
    struct error err = { 0 };
    for (int reader = 0; reader < 2; reader++) {
        postings_read_by(p, reader ? POSTINGS_API : POSTINGS_DECODER);
        assert_true(postings_phrase(p, phrase, fields, wanted, put_docids, &docids[reader], &err));
        assert_true(postings_positions(p, phrase, fields, wanted, put_positions, &places[reader], &err));
    }
    by_brute_force(&docids[0], phrase, fields, wanted);
    assert_int_equal(docids[0].b.n, docids[1].b.n);
    assert_memory_equal(docids[0].b.p, docids[1].b.p, docids[0].b.n);
    assert_int_equal(places[0].b.n, places[1].b.n);
    assert_memory_equal(places[0].b.p, places[1].b.p, places[0].b.n);
    for (int reader = 0; reader < 2; reader++) {
        strbuf_release(&docids[reader].b);
        strbuf_release(&places[reader].b);
    }
}

static void same_answers(const char *path, bool decoded, bool whole)
{
    struct index *x;
    struct postings *p = NULL;
    struct error err = { 0 };
    static uint64_t wanted[DOCS / 64 + 1];
    uint64_t lists;
    if (!index_open(path, &x, &err) || !postings_open(x, &p, &err))
        fail_msg("%s", err.text);
    for (uint32_t w = 0; w <= TERMS; w++) {
        char names[3][8];
        struct str forms[3];
        for (int i = 0; i < 3; i++) {
            snprintf(names[i], sizeof names[i], "w%02u", i ? random_word() : w);
            forms[i] = str_of(names[i]);
        }
        for (size_t i = 0; i < COUNT(wanted); i++)
            wanted[i] = w % 3 == 0 ? ~0ull : w % 3 == 1 ? (uint64_t)(random_below(40) == 0) << random_below(64) : (uint64_t)random_below(1u << 28) << 20 & random_below(1u << 28);
        same_lists(p, forms[0]);
        for (size_t n = 1; n <= 3; n++) {
            const struct phrase phrase = { forms, n, false };
            same_phrases(p, &phrase, TEXT_ANY, w % 2 ? wanted : NULL);
            same_phrases(p, &phrase, 1u << random_below(3), wanted);
        }
        const struct str beginning = str_slice(forms[0], 0, 1 + random_below((uint32_t)forms[0].n));
        const struct phrase prefix = { &beginning, 1, true };
        same_phrases(p, &prefix, w % 4 ? TEXT_ANY : 1u << random_below(3), w % 2 ? wanted : NULL);
    }
    same_lists(p, STR("gone"));
    same_lists(p, STR(""));
    assert_int_equal(postings_gave_way(p, &lists) == NULL, decoded);
    assert_int_equal(lists == 0, whole);
    postings_close(p);
    index_close(x);
}

static void in_every_shape(void **unused)
{
    (void)unused;
    static const struct shape shapes[] = {
        { 4000, DOCS, NULL, NULL, false },
        { 64, DOCS, NULL, NULL, false },                    /* lists over hundreds of pages, and indexes of them */
        { 100, 500, NULL, NULL, false },
        { 1000, 40, NULL, NULL, false },                    /* dozens of transactions: merged as they come */
        { 300, 150, "INSERT INTO text(text, rank) VALUES('automerge', 0); INSERT INTO impact(impact, rank) VALUES('automerge', 0);", NULL, false },
        { 300, 150, "INSERT INTO text(text, rank) VALUES('automerge', 2); INSERT INTO impact(impact, rank) VALUES('automerge', 2);", NULL, false },
        { 500, 200, "INSERT INTO text(text, rank) VALUES('automerge', 0); INSERT INTO impact(impact, rank) VALUES('automerge', 0);",
          "INSERT INTO text(text, rank) VALUES('merge', 20); INSERT INTO impact(impact, rank) VALUES('merge', 10);", false },   /* half merged */
        { 200, 300, NULL, "INSERT INTO text(text) VALUES('optimize'); INSERT INTO impact(impact) VALUES('optimize');", false },
        { 8100, 700, NULL, NULL, true },
    };
    for (size_t i = 0; i < COUNT(shapes); i++) {
        struct scratch folder = scratch_make();
        char path[128];
        snprintf(path, sizeof path, "%s/index.db", folder.path);
        state = (uint32_t)i + 1;
        fill(path, &shapes[i]);
        same_answers(path, true, !shapes[i].deletes);
        scratch_remove(&folder);
    }
}

/* What it does not know, it leaves to FTS5. */
static void gives_way(void **unused)
{
    (void)unused;
    static const char *const changes[] = {
        "UPDATE impact_config SET v = 5 WHERE k = 'version'",
        "UPDATE text_config SET v = 5 WHERE k = 'version'",
    };
    for (size_t i = 0; i < COUNT(changes); i++) {
        struct scratch folder = scratch_make();
        char path[128];
        struct db db;
        struct index *x;
        struct postings *p = NULL;
        struct error err = { 0 };
        uint64_t lists;
        const struct shape shape = { 500, 1000, NULL, NULL, false };
        snprintf(path, sizeof path, "%s/index.db", folder.path);
        state = 7;
        fill(path, &shape);
        assert_true(db_open(path, DB_WRITE, NULL, INDEX_SCHEMA, &db, &err));
        sqlite3_db_config(db.sqlite, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
        run_sql(&db, changes[i]);
        db_close(&db);
        if (!index_open(path, &x, &err) || !postings_open(x, &p, &err))
            fail_msg("%s", err.text);
        assert_non_null(postings_gave_way(p, &lists));
        postings_close(p);
        index_close(x);
        scratch_remove(&folder);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(in_every_shape), cmocka_unit_test(gives_way) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
