/*
 * segment_pipe.h: where a segment's rows go, and a way on which two threads share the work: one makes them, the other writes them.
 */
#ifndef CAUCUS_ENGINE_STORE_SEGMENT_PIPE_H
#define CAUCUS_ENGINE_STORE_SEGMENT_PIPE_H

#include "engine/base/error.h"
#include "engine/base/str.h"

#include <stdint.h>

/* False with *err: no more is wanted. */
struct segment_sink {
    /* A row of TABLE_data: a page of the segment, or of a doclist index. */
    bool (*data)(void *ctx, int64_t id, struct str block, struct error *err);
    /* A row of TABLE_idx. */
    bool (*index)(void *ctx, uint32_t segment, struct str term, int64_t page, struct error *err);
    void *ctx;
};

/*
 * Calls make() in a thread of its own, with a sink from which the calling thread takes all, in order, and gives it to `to`; where no thread is to be had, with
 * `to` itself. True where both were content; else *err is of who failed first. The queue between them holds 2 MB.
 */
bool segment_pipe(bool (*make)(void *ctx, const struct segment_sink *to, struct error *err), void *ctx, const struct segment_sink *to, struct error *err);

#endif
