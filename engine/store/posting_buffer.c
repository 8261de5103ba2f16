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
    uint32_t docid;             /* of the last posting; 0: none */
    uint8_t level;
    uint16_t used, room;        /* of the last chunk */
};

void posting_buffer_init(struct posting_buffer *b, bool positions)
{
    *b = (struct posting_buffer){ .terms = STRMAP_INIT, .chunks = ARENA_INIT, .positions = positions };
}

void posting_buffer_release(struct posting_buffer *b)
{
    strmap_release(&b->terms);
    arena_release(&b->chunks);
    free(b->lists);
    b->lists = NULL;
}

void posting_buffer_clear(struct posting_buffer *b)
{
    bool positions = b->positions;
    posting_buffer_release(b);
    posting_buffer_init(b, positions);
}

size_t posting_buffer_bytes(const struct posting_buffer *b)
{
    return b->bytes;
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
    b->bytes += n;
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

/* A row is its distance from the row before, the size of its positions, doubled (the odd ones are deletions), and those. */
void posting_buffer_positions(struct posting_buffer *b, struct str term, uint64_t hash, uint32_t docid, struct str poslist)
{
    struct posting_list *list = list_of(b, term, hash);
    uint8_t head[2 * FTS5_VARINT_MAX];
    size_t n = fts5_varint_put(head, docid - list->docid);
    n += fts5_varint_put(head + n, poslist.n * 2);
    append(b, list, head, n);
    append(b, list, (const uint8_t *)poslist.p, poslist.n);
    list->docid = docid;
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
    uint32_t *docids[ROW_LEVELS];       /* of a list of levels */
    size_t n[ROW_LEVELS], capacity[ROW_LEVELS];
};

static void gather(const struct posting_list *list, struct strbuf *out)
{
    strbuf_clear(out);
    for (const struct chunk *c = list->first; c; c = c->next)
        strbuf_bytes(out, c->bytes, c == list->last ? list->used : c->used);
}

static bool write_positions(struct gathered *g, struct segment_writer *to, struct error *err)
{
    const uint8_t *p = (const uint8_t *)g->bytes.p, *end = p + g->bytes.n;
    uint64_t row = 0;
    while (p < end) {
        uint64_t step, size;
        const uint8_t *poslist = fts5_varint_trusted(p, &step);
        row += step;
        p = fts5_varint_trusted(poslist, &size) + size / 2;
        if (!segment_writer_row(to, row, (struct str){ (const char *)poslist, (size_t)(p - poslist) }, err))
            return false;
    }
    return true;
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
    uint64_t prefix;            /* the term's first eight bytes, which mostly decide */
    struct str term;
    uint32_t number;
};

static uint64_t prefix_of(struct str term)
{
    uint64_t x = 0;
    for (size_t i = 0; i < 8; i++)
        x = x << 8 | (i < term.n ? (uint8_t)term.p[i] : 0);
    return x;
}

static int by_term(const void *a, const void *b)
{
    const struct in_order *x = a, *y = b;
    return x->prefix != y->prefix ? (x->prefix > y->prefix) - (x->prefix < y->prefix) : str_compare(x->term, y->term);
}

static struct in_order *in_order(const struct posting_buffer *b)
{
    struct in_order *order = xmalloc((b->terms.n + 1) * sizeof *order);
    for (uint32_t i = 0; i < b->terms.n; i++)
        order[i] = (struct in_order){ prefix_of(strmap_key(&b->terms, i)), strmap_key(&b->terms, i), i };
    qsort(order, b->terms.n, sizeof *order, by_term);
    return order;
}

bool posting_buffer_write(struct posting_buffer *b, struct segment_writer *to, struct error *err)
{
    struct gathered g = { .bytes = STRBUF_INIT };
    CLEANUP_FREE struct in_order *order = in_order(b);
    bool ok = true;
    for (size_t i = 0; i < b->terms.n && ok; i++) {
        gather(&b->lists[order[i].number], &g.bytes);
        ok = segment_writer_term(to, order[i].term, err) &&
             (b->positions ? write_positions(&g, to, err) : write_levels(&g, to, err));
    }
    strbuf_release(&g.bytes);
    for (int level = 0; level < ROW_LEVELS; level++)
        free(g.docids[level]);
    posting_buffer_clear(b);
    return ok;
}
