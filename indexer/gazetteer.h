/*
 * gazetteer.h: the registry's names as a trie over the keys of words, offices by who held them; read-only once opened, shared by all enrichers.
 *
 * It is one block of memory, an *image*, made from records (gazetteer_build) and stored as it is beside the registry, so that opening it analyses
 * nothing:
 * all its tables are flat arrays in the image, of this machine's byte order. An image of another version, or one that is damaged, is refused and made
 * anew; its digest is checked, its numbers are not.
 */
#ifndef CAUCUS_INDEXER_GAZETTEER_H
#define CAUCUS_INDEXER_GAZETTEER_H

#include "engine/base/strbuf.h"
#include "indexer/enrich.h"

enum { GAZETTEER_ROOT = 0, GAZETTEER_NONE = UINT32_MAX };

/* A stretch of the image's strings. */
struct image_str {
    uint32_t at, n;
};

/* Strings by number, and their numbers by hash. */
struct string_table {
    const struct image_str *strings;
    const uint32_t *slots;      /* number + 1, 0 is free; a power of two of them */
    uint32_t n, slot_count;
};

/* A name of an actor, at the node where its last word is. */
struct name_entry {
    uint32_t actor;             /* index into actors */
    uint32_t next;              /* of the same node; GAZETTEER_NONE at the end */
    struct image_str form;      /* of a name of one word: its folded form */
    uint8_t flags;              /* enum actor_name_flag */
    uint8_t words;
    uint8_t needs;              /* enum name_need: what the text must have */
    uint8_t kind;               /* enum actor_kind, of its actor: names are asked for it more often than for all else */
};
enum name_need { NAME_NEEDS_CAPITAL = 1, NAME_NEEDS_CAPITALS = 2 /* all of its letters */ };

/* An office and who held it when. */
struct office_entry {
    uint32_t actor;
    uint32_t role;              /* index into the actor's roles */
    uint32_t next;
};

/* From a node by the key of a word; `to` 0: a free slot. */
struct image_edge {
    uint32_t node, key, to;
};

/* What is asked of every node that a text leads to; made when the image is opened. */
struct gazetteer_node {
    uint32_t named;             /* its first entry without NAME_TITLED, or GAZETTEER_NONE; others may follow */
    uint32_t onward;            /* the edge_bit() of each key by which it goes on */
};

struct gazetteer {
    struct strbuf owned;        /* the image, unless it is somebody else's */
    const char *text;           /* the strings */
    struct string_table keys, forms, offices, ids;
    const uint32_t *root;       /* by key: the node that it leads to from the root, or GAZETTEER_NONE */
    const uint8_t *lower_root;  /* by key: some name that begins with it needs no capital */
    const struct image_edge *edges;
    uint32_t edge_slots;
    uint64_t *edge_bits;        /* EDGE_BITS_EACH times as many bits as slots: which edge_hash() there is, for most that are looked for there is none */
    const uint32_t *first;      /* by node: its first entry */
    struct gazetteer_node *nodes;
    const struct name_entry *entries;
    const uint8_t *given;       /* by form: a person's given name */
    const uint32_t *first_office;
    const struct office_entry *office_entries;
    const uint32_t *country_of; /* by actor: their country's index, or GAZETTEER_NONE */
    struct actor *actors;       /* without their names but the main one */
    struct actor_role *roles;
    size_t actor_count;
    int64_t revision;           /* of the registry */
};

/* Appends the image of these records to *out. */
void gazetteer_build(const struct actor *actors, size_t count, int64_t revision, struct strbuf *out);
/* Opens an image, whose bytes (8-byte aligned) must outlive the gazetteer; false where it is none of this version, or damaged. */
bool gazetteer_open(struct str image, struct gazetteer **ret);
/* The same of bytes that are the program's own: they are not gone through to see whether they are damaged. */
bool gazetteer_open_own(struct str image, struct gazetteer **ret);

static inline struct str gazetteer_str(const struct gazetteer *g, struct image_str s)
{
    return (struct str){ g->text + s.at, s.n };
}

/* Where the search for an edge begins; the same in all versions of the program that read the image. */
static inline uint32_t edge_hash(uint32_t node, uint32_t key)
{
    return (uint32_t)((((uint64_t)node << 32 | key) * 0x9E3779B97F4A7C15u) >> 32);
}

enum { EDGE_BITS_EACH = 4 };

static inline uint32_t edge_bit(uint32_t key)
{
    return 1u << (key * 0x9E3779B1u >> 27);
}

/* The node behind an edge, or GAZETTEER_NONE. */
static inline uint32_t gazetteer_step(const struct gazetteer *g, uint32_t node, uint32_t key)
{
    if (node == GAZETTEER_ROOT)
        return g->root[key];
    if (!(g->nodes[node].onward & edge_bit(key)))
        return GAZETTEER_NONE;
    uint32_t mask = g->edge_slots - 1, hash = edge_hash(node, key), bit = hash & (EDGE_BITS_EACH * g->edge_slots - 1);
    if (!(g->edge_bits[bit / 64] >> bit % 64 & 1))
        return GAZETTEER_NONE;
    for (uint32_t at = hash & mask; g->edges[at].to; at = (at + 1) & mask)
        if (g->edges[at].node == node && g->edges[at].key == key)
            return g->edges[at].to;
    return GAZETTEER_NONE;
}
/* The key of a word's key string, or GAZETTEER_NONE where no name has it. */
uint32_t gazetteer_key(const struct gazetteer *g, struct str key);
/* The first entry of (office, of), or GAZETTEER_NONE. */
uint32_t gazetteer_office(const struct gazetteer *g, struct str office, struct str of);
/* Whether a word of a name is written so (a folded form). */
bool gazetteer_has_form(const struct gazetteer *g, struct str form);
/* Whether a person of the registry has this given name (a folded form). */
bool gazetteer_is_given_name(const struct gazetteer *g, struct str form);
/* Whether a role is held on a day (any minute of it). */
bool gazetteer_held(const struct actor_role *role, int32_t date);

#endif
