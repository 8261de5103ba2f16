#include "corpus/json_items.h"

#include "check.h"
#include "corpus/json_tree.h"
#include "engine/base/strbuf.h"

static bool enter(void *ctx, struct str path)
{
    (void)ctx;
    return !path.n || str_is(path, "a") || str_is(path, "a.b");
}

static bool visit(void *ctx, struct str path, struct str json, struct error *err)
{
    (void)err;
    strbuf_format(ctx, "%.*s=%.*s ", STR_ARG(path), STR_ARG(json));
    return true;
}

static void too_long(void *ctx, struct str path)
{
    strbuf_format(ctx, "%.*s too long ", STR_ARG(path));
}

static void records_wherever_they_stand(void **state)
{
    (void)state;
    static const struct {
        const char *json, *records, *why;
    } rows[] = {
        { "", "", NULL },
        { " \n", "", NULL },
        { "[]", "", NULL },
        { "{}", "", NULL },
        { "[1, {\"x\": [2]}, \"s\"]", "=1 ={\"x\": [2]} =\"s\" ", NULL },
        { "{\"x\": 1}\n{\"x\": 2}", "x=1 x=2 ", NULL },
        { "{\"a\": {\"b\": {\"c\": [1, 2]}, \"d\": {\"e\": 3}}, \"f\": [4]}", "a.b.c=1 a.b.c=2 a.d={\"e\": 3} f=4 ", NULL },
        { "[1 2]", "=1 ", "',' or ']' is wanted" },
        { "[1,]", "=1 ", "a value is wanted" },
        { "{\"x\" 1}", "", "':' is wanted" },
        { "{x: 1}", "", "a key is wanted" },
        { "{\"x\": 1", "x=1 ", "',' or '}' is wanted" },
        { "[{\"x\": 1", "", "the file ends within a value" },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        CLEANUP_STRBUF struct strbuf out = STRBUF_INIT;
        struct error err = { 0 };
        struct input *in = input_of_memory(str_of(rows[i].json));
        const struct json_items items = { enter, visit, too_long, &out };
        assert_int_equal(json_items_read(in, &items, &err), !rows[i].why);
        assert_string_equal(out.p, rows[i].records);
        assert_string_equal(err.text, rows[i].why ? rows[i].why : "");
        input_close(in);
    }
}

static void a_tree_to_be_asked(void **state)
{
    (void)state;
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    const struct json_tree *t;
    struct error err = { 0 };
    assert_true(json_tree_parse(STR("{\"a\": {\"b\": [\" x\\u0041 \", 2, null]}, \"c\": true}"), &arena, &t, &err));
    const struct json_tree *b = json_tree_get(json_tree_get(t, "a"), "b"), *first = json_tree_first(b);
    assert_str(json_tree_text(first), " xA ");
    assert_str(json_tree_text(first->next), "2");
    assert_int_equal(first->next->next->kind, JSON_NULL);
    assert_null(first->next->next->next);
    assert_int_equal(json_tree_text_of(t, "c").n, 0);
    assert_null(json_tree_get(b, "b"));
    assert_null(json_tree_get(NULL, "b"));
    assert_null(json_tree_first(json_tree_get(t, "c")));
    assert_false(json_tree_parse(STR("{\"a\": }"), &arena, &t, &err));
    assert_int_equal(err.kind, ERROR_INPUT);
    assert_false(json_tree_parse(STR(""), &arena, &t, &err));
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(records_wherever_they_stand), cmocka_unit_test(a_tree_to_be_asked) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
