#include "engine/store/word_codes.h"

#include "engine/base/memory.h"
#include "tests/unit/check.h"

#include <stdio.h>
#include <stdlib.h>

/* Samples in which a few hundred words come often. */
static struct word_codes *train(struct strbuf *stored)
{
    enum { SAMPLES = 40, WORDS = 300 };
    static char texts[SAMPLES][WORDS * 32];
    struct str samples[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
        size_t n = 0;
        for (int k = 0; k < WORDS; k++)
            n += (size_t)sprintf(texts[i] + n, "the treaty of ward%c%c, in %d. ", 'a' + k % 26, 'a' + k / 26, 1900 + k);
        samples[i] = (struct str){ texts[i], n };
    }
    assert_true(word_codes_train(samples, SAMPLES, stored));
    struct word_codes *w = word_codes_new(strbuf_view(stored));
    assert_non_null(w);
    return w;
}

static void same_again(struct word_codes *w, struct str text)
{
    CLEANUP_STRBUF struct strbuf codes = STRBUF_INIT;
    CLEANUP_STRBUF struct strbuf back = STRBUF_INIT;
    strbuf_string(&back, "before");
    word_codes_put(w, text, &codes);
    assert_true(word_codes_get(w, strbuf_view(&codes), text.n, &back));
    assert_int_equal(back.n, text.n + 6);
    assert_memory_equal(back.p + 6, text.p, text.n);
    if (text.n)
        assert_false(word_codes_get(w, strbuf_view(&codes), text.n - 1, &back));
    assert_false(word_codes_get(w, strbuf_view(&codes), text.n + 1, &back));
}

static void comes_back(void **state)
{
    (void)state;
    CLEANUP_STRBUF struct strbuf stored = STRBUF_INIT;
    struct word_codes *w = train(&stored);
    static const char *const texts[] = {
        "", " ", "  ", "the", " the ", "the  treaty", "the treaty of wardaa, in 1900. ", "thetreaty", "the 1900th", "19001900 1900 5", "of\nthe\r\n\ttreaty",
        "The Treaty", "\xE2\x80\x9Cthe treaty\xE2\x80\x9D \xE2\x80\x94 of", "Stra\xC3\x9F" "e der", "\xE2\x80", "\xE2", "the\xE2\x80", "\xE2\x82\xAC" "5", "......... , ,, ; the",
        "Donaudampfschifffahrtsgesellschaftskapitaenspatentpruefungsordnungsausschussvorsitzender the", "\xD0\xBC\xD0\xB8\xD1\x80 \xD0\xBC\xD0\xB8\xD1\x80",
    };
    for (size_t i = 0; i < COUNT(texts); i++)
        same_again(w, str_of(texts[i]));
    word_codes_free(w);
}

static void any_bytes(void **state)
{
    (void)state;
    static const char alphabet[] = "ab Z09.,\n\xE2\x80\x9C\xC3\xFF\0the treaty of";
    CLEANUP_STRBUF struct strbuf stored = STRBUF_INIT;
    struct word_codes *w = train(&stored);
    unsigned long long random = 1;
    char text[300];
    for (int i = 0; i < 3000; i++) {
        size_t n = (size_t)i % sizeof text;
        for (size_t k = 0; k < n; k++) {
            random = random * 6364136223846793005ull + 1442695040888963407ull;
            text[k] = i % 2 ? alphabet[(random >> 33) % sizeof alphabet] : (char)(random >> 33);
        }
        same_again(w, (struct str){ text, n });
    }
    word_codes_free(w);
}

/* "the treaty" is one code, of one byte; "of", which nearly always stands before a name with which it is one, is rare alone and takes two. */
static void takes_little(void **state)
{
    (void)state;
    CLEANUP_STRBUF struct strbuf stored = STRBUF_INIT;
    CLEANUP_STRBUF struct strbuf codes = STRBUF_INIT;
    struct word_codes *w = train(&stored);
    word_codes_put(w, STR("the treaty of the treaty of"), &codes);
    assert_int_equal(codes.n, 1 + 2 + 1 + 2);
    word_codes_free(w);
}

static void damaged(void **state)
{
    (void)state;
    CLEANUP_STRBUF struct strbuf stored = STRBUF_INIT;
    CLEANUP_STRBUF struct strbuf codes = STRBUF_INIT;
    CLEANUP_STRBUF struct strbuf back = STRBUF_INIT;
    struct word_codes *w = train(&stored);
    struct str text = STR("the treaty of nobody, in 1900. the treaty");
    word_codes_put(w, text, &codes);
    for (size_t i = 0; i < codes.n; i++) {
        strbuf_clear(&back);
        assert_false(word_codes_get(w, str_slice(strbuf_view(&codes), 0, i), text.n, &back));
        for (int c = 0; c < 256; c++) {     /* whatever comes of it: within bounds */
            char was = codes.p[i];
            codes.p[i] = (char)c;
            strbuf_clear(&back);
            if (word_codes_get(w, strbuf_view(&codes), text.n, &back))
                assert_int_equal(back.n, text.n);
            codes.p[i] = was;
        }
    }
    word_codes_free(w);
    for (size_t i = 0; i < stored.n; i += 7)
        assert_null(word_codes_new(str_slice(strbuf_view(&stored), 0, i)));
    const struct str odd[] = {
        STR("\0\0"), STR("\1\0"), STR("\1\0\2a"), STR("\1\0\1ab"), STR("\1\0\0\0\0\0\0"),      /* the last: a pair of itself */
        STR("\2\0\1\0\0\0\7\0a"), STR("\xFF\xFF\1a"),
    };
    for (size_t i = 0; i < COUNT(odd); i++)
        assert_null(word_codes_new(odd[i]));
    w = word_codes_new(STR("\2\0\1\0\0\0\0\0a"));
    same_again(w, STR("a a a b"));
    word_codes_free(w);
}

static void too_little(void **state)
{
    (void)state;
    struct str samples[] = { STR("one two three"), STR("four five six") };
    CLEANUP_STRBUF struct strbuf stored = STRBUF_INIT;
    assert_false(word_codes_train(samples, 2, &stored));
    assert_false(word_codes_train(samples, 0, &stored));
    assert_int_equal(stored.n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comes_back),
        cmocka_unit_test(any_bytes),
        cmocka_unit_test(takes_little),
        cmocka_unit_test(damaged),
        cmocka_unit_test(too_little),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
