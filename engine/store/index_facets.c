#include "engine/store/index_facets.h"

#include "engine/base/memory.h"
#include "engine/store/terms.h"

#include <stdlib.h>

static const char actor_prefix[] = ":a/", role_prefix[] = ":r/", speaker_prefix[] = ":q/";

bool index_is_facet_of_actor(struct str term)
{
    return str_starts(term, str_of(actor_prefix)) || str_starts(term, str_of(role_prefix)) || str_starts(term, str_of(speaker_prefix));
}

struct gathering {
    struct index *index;
    const struct index_entity *entities;
    size_t entity_n;
    const uint64_t *wanted;
    struct arena *arena;
    struct str *terms;          /* of actors, by their numbers; made when first met */
    struct index_facet *v;
    size_t n, capacity;
};

static bool is_wanted(const uint64_t *wanted, uint32_t docid)
{
    return wanted[docid / 64] >> docid % 64 & 1;
}

static void take(struct gathering *g, uint32_t docid, unsigned level, struct str term)
{
    GROW(g->v, g->n, g->capacity);
    g->v[g->n++] = (struct index_facet){ docid, level, term };
}

static void take_actors(void *ctx, uint32_t docid, const uint32_t *entities, size_t n)
{
    struct gathering *g = ctx;
    for (size_t i = 0; i < n; i++) {
        uint32_t number = entities[i] >> 4;
        if (number >= g->entity_n || !g->entities[number].number || g->entities[number].kind >= ACTOR_KINDS)
            continue;
        if (!g->terms[number].n) {
            CLEANUP_STRBUF struct strbuf term = STRBUF_INIT;
            term_facet(&term, TERM_ACTOR, g->entities[number].id);
            g->terms[number] = arena_str(g->arena, strbuf_view(&term));
        }
        take(g, docid, entities[i] & 15, g->terms[number]);
    }
}

/* ---- speakers: of an article's quotations ---- */

static bool had_already(const struct gathering *g, size_t from, struct str term)
{
    for (size_t i = from; i < g->n; i++)
        if (str_equal(g->v[i].term, term))
            return true;
    return false;
}

static bool take_speakers_of(struct gathering *g, uint32_t docid, struct arena *one, struct error *err)
{
    struct index_quote *quotes;
    size_t n, from = g->n;
    uint32_t lead;
    if (!index_quotes(g->index, docid, one, &quotes, &n, &lead, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        CLEANUP_STRBUF struct strbuf term = STRBUF_INIT;
        uint32_t number = quotes[i].speaker;
        if (!number || number >= g->entity_n)
            continue;
        term_facet(&term, TERM_SPEAKER, g->entities[number].id);
        if (!had_already(g, from, strbuf_view(&term)))
            take(g, docid, TERM_LEVEL_TOP, arena_str(g->arena, strbuf_view(&term)));
    }
    return true;
}

static bool take_speakers(struct gathering *g, struct error *err)
{
    CLEANUP_ARENA struct arena one = ARENA_INIT;
    for (uint32_t docid = 1; docid <= index_info(g->index)->max_docid; docid++) {
        arena_reset(&one);
        if (is_wanted(g->wanted, docid) && !take_speakers_of(g, docid, &one, err))
            return false;
    }
    return true;
}

/* ---- roles: no column has them, their lists are gone through ---- */

struct role_terms {
    struct arena *arena;
    struct str *v;
    size_t n, capacity;
};

static void keep_term(void *ctx, struct str term)
{
    struct role_terms *t = ctx;
    GROW(t->v, t->n, t->capacity);
    t->v[t->n++] = arena_str(t->arena, term);
}

static bool take_role(struct gathering *g, struct postings *p, struct str term, struct error *err)
{
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct row_list list;
    uint32_t docids[ROW_BATCH];
    if (!postings_impacts(p, term, &arena, &list, err))
        return false;
    for (size_t i = 0; i < list.run_count; i++) {
        struct row_walk w = row_walk_of(&list.runs[i]);
        for (size_t n; (n = row_walk_next(&w, docids));)
            for (size_t k = 0; k < n; k++)
                if (is_wanted(g->wanted, docids[k]))
                    take(g, docids[k], list.runs[i].level, term);
    }
    postings_rest(p);
    return true;
}

static int by_docid(const void *a, const void *b)
{
    const struct index_facet *x = a, *y = b;
    if (x->docid != y->docid)
        return x->docid < y->docid ? -1 : 1;
    return str_compare(x->term, y->term);
}

bool index_actor_facets(struct index *x, struct postings *p, const uint64_t *wanted, struct arena *arena, struct index_facet **ret, size_t *ret_n,
                        struct error *err)
{
    struct gathering g = { .index = x, .wanted = wanted, .arena = arena };
    struct role_terms roles = { .arena = arena };
    if (!index_entities(x, &g.entities, &g.entity_n, err))
        return false;
    g.terms = xcalloc(g.entity_n + 1, sizeof *g.terms);
    bool ok = column_entities(index_columns(x), wanted, take_actors, &g, err) && postings_terms(p, str_of(role_prefix), keep_term, &roles, err);
    ok = ok && take_speakers(&g, err);
    for (size_t i = 0; ok && i < roles.n; i++)
        ok = take_role(&g, p, roles.v[i], err);
    if (ok) {
        if (g.n)
            qsort(g.v, g.n, sizeof *g.v, by_docid);
        *ret = arena_array(arena, struct index_facet, g.n + 1);
        if (g.n)
            memcpy(*ret, g.v, g.n * sizeof *g.v);
        *ret_n = g.n;
    }
    free(g.v);
    free(g.terms);
    free(roles.v);
    return ok;
}

bool index_mark_term(struct postings *p, struct str term, struct arena *arena, uint64_t *bits, struct error *err)
{
    struct row_list list;
    uint32_t docids[ROW_BATCH];
    if (!postings_impacts(p, term, arena, &list, err))
        return false;
    for (size_t i = 0; i < list.run_count; i++) {
        struct row_walk w = row_walk_of(&list.runs[i]);
        for (size_t n; (n = row_walk_next(&w, docids));)
            for (size_t k = 0; k < n; k++)
                bits[docids[k] / 64] |= 1ull << docids[k] % 64;
    }
    return true;
}
