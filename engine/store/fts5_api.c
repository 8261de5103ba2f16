/*
 * postings by FTS5's public API: a MATCH finds the first row, an auxiliary function is called for it, and runs xQueryPhrase over each
 * phrase of the expression, which visits every row that has it. One row is all that SQL ever sees.
 */
#include "engine/store/fts5_api.h"

#include "engine/base/memory.h"
#include "engine/store/fts5_tokens.h"

#include <stdlib.h>

enum { BATCH = 512 };

/* What the auxiliary function is to do, while a statement of ours runs; NULL else. */
struct job {
    struct strbuf *rows;        /* of impacts: varints, as row_list.h has them */
    uint64_t row, row_n;        /* the last one, and how many */
    const struct phrase_question *q;    /* of phrases, with */
    const struct text_rows *text;
    uint32_t batch[BATCH];
    size_t n;
    uint64_t *places;           /* of the phrase in a row */
    size_t place_n, place_capacity;
    struct position *found;     /* in an article */
    size_t found_n, found_capacity;
};

struct fts5_api_reader {
    struct index *index;
    struct db *db;
    struct job *job;
    struct strbuf match;        /* scratch: an FTS5 expression */
};

static void flush(struct job *j)
{
    if (j->n)
        j->q->docids(j->q->ctx, j->batch, j->n);
    j->n = 0;
}

static int by_place(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Where the phrase stands in the row. */
static bool read_places(const Fts5ExtensionApi *api, Fts5Context *fts, struct job *j)
{
    Fts5PhraseIter iter;
    int column, at;
    bool sorted = true;
    j->place_n = 0;
    if (api->xPhraseFirst(fts, 0, &iter, &column, &at) != SQLITE_OK)
        return false;
    for (; column >= 0; api->xPhraseNext(fts, &iter, &column, &at)) {
        GROW(j->places, j->place_n, j->place_capacity);
        sorted = sorted && (!j->place_n || j->places[j->place_n - 1] <= (uint64_t)at);
        j->places[j->place_n++] = (uint64_t)at;
    }
    if (!sorted)
        qsort(j->places, j->place_n, sizeof *j->places, by_place);
    return true;
}

static void note_article(struct job *j, uint32_t docid)
{
    if (j->q->positions && j->found_n)
        j->q->positions(j->q->ctx, j->found, j->found_n);
    if (j->q->docids && j->found_n)
        j->batch[j->n++] = docid;
    j->found_n = 0;
    if (j->n == BATCH)
        flush(j);
}

/* The row's articles one after the other. */
static void note_row(struct job *j, uint32_t row)
{
    const struct phrase_question *q = j->q;
    struct text_cursor cursor = { 0 };
    uint32_t last = 0;
    for (size_t i = 0; i < j->place_n; i++) {
        text_cursor_to(j->text, &cursor, row, j->places[i]);
        uint32_t docid = cursor.docid;
        if (q->wanted && !(q->wanted[docid / 64] >> (docid % 64) & 1))
            continue;
        if (docid != last)
            note_article(j, last);
        last = docid;
        uint32_t at = text_field_place(j->text, &cursor, j->places[i]);
        if (!(q->fields >> (at >> POSITION_FIELD_SHIFT) & 1))
            continue;
        GROW(j->found, j->found_n, j->found_capacity);
        j->found[j->found_n++] = (struct position){ docid, at, at + (uint32_t)q->phrase->n };
    }
    note_article(j, last);
}

static int each_row(const Fts5ExtensionApi *api, Fts5Context *fts, void *ctx)
{
    struct job *j = ctx;
    sqlite3_int64 rowid = api->xRowid(fts);
    if (j->rows) {
        if (rowid < 0 || rowid > UINT32_MAX)
            return SQLITE_OK;
        row_varint(j->rows, (uint64_t)rowid - j->row);
        j->row = (uint64_t)rowid;
        j->row_n++;
        return SQLITE_OK;
    }
    if (rowid < 1 || rowid > j->text->max_docid)
        return SQLITE_OK;
    if (!read_places(api, fts, j))
        return SQLITE_ERROR;
    note_row(j, (uint32_t)rowid);
    return SQLITE_OK;
}

static void visit_phrase(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *result, int n, sqlite3_value **values)
{
    (void)n, (void)values;
    struct fts5_api_reader *p = api->xUserData(fts);
    struct job *j = p->job;
    if (!j)
        return;
    int rc = api->xQueryPhrase(fts, 0, j, each_row);
    flush(j);
    if (rc != SQLITE_OK && rc != SQLITE_DONE)
        sqlite3_result_error_code(result, rc);
}

bool fts5_api_reader_open(struct index *x, struct fts5_api_reader **ret, struct error *err)
{
    struct fts5_api_reader *p = xcalloc(1, sizeof *p);
    p->index = x;
    p->db = index_db(x);
    strbuf_init(&p->match);
    fts5_api *api = fts5_api_of(p->db, err);
    if (!api) {
        free(p);
        return false;
    }
    if (api->xCreateFunction(api, "caucus_postings", p, visit_phrase, NULL) != SQLITE_OK) {
        free(p);
        return db_fail(index_db(x), "cannot add a function to", err);
    }
    *ret = p;
    return true;
}

void fts5_api_reader_close(struct fts5_api_reader *p)
{
    if (!p)
        return;
    strbuf_release(&p->match);
    free(p);
}

static void put_quoted(struct strbuf *out, struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"')
            strbuf_byte(out, '"');
        strbuf_byte(out, s.p[i]);
    }
}

static bool run(struct fts5_api_reader *p, const char *sql, struct job *j, struct error *err)
{
    sqlite3_stmt *s = db_statement(p->db, sql, err);
    if (!s)
        return false;
    db_bind_str(s, 1, strbuf_view(&p->match));
    p->job = j;
    int row = db_step(p->db, s, err);
    p->job = NULL;
    sqlite3_reset(s);
    return row >= 0;
}

bool fts5_api_rows(struct fts5_api_reader *p, struct str term, struct arena *arena, struct row_list *ret, struct error *err)
{
    CLEANUP_STRBUF struct strbuf rows = STRBUF_INIT;
    strbuf_clear(&p->match);
    strbuf_byte(&p->match, '"');
    put_quoted(&p->match, term);
    strbuf_byte(&p->match, '"');
    struct job j = { .rows = &rows };
    if (!run(p, "SELECT caucus_postings(impact) FROM impact WHERE impact MATCH ?1 LIMIT 1", &j, err))
        return false;
    *ret = (struct row_list){ 0 };
    if (!j.row_n)
        return true;
    size_t size = rows.n;
    uint8_t *bytes = arena_alloc(arena, size + ROW_SLACK);
    memset(bytes + size, 0, ROW_SLACK);
    memcpy(bytes, rows.p, size);
    struct row_list list = { 0 };
    bool ok = row_list_append(&list, bytes, size, index_info(p->index)->max_docid);
    *ret = row_list_copy(&list, arena);
    row_list_release(&list);
    return ok || error_set(err, ERROR_IO, "the index is damaged: the articles of a term make no list; caucus doctor tells more");
}

static void put_phrase(struct strbuf *out, const struct phrase *phrase)
{
    strbuf_byte(out, '"');
    for (size_t i = 0; i < phrase->n; i++) {
        if (i)
            strbuf_byte(out, ' ');
        put_quoted(out, phrase->forms[i]);
    }
    strbuf_string(out, phrase->prefix ? "\" *" : "\"");
}

bool fts5_api_phrase(struct fts5_api_reader *p, const struct text_rows *rows, const struct phrase_question *q, struct error *err)
{
    strbuf_clear(&p->match);
    put_phrase(&p->match, q->phrase);
    struct job j = { .q = q, .text = rows };
    bool ok = run(p, "SELECT caucus_postings(text) FROM text WHERE text MATCH ?1 LIMIT 1", &j, err);
    free(j.places);
    free(j.found);
    return ok;
}
