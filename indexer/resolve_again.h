/*
 * resolve_again.h: after a change of the registry, the articles of an index that it may concern, with their actors resolved anew. Their words stay;
 * the original files are not read.
 */
#ifndef CAUCUS_INDEXER_RESOLVE_AGAIN_H
#define CAUCUS_INDEXER_RESOLVE_AGAIN_H

#include "engine/store/index_writer.h"
#include "indexer/prepare.h"

struct resolve_again {
    struct archive *archive;            /* for reading */
    const char *index_path;
    struct index_writer *writer;        /* of that index; no transaction is open; to be closed where `written` */
    struct gazetteer *gazetteer;        /* out: of the registry as it is now, where it was needed; the caller frees it */
    const struct config *config;
    uint64_t resolved;                  /* out: articles that were resolved anew */
    bool written;                       /* out: the index was written */
    bool rebuild;                       /* out: so many are concerned that a new index is the shorter way; nothing was done */
};

/* In one transaction, after which the index has the registry's revision; where that is so already, nothing. ERROR_INTERRUPTED: nothing was done. */
bool resolve_again(struct resolve_again *r, struct error *err);

#endif
