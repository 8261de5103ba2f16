/*
 * fts5_api.h: postings by FTS5's public API alone: slower, and right for whatever FTS5 itself can read. See postings.h for what the functions give.
 */
#ifndef CAUCUS_ENGINE_STORE_FTS5_API_H
#define CAUCUS_ENGINE_STORE_FTS5_API_H

#include "engine/store/text_rows.h"

struct fts5_api_reader;

bool fts5_api_reader_open(struct index *x, struct fts5_api_reader **ret, struct error *err);
void fts5_api_reader_close(struct fts5_api_reader *p);

bool fts5_api_rows(struct fts5_api_reader *p, struct str term, struct arena *arena, struct row_list *ret, struct error *err);
bool fts5_api_phrase(struct fts5_api_reader *p, const struct text_rows *rows, const struct phrase_question *q, struct error *err);

#endif
