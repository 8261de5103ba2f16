/*
 * archive_jobs.h: what is remembered of scheduled jobs: since when each is known, how its last run went, and a log of all runs. Part of the archive.
 *
 * Writing needs the writer's lock. An archive of an earlier schema has none until it is next opened for writing. Times are seconds since 1970.
 */
#ifndef CAUCUS_ENGINE_STORE_ARCHIVE_JOBS_H
#define CAUCUS_ENGINE_STORE_ARCHIVE_JOBS_H

#include "engine/store/archive.h"

struct archive_job {
    struct str name;
    struct str schedule;    /* as configured when it was last looked at */
    int64_t since;          /* known with this schedule since then */
    int64_t started, ended; /* the last run; started 0: none yet; ended 0: it did not end by itself */
    int exit_code;
    int64_t failures;       /* in a row */
};

struct archive_job_run {
    int64_t id;
    struct str job;
    int64_t due;            /* when it ought to have been; 0: it was asked for by name */
    int64_t started, ended;
    int exit_code;
    struct str report;      /* one JSON object; empty while it runs */
};

/* All that are known; strings in `arena`. */
bool archive_jobs(struct archive *a, struct arena *arena, struct archive_job **ret, size_t *ret_n, struct error *err);
/* Makes a job known, or its schedule that has changed. */
bool archive_job_seen(struct archive *a, struct str name, struct str schedule, int64_t now, struct error *err);
/* Where the run before did not end by itself, that counts as a failure now. */
bool archive_job_begin(struct archive *a, struct str name, int64_t due, int64_t now, int64_t *ret_id, struct error *err);
bool archive_job_end(struct archive *a, const struct archive_job_run *run, int64_t failures, struct error *err);
/* The newest first, up to `limit`; of one job, or of all where `name` is empty. */
bool archive_job_runs(struct archive *a, struct str name, size_t limit,
                      bool (*visit)(void *ctx, const struct archive_job_run *run, struct error *err), void *ctx, struct error *err);

enum { ARCHIVE_JOB_RUNS_KEPT = 10000 };     /* older ones are forgotten */

#define ARCHIVE_JOB_SCHEMA \
    "CREATE TABLE job(name TEXT PRIMARY KEY, schedule TEXT NOT NULL, since INTEGER NOT NULL, started INTEGER NOT NULL, ended INTEGER NOT NULL," \
    "                 exit_code INTEGER NOT NULL, failures INTEGER NOT NULL) WITHOUT ROWID;" \
    "CREATE TABLE job_run(id INTEGER PRIMARY KEY, job TEXT NOT NULL, due INTEGER NOT NULL, started INTEGER NOT NULL, ended INTEGER NOT NULL," \
    "                     exit_code INTEGER NOT NULL, report TEXT NOT NULL);"

#endif
