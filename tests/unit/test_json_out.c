#include "engine/base/json_out.h"

#include "tests/unit/check.h"

#include <math.h>

static void a_nested_object(void **state)
{
    (void)state;
    CLEANUP_STRBUF struct strbuf b = STRBUF_INIT;
    struct json_out j;
    json_init(&j, &b);
    json_begin(&j, '{');
    json_key_int(&j, "total", 3);
    json_key(&j, "hits");
    json_begin(&j, '[');
    json_begin(&j, '{');
    json_end(&j, '}');
    json_begin(&j, '[');
    json_int(&j, -1);
    json_bool(&j, true);
    json_null(&j);
    json_end(&j, ']');
    json_end(&j, ']');
    json_key(&j, "score");
    json_real(&j, 12.345, 2);
    json_key(&j, "odd");
    json_real(&j, NAN, 2);
    json_key_string(&j, "none", NULL);
    json_end(&j, '}');
    assert_string_equal(b.p, "{\"total\":3,\"hits\":[{},[-1,true,null]],\"score\":12.35,\"odd\":null,\"none\":null}");
}

static void strings_are_always_json(void **state)
{
    (void)state;
    const struct { struct str in; const char *out; } rows[] = {
        { STR("plain"), "\"plain\"" },
        { STR("a\"b\\c\n\t\x1b[31m\x7f"), "\"a\\\"b\\\\c\\n\\t\\u001b[31m\\u007f\"" },
        { STR("caf\xC3\xA9 \xE4\xB8\xAD"), "\"caf\xC3\xA9 \xE4\xB8\xAD\"" },
        { STR("\xFFx\xC3"), "\"\xEF\xBF\xBDx\xEF\xBF\xBD\"" },
        { STR("nul\0byte"), "\"nul\\u0000byte\"" },
        { STR("\xE2\x80\xA8"), "\"\\u2028\"" },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        CLEANUP_STRBUF struct strbuf b = STRBUF_INIT;
        struct json_out j;
        json_init(&j, &b);
        json_str(&j, rows[i].in);
        assert_string_equal(b.p, rows[i].out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_nested_object),
        cmocka_unit_test(strings_are_always_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
