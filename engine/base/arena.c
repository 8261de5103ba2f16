#include "engine/base/arena.h"

#include "engine/base/memory.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { BLOCK_BYTES = 64 * 1024, KEEP_BYTES = 4 * 1024 * 1024 };

struct arena_block {
    struct arena_block *next;
    size_t used, size;
    alignas(max_align_t) char bytes[];
};

void arena_release(struct arena *a)
{
    while (a->blocks) {
        struct arena_block *next = a->blocks->next;
        free(a->blocks);
        a->blocks = next;
    }
}

void arena_reset(struct arena *a)
{
    /* One block is kept: the newest, which is as large as the last round needed. */
    struct arena_block *keep = a->blocks;
    if (!keep)
        return;
    a->blocks = keep->next;
    arena_release(a);
    if (keep->size > KEEP_BYTES) {
        free(keep);
        return;
    }
    keep->next = NULL;
    keep->used = 0;
    a->blocks = keep;
}

void *arena_alloc(struct arena *a, size_t bytes)
{
    const size_t align = alignof(max_align_t);
    if (bytes > SIZE_MAX / 2)
        bytes = SIZE_MAX / 2;   /* malloc refuses it, and the program ends in one place */
    bytes = (bytes + align - 1) / align * align;
    struct arena_block *b = a->blocks;
    if (!b || b->size - b->used < bytes) {
        size_t size = b && b->size < KEEP_BYTES / 2 ? b->size * 2 : BLOCK_BYTES;
        if (size < bytes)
            size = bytes;
        b = xmalloc(sizeof *b + size);
        b->size = size;
        b->used = 0;
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
