#include "corpus/registry_yaml.h"

#include "engine/base/memory.h"
#include "engine/base/strmap.h"
#include "engine/base/yaml_tree.h"

#include <stdio.h>
#include <stdlib.h>

enum { NODES_MAX = 4 * 1000 * 1000 };   /* a walk over aliases of aliases ends here */

struct reading {
    struct arena *arena;
    struct error *err;
    size_t visited;
};

static bool wrong(struct reading *r, const struct yaml_tree *at, const char *what)
{
    return yaml_tree_error(at, r->err, "%s", what);
}

static bool text_of(struct reading *r, const struct yaml_tree *t, struct str *ret)
{
    if (++r->visited > NODES_MAX)
        return wrong(r, t, "too many values: is an alias used over and over?");
    if (t->kind != YAML_TREE_TEXT || !str_trim(t->text).n)
        return wrong(r, t, "a text is wanted here");
    *ret = arena_str(r->arena, str_trim(t->text));
    return true;
}

static const struct yaml_tree *value_of(const struct yaml_tree *map, const char *key)
{
    for (size_t i = 0; i + 1 < map->count; i += 2)
        if (str_is(map->items[i]->text, key))
            return map->items[i + 1];
    return NULL;
}

/* Every key of a map is one of `keys` (NULL at the end). */
static bool known_keys(struct reading *r, const struct yaml_tree *map, const char *const *keys)
{
    for (size_t i = 0; i + 1 < map->count; i += 2) {
        bool known = false;
        for (size_t k = 0; keys[k]; k++)
            known = known || str_is(map->items[i]->text, keys[k]);
        if (!known)
            return yaml_tree_error(map->items[i], r->err, "unknown key '%.*s'", STR_ARG(map->items[i]->text));
    }
    return true;
}

/* ---- dates: the first minute of the first or last day that is meant ---- */

static int digits(struct str s, size_t from, size_t n)
{
    int x = 0;
    for (size_t i = from; i < from + n; i++) {
        if (i >= s.n || s.p[i] < '0' || s.p[i] > '9')
            return -1;
        x = x * 10 + (s.p[i] - '0');
    }
    return x;
}

static bool date_of(struct reading *r, const struct yaml_tree *map, const char *key, bool last, int32_t *ret)
{
    const struct yaml_tree *t = value_of(map, key);
    struct str s;
    *ret = CIVIL_NONE;
    if (!t || yaml_tree_is_null(t))
        return true;
    if (!text_of(r, t, &s))
        return false;
    int year = digits(s, 0, 4), month = s.n >= 7 ? digits(s, 5, 2) : last ? 12 : 1, day = s.n >= 10 ? digits(s, 8, 2) : 1;
    bool shape = (s.n == 4 || (s.n == 7 && s.p[4] == '-') || (s.n == 10 && s.p[4] == '-' && s.p[7] == '-'));
    if (!shape || !civil_valid(year, month, 1))
        return wrong(r, t, "a date is written 2018, 2018-05 or 2018-05-08");
    if (s.n < 10 && last)
        day = civil_month_days(year, month);
    if (!civil_valid(year, month, day))
        return wrong(r, t, "there is no such day");
    *ret = civil_days(year, month, day) * CIVIL_DAY_MINUTES;
    return true;
}

/* ---- names ---- */

struct names {
    struct actor_name *v;
    size_t n, capacity;
};

static void add_name(struct names *names, struct str name, int flags)
{
    for (size_t i = 0; i < names->n; i++)
        if (str_equal(names->v[i].name, name))
            return;
    GROW(names->v, names->n, names->capacity);
    names->v[names->n++] = (struct actor_name){ name, flags };
}

static bool name_entry(struct reading *r, const struct yaml_tree *t, int flags, struct names *names)
{
    static const char *const keys[] = { "name", "with", "weak", NULL };
    struct str name;
    if (t->kind == YAML_TREE_MAP) {
        const struct yaml_tree *text = value_of(t, "name"), *with = value_of(t, "with"), *weak = value_of(t, "weak");
        if (!known_keys(r, t, keys))
            return false;
        if (!text)
            return wrong(r, t, "this name has no 'name'");
        if (with && !str_is(with->text, "title"))
            return wrong(r, with, "'with' can only be title");
        flags |= (with ? NAME_TITLED : 0) | (weak && str_is(weak->text, "true") ? NAME_WEAK : 0);
        t = text;
    }
    if (!text_of(r, t, &name))
        return false;
    add_name(names, name, flags);
    return true;
}

static bool name_list(struct reading *r, const struct yaml_tree *map, const char *key, int flags, struct names *names)
{
    const struct yaml_tree *t = value_of(map, key);
    if (!t || yaml_tree_is_null(t))
        return true;
    if (t->kind != YAML_TREE_LIST)
        return wrong(r, t, "a list is wanted here");
    for (size_t i = 0; i < t->count; i++)
        if (!name_entry(r, t->items[i], flags, names))
            return false;
    return true;
}

static bool read_names(struct reading *r, const struct yaml_tree *map, struct actor *a)
{
    struct names names = { 0 };
    struct str capital;
    const struct yaml_tree *t = value_of(map, "capital");
    add_name(&names, a->name, NAME_MAIN);
    bool ok = name_list(r, map, "names", 0, &names) && name_list(r, map, "demonyms", NAME_DEMONYM, &names);
    if (ok && t && t->kind == YAML_TREE_LIST) {
        ok = name_list(r, map, "capital", NAME_CAPITAL, &names);
    } else if (ok && t && !yaml_tree_is_null(t)) {
        ok = text_of(r, t, &capital);
        if (ok)
            add_name(&names, capital, NAME_CAPITAL);
    }
    if (ok) {
        a->names = arena_array(r->arena, struct actor_name, names.n);
        memcpy(a->names, names.v, names.n * sizeof *names.v);
        a->name_count = names.n;
    }
    free(names.v);
    return ok;
}

/* ---- offices ---- */

static bool read_role(struct reading *r, const struct yaml_tree *t, struct actor_role *ret)
{
    static const char *const keys[] = { "office", "of", "from", "to", "acting", NULL };
    if (t->kind != YAML_TREE_MAP || !value_of(t, "office") || !value_of(t, "of"))
        return wrong(r, t, "a role has an office, of whom, and dates");
    const struct yaml_tree *acting = value_of(t, "acting");
    ret->acting = acting && str_is(acting->text, "true");
    return known_keys(r, t, keys) && text_of(r, value_of(t, "office"), &ret->office) && text_of(r, value_of(t, "of"), &ret->of) &&
           date_of(r, t, "from", false, &ret->from) && date_of(r, t, "to", true, &ret->to);
}

static bool read_roles(struct reading *r, const struct yaml_tree *map, struct actor *a)
{
    const struct yaml_tree *t = value_of(map, "roles");
    if (!t || yaml_tree_is_null(t))
        return true;
    if (t->kind != YAML_TREE_LIST)
        return wrong(r, t, "a list is wanted here");
    for (size_t i = 0; i < t->count; i++)
        if (!read_role(r, t->items[i], &a->roles[a->role_count++]))
            return false;
    return true;
}

/* `member_of: [un, {of: nato, from: 2004-03-29}]`: the office of a member. */
static bool read_membership(struct reading *r, const struct yaml_tree *t, struct actor_role *ret)
{
    static const char *const keys[] = { "of", "from", "to", NULL };
    ret->office = STR(ACTOR_MEMBER);
    if (t->kind != YAML_TREE_MAP)
        return text_of(r, t, &ret->of);
    if (!value_of(t, "of"))
        return wrong(r, t, "a membership is an id, or has 'of' and dates");
    return known_keys(r, t, keys) && text_of(r, value_of(t, "of"), &ret->of) && date_of(r, t, "from", false, &ret->from) &&
           date_of(r, t, "to", true, &ret->to);
}

static bool read_memberships(struct reading *r, const struct yaml_tree *map, struct actor *a)
{
    const struct yaml_tree *t = value_of(map, "member_of");
    if (!t || yaml_tree_is_null(t))
        return true;
    if (t->kind != YAML_TREE_LIST)
        return wrong(r, t, "a list is wanted here");
    for (size_t i = 0; i < t->count; i++) {
        a->roles[a->role_count] = (struct actor_role){ .from = CIVIL_NONE, .to = CIVIL_NONE };
        if (!read_membership(r, t->items[i], &a->roles[a->role_count++]))
            return false;
    }
    return true;
}

/* Room for all of the roles that a record can have. */
static void make_roles(struct reading *r, const struct yaml_tree *map, struct actor *a)
{
    const struct yaml_tree *roles = value_of(map, "roles"), *memberships = value_of(map, "member_of");
    a->roles = arena_array(r->arena, struct actor_role, (roles ? roles->count : 0) + (memberships ? memberships->count : 0) + 1);
}

static bool read_seat(struct reading *r, const struct yaml_tree *map, struct actor *a)
{
    const struct yaml_tree *t = value_of(map, "seat_of");
    if (!t || yaml_tree_is_null(t))
        return true;
    if (t->kind != YAML_TREE_MAP || !value_of(t, "office") || !value_of(t, "of"))
        return wrong(r, t, "seat_of has an office and of whom");
    return text_of(r, value_of(t, "office"), &a->seat_office) && text_of(r, value_of(t, "of"), &a->seat_of);
}

/* ---- records ---- */

static bool optional_text(struct reading *r, const struct yaml_tree *map, const char *key, struct str *ret)
{
    const struct yaml_tree *t = value_of(map, key);
    return !t || yaml_tree_is_null(t) || text_of(r, t, ret);
}

static bool read_id(struct reading *r, const struct yaml_tree *map, struct actor *a)
{
    const struct yaml_tree *t = value_of(map, "id");
    if (!t || !text_of(r, t, &a->id))
        return t ? false : wrong(r, map, "this actor has no id");
    for (size_t i = 0; i < a->id.n; i++) {
        char c = a->id.p[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'))
            return wrong(r, t, "an id has letters, digits and '-' only");
    }
    return true;
}

static bool read_actor(struct reading *r, const struct yaml_tree *map, struct actor *a)
{
    static const char *const keys[] = {
        "id", "kind", "name", "names", "demonyms", "capital", "country", "party", "roles", "member_of", "seat_of", "founded", "dissolved", "note", "born", "iso", NULL,
    };
    struct str kind;
    if (map->kind != YAML_TREE_MAP)
        return wrong(r, map, "an actor is a map: id, kind, name …");
    if (!known_keys(r, map, keys) || !read_id(r, map, a))
        return false;
    const struct yaml_tree *t = value_of(map, "kind"), *name = value_of(map, "name");
    if (!t || !name)
        return wrong(r, map, "this actor has no kind, or no name");
    if (!text_of(r, t, &kind) || !text_of(r, name, &a->name))
        return false;
    if (!actor_kind_of(kind, &a->kind))
        return wrong(r, t, "a kind is person, org, party, country, place or office");
    make_roles(r, map, a);
    return read_names(r, map, a) && read_roles(r, map, a) && read_memberships(r, map, a) && read_seat(r, map, a) && optional_text(r, map, "country", &a->country) &&
           optional_text(r, map, "party", &a->party) && optional_text(r, map, "note", &a->note) &&
           date_of(r, map, "founded", false, &a->founded) && date_of(r, map, "dissolved", true, &a->dissolved);
}

bool registry_yaml_read(struct str yaml, const char *file_name, struct arena *arena, struct actor **ret, size_t *ret_n, struct error *err)
{
    CLEANUP_ARENA struct arena tree_arena = ARENA_INIT;
    struct reading r = { .arena = arena, .err = err };
    struct yaml_tree *root;
    if (!yaml_tree_parse(yaml, &tree_arena, &root, err))
        return error_wrap(err, "cannot read '%s'", file_name);
    const struct yaml_tree *list = root && root->kind == YAML_TREE_MAP ? value_of(root, "actors") : NULL;
    if (root && (!list || list->kind != YAML_TREE_LIST)) {
        yaml_tree_error(root, err, "a list 'actors:' is wanted");
        return error_wrap(err, "cannot read '%s'", file_name);
    }
    size_t count = list ? list->count : 0;
    struct actor *actors = arena_array(arena, struct actor, count + 1);
    for (size_t i = 0; i < count; i++)
        if (!read_actor(&r, list->items[i], &actors[i]))
            return error_wrap(err, "cannot read '%s'", file_name);
    *ret = actors;
    *ret_n = count;
    return true;
}

/* ---- lint ---- */

struct linting {
    void (*problem)(void *ctx, const char *what);
    void *ctx;
    struct strmap ids;
};

static void tell(struct linting *l, struct str id, const char *what, struct str about)
{
    char text[300];
    snprintf(text, sizeof text, "%.*s: %s '%.*s'", STR_ARG(id), what, STR_ARG(about));
    l->problem(l->ctx, text);
}

static void lint_actor(struct linting *l, const struct actor *a)
{
    const struct str references[] = { a->country, a->party, a->seat_of };
    for (size_t i = 0; i < sizeof references / sizeof *references; i++)
        if (references[i].n && strmap_find(&l->ids, references[i]) == STRMAP_NONE)
            tell(l, a->id, "refers to an actor that is not there:", references[i]);
    for (size_t i = 0; i < a->role_count; i++) {
        const struct actor_role *r = &a->roles[i];
        if (strmap_find(&l->ids, r->of) == STRMAP_NONE)
            tell(l, a->id, "has an office of an actor that is not there:", r->of);
        if (r->from != CIVIL_NONE && r->to != CIVIL_NONE && r->from > r->to)
            tell(l, a->id, "has an office that ends before it begins:", r->office);
    }
}

void registry_lint(const struct actor *actors, size_t n, void (*problem)(void *ctx, const char *what), void *ctx)
{
    struct linting l = { problem, ctx, STRMAP_INIT };
    for (size_t i = 0; i < n; i++) {
        bool is_new;
        strmap_intern(&l.ids, actors[i].id, &is_new);
        if (!is_new)
            tell(&l, actors[i].id, "stands twice:", actors[i].name);
    }
    for (size_t i = 0; i < n; i++)
        lint_actor(&l, &actors[i]);
    strmap_release(&l.ids);
}
