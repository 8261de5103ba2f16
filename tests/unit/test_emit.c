#include "query/present/emit.h"

#include "check.h"

#include <jansson.h>
#include <stdlib.h>

enum { HITS_MAX = 4 };

/* A page as a search would have made it. */
struct example {
    struct search_request request;
    struct search_result result;
    struct search_hit hits[HITS_MAX];
    struct page_hit page_hits[HITS_MAX];
    struct page page;
    struct emit emit;
};

static struct span first_match = { 3, 11, 0, false }; /* of "An historic …" below */

static void add_hit(struct example *x, const char *title, const char *source, const char *url,
                    const char *text)
{
    size_t i = x->page.n++;
    x->result.hit_count = x->page.n;
    x->hits[i] = (struct search_hit){ .docid = (uint32_t)(17 + i),
                                      .score = 12.314,
                                      .date = civil_days(2022, 2, 23) * CIVIL_DAY_MINUTES };
    x->page_hits[i] = (struct page_hit){
        .hit = &x->hits[i],
        .title = str_of(title),
        .source = str_of(source),
        .url = str_of(url),
        .lang = "en",
        .words = 412,
        .snippet = { .text = str_of(text) },
    };
}

static void begin(struct example *x)
{
    *x = (struct example){ .request = { .text = "historic vote" }, .result = { .took_ms = 0.84 } };
    x->page.hits = x->page_hits;
    x->result.hits = x->hits;
    x->emit = (struct emit){ &x->request, &x->result, &x->page, { .width = 60 }, false, NULL };
}

static void two_hits(struct example *x)
{
    begin(x);
    add_hit(x, "Parliament votes", "azatutyun.am", "https://azatutyun.am/a/1",
            "An historic declaration was signed in Moscow on Tuesday, both sides said.");
    x->page_hits[0].snippet.spans = (struct spans){ &first_match, 1 };
    x->page_hits[0].snippet.cut_after = true;
    x->page_hits[0].id = STR("az 1");
    x->page_hits[0].actors[0] = (struct page_actor){ STR("Q7747"), STR("Vladimir Putin"), ACTOR_PERSON, 12 };
    x->page_hits[0].actor_count = 1;
    add_hit(x, "", "", "", "");
    x->hits[1].date = CIVIL_NONE;
    x->page_hits[1].lang = "";
    x->result.total = 2;
}

static char *emitted(const struct example *x, const char *format)
{
    struct strbuf out = STRBUF_INIT;
    emit_format_of(format)->emit(&x->emit, &out);
    return strbuf_detach(&out);
}

static void assert_emitted(const struct example *x, const char *format, const char *expected)
{
    char *got = emitted(x, format);
    assert_string_equal(got, expected);
    free(got);
}

/* ---- text ---- */

static void text_on_paper(void **state)
{
    (void)state;
    struct example x;
    two_hits(&x);
    assert_emitted(&x, "text",
                   " 1. Parliament votes\n"
                   "    2022-02-23 · azatutyun.am · 412 words · #17\n"
                   "    An historic declaration was signed in Moscow on Tuesday,\n"
                   "    both sides said. …\n"
                   "\n"
                   " 2. (untitled)\n"
                   "    undated · 412 words · #18\n"
                   "\n"
                   "2 articles\n");
}

static void text_on_a_terminal(void **state)
{
    (void)state;
    struct example x;
    struct span in_title = { 11, 16, 0, false };
    two_hits(&x);
    x.page.n = 1;
    x.emit.terminal = (struct terminal){ true, true, true, 60 };
    x.page_hits[0].title_spans = (struct spans){ &in_title, 1 };
    x.page_hits[0].url = STR("https://a.b/\x1b\\c\x07 d");
    assert_emitted(
        &x, "text",
        " 1. \x1b]8;;https://a.b/\\cd\x1b\\\x1b[1mParliament \x1b[1;33mvotes\x1b[0m\x1b[1m\x1b[0m\x1b]8;;\x1b\\\n"
        "    \x1b[2m2022-02-23 · azatutyun.am · 412 words · #17\x1b[0m\n"
        "    An \x1b[1;33mhistoric\x1b[0m declaration was signed in Moscow on Tuesday,\n"
        "    both sides said. …\n"
        "\n"
        "2 articles (0.8 ms)\n");
}

static void relaxed_hits_come_after_a_line(void **state)
{
    (void)state;
    static const struct {
        uint64_t total;
        const char *line;
    } cases[] = {
        { 1, "No more articles have all of these words; the following have most of them:" },
        { 0, "No article has all of these words; the following have most of them:" },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct example x;
        two_hits(&x);
        x.result.total = cases[i].total;
        x.hits[0].relaxed = !cases[i].total;
        x.hits[1].relaxed = true;
        char *text = emitted(&x, "text"), *line = strstr(text, cases[i].line);
        assert_non_null(line);
        assert_true(cases[i].total ? line > strstr(text, " 1. ") : line == text);
        assert_true(line < strstr(text, " 2. "));
        assert_null(strstr(line + 1, cases[i].line));
        free(text);
    }
}

static void summands_add_up_as_printed(void **state)
{
    (void)state;
    static struct score_part parts[] = {
        { STR("word vote"), 8.0249 },
        { STR("word senate"), 3.0049 },
        { STR("recency"), 0.9849 },
        { STR("proximity"), 0.2993 },
    };
    struct example x;
    two_hits(&x);
    x.page.n = 1;
    x.hits[0].parts = parts; /* rounded by themselves: 8.02 + 3.00 + 0.98 + 0.30 = 12.30 */
    x.hits[0].part_count = COUNT(parts);
    char *text = emitted(&x, "text");
    assert_non_null(
        strstr(text, "\n    12.31 = 8.03 word vote + 3.00 word senate + 0.98 recency + 0.30 proximity\n"));
    free(text);
    char *json = emitted(&x, "jsonl");
    assert_non_null(strstr(json, "\"score\":12.3140,"));
    assert_non_null(strstr(
        json,
        "\"explain\":[{\"label\":\"word vote\",\"value\":8.0249},{\"label\":\"word senate\",\"value\":3.0049},"
        "{\"label\":\"recency\",\"value\":0.9849},{\"label\":\"proximity\",\"value\":0.2993}]"));
    free(json);
}

static void bars_are_in_proportion(void **state)
{
    (void)state;
    static struct facet_value countries[] = { { STR("AM"), STR("Armenia"), 16 },
                                              { STR("AZ"), STR("Azerbaijan"), 1 } };
    static struct facet facet = { FACET_COUNTRY, countries, 2, 7 };
    static struct facet empty = { FACET_PARTY, countries, 0, 0 };
    struct facet facets[] = { facet, empty };
    struct timeline_bar bars[] = { { civil_days(2022, 1, 1) * CIVIL_DAY_MINUTES, 40 },
                                   { civil_days(2022, 2, 1) * CIVIL_DAY_MINUTES, 0 },
                                   { civil_days(2022, 3, 1) * CIVIL_DAY_MINUTES, 5 },
                                   { civil_days(2022, 4, 1) * CIVIL_DAY_MINUTES, 1 } };
    struct example x;
    begin(&x);
    x.emit.terminal.width = 34; /* 10 columns for bars of time */
    x.request.by = BY_MONTH;
    x.result.facets = facets;
    x.result.facet_count = 2;
    x.result.timeline = bars;
    x.result.bar_count = COUNT(bars);
    x.result.undated = 3;
    x.result.total = 49;
    assert_emitted(&x, "text",
                   "country (2 of 7)\n"
                   "  Armenia                           16 ████████████████████████████████████████\n"
                   "  Azerbaijan                         1 ██▌\n"
                   "\n"
                   "2022-01      40 ██████████\n"
                   "2022-02       0\n"
                   "2022-03       5 █▎\n"
                   "2022-04       1 ▎\n"
                   "undated       3\n"
                   "\n"
                   "49 articles\n");
}

/* ---- JSON ---- */

static const char first_json[] =
    "{\"rank\":1,\"id\":17,\"score\":12.31,\"date\":\"2022-02-23\",\"title\":\"Parliament votes\",\"source\":\"azatutyun.am\","
    "\"url\":\"https://azatutyun.am/a/1\",\"lang\":\"en\",\"words\":412,"
    "\"snippet\":\"An historic declaration was signed in Moscow on Tuesday, both sides said. …\","
    "\"actors\":[{\"id\":\"Q7747\",\"name\":\"Vladimir Putin\",\"kind\":\"person\",\"salience\":0.80}],\"duplicates\":[]}";
static const char second_json[] =
    "{\"rank\":2,\"id\":18,\"score\":12.31,\"date\":null,\"title\":\"\",\"source\":null,\"url\":null,\"lang\":null,\"words\":412,"
    "\"snippet\":\"\",\"actors\":[],\"duplicates\":[]}";

static void json_lines(void **state)
{
    (void)state;
    CLEANUP_STRBUF struct strbuf expected = STRBUF_INIT;
    struct example x;
    two_hits(&x);
    strbuf_format(&expected, "%s\n%s\n", first_json, second_json);
    assert_emitted(&x, "jsonl", expected.p);
    x.page.n = 1;
    x.emit.marks = true;
    x.emit.query_id = "q7";
    x.request.offset = 20;
    char *marked = emitted(&x, "jsonl");
    assert_memory_equal(marked, "{\"query\":\"q7\",\"rank\":21,", 24);
    assert_non_null(strstr(marked, "\"An **historic** declaration"));
    free(marked);
}

static void json_whole(void **state)
{
    (void)state;
    static struct facet_value countries[] = { { STR("AM"), STR("Armenia"), 2 } };
    static struct facet facet = { FACET_COUNTRY, countries, 1, 1 };
    struct timeline_bar bar = { civil_days(2022, 2, 1) * CIVIL_DAY_MINUTES, 1 };
    struct str note = STR("'sarkisian' is two");
    CLEANUP_STRBUF struct strbuf expected = STRBUF_INIT;
    struct example x;
    two_hits(&x);
    x.result.facets = &facet;
    x.result.timeline = &bar;
    x.result.notes = &note;
    x.result.facet_count = x.result.bar_count = x.result.note_count = 1;
    strbuf_format(
        &expected,
        "{\"schema\":1,\"query\":\"historic vote\",\"total\":2,\"relaxed\":false,\"took_ms\":0.84,\"hits\":[%s,%s],"
        "\"facets\":{\"country\":[{\"id\":\"AM\",\"name\":\"Armenia\",\"count\":2}]},\"timeline\":[{\"from\":\"2022-02-01\",\"count\":1}],"
        "\"notes\":[\"'sarkisian' is two\"]}\n",
        first_json, second_json);
    assert_emitted(&x, "json", expected.p);
}

/* ---- for programs ---- */

static void ids_and_trec(void **state)
{
    (void)state;
    struct example x;
    two_hits(&x);
    assert_emitted(&x, "ids", "17\n18\n");
    assert_emitted(&x, "trec", "1 Q0 az_1 1 12.3140 caucus\n1 Q0 18 2 12.3140 caucus\n");
    x.emit.query_id = "q 2";
    assert_emitted(&x, "ids", "q 2\t17\nq 2\t18\n");
    assert_emitted(&x, "trec", "q_2 Q0 az_1 1 12.3140 caucus\nq_2 Q0 18 2 12.3140 caucus\n");
}

/* Reads one record of RFC 4180: cells into `ret`, NUL behind each; gives what follows. */
static const char *read_record(const char *p, char ret[16][256], size_t *ret_n)
{
    for (*ret_n = 0;; p++) {
        char *to = ret[(*ret_n)++];
        bool quoted = *p == '"';
        for (p += quoted; *p && (quoted ? *p != '"' || p[1] == '"' : *p != ',' && *p != '\r'); p++) {
            p += *p == '"';
            *to++ = *p;
        }
        *to = '\0';
        p += quoted;
        if (*p != ',') {
            assert_memory_equal(p, "\r\n", 2);
            return p + 2;
        }
    }
}

static void csv_is_read_back(void **state)
{
    (void)state;
    static const char *const titles[] = { "plain", "a, b", "she said \"no\"", "\"", "two\r\nlines", "" };
    for (size_t i = 0; i < COUNT(titles); i++) {
        struct example x;
        char cells[16][256];
        size_t n;
        begin(&x);
        add_hit(&x, titles[i], "s,t", "", "says \"yes\", he does");
        char *csv = emitted(&x, "csv");
        const char *p = read_record(csv, cells, &n);
        assert_int_equal(n, 10);
        assert_string_equal(cells[0], "rank");
        assert_string_equal(cells[9], "snippet");
        p = read_record(p, cells, &n);
        static const char *const others[] = { "1",   "17", "12.31", "2022-02-23", NULL,
                                              "s,t", "",   "en",    "412",        "says \"yes\", he does" };
        assert_int_equal(n, 10);
        for (size_t k = 0; k < 10; k++)
            assert_string_equal(cells[k], others[k] ? others[k] : titles[i]);
        assert_int_equal(*p, '\0');
        free(csv);
    }
}

/* ---- strangers' texts ---- */

static const char *const hostile[] = {
    "\x1b[2J\x1b[1;1Hgone",
    "\x1b]0;title\x07",
    "\x9b"
    "31m\xC2\x9B"
    "31m",
    "\xE2\x80\xAEgnp.exe\xE2\x80\xAC",
    "a\nb\rc\td\0e",
    "\xFF\xFE\xC0\x80\xED\xA0\x80",
    "</script><!--\xE2\x80\xA8",
    "日本語の見出しは空白がない",
    "Նիկոլ Փաշինյանը հանդիպել է",
};

static bool is_clean(const char *s)
{
    for (const unsigned char *p = (const unsigned char *)s; *p; p++) {
        if ((*p < 0x20 && *p != '\n') || *p == 0x7F)
            return false;
        if (*p == 0xC2 && p[1] >= 0x80 && p[1] < 0xA0)
            return false;
        if (*p == 0xE2 && p[1] == 0x80 && p[2] >= 0xAA && p[2] <= 0xAE)
            return false;
    }
    return true;
}

static void nothing_hostile_comes_through(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(hostile); i++) {
        struct example x;
        begin(&x);
        add_hit(&x, hostile[i], hostile[i], hostile[i], hostile[i]);
        x.page_hits[0].actors[0] = (struct page_actor){ str_of(hostile[i]), str_of(hostile[i]), ACTOR_PERSON,
                                                        1 };
        x.page_hits[0].actor_count = 1;
        x.result.total = 1;
        char *text = emitted(&x, "text"), *json = emitted(&x, "json");
        json_error_t error;
        json_t *root = json_loads(json, JSON_REJECT_DUPLICATES, &error);
        if (!is_clean(text) || !root)
            fail_msg("case %zu: %s", i, root ? "a control in the text" : error.text);
        assert_int_equal(json_integer_value(json_object_get(root, "total")), 1);
        json_decref(root);
        free(text);
        free(json);
        x.emit.terminal.is_tty = true; /* CSV straight to a terminal: a record still ends in CR LF */
        char *csv = emitted(&x, "csv"), *end;
        while ((end = strstr(csv, "\r\n")))
            end[0] = ' ';
        assert_true(is_clean(csv));
        free(csv);
    }
}

static void there_are_six_formats(void **state)
{
    (void)state;
    static const char *const names[] = { "text", "jsonl", "json", "csv", "ids", "trec" };
    for (size_t i = 0; i < COUNT(names); i++)
        assert_string_equal(emit_format_of(names[i])->name, names[i]);
    assert_null(emit_format_of("xml"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_on_paper),
        cmocka_unit_test(text_on_a_terminal),
        cmocka_unit_test(relaxed_hits_come_after_a_line),
        cmocka_unit_test(summands_add_up_as_printed),
        cmocka_unit_test(bars_are_in_proportion),
        cmocka_unit_test(json_lines),
        cmocka_unit_test(json_whole),
        cmocka_unit_test(ids_and_trec),
        cmocka_unit_test(csv_is_read_back),
        cmocka_unit_test(nothing_hostile_comes_through),
        cmocka_unit_test(there_are_six_formats),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
