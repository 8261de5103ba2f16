#include "corpus/json_pull.h"

#include "engine/base/memory.h"
#include "engine/base/strbuf.h"

#include "tests/unit/check.h"

#include <stdio.h>
#include <stdlib.h>

/* The tokens as a line: { } [ ] k:key s:text n:number t f 0, and !why@place for a fault. */
static char *tokens(struct str json)
{
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct strbuf out = STRBUF_INIT;
    struct json_pull j;
    json_pull_init(&j, json, &arena);
    for (;;) {
        enum json_token token = json_pull_next(&j);
        static const char *const names[] = {
            [JSON_OBJECT] = "{", [JSON_OBJECT_END] = "}", [JSON_ARRAY] = "[", [JSON_ARRAY_END] = "]",
            [JSON_TRUE] = "t",   [JSON_FALSE] = "f",      [JSON_NULL] = "0"
        };
        if (token == JSON_END)
            break;
        if (token == JSON_BAD) {
            strbuf_format(&out, "!%s@%zu", j.bad, json_pull_place(&j));
            break;
        }
        if (token == JSON_KEY || token == JSON_STRING || token == JSON_NUMBER)
            strbuf_format(&out, "%c:%.*s ",
                          token == JSON_KEY      ? 'k'
                          : token == JSON_STRING ? 's'
                                                 : 'n',
                          STR_ARG(j.text));
        else
            strbuf_format(&out, "%s ", names[token]);
    }
    if (j.repaired)
        strbuf_format(&out, "repaired %zu", j.repaired);
    return strbuf_detach(&out);
}

static void grammar(void **state)
{
    (void)state;
    const struct { const char *in, *out; } rows[] = {
        { "{}", "{ } " },
        { " [ ] ", "[ ] " },
        { "\t\r\n[1]\n", "[ n:1 ] " },
        { "{\"a\":1,\"b\":[true,false,null],\"c\":{}}", "{ k:a n:1 k:b [ t f 0 ] k:c { } } " },
        { "\"x\"", "s:x " },
        { "\"\"", "s: " },
        { "0", "n:0 " },
        { "-0", "n:-0 " },
        { "-12.50e+10", "n:-12.50e+10 " },
        { "1E5", "n:1E5 " },
        { "123456789012345678901234567890", "n:123456789012345678901234567890 " },
        { "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "s:\"\\/\b\f\n\r\t " },
        { "\"a\\u0041\\u00e9\\u20AC\\uD83D\\ude00z\"", "s:aAé€😀z " },
        { "{\"k\\u0065y\":\"v\"}", "{ k:key s:v } " },
        { "\"\\u0000x\"", "s: x repaired 1" },
        { "\"\\ud800\"", "s:\xEF\xBF\xBD repaired 1" },
        { "\"\\ud800\\u0041\"", "s:\xEF\xBF\xBD"
                                "A repaired 1" },
        { "\"\\udc00\\ud83d\\ude00\"", "s:\xEF\xBF\xBD😀 repaired 1" },
        { "\"\\ud800\\ud83d\\ude00\"", "s:\xEF\xBF\xBD😀 repaired 1" },
        { "\"\x7f\"", "s:\x7f " },
        { "[\"a long string that goes over eight bytes, and over sixteen\"]",
          "[ s:a long string that goes over eight bytes, and over sixteen ] " },
        { "[\"a long string\\nwith an escape and a tail\"]",
          "[ s:a long string\nwith an escape and a tail ] " },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char *got = tokens(str_of(rows[i].in));
        assert_string_equal(got, rows[i].out);
        free(got);
    }
}

static void faults(void **state)
{
    (void)state;
    const struct { const char *in, *out; } rows[] = {
        { "", "!it ends early@0" },
        { "  ", "!it ends early@2" },
        { "{", "{ !it ends early@1" },
        { "[", "[ !it ends early@1" },
        { "[1", "[ n:1 !it ends early@2" },
        { "[1,", "[ n:1 !it ends early@3" },
        { "[1,]", "[ n:1 !this is no value@3" },
        { "[,1]", "[ !this is no value@1" },
        { "[1 2]", "[ n:1 !',' or ']' is wanted@3" },
        { "[1}", "[ n:1 !',' or ']' is wanted@2" },
        { "{\"a\":1]", "{ k:a n:1 !',' or '}' is wanted@6" },
        { "{\"a\":1,}", "{ k:a n:1 !a key in quotation marks is wanted@7" },
        { "{a:1}", "{ !a key in quotation marks is wanted@1" },
        { "{\"a\" 1}", "{ k:a !':' is wanted@5" },
        { "{\"a\":}", "{ k:a !this is no value@5" },
        { "{\"a\"}", "{ k:a !':' is wanted@4" },
        { "{1:2}", "{ !a key in quotation marks is wanted@1" },
        { "[1] 2", "[ n:1 ] !something stands behind the value@4" },
        { "{}{}", "{ } !something stands behind the value@2" },
        { "tru", "!this is no value@0" },
        { "truex", "t !something stands behind the value@4" },
        { "nul", "!this is no value@0" },
        { "True", "!this is no value@0" },
        { "NaN", "!this is no value@0" },
        { "-", "!this is no value@1" },
        { "+1", "!this is no value@0" },
        { "01", "n:0 !something stands behind the value@1" },
        { "1.", "!a digit is wanted behind the point@2" },
        { ".5", "!this is no value@0" },
        { "1e", "!a digit is wanted in the exponent@2" },
        { "1e+", "!a digit is wanted in the exponent@3" },
        { "0x10", "n:0 !something stands behind the value@1" },
        { "'a'", "!this is no value@0" },
        { "\"a", "!the string does not end@2" },
        { "\"a\\", "!the string does not end@3" },
        { "\"a\\\"", "!the string does not end@4" },
        { "\"\\x\"", "!no such escape@2" },
        { "\"\\u12\"", "!\\u wants four hexadecimal digits@3" },
        { "\"\\u12g4\"", "!\\u wants four hexadecimal digits@3" },
        { "\"\\u", "!\\u wants four hexadecimal digits@3" },
        { "\"a\nb\"", "!a control character in a string@2" },
        { "\"tab\there\"", "!a control character in a string@4" },
        { "\"\\n\x01\"", "!a control character in a string@3" },
        { "]", "!this is no value@0" },
        { "//x\n1", "!this is no value@0" },
        { "\f1", "!this is no value@0" },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char *got = tokens(str_of(rows[i].in));
        if (strcmp(got, rows[i].out) != 0)
            fail_msg("%s gives %s, not %s", rows[i].in, got, rows[i].out);
        free(got);
    }
    char *nul = tokens((struct str){ "\"a\0b\"", 5 });
    assert_string_equal(nul, "!a control character in a string@2");
    free(nul);
}

static void depth(void **state)
{
    (void)state;
    struct strbuf b = STRBUF_INIT;
    for (int i = 0; i < 64; i++)
        strbuf_byte(&b, '[');
    for (int i = 0; i < 64; i++)
        strbuf_byte(&b, ']');
    char *got = tokens(strbuf_view(&b));
    assert_int_equal(strlen(got), 256);
    free(got);
    strbuf_clear(&b);
    for (int i = 0; i < 1000000; i++)
        strbuf_string(&b, "[");
    got = tokens(strbuf_view(&b));
    assert_non_null(strstr(got, "too deep in one another (64 at most)@64"));
    free(got);
    strbuf_release(&b);
}

static void skipping(void **state)
{
    (void)state;
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct json_pull j;
    struct str raw;
    json_pull_init(&j, STR("{\"a\": [1, {\"b\": \"]}\"}] , \"c\": {} }"), &arena);
    assert_int_equal(json_pull_next(&j), JSON_OBJECT);
    assert_int_equal(json_pull_next(&j), JSON_KEY);
    assert_int_equal(json_pull_next(&j), JSON_ARRAY);
    assert_true(json_pull_skip(&j, &raw));
    assert_str(raw, "[1, {\"b\": \"]}\"}]");
    assert_int_equal(json_pull_next(&j), JSON_KEY);
    assert_str(j.text, "c");
    assert_int_equal(json_pull_next(&j), JSON_OBJECT);
    assert_true(json_pull_skip(&j, &raw));
    assert_str(raw, "{}");
    assert_int_equal(json_pull_next(&j), JSON_OBJECT_END);
    assert_int_equal(json_pull_next(&j), JSON_END);
    assert_int_equal(json_pull_next(&j), JSON_END);
    json_pull_init(&j, STR("[[1, 2"), &arena);
    assert_int_equal(json_pull_next(&j), JSON_ARRAY);
    assert_int_equal(json_pull_next(&j), JSON_ARRAY);
    assert_false(json_pull_skip(&j, &raw));
    assert_int_equal(json_pull_next(&j), JSON_BAD);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grammar),
        cmocka_unit_test(faults),
        cmocka_unit_test(depth),
        cmocka_unit_test(skipping),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
