#include "query/execute/resolve.h"

#include "config/suggest.h"
#include "engine/base/memory.h"
#include "engine/text/office.h"

#include <stdlib.h>

void resolve_key(struct resolver *r, struct str name, struct strbuf *out)
{
    CLEANUP_STRBUF struct strbuf folded = STRBUF_INIT;
    analyser_fold(r->analyser, name, &folded);
    for (size_t i = 0; i < folded.n;) {
        size_t space = i + str_find(str_slice(strbuf_view(&folded), i, folded.n), ' ');
        if (out->n)
            strbuf_byte(out, ' ');
        name_key_token(r->keyer, str_slice(strbuf_view(&folded), i, space), out);
        i = space + 1;
    }
}

/* ---- candidates ---- */

struct candidates {
    struct resolved_actor *v;
    size_t n, capacity;
};

static void add(struct candidates *c, struct str id, struct str name, int kind)
{
    for (size_t i = 0; i < c->n; i++)
        if (str_equal(c->v[i].id, id))
            return;
    GROW(c->v, c->n, c->capacity);
    c->v[c->n++] = (struct resolved_actor){ id, name, kind, false };
}

static bool has_key(struct resolver *r, const struct actor *a, struct str key, bool last_word)
{
    for (size_t i = 0; i < a->name_count; i++) {
        CLEANUP_STRBUF struct strbuf own = STRBUF_INIT;
        resolve_key(r, a->names[i].name, &own);
        struct str k = strbuf_view(&own);
        if (str_equal(k, key))
            return true;
        if (last_word && k.n > key.n && k.p[k.n - key.n - 1] == ' ' && str_ends(k, key))
            return true;
    }
    return false;
}

/* The registry files a person under the key of each whole name and of each name's last word: told apart here. */
static bool by_key(struct resolver *r, struct str key, unsigned kinds, struct candidates *whole, struct candidates *last, struct error *err)
{
    struct actor *actors;
    size_t n;
    if (!registry_find(r->archive, key, r->arena, &actors, &n, err))
        return false;
    for (size_t i = 0; i < n; i++)
        if (kinds >> actors[i].kind & 1)
            add(has_key(r, &actors[i], key, false) ? whole : last, actors[i].id, actors[i].name, (int)actors[i].kind);
    struct index_entity *local;
    if (!r->index || !index_alias_find(r->index, key, r->arena, &local, &n, err))
        return !r->index;
    bool one_word = str_find(key, ' ') == key.n;
    for (size_t i = 0; i < n; i++)
        if (local[i].kind < ACTOR_KINDS && kinds >> local[i].kind & 1)
            add(one_word ? last : whole, local[i].id, local[i].name, local[i].kind);
    return true;
}

static bool by_id(struct resolver *r, struct str text, unsigned kinds, struct candidates *c, struct error *err)
{
    struct actor actor;
    bool found;
    struct str id = arena_str(r->arena, text);
    for (int upper = 0; upper < 2; upper++) {
        if (!registry_get(r->archive, id, r->arena, &found, &actor, err))
            return false;
        if (found && kinds >> actor.kind & 1)
            add(c, actor.id, actor.name, (int)actor.kind);
        if (found || text.n > 16)
            break;
        char *s = arena_string(r->arena, text);     /* am, q7747 */
        for (size_t i = 0; i < text.n; i++)
            s[i] = s[i] >= 'a' && s[i] <= 'z' ? (char)(s[i] - 32) : s[i];
        id = (struct str){ s, text.n };
    }
    for (int kind = 0; r->index && kind < ACTOR_KINDS; kind++) {
        struct index_entity e;
        if (!(kinds >> kind & 1))
            continue;
        if (!index_entity_find(r->index, kind, text, r->arena, &e, err))
            return false;
        if (e.number)
            add(c, e.id, e.name, e.kind);
    }
    return true;
}

static int by_actor_id(const void *a, const void *b)
{
    return str_compare(((const struct resolved_actor *)a)->id, ((const struct resolved_actor *)b)->id);
}

/* Keeps those that articles mention, where there are such. */
static bool keep_mentioned(struct resolver *r, struct candidates *c, struct error *err)
{
    size_t mentioned = 0;
    for (size_t i = 0; r->index && i < c->n; i++) {
        struct index_entity e;
        if (!index_entity_find(r->index, c->v[i].kind, c->v[i].id, r->arena, &e, err))
            return false;
        c->v[i].in_index = e.number != 0;
        mentioned += e.number != 0;
    }
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++)
        if (!mentioned || c->v[i].in_index)
            c->v[n++] = c->v[i];
    c->n = n;
    if (n)
        qsort(c->v, n, sizeof *c->v, by_actor_id);
    return true;
}

static struct resolution in_arena(struct resolver *r, const struct candidates *c)
{
    struct resolution res = { arena_array(r->arena, struct resolved_actor, c->n + 1), c->n };
    if (c->n)
        memcpy(res.actors, c->v, c->n * sizeof *c->v);
    return res;
}

bool resolve_actor(struct resolver *r, struct str name, unsigned kinds, struct resolution *ret, struct error *err)
{
    struct candidates ids = { 0 }, whole = { 0 }, last = { 0 };
    CLEANUP_STRBUF struct strbuf key = STRBUF_INIT;
    bool ok = by_id(r, name, kinds, &ids, err);
    if (ok && !ids.n) {
        resolve_key(r, name, &key);
        ok = !key.n || by_key(r, strbuf_view(&key), kinds, &whole, &last, err);
    }
    struct candidates *best = ids.n ? &ids : whole.n ? &whole : &last;
    ok = ok && keep_mentioned(r, best, err);
    /* Somebody whom nobody mentions gives way to a namesake by surname who is in the news. */
    if (ok && best == &whole && last.n && whole.n && !whole.v[0].in_index) {
        ok = keep_mentioned(r, &last, err);
        if (ok && last.n && last.v[0].in_index)
            best = &last;
    }
    if (ok)
        *ret = in_arena(r, best);
    free(ids.v);
    free(whole.v);
    free(last.v);
    return ok;
}

/* ---- offices ---- */

/* Is it an office that somebody holds or held, as the registry spells it? */
static bool is_office(struct resolver *r, struct str name, struct str *ret, struct error *err)
{
    bool is;
    if (!registry_has_office(r->archive, name, &is, err))
        return false;
    if (is)
        *ret = arena_str(r->arena, name);
    return true;
}

/* The general name of an office and, where that is none, of one of its words in the singular: "chiefs of staff", "attorneys general". */
static bool office_in_singular(struct resolver *r, struct str folded, struct str *ret, struct error *err)
{
    for (size_t i = 1; i < folded.n && !ret->n; i++) {
        bool ends = i + 1 == folded.n || folded.p[i + 1] == ' ';
        if (folded.p[i] != 's' || !ends || folded.p[i - 1] == 's')
            continue;
        CLEANUP_STRBUF struct strbuf one = STRBUF_INIT, general = STRBUF_INIT;
        strbuf_bytes(&one, folded.p, i);
        strbuf_bytes(&one, folded.p + i + 1, folded.n - i - 1);
        office_general(strbuf_view(&one), &general);
        if (!is_office(r, strbuf_view(&general), ret, err))
            return false;
    }
    return true;
}

/*
 * The office that a folded text names, as the registry spells it: in its general form, as it stands, or with hyphens ("commander in chief"); empty:
 * none.
 */
static bool office_of(struct resolver *r, struct str folded, struct str *ret, struct error *err)
{
    CLEANUP_STRBUF struct strbuf name = STRBUF_INIT;
    *ret = (struct str){ NULL, 0 };
    office_general(folded, &name);
    if (!folded.n || !is_office(r, strbuf_view(&name), ret, err))
        return !folded.n;
    if (!ret->n && !is_office(r, folded, ret, err))
        return false;
    if (!ret->n) {
        strbuf_clear(&name);
        for (size_t i = 0; i < folded.n; i++)
            strbuf_byte(&name, folded.p[i] == ' ' ? '-' : folded.p[i]);
        if (!is_office(r, strbuf_view(&name), ret, err))
            return false;
    }
    return ret->n || office_in_singular(r, folded, ret, err);
}

bool resolve_office_name(struct resolver *r, struct str text, bool *ret_known, struct str *ret, struct error *err)
{
    CLEANUP_STRBUF struct strbuf folded = STRBUF_INIT;
    struct str office;
    analyser_fold(r->analyser, text, &folded);
    if (!office_of(r, strbuf_view(&folded), &office, err))
        return false;
    *ret_known = office.n > 0;
    *ret = office.n ? office : arena_str(r->arena, strbuf_view(&folded));
    return true;
}

/* Whose office: a country or an organisation; empty where the name is none. */
static bool whose(struct resolver *r, struct str name, struct str *ret, struct error *err)
{
    struct resolution res;
    *ret = (struct str){ NULL, 0 };
    if (!resolve_actor(r, name, 1u << ACTOR_COUNTRY | 1u << ACTOR_ORG | 1u << ACTOR_PARTY | 1u << ACTOR_PLACE, &res, err))
        return false;
    for (size_t i = 0; i < res.n; i++)
        if (!ret->n || res.actors[i].kind == ACTOR_COUNTRY)
            *ret = res.actors[i].id;
    return true;
}

/* "OFFICE of [the] WHOM": the office's own name may hold an "of" ("secretary of state of the United States"). */
static bool office_of_whom(struct resolver *r, struct str folded, struct str *ret_office, struct str *ret_of, struct error *err)
{
    for (size_t i = folded.n; i >= 4 && !ret_office->n; i--) {
        struct str office, of, name = str_slice(folded, i, folded.n);
        if (memcmp(folded.p + i - 4, " of ", 4) != 0)
            continue;
        if (str_starts(name, STR("the ")))
            name = str_slice(name, 4, name.n);
        if (!office_of(r, str_slice(folded, 0, i - 4), &office, err) || (office.n && !whose(r, name, &of, err)))
            return false;
        if (office.n && of.n) {
            *ret_office = office;
            *ret_of = of;
        }
    }
    return true;
}

/* "armenian prime minister": whom, and then an office. */
static bool whom_and_office(struct resolver *r, struct str folded, struct str *ret_office, struct str *ret_of, struct error *err)
{
    for (size_t i = 0; i < folded.n && !ret_office->n; i++) {
        struct str office, of;
        if (folded.p[i] != ' ')
            continue;
        if (!office_of(r, str_slice(folded, i + 1, folded.n), &office, err) || (office.n && !whose(r, str_slice(folded, 0, i), &of, err)))
            return false;
        if (office.n && of.n) {
            *ret_office = office;
            *ret_of = of;
        }
    }
    return true;
}

bool resolve_office(struct resolver *r, struct str text, bool *ret_is, struct str *ret_office, struct str *ret_of, struct error *err)
{
    CLEANUP_STRBUF struct strbuf buffer = STRBUF_INIT;
    analyser_fold(r->analyser, text, &buffer);
    struct str folded = arena_str(r->arena, strbuf_view(&buffer));
    *ret_of = (struct str){ NULL, 0 };
    if (!office_of(r, folded, ret_office, err) || (!ret_office->n && !office_of_whom(r, folded, ret_office, ret_of, err)) ||
        (!ret_office->n && !whom_and_office(r, folded, ret_office, ret_of, err)))
        return false;
    *ret_is = ret_office->n > 0;
    return true;
}

/* ---- the nearest name ---- */

struct nearest {
    const char *key;
    int distance;       /* of the nearest so far, plus one where there is none */
    struct str name;
    unsigned kinds;
    struct resolver *resolver;
};

static bool look_at_key(void *ctx, struct str key, struct str id, struct str name, struct error *err)
{
    struct nearest *n = ctx;
    struct actor actor;
    bool found = false;
    int distance = suggest_distance(n->key, key.p);
    if (distance >= n->distance)
        return true;
    if (!name.n && !registry_get(n->resolver->archive, id, n->resolver->arena, &found, &actor, err))
        return false;
    if (n->kinds >> (found ? actor.kind : ACTOR_PERSON) & 1 && (found || name.n)) {
        n->distance = distance;
        n->name = found ? actor.name : arena_str(n->resolver->arena, name);
    }
    return true;
}

bool resolve_nearest(struct resolver *r, struct str text, unsigned kinds, struct str *ret, struct error *err)
{
    CLEANUP_STRBUF struct strbuf key = STRBUF_INIT;
    resolve_key(r, text, &key);
    const int letters_a_fault = 5;
    struct nearest n = { .key = key.p, .distance = (int)key.n / letters_a_fault + 1, .kinds = kinds, .resolver = r };
    *ret = (struct str){ NULL, 0 };
    if (key.n < 3)
        return true;
    size_t apart = (size_t)n.distance - 1;
    if (!registry_each_key(r->archive, key.n - apart, key.n + apart, look_at_key, &n, err))
        return false;
    bool persons = r->index && kinds >> ACTOR_PERSON & 1;     /* whom articles alone know */
    if (persons && !index_each_alias(r->index, key.n - apart, key.n + apart, look_at_key, &n, err))
        return false;
    *ret = n.name;
    return true;
}
