/*
 * bit_codes.h: numbers in as few bits as they mostly need, behind one another in a blob.
 *
 * A number is written in the exponential Golomb code of an order: of order k, those below 2^k take k + 1 bits, and two more each time they double
 * (Teuhola: A compression method for clustered bit-vectors, 1978). Bits are filled from the lowest of a byte upwards; behind the last one stand zeros.
 * A reader at the end of its bytes gives zeros and says `failed`: nothing that it gives is to be trusted.
 */
#ifndef CAUCUS_ENGINE_STORE_BIT_CODES_H
#define CAUCUS_ENGINE_STORE_BIT_CODES_H

#include "engine/base/strbuf.h"

#include <stdbool.h>
#include <stdint.h>

struct bit_writer {
    struct strbuf *out;
    uint64_t bits;              /* those that make no whole byte yet */
    unsigned n;
};

/* The lowest `count` bits of a value, at most 32. */
void bits_put(struct bit_writer *w, uint64_t value, unsigned count);
/* order: at most 31. */
void bits_put_number(struct bit_writer *w, uint32_t x, unsigned order);
/* A number that is as often below zero: its double, or less one than the double of its absolute value. */
void bits_put_signed(struct bit_writer *w, int32_t x, unsigned order);
/* Fills the last byte. */
void bits_end(struct bit_writer *w);

struct bit_reader {
    const unsigned char *p, *end;
    uint64_t bits;
    unsigned n;
    bool failed;
};

struct bit_reader bit_reader_of(struct str data);
uint32_t bits_take(struct bit_reader *r, unsigned count);   /* at most 32 */
uint32_t bits_number(struct bit_reader *r, unsigned order);
int32_t bits_signed(struct bit_reader *r, unsigned order);

/* How many bits tell one of `n` things apart. */
unsigned bits_for(size_t n);

#endif
