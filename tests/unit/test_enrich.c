#include "corpus/registry_yaml.h"
#include "indexer/enrich.h"

#include "tests/unit/enrich_case.h"

static const char registry[] =
    "actors:\n"
    "  - {id: RU, kind: country, name: Russia, demonyms: [Russian, Russians], capital: Moscow}\n"
    "  - {id: AM, kind: country, name: Armenia, names: [Հայաստան], demonyms: [Armenian]}\n"
    "  - {id: US, kind: country, name: United States, names: [US, U.S.], demonyms: [American]}\n"
    "  - {id: JO, kind: country, name: Jordan}\n"
    "  - {id: TD, kind: country, name: Chad}\n"
    "  - {id: kremlin, kind: org, name: Kremlin, country: RU}\n"
    "  - {id: hhk, kind: party, name: Republican Party of Armenia, names: [HHK], country: AM}\n"
    "  - id: Q7747\n    kind: person\n    name: Vladimir Putin\n    names: [Putin, Путин, Владимир Путин]\n    country: RU\n"
    "    roles:\n      - {office: president, of: RU, from: 2000-05-07, to: 2008-05-06}\n      - {office: president, of: RU, from: 2012-05-07}\n"
    "  - id: Q23530\n    kind: person\n    name: Dmitry Medvedev\n    names: [Medvedev]\n    country: RU\n"
    "    roles:\n      - {office: president, of: RU, from: 2008-05-07, to: 2012-05-06}\n"
    "  - id: serzh\n    kind: person\n    name: Serzh Sargsyan\n    names: [Serzh Sarkisian]\n    country: AM\n"
    "    roles:\n      - {office: president, of: AM, from: 2008-04-09, to: 2018-04-09}\n"
    "  - {id: may, kind: person, name: Theresa May}\n";

struct fixture {
    struct arena arena;
    struct enrich_case c;
};

static void begin(struct fixture *f)
{
    struct actor *actors;
    size_t n;
    struct gazetteer *g = NULL;
    struct error err = { 0 };
    *f = (struct fixture){ .arena = ARENA_INIT };
    if (!registry_yaml_read(str_of(registry), "test.yaml", &f->arena, &actors, &n, &err) || !gazetteer_make(actors, n, &g, &err))
        fail_msg("%s", err.text);
    enrich_case_begin(&f->c, g);
}

static void end(struct fixture *f)
{
    enrich_case_end(&f->c);
    arena_release(&f->arena);
}

static void who_is_mentioned(void **state)
{
    (void)state;
    const struct { const char *text, *lang, *mentions; } rows[] = {
        { "Russian President Vladimir Putin spoke in Moscow.", "en", "RU=Russian; Q7747=Vladimir Putin; RU=Moscow" },
        { "Putin’s visit. The visit of PUTIN.", "en", "Q7747=Putin; Q7747=PUTIN" },
        { "The putin is no name here.", "en", "" },
        { "Президент Путин прибыл. Встреча с Путиным.", "ru", "Q7747=Путин; Q7747=Путиным" },
        { "Հայաստանի կառավարությունը", "hy", "AM=Հայաստանի" },
        { "The U.S. and the US agree with us.", "en", "US=U.S.; US=US" },
        { "The HHK lost; hhk is no name.", "en", "hhk=HHK" },
        { "The Republican Party of Armenia won in Armenia.", "en", "hhk=Republican Party of Armenia; AM=Armenia" },
        { "Michael Jordan flew to Jordan.", "en", "local-michael-jordan=Michael Jordan; JO=Jordan" },
        { "Chad Smith plays.", "en", "local-chad-smith=Chad Smith" },
        { "It may rain in May.", "en", "" },
        { "Theresa May resigned.", "en", "may=Theresa May" },
        { "“Old friends,” said Artur Khachatrian, a senior lawmaker. Khachatrian left.", "en",
          "local-artur-khachatrian=Artur Khachatrian; local-artur-khachatrian=Khachatrian" },
        { "Pativ Unem’s Hayk Mamijanian claimed so.", "en", "local-hayk-mamijanian=Hayk Mamijanian" },
        { "Former President Serzh Sarkisian met Sarkisian's friends.", "en", "serzh=Serzh Sarkisian; serzh=Sarkisian" },
        { "The Supreme Court and the National Assembly said no.", "en", "local-supreme-court=Supreme Court; local-national-assembly=National Assembly" },
        { "talks in the Kremlin", "en", "kremlin=Kremlin" },
        { "", "en", "" },
    };
    struct fixture f;
    begin(&f);
    for (size_t i = 0; i < COUNT(rows); i++) {
        CLEANUP_STRBUF struct strbuf out = STRBUF_INIT;
        enrich_mentions(&f.c, rows[i].text, rows[i].lang, enrich_day(2022, 2, 23), false, &out);
        if (strcmp(out.p, rows[i].mentions) != 0)
            fail_msg("\"%s\" has \"%s\", not \"%s\"", rows[i].text, out.p, rows[i].mentions);
    }
    end(&f);
}

static void offices_on_the_day(void **state)
{
    (void)state;
    const struct { const char *text; int year; const char *mentions; } rows[] = {
        { "the Russian president said", 2005, "RU=Russian; Q7747=president" },
        { "the Russian president said", 2010, "RU=Russian; Q23530=president" },
        { "the president of Russia said", 2015, "Q7747=president; RU=Russia" },
        { "Armenia’s president said", 2012, "AM=Armenia; serzh=president" },
        { "Armenia’s president said", 2020, "AM=Armenia" },
        { "the former Russian president said", 1995, "RU=Russian" },
    };
    struct fixture f;
    begin(&f);
    for (size_t i = 0; i < COUNT(rows); i++) {
        CLEANUP_STRBUF struct strbuf out = STRBUF_INIT;
        enrich_mentions(&f.c, rows[i].text, "en", enrich_day(rows[i].year, 6, 15), false, &out);
        if (strcmp(out.p, rows[i].mentions) != 0)
            fail_msg("\"%s\" in %d has \"%s\", not \"%s\"", rows[i].text, rows[i].year, out.p, rows[i].mentions);
    }
    end(&f);
}

static void roles_are_those_of_the_day(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f);
    const struct { int32_t date; size_t roles; } rows[] = { { enrich_day(2008, 5, 6), 1 }, { enrich_day(2008, 5, 6) + 1439, 1 }, { enrich_day(2010, 1, 1), 0 }, { CIVIL_NONE, 0 } };
    for (size_t i = 0; i < COUNT(rows); i++) {
        CLEANUP_ARENA struct arena arena = ARENA_INIT;
        struct token_list title = { 0 }, tokens = { 0 };
        struct enriched found;
        analyser_run(f.c.analyser, STR("Vladimir Putin"), "en", &tokens);
        struct enrich_input in = { STR(""), STR("Vladimir Putin"), &title, &tokens, "en", rows[i].date };
        enrich(f.c.e, &in, &arena, &found);
        assert_int_equal(found.actor_count, 1);
        assert_int_equal(found.actors[0].role_count, rows[i].roles);
        token_list_release(&tokens);
    }
    end(&f);
}

/* 100,000 capitalised words: linear, and no crash. */
static void hostile_text(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f);
    CLEANUP_STRBUF struct strbuf text = STRBUF_INIT;
    CLEANUP_STRBUF struct strbuf out = STRBUF_INIT;
    for (int i = 0; i < 100000; i++)
        strbuf_string(&text, i % 3 ? "John " : "Russia president ");
    enrich_mentions(&f.c, text.p, "en", enrich_day(2020, 1, 1), false, &out);
    assert_true(out.n > 0);
    end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_is_mentioned),
        cmocka_unit_test(offices_on_the_day),
        cmocka_unit_test(roles_are_those_of_the_day),
        cmocka_unit_test(hostile_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
