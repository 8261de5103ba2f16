/* Where an article names its actors and quotes them: a packed row each (index.h). */
#include "engine/store/index.h"

/* ---- mentions: the numbers of the actors, then (place << 1 | in_title, start less the last start there, length) each ---- */

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
    struct index_mention *mentions = arena_array(arena, struct index_mention, data.n / 3 + 1);
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
    while (p && p < end && n < data.n / 3) {
        unsigned long long who, step, length;
        if (!(p = varint_read(p, end, &who)) || !(p = varint_read(p, end, &step)) || !(p = varint_read(p, end, &length)))
            break;
        if (who >> 1 >= actors)
            continue;
        at[who & 1] += step;
        mentions[n++] = (struct index_mention){ (uint32_t)at[who & 1], (uint32_t)(at[who & 1] + length), numbers[who >> 1], who & 1 };
    }
    sqlite3_reset(s);
    *ret = mentions;
    *ret_n = n;
    return true;
}

/* ---- quotations: the lead's tokens, then eight numbers each; starts and first tokens are less those before, modulo 2^32 ---- */

enum { QUOTE_NUMBERS = 8, QUOTE_IN_TITLE = 128 };       /* added to the confidence */

void index_pack_quotes(const struct index_quote *quotes, size_t n, uint32_t lead, struct strbuf *out)
{
    uint32_t start = 0, token = 0;
    strbuf_varint(out, lead);
    for (size_t i = 0; i < n; i++) {
        const struct index_quote *q = &quotes[i];
        const uint32_t numbers[QUOTE_NUMBERS] = { q->start - start, q->end - q->start, q->first_token - token, q->tokens, q->speaker,
                                                  q->speaker_start, q->speaker_end - q->speaker_start,
                                                  q->confidence + (q->in_title ? QUOTE_IN_TITLE : 0u) };
        for (int k = 0; k < QUOTE_NUMBERS; k++)
            strbuf_varint(out, numbers[k]);
        start = q->start;
        token = q->first_token;
    }
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
    struct index_quote *quotes = arena_array(arena, struct index_quote, data.n / QUOTE_NUMBERS + 1);
    uint32_t start = 0, token = 0;
    size_t n = 0;
    p = data.n ? varint_read(p, end, &lead) : NULL;
    while (p && p < end) {
        unsigned long long v[QUOTE_NUMBERS];
        for (int k = 0; p && k < QUOTE_NUMBERS; k++)
            p = varint_read(p, end, &v[k]);
        if (!p)
            break;
        start += (uint32_t)v[0];
        token += (uint32_t)v[2];
        quotes[n++] = (struct index_quote){ v[7] >= QUOTE_IN_TITLE, start, start + (uint32_t)v[1], token, (uint32_t)v[3], (uint32_t)v[4], (uint32_t)v[5],
                                            (uint32_t)(v[5] + v[6]), (uint8_t)(v[7] % QUOTE_IN_TITLE) };
    }
    sqlite3_reset(s);
    *ret = quotes;
    *ret_n = n;
    *ret_lead = (uint32_t)lead;
    return true;
}
