#include "engine/base/hash.h"
#include "engine/base/strmap.h"

#include "tests/unit/check.h"

#include <stdio.h>

static void numbers_by_order(void **state)
{
    (void)state;
    struct strmap m = STRMAP_INIT;
    assert_int_equal(strmap_find(&m, STR("x")), STRMAP_NONE);
    bool is_new;
    for (int round = 0; round < 2; round++)
        for (unsigned i = 0; i < 5000; i++) {
            char key[16];
            snprintf(key, sizeof key, "key%u", i);
            assert_int_equal(strmap_intern(&m, str_of(key), &is_new), i);
            assert_int_equal(is_new, round == 0);
        }
    assert_int_equal(strmap_find(&m, STR("key4999")), 4999);
    assert_int_equal(strmap_find(&m, STR("key5000")), STRMAP_NONE);
    assert_str(strmap_key(&m, 17), "key17");
    assert_int_equal(strmap_intern(&m, STR("a\0b"), NULL), 5000);
    assert_int_equal(strmap_intern(&m, STR("a\0c"), NULL), 5001);
    assert_int_equal(strmap_intern(&m, (struct str){ NULL, 0 }, NULL), 5002);
    strmap_clear(&m);
    assert_int_equal(strmap_find(&m, STR("key17")), STRMAP_NONE);
    assert_int_equal(strmap_intern(&m, STR("new"), NULL), 0);
    strmap_release(&m);
}

static void digests_are_stable_and_know_where_parts_end(void **state)
{
    (void)state;
    const struct str rows[][2] = {
        { STR("ab"), STR("c") }, { STR("a"), STR("bc") }, { STR("abc"), STR("") }, { STR(""), STR("abc") }, { STR("ab"), STR("d") },
    };
    char hex[COUNT(rows)][2 * DIGEST_BYTES + 1];
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct digest d = digest_of(rows[i], 2);
        digest_hex(&d, hex[i]);
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(hex[i], hex[k]);
    }
    assert_string_equal(hex[0], "c3952b68dec087037ea4107545bb8d68");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_by_order),
        cmocka_unit_test(digests_are_stable_and_know_where_parts_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
