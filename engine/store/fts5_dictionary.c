#include "engine/store/fts5_dictionary.h"

#include "engine/base/memory.h"

#include <stdlib.h>

/* Terms that are remembered before all are forgotten: some megabytes. */
enum { REMEMBERED_MAX = 50000 };

void fts5_dictionary_init(struct fts5_dictionary *d, struct fts5_table *table)
{
    *d = (struct fts5_dictionary){ .table = table, .terms = STRMAP_INIT, .page = xmalloc(FTS5_PAGE_MAX + FTS5_PAGE_SLACK) };
}

void fts5_dictionary_release(struct fts5_dictionary *d)
{
    strmap_release(&d->terms);
    free(d->remembered);
    free(d->places);
    free(d->page);
}

static enum fts5_found find_in(struct fts5_dictionary *d, const struct fts5_segment *s, struct str term, struct fts5_place *ret)
{
    struct fts5_leaf leaf = { .bytes = d->page };
    size_t begin, end;
    *ret = (struct fts5_place){ .segment = s };
    if (fts5_page_of(d->table, s, term, &ret->page, &ret->has_index) != FTS5_FOUND ||
        fts5_leaf_read(d->table, s->id, ret->page, NULL, &leaf) != FTS5_FOUND)
        return FTS5_ODD;
    enum fts5_found found = fts5_leaf_find(&leaf, term, &begin, &end);
    if (found == FTS5_FOUND) {
        ret->begin = (uint32_t)begin;
        ret->end = (uint32_t)end;
        ret->goes_on = end == leaf.text_end;
    }
    return found;
}

static enum fts5_found look_up(struct fts5_dictionary *d, struct str term, struct remembered *ret)
{
    struct fts5_place place;
    ret->first = (uint32_t)d->place_n;
    for (size_t i = 0; i < d->table->structure.segment_count; i++) {
        enum fts5_found found = find_in(d, &d->table->structure.segments[i], term, &place);
        if (found == FTS5_ODD)
            return found;
        if (found == FTS5_ABSENT)
            continue;
        GROW(d->places, d->place_n, d->place_capacity);
        d->places[d->place_n++] = place;
    }
    ret->n = (uint32_t)d->place_n - ret->first;
    return FTS5_FOUND;
}

enum fts5_found fts5_dictionary_find(struct fts5_dictionary *d, struct str term, const struct fts5_place **ret, size_t *ret_n)
{
    struct remembered found;
    uint32_t number = strmap_find(&d->terms, term);
    if (number != STRMAP_NONE) {
        found = d->remembered[number];
    } else {
        if (d->terms.n >= REMEMBERED_MAX) {
            strmap_clear(&d->terms);
            d->place_n = 0;
        }
        if (look_up(d, term, &found) == FTS5_ODD) {
            d->place_n = found.first;
            return FTS5_ODD;
        }
        number = strmap_intern(&d->terms, term, NULL);
        GROW(d->remembered, number, d->remembered_capacity);
        d->remembered[number] = found;
    }
    *ret = found.n ? d->places + found.first : NULL;
    *ret_n = found.n;
    return found.n ? FTS5_FOUND : FTS5_ABSENT;
}

/* ---- terms in a row ---- */

/* Where a page's terms are read one after the other. */
struct page_terms {
    struct fts5_leaf leaf;
    const uint8_t *offsets;
    size_t at, next;            /* where the term begins, and the next one; text_end: none */
    struct strbuf term;         /* with FTS5's first byte */
    size_t rows;                /* where its rows begin */
    bool odd;
};

static size_t next_offset(struct page_terms *t, size_t from)
{
    uint64_t step;
    if (t->offsets >= t->leaf.bytes + t->leaf.size)
        return t->leaf.text_end;
    t->offsets = fts5_varint(t->offsets, t->leaf.bytes + t->leaf.size, &step);
    if (t->offsets && step <= t->leaf.text_end - from)
        return from + (size_t)step;
    t->odd = true;
    return t->leaf.text_end;
}

static void begin_terms(struct page_terms *t)
{
    t->offsets = t->leaf.bytes + t->leaf.text_end;
    strbuf_clear(&t->term);
    t->next = next_offset(t, 0);
}

static bool next_term(struct page_terms *t)
{
    const uint8_t *b = t->leaf.bytes, *end = b + t->leaf.text_end, *p = b + t->next;
    uint64_t shared = 0, more;
    bool first = t->term.n == 0;
    if (t->odd || t->next == t->leaf.text_end)
        return false;
    t->at = t->next;
    t->next = next_offset(t, t->at);
    if (!first)
        p = fts5_varint(p, end, &shared);
    p = p ? fts5_varint(p, end, &more) : NULL;
    t->odd = t->odd || !p || !more || more > (uint64_t)(end - p) || shared > t->term.n || p + more > b + t->next;
    if (t->odd)
        return false;
    t->term.n = (size_t)shared;
    strbuf_bytes(&t->term, p, (size_t)more);
    t->rows = (size_t)(p + more - b);
    return true;
}

/* Those of a page; *ret_beyond: it has one behind them. */
static bool each_of_page(struct page_terms *t, const struct fts5_segment *s, struct str prefix, fts5_place_fn *visit, void *ctx, bool *ret_beyond)
{
    *ret_beyond = false;
    begin_terms(t);
    while (!*ret_beyond && next_term(t)) {
        struct str term = str_slice(strbuf_view(&t->term), 1, t->term.n);
        bool is = str_starts(term, prefix);
        *ret_beyond = !is && str_compare(term, prefix) > 0;
        struct fts5_place place = { s, t->leaf.number, (uint32_t)t->rows, (uint32_t)t->next, t->next == t->leaf.text_end, false };
        if (is && !visit(ctx, &place))
            return false;
    }
    return !t->odd;
}

enum fts5_found fts5_dictionary_each(struct fts5_dictionary *d, struct str prefix, fts5_place_fn *visit, void *ctx)
{
    struct page_terms t = { .leaf.bytes = xmalloc(FTS5_PAGE_MAX + FTS5_PAGE_SLACK), .term = STRBUF_INIT };
    bool ok = true;
    for (size_t i = 0; ok && i < d->table->structure.segment_count; i++) {
        const struct fts5_segment *s = &d->table->structure.segments[i];
        uint32_t page;
        bool ignored, beyond = false;
        ok = fts5_page_of(d->table, s, prefix, &page, &ignored) == FTS5_FOUND;
        for (; ok && !beyond && page <= s->last_page; page++)
            ok = fts5_leaf_read(d->table, s->id, page, NULL, &t.leaf) == FTS5_FOUND && each_of_page(&t, s, prefix, visit, ctx, &beyond);
    }
    free(t.leaf.bytes);
    strbuf_release(&t.term);
    return ok ? FTS5_FOUND : FTS5_ODD;
}
