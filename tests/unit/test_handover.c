/* Texts from one thread to another. */
#include "indexer/handover.h"

#include "tests/unit/check.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static void test_in_order_and_by_revision(void **unused)
{
    (void)unused;
    struct handover *h = handover_new();
    struct str text;
    handover_put(h, 5, STR("five"));
    handover_put(h, 6, STR(""));
    handover_put(h, 9, STR("nine"));
    handover_put(h, 10, STR("ten"));
    assert_false(handover_take(h, 4, &text));
    assert_true(handover_take(h, 5, &text));
    assert_str(text, "five");
    assert_false(handover_take(h, 5, &text));
    assert_true(handover_take(h, 6, &text));
    assert_int_equal(text.n, 0);
    assert_false(handover_take(h, 8, &text));
    assert_true(handover_take(h, 10, &text));       /* 9 is dropped */
    assert_str(text, "ten");
    assert_false(handover_take(h, 11, &text));
    handover_put(h, 12, STR("left"));
    handover_free(h);
}

enum { TEXTS = 200, BYTES = 1024 * 1024 };

static void *put_all(void *arg)
{
    struct handover *h = arg;
    char *text = malloc(BYTES);
    for (int i = 1; i <= TEXTS; i++) {
        memset(text, 'a' + i % 26, BYTES);
        handover_put(h, i, (struct str){ text, BYTES });
        if (handover_is_full(h))
            handover_wait(h);
    }
    free(text);
    return NULL;
}

/* More than may wait at once: who puts waits for who takes. */
static void test_waits_when_full(void **unused)
{
    (void)unused;
    struct handover *h = handover_new();
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, put_all, h), 0);
    for (int i = 1; i <= TEXTS;) {
        struct str text;
        if (!handover_take(h, i, &text))
            continue;
        assert_int_equal(text.n, BYTES);
        assert_int_equal(text.p[0], 'a' + i % 26);
        assert_int_equal(text.p[BYTES - 1], 'a' + i % 26);
        i++;
    }
    pthread_join(thread, NULL);
    handover_free(h);
}

/* Who puts is not left waiting for who will take no more. */
static void test_ends(void **unused)
{
    (void)unused;
    struct handover *h = handover_new();
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, put_all, h), 0);
    handover_end(h);
    pthread_join(thread, NULL);
    assert_false(handover_is_full(h));
    struct str text;
    handover_put(h, TEXTS + 1, STR("late"));
    assert_false(handover_take(h, TEXTS + 1, &text));
    handover_free(h);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_in_order_and_by_revision), cmocka_unit_test(test_waits_when_full), cmocka_unit_test(test_ends) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
