/*
 * archive_texts.h: the archive's texts, packed: zstd frames, with a dictionary once one was trained.
 *
 * A frame tells the dictionary that it wants; dictionaries are never changed or removed. Unpacking is bounded by the size that is stored beside
 * a frame. One thread.
 */
#ifndef CAUCUS_ENGINE_STORE_ARCHIVE_TEXTS_H
#define CAUCUS_ENGINE_STORE_ARCHIVE_TEXTS_H

#include "engine/base/strbuf.h"
#include "engine/store/db.h"

struct archive_texts;

struct archive_texts *archive_texts_new(struct db *db);
void archive_texts_free(struct archive_texts *t);

/* Packs into *out (replaced). */
bool archive_texts_pack(struct archive_texts *t, struct str text, struct strbuf *out, struct error *err);
/* Appends the text of `bytes` bytes that a frame holds. */
bool archive_texts_unpack(struct archive_texts *t, struct str frame, size_t bytes, struct strbuf *out, struct error *err);
/* Remembers the text as a sample where no dictionary is there yet. */
void archive_texts_sample(struct archive_texts *t, struct str text);
/* Trains and stores a dictionary once there are samples enough; within a transaction. */
bool archive_texts_train(struct archive_texts *t, struct error *err);
/* After a rollback: what is stored is looked up again. */
void archive_texts_forget(struct archive_texts *t);

#endif
