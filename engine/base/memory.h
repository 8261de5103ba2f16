/*
 * memory.h: the heap, with one place where the program ends when there is none left.
 *
 * Never used inside SQLite's callbacks: those answer SQLITE_NOMEM instead. What these give is released with free().
 */
#ifndef CAUCUS_ENGINE_BASE_MEMORY_H
#define CAUCUS_ENGINE_BASE_MEMORY_H

#include <stddef.h>

void *xmalloc(size_t n) __attribute__((malloc, warn_unused_result));
void *xcalloc(size_t count, size_t size) __attribute__((malloc, warn_unused_result));
void *xrealloc(void *p, size_t n) __attribute__((warn_unused_result));
char *xstrdup(const char *s) __attribute__((malloc, warn_unused_result));
char *xstrndup(const char *s, size_t n) __attribute__((malloc, warn_unused_result));
char *xasprintf(const char *format, ...) __attribute__((format(printf, 1, 2), warn_unused_result));

/*
 * Makes room for one more element in a growing array: `v` and `capacity` are lvalues, `n` is how many it holds.
 *     GROW(list->v, list->n, list->capacity);
 *     list->v[list->n++] = x;
 */
#define GROW(v, n, capacity) ((v) = (n) < (capacity) ? (v) : grow_array((v), (n), &(capacity), sizeof *(v)))
/* For GROW, where there is no room left. */
void *grow_array(void *v, size_t n, size_t *capacity, size_t element_bytes) __attribute__((warn_unused_result));

/* Memory for an array of megabytes that is gone through from end to end: in large pages where the system has them. free() it. */
void *xlarge(size_t bytes) __attribute__((malloc, warn_unused_result));
/* The same, cleared. */
void *xzeroed(size_t bytes) __attribute__((malloc, warn_unused_result));
/* Cleared memory of megabytes of which little will be touched, here and there: pages of its own, in the order of their bytes. sparse_free() it. */
void *xsparse(size_t bytes) __attribute__((malloc, warn_unused_result));
void sparse_free(void *p, size_t bytes);
/* A table that was xzeroed() with more room, which is cleared: moved, that it lies in large pages again. */
void *xmore_zeroed(void *p, size_t old_bytes, size_t new_bytes) __attribute__((warn_unused_result));
/* From now on the heap grows in large pages, where its malloc can be told so: for a process that answers one question, of whose time small ones take a tenth. */
void memory_in_large_pages(void);
/* From now on large pages that are freed go back to the system, where its malloc can be told so: for who has tables that grow again and again. */
void memory_return_large(void);

/* For __attribute__((cleanup(...))) on a pointer from the heap. */
void free_pointer(void *pointer_to_pointer);
#define CLEANUP_FREE __attribute__((cleanup(free_pointer)))

#endif
