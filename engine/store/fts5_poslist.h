/*
 * fts5_poslist.h: the decoder behind postings.h for `text`: where phrases stand, from FTS5's position lists.
 */
#ifndef CAUCUS_ENGINE_STORE_FTS5_POSLIST_H
#define CAUCUS_ENGINE_STORE_FTS5_POSLIST_H

#include "engine/store/fts5_dictionary.h"
#include "engine/store/text_rows.h"

/* Finds a phrase, not one that ends in a prefix; `rows` is of the wanted articles. FTS5_ODD: nothing was visited. */
enum fts5_found fts5_phrase(struct fts5_dictionary *d, const struct text_rows *rows, const struct phrase_question *q);

/* The articles that have a word which begins as the phrase's only one; the same otherwise. */
enum fts5_found fts5_prefix(struct fts5_dictionary *d, const struct text_rows *rows, const struct phrase_question *q);

#endif
