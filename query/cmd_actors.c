#include "config/commands.h"
#include "config/output.h"
#include "config/suggest.h"
#include "engine/base/memory.h"
#include "query/execute/resolve.h"
#include "query/execute/search.h"
#include "query/present/actor_card.h"

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
    { NULL },
};

static const char *const examples[] = {
    "caucus actors",
    "who is in most articles",
    "caucus actors pashinyan",
    "everybody of that name, in any spelling or script",
    "caucus actors 'prime minister of Armenia'",
    "who has held an office",
    "caucus actors --local --kind person -n 50",
    "persons that the registry might be told of",
    NULL,
};

struct listing {
    const struct invocation *in;
    struct searcher *searcher;
    struct resolver resolver;
    struct terminal terminal;
    struct arena arena;
    struct strbuf out;
    struct json_out json;
    bool as_json, local;
    unsigned kinds;
};

/* A search that asks about actors: exact, in no zone, as of no day. */
static bool ask(struct listing *l, const struct search_request *request, struct search_result *ret,
                struct error *err)
{
    return searcher_run(l->searcher, request, &l->arena, ret, err);
}

/* ---- one actor ---- */

static bool name_of(struct listing *l, struct str id, struct str *ret, struct error *err)
{
    struct actor actor;
    bool found = false;
    *ret = (struct str){ NULL, 0 };
    if (id.n && !registry_get(l->resolver.archive, id, &l->arena, &found, &actor, err))
        return false;
    if (found)
        *ret = actor.name;
    return true;
}

/* How many articles mention the actor, and when the first and the last of them were published. */
static bool count_articles(struct listing *l, struct actor_card *card, struct error *err)
{
    const char *query = arena_format(&l->arena, "actor:\"%.*s\"", STR_ARG(card->actor.id));
    struct search_request request = { .text = query, .limit = 1, .sort = SORT_OLDEST, .strict = true };
    struct search_result oldest, newest;
    card->first = card->last = CIVIL_NONE;
    if (!ask(l, &request, &oldest, err))
        return false;
    request.sort = SORT_NEWEST;
    if (!ask(l, &request, &newest, err))
        return false;
    card->articles = oldest.total;
    if (oldest.hit_count && newest.hit_count) {
        card->first = oldest.hits[0].date;
        card->last = newest.hits[0].date;
    }
    return true;
}

static bool fill_roles(struct listing *l, struct actor_card *card, struct error *err)
{
    card->role_count = card->actor.role_count;
    card->roles = arena_array(&l->arena, struct actor_card_role, card->role_count + 1);
    for (size_t i = 0; i < card->role_count; i++) {
        card->roles[i].role = card->actor.roles[i];
        if (!name_of(l, card->roles[i].role.of, &card->roles[i].of_name, err))
            return false;
    }
    actor_card_sort_roles(card->roles, card->role_count);
    return true;
}

/* From the registry or, where that does not know the actor, from the index. */
static bool fill_who(struct listing *l, const struct resolved_actor *who, struct actor_card *card,
                     struct error *err)
{
    bool found;
    struct index_entity e = { 0 };
    if (!registry_get(l->resolver.archive, who->id, &l->arena, &found, &card->actor, err))
        return false;
    if (found)
        return true;
    if (l->resolver.index && !index_entity_find(l->resolver.index, who->kind, who->id, &l->arena, &e, err))
        return false;
    struct actor_name *name = arena_new(&l->arena, struct actor_name);
    *name = (struct actor_name){ who->name, NAME_MAIN };
    card->local = true;
    card->actor = (struct actor){
        .id = who->id,
        .kind = (enum actor_kind)who->kind,
        .name = who->name,
        .names = name,
        .name_count = 1,
        .country = e.country,
        .party = e.party,
    };
    return true;
}

static bool put_card(struct listing *l, const struct resolved_actor *who, bool *ret_shown, struct error *err)
{
    struct actor_card card = { .local = false };
    *ret_shown = false;
    if (!fill_who(l, who, &card, err))
        return false;
    if (l->local && !card.local)
        return true;
    if (!fill_roles(l, &card, err) || !name_of(l, card.actor.country, &card.country_name, err) ||
        !name_of(l, card.actor.party, &card.party_name, err) || !count_articles(l, &card, err))
        return false;
    *ret_shown = true;
    if (l->as_json)
        actor_card_json(&card, &l->json);
    else
        actor_card_text(&card, &l->terminal, &l->out);
    return true;
}

/* ---- by name ---- */

/* Who has ever held an office, for a name that is one. */
static bool holders(struct listing *l, struct str name, struct resolution *ret, struct error *err)
{
    bool is;
    struct str office, of, *ids;
    size_t n;
    *ret = (struct resolution){ NULL, 0 };
    if (!resolve_office(&l->resolver, name, &is, &office, &of, err) ||
        (is && !registry_holders(l->resolver.archive, office, of, CIVIL_NONE, &l->arena, &ids, &n, err)))
        return false;
    if (!is)
        return true;
    ret->actors = arena_array(&l->arena, struct resolved_actor, n + 1);
    for (size_t i = 0; i < n; i++)
        ret->actors[ret->n++] = (struct resolved_actor){ .id = ids[i], .name = ids[i], .kind = ACTOR_PERSON };
    return true;
}

/* Shows everybody of that name; how many there were. */
static bool put_named(struct listing *l, const char *name, size_t *ret_n, struct error *err)
{
    struct resolution r;
    *ret_n = 0;
    if (!resolve_actor(&l->resolver, str_of(name), l->kinds, &r, err) ||
        (!r.n && !holders(l, str_of(name), &r, err)))
        return false;
    for (size_t i = 0; i < r.n; i++) {
        bool shown;
        if (!put_card(l, &r.actors[i], &shown, err))
            return false;
        *ret_n += shown;
    }
    return true;
}

struct nearest {
    const char *word;
    struct arena *arena;
    const char *name;
    int distance;
};

static bool compare_names(void *ctx, const struct actor *actor, struct error *err)
{
    struct nearest *n = ctx;
    (void)err;
    for (size_t i = 0; i < actor->name_count; i++) {
        const char *name = arena_string(n->arena, actor->names[i].name), *last = strrchr(name, ' ');
        int whole = suggest_distance(n->word, name),
            part = last ? suggest_distance(n->word, last + 1) : whole;
        int distance = part < whole ? part : whole;
        if (distance < n->distance) {
            n->distance = distance;
            n->name = arena_string(n->arena, actor->name);
        }
    }
    return true;
}

/* An error with the name that is nearest, where one is near: a letter wrong for every three. */
static bool nobody(struct listing *l, const char *name, struct error *err)
{
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct nearest nearest = { name, &arena, NULL, (int)(strlen(name) / 3) + 1 };
    if (l->local || l->kinds != KINDS_ANY)
        return error_set(err, ERROR_NOTHING, "no actor of that kind is called '%s'", name);
    if (!registry_walk(l->resolver.archive, compare_names, &nearest, err))
        return false;
    if (nearest.name)
        return error_set(err, ERROR_NOTHING, "no actor is called '%s' (did you mean '%s'?)", name,
                         nearest.name);
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
    if (!put_named(l, joined.p, &n, err))
        return false;
    if (n)
        return true;
    if (in->argument_count == 1)
        return nobody(l, joined.p, err);
    for (size_t i = 0; i < in->argument_count; i++) {
        if (!put_named(l, in->arguments[i], &n, err))
            return false;
        if (!n)
            return nobody(l, in->argument_count > 1 ? joined.p : in->arguments[i], err);
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
    size_t n = 0, most = 0;
    for (size_t i = 0; i < FACETS; i++) {
        if (!(l->kinds >> facet_kinds[i].kind & 1))
            continue;
        request.facet_counts[request.facet_n] = SIZE_MAX;
        request.facets[request.facet_n++] = facet_kinds[i].facet;
    }
    if (!ask(l, &request, &result, err))
        return false;
    for (size_t i = 0; i < result.facet_count; i++)
        most += result.facets[i].n;
    *ret = arena_array(&l->arena, struct counted, most + 1);
    for (size_t i = 0; i < result.facet_count; i++)
        for (size_t k = 0; k < result.facets[i].n; k++) {
            struct counted c = { .value = result.facets[i].values[k] };
            struct index_entity e;
            for (size_t f = 0; f < FACETS; f++)
                if (facet_kinds[f].facet == result.facets[i].kind)
                    c.kind = (int)facet_kinds[f].kind;
            if (!index_entity_find(l->resolver.index, c.kind, c.value.id, &l->arena, &e, err))
                return false;
            c.local = e.local;
            if (!l->local || c.local)
                (*ret)[n++] = c;
        }
    *ret_n = n;
    return true;
}

static void put_row(struct listing *l, const struct counted *c)
{
    if (l->as_json) {
        json_begin(&l->json, '{');
        json_key_str(&l->json, "id", c->value.id);
        json_key_str(&l->json, "name", c->value.name);
        json_key_string(&l->json, "kind", actor_kind_name((enum actor_kind)c->kind));
        json_key(&l->json, "local");
        json_bool(&l->json, c->local);
        json_key_int(&l->json, "articles", (int64_t)c->value.count);
        json_end(&l->json, '}');
        return;
    }
    CLEANUP_STRBUF struct strbuf name = STRBUF_INIT;
    terminal_clean(&name, c->value.name, false);
    struct str fit = terminal_fit(strbuf_view(&name), NAME_COLUMNS);
    strbuf_format(&l->out, "%8llu  %.*s%*s  %-7s  ", (unsigned long long)c->value.count, STR_ARG(fit),
                  NAME_COLUMNS - terminal_columns(fit), "", actor_kind_name((enum actor_kind)c->kind));
    terminal_clean(&l->out, c->value.id, false);
    strbuf_byte(&l->out, '\n');
}

static bool put_most(struct listing *l, struct error *err)
{
    struct counted *all = NULL;
    size_t n = 0, limit = (size_t)option_number(l->in, "limit", LIMIT);
    if (l->resolver.index && !count_all(l, &all, &n, err))
        return false;
    if (!n)
        return error_set(err, ERROR_NOTHING, "no article mentions an actor%s",
                         l->local || l->kinds != KINDS_ANY ? " of that kind" : "");
    qsort(all, n, sizeof *all, by_count);
    for (size_t i = 0; i < n && i < limit; i++)
        put_row(l, &all[i]);
    if (!l->as_json && n > limit)
        strbuf_format(&l->out, "\n%zu more; -n shows as many as you like\n", n - limit);
    return true;
}

/* ---- the command ---- */

static bool put_all(struct listing *l, struct error *err)
{
    if (l->as_json) {
        json_begin(&l->json, '{');
        json_key_int(&l->json, "schema", 1);
        json_key(&l->json, "actors");
        json_begin(&l->json, '[');
    }
    if (!(l->in->argument_count ? put_asked(l, err) : put_most(l, err)))
        return false;
    if (l->as_json) {
        json_end(&l->json, ']');
        json_end(&l->json, '}');
        strbuf_byte(&l->out, '\n');
    }
    return output_write(strbuf_view(&l->out), !l->as_json, err);
}

static int run(struct invocation *in, struct error *err)
{
    struct listing l = { .in = in,
                         .arena = ARENA_INIT,
                         .out = STRBUF_INIT,
                         .terminal = terminal_look(STDOUT_FILENO, in->color),
                         .kinds = KINDS_ANY };
    enum actor_kind kind;
    l.as_json = strcmp(option_text(in, "format", "text"), "json") == 0;
    l.local = option_given(in, "local");
    json_init(&l.json, &l.out);
    if (option_given(in, "kind") && actor_kind_of(str_of(option_text(in, "kind", "")), &kind))
        l.kinds = 1u << kind;
    bool ok = searcher_open(in->data_dir, in->config, &l.searcher, err);
    if (ok) {
        struct name_keyer *keyer = name_keyer_new();
        l.resolver = (struct resolver){ searcher_archive(l.searcher), searcher_index(l.searcher),
                                        searcher_analyser(l.searcher), keyer, &l.arena };
        ok = put_all(&l, err);
        name_keyer_free(keyer);
        searcher_close(l.searcher);
    }
    strbuf_release(&l.out);
    arena_release(&l.arena);
    return ok ? 0 : error_exit_code(err->kind);
}

const struct command command_actors = {
    .name = "actors",
    .arguments = "[NAME…]",
    .summary = "tells who somebody is, and in how many articles",
    .description =
        "Tells who is meant by a name, in any spelling or script, an id or an office: other names, dated "
        "offices, and the exact number of articles. Where several are called so, all are shown, those "
        "whom articles mention before the others. Without a name: who is in most articles.",
    .options = options,
    .examples = examples,
    .run = run,
};
