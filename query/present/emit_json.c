#include "engine/base/json_out.h"
#include "query/present/emit.h"

static void put_string_or_null(struct json_out *j, const char *key, struct str s)
{
    json_key(j, key);
    if (s.n)
        json_str(j, s);
    else
        json_null(j);
}

static void put_actors(const struct page_hit *h, struct json_out *j)
{
    json_key(j, "actors");
    json_begin(j, '[');
    for (size_t i = 0; i < h->actor_count; i++) {
        json_begin(j, '{');
        json_key_str(j, "id", h->actors[i].id);
        json_key_str(j, "name", h->actors[i].name);
        json_key_string(j, "kind", entity_kind_name(h->actors[i].kind));
        json_key(j, "salience");
        json_real(j, h->actors[i].salience / 15.0, 2);
        json_end(j, '}');
    }
    json_end(j, ']');
}

static void put_parts(const struct search_hit *h, struct json_out *j)
{
    if (!h->parts)
        return;
    json_key(j, "explain");
    json_begin(j, '[');
    for (size_t i = 0; i < h->part_count; i++) {
        json_begin(j, '{');
        json_key_str(j, "label", h->parts[i].label);
        json_key(j, "value");
        json_real(j, (double)emit_part(h, i, 10000) / 10000, 4);
        json_end(j, '}');
    }
    json_end(j, ']');
}

static void put_hit(const struct emit *e, size_t i, struct json_out *j)
{
    const struct page_hit *h = &e->page->hits[i];
    char date[CIVIL_DATE_BYTES];
    CLEANUP_STRBUF struct strbuf snippet = STRBUF_INIT;
    civil_format_date(h->hit->date, date);
    emit_snippet(&h->snippet, e->marks ? "**" : "", e->marks ? "**" : "", &snippet);
    json_begin(j, '{');
    if (e->query_id)
        json_key_string(j, "query", e->query_id);
    json_key_int(j, "rank", (int64_t)(e->request->offset + i + 1));
    json_key_int(j, "id", h->hit->docid);
    json_key(j, "score");
    json_real(j, h->hit->score, h->hit->parts ? 4 : 2);
    put_string_or_null(j, "date", str_of(date));
    json_key_str(j, "title", h->title);
    put_string_or_null(j, "source", h->source);
    put_string_or_null(j, "url", h->url);
    put_string_or_null(j, "lang", str_of(h->lang));
    json_key_int(j, "words", h->words);
    json_key_str(j, "snippet", strbuf_view(&snippet));
    put_actors(h, j);
    json_key(j, "duplicates");
    json_begin(j, '[');
    json_end(j, ']');
    if (h->hit->relaxed) {
        json_key(j, "relaxed");
        json_bool(j, true);
    }
    put_parts(h->hit, j);
    json_end(j, '}');
}

void emit_jsonl(const struct emit *e, struct strbuf *out)
{
    for (size_t i = 0; i < e->page->n; i++) {
        struct json_out j;
        json_init(&j, out);
        put_hit(e, i, &j);
        strbuf_byte(out, '\n');
    }
}

static void put_facets(const struct search_result *r, struct json_out *j)
{
    json_key(j, "facets");
    json_begin(j, '{');
    for (size_t i = 0; i < r->facet_count; i++) {
        json_key(j, facet_kind_name(r->facets[i].kind));
        json_begin(j, '[');
        for (size_t k = 0; k < r->facets[i].n; k++) {
            json_begin(j, '{');
            json_key_str(j, "id", r->facets[i].values[k].id);
            json_key_str(j, "name", r->facets[i].values[k].name);
            json_key_int(j, "count", (int64_t)r->facets[i].values[k].count);
            json_end(j, '}');
        }
        json_end(j, ']');
    }
    json_end(j, '}');
}

static void put_timeline(const struct search_result *r, struct json_out *j)
{
    json_key(j, "timeline");
    json_begin(j, '[');
    for (size_t i = 0; i < r->bar_count; i++) {
        char from[CIVIL_DATE_BYTES];
        civil_format_date(r->timeline[i].from, from);
        json_begin(j, '{');
        json_key_string(j, "from", from);
        json_key_int(j, "count", (int64_t)r->timeline[i].count);
        json_end(j, '}');
    }
    json_end(j, ']');
}

void emit_json(const struct emit *e, struct strbuf *out)
{
    const struct search_result *r = e->result;
    struct json_out j;
    json_init(&j, out);
    json_begin(&j, '{');
    json_key_int(&j, "schema", 1);
    json_key_string(&j, "query", e->request->text);
    json_key_int(&j, "total", (int64_t)r->total);
    json_key(&j, "relaxed");
    json_bool(&j, r->relaxed);
    json_key(&j, "took_ms");
    json_real(&j, r->took_ms, 2);
    json_key(&j, "hits");
    json_begin(&j, '[');
    for (size_t i = 0; i < e->page->n; i++)
        put_hit(e, i, &j);
    json_end(&j, ']');
    put_facets(r, &j);
    put_timeline(r, &j);
    json_key(&j, "notes");
    json_begin(&j, '[');
    for (size_t i = 0; i < r->note_count; i++)
        json_str(&j, r->notes[i]);
    json_end(&j, ']');
    json_end(&j, '}');
    strbuf_byte(out, '\n');
}
