/*
 * rebuild_check.h: whether a new index may take the place of the old one.
 */
#ifndef CAUCUS_INDEXER_REBUILD_CHECK_H
#define CAUCUS_INDEXER_REBUILD_CHECK_H

#include "engine/store/archive.h"

/*
 * SQLite's and FTS5's own checks, the counts of the archive, and that articles here and there are found by words of theirs. False, with what was found
 * first: it is not sound.
 */
bool rebuild_check(struct archive *archive, const char *index_path, struct error *err);

#endif
