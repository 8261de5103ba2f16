/*
 * catch_up.h: the archive to the index, from the index's cursor on: the calling thread reads articles, a few workers prepare them, one thread writes.
 *
 * Articles are written in the order of their revisions whatever the number of workers, so that the index is the same. Memory is bounded: the
 * queue holds so many articles and so many bytes.
 */
#ifndef CAUCUS_INDEXER_CATCH_UP_H
#define CAUCUS_INDEXER_CATCH_UP_H

#include "engine/store/index_writer.h"
#include "indexer/handover.h"
#include "indexer/prepare.h"
#include "indexer/progress.h"
#include "indexer/report.h"

struct catch_up {
    struct archive *archive;            /* for reading: a connection of this thread's own */
    struct index_writer *writer;
    struct handover *handover;          /* texts that need not be unpacked; NULL: none */
    struct gazetteer *gazetteer;        /* NULL: loaded from the archive when the first article comes; the caller frees it */
    const struct config *config;
    struct report *report;
    struct progress *progress;
    bool keep_registry;                 /* the index is not said to have the registry's newest revision: the gazetteer is an earlier one */
    int threads;                        /* workers; at least 1 */
    /* Waits until there may be more in the archive; false: there will be none. NULL: what is there now is all. */
    bool (*wait_for_more)(void *ctx);
    /* After each commit of the index, in the writing thread (may be NULL): false with *err ends it. */
    bool (*committed)(void *ctx, struct error *err);
    void *ctx;
};

/* How many workers the configuration wants. */
int catch_up_threads(const struct config *config);

/* Ends early, after a commit, when interrupt_pending(). False: the index cannot be written; what was committed stands. */
bool catch_up_run(struct catch_up *c, struct error *err);

#endif
