#include "engine/store/column_pack.h"

#include "engine/base/memory.h"
#include "tests/unit/check.h"

static void as_wide_as_the_values_need(void **state)
{
    (void)state;
    static const struct { int32_t values[3]; size_t n, bytes; const char *packed; } rows[] = {
        { { 0 }, 0, 7, "\0\0\0\0\0\0\0" },
        { { -7, -7, -7 }, 3, 7, "\0\x03\0\xf9\xff\xff\xff" },
        { { 300, 45, 46 }, 3, 10, "\x01\x03\0\x2d\0\0\0\xff\0\x01" },
        { { 0, 256, 65535 }, 3, 13, "\x02\x03\0\0\0\0\0\0\0\0\x01\xff\xff" },
        { { INT32_MIN, INT32_MAX, -1 }, 3, 19, "\x04\x03\0\0\0\0\x80\0\0\0\0\xff\xff\xff\xff\xff\xff\xff\x7f" },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        CLEANUP_STRBUF struct strbuf out = STRBUF_INIT;
        int32_t back[3] = { 9, 9, 9 };
        column_pack(rows[i].values, rows[i].n, &out);
        assert_int_equal(out.n, rows[i].bytes);
        assert_memory_equal(out.p, rows[i].packed, out.n);
        assert_int_equal(column_unpack(strbuf_view(&out), back, 3), rows[i].n);
        for (size_t k = 0; k < rows[i].n; k++)
            assert_int_equal(back[k], rows[i].values[k]);
        assert_int_equal(column_unpack(strbuf_view(&out), back, 1), rows[i].n ? 1 : 0);
        for (size_t cut = 0; cut < out.n; cut++)
            assert_int_equal(column_unpack(str_slice(strbuf_view(&out), 0, cut), back, 3), 0);
    }
}

static void what_is_no_chunk(void **state)
{
    (void)state;
    static const struct str rows[] = { STR("\x03\x01\0\0\0\0\0abc"), STR("\x05\x01\0\0\0\0\0abcde"), STR("\x02\x02\0\0\0\0\0abc"), STR("\0\0\0\0\0\0\0x") };
    int32_t back[3];
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_int_equal(column_unpack(rows[i], back, 3), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(as_wide_as_the_values_need), cmocka_unit_test(what_is_no_chunk) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
