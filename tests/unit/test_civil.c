#include "engine/base/civil.h"

#include "tests/unit/check.h"

static void days_both_ways(void **state)
{
    (void)state;
    const struct { int y, m, d; int32_t days; int weekday; } rows[] = {
        { 1970, 1, 1, 0, 3 },       { 1969, 12, 31, -1, 2 },   { 2000, 2, 29, 11016, 1 }, { 2022, 2, 23, 19046, 2 },
        { 1945, 5, 8, -9004, 1 },   { 1, 1, 1, -719162, 0 },   { 1600, 2, 29, -135081, 1 }, { 4999, 12, 31, 1106684, 1 },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_int_equal(civil_days(rows[i].y, rows[i].m, rows[i].d), rows[i].days);
        struct civil c = civil_of_days(rows[i].days);
        assert_int_equal(c.year, rows[i].y);
        assert_int_equal(c.month, rows[i].m);
        assert_int_equal(c.day, rows[i].d);
        assert_int_equal(civil_weekday(rows[i].days), rows[i].weekday);
    }
    /* Every day follows the one before. */
    struct civil last = civil_of_days(-719162);
    for (int32_t day = -719161; day < 1106684; day++) {
        struct civil c = civil_of_days(day);
        assert_true(civil_valid(c.year, c.month, c.day));
        assert_true(c.day == last.day + 1 || (c.day == 1 && last.day == civil_month_days(last.year, last.month)));
        last = c;
    }
}

static void what_is_no_date(void **state)
{
    (void)state;
    const struct { int y, m, d; bool valid; } rows[] = {
        { 2022, 2, 29, false }, { 2020, 2, 29, true }, { 1900, 2, 29, false }, { 2000, 2, 29, true }, { 2022, 13, 1, false },
        { 2022, 0, 1, false },  { 2022, 1, 0, false }, { 2022, 4, 31, false }, { 0, 1, 1, false },     { 20226, 1, 1, false },
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_int_equal(civil_valid(rows[i].y, rows[i].m, rows[i].d), rows[i].valid);
}

static void formats(void **state)
{
    (void)state;
    char date[CIVIL_DATE_BYTES], time[CIVIL_TIME_BYTES];
    struct civil c = { 1945, 5, 8, 23, 1 };
    civil_format_date(civil_minutes(&c), date);
    civil_format_time(civil_minutes(&c), time);
    assert_string_equal(date, "1945-05-08");
    assert_string_equal(time, "1945-05-08T23:01Z");
    civil_format_date(CIVIL_NONE, date);
    assert_string_equal(date, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_both_ways),
        cmocka_unit_test(what_is_no_date),
        cmocka_unit_test(formats),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
