/*
 * postings by FTS5's public API: a MATCH finds the first row, an auxiliary function is called for it, and runs xQueryPhrase over each
 * phrase of the expression, which visits every row that has it. One row is all that SQL ever sees.
 */
#include "engine/store/postings.h"

#include "engine/base/memory.h"
#include "engine/store/fts5_tokens.h"

#include <stdlib.h>

enum { BATCH = 512 };

/* What the auxiliary function is to do, while a statement of ours runs; NULL else. */
struct job {
    struct docid_range range;
    postings_level_fn *levels;
    postings_docids_fn *docids;
    postings_position_fn *positions;
    void *ctx;
    const uint64_t *wanted;
    unsigned fields;
    uint32_t words;             /* of the phrase */
    int level;                  /* of the phrase that is being read */
    uint32_t batch[BATCH];
    size_t n;
    struct position *found;
    size_t found_n, found_capacity;
};

struct postings {
    struct index *index;
    struct db *db;
    struct job *job;
    struct strbuf match;        /* scratch: an FTS5 expression */
};

static void flush(struct job *j)
{
    if (!j->n)
        return;
    if (j->levels)
        j->levels(j->ctx, j->level, j->batch, j->n);
    else
        j->docids(j->ctx, j->batch, j->n);
    j->n = 0;
}

static bool in_fields(const Fts5ExtensionApi *api, Fts5Context *fts, unsigned fields)
{
    Fts5PhraseIter iter;
    int column, at;
    if (fields == TEXT_ANY)
        return true;
    if (api->xPhraseFirst(fts, 0, &iter, &column, &at) != SQLITE_OK)
        return false;
    for (; column >= 0; api->xPhraseNext(fts, &iter, &column, &at))
        if (fields >> column & 1)
            return true;
    return false;
}

static void note_positions(const Fts5ExtensionApi *api, Fts5Context *fts, struct job *j, uint32_t docid)
{
    Fts5PhraseIter iter;
    int column, at;
    j->found_n = 0;
    if (api->xPhraseFirst(fts, 0, &iter, &column, &at) != SQLITE_OK)
        return;
    for (; column >= 0; api->xPhraseNext(fts, &iter, &column, &at)) {
        if (!(j->fields >> column & 1))
            continue;
        GROW(j->found, j->found_n, j->found_capacity);
        uint32_t place = (uint32_t)column << POSITION_FIELD_SHIFT | (uint32_t)at;
        j->found[j->found_n++] = (struct position){ docid, place, place + j->words };
    }
    if (j->found_n)
        j->positions(j->ctx, j->found, j->found_n);
}

static int each_row(const Fts5ExtensionApi *api, Fts5Context *fts, void *ctx)
{
    struct job *j = ctx;
    sqlite3_int64 rowid = api->xRowid(fts);
    if (rowid < j->range.first)
        return SQLITE_OK;
    if (rowid > j->range.last)
        return SQLITE_DONE;
    uint32_t docid = (uint32_t)rowid;
    if (j->wanted && !(j->wanted[docid / 64] >> (docid % 64) & 1))
        return SQLITE_OK;
    if (j->positions) {
        note_positions(api, fts, j, docid);
        return SQLITE_OK;
    }
    if (!j->levels && !in_fields(api, fts, j->fields))
        return SQLITE_OK;
    j->batch[j->n++] = docid;
    if (j->n == BATCH)
        flush(j);
    return SQLITE_OK;
}

static void visit_phrases(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *result, int n, sqlite3_value **values)
{
    (void)n, (void)values;
    struct postings *p = api->xUserData(fts);
    struct job *j = p->job;
    if (!j)
        return;
    int rc = SQLITE_OK, phrases = api->xPhraseCount(fts);
    for (int i = 0; i < phrases && rc == SQLITE_OK; i++) {
        j->level = i;
        rc = api->xQueryPhrase(fts, i, j, each_row);
        if (rc == SQLITE_DONE)
            rc = SQLITE_OK;
        flush(j);
    }
    if (rc != SQLITE_OK)
        sqlite3_result_error_code(result, rc);
}

bool postings_open(struct index *x, struct postings **ret, struct error *err)
{
    struct postings *p = xcalloc(1, sizeof *p);
    p->index = x;
    p->db = index_db(x);
    strbuf_init(&p->match);
    fts5_api *api = fts5_api_of(p->db, err);
    if (!api) {
        free(p);
        return false;
    }
    if (api->xCreateFunction(api, "caucus_postings", p, visit_phrases, NULL) != SQLITE_OK) {
        free(p);
        return db_fail(index_db(x), "cannot add a function to", err);
    }
    *ret = p;
    return true;
}

void postings_close(struct postings *p)
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

static bool run(struct postings *p, const char *sql, struct job *j, struct error *err)
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

bool postings_levels(struct postings *p, struct str term, struct docid_range range, postings_level_fn *visit, void *ctx, struct error *err)
{
    strbuf_clear(&p->match);
    for (int level = 0; level < TERM_LEVELS; level++) {
        strbuf_string(&p->match, level ? " OR \"" : "\"");
        put_quoted(&p->match, term);
        strbuf_format(&p->match, "|%x\"", (unsigned)level);
    }
    struct job j = { .range = range, .levels = visit, .ctx = ctx };
    return run(p, "SELECT caucus_postings(impact) FROM impact WHERE impact MATCH ?1 LIMIT 1", &j, err);
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

bool postings_phrase(struct postings *p, const struct phrase *phrase, unsigned fields, struct docid_range range,
                     postings_docids_fn *visit, void *ctx, struct error *err)
{
    strbuf_clear(&p->match);
    put_phrase(&p->match, phrase);
    struct job j = { .range = range, .docids = visit, .ctx = ctx, .fields = fields };
    return run(p, "SELECT caucus_postings(text) FROM text WHERE text MATCH ?1 LIMIT 1", &j, err);
}

bool postings_positions(struct postings *p, const struct phrase *phrase, unsigned fields, const uint64_t *wanted,
                        postings_position_fn *visit, void *ctx, struct error *err)
{
    strbuf_clear(&p->match);
    put_phrase(&p->match, phrase);
    struct job j = {
        .range = { 1, index_info(p->index)->max_docid }, .positions = visit, .ctx = ctx, .wanted = wanted, .fields = fields,
        .words = (uint32_t)phrase->n,
    };
    bool ok = run(p, "SELECT caucus_postings(text) FROM text WHERE text MATCH ?1 LIMIT 1", &j, err);
    free(j.found);
    return ok;
}

bool postings_terms(struct postings *p, struct str prefix, void (*visit)(void *ctx, struct str term), void *ctx, struct error *err)
{
    if (!db_exec(p->db, "CREATE VIRTUAL TABLE IF NOT EXISTS temp.impact_terms USING fts5vocab(main, impact, row)", err))
        return false;
    sqlite3_stmt *s = db_statement(p->db, "SELECT term FROM temp.impact_terms WHERE term >= ?1 AND term < ?2", err);
    if (!s)
        return false;
    CLEANUP_STRBUF struct strbuf after = STRBUF_INIT;   /* the first string behind all those that begin with prefix */
    CLEANUP_STRBUF struct strbuf last = STRBUF_INIT;
    strbuf_str(&after, prefix);
    strbuf_string(&after, "\xF4\x8F\xBF\xBF");
    db_bind_str(s, 1, prefix);
    db_bind_str(s, 2, strbuf_view(&after));
    int row;
    while ((row = db_step(p->db, s, err)) > 0) {
        struct str term = db_text(s, 0);
        if (term.n < 2)
            continue;
        term.n -= 2;
        if (last.n && str_equal(term, strbuf_view(&last)))
            continue;
        strbuf_clear(&last);
        strbuf_str(&last, term);
        visit(ctx, strbuf_view(&last));
    }
    return row == 0;
}
