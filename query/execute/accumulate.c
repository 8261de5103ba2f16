#include "query/execute/accumulate.h"

static inline uint64_t bit_of(uint32_t docid)
{
    return 1ull << (docid % 64);
}

void docids_find(const uint32_t *docids, size_t n, uint64_t *found)
{
    for (size_t i = 0; i < n; i++)
        found[docids[i] / 64] |= bit_of(docids[i]);
}

void docids_find_within(const uint32_t *docids, size_t n, const uint64_t *mask, uint64_t *found)
{
    for (size_t i = 0; i < n; i++)
        if (mask[docids[i] / 64] & bit_of(docids[i]))
            found[docids[i] / 64] |= bit_of(docids[i]);
}

void docids_add(const uint32_t *docids, size_t n, uint16_t score, uint16_t *scores)
{
    for (size_t i = 0; i < n; i++)
        scores[docids[i]] = (uint16_t)(scores[docids[i]] + score);
}

void docids_add_within(const uint32_t *docids, size_t n, const uint64_t *mask, uint16_t score, uint16_t *scores)
{
    for (size_t i = 0; i < n; i++)
        if (mask[docids[i] / 64] & bit_of(docids[i]))
            scores[docids[i]] = (uint16_t)(scores[docids[i]] + score);
}

void docids_find_and_add(const uint32_t *docids, size_t n, uint16_t score, uint64_t *found, uint16_t *scores)
{
    docids_find(docids, n, found);
    docids_add(docids, n, score, scores);
}

void docids_find_and_add_within(const uint32_t *docids, size_t n, const uint64_t *mask, uint16_t score, uint64_t *found, uint16_t *scores)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t docid = docids[i];
        if (!(mask[docid / 64] & bit_of(docid)))
            continue;
        found[docid / 64] |= bit_of(docid);
        scores[docid] = (uint16_t)(scores[docid] + score);
    }
}

/* Eight answers of one byte each become eight bits by one multiplication. */
void scores_find(const uint16_t *scores, size_t words, uint64_t *found)
{
    for (size_t w = 0; w < words; w++, scores += 64) {
        uint8_t some[64];
        uint64_t bits = 0;
        for (int i = 0; i < 64; i++)
            some[i] = scores[i] != 0;
        for (int i = 0; i < 8; i++) {
            uint64_t eight = 0;
            for (int k = 0; k < 8; k++)
                eight |= (uint64_t)some[i * 8 + k] << (8 * k);
            bits |= (eight * 0x0102040810204080ull >> 56) << (8 * i);
        }
        found[w] |= bits;
    }
}

uint16_t scores_highest(const uint16_t *scores)
{
    uint16_t highest = 0;
    for (int i = 0; i < 64; i++)
        highest = scores[i] > highest ? scores[i] : highest;
    return highest;
}
