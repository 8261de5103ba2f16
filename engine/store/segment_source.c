#include "engine/store/segment_source.h"

#include "engine/base/memory.h"
#include "engine/store/fts5_rows.h"
#include "engine/store/segment_writer.h"

#include <stdlib.h>

static bool read_page(struct segment_source *s, uint32_t number)
{
    if (fts5_leaf_read(s->table, s->segment->id, number, NULL, &s->leaf) != FTS5_FOUND)
        return false;
    s->at = FTS5_LEAF_HEADER_BYTES;
    fts5_terms_begin(&s->terms, &s->leaf);
    return true;
}

static bool turn_page(struct segment_source *s)
{
    return s->leaf.number < s->segment->last_page && read_page(s, s->leaf.number + 1);
}

static bool at_end(const struct segment_source *s)
{
    return s->at == s->leaf.text_end && s->leaf.number == s->segment->last_page;
}

bool segment_source_open(struct segment_source *s, struct fts5_table *table, const struct fts5_segment *segment, bool text)
{
    *s = (struct segment_source){ .table = table, .segment = segment, .text = text, .leaf.bytes = xmalloc(FTS5_PAGE_MAX + FTS5_PAGE_SLACK) };
    strbuf_init(&s->terms.term);
    strbuf_init(&s->parts);
    return read_page(s, segment->first_page) && segment_source_term(s);
}

void segment_source_close(struct segment_source *s)
{
    free(s->leaf.bytes);
    strbuf_release(&s->terms.term);
    strbuf_release(&s->parts);
}

bool segment_source_term(struct segment_source *s)
{
    if (at_end(s)) {
        s->ended = true;
        return true;
    }
    if (s->at == s->leaf.text_end && !turn_page(s))
        return false;
    if (s->at != s->terms.next || fts5_terms_next(&s->terms, &s->leaf) != FTS5_FOUND)
        return false;
    s->at = s->terms.rows;
    s->whole_row = true;
    s->row = 0;
    return s->terms.term.n <= SEGMENT_TERM_MAX + 1;
}

/* A position list with its size: in the page, or put together of several. */
static bool read_poslist(struct segment_source *s)
{
    const uint8_t *b = s->leaf.bytes, *p = b + s->at;
    uint64_t size;
    const uint8_t *list = fts5_short_varint(p, b + s->terms.next, &size);
    if (!list || size & 1)
        return false;
    size /= 2;
    if (size <= (uint64_t)(b + s->terms.next - list)) {
        s->poslist = (struct str){ (const char *)p, (size_t)(list - p) + (size_t)size };
        s->at += s->poslist.n;
        return true;
    }
    strbuf_clear(&s->parts);
    strbuf_bytes(&s->parts, p, (size_t)(list - p));
    s->at = (size_t)(list - b);
    for (;;) {
        size_t here = s->terms.next - s->at < size ? s->terms.next - s->at : (size_t)size;
        strbuf_bytes(&s->parts, s->leaf.bytes + s->at, here);
        s->at += here;
        size -= here;
        if (!size)
            break;
        if (s->at != s->leaf.text_end || !turn_page(s))
            return false;
        s->whole_row = true;
    }
    s->poslist = strbuf_view(&s->parts);
    return true;
}

bool segment_source_row(struct segment_source *s)
{
    s->has_row = false;
    if (s->at == s->leaf.text_end && !at_end(s)) {
        if (!turn_page(s))
            return false;
        s->whole_row = true;
    }
    if (s->at == s->terms.next || s->at == s->leaf.text_end)
        return true;
    if (s->at == FTS5_LEAF_HEADER_BYTES && s->leaf.first_row != s->at)
        return false;
    uint64_t step;
    const uint8_t *p = fts5_short_varint(s->leaf.bytes + s->at, s->leaf.bytes + s->terms.next, &step);
    if (!p || (!s->whole_row && !step))
        return false;
    s->row = s->whole_row ? step : s->row + step;
    s->whole_row = false;
    s->at = (size_t)(p - s->leaf.bytes);
    s->has_row = true;
    return !s->text || read_poslist(s);
}

/* ---- many rows at once ---- */

struct segment_rows segment_source_rows(struct segment_source *s, uint64_t end, size_t room)
{
    const uint8_t *begin = s->leaf.bytes + s->at, *page_end = s->leaf.bytes + s->terms.next;
    const uint8_t *room_end = (size_t)(page_end - begin) < room ? page_end : begin + room;
    if (s->whole_row)
        return (struct segment_rows){ NULL, 0, 0 };
    const uint8_t *behind = s->text ? fts5_skip_lists(begin, room_end, &s->row) : fts5_skip_rows(begin, room_end, page_end, end, &s->row);
    s->at = (size_t)(behind - s->leaf.bytes);
    return (struct segment_rows){ begin, (size_t)(behind - begin), s->row };
}
