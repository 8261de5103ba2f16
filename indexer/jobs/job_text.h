/*
 * job_text.h: jobs and their runs, as people and as programs read them. Times are those of a zone; JSON has UTC.
 */
#ifndef CAUCUS_INDEXER_JOBS_JOB_TEXT_H
#define CAUCUS_INDEXER_JOBS_JOB_TEXT_H

#include "indexer/jobs/job_run.h"

struct job_state {
    const struct job *job;
    const struct archive_job *last;     /* NULL: it was never looked at */
    bool running, ever;
    int64_t due;                        /* where `ever`; in the past: now */
};

/* "2026-11-23 22:15:03" by the clocks of a zone; "2026-11-23T19:15:03Z" */
void job_time_text(int64_t moment, const struct zone *zone, struct strbuf *out);
void job_time_json(int64_t moment, struct strbuf *out);

void job_states_text(const struct job_state *states, size_t n, const struct zone *zone, int64_t now, struct strbuf *out);
void job_states_jsonl(const struct job_state *states, size_t n, struct strbuf *out);
/* A line a run: when, which, how long, how it ended, and the counts of its report. */
void job_run_text(const struct archive_job_run *run, const struct zone *zone, struct strbuf *out);
/* What the run's report says; for one that did not end, as much as is known. */
void job_run_jsonl(const struct archive_job_run *run, struct strbuf *out);

#endif
