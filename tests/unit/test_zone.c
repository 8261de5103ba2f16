#include "engine/base/zone.h"

#include "engine/base/civil.h"
#include "tests/unit/check.h"

#include <string.h>

static int64_t moment(int year, int month, int day, int hour, int minute)
{
    return (int64_t)civil_days(year, month, day) * 86400 + hour * 3600 + minute * 60;
}

static void offsets_without_a_name(void **state)
{
    (void)state;
    const struct { const char *name; bool fine; int32_t offset; } rows[] = {
        { "UTC", true, 0 },     { "Z", true, 0 },         { "+04:00", true, 14400 }, { "-0330", true, -12600 }, { "+4", true, 14400 },
        { "+14:00", true, 50400 }, { "+15:00", false, 0 }, { "+04:60", false, 0 },   { "4", false, 0 },         { "", false, 0 },
        { "../UTC", false, 0 }, { "/etc/passwd", false, 0 }, { "Nowhere/Land", false, 0 },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct zone z = { 0 };
        assert_int_equal(zone_open(rows[i].name, &z), rows[i].fine);
        if (rows[i].fine)
            assert_int_equal(zone_offset(&z, 0), rows[i].offset);
        zone_release(&z);
    }
}

/* Rules as they stand at the end of the system's files, at hours around their changes. */
static void rules(void **state)
{
    (void)state;
    const struct { const char *rule; int64_t at; int32_t offset; } rows[] = {
        { "CET-1CEST,M3.5.0,M10.5.0/3", moment(2060, 3, 28, 0, 59), 3600 },
        { "CET-1CEST,M3.5.0,M10.5.0/3", moment(2060, 3, 28, 1, 0), 7200 },
        { "CET-1CEST,M3.5.0,M10.5.0/3", moment(2060, 10, 31, 0, 59), 7200 },
        { "CET-1CEST,M3.5.0,M10.5.0/3", moment(2060, 10, 31, 1, 0), 3600 },
        { "AEST-10AEDT,M10.1.0,M4.1.0/3", moment(2060, 1, 15, 0, 0), 39600 },
        { "AEST-10AEDT,M10.1.0,M4.1.0/3", moment(2060, 7, 15, 0, 0), 36000 },
        { "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", moment(2060, 12, 15, 0, 0), 39600 },
        { "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", moment(2060, 6, 15, 0, 0), 37800 },
        { "IST-2IDT,M3.4.4/26,M10.5.0", moment(2060, 3, 25, 23, 59), 7200 },    /* the fourth Thursday and 26 hours: Friday at two */
        { "IST-2IDT,M3.4.4/26,M10.5.0", moment(2060, 3, 26, 0, 0), 10800 },
        { "<+04>-4", moment(2060, 7, 1, 0, 0), 14400 },
        { "EST5", moment(2060, 7, 1, 0, 0), -18000 },
        { "XXX0YYY,J60,J300", moment(2060, 3, 1, 2, 0), 3600 },                  /* J60 is March 1, also in a leap year */
        { "XXX0YYY,J60,J300", moment(2060, 3, 1, 1, 59), 0 },
        { "XXX0YYY,59,300", moment(2060, 2, 29, 2, 0), 3600 },                   /* the 60th day */
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct zone_rule rule;
        assert_true(zone_rule_parse(rows[i].rule, strlen(rows[i].rule), &rule));
        if (zone_rule_offset(&rule, rows[i].at) != rows[i].offset)
            fail_msg("%s, row %zu: %d", rows[i].rule, i, (int)zone_rule_offset(&rule, rows[i].at));
    }
    const char *const wrong[] = { "", "CET", "CE-1", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M3.5.0,M10.5.0/3x",
                                  "<+04-4", "CET-1CEST,J0,J1" };
    for (size_t i = 0; i < COUNT(wrong); i++) {
        struct zone_rule rule;
        if (zone_rule_parse(wrong[i], strlen(wrong[i]), &rule))
            fail_msg("'%s' is taken for a rule", wrong[i]);
    }
}

/* Two o'clock that is not there, three o'clock that comes twice; a year before the rule and one after. */
static void local_times(void **state)
{
    (void)state;
    struct zone berlin;
    int64_t at;
    if (!zone_open("Europe/Berlin", &berlin))
        skip();
    const struct { int64_t local; bool there; int64_t at; } rows[] = {
        { moment(2026, 3, 29, 1, 59), true, moment(2026, 3, 29, 0, 59) },   { moment(2026, 3, 29, 2, 0), false, 0 },
        { moment(2026, 3, 29, 2, 59), false, 0 },                           { moment(2026, 3, 29, 3, 0), true, moment(2026, 3, 29, 1, 0) },
        { moment(2026, 10, 25, 2, 30), true, moment(2026, 10, 25, 0, 30) }, { moment(2026, 10, 25, 3, 0), true, moment(2026, 10, 25, 2, 0) },
        { moment(2060, 3, 28, 2, 30), false, 0 },                           { moment(2060, 10, 31, 2, 30), true, moment(2060, 10, 31, 0, 30) },
        { moment(1945, 6, 15, 12, 0), true, moment(1945, 6, 15, 9, 0) },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_int_equal(zone_moment(&berlin, rows[i].local, &at), rows[i].there);
        if (rows[i].there)
            assert_int_equal(at, rows[i].at);
    }
    zone_release(&berlin);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(offsets_without_a_name),
        cmocka_unit_test(rules),
        cmocka_unit_test(local_times),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
