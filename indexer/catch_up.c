#include "indexer/catch_up.h"

#include "engine/base/interrupt.h"
#include "engine/base/memory.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

/*
 * The calling thread reads the archive, workers prepare, one thread writes. While that one commits, which takes as long as hundreds of articles, the others go on:
 * so the queue is long. But in most of the time few articles are in it that were prepared, and those few use the same memory again and again.
 */
enum {
    SLOTS = 4096,                       /* articles under way */
    TEXT_BYTES_MAX = 10 * 1024 * 1024,  /* of their texts; the last may go beyond */
    WRITE_TOGETHER = 32,                /* the writer wakes for as many, or the last ones; the reader for a quarter of the queue: waking costs */
    ARENA_BYTES = 8192,                 /* of an article with its text, mostly */
    PREPARED_MAX = 512,                 /* or in the hands of workers, and not written */
    SPARE_MAX = 64,                     /* documents whose memory is kept for later ones */
    COMMIT_BYTES = 24 * 1024 * 1024,    /* of postings in a transaction: they wait in memory until then */
    COMMIT_ARTICLES = 100000,
    WALK_ARTICLES = 4096,               /* that one look at the archive gives */
};

/* What was prepared; memory that is used again. */
struct prepared {
    struct prepared *next;              /* spare ones */
    struct document document;
};

struct slot {
    struct archive_article article;     /* a copy in `arena` */
    struct arena arena;
    struct prepared *prepared;          /* NULL: not yet */
};

struct pool {
    struct catch_up *c;
    pthread_mutex_t mutex;
    pthread_cond_t work, done, room;    /* for workers; the writer; the reader */
    struct slot slots[SLOTS];
    size_t head, tail, next;            /* head: the oldest under way; tail: where the next goes; next: for a worker */
    size_t bytes;                       /* of texts under way */
    size_t prepared;                    /* articles that wait for the writer */
    struct prepared *spare;
    size_t spare_n;
    bool closed;                        /* nothing more comes */
    atomic_bool failed;                 /* nothing more can be written: */
    struct error error;
    pthread_t *threads, writer;
    int thread_count;
    bool writing;                       /* `writer` was started */
    uint64_t open_bytes, open_articles; /* written since the last commit */
    int64_t taken;                      /* the last revision that was taken from the archive */
};

/* ---- workers ---- */

/* With the mutex. */
static struct prepared *take_spare(struct pool *p)
{
    struct prepared *x = p->spare;
    if (!x) {
        x = xcalloc(1, sizeof *x);
        document_init(&x->document);
        return x;
    }
    p->spare = x->next;
    p->spare_n--;
    return x;
}

static void free_prepared(struct prepared *x)
{
    document_release(&x->document);
    free(x);
}

/* With the mutex. */
static void give_back(struct pool *p, struct prepared *x)
{
    if (p->spare_n == SPARE_MAX) {
        free_prepared(x);
        return;
    }
    x->next = p->spare;
    p->spare = x;
    p->spare_n++;
}

static bool may_prepare(const struct pool *p)
{
    return p->next != p->tail && p->next - p->head < PREPARED_MAX;
}

static bool may_write(const struct pool *p)
{
    return p->slots[p->head % SLOTS].prepared && (p->prepared >= WRITE_TOGETHER || p->next == p->tail);
}

static void *work(void *arg)
{
    struct pool *p = arg;
    struct article_preparer *preparer = NULL;
    pthread_mutex_lock(&p->mutex);
    for (;;) {
        while (!may_prepare(p) && !(p->closed && p->next == p->tail))
            pthread_cond_wait(&p->work, &p->mutex);
        if (p->next == p->tail)
            break;
        struct slot *s = &p->slots[p->next++ % SLOTS];
        struct prepared *x = take_spare(p);
        pthread_mutex_unlock(&p->mutex);
        if (!preparer)
            preparer = article_preparer_new(p->c->gazetteer, p->c->config, index_writer_weights(p->c->writer));
        article_prepare(preparer, &s->article, &x->document);
        pthread_mutex_lock(&p->mutex);
        s->prepared = x;
        p->prepared++;
        if (may_write(p))
            pthread_cond_signal(&p->done);
    }
    pthread_mutex_unlock(&p->mutex);
    article_preparer_free(preparer);
    return NULL;
}

/* ---- the writer ---- */

static bool commit(struct pool *p, struct error *err)
{
    p->open_bytes = p->open_articles = 0;
    return index_writer_commit(p->c->writer, err) && index_writer_make_room(p->c->writer, err) && (!p->c->committed || p->c->committed(p->c->ctx, err)) &&
           index_writer_begin(p->c->writer, err);
}

static bool write_oldest(struct pool *p, const struct slot *s, struct error *err)
{
    if (!index_writer_add(p->c->writer, &s->prepared->document, err))
        return error_wrap(err, "cannot index article %lld", (long long)s->article.revision);
    report_count(p->c->report, &p->c->report->indexed, 1);
    p->open_bytes += s->prepared->document.posting_bytes;
    p->open_articles++;
    return (p->open_bytes < COMMIT_BYTES && p->open_articles < COMMIT_ARTICLES) || commit(p, err);
}

/* For many more. */
static bool has_room(const struct pool *p)
{
    return p->tail - p->head <= SLOTS / 4 * 3 && (p->tail == p->head || p->bytes <= TEXT_BYTES_MAX / 4 * 3);
}

/* With the mutex. */
static void free_oldest(struct pool *p, struct slot *s)
{
    give_back(p, s->prepared);
    s->prepared = NULL;
    p->prepared--;
    p->bytes -= s->article.text.n;
    if (p->next - p->head++ == PREPARED_MAX)
        pthread_cond_broadcast(&p->work);
    if (has_room(p))
        pthread_cond_signal(&p->room);
}

static struct slot *oldest_prepared(struct pool *p)
{
    struct slot *s = &p->slots[p->head % SLOTS];
    return s->prepared ? s : NULL;
}

/* In the order in which they came. */
static void *write_all(void *arg)
{
    struct pool *p = arg;
    pthread_mutex_lock(&p->mutex);
    for (;;) {
        while (!may_write(p) && !(p->closed && p->head == p->tail))
            pthread_cond_wait(&p->done, &p->mutex);
        if (p->head == p->tail)
            break;
        for (struct slot *s; (s = oldest_prepared(p));) {
            struct error err = { 0 };
            pthread_mutex_unlock(&p->mutex);
            bool ok = p->failed || write_oldest(p, s, &err);
            arena_release(&s->arena);
            pthread_mutex_lock(&p->mutex);
            if (!ok) {
                p->error = err;
                p->failed = true;
            }
            free_oldest(p, s);
        }
    }
    pthread_mutex_unlock(&p->mutex);
    return NULL;
}

/* ---- the reader: this thread ---- */

static struct archive_article copy_article(struct arena *arena, const struct archive_article *a)
{
    struct archive_article copy = *a;
    struct str *views[] = { &copy.key, &copy.id, &copy.title, &copy.text, &copy.source, &copy.url, &copy.lang, &copy.path };
    for (size_t i = 0; i < sizeof views / sizeof *views; i++)
        *views[i] = arena_str(arena, *views[i]);
    copy.meta = arena_array(arena, struct archive_meta, a->meta_count + 1);
    for (size_t i = 0; i < a->meta_count; i++)
        copy.meta[i] = (struct archive_meta){ arena_str(arena, a->meta[i].key), arena_str(arena, a->meta[i].value) };
    return copy;
}

/* With the mutex; it is given back a few times a second, for the bar. */
static void wait_for_room(struct pool *p, size_t bytes)
{
    if (p->tail - p->head < SLOTS && (p->tail == p->head || p->bytes + bytes <= TEXT_BYTES_MAX))
        return;
    while (!has_room(p)) {
        struct timespec until = progress_next_tick();
        pthread_cond_timedwait(&p->room, &p->mutex, &until);
        pthread_mutex_unlock(&p->mutex);
        progress_tick(p->c->progress, p->c->report);
        pthread_mutex_lock(&p->mutex);
    }
}

static bool take_article(void *ctx, const struct archive_article *article, struct error *err)
{
    struct pool *p = ctx;
    if (!p->c->gazetteer && !gazetteer_load(p->c->archive, &p->c->gazetteer, err))
        return false;
    pthread_mutex_lock(&p->mutex);
    wait_for_room(p, article->text.n);
    struct slot *s = &p->slots[p->tail % SLOTS];
    pthread_mutex_unlock(&p->mutex);
    if (p->failed)
        return error_set(err, ERROR_INTERRUPTED, "the writer failed");     /* which tells why */
    s->article = copy_article(&s->arena, article);
    p->taken = article->revision;
    pthread_mutex_lock(&p->mutex);
    p->tail++;
    p->bytes += s->article.text.n;
    pthread_cond_signal(&p->work);
    pthread_mutex_unlock(&p->mutex);
    progress_tick(p->c->progress, p->c->report);
    return !interrupt_pending() || error_set(err, ERROR_INTERRUPTED, "interrupted");
}

static bool text_at_hand(void *ctx, int64_t revision, struct str *ret)
{
    struct pool *p = ctx;
    return handover_take(p->c->handover, revision, ret);
}

/* All that the archive has by now. */
static bool take_all(struct pool *p, struct error *err)
{
    const struct archive_walker walker = { take_article, p->c->handover ? text_at_hand : NULL, p };
    int64_t before;
    do {
        struct error why = { 0 };
        before = p->taken;
        if (!archive_walk(p->c->archive, before, WALK_ARTICLES, &walker, &why) && why.kind != ERROR_INTERRUPTED) {
            *err = why;
            return false;
        }
    } while (p->taken > before && !interrupt_pending() && !p->failed);
    return true;
}

static bool read_all(struct pool *p, struct error *err)
{
    struct catch_up *c = p->c;
    bool more = true;
    p->taken = index_writer_cursor(c->writer);
    while (more && !interrupt_pending() && !p->failed) {
        /* Asked before the walk: what arrives during it is met by the next one. */
        more = c->wait_for_more && c->wait_for_more(c->ctx);
        if (!take_all(p, err))
            return false;
    }
    return true;
}

/* ---- all together ---- */

static bool start(struct pool *p, struct error *err)
{
    struct catch_up *c = p->c;
    p->threads = xcalloc((size_t)c->threads, sizeof *p->threads);
    while (p->thread_count < c->threads && pthread_create(&p->threads[p->thread_count], NULL, work, p) == 0)
        p->thread_count++;
    p->writing = p->thread_count > 0 && pthread_create(&p->writer, NULL, write_all, p) == 0;
    return p->writing || error_set(err, ERROR_INTERNAL, "cannot start a thread");
}

/* What is under way is written first. */
static void finish(struct pool *p)
{
    pthread_mutex_lock(&p->mutex);
    p->closed = true;
    pthread_cond_broadcast(&p->work);
    pthread_cond_signal(&p->done);
    pthread_mutex_unlock(&p->mutex);
    for (int i = 0; i < p->thread_count; i++)
        pthread_join(p->threads[i], NULL);
    if (p->writing)
        pthread_join(p->writer, NULL);
}

static bool run(struct pool *p, struct error *err)
{
    struct catch_up *c = p->c;
    int64_t revision;
    if (!registry_revision(c->archive, &revision, err) || !index_writer_begin(c->writer, err) ||
        (!c->keep_registry && !index_writer_registry(c->writer, revision, err)))
        return false;
    bool ok = start(p, err) && read_all(p, err);
    finish(p);
    if (p->failed)
        *err = p->error;
    return ok && !p->failed && index_writer_commit(c->writer, err) && (!c->committed || c->committed(c->ctx, err));
}

int catch_up_threads(const struct config *config)
{
    enum { THREADS_MAX = 64 };
    long cores = sysconf(_SC_NPROCESSORS_ONLN), n = config->threads ? (long)config->threads : cores;
    return n < 1 ? 1 : n > THREADS_MAX ? THREADS_MAX : (int)n;
}

/* Searches go before: this process takes what they leave. Where the system does not want it so, nothing is lost. */
static void give_way(void)
{
    enum { NICENESS = 10 };
    static bool done;
    errno = 0;
    if (!done && nice(NICENESS) == -1 && errno)
        return;
    done = true;
}

bool catch_up_run(struct catch_up *c, struct error *err)
{
    give_way();
    struct pool *p = xcalloc(1, sizeof *p);
    p->c = c;
    for (size_t i = 0; i < SLOTS; i++)
        p->slots[i].arena.least = ARENA_BYTES;
    pthread_cond_t *const conditions[] = { &p->work, &p->done, &p->room };
    pthread_mutex_init(&p->mutex, NULL);
    for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++)
        pthread_cond_init(conditions[i], NULL);
    bool ok = run(p, err);
    if (!ok)
        index_writer_rollback(c->writer);
    for (struct prepared *x = p->spare, *next; x; x = next) {
        next = x->next;
        free_prepared(x);
    }
    for (size_t i = 0; i < SLOTS; i++)
        arena_release(&p->slots[i].arena);
    for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++)
        pthread_cond_destroy(conditions[i]);
    pthread_mutex_destroy(&p->mutex);
    free(p->threads);
    free(p);
    return ok;
}
