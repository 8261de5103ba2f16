/*
 * registry_schema.h: the tables of the registry in archive.db, and how those of older archives become them. Only the archive and the registry
 * include it.
 *
 *     actor_source   where records came from: an origin ("builtin", "hand", an import's name) and a file of it
 *     actor          records: what one source says of an actor; several sources may have one of the same id
 *     record_name    its names, record_role its offices, record_key the keys that its names are looked up under
 *     actor_name     … the same as they are read, with the actor's id and source; so actor_role, actor_key
 *     actor_merge    ids that are another actor's: records stay as they are, reading joins them
 *     actor_change   who changed in which revision, with the names that came or went: for articles that must be resolved anew
 */
#ifndef CAUCUS_ENGINE_STORE_REGISTRY_SCHEMA_H
#define CAUCUS_ENGINE_STORE_REGISTRY_SCHEMA_H

#include "engine/store/db.h"

extern const char registry_schema_sql[];

/* From schemas 2 to 5, in a transaction of the caller's. Whoever may only read finds tables of theirs that have the views' names and columns. */
bool registry_schema_upgrade_5(struct db *db, struct error *err);
/* From schema 1. */
bool registry_schema_upgrade(struct db *db, struct error *err);
/* For a connection that may not write: shows the tables of schema 1 as those of today, to this connection alone. */
bool registry_schema_bridge(struct db *db, struct error *err);

#endif
