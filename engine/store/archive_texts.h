/*
 * archive_texts.h: the archive's texts, packed each alone (text_coder.h) by a model that is made from the first few thousand; those before are zstd frames.
 *
 * A frame tells the number of the model that it wants, which is never changed or removed. Archives from before there were models have frames of texts
 * themselves, or of the numbers of their words (word_codes.h), with a dictionary. Unpacking is bounded by the size that is stored beside a frame.
 *
 * A model is made in a thread of its own (text_trainer.h) while some more texts are put, as zstd frames; then it is waited for, and all since its first
 * sample are packed anew. So what is stored depends on what was put, and in which transactions, but not on how fast the threads are. One thread calls.
 */
#ifndef CAUCUS_ENGINE_STORE_ARCHIVE_TEXTS_H
#define CAUCUS_ENGINE_STORE_ARCHIVE_TEXTS_H

#include "engine/base/strbuf.h"
#include "engine/store/db.h"

#include <stdint.h>

/* Models; of older archives, vocabularies of word_codes.h. */
#define ARCHIVE_TEXT_SCHEMA "CREATE TABLE vocabulary(number INTEGER PRIMARY KEY, data BLOB NOT NULL);"
/* The archive's schema from which on it has that table. */
enum { ARCHIVE_TEXT_SCHEMA_VERSION = 5 };

struct archive_texts;

struct archive_texts *archive_texts_new(struct db *db);
void archive_texts_free(struct archive_texts *t);

/* Stores the text of a revision that is there; has a model made once there are texts enough. Within a transaction. */
bool archive_texts_put(struct archive_texts *t, int64_t revision, struct str text, struct error *err);
/* Waits for a model that is being made, and packs with it. Within a transaction. Who closes the archive without leaves it to those who put texts later. */
bool archive_texts_settle(struct archive_texts *t, struct error *err);
/* Appends the text of `bytes` bytes that a frame holds. */
bool archive_texts_unpack(struct archive_texts *t, struct str frame, size_t bytes, struct strbuf *out, struct error *err);
/* After a rollback: what is stored is looked up again, and a model that is being made is given up. */
void archive_texts_forget(struct archive_texts *t);

#endif
