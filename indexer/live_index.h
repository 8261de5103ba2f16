/*
 * live_index.h: a generation of the index, opened for writing: the one that searches read, or a new one beside it.
 */
#ifndef CAUCUS_INDEXER_LIVE_INDEX_H
#define CAUCUS_INDEXER_LIVE_INDEX_H

#include "engine/store/data_dir.h"
#include "engine/store/index_writer.h"

struct live_index {
    struct index_writer *writer;
    const char *data_dir;
    int64_t number;
    bool announced;             /* `current` names it */
    struct writer_lock build;   /* held while it is a new one */
};

/*
 * Opens the live index. Where there is none, or the live one was made by another version of the analyser, a new generation beside
 * it: live_index_announce() makes that the live one.
 */
bool live_index_open(const char *data_dir, const struct impact_weights *weights, int64_t registry, struct live_index *ret, struct error *err);
/*
 * A new generation, whatever there is; one that was begun like this (with these weights and this revision of the registry) and broken off goes on,
 * unless it is to be `fresh`. ERROR_LOCKED: another builds one.
 */
bool live_index_new(const char *data_dir, const struct impact_weights *weights, int64_t registry, bool fresh, struct live_index *ret, struct error *err);
/* Makes it the live one, if it is not. The generation before stays for who reads it still, and for live_index_back(); older ones are removed. */
bool live_index_announce(struct live_index *x, struct error *err);
/*
 * After a bulk load: one segment a table, in a generation of its own that takes this one's place, and announced where this one was. The earlier generation
 * stays. Where another builds one, this one is made so in place.
 */
bool live_index_compact(struct live_index *x, struct error *err);
void live_index_close(struct live_index *x);

/* Makes the generation before the live one again; *ret_number is its number. ERROR_IO: there is none, or it cannot be gone on with. */
bool live_index_back(const char *data_dir, int64_t *ret_number, struct error *err);

#endif
