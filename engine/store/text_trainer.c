#include "engine/store/text_trainer.h"

#include "engine/base/memory.h"
#include "engine/store/text_train.h"

#include <pthread.h>
#include <stdlib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

struct text_trainer {
    struct text_samples samples;
    pthread_t thread;
    bool started;
    atomic_bool stop;
    /* The thread's, until it was joined. */
    struct strbuf model;
    bool made;
};

void text_samples_add(struct text_samples *s, size_t bytes)
{
    GROW(s->sizes, s->n, s->capacity);
    s->sizes[s->n++] = bytes;
}

void text_samples_release(struct text_samples *s)
{
    strbuf_release(&s->texts);
    free(s->sizes);
    *s = (struct text_samples){ .texts = STRBUF_INIT };
}

static void *train(void *ctx)
{
    struct text_trainer *t = ctx;
    CLEANUP_FREE struct str *texts = xmalloc((t->samples.n + 1) * sizeof *texts);
    for (size_t i = 0, at = 0; i < t->samples.n; at += t->samples.sizes[i++])
        texts[i] = (struct str){ t->samples.texts.p + at, t->samples.sizes[i] };
    t->made = text_train(texts, t->samples.n, &t->stop, &t->model);
    text_samples_release(&t->samples);
#ifdef __GLIBC__
    malloc_trim(0);                 /* what a thread had stays that thread's, though it ends: some 30 MB */
#endif
    return NULL;
}

struct text_trainer *text_trainer_new(struct text_samples *samples)
{
    struct text_trainer *t = xcalloc(1, sizeof *t);
    t->samples = *samples;
    *samples = (struct text_samples){ .texts = STRBUF_INIT };
    strbuf_init(&t->model);
    t->started = pthread_create(&t->thread, NULL, train, t) == 0;
    if (!t->started)
        train(t);
    return t;
}

static void join(struct text_trainer *t)
{
    if (t->started)
        pthread_join(t->thread, NULL);
    t->started = false;
}

bool text_trainer_end(struct text_trainer *t, struct strbuf *out)
{
    join(t);
    const bool made = t->made;
    if (made)
        strbuf_str(out, strbuf_view(&t->model));
    text_trainer_free(t);
    return made;
}

void text_trainer_free(struct text_trainer *t)
{
    if (!t)
        return;
    atomic_store(&t->stop, true);
    join(t);
    text_samples_release(&t->samples);
    strbuf_release(&t->model);
    free(t);
}
