/* A page for a person: titles, passages, bars; colour and links where the terminal has them. */
#include "query/present/emit.h"

#include <math.h>

enum { INDENT = 4, NAME_COLUMNS = 28, BAR_COLUMNS = 40 };

#define BOLD "\x1b[1m"
#define DIM "\x1b[2m"
#define MATCH "\x1b[1;33m"
#define PLAIN "\x1b[0m"

static const char *style(const struct emit *e, const char *code)
{
    return e->terminal.color ? code : "";
}

/* Words into lines of `width` columns behind an indent; `text` may hold colours, which take no columns. */
static void put_wrapped(struct str text, int width, struct strbuf *out)
{
    int column = 0;
    for (size_t i = 0; i < text.n;) {
        size_t end = i + str_find(str_slice(text, i, text.n), ' ');
        int columns = 0;
        for (size_t k = i; k < end;) { /* escape sequences of ours end in 'm' */
            if (text.p[k] == '\x1b') {
                while (k < end && text.p[k] != 'm')
                    k++;
                k++;
                continue;
            }
            size_t run = k;
            while (run < end && text.p[run] != '\x1b')
                run++;
            columns += terminal_columns(str_slice(text, k, run));
            k = run;
        }
        if (column && column + 1 + columns > width) {
            strbuf_byte(out, '\n');
            column = 0;
        }
        if (!column)
            strbuf_format(out, "%*s", INDENT, "");
        else
            strbuf_byte(out, ' ');
        column += columns + (column > 0);
        strbuf_str(out, str_slice(text, i, end));
        i = end + 1;
    }
    if (column)
        strbuf_byte(out, '\n');
}

static void put_title(const struct emit *e, const struct page_hit *h, struct strbuf *out)
{
    bool link = e->terminal.links &&
                (str_starts(h->url, STR("http://")) || str_starts(h->url, STR("https://")));
    if (link) {
        strbuf_string(out, "\x1b]8;;");
        for (size_t i = 0; i < h->url.n; i++) /* only what a URL may hold: nothing that ends the sequence */
            if (h->url.p[i] > ' ' && h->url.p[i] < 0x7F)
                strbuf_byte(out, h->url.p[i]);
        strbuf_string(out, "\x1b\\");
    }
    size_t at = 0;
    strbuf_string(out, style(e, BOLD));
    for (size_t i = 0; i < h->title_spans.n; i++) {
        struct span x = h->title_spans.v[i];
        terminal_clean(out, str_slice(h->title, at, x.start), false);
        strbuf_string(out, style(e, MATCH));
        terminal_clean(out, str_slice(h->title, x.start, x.end), false);
        strbuf_string(out, style(e, PLAIN BOLD));
        at = x.end;
    }
    if (h->title.n)
        terminal_clean(out, str_slice(h->title, at, h->title.n), false);
    else
        strbuf_string(out, "(untitled)");
    strbuf_string(out, style(e, PLAIN));
    if (link)
        strbuf_string(out, "\x1b]8;;\x1b\\");
    strbuf_byte(out, '\n');
}

static void put_facts(const struct emit *e, const struct page_hit *h, struct strbuf *out)
{
    char date[CIVIL_DATE_BYTES];
    civil_format_date(h->hit->date, date);
    strbuf_format(out, "%*s%s%s", INDENT, "", style(e, DIM), date[0] ? date : "undated");
    if (h->source.n) {
        strbuf_string(out, " · ");
        terminal_clean(out, h->source, false);
    }
    strbuf_format(out, " · %d words · #%u%s\n", h->words, h->hit->docid, style(e, PLAIN));
}

static void put_explained(const struct emit *e, const struct search_hit *h, struct strbuf *out)
{
    if (!h->parts || !h->part_count)
        return;
    strbuf_format(out, "%*s%s%.2f =", INDENT, "", style(e, DIM), (double)lround(h->score * 100) / 100);
    for (size_t i = 0; i < h->part_count; i++) {
        strbuf_format(out, "%s %.2f ", i ? " +" : "", (double)emit_part(h, i, 100) / 100);
        terminal_clean(out, h->parts[i].label, false);
    }
    strbuf_format(out, "%s\n", style(e, PLAIN));
}

static void put_hit(const struct emit *e, size_t i, struct strbuf *out)
{
    const struct page_hit *h = &e->page->hits[i];
    CLEANUP_STRBUF struct strbuf snippet = STRBUF_INIT;
    strbuf_format(out, "%*zu. ", INDENT - 2, e->request->offset + i + 1);
    put_title(e, h, out);
    put_facts(e, h, out);
    emit_snippet(&h->snippet, style(e, MATCH), style(e, PLAIN), &snippet);
    put_wrapped(strbuf_view(&snippet), e->terminal.width - INDENT, out);
    put_explained(e, h->hit, out);
    strbuf_byte(out, '\n');
}

/* A bar in eighths of a column. */
static void put_bar(double share, int columns, struct strbuf *out)
{
    static const char *const eighths[] = { "", "▏", "▎", "▍", "▌", "▋", "▊", "▉" };
    int n = (int)(share * columns * 8 + 0.5);
    if (share <= 0)
        return;
    strbuf_byte(out, ' ');
    for (int i = 0; i < n / 8; i++)
        strbuf_string(out, "█");
    strbuf_string(out, n == 0 ? eighths[1] : eighths[n % 8]);
}

static void put_padded(struct str text, int columns, struct strbuf *out)
{
    CLEANUP_STRBUF struct strbuf clean = STRBUF_INIT;
    terminal_clean(&clean, text, false);
    struct str fit = terminal_fit(strbuf_view(&clean), columns);
    strbuf_str(out, fit);
    strbuf_format(out, "%*s", columns - terminal_columns(fit), "");
}

static void put_facet(const struct emit *e, const struct facet *f, struct strbuf *out)
{
    uint64_t most = 1;
    strbuf_format(out, "%s%s%s", style(e, BOLD), facet_kind_name(f->kind), style(e, PLAIN));
    if (f->distinct > f->n)
        strbuf_format(out, " (%zu of %llu)", f->n, (unsigned long long)f->distinct);
    strbuf_byte(out, '\n');
    for (size_t i = 0; i < f->n; i++)
        most = f->values[i].count > most ? f->values[i].count : most;
    for (size_t i = 0; i < f->n; i++) {
        strbuf_string(out, "  ");
        put_padded(f->values[i].name, NAME_COLUMNS, out);
        strbuf_format(out, " %7llu", (unsigned long long)f->values[i].count);
        put_bar((double)f->values[i].count / (double)most, BAR_COLUMNS, out);
        strbuf_byte(out, '\n');
    }
    strbuf_byte(out, '\n');
}

static void put_timeline(const struct emit *e, struct strbuf *out)
{
    static const size_t date_bytes[] = { [BY_YEAR] = 4, [BY_MONTH] = 7, [BY_WEEK] = 10, [BY_DAY] = 10 };
    const struct search_result *r = e->result;
    int columns = e->terminal.width > 34 ? e->terminal.width - 24 : 10;
    uint64_t most = 1;
    for (size_t i = 0; i < r->bar_count; i++)
        most = r->timeline[i].count > most ? r->timeline[i].count : most;
    for (size_t i = 0; i < r->bar_count; i++) {
        char from[CIVIL_DATE_BYTES];
        civil_format_date(r->timeline[i].from, from);
        strbuf_format(out, "%.*s %7llu", (int)date_bytes[e->request->by], from,
                      (unsigned long long)r->timeline[i].count);
        put_bar((double)r->timeline[i].count / (double)most, columns, out);
        strbuf_byte(out, '\n');
    }
    if (r->undated)
        strbuf_format(out, "undated%*llu\n", (int)date_bytes[e->request->by] + 1,
                      (unsigned long long)r->undated);
    strbuf_byte(out, '\n');
}

void emit_text(const struct emit *e, struct strbuf *out)
{
    const struct search_result *r = e->result;
    bool said = false;
    for (size_t i = 0; i < e->page->n; i++) {
        if (e->page->hits[i].hit->relaxed && !said) {
            strbuf_string(
                out, r->total
                         ? "No more articles have all of these words; the following have most of them:\n\n"
                         : "No article has all of these words; the following have most of them:\n\n");
            said = true;
        }
        put_hit(e, i, out);
    }
    for (size_t i = 0; i < r->facet_count; i++)
        if (r->facets[i].n)
            put_facet(e, &r->facets[i], out);
    if (r->bar_count)
        put_timeline(e, out);
    if (e->page->n || r->total)
        strbuf_format(out, "%llu article%s", (unsigned long long)r->total, r->total == 1 ? "" : "s");
    if ((e->page->n || r->total) && e->terminal.is_tty)
        strbuf_format(out, " (%.1f ms)", r->took_ms);
    if (e->page->n || r->total)
        strbuf_byte(out, '\n');
}
