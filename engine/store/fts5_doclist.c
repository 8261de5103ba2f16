#include "engine/store/fts5_doclist.h"

#include "engine/base/memory.h"

#include <stdlib.h>

/* A range that begins among the first articles has nothing to skip. */
enum { SKIP_DOCIDS = 4096 };

struct runs {
    struct arena *arena;
    struct row_run *v;
    size_t n, capacity;
    uint64_t rows;
};

static bool add_run(struct runs *r, const struct fts5_leaf *leaf, size_t begin, size_t end)
{
    if (begin >= end)
        return begin == end;
    size_t size = end - begin;
    uint8_t *bytes = arena_alloc(r->arena, size + ROW_SLACK);
    memcpy(bytes, leaf->bytes + begin, size);
    struct row_run run = { .bytes = bytes, .size = size };
    uint64_t n;
    if (!row_run_check(&run, &n))
        return false;
    GROW(r->v, r->n, r->capacity);
    r->v[r->n++] = run;
    r->rows += n;
    return true;
}

static uint64_t first_row(struct docid_range range)
{
    return (uint64_t)range.first << ROW_LEVEL_BITS;
}

/* The pages behind the term's own: each begins with a row of the same doclist, or the doclist has ended. */
static enum fts5_found read_on(struct fts5_table *t, const struct fts5_segment *s, struct fts5_leaf *leaf, uint32_t page, struct docid_range range,
                               struct runs *runs)
{
    for (; page <= s->last_page; page++) {
        enum fts5_found found = fts5_leaf_read(t, s->id, page, leaf);
        if (found != FTS5_FOUND)
            return FTS5_ODD;
        if (!leaf->first_row || leaf->first_row >= leaf->first_term)
            return FTS5_FOUND;
        size_t before = runs->n;
        if (!add_run(runs, leaf, leaf->first_row, leaf->first_term))
            return FTS5_ODD;
        bool beyond = runs->n > before && runs->v[before].first >> ROW_LEVEL_BITS > range.last;
        if (beyond || leaf->first_term < leaf->text_end)
            return FTS5_FOUND;
    }
    return FTS5_FOUND;
}

static enum fts5_found read_segment(struct fts5_table *t, const struct fts5_segment *s, struct str term, struct docid_range range,
                                    struct fts5_leaf *leaf, struct runs *runs)
{
    uint32_t page, skipped;
    bool has_index;
    size_t begin, end;
    enum fts5_found found = fts5_page_of(t, s, term, &page, &has_index);
    if (found != FTS5_FOUND || fts5_leaf_read(t, s->id, page, leaf) != FTS5_FOUND)
        return FTS5_ODD;
    found = fts5_leaf_find(leaf, term, &begin, &end);
    if (found != FTS5_FOUND)
        return found;
    bool goes_on = end == leaf->text_end;
    if (goes_on && has_index && range.first > SKIP_DOCIDS) {
        found = fts5_skip(t, s, page, first_row(range), &skipped);
        if (found == FTS5_ODD)
            return found;
        if (found == FTS5_FOUND && skipped > page)
            return read_on(t, s, leaf, skipped, range, runs);
    }
    if (!add_run(runs, leaf, begin, end))
        return FTS5_ODD;
    return goes_on ? read_on(t, s, leaf, page + 1, range, runs) : FTS5_FOUND;
}

enum fts5_found fts5_doclist_rows(struct fts5_table *t, struct str term, struct docid_range range, struct arena *arena, struct row_list *ret)
{
    struct runs runs = { .arena = arena };
    struct fts5_leaf leaf;
    enum fts5_found found = FTS5_ABSENT;
    for (size_t i = 0; i < t->segment_count && found != FTS5_ODD; i++)
        found = read_segment(t, &t->segments[i], term, range, &leaf, &runs);
    if (found != FTS5_ODD) {
        struct row_run *v = arena_array(arena, struct row_run, runs.n + 1);
        if (runs.n)
            memcpy(v, runs.v, runs.n * sizeof *v);
        *ret = (struct row_list){ runs.rows, v, runs.n };
    }
    free(runs.v);
    return found == FTS5_ODD ? found : FTS5_FOUND;
}
