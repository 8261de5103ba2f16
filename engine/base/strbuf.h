/*
 * strbuf.h: bytes that grow.
 *
 * Invariants: `p` is never NULL after init and p[n] is always NUL, so p is a C string too (unless NULs were put in).
 * Life: strbuf_init (or `= STRBUF_INIT`), use, strbuf_release. strbuf_clear keeps the memory. Out of memory ends the program.
 */
#ifndef CAUCUS_ENGINE_BASE_STRBUF_H
#define CAUCUS_ENGINE_BASE_STRBUF_H

#include "engine/base/str.h"

struct strbuf {
    char *p;
    size_t n;
    size_t capacity;
};

extern char strbuf_empty[1];
#define STRBUF_INIT { strbuf_empty, 0, 0 }
#define CLEANUP_STRBUF __attribute__((cleanup(strbuf_release)))

void strbuf_init(struct strbuf *b);
void strbuf_release(struct strbuf *b);  /* leaves it empty and usable */
void strbuf_clear(struct strbuf *b);
void strbuf_truncate(struct strbuf *b, size_t n);
char *strbuf_detach(struct strbuf *b);  /* the caller frees it */

/* Room for `more` bytes behind n; the caller writes there and adds to n (and sets p[n] = 0). */
char *strbuf_reserve(struct strbuf *b, size_t more);
/* The caller has written up to `end`, for which there was room. */
static inline void strbuf_wrote(struct strbuf *b, const void *end)
{
    b->n = (size_t)((const char *)end - b->p);
    b->p[b->n] = '\0';
}
static inline void strbuf_byte(struct strbuf *b, char c)
{
    (b->capacity - b->n > 1 ? b->p + b->n : strbuf_reserve(b, 1))[0] = c;
    b->p[++b->n] = '\0';
}
void strbuf_bytes(struct strbuf *b, const void *p, size_t n);
void strbuf_str(struct strbuf *b, struct str s);
void strbuf_string(struct strbuf *b, const char *c_string);
/* A whole number, as "%lld" has it. */
void strbuf_int(struct strbuf *b, long long x);
void strbuf_format(struct strbuf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The unsigned LEB128 of x: seven bits a byte, the lowest first. */
void strbuf_varint(struct strbuf *b, unsigned long long x);
/* Reads one; gives the byte behind it, or NULL where the bytes end first or it is over 10 bytes long. */
const unsigned char *varint_read(const unsigned char *p, const unsigned char *end, unsigned long long *ret);

static inline struct str strbuf_view(const struct strbuf *b)
{
    return (struct str){ b->p, b->n };
}

#endif
