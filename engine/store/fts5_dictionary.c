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

/* Those of a page; *ret_beyond: it has one behind them. */
static bool each_of_page(struct fts5_terms *t, const struct fts5_leaf *leaf, const struct fts5_segment *s, struct str prefix, fts5_place_fn *visit, void *ctx,
                         bool *ret_beyond)
{
    enum fts5_found found = FTS5_FOUND;
    *ret_beyond = false;
    fts5_terms_begin(t, leaf);
    while (!*ret_beyond && (found = fts5_terms_next(t, leaf)) == FTS5_FOUND) {
        struct str term = str_slice(strbuf_view(&t->term), 1, t->term.n);
        bool is = str_starts(term, prefix);
        *ret_beyond = !is && str_compare(term, prefix) > 0;
        struct fts5_place place = { s, leaf->number, (uint32_t)t->rows, (uint32_t)t->next, t->next == leaf->text_end, false };
        if (is && !visit(ctx, &place))
            return false;
    }
    return found != FTS5_ODD;
}

enum fts5_found fts5_dictionary_each(struct fts5_dictionary *d, struct str prefix, fts5_place_fn *visit, void *ctx)
{
    struct fts5_leaf leaf = { .bytes = xmalloc(FTS5_PAGE_MAX + FTS5_PAGE_SLACK) };
    struct fts5_terms t = { .term = STRBUF_INIT };
    bool ok = true;
    for (size_t i = 0; ok && i < d->table->structure.segment_count; i++) {
        const struct fts5_segment *s = &d->table->structure.segments[i];
        uint32_t page;
        bool ignored, beyond = false;
        ok = fts5_page_of(d->table, s, prefix, &page, &ignored) == FTS5_FOUND;
        for (; ok && !beyond && page <= s->last_page; page++)
            ok = fts5_leaf_read(d->table, s->id, page, NULL, &leaf) == FTS5_FOUND && each_of_page(&t, &leaf, s, prefix, visit, ctx, &beyond);
    }
    free(leaf.bytes);
    strbuf_release(&t.term);
    return ok ? FTS5_FOUND : FTS5_ODD;
}
