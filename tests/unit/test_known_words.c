#include "engine/text/known_words.h"

#include "tests/unit/check.h"

#include <stdio.h>

static const struct known_word *find(const struct known_words *c, struct str s, uint8_t sort)
{
    struct word_asked asked = known_words_asked(s.p, s.n, sort);
    return known_words_find(c, &asked);
}

static const struct known_word *add(struct known_words *c, struct str s, uint8_t sort, uint32_t form)
{
    struct word_asked asked = known_words_asked(s.p, s.n, sort);
    return known_words_add(c, &asked, &(struct known_word){ .form = form });
}

static void words_differ_by_bytes_length_and_sort(void **state)
{
    (void)state;
    const struct { struct str word; uint8_t sort; } rows[] = {
        { STR("a"), 0 }, { STR("a"), 1 }, { STR("a\0"), 0 }, { STR("a\0\0\0"), 0 }, { STR("abcdefgh"), 0 }, { STR("abcdefgh\0"), 0 }, { STR("hgfedcbaabcdefgh"), 0 },
        { STR("hgfedcbaabcdefgi"), 0 }, { STR("abcdefghabcdefgha"), 0 }, { STR("abcdefghabcdefgha"), 2 }, { STR("abcdefghabcdefghab"), 0 },
        { STR("bbcdefghabcdefghab"), 0 }, { STR("abcdefghabcdefgh\0"), 0 }, { STR("abcd"), 0 }, { STR("abcde"), 0 }, { STR("abc"), 0 },
    };
    struct known_words c;
    known_words_init(&c);
    for (uint32_t i = 0; i < COUNT(rows); i++) {
        assert_null(find(&c, rows[i].word, rows[i].sort));
        assert_int_equal(add(&c, rows[i].word, rows[i].sort, i)->form, i);
    }
    for (uint32_t i = 0; i < COUNT(rows); i++)
        assert_int_equal(find(&c, rows[i].word, rows[i].sort)->form, i);
    known_words_clear(&c);
    for (uint32_t i = 0; i < COUNT(rows); i++)
        assert_null(find(&c, rows[i].word, rows[i].sort));
    known_words_release(&c);
}

static void bytes_behind_a_word_do_not_count(void **state)
{
    (void)state;
    const char text[] = "abcdefghabcdefghabcdefghabcdefgh";
    for (size_t n = 1; n <= 20; n++)
        for (size_t readable = n; readable < 24; readable++) {
            struct word_asked w = known_words_asked(text, n, 5), within = known_words_asked_within(text, n, readable, 5);
            assert_true(within.hash == w.hash && within.near[0] == w.near[0] && within.near[1] == w.near[1]);
            assert_int_equal(within.n, n);
        }
}

static void many_words_are_all_found(void **state)
{
    (void)state;
    struct known_words c;
    known_words_init(&c);
    for (int round = 0; round < 2; round++)
        for (uint32_t i = 0; i < 20000; i++) {
            char word[48];
            snprintf(word, sizeof word, i % 2 ? "w%u" : "a-word-of-many-letters-%u", i);
            if (round == 0)
                assert_int_equal(add(&c, str_of(word), 3, i)->form, i);
            else
                assert_int_equal(find(&c, str_of(word), 3)->form, i);
        }
    assert_null(find(&c, STR("w20001"), 3));
    known_words_release(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_differ_by_bytes_length_and_sort),
        cmocka_unit_test(bytes_behind_a_word_do_not_count), cmocka_unit_test(many_words_are_all_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
