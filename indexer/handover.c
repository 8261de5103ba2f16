#include "indexer/handover.h"

#include "engine/base/memory.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { FULL_BYTES = 32 * 1024 * 1024, FEW_BYTES = FULL_BYTES / 4 };

struct waiting {
    struct waiting *next;
    int64_t revision;
    size_t n;
    char text[];
};

struct handover {
    pthread_mutex_t mutex;
    pthread_cond_t taken;
    struct waiting *first, *last, *current;     /* current: taken, still in use */
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
    while (h->first)
        free(remove_first(h));
    free(h->current);
    pthread_cond_destroy(&h->taken);
    pthread_mutex_destroy(&h->mutex);
    free(h);
}

void handover_put(struct handover *h, int64_t revision, struct str text)
{
    struct waiting *w = xmalloc(sizeof *w + text.n);
    *w = (struct waiting){ .revision = revision, .n = text.n };
    if (text.n)
        memcpy(w->text, text.p, text.n);
    pthread_mutex_lock(&h->mutex);
    bool ended = h->ended;
    if (!ended) {
        if (h->last)
            h->last->next = w;
        else
            h->first = w;
        h->last = w;
        h->bytes += w->n;
    }
    pthread_mutex_unlock(&h->mutex);
    if (ended)
        free(w);
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
    free(h->current);
    h->current = NULL;
    pthread_mutex_lock(&h->mutex);
    while (h->first && h->first->revision < revision)
        free(remove_first(h));
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
