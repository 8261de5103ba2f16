#include "engine/store/row_list.h"

#include <endian.h>
#include <string.h>

enum { VARINT_MAX = 5 };

static const uint64_t high_bits = 0x8080808080808080ull;

static uint64_t eight_bytes(const uint8_t *p)
{
    uint64_t x;
    memcpy(&x, p, sizeof x);
    return le64toh(x);      /* p[0] in the lowest byte */
}

/* One varint of at most VARINT_MAX bytes; NULL where it does not end in time. */
static const uint8_t *read_varint(const uint8_t *p, const uint8_t *end, uint64_t *ret)
{
    uint64_t x = 0;
    for (int i = 0; i < VARINT_MAX && p < end; i++) {
        x = x << 7 | (*p & 127);
        if (*p++ < 128) {
            *ret = x;
            return p;
        }
    }
    return NULL;
}

void row_varint(struct strbuf *bytes, uint64_t x)
{
    char reversed[10];
    int n = 0;
    do {
        reversed[n] = (char)((x & 127) | (n ? 128 : 0));
        x >>= 7;
    } while (++n < 9 && x);
    while (n)
        strbuf_byte(bytes, reversed[--n]);
}

bool row_run_check(struct row_run *run, uint64_t *ret_n)
{
    const uint8_t *p = run->bytes, *end = p + run->size;
    uint64_t first, n = 0;
    p = read_varint(p, end, &first);
    if (!p || first > UINT32_MAX || end[-1] >= 128)
        return false;
    run->first = (uint32_t)first;
    for (; p < end; p += 8) {
        uint64_t x = eight_bytes(p);
        size_t bytes = (size_t)(end - p) < 8 ? (size_t)(end - p) : 8;
        uint64_t within = bytes == 8 ? ~0ull : (1ull << (bytes * 8)) - 1;
        uint64_t ends = ~x & high_bits & within;
        n += (ends >> 7) * 0x0101010101010101ull >> 56;
        /* A byte of zero is rare; it ends a longer varint (128 is 81 00), or else it is a distance of zero. */
        if ((x - 0x0101010101010101ull) & ~x & high_bits & within)
            for (size_t i = 0; i < bytes; i++)
                if (p[i] == 0 && p[i - 1] < 128)
                    return false;
    }
    *ret_n = n + 1;
    return true;
}

void row_cursor_begin(struct row_cursor *c, const struct row_list *list, struct docid_range range)
{
    uint32_t first = range.first < DOCID_MAX ? range.first : DOCID_MAX, last = range.last < DOCID_MAX ? range.last : DOCID_MAX;
    *c = (struct row_cursor){
        .list = list, .first = (uint64_t)first << ROW_LEVEL_BITS, .last = (uint64_t)last << ROW_LEVEL_BITS | ROW_LEVEL_MASK,
    };
}

/*
 * Decodes up to ROW_BATCH rows of the run that is open. Three shapes make up nearly all of a list, and none of them branches on a single row: eight
 * bytes that are eight distances (a dense list), eight that are four of two bytes each (one article in ten to a thousand), and eight of both sorts.
 */
static size_t decode(struct row_cursor *c, uint32_t *out)
{
    const uint8_t *p = c->p, *end = c->end;
    uint64_t row = c->row, v;
    size_t n = 0;
    while (p < end && n + 8 <= ROW_BATCH) {
        uint64_t x = eight_bytes(p), longer = x & high_bits;
        if (end - p < 8 || longer & longer << 8) {
            p = read_varint(p, end, &v);
            if (!p)
                break;
            row += v;
            out[n++] = (uint32_t)row;
        } else if (!longer) {
            for (int i = 0; i < 8; i++) {
                row += x >> (8 * i) & 255;
                out[n + (size_t)i] = (uint32_t)row;
            }
            n += 8;
            p += 8;
        } else if (longer == 0x0080008000800080ull) {
            uint64_t four = (x & 0x007F007F007F007Full) << 7 | (x >> 8 & 0x007F007F007F007Full);
            for (int i = 0; i < 4; i++) {
                row += four >> (16 * i) & 0xFFFF;
                out[n + (size_t)i] = (uint32_t)row;
            }
            n += 4;
            p += 8;
        } else {
            /* A byte that has more behind it counts 128 times; what stands in `out` for it is overwritten by the next. */
            int bytes = longer >> 63 ? 7 : 8;
            for (int i = 0; i < bytes; i++) {
                uint64_t byte = x >> (8 * i) & 255, more = byte >> 7;
                row += (byte & 127) << (7 * more);
                out[n] = (uint32_t)row;
                n += 1 - more;
            }
            p += bytes;
        }
    }
    /* Rows only grow: the last tells whether any is too large to be one. */
    if (row > UINT32_MAX)
        p = NULL;
    c->p = p ? p : end;
    c->row = row;
    return row > UINT32_MAX ? 0 : n;
}

static bool open_run(struct row_cursor *c)
{
    const struct row_list *list = c->list;
    for (; c->run < list->run_count; c->run++) {
        const struct row_run *r = &list->runs[c->run], *next = c->run + 1 < list->run_count ? r + 1 : NULL;
        bool before = next && next->first > r->first && next->first <= c->first;
        if (before || r->first > c->last)
            continue;
        c->p = r->bytes;
        c->end = r->bytes + r->size;
        c->row = 0;
        c->run++;
        return true;
    }
    return false;
}

size_t row_cursor_next(struct row_cursor *c, uint32_t rows[ROW_BATCH])
{
    for (;;) {
        if (c->p == c->end && !open_run(c))
            return 0;
        size_t n = decode(c, rows), from = 0;
        while (n && rows[n - 1] > c->last) {
            n--;
            c->p = c->end;      /* nothing of this run is wanted any more */
        }
        while (from < n && rows[from] < c->first)
            from++;
        if (from < n) {
            if (from)
                memmove(rows, rows + from, (n - from) * sizeof *rows);
            return n - from;
        }
    }
}
