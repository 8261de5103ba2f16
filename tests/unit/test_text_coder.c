#include "engine/store/text_coder.h"

#include "engine/base/memory.h"
#include "engine/store/text_model.h"
#include "engine/store/text_train.h"
#include "tests/unit/check.h"

#include <stdio.h>
#include <stdlib.h>

static const atomic_bool going_on;

/* Samples in which a few hundred words come often. */
static bool train_until(const atomic_bool *stop, struct strbuf *model)
{
    enum { SAMPLES = 40, WORDS = 300 };
    static char texts[SAMPLES][WORDS * 40];
    struct str samples[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
        size_t n = 0;
        for (int k = 0; k < WORDS; k++)
            n += (size_t)sprintf(texts[i] + n, "the treaty of ward%c%c, in %d. ", 'a' + k % 26, 'a' + k / 26, 1900 + k);
        n += (size_t)sprintf(texts[i] + n, "once%c%c", 'a' + i % 26, 'a' + i / 26);
        samples[i] = (struct str){ texts[i], n };
    }
    return text_train(samples, SAMPLES, stop, model);
}

static void train(struct strbuf *model)
{
    assert_true(train_until(&going_on, model));
}

static struct text_coder *coder_of(struct str model)
{
    char *stored = xmalloc(model.n + 1);
    memcpy(stored, model.p, model.n);
    return text_coder_new(stored, model.n);
}

static struct text_coder *trained(void)
{
    CLEANUP_STRBUF struct strbuf model = STRBUF_INIT;
    train(&model);
    struct text_coder *c = coder_of(strbuf_view(&model));
    assert_non_null(c);
    return c;
}

static void same_again(struct text_coder *c, struct str text)
{
    CLEANUP_STRBUF struct strbuf packed = STRBUF_INIT;
    CLEANUP_STRBUF struct strbuf back = STRBUF_INIT;
    strbuf_string(&back, "before");
    assert_true(text_coder_put(c, text, &packed));
    assert_true(text_coder_get(c, strbuf_view(&packed), text.n, &back));
    assert_int_equal(back.n, text.n + 6);
    assert_memory_equal(back.p + 6, text.p, text.n);
    if (text.n)
        assert_false(text_coder_get(c, strbuf_view(&packed), text.n - 1, &back));
    assert_false(text_coder_get(c, strbuf_view(&packed), text.n + 1, &back));
    assert_int_equal(back.n, text.n + 6);
}

static void comes_back(void **state)
{
    (void)state;
    struct text_coder *c = trained();
    static const char *const texts[] = {
        "", " ", "  ", "the", " the ", "the  treaty", "the treaty of wardaa, in 1900. ", "thetreaty", "the 1900th", "19001900 1900 5", "of\nthe\r\n\ttreaty",
        "The Treaty", "\xE2\x80\x9Cthe treaty\xE2\x80\x9D \xE2\x80\x94 of", "Stra\xC3\x9F" "e der", "\xE2\x80", "\xE2", "the\xE2\x80", "\xE2\x82\xAC" "5", "......... , ,, ; the",
        "Donaudampfschifffahrtsgesellschaftskapitaenspatentpruefungsordnungsausschussvorsitzender the", "\xD0\xBC\xD0\xB8\xD1\x80 \xD0\xBC\xD0\xB8\xD1\x80",
        "nobody nobodynobody nobody", "nobody saw nobody saw nobody saw wardaa wardab wardaa wardab wardaa", "x1x1x1x1", "1x1x1x1x1x", "the\xE2\x80\x94the\xE2\x80\x94the",
    };
    for (size_t i = 0; i < COUNT(texts); i++)
        same_again(c, str_of(texts[i]));
    text_coder_free(c);
}

static unsigned random_of(unsigned long long *state, unsigned n)
{
    *state = *state * 6364136223846793005ull + 1442695040888963407ull;
    return (unsigned)(*state >> 33) % n;
}

static void any_bytes(void **state)
{
    (void)state;
    static const char alphabet[] = "ab Z09.,\n\xE2\x80\x9C\xC3\xFF\0the treaty of";
    struct text_coder *c = trained();
    unsigned long long random = 1;
    char text[300];
    for (int i = 0; i < 3000; i++) {
        size_t n = (size_t)i % sizeof text;
        for (size_t k = 0; k < n; k++)
            text[k] = i % 2 ? alphabet[random_of(&random, sizeof alphabet)] : (char)random_of(&random, 256);
        same_again(c, (struct str){ text, n });
    }
    text_coder_free(c);
}

/* More words than are remembered, in more blocks than one; sizes about the end of a block; bytes of no language. */
static void long_texts(void **state)
{
    (void)state;
    enum { BLOCK = 65536, MOST = 5 * BLOCK };
    static const size_t sizes[] = { BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 3 * BLOCK + 77, MOST };
    struct text_coder *c = trained();
    unsigned long long random = 7;
    char *words = xmalloc(MOST + 20), *bytes = xmalloc(MOST), *blanks = xmalloc(MOST);
    for (size_t n = 0; n < MOST;)
        n += (size_t)sprintf(words + n, "%c%x ", 'g' + random_of(&random, 20), random_of(&random, 30000));
    for (size_t i = 0; i < MOST; i++)
        bytes[i] = (char)random_of(&random, 256);
    memset(blanks, ' ', MOST);
    for (size_t i = 0; i < COUNT(sizes); i++) {
        same_again(c, (struct str){ words, sizes[i] });
        same_again(c, (struct str){ bytes, sizes[i] });
        same_again(c, (struct str){ blanks, sizes[i] });
    }
    free(words);
    free(bytes);
    free(blanks);
    text_coder_free(c);
}

static size_t packed_bytes(struct text_coder *c, const char *text)
{
    CLEANUP_STRBUF struct strbuf packed = STRBUF_INIT;
    assert_true(text_coder_put(c, str_of(text), &packed));
    return packed.n;
}

/* The state is eight bytes, in which the likely has room; a name takes little when it comes again, and so does what followed it. */
static void takes_little(void **state)
{
    (void)state;
    struct text_coder *c = trained();
    assert_int_equal(packed_bytes(c, ""), 0);
    assert_int_equal(packed_bytes(c, "the treaty of wardaa, in 1900. the treaty of wardba, in 1901. "), 8);
    const size_t one = packed_bytes(c, "Quetzal"), two = packed_bytes(c, "Quetzal Ovambo");
    assert_in_range(one, 8, 24);
    assert_in_range(two, one, 40);
    assert_in_range(packed_bytes(c, "Quetzal Quetzal Quetzal Quetzal Quetzal Quetzal Quetzal Quetzal Quetzal Quetzal"), one, one + 4);
    assert_in_range(packed_bytes(c, "Quetzal Ovambo Quetzal Ovambo Quetzal Ovambo Quetzal Ovambo Quetzal Ovambo"), two, two + 8);
    text_coder_free(c);
}

static void damaged_texts(void **state)
{
    (void)state;
    CLEANUP_STRBUF struct strbuf packed = STRBUF_INIT;
    CLEANUP_STRBUF struct strbuf back = STRBUF_INIT;
    struct text_coder *c = trained();
    struct str text = STR("the treaty of nobody, in 1900. Nobody and nobody signed the treaty of wardaa and wardba, wardaa, wardba and 12th of nobody.");
    assert_true(text_coder_put(c, text, &packed));
    for (size_t i = 0; i < packed.n; i++) {
        strbuf_clear(&back);
        char *cut = xmalloc(i + 1);     /* so that reading past its end is seen */
        memcpy(cut, packed.p, i);
        assert_false(text_coder_get(c, (struct str){ cut, i }, text.n, &back));
        free(cut);
        for (int bit = 0; bit < 8; bit++) {
            packed.p[i] ^= (char)(1 << bit);
            strbuf_clear(&back);
            if (text_coder_get(c, strbuf_view(&packed), text.n, &back))    /* one word in place of another that is as long and as likely */
                assert_int_equal(back.n, text.n);
            packed.p[i] ^= (char)(1 << bit);
        }
    }
    strbuf_byte(&packed, 0);
    assert_false(text_coder_get(c, strbuf_view(&packed), text.n, &back));
    text_coder_free(c);
}

/* Whatever comes of it: within bounds, and of that size. */
static void random_texts(void **state)
{
    (void)state;
    struct text_coder *c = trained();
    unsigned long long random = 3;
    for (int i = 0; i < 20000; i++) {
        CLEANUP_STRBUF struct strbuf back = STRBUF_INIT;
        char packed[120];
        size_t n = random_of(&random, sizeof packed), bytes = random_of(&random, i % 50 ? 400 : 70000);
        for (size_t k = 0; k < n; k++)
            packed[k] = (char)(random_of(&random, 4) ? random_of(&random, 256) : 0);
        if (text_coder_get(c, (struct str){ packed, n }, bytes, &back))
            assert_int_equal(back.n, bytes);
    }
    text_coder_free(c);
}

static void use(struct text_coder *c)
{
    CLEANUP_STRBUF struct strbuf packed = STRBUF_INIT;
    CLEANUP_STRBUF struct strbuf back = STRBUF_INIT;
    static const struct str text = { "the treaty of wardaa, nobody said, nobody said the treaty of wardba", 67 };
    unsigned long long random = 5;
    char bytes[64];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)random_of(&random, 256);
    text_coder_get(c, (struct str){ bytes, sizeof bytes }, 200, &back);
    strbuf_clear(&back);
    if (text_coder_put(c, text, &packed) && text_coder_get(c, strbuf_view(&packed), text.n, &back))
        assert_int_equal(back.n, text.n);
}

static void damaged_models(void **state)
{
    (void)state;
    CLEANUP_STRBUF struct strbuf model = STRBUF_INIT;
    unsigned long long random = 9;
    train(&model);
    for (size_t i = 0; i < model.n; i += 97)
        assert_null(coder_of(str_slice(strbuf_view(&model), 0, i)));
    strbuf_byte(&model, 0);
    assert_null(coder_of(strbuf_view(&model)));
    strbuf_truncate(&model, model.n - 1);
    for (int i = 0; i < 600; i++) {
        size_t at = i < 64 ? (size_t)i : random_of(&random, (unsigned)model.n);
        char was = model.p[at];
        model.p[at] = (char)random_of(&random, 256);
        struct text_coder *c = coder_of(strbuf_view(&model));
        if (c)
            use(c);
        text_coder_free(c);
        model.p[at] = was;
    }
    assert_false(text_model_is(STR("\2\0\1\0\0\0\0\0a")));     /* a vocabulary of word_codes.h */
    assert_true(text_model_is(strbuf_view(&model)));
}

/* Letters of two bytes, words of a language with endings. */
static void another_script(void **state)
{
    (void)state;
    enum { SAMPLES = 60 };
    static const char *const stems[] = { "\xD0\xB4\xD0\xBE\xD0\xB3\xD0\xBE\xD0\xB2\xD0\xBE\xD1\x80", "\xD0\xBC\xD0\xB8\xD1\x80", "\xD1\x81\xD1\x82\xD0\xBE\xD0\xBB" };
    static const char *const ends[] = { "", "\xD0\xB0", "\xD1\x83", "\xD0\xBE\xD0\xBC", "\xD0\xB5" };
    struct str samples[SAMPLES];
    CLEANUP_STRBUF struct strbuf model = STRBUF_INIT;
    for (int i = 0; i < SAMPLES; i++) {
        struct strbuf text = STRBUF_INIT;
        for (int k = 0; k < 300; k++)
            strbuf_format(&text, "%s%s%c%c, ", stems[k % 3], ends[k % 5], 'a' + k % 26, 'a' + k / 26);
        samples[i] = (struct str){ text.p, text.n };
    }
    assert_true(text_train(samples, SAMPLES, &going_on, &model));
    struct text_coder *c = coder_of(strbuf_view(&model));
    for (int i = 0; i < SAMPLES; i += 7) {
        CLEANUP_STRBUF struct strbuf packed = STRBUF_INIT;
        same_again(c, samples[i]);
        assert_true(text_coder_put(c, samples[i], &packed));
        assert_true(packed.n * 8 < samples[i].n);
    }
    for (int i = 0; i < SAMPLES; i++)
        free((char *)samples[i].p);
    text_coder_free(c);
}

static void too_little(void **state)
{
    (void)state;
    struct str samples[] = { STR("one two three"), STR("four five six") };
    CLEANUP_STRBUF struct strbuf model = STRBUF_INIT;
    assert_false(text_train(samples, 2, &going_on, &model));
    assert_false(text_train(samples, 0, &going_on, &model));
    assert_int_equal(model.n, 0);
}

static void stopped(void **state)
{
    (void)state;
    static const atomic_bool stop = true;
    CLEANUP_STRBUF struct strbuf model = STRBUF_INIT;
    assert_false(train_until(&stop, &model));
    assert_int_equal(model.n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comes_back),
        cmocka_unit_test(any_bytes),
        cmocka_unit_test(long_texts),
        cmocka_unit_test(takes_little),
        cmocka_unit_test(damaged_texts),
        cmocka_unit_test(random_texts),
        cmocka_unit_test(damaged_models),
        cmocka_unit_test(another_script),
        cmocka_unit_test(too_little),
        cmocka_unit_test(stopped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
