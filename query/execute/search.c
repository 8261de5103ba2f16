#include "query/execute/search.h"

#include "engine/base/memory.h"
#include "engine/store/data_dir.h"
#include "query/execute/execute.h"
#include "query/execute/facets.h"
#include "query/execute/rank.h"
#include "query/execute/timeline.h"
#include "query/execute/word_cache.h"

#include <stdlib.h>
#include <time.h>
#include <unistd.h>

struct searcher {
    const struct config *config;
    struct archive *archive;
    struct index *index;            /* NULL: nothing indexed yet */
    struct postings *postings;
    struct analyser *analyser;
    struct word_cache words;
    struct execution_memory memory;
    uint64_t searches;
};

bool sort_order_of(const char *name, enum sort_order *ret)
{
    static const char *const names[] = { [SORT_BEST] = "best", [SORT_RELEVANCE] = "relevance", [SORT_NEWEST] = "newest", [SORT_OLDEST] = "oldest" };
    for (int i = 0; i < 4; i++)
        if (strcmp(name, names[i]) == 0) {
            *ret = (enum sort_order)i;
            return true;
        }
    return false;
}

/* A reindex may remove the generation that `current` named a moment ago: then it names another one by now. */
static bool open_live_index(const char *data_dir, struct index **ret, struct error *err)
{
    enum { TRIES = 5 };
    *ret = NULL;
    for (int i = 0; i < TRIES; i++) {
        int64_t number, again;
        if (!data_dir_current(data_dir, &number, err))
            return false;
        if (!number)
            return true;
        CLEANUP_FREE char *path = data_dir_index_path(data_dir, number);
        if (index_open(path, ret, err))
            return true;
        if (data_dir_current(data_dir, &again, NULL) && again == number && access(path, F_OK) != 0)
            return error_set(err, ERROR_IO, "index-%lld, which 'current' names, is not there; caucus reindex builds a new one from the archive", (long long)number);
        if (data_dir_current(data_dir, &again, NULL) && again == number)
            return false;
    }
    return false;
}

bool searcher_open(const char *data_dir, const struct config *config, struct searcher **ret, struct error *err)
{
    struct searcher *s = xcalloc(1, sizeof *s);
    s->config = config;
    s->words = (struct word_cache)WORD_CACHE_INIT;
    if (!archive_open(data_dir, false, false, &s->archive, err) || !open_live_index(data_dir, &s->index, err) ||
        (s->index && !postings_open(s->index, &s->postings, err)) ||
        !archive_begin_read(s->archive, err)) {     /* after the index, which has nothing that the archive has not */
        searcher_close(s);
        return false;
    }
    s->analyser = analyser_new();
    *ret = s;
    return true;
}

bool searcher_open_once(const char *data_dir, const struct config *config, struct searcher **ret, struct error *err)
{
    memory_in_large_pages();
    return searcher_open(data_dir, config, ret, err);
}

void searcher_close(struct searcher *s)
{
    if (!s)
        return;
    postings_close(s->postings);
    index_close(s->index);
    archive_close(s->archive);
    analyser_free(s->analyser);
    word_cache_release(&s->words);
    execution_memory_release(&s->memory);
    free(s);
}

struct archive *searcher_archive(struct searcher *s)
{
    return s->archive;
}

struct index *searcher_index(struct searcher *s)
{
    return s->index;
}

struct analyser *searcher_analyser(struct searcher *s)
{
    return s->analyser;
}

void searcher_read_by(struct searcher *s, enum postings_reader reader)
{
    if (s->postings)
        postings_read_by(s->postings, reader);
}

/* ---- saved searches ---- */

struct saved {
    struct archive *archive;
    struct arena *arena;
};

static struct str saved_text(void *ctx, struct str name)
{
    struct saved *s = ctx;
    struct str text = { NULL, 0 };
    struct error ignored = { 0 };
    if (!archive_saved_get(s->archive, name, s->arena, &text, &ignored))
        text = (struct str){ NULL, 0 };
    return text;
}

static bool parse(struct searcher *s, const struct search_request *request, struct arena *arena, struct query *query, struct str *canonical,
                  struct error *err)
{
    struct saved saved = { s->archive, arena };
    if (!query_parse(str_of(request->text), &request->clock, saved_text, &saved, arena, query, err))
        return false;
    CLEANUP_STRBUF struct strbuf text = STRBUF_INIT;
    query_print(query->root, &text);
    *canonical = arena_str(arena, strbuf_view(&text));
    return true;
}

bool searcher_understand(struct searcher *s, const struct search_request *request, struct arena *arena, struct str *ret, struct error *err)
{
    struct query query;
    return parse(s, request, arena, &query, ret, err);
}

/* ---- a search ---- */

struct searching {
    struct searcher *s;
    const struct search_request *request;
    struct arena *arena;
    struct plan plan;
    struct execution x;
    struct ranking ranking;
    struct bitmap found;
    struct search_result *result;
};

static bool want_hits(const struct search_request *r)
{
    return !r->count_only && r->limit > 0;
}

/*
 * When the strict query has fewer hits than the page wants, the page goes on with articles that have at least half of the optional words, those
 * with most of them first.
 */
static bool relaxed_hits(struct searching *g, size_t wanted, struct ranked **ret, size_t *ret_n, struct error *err)
{
    struct execution *x = &g->x;
    if (!execute_relaxed(x, err))
        return false;
    size_t least = (x->optional_count + 1) / 2;
    struct bitmap some = bitmap_new(g->arena, x->max_docid);
    for (size_t i = 0; i < x->optional_count; i++)
        bitmap_or(&some, &x->optional[i]);
    bitmap_and(&some, &x->required);
    bitmap_and_not(&some, &g->found);
    for (size_t w = 0; w < some.n; w++)
        for (uint64_t bits = some.words[w]; bits; bits &= bits - 1) {
            size_t has = 0;
            uint32_t docid = (uint32_t)(w * 64) + (uint32_t)__builtin_ctzll(bits);
            for (size_t i = 0; i < x->optional_count; i++)
                has += bitmap_has(&x->optional[i], docid);
            if (has < least)
                some.words[w] &= ~(1ull << (docid % 64));
        }
    return rank_top(&g->ranking, &some, bitmap_count(&some), x->optional, x->optional_count, wanted, ret, ret_n, err);
}

static void add_part(struct searching *g, struct search_hit *hit, struct str label, double value)
{
    if (value != 0)
        hit->parts[hit->part_count++] = (struct score_part){ arena_str(g->arena, label), value };
}

static bool explain(struct searching *g, const struct ranked *ranked, size_t n, struct error *err)
{
    uint32_t *docids = arena_array(g->arena, uint32_t, n + 1);
    struct execution_part *parts;
    size_t count;
    for (size_t i = 0; i < n; i++)
        docids[i] = ranked[i].docid;
    if (!execute_parts(&g->x, docids, n, &parts, &count, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        struct search_hit *hit = &g->result->hits[i];
        hit->parts = arena_array(g->arena, struct score_part, count + 2);
        for (size_t k = 0; k < count; k++)
            add_part(g, hit, parts[k].label, parts[k].values[i] * g->x.quantum);
        add_part(g, hit, STR("recency"), ranked[i].recency);
        add_part(g, hit, STR("proximity"), ranked[i].proximity);
    }
    return true;
}

static bool may_relax(const struct searching *g, size_t wanted)
{
    const struct plan_node *root = g->plan.root;
    size_t optional = 0;
    for (size_t i = 0; root->kind == PLAN_AND && i < root->child_count; i++)
        optional += root->children[i]->optional;
    return !g->request->strict && g->result->total < wanted && optional > 1;
}

/* How many of the best are looked for: those up to the end of the page, or those that are scored again by proximity. */
static size_t how_many(const struct searching *g)
{
    size_t wanted = g->request->offset + g->request->limit;
    return wanted > RERANKED || !rank_by_proximity(&g->ranking, &g->plan) ? wanted : RERANKED;
}

static bool make_hits(struct searching *g, struct error *err)
{
    const struct search_request *r = g->request;
    size_t wanted = r->offset + r->limit, strict, more = 0, rerank = how_many(g);
    struct ranked *hits, *relaxed = NULL;
    bool ranked = g->x.candidates ? rank_candidates(&g->ranking, g->x.candidates, g->x.candidate_count, g->result->total, rerank, &hits, &strict, err)
                                  : rank_top(&g->ranking, &g->found, g->result->total, NULL, 0, rerank, &hits, &strict, err);
    if (!ranked || !rank_proximity(&g->ranking, &g->plan, hits, strict, err))
        return false;
    if (strict > wanted)
        strict = wanted;
    if (may_relax(g, wanted) && !relaxed_hits(g, wanted - strict, &relaxed, &more, err))
        return false;
    struct ranked *page = arena_array(g->arena, struct ranked, strict + more + 1);
    if (strict)
        memcpy(page, hits, strict * sizeof *page);
    if (more)
        memcpy(page + strict, relaxed, more * sizeof *page);
    size_t all = strict + more, from = r->offset < all ? r->offset : all, n = all - from;
    struct search_result *result = g->result;
    result->hits = arena_array(g->arena, struct search_hit, n + 1);
    result->hit_count = n;
    for (size_t i = 0; i < n; i++) {
        const struct ranked *h = &page[from + i];
        result->hits[i] = (struct search_hit){ .docid = h->docid, .score = h->score, .date = h->date, .relaxed = from + i >= strict };
        result->relaxed = result->relaxed || result->hits[i].relaxed;
    }
    return !r->explain || explain(g, page + from, n, err);
}

static bool find_hits(struct searching *g, struct error *err)
{
    struct column_reader *columns = index_columns(g->s->index);
    const int32_t *all;
    g->ranking.columns = columns;
    return (g->s->searches == 1 || column_fixed(columns, COLUMN_DATE, &all, err)) &&
           column_bounds(columns, COLUMN_DATE, &g->ranking.date_bounds, err) && make_hits(g, err);
}

static bool run(struct searching *g, const struct query *query, struct error *err)
{
    struct searcher *s = g->s;
    const struct search_request *r = g->request;
    struct search_result *result = g->result;
    struct planner planner = { s->archive, s->index, s->postings, s->analyser, g->arena, r->any, &s->words };
    if (!plan_make(&planner, query, &g->plan, err))
        return false;
    postings_rest(s->postings);
    bool by_date = r->sort == SORT_NEWEST || r->sort == SORT_OLDEST, scoring = want_hits(r) && (!by_date || r->explain);
    if (!execution_begin(&g->x, s->index, s->postings, &s->config->ranking, scoring, &s->memory, g->arena, err))
        return false;
    g->x.after = r->after;
    g->found = bitmap_new(g->arena, g->x.max_docid);
    g->ranking = (struct ranking){ .execution = &g->x, .weights = &s->config->ranking, .now = r->clock.now, .sort = r->sort };
    if (scoring && !by_date && how_many(g) <= PAGE_SKIP_MAX) {
        g->x.page_size = how_many(g);
        g->x.page_slack = rank_slack(&s->config->ranking, r->sort);
        g->x.uncounted = r->uncounted && !r->facet_n && r->by == BY_NONE;
    }
    if (!execute(&g->x, &g->plan, &g->found, err))
        return false;
    result->total = bitmap_count(&g->found);
    result->marks = g->plan.marks;
    result->notes = g->plan.notes;
    result->note_count = g->plan.note_count;
    if (want_hits(r) && !find_hits(g, err))
        return false;
    result->facets = arena_array(g->arena, struct facet, r->facet_n + 1);
    result->facet_count = r->facet_n;
    if (r->facet_n && !facets_count(s->index, &g->found, r, g->arena, result->facets, err))
        return false;
    return r->by == BY_NONE || timeline_count(s->index, &g->found, r->by, g->arena, &result->timeline, &result->bar_count, &result->undated, err);
}

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec * 1e-6;
}

/* How AND and OR side by side were read. */
static void note_reading(struct searching *g, const struct query *query)
{
    struct search_result *result = g->result;
    if (!query->mixed)
        return;
    struct str *notes = arena_array(g->arena, struct str, result->note_count + 1);
    notes[0] = str_of(arena_format(g->arena, "AND binds tighter than OR: read as %.*s", STR_ARG(result->canonical)));
    if (result->note_count)
        memcpy(notes + 1, result->notes, result->note_count * sizeof *notes);
    result->notes = notes;
    result->note_count++;
}

bool searcher_run(struct searcher *s, const struct search_request *request, struct arena *arena, struct search_result *ret, struct error *err)
{
    double started = now_ms();
    if (s->index && ++s->searches == 2)
        index_keep_pages(s->index);     /* no command that asks once */
    struct query query;
    struct search_result result = { .total = 0 };
    struct searching g = { .s = s, .request = request, .arena = arena, .result = &result };
    if (!parse(s, request, arena, &query, &result.canonical, err))
        return false;
    if (s->index && index_info(s->index)->max_docid && !run(&g, &query, err))
        return false;
    note_reading(&g, &query);
    result.took_ms = now_ms() - started;
    *ret = result;
    return true;
}
