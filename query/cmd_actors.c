#include "config/commands.h"
#include "config/output.h"
#include "engine/base/memory.h"
#include "query/actor_cards.h"
#include "query/execute/co_actors.h"
#include "query/execute/timeline.h"
#include "query/present/emit_co_actors.h"

#include <stdlib.h>
#include <unistd.h>

enum { LIMIT = 20, LIMIT_MAX = 100000, NAME_COLUMNS = 36 };

static const struct option_spec options[] = {
    { "format", 0, OPTION_CHOICE, "FORMAT", "how they are printed", .choices = "text|json" },
    { "limit", 'n', OPTION_NUMBER, "N", "how many are listed where no name is given", .min = 1,
      .max = LIMIT_MAX },
    { "kind", 0, OPTION_CHOICE, "KIND", "only actors of this kind",
      .choices = "person|org|party|country|place" },
    { "local", 0, OPTION_FLAG, NULL,
      "only those that the registry does not know: known from articles alone" },
    { "co-actors", 0, OPTION_FLAG, NULL, "instead of a card: who is mentioned most beside them" },
    { "by", 0, OPTION_CHOICE, "UNIT", "count those over time", .choices = "year|month|week|day" },
    { NULL },
};

static const char *const examples[] = {
    "caucus actors",
    "who is in most articles",
    "caucus actors pashinyan",
    "everybody of that name, in any spelling or script",
    "caucus actors 'prime minister of Armenia'",
    "who has held an office",
    "caucus actors pashinyan --co-actors --by year",
    "who is mentioned beside him, year by year",
    "caucus actors --local --kind person -n 50",
    "persons that the registry might be told of",
    NULL,
};

struct listing {
    const struct invocation *in;
    struct actor_cards cards;
};

/* An error with the name that is nearest, where one is near. */
static bool nobody(struct actor_cards *l, const char *name, struct error *err)
{
    struct str near;
    if (l->local || l->kinds != KINDS_ANY)
        return error_set(err, ERROR_NOTHING, "no actor of that kind is called '%s'", name);
    if (!resolve_nearest(&l->resolver, str_of(name), l->kinds, &near, err))
        return false;
    if (near.n)
        return error_set(err, ERROR_NOTHING, "no actor is called '%s' (did you mean '%.*s'?)", name, STR_ARG(near));
    return error_set(err, ERROR_NOTHING, "no actor is called '%s'", name);
}

/* All arguments are one name ("nikol pashinyan"), unless that is nobody's: then each is one. */
static bool put_asked(struct listing *l, struct error *err)
{
    const struct invocation *in = l->in;
    CLEANUP_STRBUF struct strbuf joined = STRBUF_INIT;
    size_t n;
    for (size_t i = 0; i < in->argument_count; i++)
        strbuf_format(&joined, "%s%s", i ? " " : "", in->arguments[i]);
    if (!actor_cards_named(&l->cards, joined.p, &n, err))
        return false;
    if (n)
        return true;
    if (in->argument_count == 1)
        return nobody(&l->cards, joined.p, err);
    for (size_t i = 0; i < in->argument_count; i++) {
        if (!actor_cards_named(&l->cards, in->arguments[i], &n, err))
            return false;
        if (!n)
            return nobody(&l->cards, in->argument_count > 1 ? joined.p : in->arguments[i], err);
    }
    return true;
}

/* ---- the most mentioned ---- */

struct counted {
    struct facet_value value;
    int kind;
    bool local;
};

static int by_count(const void *a, const void *b)
{
    const struct counted *x = a, *y = b;
    if (x->value.count != y->value.count)
        return x->value.count > y->value.count ? -1 : 1;
    return str_compare(x->value.id, y->value.id);
}

static const struct {
    enum facet_kind facet;
    enum actor_kind kind;
} facet_kinds[] = {
    { FACET_ACTOR, ACTOR_PERSON },    { FACET_ORG, ACTOR_ORG },     { FACET_PARTY, ACTOR_PARTY },
    { FACET_COUNTRY, ACTOR_COUNTRY }, { FACET_PLACE, ACTOR_PLACE },
};
enum { FACETS = sizeof facet_kinds / sizeof *facet_kinds };

/* Every actor of the kinds that are wanted, counted over all articles. */
static bool count_all(struct listing *l, struct counted **ret, size_t *ret_n, struct error *err)
{
    struct search_request request = { .text = "*", .count_only = true };
    struct search_result result;
    const struct index_entity *entities;
    size_t n = 0, most = 0, entity_n;
    for (size_t i = 0; i < FACETS; i++) {
        if (!(l->cards.kinds >> facet_kinds[i].kind & 1))
            continue;
        request.facet_counts[request.facet_n] = SIZE_MAX;
        request.facets[request.facet_n++] = facet_kinds[i].facet;
    }
    if (!searcher_run(l->cards.searcher, &request, &l->cards.arena, &result, err) ||
        !index_entities(l->cards.resolver.index, &entities, &entity_n, err))
        return false;
    for (size_t i = 0; i < result.facet_count; i++)
        most += result.facets[i].n;
    *ret = arena_array(&l->cards.arena, struct counted, most + 1);
    for (size_t i = 0; i < result.facet_count; i++)
        for (size_t k = 0; k < result.facets[i].n; k++) {
            struct counted c = { .value = result.facets[i].values[k] };
            for (size_t f = 0; f < FACETS; f++)
                if (facet_kinds[f].facet == result.facets[i].kind)
                    c.kind = (int)facet_kinds[f].kind;
            c.local = entities[c.value.number].local;
            if (!l->cards.local || c.local)
                (*ret)[n++] = c;
        }
    *ret_n = n;
    return true;
}

static void put_row(struct listing *l, const struct counted *c)
{
    if (l->cards.as_json) {
        json_begin(&l->cards.json, '{');
        json_key_str(&l->cards.json, "id", c->value.id);
        json_key_str(&l->cards.json, "name", c->value.name);
        json_key_string(&l->cards.json, "kind", actor_kind_name((enum actor_kind)c->kind));
        json_key(&l->cards.json, "local");
        json_bool(&l->cards.json, c->local);
        json_key_int(&l->cards.json, "articles", (int64_t)c->value.count);
        json_end(&l->cards.json, '}');
        return;
    }
    CLEANUP_STRBUF struct strbuf name = STRBUF_INIT;
    terminal_clean(&name, c->value.name, false);
    struct str fit = terminal_fit(strbuf_view(&name), NAME_COLUMNS);
    strbuf_format(&l->cards.out, "%8llu  %.*s%*s  %-7s  ", (unsigned long long)c->value.count, STR_ARG(fit),
                  NAME_COLUMNS - terminal_columns(fit), "", actor_kind_name((enum actor_kind)c->kind));
    terminal_clean(&l->cards.out, c->value.id, false);
    strbuf_byte(&l->cards.out, '\n');
}

static bool put_most(struct listing *l, struct error *err)
{
    struct counted *all = NULL;
    size_t n = 0, limit = (size_t)option_number(l->in, "limit", LIMIT);
    if (l->cards.resolver.index && !count_all(l, &all, &n, err))
        return false;
    if (!n)
        return error_set(err, ERROR_NOTHING, "no article mentions an actor%s",
                         l->cards.local || l->cards.kinds != KINDS_ANY ? " of that kind" : "");
    qsort(all, n, sizeof *all, by_count);
    for (size_t i = 0; i < n && i < limit; i++)
        put_row(l, &all[i]);
    if (!l->cards.as_json && n > limit)
        strbuf_format(&l->cards.out, "\n%zu more; -n shows as many as you like\n", n - limit);
    return true;
}

/* ---- the command ---- */

static bool put_all(struct listing *l, struct error *err)
{
    if (l->cards.as_json) {
        json_begin(&l->cards.json, '{');
        json_key_int(&l->cards.json, "schema", 1);
        json_key(&l->cards.json, "actors");
        json_begin(&l->cards.json, '[');
    }
    if (!(l->in->argument_count ? put_asked(l, err) : put_most(l, err)))
        return false;
    if (l->cards.as_json) {
        json_end(&l->cards.json, ']');
        json_end(&l->cards.json, '}');
        strbuf_byte(&l->cards.out, '\n');
    }
    return output_write(strbuf_view(&l->cards.out), !l->cards.as_json, err);
}

/* Those beside each of the names that are asked for. */
static bool put_beside(struct listing *l, struct error *err)
{
    struct co_actors_request request = { .clock = { civil_now(), 0 }, .kind = FACET_ACTOR, .limit = (size_t)option_number(l->in, "limit", LIMIT),
                                         .by = timeline_unit_of(option_text(l->in, "by", NULL)) };
    CLEANUP_STRBUF struct strbuf name = STRBUF_INIT;
    for (size_t i = 0; i < l->in->argument_count; i++)
        strbuf_format(&name, "%s%s", i ? " " : "", l->in->arguments[i]);
    struct co_actors people;
    if (!name.n)
        return error_set(err, ERROR_USAGE, "--co-actors wants a name: beside whom?");
    for (size_t i = 0; i < FACETS; i++)
        if (l->cards.kinds == 1u << facet_kinds[i].kind)
            request.kind = facet_kinds[i].facet;
    request.name = name.p;
    if (!co_actors_count(l->cards.searcher, &request, &l->cards.arena, &people, err))
        return false;
    for (size_t i = 0; i < people.note_count; i++)
        output_note(l->in->quiet, "note: %.*s", STR_ARG(people.notes[i]));
    if (l->cards.as_json)
        co_actors_json(&people, &l->cards.out);
    else
        co_actors_text(&people, &l->cards.out);
    if (!output_write(strbuf_view(&l->cards.out), !l->cards.as_json, err))
        return false;
    return people.total || error_set(err, ERROR_NOTHING, "no article mentions '%s'", name.p);
}

static int run(struct invocation *in, struct error *err)
{
    struct listing l = { .in = in, .cards = { .arena = ARENA_INIT, .out = STRBUF_INIT, .kinds = KINDS_ANY } };
    struct actor_cards *c = &l.cards;
    enum actor_kind kind;
    c->terminal = terminal_look(STDOUT_FILENO, in->color);
    c->as_json = strcmp(option_text(in, "format", "text"), "json") == 0;
    c->local = option_given(in, "local");
    json_init(&c->json, &c->out);
    if (option_given(in, "kind") && actor_kind_of(str_of(option_text(in, "kind", "")), &kind))
        c->kinds = 1u << kind;
    bool ok = (!option_given(in, "by") || option_given(in, "co-actors")) ||
              error_set(err, ERROR_USAGE, "--by counts those beside somebody over time: it goes with --co-actors");
    ok = ok && searcher_open_once(in->data_dir, in->config, &c->searcher, err);
    if (ok) {
        struct name_keyer *keyer = name_keyer_new();
        c->resolver = (struct resolver){ searcher_archive(c->searcher), searcher_index(c->searcher), searcher_analyser(c->searcher), keyer, &c->arena };
        ok = option_given(in, "co-actors") ? put_beside(&l, err) : put_all(&l, err);
        name_keyer_free(keyer);
        searcher_close(c->searcher);
    }
    strbuf_release(&c->out);
    arena_release(&c->arena);
    return ok ? 0 : error_exit_code(err->kind);
}

const struct command command_actors = {
    .name = "actors",
    .arguments = "[NAME…]",
    .summary = "tells who somebody is, and in how many articles",
    .description =
        "Tells who is meant by a name, in any spelling or script, an id or an office: other names, dated offices (of a state or an organisation: "
        "who holds its offices, and its members), the exact number of articles, over the years, and who is mentioned beside them most. Where "
        "several are called so, all are shown, those whom articles mention before the others. Without a name: who is in most articles.",
    .options = options,
    .examples = examples,
    .run = run,
};
