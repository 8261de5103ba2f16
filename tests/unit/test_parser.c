#include "query/language/ast.h"

#include "tests/unit/check.h"

#include <stdio.h>

/* 2022-03-16 12:00 UTC, a Wednesday. */
static const struct query_clock clock_fixed = { .now = 27457200, .zone_minutes = 0 };

static struct str saved(void *ctx, struct str name)
{
    (void)ctx;
    if (str_is(name, "karabakh"))
        return STR("karabakh OR artsakh");
    if (str_is(name, "loop"))
        return STR("saved:loop");
    if (str_is(name, "broken"))
        return STR("(a");
    return (struct str){ NULL, 0 };
}

static bool canonical(const char *text, struct strbuf *out, struct error *err)
{
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct query query;
    strbuf_clear(out);
    if (!query_parse(str_of(text), &clock_fixed, saved, NULL, &arena, &query, err))
        return false;
    query_print(query.root, out);
    return true;
}

static void understood(void **state)
{
    (void)state;
    const struct { const char *query, *form; } rows[] = {
        { "vote", "vote" },
        { "a b", "(a AND b)" },
        { "a AND b", "(a AND b)" },
        { "a OR b", "(a OR b)" },
        { "a | b", "(a OR b)" },
        { "a b OR c d", "((a AND b) OR (c AND d))" },
        { "a (b OR c)", "(a AND (b OR c))" },
        { "-a", "NOT a" },
        { "!a", "NOT a" },
        { "NOT a", "NOT a" },
        { "NOT NOT a", "NOT NOT a" },
        { "a -b", "(a AND NOT b)" },
        { "a AND NOT b", "(a AND NOT b)" },
        { "-(a b)", "NOT (a AND b)" },
        { "and or not near", "(and AND or AND not AND near)" },
        { "multi-agent", "multi-agent" },
        { "\"allied cooperation\"", "\"allied cooperation\"" },
        { "“allied cooperation”", "\"allied cooperation\"" },
        { "«a b» „c d“", "(\"a b\" AND \"c d\")" },
        { "\"a b\"~5", "\"a b\"~5" },
        { "=vote", "=vote" },
        { "declar*", "declar*" },
        { "vote~", "vote~1" },
        { "vote~2", "vote~2" },
        { "vote^2.5", "vote^2.5" },
        { "(a b)^2", "(a AND b)^2" },
        { "a^01b", "a^01b" },
        { "a^b^2", "a^b^2" },
        { "a^2^b", "a^2^b" },
        { "((a b)^2 c)^3", "((a AND b)^2 AND c)^3" },
        { "((a)^2)^3", "a^6" },
        { "a^1.25000000000000000000 b", "(a^1.25 AND b)" },
        { "a^1.000002 lang:hy^0.9999999", "(a AND lang:hy)" },
        { "(a^0.1234567)", "a^0.123457" },
        { "*", "*" },
        { "a NEAR b", "(a NEAR/10 b)" },
        { "a NEAR/3 b", "(a NEAR/3 b)" },
        { "a ADJ b ADJ c", "(a ADJ/10 b ADJ/10 c)" },
        { "a NEAR/3 b ADJ/2 c", "((a NEAR/3 b) AND (b ADJ/2 c))" },
        { "a NEAR (b OR \"c d\")", "(a NEAR/10 (b OR \"c d\"))" },
        { "actor:putin NEAR/5 treaty", "(actor:putin NEAR/5 treaty)" },
        { "atleast 5 (russia)", "atleast 5 (russia)" },
        { "atleast3(a OR b)", "atleast 3 ((a OR b))" },
        { "atleast", "atleast" },
        { "actor:Пашинян", "actor:Пашинян" },
        { "who:putin person:aliyev", "(actor:putin AND actor:aliyev)" },
        { "actor:\"prime minister of Armenia\"", "actor:\"prime minister of Armenia\"" },
        { "actor:[putin, aliyev]", "(actor:putin OR actor:aliyev)" },
        { "actor:(putin OR aliyev)", "(actor:putin OR actor:aliyev)" },
        { "»\"old\" friends«", "«\"old\" friends»" },
        { "url:»\"x« url:«a\"b»", "(url:«\"x» AND url:«a\"b»)" },
        { "actor:[«putin», „aliyev“]", "(actor:putin OR actor:aliyev)" },
        { "source:[a“b, c\"»]", "(source:\"a“b\" OR source:\"c »\")" },
        { "source:[a　b, あ]", "(source:\"a　b\" OR source:あ)" },
        { "role:president@[a\"b, c]", "role:president@[«a\"b», c]" },
        { "actor:(\" putin\" OR « aliyev »)", "(actor:putin OR actor:aliyev)" },
        { "country:[RU, \"South Korea\", new zealand]", "(country:RU OR country:\"South Korea\" OR country:\"new zealand\")" },
        { "role:president", "role:president" },
        { "role:president@RU", "role:president@RU" },
        { "role:\"prime minister\"@AM", "role:\"prime minister\"@AM" },
        { "role:president@[RU, AZ]", "role:president@[RU, AZ]" },
        { "title:declaration", "title:declaration" },
        { "intitle:(a OR b)", "title:(a OR b)" },
        { "title:\"a b\"", "title:\"a b\"" },
        { "title:=vote", "title:=vote" },
        { "source:news.bbc.co.uk", "source:news.bbc.co.uk" },
        { "url:https://x.y/z?a=b", "url:\"https://x.y/z?a=b\"" },
        { "lang:hy is:revised", "(lang:hy AND is:revised)" },
        { "date:2022-02", "date:2022-02-01..2022-02-28" },
        { "date:2022-02-20..2022-03", "date:2022-02-20..2022-03-31" },
        { "date:2022Q1", "date:2022-01-01..2022-03-31" },
        { "date:..2021", "date:..2021-12-31" },
        { "date:>=2020", "date:2020-01-01.." },
        { "after:2022-02-22", "date:2022-02-23.." },
        { "before:2022", "date:..2021-12-31" },
        { "when:7d", "date:2022-03-09T12:00Z..2022-03-16T12:00Z" },
        { "date:yesterday", "date:2022-03-15" },
        { "date:\"last month\"", "date:2022-02-01..2022-02-28" },
        { "words:>800", "words:801.." },
        { "words:100..200", "words:100..200" },
        { "words:300", "words:300" },
        { "speaker:aliyev(corridor OR \"peace treaty\")", "speaker:aliyev((corridor OR \"peace treaty\"))" },
        { "said:aliyev", "speaker:aliyev" },
        { "quote:\"old friends\"", "quote:\"old friends\"" },
        { "saved:karabakh -country:TR", "((karabakh OR artsakh) AND NOT country:TR)" },
        { "12:30", "12:30" },
        { "http://x.y", "http://x.y" },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        CLEANUP_STRBUF struct strbuf out = STRBUF_INIT;
        CLEANUP_STRBUF struct strbuf again = STRBUF_INIT;
        struct error err = { 0 };
        const char *form = rows[i].form;
        if (!canonical(rows[i].query, &out, &err))
            fail_msg("%s: %s", rows[i].query, err.text);
        if (strcmp(out.p, form) != 0)
            fail_msg("%s is read as %s, not as %s", rows[i].query, out.p, form);
        /* What is printed is read as itself. */
        if (!canonical(out.p, &again, &err))
            fail_msg("%s: %s", out.p, err.text);
        assert_string_equal(again.p, out.p);
    }
}

static void refused(void **state)
{
    (void)state;
    const struct { const char *query, *error; } rows[] = {
        { "", "the query is empty ('*' finds everything)" },
        { "(russia", "(russia\n^\nthis parenthesis is never closed" },
        { "russia)", "russia)\n      ^\nthis parenthesis was never opened, or there is nothing in it" },
        { "()", "()\n ^\nthis parenthesis was never opened, or there is nothing in it" },
        { "actr:putin", "actr:putin\n^\nunknown field 'actr' (did you mean 'actor'?)" },
        { "\"open phrase", "\"open phrase\n^\nthis quotation mark is never closed" },
        { "date:2022-13", "date:2022-13\n     ^\nthere is no month 13" },
        { "date:2022-02-30", "date:2022-02-30\n     ^\nthere is no day 2022-02-30" },
        { "date:yesterdai", "date:yesterdai\n     ^\n'yesterdai' is no date (2022, 2022-02, 2022-02-23, 2022Q1, yesterday, 7d, \"last month\")" },
        { "words:many", "words:many\n      ^\n'many' is no number of words" },
        { "role:president@", "role:president@\n               ^\na value is wanted here" },
        { "a OR", "a OR\n    ^\nthe query ends where a word, phrase or group is wanted" },
        { "OR a", "OR a\n^\nOR wants a word, phrase or group before and behind it" },
        { "a NEAR", "a NEAR\n      ^\nthe query ends where a word, phrase or group is wanted" },
        { "(a b) NEAR c", "(a b) NEAR c\n ^\nNEAR and ADJ stand between words, phrases and names, or groups of them with OR" },
        { "atleast 5 (a b)", "atleast 5 (a b)\n           ^\natleast counts one word, name or phrase, or any of several with OR" },
        { "atleast 0 (a)", "atleast 0 (a)\n^\natleast is followed by a number from 1 to 1000" },
        { "title: x", "title: x\n^\na value is wanted behind the colon, without a space" },
        { "vote~5", "vote~5\n     ^\na spelling distance is 1 or 2" },
        { "vote^999", "vote^999\n    ^\nafter '^' comes a number from 0.01 to 100" },
        { "vote^2^3", "vote^2^3\n      ^\none boost is enough: '^' and a number stand once" },
        { "/^1^01", "/^1^01\n   ^\none boost is enough: '^' and a number stand once" },
        { "\"a b\"^2^3", "\"a b\"^2^3\n       ^\none boost is enough: '^' and a number stand once" },
        { "(a b)^2^3", "(a b)^2^3\n       ^\none boost is enough: '^' and a number stand once" },
        { "lang:hy^2^3", "lang:hy^2^3\n         ^\none boost is enough: '^' and a number stand once" },
        { "title:vote^2^3", "title:vote^2^3\n            ^\none boost is enough: '^' and a number stand once" },
        { "((a)^100)^100", "((a)^100)^100\n         ^\nboosts within one another multiply, and are 0.01 to 100 together" },
        { "date:2022..2020", "date:2022..2020\n     ^\nthe range ends before it begins" },
        { "is:new", "is:new\n   ^\n'is:' is followed by dup, revised, undated or quoted" },
        { "saved:nothing", "saved:nothing\n      ^\nno search is saved under this name" },
        { "中文 actr:x", "中文 actr:x\n     ^\nunknown field 'actr' (did you mean 'actor'?)" },
        { "\xFF", "the query is not valid UTF-8" },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        CLEANUP_STRBUF struct strbuf out = STRBUF_INIT;
        struct error err = { 0 };
        if (canonical(rows[i].query, &out, &err))
            fail_msg("%s is read as %s", rows[i].query, out.p);
        assert_string_equal(err.text, rows[i].error);
        assert_int_equal(err.kind, ERROR_USAGE);
    }
}

static void bounded(void **state)
{
    (void)state;
    CLEANUP_STRBUF struct strbuf query = STRBUF_INIT;
    CLEANUP_STRBUF struct strbuf out = STRBUF_INIT;
    struct error err = { 0 };
    for (int i = 0; i < 300; i++)
        strbuf_string(&query, "a ");
    assert_false(canonical(query.p, &out, &err));
    assert_non_null(strstr(err.text, "more than 256 words"));
    strbuf_clear(&query);
    for (int i = 0; i < 200; i++)
        strbuf_byte(&query, '(');
    assert_false(canonical(query.p, &out, &err));
    assert_non_null(strstr(err.text, "64 deep"));
    strbuf_clear(&query);
    for (int i = 0; i < 200; i++)
        strbuf_string(&query, "-");
    strbuf_string(&query, "a");
    assert_false(canonical(query.p, &out, &err));
    strbuf_clear(&query);
    for (int i = 0; i < 9000; i++)
        strbuf_byte(&query, 'a');
    assert_false(canonical(query.p, &out, &err));
    assert_non_null(strstr(err.text, "longer than 8192 bytes"));
    assert_false(canonical("saved:loop", &out, &err));
    assert_non_null(strstr(err.text, "without an end"));
    assert_false(canonical("saved:broken", &out, &err));
    assert_non_null(strstr(err.text, "saved search 'broken'"));
}

static void mixed_is_noticed(void **state)
{
    (void)state;
    const struct { const char *query; bool mixed; } rows[] = {
        { "a b OR c", true }, { "a OR b", false }, { "(a b) OR c", false }, { "a (b OR c)", false }, { "x (a b OR c)", true },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        CLEANUP_ARENA struct arena arena = ARENA_INIT;
        struct query query;
        struct error err = { 0 };
        assert_true(query_parse(str_of(rows[i].query), &clock_fixed, NULL, NULL, &arena, &query, &err));
        assert_int_equal(query.mixed, rows[i].mixed);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(understood),
        cmocka_unit_test(refused),
        cmocka_unit_test(bounded),
        cmocka_unit_test(mixed_is_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
