#include "engine/store/word_codes.h"

#include "tests/unit/check.h"

/* "the", "treaty", the pair of them, ", ", "of", the pair of ", " and "of". */
static const struct str vocabulary = { "\6\0\3\6\0\2\2\0\0\0\1\0\3\0\4\0thetreaty, of", 29 };

static void comes_back(void **state)
{
    (void)state;
    static const struct { struct str codes; const char *text; } cases[] = {
        { STR(""), "" },
        { STR("\0"), "the" },
        { STR("\0\1"), "the treaty" },
        { STR("\2"), "the treaty" },
        { STR("\0\xFE\1"), "thetreaty" },
        { STR("\2\4\2\4"), "the treaty of the treaty of" },
        { STR("\2\5\0"), "the treaty, of the" },
        { STR("\xFF\1 \2\xFF\1 "), " the treaty " },
        { STR("\2\4\xFF\6nobody"), "the treaty of nobody" },
        { STR("\0\xFF\4" "1900\xFE\xFF\2th"), "the 1900th" },
        { STR("\4\xFF\1\n\0\xFF\4\xE2\x80\x94 \1"), "of\nthe\xE2\x80\x94 treaty" },
    };
    struct word_codes *w = word_codes_new(vocabulary);
    assert_non_null(w);
    for (size_t i = 0; i < COUNT(cases); i++) {
        CLEANUP_STRBUF struct strbuf back = STRBUF_INIT;
        size_t n = strlen(cases[i].text);
        strbuf_string(&back, "before");
        assert_true(word_codes_get(w, cases[i].codes, n, &back));
        assert_str(((struct str){ back.p + 6, back.n - 6 }), cases[i].text);
        if (n)
            assert_false(word_codes_get(w, cases[i].codes, n - 1, &back));
        assert_false(word_codes_get(w, cases[i].codes, n + 1, &back));
    }
    word_codes_free(w);
}

/* From 100 on, codes are of two bytes. */
static void two_bytes(void **state)
{
    (void)state;
    CLEANUP_STRBUF struct strbuf stored = STRBUF_INIT;
    CLEANUP_STRBUF struct strbuf back = STRBUF_INIT;
    strbuf_bytes(&stored, "\x90\1", 2);
    for (int i = 0; i < 400; i++)
        strbuf_byte(&stored, 3);
    for (int i = 0; i < 400; i++)
        strbuf_format(&stored, "%d", 100 + i);
    struct word_codes *w = word_codes_new(strbuf_view(&stored));
    assert_non_null(w);
    assert_true(word_codes_get(w, STR("\x63\x64\0\x64\xFF\x65\x2B"), 15, &back));
    assert_str(strbuf_view(&back), "199 200 455 499");
    assert_false(word_codes_get(w, STR("\x65\x2C"), 3, &back));     /* the 401st */
    assert_false(word_codes_get(w, STR("\x65"), 3, &back));
    word_codes_free(w);
}

static void damaged(void **state)
{
    (void)state;
    CLEANUP_STRBUF struct strbuf back = STRBUF_INIT;
    struct word_codes *w = word_codes_new(vocabulary);
    const struct str whole = STR("\2\4\xFF\6nobody\5\0\xFE\xFF\4" "1900\5\2");
    const char *const text = "the treaty of nobody, of the1900, of the treaty";
    char codes[sizeof "\2\4\xFF\6nobody\5\0\xFE\xFF\4" "1900\5\2"];
    memcpy(codes, whole.p, whole.n);
    assert_true(word_codes_get(w, whole, strlen(text), &back));
    assert_str(strbuf_view(&back), text);
    for (size_t i = 0; i < whole.n; i++) {
        strbuf_clear(&back);
        assert_false(word_codes_get(w, str_slice(whole, 0, i), strlen(text), &back));
        for (int c = 0; c < 256; c++) {     /* whatever comes of it: within bounds */
            codes[i] = (char)c;
            strbuf_clear(&back);
            if (word_codes_get(w, (struct str){ codes, whole.n }, strlen(text), &back))
                assert_int_equal(back.n, strlen(text));
            codes[i] = whole.p[i];
        }
    }
    word_codes_free(w);
    for (size_t i = 0; i < vocabulary.n; i++)
        assert_null(word_codes_new(str_slice(vocabulary, 0, i)));
    const struct str odd[] = {
        STR("\0\0"), STR("\1\0"), STR("\1\0\2a"), STR("\1\0\1ab"), STR("\1\0\0\0\0\0\0"),      /* the last: a pair of itself */
        STR("\2\0\1\0\0\0\7\0a"), STR("\xFF\xFF\1a"),
    };
    for (size_t i = 0; i < COUNT(odd); i++)
        assert_null(word_codes_new(odd[i]));
    w = word_codes_new(STR("\2\0\1\0\0\0\0\0a"));
    strbuf_clear(&back);
    assert_true(word_codes_get(w, STR("\1\0\xFF\1b"), 7, &back));
    assert_str(strbuf_view(&back), "a a a b");
    word_codes_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comes_back),
        cmocka_unit_test(two_bytes),
        cmocka_unit_test(damaged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
