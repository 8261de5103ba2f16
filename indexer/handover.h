/*
 * handover.h: texts on their way from the thread that reads files to the one that indexes articles, which so need not unpack what was packed just now.
 *
 * A text may be missing here and is in the archive then. Two threads: one puts, one takes; both in the order of revisions.
 */
#ifndef CAUCUS_INDEXER_HANDOVER_H
#define CAUCUS_INDEXER_HANDOVER_H

#include "engine/base/str.h"

#include <stdbool.h>
#include <stdint.h>

struct handover;

struct handover *handover_new(void);
void handover_free(struct handover *h);

/* Keeps a copy. */
void handover_put(struct handover *h, int64_t revision, struct str text);
/* Whether what waits is as much as may wait. */
bool handover_is_full(struct handover *h);
/* Waits until most of it was taken, or nobody takes any more. For the taker to find it, it must have been committed. */
void handover_wait(struct handover *h);

/* The text of a revision, until the next call; those of earlier ones are dropped. False: it is not here. */
bool handover_take(struct handover *h, int64_t revision, struct str *ret);
/* Nothing will be taken any more. */
void handover_end(struct handover *h);

#endif
