#include "engine/store/fts5_rows.h"

#include "engine/store/fts5_varint.h"

#include <string.h>

/* The sum of eight distances of a byte each; 0 where one is longer, or zero. */
static uint64_t sum_of_eight(const uint8_t *p)
{
    const uint64_t each = 0x0101010101010101, high = each << 7, pair = 0x00FF00FF00FF00FF;
    uint64_t x;
    memcpy(&x, p, sizeof x);
    if ((x | (x - each)) & high)
        return 0;
    return ((x & pair) + (x >> 8 & pair)) * 0x0001000100010001 >> 48;
}

const uint8_t *fts5_skip_rows(const uint8_t *p, const uint8_t *to, const uint8_t *end, uint64_t limit, uint64_t *row)
{
    while (p < to) {
        uint64_t step = to - p >= 8 ? sum_of_eight(p) : 0;
        if (step && step < limit - *row) {
            *row += step;
            p += 8;
            continue;
        }
        const uint8_t *behind = fts5_short_varint(p, end, &step);
        if (!behind || !step || step >= limit - *row)
            break;
        *row += step;
        p = behind;
    }
    return p;
}

const uint8_t *fts5_skip_lists(const uint8_t *p, const uint8_t *end, uint64_t *row)
{
    while (p < end) {
        uint64_t step, size;
        const uint8_t *behind = fts5_short_varint(p, end, &step);
        if (!behind || !step || !(behind = fts5_short_varint(behind, end, &size)) || size & 1 || size / 2 > (uint64_t)(end - behind))
            break;
        *row += step;
        p = behind + size / 2;
    }
    return p;
}
