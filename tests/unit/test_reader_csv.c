#include "tests/unit/reader_print.h"

static void rows_of(const struct reader_row *rows, size_t count, const char *name)
{
    check_rows(rows, count, name, &(struct reader_options){ 0 });
}

static void commas(void **state)
{
    (void)state;
    const struct reader_row rows[] = {
        { "", "" },
        { "title,text\n", "" },
        { "title,text\na,b\n", "2: title=a text=b\n" },
        { "title,text\r\na,b\r\nc,d", "2: title=a text=b\n3: title=c text=d\n" },
        { "\xEF\xBB\xBFtitle,text\na,b\n", "2: title=a text=b\n" },
        { "\n\ntitle,text\n\na,b\n\n", "5: title=a text=b\n" },
        { "\"title\",\"text\"\n\"a, b\",\"c \"\"d\"\" e\"\n", "2: title=a, b text=c \"d\" e\n" },
        { "title,text\na,\"line one\nline two\r\n\r\nline three\"\nb,c\n",
          "2: title=a text=line one\nline two\n\nline three\n6: title=b text=c\n" },
        { "title,text\na,\"\"\n,b\n\"\",\"\"\n", "2: title=a\n3: text=b\nskipped: line 4: no text\n" },
        { "title,text\na,b,c\nd\ne,f,\ng,h\n",
          "skipped: line 2: 3 columns, where the header has 2\nskipped: line 3: 1 columns, where the header "
          "has 2\n"
          "skipped: line 4: 3 columns, where the header has 2\n5: title=g text=h\n" },
        { "id,title,text,date,source,bias\n1,T,x,2022-02-23,S,left\n",
          "2: id=1 title=T source=S day=2022-02-23 meta.bias=left text=x\n" },
        { "title,text\na \"quoted\" word,b\n", "2: title=a \"quoted\" word text=b\n" },
        { "title,text\n\"a\" tail,b\n", "2: title=a tail text=b\n" },
        { "title,text\n\"a\"\"\",b\n", "2: title=a\" text=b\n" },
        { "title,text\n\"\"\"a\"\"\",b\n", "2: title=\"a\" text=b\n" },
        { "text\njust one column, with a comma\n", "skipped: line 2: 2 columns, where the header has 1\n" },
        { "text\njust one column\n", "2: text=just one column\n" },
        { "title,text\na,Un caf\xE9 \x93noir\x94\n", "2: title=a text=Un café “noir”\n" },
        { "title,text\na,\xE2\x80\x99 caf\xE9\n", "2: title=a repaired=1 text=’ caf\xEF\xBF\xBD\n" },
        { "title,text\na,\"open\nb,c\n", "failed: line 2: a quote opens in this row and never closes\n" },
        { "title,text\na,b\nc,\"open\n",
          "2: title=a text=b\nfailed: line 3: a quote opens in this row and never closes\n" },
        { "year,amount\n2022,7\n",
          "failed: line 1: no column is known as the title or the text; there are: year, amount (a map of "
          "fields to columns helps)\n" },
    };
    rows_of(rows, COUNT(rows), "a.csv");
}

static void other_separators(void **state)
{
    (void)state;
    const struct reader_row rows[] = {
        { "title;text\na;b, c\n", "2: title=a text=b, c\n" },
        { "title\ttext\na\tb, c\n", "2: title=a text=b, c\n" },
        { "title|text\na|b, c\n", "2: title=a text=b, c\n" },
        { "sep=;\ntitle;text\na;b\n", "3: title=a text=b\n" },
        { "\"title, short\";text;\"x,y,z\"\na;b;c\n", "2: meta.title, short=a meta.x,y,z=c text=b\n" },
    };
    rows_of(rows, COUNT(rows), "a.csv");
    const struct reader_row tabs[] = {
        { "title\ttext\na, b\tc\n\"d\te\"\tf\n", "2: title=a, b text=c\n3: title=d e text=f\n" },
        { "title,text\na\tb\n",
          "failed: line 1: no column is known as the title or the text; there are: title,text (a map of "
          "fields to columns helps)\n" },
    };
    rows_of(tabs, COUNT(tabs), "a.tsv");
    char *got = print_bytes(STR("\xFF\xFEt\0e\0x\0t\0\n\0a\0\xE9\0\n\0"), "a.csv",
                            &(struct reader_options){ 0 });
    assert_string_equal(got, "2: text=aé\n");
    free(got);
}

static void mapped_columns(void **state)
{
    (void)state;
    const struct reader_map map[] = { { STR("text"), STR("Story Text") }, { STR("date"), STR("day") } };
    const struct reader_options options = { .map = map, .map_count = COUNT(map) };
    const struct reader_row rows[] = {
        { "story_text,day\nx,5/8/1945\n", "2: day=1945-05-08 text=x\n" },
        { "other,day\nx,5/8/1945\n",
          "failed: line 1: no column is known as the title or the text; there are: other, day (a map of "
          "fields to columns helps)\n" },
    };
    check_rows(rows, COUNT(rows), "a.csv", &options);
}

static void many_columns(void **state)
{
    (void)state;
    struct strbuf b = STRBUF_INIT;
    for (int i = 0; i < 5000; i++)
        strbuf_string(&b, "text,");
    strbuf_string(&b, "text\n");
    char *got = print_bytes(strbuf_view(&b), "a.csv", &(struct reader_options){ 0 });
    assert_string_equal(got, "failed: after line 1: a header of more than 4096 columns\n");
    free(got);
    strbuf_release(&b);
}

/* Rows of several lines that are longer than any buffer. */
static void long_rows(void **state)
{
    (void)state;
    struct strbuf b = STRBUF_INIT;
    strbuf_string(&b, "id,text\n");
    for (int i = 1; i <= 30; i++) {
        strbuf_format(&b, "%d,\"", i);
        for (int k = 0; k < i * 3000; k++)
            strbuf_string(&b, k % 7 ? "word, " : "\"\"x\"\"\n");
        strbuf_string(&b, "\"\n");
    }
    struct reader *r;
    struct error err;
    struct article a;
    struct reader_options options = { .format = FORMAT_CSV };
    assert_true(reader_open_memory(strbuf_view(&b), "x", &options, &r, &err));
    for (int i = 1; i <= 30; i++) {
        size_t n = 0;
        assert_int_equal(reader_next(r, &a, &err), READER_ARTICLE);
        for (int k = 0; k < i * 3000; k++)
            n += k % 7 ? 6 : 4;
        assert_int_equal(a.text.n, n);
    }
    assert_int_equal(reader_next(r, &a, &err), READER_END);
    reader_close(r);
    strbuf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commas),       cmocka_unit_test(other_separators), cmocka_unit_test(mapped_columns),
        cmocka_unit_test(many_columns), cmocka_unit_test(long_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
