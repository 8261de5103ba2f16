#include "indexer/rebuild.h"

#include "engine/base/interrupt.h"
#include "engine/base/memory.h"
#include "engine/store/archive.h"
#include "engine/store/data_dir.h"
#include "engine/store/registry.h"
#include "indexer/catch_up.h"
#include "indexer/live_index.h"
#include "indexer/progress.h"
#include "indexer/rebuild_check.h"
#include "indexer/registry_sync.h"

#include <time.h>

/* How long the swap waits for another writer, at least: by then all the work is done. */
enum { SWAP_WAIT_SECONDS = 3600 };

struct rebuilding {
    struct rebuild *r;
    struct report *report;
    struct progress progress;
    struct archive *archive;        /* for reading */
    struct live_index fresh;
    struct gazetteer *gazetteer;    /* of the registry at the beginning, for all articles */
    int64_t run;                    /* in the log; 0: not begun */
};

/* ---- the beginning ---- */

/* With the writer's lock: the registry, the log. *ret_revision: the registry's. */
static bool begin(struct rebuilding *w, int64_t *ret_revision, struct error *err)
{
    const struct rebuild *r = w->r;
    struct writer_lock lock;
    struct archive *a = NULL;
    bool changed;
    if (!data_dir_exists(r->data_dir))
        return error_set(err, ERROR_IO, "there is no archive in '%s' (caucus index makes one)", r->data_dir);
    if (!writer_lock_take(r->data_dir, r->lock_wait_seconds, &lock, err))
        return false;
    bool ok = archive_open(r->data_dir, true, false, &a, err) && registry_sync(a, r->config, &changed, err) && gazetteer_refresh(a, err) &&
              registry_revision(a, ret_revision, err) && archive_run_begin(a, STR("reindex"), (int64_t)time(NULL), &w->run, err);
    archive_close(a);
    writer_lock_release(&lock);
    return ok;
}

/*
 * A new index takes as much as the live one, and while its segments are merged into one that much again; without a live one, about as much as
 * the texts. What a broken one has already is not wanted again, but for the merging.
 */
static bool check_space(const struct rebuild *r, const struct archive_counts *counts, struct error *err)
{
    int64_t current;
    struct error ignored;
    uint64_t live = data_dir_current(r->data_dir, &current, &ignored) && current ? data_dir_index_bytes(r->data_dir, current) : counts->text_bytes;
    uint64_t wanted = live * 2 + (16 << 20), there = data_dir_free_bytes(r->data_dir);
    int64_t highest = data_dir_highest(r->data_dir);
    if (highest && data_dir_is_building(r->data_dir, highest)) {
        uint64_t has = data_dir_index_bytes(r->data_dir, highest);
        wanted -= has < live ? has : live;
    }
    return !there || there >= wanted ||
           error_set(err, ERROR_IO, "a new index wants about %.1f GB beside the old one, and %.1f GB are free for '%s'; nothing was done",
                     (double)wanted / 1e9, (double)there / 1e9, r->data_dir);
}

static bool open_all(struct rebuilding *w, struct error *err)
{
    struct rebuild *r = w->r;
    struct impact_weights weights = article_weights(r->config);
    struct archive_counts counts;
    int64_t revision;
    if (!begin(w, &revision, err) || !archive_open(r->data_dir, false, false, &w->archive, err) || !archive_count(w->archive, &counts, err) ||
        !check_space(r, &counts, err) || !live_index_new(r->data_dir, &weights, revision, r->fresh, &w->fresh, err))
        return false;
    r->number = w->fresh.number;
    r->already = index_writer_cursor(w->fresh.writer);
    w->report->to_index = (uint64_t)(counts.revisions - r->already);
    return true;
}

/* ---- the work ---- */

static bool catch_up(struct rebuilding *w, bool first, struct error *err)
{
    struct catch_up c = {
        .archive = w->archive, .writer = w->fresh.writer, .gazetteer = w->gazetteer, .config = w->r->config, .report = w->report,
        .progress = &w->progress, .keep_registry = !first, .threads = catch_up_threads(w->r->config),
    };
    bool ok = catch_up_run(&c, err);
    w->gazetteer = c.gazetteer;
    if (ok && interrupt_pending())
        return error_set(err, ERROR_INTERRUPTED, "interrupted: what was done is kept, the next 'caucus reindex' goes on");
    return ok;
}

/* With the writer's lock, so that nothing arrives any more: the rest, and the swap. */
static bool swap(struct rebuilding *w, struct error *err)
{
    struct writer_lock lock;
    int64_t wait = w->r->lock_wait_seconds > SWAP_WAIT_SECONDS ? w->r->lock_wait_seconds : SWAP_WAIT_SECONDS;
    uint64_t before = w->report->indexed;
    if (!writer_lock_take(w->r->data_dir, wait, &lock, err))
        return false;
    bool ok = catch_up(w, false, err) && (w->report->indexed == before || index_writer_merge(w->fresh.writer, err)) && live_index_announce(&w->fresh, err);
    writer_lock_release(&lock);
    return ok;
}

static bool build(struct rebuilding *w, struct error *err)
{
    if (!catch_up(w, true, err) || !live_index_compact(&w->fresh, err))
        return false;
    CLEANUP_FREE char *path = data_dir_index_path(w->r->data_dir, w->fresh.number);
    w->r->number = w->fresh.number;
    return rebuild_check(w->archive, path, err) && swap(w, err);
}

/* ---- the end ---- */

/* The run itself is done by now; where this fails, only its line in the log is without an end. */
static void log_end(struct rebuilding *w, bool ok, const struct error *why)
{
    CLEANUP_STRBUF struct strbuf json = STRBUF_INIT;
    struct writer_lock lock;
    struct archive *a;
    struct error ignored;
    report_json(w->report, &json);
    if (!writer_lock_take(w->r->data_dir, w->r->lock_wait_seconds, &lock, &ignored))
        return;
    if (archive_open(w->r->data_dir, true, false, &a, &ignored)) {
        archive_run_end(a, w->run, (int64_t)time(NULL), ok ? 0 : error_exit_code(why->kind), strbuf_view(&json), &ignored);
        archive_close(a);
    }
    writer_lock_release(&lock);
}

bool rebuild_run(struct rebuild *r, struct report *report, struct error *err)
{
    struct rebuilding w = { .r = r, .report = report, .fresh = { .build = { -1 } } };
    double started = progress_clock();
    struct error why = { 0 };
    w.progress = progress_begin(r->quiet);
    bool ok = open_all(&w, &why) && build(&w, &why);
    progress_end(&w.progress);
    report->seconds = progress_clock() - started;
    live_index_close(&w.fresh);
    gazetteer_free(w.gazetteer);
    archive_close(w.archive);
    if (w.run)
        log_end(&w, ok, &why);
    if (!ok)
        *err = why;
    return ok;
}
