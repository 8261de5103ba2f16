/* Where actors and quotations stand in an article: the rows of `mention` and `quote`, a blob of bits each (bit_codes.h). */
#include "engine/store/index.h"

#include "engine/base/memory.h"
#include "engine/store/bit_codes.h"

#include <stdlib.h>

/*
 * ---- mentions ----
 *
 * How many there are in the text and in the title; then of each: whose it is, how far it starts behind the last one's start, and how long it is. Actors
 * are told by their places in the article's list of entities (COLUMN_ENTITIES, without speakers), and that by how many others were named since: 0, and
 * which one, for one that was not named before; else one more than that. What was named before is mostly as long as it was then: a bit tells.
 */
enum { TEXT_ORDER = 6, TITLE_ORDER = 2, SINCE_ORDER = 0, STEP_ORDER = 6, LENGTH_ORDER = 4 };

/* Who was named, the last first, and behind them the others. */
struct recency {
    uint32_t *v;
    size_t n, named;
};

static struct recency recency_of(uint32_t *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        v[i] = (uint32_t)i;
    return (struct recency){ v, n, 0 };
}

/* Names the one at a place of the list. */
static uint32_t name_at(struct recency *r, size_t at)
{
    uint32_t who = r->v[at];
    memmove(r->v + 1, r->v, at * sizeof *r->v);
    r->v[0] = who;
    r->named += at >= r->named;
    return who;
}

static void put_whose(struct bit_writer *w, struct recency *r, uint32_t who)
{
    size_t at = 0;
    while (r->v[at] != who)
        at++;
    bits_put_number(w, at < r->named ? (uint32_t)at + 1 : 0, SINCE_ORDER);
    if (at >= r->named)
        bits_put(w, at - r->named, bits_for(r->n - r->named));
    name_at(r, at);
}

static bool take_whose(struct bit_reader *b, struct recency *r, uint32_t *ret)
{
    size_t since = bits_number(b, SINCE_ORDER);
    size_t at = since ? since - 1 : r->named + bits_take(b, bits_for(r->n - r->named));
    if (b->failed || at >= (since ? r->named : r->n))
        return false;
    *ret = name_at(r, at);
    return true;
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static uint32_t place_of(const uint32_t *list, size_t n, uint32_t number)
{
    const uint32_t *at = bsearch(&number, list, n, sizeof *list, by_number);
    return (uint32_t)(at - list);
}

static void put_mentions_of(struct bit_writer *w, struct recency *r, uint32_t *lengths, const uint32_t *places, const struct document *d, bool in_title)
{
    uint32_t last = 0;
    for (size_t i = 0; i < d->mention_count; i++) {
        const struct document_mention *m = &d->mentions[i];
        if (m->in_title != in_title)
            continue;
        uint32_t *usual = &lengths[places[m->actor]], length = m->end - m->start;
        put_whose(w, r, places[m->actor]);
        bits_put_number(w, m->start - last, STEP_ORDER);
        if (*usual)
            bits_put(w, length == *usual, 1);
        if (length != *usual || !*usual)
            bits_put_number(w, length, LENGTH_ORDER);
        *usual = length;
        last = m->start;
    }
}

void index_pack_mentions(const struct document *d, const uint32_t *numbers, struct strbuf *out)
{
    CLEANUP_FREE uint32_t *scratch = xcalloc(4 * d->entity_count + 1, sizeof *scratch);
    uint32_t *list = scratch, *places = list + d->entity_count, *order = places + d->entity_count, *lengths = order + d->entity_count;
    size_t n = 0, in_title = 0;
    for (size_t i = 0; i < d->entity_count; i++)
        if (!(numbers[i] & 1))
            list[n++] = numbers[i];
    qsort(list, n, sizeof *list, by_number);
    for (size_t i = 0; i < d->entity_count; i++)
        places[i] = place_of(list, n, numbers[i] & ~1u);
    for (size_t i = 0; i < d->mention_count; i++)
        in_title += d->mentions[i].in_title;
    struct bit_writer w = { .out = out };
    struct recency r = recency_of(order, n);
    bits_put_number(&w, (uint32_t)(d->mention_count - in_title), TEXT_ORDER);
    bits_put_number(&w, (uint32_t)in_title, TITLE_ORDER);
    put_mentions_of(&w, &r, lengths, places, d, false);
    put_mentions_of(&w, &r, lengths, places, d, true);
    bits_end(&w);
}

/* An article's entities but for those that are speakers: their numbers, ascending. */
static bool list_of(struct index *x, int64_t docid, struct arena *arena, uint32_t **ret, size_t *ret_n, struct error *err)
{
    size_t all, n = 0;
    *ret_n = 0;
    if (docid < 1 || docid > UINT32_MAX)
        return true;
    if (!column_entities_of(index_columns(x), (uint32_t)docid, arena, ret, &all, err))
        return false;
    for (size_t i = 0; i < all; i++)
        if (!((*ret)[i] >> 4 & 1))
            (*ret)[n++] = (*ret)[i] >> 4;
    *ret_n = n;
    return true;
}

size_t index_unpack_mentions(struct str data, const uint32_t *list, size_t list_n, struct arena *arena, struct index_mention **ret)
{
    struct bit_reader b = bit_reader_of(data);
    struct recency r = recency_of(arena_array(arena, uint32_t, list_n + 1), list_n);
    uint32_t *lengths = arena_zero(arena, (list_n + 1) * sizeof *lengths), at[2] = { 0, 0 };
    size_t in_text = bits_number(&b, TEXT_ORDER), all = in_text + bits_number(&b, TITLE_ORDER), n = 0;
    *ret = arena_array(arena, struct index_mention, data.n + 1);
    while (!b.failed && n < all && n < data.n) {    /* each takes a byte at least */
        bool in_title = n >= in_text;
        uint32_t who;
        if (!take_whose(&b, &r, &who))
            break;
        at[in_title] += bits_number(&b, STEP_ORDER);
        if (!lengths[who] || !bits_take(&b, 1))
            lengths[who] = bits_number(&b, LENGTH_ORDER);
        if (!b.failed)
            (*ret)[n++] = (struct index_mention){ at[in_title], at[in_title] + lengths[who], list[who], in_title };
    }
    return n;
}

/* The blob of an article's row in the arena's memory; empty where it has none. */
static bool read_row(struct index *x, const char *sql_literal, int64_t docid, struct arena *arena, struct str *ret, struct error *err)
{
    sqlite3_stmt *s = db_statement(index_db(x), sql_literal, err);
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, docid);
    int row = db_step(index_db(x), s, err);
    if (row < 0)
        return false;
    *ret = row ? arena_str(arena, db_text(s, 0)) : (struct str){ NULL, 0 };
    sqlite3_reset(s);
    return true;
}

bool index_mentions(struct index *x, int64_t docid, struct arena *arena, struct index_mention **ret, size_t *ret_n, struct error *err)
{
    struct str data;
    uint32_t *list = NULL;
    size_t n = 0;
    if (!read_row(x, "SELECT data FROM mention WHERE docid = ?1", docid, arena, &data, err) || (data.n && !list_of(x, docid, arena, &list, &n, err)))
        return false;
    *ret_n = index_unpack_mentions(data, list, n, arena, ret);
    return true;
}

/*
 * ---- quotations ----
 *
 * The lead's tokens; how many quotations there are in the text and in the title; then of each: its tokens, how many tokens stand between it and the last
 * one, what both take in bytes more than tokens mostly do, its speaker and confidence where they are others than the last one's, and where the speaker is
 * named: before it or behind it, how far from it and how long.
 */
enum { LEAD_ORDER = 6, QUOTES_ORDER = 2, TOKENS_ORDER = 4, GAP_ORDER = 4, OVER_ORDER = 4, SPEAKER_ORDER = 12, DOUBT_ORDER = 3, NEAR_ORDER = 4, NAME_ORDER = 3 };
enum { TOKEN_BYTES = 6, CERTAIN = 100 };

static uint32_t usual_bytes(uint32_t tokens)
{
    return tokens * TOKEN_BYTES;
}

static void put_place(struct bit_writer *w, const struct index_quote *q)
{
    bool place = q->speaker_start || q->speaker_end, behind = q->speaker_start >= q->end;
    bits_put(w, place, 1);
    if (!place)
        return;
    bits_put(w, behind, 1);
    bits_put_number(w, behind ? q->speaker_start - q->end : q->start - q->speaker_end, NEAR_ORDER);
    bits_put_number(w, q->speaker_end - q->speaker_start, NAME_ORDER);
}

void index_pack_quotes(const struct index_quote *quotes, size_t n, uint32_t lead, struct strbuf *out)
{
    struct bit_writer w = { .out = out };
    struct index_quote last = { 0 };
    size_t in_text = 0;
    while (in_text < n && !quotes[in_text].in_title)
        in_text++;
    bits_put_number(&w, lead, LEAD_ORDER);
    bits_put_number(&w, (uint32_t)in_text, QUOTES_ORDER);
    bits_put_number(&w, (uint32_t)(n - in_text), QUOTES_ORDER);
    for (size_t i = 0; i < n; i++) {
        const struct index_quote *q = &quotes[i];
        if (i == in_text)
            last.end = last.first_token = last.tokens = 0;
        uint32_t gap = q->first_token - (last.first_token + last.tokens);
        bits_put_number(&w, q->tokens, TOKENS_ORDER);
        bits_put_signed(&w, (int32_t)(q->end - q->start - usual_bytes(q->tokens)), OVER_ORDER);
        bits_put_number(&w, gap, GAP_ORDER);
        bits_put_signed(&w, (int32_t)(q->start - last.end - usual_bytes(gap)), OVER_ORDER);
        bits_put(&w, q->speaker == last.speaker, 1);
        if (q->speaker != last.speaker)
            bits_put_number(&w, q->speaker / 2, SPEAKER_ORDER);
        bits_put(&w, q->confidence == last.confidence, 1);
        if (q->confidence != last.confidence)
            bits_put_number(&w, (uint32_t)(CERTAIN - q->confidence), DOUBT_ORDER);
        put_place(&w, q);
        last = *q;
    }
    bits_end(&w);
}

static void take_place(struct bit_reader *b, struct index_quote *q)
{
    q->speaker_start = q->speaker_end = 0;
    if (!bits_take(b, 1))
        return;
    bool behind = bits_take(b, 1);
    uint32_t near = bits_number(b, NEAR_ORDER), length = bits_number(b, NAME_ORDER);
    q->speaker_start = behind ? q->end + near : q->start - near - length;
    q->speaker_end = q->speaker_start + length;
}

/* *q is the last one, and becomes the next. */
static void take_quote(struct bit_reader *b, struct index_quote *q)
{
    uint32_t last_end = q->end, last_tokens_end = q->first_token + q->tokens;
    q->tokens = bits_number(b, TOKENS_ORDER);
    uint32_t bytes = usual_bytes(q->tokens) + (uint32_t)bits_signed(b, OVER_ORDER), gap = bits_number(b, GAP_ORDER);
    q->first_token = last_tokens_end + gap;
    q->start = last_end + usual_bytes(gap) + (uint32_t)bits_signed(b, OVER_ORDER);
    q->end = q->start + bytes;
    if (!bits_take(b, 1))
        q->speaker = bits_number(b, SPEAKER_ORDER) * 2;
    if (!bits_take(b, 1))
        q->confidence = (uint8_t)(CERTAIN - bits_number(b, DOUBT_ORDER));
    take_place(b, q);
}

size_t index_unpack_quotes(struct str data, struct arena *arena, struct index_quote **ret, uint32_t *ret_lead)
{
    struct bit_reader b = bit_reader_of(data);
    struct index_quote q = { 0 };
    uint32_t lead = bits_number(&b, LEAD_ORDER);
    size_t in_text = bits_number(&b, QUOTES_ORDER), all = in_text + bits_number(&b, QUOTES_ORDER), n = 0;
    *ret = arena_array(arena, struct index_quote, data.n + 1);
    *ret_lead = b.failed ? 0 : lead;
    while (!b.failed && n < all && n < data.n) {    /* each takes more than a byte */
        if (n == in_text) {
            q.end = q.first_token = q.tokens = 0;
            q.in_title = true;
        }
        take_quote(&b, &q);
        if (!b.failed)
            (*ret)[n++] = q;
    }
    return n;
}

bool index_quotes(struct index *x, int64_t docid, struct arena *arena, struct index_quote **ret, size_t *ret_n, uint32_t *ret_lead, struct error *err)
{
    struct str data;
    if (!read_row(x, "SELECT data FROM quote WHERE docid = ?1", docid, arena, &data, err))
        return false;
    *ret_n = index_unpack_quotes(data, arena, ret, ret_lead);
    return true;
}
