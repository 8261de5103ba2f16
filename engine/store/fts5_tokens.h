/*
 * fts5_tokens.h: the FTS5 tokenizer "caucus", which makes no tokens: it hands on those that the analyser made, written one after another
 * with a space between. A space never stands within one; one that begins with ANALYSER_MARK stands at the place of the one before. It serves inserts and queries alike, so that FTS5 sees exactly our terms.
 */
#ifndef CAUCUS_ENGINE_STORE_FTS5_TOKENS_H
#define CAUCUS_ENGINE_STORE_FTS5_TOKENS_H

#include "engine/store/db.h"

/* FTS5 cuts longer tokens itself (FTS5_MAX_TOKEN_SIZE). */
enum { FTS5_TOKEN_MAX = 32768 };

struct fts5_api;

/* FTS5's table of functions on this connection; NULL with *err where SQLite was built without FTS5. */
struct fts5_api *fts5_api_of(struct db *db, struct error *err);
bool fts5_tokens_register(struct db *db, struct error *err);

#endif
