#include "query/present/marker.h"

#include "engine/base/utf8.h"
#include "small_news.h"

/* Spellings that the analyser folds, joins or cuts in every way that it knows. */
static const struct news_article articles[] = {
    { "en", "U.S. Votes", "Jobs that US firms sent overseas come back to us. The U.S. \xE2\x80\x9CSenate\xE2\x80\x9D votes; don\xE2\x80\x99t vote! It doesn't cost $1,000,000 or 3.5.",
      NULL, NULL, "en", NULL, { { NULL } } },
    { "marks", "Cafe\xCC\x81 cafe\xCC\x81s", "O'Brien met L\xE2\x80\x99" "Élysée, l'Élysée and d'Amato in a café, a cafe\xCC\x81, Łódź, Œuvre, ﬁn, Straße, İzmir, naïve-minded G7/F-16 COVID-19.",
      NULL, NULL, "fr", NULL, { { NULL } } },
    { "ru", "Договор — ДОГОВОРЫ", "Президент подписал договор; и\xCC\x86од, йод, ёлка, \xC2\xAB" "елка\xC2\xBB, Зеленський, Їжак и 2022/23 год.", NULL, NULL, "ru", NULL, { { NULL } } },
    { "el", "Συμφωνία", "Οι ΥΠΟΥΡΓΟΙ υπέγραψαν τη συμφωνία· ο υπουργός, τους υπουργούς.", NULL, NULL, "el", NULL, { { NULL } } },
    { "hy", "Վարչապետը Մոսկվայում", "Նիկոլ Փաշինյանը և ՎԱՐՉԱՊԵՏԸ հանդիպել են։ Երևան, ԵՐԵՎԱՆ։", NULL, NULL, "hy", NULL, { { NULL } } },
    { "ar", "اتفاقية", "وقّع الرئيس اتفاقيةً فـي القاهرة، ﷺ والرئيس", NULL, NULL, "ar", NULL, { { NULL } } },
    { "hi", "संधि", "प्रधानमंत्री ने क़ानून पर हस्ताक्षर किए।", NULL, NULL, "hi", NULL, { { NULL } } },
    { "ja", "条約の署名", "日本とG7首脑は条約に署名した。ｶﾞｽ、ガス、カ\xE3\x82\x99ス。", NULL, NULL, "ja", NULL, { { NULL } } },
    { "th", "สนธิสัญญา", "นายกรัฐมนตรีน้ำลงนามในสนธิสัญญา", NULL, NULL, "th", NULL, { { NULL } } },
    { "ko", "조약", "대통령은 \xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8 각 조약에 서명했다.", NULL, NULL, "ko", NULL, { { NULL } } },
    { "tr", "Antlaşma", "Türkiye'nin AB'ye ISPARTA ısparta İstanbul'da istanbul imzası", NULL, NULL, "tr", NULL, { { NULL } } },
    { "odd", "\xCC\x81stray", "a \xCA\xBCokina \xE2\x80\x8Bzero\xC2\xA0width\xC2\xADsoft ŉabc ²³ x" "\xCC\x81" "y ___under_score__ e.g. J.K. Rowling @home #tag",
      NULL, NULL, "", NULL, { { NULL } } },
};

static struct small_news news;

static void show(const struct news_article *a, const struct spans *spans, struct strbuf *out)
{
    size_t at = 0;
    for (size_t i = 0; i < spans->n; i++) {
        strbuf_bytes(out, a->text + at, spans->v[i].start - at);
        strbuf_byte(out, '[');
        strbuf_bytes(out, a->text + spans->v[i].start, spans->v[i].end - spans->v[i].start);
        strbuf_byte(out, ']');
        at = spans->v[i].end;
    }
    strbuf_string(out, a->text + at);
}

/* The text with its matches in brackets, looked for everywhere, or where words begin like those of the marks. */
static void mark(const struct plan_marks *marks, const struct news_article *a, bool narrow, struct strbuf *out)
{
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct error err = { 0 };
    struct marker *m = marker_new(searcher_analyser(news.searcher), marks);
    if (narrow)
        assert_true(marker_narrow(m, searcher_index(news.searcher), &err));
    struct spans spans = marker_find(m, str_of(a->text), a->lang, NULL, 0, &arena);
    show(a, &spans, out);
    marker_free(m);
}

static void agree(const struct plan_marks *marks)
{
    for (size_t i = 0; i < COUNT(articles); i++) {
        CLEANUP_STRBUF struct strbuf everywhere = STRBUF_INIT, narrow = STRBUF_INIT;
        mark(marks, &articles[i], false, &everywhere);
        mark(marks, &articles[i], true, &narrow);
        if (strcmp(everywhere.p, narrow.p) != 0)
            fail_msg("%s: everywhere \"%s\", narrowed \"%s\"", articles[i].id, everywhere.p, narrow.p);
    }
}

/* Each word of each text is asked for as a term, an exact word, the beginning of a phrase, and cut to a prefix. */
static void finds_as_much_as_everywhere(void **state)
{
    (void)state;
    struct analyser *analyser = searcher_analyser(news.searcher);
    size_t asked = 0;
    for (size_t i = 0; i < COUNT(articles); i++) {
        struct token_list tokens = { 0 };
        analyser_run(analyser, str_of(articles[i].text), articles[i].lang, &tokens);
        for (size_t k = 0; k < tokens.n; k++) {
            CLEANUP_ARENA struct arena arena = ARENA_INIT;
            struct str term = arena_str(&arena, analyser_string(analyser, tokens.v[k].term)), forms[2], start[1];
            size_t words = k + 1 < tokens.n ? 2 : 1;
            for (size_t w = 0; w < words; w++)
                forms[w] = arena_str(&arena, analyser_string(analyser, tokens.v[k + w].exact));
            start[0] = str_slice(forms[0], 0, utf8_start(forms[0], forms[0].n < 3 ? forms[0].n : 3));
            struct phrase one = { forms, 1, false }, two = { forms, words, false }, prefix = { start, 1, true };
            agree(&(struct plan_marks){ .terms = &term, .term_count = 1 });
            agree(&(struct plan_marks){ .phrases = &one, .phrase_count = 1 });
            agree(&(struct plan_marks){ .phrases = &two, .phrase_count = 1 });
            if (start[0].n)
                agree(&(struct plan_marks){ .phrases = &prefix, .phrase_count = 1 });
            asked++;
        }
        token_list_release(&tokens);
    }
    assert_true(asked > 100);
}

static const struct {
    size_t article;
    const char *term, *expected;
} marked[] = {
    { 0, "u.~en", "Jobs that [US] firms sent overseas come back to us. The [U.S]. \xE2\x80\x9CSenate\xE2\x80\x9D votes; don\xE2\x80\x99t vote! It doesn't cost $1,000,000 or 3.5." },
    { 0, "us~en", "Jobs that US firms sent overseas come back to [us]. The U.S. \xE2\x80\x9CSenate\xE2\x80\x9D votes; don\xE2\x80\x99t vote! It doesn't cost $1,000,000 or 3.5." },
    { 0, "vote~en", "Jobs that US firms sent overseas come back to us. The U.S. \xE2\x80\x9CSenate\xE2\x80\x9D [votes]; don\xE2\x80\x99t [vote]! It doesn't cost $1,000,000 or 3.5." },
    { 0, "1000000", "Jobs that US firms sent overseas come back to us. The U.S. \xE2\x80\x9CSenate\xE2\x80\x9D votes; don\xE2\x80\x99t vote! It doesn't cost $[1,000,000] or 3.5." },
    { 3, "υπουργ~el", "Οι [ΥΠΟΥΡΓΟΙ] υπέγραψαν τη συμφωνία· ο [υπουργός], τους [υπουργούς]." },
};

static void marks_what_was_asked_for(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(marked); i++) {
        CLEANUP_STRBUF struct strbuf out = STRBUF_INIT;
        struct str term = str_of(marked[i].term);
        mark(&(struct plan_marks){ .terms = &term, .term_count = 1 }, &articles[marked[i].article], true, &out);
        if (strcmp(out.p, marked[i].expected) != 0)
            fail_msg("%s: \"%s\"", marked[i].term, out.p);
    }
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
        cmocka_unit_test(finds_as_much_as_everywhere),
        cmocka_unit_test(marks_what_was_asked_for),
    };
    return cmocka_run_group_tests(tests, open_news, close_news);
}
