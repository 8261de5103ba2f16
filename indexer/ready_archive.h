/*
 * ready_archive.h: the archive for writing, made where there is none: a new one has the registry that the program carries, as the build made it
 * (builtin_archive.h), so that registry_sync() has nothing to do. One that is older is brought up by that.
 */
#ifndef CAUCUS_INDEXER_READY_ARCHIVE_H
#define CAUCUS_INDEXER_READY_ARCHIVE_H

#include "engine/store/archive.h"

/* Wants the writer's lock. */
bool ready_archive_open(const char *data_dir, struct archive **ret, struct error *err);

#endif
