#include "query/alerts/alert_text.h"

#include "engine/base/json_out.h"
#include "engine/base/terminal.h"
#include "query/present/emit.h"

#include <ctype.h>

/* ---- text ---- */

void alert_put_text(const struct alert_news *news, struct strbuf *out)
{
    terminal_clean(out, news->alert->name, false);
    strbuf_format(out, ": %zu new (", news->n);
    terminal_clean(out, news->alert->query, false);
    strbuf_string(out, ")\n");
    for (size_t i = 0; i < news->n; i++) {
        const struct alert_item *x = &news->items[i];
        char date[CIVIL_DATE_BYTES];
        civil_format_date(x->hit->hit->date, date);
        strbuf_format(out, "  #%u  %s  ", x->hit->hit->docid, *date ? date : "undated");
        terminal_clean(out, x->hit->title.n ? x->hit->title : STR("(untitled)"), false);
        if (x->hit->source.n) {
            strbuf_string(out, " (");
            terminal_clean(out, x->hit->source, false);
            strbuf_byte(out, ')');
        }
        if (x->supersedes)
            strbuf_format(out, " [a new version of #%lld]", (long long)x->supersedes);
        strbuf_byte(out, '\n');
        if (x->hit->url.n) {
            strbuf_string(out, "      ");
            terminal_clean(out, x->hit->url, false);
            strbuf_byte(out, '\n');
        }
    }
}

/* ---- JSON Lines ---- */

static void put_string_or_null(struct json_out *j, const char *key, struct str s)
{
    json_key(j, key);
    if (s.n)
        json_str(j, s);
    else
        json_null(j);
}

void alert_put_jsonl(const struct alert_news *news, struct strbuf *out)
{
    for (size_t i = 0; i < news->n; i++) {
        const struct alert_item *x = &news->items[i];
        char date[CIVIL_DATE_BYTES];
        CLEANUP_STRBUF struct strbuf snippet = STRBUF_INIT;
        struct json_out j;
        civil_format_date(x->hit->hit->date, date);
        emit_snippet(&x->hit->snippet, "", "", &snippet);
        json_init(&j, out);
        json_begin(&j, '{');
        json_key_str(&j, "alert", news->alert->name);
        json_key_int(&j, "id", x->hit->hit->docid);
        put_string_or_null(&j, "date", str_of(date));
        json_key_str(&j, "title", x->hit->title);
        put_string_or_null(&j, "source", x->hit->source);
        put_string_or_null(&j, "url", x->hit->url);
        put_string_or_null(&j, "lang", str_of(x->hit->lang));
        json_key_str(&j, "snippet", strbuf_view(&snippet));
        json_key(&j, "supersedes");
        if (x->supersedes)
            json_int(&j, x->supersedes);
        else
            json_null(&j);
        json_end(&j, '}');
        strbuf_byte(out, '\n');
    }
}

/* ---- Atom ---- */

/* Text as XML 1.0 may hold it: no controls, no U+FFFE and U+FFFF, no markup. */
static void put_xml(struct strbuf *out, struct str s)
{
    CLEANUP_STRBUF struct strbuf clean = STRBUF_INIT;
    terminal_clean(&clean, s, false);
    for (size_t i = 0; i < clean.n; i++) {
        const char *p = clean.p + i;
        if (strncmp(p, "\xEF\xBF\xBE", 3) == 0 || strncmp(p, "\xEF\xBF\xBF", 3) == 0)
            i += 2;
        else if (*p == '&')
            strbuf_string(out, "&amp;");
        else if (*p == '<')
            strbuf_string(out, "&lt;");
        else if (*p == '>')
            strbuf_string(out, "&gt;");
        else if (*p == '"')
            strbuf_string(out, "&quot;");
        else
            strbuf_byte(out, *p);
    }
}

static void put_element(struct strbuf *out, const char *name, struct str text)
{
    strbuf_format(out, "<%s>", name);
    put_xml(out, text);
    strbuf_format(out, "</%s>\n", name);
}

static void put_time(struct strbuf *out, const char *name, int32_t minutes)
{
    char time[CIVIL_TIME_BYTES];
    civil_format_time(minutes, time);
    /* "2022-02-23T15:04Z": RFC 3339 wants seconds. */
    size_t n = strlen(time);
    if (n)
        strbuf_format(out, "<%s>%.*s:00Z</%s>\n", name, (int)n - 1, time, name);
}

/* A UUID of version 8 (RFC 9562) of what names a thing. */
static void put_id(struct strbuf *out, struct str kind, struct str name)
{
    const struct str parts[] = { kind, name };
    struct digest d = digest_of(parts, 2);
    d.bytes[6] = (uint8_t)((d.bytes[6] & 0x0F) | 0x80);
    d.bytes[8] = (uint8_t)((d.bytes[8] & 0x3F) | 0x80);
    strbuf_string(out, "<id>urn:uuid:");
    for (int i = 0; i < 16; i++)
        strbuf_format(out, "%s%02x", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "", d.bytes[i]);
    strbuf_string(out, "</id>\n");
}

static bool is_web(struct str url)
{
    return str_starts(url, STR("http://")) || str_starts(url, STR("https://"));
}

/* Only what a URI may hold: others would make the feed invalid. */
static void put_link(struct strbuf *out, struct str url)
{
    strbuf_string(out, "<link href=\"");
    for (size_t i = 0; i < url.n; i++) {
        unsigned char c = (unsigned char)url.p[i];
        bool escape = c == '%' && i + 2 < url.n && isxdigit((unsigned char)url.p[i + 1]) && isxdigit((unsigned char)url.p[i + 2]);
        if (c <= ' ' || c >= 0x7F || (c == '%' && !escape) || strchr("\"<>\\^`{|}", c))
            strbuf_format(out, "%%%02X", c);
        else
            strbuf_string(out, c == '&' ? "&amp;" : (char[]){ (char)c, '\0' });
    }
    strbuf_string(out, "\"/>\n");
}

static void put_entry(struct strbuf *out, const struct alert_item *x)
{
    CLEANUP_STRBUF struct strbuf snippet = STRBUF_INIT;
    emit_snippet(&x->hit->snippet, "", "", &snippet);
    strbuf_string(out, "<entry>\n");
    put_id(out, STR("article"), x->key);
    put_element(out, "title", x->hit->title.n ? x->hit->title : STR("(untitled)"));
    put_time(out, "updated", x->seen);
    if (x->hit->hit->date != CIVIL_NONE)
        put_time(out, "published", x->hit->hit->date);
    strbuf_string(out, "<author>");
    put_element(out, "name", x->hit->source.n ? x->hit->source : STR("unknown"));
    strbuf_string(out, "</author>\n");
    bool linked = is_web(x->hit->url);
    if (linked)
        put_link(out, x->hit->url);
    if (x->supersedes)
        strbuf_string(out, "<category term=\"new-version\" label=\"a new version of a known article\"/>\n");
    put_element(out, linked ? "summary" : "content", strbuf_view(&snippet));     /* RFC 4287, 4.1.2: one of a link and content */
    strbuf_string(out, "</entry>\n");
}

void alert_put_atom(const struct alert_news *news, struct strbuf *out)
{
    int32_t updated = 0;
    for (size_t i = 0; i < news->n; i++)
        if (news->items[i].seen > updated)
            updated = news->items[i].seen;
    strbuf_string(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
    put_id(out, STR("alert"), news->alert->name);
    put_element(out, "title", news->alert->name);
    put_element(out, "subtitle", news->alert->query);
    put_time(out, "updated", updated);
    strbuf_string(out, "<generator>caucus</generator>\n");
    for (size_t i = news->n; i-- > 0;)
        put_entry(out, &news->items[i]);
    strbuf_string(out, "</feed>\n");
}
