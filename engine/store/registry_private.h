/*
 * registry_private.h: what the files that make up the registry share. Nobody else includes it.
 */
#ifndef CAUCUS_ENGINE_STORE_REGISTRY_PRIVATE_H
#define CAUCUS_ENGINE_STORE_REGISTRY_PRIVATE_H

#include "engine/store/db.h"
#include "engine/store/registry.h"

/* Records of one actor, the canonical id's own first, then by their origins, to one in `arena`. n > 0. Sorts `records`. */
void registry_join(struct registry_record *records, size_t n, struct str id, struct arena *arena, struct actor *ret);

/* Of a row that has these columns of `actor a JOIN actor_source s`, and a.source behind them. Without names and roles. */
#define REGISTRY_RECORD_COLUMNS \
    "a.id, a.kind, a.name, a.country, a.party, a.seat_office, a.seat_of, a.founded, a.dissolved, a.note, s.origin, s.file, a.source"
enum { REGISTRY_SOURCE_COLUMN = 12 };
struct registry_record registry_record_of(sqlite3_stmt *s, struct arena *arena);

/* Those that an actor refers to, by the ids under which they are read. */
bool registry_follow_references(struct archive *a, struct actor *x, struct arena *arena, struct error *err);

bool registry_get_fact(struct archive *a, const char *key, struct arena *arena, struct str *ret, struct error *err);

#endif
