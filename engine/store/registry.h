/*
 * registry.h: the actors that are known: who they are, what they are called, which offices they held when. Lives in archive.db. Reading; what changes
 * them is registry_write.h.
 *
 * An actor has an id (letters, digits, '-': a Wikidata id, an ISO code for countries, or a slug). Names have keys (engine/text/name_key.h, words
 * apart by one space) under which they are looked up, so that spellings and scripts meet.
 *
 * Several *origins* may have a record of an actor: "hand" (what somebody wrote with `actors add`), "configured" (the folder that the configuration
 * names), "builtin", and imports by their names. Reading joins them, in that order, imports by name: what an actor is comes from the first record
 * that says it, names are all names, and a term of office that overlaps one which an earlier origin has for the same office is left
 * out: what was written by hand is never overwritten, only added to. Each name and role tells its origin. Ids that were merged are read as the
 * actor that they were merged into, everywhere.
 */
#ifndef CAUCUS_ENGINE_STORE_REGISTRY_H
#define CAUCUS_ENGINE_STORE_REGISTRY_H

#include "engine/base/arena.h"
#include "engine/base/error.h"
#include "engine/store/archive.h"
#include "engine/text/actor.h"

/* The digest of the data that the built-in records were made from; empty before the first load. */
bool registry_builtin_digest(struct archive *a, struct arena *arena, struct str *ret, struct error *err);
/* Whether every record is of that origin, and no ids are merged. */
bool registry_is_all_of(struct archive *a, struct str origin, bool *ret, struct error *err);
/* Grows with each change; an index tells with which one its articles were resolved. */
bool registry_revision(struct archive *a, int64_t *ret, struct error *err);

bool registry_get(struct archive *a, struct str id, struct arena *arena, bool *ret_found, struct actor *ret, struct error *err);
/* What each origin says of an actor, unjoined, the first origin first; `file` tells where a record came from. */
struct registry_record {
    struct actor actor;         /* actor.id as it was stored, also of ids that were merged */
    struct str file;
};
bool registry_records(struct archive *a, struct str id, struct arena *arena, struct registry_record **ret, size_t *ret_n, struct error *err);
/* The id that an id was merged into, or itself. */
bool registry_id(struct archive *a, struct str id, struct arena *arena, struct str *ret, struct error *err);
/* Actors that have a name with this key, in the order of their ids. */
bool registry_find(struct archive *a, struct str key, struct arena *arena, struct actor **ret, size_t *ret_n, struct error *err);
/* Those that a record of that key calls countries: a search looks each of its words up, and a common one is in the names of dozens of offices. */
bool registry_find_countries(struct archive *a, struct str key, struct arena *arena, struct actor **ret, size_t *ret_n, struct error *err);
/* Ids of those who held an office of an actor (`of` empty: of any) on a day (CIVIL_NONE: ever). */
bool registry_holders(struct archive *a, struct str office, struct str of, int32_t day, struct arena *arena, struct str **ret, size_t *ret_n,
                      struct error *err);
/* Who ever held any office of an actor, in the order of their ids: of their roles, those that are of it. */
bool registry_holders_of_any(struct archive *a, struct str of, struct arena *arena, struct actor **ret, size_t *ret_n, struct error *err);
/* Is there a role with this name (as it is stored)? */
bool registry_has_office(struct archive *a, struct str office, bool *ret, struct error *err);
/* All actors in the order of their ids. */
bool registry_walk(struct archive *a, bool (*visit)(void *ctx, const struct actor *actor, struct error *err), void *ctx, struct error *err);
/* The same, record by record, unjoined. */
bool registry_walk_records(struct archive *a, bool (*visit)(void *ctx, const struct registry_record *record, struct error *err), void *ctx,
                           struct error *err);
bool registry_count(struct archive *a, int64_t *ret_actors, int64_t *ret_names, struct error *err);

/* Every key of `least` to `most` bytes with the id of an actor that has it; `name` is empty (index_each_alias gives one). Keys are C strings. */
bool registry_each_key(struct archive *a, size_t least, size_t most, bool (*visit)(void *ctx, struct str key, struct str id, struct str name, struct error *err), void *ctx,
                       struct error *err);
/* A key that names of several actors have; `n` ids, ascending, after merging. */
bool registry_shared_keys(struct archive *a, bool (*visit)(void *ctx, struct str key, const struct str *ids, size_t n, struct error *err), void *ctx,
                          struct error *err);

/* Who changed after a revision, and the names that came or went with it. *ret_all: too many to tell one by one. */
struct registry_changes {
    struct str *ids, *names;
    size_t id_count, name_count;
    bool all;
};
bool registry_changes_after(struct archive *a, int64_t revision, struct arena *arena, struct registry_changes *ret, struct error *err);

#endif
