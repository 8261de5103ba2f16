#include "engine/store/archive_jobs.h"

#include "engine/base/memory.h"
#include "engine/store/archive_private.h"

enum { SCHEMA_WITH_JOBS = 4 };

bool archive_jobs(struct archive *a, struct arena *arena, struct archive_job **ret, size_t *ret_n, struct error *err)
{
    struct archive_job *all = NULL;
    size_t n = 0, capacity = 0;
    int row = 0;
    if (db_schema_version(&a->db) >= SCHEMA_WITH_JOBS) {
        sqlite3_stmt *s = db_statement(&a->db, "SELECT name, schedule, since, started, ended, exit_code, failures FROM job ORDER BY name", err);
        if (!s)
            return false;
        while ((row = db_step(&a->db, s, err)) > 0) {
            GROW(all, n, capacity);
            all[n++] = (struct archive_job){
                arena_str(arena, db_text(s, 0)), arena_str(arena, db_text(s, 1)), sqlite3_column_int64(s, 2), sqlite3_column_int64(s, 3),
                sqlite3_column_int64(s, 4), sqlite3_column_int(s, 5), sqlite3_column_int64(s, 6),
            };
        }
    }
    if (row == 0) {
        *ret = arena_array(arena, struct archive_job, n + 1);
        *ret_n = n;
        if (n)
            memcpy(*ret, all, n * sizeof *all);
    }
    free_pointer(&all);
    return row == 0;
}

bool archive_job_seen(struct archive *a, struct str name, struct str schedule, int64_t now, struct error *err)
{
    sqlite3_stmt *s = db_statement(&a->db, "INSERT INTO job VALUES(?1, ?2, ?3, 0, 0, 0, 0) ON CONFLICT(name) DO UPDATE SET schedule = excluded.schedule,"
                                           " since = excluded.since WHERE schedule <> excluded.schedule", err);
    if (!s)
        return false;
    db_bind_str(s, 1, name);
    db_bind_str(s, 2, schedule);
    sqlite3_bind_int64(s, 3, now);
    return db_run(&a->db, s, err);
}

static bool insert_run(struct archive *a, struct str name, int64_t due, int64_t now, int64_t *ret_id, struct error *err)
{
    sqlite3_stmt *s = db_statement(&a->db, "INSERT INTO job_run(job, due, started, ended, exit_code, report) VALUES(?1, ?2, ?3, 0, 0, '')", err);
    if (!s)
        return false;
    db_bind_str(s, 1, name);
    sqlite3_bind_int64(s, 2, due);
    sqlite3_bind_int64(s, 3, now);
    if (!db_run(&a->db, s, err))
        return false;
    *ret_id = sqlite3_last_insert_rowid(a->db.sqlite);
    s = db_statement(&a->db, "DELETE FROM job_run WHERE id <= ?1", err);
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, *ret_id - ARCHIVE_JOB_RUNS_KEPT);
    return db_run(&a->db, s, err);
}

static bool note_begun(struct archive *a, struct str name, int64_t now, struct error *err)
{
    sqlite3_stmt *s = db_statement(&a->db, "UPDATE job SET failures = failures + (started > 0 AND ended = 0), started = ?2, ended = 0, exit_code = 0"
                                           " WHERE name = ?1", err);
    if (!s)
        return false;
    db_bind_str(s, 1, name);
    sqlite3_bind_int64(s, 2, now);
    return db_run(&a->db, s, err);
}

bool archive_job_begin(struct archive *a, struct str name, int64_t due, int64_t now, int64_t *ret_id, struct error *err)
{
    int64_t id;
    if (!archive_begin(a, err))
        return false;
    if (!insert_run(a, name, due, now, &id, err) || !note_begun(a, name, now, err) || !archive_commit(a, err)) {
        archive_rollback(a);
        return false;
    }
    *ret_id = id;
    return true;
}

static bool end_run(struct archive *a, const struct archive_job_run *run, struct error *err)
{
    sqlite3_stmt *s = db_statement(&a->db, "UPDATE job_run SET ended = ?2, exit_code = ?3, report = ?4 WHERE id = ?1", err);
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, run->id);
    sqlite3_bind_int64(s, 2, run->ended);
    sqlite3_bind_int(s, 3, run->exit_code);
    db_bind_str(s, 4, run->report);
    return db_run(&a->db, s, err);
}

static bool note_ended(struct archive *a, const struct archive_job_run *run, int64_t failures, struct error *err)
{
    sqlite3_stmt *s = db_statement(&a->db, "UPDATE job SET ended = ?2, exit_code = ?3, failures = ?4 WHERE name = ?1", err);
    if (!s)
        return false;
    db_bind_str(s, 1, run->job);
    sqlite3_bind_int64(s, 2, run->ended);
    sqlite3_bind_int(s, 3, run->exit_code);
    sqlite3_bind_int64(s, 4, failures);
    return db_run(&a->db, s, err);
}

bool archive_job_end(struct archive *a, const struct archive_job_run *run, int64_t failures, struct error *err)
{
    if (!archive_begin(a, err))
        return false;
    if (end_run(a, run, err) && note_ended(a, run, failures, err) && archive_commit(a, err))
        return true;
    archive_rollback(a);
    return false;
}

bool archive_job_runs(struct archive *a, struct str name, size_t limit,
                      bool (*visit)(void *ctx, const struct archive_job_run *run, struct error *err), void *ctx, struct error *err)
{
    if (db_schema_version(&a->db) < SCHEMA_WITH_JOBS)
        return true;
    sqlite3_stmt *s = db_statement(&a->db, "SELECT id, job, due, started, ended, exit_code, report FROM job_run WHERE ?1 IN ('', job) ORDER BY id DESC LIMIT ?2", err);
    if (!s)
        return false;
    db_bind_str(s, 1, name);
    sqlite3_bind_int64(s, 2, (int64_t)limit);
    int row;
    while ((row = db_step(&a->db, s, err)) > 0) {
        struct archive_job_run run = {
            sqlite3_column_int64(s, 0), db_text(s, 1), sqlite3_column_int64(s, 2), sqlite3_column_int64(s, 3), sqlite3_column_int64(s, 4),
            sqlite3_column_int(s, 5), db_text(s, 6),
        };
        if (!visit(ctx, &run, err)) {
            sqlite3_reset(s);
            return false;
        }
    }
    return row == 0;
}
