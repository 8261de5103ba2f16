/*
 * fts5_poslist.h: the decoder behind postings.h for `text`: where phrases stand, from FTS5's position lists.
 */
#ifndef CAUCUS_ENGINE_STORE_FTS5_POSLIST_H
#define CAUCUS_ENGINE_STORE_FTS5_POSLIST_H

#include "engine/store/fts5_dictionary.h"
#include "engine/store/postings.h"

/*
 * Finds a phrase (not one that ends in a prefix) in articles with their bit set in `wanted` (NULL: in all), within `fields`. With `docids`: the articles, else
 * with `positions` all its places. FTS5_ODD: nothing was visited.
 */
enum fts5_found fts5_phrase(struct fts5_dictionary *d, const struct phrase *phrase, unsigned fields, const uint64_t *wanted, uint32_t max_docid,
                            postings_docids_fn *docids, postings_position_fn *positions, void *ctx);

/* The articles that have a word which begins with `prefix` within `fields`; the same otherwise. */
enum fts5_found fts5_prefix(struct fts5_dictionary *d, struct str prefix, unsigned fields, const uint64_t *wanted, uint32_t max_docid,
                            postings_docids_fn *docids, void *ctx);

#endif
