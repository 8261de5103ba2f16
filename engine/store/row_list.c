#include "engine/store/row_list.h"

#include "engine/base/wide.h"

#include <endian.h>
#include <string.h>

enum { VARINT_MAX = 5 };     /* 35 bits */

static const uint64_t high_bits = 0x8080808080808080ull;

WIDE_INLINE uint64_t eight_bytes(const uint8_t *p)
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

WIDE_VECTORS bool row_run_check(struct row_run *run)
{
    const uint8_t *p = run->bytes, *end = p + run->size;
    uint64_t first, n = 0;
    p = read_varint(p, end, &first);
    if (!p || first > UINT32_MAX || end[-1] >= 128)
        return false;
    run->first = (uint32_t)first;
    run->end = ROW_END;
    for (; end - p >= 64; p += 64) {
        unsigned ends = 0, odd = 0;
        for (int i = 0; i < 64; i++) {
            ends += p[i] < 128;
            odd |= (unsigned)((p[i] == 0) & (p[i - 1] < 128));
        }
        n += ends;
        if (odd)
            return false;
    }
    for (; p < end; p++) {
        n += *p < 128;
        if (*p == 0 && p[-1] < 128)
            return false;
    }
    run->n = n + 1;
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
 * Decodes docids: up to ROW_BATCH of one level into `out`; or, with `sums`, all of the run, adding by_level[level] to sums[docid] for docids of the range.
 *
 * Eight bytes at a time, and hardly a branch: most are distances of one byte (a dense list), or of two, or a mixture, which is taken byte by
 * byte without asking. A byte that has more behind it counts 128 times; where eight bytes end within a distance, its half is added and `half` is set. Only what is longer than two bytes is read by itself,
 * and only that can lead to the next level.
 */
WIDE_INLINE size_t decode(struct row_cursor *c, uint32_t *out, uint16_t *sums, const uint16_t *by_level)
{
    const uint8_t *p = c->p, *end = c->end;
    const uint64_t first = c->range.first, last = c->range.last;
    uint64_t docid = c->docid, v;
    size_t n = 0;
    bool half = false;
    uint16_t add = sums ? by_level[c->level] : 0;
    while (p < end && (sums || n + 9 < ROW_BATCH)) {
        uint64_t x = eight_bytes(p), longer = x & high_bits;
        bool slow = end - p < 8 || longer & longer << 8 || (longer >> 63 && (p + 8 == end || p[8] >= 128)) || (half && p[0] >= 128) ||
                    (sums && (docid < first || docid > last));
        if (slow) {
            if (half) {
                v = *p++;       /* its end */
                half = false;
            } else if (!(p = read_varint(p, end, &v))) {
                p = end;
                break;
            }
            c->docid = docid;
            if (!step(c, v)) {
                p = end;
                break;
            }
            docid = c->docid;
            if (sums) {
                c->pending = false;
                add = by_level[c->level];
                if (docid >= first && docid <= last)
                    sums[docid] = (uint16_t)(sums[docid] + add);
            } else if (c->pending) {
                break;
            } else {
                out[n++] = (uint32_t)docid;
            }
            continue;
        }
        p += 8;
        half = longer >> 63;
        if (!longer) {
            for (int i = 0; i < 8; i++) {
                docid += x >> (8 * i) & 255;
                if (sums)
                    sums[docid] = (uint16_t)(sums[docid] + add);
                else
                    out[n + (size_t)i] = (uint32_t)docid;
            }
            n += 8;
        } else if (longer == 0x0080008000800080ull) {
            uint64_t four = (x & 0x007F007F007F007Full) << 7 | (x >> 8 & 0x007F007F007F007Full);
            for (int i = 0; i < 4; i++) {
                docid += four >> (16 * i) & 0xFFFF;
                if (sums)
                    sums[docid] = (uint16_t)(sums[docid] + add);
                else
                    out[n + (size_t)i] = (uint32_t)docid;
            }
            n += 4;
        } else {
            /* Half a distance adds nothing to a sum, and what stands in `out` for it is overwritten by the next. */
            for (int i = 0; i < 8; i++) {
                uint64_t byte = x >> (8 * i) & 255, more = byte >> 7;
                docid += (byte & 127) << (7 * more);
                if (sums)
                    sums[docid] = (uint16_t)(sums[docid] + (add & (uint16_t)(more - 1)));
                else
                    out[n] = (uint32_t)docid;
                n += 1 - more;
            }
        }
    }
    if (half && p < end) {
        docid += *p++;          /* a batch ends with a whole distance */
        out[n++] = (uint32_t)docid;
    }
    c->p = docid > DOCID_MAX ? end : p;
    c->docid = docid;
    return n;
}

WIDE_VECTORS static size_t decode_batch(struct row_cursor *c, uint32_t *out)
{
    return decode(c, out, NULL, NULL);
}

WIDE_VECTORS static void add_run(struct row_cursor *c, uint16_t *sums, const uint16_t *by_level)
{
    decode(c, NULL, sums, by_level);
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
        n += decode_batch(c, docids + n);
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

void row_list_add(const struct row_list *list, uint32_t max_docid, const uint16_t by_level[ROW_LEVELS], uint16_t *sums)
{
    struct row_cursor c;
    row_cursor_begin(&c, list, (struct docid_range){ 1, max_docid });
    while (open_run(&c)) {
        uint32_t docid = (uint32_t)c.docid;
        if (docid >= c.range.first && docid <= c.range.last)
            sums[docid] = (uint16_t)(sums[docid] + by_level[c.level]);
        c.pending = false;
        add_run(&c, sums, by_level);
    }
}

/* ---- within a set ---- */

struct meeting {
    const uint64_t *mask;
    uint64_t *found;            /* may be NULL */
    uint16_t *sums;             /* may be NULL */
    const uint16_t *by_level;
    uint64_t next;              /* the first docid of the mask beyond the one that the cursor stands at */
    uint64_t last;
};

/* The first docid of the mask from `from` on; UINT64_MAX where there is none up to `last`. */
static uint64_t next_of(const uint64_t *mask, uint64_t from, uint64_t last)
{
    if (from > last)
        return UINT64_MAX;
    uint64_t word = mask[from / 64] & ~0ull << (from % 64);
    for (uint64_t w = from / 64;;) {
        uint64_t docid = w * 64 + (word ? (uint64_t)__builtin_ctzll(word) : 0);
        if (word)
            return docid <= last ? docid : UINT64_MAX;
        if (++w > last / 64)
            return UINT64_MAX;
        word = mask[w];
    }
}

static inline void meet(struct meeting *m, uint64_t docid, uint16_t add)
{
    if (docid > m->next)
        m->next = next_of(m->mask, docid, m->last);
    if (docid < m->next)
        return;
    if (m->found)
        m->found[docid / 64] |= 1ull << (docid % 64);
    if (m->sums)
        m->sums[docid] = (uint16_t)(m->sums[docid] + add);
    m->next = next_of(m->mask, docid + 1, m->last);
}

/* The sum of eight bytes. */
static inline uint64_t sum_of(uint64_t x)
{
    const uint64_t even = 0x00FF00FF00FF00FFull;
    return ((x & even) + (x >> 8 & even)) * 0x0001000100010001ull >> 48;
}

/*
 * Where the mask has nothing between the docids that eight bytes begin and end with, none of them is looked at. Eight bytes that end within a distance
 * are taken as seven.
 */
WIDE_INLINE void meet_run(struct row_cursor *c, struct meeting *m)
{
    const uint8_t *p = c->p, *end = c->end;
    uint64_t docid = c->docid, v;
    m->next = next_of(m->mask, c->range.first, m->last);
    meet(m, docid, m->by_level[c->level]);
    while (p < end) {
        uint64_t x = eight_bytes(p), longer = x & high_bits;
        if (end - p < 8 || longer & longer << 8) {
            unsigned level = c->level;
            p = read_varint(p, end, &v);
            c->docid = docid;
            if (!p || !step(c, v))
                break;
            docid = c->docid;
            if (c->level != level)
                m->next = next_of(m->mask, c->range.first, m->last);
            meet(m, docid, m->by_level[c->level]);
            continue;
        }
        size_t bytes = longer >> 63 ? 7 : 8;
        x = bytes == 8 ? x : x & 0x00FFFFFFFFFFFFFFull;
        uint64_t more = (x & high_bits) >> 7, split = more * 127, sum = sum_of(x & ~(more * 255)) + (sum_of(x & split) << 7);
        p += bytes;
        if (docid + sum < m->next) {
            docid += sum;
            continue;
        }
        for (size_t i = 0; i < bytes; i++) {
            uint64_t byte = x >> (8 * i) & 255;
            if (byte & 128) {
                docid += (byte & 127) << 7;
                continue;
            }
            docid += byte;
            meet(m, docid, m->by_level[c->level]);
        }
    }
    c->pending = false;
    c->p = c->end;
}

WIDE_VECTORS static void meet_one(struct row_cursor *c, struct meeting *m)
{
    meet_run(c, m);
}

void row_list_meet(const struct row_list *list, struct docid_range range, const uint64_t *mask, const uint16_t by_level[ROW_LEVELS], uint64_t *found,
                   uint16_t *sums)
{
    struct row_cursor c;
    row_cursor_begin(&c, list, range);
    struct meeting m = { .mask = mask, .found = found, .sums = sums, .by_level = by_level, .last = c.range.last };
    while (open_run(&c))
        meet_one(&c, &m);
}
