#include "tests/unit/reader_print.h"

static void known_keys(void **state)
{
    (void)state;
    const struct reader_row rows[] = {
        /* names and their order */
        { "{\"headline\":\"H\",\"body\":\"B\"}", "1: title=H text=B\n" },
        { "{\"Title\":\"T\",\"MAINTEXT\":\"M\"}", "1: title=T text=M\n" },
        { "{\"content\":\"c\",\"text\":\"t\"}", "1: meta.content=c text=t\n" },
        { "{\"text\":\"\",\"content\":\"c\"}", "1: text=c\n" },
        { "{\"text\":null,\"article\":\"a\",\"description\":\"d\"}", "1: meta.description=d text=a\n" },
        { "{\"title\":\"T\",\"description\":\"d\"}", "1: title=T text=d\n" },
        { "{\"text\":\"t\",\"publishedAt\":\"2022-02-23T10:00Z\"}", "1: minute=2022-02-23T10:00Z text=t\n" },
        { "{\"text\":\"t\",\"published_at\":\"2022-02-23\"}", "1: day=2022-02-23 text=t\n" },
        { "{\"text\":\"t\",\"Published At\":\"2022-02-23\"}", "1: day=2022-02-23 text=t\n" },
        { "{\"text\":\"t\",\"date\":\"soon\",\"pubDate\":\"Wed, 23 Feb 2022 15:04:05 GMT\"}",
          "1: minute=2022-02-23T15:04Z meta.date=soon text=t\n" },
        { "{\"text\":\"t\",\"timestamp\":1645628645}", "1: minute=2022-02-23T15:04Z text=t\n" },
        { "{\"text\":\"t\",\"date\":\"2022-02\"}", "1: month=2022-02-01 text=t\n" },
        { "{\"text\":\"t\",\"date\":\"whenever\"}", "1: meta.date=whenever text=t\n" },
        { "{\"text\":\"t\",\"id\":17}", "1: id=17 text=t\n" },
        { "{\"text\":\"t\",\"_id\":\"x\"}", "1: id=x text=t\n" },
        { "{\"text\":\"t\",\"id\":true}", "1: meta.id=true text=t\n" },
        /* source */
        { "{\"text\":\"t\",\"source_domain\":\"www.CNN.com\"}", "1: source=cnn.com text=t\n" },
        { "{\"text\":\"t\",\"source\":\"New York Times - News\"}",
          "1: source=New York Times - News text=t\n" },
        { "{\"text\":\"t\",\"source\":{\"id\":\"x\",\"name\":\"BBC News\"}}", "1: source=BBC News text=t\n" },
        { "{\"text\":\"t\",\"source.name\":\"BBC\"}", "1: source=BBC text=t\n" },
        { "{\"text\":\"t\",\"source\":\"https://www.bbc.co.uk/news\"}", "1: source=bbc.co.uk text=t\n" },
        { "{\"text\":\"t\",\"url\":\"https://me@www.Example.org:8080/a?b#c\"}",
          "1: source=example.org url=https://me@www.Example.org:8080/a?b#c text=t\n" },
        { "{\"text\":\"t\",\"url\":\"/relative/path\"}", "1: url=/relative/path text=t\n" },
        { "{\"text\":\"t\",\"link\":\"http://a.example/1\",\"source\":\"A\"}",
          "1: source=A url=http://a.example/1 text=t\n" },
        /* authors */
        { "{\"text\":\"t\",\"author\":\"By Ann Lee and Bo Ray, Cy Day\"}",
          "1: author=Ann Lee author=Bo Ray author=Cy Day text=t\n" },
        { "{\"text\":\"t\",\"authors\":\"Ann Lee, and Bo Ray; Ann Lee\"}",
          "1: author=Ann Lee author=Bo Ray text=t\n" },
        { "{\"text\":\"t\",\"byline\":\"Martin King, Jr. and Al Orlando\"}",
          "1: author=Martin King, Jr. author=Al Orlando text=t\n" },
        { "{\"text\":\"t\",\"authors\":[\"Ann Lee\",\"\",\"Bo and Ray\"]}",
          "1: author=Ann Lee author=Bo and Ray text=t\n" },
        { "{\"text\":\"t\",\"authors\":[{\"name\":\"Ann\"},{\"title\":\"Bo\"},{\"x\":1},[\"y\"]]}",
          "1: author=Ann author=Bo text=t\n" },
        { "{\"text\":\"t\",\"author\":{\"name\":\"Ann\"}}", "1: author=Ann text=t\n" },
        { "{\"text\":\"t\",\"author\":[],\"byline\":\"Ann\"}", "1: author=Ann text=t\n" },
        { "{\"text\":\"t\",\"author\":\"Alexander Sand and Andy Band\"}",
          "1: author=Alexander Sand author=Andy Band text=t\n" },
        { "{\"text\":\"t\",\"author\":\"By\"}", "1: author=By text=t\n" },
        /* topics */
        { "{\"text\":\"t\",\"topic\":\"Trade, Tariffs\"}", "1: topic=Trade, Tariffs text=t\n" },
        { "{\"text\":\"t\",\"keywords\":\"trade, tariffs\"}", "1: topic=trade topic=tariffs text=t\n" },
        { "{\"text\":\"t\",\"section\":\"World|Asia;Trade\"}",
          "1: topic=World topic=Asia topic=Trade text=t\n" },
        { "{\"text\":\"t\",\"tags\":[\"a\",7,null,\"b\"],\"section\":\"World\"}",
          "1: topic=World meta.tags=[\"a\",7,null,\"b\"] text=t\n" },
        /* language */
        { "{\"text\":\"t\",\"language\":\"en-US\"}", "1: lang=en text=t\n" },
        { "{\"text\":\"t\",\"lang\":\"Klingon\",\"language\":\"hy\"}",
          "1: lang=hy meta.lang=Klingon text=t\n" },
        /* nested and listed */
        { "{\"title\":{\"rendered\":\"A &#8217; B\"},\"content\":{\"rendered\":\"<p>x</p><p>y</p>\"}}",
          "1: title=A ’ B text=x\n\ny\n" },
        { "{\"text\":[\"one\",\"two\",3,{\"text\":\"x\"}]}", "1: text=one\n\ntwo\n\n3\n" },
        { "{\"title\":[\"first\",\"second\"],\"text\":\"t\"}", "1: title=first text=t\n" },
        { "{\"title\":\"  a\\n b\\t c  \",\"text\":\"t\"}", "1: title=a b c text=t\n" },
        { "{\"title\":\"R&amp;D <i>now</i>\",\"text\":\"R&amp;D\"}", "1: title=R&D now text=R&amp;D\n" },
        { "{\"headline\":{\"main\":\"H\"},\"abstract\":\"A\",\"lead_paragraph\":\"L\","
          "\"byline\":{\"original\":\"By Ann Lee\"},\"web_url\":\"http://x.example/1\"}",
          "1: title=H source=x.example url=http://x.example/1 author=Ann Lee meta.abstract=A text=L\n" },
        { "{\"webTitle\":\"T\",\"fields\":{\"bodyText\":\"B\"},\"sectionName\":\"World\","
          "\"webPublicationDate\":\"2022-02-23T10:00:00Z\"}",
          "1: title=T minute=2022-02-23T10:00Z topic=World text=B\n" },
        /* meta */
        { "{\"text\":\"t\",\"bias\":\"left\",\"n\":3,\"ok\":true,\"nothing\":null,\"empty\":\"\",\"list\":[ "
          "],\"o\":{ \"a\" : \"b c\", \"d\":[1, 2] }}",
          "1: meta.bias=left meta.n=3 meta.ok=true meta.o={\"a\":\"b c\",\"d\":[1,2]} text=t\n" },
        { "{\"text\":\"t\",\"q\":{\"k\":\"\\\" }\"}}", "1: meta.q={\"k\":\"\\\" }\"} text=t\n" },
        { "{\"text\":\"t\",\"\":\"x\",\" \":\"y\"}", "1: text=t\n" },
        { "{\"text\":\"t\",\"author\":\"A\",\"Author\":\"B\"}", "1: author=B text=t\n" },
    };
    check_rows(rows, COUNT(rows), "a.jsonl", &(struct reader_options){ 0 });
}

static void mapping(void **state)
{
    (void)state;
    const struct reader_map map[] = {
        { STR("text"), STR("doc.body") },
        { STR("title"), STR("Name") },
        { STR("author"), STR("writer") },
        { STR("date"), STR("printed_on") },
    };
    const struct reader_options options = {
        .map = map, .map_count = COUNT(map), .source = STR("www.Paper.example"), .lang = STR("German")
    };
    const struct reader_row rows[] = {
        { "{\"doc\":{\"body\":\"b\"},\"text\":\"t\"}",
          "1: source=paper.example lang=de meta.text=t text=b\n" },
        { "{\"doc.body\":\"b\"}", "1: source=paper.example lang=de text=b\n" },
        { "{\"text\":\"t\"}", "1: source=paper.example lang=de text=t\n" },
        { "{\"doc\":{\"body\":{\"deep\":1}},\"text\":\"t\"}",
          "1: source=paper.example lang=de meta.doc={\"body\":{\"deep\":1}} text=t\n" },
        { "{\"text\":\"t\",\"printed_on\":\"1945-05-08\",\"date\":\"2022-01-01\"}",
          "1: source=paper.example lang=de day=1945-05-08 meta.date=2022-01-01 text=t\n" },
        { "{\"text\":\"t\",\"writer\":\"W\",\"name\":\"N\"}",
          "1: title=N source=paper.example lang=de author=W text=t\n" },
        { "{\"text\":\"t\",\"source\":\"S\",\"lang\":\"fr\"}", "1: source=S lang=fr text=t\n" },
        { "{\"text\":\"t\",\"url\":\"http://x.example/\"}",
          "1: source=paper.example url=http://x.example/ lang=de text=t\n" },
    };
    check_rows(rows, COUNT(rows), "a.jsonl", &options);
}

static void bounds(void **state)
{
    (void)state;
    struct strbuf b = STRBUF_INIT;
    strbuf_string(&b, "{\"text\":\"t\",\"long\":\"");
    for (int i = 0; i < 3000; i++)
        strbuf_string(&b, "é");
    strbuf_string(&b, "\",\"json\":[\"");
    for (int i = 0; i < 5000; i++)
        strbuf_string(&b, "x");
    strbuf_string(&b, "\"],\"authors\":[");
    for (int i = 0; i < 100; i++)
        strbuf_format(&b, "\"a%d\",", i);
    strbuf_string(&b, "\"z\"]");
    for (int i = 0; i < 100; i++)
        strbuf_format(&b, ",\"k%d\":%d", i, i);
    strbuf_string(&b, "}");
    struct reader *r;
    struct error err;
    struct article a;
    struct reader_options options = { 0 };
    assert_true(reader_open_memory(strbuf_view(&b), "x.jsonl", &options, &r, &err));
    assert_int_equal(reader_next(r, &a, &err), READER_ARTICLE);
    assert_int_equal(a.meta_count, 64);
    assert_str(a.meta[0].key, "long");
    assert_int_equal(a.meta[0].value.n, 4096);
    assert_str(a.meta[1].key, "k0");
    assert_str(a.meta[63].key, "k62");
    assert_int_equal(a.author_count, 64);
    assert_str(a.authors[63], "a63");
    reader_close(r);
    strbuf_clear(&b);
    strbuf_string(&b, "{\"text\":\"t\",\"long\":\"x");
    for (int i = 0; i < 3000; i++)
        strbuf_string(&b, "é");
    strbuf_string(&b, "\"}");
    assert_true(reader_open_memory(strbuf_view(&b), "x.jsonl", &options, &r, &err));
    assert_int_equal(reader_next(r, &a, &err), READER_ARTICLE);
    assert_int_equal(a.meta[0].value.n, 4095);      /* not within a character */
    reader_close(r);
    strbuf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_keys),
        cmocka_unit_test(mapping),
        cmocka_unit_test(bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
