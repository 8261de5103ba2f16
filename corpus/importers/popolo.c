#include "corpus/importers/build.h"
#include "corpus/json_items.h"
#include "engine/base/memory.h"

#include <stdio.h>
#include <stdlib.h>

/*
 * Popolo (popoloproject.com), as EveryPolitician gives it: {"persons": […], "organizations": […], "memberships": […], "posts": […], "events": […],
 * "areas": […]}, in any order; or one person a line with "memberships" inside. Memberships are kept until all else is known.
 */
struct membership {
    struct str person, organization, party, role, post, event, start, end;
};

struct organization {
    struct str name;
    uint32_t draft;
    bool party, legislature;
};

struct post {
    struct str label, organization;
};

struct event {
    struct str start, end;
};

struct popolo {
    struct build *build;
    struct strmap organization_ids, post_ids, event_ids, person_ids;
    struct organization *organizations;
    struct post *posts;
    struct event *events;
    uint32_t *persons;              /* drafts */
    struct membership *memberships;
    size_t membership_n, organization_capacity, post_capacity, event_capacity, person_capacity, membership_capacity;
    uint64_t records;
    struct arena arena;             /* of the record in hand */
};

static struct str keep(struct popolo *p, struct str s)
{
    return s.n ? arena_str(p->build->arena, s) : (struct str){ NULL, 0 };
}

static struct str kept(struct popolo *p, const struct json_tree *object, const char *key)
{
    return keep(p, json_tree_text_of(object, key));
}

/* The Wikidata id among the identifiers; else the record's own. */
static struct str id_of(struct popolo *p, const struct json_tree *x)
{
    for (const struct json_tree *i = json_tree_first(json_tree_get(x, "identifiers")); i; i = i->next)
        if (str_is(json_tree_text_of(i, "scheme"), "wikidata") && build_wikidata_id(json_tree_text_of(i, "identifier")).n)
            return build_id(p->build, json_tree_text_of(i, "identifier"));
    struct str item = build_wikidata_id(json_tree_text_of(x, "wikidata"));
    return item.n ? keep(p, item) : build_id(p->build, json_tree_text_of(x, "id"));
}

static void put_names(struct popolo *p, uint32_t draft, const struct json_tree *x)
{
    build_name(p->build, draft, json_tree_text_of(x, "name"), 0);
    for (const struct json_tree *n = json_tree_first(json_tree_get(x, "other_names")); n; n = n->next)
        build_name(p->build, draft, n->kind == JSON_STRING ? n->text : json_tree_text_of(n, "name"), 0);
}

static void membership(struct popolo *p, const struct json_tree *x, struct str person)
{
    struct str organization = kept(p, x, "organization_id"), party = kept(p, x, "on_behalf_of_id");
    GROW(p->memberships, p->membership_n, p->membership_capacity);
    p->memberships[p->membership_n++] = (struct membership){
        person.n ? person : kept(p, x, "person_id"), organization, party, kept(p, x, "role"), kept(p, x, "post_id"),
        kept(p, x, "legislative_period_id"), kept(p, x, "start_date"), kept(p, x, "end_date"),
    };
}

static void person(struct popolo *p, const struct json_tree *x)
{
    struct str own = kept(p, x, "id"), name = json_tree_text_of(x, "name");
    if (!own.n || !name.n) {
        build_skip(p->build, "a person without %s", own.n ? "a name" : "an id");
        return;
    }
    bool is_new;
    uint32_t number = strmap_intern(&p->person_ids, own, &is_new);
    if (is_new) {
        GROW(p->persons, number, p->person_capacity);
        p->persons[number] = build_actor(p->build, id_of(p, x), ACTOR_PERSON);
    }
    uint32_t draft = p->persons[number];
    put_names(p, draft, x);
    struct actor *a = &build_draft(p->build, draft)->actor;
    build_text(p->build, &a->country, p->build->options->country);
    for (const struct json_tree *m = json_tree_first(json_tree_get(x, "memberships")); m; m = m->next)
        membership(p, m, own);
}

static void organization(struct popolo *p, const struct json_tree *x)
{
    struct str own = kept(p, x, "id"), name = kept(p, x, "name"), class = json_tree_text_of(x, "classification");
    bool is_new;
    uint32_t number = own.n && name.n ? strmap_intern(&p->organization_ids, own, &is_new) : STRMAP_NONE;
    if (number == STRMAP_NONE || !is_new)
        return;
    GROW(p->organizations, number, p->organization_capacity);
    struct organization *o = &p->organizations[number];
    *o = (struct organization){ name, BUILD_NONE, str_is(class, "party"), str_is(class, "legislature") || str_is(class, "chamber") };
    bool nobody = str_ends(own, STR("unknown")) || str_ends(own, STR("independent")) || str_is(name, "unknown") || str_is(name, "Independent");
    if (o->party && nobody)
        return;
    /* Its own ids are "party/abc", the same in every file: the origin goes before. */
    o->draft = build_actor(p->build, id_of(p, x), o->party ? ACTOR_PARTY : ACTOR_ORG);
    put_names(p, o->draft, x);
    struct actor *a = &build_draft(p->build, o->draft)->actor;
    build_text(p->build, &a->country, p->build->options->country);
    a->founded = build_date(p->build, json_tree_text_of(x, "founding_date"), false);
    a->dissolved = build_date(p->build, json_tree_text_of(x, "dissolution_date"), true);
}

static void post(struct popolo *p, const struct json_tree *x)
{
    bool is_new;
    struct str own = json_tree_text_of(x, "id"), label = kept(p, x, "label");
    uint32_t number = own.n ? strmap_intern(&p->post_ids, own, &is_new) : STRMAP_NONE;
    if (number == STRMAP_NONE || !is_new)
        return;
    GROW(p->posts, number, p->post_capacity);
    p->posts[number] = (struct post){ label.n ? label : kept(p, x, "role"), kept(p, x, "organization_id") };
}

static void event(struct popolo *p, const struct json_tree *x)
{
    bool is_new;
    struct str own = json_tree_text_of(x, "id");
    uint32_t number = own.n ? strmap_intern(&p->event_ids, own, &is_new) : STRMAP_NONE;
    if (number == STRMAP_NONE || !is_new)
        return;
    GROW(p->events, number, p->event_capacity);
    p->events[number] = (struct event){ kept(p, x, "start_date"), kept(p, x, "end_date") };
}

/* ---- offices ---- */

static const struct organization *organization_of(const struct popolo *p, struct str id)
{
    uint32_t number = id.n ? strmap_find(&p->organization_ids, id) : STRMAP_NONE;
    return number == STRMAP_NONE ? NULL : &p->organizations[number];
}

static bool is_plain_member(struct str role)
{
    return !role.n || str_is(role, "member") || str_is(role, "Member");
}

static void put_role(struct popolo *p, uint32_t draft, const struct membership *m, int32_t from, int32_t to)
{
    uint32_t number = m->post.n ? strmap_find(&p->post_ids, m->post) : STRMAP_NONE;
    const struct post *held = number == STRMAP_NONE ? NULL : &p->posts[number];
    const struct organization *o = organization_of(p, m->organization.n || !held ? m->organization : held->organization);
    struct str label = m->role, of = p->build->options->country;
    if (held && held->label.n && is_plain_member(label))
        label = held->label;
    if (o && o->party) {
        build_text(p->build, &build_draft(p->build, draft)->actor.party,
                   o->draft == BUILD_NONE ? (struct str){ NULL, 0 } : build_draft(p->build, o->draft)->actor.id);
        if (is_plain_member(label))
            return;     /* a member of a party holds no office */
    }
    if (is_plain_member(label))
        label = !o || o->legislature ? STR("member of parliament") : STR("member");
    /* A seat in a parliament is its country's; any other office is the organisation's. */
    if (o && o->draft != BUILD_NONE && (!of.n || !o->legislature))
        of = build_draft(p->build, o->draft)->actor.id;
    build_role(p->build, draft, label, of, from, to);
}

static void place_membership(struct popolo *p, const struct membership *m)
{
    uint32_t number = m->person.n ? strmap_find(&p->person_ids, m->person) : STRMAP_NONE;
    uint32_t term = m->event.n ? strmap_find(&p->event_ids, m->event) : STRMAP_NONE;
    if (number == STRMAP_NONE) {
        build_skip(p->build, "a membership of a person that is not there: '%.*s'", STR_ARG(m->person));
        return;
    }
    struct str start = m->start, end = m->end;
    if (term != STRMAP_NONE) {
        start = start.n ? start : p->events[term].start;
        end = end.n ? end : p->events[term].end;
    }
    put_role(p, p->persons[number], m, build_date(p->build, start, false), build_date(p->build, end, true));
}

/* The party that somebody sat for last. */
static int by_start(const void *a, const void *b)
{
    return str_compare(((const struct membership *)b)->start, ((const struct membership *)a)->start);
}

static void put_parties(struct popolo *p)
{
    if (p->membership_n)
        qsort(p->memberships, p->membership_n, sizeof *p->memberships, by_start);
    for (size_t i = 0; i < p->membership_n; i++) {
        const struct membership *m = &p->memberships[i];
        const struct organization *o = organization_of(p, m->party);
        uint32_t number = strmap_find(&p->person_ids, m->person);
        if (o && o->draft != BUILD_NONE && number != STRMAP_NONE)
            build_text(p->build, &build_draft(p->build, p->persons[number])->actor.party, build_draft(p->build, o->draft)->actor.id);
    }
}

/* ---- the file ---- */

static bool enter(void *ctx, struct str path)
{
    (void)ctx, (void)path;
    return !path.n;
}

static bool visit(void *ctx, struct str path, struct str json, struct error *err)
{
    static const struct {
        const char *path;
        void (*take)(struct popolo *p, const struct json_tree *x);
    } lists[] = { { "persons", person }, { "organizations", organization }, { "posts", post }, { "events", event } };
    struct popolo *p = ctx;
    char place[40];
    (void)err;
    snprintf(place, sizeof place, "record %llu", (unsigned long long)++p->records);
    arena_reset(&p->arena);
    const struct json_tree *x = build_json(p->build, json, &p->arena, place);
    if (!x || x->kind != JSON_OBJECT)
        return true;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (str_is(path, lists[i].path))
            lists[i].take(p, x);
    if (str_is(path, "memberships"))
        membership(p, x, (struct str){ NULL, 0 });
    else if (!path.n)
        person(p, x);
    return true;
}

static void too_long(void *ctx, struct str path)
{
    struct popolo *p = ctx;
    build_skip(p->build, "%.*s: a record longer than %d MiB", STR_ARG(path), JSON_ITEM_BYTES_MAX >> 20);
}

bool import_popolo(struct build *b, struct input *in, struct error *err)
{
    struct popolo p = { .build = b, .arena = ARENA_INIT, .organization_ids = STRMAP_INIT, .post_ids = STRMAP_INIT, .event_ids = STRMAP_INIT,
                        .person_ids = STRMAP_INIT };
    const struct json_items items = { enter, visit, too_long, &p };
    bool ok = json_items_read(in, &items, err);
    if (ok) {
        put_parties(&p);
        for (size_t i = 0; i < p.membership_n; i++)
            place_membership(&p, &p.memberships[i]);
    }
    strmap_release(&p.organization_ids);
    strmap_release(&p.post_ids);
    strmap_release(&p.event_ids);
    strmap_release(&p.person_ids);
    free(p.organizations);
    free(p.posts);
    free(p.events);
    free(p.persons);
    free(p.memberships);
    arena_release(&p.arena);
    return ok;
}
