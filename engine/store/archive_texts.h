/*
 * archive_texts.h: the archive's texts, packed: the numbers of their words (word_codes.h) in zstd frames, with a vocabulary and a dictionary that
 * are made from the first few thousand texts; those before, and those of archives from before there were vocabularies, are frames of the text itself.
 *
 * A frame tells the number of the dictionary that it wants, and the vocabulary has the same; neither is ever changed or removed. Unpacking is bounded
 * by the size that is stored beside a frame. One thread.
 */
#ifndef CAUCUS_ENGINE_STORE_ARCHIVE_TEXTS_H
#define CAUCUS_ENGINE_STORE_ARCHIVE_TEXTS_H

#include "engine/base/strbuf.h"
#include "engine/store/db.h"

#include <stdint.h>

#define ARCHIVE_TEXT_SCHEMA "CREATE TABLE vocabulary(number INTEGER PRIMARY KEY, data BLOB NOT NULL);"
/* The archive's schema from which on it has that table. */
enum { ARCHIVE_TEXT_SCHEMA_VERSION = 5 };

struct archive_texts;

struct archive_texts *archive_texts_new(struct db *db);
void archive_texts_free(struct archive_texts *t);

/* Stores the text of a revision that is there; makes a vocabulary and dictionary once there are texts enough. Within a transaction. */
bool archive_texts_put(struct archive_texts *t, int64_t revision, struct str text, struct error *err);
/* Appends the text of `bytes` bytes that a frame holds. */
bool archive_texts_unpack(struct archive_texts *t, struct str frame, size_t bytes, struct strbuf *out, struct error *err);
/* After a rollback: what is stored is looked up again. */
void archive_texts_forget(struct archive_texts *t);

#endif
