#include "corpus/article.h"

#include "tests/unit/check.h"

static void dates_as_publishers_write_them(void **state)
{
    (void)state;
    const struct { const char *in, *time; enum date_precision precision; } rows[] = {
        { "2022-02-23", "2022-02-23T00:00Z", DATE_DAY },
        { "  2022-02-23\n", "2022-02-23T00:00Z", DATE_DAY },
        { "2022-2-3", "2022-02-03T00:00Z", DATE_DAY },
        { "2022/02/23", "2022-02-23T00:00Z", DATE_DAY },
        { "2022.02.23", "2022-02-23T00:00Z", DATE_DAY },
        { "20220223", "2022-02-23T00:00Z", DATE_DAY },
        { "20220223T150405Z", "2022-02-23T15:04Z", DATE_MINUTE },
        { "20220223150405", "2022-02-23T15:04Z", DATE_MINUTE },
        { "2022-02", "2022-02-01T00:00Z", DATE_MONTH },
        { "2022/02", "2022-02-01T00:00Z", DATE_MONTH },
        { "2022", "2022-01-01T00:00Z", DATE_YEAR },
        { "2022-02-23T15:04", "2022-02-23T15:04Z", DATE_MINUTE },
        { "2022-02-23T15:04:05", "2022-02-23T15:04Z", DATE_MINUTE },
        { "2022-02-23 15:04:05", "2022-02-23T15:04Z", DATE_MINUTE },
        { "2022-02-23 15:04:05.123456", "2022-02-23T15:04Z", DATE_MINUTE },
        { "2022-02-23T15:04:05.123Z", "2022-02-23T15:04Z", DATE_MINUTE },
        { "2022-02-23T15:04:05+04:00", "2022-02-23T11:04Z", DATE_MINUTE },
        { "2022-02-23T15:04:05+0400", "2022-02-23T11:04Z", DATE_MINUTE },
        { "2022-02-23T15:04:05+04", "2022-02-23T11:04Z", DATE_MINUTE },
        { "2022-02-23T22:30:00-05:30", "2022-02-24T04:00Z", DATE_MINUTE },
        { "2022-01-01T00:30+01:00", "2021-12-31T23:30Z", DATE_MINUTE },
        { "2022-02-23t15:04z", "2022-02-23T15:04Z", DATE_MINUTE },
        { "2022-02-23T15:04:05+00:00[UTC]", "2022-02-23T15:04Z", DATE_MINUTE },
        { "2016-12-31T23:59:60Z", "2016-12-31T23:59Z", DATE_MINUTE },
        { "23.02.2022", "2022-02-23T00:00Z", DATE_DAY },
        { "3.2.2022", "2022-02-03T00:00Z", DATE_DAY },
        { "23.02.2022 15:04", "2022-02-23T15:04Z", DATE_MINUTE },
        { "23.02.2022, 15:04", "2022-02-23T15:04Z", DATE_MINUTE },
        { "7/23/17", "2017-07-23T00:00Z", DATE_DAY },
        { "7/4/1776", "1776-07-04T00:00Z", DATE_DAY },
        { "07/23/2017 3:04 PM", "2017-07-23T15:04Z", DATE_MINUTE },
        { "7/23/17 12:05 am", "2017-07-23T00:05Z", DATE_MINUTE },
        { "7/23/17 12:05PM", "2017-07-23T12:05Z", DATE_MINUTE },
        { "1/2/68", "2068-01-02T00:00Z", DATE_DAY },
        { "1/2/69", "1969-01-02T00:00Z", DATE_DAY },
        { "23 Feb 2022", "2022-02-23T00:00Z", DATE_DAY },
        { "23-Feb-2022", "2022-02-23T00:00Z", DATE_DAY },
        { "23 february 2022", "2022-02-23T00:00Z", DATE_DAY },
        { "3rd September 2022", "2022-09-03T00:00Z", DATE_DAY },
        { "1 Sept. 2022", "2022-09-01T00:00Z", DATE_DAY },
        { "February 23, 2022", "2022-02-23T00:00Z", DATE_DAY },
        { "Feb. 23, 2022", "2022-02-23T00:00Z", DATE_DAY },
        { "February 23rd, 2022", "2022-02-23T00:00Z", DATE_DAY },
        { "May 1 2022", "2022-05-01T00:00Z", DATE_DAY },
        { "February 23, 2022 at 3:04 PM", "2022-02-23T15:04Z", DATE_MINUTE },
        { "Wednesday, February 23, 2022", "2022-02-23T00:00Z", DATE_DAY },
        { "Wed, 23 Feb 2022 15:04:05 GMT", "2022-02-23T15:04Z", DATE_MINUTE },
        { "Wed, 23 Feb 2022 15:04:05 +0000 (UTC)", "2022-02-23T15:04Z", DATE_MINUTE },
        { "Wed, 23 Feb 2022 15:04:05 -0500", "2022-02-23T20:04Z", DATE_MINUTE },
        { "Wed, 23 Feb 2022 22:04 EST", "2022-02-24T03:04Z", DATE_MINUTE },
        { "Wed, 23 Feb 22 15:04:05 GMT", "2022-02-23T15:04Z", DATE_MINUTE },
        { "2022-02-23 15:04 XYZ", "2022-02-23T00:00Z", DATE_DAY },
        { "1645628645", "2022-02-23T15:04Z", DATE_MINUTE },
        { "1645628645.5", "2022-02-23T15:04Z", DATE_MINUTE },
        { "1645628645123", "2022-02-23T15:04Z", DATE_MINUTE },
        { "946684800000", "2000-01-01T00:00Z", DATE_MINUTE },
        { "100000000", "1973-03-03T09:46Z", DATE_MINUTE },
        { "0001-11-30", "0001-11-30T00:00Z", DATE_DAY },
        { "1945-05-08", "1945-05-08T00:00Z", DATE_DAY },
        { "2020-02-29", "2020-02-29T00:00Z", DATE_DAY },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        int32_t minutes = 7;
        enum date_precision precision = DATE_NONE;
        char time[CIVIL_TIME_BYTES];
        if (!article_date(str_of(rows[i].in), &minutes, &precision))
            fail_msg("'%s' is no date", rows[i].in);
        civil_format_time(minutes, time);
        if (strcmp(time, rows[i].time) != 0 || precision != rows[i].precision)
            fail_msg("'%s' is %s (%d), not %s (%d)", rows[i].in, time, precision, rows[i].time,
                     rows[i].precision);
    }
}

static void what_is_no_date(void **state)
{
    (void)state;
    const char *const rows[] = {
        "",
        "   ",
        "x",
        "today",
        "Monday",
        "2022-02-30",
        "2021-02-29",
        "2022-13-01",
        "2022-00-10",
        "2022-01-00",
        "20226-01-01",
        "20226",
        "0000-00-00",
        "0000",
        "2022-02-23x",
        "2022-02-23 in the evening",
        "2022-02-23T24:00",
        "2022-02-23T15:60",
        "2022-02-23T15",
        "2022-02-23T",
        "2022-02-23T15:04+25:00",
        "2022-02-23T15:04:61",
        "2022-02-",
        "2022-",
        "2022.",
        "2022.02",
        "2022.02.",
        "23.02.22",
        "23.02.",
        "23/02/2022",
        "13/13/17",
        "7/23",
        "7/23/1",
        "7/23/017",
        "23 Foo 2022",
        "23 Feb",
        "Feb 2022",
        "February 30, 2022",
        "Fe 1, 2022",
        "Febr 1, 2022 13:00 pm",
        "12345678",
        "12345",
        "99999999999999",
        "123456789x",
        "-1645628645",
        "99999999999",
        "0001-01-01T00:00+05:00",
        "2022-02/23",
        "2022 02 23",
        "2022-02-23T15:04.",
        "February 23, 2022 February 23, 2022 February 23, 2022 February 23, 2022 February 23, 2022",
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        int32_t minutes = 7;
        enum date_precision precision = DATE_FILE;
        if (article_date(str_of(rows[i]), &minutes, &precision))
            fail_msg("'%s' is a date: %d, %d", rows[i], minutes, precision);
        assert_int_equal(minutes, 7);
        assert_int_equal(precision, DATE_FILE);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_as_publishers_write_them),
        cmocka_unit_test(what_is_no_date),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
