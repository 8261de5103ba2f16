/*
 * update.h: one run of the indexer on a data folder: the writer's lock, the registry, reading and indexing at the same time.
 */
#ifndef CAUCUS_INDEXER_UPDATE_H
#define CAUCUS_INDEXER_UPDATE_H

#include "config/config.h"
#include "indexer/ingest.h"

struct update {
    const char *data_dir;
    const struct config *config;
    const struct ingest_batch *batches;
    size_t batch_count;
    bool retry_failed;
    bool quiet;                 /* no progress bar */
    int64_t lock_wait_seconds;
    int32_t now;
};

/* What was done stands in *report, also where this fails. */
bool update_run(const struct update *u, struct report *report, struct error *err);

#endif
