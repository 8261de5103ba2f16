#include "query/execute/co_actors.h"

#include "engine/base/memory.h"
#include "query/execute/resolve.h"

static void put_quoted(struct strbuf *out, struct str value)
{
    strbuf_byte(out, '"');
    for (size_t i = 0; i < value.n; i++)
        strbuf_byte(out, value.p[i] == '"' ? ' ' : value.p[i]);
    strbuf_byte(out, '"');
}

static bool whom(struct searcher *s, const struct co_actors_request *request, struct arena *arena, struct resolution *ret, struct error *err)
{
    struct name_keyer *keyer = name_keyer_new();
    struct resolver resolver = { searcher_archive(s), searcher_index(s), searcher_analyser(s), keyer, arena };
    bool ok = resolve_actor(&resolver, str_of(request->name), KINDS_ANY, ret, err);
    name_keyer_free(keyer);
    return ok;
}

static bool is_one_of(const struct resolution *whom, struct str id)
{
    for (size_t i = 0; i < whom->n; i++)
        if (str_equal(whom->actors[i].id, id))
            return true;
    return false;
}

static bool over_time(struct searcher *s, const struct co_actors_request *request, const char *query, struct arena *arena, struct co_actor *x,
                      struct error *err)
{
    CLEANUP_STRBUF struct strbuf text = STRBUF_INIT;
    struct search_result result;
    strbuf_format(&text, "%s actor:", query);
    put_quoted(&text, x->id);
    struct search_request both = { .text = arena_string(arena, strbuf_view(&text)), .clock = request->clock, .count_only = true, .strict = true,
                                   .by = request->by };
    if (!searcher_run(s, &both, arena, &result, err))
        return false;
    x->bars = result.timeline;
    x->bar_n = result.bar_count;
    return true;
}

bool co_actors_count(struct searcher *s, const struct co_actors_request *request, struct arena *arena, struct co_actors *ret, struct error *err)
{
    CLEANUP_STRBUF struct strbuf text = STRBUF_INIT;
    struct resolution who;
    struct search_result result;
    if (!whom(s, request, arena, &who, err))
        return false;
    if (request->query && *request->query)
        strbuf_format(&text, "(%s) ", request->query);
    strbuf_string(&text, "actor:");
    put_quoted(&text, str_of(request->name));
    char *query = arena_string(arena, strbuf_view(&text));
    struct search_request mentions = { .text = query, .clock = request->clock, .count_only = true, .strict = true, .facets = { request->kind },
                                       .facet_counts = { request->limit + who.n }, .facet_n = 1 };
    if (!searcher_run(s, &mentions, arena, &result, err))
        return false;
    const struct facet *f = &result.facets[0];
    *ret = (struct co_actors){ .name = who.n == 1 ? who.actors[0].name : str_of(request->name), .total = result.total, .distinct = f->distinct,
                               .v = arena_array(arena, struct co_actor, f->n + 1), .by = request->by, .notes = result.notes,
                               .note_count = result.note_count };
    for (size_t i = 0; i < f->n; i++) {
        const struct facet_value *v = &f->values[i];
        if (is_one_of(&who, v->id)) {
            ret->distinct--;
            continue;
        }
        if (ret->n == request->limit)
            continue;
        struct co_actor *x = &ret->v[ret->n++];
        *x = (struct co_actor){ .id = v->id, .name = v->name, .count = v->count };
        if (request->by != BY_NONE && !over_time(s, request, query, arena, x, err))
            return false;
    }
    return true;
}
