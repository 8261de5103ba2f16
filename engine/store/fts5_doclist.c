#include "engine/store/fts5_doclist.h"

#include "engine/base/memory.h"

#include <stdlib.h>

struct runs {
    struct arena *arena;
    struct row_run *v;
    size_t n, capacity;
    uint64_t rows;
};

/* `first`: of its segment; else all rows of the run before are less than its own. */
static bool add_run(struct runs *r, const struct fts5_leaf *leaf, size_t begin, size_t end, bool first)
{
    if (begin >= end)
        return begin == end;
    size_t size = end - begin;
    uint8_t *bytes = arena_alloc(r->arena, size + ROW_SLACK);
    memcpy(bytes, leaf->bytes + begin, size);
    struct row_run run = { .bytes = bytes, .size = size };
    if (!row_run_check(&run))
        return false;
    if (!first && r->n)
        r->v[r->n - 1].end = run.first;
    GROW(r->v, r->n, r->capacity);
    r->v[r->n++] = run;
    r->rows += run.n;
    return true;
}

/* A page behind the term's own: it begins with a row of the same doclist, or the doclist has ended. */
static enum fts5_found read_page(struct fts5_table *t, const struct fts5_segment *s, uint32_t page, struct fts5_leaf *leaf, struct runs *runs, bool *ret_last)
{
    *ret_last = true;
    if (fts5_leaf_read(t, s->id, page, leaf) != FTS5_FOUND)
        return FTS5_ODD;
    if (!leaf->first_row || leaf->first_row >= leaf->first_term)
        return FTS5_FOUND;
    *ret_last = leaf->first_term < leaf->text_end;
    return add_run(runs, leaf, leaf->first_row, leaf->first_term, false) ? FTS5_FOUND : FTS5_ODD;
}

static enum fts5_found read_on(struct fts5_table *t, const struct fts5_place *place, struct fts5_leaf *leaf, struct runs *runs)
{
    bool last = false;
    enum fts5_found found = FTS5_FOUND;
    for (uint32_t page = place->page + 1; found == FTS5_FOUND && !last && page <= place->segment->last_page; page++)
        found = read_page(t, place->segment, page, leaf, runs, &last);
    return found;
}

/* Of the pages that the doclist index tells of, those that may have rows of the range. */
static enum fts5_found read_some(struct fts5_table *t, const struct fts5_place *place, const struct fts5_skip *skips, size_t n, struct docid_range range,
                                 struct fts5_leaf *leaf, struct runs *runs)
{
    bool last;
    enum fts5_found found = FTS5_FOUND;
    for (size_t i = 0; found == FTS5_FOUND && i < n; i++) {
        uint64_t end = i + 1 < n ? skips[i + 1].first_row : ROW_END;
        if (skips[i].page > place->page && row_range_meets(skips[i].first_row, end, range))
            found = read_page(t, place->segment, skips[i].page, leaf, runs, &last);
    }
    return found;
}

static enum fts5_found read_place(struct fts5_table *t, const struct fts5_place *place, const struct docid_range *range, struct fts5_leaf *leaf,
                                  struct runs *runs)
{
    struct fts5_skip *skips;
    size_t n;
    if (fts5_leaf_read(t, place->segment->id, place->page, leaf) != FTS5_FOUND || place->end > leaf->text_end ||
        !add_run(runs, leaf, place->begin, place->end, true))
        return FTS5_ODD;
    if (!place->goes_on)
        return FTS5_FOUND;
    enum fts5_found found = range && place->has_index ? fts5_skips(t, place->segment, place->page, &skips, &n) : FTS5_ABSENT;
    if (found == FTS5_ABSENT)
        return read_on(t, place, leaf, runs);
    if (found == FTS5_FOUND) {
        found = read_some(t, place, skips, n, *range, leaf, runs);
        free(skips);
    }
    return found;
}

enum fts5_found fts5_doclist_rows(struct fts5_dictionary *d, struct str term, const struct docid_range *range, struct arena *arena, struct row_list *ret)
{
    struct runs runs = { .arena = arena };
    struct fts5_leaf leaf;
    const struct fts5_place *places;
    size_t n;
    enum fts5_found found = fts5_dictionary_find(d, term, &places, &n);
    for (size_t i = 0; found == FTS5_FOUND && i < n; i++)
        found = read_place(d->table, &places[i], range, &leaf, &runs);
    *ret = (struct row_list){ 0 };
    if (found == FTS5_FOUND) {
        struct row_run *v = arena_alloc(arena, runs.n * sizeof *v);
        memcpy(v, runs.v, runs.n * sizeof *v);
        *ret = (struct row_list){ runs.rows, v, runs.n };
    }
    free(runs.v);
    return found;
}
