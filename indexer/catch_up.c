#include "indexer/catch_up.h"

#include "engine/base/interrupt.h"
#include "engine/base/memory.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    SLOTS = 64,                         /* articles under way */
    SLOT_BYTES_MAX = 64 * 1024 * 1024,  /* of their texts, unless it is one alone */
    COMMIT_BYTES = 48 * 1024 * 1024,    /* of postings in a transaction: they wait in memory until then */
    COMMIT_ARTICLES = 100000,
    WALK_ARTICLES = 4096,               /* that one look at the archive gives */
};

enum slot_state { SLOT_FREE, SLOT_WAITING, SLOT_WORKING, SLOT_DONE };

struct slot {
    enum slot_state state;
    struct archive_article article;     /* a copy in `arena` */
    struct arena arena;
    struct document document;
};

struct pool {
    struct catch_up *c;
    pthread_mutex_t mutex;
    pthread_cond_t work, done;
    struct slot slots[SLOTS];
    size_t head, tail, next;            /* head: the oldest under way; tail: where the next goes; next: for a worker */
    size_t bytes;                       /* of texts under way */
    bool closed;
    pthread_t *threads;
    int thread_count;
    uint64_t open_bytes, open_articles; /* written since the last commit */
    int64_t taken;                      /* the last revision that was taken from the archive */
};

static void *work(void *arg)
{
    struct pool *p = arg;
    struct article_preparer *preparer = NULL;
    pthread_mutex_lock(&p->mutex);
    for (;;) {
        while (p->next == p->tail && !p->closed)
            pthread_cond_wait(&p->work, &p->mutex);
        if (p->next == p->tail)
            break;
        struct slot *s = &p->slots[p->next++ % SLOTS];
        s->state = SLOT_WORKING;
        pthread_mutex_unlock(&p->mutex);
        if (!preparer)
            preparer = article_preparer_new(p->c->gazetteer, p->c->config, index_writer_weights(p->c->writer));
        article_prepare(preparer, &s->article, &s->document);
        pthread_mutex_lock(&p->mutex);
        s->state = SLOT_DONE;
        pthread_cond_signal(&p->done);
    }
    pthread_mutex_unlock(&p->mutex);
    article_preparer_free(preparer);
    return NULL;
}

static bool commit(struct pool *p, struct error *err)
{
    p->open_bytes = p->open_articles = 0;
    return index_writer_commit(p->c->writer, err) && index_writer_make_room(p->c->writer, err) && (!p->c->committed || p->c->committed(p->c->ctx, err)) &&
           index_writer_begin(p->c->writer, err);
}

/* Writes the oldest article under way, waiting for it. */
static bool write_oldest(struct pool *p, struct error *err)
{
    struct slot *s = &p->slots[p->head % SLOTS];
    pthread_mutex_lock(&p->mutex);
    while (s->state != SLOT_DONE)
        pthread_cond_wait(&p->done, &p->mutex);
    pthread_mutex_unlock(&p->mutex);
    bool ok = index_writer_add(p->c->writer, &s->document, err);
    if (!ok)
        error_wrap(err, "cannot index article %lld", (long long)s->article.revision);
    p->open_bytes += s->document.posting_bytes;
    p->open_articles++;
    p->bytes -= s->article.text.n;
    arena_reset(&s->arena);
    pthread_mutex_lock(&p->mutex);
    s->state = SLOT_FREE;
    p->head++;
    pthread_mutex_unlock(&p->mutex);
    report_count(p->c->report, &p->c->report->indexed, 1);
    progress_tick(p->c->progress, p->c->report);
    if (ok && (p->open_bytes >= COMMIT_BYTES || p->open_articles >= COMMIT_ARTICLES))
        ok = commit(p, err);
    return ok;
}

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

static bool take_article(void *ctx, const struct archive_article *article, struct error *err)
{
    struct pool *p = ctx;
    if (!p->c->gazetteer && !gazetteer_load(p->c->archive, &p->c->gazetteer, err))
        return false;
    while (p->tail - p->head == SLOTS || (p->tail != p->head && p->bytes + article->text.n > SLOT_BYTES_MAX))
        if (!write_oldest(p, err))
            return false;
    struct slot *s = &p->slots[p->tail % SLOTS];
    s->article = copy_article(&s->arena, article);
    p->bytes += article->text.n;
    p->taken = article->revision;
    pthread_mutex_lock(&p->mutex);
    s->state = SLOT_WAITING;
    p->tail++;
    pthread_cond_signal(&p->work);
    pthread_mutex_unlock(&p->mutex);
    return !interrupt_pending() || error_set(err, ERROR_INTERRUPTED, "interrupted");
}

static bool text_at_hand(void *ctx, int64_t revision, struct str *ret)
{
    struct pool *p = ctx;
    return handover_take(p->c->handover, revision, ret);
}

static bool drain(struct pool *p, struct error *err)
{
    while (p->head != p->tail)
        if (!write_oldest(p, err))
            return false;
    return true;
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
    } while (p->taken > before && !interrupt_pending());
    return true;
}

static bool run(struct pool *p, struct error *err)
{
    struct catch_up *c = p->c;
    int64_t revision;
    if (!registry_revision(c->archive, &revision, err) || !index_writer_begin(c->writer, err) ||
        (!c->keep_registry && !index_writer_registry(c->writer, revision, err)))
        return false;
    bool more = true;
    p->taken = index_writer_cursor(c->writer);
    while (more && !interrupt_pending()) {
        /* Asked before the walk: what arrives during it is met by the next one. */
        more = c->wait_for_more && c->wait_for_more(c->ctx);
        if (!take_all(p, err) || !drain(p, err))
            return false;
    }
    return index_writer_commit(c->writer, err) && (!c->committed || c->committed(c->ctx, err));
}

static void stop(struct pool *p)
{
    pthread_mutex_lock(&p->mutex);
    p->closed = true;
    pthread_cond_broadcast(&p->work);
    pthread_mutex_unlock(&p->mutex);
    for (int i = 0; i < p->thread_count; i++)
        pthread_join(p->threads[i], NULL);
    for (size_t i = 0; i < SLOTS; i++) {
        document_release(&p->slots[i].document);
        arena_release(&p->slots[i].arena);
    }
    free(p->threads);
    pthread_cond_destroy(&p->work);
    pthread_cond_destroy(&p->done);
    pthread_mutex_destroy(&p->mutex);
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
    pthread_mutex_init(&p->mutex, NULL);
    pthread_cond_init(&p->work, NULL);
    pthread_cond_init(&p->done, NULL);
    for (size_t i = 0; i < SLOTS; i++)
        document_init(&p->slots[i].document);
    p->threads = xcalloc((size_t)c->threads, sizeof *p->threads);
    while (p->thread_count < c->threads && pthread_create(&p->threads[p->thread_count], NULL, work, p) == 0)
        p->thread_count++;
    bool ok = p->thread_count > 0 ? run(p, err) : error_set(err, ERROR_INTERNAL, "cannot start a thread");
    if (!ok)
        index_writer_rollback(c->writer);
    stop(p);
    free(p);
    return ok;
}
