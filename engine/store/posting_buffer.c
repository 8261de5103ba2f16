#include "engine/store/posting_buffer.h"

#include "engine/base/memory.h"
#include "engine/store/fts5_varint.h"
#include "engine/store/row_list.h"

#include <stdlib.h>

/* A list's bytes lie in chunks, each twice as large as the one before: most terms are rare, most postings are of frequent ones. */
enum { CHUNK_MIN = 16, CHUNK_MAX = 2048 };

struct chunk {
    struct chunk *next;
    uint32_t used;              /* set when the next chunk is begun; the last one's is in its list */
    uint8_t bytes[];
};

struct posting_list {
    struct chunk *first, *last;
    uint32_t docid;             /* or row, of the last posting; 0: none */
    uint32_t place;             /* the last one in the row */
    uint8_t level;
    uint16_t used, room;        /* of the last chunk */
};

void posting_buffer_init(struct posting_buffer *b, bool positions)
{
    enum { KEEP_CHUNKS = 128 * 1024 * 1024, KEEP_TERMS = 16 * 1024 * 1024 };
    *b = (struct posting_buffer){ .terms = STRMAP_INIT, .chunks = ARENA_INIT, .positions = positions };
    b->chunks.keep = KEEP_CHUNKS;
    b->terms.arena.keep = KEEP_TERMS;
}

void posting_buffer_release(struct posting_buffer *b)
{
    strmap_release(&b->terms);
    arena_release(&b->chunks);
    free(b->lists);
    b->lists = NULL;
    b->capacity = 0;
}

void posting_buffer_clear(struct posting_buffer *b)
{
    strmap_clear(&b->terms);
    arena_reset(&b->chunks);
}

void posting_buffer_expect(const struct posting_buffer *b, const struct document_term *terms, size_t n, size_t at)
{
    enum { SLOT = 24, ENTRY = 16, LIST = 8 };   /* terms ahead */
    if (at + SLOT < n)
        strmap_expect(&b->terms, terms[at + SLOT].hash);
    if (at + ENTRY < n) {
        uint32_t slot = strmap_expect_entry(&b->terms, terms[at + ENTRY].hash);
        if (slot)
            __builtin_prefetch(&b->lists[slot - 1]);
    }
    if (at + LIST < n) {
        uint32_t slot = strmap_expect_entry(&b->terms, terms[at + LIST].hash);
        if (!slot)
            return;
        __builtin_prefetch(b->terms.entries[slot - 1].key.p);
        const struct chunk *last = b->lists[slot - 1].last;
        if (last)
            __builtin_prefetch(last->bytes + b->lists[slot - 1].used);
    }
}

static struct posting_list *list_of(struct posting_buffer *b, struct str term, uint64_t hash)
{
    bool is_new;
    uint32_t number = strmap_intern_hashed(&b->terms, term, hash, &is_new);
    if (is_new) {
        GROW(b->lists, number, b->capacity);
        b->lists[number] = (struct posting_list){ 0 };
    }
    return &b->lists[number];
}

static void begin_chunk(struct posting_buffer *b, struct posting_list *list)
{
    uint32_t room = !list->last ? CHUNK_MIN : list->room >= CHUNK_MAX ? CHUNK_MAX : list->room * 2u;
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
    const uint8_t *p = (const uint8_t *)poslist.p, *const end = p + poslist.n, *rest;
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
    uint32_t *docids[ROW_LEVELS];       /* of a list of levels */
    size_t n[ROW_LEVELS], capacity[ROW_LEVELS];
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

static bool write_levels(struct gathered *g, struct segment_writer *to, struct error *err)
{
    const uint8_t *p = (const uint8_t *)g->bytes.p, *end = p + g->bytes.n;
    uint32_t docid = 0;
    memset(g->n, 0, sizeof g->n);
    while (p < end) {
        uint64_t posting;
        p = fts5_varint_trusted(p, &posting);
        unsigned level = posting & 15;
        docid += (uint32_t)(posting >> 4);
        if (g->n[level] && g->docids[level][g->n[level] - 1] == docid)
            continue;
        GROW(g->docids[level], g->n[level], g->capacity[level]);
        g->docids[level][g->n[level]++] = docid;
    }
    for (int level = ROW_LEVELS - 1; level >= 0; level--)
        for (size_t i = 0; i < g->n[level]; i++)
            if (!segment_writer_row(to, row_of(g->docids[level][i], (unsigned)level), (struct str){ NULL, 0 }, err))
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
    struct in_order *order = xmalloc((b->terms.n + 1) * sizeof *order);
    for (uint32_t i = 0; i < b->terms.n; i++)
        order[i] = (struct in_order){ str_prefix(strmap_key(&b->terms, i)), strmap_key(&b->terms, i), i };
    qsort(order, b->terms.n, sizeof *order, by_term);
    return order;
}

bool posting_buffer_write(struct posting_buffer *b, struct segment_writer *to, struct error *err)
{
    struct gathered g = { .bytes = STRBUF_INIT, .row = STRBUF_INIT };
    CLEANUP_FREE struct in_order *order = in_order(b);
    bool ok = true;
    for (size_t i = 0; i < b->terms.n && ok; i++) {
        gather(&b->lists[order[i].number], &g.bytes);
        ok = segment_writer_term(to, order[i].term, err) &&
             (b->positions ? write_positions(&g, to, err) : write_levels(&g, to, err));
    }
    strbuf_release(&g.bytes);
    strbuf_release(&g.row);
    for (int level = 0; level < ROW_LEVELS; level++)
        free(g.docids[level]);
    posting_buffer_clear(b);
    return ok;
}
