/*
 * entity_table.h: the index's table `entity`, a row a block (entity_blocks.h), and `entity_key`, by which entities are found. Entities are told by their
 * place, 0, 1, 2 …, in the order in which they were added.
 *
 * One block at a time is in memory. A writer's is written when another is turned to, and by entity_table_flush: before the transaction ends. One thread.
 *
 * entity_key files places under keys: of 20 bits of a key's digest, the upper 12 are the row, and of its entries each has the lower 8 as a byte and the
 * distance of its place from the last one's (varint). So a key finds the places that it was filed with, and seldom another one: the caller looks whether
 * the entity is the one that it wants.
 */
#ifndef CAUCUS_ENGINE_STORE_ENTITY_TABLE_H
#define CAUCUS_ENGINE_STORE_ENTITY_TABLE_H

#include "engine/store/db.h"
#include "engine/store/entity_blocks.h"

#define ENTITY_TABLE_SCHEMA \
    "CREATE TABLE entity(block INTEGER PRIMARY KEY, data BLOB NOT NULL);" \
    "CREATE TABLE entity_key(bucket INTEGER PRIMARY KEY, data BLOB NOT NULL);"

struct entity_table {
    struct db *db;
    int64_t block;                      /* which one is in memory; -1: none */
    struct stored_entity v[ENTITY_BLOCK];
    size_t n;
    bool changed;
    struct arena arena;                 /* its strings */
    ZSTD_CCtx *packer;                  /* made when first used */
    ZSTD_DCtx *unpacker;
    struct entity_filed {
        uint32_t hash, place;
    } *filed;                           /* keys that are not written yet */
    size_t filed_n, filed_capacity;
};

struct entity_table *entity_table_new(struct db *db);
void entity_table_free(struct entity_table *t);

/* The entity at a place; it holds until the next call. NULL in *ret where there is none. */
bool entity_table_get(struct entity_table *t, uint32_t place, const struct stored_entity **ret, struct error *err);
/* Every block in order: its kinds alone or all of it, into *arena, from the place of the first on. */
bool entity_table_each_kinds(struct entity_table *t, void (*visit)(void *ctx, size_t first, const int8_t *kinds, size_t n), void *ctx, struct error *err);
bool entity_table_each(struct entity_table *t, struct arena *arena,
                       bool (*visit)(void *ctx, size_t first, const struct stored_entity *v, size_t n, struct error *err), void *ctx, struct error *err);
/* The places that a key was filed with, ascending, and maybe others; in `arena`. */
bool entity_table_find(struct entity_table *t, struct str key, struct arena *arena, uint32_t **ret, size_t *ret_n, struct error *err);

/* The entity of a place, which is the next one or one that is there. */
bool entity_table_put(struct entity_table *t, uint32_t place, const struct stored_entity *e, struct error *err);
/* Places do not fall. */
void entity_table_file(struct entity_table *t, struct str key, uint32_t place);
bool entity_table_flush(struct entity_table *t, struct error *err);
/* What was not flushed is forgotten. */
void entity_table_reset(struct entity_table *t);

#endif
