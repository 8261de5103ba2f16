#include "corpus/importers/build.h"
#include "engine/base/memory.h"

#include <stdio.h>
#include <stdlib.h>

/*
 * FollowTheMoney (followthemoney.tech), as OpenSanctions gives it: an entity a line: {"id": "…", "schema": "Person", "properties": {"name": ["…"],
 * …}}. What links two of them is an entity too: Occupancy (holder, post), Membership (member, organization), Directorship …; a value may be the
 * entity itself instead of its id. Links are kept until all lines are read.
 */
enum { LINE_BYTES_MAX = 64 * 1024 * 1024, NEST_MAX = 4 };

struct position {
    struct str name, country, of;
};

struct link {
    struct str who, what, label, start, end;
};

struct ftm {
    struct build *build;
    struct strmap position_ids, actor_ids;
    struct position *positions;
    uint32_t *actors;               /* drafts */
    struct link *links;
    size_t link_n, position_capacity, actor_capacity, link_capacity;
    struct arena arena;             /* of the line in hand */
};

static const struct {
    const char *schema;
    enum actor_kind kind;
} kinds[] = {
    { "Person", ACTOR_PERSON },      { "Organization", ACTOR_ORG }, { "PublicBody", ACTOR_ORG }, { "LegalEntity", ACTOR_ORG }, { "Company", ACTOR_ORG },
    { "PoliticalParty", ACTOR_PARTY },
};

/* What links one entity to another, and by which properties. */
static const struct {
    const char *schema, *who, *what, *label;
} links[] = {
    { "Occupancy", "holder", "post", NULL },
    { "Membership", "member", "organization", "member" },
    { "Directorship", "director", "organization", "director" },
    { "Employment", "employee", "employer", "employee" },
};

static void entity(struct ftm *f, const struct json_tree *x, int depth);

static struct str keep(struct ftm *f, struct str s)
{
    return s.n ? arena_str(f->build->arena, s) : (struct str){ NULL, 0 };
}

/* The first value of a property: a text, or the id of the entity that it is. */
static struct str value_of(struct ftm *f, const struct json_tree *x, const char *property, int depth)
{
    const struct json_tree *values = json_tree_get(json_tree_get(x, "properties"), property);
    const struct json_tree *first = values && values->kind == JSON_ARRAY ? values->first : values;
    if (!first)
        return (struct str){ NULL, 0 };
    if (first->kind != JSON_OBJECT)
        return keep(f, str_trim(json_tree_text(first)));
    if (depth < NEST_MAX)
        entity(f, first, depth + 1);
    return keep(f, json_tree_text_of(first, "id"));
}

static void put_names(struct ftm *f, uint32_t who, const struct json_tree *x, const char *property, int flags)
{
    for (const struct json_tree *n = json_tree_first(json_tree_get(json_tree_get(x, "properties"), property)); n; n = n->next)
        build_name(f->build, who, json_tree_text(n), flags);
}

static bool has_topic(const struct json_tree *x, const char *topic)
{
    for (const struct json_tree *t = json_tree_first(json_tree_get(json_tree_get(x, "properties"), "topics")); t; t = t->next)
        if (str_is(json_tree_text(t), topic))
            return true;
    return false;
}

static struct str country_of(struct ftm *f, const struct json_tree *x)
{
    static const char *const properties[] = { "country", "citizenship", "nationality", "jurisdiction", "mainCountry" };
    struct str country = { NULL, 0 };
    for (size_t i = 0; !country.n && i < sizeof properties / sizeof *properties; i++)
        country = build_country(f->build, value_of(f, x, properties[i], NEST_MAX));
    return country;
}

static void actor(struct ftm *f, const struct json_tree *x, enum actor_kind kind, int depth)
{
    struct str own = json_tree_text_of(x, "id"), item = build_wikidata_id(value_of(f, x, "wikidataId", NEST_MAX));
    bool is_new;
    uint32_t number = strmap_intern(&f->actor_ids, own, &is_new);
    if (has_topic(x, "pol.party"))
        kind = ACTOR_PARTY;
    if (is_new) {
        GROW(f->actors, number, f->actor_capacity);
        f->actors[number] = build_actor(f->build, item.n ? item : build_id(f->build, own), kind);
    }
    uint32_t who = f->actors[number];
    build_name(f->build, who, json_tree_text_of(x, "caption"), 0);
    put_names(f, who, x, "name", 0);
    put_names(f, who, x, "alias", 0);
    put_names(f, who, x, "previousName", 0);
    put_names(f, who, x, "abbreviation", 0);
    put_names(f, who, x, "weakAlias", NAME_WEAK);
    struct str country = country_of(f, x);
    struct actor *a = &build_draft(f->build, who)->actor;
    build_text(f->build, &a->country, country.n ? country : f->build->options->country);
    if (kind != ACTOR_PERSON) {
        a->founded = build_date(f->build, value_of(f, x, "incorporationDate", NEST_MAX), false);
        a->dissolved = build_date(f->build, value_of(f, x, "dissolutionDate", NEST_MAX), true);
    }
    /* Occupancies that stand within the person, as in files of nested entities. */
    const struct json_tree *within = json_tree_get(json_tree_get(x, "properties"), "positionOccupancies");
    for (const struct json_tree *o = json_tree_first(within); o && depth < NEST_MAX; o = o->next)
        if (o->kind == JSON_OBJECT)
            entity(f, o, depth + 1);
}

static void position(struct ftm *f, const struct json_tree *x)
{
    bool is_new;
    uint32_t number = strmap_intern(&f->position_ids, json_tree_text_of(x, "id"), &is_new);
    if (!is_new)
        return;
    GROW(f->positions, number, f->position_capacity);
    struct str country = build_country(f->build, value_of(f, x, "country", NEST_MAX));
    struct str of = value_of(f, x, "organization", NEST_MAX);
    f->positions[number] = (struct position){ value_of(f, x, "name", NEST_MAX), country, of };
}

static void entity(struct ftm *f, const struct json_tree *x, int depth)
{
    struct str schema = json_tree_text_of(x, "schema");
    if (!json_tree_text_of(x, "id").n)
        return;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_is(schema, kinds[i].schema))
            actor(f, x, kinds[i].kind, depth);
    if (str_is(schema, "Position"))
        position(f, x);
    for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
        if (!str_is(schema, links[i].schema))
            continue;
        struct str role = value_of(f, x, "role", NEST_MAX), label = links[i].label ? str_of(links[i].label) : role;
        struct link l = { value_of(f, x, links[i].who, depth), value_of(f, x, links[i].what, depth), role.n ? role : label,
                          value_of(f, x, "startDate", NEST_MAX), value_of(f, x, "endDate", NEST_MAX) };
        GROW(f->links, f->link_n, f->link_capacity);
        f->links[f->link_n++] = l;
    }
}

static uint32_t draft_of(const struct ftm *f, struct str id)
{
    uint32_t number = id.n ? strmap_find(&f->actor_ids, id) : STRMAP_NONE;
    return number == STRMAP_NONE ? BUILD_NONE : f->actors[number];
}

static void place_link(struct ftm *f, const struct link *l)
{
    uint32_t who = draft_of(f, l->who), whose = draft_of(f, l->what);
    uint32_t number = l->what.n ? strmap_find(&f->position_ids, l->what) : STRMAP_NONE;
    if (who == BUILD_NONE || (whose == BUILD_NONE && number == STRMAP_NONE)) {
        build_skip(f->build, "'%.*s' is linked to '%.*s', which is not there", STR_ARG(l->who), STR_ARG(l->what));
        return;
    }
    int32_t from = build_date(f->build, l->start, false), to = build_date(f->build, l->end, true);
    if (number != STRMAP_NONE) {
        const struct position *p = &f->positions[number];
        struct str of = draft_of(f, p->of) == BUILD_NONE ? p->country : build_draft(f->build, draft_of(f, p->of))->actor.id;
        build_role(f->build, who, p->name, of, from, to);
        return;
    }
    const struct actor *organization = &build_draft(f->build, whose)->actor;
    if (organization->kind == ACTOR_PARTY && str_is(l->label, "member"))
        build_text(f->build, &build_draft(f->build, who)->actor.party, organization->id);
    else
        build_role(f->build, who, l->label, organization->id, from, to);
}

static enum input_result read_lines(struct ftm *f, struct input *in, struct error *err)
{
    enum input_result got;
    struct str line;
    while ((got = input_line(in, LINE_BYTES_MAX, &line, err)) != INPUT_END && got != INPUT_FAILED) {
        char place[40];
        snprintf(place, sizeof place, "line %llu", (unsigned long long)input_lines(in));
        arena_reset(&f->arena);
        if (got == INPUT_TOO_LONG) {
            build_skip(f->build, "%s: longer than %d MiB", place, LINE_BYTES_MAX >> 20);
            continue;
        }
        const struct json_tree *x = str_trim(line).n ? build_json(f->build, line, &f->arena, place) : NULL;
        if (x)
            entity(f, x, 0);
    }
    return got;
}

bool import_ftm(struct build *b, struct input *in, struct error *err)
{
    struct ftm f = { .build = b, .arena = ARENA_INIT, .position_ids = STRMAP_INIT, .actor_ids = STRMAP_INIT };
    bool ok = read_lines(&f, in, err) == INPUT_END;
    for (size_t i = 0; ok && i < f.link_n; i++)
        place_link(&f, &f.links[i]);
    strmap_release(&f.position_ids);
    strmap_release(&f.actor_ids);
    free(f.positions);
    free(f.actors);
    free(f.links);
    arena_release(&f.arena);
    return ok;
}
