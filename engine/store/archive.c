#include "engine/store/archive.h"

#include "engine/base/memory.h"
#include "engine/store/archive_alerts.h"
#include "engine/store/archive_jobs.h"
#include "engine/store/archive_texts.h"
#include "engine/store/archive_private.h"
#include "engine/store/data_dir.h"
#include "engine/store/registry_image.h"
#include "engine/store/registry_schema.h"

#include <stdio.h>
#include <stdlib.h>

static const char schema[] =
    "CREATE TABLE article(revision INTEGER PRIMARY KEY, key_hash INTEGER NOT NULL, key TEXT NOT NULL, version INTEGER NOT NULL,"
    "                     supersedes INTEGER NOT NULL, superseded_by INTEGER NOT NULL, content BLOB NOT NULL, id TEXT NOT NULL,"
    "                     title TEXT NOT NULL, source TEXT NOT NULL, url TEXT NOT NULL, lang TEXT NOT NULL, date INTEGER NOT NULL,"
    "                     precision INTEGER NOT NULL, seen INTEGER NOT NULL, file INTEGER NOT NULL, record INTEGER NOT NULL, meta BLOB NOT NULL,"
    "                     text_bytes INTEGER NOT NULL);"
    "CREATE INDEX article_key ON article(key_hash) WHERE superseded_by = 0;"
    "CREATE TABLE text(revision INTEGER PRIMARY KEY, frame BLOB NOT NULL);"
    "CREATE TABLE dictionary(number INTEGER PRIMARY KEY, data BLOB NOT NULL);"
    "CREATE TABLE file(id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, options BLOB NOT NULL,"
    "                  complete INTEGER NOT NULL, failure TEXT NOT NULL, articles INTEGER NOT NULL, skipped INTEGER NOT NULL);"
    "CREATE TABLE run(id INTEGER PRIMARY KEY, command TEXT NOT NULL, started INTEGER NOT NULL, ended INTEGER NOT NULL, exit_code INTEGER NOT NULL,"
    "                 report TEXT NOT NULL);"
    "CREATE TABLE saved(name TEXT PRIMARY KEY, query TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE registry(key TEXT PRIMARY KEY, value) WITHOUT ROWID;"
    ARCHIVE_ALERT_SCHEMA ARCHIVE_JOB_SCHEMA ARCHIVE_TEXT_SCHEMA;

/* What makes the next schema of one: registry_schema.h, then alerts, then jobs, then vocabularies, then records by number. */
static bool bring_up_from(struct archive *a, int version, struct error *err)
{
    char made[60];
    snprintf(made, sizeof made, "PRAGMA user_version = %d", ARCHIVE_SCHEMA);
    return (version >= 2 ? version >= 6 || registry_schema_upgrade_5(&a->db, err) : registry_schema_upgrade(&a->db, err)) && (version >= 3 || db_exec(&a->db, ARCHIVE_ALERT_SCHEMA, err)) &&
           (version >= 4 || db_exec(&a->db, ARCHIVE_JOB_SCHEMA, err)) &&
           (version >= ARCHIVE_TEXT_SCHEMA_VERSION || db_exec(&a->db, ARCHIVE_TEXT_SCHEMA REGISTRY_IMAGE_UPGRADE, err)) && db_exec(&a->db, made, err);
}

/* An archive that an older caucus made: brought up by the first who may write, shown as if it were by others. */
static bool bring_up(struct archive *a, bool write, struct error *err)
{
    int version = db_schema_version(&a->db);
    if (version >= ARCHIVE_SCHEMA)
        return true;
    if (!write)
        return version >= 2 || registry_schema_bridge(&a->db, err);
    if (!db_begin(&a->db, err))
        return false;
    version = db_schema_version(&a->db);    /* another process may have done it meanwhile */
    if ((version >= ARCHIVE_SCHEMA || bring_up_from(a, version, err)) && db_commit(&a->db, err))
        return true;
    db_rollback(&a->db);
    return false;
}

struct db *archive_db(struct archive *a)
{
    return &a->db;
}

bool archive_open(const char *dir, bool write, bool create, struct archive **ret, struct error *err)
{
    CLEANUP_FREE char *path = data_dir_archive_path(dir);
    if (!create && !data_dir_exists(dir))
        return error_set(err, ERROR_IO, "there is no archive in '%s' (caucus index makes one)", dir);
    if (create && !data_dir_make(dir, err))
        return false;
    struct archive *a = xcalloc(1, sizeof *a);
    CLEANUP_FREE char *tables = xasprintf("%s%s", schema, registry_schema_sql);
    if (!db_open(path, create ? DB_CREATE_WIDE : write ? DB_WRITE : DB_READ, tables, ARCHIVE_SCHEMA, &a->db, err)) {
        free(a);
        return false;
    }
    a->texts = archive_texts_new(&a->db);
    strbuf_init(&a->frame);
    strbuf_init(&a->meta);
    strbuf_init(&a->key);
    /* What was acknowledged must outlive a power failure. */
    if (!bring_up(a, write, err) || (write && !db_exec(&a->db, "PRAGMA synchronous = FULL", err))) {
        archive_close(a);
        return false;
    }
    *ret = a;
    return true;
}

void archive_close(struct archive *a)
{
    if (!a)
        return;
    db_rollback(&a->db);
    archive_texts_free(a->texts);
    strbuf_release(&a->frame);
    strbuf_release(&a->meta);
    strbuf_release(&a->key);
    db_close(&a->db);
    free(a);
}

bool archive_begin(struct archive *a, struct error *err)
{
    return db_begin(&a->db, err);
}

bool archive_begin_read(struct archive *a, struct error *err)
{
    return db_begin_read(&a->db, err);
}

bool archive_commit(struct archive *a, struct error *err)
{
    return db_commit(&a->db, err);
}

bool archive_settle(struct archive *a, struct error *err)
{
    return archive_texts_settle(a->texts, err);
}

void archive_rollback(struct archive *a)
{
    db_rollback(&a->db);
    archive_texts_forget(a->texts);
}

/* ---- keys ---- */

static struct str normal_url(struct str url)
{
    size_t colon = str_find(url, ':');
    if (colon + 2 < url.n && url.p[colon + 1] == '/' && url.p[colon + 2] == '/')
        url = str_slice(url, colon + 3, url.n);
    if (str_starts(url, STR("www.")))
        url = str_slice(url, 4, url.n);
    url.n = str_find(url, '#');
    while (url.n && url.p[url.n - 1] == '/')
        url.n--;
    return url;
}

void archive_key_of(struct str id, struct str source, struct str url, struct str path, uint64_t record, const struct digest *content,
                    struct strbuf *out)
{
    if (id.n) {
        strbuf_string(out, "i:");
        strbuf_str(out, source);
        strbuf_byte(out, '\x1F');
        strbuf_str(out, id);
    } else if (normal_url(url).n) {
        strbuf_string(out, "u:");
        strbuf_str(out, normal_url(url));
    } else if (record == 0 && path.n && !str_is(path, "-")) {
        strbuf_string(out, "f:");
        strbuf_str(out, path);
    } else {
        char hex[2 * DIGEST_BYTES + 1];
        digest_hex(content, hex);
        strbuf_format(out, "c:%s", hex);
    }
}

/* A key that is not stored, for what it is made of is: so what archive_key_of makes of an id or a URL must never change. */
static bool key_is_told(struct str id, struct str url)
{
    return id.n || normal_url(url).n;
}

/* The key of an article, as its row tells it; may be made in *scratch. */
static struct str key_of_row(struct str stored, struct str id, struct str source, struct str url, struct strbuf *scratch)
{
    if (stored.n || !key_is_told(id, url))
        return stored;
    strbuf_clear(scratch);
    archive_key_of(id, source, url, STR(""), 0, NULL, scratch);
    return strbuf_view(scratch);
}

/* ---- metas: varint length, bytes; key and value in turn ---- */

static void pack_meta(const struct archive_article *a, struct strbuf *out)
{
    strbuf_clear(out);
    for (size_t i = 0; i < a->meta_count; i++) {
        const struct str parts[] = { a->meta[i].key, a->meta[i].value };
        for (int k = 0; k < 2; k++) {
            strbuf_varint(out, parts[k].n);
            strbuf_str(out, parts[k]);
        }
    }
}

static void unpack_meta(struct str data, struct arena *arena, struct archive_article *a)
{
    const unsigned char *p = (const unsigned char *)data.p, *end = (const unsigned char *)str_end(data);
    struct str parts[2];
    a->meta = arena_array(arena, struct archive_meta, data.n / 2 + 1);
    while (p && p < end) {
        for (int k = 0; k < 2; k++) {
            unsigned long long n;
            if (!(p = varint_read(p, end, &n)) || n > (unsigned long long)(end - p))
                return;
            parts[k] = arena_str(arena, (struct str){ (const char *)p, (size_t)n });
            p += n;
        }
        a->meta[a->meta_count++] = (struct archive_meta){ parts[0], parts[1] };
    }
}

/* ---- storing ---- */

static struct digest content_digest(const struct archive_article *a, const struct strbuf *meta)
{
    char date[CIVIL_TIME_BYTES];
    civil_format_time(a->date, date);
    const struct str parts[] = { a->title, a->text, str_of(date), a->source, a->url, a->lang, strbuf_view(meta) };
    return digest_of(parts, sizeof parts / sizeof *parts);
}

struct newest {
    int64_t revision;       /* 0: there is none */
    int version;
    struct digest content;
};

static bool find_newest(struct archive *a, struct str key, int64_t hash, struct newest *ret, struct error *err)
{
    sqlite3_stmt *s = db_statement(&a->db, "SELECT revision, version, content, key, id, source, url FROM article WHERE key_hash = ?1 AND superseded_by = 0", err);
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, hash);
    memset(ret, 0, sizeof *ret);
    int row;
    while ((row = db_step(&a->db, s, err)) > 0) {
        struct str content = db_text(s, 2);
        struct str of = key_of_row(db_text(s, 3), db_text(s, 4), db_text(s, 5), db_text(s, 6), &a->frame);
        if (!str_equal(of, key) || content.n != DIGEST_BYTES)
            continue;
        ret->revision = sqlite3_column_int64(s, 0);
        ret->version = sqlite3_column_int(s, 1);
        memcpy(ret->content.bytes, content.p, DIGEST_BYTES);
    }
    return row == 0;
}

static bool insert_article(struct archive *a, const struct archive_article *x, int64_t hash, const struct newest *old, const struct digest *content,
                           int64_t file, int64_t *ret_revision, struct error *err)
{
    sqlite3_stmt *s = db_statement(&a->db,
        "INSERT INTO article(key_hash, key, version, supersedes, superseded_by, content, id, title, source, url, lang, date, precision, seen, file,"
        " record, meta, text_bytes) VALUES(?1, ?2, ?3, ?4, 0, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)", err);
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, hash);
    db_bind_str(s, 2, key_is_told(x->id, x->url) ? STR("") : strbuf_view(&a->key));
    sqlite3_bind_int(s, 3, old->version + 1);
    sqlite3_bind_int64(s, 4, old->revision);
    db_bind_blob(s, 5, (struct str){ (const char *)content->bytes, DIGEST_BYTES });
    db_bind_str(s, 6, x->id);
    db_bind_str(s, 7, x->title);
    db_bind_str(s, 8, x->source);
    db_bind_str(s, 9, x->url);
    db_bind_str(s, 10, x->lang);
    sqlite3_bind_int64(s, 11, x->date);
    sqlite3_bind_int(s, 12, x->precision);
    sqlite3_bind_int64(s, 13, x->seen);
    sqlite3_bind_int64(s, 14, file);
    sqlite3_bind_int64(s, 15, (int64_t)x->record);
    db_bind_blob(s, 16, strbuf_view(&a->meta));
    sqlite3_bind_int64(s, 17, (int64_t)x->text.n);
    if (!db_run(&a->db, s, err))
        return false;
    *ret_revision = sqlite3_last_insert_rowid(a->db.sqlite);
    return true;
}

static bool supersede(struct archive *a, int64_t old, int64_t revision, struct error *err)
{
    sqlite3_stmt *s = db_statement(&a->db, "UPDATE article SET superseded_by = ?2 WHERE revision = ?1", err);
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, old);
    sqlite3_bind_int64(s, 2, revision);
    return db_run(&a->db, s, err);
}

bool archive_put(struct archive *a, const struct archive_article *article, int64_t file, enum archive_put *ret_what, int64_t *ret_revision,
                 struct error *err)
{
    struct newest old;
    int64_t revision;
    pack_meta(article, &a->meta);
    struct digest content = content_digest(article, &a->meta);
    strbuf_clear(&a->key);
    archive_key_of(article->id, article->source, article->url, article->path, article->record, &content, &a->key);
    int64_t hash = archive_key_hash(strbuf_view(&a->key));
    if (!find_newest(a, strbuf_view(&a->key), hash, &old, err))
        return false;
    if (old.revision && memcmp(&old.content, &content, sizeof content) == 0) {
        *ret_what = ARCHIVE_UNCHANGED;
        *ret_revision = old.revision;
        return true;
    }
    if ((old.revision && !supersede(a, old.revision, -1, err)) ||
        !insert_article(a, article, hash, &old, &content, file, &revision, err) ||
        (old.revision && !supersede(a, old.revision, revision, err)) || !archive_texts_put(a->texts, revision, article->text, err))
        return false;
    *ret_what = old.revision ? ARCHIVE_UPDATED : ARCHIVE_ADDED;
    *ret_revision = revision;
    return true;
}

/* Stored in the file: not hash_bytes, which may change. */
int64_t archive_key_hash(struct str key)
{
    struct digest d = digest_of(&key, 1);
    int64_t hash;
    memcpy(&hash, d.bytes, sizeof hash);
    return hash;
}

/* ---- reading ---- */

#define ARTICLE_COLUMNS                                                                                                                  \
    "a.revision, a.supersedes, a.superseded_by, a.version, a.key, a.id, a.title, a.source, a.url, a.lang, a.date, a.precision, a.seen, " \
    "a.record, a.meta, coalesce(f.path, '-'), a.text_bytes"

static bool unpack_text(struct archive *a, int64_t revision, int64_t bytes, struct str frame, struct arena *arena, struct str *ret, struct error *err)
{
    strbuf_clear(&a->frame);
    if (bytes < 0 || bytes > INT32_MAX)
        return error_set(err, ERROR_IO, "the archive is damaged: article %lld has no size", (long long)revision);
    if (!archive_texts_unpack(a->texts, frame, (size_t)bytes, &a->frame, err))
        return error_wrap(err, "article %lld", (long long)revision);
    *ret = arena_str(arena, strbuf_view(&a->frame));
    return true;
}

static bool read_text(struct archive *a, int64_t revision, int64_t bytes, struct arena *arena, struct str *ret, struct error *err)
{
    sqlite3_stmt *s = db_statement(&a->db, "SELECT frame FROM text WHERE revision = ?1", err);
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, revision);
    int row = db_step(&a->db, s, err);
    if (row <= 0)
        return row < 0 ? false : error_set(err, ERROR_IO, "the archive is damaged: article %lld has no text", (long long)revision);
    bool ok = unpack_text(a, revision, bytes, db_text(s, 0), arena, ret, err);
    sqlite3_reset(s);
    return ok;
}

static bool read_article(struct archive *a, sqlite3_stmt *s, bool with_text, struct arena *arena, struct archive_article *ret, struct error *err)
{
    *ret = (struct archive_article){
        .revision = sqlite3_column_int64(s, 0), .supersedes = sqlite3_column_int64(s, 1), .superseded_by = sqlite3_column_int64(s, 2),
        .version = sqlite3_column_int(s, 3), .key = db_text(s, 4), .id = arena_str(arena, db_text(s, 5)),
        .title = arena_str(arena, db_text(s, 6)), .source = arena_str(arena, db_text(s, 7)), .url = arena_str(arena, db_text(s, 8)),
        .lang = arena_str(arena, db_text(s, 9)), .date = (int32_t)sqlite3_column_int64(s, 10), .precision = sqlite3_column_int(s, 11),
        .seen = (int32_t)sqlite3_column_int64(s, 12), .record = (uint64_t)sqlite3_column_int64(s, 13), .path = arena_str(arena, db_text(s, 15)),
    };
    ret->key = arena_str(arena, key_of_row(ret->key, ret->id, ret->source, ret->url, &a->key));
    unpack_meta(db_text(s, 14), arena, ret);
    return !with_text || unpack_text(a, ret->revision, sqlite3_column_int64(s, 16), db_text(s, 17), arena, &ret->text, err);
}

bool archive_get(struct archive *a, int64_t revision, bool with_text, struct arena *arena, struct archive_article *ret, struct error *err)
{
    sqlite3_stmt *s = with_text
        ? db_statement(&a->db, "SELECT " ARTICLE_COLUMNS ", t.frame FROM article a JOIN text t ON t.revision = a.revision "
                               "LEFT JOIN file f ON f.id = a.file WHERE a.revision = ?1", err)
        : db_statement(&a->db, "SELECT " ARTICLE_COLUMNS " FROM article a LEFT JOIN file f ON f.id = a.file WHERE a.revision = ?1", err);
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, revision);
    int row = db_step(&a->db, s, err);
    if (row < 0)
        return false;
    if (!row)
        return error_set(err, ERROR_NOTHING, "there is no article %lld", (long long)revision);
    bool ok = read_article(a, s, with_text, arena, ret, err);
    sqlite3_reset(s);
    return ok;
}

bool archive_walk(struct archive *a, int64_t after, size_t most, const struct archive_walker *w, struct error *err)
{
    sqlite3_stmt *s = db_statement(&a->db, "SELECT " ARTICLE_COLUMNS " FROM article a LEFT JOIN file f ON f.id = a.file WHERE a.revision > ?1 "
                                           "ORDER BY a.revision LIMIT ?2", err);
    if (!s)
        return false;
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    sqlite3_bind_int64(s, 1, after);
    sqlite3_bind_int64(s, 2, (int64_t)most);
    int row;
    bool ok = true;
    while (ok && (row = db_step(&a->db, s, err)) != 0) {
        struct archive_article article;
        ok = row > 0 && read_article(a, s, false, &arena, &article, err) &&
             ((w->text && w->text(w->ctx, article.revision, &article.text)) ||
              read_text(a, article.revision, sqlite3_column_int64(s, 16), &arena, &article.text, err)) &&
             w->visit(w->ctx, &article, err);
        arena_reset(&arena);
    }
    sqlite3_reset(s);
    return ok;
}

bool archive_versions(struct archive *a, int64_t revision, struct arena *arena, int64_t **ret, size_t *ret_n, struct error *err)
{
    sqlite3_stmt *s = db_statement(&a->db,
        "WITH RECURSIVE back(r) AS (SELECT ?1 UNION SELECT supersedes FROM article JOIN back ON revision = r WHERE supersedes > 0),"
        " forth(r) AS (SELECT ?1 UNION SELECT superseded_by FROM article JOIN forth ON revision = r WHERE superseded_by > 0)"
        " SELECT r FROM back UNION SELECT r FROM forth ORDER BY r", err);
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, revision);
    int64_t *all = NULL;
    size_t n = 0, capacity = 0;
    int row;
    while ((row = db_step(&a->db, s, err)) > 0) {
        GROW(all, n, capacity);
        all[n++] = sqlite3_column_int64(s, 0);
    }
    *ret = arena_array(arena, int64_t, n + 1);
    if (n)
        memcpy(*ret, all, n * sizeof *all);
    *ret_n = n;
    free(all);
    return row == 0;
}

bool archive_count(struct archive *a, struct archive_counts *ret, struct error *err)
{
    sqlite3_stmt *s = db_statement(&a->db,
        "SELECT coalesce(max(revision), 0), coalesce(sum(superseded_by = 0), 0), coalesce(sum(text_bytes), 0),"
        " min(CASE WHEN date > -2147483648 THEN date END), max(CASE WHEN date > -2147483648 THEN date END) FROM article", err);
    sqlite3_stmt *f = db_statement(&a->db, "SELECT count(*), coalesce(sum(failure <> ''), 0) FROM file", err);
    if (!s || !f || db_step(&a->db, s, err) < 0 || db_step(&a->db, f, err) < 0)
        return false;
    *ret = (struct archive_counts){
        .revisions = sqlite3_column_int64(s, 0), .articles = sqlite3_column_int64(s, 1), .text_bytes = (uint64_t)sqlite3_column_int64(s, 2),
        .first_date = sqlite3_column_type(s, 3) == SQLITE_NULL ? CIVIL_NONE : (int32_t)sqlite3_column_int64(s, 3),
        .last_date = sqlite3_column_type(s, 4) == SQLITE_NULL ? CIVIL_NONE : (int32_t)sqlite3_column_int64(s, 4),
        .files = sqlite3_column_int64(f, 0), .failed_files = sqlite3_column_int64(f, 1),
    };
    sqlite3_reset(s);
    sqlite3_reset(f);
    return true;
}

bool archive_newest(struct archive *a, int64_t *ret, struct error *err)
{
    sqlite3_stmt *s = db_statement(&a->db, "SELECT coalesce(max(revision), 0) FROM article", err);
    if (!s || db_step(&a->db, s, err) < 0)
        return false;
    *ret = sqlite3_column_int64(s, 0);
    sqlite3_reset(s);
    return true;
}

/* ---- soundness ---- */

bool archive_check(struct archive *a, void (*problem)(void *ctx, const char *what), void *ctx, struct error *err)
{
    sqlite3_stmt *s = db_statement(&a->db, "PRAGMA quick_check(20)", err);
    if (!s)
        return false;
    int row;
    while ((row = db_step(&a->db, s, err)) > 0)
        if (!str_is(db_text(s, 0), "ok"))
            problem(ctx, (const char *)sqlite3_column_text(s, 0));
    if (row < 0)
        return false;
    sqlite3_stmt *all = db_statement(&a->db, "SELECT " ARTICLE_COLUMNS ", t.frame, a.content FROM article a LEFT JOIN text t ON t.revision = a.revision "
                                             "LEFT JOIN file f ON f.id = a.file ORDER BY a.revision", err);
    if (!all)
        return false;
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    while ((row = db_step(&a->db, all, err)) > 0) {
        struct archive_article article;
        struct error why = { 0 };
        char text[200];
        if (!read_article(a, all, true, &arena, &article, &why)) {
            problem(ctx, why.text);
        } else {
            pack_meta(&article, &a->meta);
            struct digest content = content_digest(&article, &a->meta);
            struct str stored = db_text(all, 18);
            if (stored.n != DIGEST_BYTES || memcmp(stored.p, content.bytes, DIGEST_BYTES) != 0) {
                snprintf(text, sizeof text, "article %lld is not what was stored", (long long)article.revision);
                problem(ctx, text);
            }
        }
        arena_reset(&arena);
    }
    return row == 0;
}
