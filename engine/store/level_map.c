#include "engine/store/level_map.h"

#include "engine/base/memory.h"
#include "engine/base/wide.h"

static void set_bits(const struct row_list *list, uint64_t *bits)
{
    uint32_t docids[ROW_BATCH];
    for (size_t i = 0; i < list->run_count; i++) {
        struct row_walk walk = row_walk_of(&list->runs[i]);
        for (size_t n; (n = row_walk_next(&walk, docids));)
            for (size_t k = 0; k < n; k++)
                bits[docids[k] / 64] |= 1ull << (docids[k] % 64);
    }
}

WIDE_VECTORS static void count_bits(const uint64_t *bits, size_t words, uint32_t *before)
{
    uint32_t sum = 0;
    for (size_t w = 0; w < words; w++) {
        before[w] = sum;
        sum += (uint32_t)__builtin_popcountll(bits[w]);
    }
}

/* `before`: by words, for here all are asked for, in any order. */
WIDE_VECTORS static void set_levels(const struct row_run *run, const uint64_t *bits, const uint32_t *before, uint8_t *levels)
{
    uint32_t docids[ROW_BATCH];
    struct row_walk walk = row_walk_of(run);
    for (size_t n; (n = row_walk_next(&walk, docids));)
        for (size_t k = 0; k < n; k++) {
            uint64_t earlier = bits[docids[k] / 64] & ((1ull << (docids[k] % 64)) - 1);
            uint32_t at = before[docids[k] / 64] + (uint32_t)__builtin_popcountll(earlier);
            levels[at / 2] = (uint8_t)(levels[at / 2] | run->level << (at % 2 * 4));
        }
}

static void *aligned_array(struct arena *arena, size_t bytes, size_t align)
{
    char *p = arena_zero(arena, bytes + align);
    return p + (align - (uintptr_t)p % align) % align;
}

struct level_map *level_map_new(const struct row_list *list, uint32_t max_docid, struct arena *arena)
{
    const size_t words = (size_t)max_docid / 64 + 1, parts = (words + LEVEL_MAP_PART - 1) / LEVEL_MAP_PART, part_bytes = LEVEL_MAP_PART * sizeof(uint64_t);
    uint64_t *bits = aligned_array(arena, parts * part_bytes, part_bytes);
    uint32_t *before = arena_alloc(arena, parts * sizeof *before);
    uint8_t *levels = arena_array(arena, uint8_t, (size_t)list->n / 2 + 1);
    CLEANUP_FREE uint32_t *by_word = xmalloc(words * sizeof *by_word);
    struct level_map *m = arena_new(arena, struct level_map);
    *m = (struct level_map){ bits, words, before, levels };
    set_bits(list, bits);
    count_bits(bits, words, by_word);
    for (size_t i = 0; i < parts; i++)
        before[i] = by_word[i * LEVEL_MAP_PART];
    for (size_t i = 0; i < list->run_count; i++)
        set_levels(&list->runs[i], bits, by_word, levels);
    return m;
}

size_t level_map_bytes(uint64_t n, uint32_t max_docid)
{
    return (size_t)n / 2 + (size_t)max_docid / 64 * (sizeof(uint64_t) + sizeof(uint32_t) / LEVEL_MAP_PART) + 1024;
}
