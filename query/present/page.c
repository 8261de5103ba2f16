#include "query/present/page.h"

#include "engine/base/memory.h"

#include <stdlib.h>

struct taking {
    uint32_t *v;
    size_t n;
    struct arena *arena;
};

static void take_entities(void *ctx, uint32_t docid, const uint32_t *entities, size_t n)
{
    struct taking *t = ctx;
    (void)docid;
    t->v = arena_array(t->arena, uint32_t, n + 1);
    memcpy(t->v, entities, n * sizeof *entities);
    t->n = n;
}

static int by_salience(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    if ((x & 15) != (y & 15))
        return (x & 15) > (y & 15) ? -1 : 1;
    return (x > y) - (x < y);
}

bool page_actors(struct index *index, uint32_t docid, size_t most, struct arena *arena, struct page_actor *ret, size_t *ret_n, struct error *err)
{
    struct taking t = { .arena = arena };
    uint32_t max = index_info(index)->max_docid;
    struct bitmap one = bitmap_new(arena, max);
    *ret_n = 0;
    if (docid == 0 || docid > max)
        return true;
    bitmap_set(&one, docid);
    if (!column_entities(index_columns(index), one.words, take_entities, &t, err))
        return false;
    if (t.n)
        qsort(t.v, t.n, sizeof *t.v, by_salience);
    for (size_t i = 0; i < t.n && *ret_n < most; i++) {
        struct index_entity e;
        if (!index_entity(index, t.v[i] >> 4, arena, &e, err))
            return false;
        if (e.number && e.kind < ACTOR_KINDS)
            ret[(*ret_n)++] = (struct page_actor){ e.id, e.name, e.kind, (int)(t.v[i] & 15) };
    }
    return true;
}

bool page_mentions(struct index *index, uint32_t docid, const struct str *ids, size_t id_count, bool in_title, struct arena *arena,
                   struct spans *ret, struct error *err)
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
            ret->v[ret->n++] = (struct span){ mentions[i].start, mentions[i].end, UINT32_MAX - mentions[i].entity, true };
    }
    return true;
}

bool page_lang(struct index *index, uint32_t docid, char ret[4], struct error *err)
{
    const int32_t *langs;
    if (!column_fixed(index_columns(index), COLUMN_LANG, &langs, err))
        return false;
    int32_t lang = docid <= index_info(index)->max_docid ? langs[docid] : 0;
    ret[0] = (char)(lang & 127);
    ret[1] = (char)(lang >> 8 & 127);
    ret[2] = '\0';
    return true;
}

static bool show_matches(struct index *index, struct marker *marker, const struct plan_marks *marks, const struct page_options *options,
                         struct page_hit *h, struct arena *arena, struct error *err)
{
    struct spans title, text;
    if (!page_mentions(index, h->hit->docid, marks->actors, marks->actor_count, true, arena, &title, err) ||
        !page_mentions(index, h->hit->docid, marks->actors, marks->actor_count, false, arena, &text, err))
        return false;
    h->title_spans = marker_find(marker, h->article.title, h->lang, title.v, title.n, arena);
    text = marker_find(marker, h->article.text, h->lang, text.v, text.n, arena);
    h->snippet = snippet_best(h->article.text, &text, options->snippet_bytes, arena);
    return true;
}

bool page_make(struct searcher *s, const struct search_result *result, const struct page_options *options, struct arena *arena, struct page *ret,
               struct error *err)
{
    struct index *index = searcher_index(s);
    struct marker *marker = marker_new(searcher_analyser(s), &result->marks);
    const int32_t *words = NULL;
    bool ok = !index || column_fixed(index_columns(index), COLUMN_WORDS, &words, err);
    ret->hits = arena_array(arena, struct page_hit, result->hit_count + 1);
    ret->n = result->hit_count;
    for (size_t i = 0; ok && i < ret->n; i++) {
        struct page_hit *h = &ret->hits[i];
        char *lang = arena_alloc(arena, 4);
        h->hit = &result->hits[i];
        h->words = words[h->hit->docid];
        h->lang = lang;
        if (!options->articles)
            continue;
        ok = page_lang(index, h->hit->docid, lang, err) &&
             archive_get(searcher_archive(s), h->hit->docid, options->snippets, arena, &h->article, err) &&
             page_actors(index, h->hit->docid, PAGE_ACTORS, arena, h->actors, &h->actor_count, err) &&
             (!options->snippets || show_matches(index, marker, &result->marks, options, h, arena, err));
    }
    marker_free(marker);
    return ok;
}
