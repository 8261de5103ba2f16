#include "engine/base/error.h"
#include "engine/base/utf8.h"

#include "tests/unit/check.h"

#include <errno.h>
#include <string.h>

static void wraps_keep_the_kind(void **state)
{
    (void)state;
    struct error err = { 0 };
    assert_false(error_set(&err, ERROR_CONFIG, "line %d: unknown key '%s'", 3, "sorces"));
    assert_false(error_wrap(&err, "cannot read '%s'", "x.yaml"));
    assert_string_equal(err.text, "cannot read 'x.yaml': line 3: unknown key 'sorces'");
    assert_int_equal(err.kind, ERROR_CONFIG);
    error_clear(&err);
    assert_int_equal(err.kind, ERROR_NONE);
    assert_string_equal(err.text, "");
}

static void long_texts_are_cut_on_a_character(void **state)
{
    (void)state;
    struct error err;
    char text[3000];
    for (size_t i = 0; i + 2 < sizeof text; i += 2)
        memcpy(text + i, "\xC3\xA9", 3);
    error_set(&err, ERROR_INPUT, "x%s", text);
    size_t n = strlen(err.text);
    assert_true(n >= sizeof err.text - 3 && n < sizeof err.text);
    assert_int_equal(n % 2, 1);     /* an x, then whole characters of two bytes */
    error_wrap(&err, "%s", text);
    assert_true(utf8_valid(str_of(err.text)));
    assert_non_null(strstr(err.text, ": x\xC3\xA9"));   /* the cause is still there */
}

static void errno_is_told(void **state)
{
    (void)state;
    struct error err;
    errno = ENOENT;
    error_errno(&err, "cannot read '%s'", "x");
    assert_string_equal(err.text, "cannot read 'x': No such file or directory");
    assert_int_equal(err.kind, ERROR_IO);
}

static void exit_codes(void **state)
{
    (void)state;
    const struct { enum error_kind kind; int code; } rows[] = {
        { ERROR_NONE, 0 }, { ERROR_USAGE, 64 }, { ERROR_NOTHING, 1 }, { ERROR_INPUT, 65 }, { ERROR_INTERNAL, 70 },
        { ERROR_IO, 74 }, { ERROR_LOCKED, 75 }, { ERROR_CONFIG, 78 }, { ERROR_INTERRUPTED, 130 },
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_int_equal(error_exit_code(rows[i].kind), rows[i].code);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wraps_keep_the_kind),
        cmocka_unit_test(long_texts_are_cut_on_a_character),
        cmocka_unit_test(errno_is_told),
        cmocka_unit_test(exit_codes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
