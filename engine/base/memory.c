#include "engine/base/memory.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

/* The one place where the program ends for want of memory: nothing up the stack could do better. */
static void *checked(void *p)
{
    if (!p) {
        fputs("caucus: out of memory\n", stderr);
        _Exit(70);
    }
    return p;
}

enum { LARGE_PAGE = 2 * 1024 * 1024 };

/* What is reached at random, megabytes of it, costs a fifth less in large pages. Nothing depends on it. Only of what they fit in whole. */
static void *wish_large(void *p, size_t n)
{
    uintptr_t first = ((uintptr_t)p + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE, end = ((uintptr_t)p + n) / LARGE_PAGE * LARGE_PAGE;
    if (n >= LARGE_PAGE && first < end)
        madvise((void *)first, end - first, MADV_HUGEPAGE);
    return p;
}

void *xmalloc(size_t n)
{
    return wish_large(checked(malloc(n ? n : 1)), n);
}

void *xcalloc(size_t count, size_t size)
{
    return wish_large(checked(calloc(count ? count : 1, size ? size : 1)), count * size);
}

static void *heap_gap;          /* from the heap's beginning to its first large page; NULL: the heap is as it always is */

/* The heap's end is what glibc's malloc cuts from; no page of what is to be large may have been touched. */
void memory_in_large_pages(void)
{
#if defined(M_TOP_PAD) && !defined(__SANITIZE_ADDRESS__)
    enum { HEAP_BYTES = 8 * LARGE_PAGE, HEADER = 64 };
    if (heap_gap)
        return;
    mallopt(M_MMAP_THRESHOLD, HEAP_BYTES);
    mallopt(M_TRIM_THRESHOLD, 2 * HEAP_BYTES);
    mallopt(M_TOP_PAD, HEAP_BYTES);
    CLEANUP_FREE void *here = xmalloc(1);
    uintptr_t first = ((uintptr_t)here / LARGE_PAGE + 2) * LARGE_PAGE, gap = first - (uintptr_t)here - HEADER;
    heap_gap = malloc(gap);
    uintptr_t end = (uintptr_t)sbrk(0);
    if (heap_gap > here && first < end)
        madvise((void *)first, end - first, MADV_HUGEPAGE);
#endif
}

void *xlarge(size_t bytes)
{
    const size_t page = LARGE_PAGE;
    if (bytes < page / 2 || bytes > SIZE_MAX - page || heap_gap)
        return xmalloc(bytes);
    void *p = NULL;
    bytes = (bytes + page - 1) / page * page;
    if (posix_memalign(&p, page, bytes) != 0)
        p = NULL;
    return wish_large(checked(p), bytes);
}

void *xzeroed(size_t bytes)
{
    if (bytes < 1024 * 1024)
        return xcalloc(bytes, 1);
    return memset(xlarge(bytes), 0, bytes);
}

void *xsparse(size_t bytes)
{
    void *p = mmap(NULL, bytes ? bytes : 1, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return checked(p == MAP_FAILED ? NULL : p);
}

void sparse_free(void *p, size_t bytes)
{
    if (p)
        munmap(p, bytes ? bytes : 1);
}

void memory_return_large(void)
{
#ifdef M_MMAP_THRESHOLD
    mallopt(M_MMAP_THRESHOLD, LARGE_PAGE);
    mallopt(M_TRIM_THRESHOLD, 8 * LARGE_PAGE);      /* which else is small from now on: the heaps of threads would be cut and grown again for each article */
#endif
}

void *xmore_zeroed(void *p, size_t old_bytes, size_t new_bytes)
{
    char *more = xzeroed(new_bytes);
    if (old_bytes)
        memcpy(more, p, old_bytes);
    free(p);
    return more;
}

void *xrealloc(void *p, size_t n)
{
    return wish_large(checked(realloc(p, n ? n : 1)), n);
}

char *xstrdup(const char *s)
{
    return xstrndup(s, strlen(s));
}

char *xstrndup(const char *s, size_t n)
{
    char *p = xmalloc(n + 1);
    if (n)
        memcpy(p, s, n);
    p[n] = '\0';
    return p;
}

char *xasprintf(const char *format, ...)
{
    va_list ap, again;
    va_start(ap, format);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, format, ap);
    va_end(ap);
    char *p = xmalloc((size_t)n + 1);
    vsnprintf(p, (size_t)n + 1, format, again);
    va_end(again);
    return p;
}

void *grow_array(void *v, size_t n, size_t *capacity, size_t element_bytes)
{
    size_t more = *capacity ? *capacity * 2 : 8;
    if (more > SIZE_MAX / element_bytes)
        checked(NULL);
    *capacity = more;
    if (more * element_bytes < LARGE_PAGE)
        return xrealloc(v, more * element_bytes);
    void *large = xlarge(more * element_bytes);     /* what grows so large is mostly reached at random */
    if (n)
        memcpy(large, v, n * element_bytes);
    free(v);
    return large;
}

void free_pointer(void *pointer_to_pointer)
{
    free(*(void **)pointer_to_pointer);
}
