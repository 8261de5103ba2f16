#include "corpus/utf16.h"

#include "engine/base/utf8.h"

static size_t bad(struct utf16 *u, char *out)
{
    u->repaired++;
    return utf8_encode(UTF8_BAD, out);
}

static size_t put_unit(struct utf16 *u, uint16_t unit, char *out)
{
    size_t n = 0;
    bool is_low = unit >= 0xDC00 && unit <= 0xDFFF;
    if (u->high && is_low) {
        uint32_t cp = 0x10000 + ((uint32_t)(u->high - 0xD800) << 10) + (unit - 0xDC00u);
        u->high = 0;
        return utf8_encode(cp, out);
    }
    if (u->high)
        n = bad(u, out);
    u->high = 0;
    if (unit >= 0xD800 && unit <= 0xDBFF)
        u->high = unit;
    else
        n += is_low ? bad(u, out + n) : utf8_encode(unit, out + n);
    return n;
}

size_t utf16_decode(struct utf16 *u, struct str in, char *out)
{
    size_t n = 0;
    for (size_t i = 0; i < in.n; i++) {
        unsigned char byte = (unsigned char)in.p[i];
        if (!u->odd) {
            u->half = byte;
            u->odd = true;
            continue;
        }
        u->odd = false;
        unsigned high = u->big_endian ? u->half : byte, low = u->big_endian ? byte : u->half;
        n += put_unit(u, (uint16_t)(high << 8 | low), out + n);
    }
    return n;
}

size_t utf16_end(struct utf16 *u, char *out)
{
    size_t n = 0;
    if (u->high)
        n += bad(u, out);
    if (u->odd)
        n += bad(u, out + n);
    u->high = 0;
    u->odd = false;
    return n;
}
