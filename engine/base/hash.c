#include "engine/base/hash.h"

/* Odd constants with evenly spread bits: the fractions of the golden ratio and of the square roots of 2 and 3. */
static const uint64_t K0 = 0x9E3779B97F4A7C15u, K1 = 0x6A09E667F3BCC909u, K2 = 0xBB67AE8584CAA73Bu;

static uint64_t keyed(const unsigned char *p, size_t n, uint64_t key)
{
    uint64_t h = hash_fold(key ^ K0, (uint64_t)n ^ K1);
    for (; n > 16; p += 16, n -= 16)
        h = hash_fold(hash_load(p, 8) ^ K1 ^ h, hash_load(p + 8, 8) ^ K2);
    uint64_t a = n > 8 ? hash_load(p, 8) : hash_load(p, n), b = n > 8 ? hash_load(p + 8, n - 8) : 0;
    return hash_fold(hash_fold(a ^ K2 ^ h, b ^ K0 ^ key), h ^ K1);
}

uint64_t hash_bytes(const void *p, size_t n)
{
    return keyed(p, n, 0);
}

struct digest digest_of(const struct str *parts, size_t count)
{
    uint64_t h[2] = { K1, K2 };
    for (size_t i = 0; i < count; i++)
        for (int k = 0; k < 2; k++)
            h[k] = keyed((const unsigned char *)parts[i].p, parts[i].n, h[k] + (uint64_t)i);
    struct digest d;
    for (int i = 0; i < DIGEST_BYTES; i++)
        d.bytes[i] = (unsigned char)(h[i / 8] >> (8 * (i % 8)));
    return d;
}

void digest_hex(const struct digest *d, char hex[2 * DIGEST_BYTES + 1])
{
    for (int i = 0; i < DIGEST_BYTES; i++) {
        hex[2 * i] = "0123456789abcdef"[d->bytes[i] >> 4];
        hex[2 * i + 1] = "0123456789abcdef"[d->bytes[i] & 15];
    }
    hex[2 * DIGEST_BYTES] = '\0';
}
