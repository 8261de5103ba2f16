/*
 * db.h: SQLite as this project uses it: open, statements, transactions, errors. Nothing above engine/store sees SQLite.
 *
 * Every database has an application id ("cauc") and a schema number (user_version): a file of something else, or from a newer
 * caucus, is refused with a clear error (ERROR_IO). A damaged or full one is ERROR_IO too, a busy one ERROR_LOCKED.
 * One connection a thread.
 */
#ifndef CAUCUS_ENGINE_STORE_DB_H
#define CAUCUS_ENGINE_STORE_DB_H

#include "engine/base/error.h"
#include "engine/base/str.h"

#include <sqlite3.h>
#include <stdint.h>

enum { DB_APPLICATION_ID = 0x63617563 };

enum db_mode {
    DB_READ, DB_WRITE,
    DB_CREATE,
    DB_CREATE_WIDE,     /* a new file has pages of 32 KiB, of which rows of a few KiB waste less */
};

struct db {
    sqlite3 *sqlite;
    char *path;
    struct sqlite3_stmt **cache;    /* prepared by db_statement, by address of their SQL literal */
    const char **cache_sql;
    size_t cache_n, cache_capacity;
};

/*
 * Opens `path`; where DB_CREATE made a new file (or it is empty), runs `schema_sql` and stores `schema_version`. An older version is upgraded by
 * the caller (db_schema_version tells). Write modes use WAL, synchronous=NORMAL.
 */
bool db_open(const char *path, enum db_mode mode, const char *schema_sql, int schema_version, struct db *ret, struct error *err);
void db_close(struct db *db);
/* For a reader that goes on for some time: from here on, pages are kept for what is asked next. */
void db_keep_pages(struct db *db);
int db_schema_version(struct db *db);

bool db_exec(struct db *db, const char *sql, struct error *err);

/* A statement for an SQL literal (static storage: the pointer is the key), reset and unbound, owned by the db. NULL: *err. */
sqlite3_stmt *db_statement(struct db *db, const char *sql_literal, struct error *err);
/* Steps: 1 a row, 0 done (and reset), -1 an error. */
int db_step(struct db *db, sqlite3_stmt *s, struct error *err);
/* Steps a statement that gives no rows. */
bool db_run(struct db *db, sqlite3_stmt *s, struct error *err);

/* A view of a text or blob column, valid until the next step. */
struct str db_text(sqlite3_stmt *s, int column);
void db_bind_str(sqlite3_stmt *s, int parameter, struct str value);     /* as text; not copied: must live until the step */
void db_bind_blob(sqlite3_stmt *s, int parameter, struct str value);

/* Sets *err from SQLite's last error: "cannot read 'archive.db': database disk image is malformed". */
bool db_fail(struct db *db, const char *doing, struct error *err);

bool db_begin(struct db *db, struct error *err);            /* BEGIN IMMEDIATE */
bool db_begin_read(struct db *db, struct error *err);       /* one snapshot until db_commit */
bool db_commit(struct db *db, struct error *err);
void db_rollback(struct db *db);

#endif
