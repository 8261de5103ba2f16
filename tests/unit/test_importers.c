#include "corpus/importers/import.h"

#include "check.h"
#include "engine/base/strbuf.h"

#include <stdlib.h>

/* Countries and bodies that the registry would know. */
static struct str find(void *ctx, struct str name)
{
    static const struct {
        const char *name, *id;
    } known[] = { { "Ruritania", "RU-X" }, { "Freedonia", "freedonia" }, { "Union of Examples", "uex" } };
    (void)ctx;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_is(name, known[i].name))
            return str_of(known[i].id);
    return (struct str){ NULL, 0 };
}

static void print_date(int32_t date, struct strbuf *out)
{
    char text[CIVIL_DATE_BYTES];
    civil_format_date(date, text);
    strbuf_string(out, text);
}

/* "ID KIND: name, name [country party]", then a line an office. */
static void print(const struct actor *a, struct strbuf *out)
{
    strbuf_format(out, "%.*s %s: ", STR_ARG(a->id), actor_kind_name(a->kind));
    for (size_t i = 0; i < a->name_count; i++)
        strbuf_format(out, "%s%.*s%s", i ? ", " : "", STR_ARG(a->names[i].name), a->names[i].flags & NAME_WEAK ? " (weak)" : "");
    strbuf_string(out, a->country.n || a->party.n ? " [" : "");
    strbuf_format(out, "%.*s%s%.*s", STR_ARG(a->country), a->party.n ? " " : "", STR_ARG(a->party));
    strbuf_string(out, a->country.n || a->party.n ? "]\n" : "\n");
    for (size_t i = 0; i < a->role_count; i++) {
        const struct actor_role *r = &a->roles[i];
        strbuf_format(out, "  %s%.*s@%.*s ", r->acting ? "acting " : "", STR_ARG(r->office), STR_ARG(r->of));
        print_date(r->from, out);
        strbuf_string(out, "..");
        print_date(r->to, out);
        strbuf_byte(out, '\n');
    }
}

struct expected {
    enum actor_format format;
    const char *country, *text;
    uint64_t skipped, homeless, bad_dates;
};

static void check(const char *input, struct expected e)
{
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    CLEANUP_STRBUF struct strbuf out = STRBUF_INIT;
    struct actor_import_options options = { .origin = STR("list"), .country = str_of(e.country ? e.country : ""), .find = find };
    struct actor_import_result r;
    struct error err = { 0 };
    if (!actor_import_memory(str_of(input), "test", &options, &arena, &r, &err))
        fail_msg("%s", err.text);
    for (size_t i = 0; i < r.n; i++)
        print(&r.actors[i], &out);
    assert_string_equal(actor_format_name(r.format), actor_format_name(e.format));
    assert_string_equal(out.p, e.text);
    assert_int_equal(r.skipped, e.skipped);
    assert_int_equal(r.homeless, e.homeless);
    assert_int_equal(r.bad_dates, e.bad_dates);
}

static void fails(const char *input, enum actor_format format, const char *why)
{
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct actor_import_options options = { .format = format, .origin = STR("list"), .find = find };
    struct actor_import_result r;
    struct error err = { 0 };
    assert_false(actor_import_memory(str_of(input), "test", &options, &arena, &r, &err));
    assert_string_equal(err.text, why);
}

static void popolo(void **state)
{
    (void)state;
    check("{\"events\": [{\"id\": \"term/1\", \"start_date\": \"2011-05\", \"end_date\": \"2015-04-30\"},"
          " {\"id\": \"term/2\", \"start_date\": \"2015-05-01\"}],"
          " \"memberships\": ["
          " {\"person_id\": \"p1\", \"organization_id\": \"house\", \"on_behalf_of_id\": \"party/red\", \"role\": \"member\", \"legislative_period_id\": \"term/1\"},"
          " {\"person_id\": \"p1\", \"organization_id\": \"house\", \"on_behalf_of_id\": \"party/blue\", \"role\": \"member\", \"legislative_period_id\": \"term/2\","
          "  \"start_date\": \"2015-05-01\", \"end_date\": \"2017-01-02\"},"
          " {\"person_id\": \"p1\", \"post_id\": \"pm\", \"start_date\": \"2016\", \"end_date\": \"2016-13-01\"},"
          " {\"person_id\": \"nobody\", \"organization_id\": \"house\"}],"
          " \"persons\": [{\"id\": \"p1\", \"name\": \"Ann Example\", \"other_names\": [{\"lang\": \"ru\", \"name\": \"Анн Экзампл\"}],"
          "  \"identifiers\": [{\"scheme\": \"wikidata\", \"identifier\": \"Q4115189\"}]}, {\"id\": \"p2\"}],"
          " \"organizations\": [{\"id\": \"house\", \"name\": \"House of Examples\", \"classification\": \"legislature\"},"
          "  {\"id\": \"party/red\", \"name\": \"Reds\", \"classification\": \"party\"}, {\"id\": \"party/blue\", \"name\": \"Blues\", \"classification\": \"party\"},"
          "  {\"id\": \"cabinet\", \"name\": \"Cabinet\", \"classification\": \"executive\"}, {\"id\": \"party/ind\", \"name\": \"Independent\", \"classification\": \"party\"}],"
          " \"posts\": [{\"id\": \"pm\", \"label\": \"Prime Minister of Freedonia\", \"organization_id\": \"cabinet\"}]}",
          (struct expected){ ACTOR_FORMAT_POPOLO, "AM",
              "Q4115189 person: Ann Example, Анн Экзампл [AM list-am-party-blue]\n"
              "  member of parliament@AM 2011-05-01..2017-01-02\n"
              "  prime minister@list-am-cabinet 2016-01-01..\n"
              "list-am-house org: House of Examples [AM]\n"
              "list-am-party-red party: Reds [AM]\n"
              "list-am-party-blue party: Blues [AM]\n"
              "list-am-cabinet org: Cabinet [AM]\n", 2, 0, 1 });
}

static void petrarch(void **state)
{
    (void)state;
    check("# a dictionary\n"
          "BOB_EXAMPLE_ ; a comment\n"
          "+ROBERT_DE_EXAMPLE_\n"
          "\t[RUSGOV 19991231-20080507]\n"
          "\t[RUSGOVMIL >080508]\n"
          "\t[RUSOPP 19991399-20000101]\n"
          "\t[RUSELI <991231]\n"
          "\n"
          "UNION_OF_EXAMPLES_\n"
          "UEX_\n"
          "\t[IGOUEX]; found in a list\n"
          "MOSCOW_ [RUS]\n"
          "ACTIVIST_ [~OPP]\n"
          "&AGENT\n"
          "+AGENT_\n"
          "O'EXAMPLE_BROTHERS_ [KSVREB]\n",
          (struct expected){ ACTOR_FORMAT_PETRARCH, NULL,
              "list-ru-bob-example person: Bob Example, Robert de Example [RU]\n"
              "  public figure@RU ..1999-12-31\n"
              "  member of government@RU 1999-12-31..2008-05-07\n"
              "  defence minister@RU 2008-05-08..\n"
              "list-igouex-union-of-examples org: Union of Examples, UEX\n"
              "list-xk-o-example-brothers org: O'Example Brothers [XK]\n", 0, 0, 1 });
}

static void follow_the_money(void **state)
{
    (void)state;
    check("{\"id\": \"Q4115189\", \"schema\": \"Person\", \"properties\": {\"name\": [\"Ann Example\"], \"weakAlias\": [\"Annie\"], \"citizenship\": [\"am\"]}}\n"
          "{\"id\": \"occ-1\", \"schema\": \"Occupancy\", \"properties\": {\"holder\": [\"Q4115189\"], \"post\": [\"pos-1\"], \"startDate\": [\"2020-02\"]}}\n"
          "{\"id\": \"pos-1\", \"schema\": \"Position\", \"properties\": {\"name\": [\"Minister of Finance\"], \"country\": [\"am\"]}}\n"
          "not json\n"
          "{\"id\": \"NK-1\", \"schema\": \"Person\", \"properties\": {\"name\": [\"Carl Example\"], \"positionOccupancies\": [{\"id\": \"occ-2\","
          " \"schema\": \"Occupancy\", \"properties\": {\"holder\": [\"NK-1\"], \"post\": [{\"id\": \"pos-2\", \"schema\": \"Position\", \"properties\":"
          " {\"name\": [\"Head of the Union of Examples\"]}}], \"endDate\": [\"2019-06-30\"]}}]}}\n"
          "{\"id\": \"pp\", \"schema\": \"Organization\", \"properties\": {\"name\": [\"Example Party\"], \"topics\": [\"pol.party\"]}}\n"
          "{\"id\": \"m\", \"schema\": \"Membership\", \"properties\": {\"member\": [\"NK-1\"], \"organization\": [\"pp\"]}}\n"
          "{\"id\": \"d\", \"schema\": \"Directorship\", \"properties\": {\"director\": [\"NK-1\"], \"organization\": [\"gone\"]}}\n",
          (struct expected){ ACTOR_FORMAT_FTM, NULL,
              "Q4115189 person: Ann Example, Annie (weak) [AM]\n"
              "  finance minister@AM 2020-02-01..\n"
              "list-nk-1 person: Carl Example [ list-pp]\n"
              "  head@uex ..2019-06-30\n"
              "list-pp party: Example Party\n", 2, 0, 0 });
}

static void wikidata(void **state)
{
    (void)state;
#define SNAK(property, value) "{\"mainsnak\": {\"property\": \"" property "\", \"datavalue\": {\"value\": " value "}}, \"rank\": \"normal\"}"
    check("[\n"
          "{\"type\": \"item\", \"id\": \"Q9001\", \"labels\": {\"en\": {\"language\": \"en\", \"value\": \"Ann Example\"}, \"ru\": {\"value\": \"Анн Экзампл\"}},"
          " \"aliases\": {\"en\": [{\"value\": \"Annie E.\"}]}, \"claims\": {\"P31\": [" SNAK("P31", "{\"id\": \"Q5\"}") "],"
          " \"P27\": [" SNAK("P27", "{\"id\": \"Q399\"}") "], \"P102\": [" SNAK("P102", "{\"id\": \"Q9003\"}") "],"
          " \"P39\": [{\"mainsnak\": {\"datavalue\": {\"value\": {\"id\": \"Q9002\"}}}, \"rank\": \"preferred\", \"qualifiers\": {"
          "  \"P580\": [{\"datavalue\": {\"value\": {\"time\": \"+2018-05-08T00:00:00Z\", \"precision\": 11}}}],"
          "  \"P582\": [{\"datavalue\": {\"value\": {\"time\": \"+2020-00-00T00:00:00Z\", \"precision\": 9}}}]}},"
          "  {\"mainsnak\": {\"datavalue\": {\"value\": {\"id\": \"Q9999\"}}}, \"rank\": \"normal\"},"
          "  {\"mainsnak\": {\"datavalue\": {\"value\": {\"id\": \"Q9002\"}}}, \"rank\": \"deprecated\"}]}},\n"
          "{\"type\": \"item\", \"id\": \"Q9002\", \"labels\": {\"en\": {\"value\": \"Prime Minister of Freedonia\"}}, \"aliases\": {}, \"claims\": {}},\n"
          "{\"type\": \"item\", \"id\": \"Q9003\", \"labels\": {\"en\": {\"value\": \"Example Party\"}}, \"claims\": {\"P31\": [" SNAK("P31", "{\"id\": \"Q7278\"}")
          "], \"P571\": [" SNAK("P571", "{\"time\": \"+1990-03-00T00:00:00Z\"}") "]}},\n"
          "{\"type\": \"item\", \"id\": \"Q9004\", \"labels\": {\"en\": {\"value\": \"Exland\"}}, \"claims\": {\"P297\": [" SNAK("P297", "\"XE\"") "]}},\n"
          "{\"type\": \"item\", \"id\": \"Q9005\", \"labels\": {\"en\": {\"value\": \"No office\"}}, \"claims\": {\"P31\": [" SNAK("P31", "{\"id\": \"Q5\"}") "]}}\n"
          "]\n",
          (struct expected){ ACTOR_FORMAT_WIKIDATA, NULL,
              "Q9001 person: Ann Example, Анн Экзампл, Annie E. [AM Q9003]\n"
              "  prime minister@freedonia 2018-05-08..2020-12-31\n"
              "Q9003 party: Example Party\n"
              "XE country: Exland\n", 0, 1, 0 });
    check("{\"entities\": {\"Q9003\": {\"id\": \"Q9003\", \"labels\": {\"en\": {\"value\": \"Example Party\"}}, \"claims\": {\"P31\": ["
          SNAK("P31", "{\"id\": \"Q7278\"}") "]}}}}",
          (struct expected){ ACTOR_FORMAT_WIKIDATA, NULL, "Q9003 party: Example Party\n", 0, 0, 0 });
#undef SNAK
}

static void sparql(void **state)
{
    (void)state;
#define ENTITY "http://www.wikidata.org/entity/"
    check("{\"head\": {\"vars\": [\"person\"]}, \"results\": {\"bindings\": ["
          "{\"person\": {\"type\": \"uri\", \"value\": \"" ENTITY "Q9001\"}, \"personLabel\": {\"value\": \"Ann Example\"},"
          " \"position\": {\"type\": \"uri\", \"value\": \"" ENTITY "Q9002\"}, \"positionLabel\": {\"value\": \"president\"},"
          " \"country\": {\"type\": \"uri\", \"value\": \"" ENTITY "Q399\"}, \"countryLabel\": {\"value\": \"Armenia\"},"
          " \"start\": {\"value\": \"2008-04-09T00:00:00Z\"}, \"end\": {\"value\": \"2018-04-09T00:00:00Z\"}},"
          "{\"person\": {\"value\": \"" ENTITY "Q9009\"}, \"personLabel\": {\"value\": \"Q9009\"}}]}}",
          (struct expected){ ACTOR_FORMAT_SPARQL, NULL,
              "Q9001 person: Ann Example [AM]\n"
              "  president@AM 2008-04-09..2018-04-09\n", 1, 0, 0 });
#undef ENTITY
}

static void csv(void **state)
{
    (void)state;
    check("position,person,personID,start,end\n"
          "Prime Minister,Ann Example,Q9001,2018-05-08,2021\n"
          "Prime Minister,Ann Example,Q9001,2021-12-31,\n"
          "Ambassador to the Union of Examples,Ann Example,Q9001,,2017-02\n"
          "President of Freedonia,\"Example, Bob\",,bad,2000-01-01\n"
          "too,few\n",
          (struct expected){ ACTOR_FORMAT_CSV, "AM",
              "Q9001 person: Ann Example [AM]\n"
              "  ambassador to the union of examples@AM ..2017-02-28\n"
              "  prime minister@AM 2018-05-08..\n"
              "list-am-example-bob person: Example, Bob [AM]\n"
              "  president@freedonia ..2000-01-01\n", 1, 0, 1 });
    check("id;name;names;kind;country;party;of;office;acting;note\n"
          "exp;Example Party;EXP|Ēxāmple;party;ARM;;;;;\n"
          "a;Ann Example;;;Armenia;Example Party;uex;chair;true;a list\n"
          ";Nobody;;thing;;;;;;\n",
          (struct expected){ ACTOR_FORMAT_CSV, NULL,
              "list-exp party: Example Party, EXP, Ēxāmple [AM]\n"
              "list-a person: Ann Example [ list-example-party]\n"
              "list-example-party party: Example Party\n", 1, 1, 0 });
}

static void what_is_none_of_these(void **state)
{
    (void)state;
    fails("colour,size\nred,1\n", ACTOR_FORMAT_AUTO, "cannot read 'test' as csv: line 1: no column is called 'name'");
    fails("{\"persons\": [{\"id\": \"p\"", ACTOR_FORMAT_AUTO, "cannot read 'test' as popolo: the file ends within a value");
    fails("{\"persons\": [} ]", ACTOR_FORMAT_POPOLO, "cannot read 'test' as popolo: a value is wanted");
    fails("actors:\n  - id: x\n    kind: person\n    nmae: X\n", ACTOR_FORMAT_AUTO,
          "cannot read 'test': line 4, column 5: unknown key 'nmae'");
    check("", (struct expected){ ACTOR_FORMAT_CSV, NULL, "", 0, 0, 0 });
    check("# nothing\nactors:\n  - {id: x, kind: org, name: X}\n", (struct expected){ ACTOR_FORMAT_YAML, NULL, "x org: X\n", 0, 0, 0 });
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(popolo), cmocka_unit_test(petrarch), cmocka_unit_test(follow_the_money), cmocka_unit_test(wikidata),
        cmocka_unit_test(sparql), cmocka_unit_test(csv),      cmocka_unit_test(what_is_none_of_these),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
