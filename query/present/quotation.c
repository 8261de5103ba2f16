#include "query/present/quotation.h"

#include "engine/base/hash.h"
#include "engine/base/json_out.h"
#include "engine/base/memory.h"
#include "engine/base/strmap.h"
#include "engine/store/archive.h"
#include "query/present/emit.h"
#include "query/present/marker.h"
#include "query/present/page.h"

#include <stdlib.h>
#include <string.h>

struct finding {
    struct searcher *s;
    const struct search_result *result;
    const struct quotation_options *how;
    struct arena *arena;
    struct marker *marker;
    struct quotation *v;
    size_t n, capacity;
    struct strmap seen;         /* texts, folded; by number the place in v */
    size_t *place_of;
    size_t place_capacity;
};

static bool is_asked_for(const struct plan_marks *marks, struct str speaker)
{
    for (size_t i = 0; i < marks->speaker_count; i++)
        if (str_equal(marks->speakers[i], speaker))
            return true;
    return marks->speaker_count == 0;
}

/* Whether it has a word that was asked for, or none was. */
static bool has_words(struct finding *f, struct str text, const char *lang)
{
    const struct plan_marks *marks = &f->result->marks;
    if (!marks->term_count && !marks->phrase_count)
        return true;
    return marker_find(f->marker, text, lang, NULL, 0, f->arena).n > 0;
}

/* Letters and digits alone: the same words with other marks and spaces are the same quotation. */
static struct str folded(struct finding *f, struct str text)
{
    char *out = arena_alloc(f->arena, text.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c >= 'A' && c <= 'Z')
            out[n++] = (char)(c + 32);
        else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80)
            out[n++] = (char)c;
    }
    return (struct str){ out, n };
}

static bool is_known(struct finding *f, const struct quotation *q)
{
    bool is_new;
    uint32_t number = strmap_intern(&f->seen, folded(f, q->text), &is_new);
    if (is_new) {
        GROW(f->place_of, number, f->place_capacity);
        f->place_of[number] = f->n;
        return false;
    }
    struct quotation *first = &f->v[f->place_of[number]];
    size_t carried = first->carried + (first->docid != q->docid);
    if (q->date != CIVIL_NONE && q->date < first->date)     /* the earliest stands for all */
        *first = *q;
    first->carried = carried;
    return true;
}

static bool add(struct finding *f, const struct search_hit *hit, const struct archive_article *a, const struct index_quote *q, const char *lang,
                struct error *err)
{
    struct index_entity speaker = { 0 };
    struct str whole = q->in_title ? a->title : a->text;
    if (q->end > whole.n || q->start >= q->end || q->speaker_end > whole.n)
        return true;        /* of another version of the text */
    if (q->speaker && !index_entity(searcher_index(f->s), q->speaker, f->arena, &speaker, err))
        return false;
    struct str text = str_slice(whole, q->start, q->end);
    if (!is_asked_for(&f->result->marks, speaker.id) || !has_words(f, text, lang))
        return true;
    struct str words = q->speaker_start < q->speaker_end ? str_slice(whole, q->speaker_start, q->speaker_end) : (struct str){ NULL, 0 };
    struct quotation found = { text, speaker.id, speaker.number ? speaker.name : words, q->confidence, hit->docid, hit->date, a->title, a->source, 1 };
    if (f->how->collapse && is_known(f, &found))
        return true;
    if (f->n == f->how->limit)
        return true;        /* goes on to count who else carries those */
    GROW(f->v, f->n, f->capacity);
    f->v[f->n++] = found;
    return true;
}

static bool find_in(struct finding *f, const struct search_hit *hit, struct error *err)
{
    struct index_quote *quotes;
    struct archive_article article;
    char lang[4];
    size_t n;
    uint32_t lead;
    if (!index_quotes(searcher_index(f->s), hit->docid, f->arena, &quotes, &n, &lead, err))
        return false;
    if (!n)
        return true;
    if (!archive_get(searcher_archive(f->s), hit->docid, true, f->arena, &article, err) || !page_lang(searcher_index(f->s), hit->docid, lang, err))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!add(f, hit, &article, &quotes[i], lang, err))
            return false;
    return true;
}

bool quotations_find(struct searcher *s, const struct search_result *result, const struct quotation_options *how, struct arena *arena,
                     struct quotations *ret, struct error *err)
{
    struct finding f = { .s = s, .result = result, .how = how, .arena = arena, .seen = STRMAP_INIT, .marker = marker_new(searcher_analyser(s), &result->marks) };
    bool ok = marker_narrow(f.marker, searcher_index(s), err);
    for (size_t i = 0; ok && i < result->hit_count && f.n < how->limit; i++)
        ok = find_in(&f, &result->hits[i], err);
    ret->v = arena_array(arena, struct quotation, f.n + 1);
    if (f.n)
        memcpy(ret->v, f.v, f.n * sizeof *f.v);
    ret->n = f.n;
    marker_free(f.marker);
    strmap_release(&f.seen);
    free(f.place_of);
    free(f.v);
    return ok;
}

/* ---- printing ---- */

enum quotation_format quotation_format_of(const char *name)
{
    return strcmp(name, "jsonl") == 0 ? QUOTATION_JSONL : strcmp(name, "csv") == 0 ? QUOTATION_CSV : QUOTATION_TEXT;
}

static void put_text(const struct quotation *q, struct terminal terminal, struct strbuf *out)
{
    char date[CIVIL_DATE_BYTES];
    civil_format_date(q->date, date);
    strbuf_format(out, "%-10s  ", date[0] ? date : "undated");
    if (terminal.color)
        strbuf_string(out, "\x1b[1m");
    terminal_clean(out, q->speaker.n ? q->speaker : STR("?"), false);
    if (terminal.color)
        strbuf_string(out, "\x1b[0m");
    strbuf_string(out, ": \"");
    terminal_clean(out, q->text, false);
    strbuf_format(out, "\"  #%u", q->docid);
    if (q->carried > 1)
        strbuf_format(out, " (and %zu more)", q->carried - 1);
    strbuf_byte(out, '\n');
}

static void put_json(const struct quotation *q, struct strbuf *out)
{
    struct json_out j;
    char date[CIVIL_DATE_BYTES];
    civil_format_date(q->date, date);
    json_init(&j, out);
    json_begin(&j, '{');
    json_key_string(&j, "date", date[0] ? date : NULL);
    json_key(&j, "speaker");
    if (q->speaker.n) {
        json_begin(&j, '{');
        json_key(&j, "id");
        if (q->speaker_id.n)
            json_str(&j, q->speaker_id);
        else
            json_null(&j);
        json_key_str(&j, "name", q->speaker);
        json_end(&j, '}');
    } else {
        json_null(&j);
    }
    json_key_str(&j, "text", q->text);
    json_key_int(&j, "id", q->docid);
    json_key_str(&j, "title", q->title);
    json_key_str(&j, "source", q->source);
    json_key_int(&j, "articles", (int64_t)q->carried);
    json_key(&j, "confidence");
    json_real(&j, q->confidence / 100.0, 2);
    json_end(&j, '}');
    strbuf_byte(out, '\n');
}

static void put_csv(const struct quotation *q, struct terminal terminal, struct strbuf *out)
{
    char date[CIVIL_DATE_BYTES];
    civil_format_date(q->date, date);
    struct str cells[] = { str_of(date), q->speaker_id, q->speaker, q->text };
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        emit_cell(terminal, cells[i], false, out);
    strbuf_format(out, "%u,%zu\r\n", q->docid, q->carried);
}

void quotations_put(const struct quotations *all, enum quotation_format format, struct terminal terminal, struct strbuf *out)
{
    if (format == QUOTATION_CSV)
        strbuf_string(out, "date,speaker_id,speaker,text,id,articles\r\n");
    for (size_t i = 0; i < all->n; i++)
        if (format == QUOTATION_JSONL)
            put_json(&all->v[i], out);
        else if (format == QUOTATION_CSV)
            put_csv(&all->v[i], terminal, out);
        else
            put_text(&all->v[i], terminal, out);
}
