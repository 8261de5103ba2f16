/*
 * builtin_archive.h: an archive of no articles that has the registry which the program carries, made when the program is built (embed_registry.c).
 */
#ifndef CAUCUS_INDEXER_BUILTIN_ARCHIVE_H
#define CAUCUS_INDEXER_BUILTIN_ARCHIVE_H

#include "engine/base/str.h"

/* For archive_seed_plant(). */
struct str builtin_archive(void);

#endif
