#include "engine/store/fts5_structure.h"

#include "engine/store/fts5_varint.h"

struct reading {
    const uint8_t *p, *end;     /* p: NULL once it went wrong */
};

static uint64_t number(struct reading *r, uint64_t most)
{
    uint64_t x = 0;
    r->p = r->p ? fts5_varint(r->p, r->end, &x) : NULL;
    if (x > most)
        r->p = NULL;
    return r->p ? x : 0;
}

const char *fts5_structure_read(struct str record, struct fts5_structure *ret)
{
    enum { PAGES_MAX = INT32_MAX };
    struct reading r = { (const uint8_t *)record.p, (const uint8_t *)record.p + record.n };
    *ret = (struct fts5_structure){ .level_count = 0 };
    if (record.n < FTS5_COOKIE_BYTES + 3)
        return "its structure record is too short";
    memcpy(ret->cookie, record.p, FTS5_COOKIE_BYTES);
    r.p += FTS5_COOKIE_BYTES;
    if (*r.p == 0xFF)
        return "its structure record is of a later kind";
    uint64_t levels = number(&r, FTS5_LEVELS_MAX), segments = number(&r, FTS5_SEGMENTS_MAX), read = 0;
    ret->pages_written = number(&r, UINT64_MAX);
    for (uint64_t level = 0; r.p && level < levels; level++) {
        ret->levels[level].merging = (uint32_t)number(&r, FTS5_SEGMENTS_MAX);
        ret->levels[level].count = (uint32_t)number(&r, FTS5_SEGMENTS_MAX);
        for (uint64_t i = 0; r.p && i < ret->levels[level].count && read < segments; i++) {
            struct fts5_segment *s = &ret->segments[read++];
            s->id = (uint32_t)number(&r, UINT16_MAX);
            s->first_page = (uint32_t)number(&r, PAGES_MAX);
            s->last_page = (uint32_t)number(&r, PAGES_MAX);
            if (!s->id || !s->first_page || s->last_page < s->first_page)
                r.p = NULL;
        }
    }
    if (!r.p || read != segments)
        return "its structure record is damaged";
    ret->level_count = (size_t)levels;
    ret->segment_count = (size_t)segments;
    return NULL;
}

void fts5_structure_write(const struct fts5_structure *s, struct strbuf *out)
{
    strbuf_bytes(out, s->cookie, FTS5_COOKIE_BYTES);
    fts5_put_varint(out, s->level_count);
    fts5_put_varint(out, s->segment_count);
    fts5_put_varint(out, s->pages_written);
    const struct fts5_segment *segment = s->segments;
    for (size_t level = 0; level < s->level_count; level++) {
        fts5_put_varint(out, s->levels[level].merging);
        fts5_put_varint(out, s->levels[level].count);
        for (uint32_t i = 0; i < s->levels[level].count; i++, segment++) {
            fts5_put_varint(out, segment->id);
            fts5_put_varint(out, segment->first_page);
            fts5_put_varint(out, segment->last_page);
        }
    }
}

uint32_t fts5_structure_free_id(const struct fts5_structure *s)
{
    if (s->segment_count >= FTS5_SEGMENTS_MAX)
        return 0;
    for (uint32_t id = 1;; id++) {
        size_t i = 0;
        while (i < s->segment_count && s->segments[i].id != id)
            i++;
        if (i == s->segment_count)
            return id;
    }
}

void fts5_structure_add(struct fts5_structure *s, uint32_t level, struct fts5_segment segment)
{
    size_t place = 0;
    if (!s->level_count)
        s->level_count = 1;
    for (uint32_t i = 0; i <= level; i++)
        place += s->levels[i].count;
    s->levels[level].count++;
    memmove(s->segments + place + 1, s->segments + place, (s->segment_count - place) * sizeof *s->segments);
    s->segments[place] = segment;
    s->segment_count++;
    s->pages_written += segment.last_page;
}

uint32_t fts5_structure_clear(struct fts5_structure *s, uint32_t least)
{
    if (s->level_count <= least)
        s->level_count = least + 1;
    memset(s->levels, 0, sizeof s->levels);
    s->segment_count = 0;
    return (uint32_t)s->level_count - 1;
}
