#include "query/present/emit.h"

static const struct emit_format formats[] = {
    { "text", emit_text, true, true },
    { "jsonl", emit_jsonl, true, true },
    { "json", emit_json, true, true },
    { "csv", emit_csv, true, true },
    { "ids", emit_ids, false, false },
    { "trec", emit_trec, true, false },
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

void emit_ids(const struct emit *e, struct strbuf *out)
{
    for (size_t i = 0; i < e->page->n; i++)
        strbuf_format(out, "%u\n", e->page->hits[i].hit->docid);
}

/* The columns of a TREC run are apart by white space: ids must not hold any. */
void emit_trec(const struct emit *e, struct strbuf *out)
{
    for (size_t i = 0; i < e->page->n; i++) {
        const struct page_hit *h = &e->page->hits[i];
        strbuf_format(out, "%s Q0 ", e->query_id);
        for (size_t k = 0; k < h->id.n; k++)
            strbuf_byte(out, (unsigned char)h->id.p[k] <= ' ' ? '_' : h->id.p[k]);
        if (!h->id.n)
            strbuf_format(out, "%u", h->hit->docid);
        strbuf_format(out, " %zu %.4f caucus\n", e->request->offset + i + 1, h->hit->score);
    }
}

/* ---- CSV: RFC 4180 ---- */

static void put_cell(struct strbuf *out, struct str s, bool last)
{
    bool quote = false;
    for (size_t i = 0; i < s.n; i++)
        quote = quote || strchr(",\"\r\n", s.p[i]);
    if (quote)
        strbuf_byte(out, '"');
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"')
            strbuf_byte(out, '"');
        strbuf_byte(out, s.p[i]);
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
        put_cell(out, h->title, false);
        put_cell(out, h->source, false);
        put_cell(out, h->url, false);
        strbuf_format(out, "%s,%d,", h->lang, h->words);
        put_cell(out, strbuf_view(&snippet), true);
    }
}
