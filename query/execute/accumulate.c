#include "query/execute/accumulate.h"

#include "engine/base/wide.h"

#include <endian.h>
#include <string.h>

static inline uint64_t bit_of(uint32_t docid)
{
    return 1ull << (docid % 64);
}

void docids_find(const uint32_t *docids, size_t n, uint64_t *found)
{
    for (size_t i = 0; i < n; i++)
        found[docids[i] / 64] |= bit_of(docids[i]);
}

void docids_add(const uint32_t *docids, size_t n, uint16_t score, uint16_t *scores)
{
    for (size_t i = 0; i < n; i++)
        scores[docids[i]] = (uint16_t)(scores[docids[i]] + score);
}

WIDE_VECTORS size_t scores_meet(uint16_t *restrict scores, uint16_t *restrict other, size_t words)
{
    size_t n = 0;
    for (size_t w = 0; w < words; w++, scores += 64, other += 64) {
        uint16_t some = 0;
        for (int i = 0; i < 64; i++) {
            uint16_t both = (uint16_t)-((scores[i] != 0) & (other[i] != 0));
            scores[i] = (uint16_t)((scores[i] + other[i]) & both);
            other[i] = 0;
            some = (uint16_t)(some - both);
        }
        n += some;
    }
    return n;
}

/* Eight answers of one byte each become eight bits by one multiplication. */
WIDE_INLINE uint64_t find_64(const uint16_t *scores)
{
    uint8_t some[64];
    uint64_t bits = 0;
    for (int i = 0; i < 64; i++)
        some[i] = scores[i] != 0;
    for (int i = 0; i < 8; i++) {
        uint64_t eight;
        memcpy(&eight, some + 8 * i, 8);
        bits |= (le64toh(eight) * 0x0102040810204080ull >> 56) << (8 * i);
    }
    return bits;
}

WIDE_INLINE uint16_t highest_of_64(const uint16_t *scores)
{
    uint16_t highest = 0;
    for (int i = 0; i < 64; i++)
        highest = scores[i] > highest ? scores[i] : highest;
    return highest;
}

WIDE_VECTORS void scores_find(const uint16_t *scores, size_t words, uint64_t *found)
{
    for (size_t w = 0; w < words; w++)
        found[w] |= find_64(scores + w * 64);
}

WIDE_VECTORS void scores_highest(const uint16_t *scores, size_t words, uint16_t *highest)
{
    for (size_t w = 0; w < words; w++)
        highest[w] = highest_of_64(scores + w * 64);
}

void scores_highest_found(const uint16_t *scores, size_t words, const uint64_t *found, uint16_t *highest)
{
    for (size_t w = 0; w < words; w++) {
        uint16_t most = 0;
        for (uint64_t bits = found[w]; bits; bits &= bits - 1) {
            uint16_t x = scores[w * 64 + (size_t)__builtin_ctzll(bits)];
            most = x > most ? x : most;
        }
        highest[w] = most;
    }
}
