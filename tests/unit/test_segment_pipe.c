#include "engine/store/segment_pipe.h"
#include "engine/base/strbuf.h"

#include "tests/unit/check.h"

#include <string.h>

/* More rows than the queue holds, of all sizes, every tenth one of the index. */
enum { MADE = 5000, LARGEST = 9000 };

struct made {
    int ends_after;             /* rows; and then fails, unless it is MADE */
};

static bool make(void *ctx, const struct segment_sink *to, struct error *err)
{
    static char bytes[LARGEST];
    struct made *m = ctx;
    for (int i = 0; i < m->ends_after; i++) {
        memset(bytes, 'a' + i % 26, sizeof bytes);
        const struct str block = { bytes, (size_t)i * 7 % LARGEST };
        if (!(i % 10 ? to->data(to->ctx, i, block, err) : to->index(to->ctx, 7, block, i, err)))
            return false;
    }
    return m->ends_after == MADE || error_set(err, ERROR_IO, "nothing more can be read");
}

struct taken {
    int n, refuses;             /* the row that is not taken; -1: none */
};

static bool take(struct taken *t, int64_t number, struct str bytes, bool is_index, struct error *err)
{
    if (t->n == t->refuses)
        return error_set(err, ERROR_IO, "the disk is full");
    assert_int_equal(number, t->n);
    assert_int_equal(is_index, t->n % 10 == 0);
    assert_int_equal(bytes.n, t->n * 7 % LARGEST);
    for (size_t i = 0; i < bytes.n; i++)
        if (bytes.p[i] != 'a' + t->n % 26)
            fail_msg("row %d is another's", t->n);
    t->n++;
    return true;
}

static bool take_data(void *ctx, int64_t id, struct str block, struct error *err)
{
    return take(ctx, id, block, false, err);
}

static bool take_index(void *ctx, uint32_t segment, struct str term, int64_t page, struct error *err)
{
    assert_int_equal(segment, 7);
    return take(ctx, page, term, true, err);
}

static bool run(int made, struct taken *taken, struct error *err)
{
    struct made m = { made };
    const struct segment_sink to = { take_data, take_index, taken };
    return segment_pipe(make, &m, &to, err);
}

static void all_rows_come_in_their_order(void **state)
{
    (void)state;
    struct taken t = { 0, -1 };
    struct error err = { 0 };
    assert_true(run(MADE, &t, &err));
    assert_int_equal(t.n, MADE);
}

static void who_makes_them_may_fail(void **state)
{
    (void)state;
    const int ends[] = { 0, 1, 63, 64, 65, 1000 };
    for (size_t i = 0; i < COUNT(ends); i++) {
        struct taken t = { 0, -1 };
        struct error err = { 0 };
        assert_false(run(ends[i], &t, &err));
        assert_string_equal(err.text, "nothing more can be read");
        assert_int_equal(t.n, ends[i]);
    }
}

static void who_takes_them_may_fail(void **state)
{
    (void)state;
    const int refused[] = { 0, 1, 300, MADE - 1 };
    for (size_t i = 0; i < COUNT(refused); i++) {
        struct taken t = { 0, refused[i] };
        struct error err = { 0 };
        assert_false(run(MADE, &t, &err));
        assert_string_equal(err.text, "the disk is full");
        assert_int_equal(t.n, refused[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_rows_come_in_their_order),
        cmocka_unit_test(who_makes_them_may_fail),
        cmocka_unit_test(who_takes_them_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
