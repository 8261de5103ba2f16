#include "engine/store/row_list.h"

#include "engine/base/memory.h"
#include "engine/base/wide.h"

#include <endian.h>
#include <stdlib.h>
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

bool row_range_meets(uint64_t first, uint64_t end, struct docid_range range)
{
    if (first >= end)
        return true;    /* not in order: nothing is known */
    if (first >> ROW_DOCID_BITS != (end - 1) >> ROW_DOCID_BITS)
        return true;
    return (first & DOCID_MAX) <= range.last && ((end - 1) & DOCID_MAX) >= range.first;
}

/* ---- looking bytes through ---- */

void row_list_release(struct row_list *list)
{
    free(list->runs);
}

struct row_list row_list_copy(const struct row_list *list, struct arena *arena)
{
    struct row_list copy = { list->n, arena_alloc(arena, (list->run_count + 1) * sizeof *list->runs), list->run_count, 0, list->map };
    if (list->run_count)
        memcpy(copy.runs, list->runs, list->run_count * sizeof *list->runs);
    return copy;
}

/* The sum of eight bytes. */
WIDE_INLINE uint64_t sum_of(uint64_t x)
{
    const uint64_t even = 0x00FF00FF00FF00FFull;
    return ((x & even) + (x >> 8 & even)) * 0x0001000100010001ull >> 48;
}

/*
 * Eight bytes from p on, looked at together. A byte that has more behind it counts 128 times. Where the last has, it is left out: it becomes one that counts
 * nothing.
 */
struct window {
    uint64_t x;
    uint64_t more;              /* 1 in each byte that has more behind it */
    uint64_t sum;
    unsigned bytes;             /* 8 or 7 */
};

/* False where the run ends within them or a distance is longer than two bytes. */
WIDE_INLINE bool look(const uint8_t *p, const uint8_t *end, struct window *w)
{
    uint64_t longer;
    w->x = eight_bytes(p);
    longer = w->x & high_bits;
    if (end - p < 8 || longer & longer << 8)
        return false;
    w->bytes = 8;
    if (longer >> 63) {
        w->bytes = 7;
        w->x = (w->x & 0x00FFFFFFFFFFFFFFull) | 1ull << 63;
    }
    w->more = (w->x & high_bits) >> 7;
    w->sum = sum_of(w->x & ~(w->more * 255));
    if (longer)
        w->sum += sum_of(w->x & w->more * 127) << 7;
    return true;
}

WIDE_INLINE bool has_zero(uint64_t x)
{
    return ((x - 0x0101010101010101ull) & ~x & high_bits) != 0;
}

struct looked {
    uint32_t ends, sum;         /* how many distances end, and what they add up to */
};

/* n (a constant, at most 256) bytes from p on: false where a distance is zero or longer than two bytes. p[-1] and p[n] can be read. */
WIDE_INLINE bool look_at(const uint8_t *restrict p, int n, struct looked *ret)
{
    uint8_t odd = 0;
    uint16_t halves = 0, whole = 0, half = 0;
    for (int i = 0; i < n; i++) {
        uint8_t more = p[i] >> 7, next = p[i + 1] >> 7, before = p[i - 1] >> 7, zero = p[i] == 0;
        odd |= (uint8_t)((more & next) | (zero & (before ^ 1)));
    }
    for (int i = 0; i < n; i++)
        halves = (uint16_t)(halves + (p[i] >> 7));
    for (int i = 0; i < n; i++)
        whole = (uint16_t)(whole + (p[i] & (uint8_t)((p[i] >> 7) - 1)));
    for (int i = 0; i < n; i++)
        half = (uint16_t)(half + (p[i] & 127 & (uint8_t)-(p[i] >> 7)));
    ret->ends += (uint32_t)n - halves;
    ret->sum += whole + (uint32_t)half * 128;   /* a byte that has more behind it counts 128 times */
    return !odd;
}

/* How many of n bytes, in which no distance is open, can be passed: all of their distances are of one or two bytes. */
WIDE_VECTORS static size_t pass(const uint8_t *p, size_t n, struct looked *ret)
{
    size_t at = 0;
    struct looked next = { 0, 0 };
    *ret = next;
    for (; n - at > 256 && p[at + 255] < 128 && look_at(p + at, 256, &next); at += 256)
        *ret = next;
    for (next = *ret; n - at > 64 && p[at + 63] < 128 && look_at(p + at, 64, &next); at += 64)
        *ret = next;
    return at;
}

static struct row_run *new_run(struct row_list *list, uint64_t row)
{
    GROW(list->runs, list->run_count, list->capacity);
    struct row_run *run = &list->runs[list->run_count++];
    *run = (struct row_run){ .n = 1, .level = row_level((uint32_t)row), .first = row_docid((uint32_t)row), .last = row_docid((uint32_t)row) };
    return run;
}

static void end_run(struct row_list *list, struct row_run *run, const uint8_t *end)
{
    run->size = (uint32_t)(end - run->bytes);
    list->n += run->n;
}

static bool cut_runs(struct row_list *list, const uint8_t *p, const uint8_t *end, uint32_t max_docid)
{
    uint64_t row, distance;
    if (end - p > UINT32_MAX || !(p = read_varint(p, end, &row)) || row >= ROW_END)
        return false;
    struct row_run *run = new_run(list, row);
    run->bytes = p;
    while (p < end) {
        struct looked plain;
        size_t passed = pass(p, (size_t)(end - p), &plain);
        if (passed) {
            run->n += plain.ends;
            run->last += plain.sum;
            p += passed;
            if (run->last > max_docid)
                return false;
        }
        /* Eight by eight for a while, and what is not plain by itself. */
        for (const uint8_t *until = p + 64; p < end && p < until;) {
            const uint8_t *from = p;
            struct window w;
            if (look(p, end, &w) && !has_zero(w.x)) {
                run->n += 8 - (uint32_t)(w.more * 0x0101010101010101ull >> 56);
                run->last += (uint32_t)w.sum;
                p += w.bytes;
                continue;
            }
            if (!(p = read_varint(p, end, &distance)) || distance == 0)
                return false;
            row = (uint64_t)row_of(run->last, run->level) + distance;
            if (row >= ROW_END || run->last > max_docid)
                return false;
            if (row_level((uint32_t)row) != run->level) {
                end_run(list, run, from);
                run = new_run(list, row);
                run->bytes = p;
            } else {
                run->last = row_docid((uint32_t)row);
                run->n++;
            }
            if (run->first == 0)
                return false;
        }
    }
    end_run(list, run, end);
    return run->first > 0 && run->last <= max_docid;
}

bool row_list_append(struct row_list *list, const uint8_t *bytes, size_t size, uint32_t max_docid)
{
    const struct row_list before = *list;
    if (cut_runs(list, bytes, bytes + size, max_docid))
        return true;
    list->n = before.n;
    list->run_count = before.run_count;
    return false;
}

/* ---- walking ---- */

struct row_walk row_walk_of(const struct row_run *run)
{
    return (struct row_walk){ run->bytes, run->bytes + run->size, run->first, true };
}

/* The next docid, which waits then; false: there is none. The run was looked through: it is in order. */
static inline bool step(struct row_walk *w)
{
    uint64_t distance;
    if (w->waiting)
        return true;
    if (w->p == w->end || !(w->p = read_varint(w->p, w->end, &distance)))
        return false;
    w->docid += (uint32_t)distance;
    w->waiting = true;
    return true;
}

/*
 * Hardly a branch: most are distances of one byte (a dense run), or of two, or a mixture, which is taken byte by byte without asking: a byte that has more
 * behind it counts 128 times and adds nothing.
 */
WIDE_VECTORS void row_run_add(const struct row_run *run, uint16_t score, uint16_t *sums)
{
    const uint8_t *p = run->bytes, *end = p + run->size;
    uint64_t docid = run->first, distance;
    sums[docid] = (uint16_t)(sums[docid] + score);
    while (p < end) {
        uint64_t x = eight_bytes(p), longer = x & high_bits;
        if (end - p < 8 || longer & longer << 8) {
            p = read_varint(p, end, &distance);
            docid += distance;
            sums[docid] = (uint16_t)(sums[docid] + score);
        } else if (!longer) {
            for (int i = 0; i < 8; i++) {
                docid += x >> (8 * i) & 255;
                sums[docid] = (uint16_t)(sums[docid] + score);
            }
            p += 8;
        } else if (longer == 0x0080008000800080ull) {
            uint64_t four = (x & 0x007F007F007F007Full) << 7 | (x >> 8 & 0x007F007F007F007Full);
            for (int i = 0; i < 4; i++) {
                docid += four >> (16 * i) & 0xFFFF;
                sums[docid] = (uint16_t)(sums[docid] + score);
            }
            p += 8;
        } else {
            unsigned bytes = longer >> 63 ? 7 : 8;
            if (bytes == 7)
                x = (x & 0x00FFFFFFFFFFFFFFull) | 1ull << 63;
            for (int i = 0; i < 8; i++) {
                uint64_t byte = x >> (8 * i) & 255, more = byte >> 7;
                docid += (byte & 127) << (7 * more);
                sums[docid] = (uint16_t)(sums[docid] + (score & (uint16_t)(more - 1)));
            }
            p += bytes;
        }
    }
}

/* The same of what is left of a walk, up to a limit: each eight bytes are looked at together, whether they reach it. */
WIDE_VECTORS void row_walk_add(struct row_walk *walk, uint32_t limit, uint16_t score, uint16_t *sums)
{
    enum { DENSE_MOST = 8 * 127 };
    const uint8_t *p = walk->p, *end = walk->end;
    uint64_t docid = walk->docid;
    if (walk->waiting) {
        if (docid >= limit)
            return;
        sums[docid] = (uint16_t)(sums[docid] + score);
        walk->waiting = false;
    }
    while (end - p >= 8) {
        uint64_t x = eight_bytes(p), longer = x & high_bits;
        if (!longer) {
            if (docid + DENSE_MOST >= limit && docid + sum_of(x) >= limit)
                break;
            for (int i = 0; i < 8; i++) {
                docid += x >> (8 * i) & 255;
                sums[docid] = (uint16_t)(sums[docid] + score);
            }
            p += 8;
        } else if (longer == 0x0080008000800080ull) {
            uint64_t four = ((x & 0x007F007F007F007Full) << 7 | (x >> 8 & 0x007F007F007F007Full)) * 0x0001000100010001ull;
            if (docid + (four >> 48) >= limit)
                break;
            for (int i = 0; i < 4; i++) {
                uint16_t *sum = &sums[docid + (four >> (16 * i) & 0xFFFF)];
                *sum = (uint16_t)(*sum + score);
            }
            docid += four >> 48;
            p += 8;
        } else {
            struct window w;
            if (!look(p, end, &w) || docid + w.sum >= limit)
                break;
            for (int i = 0; i < 8; i++) {
                uint64_t byte = w.x >> (8 * i) & 255, more = byte >> 7;
                docid += (byte & 127) << (7 * more);
                sums[docid] = (uint16_t)(sums[docid] + (score & (uint16_t)(more - 1)));
            }
            p += w.bytes;
        }
    }
    walk->p = p;
    walk->docid = (uint32_t)docid;
    while (step(walk) && walk->docid < limit) {
        sums[walk->docid] = (uint16_t)(sums[walk->docid] + score);
        walk->waiting = false;
    }
}

/* ---- within a set ---- */

struct meeting {
    const uint64_t *mask;
    uint64_t *found;            /* may be NULL, */
    uint16_t *sums;             /* this too */
    uint16_t score;
    uint32_t limit;
    uint64_t next;              /* the first docid of the mask beyond the one that the walk stands at; UINT64_MAX: none below limit */
};

static uint64_t next_of(const struct meeting *m, uint64_t from)
{
    if (from >= m->limit || !m->mask)
        return UINT64_MAX;
    uint64_t word = m->mask[from / 64] & ~0ull << (from % 64);
    for (uint64_t w = from / 64;; word = m->mask[w]) {
        uint64_t docid = w * 64 + (word ? (uint64_t)__builtin_ctzll(word) : 0);
        if (word)
            return docid < m->limit ? docid : UINT64_MAX;
        if (++w > (m->limit - 1) / 64)
            return UINT64_MAX;
    }
}

static inline void meet(struct meeting *m, uint64_t docid)
{
    if (docid > m->next)
        m->next = next_of(m, docid);
    if (docid < m->next)
        return;
    if (m->found)
        m->found[docid / 64] |= 1ull << (docid % 64);
    if (m->sums)
        m->sums[docid] = (uint16_t)(m->sums[docid] + m->score);
    m->next = next_of(m, docid + 1);
}

/* Where the mask has nothing between the docids that a window begins and ends with, it is passed over. */
WIDE_VECTORS void row_walk_meet(struct row_walk *walk, uint32_t limit, const uint64_t *mask, uint16_t score, uint64_t *found, uint16_t *sums)
{
    struct window w;
    struct meeting m = { .mask = mask, .found = found, .sums = sums, .score = score, .limit = limit };
    if (row_walk_ended(walk) || walk->docid >= limit)
        return;
    m.next = next_of(&m, walk->docid);
    for (;;) {
        if (!walk->waiting && look(walk->p, walk->end, &w) && walk->docid + w.sum < limit) {
            uint64_t docid = walk->docid;
            walk->docid = (uint32_t)(docid + w.sum);
            walk->p += w.bytes;
            for (int i = 0; walk->docid >= m.next && i < 8; i++) {
                uint64_t byte = w.x >> (8 * i) & 255, more = byte >> 7;
                docid += (byte & 127) << (7 * more);
                if (!more)
                    meet(&m, docid);
            }
            continue;
        }
        if (!step(walk) || walk->docid >= limit)
            return;
        meet(&m, walk->docid);
        walk->waiting = false;
    }
}

/* Eight distances of one byte, or four of two, are decoded together. */
size_t row_walk_next(struct row_walk *w, uint32_t docids[ROW_BATCH])
{
    size_t n = 0;
    while (n < ROW_BATCH) {
        if (!w->waiting && n + 8 <= ROW_BATCH && w->end - w->p >= 8) {
            uint64_t x = eight_bytes(w->p), longer = x & high_bits;
            uint32_t docid = w->docid;
            if (!longer) {
                for (int i = 0; i < 8; i++)
                    docids[n + (size_t)i] = docid += (uint32_t)(x >> (8 * i) & 255);
                n += 8;
            } else if (longer == 0x0080008000800080ull) {
                uint64_t four = (x & 0x007F007F007F007Full) << 7 | (x >> 8 & 0x007F007F007F007Full);
                for (int i = 0; i < 4; i++)
                    docids[n + (size_t)i] = docid += (uint32_t)(four >> (16 * i) & 0xFFFF);
                n += 4;
            }
            if (docid != w->docid) {
                w->docid = docid;
                w->p += 8;
                continue;
            }
        }
        if (!step(w))
            break;
        docids[n++] = w->docid;
        w->waiting = false;
    }
    return n;
}
