/*
 * job_units.h: the jobs as units of systemd and as a line for cron, which do what `caucus jobs daemon` does.
 */
#ifndef CAUCUS_INDEXER_JOBS_JOB_UNITS_H
#define CAUCUS_INDEXER_JOBS_JOB_UNITS_H

#include "indexer/jobs/job.h"

struct job_place {
    const char *program, *data_dir, *config_path;   /* absolute; config_path NULL: none */
    const struct str *writable;     /* folders besides the data folder that steps write to: files of alerts */
    size_t writable_n;
};

/* "caucus-feeds.service" and its text. */
void job_service(const struct job *job, const struct job_place *place, struct strbuf *out);
/* "caucus-feeds.timer". False: systemd knows no name for its time zone (ERROR_CONFIG). */
bool job_timer(const struct job *job, struct strbuf *out, struct error *err);
/* A crontab line that has caucus look every minute what is due: cron itself knows no time zones and makes up for nothing that was missed. */
void job_crontab(const struct job_place *place, struct strbuf *out);

#endif
