#include "tests/unit/reader_print.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static void files(void **state)
{
    (void)state;
    const struct reader_row rows[] = {
        { "", "skipped: empty\n" },
        { " \n\t\n", "skipped: empty\n" },
        { "Just a text.\n", "0: text=Just a text.\n" },
        { " date 2022-02-23 They claimed that.\n\nSecond paragraph.\n",
          "0: day=2022-02-23 text=They claimed that.\n\nSecond paragraph.\n" },
        { "date 2022-02-23 They claimed.", "0: day=2022-02-23 text=They claimed.\n" },
        { "\n\n  date\t1991-12-25\n\nOn the next line.", "0: day=1991-12-25 text=On the next line.\n" },
        { "date 2022-02-30 No such day.", "0: text=date 2022-02-30 No such day.\n" },
        { "date 2022 The year alone.", "0: text=date 2022 The year alone.\n" },
        { "dated 2022-02-23 x", "0: text=dated 2022-02-23 x\n" },
        { "Date 2022-02-23 x", "0: text=Date 2022-02-23 x\n" },
        { "date of the vote", "0: text=date of the vote\n" },
        { "date 2022-02-23", "skipped: no text\n" },
        /* titles */
        { "A headline\n\nThe text.\n", "0: title=A headline text=The text.\n" },
        { "A headline\n \n\nThe text.\n\nMore.\n", "0: title=A headline text=The text.\n\nMore.\n" },
        { "A sentence.\n\nThe text.\n", "0: text=A sentence.\n\nThe text.\n" },
        { "Մի նախադասություն։\n\nText.\n", "0: text=Մի նախադասություն։\n\nText.\n" },
        { "A headline?\n\nThe text.\n", "0: title=A headline? text=The text.\n" },
        { "One line\nand another\n\nThe text.\n", "0: text=One line\nand another\n\nThe text.\n" },
        { "Only a headline\n\n", "0: text=Only a headline\n" },
        { " date 1945-05-08 Victory\n\nThe war is over.",
          "0: title=Victory day=1945-05-08 text=The war is over.\n" },
        /* line ends, encodings */
        { "One.\r\n\r\nTwo.\r\nThree.\r", "0: text=One.\n\nTwo.\nThree.\n" },
        { "\xEF\xBB\xBFOne.", "0: text=One.\n" },
        { "Caf\xE9 cr\xE8me \x80 5 \x93quoted\x94.", "0: text=Café crème € 5 “quoted”.\n" },
        { "Good é à ü \xE2\x80, bad.", "0: repaired=1 text=Good é à ü \xEF\xBF\xBD, bad.\n" },
        { "Undefined \x81 \xE9.", "0: repaired=2 text=Undefined \xEF\xBF\xBD \xEF\xBF\xBD.\n" },
        { "\xE9\xE9\xE9 half", "0: repaired=3 text=\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD half\n" },
        { "\x01\x02\x03\x04 noise \x05\x06\x07", "skipped: not text\n" },
        { "<p>One.</p><p>Two.</p>", "0: text=One.\n\nTwo.\n" },
        /* front matter */
        { "---\ntitle: A title\ndate: 2022-02-23\nsource: paper.example\nauthor: [A, B]\nbias: "
          "left\n---\nHead\n\nThe text.\n",
          "0: title=A title source=paper.example day=2022-02-23 author=A author=B meta.bias=left "
          "text=Head\n\nThe text.\n" },
        { "---\r\ntitle: T\r\n---\r\nThe text.", "0: title=T text=The text.\n" },
        { "---\ntitle: T\n...\nThe text.", "0: title=T text=The text.\n" },
        { "---\ntext: inside\n---\n", "0: text=inside\n" },
        { "---\ntext: inside\n---\noutside", "0: text=outside\n" },
        { "---\ntitle: T\ndescription: D\nempty:\nnone: ~\n---\nx",
          "0: title=T meta.description=D text=x\n" },
        { "---\na: &x {b: 1}\nc: *x\n---\ntext", "0: meta.a={\"b\":\"1\"} meta.c={\"b\":\"1\"} text=text\n" },
        { "---\n---\ntext", "0: text=text\n" },
        { "---\nA rule above, not a key.\n---\ntext", "0: text=---\nA rule above, not a key.\n---\ntext\n" },
        { "---\ntitle: never closed\n", "0: text=---\ntitle: never closed\n" },
        { "---\ntitle: [\n---\ntext",
          "skipped: front matter: line 3, column 1: did not find expected node content\n" },
        { "---\nkey: value\n- item\n---\ntext",
          "skipped: front matter: line 3, column 1: did not find expected key\n" },
        { "---\n- key: value\n---\ntext",
          "skipped: front matter: line 2, column 1: keys with values are wanted\n" },
        { "----\ntitle: x\n----\n\ntext", "0: text=----\ntitle: x\n----\n\ntext\n" },
    };
    check_rows(rows, COUNT(rows), "a.txt", &(struct reader_options){ 0 });
}

static void nuls_and_utf16(void **state)
{
    (void)state;
    char *got = print_bytes(STR("one\0two and some more text"), "a.txt", &(struct reader_options){ 0 });
    assert_string_equal(got, "0: repaired=1 text=one two and some more text\n");
    free(got);
    got = print_bytes(STR("\0\0\0\0binary"), "a.txt", &(struct reader_options){ 0 });
    assert_string_equal(got, "skipped: not text\n");
    free(got);
    got = print_bytes(STR("\xFE\xFF\0h\0i\xD8\0\0."), "a.txt", &(struct reader_options){ 0 });
    assert_string_equal(got, "0: repaired=1 text=hi\xEF\xBF\xBD.\n");
    free(got);
}

static void alias_bomb(void **state)
{
    (void)state;
    struct strbuf b = STRBUF_INIT;
    strbuf_string(&b, "---\na0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
    for (int i = 1; i < 12; i++) {
        strbuf_format(&b, "a%d: &a%d [", i, i);
        for (int k = 0; k < 9; k++)
            strbuf_format(&b, "%s*a%d", k ? ", " : "", i - 1);
        strbuf_string(&b, "]\n");
    }
    strbuf_string(&b, "---\ntext\n");
    char *got = print_bytes(strbuf_view(&b), "a.txt", &(struct reader_options){ 0 });
    assert_non_null(strstr(got, "skipped: front matter: line "));
    assert_non_null(strstr(got, "aliases unfold to more than 1 MiB"));
    free(got);
    strbuf_clear(&b);
    strbuf_string(&b, "---\na0: &a0 [x]\n");
    for (int i = 1; i < 100; i++)
        strbuf_format(&b, "a%d: &a%d [*a%d]\n", i, i, i - 1);
    strbuf_string(&b, "---\ntext\n");
    got = print_bytes(strbuf_view(&b), "a.txt", &(struct reader_options){ 0 });
    assert_non_null(strstr(got, "lists and maps stand too deep in one another (48 at most)"));
    free(got);
    strbuf_release(&b);
}

static void dates_of_names(void **state)
{
    (void)state;
    const struct { const char *name, *out; } rows[] = {
        { "news/2022-02-23-vote.txt", "0: day=2022-02-23 text=x\n" },
        { "azatutyun-2022-02-23.txt", "0: day=2022-02-23 text=x\n" },
        { "20220223.txt", "0: day=2022-02-23 text=x\n" },
        { "a_2022_02_23_b.txt.gz", "0: day=2022-02-23 text=x\n" },
        { "v2.2022.02.23.txt", "0: day=2022-02-23 text=x\n" },
        { "123-2022-02-23.txt", "0: day=2022-02-23 text=x\n" },
        { "2022-02-30.txt", "0: text=x\n" },
        { "2022-02_23.txt", "0: text=x\n" },
        { "120220223.txt", "0: text=x\n" },
        { "202202233.txt", "0: text=x\n" },
        { "12345678.txt", "0: text=x\n" },
        { "2022-02-23/x.txt", "0: text=x\n" },
        { "2022.txt", "0: text=x\n" },
        { "2022-", "0: text=x\n" },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char *got = print_bytes(STR("x"), rows[i].name, &(struct reader_options){ .format = FORMAT_TEXT });
        if (strcmp(got, rows[i].out) != 0)
            fail_msg("%s: %s", rows[i].name, got);
        free(got);
    }
}

static void date_of_the_file(void **state)
{
    (void)state;
    char path[] = "/tmp/caucus-text-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, "x", 1), 1);
    close(fd);
    const struct timespec times[2] = { { 1645628645, 0 }, { 1645628645, 0 } };
    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
    struct reader *r;
    struct article a;
    struct error err;
    struct reader_options options = { .format = FORMAT_TEXT };
    assert_true(reader_open(path, &options, &r, &err));
    assert_int_equal(reader_next(r, &a, &err), READER_ARTICLE);
    char time[CIVIL_TIME_BYTES];
    civil_format_time(a.date, time);
    assert_string_equal(time, "2022-02-23T15:04Z");
    assert_int_equal(a.precision, DATE_FILE);
    assert_int_equal(reader_next(r, &a, &err), READER_END);
    reader_close(r);
    unlink(path);
}

/* Files whose name does not tell: what their first bytes say. */
static void sniffing(void **state)
{
    (void)state;
    const struct reader_row rows[] = {
        { "{\"text\":\"a\"}\n{\"text\":\"b\"}\n", "1: text=a\n2: text=b\n" },
        { "{\"text\":\"a\"}\n{bad\n{\"text\":\"b\"}\n",
          "1: text=a\nskipped: line 2: byte 2: a key in quotation marks is wanted\n3: text=b\n" },
        { "{\n \"text\":\"a\"\n}\n", "1: text=a\n" },
        { "{\"articles\":[{\"text\":\"a\"}]}", "1: text=a\n" },
        { "[{\"text\":\"a\"}]", "1: text=a\n" },
        { "[\n]\n", "" },
        { "[Update] The vote is over.", "0: text=[Update] The vote is over.\n" },
        { "{note} The vote is over.", "0: text={note} The vote is over.\n" },
        { "---\ntitle: T\n---\nSome *text*.", "0: title=T text=Some text.\n" },
        { "title,text\na,b\n", "2: title=a text=b\n" },
        { "id;headline;body\n1;a;b\n", "2: id=1 title=a text=b\n" },
        { "date\ttext\n2022-02-23\tb\n", "2: day=2022-02-23 text=b\n" },
        { "Text, and a name, in a first line\nof prose.",
          "0: text=Text, and a name, in a first line\nof prose.\n" },
        { "name, text", "0: text=name, text\n" },
        { "Plain words.", "0: text=Plain words.\n" },
        { "", "skipped: empty\n" },
    };
    check_rows(rows, COUNT(rows), "-", &(struct reader_options){ 0 });
    /* A first line that is longer than what is looked at. */
    struct strbuf b = STRBUF_INIT;
    const char *const heads[] = { "{\"text\":\"", "{\"articles\":[{\"text\":\"" }, *const tails[] = {
        "\"}\n{\"text\":\"b\"}\n", "\"},{\"text\":\"b\"}]}"
    };
    for (size_t i = 0; i < 2; i++) {
        strbuf_clear(&b);
        strbuf_string(&b, heads[i]);
        for (int k = 0; k < 100000; k++)
            strbuf_byte(&b, 'a');
        strbuf_string(&b, tails[i]);
        char *got = print_bytes(strbuf_view(&b), "-", &(struct reader_options){ 0 });
        assert_int_equal(strlen(got), 100000 + 9 + 10);
        assert_non_null(strstr(got, "\n2: text=b\n"));
        free(got);
    }
    strbuf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files),          cmocka_unit_test(nuls_and_utf16),   cmocka_unit_test(alias_bomb),
        cmocka_unit_test(dates_of_names), cmocka_unit_test(date_of_the_file), cmocka_unit_test(sniffing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
