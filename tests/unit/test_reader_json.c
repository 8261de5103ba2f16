#include "tests/unit/reader_print.h"

static void files(void **state)
{
    (void)state;
    const struct reader_row rows[] = {
        { "", "" },
        { " \n ", "" },
        { "[]", "" },
        { "[{\"text\":\"a\"},{\"text\":\"b\"}]", "1: text=a\n2: text=b\n" },
        { "[\n  {\n    \"title\": \"T, ]\",\n    \"text\": \"a \\\" b\"\n  }\n]\n",
          "1: title=T, ] text=a \" b\n" },
        { "{\"title\":\"T\",\"text\":\"a\"}", "1: title=T text=a\n" },
        { "{\"text\":\"a\"}\n{\"text\":\"b\"}\n", "1: text=a\n2: text=b\n" },
        { "{\"status\":\"ok\",\"totalResults\":2,\"articles\":[{\"text\":\"a\"},{\"text\":\"b\"}]}",
          "1: text=a\n2: text=b\n" },
        { "{\"articles\":[{\"text\":\"a\"}],\"more\":{\"x\":[1]},\"end\":null}", "1: text=a\n" },
        { "{\"response\":{\"status\":\"ok\",\"docs\":[{\"text\":\"a\"}]},\"copyright\":\"c\"}",
          "1: text=a\n" },
        { "{\"title\":\"My feed\",\"items\":[{\"title\":\"T\",\"content_html\":\"<p>a</p>\"}]}",
          "1: title=T text=a\n" },
        { "{\"data\":{\"title\":\"T\",\"text\":\"a\"}}", "1: title=T text=a\n" },
        { "{\"title\":\"T\",\"text\":\"a\",\"items\":[{\"text\":\"b\"}]}",
          "1: title=T meta.items=[{\"text\":\"b\"}] text=a\n" },
        { "{\"items\":[1,2],\"text\":\"a\"}", "1: meta.items=[1,2] text=a\n" },
        { "{\"results\":[],\"text\":\"a\"}", "1: text=a\n" },
        { "{}", "skipped: record 1: no text\n" },
        { "[{\"text\":\"a\"},7,\"x\",null,[1],{\"text\":\"b\"}]",
          "1: text=a\nskipped: record 2: it is not an object\nskipped: record 3: it is not an "
          "object\nskipped: record 4: it is not an object\n"
          "skipped: record 5: it is not an object\n6: text=b\n" },
        { "[{\"text\":\"a\\x\"},{\"text\":01},{\"text\":\"b\"}]",
          "skipped: record 1: byte 12: no such escape\nskipped: record 2: byte 10: ',' or '}' is wanted\n3: "
          "text=b\n" },
        { "[{\"text\":\"a\nb\"},{\"text\":\"b\"}]",
          "skipped: record 1: byte 11: a control character in a string\n2: text=b\n" },
        { "[{\"text\":\"\xFF\"}]", "1: repaired=1 text=\xEF\xBF\xBD\n" },
        { "[{\"text\":\"\\u0000\\ud83d\\ude00\"}]", "1: repaired=1 text= 😀\n" },
        { "[true,false,null,-1.5e3,\"]\"]",
          "skipped: record 1: it is not an object\nskipped: record 2: it is not an object\nskipped: record "
          "3: it is not an object\n"
          "skipped: record 4: it is not an object\nskipped: record 5: it is not an object\n" },
    };
    check_rows(rows, COUNT(rows), "a.json", &(struct reader_options){ 0 });
}

static void what_fails(void **state)
{
    (void)state;
    const struct reader_row rows[] = {
        { "hello", "failed: this is not JSON: a list or an object is wanted\n" },
        { "7", "failed: this is not JSON: a list or an object is wanted\n" },
        { "[{\"text\":\"a\"}", "1: text=a\nfailed: after record 1: the list ends early: ']' is wanted\n" },
        { "[{\"text\":\"a\"},", "1: text=a\nfailed: after record 1: the list ends early: ']' is wanted\n" },
        { "[{\"text\":\"a\"},{\"tex", "1: text=a\nfailed: after record 1: the file ends within a value\n" },
        { "[{\"text\":\"a\"},]", "1: text=a\nfailed: after record 1: a value is wanted\n" },
        { "[{\"text\":\"a\"} {\"text\":\"b\"}]",
          "1: text=a\nfailed: after record 1: ',' or ']' is wanted\n" },
        { "[{\"text\":\"a\"}}", "1: text=a\nfailed: after record 1: ',' or ']' is wanted\n" },
        { "[{\"text\":\"a\"]]", "failed: brackets do not pair\n" },
        { "[{\"text\":\"a\"}]]",
          "1: text=a\nfailed: after record 1: this is not JSON: a list or an object is wanted\n" },
        { "{\"text\":\"a\"", "failed: the object ends early: '}' is wanted\n" },
        { "{\"text\" \"a\"}", "failed: ':' is wanted\n" },
        { "{\"text\":}", "failed: a value is wanted\n" },
        { "{text:1}", "failed: a key in quotation marks is wanted\n" },
        { "{\"a\":1,}", "failed: a key in quotation marks is wanted\n" },
        { "{\"a\":1;}", "skipped: record 1: byte 7: ',' or '}' is wanted\n" },
        { "{\"articles\":[{\"text\":\"a\"}],\"x\":[}}",
          "1: text=a\nfailed: after record 1: brackets do not pair\n" },
    };
    check_rows(rows, COUNT(rows), "a.json", &(struct reader_options){ 0 });
}

static void deep(void **state)
{
    (void)state;
    struct strbuf b = STRBUF_INIT;
    for (int i = 0; i < 100000; i++)
        strbuf_byte(&b, '[');
    char *got = print_bytes(strbuf_view(&b), "a.json", &(struct reader_options){ 0 });
    assert_string_equal(got, "failed: the file ends within a value\n");
    free(got);
    for (int i = 0; i < 100000; i++)
        strbuf_byte(&b, ']');
    got = print_bytes(strbuf_view(&b), "a.json", &(struct reader_options){ 0 });
    assert_string_equal(got, "skipped: record 1: it is not an object\n");
    free(got);
    strbuf_clear(&b);
    for (int i = 0; i < 100000; i++)
        strbuf_string(&b, "{\"data\":");
    got = print_bytes(strbuf_view(&b), "a.json", &(struct reader_options){ 0 });
    assert_string_equal(got, "failed: the file ends within a value\n");
    free(got);
    strbuf_clear(&b);
    strbuf_string(&b, "[{\"text\":\"a\",\"deep\":");
    for (int i = 0; i < 80; i++)
        strbuf_byte(&b, '[');
    for (int i = 0; i < 80; i++)
        strbuf_byte(&b, ']');
    strbuf_string(&b, "},{\"text\":\"b\"}]");
    got = print_bytes(strbuf_view(&b), "a.json", &(struct reader_options){ 0 });
    assert_string_equal(
        got,
        "skipped: record 1: byte 83: lists and objects stand too deep in one another (64 at most)\n2: "
        "text=b\n");
    free(got);
    strbuf_release(&b);
}

/* A list that is longer than any buffer. */
static void long_list(void **state)
{
    (void)state;
    struct strbuf b = STRBUF_INIT;
    strbuf_string(&b, "{\"articles\": [");
    for (int i = 1; i <= 20000; i++)
        strbuf_format(&b, "%s{\"id\": %d, \"text\": \"%0*d \\\\\"}", i > 1 ? " ,\n" : "", i, i % 200, i);
    strbuf_string(&b, "]}");
    struct reader *r;
    struct error err;
    struct article a;
    struct reader_options options = { 0 };
    assert_true(reader_open_memory(strbuf_view(&b), "x", &options, &r, &err));
    for (int i = 1; i <= 20000; i++) {
        char text[256];
        assert_int_equal(reader_next(r, &a, &err), READER_ARTICLE);
        snprintf(text, sizeof text, "%0*d \\", i % 200, i);
        assert_str(a.text, text);
        assert_int_equal(reader_record(r), i);
    }
    assert_int_equal(reader_next(r, &a, &err), READER_END);
    reader_close(r);
    strbuf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files),
        cmocka_unit_test(what_fails),
        cmocka_unit_test(deep),
        cmocka_unit_test(long_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
