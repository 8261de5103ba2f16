#include "indexer/handover.h"

#include "engine/base/memory.h"

#include <pthread.h>
#include <stdalign.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { FULL_BYTES = 32 * 1024 * 1024, FEW_BYTES = FULL_BYTES / 4, BLOCK_BYTES = 1024 * 1024 };

/* Texts lie in blocks, which are filled and emptied again and again: an allocation each, given back by another thread, would cost a system call each. */
struct block {
    struct block *next;
    size_t used, room;
    size_t waiting;             /* texts in it that are still needed */
    alignas(max_align_t) char bytes[];
};

struct waiting {
    struct waiting *next;
    struct block *block;
    int64_t revision;
    size_t n;
    char text[];
};

struct handover {
    pthread_mutex_t mutex;
    pthread_cond_t taken;
    struct waiting *first, *last, *current;     /* current: taken, still in use */
    struct block *filling, *spare;              /* only who puts changes `filling` */
    size_t bytes;
    bool ended;
};

struct handover *handover_new(void)
{
    struct handover *h = xcalloc(1, sizeof *h);
    pthread_mutex_init(&h->mutex, NULL);
    pthread_cond_init(&h->taken, NULL);
    return h;
}

/* With the mutex; a block with nothing in it. */
static void leave_block(struct handover *h, struct block *b)
{
    if (b->room > BLOCK_BYTES) {
        free(b);
        return;
    }
    b->used = 0;
    b->next = h->spare;
    h->spare = b;
}

/* With the mutex. */
static void leave(struct handover *h, struct waiting *w)
{
    if (w && --w->block->waiting == 0 && w->block != h->filling)
        leave_block(h, w->block);
}

/* With the mutex. */
static struct waiting *remove_first(struct handover *h)
{
    struct waiting *first = h->first;
    h->first = first->next;
    h->bytes -= first->n;
    if (!h->first)
        h->last = NULL;
    if (h->bytes <= FEW_BYTES)
        pthread_cond_signal(&h->taken);
    return first;
}

void handover_free(struct handover *h)
{
    if (!h)
        return;
    leave(h, h->current);
    while (h->first)
        leave(h, remove_first(h));
    free(h->filling);
    for (struct block *b = h->spare, *next; b; b = next) {
        next = b->next;
        free(b);
    }
    pthread_cond_destroy(&h->taken);
    pthread_mutex_destroy(&h->mutex);
    free(h);
}

/* Another block to fill, with room for so much. */
static void begin_block(struct handover *h, size_t bytes)
{
    pthread_mutex_lock(&h->mutex);
    struct block *full = h->filling, *b = bytes <= BLOCK_BYTES ? h->spare : NULL;
    if (b) {
        h->spare = b->next;
    } else {
        const size_t room = bytes > BLOCK_BYTES ? bytes : BLOCK_BYTES;
        b = xmalloc(sizeof *b + room);
        *b = (struct block){ .room = room };
    }
    h->filling = b;
    if (full && !full->waiting)
        leave_block(h, full);
    pthread_mutex_unlock(&h->mutex);
}

static struct waiting *copy_of(struct handover *h, int64_t revision, struct str text)
{
    const size_t align = alignof(struct waiting), bytes = (sizeof(struct waiting) + text.n + align - 1) / align * align;
    if (!h->filling || h->filling->room - h->filling->used < bytes)
        begin_block(h, bytes);
    struct waiting *w = (struct waiting *)(h->filling->bytes + h->filling->used);
    h->filling->used += bytes;
    *w = (struct waiting){ .block = h->filling, .revision = revision, .n = text.n };
    if (text.n)
        memcpy(w->text, text.p, text.n);
    return w;
}

void handover_put(struct handover *h, int64_t revision, struct str text)
{
    struct waiting *w = copy_of(h, revision, text);
    pthread_mutex_lock(&h->mutex);
    if (!h->ended) {
        if (h->last)
            h->last->next = w;
        else
            h->first = w;
        h->last = w;
        h->bytes += w->n;
        w->block->waiting++;
    }
    pthread_mutex_unlock(&h->mutex);
}

bool handover_is_full(struct handover *h)
{
    pthread_mutex_lock(&h->mutex);
    bool full = h->bytes >= FULL_BYTES && !h->ended;
    pthread_mutex_unlock(&h->mutex);
    return full;
}

void handover_wait(struct handover *h)
{
    pthread_mutex_lock(&h->mutex);
    while (h->bytes > FEW_BYTES && !h->ended)
        pthread_cond_wait(&h->taken, &h->mutex);
    pthread_mutex_unlock(&h->mutex);
}

bool handover_take(struct handover *h, int64_t revision, struct str *ret)
{
    pthread_mutex_lock(&h->mutex);
    leave(h, h->current);
    h->current = NULL;
    while (h->first && h->first->revision < revision)
        leave(h, remove_first(h));
    if (h->first && h->first->revision == revision)
        h->current = remove_first(h);
    pthread_mutex_unlock(&h->mutex);
    if (h->current)
        *ret = (struct str){ h->current->text, h->current->n };
    return h->current != NULL;
}

void handover_end(struct handover *h)
{
    pthread_mutex_lock(&h->mutex);
    h->ended = true;
    pthread_cond_signal(&h->taken);
    pthread_mutex_unlock(&h->mutex);
}
