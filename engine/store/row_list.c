#include "engine/store/row_list.h"

#include <endian.h>
#include <string.h>

enum { VARINT_MAX = 5 };     /* 35 bits */

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
    run->end = ROW_END;
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

bool row_range_meets(uint64_t first, uint64_t end, struct docid_range range)
{
    if (first >= end)
        return true;    /* not in order: nothing is known */
    if (first >> ROW_DOCID_BITS != (end - 1) >> ROW_DOCID_BITS)
        return true;
    return (first & DOCID_MAX) <= range.last && ((end - 1) & DOCID_MAX) >= range.first;
}

void row_cursor_begin(struct row_cursor *c, const struct row_list *list, struct docid_range range)
{
    *c = (struct row_cursor){ .list = list, .range = range };
    if (c->range.last > DOCID_MAX)
        c->range.last = DOCID_MAX;
}

/* A step that may lead to another level: false: to a row that cannot be. */
static bool step(struct row_cursor *c, uint64_t distance)
{
    uint64_t docid = c->docid + distance, levels = docid >> ROW_DOCID_BITS;
    if (levels > c->level)
        return false;
    c->level -= (unsigned)levels;
    c->docid = docid & DOCID_MAX;
    c->pending = levels > 0;
    return true;
}

/*
 * Decodes up to ROW_BATCH docids of one level. Three shapes make up nearly all of a list, and none of them branches on a single one: eight bytes that
 * are eight distances (a dense list), eight that are four of two bytes each, and eight of both sorts. Only a longer distance can lead to the next level.
 */
static size_t decode(struct row_cursor *c, uint32_t *out)
{
    const uint8_t *p = c->p, *end = c->end;
    uint64_t docid = c->docid, v;
    size_t n = 0;
    while (p < end && n + 8 < ROW_BATCH) {
        uint64_t x = eight_bytes(p), longer = x & high_bits;
        if (end - p < 8 || longer & longer << 8) {
            p = read_varint(p, end, &v);
            c->docid = docid;
            if (!p || !step(c, v)) {
                p = end;
                break;
            }
            docid = c->docid;
            if (c->pending)
                break;
            out[n++] = (uint32_t)docid;
        } else if (!longer) {
            for (int i = 0; i < 8; i++) {
                docid += x >> (8 * i) & 255;
                out[n + (size_t)i] = (uint32_t)docid;
            }
            n += 8;
            p += 8;
        } else if (longer == 0x0080008000800080ull) {
            uint64_t four = (x & 0x007F007F007F007Full) << 7 | (x >> 8 & 0x007F007F007F007Full);
            for (int i = 0; i < 4; i++) {
                docid += four >> (16 * i) & 0xFFFF;
                out[n + (size_t)i] = (uint32_t)docid;
            }
            n += 4;
            p += 8;
        } else {
            /* A byte that has more behind it counts 128 times; what stands in `out` for it is overwritten by the next. */
            int bytes = longer >> 63 ? 7 : 8;
            for (int i = 0; i < bytes; i++) {
                uint64_t byte = x >> (8 * i) & 255, more = byte >> 7;
                docid += (byte & 127) << (7 * more);
                out[n] = (uint32_t)docid;
                n += 1 - more;
            }
            p += bytes;
        }
    }
    c->p = docid > DOCID_MAX ? end : p;
    c->docid = docid;
    return n;
}

static bool open_run(struct row_cursor *c)
{
    const struct row_list *list = c->list;
    while (c->run < list->run_count) {
        const struct row_run *r = &list->runs[c->run++];
        uint64_t first;
        if (!row_range_meets(r->first, r->end, c->range))
            continue;
        c->p = read_varint(r->bytes, r->bytes + r->size, &first);
        if (!c->p)
            continue;
        c->end = r->bytes + r->size;
        c->docid = row_docid(r->first);
        c->level = row_level(r->first);
        c->pending = true;
        return true;
    }
    return false;
}

size_t row_cursor_next(struct row_cursor *c, uint32_t docids[ROW_BATCH], unsigned *ret_level)
{
    for (;;) {
        size_t n = 0, from = 0;
        if (c->p == c->end && !c->pending && !open_run(c))
            return 0;
        if (c->pending) {
            docids[n++] = (uint32_t)c->docid;
            c->pending = false;
        }
        *ret_level = c->level;
        n += decode(c, docids + n);
        while (n && docids[n - 1] > c->range.last)
            n--;
        while (from < n && docids[from] < c->range.first)
            from++;
        if (from < n) {
            if (from)
                memmove(docids, docids + from, (n - from) * sizeof *docids);
            return n - from;
        }
    }
}
