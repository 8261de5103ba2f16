#include "engine/store/bit_codes.h"

enum { NUMBER_BITS = 32 };

void bits_put(struct bit_writer *w, uint64_t value, unsigned count)
{
    w->bits |= (value & ((1ull << count) - 1)) << w->n;
    for (w->n += count; w->n >= 8; w->n -= 8) {
        strbuf_byte(w->out, (char)(w->bits & 255));
        w->bits >>= 8;
    }
}

static unsigned length_of(uint64_t x)
{
    return x ? 64 - (unsigned)__builtin_clzll(x) : 0;
}

/* As many zeros as there are bits above the order's, a one, and what is below the highest bit. */
void bits_put_number(struct bit_writer *w, uint32_t x, unsigned order)
{
    uint64_t above = (uint64_t)x + (1ull << order);
    unsigned below = length_of(above) - 1, zeros = below - order;
    bits_put(w, 0, zeros);
    bits_put(w, 1, 1);
    bits_put(w, above, below);
}

void bits_put_signed(struct bit_writer *w, int32_t x, unsigned order)
{
    bits_put_number(w, x < 0 ? (~(uint32_t)x << 1) + 1 : (uint32_t)x << 1, order);
}

void bits_end(struct bit_writer *w)
{
    if (w->n)
        bits_put(w, 0, 8 - w->n);
}

struct bit_reader bit_reader_of(struct str data)
{
    const unsigned char *p = (const unsigned char *)data.p;
    return (struct bit_reader){ .p = p, .end = (const unsigned char *)str_end(data) };
}

static void fill(struct bit_reader *r)
{
    while (r->n <= 56 && r->p < r->end) {
        r->bits |= (uint64_t)*r->p++ << r->n;
        r->n += 8;
    }
}

uint32_t bits_take(struct bit_reader *r, unsigned count)
{
    fill(r);
    if (r->failed || count > r->n) {
        r->failed = true;
        return 0;
    }
    uint32_t x = (uint32_t)(r->bits & ((1ull << count) - 1));
    r->bits >>= count;
    r->n -= count;
    return x;
}

uint32_t bits_number(struct bit_reader *r, unsigned order)
{
    fill(r);
    unsigned zeros = r->bits ? (unsigned)__builtin_ctzll(r->bits) : NUMBER_BITS + 1;
    if (r->failed || zeros + order > NUMBER_BITS) {
        r->failed = true;
        return 0;
    }
    r->bits >>= zeros + 1;
    r->n -= zeros + 1;
    unsigned below = zeros + order;
    return (uint32_t)((1ull << below) + bits_take(r, below) - (1ull << order));
}

int32_t bits_signed(struct bit_reader *r, unsigned order)
{
    uint32_t x = bits_number(r, order);
    return (int32_t)(x & 1 ? ~(x >> 1) : x >> 1);
}

unsigned bits_for(size_t n)
{
    return n > 1 ? length_of(n - 1) : 0;
}
