#include "engine/store/column_pack.h"

static unsigned width_of(uint32_t most)
{
    return !most ? 0 : most <= UINT8_MAX ? 1 : most <= UINT16_MAX ? 2 : 4;
}

static void put_bytes(struct strbuf *out, uint32_t x, unsigned width)
{
    for (unsigned i = 0; i < width; i++)
        strbuf_byte(out, (char)(x >> 8 * i & 255));
}

void column_pack(const int32_t *values, size_t n, struct strbuf *out)
{
    int32_t least = n ? values[0] : 0, greatest = least;
    for (size_t i = 1; i < n; i++) {
        least = values[i] < least ? values[i] : least;
        greatest = values[i] > greatest ? values[i] : greatest;
    }
    unsigned width = width_of((uint32_t)greatest - (uint32_t)least);
    put_bytes(out, width, 1);
    put_bytes(out, (uint32_t)n, 2);
    put_bytes(out, (uint32_t)least, 4);
    for (size_t i = 0; i < n; i++)
        put_bytes(out, (uint32_t)values[i] - (uint32_t)least, width);
}

bool column_head_of(const unsigned char head[COLUMN_HEAD], size_t bytes, struct column_head *ret)
{
    if (bytes < COLUMN_HEAD || head[0] > 4 || head[0] == 3)
        return false;
    uint32_t least = head[3] | (uint32_t)head[4] << 8 | (uint32_t)head[5] << 16 | (uint32_t)head[6] << 24;
    *ret = (struct column_head){ head[0], (size_t)(head[1] | head[2] << 8), (int32_t)least };
    return ret->n * ret->width == bytes - COLUMN_HEAD;
}

/* A loop a width, which the compiler turns into vectors. */
void column_widen(const struct column_head *head, const unsigned char *p, size_t n, int32_t *to)
{
    uint32_t least = (uint32_t)head->least;
    switch (head->width) {
    case 0:
        for (size_t i = 0; i < n; i++)
            to[i] = head->least;
        break;
    case 1:
        for (size_t i = 0; i < n; i++)
            to[i] = (int32_t)(least + p[i]);
        break;
    case 2:
        for (size_t i = 0; i < n; i++)
            to[i] = (int32_t)(least + (p[2 * i] | (uint32_t)p[2 * i + 1] << 8));
        break;
    default:
        for (size_t i = 0; i < n; i++)
            to[i] = (int32_t)(least + (p[4 * i] | (uint32_t)p[4 * i + 1] << 8 | (uint32_t)p[4 * i + 2] << 16 | (uint32_t)p[4 * i + 3] << 24));
    }
}

size_t column_unpack(struct str data, int32_t *to, size_t most)
{
    struct column_head head;
    const unsigned char *p = (const unsigned char *)data.p;
    if (!data.n || !column_head_of(p, data.n, &head))
        return 0;
    size_t n = head.n < most ? head.n : most;
    column_widen(&head, p + COLUMN_HEAD, n, to);
    return n;
}
