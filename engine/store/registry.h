/*
 * registry.h: the actors that are known: who they are, what they are called, which offices they held when. Lives in archive.db.
 *
 * An actor has an id (letters, digits, '-': a Wikidata id, an ISO code for countries, or a slug). Names have keys (engine/text/name_key.h, words apart by
 * one space) under which they are looked up, so that spellings and scripts meet. Records with origin "builtin" are replaced as a whole when
 * the built-in data changes; others ("hand", an import's name) stay.
 */
#ifndef CAUCUS_ENGINE_STORE_REGISTRY_H
#define CAUCUS_ENGINE_STORE_REGISTRY_H

#include "engine/base/arena.h"
#include "engine/base/error.h"
#include "engine/store/archive.h"
#include "engine/text/actor.h"

/* The digest of the data that the built-in records were made from; empty before the first load. */
bool registry_builtin_digest(struct archive *a, struct arena *arena, struct str *ret, struct error *err);
/* Replaces all actors of `origin` by these, in one transaction of the caller's, and stores the digest; raises the registry's revision.
 * `key_of` makes the lookup key of a name (the text layer's; a callback so that one keyer serves). */
typedef void (*registry_key_fn)(void *ctx, struct str name, struct strbuf *out);
bool registry_replace(struct archive *a, struct str origin, const struct actor *actors, size_t count, struct str digest,
                      registry_key_fn key_of, void *key_ctx, struct error *err);
/* Grows with each change; an index tells with which one its articles were resolved. */
bool registry_revision(struct archive *a, int64_t *ret, struct error *err);

bool registry_get(struct archive *a, struct str id, struct arena *arena, bool *ret_found, struct actor *ret, struct error *err);
/* Actors that have a name with this key, in the order of their ids. */
bool registry_find(struct archive *a, struct str key, struct arena *arena, struct actor **ret, size_t *ret_n, struct error *err);
/* Ids of those who held an office of an actor (`of` empty: of any) on a day (CIVIL_NONE: ever). */
bool registry_holders(struct archive *a, struct str office, struct str of, int32_t day, struct arena *arena, struct str **ret, size_t *ret_n,
                      struct error *err);
/* All of them, in the order of their ids; strings hold during the call. */
bool registry_walk(struct archive *a, bool (*visit)(void *ctx, const struct actor *actor, struct error *err), void *ctx, struct error *err);
bool registry_count(struct archive *a, int64_t *ret_actors, int64_t *ret_names, struct error *err);

#endif
