#include "indexer/ingest.h"

#include "corpus/discover.h"
#include "engine/base/interrupt.h"
#include "engine/base/memory.h"

#include <stdlib.h>

/*
 * The first commits are small, so that indexing begins at once. A commit writes every page of the articles' keys that it touched, and keys are in no order: nearly all
 * pages. So later ones grow with the archive, to a COMMIT_PART of it: else the whole would be written in proportion to the square of its size.
 */
enum { FIRST_ARTICLES = 256, COMMIT_ARTICLES = 4096, COMMIT_BYTES = 32 * 1024 * 1024, COMMIT_PART = 32 };
/* Commits so many times as large are more than what is handed over may hold. */
enum { HANDOVER_TIMES = 8 };

struct ingesting {
    struct ingest *g;
    const struct ingest_batch *batch;
    struct digest options;
    struct arena arena;             /* of one article */
    uint64_t open_articles, open_bytes;     /* stored since the last commit */
    uint64_t bytes_before;          /* of files that are done */
};

static uint64_t commit_times(int64_t newest)
{
    uint64_t times = (uint64_t)newest / COMMIT_PART / COMMIT_ARTICLES;
    return times ? times : 1;
}

static bool hands_over(const struct ingesting *w, int64_t newest)
{
    return w->g->handover && commit_times(newest) <= HANDOVER_TIMES;
}

static bool is_enough(const struct ingesting *w, int64_t newest)
{
    uint64_t times = commit_times(newest), articles = COMMIT_ARTICLES * times;
    if (newest < COMMIT_ARTICLES)
        articles = FIRST_ARTICLES;
    return w->open_articles >= articles || w->open_bytes >= COMMIT_BYTES * times || (hands_over(w, newest) && handover_is_full(w->g->handover));
}

/* What decides how a file is read: other options, read it again. */
static struct digest options_digest(const struct reader_options *o)
{
    CLEANUP_STRBUF struct strbuf map = STRBUF_INIT;
    for (size_t i = 0; i < o->map_count; i++)
        strbuf_format(&map, "%.*s=%.*s\n", STR_ARG(o->map[i].field), STR_ARG(o->map[i].column));
    struct str parts[] = { str_of(reader_format_name(o->format)), o->source, o->lang, strbuf_view(&map) };
    return digest_of(parts, sizeof parts / sizeof *parts);
}

static bool commit(struct ingesting *w, struct error *err)
{
    w->open_articles = w->open_bytes = 0;
    if (!archive_commit(w->g->archive, err))
        return false;
    if (w->g->committed)
        w->g->committed(w->g->ctx);
    if (w->g->handover && handover_is_full(w->g->handover))
        handover_wait(w->g->handover);
    return archive_begin(w->g->archive, err);
}

static size_t put_metas(struct archive_meta *out, size_t n, struct str key, const struct str *values, size_t count)
{
    for (size_t i = 0; i < count; i++)
        out[n++] = (struct archive_meta){ key, values[i] };
    return n;
}

static struct archive_article to_archive(struct ingesting *w, const struct article *a, struct str path, uint64_t record)
{
    struct archive_meta *meta = arena_array(&w->arena, struct archive_meta, a->author_count + a->topic_count + a->meta_count + 1);
    size_t n = put_metas(meta, 0, STR("author"), a->authors, a->author_count);
    n = put_metas(meta, n, STR("topic"), a->topics, a->topic_count);
    for (size_t i = 0; i < a->meta_count; i++)
        meta[n++] = (struct archive_meta){ a->meta[i].key, a->meta[i].value };
    return (struct archive_article){
        .id = a->id, .title = a->title, .text = a->text, .source = a->source, .url = a->url, .lang = a->lang, .meta = meta, .meta_count = n,
        .date = a->date, .precision = (int)a->precision, .seen = w->g->now, .path = path, .record = record,
    };
}

/* Formats of one article a file: the path is what the article is known by. */
static bool one_article(enum reader_format f)
{
    return f == FORMAT_TEXT || f == FORMAT_MARKDOWN;
}

static bool store(struct ingesting *w, const struct article *a, struct archive_file *file, uint64_t record, struct error *err)
{
    struct report *r = w->g->report;
    struct archive_article out = to_archive(w, a, file->path, record);
    enum archive_put what;
    int64_t revision;
    if (!archive_put(w->g->archive, &out, file->id, &what, &revision, err))
        return false;
    pthread_mutex_lock(&r->mutex);
    r->added += what == ARCHIVE_ADDED;
    r->updated += what == ARCHIVE_UPDATED;
    r->unchanged += what == ARCHIVE_UNCHANGED;
    if (what != ARCHIVE_UNCHANGED) {
        r->undated += a->date == CIVIL_NONE;
        r->repaired += a->repaired > 0;
        r->first_revision = r->first_revision ? r->first_revision : revision;
        r->last_revision = revision;
    }
    pthread_mutex_unlock(&r->mutex);
    if (what != ARCHIVE_UNCHANGED && hands_over(w, revision))
        handover_put(w->g->handover, revision, a->text);
    file->articles++;
    w->open_articles++;
    w->open_bytes += a->text.n;
    arena_reset(&w->arena);
    return !is_enough(w, revision) || commit(w, err);
}

static bool read_articles(struct ingesting *w, struct reader *reader, struct archive_file *file, enum reader_format format, struct error *err)
{
    struct report *r = w->g->report;
    for (;;) {
        struct article article;
        struct error why = { 0 };
        enum reader_result got = reader_next(reader, &article, &why);
        uint64_t record = one_article(format) ? 0 : reader_record(reader);
        if (got == READER_END) {
            file->complete = true;
            return true;
        }
        if (got == READER_ARTICLE) {
            if (!store(w, &article, file, record, err))
                return false;
        } else {
            file->skipped++;
            report_fail(r, file->path.p, record, why.text);
            if (got == READER_FAILED) {
                file->complete = true;      /* as far as it goes; again when it changes */
                file->failure = arena_str(&w->arena, str_of(why.text));
                return true;
            }
        }
        pthread_mutex_lock(&r->mutex);
        r->bytes_read = w->bytes_before + reader_bytes(reader);
        pthread_mutex_unlock(&r->mutex);
        if (interrupt_pending())
            return true;
    }
}

static bool read_file(struct ingesting *w, struct archive_file *file, const char *path, struct error *err)
{
    struct reader_options options = w->batch->options;
    struct reader *reader;
    struct error why = { 0 };
    report_count(w->g->report, &w->g->report->files, 1);
    if (!reader_open(path, &options, &reader, &why)) {
        report_fail(w->g->report, path, 0, why.text);
        file->complete = true;
        file->failure = arena_str(&w->arena, str_of(why.text));
        return archive_file_put(w->g->archive, file, err);
    }
    enum reader_format format = options.format != FORMAT_AUTO ? options.format : reader_format_of_path(path);
    bool ok = archive_file_put(w->g->archive, file, err) && read_articles(w, reader, file, format, err) &&
              archive_file_put(w->g->archive, file, err);
    reader_close(reader);
    return ok;
}

static bool unchanged(const struct ingesting *w, const struct archive_file *known, const struct found_file *found)
{
    return known->complete && known->size == found->size && known->mtime_ns == found->mtime_ns &&
           memcmp(&known->options, &w->options, sizeof w->options) == 0 && !(known->failure.n && w->g->retry_failed);
}

static bool visit(void *ctx, const struct found_file *found, struct error *err)
{
    struct ingesting *w = ctx;
    struct report *r = w->g->report;
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct archive_file file = { 0 };
    bool known, is_stdin = strcmp(found->path, "-") == 0;
    if (interrupt_pending())
        return error_set(err, ERROR_INTERRUPTED, "interrupted");
    char *whole = is_stdin ? NULL : realpath(found->path, NULL);
    struct str path = arena_str(&arena, str_of(whole ? whole : found->path));
    free(whole);
    if (!archive_file_find(w->g->archive, path, &arena, &known, &file, err))
        return false;
    if (known && !is_stdin && unchanged(w, &file, found)) {
        pthread_mutex_lock(&r->mutex);
        r->files_unchanged++;
        r->unchanged += (uint64_t)file.articles;
        r->bytes_read = w->bytes_before += found->size;
        pthread_mutex_unlock(&r->mutex);
        return true;
    }
    file = (struct archive_file){
        .id = known ? file.id : 0, .path = path, .size = found->size, .mtime_ns = found->mtime_ns, .options = w->options,
    };
    bool ok = read_file(w, &file, is_stdin ? found->path : path.p, err);
    w->bytes_before += found->size;
    arena_reset(&w->arena);
    return ok && (!interrupt_pending() || error_set(err, ERROR_INTERRUPTED, "interrupted"));
}

static void trouble(void *ctx, const char *path, const struct error *why)
{
    struct ingesting *w = ctx;
    report_fail(w->g->report, path, 0, why->text);
}

bool ingest_run(struct ingest *g, const struct ingest_batch *batches, size_t count, struct error *err)
{
    struct ingesting w = { .g = g };
    if (!archive_begin(g->archive, err))
        return false;
    bool ok = true;
    struct error why = { 0 };
    for (size_t i = 0; ok && i < count; i++) {
        w.batch = &batches[i];
        w.options = options_digest(&batches[i].options);
        ok = discover(batches[i].paths, batches[i].path_count, visit, trouble, &w, &why);
    }
    arena_release(&w.arena);
    ok = ok ? archive_settle(g->archive, &why) : why.kind == ERROR_INTERRUPTED;     /* who interrupts does not want to wait */
    if (!ok) {
        archive_rollback(g->archive);
        *err = why;
        return false;
    }
    if (!archive_commit(g->archive, err))
        return false;
    if (g->committed)
        g->committed(g->ctx);
    return true;
}

/* ---- how much there is ---- */

static bool add_size(void *ctx, const struct found_file *file, struct error *err)
{
    (void)err;
    *(uint64_t *)ctx += file->size;
    return !interrupt_pending();
}

static void ignore_trouble(void *ctx, const char *path, const struct error *why)
{
    (void)ctx, (void)path, (void)why;
}

uint64_t ingest_size(const struct ingest_batch *batches, size_t count)
{
    uint64_t bytes = 0;
    struct error ignored;
    for (size_t i = 0; i < count; i++)
        if (!discover(batches[i].paths, batches[i].path_count, add_size, ignore_trouble, &bytes, &ignored))
            break;
    return bytes;
}
