/*
 * archive_seed.h: an archive as a block of bytes, packed: what every new archive has in it is made once, when the program is built, and not at each beginning.
 */
#ifndef CAUCUS_ENGINE_STORE_ARCHIVE_SEED_H
#define CAUCUS_ENGINE_STORE_ARCHIVE_SEED_H

#include "engine/base/error.h"
#include "engine/base/strbuf.h"

/* Makes the archive in `dir`, which nobody else has open, as small as it can be, and appends it, packed, to *out. */
bool archive_seed_pack(const char *dir, struct strbuf *out, struct error *err);
/* Makes the archive in `dir` of a seed; nothing where there is one. Wants the writer's lock. */
bool archive_seed_plant(const char *dir, struct str seed, struct error *err);

#endif
