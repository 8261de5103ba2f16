#include "engine/base/arena.h"

#include "tests/unit/check.h"

static void gives_aligned_and_separate_memory(void **state)
{
    (void)state;
    CLEANUP_ARENA struct arena a = ARENA_INIT;
    unsigned char *seen[300];
    for (int round = 0; round < 3; round++) {
        for (size_t i = 0; i < COUNT(seen); i++) {
            seen[i] = arena_alloc(&a, i * 7 + 1);
            assert_int_equal((uintptr_t)seen[i] % _Alignof(max_align_t), 0);
            memset(seen[i], (int)(i & 255), i * 7 + 1);
        }
        for (size_t i = 0; i < COUNT(seen); i++)
            for (size_t k = 0; k < i * 7 + 1; k++)
                assert_int_equal(seen[i][k], i & 255);
        arena_reset(&a);
    }
}

static void large_pieces_and_strings(void **state)
{
    (void)state;
    CLEANUP_ARENA struct arena a = ARENA_INIT;
    char *big = arena_alloc(&a, 5 * 1024 * 1024);
    memset(big, 1, 5 * 1024 * 1024);
    assert_str(arena_str(&a, STR("copied")), "copied");
    assert_string_equal(arena_format(&a, "%d of %s", 3, "four"), "3 of four");
    assert_string_equal(arena_string(&a, (struct str){ NULL, 0 }), "");
    int *zeros = arena_array(&a, int, 1000);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(zeros[i], 0);
    arena_reset(&a);
    arena_reset(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_aligned_and_separate_memory),
        cmocka_unit_test(large_pieces_and_strings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
