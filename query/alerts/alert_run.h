/*
 * alert_run.h: looks for what arrived since an alert was last told of, delivers it, and only then moves the alert's cursor.
 *
 * The caller holds the writer's lock, so that no other run delivers the same. What stands in a file (appended to, or a feed that is replaced) is told exactly
 * once even where a run is killed; standard output and commands are told again what a run that was killed, or whose reader failed, may have told before.
 */
#ifndef CAUCUS_QUERY_ALERTS_ALERT_RUN_H
#define CAUCUS_QUERY_ALERTS_ALERT_RUN_H

#include "engine/store/archive_alerts.h"
#include "query/execute/search.h"

enum { FEED_ENTRIES = 100 };    /* a feed holds so many, or all that are new */

struct alert_run {
    struct archive *archive;    /* for writing */
    struct searcher *searcher;  /* one snapshot for all alerts */
    struct query_clock clock;
    /* Told of each alert that failed: its cursor stays. */
    void (*failed)(void *ctx, const struct archive_alert *alert, const struct error *why);
    void *ctx;
    /* Counted: */
    size_t ran, failures;
    uint64_t told;              /* articles */
    enum error_kind first;      /* of the failures */
};

/* Whether the query can be understood now. */
bool alert_check(struct searcher *s, const struct query_clock *clock, struct str query, struct error *err);

/* The first of them that fails does not keep others from running. False: the archive itself cannot be written. */
bool alert_run(struct alert_run *r, const struct archive_alert *const *alerts, size_t n, struct error *err);

#endif
