#include "query/present/page.h"

#include "query/present/emit.h"
#include "small_news.h"

static const struct news_article articles[] = {
    { "az-1",
      "Pashinyan Meets Aliyev",
      "The leaders met in Brussels on Friday. Nikol Pashinyan voted for nothing. They talked about a treaty.",
      "azatutyun.am",
      "https://azatutyun.am/1",
      "en",
      "2022-02-23",
      { { "Q7035479", "Nikol Pashinyan", ACTOR_PERSON, 12, "Pashinyan" },
        { "ilham-aliyev", "Ilham Aliyev", ACTOR_PERSON, 9, "Aliyev" },
        { "brussels", "Brussels", ACTOR_PLACE, 2, "Brussels" } } },
    { "az-2",
      "Վարչապետը Մոսկվայում",
      "Նիկոլ Փաշինյանը հանդիպել է Վլադիմիր Պուտինի հետ։ Treaty.",
      "ilur.am",
      NULL,
      "hy",
      "2022-02-24",
      { { "Q7035479", "Nikol Pashinyan", ACTOR_PERSON, 15, "Փաշինյանը" } } },
    { NULL, "条約の署名", "日本とアルメニアは条約に署名した。", NULL, NULL, "ja", NULL, { { NULL } } },
    { "evil",
      "\x1b[31mRed \xE2\x80\xAEtitle",
      "A \x1b]0;hidden\x07 treaty \x1b[2J of letters.",
      "evil.example",
      NULL,
      "en",
      "2022-01-01",
      { { NULL } } },
    { "six",
      "Six",
      "Treaty with six.",
      NULL,
      NULL,
      "en",
      "2021-01-01",
      { { "a", "A", ACTOR_ORG, 1, "Six" },
        { "b", "B", ACTOR_ORG, 2, "Six" },
        { "c", "C", ACTOR_ORG, 3, "Six" },
        { "d", "D", ACTOR_ORG, 4, "Six" },
        { "e", "E", ACTOR_ORG, 5, "Six" },
        { "f", "F", ACTOR_ORG, 6, "Six" } } },
};

static struct small_news news;

/* The page of a query, its hits in the order of their docids. */
static struct page page_of(const char *query, const struct page_options *options,
                           struct search_result *result, struct arena *arena)
{
    struct search_request request = { .text = query,
                                      .clock = { news_date("2022-03-01"), 0 },
                                      .limit = 10,
                                      .sort = SORT_OLDEST,
                                      .strict = true };
    struct error err = { 0 };
    struct page page = { NULL, 0 };
    if (!searcher_run(news.searcher, &request, arena, result, &err) ||
        !page_make(news.searcher, result, options, arena, &page, &err))
        fail_msg("%s: %s", query, err.text);
    return page;
}

static const struct page_options whole = { true, true, true, 240 };

static const struct {
    const char *query, *title, *snippet; /* matches in brackets */
} shown[] = {
    { "vote", "Pashinyan Meets Aliyev",
      "The leaders met in Brussels on Friday. Nikol Pashinyan [voted] for nothing. They talked about a treaty." },
    { "\"met in brussels\"", "Pashinyan Meets Aliyev",
      "The leaders [met in Brussels] on Friday. Nikol Pashinyan voted for nothing. They talked about a treaty." },
    { "actor:Q7035479 lang:en", "[Pashinyan] Meets Aliyev",
      "The leaders met in Brussels on Friday. Nikol [Pashinyan] voted for nothing. They talked about a treaty." },
    { "actor:Q7035479 lang:hy", "Վարչապետը Մոսկվայում",
      "Նիկոլ [Փաշինյանը] հանդիպել է Վլադիմիր Պուտինի հետ։ Treaty." },
    { "meets -evil lang:en aliyev", "Pashinyan [Meets] [Aliyev]",
      "The leaders met in Brussels on Friday. Nikol Pashinyan voted for nothing. They talked about a treaty." },
    { "条約", "[条約]の署名", "日本とアルメニアは[条約]に署名した。" },
    { "letters", "[31mRed title", "A ]0;hidden treaty [2J of [letters]." },
};

static void put_title(const struct page_hit *h, struct strbuf *out)
{
    struct snippet title = { .text = h->title, .spans = h->title_spans };
    emit_snippet(&title, "[", "]", out);
}

static void matches_are_marked(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(shown); i++) {
        CLEANUP_ARENA struct arena arena = ARENA_INIT;
        CLEANUP_STRBUF struct strbuf title = STRBUF_INIT, snippet = STRBUF_INIT;
        struct search_result result;
        struct page page = page_of(shown[i].query, &whole, &result, &arena);
        if (page.n != 1)
            fail_msg("%s: %zu hits", shown[i].query, page.n);
        put_title(&page.hits[0], &title);
        emit_snippet(&page.hits[0].snippet, "[", "]", &snippet);
        if (strcmp(title.p, shown[i].title) != 0 || strcmp(snippet.p, shown[i].snippet) != 0)
            fail_msg("%s: \"%s\" / \"%s\"", shown[i].query, title.p, snippet.p);
    }
}

static void facts_of_an_article(void **state)
{
    (void)state;
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct search_result result;
    struct page page = page_of("brussels", &whole, &result, &arena);
    assert_int_equal(page.n, 1);
    const struct page_hit *h = &page.hits[0];
    assert_str(h->id, "az-1");
    assert_str(h->source, "azatutyun.am");
    assert_str(h->url, "https://azatutyun.am/1");
    assert_string_equal(h->lang, "en");
    assert_int_equal(h->words, 20); /* 3 in the title */
    assert_int_equal(h->actor_count, 3);
    assert_str(h->actors[0].name, "Nikol Pashinyan");
    assert_int_equal(h->actors[0].salience, 12);
    assert_str(h->actors[1].id, "ilham-aliyev");
    assert_int_equal(h->actors[2].kind, ACTOR_PLACE);
}

/* Hits in an order that is not that of docids: each keeps its own actors, the most salient five of six. */
static void actors_of_many(void **state)
{
    (void)state;
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct search_result result;
    struct page page = page_of("treaty", &whole, &result, &arena);
    static const char *const ids[] = { "six", "evil", "az-1", "az-2" }; /* oldest first */
    static const size_t actors[] = { 5, 0, 3, 1 };
    assert_int_equal(page.n, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_str(page.hits[i].id, ids[i]);
        assert_int_equal(page.hits[i].actor_count, actors[i]);
    }
    assert_str(page.hits[0].actors[0].id, "f");
    assert_str(page.hits[0].actors[4].id, "b");
}

static void reads_no_more_than_asked(void **state)
{
    (void)state;
    static const struct page_options docids = { false, false, false, 0 }, ids = { true, false, false, 0 };
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct search_result result;
    struct page page = page_of("brussels", &docids, &result, &arena);
    assert_int_equal(page.hits[0].hit->docid, 1);
    assert_int_equal(page.hits[0].id.n, 0);
    page = page_of("brussels", &ids, &result, &arena);
    assert_str(page.hits[0].id, "az-1");
    assert_int_equal(page.hits[0].snippet.text.n, 0);
    page = page_of("nothingofthekind", &whole, &result, &arena);
    assert_int_equal(page.n, 0);
}

static int open_news(void **state)
{
    (void)state;
    small_news_open(&news, articles, COUNT(articles));
    return 0;
}

static int close_news(void **state)
{
    (void)state;
    small_news_close(&news);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(matches_are_marked),
        cmocka_unit_test(facts_of_an_article),
        cmocka_unit_test(actors_of_many),
        cmocka_unit_test(reads_no_more_than_asked),
    };
    return cmocka_run_group_tests(tests, open_news, close_news);
}
