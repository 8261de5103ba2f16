#include "engine/base/terminal.h"

#include "tests/unit/check.h"

static void strangers_cannot_steer_a_terminal(void **state)
{
    (void)state;
    const struct { struct str in; bool lines; const char *out; } rows[] = {
        { STR("plain"), false, "plain" },
        { STR("\x1b[31mred\x1b]8;;http://x\x07"), false, "[31mred]8;;http://x" },
        { STR("a\xC2\x9B" "31mb"), false, "a31mb" },
        { STR("two\n \t lines"), false, "two lines" },
        { STR("two\r\nlines\tx"), true, "two\nlines\tx" },
        { STR("right\xE2\x80\xAEleft"), false, "rightleft" },
        { STR("bad \xFF"), false, "bad \xEF\xBF\xBD" },
        { STR("\xE4\xB8\xAD"), false, "\xE4\xB8\xAD" },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        CLEANUP_STRBUF struct strbuf b = STRBUF_INIT;
        terminal_clean(&b, rows[i].in, rows[i].lines);
        assert_string_equal(b.p, rows[i].out);
    }
}

static void columns(void **state)
{
    (void)state;
    assert_int_equal(terminal_columns(STR("abc")), 3);
    assert_int_equal(terminal_columns(STR("\xE4\xB8\xAD\xE5\x9B\xBD")), 4);
    assert_int_equal(terminal_columns(STR("e\xCC\x81")), 1);
    assert_str(terminal_fit(STR("\xE4\xB8\xAD\xE5\x9B\xBD"), 3), "\xE4\xB8\xAD");
    assert_str(terminal_fit(STR("e\xCC\x81x"), 1), "e\xCC\x81");
    assert_str(terminal_fit(STR("abc"), 10), "abc");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strangers_cannot_steer_a_terminal),
        cmocka_unit_test(columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
