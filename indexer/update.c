#include "indexer/update.h"

#include "engine/base/interrupt.h"
#include "engine/base/memory.h"
#include "engine/store/data_dir.h"
#include "indexer/catch_up.h"
#include "indexer/live_index.h"
#include "indexer/progress.h"
#include "indexer/ready_archive.h"
#include "indexer/registry_sync.h"
#include "indexer/resolve_again.h"

#include <time.h>

/* A load of at least this part of the index, and of so many articles, ends with one segment a table. */
enum { BULK_PART = 4, BULK_ARTICLES = 1000 };

struct updating {
    const struct update *u;
    struct report *report;
    struct archive *in;             /* the reading thread's connection, which writes */
    struct archive *out;            /* the indexing thread's, which reads */
    struct live_index live;
    struct handover *handover;
    struct gazetteer *gazetteer;    /* NULL until an article needs it */
    bool keep_registry;             /* articles of an earlier revision stay as they are, for a new index is being built */
    struct progress progress;
    pthread_mutex_t mutex;
    pthread_cond_t arrived;
    uint64_t commits, seen_commits; /* of the archive */
    bool reading_done, reading_ok;
    struct error reading_error;
};

/* ---- the reading thread ---- */

static void note_commit(void *ctx)
{
    struct updating *w = ctx;
    pthread_mutex_lock(&w->mutex);
    w->commits++;
    pthread_cond_signal(&w->arrived);
    pthread_mutex_unlock(&w->mutex);
}

static void *read_all(void *arg)
{
    struct updating *w = arg;
    struct ingest g = {
        .archive = w->in, .handover = w->handover, .report = w->report, .retry_failed = w->u->retry_failed, .now = w->u->now, .committed = note_commit, .ctx = w,
    };
    struct error err = { 0 };
    bool ok = ingest_run(&g, w->u->batches, w->u->batch_count, &err);
    pthread_mutex_lock(&w->mutex);
    w->reading_ok = ok;
    w->reading_error = err;
    w->reading_done = true;
    pthread_cond_signal(&w->arrived);
    pthread_mutex_unlock(&w->mutex);
    return NULL;
}

/* ---- the indexing thread: this one ---- */

static bool wait_for_more(void *ctx)
{
    struct updating *w = ctx;
    pthread_mutex_lock(&w->mutex);
    while (w->commits == w->seen_commits && !w->reading_done) {
        struct timespec until = progress_next_tick();
        pthread_cond_timedwait(&w->arrived, &w->mutex, &until);
        progress_tick(&w->progress, w->report);
    }
    w->seen_commits = w->commits;
    bool more = !w->reading_done;
    pthread_mutex_unlock(&w->mutex);
    return more;
}

/* A first index is there for searches after its first commit; a rebuilt one only when it is whole. */
static bool announce_first(void *ctx, struct error *err)
{
    struct updating *w = ctx;
    int64_t current;
    return data_dir_current(w->u->data_dir, &current, err) && (current || live_index_announce(&w->live, err));
}

/* The names are made ready while the other thread reads already. */
static bool index_all(struct updating *w, struct error *err)
{
    if (!w->gazetteer && !gazetteer_ahead(w->out, &w->gazetteer, err))
        return false;
    struct catch_up c = {
        .archive = w->out, .handover = w->handover, .writer = w->live.writer, .gazetteer = w->gazetteer, .config = w->u->config, .report = w->report,
        .progress = &w->progress, .keep_registry = w->keep_registry, .threads = catch_up_threads(w->u->config), .wait_for_more = wait_for_more, .committed = announce_first, .ctx = w,
    };
    bool ok = catch_up_run(&c, err);
    w->gazetteer = c.gazetteer;
    return ok;
}

static bool finish(struct updating *w, struct error *err)
{
    uint64_t indexed = w->report->indexed;
    int64_t whole = index_writer_cursor(w->live.writer);
    if (interrupt_pending())
        return error_set(err, ERROR_INTERRUPTED, "interrupted: what was done is kept, the next run goes on");
    bool bulk = indexed >= BULK_ARTICLES && indexed >= (uint64_t)whole / BULK_PART;
    if (indexed && !(bulk ? live_index_compact(&w->live, err) : index_writer_merge(w->live.writer, err)))
        return false;
    return live_index_announce(&w->live, err);
}

static bool read_and_index(struct updating *w, struct error *err)
{
    pthread_t reader;
    w->report->bytes_total = ingest_size(w->u->batches, w->u->batch_count);
    w->handover = handover_new();
    bool started = pthread_create(&reader, NULL, read_all, w) == 0;
    struct error why = { 0 };
    bool indexed = started && index_all(w, &why);
    handover_end(w->handover);
    if (started)
        pthread_join(reader, NULL);
    handover_free(w->handover);
    if (!started)
        return error_set(err, ERROR_INTERNAL, "cannot start a thread");
    if (!w->reading_ok) {
        *err = w->reading_error;    /* what it stored before is in the index */
        return false;
    }
    if (!indexed) {
        *err = why;
        return error_wrap(err, "the articles are in the archive, but not all in the index");
    }
    return gazetteer_keep(w->in, w->gazetteer, err) && finish(w, err);
}

/* Articles that were resolved with an earlier revision of the registry; where they are many, a new index is begun beside this one. */
static bool follow_registry(struct updating *w, const struct impact_weights *weights, int64_t revision, struct error *err)
{
    const struct update *u = w->u;
    if (!w->live.announced)
        return true;
    CLEANUP_FREE char *path = data_dir_index_path(u->data_dir, w->live.number);
    struct resolve_again again = { .archive = w->out, .index_path = path, .writer = w->live.writer, .config = u->config };
    bool ok = resolve_again(&again, err);
    w->gazetteer = again.gazetteer;
    if (!ok)
        return error_wrap(err, "the registry has changed");
    w->report->resolved = again.rebuild ? (uint64_t)index_writer_cursor(w->live.writer) : again.resolved;
    if (!again.rebuild && !again.written)
        return true;
    live_index_close(&w->live);
    if (again.rebuild && live_index_new(u->data_dir, weights, revision, false, &w->live, err))
        return true;
    /* Somebody is building one with the registry as it is now. */
    w->keep_registry = again.rebuild;
    if (again.rebuild && err->kind != ERROR_LOCKED)
        return false;
    error_clear(err);
    return live_index_open(u->data_dir, weights, revision, &w->live, err);
}

static bool open_stores(struct updating *w, struct error *err)
{
    const struct update *u = w->u;
    struct impact_weights weights = article_weights(u->config);
    bool changed;
    int64_t revision;
    return ready_archive_open(u->data_dir, &w->in, err) && registry_sync(w->in, u->config, &changed, err) &&
           registry_revision(w->in, &revision, err) && archive_open(u->data_dir, false, false, &w->out, err) &&
           live_index_open(u->data_dir, &weights, revision, &w->live, err) && follow_registry(w, &weights, revision, err);
}

static void log_run(struct updating *w, int64_t id, bool ok, const struct error *err)
{
    CLEANUP_STRBUF struct strbuf json = STRBUF_INIT;
    struct error ignored;
    report_json(w->report, &json);
    int code = ok ? report_exit_code(w->report) : error_exit_code(err->kind);
    if (!archive_run_end(w->in, id, (int64_t)time(NULL), code, strbuf_view(&json), &ignored))
        return;     /* the run itself is done; only its line in the log is missing */
}

bool update_run(const struct update *u, struct report *report, struct error *err)
{
    struct updating w = { .u = u, .report = report, .live = { .build = { -1 } } };
    struct writer_lock lock;
    double started = progress_clock();
    if (!data_dir_make(u->data_dir, err) || !writer_lock_take(u->data_dir, u->lock_wait_seconds, &lock, err))
        return false;
    pthread_mutex_init(&w.mutex, NULL);
    pthread_cond_init(&w.arrived, NULL);
    w.progress = progress_begin(u->quiet);
    int64_t run = 0;
    bool ok = open_stores(&w, err) && archive_run_begin(w.in, STR("index"), (int64_t)time(NULL), &run, err) && read_and_index(&w, err);
    progress_end(&w.progress);
    report->seconds = progress_clock() - started;
    if (run)
        log_run(&w, run, ok, err);
    live_index_close(&w.live);
    gazetteer_free(w.gazetteer);
    archive_close(w.out);
    archive_close(w.in);
    pthread_cond_destroy(&w.arrived);
    pthread_mutex_destroy(&w.mutex);
    writer_lock_release(&lock);
    return ok;
}
