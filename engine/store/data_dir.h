/*
 * data_dir.h: the folder that holds it all: archive.db, index-N/, current, lock (DESIGN: two stores).
 *
 *     archive.db       every article as ingested; the truth
 *     index-N/index.db derived; N grows with every rebuild
 *     current          a text file: "index-N\n"; replaced by rename(2)
 *     lock             held (open-file-description lock) by the one writer; readers never take it
 *     build.lock       held by the one who builds a new index beside the live one; writers need not wait for that
 *     index-N/building there while index-N is being built and is not live yet: who builds next goes on with it
 */
#ifndef CAUCUS_ENGINE_STORE_DATA_DIR_H
#define CAUCUS_ENGINE_STORE_DATA_DIR_H

#include "engine/base/error.h"
#include "engine/base/str.h"

#include <stdint.h>

struct writer_lock {
    int fd;     /* -1: not held */
};

/* Makes the folder and those above it; nothing where it is there. */
bool data_dir_make(const char *dir, struct error *err);
bool data_dir_exists(const char *dir);  /* has an archive.db */

/*
 * Makes archive.db of the bytes of one: writes, fsyncs, renames, fsyncs the folder. For whoever has the writer's lock, where there is none: the log that one before
 * may have left, which SQLite would take for this one's, goes.
 */
bool data_dir_put_archive(const char *dir, struct str bytes, struct error *err);

/* Waits up to `wait_seconds`; ERROR_LOCKED where another holds it still, with its process number. */
bool writer_lock_take(const char *dir, int64_t wait_seconds, struct writer_lock *ret, struct error *err);
void writer_lock_release(struct writer_lock *lock);

/* The right to build a new index; it waits for nobody: ERROR_LOCKED where another builds one. Release it like the writer's. */
bool build_lock_take(const char *dir, struct writer_lock *ret, struct error *err);

/* What the folder's files are called is on the disk then. */
bool data_dir_sync_folder(const char *dir);

/* The number of the live index; 0: there is none yet. */
bool data_dir_current(const char *dir, int64_t *ret_number, struct error *err);
/* Makes index-N the live one: writes, fsyncs, renames, fsyncs the folder. */
bool data_dir_set_current(const char *dir, int64_t number, struct error *err);
/* "DIR/index-N/index.db"; the caller frees it. */
char *data_dir_index_path(const char *dir, int64_t number);
char *data_dir_archive_path(const char *dir);
/* The highest N for which a folder index-N is there, live or not; 0: none. */
int64_t data_dir_highest(const char *dir);
/* The highest N below `below` of an index that was whole; 0: none. */
int64_t data_dir_earlier(const char *dir, int64_t below);
/* Whether index-N is being built, or was when something broke that off. */
bool data_dir_is_building(const char *dir, int64_t number);
bool data_dir_set_building(const char *dir, int64_t number, bool building, struct error *err);
/* Bytes that are free for this folder's owner; 0 where the system does not tell. */
uint64_t data_dir_free_bytes(const char *dir);
/* Removes index-N and all in it (never the live one: asserted by the caller's lock). */
bool data_dir_remove_index(const char *dir, int64_t number, struct error *err);
/* Bytes of all files of the archive and of index N. */
uint64_t data_dir_archive_bytes(const char *dir);
uint64_t data_dir_index_bytes(const char *dir, int64_t number);

#endif
