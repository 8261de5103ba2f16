#include "engine/text/full_name_key.h"

#include "tests/unit/check.h"

static void keys_of_whole_names(void **state)
{
    (void)state;
    static const struct { const char *name, *key; } rows[] = {
        { "Ann Roe", "an roe" }, { "  Ann   ROE ", "an roe" }, { "Khan Pashinyan", "han pasinian" }, { "Ann-Lee O'Roe", "an li oroe" },
        { "Paşinyan", "pasinian" }, { "Hilton 2nd", "hilton 2nd" }, { "US Senate", "us senate" }, { "USAID", "usaid" }, { "", "" },
    };
    struct full_name_keyer *k = full_name_keyer_new();
    for (size_t i = 0; i < COUNT(rows); i++) {
        CLEANUP_STRBUF struct strbuf key = STRBUF_INIT;
        full_name_key(k, str_of(rows[i].name), &key);
        assert_string_equal(key.p, rows[i].key);
    }
    full_name_keyer_free(k);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(keys_of_whole_names) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
