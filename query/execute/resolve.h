/*
 * resolve.h: what somebody typed for a name, as actors: of the registry and of those that only the articles know.
 */
#ifndef CAUCUS_QUERY_EXECUTE_RESOLVE_H
#define CAUCUS_QUERY_EXECUTE_RESOLVE_H

#include "engine/store/archive.h"
#include "engine/store/index.h"
#include "engine/store/registry.h"
#include "engine/text/analyser.h"
#include "engine/text/name_key.h"

struct resolver {
    struct archive *archive;
    struct index *index;            /* NULL: the registry alone */
    struct analyser *analyser;
    struct name_keyer *keyer;
    struct arena *arena;
};

struct resolved_actor {
    struct str id, name;
    int kind;
    bool in_index;                  /* some article mentions it */
};

struct resolution {
    struct resolved_actor *actors;  /* best kind of match only: an id before full names before surnames; ties by id */
    size_t n;
};

/* A set of kinds: a bit for each enum actor_kind. */
enum { KINDS_ANY = (1 << ACTOR_KINDS) - 1 };

/*
 * Actors that `name` may mean, of these kinds: by id; else by any of their names (in any spelling that has the same key); else persons by their
 * last name. Where some of them are mentioned in the index, only those are given. n is 0 where there is none.
 */
bool resolve_actor(struct resolver *r, struct str name, unsigned kinds, struct resolution *ret, struct error *err);

/*
 * "prime minister of Armenia", "Armenian prime minister", "prime minister": an office and whose. False in *ret_is where it is none.
 * *ret_of is an actor's id or empty.
 */
bool resolve_office(struct resolver *r, struct str text, bool *ret_is, struct str *ret_office, struct str *ret_of, struct error *err);

/*
 * The office as the registry spells it ("PM", "Premier" and "prime ministers": "prime minister"): whatever office somebody in the registry has held.
 * Other texts folded, and *ret_known false. In the arena.
 */
bool resolve_office_name(struct resolver *r, struct str text, bool *ret_known, struct str *ret, struct error *err);

/* The actor of these kinds, of the registry or the articles, whose name is spelled most like `text`, by the keys of names; empty: none is near. */
bool resolve_nearest(struct resolver *r, struct str text, unsigned kinds, struct str *ret, struct error *err);

/* The lookup key of a name. Appends to *out. */
void resolve_key(struct resolver *r, struct str name, struct strbuf *out);

#endif
