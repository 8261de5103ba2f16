/*
 * strmap.h: a set of strings numbered from 0 in the order in which they came: intern, look up, name.
 *
 * The map owns copies of its strings (each with a NUL behind it); views of them hold until strmap_clear or release.
 * Open addressing; no removal. One thread at a time. Values belong in an array of the caller's, by number.
 */
#ifndef CAUCUS_ENGINE_BASE_STRMAP_H
#define CAUCUS_ENGINE_BASE_STRMAP_H

#include "engine/base/arena.h"

#include <stdint.h>

struct strmap_entry {
    struct str key;
    uint64_t hash;
};

struct strmap {
    struct strmap_entry *entries;   /* by number */
    size_t n, capacity;
    uint32_t *slots;                /* number + 1, 0 is free; a power of two of them */
    size_t slot_count;
    struct arena arena;
};

#define STRMAP_INIT { NULL, 0, 0, NULL, 0, ARENA_INIT }
#define STRMAP_NONE UINT32_MAX

void strmap_release(struct strmap *m);
void strmap_clear(struct strmap *m);

/* The number of `key`, which is added where it is new (*ret_new, may be NULL). */
uint32_t strmap_intern(struct strmap *m, struct str key, bool *ret_new);
/* The same where the caller knows hash_bytes() of the key. */
uint32_t strmap_intern_hashed(struct strmap *m, struct str key, uint64_t hash, bool *ret_new);
/* Fetches towards the processor what strmap_intern_hashed will look at: first, some keys ahead, the slot; later the entry. */
static inline void strmap_expect(const struct strmap *m, uint64_t hash)
{
    if (m->slot_count)
        __builtin_prefetch(&m->slots[hash & (m->slot_count - 1)]);
}

static inline uint32_t strmap_expect_entry(const struct strmap *m, uint64_t hash)
{
    uint32_t slot = m->slot_count ? m->slots[hash & (m->slot_count - 1)] : 0;
    if (slot)
        __builtin_prefetch(&m->entries[slot - 1]);
    return slot;    /* 0, or most likely the key's number + 1 */
}
/* The same for strmap_key(): first the entry, some keys ahead, then its string. */
static inline void strmap_expect_number(const struct strmap *m, uint32_t number)
{
    __builtin_prefetch(&m->entries[number]);
}

static inline void strmap_expect_string(const struct strmap *m, uint32_t number)
{
    __builtin_prefetch(m->entries[number].key.p);
}
/* The number of `key`, or STRMAP_NONE. */
uint32_t strmap_find(const struct strmap *m, struct str key);

static inline struct str strmap_key(const struct strmap *m, uint32_t number)
{
    return m->entries[number].key;
}

#endif
