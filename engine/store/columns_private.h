/*
 * columns_private.h: what columns.c, which reads them, and column_writer.c share. Nobody else includes it.
 */
#ifndef CAUCUS_ENGINE_STORE_COLUMNS_PRIVATE_H
#define CAUCUS_ENGINE_STORE_COLUMNS_PRIVATE_H

#include "engine/store/column_pack.h"
#include "engine/store/columns.h"

/* A blob's key: its column above, its chunk below. */
static inline int64_t column_blob_key(enum column column, uint32_t chunk)
{
    return (int64_t)column << 32 | chunk;
}

/* Bounds of the values from `first` (less than a block) on, COLUMN_BLOCK each. */
void column_find_bounds(const int32_t *values, size_t first, size_t count, struct column_bounds *bounds);
/* False, with what an error says of a chunk that is no chunk. */
bool column_damaged(enum column column, struct error *err);

#endif
