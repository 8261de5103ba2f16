/*
 * job_run.h: does a job: its steps as processes of their own, one after the other, the hooks around them, the line in the log.
 *
 * A job is locked while it runs (DIR/jobs/NAME.lock), and its steps hold that lock too: also where the process that began them is killed, no other begins
 * the job before they have ended. A step that fails ends the job; one that could not read all (exit 3) or found nothing (1) does not.
 */
#ifndef CAUCUS_INDEXER_JOBS_JOB_RUN_H
#define CAUCUS_INDEXER_JOBS_JOB_RUN_H

#include "indexer/jobs/job.h"

enum job_result {
    JOB_DONE,
    JOB_PARTIAL,        /* some inputs failed */
    JOB_FAILED,
    JOB_POSTPONED,      /* another writer is at work: it stays due */
    JOB_INTERRUPTED,    /* SIGINT or SIGTERM: it stays due */
    JOB_RUNNING,        /* it runs already: nothing was done */
};

struct job_runner {
    const struct invocation *in;        /* whose --data, --config and -q the steps are given */
    const char *program;                /* this program's path */
    int64_t now;                        /* seconds since 1970; 0: the system's clock */
};

/* The path of this program, or of what has taken its place there; the caller frees it. */
char *job_program(void);

/*
 * Runs it now; `due` 0: it was asked for by name. *ret_result and the exit code of the run; its report, one JSON object, is appended to
 * *report. False: it could not be begun, or what it did could not be logged.
 */
bool job_run(const struct job_runner *runner, const struct job *job, int64_t due, enum job_result *ret_result, int *ret_code, struct strbuf *report,
             struct error *err);

/* What a run's exit code means. */
enum job_result job_result_of(int code);
const char *job_result_word(enum job_result result);
/* Whether somebody runs it now. */
bool job_is_running(const char *data_dir, const struct job *job);

#endif
