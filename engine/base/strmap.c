#include "engine/base/strmap.h"

#include "engine/base/hash.h"
#include "engine/base/memory.h"

#include <stdlib.h>

void strmap_release(struct strmap *m)
{
    free(m->entries);
    free(m->slots);
    arena_release(&m->arena);
    *m = (struct strmap)STRMAP_INIT;
}

void strmap_clear(struct strmap *m)
{
    m->n = 0;
    if (m->slots)
        memset(m->slots, 0, m->slot_count * sizeof *m->slots);
    arena_reset(&m->arena);
}

static size_t slot_of(const struct strmap *m, struct str key, uint64_t hash)
{
    size_t mask = m->slot_count - 1, i = (size_t)hash & mask;
    for (; m->slots[i]; i = (i + 1) & mask) {
        const struct strmap_entry *e = &m->entries[m->slots[i] - 1];
        if (e->hash == hash && str_equal(e->key, key))
            break;
    }
    return i;
}

static void grow(struct strmap *m)
{
    size_t count = m->slot_count ? m->slot_count * 2 : 64;
    uint32_t *slots = xzeroed(count * sizeof *slots);
    for (size_t k = 0; k < m->n; k++) {
        size_t i = (size_t)m->entries[k].hash & (count - 1);
        while (slots[i])
            i = (i + 1) & (count - 1);
        slots[i] = (uint32_t)k + 1;
    }
    free(m->slots);
    m->slots = slots;
    m->slot_count = count;
}

uint32_t strmap_intern(struct strmap *m, struct str key, bool *ret_new)
{
    return strmap_intern_hashed(m, key, hash_bytes(key.p, key.n), ret_new);
}

uint32_t strmap_intern_hashed(struct strmap *m, struct str key, uint64_t hash, bool *ret_new)
{
    if (m->n * 2 >= m->slot_count)
        grow(m);
    size_t i = slot_of(m, key, hash);
    bool is_new = !m->slots[i];
    if (is_new) {
        GROW(m->entries, m->n, m->capacity);
        m->entries[m->n] = (struct strmap_entry){ arena_str(&m->arena, key), hash };
        m->slots[i] = (uint32_t)++m->n;
    }
    if (ret_new)
        *ret_new = is_new;
    return m->slots[i] - 1;
}

uint32_t strmap_find(const struct strmap *m, struct str key)
{
    if (!m->n)
        return STRMAP_NONE;
    size_t i = slot_of(m, key, hash_bytes(key.p, key.n));
    return m->slots[i] ? m->slots[i] - 1 : STRMAP_NONE;
}
