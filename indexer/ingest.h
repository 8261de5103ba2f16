/*
 * ingest.h: files to the archive: finds them, passes over those that have not changed, reads the others, stores what is new.
 *
 * Commits a few hundred articles first, for who indexes them meanwhile, then every few thousand, and at the end, so that little is done again after a kill; a file counts as read once its end was reached.
 */
#ifndef CAUCUS_INDEXER_INGEST_H
#define CAUCUS_INDEXER_INGEST_H

#include "corpus/reader.h"
#include "engine/store/archive.h"
#include "indexer/handover.h"
#include "indexer/report.h"

/* Paths that are read in the same way. */
struct ingest_batch {
    const char *const *paths;       /* files, folders, "-" */
    size_t path_count;
    struct reader_options options;
};

struct ingest {
    struct archive *archive;        /* open for writing; the writer's lock is held */
    struct report *report;
    bool retry_failed;              /* read files again that failed, though they have not changed */
    int32_t now;                    /* when articles arrive: civil.h */
    struct handover *handover;      /* to who indexes them; NULL: nobody does */
    /* After each commit (may be NULL). */
    void (*committed)(void *ctx);
    void *ctx;
};

/* Ends early, after a commit, when interrupt_pending(). False: the archive cannot be written (what was committed stands). */
bool ingest_run(struct ingest *g, const struct ingest_batch *batches, size_t count, struct error *err);
/* The bytes of all files there, for progress; a walk of the folders. */
uint64_t ingest_size(const struct ingest_batch *batches, size_t count);

#endif
