#include "engine/store/db.h"

#include "engine/base/memory.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BUSY_MS = 5000, PAGE_BYTES = 8192, WIDE_PAGE_BYTES = 32768, READER_KIB = 640, KEEPER_KIB = 8000, WRITER_KIB = 64000 };

static const char *base_name(const char *path)
{
    /* The last two parts: "index-3/index.db" tells more than "index.db". */
    const char *last = strrchr(path, '/'), *p = last;
    while (p && p > path && p[-1] != '/')
        p--;
    return p && p < last ? p : last ? last + 1 : path;
}

bool db_fail(struct db *db, const char *doing, struct error *err)
{
    int code = db->sqlite ? sqlite3_extended_errcode(db->sqlite) : SQLITE_NOMEM;
    const char *message = db->sqlite ? sqlite3_errmsg(db->sqlite) : "out of memory";
    const char *name = base_name(db->path ? db->path : "?");
    switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return error_set(err, ERROR_LOCKED, "%s '%s': another process is using it; try again", doing, name);
    case SQLITE_FULL:
        return error_set(err, ERROR_IO, "%s '%s': no space left on the disk", doing, name);
    case SQLITE_NOTADB:
        return error_set(err, ERROR_IO, "%s '%s': it is damaged, or no caucus database (%s)", doing, name, message);
    case SQLITE_CORRUPT:
        return error_set(err, ERROR_IO, "%s '%s': it is damaged (%s); caucus doctor tells more", doing, name, message);
    case SQLITE_NOMEM:
    case SQLITE_MISUSE:
    case SQLITE_INTERNAL:
        return error_set(err, ERROR_INTERNAL, "%s '%s': %s", doing, name, message);
    default:
        return error_set(err, ERROR_IO, "%s '%s': %s", doing, name, message);
    }
}

bool db_exec(struct db *db, const char *sql, struct error *err)
{
    return sqlite3_exec(db->sqlite, sql, NULL, NULL, NULL) == SQLITE_OK || db_fail(db, "cannot use", err);
}

sqlite3_stmt *db_statement(struct db *db, const char *sql_literal, struct error *err)
{
    for (size_t i = 0; i < db->cache_n; i++)
        if (db->cache_sql[i] == sql_literal) {
            sqlite3_reset(db->cache[i]);
            return db->cache[i];
        }
    sqlite3_stmt *s;
    if (sqlite3_prepare_v3(db->sqlite, sql_literal, -1, SQLITE_PREPARE_PERSISTENT, &s, NULL) != SQLITE_OK) {
        db_fail(db, "cannot use", err);
        return NULL;
    }
    size_t capacity = db->cache_capacity;
    GROW(db->cache, db->cache_n, db->cache_capacity);
    if (capacity != db->cache_capacity)
        db->cache_sql = xrealloc(db->cache_sql, db->cache_capacity * sizeof *db->cache_sql);
    db->cache[db->cache_n] = s;
    db->cache_sql[db->cache_n++] = sql_literal;
    return s;
}

int db_step(struct db *db, sqlite3_stmt *s, struct error *err)
{
    int rc = sqlite3_step(s);
    if (rc == SQLITE_ROW)
        return 1;
    if (rc != SQLITE_DONE)
        db_fail(db, sqlite3_stmt_readonly(s) ? "cannot read" : "cannot write", err);
    sqlite3_reset(s);
    return rc == SQLITE_DONE ? 0 : -1;
}

bool db_run(struct db *db, sqlite3_stmt *s, struct error *err)
{
    int row = db_step(db, s, err);
    if (row == 1)
        sqlite3_reset(s);
    return row >= 0;
}

struct str db_text(sqlite3_stmt *s, int column)
{
    const void *p = sqlite3_column_blob(s, column);     /* the same bytes for a text, without a conversion */
    return (struct str){ p, (size_t)sqlite3_column_bytes(s, column) };
}

void db_bind_str(sqlite3_stmt *s, int parameter, struct str value)
{
    sqlite3_bind_text64(s, parameter, value.n ? value.p : "", value.n, SQLITE_STATIC, SQLITE_UTF8);
}

void db_bind_blob(sqlite3_stmt *s, int parameter, struct str value)
{
    sqlite3_bind_blob64(s, parameter, value.n ? value.p : "", value.n, SQLITE_STATIC);
}

/* ---- opening ---- */

static bool pragma_int(struct db *db, const char *sql, int *ret, struct error *err)
{
    sqlite3_stmt *s = db_statement(db, sql, err);
    if (!s)
        return false;
    int row = db_step(db, s, err);
    if (row < 0)
        return false;
    *ret = row ? sqlite3_column_int(s, 0) : 0;
    sqlite3_reset(s);
    return true;
}

int db_schema_version(struct db *db)
{
    int version = 0;
    return pragma_int(db, "PRAGMA user_version", &version, NULL) ? version : 0;
}

/* "file:PATH?immutable=1" with what means something in a URI escaped. */
static char *immutable_uri(const char *path)
{
    char *uri = xmalloc(strlen(path) * 3 + 32), *to = uri + sprintf(uri, "file:");
    for (; *path; path++)
        to += sprintf(to, strchr("%?#", *path) ? "%%%02X" : "%c", (unsigned)*path);
    strcpy(to, "?immutable=1");
    return uri;
}

/* SQLite's count of its memory, which nobody asks for, takes a lock at each allocation. Where SQLite is in use already, it stays as it is. */
static void set_up_sqlite(void)
{
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

/* A reader of a folder that it may not write cannot make the -shm file that WAL wants; with no -wal there, nothing is lost without it. */
static int open_sqlite(const char *path, enum db_mode mode, sqlite3 **ret)
{
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    if (mode != DB_READ)
        return sqlite3_open_v2(path, ret, flags | SQLITE_OPEN_READWRITE | (mode != DB_WRITE ? SQLITE_OPEN_CREATE : 0), NULL);
    CLEANUP_FREE char *wal = xasprintf("%s-wal", path);
    CLEANUP_FREE char *folder = xstrdup(path);
    char *slash = strrchr(folder, '/');
    if (slash)
        *slash = '\0';
    bool read_only_folder = access(slash ? folder : ".", W_OK) != 0 && access(wal, F_OK) != 0;
    if (!read_only_folder)
        return sqlite3_open_v2(path, ret, flags | SQLITE_OPEN_READONLY, NULL);
    CLEANUP_FREE char *uri = immutable_uri(path);
    return sqlite3_open_v2(uri, ret, flags | SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL);
}

/* Also a file that has its header and nothing else: whoever was making it was stopped before its first commit. */
static bool is_empty(struct db *db, bool *ret, struct error *err)
{
    int pages, id = 0, version = 0, things = 0;
    if (!pragma_int(db, "PRAGMA page_count", &pages, err) ||
        (pages && (!pragma_int(db, "PRAGMA application_id", &id, err) || !pragma_int(db, "PRAGMA user_version", &version, err) ||
                   !pragma_int(db, "SELECT count(*) FROM sqlite_schema", &things, err))))
        return false;
    *ret = !id && !version && !things;
    return true;
}

static bool check_identity(struct db *db, int schema_version, struct error *err)
{
    int id, version;
    if (!pragma_int(db, "PRAGMA application_id", &id, err) || !pragma_int(db, "PRAGMA user_version", &version, err))
        return false;
    bool empty = false;
    if (id != DB_APPLICATION_ID && !is_empty(db, &empty, err))
        return false;
    if (empty)
        return error_set(err, ERROR_IO, "cannot use '%s': it is empty (caucus index makes it)", base_name(db->path));
    if (id != DB_APPLICATION_ID)
        return error_set(err, ERROR_IO, "cannot use '%s': it is a database of something else", base_name(db->path));
    if (version > schema_version)
        return error_set(err, ERROR_IO, "cannot use '%s': it was written by a newer caucus (schema %d; this one knows %d)",
                         base_name(db->path), version, schema_version);
    return true;
}

static bool make(struct db *db, const char *schema_sql, int schema_version, struct error *err)
{
    char identity[120];
    snprintf(identity, sizeof identity, "PRAGMA application_id = %d; PRAGMA user_version = %d;", DB_APPLICATION_ID, schema_version);
    if (!db_begin(db, err))
        return false;
    /* Another process may have made it while this one waited for the lock. */
    int id;
    if (!pragma_int(db, "PRAGMA application_id", &id, err))
        return false;
    if (id == DB_APPLICATION_ID)
        return db_commit(db, err);
    if (db_exec(db, identity, err) && db_exec(db, schema_sql, err) && db_commit(db, err))
        return true;
    db_rollback(db);
    return false;
}

static bool prepare(struct db *db, enum db_mode mode, const char *schema_sql, int schema_version, struct error *err)
{
    char pragmas[200];
    bool empty = false;
    sqlite3_busy_timeout(db->sqlite, BUSY_MS);
    sqlite3_db_config(db->sqlite, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    if (mode == DB_CREATE || mode == DB_CREATE_WIDE) {
        snprintf(pragmas, sizeof pragmas, "PRAGMA page_size = %d; PRAGMA auto_vacuum = INCREMENTAL;",
                 mode == DB_CREATE ? PAGE_BYTES : WIDE_PAGE_BYTES);
        if (!is_empty(db, &empty, err) || (empty && !db_exec(db, pragmas, err)))
            return false;
    }
    if (mode != DB_READ && !db_exec(db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY;", err))
        return false;
    /* Files are read, not mapped: with the page cache cold, page faults one after another cost five times as much, and what FTS5 merges would count as memory. */
    /* A reader looks at most pages once: memory that is used again costs less than memory that the system has to give and to clear first. */
    snprintf(pragmas, sizeof pragmas, "PRAGMA cache_size = -%d;", mode == DB_READ ? READER_KIB : WRITER_KIB);
    if (!db_exec(db, pragmas, err) || (empty && !make(db, schema_sql, schema_version, err)))
        return false;
    return check_identity(db, schema_version, err);
}

bool db_open(const char *path, enum db_mode mode, const char *schema_sql, int schema_version, struct db *ret, struct error *err)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    struct db db = { .path = xstrdup(path) };
    struct stat st;
    pthread_once(&once, set_up_sqlite);
    if (mode == DB_READ && stat(path, &st) != 0) {
        error_errno(err, "cannot read '%s'", path);
        free(db.path);
        return false;
    }
    if (open_sqlite(path, mode, &db.sqlite) != SQLITE_OK)
        db_fail(&db, mode == DB_READ ? "cannot read" : "cannot open", err);
    else if (prepare(&db, mode, schema_sql, schema_version, err)) {
        *ret = db;
        return true;
    }
    db_close(&db);
    return false;
}

void db_keep_pages(struct db *db)
{
    char pragma[40];
    snprintf(pragma, sizeof pragma, "PRAGMA cache_size = -%d", KEEPER_KIB);
    sqlite3_exec(db->sqlite, pragma, NULL, NULL, NULL);     /* without it, it is only slower */
}

void db_close(struct db *db)
{
    for (size_t i = 0; i < db->cache_n; i++)
        sqlite3_finalize(db->cache[i]);
    free(db->cache);
    free(db->cache_sql);
    sqlite3_close_v2(db->sqlite);
    free(db->path);
    memset(db, 0, sizeof *db);
}

/* ---- transactions ---- */

bool db_begin(struct db *db, struct error *err)
{
    return sqlite3_exec(db->sqlite, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK || db_fail(db, "cannot write", err);
}

/* A deferred transaction takes its snapshot at its first read. */
bool db_begin_read(struct db *db, struct error *err)
{
    int ignored;
    if (sqlite3_exec(db->sqlite, "BEGIN", NULL, NULL, NULL) != SQLITE_OK)
        return db_fail(db, "cannot read", err);
    return pragma_int(db, "SELECT count(*) FROM sqlite_schema", &ignored, err);
}

bool db_commit(struct db *db, struct error *err)
{
    return sqlite3_exec(db->sqlite, "COMMIT", NULL, NULL, NULL) == SQLITE_OK || db_fail(db, "cannot write", err);
}

void db_rollback(struct db *db)
{
    if (db->sqlite && !sqlite3_get_autocommit(db->sqlite))
        sqlite3_exec(db->sqlite, "ROLLBACK", NULL, NULL, NULL);
}
