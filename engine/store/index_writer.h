/*
 * index_writer.h: fills an index, articles in the order of their docids, and never rewrites one.
 *
 * Wants the writer's lock of the data folder. Between index_writer_begin and commit everything is one transaction, the cursor included:
 * killed anywhere, an index holds exactly the articles up to its cursor. One thread.
 */
#ifndef CAUCUS_ENGINE_STORE_INDEX_WRITER_H
#define CAUCUS_ENGINE_STORE_INDEX_WRITER_H

#include "engine/store/index.h"

struct index_writer;

/* Opens the index at `path`, or makes it (and its folder) with these weights where there is none. */
bool index_writer_open(const char *path, const struct impact_weights *weights, struct index_writer **ret, struct error *err);
void index_writer_close(struct index_writer *w);    /* rolls back what was not committed */

/* The last revision that is in. */
int64_t index_writer_cursor(const struct index_writer *w);
/* The weights that this index was made with: those that documents must be prepared with. */
const struct impact_weights *index_writer_weights(const struct index_writer *w);
/* False where the analyser or the name keys have changed since: the index must be built anew. */
bool index_writer_fits(const struct index_writer *w);

bool index_writer_begin(struct index_writer *w, struct error *err);
bool index_writer_add(struct index_writer *w, const struct document *d, struct error *err);
bool index_writer_commit(struct index_writer *w, struct error *err);
void index_writer_rollback(struct index_writer *w);
/* Notes with which revision of the registry articles are resolved from now on. In a transaction. */
bool index_writer_registry(struct index_writer *w, int64_t revision, struct error *err);
int64_t index_writer_registry_revision(const struct index_writer *w);
/*
 * An article that is in already, and whose actors were resolved again: its actors, offices and mentions become those of `d`; its words stay. `old` are the actor
 * and role terms that it has now (index_actor_facets). In a transaction in which nothing else is added; docids ascend. index_writer_resolved writes what waits
 * and commits; the writer must be closed then, for its connection's FTS5 has written itself (segment_writer.h).
 */
struct index_facet;
bool index_writer_resolve(struct index_writer *w, const struct document *d, const struct index_facet *old, size_t n, struct error *err);
bool index_writer_resolved(struct index_writer *w, struct error *err);
/* What an actor is called now, and what it belongs to; nothing where no article has it. */
bool index_writer_rename(struct index_writer *w, const struct actor *actor, struct error *err);
/* Merges each FTS5 table into one segment: after a bulk load. Not in a transaction. */
bool index_writer_optimize(struct index_writer *w, struct error *err);
/*
 * The same to a new index at `path`, whose folder is there, in less time and with less written; this one stays as it is. *ret_done: false where it takes FTS5
 * itself, and index_writer_optimize. Unless it is done, nothing is at `path`. Not in a transaction.
 */
bool index_writer_compact(struct index_writer *w, const char *path, bool *ret_done, struct error *err);
/* All that was committed is on the disk, in the database's own file. Not in a transaction. */
bool index_writer_sync(struct index_writer *w, struct error *err);
/* Makes one of the segments where a table has half as many as it may: between the transactions of a bulk load. Not in a transaction. */
bool index_writer_make_room(struct index_writer *w, struct error *err);
/* Merges segments of like size where there are many: after a small update. Its work is bounded. Not in a transaction. */
bool index_writer_merge(struct index_writer *w, struct error *err);

#endif
