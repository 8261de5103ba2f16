#include "engine/base/arena.h"

#include "engine/base/memory.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { BLOCK_BYTES = 64 * 1024, KEEP_BYTES = 1024 * 1024 };

struct arena_block {
    struct arena_block *next;
    size_t used, size;
    alignas(max_align_t) char bytes[];
};

static void free_blocks(struct arena_block *b)
{
    while (b) {
        struct arena_block *next = b->next;
        free(b);
        b = next;
    }
}

void arena_release(struct arena *a)
{
    free_blocks(a->blocks);
    free_blocks(a->spare);
    a->blocks = a->spare = NULL;
}

/* Newer blocks are larger: they are kept first. */
void arena_reset(struct arena *a)
{
    size_t kept = 0, keep = a->keep ? a->keep : KEEP_BYTES;
    struct arena_block *blocks[2] = { a->blocks, a->spare };
    a->blocks = a->spare = NULL;
    for (int i = 0; i < 2; i++)
        for (struct arena_block *b = blocks[i], *next; b; b = next) {
            next = b->next;
            if (kept + b->size > keep) {
                free(b);
                continue;
            }
            kept += b->size;
            b->used = 0;
            b->next = a->spare;
            a->spare = b;
        }
}

/* A spare block with room for so much, or a new one. */
static struct arena_block *more_room(struct arena *a, size_t bytes)
{
    for (struct arena_block **at = &a->spare; *at; at = &(*at)->next)
        if ((*at)->size >= bytes) {
            struct arena_block *b = *at;
            *at = b->next;
            return b;
        }
    const size_t large = 2 * 1024 * 1024 - sizeof(struct arena_block);   /* a large page, whole */
    size_t size = !a->blocks ? (a->least ? a->least : BLOCK_BYTES) : a->blocks->size < large / 4 ? a->blocks->size * 2 : large;
    if (size < bytes)
        size = bytes;
    struct arena_block *b = xlarge(sizeof *b + size);
    b->size = size;
    b->used = 0;
    return b;
}

void *arena_alloc(struct arena *a, size_t bytes)
{
    const size_t align = alignof(max_align_t);
    if (bytes > SIZE_MAX / 2)
        bytes = SIZE_MAX / 2;   /* malloc refuses it, and the program ends in one place */
    bytes = (bytes + align - 1) / align * align;
    struct arena_block *b = a->blocks;
    if (!b || b->size - b->used < bytes) {
        b = more_room(a, bytes);
        b->next = a->blocks;
        a->blocks = b;
    }
    void *p = b->bytes + b->used;
    b->used += bytes;
    return p;
}

void *arena_zero(struct arena *a, size_t bytes)
{
    void *p = arena_alloc(a, bytes);
    memset(p, 0, bytes);
    return p;
}

char *arena_string(struct arena *a, struct str s)
{
    char *p = arena_alloc(a, s.n + 1);
    if (s.n)
        memcpy(p, s.p, s.n);
    p[s.n] = '\0';
    return p;
}

struct str arena_str(struct arena *a, struct str s)
{
    return (struct str){ arena_string(a, s), s.n };
}

char *arena_format(struct arena *a, const char *format, ...)
{
    va_list ap, again;
    va_start(ap, format);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, format, ap);
    va_end(ap);
    char *p = arena_alloc(a, (size_t)n + 1);
    vsnprintf(p, (size_t)n + 1, format, again);
    va_end(again);
    return p;
}
