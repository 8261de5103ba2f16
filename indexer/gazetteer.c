#include "indexer/gazetteer_image.h"

#include "engine/base/hash.h"
#include "engine/base/memory.h"
#include "engine/text/name_key.h"

#include <stdlib.h>

struct image_header image_header_of(int64_t revision)
{
    struct image_header header = {
        .magic = "caucusG", .version = GAZETTEER_IMAGE_VERSION, .key_version = NAME_KEY_VERSION, .analyser_version = ANALYSER_VERSION,
        .sections = IMAGE_SECTIONS, .revision = revision,
    };
    return header;
}

/* FNV-1a: G. Fowler, L. C. Noll, K.-P. Vo; then mixed, for the low bits choose the slot. */
uint32_t image_hash(const void *p, size_t n)
{
    const unsigned char *bytes = p;
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < n; i++)
        hash = (hash ^ bytes[i]) * 16777619u;
    return hash ^ (hash >> 15);
}

/* ---- looking up ---- */

static uint32_t find(const struct gazetteer *g, const struct string_table *t, struct str s)
{
    uint32_t mask = t->slot_count - 1;
    for (uint32_t at = image_hash(s.p, s.n) & mask; t->slots[at]; at = (at + 1) & mask)
        if (str_equal(gazetteer_str(g, t->strings[t->slots[at] - 1]), s))
            return t->slots[at] - 1;
    return GAZETTEER_NONE;
}

uint32_t gazetteer_key(const struct gazetteer *g, struct str key)
{
    return find(g, &g->keys, key);
}

uint32_t gazetteer_office(const struct gazetteer *g, struct str office, struct str of)
{
    CLEANUP_STRBUF struct strbuf key = STRBUF_INIT;
    strbuf_str(&key, office);
    strbuf_byte(&key, '\n');
    strbuf_str(&key, of);
    uint32_t number = find(g, &g->offices, strbuf_view(&key));
    return number == GAZETTEER_NONE ? GAZETTEER_NONE : g->first_office[number];
}

bool gazetteer_has_form(const struct gazetteer *g, struct str form)
{
    return find(g, &g->forms, form) != GAZETTEER_NONE;
}

bool gazetteer_is_given_name(const struct gazetteer *g, struct str form)
{
    uint32_t number = find(g, &g->forms, form);
    return number != GAZETTEER_NONE && g->given[number];
}

bool gazetteer_held(const struct actor_role *role, int32_t date)
{
    return (role->from == CIVIL_NONE || role->from <= date) && (role->to == CIVIL_NONE || date < role->to + CIVIL_DAY_MINUTES);
}

/* ---- opening ---- */

/* Of this version, with every section within it. */
static bool is_whole(struct str image)
{
    struct image_header wanted = image_header_of(0), header;
    if (image.n < sizeof header)
        return false;
    memcpy(&header, image.p, sizeof header);
    if (memcmp(header.magic, wanted.magic, sizeof header.magic) != 0 || header.version != wanted.version ||
        header.key_version != wanted.key_version ||
        header.analyser_version != wanted.analyser_version || header.sections != wanted.sections)
        return false;
    for (int i = 0; i < IMAGE_SECTIONS; i++)
        if (header.spans[i].at % IMAGE_ALIGN || header.spans[i].at > image.n || header.spans[i].bytes > image.n - header.spans[i].at)
            return false;
    return true;
}

static bool is_sound(struct str image)
{
    struct image_header header;
    if (!is_whole(image))
        return false;
    memcpy(&header, image.p, sizeof header);
    struct str body = str_slice(image, sizeof header, image.n);
    struct digest digest = digest_of(&body, 1);
    return memcmp(digest.bytes, header.digest, DIGEST_BYTES) == 0;
}

static const void *section(struct str image, const struct image_header *h, enum image_section which, size_t record, uint32_t *ret_n)
{
    if (ret_n)
        *ret_n = (uint32_t)(h->spans[which].bytes / record);
    return image.p + h->spans[which].at;
}

static struct string_table table(struct str image, const struct image_header *h, enum image_section which)
{
    struct string_table t;
    t.strings = section(image, h, which, sizeof *t.strings, &t.n);
    t.slots = section(image, h, which + 1, sizeof *t.slots, &t.slot_count);
    return t;
}

/* Records as the others know them; their strings are the image's. */
static void fill_actors(struct gazetteer *g, const struct image_actor *actors, const struct image_role *roles, size_t role_count)
{
    g->actors = xcalloc(g->actor_count + 1, sizeof *g->actors);
    g->roles = xcalloc(role_count + 1, sizeof *g->roles);
    for (size_t i = 0; i < role_count; i++)
        g->roles[i] = (struct actor_role){ gazetteer_str(g, roles[i].office), gazetteer_str(g, roles[i].of), roles[i].from, roles[i].to,
            roles[i].acting };
    for (size_t i = 0; i < g->actor_count; i++)
        g->actors[i] = (struct actor){
            .id = gazetteer_str(g, actors[i].id), .kind = (enum actor_kind)actors[i].kind, .name = gazetteer_str(g, actors[i].name),
            .country = gazetteer_str(g, actors[i].country), .party = gazetteer_str(g, actors[i].party), .roles = g->roles + actors[i].role_first,
            .role_count = actors[i].role_count,
        };
}

static void fill_nodes(struct gazetteer *g, uint32_t node_count)
{
    g->nodes = xzeroed(((size_t)node_count + 1) * sizeof *g->nodes);
    for (uint32_t i = 0; i < node_count; i++) {
        uint32_t entry = g->first[i];
        while (entry != GAZETTEER_NONE && g->entries[entry].flags & NAME_TITLED)
            entry = g->entries[entry].next;
        g->nodes[i].named = entry;
    }
    g->edge_bits = xcalloc((size_t)EDGE_BITS_EACH * g->edge_slots / 64 + 1, sizeof *g->edge_bits);
    for (uint32_t i = 0; i < g->edge_slots; i++) {
        const struct image_edge *edge = &g->edges[i];
        uint32_t bit = edge_hash(edge->node, edge->key) & (EDGE_BITS_EACH * g->edge_slots - 1);
        if (!edge->to)
            continue;
        g->nodes[edge->node].onward |= edge_bit(edge->key);
        g->edge_bits[bit / 64] |= 1ull << bit % 64;
    }
}

static struct gazetteer *read_image(struct str image)
{
    struct image_header h;
    uint32_t actors_n, roles_n, nodes_n;
    memcpy(&h, image.p, sizeof h);
    struct gazetteer *g = xcalloc(1, sizeof *g);
    strbuf_init(&g->owned);
    g->revision = h.revision;
    g->text = section(image, &h, IMAGE_TEXT, 1, NULL);
    g->keys = table(image, &h, IMAGE_KEYS);
    g->forms = table(image, &h, IMAGE_FORMS);
    g->offices = table(image, &h, IMAGE_OFFICES);
    g->ids = table(image, &h, IMAGE_IDS);
    g->root = section(image, &h, IMAGE_ROOT, sizeof *g->root, NULL);
    g->lower_root = section(image, &h, IMAGE_LOWER_ROOT, 1, NULL);
    g->edges = section(image, &h, IMAGE_EDGES, sizeof *g->edges, &g->edge_slots);
    g->first = section(image, &h, IMAGE_FIRST, sizeof *g->first, &nodes_n);
    g->entries = section(image, &h, IMAGE_ENTRIES, sizeof *g->entries, NULL);
    g->given = section(image, &h, IMAGE_GIVEN, 1, NULL);
    g->first_office = section(image, &h, IMAGE_FIRST_OFFICE, sizeof *g->first_office, NULL);
    g->office_entries = section(image, &h, IMAGE_OFFICE_ENTRIES, sizeof *g->office_entries, NULL);
    g->country_of = section(image, &h, IMAGE_COUNTRY_OF, sizeof *g->country_of, NULL);
    const struct image_actor *actors = section(image, &h, IMAGE_ACTORS, sizeof *actors, &actors_n);
    const struct image_role *roles = section(image, &h, IMAGE_ROLES, sizeof *roles, &roles_n);
    g->actor_count = actors_n;
    fill_actors(g, actors, roles, roles_n);
    fill_nodes(g, nodes_n);
    return g;
}

bool gazetteer_open(struct str image, struct gazetteer **ret)
{
    if (!is_sound(image))
        return false;
    *ret = read_image(image);
    return true;
}

bool gazetteer_open_own(struct str image, struct gazetteer **ret)
{
    if (!is_whole(image))
        return false;
    *ret = read_image(image);
    return true;
}

bool gazetteer_make(const struct actor *actors, size_t count, struct gazetteer **ret, struct error *err)
{
    struct strbuf image = STRBUF_INIT;
    gazetteer_build(actors, count, 0, &image);
    if (!gazetteer_open(strbuf_view(&image), ret)) {
        strbuf_release(&image);
        return error_set(err, ERROR_INTERNAL, "cannot read the names that were just made");
    }
    (*ret)->owned = image;
    return true;
}

void gazetteer_free(struct gazetteer *g)
{
    if (!g)
        return;
    free(g->actors);
    free(g->roles);
    free(g->nodes);
    free(g->edge_bits);
    strbuf_release(&g->owned);
    free(g);
}

int64_t gazetteer_revision(const struct gazetteer *g)
{
    return g->revision;
}
