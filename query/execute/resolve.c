#include "query/execute/resolve.h"

#include "engine/base/memory.h"

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

static const struct {
    const char *folded, *office;
} offices[] = {
    { "president", "president" },
    { "presidents", "president" },
    { "prime minister", "prime minister" },
    { "prime ministers", "prime minister" },
    { "pm", "prime minister" },
    { "premier", "prime minister" },
    { "chancellor", "chancellor" },
    { "king", "monarch" },
    { "queen", "monarch" },
    { "emperor", "monarch" },
    { "monarch", "monarch" },
    { "supreme leader", "supreme leader" },
    { "general secretary", "general secretary" },
    { "secretary general", "secretary-general" },
    { "foreign minister", "foreign minister" },
    { "minister of foreign affairs", "foreign minister" },
    { "foreign secretary", "foreign minister" },
    { "secretary of state", "secretary of state" },
    { "defence minister", "defence minister" },
    { "defense minister", "defence minister" },
    { "minister of defence", "defence minister" },
    { "minister of defense", "defence minister" },
    { "defense secretary", "defence minister" },
    { "secretary of defense", "defence minister" },
    { "finance minister", "finance minister" },
    { "minister of finance", "finance minister" },
    { "interior minister", "interior minister" },
    { "vice president", "vice president" },
    { "deputy prime minister", "deputy prime minister" },
    { "speaker", "speaker of parliament" },
    { "speaker of parliament", "speaker of parliament" },
    { "parliament speaker", "speaker of parliament" },
    { "party leader", "party leader" },
    { "mayor", "mayor" },
    { "governor", "governor" },
    { "member of parliament", "member of parliament" },
    { "mp", "member of parliament" },
};

static const char *office_of(struct str folded)
{
    for (size_t i = 0; i < sizeof offices / sizeof *offices; i++)
        if (str_is(folded, offices[i].folded))
            return offices[i].office;
    return NULL;
}

struct str resolve_office_name(struct resolver *r, struct str text, bool *ret_known)
{
    CLEANUP_STRBUF struct strbuf folded = STRBUF_INIT;
    analyser_fold(r->analyser, text, &folded);
    const char *office = office_of(strbuf_view(&folded));
    *ret_known = office != NULL;
    return office ? str_of(office) : arena_str(r->arena, strbuf_view(&folded));
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
    for (size_t i = folded.n; i >= 4; i--) {
        if (memcmp(folded.p + i - 4, " of ", 4) != 0)
            continue;
        const char *office = office_of(str_slice(folded, 0, i - 4));
        struct str name = str_slice(folded, i, folded.n), of;
        if (str_starts(name, STR("the ")))
            name = str_slice(name, 4, name.n);
        if (!office)
            continue;
        if (!whose(r, name, &of, err))
            return false;
        if (of.n) {
            *ret_office = str_of(office);
            *ret_of = of;
            return true;
        }
    }
    return true;
}

bool resolve_office(struct resolver *r, struct str text, bool *ret_is, struct str *ret_office, struct str *ret_of, struct error *err)
{
    CLEANUP_STRBUF struct strbuf buffer = STRBUF_INIT;
    analyser_fold(r->analyser, text, &buffer);
    struct str folded = arena_str(r->arena, strbuf_view(&buffer));
    *ret_office = *ret_of = (struct str){ NULL, 0 };
    const char *office = office_of(folded);
    if (office) {
        *ret_office = str_of(office);
        *ret_is = true;
        return true;
    }
    if (!office_of_whom(r, folded, ret_office, ret_of, err))
        return false;
    /* "armenian prime minister": whom, and then an office */
    for (size_t i = 0; !ret_office->n && i < folded.n; i++) {
        if (folded.p[i] != ' ' || !(office = office_of(str_slice(folded, i + 1, folded.n))))
            continue;
        if (!whose(r, str_slice(folded, 0, i), ret_of, err))
            return false;
        if (ret_of->n)
            *ret_office = str_of(office);
    }
    *ret_is = ret_office->n > 0;
    return true;
}
