#include "query/present/emit.h"

#include <math.h>

static const struct emit_format formats[] = {
    { "text", emit_text, .articles = true, .snippets = true, .total = true },
    { "jsonl", emit_jsonl, .articles = true, .snippets = true, .actors = true },
    { "json", emit_json, .articles = true, .snippets = true, .actors = true, .total = true },
    { "csv", emit_csv, .articles = true, .snippets = true },
    { "ids", emit_ids },
    { "trec", emit_trec, .articles = true },
};

const struct emit_format *emit_format_of(const char *name)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (strcmp(formats[i].name, name) == 0)
            return &formats[i];
    return NULL;
}

void emit_snippet(const struct snippet *s, const char *open, const char *close, struct strbuf *out)
{
    size_t at = 0;
    if (s->cut_before)
        strbuf_string(out, "… ");
    for (size_t i = 0; i < s->spans.n; i++) {
        terminal_clean(out, str_slice(s->text, at, s->spans.v[i].start), false);
        strbuf_string(out, open);
        terminal_clean(out, str_slice(s->text, s->spans.v[i].start, s->spans.v[i].end), false);
        strbuf_string(out, close);
        at = s->spans.v[i].end;
    }
    terminal_clean(out, str_slice(s->text, at, s->text.n), false);
    if (s->cut_after)
        strbuf_string(out, " …");
}

long emit_part(const struct search_hit *h, size_t i, long scale)
{
    long left = lround(h->score * (double)scale);
    size_t largest = 0;
    for (size_t k = 0; k < h->part_count; k++) {
        left -= lround(h->parts[k].value * (double)scale);
        if (h->parts[k].value > h->parts[largest].value)
            largest = k;
    }
    return lround(h->parts[i].value * (double)scale) + (i == largest ? left : 0);
}

static void raw(struct terminal terminal, struct str s, struct strbuf *out)
{
    if (terminal.is_tty)
        terminal_clean(out, s, false);
    else
        strbuf_str(out, s);
}

void emit_raw(const struct emit *e, struct str s, struct strbuf *out)
{
    raw(e->terminal, s, out);
}

void emit_ids(const struct emit *e, struct strbuf *out)
{
    for (size_t i = 0; i < e->page->n; i++) {
        if (e->query_id) {
            emit_raw(e, str_of(e->query_id), out);
            strbuf_byte(out, '\t');
        }
        strbuf_format(out, "%u\n", e->page->hits[i].hit->docid);
    }
}

/* The columns of a TREC run are apart by white space: ids must not hold any. */
static void put_column(const struct emit *e, struct str s, struct strbuf *out)
{
    size_t from = out->n;
    emit_raw(e, s, out);
    for (size_t i = from; i < out->n; i++)
        if ((unsigned char)out->p[i] <= ' ')
            out->p[i] = '_';
    strbuf_byte(out, ' ');
}

void emit_trec(const struct emit *e, struct strbuf *out)
{
    for (size_t i = 0; i < e->page->n; i++) {
        const struct page_hit *h = &e->page->hits[i];
        put_column(e, str_of(e->query_id ? e->query_id : "1"), out);
        strbuf_string(out, "Q0 ");
        if (h->id.n)
            put_column(e, h->id, out);
        else
            strbuf_format(out, "%u ", h->hit->docid);
        strbuf_format(out, "%zu %.4f caucus\n", e->request->offset + i + 1, h->hit->score);
    }
}

/* ---- CSV: RFC 4180 ---- */

void emit_cell(struct terminal terminal, struct str s, bool last, struct strbuf *out)
{
    bool quote = false;
    for (size_t i = 0; i < s.n; i++)
        quote = quote || (s.p[i] && strchr(",\"\r\n", s.p[i]));
    strbuf_string(out, quote ? "\"" : "");
    for (size_t from = 0; from < s.n;) {
        size_t to = from + str_find(str_slice(s, from, s.n), '"');
        raw(terminal, str_slice(s, from, to), out);
        strbuf_string(out, to < s.n ? "\"\"" : "");
        from = to + 1;
    }
    strbuf_string(out, quote ? "\"" : "");
    strbuf_string(out, last ? "\r\n" : ",");
}

void emit_csv(const struct emit *e, struct strbuf *out)
{
    strbuf_string(out, "rank,id,score,date,title,source,url,lang,words,snippet\r\n");
    for (size_t i = 0; i < e->page->n; i++) {
        const struct page_hit *h = &e->page->hits[i];
        char date[CIVIL_DATE_BYTES];
        CLEANUP_STRBUF struct strbuf snippet = STRBUF_INIT;
        civil_format_date(h->hit->date, date);
        emit_snippet(&h->snippet, "", "", &snippet);
        strbuf_format(out, "%zu,%u,%.2f,%s,", e->request->offset + i + 1, h->hit->docid, h->hit->score, date);
        emit_cell(e->terminal, h->title, false, out);
        emit_cell(e->terminal, h->source, false, out);
        emit_cell(e->terminal, h->url, false, out);
        strbuf_format(out, "%s,%d,", h->lang, h->words);
        emit_cell(e->terminal, strbuf_view(&snippet), true, out);
    }
}
