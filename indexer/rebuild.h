/*
 * rebuild.h: a new index beside the live one, from the archive alone: with the words, actors and weights as this version and the configuration have them.
 *
 * The writer's lock is wanted twice, for a moment: to bring the registry up to the program's, and to swap. In between articles may be added to the archive
 * and the live index; what arrived is in the new index before the swap. Searches go on with the old one until then. A rebuild that is broken off goes
 * on where it stood.
 */
#ifndef CAUCUS_INDEXER_REBUILD_H
#define CAUCUS_INDEXER_REBUILD_H

#include "config/config.h"
#include "indexer/report.h"

struct rebuild {
    const char *data_dir;
    const struct config *config;
    bool fresh;                     /* from the beginning, also where one was broken off */
    bool quiet;                     /* no progress bar */
    int64_t lock_wait_seconds;
    int64_t already;                /* out: articles that an earlier, broken one had done */
    int64_t number;                 /* out: of the new index */
};

/* What was done stands in *report, also where this fails. ERROR_IO: also where the disk has no room, which is seen before. */
bool rebuild_run(struct rebuild *r, struct report *report, struct error *err);

#endif
