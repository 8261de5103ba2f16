/*
 * builtin_names.h: the gazetteer's image of the registry that the program carries, made when the program is built (embed_registry.c).
 */
#ifndef CAUCUS_INDEXER_BUILTIN_NAMES_H
#define CAUCUS_INDEXER_BUILTIN_NAMES_H

#include "engine/base/str.h"

/* For gazetteer_open_own(). */
struct str builtin_names(void);

#endif
