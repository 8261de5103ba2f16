#include "engine/store/bit_codes.h"

#include "tests/unit/check.h"

static void bits_of_small_numbers(void **state)
{
    (void)state;
    CLEANUP_STRBUF struct strbuf out = STRBUF_INIT;
    struct bit_writer w = { .out = &out };
    bits_put_number(&w, 0, 0);      /* 1 */
    bits_put_number(&w, 1, 0);      /* 010 */
    bits_put_number(&w, 5, 2);      /* 01 100 */
    bits_put_signed(&w, -1, 1);     /* as 1: 1 1 */
    bits_end(&w);
    assert_int_equal(out.n, 2);
    assert_int_equal((unsigned char)out.p[0], 0x65);
    assert_int_equal((unsigned char)out.p[1], 0x06);
}

static void what_is_written_is_read(void **state)
{
    (void)state;
    static const uint32_t numbers[] = { 0, 1, 2, 3, 7, 8, 63, 64, 65, 1000, 65535, 1u << 31, UINT32_MAX - 1, UINT32_MAX };
    static const int32_t signed_numbers[] = { 0, 1, -1, 2, -2, 300, -300, INT32_MAX, INT32_MIN };
    for (unsigned order = 0; order < 32; order++) {
        CLEANUP_STRBUF struct strbuf out = STRBUF_INIT;
        struct bit_writer w = { .out = &out };
        for (size_t i = 0; i < COUNT(numbers); i++) {
            bits_put_number(&w, numbers[i], order);
            bits_put(&w, numbers[i], order + 1);
        }
        for (size_t i = 0; i < COUNT(signed_numbers); i++)
            bits_put_signed(&w, signed_numbers[i], order);
        bits_end(&w);
        struct bit_reader r = bit_reader_of(strbuf_view(&out));
        for (size_t i = 0; i < COUNT(numbers); i++) {
            assert_true(bits_number(&r, order) == numbers[i]);
            assert_true(bits_take(&r, order + 1) == (numbers[i] & ((2ull << order) - 1)));
        }
        for (size_t i = 0; i < COUNT(signed_numbers); i++)
            assert_true(bits_signed(&r, order) == signed_numbers[i]);
        assert_false(r.failed);
    }
}

static void a_reader_that_is_out_of_bits_says_so(void **state)
{
    (void)state;
    struct bit_reader r = bit_reader_of(STR(""));
    assert_int_equal(bits_take(&r, 1), 0);
    assert_true(r.failed);
    r = bit_reader_of((struct str){ "\x01\x80", 2 });
    assert_int_equal(bits_number(&r, 0), 0);
    assert_false(r.failed);
    bits_number(&r, 0);     /* its highest bit stands, what is below it is missing */
    assert_true(r.failed);
    r = bit_reader_of((struct str){ "\0\0\0\0\0\0\0\x01", 8 });
    assert_int_equal(bits_number(&r, 3), 0);    /* longer than any number */
    assert_true(r.failed);
    assert_int_equal(bits_take(&r, 1), 0);      /* and it stays so */
}

static void how_many_bits_tell_things_apart(void **state)
{
    (void)state;
    static const struct { size_t n; unsigned bits; } rows[] = { { 0, 0 }, { 1, 0 }, { 2, 1 }, { 3, 2 }, { 4, 2 }, { 5, 3 }, { 1024, 10 }, { 1025, 11 } };
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_int_equal(bits_for(rows[i].n), rows[i].bits);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bits_of_small_numbers),
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(a_reader_that_is_out_of_bits_says_so),
        cmocka_unit_test(how_many_bits_tell_things_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
