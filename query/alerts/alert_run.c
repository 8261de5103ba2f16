#include "query/alerts/alert_run.h"

#include "engine/base/memory.h"
#include "query/alerts/alert_text.h"
#include "query/alerts/deliver.h"

#include <stdlib.h>

enum { SNIPPET_BYTES = 240 };

bool alert_check(struct searcher *s, const struct query_clock *clock, struct str query, struct error *err)
{
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct search_request request = { .text = arena_string(&arena, query), .clock = *clock, .strict = true, .count_only = true, .after = UINT32_MAX };
    struct search_result ignored;
    return searcher_run(s, &request, &arena, &ignored, err);
}

static uint32_t newest(struct searcher *s)
{
    struct index *index = searcher_index(s);
    return index ? index_info(index)->max_docid : 0;
}

static int by_docid(const void *a, const void *b)
{
    const struct search_hit *x = a, *y = b;
    return (x->docid > y->docid) - (x->docid < y->docid);
}

/* The live articles above `after` that match, in the order of their arrival. */
static bool find(struct alert_run *r, const struct archive_alert *alert, int64_t after, struct arena *arena, struct search_result *ret, struct error *err)
{
    uint32_t last = newest(r->searcher);
    struct search_request request = {
        .text = arena_string(arena, alert->query), .clock = r->clock, .sort = SORT_OLDEST, .strict = true, .after = (uint32_t)after,
    };
    request.limit = after < last ? last - (uint32_t)after : 1;
    if (!searcher_run(r->searcher, &request, arena, ret, err))
        return false;
    if (ret->hit_count > 1)
        qsort(ret->hits, ret->hit_count, sizeof *ret->hits, by_docid);
    return true;
}

static bool make_news(struct alert_run *r, const struct archive_alert *alert, const struct search_result *found, struct arena *arena,
                      struct alert_news *ret, struct error *err)
{
    const bool snippets = !str_is(alert->format, "text");     /* which shows none */
    const struct page_options what = { true, snippets, snippets, SNIPPET_BYTES };
    struct page page;
    if (!page_make(r->searcher, found, &what, arena, &page, err))
        return false;
    struct alert_item *items = arena_array(arena, struct alert_item, page.n + 1);
    for (size_t i = 0; i < page.n; i++) {
        struct archive_article article;
        if (!archive_get(searcher_archive(r->searcher), page.hits[i].hit->docid, false, arena, &article, err))
            return false;
        items[i] = (struct alert_item){ &page.hits[i], article.key, article.supersedes, article.seen };
    }
    *ret = (struct alert_news){ alert, items, page.n };
    return true;
}

/* A feed is made anew from what it should hold, so that making it twice makes the same. */
static bool put_feed(struct alert_run *r, const struct archive_alert *alert, size_t fresh, struct arena *arena, struct strbuf *out, struct error *err)
{
    struct search_result all;
    struct alert_news news;
    if (!find(r, alert, alert->since, arena, &all, err))
        return false;
    size_t keep = fresh > FEED_ENTRIES ? fresh : FEED_ENTRIES;
    if (all.hit_count > keep) {
        all.hits += all.hit_count - keep;
        all.hit_count = keep;
    }
    if (!make_news(r, alert, &all, arena, &news, err))
        return false;
    alert_put_atom(&news, out);
    return true;
}

static bool put(struct alert_run *r, const struct archive_alert *alert, const struct search_result *found, struct arena *arena, struct strbuf *out,
                struct error *err)
{
    struct alert_news news;
    if (str_is(alert->format, "atom"))
        return put_feed(r, alert, found->hit_count, arena, out, err);
    if (!make_news(r, alert, found, arena, &news, err))
        return false;
    (str_is(alert->format, "jsonl") ? alert_put_jsonl : alert_put_text)(&news, out);
    return true;
}

static bool append(struct alert_run *r, const struct archive_alert *alert, const char *path, struct str text, struct error *err)
{
    int64_t bytes, inode;
    if (!deliver_measure(path, &bytes, &inode, err) || !archive_alert_pending(r->archive, alert->name, bytes, inode, err))
        return false;
    if (deliver_append(path, text, err))
        return true;
    /* What of it arrived is taken back now, or by the next run. */
    deliver_undo(path, bytes, inode, NULL);
    return false;
}

static bool deliver(struct alert_run *r, const struct archive_alert *alert, struct str text, struct arena *arena, struct error *err)
{
    const char *path = arena_string(arena, alert->file);
    if (alert->command.n)
        return deliver_command(arena_string(arena, alert->command), arena_string(arena, alert->name), text, err);
    if (!alert->file.n)
        return deliver_output(text, err);
    return str_is(alert->format, "atom") ? deliver_replace(path, text, err) : append(r, alert, path, text, err);
}

/* *ret_quiet: there was nothing to tell, and the cursor may move with others'. */
static bool run_one(struct alert_run *r, const struct archive_alert *alert, struct arena *arena, bool *ret_quiet, struct error *err)
{
    struct search_result found;
    CLEANUP_STRBUF struct strbuf out = STRBUF_INIT;
    bool undo = alert->pending_bytes >= 0 && alert->file.n;
    *ret_quiet = false;
    if ((undo && !deliver_undo(arena_string(arena, alert->file), alert->pending_bytes, alert->pending_inode, err)) ||
        !find(r, alert, alert->cursor, arena, &found, err))
        return false;
    *ret_quiet = !found.hit_count;
    r->told += found.hit_count;
    return *ret_quiet || (put(r, alert, &found, arena, &out, err) && deliver(r, alert, strbuf_view(&out), arena, err));
}

/* What was delivered is noted at once; the cursors of alerts without news all together at the end. */
bool alert_run(struct alert_run *r, const struct archive_alert *const *alerts, size_t n, struct error *err)
{
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    CLEANUP_FREE bool *quiet = xcalloc(n + 1, sizeof *quiet);
    int64_t cursor = newest(r->searcher);
    for (size_t i = 0; i < n; i++) {
        struct error why = { 0 };
        uint64_t told = r->told;
        r->ran++;
        if (!run_one(r, alerts[i], &arena, &quiet[i], &why)) {
            quiet[i] = false;
            r->told = told;
            r->first = r->failures++ ? r->first : why.kind;
            r->failed(r->ctx, alerts[i], &why);
        } else if (!quiet[i] && !archive_alert_delivered(r->archive, alerts[i]->name, cursor, err)) {
            return false;
        }
        arena_reset(&arena);
    }
    if (!archive_begin(r->archive, err))
        return false;
    for (size_t i = 0; i < n; i++)
        if (quiet[i] && !archive_alert_delivered(r->archive, alerts[i]->name, cursor, err)) {
            archive_rollback(r->archive);
            return false;
        }
    return archive_commit(r->archive, err);
}
