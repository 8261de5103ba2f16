#include "engine/store/posting_buffer.h"

#include "engine/base/hash.h"
#include "engine/base/memory.h"
#include "engine/store/fts5_rows.h"
#include "engine/store/fts5_varint.h"
#include "engine/store/row_list.h"

#include <assert.h>
#include <stdalign.h>
#include <stdlib.h>

/* A list's bytes lie in chunks, each twice as large as the one before: most terms are rare, most postings are of frequent ones. */
enum { CHUNK_MIN = 16, CHUNK_MAX = 2048 };

struct chunk {
    struct chunk *next;
    uint32_t used;              /* set when the next chunk is begun; the last one's is in its list */
    uint8_t bytes[];
};

/* All that a posting of a term touches, but for the end of its last chunk, lies in one line of the processor's cache. */
struct posting_list {
    alignas(64) struct chunk *first;
    struct chunk *last;
    const char *name;
    uint64_t begin[2];          /* the name's first bytes */
    uint32_t name_n;
    uint32_t docid;             /* or row, of the last posting; 0: none */
    uint32_t place;             /* the last one in the row */
    uint16_t used, room;        /* of the last chunk */
    uint8_t level;
};
static_assert(sizeof(struct posting_list) == 64, "a list is a line");

/* Where `hash` says, or behind it. */
struct posting_slot {
    uint32_t hash;              /* the lower half */
    uint32_t list;              /* its number + 1; 0: free */
};

enum { PAGE_LISTS = 2 * 1024 * 1024 / sizeof(struct posting_list) };   /* a large page of memory, whole */

void posting_buffer_init(struct posting_buffer *b, bool positions)
{
    enum { KEEP_CHUNKS = 128 * 1024 * 1024, KEEP_NAMES = 16 * 1024 * 1024 };
    *b = (struct posting_buffer){ .names.keep = KEEP_NAMES, .chunks.keep = KEEP_CHUNKS, .positions = positions };
}

void posting_buffer_release(struct posting_buffer *b)
{
    for (size_t i = 0; i < b->page_n; i++)
        free(b->pages[i]);
    free(b->pages);
    free(b->slots);
    arena_release(&b->names);
    arena_release(&b->chunks);
    posting_buffer_init(b, b->positions);
}

void posting_buffer_clear(struct posting_buffer *b)
{
    if (b->slots)
        memset(b->slots, 0, b->slot_n * sizeof *b->slots);
    b->n = 0;
    arena_reset(&b->names);
    arena_reset(&b->chunks);
}

/* ---- the list of a term ---- */

static struct posting_list *list_at(const struct posting_buffer *b, size_t number)
{
    return &b->pages[number / PAGE_LISTS][number % PAGE_LISTS];
}

/* Most likely the term's list, if it has one; else NULL. */
static struct posting_list *expected(const struct posting_buffer *b, uint64_t hash)
{
    uint32_t list = b->slots[hash & (b->slot_n - 1)].list;
    return list ? list_at(b, list - 1) : NULL;
}

void posting_buffer_expect(const struct posting_buffer *b, const struct document_term *terms, size_t n, size_t at)
{
    enum { SLOT = 24, LIST = 16, CHUNK = 8 };   /* terms ahead */
    if (!b->slots)
        return;
    if (at + SLOT < n)
        __builtin_prefetch(&b->slots[terms[at + SLOT].hash & (b->slot_n - 1)]);
    if (at + LIST < n)
        __builtin_prefetch(expected(b, terms[at + LIST].hash));
    if (at + CHUNK < n) {
        const struct posting_list *list = expected(b, terms[at + CHUNK].hash);
        if (list)
            __builtin_prefetch(list->last->bytes + list->used);
    }
}

static void grow(struct posting_buffer *b)
{
    enum { FIRST_SLOTS = 1024 };
    size_t more = b->slot_n ? b->slot_n * 2 : FIRST_SLOTS;
    struct posting_slot *slots = xzeroed(more * sizeof *slots);
    for (size_t k = 0; k < b->slot_n; k++) {
        size_t i = b->slots[k].hash & (more - 1);
        while (b->slots[k].list && slots[i].list)
            i = (i + 1) & (more - 1);
        if (b->slots[k].list)
            slots[i] = b->slots[k];
    }
    free(b->slots);
    b->slots = slots;
    b->slot_n = more;
}

static struct posting_list *add_list(struct posting_buffer *b)
{
    if (b->n == b->page_n * PAGE_LISTS) {
        GROW(b->pages, b->page_n, b->page_capacity);
        b->pages[b->page_n++] = xlarge(PAGE_LISTS * sizeof **b->pages);
    }
    return list_at(b, b->n++);
}

static void begin_chunk(struct posting_buffer *b, struct posting_list *list)
{
    const uint32_t room = !list->last ? CHUNK_MIN : list->room >= CHUNK_MAX ? CHUNK_MAX : list->room * 2u;
    struct chunk *more = arena_alloc(&b->chunks, sizeof *more + room);
    more->next = NULL;
    if (list->last) {
        list->last->used = list->used;
        list->last->next = more;
    } else {
        list->first = more;
    }
    list->last = more;
    list->room = (uint16_t)room;
    list->used = 0;
}

static bool has_name(const struct posting_list *list, const uint64_t begin[2], struct str name)
{
    enum { BEGIN = sizeof list->begin };
    return list->begin[0] == begin[0] && list->begin[1] == begin[1] && list->name_n == name.n &&
           (name.n <= BEGIN || memcmp(list->name + BEGIN, name.p + BEGIN, name.n - BEGIN) == 0);
}

static struct posting_list *list_of(struct posting_buffer *b, struct str term, uint64_t hash)
{
    if (b->n * 2 >= b->slot_n)
        grow(b);
    const size_t mask = b->slot_n - 1, half = sizeof(uint64_t);
    const uint64_t begin[2] = { hash_load(term.p, term.n < half ? term.n : half),
                                term.n <= half ? 0 : hash_load(term.p + half, term.n < 2 * half ? term.n - half : half) };
    size_t i = hash & mask;
    for (; b->slots[i].list; i = (i + 1) & mask) {
        struct posting_list *list = list_at(b, b->slots[i].list - 1);
        if (b->slots[i].hash == (uint32_t)hash && has_name(list, begin, term))
            return list;
    }
    struct posting_list *list = add_list(b);
    *list = (struct posting_list){ .name = arena_str(&b->names, term).p, .begin = { begin[0], begin[1] }, .name_n = (uint32_t)term.n };
    begin_chunk(b, list);
    b->slots[i] = (struct posting_slot){ (uint32_t)hash, (uint32_t)b->n };
    return list;
}

/* ---- postings ---- */

static void append(struct posting_buffer *b, struct posting_list *list, const uint8_t *p, size_t n)
{
    while (n) {
        if (list->used == list->room)
            begin_chunk(b, list);
        size_t part = (size_t)(list->room - list->used) < n ? (size_t)(list->room - list->used) : n;
        memcpy(list->last->bytes + list->used, p, part);
        list->used += (uint16_t)part;
        p += part;
        n -= part;
    }
}

/* What an article adds: the distance of its row from the one before (0: the same), how many bytes follow, and those: the distances of its places in the row. */
void posting_buffer_positions(struct posting_buffer *b, struct str term, uint64_t hash, uint32_t row, uint32_t row_begin, struct str poslist)
{
    enum { OFFSET = 2 };        /* FTS5 adds it to each distance */
    struct posting_list *list = list_of(b, term, hash);
    const uint8_t *p = (const uint8_t *)poslist.p, *const end = (const uint8_t *)str_end(poslist), *rest;
    uint64_t distance;
    rest = p = fts5_varint_trusted(p, &distance);
    uint32_t first = row_begin + (uint32_t)distance - OFFSET, last = first;
    while (p < end) {
        p = fts5_varint_trusted(p, &distance);
        last += (uint32_t)distance - OFFSET;
    }
    uint8_t head[3 * FTS5_VARINT_MAX], begin[FTS5_VARINT_MAX];
    const size_t begin_n = fts5_varint_put(begin, first - (row == list->docid ? list->place : 0) + OFFSET), rest_n = (size_t)(end - rest);
    size_t n = fts5_varint_put(head, row - list->docid);
    n += fts5_varint_put(head + n, begin_n + rest_n);
    memcpy(head + n, begin, begin_n);
    append(b, list, head, n + begin_n);
    append(b, list, rest, rest_n);
    list->docid = row;
    list->place = last;
}

void posting_buffer_level(struct posting_buffer *b, struct str term, uint64_t hash, uint32_t docid, unsigned level)
{
    struct posting_list *list = list_of(b, term, hash);
    if (list->docid == docid && list->level == level)
        return;
    uint8_t posting[FTS5_VARINT_MAX];
    append(b, list, posting, fts5_varint_put(posting, (uint64_t)(docid - list->docid) << 4 | level));
    list->docid = docid;
    list->level = (uint8_t)level;
}

/* ---- writing ---- */

struct gathered {
    struct strbuf bytes;                /* a list's, in one piece */
    struct strbuf row;                  /* a row's position list, behind room for its size */
    struct strbuf levels[ROW_LEVELS];   /* the distances of a level's docids, but for the first */
    uint32_t first[ROW_LEVELS], last[ROW_LEVELS];   /* docids; 0: none */
};

static void gather(const struct posting_list *list, struct strbuf *out)
{
    strbuf_clear(out);
    for (const struct chunk *c = list->first; c; c = c->next)
        strbuf_bytes(out, c->bytes, c == list->last ? list->used : c->used);
}

/* Its size, doubled (the odd ones are deletions), and the list. */
static bool write_row(struct gathered *g, struct segment_writer *to, uint64_t row, struct error *err)
{
    uint8_t size[FTS5_VARINT_MAX];
    size_t n = fts5_varint_put(size, (g->row.n - FTS5_VARINT_MAX) * 2), from = FTS5_VARINT_MAX - n;
    memcpy(g->row.p + from, size, n);
    return segment_writer_row(to, row, str_slice(strbuf_view(&g->row), from, g->row.n), err);
}

static bool write_positions(struct gathered *g, struct segment_writer *to, struct error *err)
{
    static const char room[FTS5_VARINT_MAX];
    const uint8_t *p = (const uint8_t *)g->bytes.p, *end = p + g->bytes.n;
    uint64_t row = 0;
    strbuf_clear(&g->row);
    while (p < end) {
        uint64_t step, n;
        p = fts5_varint_trusted(p, &step);
        p = fts5_varint_trusted(p, &n);
        if (step) {
            if (row && !write_row(g, to, row, err))
                return false;
            strbuf_clear(&g->row);
            strbuf_bytes(&g->row, room, sizeof room);
        }
        row += step;
        strbuf_bytes(&g->row, p, (size_t)n);
        p += n;
    }
    return !row || write_row(g, to, row, err);
}

static void take_levels(struct gathered *g)
{
    const uint8_t *p = (const uint8_t *)g->bytes.p, *end = p + g->bytes.n;
    uint32_t docid = 0;
    for (int level = 0; level < ROW_LEVELS; level++) {
        strbuf_clear(&g->levels[level]);
        g->first[level] = g->last[level] = 0;
    }
    while (p < end) {
        uint64_t posting;
        p = fts5_varint_trusted(p, &posting);
        unsigned level = posting & 15;
        docid += (uint32_t)(posting >> 4);
        if (g->last[level] == docid)
            continue;
        if (g->last[level])
            fts5_put_varint(&g->levels[level], docid - g->last[level]);
        else
            g->first[level] = docid;
        g->last[level] = docid;
    }
}

/* A row, and those behind it by their distances. */
static bool write_rows(struct segment_writer *to, uint64_t row, struct str distances, struct error *err)
{
    const uint8_t *p = (const uint8_t *)distances.p, *const end = (const uint8_t *)str_end(distances);
    for (;;) {
        if (!segment_writer_row(to, row, (struct str){ NULL, 0 }, err))
            return false;
        for (size_t room; p < end && (room = segment_writer_room(to)) > 0;) {
            const uint8_t *begin = p;
            p = fts5_skip_rows(p, (size_t)(end - p) < room ? end : p + room, end, UINT64_MAX, &row);
            if (!segment_writer_copy(to, begin, (size_t)(p - begin), row, err))
                return false;
        }
        if (p == end)
            return true;
        uint64_t step;
        p = fts5_varint_trusted(p, &step);
        row += step;
    }
}

static bool write_levels(struct gathered *g, struct segment_writer *to, struct error *err)
{
    take_levels(g);
    for (int level = ROW_LEVELS - 1; level >= 0; level--)
        if (g->first[level] && !write_rows(to, row_of(g->first[level], (unsigned)level), strbuf_view(&g->levels[level]), err))
            return false;
    return true;
}

struct in_order {
    uint64_t prefix;            /* of the term, which mostly decides */
    struct str term;
    uint32_t number;
};

static int by_term(const void *a, const void *b)
{
    const struct in_order *x = a, *y = b;
    return x->prefix != y->prefix ? (x->prefix > y->prefix) - (x->prefix < y->prefix) : str_compare(x->term, y->term);
}

static struct in_order *in_order(const struct posting_buffer *b)
{
    struct in_order *order = xmalloc((b->n + 1) * sizeof *order);
    for (uint32_t i = 0; i < b->n; i++) {
        const struct posting_list *list = list_at(b, i);
        const struct str term = { list->name, list->name_n };
        order[i] = (struct in_order){ str_prefix(term), term, i };
    }
    qsort(order, b->n, sizeof *order, by_term);
    return order;
}

bool posting_buffer_write(struct posting_buffer *b, struct segment_writer *to, struct error *err)
{
    struct gathered g = { .bytes = STRBUF_INIT, .row = STRBUF_INIT };
    for (int level = 0; level < ROW_LEVELS; level++)
        strbuf_init(&g.levels[level]);
    CLEANUP_FREE struct in_order *order = in_order(b);
    bool ok = true;
    for (size_t i = 0; i < b->n && ok; i++) {
        gather(list_at(b, order[i].number), &g.bytes);
        ok = segment_writer_term(to, order[i].term, err) &&
             (b->positions ? write_positions(&g, to, err) : write_levels(&g, to, err));
    }
    strbuf_release(&g.bytes);
    strbuf_release(&g.row);
    for (int level = 0; level < ROW_LEVELS; level++)
        strbuf_release(&g.levels[level]);
    posting_buffer_clear(b);
    return ok;
}
