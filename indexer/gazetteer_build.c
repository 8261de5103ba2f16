#include "indexer/gazetteer_image.h"

#include "engine/base/hash.h"
#include "engine/base/memory.h"
#include "engine/base/strmap.h"
#include "engine/text/name_key.h"

#include <stdlib.h>

enum { NAME_WORDS_MAX = 16 };

/* The tables under way. */
struct making {
    struct analyser *analyser;
    struct name_keyer *keyer;
    struct token_list tokens;
    struct strbuf key, text;
    const struct actor *actors;
    struct strmap keys, forms, offices, ids, strings;
    struct strmap edges;            /* node and key; the number is the node that it leads to, less one */
    struct image_str *string_spans; /* by number in strings: where they are in text */
    size_t span_capacity;
    uint32_t *first, *first_office;
    size_t first_n, first_capacity, first_office_capacity;
    struct name_entry *entries;
    size_t entry_n, entry_capacity;
    struct office_entry *office_entries;
    size_t office_n, office_capacity;
    uint8_t *given;
    size_t given_capacity;
    uint32_t *key_of_form;          /* by form: number of its key + 1 */
    size_t key_of_form_capacity;
    uint8_t *lower_root;            /* by key */
    size_t lower_capacity;
    struct image_role *roles;
    size_t role_n, role_capacity;
};

static struct image_str put_string(struct making *m, struct str s)
{
    bool is_new;
    uint32_t number = strmap_intern(&m->strings, s, &is_new);
    GROW(m->string_spans, number, m->span_capacity);
    if (is_new) {
        m->string_spans[number] = (struct image_str){ (uint32_t)m->text.n, (uint32_t)s.n };
        strbuf_str(&m->text, s);
    }
    return m->string_spans[number];
}

/* ---- names ---- */

static uint32_t step(struct making *m, uint32_t node, uint32_t key)
{
    uint32_t pair[2] = { node, key };
    uint32_t to = strmap_intern(&m->edges, (struct str){ (const char *)pair, sizeof pair }, NULL) + 1;
    while (m->first_n <= to) {
        GROW(m->first, m->first_n, m->first_capacity);
        m->first[m->first_n++] = GAZETTEER_NONE;
    }
    return to;
}

/* The number of a word's key; each form is keyed once. */
static uint32_t key_of(struct making *m, struct str form)
{
    bool is_new;
    uint32_t number = strmap_intern(&m->forms, form, &is_new);
    GROW(m->given, number, m->given_capacity);
    GROW(m->key_of_form, number, m->key_of_form_capacity);
    if (is_new) {
        strbuf_clear(&m->key);
        name_key_token(m->keyer, form, &m->key);
        m->given[number] = 0;
        uint32_t key = strmap_intern(&m->keys, strbuf_view(&m->key), &is_new);
        GROW(m->lower_root, key, m->lower_capacity);
        if (is_new)
            m->lower_root[key] = 0;
        m->key_of_form[number] = key;
    }
    return m->key_of_form[number];
}

static size_t letters(struct str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
    return n;
}

static void add_entry(struct making *m, uint32_t actor, int flags, struct str name, const struct token *v, size_t n)
{
    const size_t acronym_letters = 5;
    uint32_t node = GAZETTEER_ROOT;
    struct str form = n == 1 ? analyser_string(m->analyser, v[0].form) : (struct str){ NULL, 0 };
    if (n == 1 && (form.n < 2 || v[0].flags & TOKEN_NUMBER))
        return;
    for (size_t i = 0; i < n; i++)
        node = step(m, node, key_of(m, analyser_string(m->analyser, v[i].form)));
    if (!(v[0].flags & TOKEN_CAPITAL))
        m->lower_root[key_of(m, analyser_string(m->analyser, v[0].form))] = 1;
    struct image_str at = form.n ? put_string(m, form) : (struct image_str){ 0, 0 };
    for (uint32_t e = m->first[node]; e != GAZETTEER_NONE; e = m->entries[e].next)
        if (m->entries[e].actor == actor && m->entries[e].form.at == at.at && m->entries[e].form.n == at.n) {
            if (!(flags & NAME_TITLED))
                m->entries[e].flags = (uint8_t)flags;
            return;
        }
    GROW(m->entries, m->entry_n, m->entry_capacity);
    bool acronym = n == 1 && v[0].flags & TOKEN_UPPER && letters(name) <= acronym_letters;
    m->entries[m->entry_n] = (struct name_entry){
        .actor = actor, .next = m->first[node], .form = at, .flags = (uint8_t)flags, .words = (uint8_t)n,
        .needs = (uint8_t)((v[0].flags & TOKEN_CAPITAL ? NAME_NEEDS_CAPITAL : 0) | (acronym ? NAME_NEEDS_CAPITALS : 0)),
        .kind = (uint8_t)m->actors[actor].kind,
    };
    m->first[node] = (uint32_t)m->entry_n++;
}

static void add_name(struct making *m, uint32_t actor, const struct actor_name *name)
{
    const struct token_list *list = &m->tokens;
    m->tokens.n = 0;
    analyser_run(m->analyser, name->name, "", &m->tokens);
    if (!list->n || list->n > NAME_WORDS_MAX)
        return;
    add_entry(m, actor, name->flags, name->name, list->v, list->n);
    const struct token *first = &list->v[0], *last = &list->v[list->n - 1];
    const uint32_t letters_least = 3;
    if (m->actors[actor].kind != ACTOR_PERSON || list->n < 2 || !(first->flags & TOKEN_CAPITAL) || first->flags & TOKEN_UPPER)
        return;
    if (first->end - first->start >= letters_least)
        m->given[strmap_find(&m->forms, analyser_string(m->analyser, first->form))] = 1;
    if (last->end - last->start >= letters_least && last->flags & TOKEN_CAPITAL)
        add_entry(m, actor, NAME_TITLED, name->name, last, 1);    /* a surname alone, behind a title */
}

/* ---- offices ---- */

/* Persons hold offices; that states are members of alliances says nothing about a mention. */
static size_t office_count(const struct actor *a)
{
    return a->kind == ACTOR_PERSON ? a->role_count : 0;
}

static void add_offices(struct making *m, uint32_t actor)
{
    const struct actor *a = &m->actors[actor];
    for (size_t i = 0; i < office_count(a); i++) {
        const struct actor_role *r = &a->roles[i];
        bool is_new;
        strbuf_clear(&m->key);
        strbuf_str(&m->key, r->office);
        strbuf_byte(&m->key, '\n');
        strbuf_str(&m->key, r->of);
        uint32_t number = strmap_intern(&m->offices, strbuf_view(&m->key), &is_new);
        GROW(m->first_office, number, m->first_office_capacity);
        if (is_new)
            m->first_office[number] = GAZETTEER_NONE;
        GROW(m->office_entries, m->office_n, m->office_capacity);
        m->office_entries[m->office_n] = (struct office_entry){ actor, (uint32_t)i, m->first_office[number] };
        m->first_office[number] = (uint32_t)m->office_n++;
        GROW(m->roles, m->role_n, m->role_capacity);
        m->roles[m->role_n++] = (struct image_role){ put_string(m, r->office), put_string(m, r->of), r->from, r->to, r->acting };
    }
}

/* ---- the image ---- */

static void put_section(struct strbuf *out, size_t base, enum image_section which, const void *p, size_t bytes)
{
    while ((out->n - base) % IMAGE_ALIGN)
        strbuf_byte(out, '\0');
    struct image_span span = { out->n - base, bytes };
    memcpy(out->p + base + offsetof(struct image_header, spans) + which * sizeof span, &span, sizeof span);
    strbuf_bytes(out, p ? p : "", bytes);
}

static void put_table(struct making *m, struct strbuf *out, size_t base, enum image_section which, const struct strmap *map)
{
    size_t slot_count = 16;
    while (slot_count < map->n * 2)
        slot_count *= 2;
    uint32_t *slots = xcalloc(slot_count, sizeof *slots);
    struct image_str *strings = xcalloc(map->n + 1, sizeof *strings);
    for (uint32_t k = 0; k < map->n; k++) {
        struct str s = strmap_key(map, k);
        size_t at = image_hash(s.p, s.n) & (slot_count - 1);
        while (slots[at])
            at = (at + 1) & (slot_count - 1);
        slots[at] = k + 1;
        strings[k] = put_string(m, s);
    }
    put_section(out, base, which, strings, map->n * sizeof *strings);
    put_section(out, base, which + 1, slots, slot_count * sizeof *slots);
    free(slots);
    free(strings);
}

/* Edges from the root stand in an array by key, the others in a table. */
static void put_edges(struct making *m, struct strbuf *out, size_t base)
{
    size_t slot_count = 16;
    while (slot_count < m->edges.n * 2)
        slot_count *= 2;
    struct image_edge *slots = xcalloc(slot_count, sizeof *slots);
    uint32_t *root = xcalloc(m->keys.n + 1, sizeof *root);
    for (size_t k = 0; k < m->keys.n; k++)
        root[k] = GAZETTEER_NONE;
    for (uint32_t i = 0; i < m->edges.n; i++) {
        uint32_t pair[2];
        memcpy(pair, strmap_key(&m->edges, i).p, sizeof pair);
        if (pair[0] == GAZETTEER_ROOT) {
            root[pair[1]] = i + 1;
            continue;
        }
        size_t at = edge_hash(pair[0], pair[1]) & (slot_count - 1);
        while (slots[at].to)
            at = (at + 1) & (slot_count - 1);
        slots[at] = (struct image_edge){ pair[0], pair[1], i + 1 };
    }
    put_section(out, base, IMAGE_ROOT, root, m->keys.n * sizeof *root);
    put_section(out, base, IMAGE_LOWER_ROOT, m->lower_root, m->keys.n);
    put_section(out, base, IMAGE_EDGES, slots, slot_count * sizeof *slots);
    free(slots);
    free(root);
}

static void put_actors(struct making *m, struct strbuf *out, size_t base, size_t count)
{
    struct image_actor *actors = xcalloc(count + 1, sizeof *actors);
    uint32_t *country_of = xcalloc(count + 1, sizeof *country_of), role = 0;
    for (size_t i = 0; i < count; i++) {
        const struct actor *a = &m->actors[i];
        actors[i] = (struct image_actor){
            put_string(m, a->id), put_string(m, a->name), put_string(m, a->country), put_string(m, a->party), a->kind, role, (uint32_t)office_count(a),
        };
        role += (uint32_t)office_count(a);
        country_of[i] = a->country.n ? strmap_find(&m->ids, a->country) : GAZETTEER_NONE;
    }
    put_section(out, base, IMAGE_COUNTRY_OF, country_of, count * sizeof *country_of);
    put_section(out, base, IMAGE_ACTORS, actors, count * sizeof *actors);
    put_section(out, base, IMAGE_ROLES, m->roles, m->role_n * sizeof *m->roles);
    free(actors);
    free(country_of);
}

static void put_image(struct making *m, size_t count, int64_t revision, struct strbuf *out)
{
    while (out->n % IMAGE_ALIGN)
        strbuf_byte(out, '\0');
    struct image_header header = image_header_of(revision);
    size_t base = out->n;
    strbuf_bytes(out, (const char *)&header, sizeof header);
    put_table(m, out, base, IMAGE_KEYS, &m->keys);
    put_table(m, out, base, IMAGE_FORMS, &m->forms);
    put_table(m, out, base, IMAGE_OFFICES, &m->offices);
    put_table(m, out, base, IMAGE_IDS, &m->ids);
    put_edges(m, out, base);
    put_section(out, base, IMAGE_FIRST, m->first, m->first_n * sizeof *m->first);
    put_section(out, base, IMAGE_ENTRIES, m->entries, m->entry_n * sizeof *m->entries);
    put_section(out, base, IMAGE_GIVEN, m->given, m->forms.n);
    put_section(out, base, IMAGE_FIRST_OFFICE, m->first_office, m->offices.n * sizeof *m->first_office);
    put_section(out, base, IMAGE_OFFICE_ENTRIES, m->office_entries, m->office_n * sizeof *m->office_entries);
    put_actors(m, out, base, count);
    put_section(out, base, IMAGE_TEXT, m->text.p, m->text.n);
    struct str body = { out->p + base + sizeof header, out->n - base - sizeof header };
    struct digest digest = digest_of(&body, 1);
    memcpy(out->p + base + offsetof(struct image_header, digest), digest.bytes, DIGEST_BYTES);
}

static void release(struct making *m)
{
    struct strmap *maps[] = { &m->keys, &m->forms, &m->offices, &m->ids, &m->strings, &m->edges };
    void *arrays[] = { m->string_spans, m->first, m->first_office, m->entries, m->office_entries, m->given, m->key_of_form, m->roles, m->lower_root };
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++)
        strmap_release(maps[i]);
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        free(arrays[i]);
    token_list_release(&m->tokens);
    strbuf_release(&m->key);
    strbuf_release(&m->text);
    analyser_free(m->analyser);
    name_keyer_free(m->keyer);
}

void gazetteer_build(const struct actor *actors, size_t count, int64_t revision, struct strbuf *out)
{
    struct making m = { .analyser = analyser_new(), .keyer = name_keyer_new(), .key = STRBUF_INIT, .text = STRBUF_INIT, .actors = actors };
    for (size_t i = 0; i < count; i++) {
        strmap_intern(&m.ids, actors[i].id, NULL);
        for (size_t k = 0; k < actors[i].name_count; k++)
            add_name(&m, (uint32_t)i, &actors[i].names[k]);
        add_offices(&m, (uint32_t)i);
    }
    put_image(&m, count, revision, out);
    release(&m);
}
