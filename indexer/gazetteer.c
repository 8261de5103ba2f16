#include "indexer/gazetteer.h"

#include "engine/base/memory.h"
#include "engine/text/name_key.h"

#include <stdlib.h>

enum { NAME_WORDS_MAX = 16 };

struct making {
    struct gazetteer *g;
    struct analyser *analyser;
    struct name_keyer *keyer;
    struct token_list tokens;
    struct strbuf key;
};

static uint32_t edge_number(struct gazetteer *g, uint32_t node, uint32_t key)
{
    uint32_t pair[2] = { node, key };
    uint32_t number = strmap_intern(&g->edges, (struct str){ (const char *)pair, sizeof pair }, NULL) + 1;
    while (number >= g->node_capacity) {
        size_t more = g->node_capacity ? g->node_capacity * 2 : 1024;
        g->first = xrealloc(g->first, more * sizeof *g->first);
        for (size_t i = g->node_capacity; i < more; i++)
            g->first[i] = GAZETTEER_NONE;
        g->node_capacity = more;
    }
    return number;
}

uint32_t gazetteer_step(const struct gazetteer *g, uint32_t node, uint32_t key)
{
    uint32_t pair[2] = { node, key };
    uint32_t number = strmap_find(&g->edges, (struct str){ (const char *)pair, sizeof pair });
    return number == STRMAP_NONE ? GAZETTEER_NONE : number + 1;
}

uint32_t gazetteer_key(const struct gazetteer *g, struct str key)
{
    return strmap_find(&g->keys, key);
}

static void office_key(struct str office, struct str of, struct strbuf *out)
{
    strbuf_str(out, office);
    strbuf_byte(out, '\n');
    strbuf_str(out, of);
}

uint32_t gazetteer_office(const struct gazetteer *g, struct str office, struct str of)
{
    CLEANUP_STRBUF struct strbuf key = STRBUF_INIT;
    office_key(office, of, &key);
    uint32_t number = strmap_find(&g->offices, strbuf_view(&key));
    return number == STRMAP_NONE ? GAZETTEER_NONE : g->first_office[number];
}

bool gazetteer_held(const struct actor_role *role, int32_t date)
{
    return (role->from == CIVIL_NONE || role->from <= date) && (role->to == CIVIL_NONE || date < role->to + CIVIL_DAY_MINUTES);
}

bool gazetteer_has_form(const struct gazetteer *g, struct str form)
{
    return strmap_find(&g->forms, form) != STRMAP_NONE;
}

bool gazetteer_is_given_name(const struct gazetteer *g, struct str form)
{
    return strmap_find(&g->given_names, form) != STRMAP_NONE;
}

/* ---- making ---- */

/* What the analysed name is as an entry; the words' keys lead to its node. */
static void add_entry(struct making *m, uint32_t actor, int flags, size_t name_bytes, const struct token *v, size_t n)
{
    struct gazetteer *g = m->g;
    const int acronym_bytes = 5;
    uint32_t node = GAZETTEER_ROOT;
    struct str form = n == 1 ? analyser_string(m->analyser, v[0].form) : (struct str){ NULL, 0 };
    bool upper = n == 1 && v[0].flags & TOKEN_UPPER && name_bytes <= (size_t)acronym_bytes;
    if (n == 1 && (form.n < 2 || v[0].flags & TOKEN_NUMBER))
        return;
    for (size_t i = 0; i < n; i++) {
        strmap_intern(&g->forms, analyser_string(m->analyser, v[i].form), NULL);
        strbuf_clear(&m->key);
        name_key_token(m->keyer, analyser_string(m->analyser, v[i].form), &m->key);
        node = edge_number(g, node, strmap_intern(&g->keys, strbuf_view(&m->key), NULL));
    }
    for (uint32_t e = g->first[node]; e != GAZETTEER_NONE; e = g->entries[e].next)
        if (g->entries[e].actor == actor && str_equal(g->entries[e].form, form)) {
            if (!(flags & NAME_TITLED))
                g->entries[e].flags = (uint8_t)flags;
            return;
        }
    GROW(g->entries, g->entry_n, g->entry_capacity);
    g->entries[g->entry_n] = (struct name_entry){
        .actor = actor, .next = g->first[node], .form = form.n ? arena_str(&g->arena, form) : form, .flags = (uint8_t)flags, .words = (uint8_t)n,
        .capital = (v[0].flags & TOKEN_CAPITAL) != 0, .upper = upper,
    };
    g->first[node] = (uint32_t)g->entry_n++;
}

static void add_name(struct making *m, uint32_t actor, const struct actor_name *name)
{
    const struct token_list *list = &m->tokens;
    m->tokens.n = 0;
    analyser_run(m->analyser, name->name, "", &m->tokens);
    if (!list->n || list->n > NAME_WORDS_MAX)
        return;
    add_entry(m, actor, name->flags, name->name.n, list->v, list->n);
    const struct token *first = &list->v[0], *last = &list->v[list->n - 1];
    const uint32_t letters_least = 3;
    if (m->g->actors[actor].kind != ACTOR_PERSON || list->n < 2 || !(first->flags & TOKEN_CAPITAL) || first->flags & TOKEN_UPPER)
        return;
    if (first->end - first->start >= letters_least)
        strmap_intern(&m->g->given_names, analyser_string(m->analyser, first->form), NULL);
    if (last->end - last->start >= letters_least && last->flags & TOKEN_CAPITAL)
        add_entry(m, actor, NAME_TITLED, name->name.n, last, 1);   /* a surname alone, behind a title */
}

static void add_offices(struct gazetteer *g, uint32_t actor)
{
    const struct actor *a = &g->actors[actor];
    for (size_t i = 0; i < a->role_count; i++) {
        CLEANUP_STRBUF struct strbuf key = STRBUF_INIT;
        bool is_new;
        office_key(a->roles[i].office, a->roles[i].of, &key);
        uint32_t number = strmap_intern(&g->offices, strbuf_view(&key), &is_new);
        if (is_new) {
            GROW(g->first_office, number, g->office_first_capacity);
            g->first_office[number] = GAZETTEER_NONE;
        }
        GROW(g->office_entries, g->office_n, g->office_capacity);
        g->office_entries[g->office_n] = (struct office_entry){ actor, (uint32_t)i, g->first_office[number] };
        g->first_office[number] = (uint32_t)g->office_n++;
    }
}

bool gazetteer_make(const struct actor *actors, size_t count, struct gazetteer **ret, struct error *err)
{
    (void)err;
    struct gazetteer *g = xcalloc(1, sizeof *g);
    struct making m = { g, analyser_new(), name_keyer_new(), { 0 }, STRBUF_INIT };
    g->actors = actors;
    g->actor_count = count;
    for (size_t i = 0; i < count; i++) {
        strmap_intern(&g->ids, actors[i].id, NULL);
        for (size_t k = 0; k < actors[i].name_count; k++)
            add_name(&m, (uint32_t)i, &actors[i].names[k]);
        add_offices(g, (uint32_t)i);
    }
    g->country_of = xcalloc(count + 1, sizeof *g->country_of);
    for (size_t i = 0; i < count; i++)
        g->country_of[i] = actors[i].country.n ? strmap_find(&g->ids, actors[i].country) : GAZETTEER_NONE;
    token_list_release(&m.tokens);
    strbuf_release(&m.key);
    analyser_free(m.analyser);
    name_keyer_free(m.keyer);
    *ret = g;
    return true;
}

/* ---- from the store ---- */

struct loading {
    struct arena *arena;
    struct actor *v;
    size_t n, capacity;
};

static bool copy_actor(void *ctx, const struct actor *a, struct error *err)
{
    struct loading *l = ctx;
    (void)err;
    GROW(l->v, l->n, l->capacity);
    struct actor *to = &l->v[l->n++];
    *to = *a;
    struct str *views[] = { &to->id, &to->name, &to->country, &to->party, &to->seat_office, &to->seat_of, &to->note, &to->origin };
    for (size_t i = 0; i < sizeof views / sizeof *views; i++)
        *views[i] = arena_str(l->arena, *views[i]);
    to->names = arena_array(l->arena, struct actor_name, a->name_count + 1);
    for (size_t i = 0; i < a->name_count; i++)
        to->names[i] = (struct actor_name){ arena_str(l->arena, a->names[i].name), a->names[i].flags };
    to->roles = arena_array(l->arena, struct actor_role, a->role_count + 1);
    for (size_t i = 0; i < a->role_count; i++) {
        to->roles[i] = a->roles[i];
        to->roles[i].office = arena_str(l->arena, a->roles[i].office);
        to->roles[i].of = arena_str(l->arena, a->roles[i].of);
    }
    return true;
}

bool gazetteer_load(struct archive *archive, struct gazetteer **ret, struct error *err)
{
    struct arena arena = ARENA_INIT;
    struct loading l = { .arena = &arena };
    int64_t revision;
    if (!registry_walk(archive, copy_actor, &l, err) || !registry_revision(archive, &revision, err)) {
        free(l.v);
        arena_release(&arena);
        return false;
    }
    struct actor *actors = arena_array(&arena, struct actor, l.n + 1);
    if (l.n)
        memcpy(actors, l.v, l.n * sizeof *l.v);
    free(l.v);
    struct gazetteer *g;
    if (!gazetteer_make(actors, l.n, &g, err)) {
        arena_release(&arena);
        return false;
    }
    g->records = arena;
    g->revision = revision;
    *ret = g;
    return true;
}

void gazetteer_free(struct gazetteer *g)
{
    if (!g)
        return;
    strmap_release(&g->keys);
    strmap_release(&g->edges);
    strmap_release(&g->offices);
    strmap_release(&g->ids);
    strmap_release(&g->forms);
    strmap_release(&g->given_names);
    free(g->country_of);
    free(g->first);
    free(g->entries);
    free(g->first_office);
    free(g->office_entries);
    arena_release(&g->arena);
    arena_release(&g->records);
    free(g);
}

int64_t gazetteer_revision(const struct gazetteer *g)
{
    return g->revision;
}
