#include "tests/unit/reader_print.h"

static void lines(void **state)
{
    (void)state;
    const struct reader_row rows[] = {
        { "", "" },
        { "\n\n  \n", "" },
        { "{\"id\":\"a\",\"title\":\"T\",\"text\":\"Hello.\"}\n", "1: id=a title=T text=Hello.\n" },
        { "{\"text\":\"one\"}\r\n\r\n{\"text\":\"two\"}", "1: text=one\n3: text=two\n" },
        { "{\"text\":\"one\"}\n{\"text\":\"tw\n{\"text\":\"three\"}\n",
          "1: text=one\nskipped: line 2: byte 12: the string does not end\n3: text=three\n" },
        { "[]\n\"x\"\n7\n{\"text\":\"x\"}\n",
          "skipped: line 1: it is not an object\nskipped: line 2: it is not an object\nskipped: line 3: it "
          "is not an object\n4: text=x\n" },
        { "{}\n{\"id\":1}\n{\"text\":\"  \"}\n{\"title\":\"only\"}\n",
          "skipped: line 1: no text\nskipped: line 2: no text\nskipped: line 3: no text\n4: title=only\n" },
        { "{\"text\":\"x\"} {}\n", "skipped: line 1: byte 14: something stands behind the value\n" },
        { "{\"text\":\"x\",}\n", "skipped: line 1: byte 13: a key in quotation marks is wanted\n" },
        { "\xEF\xBB\xBF{\"text\":\"bom\"}\n", "1: text=bom\n" },
        { "{\"text\":\"a\xFF"
          "b\xE2\x82\"}\n",
          "1: repaired=2 text=a\xEF\xBF\xBD"
          "b\xEF\xBF\xBD\n" },
        { "{\"text\":\"a\\u0000b\\ud800\"}\n", "1: repaired=2 text=a b\xEF\xBF\xBD\n" },
        { "{\"text\":\"a\\u0041\\u00e9\\ud83d\\ude00\"}\n", "1: text=aAé😀\n" },
        { "{\"text\":\"one\",\"text\":\"two\"}\n", "1: text=two\n" },
        { "{\"text\":\"a\\r\\n\\r\\nb\\rc\"}\n", "1: text=a\n\nb\nc\n" },
        { "{\"text\":\" kept as it is \"}\n", "1: text= kept as it is \n" },
        { "{\"text\":[[[[1]]]]}\n", "skipped: line 1: no text\n" },
    };
    check_rows(rows, COUNT(rows), "a.jsonl", &(struct reader_options){ 0 });
}

static void a_deep_line_costs_itself(void **state)
{
    (void)state;
    struct strbuf b = STRBUF_INIT;
    strbuf_string(&b, "{\"text\":\"x\",\"a\":");
    for (int i = 0; i < 100000; i++)
        strbuf_byte(&b, '[');
    strbuf_string(&b, "\n{\"text\":\"y\"}\n");
    char *got = print_bytes(strbuf_view(&b), "a.jsonl", &(struct reader_options){ 0 });
    assert_string_equal(
        got,
        "skipped: line 1: byte 80: lists and objects stand too deep in one another (64 at most)\n2: "
        "text=y\n");
    free(got);
    strbuf_clear(&b);
    strbuf_byte(&b, '{');
    for (int i = 0; i < 5000; i++)
        strbuf_format(&b, "\"k%d\":1,", i);
    strbuf_string(&b, "\"text\":\"x\"}\n{\"text\":\"y\"}\n");
    got = print_bytes(strbuf_view(&b), "a.jsonl", &(struct reader_options){ 0 });
    assert_string_equal(got, "skipped: line 1: it has more than 4096 keys\n2: text=y\n");
    free(got);
    strbuf_release(&b);
}

/*
 * Tens of thousands of lines of different lengths: every one comes out, in its order and with its own text.
 */
static void many(void **state)
{
    (void)state;
    struct strbuf b = STRBUF_INIT;
    for (int i = 1; i <= 20000; i++) {
        strbuf_format(&b, "{\"id\":%d,\"text\":\"", i);
        for (int k = 0; k < i % 97; k++)
            strbuf_string(&b, k % 5 ? "word " : "\\\"é\\n");
        strbuf_string(&b, "end\"}\n");
    }
    struct reader *r;
    struct error err;
    struct article a;
    struct reader_options options = { 0 };
    assert_true(reader_open_memory(strbuf_view(&b), "x", &options, &r, &err));
    for (int i = 1; i <= 20000; i++) {
        char id[16];
        size_t n = 3;
        assert_int_equal(reader_next(r, &a, &err), READER_ARTICLE);
        snprintf(id, sizeof id, "%d", i);
        assert_str(a.id, id);
        assert_int_equal(reader_record(r), i);
        for (int k = 0; k < i % 97; k++)
            n += k % 5 ? 5 : 4;
        assert_int_equal(a.text.n, n);
    }
    assert_int_equal(reader_next(r, &a, &err), READER_END);
    assert_int_equal(reader_next(r, &a, &err), READER_END);
    assert_int_equal(reader_bytes(r), b.n);
    reader_close(r);
    strbuf_release(&b);
}

static void torn_stream(void **state)
{
    (void)state;
    /* zstd of {"text":"one"} and a newline, without its last three bytes. */
    char *got = print_bytes(STR("\x28\xB5\x2F\xFD\x20\x0F\x79\x00\x00{\"text\":\"on"), "a.jsonl.zst",
                            &(struct reader_options){ 0 });
    assert_string_equal(got, "failed: the zstd stream ends early\n");
    free(got);
    got = print_bytes(STR("\x28\xB5\x2F\xFD\x20\x0F\x79\x00\x00{\"text\":\"one\"}\n"), "a.jsonl.zst",
                      &(struct reader_options){ 0 });
    assert_string_equal(got, "1: text=one\n");
    free(got);
    got = print_bytes(STR("\x28\xB5\x2F\xFD\x20\x0F\x79\x00\x00{\"text\":\"one\"}\n\x28\xB5\x2F\xFD\x20"),
                      "a.jsonl.zst", &(struct reader_options){ 0 });
    assert_string_equal(got, "1: text=one\nfailed: after line 1: the zstd stream ends early\n");
    free(got);
}

static void opening(void **state)
{
    (void)state;
    struct reader *r;
    struct error err;
    struct reader_options options = { 0 };
    assert_false(reader_open("/nowhere/x.jsonl", &options, &r, &err));
    assert_string_equal(err.text, "cannot read '/nowhere/x.jsonl': No such file or directory");
    struct reader_map map = { STR("txt"), STR("body") };
    options = (struct reader_options){ .map = &map, .map_count = 1 };
    assert_false(reader_open_memory(STR("{}"), "x", &options, &r, &err));
    assert_string_equal(
        err.text,
        "no field 'txt' to map a column to (there are id, title, text, date, source, url, author, lang, "
        "topic)");
    assert_int_equal(err.kind, ERROR_USAGE);
}

static void names_of_formats(void **state)
{
    (void)state;
    const struct { const char *path; enum reader_format format; } rows[] = {
        { "a.txt", FORMAT_TEXT },
        { "a/b.MD", FORMAT_MARKDOWN },
        { "a.markdown", FORMAT_MARKDOWN },
        { "a.jsonl", FORMAT_JSONL },
        { "a.ndjson", FORMAT_JSONL },
        { "a.json", FORMAT_JSON },
        { "a.csv", FORMAT_CSV },
        { "a.tsv", FORMAT_TSV },
        { "a.jsonl.gz", FORMAT_JSONL },
        { "a/b.jsonl.zst", FORMAT_JSONL },
        { "A.CSV.GZ", FORMAT_CSV },
        { "a", FORMAT_AUTO },
        { "-", FORMAT_AUTO },
        { "a.gz", FORMAT_AUTO },
        { ".json", FORMAT_AUTO },
        { "jsonl", FORMAT_AUTO },
        { "a.json/b", FORMAT_AUTO },
        { "a.xyz", FORMAT_AUTO },
        { "", FORMAT_AUTO },
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        if (reader_format_of_path(rows[i].path) != rows[i].format)
            fail_msg("%s", rows[i].path);
    const char *const names[] = { "auto", "text", "markdown", "jsonl", "json", "csv", "tsv" };
    for (int f = 0; f < FORMAT_COUNT; f++) {
        assert_string_equal(reader_format_name((enum reader_format)f), names[f]);
        assert_int_equal(reader_format_of(str_of(names[f])), f);
    }
    assert_int_equal(reader_format_of(STR("xml")), FORMAT_COUNT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines),   cmocka_unit_test(a_deep_line_costs_itself),
        cmocka_unit_test(many),    cmocka_unit_test(torn_stream),
        cmocka_unit_test(opening), cmocka_unit_test(names_of_formats),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
