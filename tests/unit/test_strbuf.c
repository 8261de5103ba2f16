#include "engine/base/strbuf.h"

#include "tests/unit/check.h"

#include <stdlib.h>

static void grows_and_stays_terminated(void **state)
{
    (void)state;
    CLEANUP_STRBUF struct strbuf b = STRBUF_INIT;
    assert_string_equal(b.p, "");
    for (int i = 0; i < 1000; i++)
        strbuf_format(&b, "%03d,", i);
    assert_int_equal(b.n, 4000);
    assert_int_equal(b.p[b.n], 0);
    assert_memory_equal(b.p + 3996, "999,", 4);
    strbuf_truncate(&b, 3);
    assert_string_equal(b.p, "000");
    strbuf_clear(&b);
    strbuf_byte(&b, 'x');
    strbuf_str(&b, STR("yz"));
    char *p = strbuf_detach(&b);
    assert_string_equal(p, "xyz");
    assert_int_equal(b.n, 0);
    free(p);
}

static void detaching_nothing_gives_a_string(void **state)
{
    (void)state;
    struct strbuf b = STRBUF_INIT;
    char *p = strbuf_detach(&b);
    assert_string_equal(p, "");
    free(p);
}

static void varints(void **state)
{
    (void)state;
    const unsigned long long rows[] = { 0, 1, 127, 128, 16383, 16384, 0xFFFFFFFFull, ~0ull };
    const size_t bytes[] = { 1, 1, 1, 2, 2, 3, 5, 10 };
    for (size_t i = 0; i < COUNT(rows); i++) {
        CLEANUP_STRBUF struct strbuf b = STRBUF_INIT;
        strbuf_varint(&b, rows[i]);
        assert_int_equal(b.n, bytes[i]);
        unsigned long long x = 42;
        const unsigned char *p = (const unsigned char *)b.p, *end = p + b.n;
        assert_ptr_equal(varint_read(p, end, &x), end);
        assert_true(x == rows[i]);
        assert_null(varint_read(p, end - 1, &x));
    }
    const unsigned char endless[12] = { 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1 };
    unsigned long long x;
    assert_null(varint_read(endless, endless + sizeof endless, &x));
}

static void views(void **state)
{
    (void)state;
    assert_str(str_trim(STR(" \t a b\r\n")), "a b");
    assert_str(str_trim(STR("  ")), "");
    assert_true(str_compare(STR("ab"), STR("abc")) < 0);
    assert_true(str_compare(STR("b"), STR("abc")) > 0);
    assert_int_equal(str_compare(STR("abc"), STR("abc")), 0);
    assert_true(str_starts(STR("abc"), STR("ab")) && !str_starts(STR("a"), STR("ab")));
    assert_true(str_ends(STR("abc"), STR("bc")) && !str_ends(STR("c"), STR("bc")));
    assert_int_equal(str_find(STR("abc"), 'c'), 2);
    assert_int_equal(str_find(STR("abc"), 'x'), 3);
    assert_int_equal(str_find((struct str){ NULL, 0 }, 'x'), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grows_and_stays_terminated),
        cmocka_unit_test(detaching_nothing_gives_a_string),
        cmocka_unit_test(varints),
        cmocka_unit_test(views),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
