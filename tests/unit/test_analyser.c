#include "engine/text/analyser.h"

#include "tests/unit/check.h"

#include <stdlib.h>

/* The tokens of a text as "form term" pairs, ", " between; an exact form that differs stands in brackets. */
static void print_tokens(struct analyser *a, struct str text, const char *lang, struct strbuf *out)
{
    struct token_list list = { 0 };
    analyser_run(a, text, lang, &list);
    for (size_t i = 0; i < list.n; i++) {
        const struct token *t = &list.v[i];
        strbuf_format(out, "%s%.*s", i ? ", " : "", STR_ARG(analyser_string(a, t->form)));
        if (t->exact != t->form)
            strbuf_format(out, "[%.*s]", STR_ARG(analyser_string(a, t->exact)));
        if (t->term != t->form)
            strbuf_format(out, " %.*s", STR_ARG(analyser_string(a, t->term)));
    }
    token_list_release(&list);
}

static void words(void **state)
{
    (void)state;
    const struct { const char *text, *lang, *tokens; } rows[] = {
        { "", "en", "" },
        { " \n\t .,;", "en", "" },
        { "He voted twice", "en", "he he~en, voted vote~en, twice twice~en" },
        { "basic, basically", "en", "basic basic~en, basically basically~en" },
        { "He voted twice", "", "he, voted, twice" },
        { "Armenia’s Armenia's", "", "armenia, armenia" },
        { "don't can’t we've", "", "don't, can't, we've" },
        { "l'accord d’Amato O'Brien", "", "l, accord, d, amato, o'brien" },
        { "Erdoğan'ın İstanbul’da", "tr", "erdogan[erdoğan] erdoga~tr, istanbul[i̇stanbul] istanbul~tr" },
        { "multi-agent Nagorno-Karabakh", "", "multi, agent, nagorno, karabakh" },
        { "COVID-19 G7 F-16 2022/23", "", "covid, 19, g7, f, 16, 2022, 23" },
        { "1,000 1,000,000 3.5 23.02.2022 1,2", "", "1000, 1000000, 3.5, 23, 02, 2022, 1, 2" },
        { "the U.S. and U.K. and U.N.", "", "the, u.s, and, uk, and, un" },
        { "in the US today", "", "in, the, u.s, today" },
        { "JOIN US NOW", "", "join, us, now" },
        { "give it to us", "", "give, it, to, us" },
        { "US", "", "u.s" },
        { "us", "", "us" },
        { "caf\xC3\xA9 cafe\xCC\x81 cafe", "", "cafe[café], cafe[café], cafe" },
        { "Łódź straße ØRE", "", "lodz[łódź], strasse, ore[øre]" },
        { "Ёлка елка йод", "", "елка[ёлка], елка, йод" },
        { "ΣΟΦΟΣ σοφός", "", "σοφοσ, σοφοσ[σοφόσ]" },
        { "И́ван", "", "иван[и́ван]" },
        { "Հայաստանը և", "hy", "հայաստանը հայաստ~hy, եւ եւ~hy" },
        { "北京大学", "zh", "北京, 京大, 大学, 学" },
        { "中", "zh", "中" },
        { "ﬁnance ＮＡＴＯ", "", "finance, nato" },
        { "co\xC2\xADoperate zero\xE2\x80\x8Bwidth", "", "cooperate, zerowidth" },
        { "“quoted” «слова»", "", "quoted, слова" },
        /* words that end at, before and behind each eighth byte, and where the text ends; other bytes beside letters and digits */
        { "abcdefg abcdefgh abcdefghi", "", "abcdefg, abcdefgh, abcdefghi" },
        { "abcdefghijklmno abcdefghijklmnop abcdefghijklmnopq", "", "abcdefghijklmno, abcdefghijklmnop, abcdefghijklmnopq" },
        { "AZaz09 a@b[c`d{e/f:g", "", "azaz09, a, b, c, d, e, f, g" },
        { "abcdefé abcdefgé abcdefghé éabcdefg", "", "abcdefe[abcdefé], abcdefge[abcdefgé], abcdefghe[abcdefghé], eabcdefg[éabcdefg]" },
        { "abcdefg’s abcdefgh’s abcdefgh'i", "", "abcdefg, abcdefgh, abcdefgh'i" },
        { "abc\x01" "def\x7F" "ghi", "", "abc, def, ghi" },
    };
    struct analyser *a = analyser_new();
    for (size_t i = 0; i < COUNT(rows); i++) {
        CLEANUP_STRBUF struct strbuf out = STRBUF_INIT;
        print_tokens(a, str_of(rows[i].text), rows[i].lang, &out);
        if (strcmp(out.p, rows[i].tokens) != 0)
            fail_msg("'%s' gives \"%s\", not \"%s\"", rows[i].text, out.p, rows[i].tokens);
    }
    analyser_free(a);
}

static void places_and_flags(void **state)
{
    (void)state;
    const char *text = "Mr. J. Smith, of NATO, said so.\n\nThe U.S. left.";
    const struct { uint32_t start, end; int flags; } rows[] = {
        { 0, 2, TOKEN_CAPITAL | TOKEN_SENTENCE | TOKEN_PARAGRAPH }, { 4, 5, TOKEN_CAPITAL }, { 7, 12, TOKEN_CAPITAL }, { 14, 16, 0 },
        { 17, 21, TOKEN_CAPITAL | TOKEN_UPPER }, { 23, 27, 0 }, { 28, 30, 0 }, { 33, 36, TOKEN_CAPITAL | TOKEN_SENTENCE | TOKEN_PARAGRAPH },
        { 37, 40, TOKEN_CAPITAL | TOKEN_UPPER }, { 42, 46, 0 },
    };
    struct analyser *a = analyser_new();
    struct token_list list = { 0 };
    analyser_run(a, str_of(text), "en", &list);
    assert_int_equal(list.n, COUNT(rows));
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_int_equal(list.v[i].start, rows[i].start);
        assert_int_equal(list.v[i].end, rows[i].end);
        assert_int_equal(list.v[i].flags, rows[i].flags);
    }
    token_list_release(&list);
    analyser_free(a);
}

/* A dot behind an abbreviation or an initial ends no sentence, however many words are still waited for. */
static void sentences(void **state)
{
    (void)state;
    const struct { const char *text, *begins; } rows[] = {
        { "One two. Three", "One Three " }, { "Gen. Doe met Sen. Roe. They left", "Gen They " }, { "J. Doe left. So did R. Roe", "J So " },
        { "a b c d e f g h i j k l m n o p q r s t approx. Then", "a " }, { "a b c d e f g h i j k l m n o p q r s t u approximately. Then", "a Then " },
        { "É. Doe left. Then", "É Then " }, { ". Then", "Then " }, { "It was 1987. Then", "It Then " }, { "北京. Then", "北京 Then " },
    };
    struct analyser *a = analyser_new();
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct token_list list = { 0 };
        CLEANUP_STRBUF struct strbuf out = STRBUF_INIT;
        analyser_run(a, str_of(rows[i].text), "", &list);
        for (size_t k = 0; k < list.n; k++)
            if (list.v[k].flags & TOKEN_SENTENCE)
                strbuf_format(&out, "%.*s ", (int)(list.v[k].end - list.v[k].start), rows[i].text + list.v[k].start);
        assert_string_equal(out.p, rows[i].begins);
        token_list_release(&list);
    }
    analyser_free(a);
}

static void a_long_run_of_letters_is_one_cut_word(void **state)
{
    (void)state;
    struct analyser *a = analyser_new();
    struct token_list list = { 0 };
    CLEANUP_STRBUF struct strbuf text = STRBUF_INIT;
    for (int i = 0; i < 100000; i++)
        strbuf_string(&text, "é");
    analyser_run(a, strbuf_view(&text), "fr", &list);
    assert_int_equal(list.n, 1);
    assert_int_equal(list.v[0].end, 200000);
    assert_true(analyser_string(a, list.v[0].form).n <= ANALYSER_FORM_MAX);
    token_list_release(&list);
    analyser_free(a);
}

static void forgetting_starts_anew(void **state)
{
    (void)state;
    struct analyser *a = analyser_new();
    CLEANUP_STRBUF struct strbuf one = STRBUF_INIT;
    CLEANUP_STRBUF struct strbuf two = STRBUF_INIT;
    print_tokens(a, STR("the US voted"), "en", &one);
    assert_false(analyser_forget(a, 1000));
    assert_true(analyser_forget(a, 1));
    print_tokens(a, STR("the US voted"), "en", &two);
    assert_string_equal(one.p, two.p);
    analyser_free(a);
}

static void folding_names(void **state)
{
    (void)state;
    struct analyser *a = analyser_new();
    CLEANUP_STRBUF struct strbuf out = STRBUF_INIT;
    analyser_fold(a, STR("  Recep Tayyip ERDOĞAN-Smith "), &out);
    assert_string_equal(out.p, "recep tayyip erdogan smith");
    analyser_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words),
        cmocka_unit_test(places_and_flags), cmocka_unit_test(sentences),
        cmocka_unit_test(a_long_run_of_letters_is_one_cut_word),
        cmocka_unit_test(forgetting_starts_anew),
        cmocka_unit_test(folding_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
