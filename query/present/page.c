#include "query/present/page.h"

#include "engine/base/memory.h"

#include <stdlib.h>

/* ---- who is in them ---- */

struct wanted {
    uint32_t docid;
    size_t hit;
};

struct taking {
    const struct wanted *wanted; /* by docid */
    size_t n, at;
    uint32_t **entities; /* by hit */
    size_t *counts;
    struct arena *arena;
};

static int by_salience(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    if ((x & 15) != (y & 15))
        return (x & 15) > (y & 15) ? -1 : 1;
    return (x > y) - (x < y);
}

static int by_docid(const void *a, const void *b)
{
    uint32_t x = ((const struct wanted *)a)->docid, y = ((const struct wanted *)b)->docid;
    return (x > y) - (x < y);
}

/* Docids come in order, and so do those that are wanted. */
static void take_entities(void *ctx, uint32_t docid, const uint32_t *entities, size_t n)
{
    struct taking *t = ctx;
    while (t->at < t->n && t->wanted[t->at].docid < docid)
        t->at++;
    if (t->at == t->n || t->wanted[t->at].docid != docid || !n)
        return;
    size_t hit = t->wanted[t->at].hit;
    t->entities[hit] = arena_array(t->arena, uint32_t, n);
    memcpy(t->entities[hit], entities, n * sizeof *entities);
    qsort(t->entities[hit], n, sizeof *entities, by_salience);
    t->counts[hit] = n;
}

/* The first `most` that are actors: sources, authors and topics are entities too. */
static bool keep_actors(struct index *index, const uint32_t *entities, size_t n, size_t most,
                        struct arena *arena, struct page_actor *ret, size_t *ret_n, struct error *err)
{
    *ret_n = 0;
    for (size_t i = 0; i < n && *ret_n < most; i++) {
        struct index_entity e;
        if (!index_entity(index, entities[i] >> 4, arena, &e, err))
            return false;
        if (e.number && e.kind < ACTOR_KINDS)
            ret[(*ret_n)++] = (struct page_actor){ e.id, e.name, e.kind, (int)(entities[i] & 15), e.number };
    }
    return true;
}

/* The entities of each of some articles, the most salient first, in one pass over the column. */
static bool find_entities(struct index *index, const uint32_t *docids, size_t n, struct taking *ret,
                          struct arena *scratch, struct error *err)
{
    struct wanted *wanted = arena_array(scratch, struct wanted, n + 1);
    uint32_t max = index_info(index)->max_docid;
    struct bitmap bits = bitmap_new(scratch, max);
    *ret = (struct taking){
        wanted, 0, 0, arena_array(scratch, uint32_t *, n + 1), arena_array(scratch, size_t, n + 1), scratch
    };
    for (size_t i = 0; i < n; i++) {
        if (docids[i] == 0 || docids[i] > max)
            continue;
        wanted[ret->n++] = (struct wanted){ docids[i], i };
        bitmap_set(&bits, docids[i]);
    }
    if (ret->n)
        qsort(wanted, ret->n, sizeof *wanted, by_docid);
    return column_entities(index_columns(index), bits.words, take_entities, ret, err);
}

static bool find_actors(struct index *index, struct page *page, struct arena *arena, struct error *err)
{
    CLEANUP_ARENA struct arena scratch = ARENA_INIT;
    uint32_t *docids = arena_array(&scratch, uint32_t, page->n + 1);
    struct taking t;
    for (size_t i = 0; i < page->n; i++)
        docids[i] = page->hits[i].hit->docid;
    if (!find_entities(index, docids, page->n, &t, &scratch, err))
        return false;
    for (size_t i = 0; i < page->n; i++)
        if (!keep_actors(index, t.entities[i], t.counts[i], PAGE_ACTORS, arena, page->hits[i].actors,
                         &page->hits[i].actor_count, err))
            return false;
    return true;
}

bool page_actors(struct index *index, uint32_t docid, struct arena *arena, struct page_actor **ret,
                 size_t *ret_n, struct error *err)
{
    CLEANUP_ARENA struct arena scratch = ARENA_INIT;
    struct taking t;
    if (!find_entities(index, &docid, 1, &t, &scratch, err))
        return false;
    *ret = arena_array(arena, struct page_actor, t.counts[0] + 1);
    return keep_actors(index, t.entities[0], t.counts[0], t.counts[0], arena, *ret, ret_n, err);
}

/* ---- where they are mentioned ---- */

bool page_mentions(struct index *index, uint32_t docid, const struct str *ids, size_t id_count, bool in_title,
                   struct arena *arena, struct spans *ret, struct error *err)
{
    struct index_mention *mentions;
    size_t n;
    if (!index_mentions(index, docid, arena, &mentions, &n, err))
        return false;
    ret->v = arena_array(arena, struct span, n + 1);
    ret->n = 0;
    for (size_t i = 0; i < n; i++) {
        bool wanted = ids == NULL;
        if (mentions[i].in_title != in_title)
            continue;
        if (ids) {
            struct index_entity e;
            if (!index_entity(index, mentions[i].entity, arena, &e, err))
                return false;
            for (size_t k = 0; k < id_count; k++)
                wanted = wanted || str_equal(ids[k], e.id);
        }
        if (wanted)
            ret->v[ret->n++] = (struct span){ mentions[i].start, mentions[i].end,
                                              PAGE_ENTITY(mentions[i].entity), true };
    }
    return true;
}

bool page_lang(struct index *index, uint32_t docid, char ret[4], struct error *err)
{
    int32_t lang;
    if (!column_at(index_columns(index), COLUMN_LANG, docid, &lang, err))
        return false;
    ret[0] = (char)(lang & 127);
    ret[1] = (char)(lang >> 8 & 127);
    ret[2] = '\0';
    return true;
}

/* ---- the page ---- */

/* Words of articles that the analyser keeps in memory before it forgets them all. */
enum { STRINGS_MAX = 1 << 18 };

struct making {
    struct searcher *searcher;
    const struct plan_marks *marks;
    const struct page_options *options;
    struct marker *marker;
    struct arena *arena;  /* of the page */
    struct arena scratch; /* of one article: texts must not pile up */
};

static struct spans keep_spans(struct arena *arena, const struct spans *spans)
{
    struct spans kept = { arena_array(arena, struct span, spans->n + 1), spans->n };
    if (spans->n)
        memcpy(kept.v, spans->v, spans->n * sizeof *kept.v);
    return kept;
}

static bool show_matches(struct making *m, struct page_hit *h, struct str article_text, struct error *err)
{
    struct index *index = searcher_index(m->searcher);
    struct spans title, text;
    if (!page_mentions(index, h->hit->docid, m->marks->actors, m->marks->actor_count, true, &m->scratch,
                       &title, err) ||
        !page_mentions(index, h->hit->docid, m->marks->actors, m->marks->actor_count, false, &m->scratch,
                       &text, err))
        return false;
    title = marker_find(m->marker, h->title, h->lang, title.v, title.n, &m->scratch);
    text = marker_find(m->marker, article_text, h->lang, text.v, text.n, &m->scratch);
    struct snippet best = snippet_best(article_text, &text, m->options->snippet_bytes, &m->scratch);
    h->title_spans = keep_spans(m->arena, &title);
    h->snippet = (struct snippet){ arena_str(m->arena, best.text), keep_spans(m->arena, &best.spans),
                                   best.cut_before, best.cut_after };
    return true;
}

static bool show_article(struct making *m, struct page_hit *h, struct error *err)
{
    char *lang = arena_alloc(m->arena, 4);
    struct archive_article a;
    arena_reset(&m->scratch);
    analyser_forget(searcher_analyser(m->searcher), STRINGS_MAX);
    if (!page_lang(searcher_index(m->searcher), h->hit->docid, lang, err) ||
        !archive_get(searcher_archive(m->searcher), h->hit->docid, m->options->snippets, &m->scratch, &a,
                     err))
        return false;
    h->lang = lang;
    h->id = arena_str(m->arena, a.id);
    h->title = arena_str(m->arena, a.title);
    h->source = arena_str(m->arena, a.source);
    h->url = arena_str(m->arena, a.url);
    return !m->options->snippets || show_matches(m, h, a.text, err);
}

bool page_make(struct searcher *s, const struct search_result *result, const struct page_options *options,
               struct arena *arena, struct page *ret, struct error *err)
{
    struct index *index = searcher_index(s);
    ret->hits = arena_array(arena, struct page_hit, result->hit_count + 1);
    ret->n = result->hit_count;
    if (!ret->n)
        return true;
    for (size_t i = 0; i < ret->n; i++) {
        ret->hits[i].hit = &result->hits[i];
        if (!column_at(index_columns(index), COLUMN_WORDS, result->hits[i].docid, &ret->hits[i].words, err))
            return false;
    }
    if (!options->articles)
        return true;
    struct making m = { s,     &result->marks, options, marker_new(searcher_analyser(s), &result->marks),
                        arena, ARENA_INIT };
    bool ok = !options->snippets || (marker_narrow(m.marker, index, err) && find_actors(index, ret, arena, err));
    for (size_t i = 0; ok && i < ret->n; i++)
        ok = show_article(&m, &ret->hits[i], err);
    marker_free(m.marker);
    arena_release(&m.scratch);
    return ok;
}
