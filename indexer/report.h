/*
 * report.h: what a run of the indexer did: counts, and every input that failed, with its reason.
 *
 * Reading and indexing go on at the same time in two threads: every function here may be called by any.
 */
#ifndef CAUCUS_INDEXER_REPORT_H
#define CAUCUS_INDEXER_REPORT_H

#include "engine/base/error.h"
#include "engine/base/strbuf.h"

#include <pthread.h>
#include <stdint.h>

enum { REPORT_FAILURES_MAX = 10000 };   /* that are listed; all are counted */

struct report_failure {
    char *path;
    uint64_t record;        /* 0: the file itself */
    char *reason;
};

struct report {
    pthread_mutex_t mutex;
    uint64_t files, files_unchanged;
    uint64_t added, updated, unchanged;     /* articles */
    uint64_t repaired;                      /* articles in which bytes that are no UTF-8 were replaced */
    uint64_t undated;                       /* new articles without a date */
    uint64_t failures;
    struct report_failure *failed;
    size_t failed_n, failed_capacity;
    uint64_t bytes_read, bytes_total;       /* of files, as stored; total 0: not known */
    uint64_t resolved;                      /* articles whose actors were resolved anew, for the registry had changed */
    uint64_t indexed;                       /* articles written to the index in this run */
    uint64_t to_index;                      /* how many there are, where that is known before; 0: it is not */
    int64_t first_revision, last_revision;  /* stored in this run; 0: none */
    double seconds;
};

void report_init(struct report *r);
void report_release(struct report *r);
void report_fail(struct report *r, const char *path, uint64_t record, const char *reason);
/* Adds under the mutex: report_count(r, &r->added, 1). */
void report_count(struct report *r, uint64_t *counter, uint64_t n);

/* One JSON object: "schema", "added", "updated", "unchanged", "failed": [{"path","record","reason"}], … */
void report_json(struct report *r, struct strbuf *out);
/* The same to a file. */
bool report_write(struct report *r, const char *path, struct error *err);
/* A line for a person: "1,204 articles added, 3 updated, 12 unchanged (4.2 s, 38 MB/s)". */
void report_text(struct report *r, struct strbuf *out);
/* 0; 3 where some inputs failed; 65 where all did. */
int report_exit_code(const struct report *r);

#endif
