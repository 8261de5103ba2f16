#include "engine/base/strbuf.h"

#include "engine/base/memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

char strbuf_empty[1];

void strbuf_init(struct strbuf *b)
{
    *b = (struct strbuf)STRBUF_INIT;
}

void strbuf_release(struct strbuf *b)
{
    if (b->capacity)
        free(b->p);
    strbuf_init(b);
}

void strbuf_clear(struct strbuf *b)
{
    strbuf_truncate(b, 0);
}

void strbuf_truncate(struct strbuf *b, size_t n)
{
    b->n = n;
    if (b->capacity)
        b->p[n] = '\0';
}

char *strbuf_detach(struct strbuf *b)
{
    char *p = b->capacity ? b->p : xstrdup("");
    strbuf_init(b);
    return p;
}

char *strbuf_reserve(struct strbuf *b, size_t more)
{
    if (b->capacity - b->n <= more) {   /* with capacity 0 too: n is 0 then */
        size_t want = b->capacity ? b->capacity * 2 : 64;
        if (want < b->n + more + 1)
            want = b->n + more + 1;
        b->p = xrealloc(b->capacity ? b->p : NULL, want);
        b->capacity = want;
        b->p[b->n] = '\0';
    }
    return b->p + b->n;
}

void strbuf_bytes(struct strbuf *b, const void *p, size_t n)
{
    if (!n)
        return;
    memcpy(b->capacity - b->n > n ? b->p + b->n : strbuf_reserve(b, n), p, n);
    b->n += n;
    b->p[b->n] = '\0';
}

void strbuf_str(struct strbuf *b, struct str s)
{
    strbuf_bytes(b, s.p, s.n);
}

void strbuf_string(struct strbuf *b, const char *c_string)
{
    strbuf_bytes(b, c_string, strlen(c_string));
}

void strbuf_int(struct strbuf *b, long long x)
{
    char digits[24], *p = digits + sizeof digits;
    unsigned long long rest = x < 0 ? 0 - (unsigned long long)x : (unsigned long long)x;
    do {
        *--p = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    if (x < 0)
        *--p = '-';
    strbuf_bytes(b, p, (size_t)(digits + sizeof digits - p));
}

void strbuf_format(struct strbuf *b, const char *format, ...)
{
    va_list ap, again;
    va_start(ap, format);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, format, ap);
    va_end(ap);
    vsnprintf(strbuf_reserve(b, (size_t)n), (size_t)n + 1, format, again);
    va_end(again);
    b->n += (size_t)n;
}

void strbuf_varint(struct strbuf *b, unsigned long long x)
{
    for (; x > 127; x >>= 7)
        strbuf_byte(b, (char)((x & 127) | 128));
    strbuf_byte(b, (char)x);
}

const unsigned char *varint_read(const unsigned char *p, const unsigned char *end, unsigned long long *ret)
{
    unsigned long long x = 0;
    for (int shift = 0; p < end && shift < 70; shift += 7) {
        unsigned char c = *p++;
        if (shift < 64)
            x |= (unsigned long long)(c & 127) << shift;
        if (c < 128) {
            *ret = x;
            return p;
        }
    }
    return NULL;
}
