#include "engine/store/fts5_varint.h"

const uint8_t *fts5_varint(const uint8_t *p, const uint8_t *end, uint64_t *ret)
{
    uint64_t x = 0;
    for (int i = 0; i < FTS5_VARINT_MAX; i++) {
        if (p >= end)
            return NULL;
        if (i == 8) {
            *ret = x << 8 | *p;
            return p + 1;
        }
        x = x << 7 | (*p & 127);
        if (*p++ < 128) {
            *ret = x;
            return p;
        }
    }
    return NULL;
}

size_t fts5_varint_put(uint8_t *to, uint64_t x)
{
    if (x >> 56) {
        to[8] = (uint8_t)x;
        x >>= 8;
        for (int i = 7; i >= 0; i--, x >>= 7)
            to[i] = (uint8_t)(x | 128);
        return FTS5_VARINT_MAX;
    }
    size_t n = 1;
    for (uint64_t y = x >> 7; y; y >>= 7)
        n++;
    for (size_t i = n; i-- > 0; x >>= 7)
        to[i] = (uint8_t)((x & 127) | (i + 1 < n ? 128 : 0));
    return n;
}

void fts5_put_long_varint(struct strbuf *out, uint64_t x)
{
    out->n += fts5_varint_put((uint8_t *)strbuf_reserve(out, FTS5_VARINT_MAX), x);
    out->p[out->n] = '\0';
}
