/*
 * live_index.h: the generation that searches read, opened for writing, and the first one made where there is none.
 */
#ifndef CAUCUS_INDEXER_LIVE_INDEX_H
#define CAUCUS_INDEXER_LIVE_INDEX_H

#include "engine/store/index_writer.h"

struct live_index {
    struct index_writer *writer;
    const char *data_dir;
    int64_t number;
    bool announced;             /* `current` names it */
};

/*
 * Opens the live index. Where there is none, or the live one was made by another version of the analyser, a new generation beside
 * it: live_index_announce() makes that the live one.
 */
bool live_index_open(const char *data_dir, const struct impact_weights *weights, struct live_index *ret, struct error *err);
/* A new generation, whatever there is. */
bool live_index_new(const char *data_dir, const struct impact_weights *weights, struct live_index *ret, struct error *err);
/* Makes it the live one, if it is not. The generation before stays for who reads it still; older ones are removed. */
bool live_index_announce(struct live_index *x, struct error *err);
void live_index_close(struct live_index *x);

#endif
