/*
 * fts5_doclist.h: the decoder behind postings.h for `impact`: a term's rows as FTS5 stores them, segment after segment.
 */
#ifndef CAUCUS_ENGINE_STORE_FTS5_DOCLIST_H
#define CAUCUS_ENGINE_STORE_FTS5_DOCLIST_H

#include "engine/base/arena.h"
#include "engine/store/fts5_dictionary.h"
#include "engine/store/row_list.h"

/* The rows of a term, at least those of the docids in `range` (NULL: all), in `arena`; FTS5_ABSENT: an empty list. */
enum fts5_found fts5_doclist_rows(struct fts5_dictionary *d, struct str term, const struct docid_range *range, uint32_t max_docid, struct arena *arena,
                                  struct row_list *ret);

#endif
