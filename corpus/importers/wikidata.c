#include "corpus/importers/build.h"
#include "corpus/json_items.h"
#include "engine/base/memory.h"

#include <stdio.h>
#include <stdlib.h>

/*
 * Wikidata's entities (mediawiki.org, "Wikibase/DataModel/JSON"): a dump (a list of all of them), an object {"entities": {"Q1": …}}, or one a line.
 * Kept are people with an office (P39), countries (P297), parties, organisations that something in the file refers to, and the names of offices.
 * What refers to what is settled when all is read.
 */
enum item { P_INSTANCE, P_OFFICE, P_CITIZEN, P_PARTY, P_ISO2, P_COUNTRY, P_JURISDICTION, P_FOUNDED, P_DISSOLVED, P_SUBCLASS, P_HOLDER, P_ITEMS };
static const char *const properties[P_ITEMS] = { "P31", "P39", "P27", "P102", "P297", "P17", "P1001", "P571", "P576", "P279", "P1308" };

/* The names of so many items are kept whatever they are; of a dump of all, only those that look like an office. */
enum { NAMED_ANY = 1000000 };

/* Qualifiers of P39: from, to, of whom. (P1365, in whose place, says nothing that the other's own term does not.) */
static const char q_from[] = "P580", q_to[] = "P582", q_of[] = "P642";

static const char human[] = "Q5", party_class[] = "Q7278";

/* The name of an item, and whose it is: for what is referred to before it is met. */
struct named {
    struct str label, iso2, country;
    uint32_t draft;
};

struct office {
    uint32_t who;
    struct str item, of;
    int32_t from, to;
};

struct reference {
    uint32_t who;
    struct str item;
    bool party;
};

struct wikidata {
    struct build *build;
    struct strmap ids;
    struct named *named;
    struct office *offices;
    struct reference *references;
    size_t named_capacity, office_n, office_capacity, reference_n, reference_capacity;
    uint64_t records;
    bool wrapped;
    struct arena arena;
};

/* ---- statements ---- */

static const struct json_tree *statements(const struct json_tree *x, enum item property)
{
    return json_tree_first(json_tree_get(json_tree_get(x, "claims"), properties[property]));
}

/* The value of a snak: the id of an item, a time, or a text. */
static struct str snak_value(const struct json_tree *snak)
{
    const struct json_tree *value = json_tree_get(json_tree_get(snak, "datavalue"), "value");
    if (value && value->kind != JSON_OBJECT)
        return json_tree_text(value);
    struct str id = json_tree_text_of(value, "id");
    return id.n ? id : json_tree_text_of(value, "time");
}

static bool is_deprecated(const struct json_tree *statement)
{
    return str_is(json_tree_text_of(statement, "rank"), "deprecated");
}

static struct str first_value(const struct json_tree *x, enum item property)
{
    for (const struct json_tree *s = statements(x, property); s; s = s->next)
        if (!is_deprecated(s) && snak_value(json_tree_get(s, "mainsnak")).n)
            return snak_value(json_tree_get(s, "mainsnak"));
    return (struct str){ NULL, 0 };
}

static bool has_value(const struct json_tree *x, enum item property, const char *value)
{
    for (const struct json_tree *s = statements(x, property); s; s = s->next)
        if (str_is(snak_value(json_tree_get(s, "mainsnak")), value))
            return true;
    return false;
}

static struct str qualifier(const struct json_tree *statement, const char *property)
{
    return snak_value(json_tree_first(json_tree_get(json_tree_get(statement, "qualifiers"), property)));
}

/* ---- entities ---- */

static struct str label_of(const struct json_tree *x)
{
    static const char *const languages[] = { "en", "mul", "de", "fr", "es", "ru" };
    const struct json_tree *labels = json_tree_get(x, "labels");
    struct str label = { NULL, 0 };
    for (size_t i = 0; !label.n && i < sizeof languages / sizeof *languages; i++)
        label = json_tree_text_of(json_tree_get(labels, languages[i]), "value");
    return label.n ? label : json_tree_text_of(json_tree_first(labels), "value");
}

static void put_names(struct wikidata *w, uint32_t who, const struct json_tree *x)
{
    build_name(w->build, who, label_of(x), 0);
    for (const struct json_tree *l = json_tree_first(json_tree_get(x, "labels")); l; l = l->next)
        build_name(w->build, who, json_tree_text_of(l, "value"), 0);
    for (const struct json_tree *l = json_tree_first(json_tree_get(x, "aliases")); l; l = l->next)
        for (const struct json_tree *a = json_tree_first(l); a; a = a->next)
            build_name(w->build, who, json_tree_text_of(a, "value"), 0);
}

static void refer(struct wikidata *w, uint32_t who, struct str item, bool party)
{
    if (!item.n)
        return;
    GROW(w->references, w->reference_n, w->reference_capacity);
    w->references[w->reference_n++] = (struct reference){ who, arena_str(w->build->arena, item), party };
}

/* The party that was joined last, and has not been left. */
static struct str party_of(const struct json_tree *x)
{
    struct str party = { NULL, 0 }, since = { NULL, 0 };
    for (const struct json_tree *s = statements(x, P_PARTY); s; s = s->next) {
        struct str from = qualifier(s, q_from);
        if (is_deprecated(s) || qualifier(s, q_to).n || (party.n && str_compare(from, since) <= 0))
            continue;
        party = snak_value(json_tree_get(s, "mainsnak"));
        since = from;
    }
    return party;
}

static void person(struct wikidata *w, const struct json_tree *x, struct str id)
{
    uint32_t who = build_actor(w->build, id, ACTOR_PERSON);
    put_names(w, who, x);
    refer(w, who, first_value(x, P_CITIZEN), false);
    refer(w, who, party_of(x), true);
    for (const struct json_tree *s = statements(x, P_OFFICE); s; s = s->next) {
        struct str office = snak_value(json_tree_get(s, "mainsnak")), of = qualifier(s, q_of);
        if (is_deprecated(s) || !office.n)
            continue;
        GROW(w->offices, w->office_n, w->office_capacity);
        w->offices[w->office_n++] = (struct office){
            who, arena_str(w->build->arena, office), arena_str(w->build->arena, of), build_date(w->build, qualifier(s, q_from), false),
            build_date(w->build, qualifier(s, q_to), true),
        };
    }
}

static uint32_t body(struct wikidata *w, const struct json_tree *x, struct str id, struct str iso2)
{
    bool party = has_value(x, P_INSTANCE, party_class);
    uint32_t who = build_actor(w->build, iso2.n ? iso2 : id, iso2.n ? ACTOR_COUNTRY : party ? ACTOR_PARTY : ACTOR_ORG);
    put_names(w, who, x);
    refer(w, who, iso2.n ? (struct str){ NULL, 0 } : first_value(x, P_COUNTRY), false);
    struct actor *a = &build_draft(w->build, who)->actor;
    a->founded = build_date(w->build, first_value(x, P_FOUNDED), false);
    a->dissolved = build_date(w->build, first_value(x, P_DISSOLVED), true);
    return who;
}

static void entity(struct wikidata *w, const struct json_tree *x)
{
    struct str id = json_tree_text_of(x, "id"), iso2 = first_value(x, P_ISO2);
    bool is_new;
    if (!build_wikidata_id(id).n || !json_tree_get(x, "labels"))
        return;
    bool is_human = has_value(x, P_INSTANCE, human), is_party = has_value(x, P_INSTANCE, party_class);
    if (is_human) {     /* nothing refers to people */
        if (statements(x, P_OFFICE))
            person(w, x, id);
        return;
    }
    bool is_office = statements(x, P_JURISDICTION) || statements(x, P_SUBCLASS) || statements(x, P_HOLDER);
    if (w->ids.n >= NAMED_ANY && !iso2.n && !is_party && !is_office)
        return;
    uint32_t number = strmap_intern(&w->ids, id, &is_new);
    if (!is_new)
        return;
    GROW(w->named, number, w->named_capacity);
    struct str jurisdiction = first_value(x, P_JURISDICTION);
    struct named *n = &w->named[number];
    *n = (struct named){
        arena_str(w->build->arena, label_of(x)), arena_str(w->build->arena, iso2),
        arena_str(w->build->arena, jurisdiction.n ? jurisdiction : first_value(x, P_COUNTRY)), BUILD_NONE,
    };
    if (iso2.n || is_party)
        n->draft = body(w, x, id, iso2);
}

/* ---- what refers to what ---- */

static const struct named *find(const struct wikidata *w, struct str item)
{
    uint32_t number = item.n ? strmap_find(&w->ids, item) : STRMAP_NONE;
    return number == STRMAP_NONE ? NULL : &w->named[number];
}

static struct str country_of(struct wikidata *w, struct str item)
{
    const struct named *n = find(w, item);
    return n && n->iso2.n ? n->iso2 : build_country(w->build, item);
}

static void place_office(struct wikidata *w, const struct office *o)
{
    const struct named *office = find(w, o->item), *whose = find(w, o->of);
    struct str of = country_of(w, o->of);
    if (!office || !office->label.n) {
        w->build->result.homeless++;     /* the file does not tell what the office is called */
        return;
    }
    if (!of.n && whose && whose->label.n) {
        if (whose->draft == BUILD_NONE) {
            uint32_t body = build_actor(w->build, o->of, ACTOR_ORG);
            build_name(w->build, body, whose->label, 0);
        }
        of = o->of;
    }
    build_role(w->build, o->who, office->label, of.n ? of : country_of(w, office->country), o->from, o->to);
}

static void place_reference(struct wikidata *w, const struct reference *r)
{
    struct actor *who = &build_draft(w->build, r->who)->actor;
    const struct named *n = find(w, r->item);
    if (!r->party)
        build_text(w->build, &who->country, country_of(w, r->item));
    else if (n && n->draft != BUILD_NONE)
        build_text(w->build, &who->party, r->item);
}

/* ---- the file ---- */

static bool enter(void *ctx, struct str path)
{
    /* {"entities": {"Q1": …}}; an entity itself is given whole. */
    const struct wikidata *w = ctx;
    return str_is(path, "entities") || (!path.n && w->wrapped);
}

static bool begins_with_entities(struct str head)
{
    static const char key[] = "\"entities\"";
    struct str s = str_trim(head);
    s = s.n && s.p[0] == '{' ? str_trim(str_slice(s, 1, s.n)) : s;
    return str_starts(s, str_of(key));
}

static bool visit(void *ctx, struct str path, struct str json, struct error *err)
{
    struct wikidata *w = ctx;
    char place[40];
    (void)err, (void)path;
    snprintf(place, sizeof place, "record %llu", (unsigned long long)++w->records);
    arena_reset(&w->arena);
    const struct json_tree *x = build_json(w->build, json, &w->arena, place);
    if (x && x->kind == JSON_OBJECT)
        entity(w, x);
    return true;
}

static void too_long(void *ctx, struct str path)
{
    struct wikidata *w = ctx;
    build_skip(w->build, "%.*s: a record longer than %d MiB", STR_ARG(path), JSON_ITEM_BYTES_MAX >> 20);
}

bool import_wikidata(struct build *b, struct input *in, struct error *err)
{
    struct wikidata w = { .build = b, .ids = STRMAP_INIT, .arena = ARENA_INIT };
    const struct json_items items = { enter, visit, too_long, &w };
    struct str head;
    w.wrapped = input_peek(in, INPUT_PEEK_MAX, &head, err) == INPUT_OK && begins_with_entities(head);
    bool ok = json_items_read(in, &items, err);
    for (size_t i = 0; ok && i < w.office_n; i++)
        place_office(&w, &w.offices[i]);
    for (size_t i = 0; ok && i < w.reference_n; i++)
        place_reference(&w, &w.references[i]);
    strmap_release(&w.ids);
    free(w.named);
    free(w.offices);
    free(w.references);
    arena_release(&w.arena);
    return ok;
}
