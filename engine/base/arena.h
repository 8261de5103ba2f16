/*
 * arena.h: memory that is released all at once, for what lives as long as one article or one query.
 *
 * Nothing taken from an arena is freed by itself. arena_reset() keeps blocks for the next round (up to 1 MiB, unless
 * told), so that a loop over articles does not touch the heap. One thread at a time.
 */
#ifndef CAUCUS_ENGINE_BASE_ARENA_H
#define CAUCUS_ENGINE_BASE_ARENA_H

#include "engine/base/str.h"

struct arena_block;
struct arena {
    struct arena_block *blocks; /* newest first */
    struct arena_block *spare;  /* of earlier rounds */
    size_t keep;                /* how many bytes arena_reset() keeps; 0: 1 MiB */
    size_t least;               /* bytes of a first block; 0: 64 KiB */
};

#define ARENA_INIT { NULL, NULL, 0, 0 }
#define CLEANUP_ARENA __attribute__((cleanup(arena_release)))

void arena_release(struct arena *a);
void arena_reset(struct arena *a);

/* Aligned for any type; not cleared. */
void *arena_alloc(struct arena *a, size_t bytes) __attribute__((malloc, warn_unused_result));
void *arena_zero(struct arena *a, size_t bytes) __attribute__((malloc, warn_unused_result));
struct str arena_str(struct arena *a, struct str s);        /* a copy, with a NUL behind it */
char *arena_string(struct arena *a, struct str s);          /* the same as a C string */
char *arena_format(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));

#define arena_new(a, type) ((type *)arena_zero((a), sizeof(type)))
#define arena_array(a, type, count) ((type *)arena_zero((a), sizeof(type) * (count)))

#endif
