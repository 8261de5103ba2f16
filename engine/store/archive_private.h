/*
 * archive_private.h: what the files that make up the archive share. Nobody else includes it.
 */
#ifndef CAUCUS_ENGINE_STORE_ARCHIVE_PRIVATE_H
#define CAUCUS_ENGINE_STORE_ARCHIVE_PRIVATE_H

#include "engine/store/archive.h"
#include "engine/store/db.h"

struct archive {
    struct db db;
    struct archive_texts *texts;
    struct strbuf frame, meta, key;     /* scratch */
};

struct db *archive_db(struct archive *a);
int64_t archive_key_hash(struct str key);

#endif
