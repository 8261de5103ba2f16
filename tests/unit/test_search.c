/* A thousand random questions: the same page, to the bit, however postings are read; explained sums; and no hit lost by looking for the first few only. */
#include "query/execute/search.h"

#include "small_news.h"

#include <math.h>

enum { ARTICLES = 600, REVISED = 25, QUERIES = 1000, TEXT_MAX = 1200 };

static uint32_t state = 11;

static uint32_t random_below(uint32_t n)
{
    state = state * 1664525u + 1013904223u;
    return (uint32_t)((uint64_t)(state >> 4) * n >> 28);
}

static const char *const words[] = {
    "the", "vote", "votes", "treaty", "minister", "senate", "war", "peace", "oil", "law", "court", "border", "summit", "élan", "elan", "naïve", "talks", "tariff",
};

/* The commoner the earlier. */
static const char *word(void)
{
    return words[random_below(1 + random_below(COUNT(words)))];
}

static struct small_news news;
static struct news_article articles[ARTICLES];
static char texts[ARTICLES][TEXT_MAX], titles[ARTICLES][200], ids[ARTICLES][16], dates[ARTICLES][40];

static void make_articles(void)
{
    static const char *const sources[] = { "herald.example", "news.herald.example", "courier.example", "" };
    for (int i = 0; i < ARTICLES; i++) {
        size_t n = 0;
        titles[i][0] = '\0';
        for (uint32_t k = random_below(5); k > 0; k--)
            snprintf(titles[i] + strlen(titles[i]), sizeof titles[i] - strlen(titles[i]), "%s ", word());
        for (uint32_t k = 1 + random_below(random_below(8) ? 60 : 150); k > 0 && n + 12 < TEXT_MAX; k--)
            n += (size_t)snprintf(texts[i] + n, TEXT_MAX - n, "%s%s", word(), random_below(12) ? " " : random_below(3) ? ". " : ".\n\n");
        snprintf(ids[i], sizeof ids[i], "a%d", i < ARTICLES - REVISED ? i : 10 * (i - ARTICLES + REVISED));
        snprintf(dates[i], sizeof dates[i], "%d-%02d-%02d", 2015 + (int)random_below(8), 1 + (int)random_below(12), 1 + (int)random_below(28));
        articles[i] = (struct news_article){
            .id = ids[i], .title = titles[i], .text = texts[i], .source = sources[random_below(4)], .lang = "en", .date = random_below(15) ? dates[i] : NULL,
        };
        if (random_below(3) == 0)
            articles[i].actors[0] = (struct news_actor){ "Q1", "Ann Example", ACTOR_PERSON, (int)random_below(15) + 1, "minister" };
        if (random_below(4) == 0)
            articles[i].actors[1] = (struct news_actor){ "Q2", "Bob Example", ACTOR_PERSON, (int)random_below(15) + 1, "court" };
    }
}

/* ---- questions ---- */

static void put_query(struct strbuf *out, int depth)
{
    static const char *const fields[] = { "title:", "lead:", "body:" };
    switch (random_below(depth > 0 ? 16 : 9)) {
    case 0: case 1: case 2: case 3: strbuf_string(out, word()); return;
    case 4: strbuf_format(out, "\"%s %s\"", word(), word()); return;
    case 5: strbuf_format(out, "=%s", word()); return;
    case 6: strbuf_format(out, "%s%s", fields[random_below(3)], word()); return;
    case 7: strbuf_format(out, "%.3s*", words[random_below(12)]); return;
    case 8: {
        static const char *const others[] = { "actor:Q1", "actor:Q2", "about:Q1", "source:herald.example", "date:2017..2019", "date:2018-03..", "words:20..80", "vote^3" };
        strbuf_string(out, others[random_below(COUNT(others))]);
        return;
    }
    case 9: strbuf_format(out, "\"%s\" NEAR/%u \"%s\"", word(), 1 + random_below(6), word()); return;
    case 10: strbuf_format(out, "\"%s\" ADJ/%u \"%s\"", word(), 1 + random_below(6), word()); return;
    default: break;
    }
    static const char *const between[] = { " ", " ", " AND ", " OR ", " OR ", " NOT " };
    strbuf_byte(out, '(');
    put_query(out, depth - 1);
    for (uint32_t n = 1 + random_below(3); n > 0; n--) {
        strbuf_string(out, between[random_below(COUNT(between))]);
        put_query(out, depth - 1);
    }
    strbuf_byte(out, ')');
}

static struct search_request random_request(struct strbuf *text)
{
    static const enum sort_order sorts[] = { SORT_BEST, SORT_BEST, SORT_RELEVANCE, SORT_NEWEST, SORT_OLDEST };
    strbuf_clear(text);
    put_query(text, 2);
    struct search_request r = {
        .text = text->p, .clock = { .now = 27457200 }, .limit = 1 + random_below(20), .offset = random_below(3) ? 0 : random_below(60),
        .sort = sorts[random_below(COUNT(sorts))], .any = random_below(6) == 0, .strict = random_below(2), .explain = true,
        .facets = { FACET_ACTOR, FACET_SOURCE, FACET_YEAR }, .facet_counts = { 10, 10, 10 }, .facet_n = 3, .by = BY_MONTH,
    };
    return r;
}

/* ---- answers ---- */

static void same_hits(const struct search_hit *a, const struct search_hit *b, size_t n, const char *text)
{
    for (size_t i = 0; i < n; i++) {
        if (a[i].docid != b[i].docid || memcmp(&a[i].score, &b[i].score, sizeof a[i].score) || a[i].date != b[i].date || a[i].relaxed != b[i].relaxed)
            fail_msg("%s: hit %zu is %u (%.9f), not %u (%.9f)", text, i, a[i].docid, a[i].score, b[i].docid, b[i].score);
    }
}

static void same_results(const struct search_result *a, const struct search_result *b, const char *text)
{
    if (a->total != b->total || a->hit_count != b->hit_count)
        fail_msg("%s: %llu and %llu articles", text, (unsigned long long)a->total, (unsigned long long)b->total);
    same_hits(a->hits, b->hits, a->hit_count, text);
    for (size_t i = 0; i < a->hit_count; i++) {
        assert_int_equal(a->hits[i].part_count, b->hits[i].part_count);
        for (size_t k = 0; k < a->hits[i].part_count; k++) {
            assert_true(str_equal(a->hits[i].parts[k].label, b->hits[i].parts[k].label));
            assert_memory_equal(&a->hits[i].parts[k].value, &b->hits[i].parts[k].value, sizeof(double));
        }
    }
    assert_int_equal(a->facet_count, b->facet_count);
    for (size_t f = 0; f < a->facet_count; f++) {
        assert_int_equal(a->facets[f].n, b->facets[f].n);
        for (size_t i = 0; i < a->facets[f].n; i++) {
            assert_true(str_equal(a->facets[f].values[i].id, b->facets[f].values[i].id));
            assert_int_equal(a->facets[f].values[i].count, b->facets[f].values[i].count);
        }
    }
    assert_int_equal(a->bar_count, b->bar_count);
    for (size_t i = 0; i < a->bar_count; i++)
        assert_int_equal(a->timeline[i].count, b->timeline[i].count);
}

static void adds_up(const struct search_result *r, const struct search_request *request)
{
    bool by_date = request->sort == SORT_NEWEST || request->sort == SORT_OLDEST;
    for (size_t i = 0; i < r->hit_count && !by_date; i++) {
        double sum = 0;
        for (size_t k = 0; k < r->hits[i].part_count; k++)
            sum += r->hits[i].parts[k].value;
        if (fabs(sum - r->hits[i].score) > 1e-9)
            fail_msg("%s: the parts of article %u are %.9f, its score %.9f", request->text, r->hits[i].docid, sum, r->hits[i].score);
    }
    for (size_t i = 1; i < r->hit_count; i++) {
        const struct search_hit *a = &r->hits[i - 1], *b = &r->hits[i];
        bool later = request->sort == SORT_OLDEST ? b->date > a->date : b->date < a->date;
        bool in_order = by_date ? a->date == b->date || later || b->date == CIVIL_NONE
                                : a->score > b->score || (a->score == b->score && (a->date > b->date || (a->date == b->date && a->docid < b->docid)));
        if (!a->relaxed && !b->relaxed && !in_order)
            fail_msg("%s: article %u stands before %u", request->text, a->docid, b->docid);
    }
}

static bool ask(const struct search_request *r, enum postings_reader reader, struct arena *arena, struct search_result *ret)
{
    struct error err = { 0 };
    searcher_read_by(news.searcher, reader);
    return searcher_run(news.searcher, r, arena, ret, &err);
}

static void gives_the_same_pages(void **unused)
{
    (void)unused;
    CLEANUP_STRBUF struct strbuf text = STRBUF_INIT;
    int understood = 0;
    for (int i = 0; i < QUERIES; i++) {
        CLEANUP_ARENA struct arena arena = ARENA_INIT;
        struct search_request r = random_request(&text);
        struct search_result decoded, by_api, whole;
        bool ok = ask(&r, POSTINGS_DECODER, &arena, &decoded);
        assert_int_equal(ok, ask(&r, POSTINGS_API, &arena, &by_api));
        if (!ok)
            continue;
        understood++;
        same_results(&decoded, &by_api, r.text);
        adds_up(&decoded, &r);
        /* The same without proximity, which looks at the first fifty alone: a page is a part of the whole. */
        const double proximity = news.config.ranking.proximity;
        news.config.ranking.proximity = 0;
        struct search_request all = r;
        all.limit = ARTICLES;
        all.offset = 0;
        all.strict = r.strict = true;
        assert_true(ask(&all, POSTINGS_DECODER, &arena, &whole) && ask(&r, POSTINGS_DECODER, &arena, &decoded));
        news.config.ranking.proximity = proximity;
        size_t left = whole.hit_count > r.offset ? whole.hit_count - r.offset : 0;
        assert_int_equal(whole.hit_count, whole.total);
        assert_int_equal(decoded.hit_count, left < r.limit ? left : r.limit);
        same_hits(decoded.hits, whole.hits + (left ? r.offset : 0), decoded.hit_count, r.text);
        adds_up(&whole, &all);
    }
    assert_in_range(understood, QUERIES * 9 / 10, QUERIES);
}

/* Some words side by side, or any of them, as most people ask. */
static struct search_request plain_request(struct strbuf *text)
{
    struct search_request r = random_request(text);
    const char *between = random_below(2) ? " " : " OR ";
    strbuf_clear(text);
    strbuf_string(text, word());
    for (uint32_t n = random_below(4); n > 0; n--) {
        strbuf_string(text, between);
        strbuf_string(text, random_below(10) ? word() : "actor:Q1");
    }
    if (random_below(8) == 0)
        strbuf_string(text, " date:2017..2019");
    r.text = text->p;
    return r;
}

/* What a searcher keeps of earlier questions makes no difference: beside one that forgets all before each. */
static void remembers_nothing_but_lists(void **unused)
{
    (void)unused;
    CLEANUP_STRBUF struct strbuf text = STRBUF_INIT;
    struct error err = { 0 };
    struct searcher *keeping;
    int understood = 0;
    assert_true(searcher_open(news.dir, &news.config, &keeping, &err));
    for (int i = 0; i < QUERIES; i++) {
        CLEANUP_ARENA struct arena arena = ARENA_INIT;
        struct search_request r = random_below(3) ? plain_request(&text) : random_request(&text);
        struct search_result fresh, kept;
        bool ok = ask(&r, POSTINGS_DECODER, &arena, &fresh);
        assert_int_equal(ok, searcher_run(keeping, &r, &arena, &kept, &err));
        if (ok)
            same_results(&kept, &fresh, r.text);
        understood += ok;
    }
    searcher_close(keeping);
    assert_in_range(understood, QUERIES * 9 / 10, QUERIES);
}

static int open_news(void **unused)
{
    (void)unused;
    make_articles();
    small_news_open(&news, articles, ARTICLES);
    return 0;
}

static int close_news(void **unused)
{
    (void)unused;
    small_news_close(&news);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(gives_the_same_pages), cmocka_unit_test(remembers_nothing_but_lists) };
    return cmocka_run_group_tests(tests, open_news, close_news);
}
