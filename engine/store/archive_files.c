/* The archive's bookkeeping: files that were read, runs, saved searches. */
#include "engine/store/archive_private.h"

static struct archive_file file_of(sqlite3_stmt *s, struct arena *arena)
{
    struct archive_file f = {
        .id = sqlite3_column_int64(s, 0), .path = arena_str(arena, db_text(s, 1)), .size = (uint64_t)sqlite3_column_int64(s, 2),
        .mtime_ns = sqlite3_column_int64(s, 3), .complete = sqlite3_column_int(s, 5) != 0, .failure = arena_str(arena, db_text(s, 6)),
        .articles = sqlite3_column_int64(s, 7), .skipped = sqlite3_column_int64(s, 8),
    };
    struct str options = db_text(s, 4);
    if (options.n == DIGEST_BYTES)
        memcpy(f.options.bytes, options.p, DIGEST_BYTES);
    return f;
}

#define FILE_COLUMNS "id, path, size, mtime_ns, options, complete, failure, articles, skipped"

bool archive_file_find(struct archive *a, struct str path, struct arena *arena, bool *ret_known, struct archive_file *ret, struct error *err)
{
    sqlite3_stmt *s = db_statement(&a->db, "SELECT " FILE_COLUMNS " FROM file WHERE path = ?1", err);
    if (!s)
        return false;
    db_bind_str(s, 1, path);
    int row = db_step(&a->db, s, err);
    if (row < 0)
        return false;
    *ret_known = row == 1;
    if (row)
        *ret = file_of(s, arena);
    sqlite3_reset(s);
    return true;
}

bool archive_file_put(struct archive *a, struct archive_file *f, struct error *err)
{
    sqlite3_stmt *s = db_statement(&a->db,
        "INSERT INTO file(path, size, mtime_ns, options, complete, failure, articles, skipped) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
        " ON CONFLICT(path) DO UPDATE SET size = excluded.size, mtime_ns = excluded.mtime_ns, options = excluded.options,"
        " complete = excluded.complete, failure = excluded.failure, articles = excluded.articles, skipped = excluded.skipped RETURNING id", err);
    if (!s)
        return false;
    db_bind_str(s, 1, f->path);
    sqlite3_bind_int64(s, 2, (int64_t)f->size);
    sqlite3_bind_int64(s, 3, f->mtime_ns);
    db_bind_blob(s, 4, (struct str){ (const char *)f->options.bytes, DIGEST_BYTES });
    sqlite3_bind_int(s, 5, f->complete);
    db_bind_str(s, 6, f->failure);
    sqlite3_bind_int64(s, 7, f->articles);
    sqlite3_bind_int64(s, 8, f->skipped);
    int row = db_step(&a->db, s, err);
    if (row < 0)
        return false;
    f->id = sqlite3_column_int64(s, 0);
    /* A statement with RETURNING is done when it is stepped to its end. */
    return db_run(&a->db, s, err);
}

bool archive_failures(struct archive *a, bool (*visit)(void *ctx, const struct archive_file *file, struct error *err), void *ctx, struct error *err)
{
    sqlite3_stmt *s = db_statement(&a->db, "SELECT " FILE_COLUMNS " FROM file WHERE failure <> '' ORDER BY path", err);
    if (!s)
        return false;
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    int row;
    while ((row = db_step(&a->db, s, err)) > 0) {
        struct archive_file f = file_of(s, &arena);
        if (!visit(ctx, &f, err)) {
            sqlite3_reset(s);
            return false;
        }
        arena_reset(&arena);
    }
    return row == 0;
}

/* ---- runs ---- */

bool archive_run_begin(struct archive *a, struct str command, int64_t started, int64_t *ret_id, struct error *err)
{
    sqlite3_stmt *s = db_statement(&a->db, "INSERT INTO run(command, started, ended, exit_code, report) VALUES(?1, ?2, 0, 0, '')", err);
    if (!s)
        return false;
    db_bind_str(s, 1, command);
    sqlite3_bind_int64(s, 2, started);
    if (!db_run(&a->db, s, err))
        return false;
    *ret_id = sqlite3_last_insert_rowid(a->db.sqlite);
    return true;
}

bool archive_run_end(struct archive *a, int64_t id, int64_t ended, int exit_code, struct str report, struct error *err)
{
    sqlite3_stmt *s = db_statement(&a->db, "UPDATE run SET ended = ?2, exit_code = ?3, report = ?4 WHERE id = ?1", err);
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, id);
    sqlite3_bind_int64(s, 2, ended);
    sqlite3_bind_int(s, 3, exit_code);
    db_bind_str(s, 4, report);
    return db_run(&a->db, s, err);
}

bool archive_runs(struct archive *a, size_t limit, bool (*visit)(void *ctx, const struct archive_run *run, struct error *err), void *ctx,
                  struct error *err)
{
    sqlite3_stmt *s = db_statement(&a->db, "SELECT id, command, started, ended, exit_code, report FROM run ORDER BY id DESC LIMIT ?1", err);
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, (int64_t)limit);
    int row;
    while ((row = db_step(&a->db, s, err)) > 0) {
        struct archive_run run = {
            sqlite3_column_int64(s, 0), db_text(s, 1), sqlite3_column_int64(s, 2), sqlite3_column_int64(s, 3), sqlite3_column_int(s, 4), db_text(s, 5),
        };
        if (!visit(ctx, &run, err)) {
            sqlite3_reset(s);
            return false;
        }
    }
    return row == 0;
}

/* ---- saved searches ---- */

bool archive_saved_get(struct archive *a, struct str name, struct arena *arena, struct str *ret_query, struct error *err)
{
    sqlite3_stmt *s = db_statement(&a->db, "SELECT query FROM saved WHERE name = ?1", err);
    if (!s)
        return false;
    db_bind_str(s, 1, name);
    int row = db_step(&a->db, s, err);
    if (row < 0)
        return false;
    *ret_query = row ? arena_str(arena, db_text(s, 0)) : (struct str){ NULL, 0 };
    sqlite3_reset(s);
    return true;
}

bool archive_saved_put(struct archive *a, struct str name, struct str query, struct error *err)
{
    sqlite3_stmt *s = db_statement(&a->db, "INSERT INTO saved(name, query) VALUES(?1, ?2) ON CONFLICT(name) DO UPDATE SET query = excluded.query", err);
    if (!s)
        return false;
    db_bind_str(s, 1, name);
    db_bind_str(s, 2, query);
    return db_run(&a->db, s, err);
}

bool archive_saved_remove(struct archive *a, struct str name, bool *ret_was, struct error *err)
{
    sqlite3_stmt *s = db_statement(&a->db, "DELETE FROM saved WHERE name = ?1", err);
    if (!s)
        return false;
    db_bind_str(s, 1, name);
    if (!db_run(&a->db, s, err))
        return false;
    *ret_was = sqlite3_changes(a->db.sqlite) > 0;
    return true;
}

bool archive_saved_walk(struct archive *a, bool (*visit)(void *ctx, struct str name, struct str query, struct error *err), void *ctx, struct error *err)
{
    sqlite3_stmt *s = db_statement(&a->db, "SELECT name, query FROM saved ORDER BY name", err);
    if (!s)
        return false;
    int row;
    while ((row = db_step(&a->db, s, err)) > 0)
        if (!visit(ctx, db_text(s, 0), db_text(s, 1), err)) {
            sqlite3_reset(s);
            return false;
        }
    return row == 0;
}
