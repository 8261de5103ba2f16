#include "engine/store/index_writer.h"

#include "engine/base/memory.h"
#include "engine/store/data_dir.h"
#include "engine/store/fts5_tokens.h"
#include "engine/store/index_writer_private.h"
#include "engine/store/lexicon.h"
#include "engine/store/row_list.h"
#include "engine/store/segment_merge.h"
#include "engine/text/name_key.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

static bool put_meta(struct db *db, const char *key, double value, struct error *err)
{
    sqlite3_stmt *s = db_statement(db, "INSERT INTO meta(key, value) VALUES(?1, ?2) ON CONFLICT(key) DO UPDATE SET value = excluded.value", err);
    if (!s)
        return false;
    db_bind_str(s, 1, str_of(key));
    sqlite3_bind_double(s, 2, value);
    return db_run(db, s, err);
}

static bool make_tables(struct db *db, const struct impact_weights *w, struct error *err)
{
    const struct { const char *key; double value; } rows[] = {
        { "analyser", ANALYSER_VERSION }, { "name_key", NAME_KEY_VERSION }, { "registry", 0 }, { "cursor", 0 }, { "dead", 0 },
        { "title", w->title }, { "lead", w->lead }, { "body", w->body }, { "k1", w->k1 }, { "b", w->b }, { "pivot", w->pivot },
    };
    if (!db_begin(db, err) || !db_exec(db, index_schema_sql, err))
        return false;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (!put_meta(db, rows[i].key, rows[i].value, err))
            return false;
    char page_size[160];
    snprintf(page_size, sizeof page_size, "INSERT INTO text(text, rank) VALUES('pgsz', %d); INSERT INTO impact(impact, rank) VALUES('pgsz', %d);",
             SEGMENT_PAGE_BYTES, SEGMENT_PAGE_BYTES);
    return db_exec(db, page_size, err) && db_commit(db, err);
}

static bool make_folder(const char *path, struct error *err)
{
    CLEANUP_FREE char *folder = xstrdup(path);
    char *slash = strrchr(folder, '/');
    if (slash)
        *slash = '\0';
    if (slash && mkdir(folder, 0777) != 0 && errno != EEXIST)
        return error_errno(err, "cannot make '%s'", folder);
    return true;
}

static bool read_state(struct index_writer *w, struct error *err)
{
    double cursor = 0, dead = 0, analyser = 0, name_key = 0, registry = 0;
    const struct { const char *key; double *to; } rows[] = {
        { "cursor", &cursor }, { "dead", &dead }, { "analyser", &analyser }, { "name_key", &name_key }, { "registry", &registry },
        { "title", &w->weights.title }, { "lead", &w->weights.lead }, { "body", &w->weights.body },
        { "k1", &w->weights.k1 }, { "b", &w->weights.b }, { "pivot", &w->weights.pivot },
    };
    sqlite3_stmt *s = db_statement(&w->db, "SELECT key, value FROM meta", err);
    if (!s)
        return false;
    int row;
    while ((row = db_step(&w->db, s, err)) > 0)
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
            if (str_is(db_text(s, 0), rows[i].key))
                *rows[i].to = sqlite3_column_double(s, 1);
    w->cursor = (int64_t)cursor;
    w->dead = (int64_t)dead;
    w->schema_version = db_schema_version(&w->db);
    w->analyser_version = (int)analyser;
    w->name_key_version = (int)name_key;
    w->registry_revision = (int64_t)registry;
    return row == 0;
}

bool index_writer_open(const char *path, const struct impact_weights *weights, struct index_writer **ret, struct error *err)
{
    struct index_writer *w = xcalloc(1, sizeof *w);
    if (!make_folder(path, err) || !db_open(path, DB_CREATE, "SELECT 1", INDEX_SCHEMA, &w->db, err)) {
        free(w);
        return false;
    }
    w->columns = column_writer_new(&w->db);
    posting_buffer_init(&w->text, true);
    posting_buffer_init(&w->impact, false);
    sqlite3_db_config(w->db.sqlite, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);    /* segment_writer.h */
    w->keyer = full_name_keyer_new();
    w->table = entity_table_new(&w->db);
    strbuf_init(&w->key);
    sqlite3_stmt *s = NULL;
    int there = -1;
    if (fts5_tokens_register(&w->db, err) && (s = db_statement(&w->db, "SELECT 1 FROM sqlite_schema WHERE name = 'meta'", err)))
        there = db_step(&w->db, s, err);
    if (s)
        sqlite3_reset(s);
    if (there < 0 || (there == 0 && !make_tables(&w->db, weights, err)) || !read_state(w, err) || !index_writer_read_entities(w, err) ||
        !db_exec(&w->db, "PRAGMA wal_autocheckpoint = 8000", err)) {
        index_writer_close(w);
        return false;
    }
    *ret = w;
    return true;
}

void index_writer_close(struct index_writer *w)
{
    if (!w)
        return;
    db_rollback(&w->db);
    index_resolving_free(w->resolving);
    column_writer_free(w->columns);
    posting_buffer_release(&w->text);
    posting_buffer_release(&w->impact);
    full_name_keyer_free(w->keyer);
    entity_table_free(w->table);
    arena_release(&w->reading);
    strbuf_release(&w->key);
    strmap_release(&w->entities);
    strmap_release(&w->forgotten);
    strmap_release(&w->lexicon);
    strmap_release(&w->langs);
    free(w->lang_counts);
    free(w->numbers);
    db_close(&w->db);
    free(w);
}

int64_t index_writer_cursor(const struct index_writer *w)
{
    return w->cursor;
}

const struct impact_weights *index_writer_weights(const struct index_writer *w)
{
    return &w->weights;
}

bool index_writer_fits(const struct index_writer *w)
{
    return w->schema_version == INDEX_SCHEMA && w->analyser_version == ANALYSER_VERSION && w->name_key_version == NAME_KEY_VERSION;
}

bool index_writer_begin(struct index_writer *w, struct error *err)
{
    return db_begin(&w->db, err);
}

static void forget_postings(struct index_writer *w)
{
    posting_buffer_clear(&w->text);
    posting_buffer_clear(&w->impact);
    w->text_row = (struct text_row){ 0 };       /* a row lies in one segment */
    w->rows = w->tokens = w->impact_rows = w->impact_tokens = 0;
}

void index_writer_rollback(struct index_writer *w)
{
    struct error ignored;
    db_rollback(&w->db);
    column_writer_reset(w->columns);
    index_resolving_free(w->resolving);
    w->resolving = NULL;
    forget_postings(w);
    strmap_clear(&w->lexicon);
    strmap_clear(&w->langs);
    /* What cannot be read back now fails at the next write too, with its reason. */
    if (!read_state(w, &ignored) || !index_writer_read_entities(w, &ignored))
        w->cursor = -1;
}

bool index_writer_registry(struct index_writer *w, int64_t revision, struct error *err)
{
    w->registry_revision = revision;
    return put_meta(&w->db, "registry", (double)revision, err);
}

int64_t index_writer_registry_revision(const struct index_writer *w)
{
    return w->registry_revision;
}

/* ---- one document ---- */

static void add_postings(struct index_writer *w, const struct document *d, uint32_t row_begin)
{
    const uint32_t docid = (uint32_t)d->docid, row = w->text_row.row;
    const char *name = d->forms.names.p, *positions = d->positions.p;
    for (size_t i = 0; i < d->forms.n; i++) {
        const struct document_term *t = &d->forms.v[i];
        posting_buffer_expect(&w->text, d->forms.v, d->forms.n, i);
        posting_buffer_positions(&w->text, (struct str){ name, t->bytes }, t->hash, row, row_begin, (struct str){ positions, t->detail });
        name += t->bytes;
        positions += t->detail;
    }
    unsigned levels = 0;
    name = d->terms.names.p;
    for (size_t i = 0; i < d->terms.n; i++) {
        const struct document_term *t = &d->terms.v[i];
        posting_buffer_expect(&w->impact, d->terms.v, d->terms.n, i);
        posting_buffer_level(&w->impact, (struct str){ name, t->bytes }, t->hash, docid, t->detail);
        levels |= 1u << t->detail;
        name += t->bytes;
    }
    w->rows += row == docid;
    w->tokens += d->words;
    w->impact_rows += (unsigned)__builtin_popcount(levels);
    w->impact_tokens += d->terms.n;
}

bool index_writer_put_mentions(struct index_writer *w, const struct document *d, const uint32_t *numbers, struct error *err)
{
    CLEANUP_STRBUF struct strbuf data = STRBUF_INIT;
    if (!d->mention_count)
        return true;
    index_pack_mentions(d, numbers, &data);
    sqlite3_stmt *s = db_statement(&w->db, "INSERT INTO mention(docid, data) VALUES(?1, ?2)", err);
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, d->docid);
    db_bind_blob(s, 2, strbuf_view(&data));
    return db_run(&w->db, s, err);
}

bool index_writer_put_quotes(struct index_writer *w, const struct document *d, const uint32_t *numbers, struct error *err)
{
    if (!d->quote_count)
        return true;
    CLEANUP_STRBUF struct strbuf data = STRBUF_INIT;
    CLEANUP_FREE struct index_quote *quotes = xcalloc(d->quote_count, sizeof *quotes);
    for (size_t i = 0; i < d->quote_count; i++) {
        const struct document_quote *q = &d->quotes[i];
        quotes[i] = (struct index_quote){ q->in_title, q->start, q->end, q->first_token, q->tokens, q->speaker == DOCUMENT_NOBODY ? 0 : numbers[q->speaker],
                                          q->speaker_start, q->speaker_end, q->confidence };
    }
    index_pack_quotes(quotes, d->quote_count, d->lead, &data);
    sqlite3_stmt *s = db_statement(&w->db, "INSERT INTO quote(docid, data) VALUES(?1, ?2)", err);
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, d->docid);
    db_bind_blob(s, 2, strbuf_view(&data));
    return db_run(&w->db, s, err);
}

static int by_value(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

void index_writer_column_values(struct index_writer *w, const struct document *d)
{
    for (size_t i = 0; i < d->entity_count; i++)
        w->numbers[i] = w->numbers[i] << 4 | (uint32_t)(d->entities[i].salience & 15);
    if (d->entity_count)
        qsort(w->numbers, d->entity_count, sizeof *w->numbers, by_value);
}

static bool add_columns(struct index_writer *w, const struct document *d, int32_t place, struct error *err)
{
    int32_t values[COLUMN_FIXED];
    memcpy(values, d->columns, sizeof values);
    values[COLUMN_PLACE] = place;
    for (size_t i = 0; i < d->entity_count; i++) {
        const struct document_entity *e = &d->entities[i];
        if (e->kind == ENTITY_SOURCE && str_equal(e->id, d->source))
            values[COLUMN_SOURCE] = (int32_t)w->numbers[i];
    }
    index_writer_column_values(w, d);
    if (!column_writer_add(w->columns, (uint32_t)d->docid, values, w->numbers, d->entity_count, err))
        return false;
    if (!d->supersedes)
        return true;
    w->dead++;
    return column_writer_flag(w->columns, (uint32_t)d->supersedes, DOCUMENT_DEAD, err);
}

static void note_words(struct index_writer *w, const struct document *d)
{
    for (const char *p = d->lexicon.p, *end = p + d->lexicon.n; p < end;) {
        size_t term = strlen(p), form = strlen(p + term + 1);
        strmap_intern(&w->lexicon, (struct str){ p, term + 1 + form }, NULL);
        p += term + form + 2;
    }
    int32_t lang = d->columns[COLUMN_LANG];
    char code[3] = { (char)(lang & 255), (char)(lang >> 8 & 255), 0 };
    if (!lang)
        return;
    bool is_new;
    uint32_t number = strmap_intern(&w->langs, str_of(code), &is_new);
    if (is_new) {
        GROW(w->lang_counts, number, w->lang_capacity);
        w->lang_counts[number] = 0;
    }
    w->lang_counts[number]++;
}

bool index_writer_add(struct index_writer *w, const struct document *d, struct error *err)
{
    if (d->docid <= w->cursor || d->docid > DOCID_MAX)
        return error_set(err, ERROR_INTERNAL, "article %lld cannot follow article %lld in the index", (long long)d->docid, (long long)w->cursor);
    uint32_t row_begin;
    int32_t place = text_row_add(&w->text_row, (uint32_t)d->docid, d->span, &row_begin);
    if (!index_writer_numbers(w, d, err) || !index_writer_put_mentions(w, d, w->numbers, err) || !index_writer_put_quotes(w, d, w->numbers, err) ||
        !add_columns(w, d, place, err))
        return false;
    add_postings(w, d, row_begin);
    note_words(w, d);
    w->cursor = d->docid;
    return true;
}

/* ---- the end of a transaction ---- */

static bool write_lexicon(struct index_writer *w, struct error *err)
{
    CLEANUP_FREE struct lexicon_pair *pairs = xcalloc(w->lexicon.n + 1, sizeof *pairs);
    for (uint32_t i = 0; i < w->lexicon.n; i++) {
        struct str pair = strmap_key(&w->lexicon, i);
        size_t end = str_find(pair, '\0');
        pairs[i] = (struct lexicon_pair){ str_slice(pair, 0, end), str_slice(pair, end + 1, pair.n) };
    }
    return lexicon_add(&w->db, pairs, w->lexicon.n, err);
}

static bool write_langs(struct index_writer *w, struct error *err)
{
    for (uint32_t i = 0; i < w->langs.n; i++) {
        sqlite3_stmt *s = db_statement(&w->db, "INSERT INTO lang(code, articles) VALUES(?1, ?2) "
                                               "ON CONFLICT(code) DO UPDATE SET articles = articles + excluded.articles", err);
        if (!s)
            return false;
        db_bind_str(s, 1, strmap_key(&w->langs, i));
        sqlite3_bind_int64(s, 2, w->lang_counts[i]);
        if (!db_run(&w->db, s, err))
            return false;
    }
    return true;
}

static bool write_postings(struct index_writer *w, struct error *err)
{
    bool ok = true;
    for (int text = 1; text >= 0 && ok; text--) {
        struct segment_writer to;
        ok = segment_writer_begin(&to, &w->db, text, err) && posting_buffer_write(text ? &w->text : &w->impact, &to, err) &&
             (text ? segment_writer_finish(&to, w->rows, &w->tokens, 1, err)
                   : segment_writer_finish(&to, w->impact_rows, &w->impact_tokens, 1, err));
        segment_writer_release(&to);
    }
    forget_postings(w);
    return ok;
}

bool index_writer_commit(struct index_writer *w, struct error *err)
{
    bool ok = write_postings(w, err) && column_writer_flush(w->columns, err) && entity_table_flush(w->table, err) && write_lexicon(w, err) && write_langs(w, err) &&
              put_meta(&w->db, "cursor", (double)w->cursor, err) && put_meta(&w->db, "dead", (double)w->dead, err) &&
              db_commit(&w->db, err);
    strmap_clear(&w->lexicon);
    strmap_clear(&w->langs);
    return ok;
}

/* FTS5 notes a table's segments when it opens it: a connection of its own sees those that were written here. */
static bool by_fts5(struct index_writer *w, const char *sql, struct error *err)
{
    struct db db;
    if (!db_open(w->db.path, DB_WRITE, NULL, INDEX_SCHEMA, &db, err))
        return false;
    bool ok = fts5_tokens_register(&db, err) && db_exec(&db, sql, err);
    db_close(&db);
    return ok;
}

bool index_writer_optimize(struct index_writer *w, struct error *err)
{
    bool odd = false;
    if (!db_begin(&w->db, err))
        return false;
    if (!segment_merge(&w->db, &w->db, true, &odd, err) || (!odd && !segment_merge(&w->db, &w->db, false, &odd, err))) {
        db_rollback(&w->db);
        return false;
    }
    if (odd) {
        db_rollback(&w->db);
        return by_fts5(w, "INSERT INTO text(text) VALUES('optimize'); INSERT INTO impact(impact) VALUES('optimize'); PRAGMA incremental_vacuum;", err);
    }
    return db_commit(&w->db, err) && db_exec(&w->db, "PRAGMA incremental_vacuum", err);
}

bool index_writer_sync(struct index_writer *w, struct error *err)
{
    return db_exec(&w->db, "PRAGMA wal_checkpoint(TRUNCATE)", err);
}

static bool has_segments(struct index_writer *w, size_t many, bool *ret, struct error *err)
{
    struct segment_writer to;
    bool ok = segment_writer_begin(&to, &w->db, true, err);
    *ret = ok && to.structure.segment_count >= many;
    segment_writer_release(&to);
    return ok;
}

bool index_writer_make_room(struct index_writer *w, struct error *err)
{
    bool many;
    return has_segments(w, FTS5_SEGMENTS_MAX / 2, &many, err) && (!many || index_writer_optimize(w, err));
}

bool index_writer_merge(struct index_writer *w, struct error *err)
{
    enum { SEGMENTS_ENOUGH = 8 };
    bool many;
    if (!has_segments(w, SEGMENTS_ENOUGH, &many, err))
        return false;
    if (!many)
        return true;
    return by_fts5(w, "INSERT INTO text(text, rank) VALUES('merge', 4000); INSERT INTO impact(impact, rank) VALUES('merge', 4000);", err);
}
