#include "config/wrap.h"

#include "tests/unit/check.h"

static void paragraphs(void **state)
{
    (void)state;
    const struct { const char *text, *first, *rest; int width; const char *lines;
    } rows[] = {
        { "one two three", "", "", 80, "one two three\n" },
        { "one two three", "", "", 7, "one two\nthree\n" },
        { "one two three", "", "", 6, "one\ntwo\nthree\n" },
        { "one two three", "", "", 1, "one\ntwo\nthree\n" },
        { "one two three", "- ", "  ", 9, "- one two\n  three\n" },
        { "  one \n two  ", "# ", "# ", 80, "# one two\n" },
        { "", "x", "y", 80, "x\n" },
        { "…… ……", "", "", 5, "…… ……\n" },                                            /* columns, not bytes */
        { "\xE4\xB8\xAD\xE5\x9B\xBD x", "", "", 5, "\xE4\xB8\xAD\xE5\x9B\xBD\nx\n" }, /* two columns each */
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        CLEANUP_STRBUF struct strbuf out = STRBUF_INIT;
        wrap_paragraph(&out, str_of(rows[i].text), rows[i].first, rows[i].rest, rows[i].width);
        assert_string_equal(out.p, rows[i].lines);
    }
}

static void blocks(void **state)
{
    (void)state;
    struct str text = STR("\nfirst\nstill first\n\n\n  kept\n   as it is\n\nlast\n"), block;
    bool literal;
    assert_true(wrap_next_block(&text, &block, &literal));
    assert_str(block, "first\nstill first");
    assert_false(literal);
    assert_true(wrap_next_block(&text, &block, &literal));
    assert_str(block, "  kept\n   as it is");
    assert_true(literal);
    assert_true(wrap_next_block(&text, &block, &literal));
    assert_str(block, "last");
    assert_false(literal);
    assert_false(wrap_next_block(&text, &block, &literal));
    text = STR("\n\n");
    assert_false(wrap_next_block(&text, &block, &literal));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paragraphs),
        cmocka_unit_test(blocks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
