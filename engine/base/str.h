/*
 * str.h: a view of bytes that somebody else owns; not NUL-terminated. The empty view may have a NULL pointer.
 */
#ifndef CAUCUS_ENGINE_BASE_STR_H
#define CAUCUS_ENGINE_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct str {
    const char *p;
    size_t n;
};

#define STR(literal) ((struct str){ (literal), sizeof(literal) - 1 })
/* For printf: printf("%.*s", STR_ARG(s)). */
#define STR_ARG(s) (int)(s).n, (s).p

static inline struct str str_of(const char *c_string)
{
    return (struct str){ c_string, c_string ? strlen(c_string) : 0 };
}

static inline bool str_equal(struct str a, struct str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static inline bool str_is(struct str a, const char *c_string)
{
    if (a.n && c_string && a.p[0] != c_string[0])
        return false;       /* most do not even begin alike */
    return str_equal(a, str_of(c_string));
}

/* Byte order; the shorter of two that agree comes first. */
static inline int str_compare(struct str a, struct str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int c = n ? memcmp(a.p, b.p, n) : 0;
    return c ? c : (a.n > b.n) - (a.n < b.n);
}

/* The first eight bytes, zeros behind: of two strings whose prefixes differ, the lesser one's is less. */
static inline uint64_t str_prefix(struct str s)
{
    uint64_t x = 0;
    for (size_t i = 0; i < 8; i++)
        x = x << 8 | (i < s.n ? (unsigned char)s.p[i] : 0);
    return x;
}

static inline bool str_starts(struct str s, struct str prefix)
{
    return s.n >= prefix.n && (prefix.n == 0 || memcmp(s.p, prefix.p, prefix.n) == 0);
}

static inline bool str_ends(struct str s, struct str suffix)
{
    return s.n >= suffix.n && (suffix.n == 0 || memcmp(s.p + s.n - suffix.n, suffix.p, suffix.n) == 0);
}

/* Behind the last byte. Nothing may be added to a NULL pointer, not even 0. */
static inline const char *str_end(struct str s)
{
    return s.n ? s.p + s.n : s.p;
}

/* From byte `from` up to byte `to`, exclusive. */
static inline struct str str_slice(struct str s, size_t from, size_t to)
{
    return (struct str){ from ? s.p + from : s.p, to - from };
}

/* Without ASCII white space at either end. */
static inline struct str str_trim(struct str s)
{
    while (s.n && strchr(" \t\r\n\f\v", s.p[0]) && s.p[0])
        s.p++, s.n--;
    while (s.n && strchr(" \t\r\n\f\v", s.p[s.n - 1]) && s.p[s.n - 1])
        s.n--;
    return s;
}

/* Where `c` first stands, or s.n. */
static inline size_t str_find(struct str s, char c)
{
    const char *at = s.n ? memchr(s.p, c, s.n) : NULL;
    return at ? (size_t)(at - s.p) : s.n;
}

#endif
