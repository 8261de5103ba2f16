#include "query/execute/bitmap.h"

#include "engine/base/wide.h"

struct bitmap bitmap_new(struct arena *arena, uint32_t max_docid)
{
    size_t n = ((size_t)max_docid / 64 + 8) / 8 * 8;
    return (struct bitmap){ arena_array(arena, uint64_t, n), n };
}

void bitmap_clear(struct bitmap *b)
{
    memset(b->words, 0, b->n * sizeof *b->words);
}

void bitmap_fill(struct bitmap *b, uint32_t max_docid)
{
    size_t whole = ((size_t)max_docid + 1) / 64;
    bitmap_clear(b);
    memset(b->words, 0xFF, whole * sizeof *b->words);
    if (((size_t)max_docid + 1) % 64)
        b->words[whole] = (1ull << (((size_t)max_docid + 1) % 64)) - 1;
    b->words[0] &= ~1ull;
}

WIDE_VECTORS void bitmap_and_words(struct bitmap *b, const uint64_t *words, size_t n)
{
    uint64_t *restrict x = b->words;
    const uint64_t *restrict y = words;
    for (size_t i = 0; i < n; i++)
        x[i] &= y[i];
}

void bitmap_and(struct bitmap *b, const struct bitmap *other)
{
    bitmap_and_words(b, other->words, b->n);
}

WIDE_VECTORS void bitmap_or_words(struct bitmap *b, const uint64_t *words, size_t n)
{
    uint64_t *restrict x = b->words;
    const uint64_t *restrict y = words;
    for (size_t i = 0; i < n; i++)
        x[i] |= y[i];
}

void bitmap_or(struct bitmap *b, const struct bitmap *other)
{
    bitmap_or_words(b, other->words, b->n);
}

WIDE_VECTORS void bitmap_and_not(struct bitmap *b, const struct bitmap *other)
{
    uint64_t *restrict x = b->words;
    const uint64_t *restrict y = other->words;
    for (size_t i = 0; i < b->n; i++)
        x[i] &= ~y[i];
}

void bitmap_copy(struct bitmap *b, const struct bitmap *other)
{
    memcpy(b->words, other->words, b->n * sizeof *b->words);
}

WIDE_VECTORS uint64_t bitmap_count(const struct bitmap *b)
{
    uint64_t n = 0;
    for (size_t i = 0; i < b->n; i++)
        n += (uint64_t)__builtin_popcountll(b->words[i]);
    return n;
}

void bitmap_clear_to(struct bitmap *b, uint32_t docid)
{
    size_t whole = ((size_t)docid + 1) / 64;
    if (whole >= b->n) {
        bitmap_clear(b);
        return;
    }
    memset(b->words, 0, whole * sizeof *b->words);
    b->words[whole] &= ~0ull << (((size_t)docid + 1) % 64);
}
