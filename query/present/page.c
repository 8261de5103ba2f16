#include "query/present/page.h"

#include "engine/base/memory.h"

#include <stdlib.h>

/* ---- who is in them ---- */

static int by_salience(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    if ((x & 15) != (y & 15))
        return (x & 15) > (y & 15) ? -1 : 1;
    return (x > y) - (x < y);
}

/* The entities of an article, the most salient first. */
static bool find_entities(struct index *index, uint32_t docid, struct arena *arena, uint32_t **ret, size_t *ret_n, struct error *err)
{
    if (!column_entities_of(index_columns(index), docid, arena, ret, ret_n, err))
        return false;
    if (*ret_n)
        qsort(*ret, *ret_n, sizeof **ret, by_salience);
    return true;
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

bool page_actors(struct index *index, uint32_t docid, struct arena *arena, struct page_actor **ret,
                 size_t *ret_n, struct error *err)
{
    uint32_t *entities;
    size_t n;
    if (!find_entities(index, docid, arena, &entities, &n, err))
        return false;
    *ret = arena_array(arena, struct page_actor, n + 1);
    return keep_actors(index, entities, n, n, arena, *ret, ret_n, err);
}

/* ---- where they are mentioned ---- */

/* Numbers of entities. */
struct asked {
    uint32_t *v;
    size_t n;
};

/* Those of the actors with these ids. */
static bool find_asked(struct index *index, const struct str *ids, size_t id_count, struct arena *arena, struct asked *ret, struct error *err)
{
    *ret = (struct asked){ arena_array(arena, uint32_t, id_count * ACTOR_KINDS + 1), 0 };
    for (size_t i = 0; i < id_count; i++)
        for (int kind = 0; kind < ACTOR_KINDS; kind++) {
            struct index_entity e;
            if (!index_entity_find(index, kind, ids[i], arena, &e, err))
                return false;
            if (e.number)
                ret->v[ret->n++] = e.number;
        }
    return true;
}

static bool is_asked(const struct asked *asked, uint32_t number)
{
    for (size_t i = 0; i < asked->n; i++)
        if (asked->v[i] == number)
            return true;
    return false;
}

/* Those of the title or of the text; `asked` NULL: of all actors. */
static struct spans spans_of(const struct index_mention *mentions, size_t n, const struct asked *asked, bool in_title, struct arena *arena)
{
    struct spans spans = { arena_array(arena, struct span, n + 1), 0 };
    for (size_t i = 0; i < n; i++)
        if (mentions[i].in_title == in_title && (!asked || is_asked(asked, mentions[i].entity)))
            spans.v[spans.n++] = (struct span){ mentions[i].start, mentions[i].end, PAGE_ENTITY(mentions[i].entity), true };
    return spans;
}

bool page_mentions(struct index *index, uint32_t docid, bool in_title, struct arena *arena, struct spans *ret, struct error *err)
{
    struct index_mention *mentions;
    size_t n;
    if (!index_mentions(index, docid, arena, &mentions, &n, err))
        return false;
    *ret = spans_of(mentions, n, NULL, in_title, arena);
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
    struct asked asked;   /* actors whose mentions are matches */
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
    struct index_mention *mentions = NULL;
    size_t n = 0;
    if (m->asked.n && !index_mentions(searcher_index(m->searcher), h->hit->docid, &m->scratch, &mentions, &n, err))
        return false;
    struct spans title = spans_of(mentions, n, &m->asked, true, &m->scratch), text = spans_of(mentions, n, &m->asked, false, &m->scratch);
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

/* What the index knows of a hit. */
static bool show_facts(struct making *m, struct page_hit *h, struct error *err)
{
    struct index *index = searcher_index(m->searcher);
    uint32_t docid = h->hit->docid, *entities;
    size_t n;
    arena_reset(&m->scratch);
    if (!column_at(index_columns(index), COLUMN_WORDS, docid, &h->words, err))
        return false;
    return !m->options->actors ||
           (find_entities(index, docid, &m->scratch, &entities, &n, err) &&
            keep_actors(index, entities, n, PAGE_ACTORS, m->arena, h->actors, &h->actor_count, err));
}

bool page_make(struct searcher *s, const struct search_result *result, const struct page_options *options,
               struct arena *arena, struct page *ret, struct error *err)
{
    struct index *index = searcher_index(s);
    ret->hits = arena_array(arena, struct page_hit, result->hit_count + 1);
    ret->n = result->hit_count;
    if (!ret->n)
        return true;
    struct making m = { .searcher = s, .marks = &result->marks, .options = options, .arena = arena, .scratch = ARENA_INIT };
    bool ok = true;
    for (size_t i = 0; ok && i < ret->n; i++) {
        ret->hits[i].hit = &result->hits[i];
        ok = show_facts(&m, &ret->hits[i], err);
    }
    if (options->snippets) {
        m.marker = marker_new(searcher_analyser(s), &result->marks);
        ok = ok && marker_narrow(m.marker, index, err) &&
             find_asked(index, result->marks.actors, result->marks.actor_count, arena, &m.asked, err);
    }
    for (size_t i = 0; ok && options->articles && i < ret->n; i++)
        ok = show_article(&m, &ret->hits[i], err);
    marker_free(m.marker);
    arena_release(&m.scratch);
    return ok;
}
