/*
 * segment_merge.h: all segments of an FTS5 table as one, without FTS5.
 *
 * Does what FTS5's 'optimize' does, several times faster, for what segment_writer.h writes: an article's rows are in one segment, older segments have the
 * older articles, nothing is marked as deleted.
 */
#ifndef CAUCUS_ENGINE_STORE_SEGMENT_MERGE_H
#define CAUCUS_ENGINE_STORE_SEGMENT_MERGE_H

#include "engine/store/db.h"

/*
 * Reads the segments of `from`'s "text" or "impact" and writes one to that of `to`, which has none; or, where both are the same, in their place: pages that were
 * read are deleted soon, so that the new ones take their place in the file. In a transaction of `to`, which is to be rolled back where *ret_odd: then something
 * was found that is for FTS5 itself to merge. Wants what segment_writer.h wants.
 */
bool segment_merge(struct db *from, struct db *to, bool text, bool *ret_odd, struct error *err);

#endif
