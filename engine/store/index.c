#include "engine/store/index.h"

#include "engine/base/hash.h"
#include "engine/base/memory.h"
#include "engine/store/fts5_tokens.h"

#include <stdio.h>
#include <stdlib.h>

const char index_schema_sql[] =
    "CREATE VIRTUAL TABLE text USING fts5(words, content='', columnsize=0, detail=full, tokenize='caucus');"
    "CREATE VIRTUAL TABLE impact USING fts5(terms, content='', columnsize=0, detail=none, tokenize='caucus');"
    "CREATE TABLE columns(key INTEGER PRIMARY KEY, data BLOB NOT NULL);"
    "CREATE TABLE entity(number INTEGER PRIMARY KEY, kind INTEGER NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, country TEXT NOT NULL,"
    "                    party TEXT NOT NULL, local INTEGER NOT NULL);"
    "CREATE TABLE entity_key(hash INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY(hash, number)) WITHOUT ROWID;"
    "CREATE TABLE alias(key TEXT NOT NULL, entity INTEGER NOT NULL, PRIMARY KEY(key, entity)) WITHOUT ROWID;"
    "CREATE TABLE lexicon(term TEXT NOT NULL, form TEXT NOT NULL, PRIMARY KEY(term, form)) WITHOUT ROWID;"
    "CREATE TABLE mention(docid INTEGER PRIMARY KEY, data BLOB NOT NULL);"
    "CREATE TABLE quote(docid INTEGER PRIMARY KEY, data BLOB NOT NULL);"
    "CREATE TABLE lang(code TEXT PRIMARY KEY, articles INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value) WITHOUT ROWID;";

struct index {
    struct db db;
    struct index_info info;
    struct column_reader columns;
    struct arena arena;             /* entities, languages */
    struct index_entity *entities;
    int8_t *kinds;
    size_t entity_n;                /* of both */
};

static bool read_meta(struct index *x, struct error *err)
{
    struct index_info *info = &x->info;
    double analyser = 0, name_key = 0, registry = 0, cursor = 0, dead = 0;
    const struct { const char *key; double *to; } rows[] = {
        { "analyser", &analyser }, { "name_key", &name_key }, { "registry", &registry }, { "cursor", &cursor }, { "dead", &dead },
        { "title", &info->weights.title }, { "lead", &info->weights.lead }, { "body", &info->weights.body }, { "k1", &info->weights.k1 },
        { "b", &info->weights.b }, { "pivot", &info->weights.pivot },
    };
    sqlite3_stmt *s = db_statement(&x->db, "SELECT key, value FROM meta", err);
    if (!s)
        return false;
    int row;
    while ((row = db_step(&x->db, s, err)) > 0)
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
            if (str_is(db_text(s, 0), rows[i].key))
                *rows[i].to = sqlite3_column_double(s, 1);
    if (row < 0)
        return false;
    info->analyser_version = (int)analyser;
    info->name_key_version = (int)name_key;
    info->registry_revision = (int64_t)registry;
    info->max_docid = cursor > 0 && cursor < UINT32_MAX ? (uint32_t)cursor : 0;
    info->dead = (int64_t)dead;
    return true;
}

static bool read_langs(struct index *x, struct error *err)
{
    sqlite3_stmt *s = db_statement(&x->db, "SELECT code FROM lang ORDER BY articles DESC, code", err);
    if (!s)
        return false;
    int row;
    while ((row = db_step(&x->db, s, err)) > 0) {
        struct str code = arena_str(&x->arena, db_text(s, 0));
        if (x->info.lang_count < sizeof x->info.langs / sizeof *x->info.langs && analyser_stems(code.p))
            x->info.langs[x->info.lang_count++] = code;
    }
    return row == 0;
}

bool index_open(const char *path, struct index **ret, struct error *err)
{
    struct index *x = xcalloc(1, sizeof *x);
    if (!db_open(path, DB_READ, NULL, INDEX_SCHEMA, &x->db, err)) {
        free(x);
        return false;
    }
    if (db_schema_version(&x->db) < INDEX_SCHEMA) {
        index_close(x);
        return error_set(err, ERROR_IO, "the index was made by an older caucus: caucus index makes a new one from the archive");
    }
    if (!fts5_tokens_register(&x->db, err) || !db_begin_read(&x->db, err) || !read_meta(x, err) || !read_langs(x, err)) {
        index_close(x);
        return false;
    }
    column_reader_init(&x->columns, &x->db, x->info.max_docid);
    *ret = x;
    return true;
}

void index_close(struct index *x)
{
    if (!x)
        return;
    column_reader_release(&x->columns);
    db_rollback(&x->db);
    db_close(&x->db);
    arena_release(&x->arena);
    free(x);
}

void index_keep_pages(struct index *x)
{
    db_keep_pages(&x->db);
}

const struct index_info *index_info(const struct index *x)
{
    return &x->info;
}

struct db *index_db(struct index *x)
{
    return &x->db;
}

struct column_reader *index_columns(struct index *x)
{
    return &x->columns;
}

/* ---- entities ---- */

#define ENTITY_COLUMNS "number, kind, id, name, country, party, local"

static struct index_entity entity_of(sqlite3_stmt *s, struct arena *arena)
{
    return (struct index_entity){
        .number = (uint32_t)sqlite3_column_int64(s, 0),
        .kind = sqlite3_column_int(s, 1),
        .id = arena_str(arena, db_text(s, 2)),
        .name = arena_str(arena, db_text(s, 3)),
        .country = arena_str(arena, db_text(s, 4)),
        .party = arena_str(arena, db_text(s, 5)),
        .local = sqlite3_column_int(s, 6) != 0,
    };
}

static bool count_entities(struct index *x, struct error *err)
{
    sqlite3_stmt *most = db_statement(&x->db, "SELECT coalesce(max(number), 0) FROM entity", err);
    if (!most || db_step(&x->db, most, err) < 0)
        return false;
    x->entity_n = (size_t)sqlite3_column_int64(most, 0) + 1;
    sqlite3_reset(most);
    return true;
}

bool index_entities(struct index *x, const struct index_entity **ret, size_t *ret_n, struct error *err)
{
    if (!x->entities) {
        sqlite3_stmt *s = db_statement(&x->db, "SELECT " ENTITY_COLUMNS " FROM entity ORDER BY number", err);
        if (!s || !count_entities(x, err))
            return false;
        struct index_entity *entities = arena_array(&x->arena, struct index_entity, x->entity_n);
        int row;
        while ((row = db_step(&x->db, s, err)) > 0) {
            struct index_entity e = entity_of(s, &x->arena);
            if (e.number < x->entity_n)
                entities[e.number] = e;
        }
        if (row < 0)
            return false;
        x->entities = entities;
    }
    *ret = x->entities;
    *ret_n = x->entity_n;
    return true;
}

bool index_entity_kinds(struct index *x, const int8_t **ret, size_t *ret_n, struct error *err)
{
    if (!x->kinds) {
        sqlite3_stmt *s = db_statement(&x->db, "SELECT number, kind FROM entity", err);
        if (!s || !count_entities(x, err))
            return false;
        int8_t *kinds = arena_alloc(&x->arena, x->entity_n);
        memset(kinds, -1, x->entity_n);
        int row;
        while ((row = db_step(&x->db, s, err)) > 0) {
            int64_t number = sqlite3_column_int64(s, 0);
            int kind = sqlite3_column_int(s, 1);
            if (number > 0 && (uint64_t)number < x->entity_n && kind >= 0 && kind < ENTITY_KINDS)
                kinds[number] = (int8_t)kind;
        }
        if (row < 0)
            return false;
        x->kinds = kinds;
    }
    *ret = x->kinds;
    *ret_n = x->entity_n;
    return true;
}

/* Runs a prepared query for entities; all rows into the arena. */
static bool entity_rows(struct index *x, sqlite3_stmt *s, struct arena *arena, struct index_entity **ret, size_t *ret_n, struct error *err)
{
    struct index_entity *rows = NULL;
    size_t n = 0, capacity = 0;
    int row;
    while ((row = db_step(&x->db, s, err)) > 0) {
        GROW(rows, n, capacity);
        rows[n++] = entity_of(s, arena);
    }
    if (row == 0) {
        *ret = arena_array(arena, struct index_entity, n + 1);
        if (n)
            memcpy(*ret, rows, n * sizeof *rows);
        *ret_n = n;
    }
    free(rows);
    return row == 0;
}

bool index_entity(struct index *x, uint32_t number, struct arena *arena, struct index_entity *ret, struct error *err)
{
    if (x->entities) {
        *ret = number < x->entity_n ? x->entities[number] : (struct index_entity){ 0 };
        return true;
    }
    sqlite3_stmt *s = db_statement(&x->db, "SELECT " ENTITY_COLUMNS " FROM entity WHERE number = ?1", err);
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, number);
    struct index_entity *rows;
    size_t n;
    if (!entity_rows(x, s, arena, &rows, &n, err))
        return false;
    *ret = rows[0];     /* zero where there is none: the array has one more */
    return true;
}

/* Of three bytes: shorter in the table than an id, and few entities share one. */
int64_t index_entity_hash(int kind, struct str id)
{
    char of = (char)kind;
    const struct str parts[] = { { &of, 1 }, id };
    struct digest d = digest_of(parts, sizeof parts / sizeof *parts);
    return (int64_t)d.bytes[0] << 15 | (int64_t)d.bytes[1] << 7 | d.bytes[2] >> 1;
}

bool index_entity_find(struct index *x, int kind, struct str id, struct arena *arena, struct index_entity *ret, struct error *err)
{
    sqlite3_stmt *s = db_statement(&x->db, "SELECT " ENTITY_COLUMNS " FROM entity_key JOIN entity USING(number) WHERE hash = ?3 AND kind = ?1 AND id = ?2", err);
    if (!s)
        return false;
    sqlite3_bind_int(s, 1, kind);
    db_bind_str(s, 2, id);
    sqlite3_bind_int64(s, 3, index_entity_hash(kind, id));
    struct index_entity *rows;
    size_t n;
    if (!entity_rows(x, s, arena, &rows, &n, err))
        return false;
    *ret = rows[0];
    return true;
}

bool index_alias_find(struct index *x, struct str key, struct arena *arena, struct index_entity **ret, size_t *ret_n, struct error *err)
{
    sqlite3_stmt *s = db_statement(&x->db, "SELECT " ENTITY_COLUMNS " FROM alias JOIN entity ON number = entity WHERE key = ?1 ORDER BY number", err);
    if (!s)
        return false;
    db_bind_str(s, 1, key);
    return entity_rows(x, s, arena, ret, ret_n, err);
}

bool index_each_alias(struct index *x, size_t least, size_t most,
                      bool (*visit)(void *ctx, struct str key, struct str id, struct str name, struct error *err), void *ctx, struct error *err)
{
    sqlite3_stmt *s = db_statement(&x->db, "SELECT key, id, name FROM alias JOIN entity ON number = entity WHERE length(key) BETWEEN ?1 AND ?2"
                                           " ORDER BY key, number", err);
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, (int64_t)least);
    sqlite3_bind_int64(s, 2, (int64_t)most);
    int row;
    while ((row = db_step(&x->db, s, err)) > 0) {
        struct str key = str_of((const char *)sqlite3_column_text(s, 0));
        if (!visit(ctx, key, db_text(s, 1), db_text(s, 2), err)) {
            sqlite3_reset(s);
            return false;
        }
    }
    return row == 0;
}

/* ---- lexicon ---- */

bool index_forms(struct index *x, struct str term, struct arena *arena, struct str **ret, size_t *ret_n, struct error *err)
{
    sqlite3_stmt *s = db_statement(&x->db, "SELECT form FROM lexicon WHERE term = ?1 ORDER BY form", err);
    if (!s)
        return false;
    db_bind_str(s, 1, term);
    struct str *forms = NULL;
    size_t n = 0, capacity = 0;
    int row;
    while ((row = db_step(&x->db, s, err)) > 0) {
        GROW(forms, n, capacity);
        forms[n++] = arena_str(arena, db_text(s, 0));
    }
    *ret = arena_array(arena, struct str, n + 1);
    if (n)
        memcpy(*ret, forms, n * sizeof *forms);
    *ret_n = n;
    free(forms);
    return row == 0;
}

bool index_each_form(struct index *x, void (*visit)(void *ctx, struct str form), void *ctx, struct error *err)
{
    sqlite3_stmt *s = db_statement(&x->db, "SELECT form FROM lexicon", err);
    if (!s)
        return false;
    int row;
    while ((row = db_step(&x->db, s, err)) > 0)
        visit(ctx, db_text(s, 0));
    return row == 0;
}

/* ---- soundness ---- */

static bool check_sqlite(struct index *x, void (*problem)(void *ctx, const char *what), void *ctx, struct error *err)
{
    sqlite3_stmt *s = db_statement(&x->db, "PRAGMA quick_check(20)", err);
    if (!s)
        return false;
    int row;
    while ((row = db_step(&x->db, s, err)) > 0)
        if (!str_is(db_text(s, 0), "ok"))
            problem(ctx, (const char *)sqlite3_column_text(s, 0));
    return row == 0;
}

/* FTS5's integrity-check is spelled as an INSERT, which wants a connection that may write; it writes nothing. */
static bool check_fts5(struct index *x, void (*problem)(void *ctx, const char *what), void *ctx)
{
    static const char *const checks[] = {
        "INSERT INTO text(text) VALUES('integrity-check')", "INSERT INTO impact(impact) VALUES('integrity-check')",
    };
    struct db db;
    struct error err = { 0 };
    if (!db_open(x->db.path, DB_WRITE, NULL, INDEX_SCHEMA, &db, &err)) {
        problem(ctx, err.text);
        return false;
    }
    bool ok = fts5_tokens_register(&db, &err);
    if (!ok)
        problem(ctx, err.text);
    for (size_t i = 0; ok && i < sizeof checks / sizeof *checks; i++)
        if (!db_exec(&db, checks[i], &err))
            problem(ctx, err.text);
    db_close(&db);
    return ok;
}

static bool check_columns(struct index *x, void (*problem)(void *ctx, const char *what), void *ctx, struct error *err)
{
    const int32_t *words, *flags;
    if (!column_fixed(&x->columns, COLUMN_WORDS, &words, err) || !column_fixed(&x->columns, COLUMN_FLAGS, &flags, err))
        return false;
    int64_t dead = 0;
    for (size_t docid = 1; docid <= x->info.max_docid; docid++)
        dead += (flags[docid] & DOCUMENT_DEAD) != 0;
    if (dead != x->info.dead) {
        char text[120];
        snprintf(text, sizeof text, "%lld articles are flagged as superseded, but %lld are counted", (long long)dead, (long long)x->info.dead);
        problem(ctx, text);
    }
    bool fit = true;
    if (x->info.max_docid && !column_bounds_fit(&x->columns, &fit, err))
        return false;
    if (!fit)
        problem(ctx, "what is noted of the articles' dates, the first and last of some thousand each, is not what they are: caucus reindex");
    return true;
}

bool index_check(struct index *x, void (*problem)(void *ctx, const char *what), void *ctx, struct error *err)
{
    return check_sqlite(x, problem, ctx, err) && check_columns(x, problem, ctx, err) && check_fts5(x, problem, ctx);
}
