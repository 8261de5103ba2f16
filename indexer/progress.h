/*
 * progress.h: the bar that `caucus index` shows on a terminal, redrawn a few times a second; nothing elsewhere.
 *
 *     reading 12,345 articles, indexed 10,240   [#########.........]  48 %  31.2 MB/s  0:12 left
 */
#ifndef CAUCUS_INDEXER_PROGRESS_H
#define CAUCUS_INDEXER_PROGRESS_H

#include "indexer/report.h"

#include <time.h>

struct progress {
    bool shown;
    int columns;
    double started, last;       /* seconds of the monotonic clock */
};

/* Looks whether standard error is a terminal. */
struct progress progress_begin(bool quiet);
/* Draws when it is time to. */
void progress_tick(struct progress *p, struct report *r);
/* Wipes the line. */
void progress_end(struct progress *p);
/* When who waits meanwhile is to tick again: for pthread_cond_timedwait. */
struct timespec progress_next_tick(void);
/* Seconds of the monotonic clock. */
double progress_clock(void);

#endif
