/*
 * job.h: the jobs of the configuration, checked and ready, and when each is due.
 */
#ifndef CAUCUS_INDEXER_JOBS_JOB_H
#define CAUCUS_INDEXER_JOBS_JOB_H

#include "config/command.h"
#include "engine/base/arena.h"
#include "engine/store/archive_jobs.h"
#include "indexer/jobs/schedule.h"

struct job_step {
    const char *line;               /* as configured */
    const struct command *command;
    const char **words;             /* the command's and its options, NULL at the end */
    size_t n;
};

struct job {
    const char *name;
    const char *schedule_text;      /* "every 15m", "at 30 3 * * *" */
    const char *zone_name;
    struct schedule schedule;
    struct zone zone;
    struct job_step *steps;
    size_t step_count;
    struct config_hooks hooks;      /* its own, else those of all jobs; "" none */
};

struct job_list {
    struct job *jobs;
    size_t n;
    struct arena arena;             /* owns all but the zones */
};

/* ERROR_CONFIG: "job 'feeds': …". Views into `config`, which must stay. */
bool job_list_read(const struct config *config, const struct command *const *commands, struct job_list *ret, struct error *err);
void job_list_release(struct job_list *list);
/* NULL with ERROR_USAGE: there is none of that name. */
const struct job *job_list_find(const struct job_list *list, const char *name, struct error *err);

/*
 * When it is due next; what is past is due now. `state` NULL: it was never looked at, which counts as now. False: never.
 *
 * What was missed, while nobody looked, comes once. A run that was broken off or had to give way to another writer is due again a minute after; after
 * the k-th failure in a row a job rests for at least 2^k minutes, a day at most. Where the clock was put back behind the last run by more than
 * ten minutes, it is due now.
 */
bool job_due(const struct job *job, const struct archive_job *state, int64_t now, int64_t *ret);

#endif
