#include "engine/store/segment_pipe.h"

#include "engine/base/memory.h"
#include "engine/base/strbuf.h"

#include <pthread.h>
#include <stdlib.h>

/* They wake each other for many rows at once. */
enum { ROWS = 256, TOGETHER = ROWS / 4 };

struct row {
    bool is_index;
    uint32_t segment;
    int64_t number;             /* id, or page */
    struct strbuf bytes;        /* block, or term */
};

struct pipe {
    pthread_mutex_t mutex;
    pthread_cond_t arrived, taken;
    struct row rows[ROWS];
    size_t head, tail;
    bool ended, unwanted;       /* nothing more comes; nothing more is taken */
    bool (*make)(void *ctx, const struct segment_sink *to, struct error *err);
    void *ctx;
    bool made;
    struct error error;
};

/* ---- who makes them ---- */

static bool put(struct pipe *p, const struct row *row, struct str bytes, struct error *err)
{
    pthread_mutex_lock(&p->mutex);
    if (p->tail - p->head == ROWS)
        while (p->tail - p->head > ROWS - TOGETHER && !p->unwanted)
            pthread_cond_wait(&p->taken, &p->mutex);
    bool wanted = !p->unwanted;
    pthread_mutex_unlock(&p->mutex);
    if (!wanted)
        return error_set(err, ERROR_INTERNAL, "the other thread failed");   /* and tells why */
    struct row *to = &p->rows[p->tail % ROWS];
    struct strbuf kept = to->bytes;
    strbuf_clear(&kept);
    strbuf_str(&kept, bytes);
    *to = *row;
    to->bytes = kept;
    pthread_mutex_lock(&p->mutex);
    if (++p->tail - p->head >= TOGETHER)
        pthread_cond_signal(&p->arrived);
    pthread_mutex_unlock(&p->mutex);
    return true;
}

static bool put_data(void *ctx, int64_t id, struct str block, struct error *err)
{
    return put(ctx, &(struct row){ .number = id }, block, err);
}

static bool put_index(void *ctx, uint32_t segment, struct str term, int64_t page, struct error *err)
{
    return put(ctx, &(struct row){ .is_index = true, .segment = segment, .number = page }, term, err);
}

static void *make_all(void *arg)
{
    struct pipe *p = arg;
    const struct segment_sink sink = { put_data, put_index, p };
    bool made = p->make(p->ctx, &sink, &p->error);
    pthread_mutex_lock(&p->mutex);
    p->made = made;
    p->ended = true;
    pthread_cond_signal(&p->arrived);
    pthread_mutex_unlock(&p->mutex);
    return NULL;
}

/* ---- who writes them ---- */

static bool give(const struct segment_sink *to, const struct row *row, struct error *err)
{
    struct str bytes = strbuf_view(&row->bytes);
    return row->is_index ? to->index(to->ctx, row->segment, bytes, row->number, err) : to->data(to->ctx, row->number, bytes, err);
}

static bool take_all(struct pipe *p, const struct segment_sink *to, struct error *err)
{
    bool ok = true;
    pthread_mutex_lock(&p->mutex);
    while (ok) {
        while (p->tail - p->head < TOGETHER && !p->ended)
            pthread_cond_wait(&p->arrived, &p->mutex);
        const size_t end = p->tail;
        if (p->head == end)
            break;
        pthread_mutex_unlock(&p->mutex);
        size_t at = p->head;
        while (ok && at < end)
            ok = give(to, &p->rows[at++ % ROWS], err);
        pthread_mutex_lock(&p->mutex);
        p->head = at;
        p->unwanted = !ok;
        pthread_cond_signal(&p->taken);
    }
    pthread_mutex_unlock(&p->mutex);
    return ok;
}

bool segment_pipe(bool (*make)(void *ctx, const struct segment_sink *to, struct error *err), void *ctx, const struct segment_sink *to, struct error *err)
{
    struct pipe *p = xcalloc(1, sizeof *p);
    pthread_t maker;
    p->make = make;
    p->ctx = ctx;
    pthread_mutex_init(&p->mutex, NULL);
    pthread_cond_init(&p->arrived, NULL);
    pthread_cond_init(&p->taken, NULL);
    for (size_t i = 0; i < ROWS; i++)
        strbuf_init(&p->rows[i].bytes);
    bool ok;
    if (pthread_create(&maker, NULL, make_all, p) != 0) {
        ok = make(ctx, to, err);
    } else {
        ok = take_all(p, to, err);
        pthread_join(maker, NULL);
        if (ok && !p->made) {
            *err = p->error;
            ok = false;
        }
    }
    for (size_t i = 0; i < ROWS; i++)
        strbuf_release(&p->rows[i].bytes);
    pthread_mutex_destroy(&p->mutex);
    pthread_cond_destroy(&p->arrived);
    pthread_cond_destroy(&p->taken);
    free(p);
    return ok;
}
