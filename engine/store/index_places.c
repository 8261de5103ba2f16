/* Where an article names its actors and quotes them: a packed row each (index.h). */
#include "engine/store/index.h"

/* ---- mentions: the numbers of the actors, then (place << 2 | in_title << 1 | as long as its last, start less the last start there, else its length) each ---- */

bool index_mentions(struct index *x, int64_t docid, struct arena *arena, struct index_mention **ret, size_t *ret_n, struct error *err)
{
    sqlite3_stmt *s = db_statement(index_db(x), "SELECT data FROM mention WHERE docid = ?1", err);
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, docid);
    int row = db_step(index_db(x), s, err);
    if (row < 0)
        return false;
    struct str data = row ? db_text(s, 0) : (struct str){ NULL, 0 };
    const unsigned char *p = (const unsigned char *)data.p, *end = p + data.n;
    struct index_mention *mentions = arena_array(arena, struct index_mention, data.n / 2 + 1);
    size_t n = 0;
    unsigned long long actors = 0, at[2] = { 0, 0 };
    p = data.n ? varint_read(p, end, &actors) : NULL;
    if (actors > data.n)
        p = NULL;
    uint32_t *numbers = arena_array(arena, uint32_t, p ? (size_t)actors + 1 : 1);
    for (size_t i = 0; p && i < actors; i++) {
        unsigned long long number;
        p = varint_read(p, end, &number);
        numbers[i] = p ? (uint32_t)number : 0;
    }
    uint32_t *lengths = arena_array(arena, uint32_t, p ? (size_t)actors + 1 : 1);
    while (p && p < end) {
        unsigned long long head, step, length;
        if (!(p = varint_read(p, end, &head)) || !(p = varint_read(p, end, &step)) || head >> 2 >= actors)
            break;
        uint32_t *last = &lengths[head >> 2];
        bool in_title = head >> 1 & 1;
        if (!(head & 1)) {
            if (!(p = varint_read(p, end, &length)))
                break;
            *last = (uint32_t)length;
        }
        at[in_title] += step;
        mentions[n++] = (struct index_mention){ (uint32_t)at[in_title], (uint32_t)at[in_title] + *last, numbers[head >> 2], in_title };
    }
    sqlite3_reset(s);
    *ret = mentions;
    *ret_n = n;
    return true;
}

/* ---- quotations: the lead's tokens, then of each what tells it from the one before ---- */

enum { SAME_SPEAKER = 1, SAME_CONFIDENCE = 2, HAS_PLACE = 4, IN_TITLE = 8, QUOTE_FLAGS = 4, QUOTE_BYTES_MIN = 4 };

/* A signed number whose absolute value is small. */
static void put_signed(struct strbuf *out, int64_t x)
{
    strbuf_varint(out, x < 0 ? ((unsigned long long)-x << 1) - 1 : (unsigned long long)x << 1);
}

static int64_t signed_of(unsigned long long x)
{
    return x & 1 ? -(int64_t)((x + 1) >> 1) : (int64_t)(x >> 1);
}

/* How long it is, with flags below; start and first token less the last quotation's; the tokens; then what the flags tell of, the speaker's place from the start. */
void index_pack_quotes(const struct index_quote *quotes, size_t n, uint32_t lead, struct strbuf *out)
{
    struct index_quote last = { 0 };
    strbuf_varint(out, lead);
    for (size_t i = 0; i < n; i++) {
        const struct index_quote *q = &quotes[i];
        bool place = q->speaker_start || q->speaker_end;
        unsigned flags = (q->speaker == last.speaker ? SAME_SPEAKER : 0) | (q->confidence == last.confidence ? SAME_CONFIDENCE : 0) | (place ? HAS_PLACE : 0) |
                         (q->in_title ? IN_TITLE : 0);
        strbuf_varint(out, (unsigned long long)q->tokens << QUOTE_FLAGS | flags);
        strbuf_varint(out, q->end - q->start);
        strbuf_varint(out, q->start - last.start);
        strbuf_varint(out, q->first_token - last.first_token);
        if (!(flags & SAME_SPEAKER))
            strbuf_varint(out, q->speaker);
        if (!(flags & SAME_CONFIDENCE))
            strbuf_varint(out, q->confidence);
        if (place) {
            put_signed(out, (int64_t)q->speaker_start - q->start);
            strbuf_varint(out, q->speaker_end - q->speaker_start);
        }
        last = *q;
    }
}

static const unsigned char *read_quote(const unsigned char *p, const unsigned char *end, struct index_quote *q)
{
    unsigned long long v[4], more;
    for (int k = 0; k < 4; k++)
        if (!(p = varint_read(p, end, &v[k])))
            return NULL;
    unsigned flags = (unsigned)v[0] & ((1u << QUOTE_FLAGS) - 1);
    q->in_title = flags & IN_TITLE;
    q->tokens = (uint32_t)(v[0] >> QUOTE_FLAGS);
    q->start += (uint32_t)v[2];
    q->end = q->start + (uint32_t)v[1];
    q->first_token += (uint32_t)v[3];
    q->speaker_start = q->speaker_end = 0;
    if (!(flags & SAME_SPEAKER)) {
        if (!(p = varint_read(p, end, &more)))
            return NULL;
        q->speaker = (uint32_t)more;
    }
    if (!(flags & SAME_CONFIDENCE)) {
        if (!(p = varint_read(p, end, &more)))
            return NULL;
        q->confidence = (uint8_t)more;
    }
    if (flags & HAS_PLACE) {
        if (!(p = varint_read(p, end, &v[0])) || !(p = varint_read(p, end, &v[1])))
            return NULL;
        q->speaker_start = (uint32_t)(q->start + signed_of(v[0]));
        q->speaker_end = q->speaker_start + (uint32_t)v[1];
    }
    return p;
}

bool index_quotes(struct index *x, int64_t docid, struct arena *arena, struct index_quote **ret, size_t *ret_n, uint32_t *ret_lead, struct error *err)
{
    sqlite3_stmt *s = db_statement(index_db(x), "SELECT data FROM quote WHERE docid = ?1", err);
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, docid);
    int row = db_step(index_db(x), s, err);
    if (row < 0)
        return false;
    struct str data = row ? db_text(s, 0) : (struct str){ NULL, 0 };
    const unsigned char *p = (const unsigned char *)data.p, *end = p + data.n;
    unsigned long long lead = 0;
    struct index_quote *quotes = arena_array(arena, struct index_quote, data.n / QUOTE_BYTES_MIN + 1), q = { 0 };
    size_t n = 0;
    p = data.n ? varint_read(p, end, &lead) : NULL;
    while (p && p < end && (p = read_quote(p, end, &q)))
        quotes[n++] = q;
    sqlite3_reset(s);
    *ret = quotes;
    *ret_n = n;
    *ret_lead = (uint32_t)lead;
    return true;
}
