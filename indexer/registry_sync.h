/*
 * registry_sync.h: brings the registry of an archive up to the data that this program carries, and that the configuration adds.
 */
#ifndef CAUCUS_INDEXER_REGISTRY_SYNC_H
#define CAUCUS_INDEXER_REGISTRY_SYNC_H

#include "config/config.h"
#include "engine/store/archive.h"

/* Does nothing where the data is what was loaded last. *ret_changed tells. Wants the writer's lock. */
bool registry_sync(struct archive *archive, const struct config *config, bool *ret_changed, struct error *err);

/* What registry_builtin_digest() gives where this program's data was loaded last, and the configuration adds none. */
void registry_sync_own_digest(char hex[2 * DIGEST_BYTES + 1]);

#endif
