#include "config/command.h"

#include "tests/unit/check.h"

static const struct option_spec options[] = {
    { "limit", 'n', OPTION_NUMBER, "N", "hits", NULL, 1, 100 },
    { "count", 0, OPTION_FLAG, NULL, "count" },
    { "map", 0, OPTION_TEXT, "FIELD=COLUMN", "map", .repeats = true },
    { "sort", 0, OPTION_CHOICE, NULL, "order", "best|newest" },
    { NULL },
};

static const struct command command = { .name = "search", .options = options };

static void values_by_name(void **state)
{
    (void)state;
    struct option_value values[] = {
        { &options[0], "5", 5 },
        { &options[2], "a=b", 0 },
        { &options[1], NULL, 0 },
        { &options[0], "7", 7 },
        { &options[2], "c=d", 0 },
    };
    const struct invocation in = { .command = &command, .options = values, .option_count = COUNT(values) };
    assert_true(option_given(&in, "count"));
    assert_false(option_given(&in, "sort"));
    assert_int_equal(option_number(&in, "limit", 10), 7);
    assert_string_equal(option_text(&in, "limit", "10"), "7");
    assert_string_equal(option_text(&in, "sort", "best"), "best");
    assert_null(option_text(&in, "sort", NULL));
    assert_string_equal(option_text(&in, "count", "flag"), "flag");
    assert_string_equal(option_nth(&in, "map", 0), "a=b");
    assert_string_equal(option_nth(&in, "map", 1), "c=d");
    assert_null(option_nth(&in, "map", 2));
    assert_string_equal(option_text(&in, "map", NULL), "c=d");
}

static void without_options(void **state)
{
    (void)state;
    const struct invocation in = { .command = &command };
    assert_false(option_given(&in, "limit"));
    assert_int_equal(option_number(&in, "limit", -3), -3);
    assert_null(option_nth(&in, "map", 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_by_name),
        cmocka_unit_test(without_options),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
