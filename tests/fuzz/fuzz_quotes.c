/*
 * Who is mentioned in an article and who says what: mentions and quotations stand in the text, between whole characters, in its order; actors that they
 * name are there; the same article gives the same again. The first byte is the language, a line of its own the title.
 */
#include "engine/base/utf8.h"
#include "indexer/builtin_names.h"
#include "indexer/gazetteer.h"
#include "indexer/quotes.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void require(bool holds)
{
    if (!holds)
        abort();
}

struct reading {
    struct analyser *analyser;
    struct enricher *enricher;
    struct quoter *quoter;
    struct arena arena;
    struct token_list title, text;
    struct enriched found;
    struct quotes quotes, title_quotes;
};

static bool is_span(struct str text, uint32_t start, uint32_t end)
{
    return start <= end && end <= text.n && utf8_start(text, start) == start && (end == text.n || utf8_start(text, end) == end);
}

static void check_mentions(const struct reading *r, struct str title, struct str text)
{
    for (size_t i = 0; i < r->found.mention_count; i++) {
        const struct mention *m = &r->found.mentions[i];
        require(m->actor < r->found.actor_count && m->confidence <= 100);
        require(m->start < m->end && is_span(m->part == PART_TEXT ? text : title, m->start, m->end));
        if (i > 0 && m[-1].part == m->part)
            require(m[-1].start <= m->start);
    }
}

static void check_quotes(const struct reading *r, const struct quotes *quotes, struct str text)
{
    for (size_t i = 0; i < quotes->n; i++) {
        const struct quote *q = &quotes->v[i];
        require(is_span(text, q->start, q->end) && is_span(text, q->speaker_start, q->speaker_end) && q->confidence <= 100);
        require(q->actor == QUOTE_NO_ACTOR || q->actor < r->found.actor_count);
        require(q->speaker != SPEAKER_ACTOR || q->actor != QUOTE_NO_ACTOR);
        require(utf8_valid(q->name) && utf8_valid(q->cue));
        if (i > 0)
            require(q[-1].start <= q->start);
    }
}

static void read_article(struct reading *r, struct str title, struct str text, const char *lang)
{
    arena_reset(&r->arena);
    r->title.n = r->text.n = 0;
    analyser_run(r->analyser, title, lang, &r->title);
    analyser_run(r->analyser, text, lang, &r->text);
    struct enrich_input in = { title, text, &r->title, &r->text, lang, civil_days(2015, 6, 1) * CIVIL_DAY_MINUTES };
    enrich(r->enricher, &in, &r->arena, &r->found);
    r->quotes = quotes_find(r->quoter, &in, &r->found, &r->arena);
    r->title_quotes = quotes_find_in_title(r->quoter, &in, &r->found, &r->quotes, &r->arena);
    check_mentions(r, title, text);
    check_quotes(r, &r->quotes, text);
    check_quotes(r, &r->title_quotes, title);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static const char *const langs[] = { "en", "de", "fr", "es", "ru", "hy", "tr", "pl", "" };
    static struct gazetteer *gazetteer;
    static struct reading r = { .arena = ARENA_INIT };     /* kept, as a worker keeps it: making one takes longer than an article */
    enum { STRINGS_MAX = 10000 };
    CLEANUP_STRBUF struct strbuf whole = STRBUF_INIT;
    if (!gazetteer) {
        require(gazetteer_open(builtin_names(), &gazetteer));
        r.analyser = analyser_new();
        r.enricher = enricher_new(gazetteer, r.analyser);
        r.quoter = quoter_new(r.analyser);
    }
    if (n < 1)
        return 0;
    if (analyser_forget(r.analyser, STRINGS_MAX)) {
        enricher_forget(r.enricher);
        quoter_forget(r.quoter);
    }
    utf8_repair(&whole, (struct str){ (const char *)data + 1, n - 1 });
    struct str title = str_slice(strbuf_view(&whole), 0, str_find(strbuf_view(&whole), '\n'));
    struct str text = str_slice(strbuf_view(&whole), title.n < whole.n ? title.n + 1 : title.n, whole.n);
    const char *lang = langs[data[0] % (sizeof langs / sizeof *langs)];
    read_article(&r, title, text, lang);
    size_t quotes = r.quotes.n, mentions = r.found.mention_count;
    read_article(&r, title, text, lang);
    require(r.quotes.n == quotes && r.found.mention_count == mentions);
    return 0;
}
