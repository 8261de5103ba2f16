/*
 * registry_image.h: a block of bytes that was made from the whole registry (the indexer's gazetteer), kept beside it so that it need not be made at
 * every start. It has a stamp, which tells of what it was made; whose stamp is another's is out of date.
 */
#ifndef CAUCUS_ENGINE_STORE_REGISTRY_IMAGE_H
#define CAUCUS_ENGINE_STORE_REGISTRY_IMAGE_H

#include "engine/base/error.h"
#include "engine/base/strbuf.h"
#include "engine/store/archive.h"

/* Until schema 5 of the archive it was not packed, under another key. */
#define REGISTRY_IMAGE_UPGRADE "DELETE FROM registry WHERE key IN ('image', 'image_stamp');"

/* Whether there is one with that stamp. */
bool registry_image_is_fresh(struct archive *a, struct str stamp, bool *ret, struct error *err);
/* Appends it to *out; *ret_found: false where there is none with that stamp. */
bool registry_image_get(struct archive *a, struct str stamp, struct strbuf *out, bool *ret_found, struct error *err);
/* In a transaction of its own, both. */
bool registry_image_put(struct archive *a, struct str stamp, struct str image, struct error *err);
/* Nothing where there is none. */
bool registry_image_remove(struct archive *a, struct error *err);

#endif
