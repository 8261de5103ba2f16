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
    *ret = d->places + found.first;
    *ret_n = found.n;
    return found.n ? FTS5_FOUND : FTS5_ABSENT;
}
