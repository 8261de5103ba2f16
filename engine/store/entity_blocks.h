/*
 * entity_blocks.h: actors, sources, authors and topics as the index stores them: ENTITY_BLOCK of them a blob, in the order in which they were met.
 *
 *     how many (a byte); of each a byte, its kind and what is told of it (entity_blocks.c); and a zstd frame: strings that end in a NUL, of each its
 *     name and what the byte tells of: its id; its country and party; its key.
 *
 * Most entities are local actors, and most of their ids follow from their names: entity_told_id. A local actor whose name is not ASCII has its name's key
 * (full_name_key.h) beside it: whoever looks for a name needs no romanisation. What stands behind a NUL in a string, or beyond 65,536 bytes, is not kept.
 */
#ifndef CAUCUS_ENGINE_STORE_ENTITY_BLOCKS_H
#define CAUCUS_ENGINE_STORE_ENTITY_BLOCKS_H

#include "engine/base/arena.h"
#include "engine/base/strbuf.h"

#include <stdint.h>
#include <zstd.h>

enum { ENTITY_BLOCK = 64 };

struct stored_entity {
    int kind;                   /* enum entity_kind */
    bool local;
    bool told;                  /* its id follows from its name, and may be empty until entity_tell_id */
    struct str id, name, country, party;
    struct str key;             /* of a local actor whose name is not ASCII; else empty */
};

/* What of a string is kept. */
struct str entity_kept(struct str s);
bool entity_is_ascii(struct str name);
/* Appends "local-jane-roe" for "Jane Roe". */
void entity_told_id(struct str name, struct strbuf *out);

/* At most ENTITY_BLOCK. Appends. */
void entity_block_pack(ZSTD_CCtx *zstd, const struct stored_entity *v, size_t n, struct strbuf *out);
/* Strings into `arena`, each with a NUL behind it; ids that names tell are left empty. False where the blob is damaged. */
bool entity_block_unpack(ZSTD_DCtx *zstd, struct str data, struct arena *arena, struct stored_entity v[ENTITY_BLOCK], size_t *ret_n);
/* Makes the id that its name tells, where it has none yet, in `arena`. */
void entity_tell_id(struct stored_entity *e, struct arena *arena);
/* The kinds alone, which need no unpacking. */
bool entity_block_kinds(struct str data, int8_t kinds[ENTITY_BLOCK], size_t *ret_n);

#endif
