#include "engine/store/index.h"

#include "engine/base/memory.h"
#include "engine/store/entity_table.h"
#include "engine/store/fts5_tokens.h"
#include "engine/store/lexicon.h"
#include "engine/text/full_name_key.h"

#include <stdio.h>
#include <stdlib.h>

const char index_schema_sql[] =
    "CREATE VIRTUAL TABLE text USING fts5(words, content='', columnsize=0, detail=full, tokenize='caucus');"
    "CREATE VIRTUAL TABLE impact USING fts5(terms, content='', columnsize=0, detail=none, tokenize='caucus');"
    "CREATE TABLE columns(key INTEGER PRIMARY KEY, data BLOB NOT NULL);"
    ENTITY_TABLE_SCHEMA LEXICON_SCHEMA
    "CREATE TABLE mention(docid INTEGER PRIMARY KEY, data BLOB NOT NULL);"
    "CREATE TABLE quote(docid INTEGER PRIMARY KEY, data BLOB NOT NULL);"
    "CREATE TABLE lang(code TEXT PRIMARY KEY, articles INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value) WITHOUT ROWID;";

struct index {
    struct db db;
    struct index_info info;
    struct column_reader columns;
    struct entity_table *table;
    struct full_name_keyer *keyer;  /* made when first used */
    struct arena arena;             /* entities, languages */
    struct index_entity *entities;
    int8_t *kinds;
    size_t entity_n, kind_n;
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
    x->table = entity_table_new(&x->db);
    *ret = x;
    return true;
}

void index_close(struct index *x)
{
    if (!x)
        return;
    column_reader_release(&x->columns);
    entity_table_free(x->table);
    full_name_keyer_free(x->keyer);
    db_rollback(&x->db);
    db_close(&x->db);
    arena_release(&x->arena);
    free(x->entities);
    free(x->kinds);
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

static void make_room(struct index_entity **entities, size_t n, size_t *count, size_t *capacity)
{
    while (*count < n) {
        GROW(*entities, *count, *capacity);
        (*entities)[(*count)++] = (struct index_entity){ 0 };
    }
}

static struct index_entity entity_of(const struct stored_entity *e, uint32_t number)
{
    struct index_entity ret = { number, e->kind, e->id, e->name, e->country, e->party, e->local };
    if (number & 1) {
        ret.kind = ENTITY_SPEAKER;
        ret.local = false;
    }
    return ret;
}

struct reading_entities {
    struct index_entity *v;
    size_t n, capacity;
};

static bool take_entities(void *ctx, size_t first, const struct stored_entity *v, size_t n, struct error *err)
{
    struct reading_entities *r = ctx;
    (void)err;
    for (size_t i = 0; i < n; i++) {
        uint32_t number = index_number_of((uint32_t)(first + i));
        make_room(&r->v, number + 2, &r->n, &r->capacity);
        r->v[number] = entity_of(&v[i], number);
        if (v[i].kind < ACTOR_KINDS)
            r->v[number + 1] = entity_of(&v[i], number + 1);
    }
    return true;
}

bool index_entities(struct index *x, const struct index_entity **ret, size_t *ret_n, struct error *err)
{
    if (!x->entities) {
        struct reading_entities r = { 0 };
        make_room(&r.v, 1, &r.n, &r.capacity);
        if (!entity_table_each(x->table, &x->arena, take_entities, &r, err)) {
            free(r.v);
            return false;
        }
        x->entities = r.v;
        x->entity_n = r.n;
    }
    *ret = x->entities;
    *ret_n = x->entity_n;
    return true;
}

struct reading_kinds {
    int8_t *v;
    size_t n, capacity;
};

static void take_kinds(void *ctx, size_t first, const int8_t *kinds, size_t n)
{
    struct reading_kinds *r = ctx;
    for (size_t end = (size_t)index_number_of((uint32_t)(first + n)); r->n < end;) {
        GROW(r->v, r->n, r->capacity);
        r->v[r->n++] = -1;
    }
    for (size_t i = 0; i < n; i++) {
        uint32_t number = index_number_of((uint32_t)(first + i));
        r->v[number] = kinds[i];
        r->v[number + 1] = kinds[i] < ACTOR_KINDS ? ENTITY_SPEAKER : -1;
    }
}

bool index_entity_kinds(struct index *x, const int8_t **ret, size_t *ret_n, struct error *err)
{
    if (!x->kinds) {
        struct reading_kinds r = { 0 };
        take_kinds(&r, 0, NULL, 0);
        if (!entity_table_each_kinds(x->table, take_kinds, &r, err)) {
            free(r.v);
            return false;
        }
        x->kinds = r.v;
        x->kind_n = r.n;
    }
    *ret = x->kinds;
    *ret_n = x->kind_n;
    return true;
}

static struct index_entity copy_of(const struct stored_entity *e, uint32_t number, struct arena *arena)
{
    struct index_entity ret = entity_of(e, number);
    struct str *const strings[] = { &ret.id, &ret.name, &ret.country, &ret.party };
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
        *strings[i] = arena_str(arena, *strings[i]);
    return ret;
}

bool index_entity(struct index *x, uint32_t number, struct arena *arena, struct index_entity *ret, struct error *err)
{
    const struct stored_entity *e = NULL;
    if (x->entities) {
        *ret = number < x->entity_n ? x->entities[number] : (struct index_entity){ 0 };
        return true;
    }
    if (number > 1 && !entity_table_get(x->table, index_place_of(number), &e, err))
        return false;
    *ret = e && (!(number & 1) || e->kind < ACTOR_KINDS) ? copy_of(e, number, arena) : (struct index_entity){ 0 };
    return true;
}

/* ---- entities by what they are filed under ---- */

void index_key_of_id(int kind, struct str id, struct strbuf *out)
{
    strbuf_byte(out, (char)('A' + kind));
    strbuf_str(out, id);
}

void index_key_of_name(struct str name_key, struct strbuf *out)
{
    strbuf_byte(out, '=');
    strbuf_str(out, name_key);
}

bool index_entity_find(struct index *x, int kind, struct str id, struct arena *arena, struct index_entity *ret, struct error *err)
{
    CLEANUP_STRBUF struct strbuf key = STRBUF_INIT;
    uint32_t *places;
    size_t n;
    index_key_of_id(kind, id, &key);
    *ret = (struct index_entity){ 0 };
    if (!entity_table_find(x->table, strbuf_view(&key), arena, &places, &n, err))
        return false;
    for (size_t i = 0; i < n && !ret->number; i++) {
        const struct stored_entity *e;
        if (!entity_table_get(x->table, places[i], &e, err))
            return false;
        if (e && e->kind == kind && str_equal(e->id, id))
            *ret = copy_of(e, index_number_of(places[i]), arena);
    }
    return true;
}

void index_name_keys(struct full_name_keyer *keyer, const struct stored_entity *e, struct strbuf *scratch, struct str *ret_key, struct str *ret_last)
{
    *ret_key = e->key;
    if (!e->key.n) {
        strbuf_clear(scratch);
        full_name_key(keyer, e->name, scratch);
        *ret_key = strbuf_view(scratch);
    }
    size_t last = ret_key->n;
    while (last && ret_key->p[last - 1] != ' ')
        last--;
    *ret_last = str_slice(*ret_key, last ? last : ret_key->n, ret_key->n);
}

static struct full_name_keyer *keyer_of(struct index *x)
{
    if (!x->keyer)
        x->keyer = full_name_keyer_new();
    return x->keyer;
}

bool index_alias_find(struct index *x, struct str key, struct arena *arena, struct index_entity **ret, size_t *ret_n, struct error *err)
{
    CLEANUP_STRBUF struct strbuf scratch = STRBUF_INIT;
    uint32_t *places;
    size_t n;
    index_key_of_name(key, &scratch);
    *ret_n = 0;
    if (!entity_table_find(x->table, strbuf_view(&scratch), arena, &places, &n, err))
        return false;
    *ret = arena_array(arena, struct index_entity, n + 1);
    for (size_t i = 0; i < n; i++) {
        const struct stored_entity *e;
        struct str whole, last;
        if (!entity_table_get(x->table, places[i], &e, err))
            return false;
        if (!e || !e->local)
            continue;
        index_name_keys(keyer_of(x), e, &scratch, &whole, &last);
        if (str_equal(whole, key) || str_equal(last, key))
            (*ret)[(*ret_n)++] = copy_of(e, index_number_of(places[i]), arena);
    }
    return true;
}

struct visiting_aliases {
    struct index *index;
    size_t least, most;
    bool (*visit)(void *ctx, struct str key, struct str id, struct str name, struct error *err);
    void *ctx;
    struct strbuf scratch;
    struct arena *arena;
};

static bool visit_aliases(void *ctx, size_t first, const struct stored_entity *v, size_t n, struct error *err)
{
    struct visiting_aliases *a = ctx;
    (void)first;
    bool ok = true;
    for (size_t i = 0; ok && i < n; i++) {
        struct str keys[2];
        if (!v[i].local)
            continue;
        index_name_keys(keyer_of(a->index), &v[i], &a->scratch, &keys[0], &keys[1]);
        for (int k = 0; ok && k < 2; k++)
            if (keys[k].n >= a->least && keys[k].n <= a->most && keys[k].n)
                ok = a->visit(a->ctx, keys[k], v[i].id, v[i].name, err);
    }
    arena_reset(a->arena);
    return ok;
}

bool index_each_alias(struct index *x, size_t least, size_t most,
                      bool (*visit)(void *ctx, struct str key, struct str id, struct str name, struct error *err), void *ctx, struct error *err)
{
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct visiting_aliases a = { x, least, most, visit, ctx, STRBUF_INIT, &arena };
    bool ok = entity_table_each(x->table, &arena, visit_aliases, &a, err);
    strbuf_release(&a.scratch);
    return ok;
}

/* ---- lexicon ---- */

bool index_forms(struct index *x, struct str term, struct arena *arena, struct str **ret, size_t *ret_n, struct error *err)
{
    return lexicon_forms(&x->db, term, arena, ret, ret_n, err);
}

bool index_each_form(struct index *x, void (*visit)(void *ctx, struct str form), void *ctx, struct error *err)
{
    return lexicon_each_form(&x->db, visit, ctx, err);
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
