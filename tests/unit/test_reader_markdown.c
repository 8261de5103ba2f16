#include "corpus/markdown_text.h"

#include "tests/unit/reader_print.h"

static void marks(void **state)
{
    (void)state;
    const struct { const char *in, *out; } rows[] = {
        { "", "" },
        { "plain", "plain" },
        { "one\n\n\n\ntwo\nthree\n", "one\n\ntwo\nthree" },
        { "*a* **b** ***c*** _d_ __e__", "a b c d e" },
        { "2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name" },
        { "*a **b** c*", "a b c" },
        { "a*b*c", "abc" },
        { "a * b*", "a * b*" },
        { "**unclosed", "**unclosed" },
        { "****four****", "****four****" },
        { "\\*not\\* \\[x\\] \\q", "*not* [x] \\q" },
        { "a [link](http://x.example) b", "a link b" },
        { "[a](u \"title (x)\") [b](u 'y') [*c*](u)", "a b c" },
        { "[a](http://x/y_(z)) b", "a b" },
        { "[a][ref] and [b][]", "a and b" },
        { "[sic] (as he said)", "[sic] (as he said)" },
        { "[a](not a link)", "[a](not a link)" },
        { "[a](never closed", "[a](never closed" },
        { "a ![image](u) b", "a  b" },
        { "[![image](u)](v) b", " b" },
        { "![alone](u)\n\ntext", "text" },
        { "text[^1]\n\n[^1]: A note.", "text\n\n: A note." },
        { "[ref]: http://x.example\ntext", "text" },
        { "# H\ntext\n## H2 ##\n### C#", "H\n\ntext\nH2\n\nC#" },
        { "#hashtag", "#hashtag" },
        { "Title\n=====\ntext", "Title\ntext" },
        { "a\n\n---\n\nb\n***\nc", "a\n\nb\n\nc" },
        { "> quote\n> > deeper\n\ntext", "quote\ndeeper\n\ntext" },
        { "- a\n* b\n+ c\n1. d", "a\nb\nc\n1. d" },
        { "`code *x*` and ``a ` b``", "code *x* and a ` b" },
        { "a ` b", "a ` b" },
        { "```c\nint *p;\n```\ntext", "int *p;\ntext" },
        { "| a | b |\n|---|---|\n| c | d |", "| a | b |\n| c | d |" },
        { "a<br>b <b>c</b> <https://x.example> 5 < 6", "a\nb c https://x.example 5 < 6" },
        { "AT&amp;T &copy; & &nope;", "AT&T © & &nope;" },
        { "“Ես *դու*”", "“Ես դու”" },
        { "line one  \nline two", "line one\nline two" },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        CLEANUP_STRBUF struct strbuf out = STRBUF_INIT;
        strbuf_string(&out, "x");
        markdown_to_text(&out, str_of(rows[i].in));
        if (strcmp(out.p + 1, rows[i].out) != 0)
            fail_msg("\n%s\ngives\n%s\nand not\n%s", rows[i].in, out.p + 1, rows[i].out);
    }
}

static void files(void **state)
{
    (void)state;
    const struct reader_row rows[] = {
        { "", "skipped: empty\n" },
        { "# The *title*\n\nOne.\n\nTwo.\n", "0: title=The title text=One.\n\nTwo.\n" },
        { "The title\n=========\n\nOne.\n", "0: title=The title text=One.\n" },
        { "\n\n# T\nOne.\n", "0: title=T text=One.\n" },
        { "One.\n\n# Later\n", "0: text=One.\n\nLater\n" },
        { "## Second level\n\nOne.\n", "0: text=Second level\n\nOne.\n" },
        { "# Only a title\n", "0: title=Only a title\n" },
        { "---\ntitle: Given\n---\n# Given\n\nOne.\n", "0: title=Given text=One.\n" },
        { "---\ntitle: Given\n---\n# Another\n\nOne.\n", "0: title=Given text=Another\n\nOne.\n" },
        { "---\ntitle: Given\ndate: 2022-02-23\nlang: en\nsource: Paper\ntopic: [a, b]\nurl: "
          "https://x.example/1\nid: 7\n---\n\nOne.\n",
          "0: id=7 title=Given source=Paper url=https://x.example/1 lang=en day=2022-02-23 topic=a topic=b "
          "text=One.\n" },
        { "---\nbad: [\n---\nOne.\n",
          "skipped: front matter: line 3, column 1: did not find expected node content\n" },
        { "![only an image](u)\n", "skipped: no text\n" },
        { "a \xE9t\xE9 b\n", "0: text=a été b\n" },
    };
    check_rows(rows, COUNT(rows), "a.md", &(struct reader_options){ 0 });
    char *got = print_bytes(STR("One."), "1991-12-25-end.md", &(struct reader_options){ 0 });
    assert_string_equal(got, "0: day=1991-12-25 text=One.\n");
    free(got);
}

/* Inputs that are made to be slow. */
static void hostile(void **state)
{
    (void)state;
    const char *const parts[] = { "[",     "[a](",  "](",        "![",      "*a",       "**a*",
                                  "_a_",   "`a``",  "``` `` ` ", "\n>",     "\n- ",     "\n#",
                                  "<a",    "\\",    "[a](b(",    "[a](b c", "![[a](b)", "](a \"",
                                  "\n|-|", "\n```", "[a][",      "[^",      "&amp" };
    for (size_t i = 0; i < COUNT(parts); i++) {
        CLEANUP_STRBUF struct strbuf in = STRBUF_INIT, out = STRBUF_INIT;
        while (in.n < 500000)
            strbuf_string(&in, parts[i]);
        markdown_to_text(&out, strbuf_view(&in));
        strbuf_string(&in, ">)]");
        markdown_to_text(&out, strbuf_view(&in));
        assert_true(out.n <= 3 * in.n);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks),
        cmocka_unit_test(files),
        cmocka_unit_test(hostile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
