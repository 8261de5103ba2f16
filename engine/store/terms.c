#include "engine/store/terms.h"

#include "engine/base/hash.h"
#include "engine/base/utf8.h"

static const char kind_letter[] = {
    [TERM_ACTOR] = 'a', [TERM_SPEAKER] = 'q', [TERM_ROLE] = 'r', [TERM_SOURCE] = 's', [TERM_SOURCE_COUNTRY] = 'c', [TERM_AUTHOR] = 'u',
    [TERM_TOPIC] = 't', [TERM_LANG] = 'l', [TERM_URL] = 'w',    [TERM_ID] = 'i',
};

enum { RUN_WORDS = 6, RUN_WORDS_ALL = 24 };

void term_facet(struct strbuf *out, enum term_kind kind, struct str value)
{
    const char prefix[] = { ':', kind_letter[kind], '/' };
    size_t n = value.n <= TERM_VALUE_MAX ? value.n : utf8_start(value, TERM_VALUE_MAX);
    strbuf_bytes(out, prefix, sizeof prefix);
    strbuf_bytes(out, value.p, n);
    for (char *p = out->p + out->n - n, *end = out->p + out->n; p < end; p++)
        if ((unsigned char)*p <= ' ' || *p == 0x7F || *p == '|')
            *p = '_';
    if (n < value.n)
        strbuf_format(out, "_%016llx", (unsigned long long)hash_bytes(value.p, value.n));
}

void term_role(struct strbuf *out, struct str office, struct str of)
{
    CLEANUP_STRBUF struct strbuf value = STRBUF_INIT;
    if (!of.n) {
        term_facet(out, TERM_ROLE, office);
        return;
    }
    strbuf_str(&value, office);
    strbuf_byte(&value, '@');
    strbuf_str(&value, of);
    term_facet(out, TERM_ROLE, strbuf_view(&value));
}

static void visit_term(struct strbuf *term, enum term_kind kind, struct str value, void (*visit)(void *ctx, struct str term), void *ctx)
{
    strbuf_clear(term);
    term_facet(term, kind, value);
    visit(ctx, strbuf_view(term));
}

void term_sources(struct str source, void (*visit)(void *ctx, struct str term), void *ctx)
{
    CLEANUP_STRBUF struct strbuf term = STRBUF_INIT;
    if (str_starts(source, STR("www.")))
        source = str_slice(source, 4, source.n);
    if (!source.n)
        return;
    visit_term(&term, TERM_SOURCE, source, visit, ctx);
    if (str_find(source, ' ') < source.n)
        return;     /* a name, not a host */
    for (size_t dot; (dot = str_find(source, '.')) + 1 < source.n;) {
        source = str_slice(source, dot + 1, source.n);
        visit_term(&term, TERM_SOURCE, source, visit, ctx);
    }
}

void term_runs(enum term_kind kind, struct str folded, void (*visit)(void *ctx, struct str term), void *ctx)
{
    CLEANUP_STRBUF struct strbuf term = STRBUF_INIT;
    struct str words[RUN_WORDS_ALL];
    size_t n = 0;
    for (size_t i = 0; i < folded.n && n < RUN_WORDS_ALL;) {
        size_t space = i + str_find(str_slice(folded, i, folded.n), ' ');
        if (space > i)
            words[n++] = str_slice(folded, i, space);
        i = space + 1;
    }
    for (size_t from = 0; from < n; from++)
        for (size_t to = from; to < n && to < from + RUN_WORDS; to++)
            visit_term(&term, kind, (struct str){ words[from].p, (size_t)(words[to].p + words[to].n - words[from].p) }, visit, ctx);
    if (n > RUN_WORDS)
        visit_term(&term, kind, folded, visit, ctx);
}

void term_url_normal(struct strbuf *out, struct str url)
{
    size_t colon = str_find(url, ':');
    if (colon + 2 < url.n && url.p[colon + 1] == '/' && url.p[colon + 2] == '/')
        url = str_slice(url, colon + 3, url.n);
    url = str_slice(url, 0, str_find(url, '#'));
    size_t host = str_find(url, '/');
    if (host > 4 && strncmp(url.p, "www.", 4) == 0) {
        url = str_slice(url, 4, url.n);
        host -= 4;
    }
    while (url.n && url.p[url.n - 1] == '/')
        url.n--;
    for (size_t i = 0; i < url.n; i++) {
        char c = url.p[i];
        strbuf_byte(out, i < host && c >= 'A' && c <= 'Z' ? (char)(c + 32) : c);
    }
}
