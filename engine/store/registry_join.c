#include "engine/base/memory.h"
#include "engine/store/registry_private.h"

/* Hand-made first; what the program carries before what was imported. */
static int rank_of(struct str origin)
{
    static const char *const first[] = { "hand", "configured", "builtin" };
    int rank = 0;
    while (rank < 3 && !str_is(origin, first[rank]))
        rank++;
    return rank;
}

static int compare(const struct registry_record *x, const struct registry_record *y, struct str id)
{
    bool own_x = str_equal(x->actor.id, id), own_y = str_equal(y->actor.id, id);
    if (own_x != own_y)
        return own_x ? -1 : 1;
    int rx = rank_of(x->actor.origin), ry = rank_of(y->actor.origin);
    if (rx != ry)
        return rx - ry;
    int c = str_compare(x->actor.origin, y->actor.origin);
    c = c ? c : str_compare(x->file, y->file);
    return c ? c : str_compare(x->actor.id, y->actor.id);
}

/* A handful: as many as there are origins that know the actor. */
static void sort(struct registry_record *v, size_t n, struct str id)
{
    for (size_t i = 1; i < n; i++) {
        struct registry_record one = v[i];
        size_t k = i;
        for (; k > 0 && compare(&one, &v[k - 1], id) < 0; k--)
            v[k] = v[k - 1];
        v[k] = one;
    }
}

static void add_name(struct actor *to, struct actor_name name, struct str origin, bool main)
{
    for (size_t i = 0; i < to->name_count; i++)
        if (str_equal(to->names[i].name, name.name))
            return;
    name.origin = origin;
    name.flags = main ? name.flags : name.flags & ~NAME_MAIN;
    to->names[to->name_count++] = name;
}

/* Do two terms share more than a day on which one follows the other? */
static bool overlap(const struct actor_role *x, const struct actor_role *y)
{
    int64_t from = x->from > y->from ? x->from : y->from;   /* CIVIL_NONE is the least: open */
    int64_t x_to = x->to == CIVIL_NONE ? INT32_MAX : x->to, y_to = y->to == CIVIL_NONE ? INT32_MAX : y->to;
    return from < (x_to < y_to ? x_to : y_to) || (x->from == y->from && x->to == y->to);
}

static void add_role(struct actor *to, struct actor_role role, struct str origin)
{
    for (size_t i = 0; i < to->role_count; i++) {
        const struct actor_role *r = &to->roles[i];
        if (!str_equal(r->office, role.office) || !str_equal(r->of, role.of))
            continue;
        if ((r->from == role.from && r->to == role.to) || (!str_equal(r->origin, origin) && overlap(r, &role)))
            return;
    }
    role.origin = origin;
    to->roles[to->role_count++] = role;
}

static void first_said(struct str *to, struct str value)
{
    if (!to->n)
        *to = value;
}

void registry_join(struct registry_record *records, size_t n, struct str id, struct arena *arena, struct actor *ret)
{
    size_t names = 0, roles = 0;
    sort(records, n, id);
    for (size_t i = 0; i < n; i++) {
        names += records[i].actor.name_count;
        roles += records[i].actor.role_count;
    }
    struct actor joined = records[0].actor;
    joined.id = id;
    joined.names = arena_array(arena, struct actor_name, names + 1);
    joined.roles = arena_array(arena, struct actor_role, roles + 1);
    joined.name_count = joined.role_count = 0;
    for (size_t i = 0; i < n; i++) {
        const struct actor *x = &records[i].actor;
        first_said(&joined.country, x->country);
        first_said(&joined.party, x->party);
        first_said(&joined.note, x->note);
        if (!joined.seat_of.n) {
            joined.seat_office = x->seat_office;
            joined.seat_of = x->seat_of;
        }
        joined.founded = joined.founded == CIVIL_NONE ? x->founded : joined.founded;
        joined.dissolved = joined.dissolved == CIVIL_NONE ? x->dissolved : joined.dissolved;
        for (size_t k = 0; k < x->name_count; k++)
            add_name(&joined, x->names[k], x->origin, i == 0);
        for (size_t k = 0; k < x->role_count; k++)
            add_role(&joined, x->roles[k], x->origin);
    }
    *ret = joined;
}
