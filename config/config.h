/*
 * config.h: the settings, as loaded. What each means, its range and its default stand in one table
 * (schema.c), which also makes the commented file of `caucus init`, the checks, and the manual page
 * caucus.yaml(5).
 *
 * A struct config owns its strings and is read-only after loading; any thread may read it.
 */
#ifndef CAUCUS_CONFIG_CONFIG_H
#define CAUCUS_CONFIG_CONFIG_H

#include "engine/base/arena.h"
#include "engine/base/error.h"
#include "engine/base/strbuf.h"

#include <stdint.h>

struct config_map {
    const char *field, *column;
};

/* A place that `caucus index` reads when it is called without paths. */
struct config_source {
    const char *path;       /* absolute, or from the configuration file's folder; ~ is the home folder */
    const char *name;       /* source for articles that name none; "" none */
    const char *format;     /* "auto" */
    const char *lang;       /* for articles that name none; "" none */
    const char *country;    /* ISO code of the publisher's country; "" none */
    struct config_map *map;
    size_t map_count;
};

/* How `--sort best` weighs; see query/execute/rank.h for the formula. */
struct config_ranking {
    double title, lead, body;       /* weight of a word there (BM25F); used when an index is built */
    double k1, b;                   /* saturation, and normalisation by length; used when an index is built */
    double length_pivot;            /* words of a typical article; used when an index is built */
    double recency;                 /* most that a new article gains; a rare word matched perfectly is 1 */
    double recency_half_life_days;  /* the gain is half after that many days */
    double actors;                  /* how much an actor that is asked for gains by salience */
    double proximity;               /* most that words gain by standing close together */
};

struct config_publisher {           /* publishers: {azatutyun.am: AM} */
    const char *source, *country;
};

struct config_hooks {               /* commands for the shell; "" none */
    const char *before, *after, *on_failure;
};

/* What is to be done again and again; indexer/jobs/job.h reads its times and steps. */
struct config_job {
    const char *name;
    const char *every, *at;         /* one of them; "" the other */
    const char *timezone;           /* for `at`; "" the configuration's */
    const char **run;               /* command lines without "caucus" */
    size_t run_count;
    struct config_hooks hooks;      /* "" as for all jobs */
};

struct config {
    const char *data;               /* data folder, or "" */
    const char *timezone;           /* "UTC", "+04:00" */
    struct config_source *sources;
    size_t source_count;
    struct config_publisher *publishers;
    size_t publisher_count;
    struct config_ranking ranking;
    const char *actors_path;        /* a folder of more registry files, or "" */
    int64_t limit;                  /* hits a page */
    const char *sort;               /* best relevance newest oldest */
    const char *color;              /* auto always never */
    const char *pager;              /* a command, "" for $PAGER or less, "none" */
    struct config_job *jobs;
    size_t job_count;
    struct config_hooks hooks;      /* of all jobs */
    int64_t lock_wait_seconds;
    int64_t threads;                /* analyser threads; 0: one a core */
    struct arena arena;             /* owns all of it */
};

/* Defaults everywhere. */
void config_default(struct config *c);
/*
 * Loads a file over the defaults; errors have file, line, column and, for a word nearly right, the right one
 * (ERROR_CONFIG).
 */
bool config_load(const char *path, struct config *ret, struct error *err);
/* The same for the text of a file in `folder`; errors begin with the line. */
bool config_parse(struct str text, const char *folder, struct config *ret, struct error *err);
void config_release(struct config *c);

/* The commented file that `caucus init` writes; every setting with its default, range and meaning. */
void config_write_default(struct strbuf *out);
/* caucus.yaml(5) in scdoc's format. */
void config_manual(struct strbuf *out);

#endif
