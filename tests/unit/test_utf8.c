#include "engine/base/utf8.h"

#include "tests/unit/check.h"

/* The replacements follow the table of Unicode 15, section 3.9: one U+FFFD a maximal subpart. */
static void repairs(void **state)
{
    (void)state;
#define R "\xEF\xBF\xBD"
    const struct { struct str in; const char *out; size_t count; } rows[] = {
        { STR(""), "", 0 },
        { STR("plain"), "plain", 0 },
        { STR("caf\xC3\xA9 \xE4\xB8\xAD \xF0\x9F\x98\x80"), "caf\xC3\xA9 \xE4\xB8\xAD \xF0\x9F\x98\x80", 0 },
        { STR("caf\xE9 au"), "caf" R " au", 1 },
        { STR("\xC0\xAF"), R R, 2 },
        { STR("\xE0\x80\xBF"), R R R, 3 },
        { STR("\xED\xA0\x80"), R R R, 3 },
        { STR("\xF4\x91\x92\x93\xFF\x41"), R R R R R "A", 5 },
        { STR("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41"), R R R R "A", 4 },
        { STR("torn \xF0\x9F\x98"), "torn " R, 1 },
        { STR("a\0b"), "a b", 1 },
        { STR("\xEF\xBB\xBF" "bom"), "bom", 0 },
        { STR("12345678\0" "12345678\xFF"), "12345678 12345678" R, 2 },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        CLEANUP_STRBUF struct strbuf b = STRBUF_INIT;
        assert_int_equal(utf8_repair(&b, rows[i].in), rows[i].count);
        assert_string_equal(b.p, rows[i].out);
        assert_true(utf8_valid(strbuf_view(&b)));
        assert_int_equal(utf8_valid(rows[i].in), rows[i].count == 0 || memchr(rows[i].in.p, 0, rows[i].in.n) == rows[i].in.p + 1);
    }
#undef R
}

static void codes_both_ways(void **state)
{
    (void)state;
    for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
        if (cp >= 0xD800 && cp < 0xE000)
            continue;
        char bytes[4];
        uint32_t back;
        size_t n = utf8_encode(cp, bytes);
        assert_int_equal(utf8_decode(bytes, bytes + n, &back), n);
        assert_int_equal(back, cp);
    }
    assert_int_equal(utf8_start(STR("a\xE4\xB8\xAD"), 3), 1);
    assert_int_equal(utf8_start(STR("a\xE4\xB8\xAD"), 1), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(repairs),
        cmocka_unit_test(codes_both_ways),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
