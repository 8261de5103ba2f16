/*
 * gazetteer.h: the registry's names as a trie over the keys of words; read-only once made, shared by all enrichers.
 */
#ifndef CAUCUS_INDEXER_GAZETTEER_H
#define CAUCUS_INDEXER_GAZETTEER_H

#include "engine/base/strmap.h"
#include "indexer/enrich.h"

enum { GAZETTEER_ROOT = 0, GAZETTEER_NONE = UINT32_MAX };

/* A name of an actor, at the node where its last word is. */
struct name_entry {
    uint32_t actor;             /* index into actors */
    uint32_t next;              /* of the same node; GAZETTEER_NONE at the end */
    struct str form;            /* of a name of one word: its folded form */
    uint8_t flags;              /* enum actor_name_flag */
    uint8_t words;
    bool capital, upper;        /* what the text must have: a capital, all capitals */
};

/* An office and who held it when. */
struct office_entry {
    uint32_t actor;
    uint32_t role;              /* index into the actor's roles */
    uint32_t next;
};

struct gazetteer {
    struct arena arena;         /* forms */
    struct arena records;       /* actors that were read from a store */
    const struct actor *actors;
    size_t actor_count;
    int64_t revision;
    struct strmap keys;         /* of words */
    struct strmap edges;        /* node and key, eight bytes; the number is the node that it leads to, less one */
    uint32_t *first;            /* by node: its first entry */
    size_t node_capacity;
    struct name_entry *entries;
    size_t entry_n, entry_capacity;
    struct strmap offices;      /* "office\nOF" */
    uint32_t *first_office;
    struct office_entry *office_entries;
    size_t office_n, office_capacity, office_first_capacity;
    struct strmap ids;          /* of actors, by their index */
    uint32_t *country_of;       /* by actor: their country's index, or GAZETTEER_NONE */
    struct strmap forms;        /* of the words of all names */
    struct strmap given_names;  /* forms of the first words of persons' names */
};

/* The node behind an edge, or GAZETTEER_NONE. */
uint32_t gazetteer_step(const struct gazetteer *g, uint32_t node, uint32_t key);
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
