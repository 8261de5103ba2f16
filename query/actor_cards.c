#include "query/actor_cards.h"

#include "query/present/actor_card.h"

/* ---- one actor ---- */

static bool name_of(struct actor_cards *l, struct str id, struct str *ret, struct error *err)
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

/* In how many articles the actor is, in which years, and beside whom. */
static bool count_articles(struct actor_cards *l, struct actor_card *card, struct error *err)
{
    enum { BESIDE = 8 };
    const char *query = arena_format(&l->arena, "actor:\"%.*s\"", STR_ARG(card->actor.id));
    struct search_request request = { .text = query, .limit = 1, .sort = SORT_OLDEST, .strict = true, .by = BY_YEAR, .facets = { FACET_ACTOR },
                                      .facet_counts = { BESIDE + 1 }, .facet_n = 1 };
    struct search_result oldest, newest;
    card->first = card->last = CIVIL_NONE;
    if (!searcher_run(l->searcher, &request, &l->arena, &oldest, err))
        return false;
    request = (struct search_request){ .text = query, .limit = 1, .sort = SORT_NEWEST, .strict = true };
    if (!searcher_run(l->searcher, &request, &l->arena, &newest, err))
        return false;
    card->articles = oldest.total;
    if (oldest.hit_count && newest.hit_count) {
        card->first = oldest.hits[0].date;
        card->last = newest.hits[0].date;
    }
    card->years = arena_array(&l->arena, struct actor_card_year, oldest.bar_count + 1);
    for (size_t i = 0; i < oldest.bar_count; i++)
        if (oldest.timeline[i].count)
            card->years[card->year_count++] = (struct actor_card_year){ civil_of_minutes(oldest.timeline[i].from).year, oldest.timeline[i].count };
    size_t n = oldest.facet_count ? oldest.facets[0].n : 0;
    card->beside = arena_array(&l->arena, struct actor_card_beside, n + 1);
    for (size_t i = 0; i < n; i++) {
        const struct facet_value *v = &oldest.facets[0].values[i];
        if (!str_equal(v->id, card->actor.id) && card->beside_count < BESIDE)
            card->beside[card->beside_count++] = (struct actor_card_beside){ v->id, v->name, v->count };
    }
    return true;
}

static bool fill_roles(struct actor_cards *l, struct actor_card *card, struct error *err)
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

/* Who holds its offices, and which states are its members. */
static bool fill_holders(struct actor_cards *l, struct actor_card *card, struct error *err)
{
    struct actor *v;
    size_t n, roles = 0;
    if (!registry_holders_of_any(l->resolver.archive, card->actor.id, &l->arena, &v, &n, err))
        return false;
    for (size_t i = 0; i < n; i++)
        roles += v[i].role_count;
    card->holders = arena_array(&l->arena, struct actor_card_holder, roles + 1);
    card->members = arena_array(&l->arena, struct actor_card_holder, roles + 1);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < v[i].role_count; k++) {
            const struct actor_card_holder holder = { v[i].id, v[i].name, v[i].roles[k] };
            if (str_is(holder.role.office, ACTOR_MEMBER))
                card->members[card->member_count++] = holder;
            else
                card->holders[card->holder_count++] = holder;
        }
    actor_card_sort_holders(card->holders, card->holder_count);
    actor_card_sort_members(card->members, card->member_count);
    return true;
}

/* From the registry or, where that does not know the actor, from the index. */
static bool fill_who(struct actor_cards *l, const struct resolved_actor *who, struct actor_card *card,
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

static bool put_card(struct actor_cards *l, const struct resolved_actor *who, bool *ret_shown, struct error *err)
{
    struct actor_card card = { .local = false };
    *ret_shown = false;
    if (!fill_who(l, who, &card, err))
        return false;
    if (l->local && !card.local)
        return true;
    if (!fill_roles(l, &card, err) || !fill_holders(l, &card, err) || !name_of(l, card.actor.country, &card.country_name, err) ||
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
static bool holders(struct actor_cards *l, struct str name, struct resolution *ret, struct error *err)
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
bool actor_cards_named(struct actor_cards *l, const char *name, size_t *ret_n, struct error *err)
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

