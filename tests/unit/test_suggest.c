#include "config/suggest.h"

#include "tests/unit/check.h"

#include <limits.h>
#include <string.h>

static void distances(void **state)
{
    (void)state;
    const struct { const char *a, *b; int distance; } rows[] = {
        { "", "", 0 },
        { "search", "search", 0 },
        { "search", "SEARCH", 0 },
        { "serch", "search", 1 },
        { "saerch", "search", 1 },      /* two neighbours swapped */
        { "searchh", "search", 1 },
        { "seerch", "search", 1 },
        { "ab", "ba", 1 },
        { "abc", "ca", 3 },             /* a swapped pair is not edited again */
        { "", "abc", 3 },
        { "kitten", "sitting", 3 },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_int_equal(suggest_distance(rows[i].a, rows[i].b), rows[i].distance);
        assert_int_equal(suggest_distance(rows[i].b, rows[i].a), rows[i].distance);
    }
}

static void a_word_of_any_length_is_safe(void **state)
{
    (void)state;
    char word[70];
    memset(word, 'a', sizeof word);
    word[63] = '\0';
    assert_int_equal(suggest_distance(word, ""), 63);
    word[63] = 'a', word[64] = '\0';
    assert_int_equal(suggest_distance(word, ""), INT_MAX);
    const char *const candidates[] = { "aaaa", NULL };
    assert_null(suggest(word, candidates));
}

static void the_nearest_word(void **state)
{
    (void)state;
    static const char *const words[] = {
        "search", "show", "status", "index", "actors", "sources", "recency-half-life", "b", "k1", NULL
    };
    const struct { const char *word, *found; } rows[] = {
        { "serch", "search" },
        { "shwo", "show" },
        { "sorces", "sources" },
        { "SHOW", "show" },
        { "idnex", "index" },
        { "recency", "recency-half-life" },     /* the start of a longer word */
        { "recency-half-live", "recency-half-life" },
        { "stat", "status" },
        { "k2", "k1" },
        { "x", NULL },                          /* every word of one letter is one letter away */
        { "", NULL },
        { "banana", NULL },
        { "sh", NULL },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        const char *found = suggest(rows[i].word, words);
        if (rows[i].found)
            assert_string_equal(found, rows[i].found);
        else
            assert_null(found);
    }
    static const char *const none[] = { NULL };
    assert_null(suggest("search", none));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(distances),
        cmocka_unit_test(a_word_of_any_length_is_safe),
        cmocka_unit_test(the_nearest_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
