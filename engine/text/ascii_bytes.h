/*
 * ascii_bytes.h: 8 bytes of a text looked at together, for the length of a word is what a processor guesses worst.
 *
 * `bytes` is hash_load() of them, the first the lowest. Each function gives the high bit of each byte that is asked for; those of longer characters never are.
 */
#ifndef CAUCUS_ENGINE_TEXT_ASCII_BYTES_H
#define CAUCUS_ENGINE_TEXT_ASCII_BYTES_H

#include <stddef.h>
#include <stdint.h>

#define ASCII_EACH 0x0101010101010101u
#define ASCII_HIGH (ASCII_EACH << 7)

/* From `first` to `last`, both below 0x80. */
static inline uint64_t ascii_between(uint64_t bytes, unsigned char first, unsigned char last)
{
    uint64_t low = bytes & ~ASCII_HIGH;
    return (low + ASCII_EACH * (0x80u - first)) & ~(low + ASCII_EACH * (0x7Fu - last)) & ~bytes & ASCII_HIGH;
}

static inline uint64_t ascii_letters(uint64_t bytes)
{
    return ascii_between(bytes | ASCII_EACH * 0x20, 'a', 'z');
}

/* How many bytes stand before the first whose bit is not set; 8: none. */
static inline size_t ascii_run(uint64_t bits)
{
    uint64_t others = ~bits & ASCII_HIGH;
    return others ? (size_t)__builtin_ctzll(others) / 8 : 8;
}

#endif
