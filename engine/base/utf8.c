#include "engine/base/utf8.h"

/*
 * The length of the well-formed sequence at p, or 0; then *ret_bad is the length of the maximal ill-formed subpart.
 * The second byte's range depends on the first (no overlong forms, no surrogates, nothing past U+10FFFF).
 */
static size_t sequence(const unsigned char *p, const unsigned char *end, size_t *ret_bad)
{
    unsigned char c = *p;
    *ret_bad = 1;
    if (c < 0x80)
        return 1;
    if (c < 0xC2 || c > 0xF4)
        return 0;
    size_t n = c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    unsigned char lo = c == 0xE0 ? 0xA0 : c == 0xF0 ? 0x90 : 0x80, hi = c == 0xED ? 0x9F : c == 0xF4 ? 0x8F : 0xBF;
    for (size_t i = 1; i < n; i++) {
        if (p + i >= end || p[i] < lo || p[i] > hi) {
            *ret_bad = i;
            return 0;
        }
        lo = 0x80;
        hi = 0xBF;
    }
    return n;
}

/* How many bytes from p on are ASCII and not NUL; eight at a time. */
static size_t plain_run(const unsigned char *p, const unsigned char *end)
{
    const unsigned char *from = p;
    for (; end - p >= 8; p += 8) {
        uint64_t x;
        memcpy(&x, p, 8);
        if ((x | (x - 0x0101010101010101u)) & 0x8080808080808080u)
            break;
    }
    while (p < end && *p && *p < 0x80)
        p++;
    return (size_t)(p - from);
}

size_t utf8_repair(struct strbuf *out, struct str in)
{
    const unsigned char *p = (const unsigned char *)in.p, *end = (const unsigned char *)str_end(in);
    size_t repaired = 0;
    if (in.n >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0)
        p += 3;
    while (p < end) {
        const unsigned char *from = p;
        size_t bad = 0, n;
        for (;;) {
            p += plain_run(p, end);
            if (p >= end || !*p || !(n = sequence(p, end, &bad)))
                break;
            p += n;
        }
        strbuf_bytes(out, from, (size_t)(p - from));
        if (p >= end)
            break;
        repaired++;
        if (!*p) {
            strbuf_byte(out, ' ');
            p++;
        } else {
            strbuf_bytes(out, "\xEF\xBF\xBD", 3);
            p += bad;
        }
    }
    return repaired;
}

bool utf8_valid(struct str in)
{
    const unsigned char *p = (const unsigned char *)in.p, *end = (const unsigned char *)str_end(in);
    size_t bad, n;
    uint64_t x;
    while (p < end) {
        if (end - p >= 8 && (memcpy(&x, p, 8), !(x & 0x8080808080808080u)))     /* eight of ASCII at a time */
            n = 8;
        else if (!(n = sequence(p, end, &bad)))
            return false;
        p += n;
    }
    return true;
}

size_t utf8_decode(const char *p, const char *end, uint32_t *ret)
{
    const unsigned char *u = (const unsigned char *)p;
    size_t bad, n = sequence(u, (const unsigned char *)end, &bad);
    switch (n) {
    case 1: *ret = u[0]; return 1;
    case 2: *ret = (u[0] & 0x1Fu) << 6 | (u[1] & 0x3Fu); return 2;
    case 3: *ret = (u[0] & 0x0Fu) << 12 | (u[1] & 0x3Fu) << 6 | (u[2] & 0x3Fu); return 3;
    case 4:
        *ret = (u[0] & 0x07u) << 18 | (u[1] & 0x3Fu) << 12 | (u[2] & 0x3Fu) << 6 | (u[3] & 0x3Fu);
        return 4;
    default: *ret = UTF8_BAD; return 1;
    }
}

size_t utf8_encode(uint32_t cp, char out[4])
{
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    size_t n = cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
    for (size_t i = n - 1; i > 0; i--, cp >>= 6)
        out[i] = (char)(0x80 | (cp & 0x3F));
    out[0] = (char)((n == 2 ? 0xC0 : n == 3 ? 0xE0 : 0xF0) | cp);
    return n;
}

size_t utf8_start(struct str s, size_t at)
{
    while (at > 0 && at < s.n && ((unsigned char)s.p[at] & 0xC0) == 0x80)
        at--;
    return at;
}
