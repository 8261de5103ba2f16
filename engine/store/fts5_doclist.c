#include "engine/store/fts5_doclist.h"

#include <stdlib.h>

struct reading {
    struct fts5_table *table;
    struct arena *arena;
    uint32_t max_docid;
    const struct docid_range *range;    /* NULL: all */
    struct row_list list;
};

static bool add_rows(struct reading *r, const struct fts5_leaf *leaf, size_t begin, size_t end)
{
    return begin == end || (begin < end && row_list_append(&r->list, leaf->bytes + begin, end - begin, r->max_docid));
}

/* A page behind the term's own: it begins with a row of the same doclist, or the doclist has ended. */
static enum fts5_found read_page(struct reading *r, const struct fts5_place *place, uint32_t page, bool *ret_last)
{
    struct fts5_leaf leaf = { .bytes = NULL };
    *ret_last = true;
    if (fts5_leaf_read(r->table, place->segment->id, page, r->arena, &leaf) != FTS5_FOUND)
        return FTS5_ODD;
    if (!leaf.first_row || leaf.first_row >= leaf.first_term)
        return FTS5_FOUND;
    *ret_last = leaf.first_term < leaf.text_end;
    return add_rows(r, &leaf, leaf.first_row, leaf.first_term) ? FTS5_FOUND : FTS5_ODD;
}

static enum fts5_found read_on(struct reading *r, const struct fts5_place *place)
{
    bool last = false;
    enum fts5_found found = FTS5_FOUND;
    for (uint32_t page = place->page + 1; found == FTS5_FOUND && !last && page <= place->segment->last_page; page++)
        found = read_page(r, place, page, &last);
    return found;
}

/* Of the pages that the doclist index tells of, those that may have rows of the range. */
static enum fts5_found read_some(struct reading *r, const struct fts5_place *place, const struct fts5_skip *skips, size_t n)
{
    bool last;
    enum fts5_found found = FTS5_FOUND;
    for (size_t i = 0; found == FTS5_FOUND && i < n; i++) {
        uint64_t end = i + 1 < n ? skips[i + 1].first_row : ROW_END;
        if (skips[i].page > place->page && row_range_meets(skips[i].first_row, end, *r->range))
            found = read_page(r, place, skips[i].page, &last);
    }
    return found;
}

static enum fts5_found read_place(struct reading *r, const struct fts5_place *place)
{
    struct fts5_leaf leaf = { .bytes = NULL };
    struct fts5_skip *skips;
    size_t n;
    if (fts5_leaf_read(r->table, place->segment->id, place->page, r->arena, &leaf) != FTS5_FOUND || place->end > leaf.text_end ||
        !add_rows(r, &leaf, place->begin, place->end))
        return FTS5_ODD;
    if (!place->goes_on)
        return FTS5_FOUND;
    enum fts5_found found = r->range && place->has_index ? fts5_skips(r->table, place->segment, place->page, &skips, &n) : FTS5_ABSENT;
    if (found == FTS5_ABSENT)
        return read_on(r, place);
    if (found == FTS5_FOUND) {
        found = read_some(r, place, skips, n);
        free(skips);
    }
    return found;
}

enum fts5_found fts5_doclist_rows(struct fts5_dictionary *d, struct str term, const struct docid_range *range, uint32_t max_docid, struct arena *arena,
                                  struct row_list *ret)
{
    struct reading r = { .table = d->table, .arena = arena, .max_docid = max_docid, .range = range };
    const struct fts5_place *places;
    size_t n;
    enum fts5_found found = fts5_dictionary_find(d, term, &places, &n);
    for (size_t i = 0; found == FTS5_FOUND && i < n; i++)
        found = read_place(&r, &places[i]);
    *ret = row_list_copy(&r.list, arena);
    row_list_release(&r.list);
    return found;
}
