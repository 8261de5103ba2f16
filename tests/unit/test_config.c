#include "config/config.h"

#include "config/schema.h"
#include "tests/unit/check.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char dir[] = "/tmp/caucus-config-XXXXXX";

/* Loads text as DIR/x.yaml. */
static bool load(struct str text, struct config *ret, struct error *err)
{
    char path[64];
    snprintf(path, sizeof path, "%s/x.yaml", dir);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fwrite(text.p, 1, text.n, f);
    fclose(f);
    bool fine = config_load(path, ret, err);
    unlink(path);
    return fine;
}

static void assert_defaults(const struct config *c)
{
    assert_string_equal(c->data, "");
    assert_string_equal(c->timezone, "UTC");
    assert_int_equal(c->source_count, 0);
    assert_int_equal(c->publisher_count, 0);
    assert_true(c->ranking.title == 3.0 && c->ranking.lead == 1.5 && c->ranking.body == 1.0);
    assert_true(c->ranking.k1 == 1.2 && c->ranking.b == 0.5 && c->ranking.length_pivot == 400);
    assert_true(c->ranking.recency == 1.0 && c->ranking.recency_half_life_days == 365);
    assert_true(c->ranking.actors == 2.0 && c->ranking.proximity == 1.0);
    assert_string_equal(c->actors_path, "");
    assert_int_equal(c->limit, 10);
    assert_string_equal(c->sort, "best");
    assert_string_equal(c->color, "auto");
    assert_string_equal(c->pager, "");
    assert_int_equal(c->lock_wait_seconds, 0);
    assert_int_equal(c->threads, 0);
}

static void defaults(void **state)
{
    (void)state;
    struct config c;
    config_default(&c);
    assert_defaults(&c);
    config_release(&c);
}

static void files_that_say_nothing(void **state)
{
    (void)state;
    const struct str files[] = { STR(""),
                                 STR("\n"),
                                 STR("# a comment\n"),
                                 STR("---\n"),
                                 STR("{}\n"),
                                 STR("~\n"),
                                 STR("ranking:\nsearch:\nsources:\n"),
                                 STR("\xEF\xBB\xBF# a byte order mark\n") };
    for (size_t i = 0; i < COUNT(files); i++) {
        struct error err = { ERROR_NONE, "" };
        struct config c;
        if (!load(files[i], &c, &err))
            fail_msg("file %zu: %s", i, err.text);
        assert_defaults(&c);
        config_release(&c);
    }
}

/* Takes away each '#' that stands directly before a setting: what a reader of the file does. */
static size_t uncomment(struct str text, struct strbuf *out)
{
    size_t settings = 0;
    while (text.n) {
        size_t n = str_find(text, '\n'), i = 0;
        while (i < n && text.p[i] == ' ')
            i++;
        bool setting = i + 1 < n && text.p[i] == '#' && islower((unsigned char)text.p[i + 1]);
        settings += setting;
        strbuf_bytes(out, text.p, i);
        strbuf_bytes(out, text.p + i + setting, n - i - setting);
        strbuf_byte(out, '\n');
        text = str_slice(text, n < text.n ? n + 1 : n, text.n);
    }
    return settings;
}

static void the_file_of_init_is_the_defaults(void **state)
{
    (void)state;
    CLEANUP_STRBUF struct strbuf file = STRBUF_INIT;
    CLEANUP_STRBUF struct strbuf bare = STRBUF_INIT;
    config_write_default(&file);
    assert_int_equal(uncomment(strbuf_view(&file), &bare), 22);
    const struct str files[] = { strbuf_view(&file), strbuf_view(&bare) };
    for (size_t i = 0; i < COUNT(files); i++) {
        struct error err = { ERROR_NONE, "" };
        struct config c;
        if (!load(files[i], &c, &err))
            fail_msg("%s", err.text);
        assert_defaults(&c);
        config_release(&c);
    }
    assert_non_null(strstr(file.p, "\n  #title: 3.0\n"));
    assert_non_null(strstr(file.p, "\n#timezone: UTC\n"));
}

/* The examples in the schema are YAML that loads. */
static void examples_load(void **state)
{
    (void)state;
    struct error err = { ERROR_NONE, "" };
    struct config c;
    CLEANUP_STRBUF struct strbuf file = STRBUF_INIT;
    for (const struct setting *s = config_schema; s->name; s++) {
        if (!s->example)
            continue;
        strbuf_format(&file, "%s:\n  ", s->name);
        for (const char *p = s->example; *p; p++)
            strbuf_format(&file, *p == '\n' ? "%c  " : "%c", *p);
        strbuf_byte(&file, '\n');
    }
    if (!load(strbuf_view(&file), &c, &err))
        fail_msg("%s", err.text);
    assert_int_equal(c.source_count, 2);
    assert_int_equal(c.publisher_count, 2);
    config_release(&c);
}

static void every_setting(void **state)
{
    (void)state;
    const struct str file = STR("data: store\n"
                                "timezone: Asia/Yerevan\n"
                                "sources:\n"
                                "  - {path: feeds, name: azatutyun.am, format: jsonl, lang: no, country: "
                                "am}\n"
                                "  - path: /srv/news\n"
                                "    map:\n"
                                "      text: content.body\n"
                                "      date: \"printed on\"\n"
                                "publishers: {tert.am: AM, \"bbc.co.uk\": gb}\n"
                                "ranking:\n"
                                "  title: 20\n"
                                "  lead: 0\n"
                                "  body: .5\n"
                                "  k1: 1e0\n"
                                "  b: 1\n"
                                "  length-pivot: 100000\n"
                                "  recency: 2.25\n"
                                "  recency-half-life: 30\n"
                                "  actors: 100\n"
                                "  proximity: +3\n"
                                "actors: {path: ~/actors}\n"
                                "search: {limit: 100000, sort: newest}\n"
                                "output: {color: never, pager: 'less -R'}\n"
                                "index: {threads: 4, lock-wait: 60}\n");
    struct error err = { ERROR_NONE, "" };
    struct config c;
    char path[64];
    setenv("HOME", "/home/ani", 1);
    if (!load(file, &c, &err))
        fail_msg("%s", err.text);
    snprintf(path, sizeof path, "%s/store", dir);
    assert_string_equal(c.data, path);
    assert_string_equal(c.timezone, "Asia/Yerevan");
    assert_int_equal(c.source_count, 2);
    snprintf(path, sizeof path, "%s/feeds", dir);
    assert_string_equal(c.sources[0].path, path);
    assert_string_equal(c.sources[0].name, "azatutyun.am");
    assert_string_equal(c.sources[0].format, "jsonl");
    assert_string_equal(c.sources[0].lang, "no");
    assert_string_equal(c.sources[0].country, "AM");
    assert_int_equal(c.sources[0].map_count, 0);
    assert_string_equal(c.sources[1].path, "/srv/news");
    assert_string_equal(c.sources[1].name, "");
    assert_string_equal(c.sources[1].format, "auto");
    assert_int_equal(c.sources[1].map_count, 2);
    assert_string_equal(c.sources[1].map[0].field, "text");
    assert_string_equal(c.sources[1].map[0].column, "content.body");
    assert_string_equal(c.sources[1].map[1].field, "date");
    assert_string_equal(c.sources[1].map[1].column, "printed on");
    assert_int_equal(c.publisher_count, 2);
    assert_string_equal(c.publishers[0].source, "tert.am");
    assert_string_equal(c.publishers[0].country, "AM");
    assert_string_equal(c.publishers[1].source, "bbc.co.uk");
    assert_string_equal(c.publishers[1].country, "GB");
    assert_true(c.ranking.title == 20 && c.ranking.lead == 0 && c.ranking.body == 0.5);
    assert_true(c.ranking.k1 == 1 && c.ranking.b == 1 && c.ranking.length_pivot == 100000);
    assert_true(c.ranking.recency == 2.25 && c.ranking.recency_half_life_days == 30);
    assert_true(c.ranking.actors == 100 && c.ranking.proximity == 3);
    assert_string_equal(c.actors_path, "/home/ani/actors");
    assert_int_equal(c.limit, 100000);
    assert_string_equal(c.sort, "newest");
    assert_string_equal(c.color, "never");
    assert_string_equal(c.pager, "less -R");
    assert_int_equal(c.threads, 4);
    assert_int_equal(c.lock_wait_seconds, 60);
    config_release(&c);
}

static void anchors_and_aliases(void **state)
{
    (void)state;
    struct error err = { ERROR_NONE, "" };
    struct config c;
    assert_true(load(
        STR("sources:\n  - {path: /a, map: &m {text: t}}\n  - {path: /b, map: *m}\n"
            "search: {sort: &s newest}\n"),
        &c, &err));
    assert_int_equal(c.source_count, 2);
    assert_string_equal(c.sources[1].map[0].column, "t");
    assert_string_equal(c.sort, "newest");
    config_release(&c);
}

static const struct { struct str file; const char *expected;
} refusals[] = {
    { STR("\n\n    sorces: []\n"), "line 3, column 5: unknown key 'sorces' (did you mean 'sources'?)" },
    { STR("banana: 1\n"), "line 1, column 1: unknown key 'banana'" },
    { STR("ranking:\n  titel: 1\n"),
      "line 2, column 3: unknown key 'titel' in 'ranking' (did you mean 'title'?)" },
    { STR("limit: 1\n"), "line 1, column 1: unknown key 'limit' (it belongs below 'search')" },
    { STR("search: {threads: 1}\n"),
      "line 1, column 10: unknown key 'threads' in 'search' (it belongs below 'index')" },
    { STR("sources:\n- {path: /a, nmae: b}\n"),
      "line 2, column 14: unknown key 'nmae' in 'sources' (did you mean 'name'?)" },
    { STR("search: {limit: 0}\n"),
      "line 1, column 17: 'limit' takes a whole number from 1 to 100000, not '0'" },
    { STR("search: {limit: 1.5}\n"),
      "line 1, column 17: 'limit' takes a whole number from 1 to 100000, not '1.5'" },
    { STR("search: {limit: ten}\n"),
      "line 1, column 17: 'limit' takes a whole number from 1 to 100000, not 'ten'" },
    { STR("search: {limit: 99999999999999999999}\n"),
      "line 1, column 17: 'limit' takes a whole number from 1 to 100000, not '99999999999999999999'" },
    { STR("search: {limit: [1]}\n"), "line 1, column 17: 'limit' takes one value, not a list" },
    { STR("search: {limit: {a: 1}}\n"), "line 1, column 17: 'limit' takes one value, not a map" },
    { STR("search: {sort: newst}\n"),
      "line 1, column 16: 'sort' takes best, relevance, newest or oldest, not 'newst' (did you mean "
      "'newest'?)" },
    { STR("search: 5\n"), "line 1, column 9: 'search' takes keys and values, each 'key: value'" },
    { STR("search: [limit]\n"), "line 1, column 9: 'search' takes keys and values, each 'key: value'" },
    { STR("ranking: {title: 20.5}\n"), "line 1, column 18: 'title' takes a number from 0 to 20, not '20.5'" },
    { STR("ranking: {title: -1}\n"), "line 1, column 18: 'title' takes a number from 0 to 20, not '-1'" },
    { STR("ranking: {title: nan}\n"), "line 1, column 18: 'title' takes a number from 0 to 20, not 'nan'" },
    { STR("ranking: {title: 0x10}\n"), "line 1, column 18: 'title' takes a number from 0 to 20, not '0x10'" },
    { STR("ranking: {title: 1e999}\n"),
      "line 1, column 18: 'title' takes a number from 0 to 20, not '1e999'" },
    { STR("ranking: {title: 1.2.3}\n"),
      "line 1, column 18: 'title' takes a number from 0 to 20, not '1.2.3'" },
    { STR("ranking: {length-pivot: 0}\n"),
      "line 1, column 25: 'length-pivot' takes a number from 1 to 100000, not '0'" },
    { STR("timezone: +25:00\n"),
      "line 1, column 11: 'timezone' takes a time zone (UTC, +04:00, Asia/Yerevan), not '+25:00'" },
    { STR("timezone: ../../etc/passwd\n"),
      "line 1, column 11: 'timezone' takes a time zone (UTC, +04:00, Asia/Yerevan), not '../../etc/passwd'" },
    { STR("publishers: {a.am: ARM}\n"),
      "line 1, column 20: 'country' takes a country's two letters (AM), not 'ARM'" },
    { STR("publishers: {a.am: }\n"), "line 1, column 20: a value of 'publishers' is empty" },
    { STR("publishers: {a.am: [AM]}\n"), "line 1, column 20: 'country' takes one value, not a list" },
    { STR("publishers: [a]\n"), "line 1, column 13: 'publishers' takes keys and values, each 'key: value'" },
    { STR("sources: feeds\n"), "line 1, column 10: 'sources' takes a list: each item begins with '- '" },
    { STR("sources: [feeds]\n"),
      "line 1, column 11: each of 'sources' takes keys and values, such as 'path: …'" },
    { STR("sources:\n  - name: a\n"), "line 2, column 5: 'path' is missing here" },
    { STR("sources:\n  - {path: }\n"), "line 2, column 5: 'path' is missing here" },
    { STR("data: a\ndata: b\n"), "line 2, column 1: the key 'data' stands here twice" },
    { STR("data: \"a\\0b\"\n"), "line 1, column 7: 'data' cannot hold a NUL" },
    { STR("- a\n"), "line 1, column 1: settings are keys and values, each 'key: value'" },
    { STR("text\n"), "line 1, column 1: settings are keys and values, each 'key: value'" },
    { STR("data: a\nd\xE4ta: b\n"), "line 2, column 2: this is not UTF-8" },
    { STR("data: *x\n"), "line 1, column 7: no anchor of that name stands before this alias" },
    { STR("data: &x [*x]\n"), "line 1, column 11: an alias inside of what it stands for" },
    { STR("[a]: b\n"), "line 1, column 1: a key must be a text" },
    { STR("data: a\n---\ndata: b\n"), "line 2, column 1: a second document begins here; only one is read" },
    { STR("a: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\n"),
      "line 1, column 19: lists and maps stand too deep in one another (16 at most)" },
};

static void files_that_cannot_be_used(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(refusals); i++) {
        struct error err = { ERROR_NONE, "" };
        struct config c = { .limit = 77 };
        char expected[400];
        snprintf(expected, sizeof expected, "cannot read '%s/x.yaml': %s", dir, refusals[i].expected);
        if (load(refusals[i].file, &c, &err))
            fail_msg("row %zu is read", i);
        assert_string_equal(err.text, expected);
        assert_int_equal(err.kind, ERROR_CONFIG);
        assert_int_equal(c.limit, 77);
    }
}

static void torn_yaml_has_its_line(void **state)
{
    (void)state;
    struct error err = { ERROR_NONE, "" };
    struct config c;
    assert_false(load(STR("data: a\nsearch: {limit: 5\n"), &c, &err));
    assert_non_null(strstr(err.text, "line 3, column 1: "));
    assert_int_equal(err.kind, ERROR_CONFIG);
    assert_false(load(STR("data: a\n\tsearch: x\n"), &c, &err));
    assert_non_null(strstr(err.text, "line 2, column 1: "));
}

static void aliases_cannot_fill_the_memory(void **state)
{
    (void)state;
    struct error err = { ERROR_NONE, "" };
    struct config c;
    CLEANUP_STRBUF struct strbuf file = STRBUF_INIT;
    strbuf_string(&file, "sources:\n  - {path: /a, map: &m {");
    for (int i = 0; i < 1000; i++)
        strbuf_format(&file, "f%d: column, ", i);
    strbuf_string(&file, "}}\n");
    for (int i = 0; i < 20000; i++)
        strbuf_string(&file, "  - {path: /a, map: *m}\n");
    assert_false(load(strbuf_view(&file), &c, &err));
    assert_non_null(strstr(err.text, "its aliases make it too long"));
}

static void greatest_files(void **state)
{
    (void)state;
    struct error err = { ERROR_NONE, "" };
    struct config c;
    CLEANUP_STRBUF struct strbuf file = STRBUF_INIT;
    strbuf_string(&file, "publishers:\n");
    size_t count = 0;
    for (; file.n < 1024 * 1024 - 16; count++)
        strbuf_format(&file, " %zu: AM\n", count);
    if (!load(strbuf_view(&file), &c, &err))
        fail_msg("%s", err.text);
    assert_int_equal(c.publisher_count, count);
    config_release(&c);
    while (file.n <= 1024 * 1024)
        strbuf_string(&file, "# longer and longer\n");
    assert_false(load(strbuf_view(&file), &c, &err));
    assert_non_null(strstr(err.text, "': it is longer than 1 MiB"));
}

static void files_that_cannot_be_opened(void **state)
{
    (void)state;
    struct error err = { ERROR_NONE, "" };
    struct config c;
    assert_false(config_load("/nowhere/x.yaml", &c, &err));
    assert_string_equal(err.text, "cannot read '/nowhere/x.yaml': No such file or directory");
    assert_int_equal(err.kind, ERROR_CONFIG);
    assert_false(config_load("/", &c, &err));
    assert_string_equal(err.text, "cannot read '/': Is a directory");
}

static void the_manual_names_every_setting(void **state)
{
    (void)state;
    CLEANUP_STRBUF struct strbuf page = STRBUF_INIT;
    config_manual(&page);
    assert_non_null(strstr(page.p, "caucus.yaml(5) "));
    assert_non_null(strstr(
        page.p,
        "*ranking.recency-half-life*\n\tAfter so many days that gain is half. It is a number from 1 to 36500. "
        "Default: 365.\n"));
    assert_non_null(strstr(page.p, "*sources.path*\n"));
}

static int make_dir(void **state)
{
    (void)state;
    return mkdtemp(dir) ? 0 : -1;
}

static int remove_dir(void **state)
{
    (void)state;
    return rmdir(dir);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(defaults),
        cmocka_unit_test(files_that_say_nothing),
        cmocka_unit_test(the_file_of_init_is_the_defaults),
        cmocka_unit_test(examples_load),
        cmocka_unit_test(every_setting),
        cmocka_unit_test(anchors_and_aliases),
        cmocka_unit_test(files_that_cannot_be_used),
        cmocka_unit_test(torn_yaml_has_its_line),
        cmocka_unit_test(aliases_cannot_fill_the_memory),
        cmocka_unit_test(greatest_files),
        cmocka_unit_test(files_that_cannot_be_opened),
        cmocka_unit_test(the_manual_names_every_setting),
    };
    return cmocka_run_group_tests(tests, make_dir, remove_dir);
}
