#include "engine/base/sort.h"

#include "tests/unit/check.h"

static void a_few_numbers(void **state)
{
    (void)state;
    uint64_t v[] = { 5, 3, UINT64_MAX, 0, 3, 9, 1 }, room[COUNT(v)];
    const uint64_t sorted[] = { 0, 1, 3, 3, 5, 9, UINT64_MAX };
    sort_numbers(v, COUNT(v), room);
    assert_memory_equal(v, sorted, sizeof v);
    sort_numbers(v, 0, room);
    assert_memory_equal(v, sorted, sizeof v);
}

/* Every length about the borders of runs, of numbers that fall, that repeat, and that stand as several ascending rows. */
static void all_lengths(void **state)
{
    (void)state;
    enum { MOST = 200 };
    uint64_t v[MOST], room[MOST];
    for (uint64_t n = 1; n <= MOST; n++)
        for (int kind = 0; kind < 3; kind++) {
            for (uint64_t i = 0; i < n; i++)
                v[i] = kind == 0 ? n - i : kind == 1 ? i * 7919 % 13 : i % 37 * 100 + i / 37;
            uint64_t sum = 0, sorted = 0;
            for (uint64_t i = 0; i < n; i++)
                sum += v[i] * v[i];
            sort_numbers(v, n, room);
            for (uint64_t i = 0; i < n; i++) {
                sorted += v[i] * v[i];
                assert_true(i == 0 || v[i - 1] <= v[i]);
            }
            assert_true(sum == sorted);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(a_few_numbers), cmocka_unit_test(all_lengths) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
