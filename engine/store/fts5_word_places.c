#include "engine/store/fts5_word_places.h"

#include "engine/base/memory.h"

#include <stdlib.h>

struct walking {
    struct fts5_dictionary *d;
    const struct fts5_place *place;
    const uint64_t *wanted;
    uint32_t max_row;
    struct fts5_leaf leaf;
    size_t at, end;                 /* in the page: the next byte; where the doclist ends, or text_end where it may go on */
    struct word_places *to;
    struct judging *judging;        /* NULL: lists are kept in *to */
    struct fts5_skip *skips;        /* the doclist's pages and their first rows; NULL: not known */
    size_t skip, skip_n;
};

static bool turn_page(struct walking *w)
{
    if (w->leaf.number >= w->place->segment->last_page ||
        fts5_leaf_read(w->d->table, w->place->segment->id, w->leaf.number + 1, NULL, &w->leaf) != FTS5_FOUND)
        return false;
    w->at = FTS5_LEAF_HEADER_BYTES;
    w->end = w->leaf.first_term;
    return true;
}

static uint8_t *more_bytes(struct word_places *to, size_t n)
{
    if (to->byte_capacity - to->byte_n < n) {
        to->byte_capacity = (to->byte_n + n) * 2;
        to->bytes = xrealloc(to->bytes, to->byte_capacity);
    }
    to->byte_n += n;
    return to->bytes + to->byte_n - n;
}

/* Most lists are short: a copy of a fixed size is done in two instructions. FTS5_PAGE_SLACK bytes can be read behind a page. */
static inline void copy_list(struct word_places *to, const uint8_t *p, size_t size)
{
    uint8_t *here = more_bytes(to, size + FTS5_PAGE_SLACK);
    to->byte_n -= FTS5_PAGE_SLACK;
    if (size <= FTS5_PAGE_SLACK)
        memcpy(here, p, FTS5_PAGE_SLACK);
    else
        memcpy(here, p, size);
}

/* Takes or passes the `size` bytes of a position list, which may go over pages. */
static bool take_list(struct walking *w, uint32_t row, size_t size, bool take)
{
    if (take) {
        GROW(w->to->v, w->to->n, w->to->capacity);
        w->to->v[w->to->n++] = (struct at_row){ row, (uint32_t)size, w->to->byte_n };
    }
    while (size) {
        size_t here = w->leaf.text_end - w->at < size ? w->leaf.text_end - w->at : size;
        if (here > w->end - w->at)
            return false;           /* the doclist ends within a list */
        if (take && here)
            memcpy(more_bytes(w->to, here), w->leaf.bytes + w->at, here);
        w->at += here;
        size -= here;
        if (size && !turn_page(w))
            return false;
    }
    if (!take || !w->judging)
        return true;
    const struct at_row *a = &w->to->v[0];
    bool ok = w->judging->judge(w->judging, row, w->to->bytes + a->from, a->size);
    w->to->n = w->to->byte_n = 0;
    return ok;
}

/* The rows of a doclist that begin on this page: each a row id (the page's first is whole), the size of its position list and the list. */
static bool walk_page(struct walking *w, bool *ret_turned)
{
    const uint32_t page = w->leaf.number;
    const uint64_t *wanted = w->wanted;
    const uint8_t *p = w->leaf.bytes + w->at, *const end = w->leaf.bytes + w->end;
    uint64_t row = 0;
    *ret_turned = false;
    while (p < end) {
        uint64_t distance, size;
        if (end - p > 1 && p[0] < 128 && p[1] < 128) {
            distance = p[0];
            size = p[1];
            p += 2;
        } else if (!(p = fts5_short_varint(p, end, &distance)) || !(p = fts5_short_varint(p, end, &size))) {
            return false;
        }
        row += distance;
        if (size & 1 || size == 0 || row == 0 || row > w->max_row)
            return false;           /* a list that is marked as deleted, too, or has nothing left */
        size /= 2;
        bool take = !wanted || (wanted[row / 64] >> (row % 64) & 1);
        if (size <= (size_t)(end - p)) {
            if (take && w->judging) {
                if (!w->judging->judge(w->judging, (uint32_t)row, p, (size_t)size))
                    return false;
            } else if (take) {
                GROW(w->to->v, w->to->n, w->to->capacity);
                w->to->v[w->to->n++] = (struct at_row){ (uint32_t)row, (uint32_t)size, w->to->byte_n };
                copy_list(w->to, p, (size_t)size);
            }
            p += size;
            continue;
        }
        w->at = (size_t)(p - w->leaf.bytes);
        if (!take_list(w, (uint32_t)row, (size_t)size, take))
            return false;
        *ret_turned = w->leaf.number != page;
        return *ret_turned;         /* a list beyond this page's end goes on with the next */
    }
    w->at = (size_t)(p - w->leaf.bytes);
    return true;
}

static bool has_any(const uint64_t *bits, uint64_t first, uint64_t last)
{
    uint64_t low = ~0ull << (first % 64), high = ~0ull >> (63 - last % 64);
    size_t from = (size_t)(first / 64), to = (size_t)(last / 64);
    if (from == to)
        return (bits[from] & low & high) != 0;
    if (bits[from] & low || bits[to] & high)
        return true;
    for (size_t w = from + 1; w < to; w++)
        if (bits[w])
            return true;
    return false;
}

/* The next page with rows of the doclist that may be wanted, by its index. */
static bool skip_to_page(struct walking *w, bool *ret_there)
{
    for (; w->skip < w->skip_n; w->skip++) {
        const struct fts5_skip *s = &w->skips[w->skip];
        uint64_t end = w->skip + 1 < w->skip_n ? s[1].first_row : (uint64_t)w->max_row + 1;
        if (s->first_row == 0 || s->first_row > w->max_row || end < s->first_row || end > (uint64_t)w->max_row + 1)
            return false;
        if (s->page > w->leaf.number && end > s->first_row && has_any(w->wanted, s->first_row, end - 1))
            break;
    }
    *ret_there = w->skip < w->skip_n;
    if (!*ret_there)
        return true;
    if (fts5_leaf_read(w->d->table, w->place->segment->id, w->skips[w->skip].page, NULL, &w->leaf) != FTS5_FOUND || !w->leaf.first_row ||
        w->leaf.first_row >= w->leaf.first_term)
        return false;
    w->at = w->leaf.first_row;
    w->end = w->leaf.first_term;
    return true;
}

/* At the end of a page, the doclist goes on where the next page begins with a row. */
static bool next_page(struct walking *w, bool *ret_there)
{
    *ret_there = false;
    if (w->end != w->leaf.text_end || w->leaf.number == w->place->segment->last_page)
        return true;
    if (w->skips)
        return skip_to_page(w, ret_there);
    if (!turn_page(w))
        return false;
    *ret_there = w->leaf.first_row && w->leaf.first_row < w->leaf.first_term;
    return true;
}

static bool walk_pages(struct walking *w)
{
    bool turned = false, there = true;
    w->leaf.bytes = w->d->page;
    if (fts5_leaf_read(w->d->table, w->place->segment->id, w->place->page, NULL, &w->leaf) != FTS5_FOUND || w->place->end > w->leaf.text_end)
        return false;
    w->at = w->place->begin;
    w->end = w->place->end;
    while (there) {
        if (!walk_page(w, &turned) || (!turned && !next_page(w, &there)))
            return false;
        /* Behind the rest of a list: the first row of this page, if there is one. */
        if (there && w->at < w->end && w->leaf.first_row != w->at)
            return false;
    }
    return true;
}

static bool walk_place(struct walking *w)
{
    if (w->wanted && w->place->goes_on && w->place->has_index &&
        fts5_skips(w->d->table, w->place->segment, w->place->page, &w->skips, &w->skip_n) == FTS5_ODD)
        return false;
    bool ok = walk_pages(w);
    free(w->skips);
    return ok;
}

static int by_row(const void *a, const void *b)
{
    uint32_t x = ((const struct at_row *)a)->row, y = ((const struct at_row *)b)->row;
    return (x > y) - (x < y);
}

enum fts5_found fts5_word_places(struct fts5_dictionary *d, struct str form, const uint64_t *wanted, uint32_t max_row, struct judging *judging,
                                 struct word_places *ret)
{
    const struct fts5_place *places;
    size_t n;
    enum fts5_found found = fts5_dictionary_find(d, form, &places, &n);
    bool sorted = true;
    for (size_t i = 0; found == FTS5_FOUND && i < n; i++) {
        struct walking w = { .d = d, .place = &places[i], .wanted = wanted, .max_row = max_row, .to = ret, .judging = judging };
        if (judging)
            judging->begin(judging);
        if (!walk_place(&w))
            return FTS5_ODD;
    }
    for (size_t i = 1; i < ret->n; i++) {
        if (ret->v[i].row == ret->v[i - 1].row)
            return FTS5_ODD;
        sorted = sorted && ret->v[i].row > ret->v[i - 1].row;
    }
    if (!sorted)
        qsort(ret->v, ret->n, sizeof *ret->v, by_row);
    return found;
}

enum fts5_found fts5_judge_place(struct fts5_dictionary *d, const struct fts5_place *place, const uint64_t *wanted, uint32_t max_row,
                                 struct judging *judging)
{
    struct word_places none = { .n = 0 };
    struct walking w = { .d = d, .place = place, .wanted = wanted, .max_row = max_row, .to = &none, .judging = judging };
    judging->begin(judging);
    bool ok = walk_place(&w);
    word_places_release(&none);
    return ok ? FTS5_FOUND : FTS5_ODD;
}

void word_places_release(struct word_places *w)
{
    free(w->v);
    free(w->bytes);
}
