#include "indexer/jobs/job.h"

#include "engine/base/civil.h"
#include "tests/unit/check.h"

#include <stdio.h>
#include <string.h>

enum { MINUTE = 60, HOUR = 3600, DAY = 86400 };

static int64_t moment(const char *text)
{
    int y, mo, d, h, mi;
    assert_int_equal(sscanf(text, "%d-%d-%d %d:%d", &y, &mo, &d, &h, &mi), 5);
    return (int64_t)civil_days(y, mo, d) * DAY + h * HOUR + mi * MINUTE;
}

static void every(void **state)
{
    (void)state;
    const struct { const char *text; int64_t seconds; } rows[] = {
        { "15m", 900 }, { "1h30m", 5400 }, { "2 days", 172800 }, { "1w", 604800 }, { "30s", 30 }, { "90 min", 5400 }, { "52w", 31449600 },
        { "", 0 }, { "0m", 0 }, { "15", 0 }, { "m", 0 }, { "15 moons", 0 }, { "-5m", 0 }, { "99999999w", 0 }, { "400d", 0 }, { "1.5h", 0 },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct schedule s = { 0 };
        struct error err = { 0 };
        bool fine = schedule_every(str_of(rows[i].text), &s, &err);
        if (fine != (rows[i].seconds > 0) || (fine && s.every_s != rows[i].seconds) || (!fine && err.kind != ERROR_CONFIG))
            fail_msg("'%s': %lld", rows[i].text, (long long)s.every_s);
    }
}

static void expressions(void **state)
{
    (void)state;
    /* 2026-11-23 is a Monday. */
    const struct { const char *at, *after, *next; } rows[] = {
        { "30 3 * * *", "2026-11-23 03:29", "2026-11-23 03:30" },  { "30 3 * * *", "2026-11-23 03:30", "2026-11-24 03:30" },
        { "*/15 * * * *", "2026-11-23 10:01", "2026-11-23 10:15" }, { "5/20 * * * *", "2026-11-23 10:26", "2026-11-23 10:45" },
        { "0 9-17/4 * * mon-fri", "2026-11-27 17:00", "2026-11-30 09:00" }, { "0 0 * * 7", "2026-11-23 00:00", "2026-11-29 00:00" },
        { "0 0 * * SUN", "2026-11-23 00:00", "2026-11-29 00:00" }, { "0 0 1,15 * *", "2026-11-02 00:00", "2026-11-15 00:00" },
        { "0 0 13 * fri", "2026-11-23 00:00", "2026-11-27 00:00" },     /* the 13th or a Friday */
        { "0 0 */2 * fri", "2026-11-23 00:00", "2026-11-27 00:00" },    /* a star: odd days that are Fridays */
        { "0 0 29 feb *", "2026-11-23 00:00", "2028-02-29 00:00" },     { "59 23 31 dec *", "2026-11-23 00:00", "2026-12-31 23:59" },
        { "@hourly", "2026-11-23 10:00", "2026-11-23 11:00" },          { "@daily", "2026-11-23 10:00", "2026-11-24 00:00" },
        { "@midnight", "2026-11-23 10:00", "2026-11-24 00:00" },        { "@weekly", "2026-11-23 10:00", "2026-11-29 00:00" },
        { "@monthly", "2026-11-23 10:00", "2026-12-01 00:00" },         { "@yearly", "2026-11-23 10:00", "2027-01-01 00:00" },
        { "@annually", "2026-11-23 10:00", "2027-01-01 00:00" },        { "  0\t0 * * 1-5,7 ", "2026-11-27 00:00", "2026-11-29 00:00" },
    };
    const struct zone utc = { 0 };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct schedule s;
        struct error err = { 0 };
        int64_t next = 0;
        if (!schedule_at(str_of(rows[i].at), &s, &err))
            fail_msg("'%s': %s", rows[i].at, err.text);
        assert_true(schedule_next(&s, &utc, moment(rows[i].after), &next));
        if (next != moment(rows[i].next))
            fail_msg("'%s' after %s: %lld minutes away from %s", rows[i].at, rows[i].after, (long long)(next - moment(rows[i].next)) / MINUTE, rows[i].next);
    }
}

static void what_is_no_expression(void **state)
{
    (void)state;
    const struct { const char *at, *says; } rows[] = {
        { "", "five fields" },           { "* * * *", "five fields" },       { "* * * * * *", "five fields" }, { "60 * * * *", "minute" },
        { "* 24 * * *", "hour" },        { "* * 0 * *", "day of the month" }, { "* * 32 * *", "day of the month" }, { "* * * 13 *", "month" },
        { "* * * * 8", "day of the week" }, { "* * * foo *", "month" },       { "5-2 * * * *", "minute" },      { "*/0 * * * *", "minute" },
        { "1,,2 * * * *", "minute" },    { ", * * * *", "minute" },          { "1- * * * *", "minute" },       { "* * * * monday", "day of the week" },
        { "0 0 30 2 *", "never comes" }, { "0 0 31 4,6 *", "never comes" },  { "@reboot", "@hourly" },         { "1/ * * * *", "minute" },
        { "-1 * * * *", "minute" },      { "0x1 * * * *", "minute" },        { "001 * * * *", "minute" },      { "*5 * * * *", "minute" },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct schedule s;
        struct error err = { 0 };
        if (schedule_at(str_of(rows[i].at), &s, &err) || err.kind != ERROR_CONFIG || !strstr(err.text, rows[i].says))
            fail_msg("'%s': %s", rows[i].at, err.text);
    }
}

static void for_systemd(void **state)
{
    (void)state;
    const struct { const char *at, *events; } rows[] = {
        { "30 3 * * *", "*-*-* 03:30:00 Europe/Berlin\n" },
        { "*/15 * * * *", "*-*-* *:00,15,30,45:00 Europe/Berlin\n" },
        { "0 9-17 * * mon-fri", "Mon,Tue,Wed,Thu,Fri *-*-* 09..17:00:00 Europe/Berlin\n" },
        { "0 0 13 6 fri", "*-06-13 00:00:00 Europe/Berlin\nFri *-06-* 00:00:00 Europe/Berlin\n" },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        CLEANUP_STRBUF struct strbuf out = STRBUF_INIT;
        struct schedule s;
        struct error err = { 0 };
        assert_true(schedule_at(str_of(rows[i].at), &s, &err));
        schedule_calendar(&s, "Europe/Berlin", "", &out);
        assert_string_equal(out.p, rows[i].events);
    }
}

/* ---- due ---- */

static struct job job_of(const char *every, const char *at)
{
    struct job job = { .name = "x", .schedule_text = "text" };
    struct error err = { 0 };
    assert_true(every ? schedule_every(str_of(every), &job.schedule, &err) : schedule_at(str_of(at), &job.schedule, &err));
    return job;
}

static void when_it_is_due(void **state)
{
    (void)state;
    const int64_t now = moment("2026-11-23 12:00");
    enum { LOCKED = 75, BROKEN = 74, TERMINATED = 143 };
    const struct {
        const char *what, *every, *at;
        bool known;
        struct archive_job last;    /* times as seconds before now; 0 none */
        int64_t due;                /* seconds from now */
    } rows[] = {
        { "never looked at, every", "15m", NULL, false, { .since = 0 }, 0 },
        { "never looked at, at", NULL, "0 13 * * *", false, { .since = 0 }, HOUR },
        { "known, not yet due", NULL, "0 13 * * *", true, { .since = 100 }, HOUR },
        { "missed since it is known", NULL, "0 11 * * *", true, { .since = 3 * DAY }, 11 * HOUR - 12 * HOUR - 2 * DAY },
        { "every, done five minutes ago", "15m", NULL, true, { .since = DAY, .started = 300, .ended = 290 }, 600 },
        { "every, long missed", "15m", NULL, true, { .since = DAY, .started = 7200, .ended = 7100 }, 900 - 7200 },
        { "done today", NULL, "0 11 * * *", true, { .since = DAY, .started = 3600, .ended = 3500 }, 23 * HOUR },
        { "missed twice, comes once", NULL, "0 * * * *", true, { .since = DAY, .started = 9000, .ended = 8990 }, -7200 },
        { "did not end", "1h", NULL, true, { .since = DAY, .started = 600 }, 60 - 600 },
        { "gave way", "1h", NULL, true, { .since = DAY, .started = 600, .ended = 590, .exit_code = LOCKED }, 60 - 590 },
        { "terminated", "1h", NULL, true, { .since = DAY, .started = 600, .ended = 590, .exit_code = TERMINATED }, 60 - 590 },
        { "failed once", "1m", NULL, true, { .since = DAY, .started = 30, .ended = 30, .exit_code = BROKEN, .failures = 1 }, 90 },
        { "failed five times", "1m", NULL, true, { .since = DAY, .started = 30, .ended = 30, .exit_code = BROKEN, .failures = 5 }, 32 * MINUTE - 30 },
        { "failed for weeks", "1m", NULL, true, { .since = DAY, .started = 30, .ended = 30, .exit_code = BROKEN, .failures = 500 }, DAY - 30 },
        { "failed, and the schedule holds after the rest", NULL, "*/10 * * * *", true,
          { .since = DAY, .started = 60, .ended = 60, .exit_code = BROKEN, .failures = 4 }, 20 * MINUTE },
        { "the clock was put back", "15m", NULL, true, { .since = -DAY, .started = -DAY, .ended = -DAY }, 0 },
        { "the clock was put back before it ran", NULL, "0 11 * * *", true, { .since = -DAY }, 0 },
        { "and it has run since", "15m", NULL, true, { .since = -DAY, .started = 300, .ended = 290 }, 600 },
        { "put back, and it had failed", "15m", NULL, true, { .since = DAY, .started = -DAY, .ended = -DAY, .exit_code = BROKEN, .failures = 9 }, 0 },
        { "set right by a little", "15m", NULL, true, { .since = DAY, .started = -5, .ended = -5 }, 905 },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct job job = job_of(rows[i].every, rows[i].at);
        struct archive_job last = rows[i].last;
        int64_t due = 0;
        last.schedule = STR("text");
        last.since = now - last.since;
        last.started = last.started ? now - last.started : 0;
        last.ended = last.ended ? now - last.ended : 0;
        assert_true(job_due(&job, rows[i].known ? &last : NULL, now, &due));
        if (due - now != rows[i].due)
            fail_msg("%s: %lld s from now, not %lld", rows[i].what, (long long)(due - now), (long long)rows[i].due);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every),       cmocka_unit_test(expressions),    cmocka_unit_test(what_is_no_expression),
        cmocka_unit_test(for_systemd), cmocka_unit_test(when_it_is_due),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
