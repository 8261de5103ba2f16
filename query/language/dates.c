#include "query/language/dates.h"

#include "engine/base/zone.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- spans of days, in local time ---- */

struct days {
    int32_t first, last;
};

static bool year_span(int year, struct days *ret)
{
    if (!civil_valid(year, 1, 1))
        return false;
    *ret = (struct days){ civil_days(year, 1, 1), civil_days(year, 12, 31) };
    return true;
}

static bool month_span(int year, int month, struct days *ret)
{
    if (!civil_valid(year, month, 1))
        return false;
    *ret = (struct days){ civil_days(year, month, 1), civil_days(year, month, civil_month_days(year, month)) };
    return true;
}

/* Months since year 0. */
static struct days months_from(int64_t month)
{
    struct days d = { 0, 0 };
    month_span((int)(month / 12), (int)(month % 12) + 1, &d);
    return d;
}

/* ISO 8601: the week that has the year's first Thursday is the first. */
static bool week_span(int year, int week, struct days *ret)
{
    if (!civil_valid(year, 1, 1) || week < 1 || week > 53)
        return false;
    int32_t fourth = civil_days(year, 1, 4), monday = fourth - civil_weekday(fourth) + (week - 1) * 7;
    if (week == 53 && civil_of_days(monday + 3).year != year)
        return false;
    *ret = (struct days){ monday, monday + 6 };
    return true;
}

/* ---- numbers ---- */

static bool read_digits(const char **p, int count, int *ret)
{
    int x = 0;
    for (int i = 0; i < count; i++, ++*p) {
        if (**p < '0' || **p > '9')
            return false;
        x = x * 10 + (**p - '0');
    }
    *ret = x;
    return true;
}

/* "2022-02-23T15:04", "…T15:04Z": minutes of the day behind the date; -1 is no time. With Z it is UTC whatever the zone. */
static bool read_time(const char *p, int *ret, bool *ret_utc)
{
    int hour, minute = 0;
    *ret = -1;
    if (!*p)
        return true;
    if ((*p != 't' && *p != ' ') || !(p++, read_digits(&p, 2, &hour)))
        return false;
    if (*p == ':' && !(p++, read_digits(&p, 2, &minute)))
        return false;
    if (*p == ':') {
        int second;
        p++;
        if (!read_digits(&p, 2, &second) || second > 60)
            return false;
    }
    *ret_utc = *p == 'z';
    p += *ret_utc;
    if (*p || hour > 23 || minute > 59)
        return false;
    *ret = hour * 60 + minute;
    return true;
}

#define none_such(err, ...) (error_set((err), ERROR_USAGE, __VA_ARGS__), -1)

/* 2022, 2022-02, 2022-02-23, with a time; 2022q1, 2022w08, 2022-w08, 1990s. 0: not of this form; -1: of this form, but there is none such. */
static int numeric(const char *p, struct days *ret, int *ret_minute, bool *ret_utc, struct error *err)
{
    int year, month, day, n;
    *ret_minute = -1;
    if (!read_digits(&p, 4, &year))
        return 0;
    if (!*p)
        return year_span(year, ret) ? 1 : none_such(err, "there is no year %d here (1 to %d)", year, CIVIL_YEAR_MAX);
    if (p[0] == 's' && !p[1] && year % 10 == 0) {
        struct days last;
        return year_span(year, ret) && year_span(year + 9, &last) ? (ret->last = last.last, 1) : 0;
    }
    if (*p == 'q' && p[1] >= '1' && p[1] <= '4' && !p[2]) {
        struct days last;
        month = (p[1] - '1') * 3 + 1;
        return month_span(year, month, ret) && month_span(year, month + 2, &last) ? (ret->last = last.last, 1) : 0;
    }
    if (p[0] == '-' && p[1] == 'w')
        p++;
    if (*p == 'w' && (p++, read_digits(&p, 2, &n)) && !*p)
        return week_span(year, n, ret) ? 1 : none_such(err, "%d has no week %d", year, n);
    if (*p != '-' || !(p++, read_digits(&p, 2, &month)))
        return 0;
    if (month < 1 || month > 12)
        return none_such(err, "there is no month %d", month);
    if (!*p)
        return month_span(year, month, ret) ? 1 : none_such(err, "there is no year %d here (1 to %d)", year, CIVIL_YEAR_MAX);
    if (*p != '-' || !(p++, read_digits(&p, 2, &day)))
        return 0;
    if (!civil_valid(year, month, day))
        return none_such(err, "there is no day %04d-%02d-%02d", year, month, day);
    *ret = (struct days){ civil_days(year, month, day), civil_days(year, month, day) };
    return read_time(p, ret_minute, ret_utc) ? 1 : none_such(err, "a time is written 15:04");
}

/* ---- words ---- */

static const char *const weekdays[] = { "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday" };
static const char *const months[] = { "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december" };

static int which(const char *word, const char *const *names, int count)
{
    for (int i = 0; i < count; i++)
        if (strcmp(word, names[i]) == 0 || (strlen(word) == 3 && strncmp(word, names[i], 3) == 0))
            return i;
    return -1;
}

/* A unit: "day", "days", "d" … */
static char unit_of(const char *word)
{
    static const struct { const char *name; char unit; } units[] = {
        { "h", 'h' }, { "hour", 'h' }, { "hours", 'h' }, { "d", 'd' }, { "day", 'd' }, { "days", 'd' }, { "w", 'w' }, { "week", 'w' },
        { "weeks", 'w' }, { "m", 'm' }, { "month", 'm' }, { "months", 'm' }, { "y", 'y' }, { "year", 'y' }, { "years", 'y' },
        { "quarter", 'q' },
    };
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strcmp(word, units[i].name) == 0)
            return units[i].unit;
    return 0;
}

/* The day that is n units before today: the same day of an earlier month, or that month's last. */
static int32_t days_back(int32_t today, long n, char unit)
{
    struct civil c = civil_of_days(today);
    if (unit == 'd' || unit == 'w')
        return today - (int32_t)n * (unit == 'w' ? 7 : 1);
    int64_t month = (int64_t)c.year * 12 + c.month - 1 - n * (unit == 'y' ? 12 : 1);
    if (month < 12)
        return civil_days(1, 1, 1);
    struct days span = months_from(month);
    int32_t day = span.first + c.day - 1;
    return day < span.last ? day : span.last;
}

/* "last week", "this month", "last year": calendar units; a week begins on Monday. */
static bool calendar(const char *word, char unit, int32_t today, struct days *ret)
{
    int back = strcmp(word, "last") == 0 || strcmp(word, "previous") == 0;
    if (!back && strcmp(word, "this") != 0)
        return false;
    struct civil c = civil_of_days(today);
    int64_t month = (int64_t)c.year * 12 + c.month - 1;
    switch (unit) {
    case 'd': *ret = (struct days){ today - back, today - back }; return true;
    case 'w': {
        int32_t monday = today - civil_weekday(today) - back * 7;
        *ret = (struct days){ monday, monday + 6 };
        return true;
    }
    case 'm': *ret = months_from(month - back); return true;
    case 'q':
        month = month / 3 * 3 - back * 3;
        *ret = (struct days){ months_from(month).first, months_from(month + 2).last };
        return true;
    case 'y': return year_span(c.year - back, ret);
    default: return false;
    }
}

/* One or two words, or "last 30 days". */
static bool relative(char *text, int32_t today, struct days *ret)
{
    char *words[4], *save = NULL;
    int n = 0;
    for (char *w = strtok_r(text, " _-", &save); w; w = strtok_r(NULL, " _-", &save)) {
        if (n == 4)
            return false;
        words[n++] = w;
    }
    *ret = (struct days){ today, today };
    if (n == 1 && strcmp(words[0], "today") == 0)
        return true;
    if (n == 1 && strcmp(words[0], "yesterday") == 0) {
        *ret = (struct days){ today - 1, today - 1 };
        return true;
    }
    int weekday = n == 1 ? which(words[0], weekdays, 7) : -1, month = n <= 2 && n > 0 ? which(words[0], months, 12) : -1;
    if (weekday >= 0) {
        int32_t back = (civil_weekday(today) - weekday + 7) % 7;
        *ret = (struct days){ today - back, today - back };
        return true;
    }
    struct civil now = civil_of_days(today);
    if (n == 1 && month >= 0)       /* the latest that has begun */
        return month_span(now.year - (month + 1 > now.month), month + 1, ret);
    if (n == 2 && month >= 0)
        return strlen(words[1]) == 4 && strspn(words[1], "0123456789") == 4 && month_span(atoi(words[1]), month + 1, ret);
    if (n == 2)
        return calendar(words[0], unit_of(words[1]), today, ret);
    char unit = n == 3 ? unit_of(words[2]) : 0;
    long count = n == 3 ? strtol(words[1], NULL, 10) : 0;
    if (n != 3 || strcmp(words[0], "last") != 0 || !unit || unit == 'h' || unit == 'q' || count < 1 || count > 100000)
        return false;
    *ret = (struct days){ days_back(today, count, unit) + 1, today };
    return true;
}

/* 7d, 12h, 3w, 6m, 2y: up to now. */
static bool ago(const char *text, const struct query_clock *clock, int32_t today, int64_t *ret_first, int64_t *ret_last)
{
    char *end;
    long n = strtol(text, &end, 10);
    char unit = unit_of(end);
    if (end == text || !unit || unit == 'q' || n < 1 || n > 100000)
        return false;
    *ret_last = clock->now;
    if (unit == 'h') {
        *ret_first = (int64_t)clock->now - n * 60;
        return true;
    }
    int64_t into_day = (int64_t)clock->now + clock->zone_minutes - (int64_t)today * CIVIL_DAY_MINUTES;
    *ret_first = (int64_t)days_back(today, n, unit) * CIVIL_DAY_MINUTES + into_day - clock->zone_minutes;
    return true;
}

static int32_t floor_day(int64_t minutes)
{
    return (int32_t)(minutes / CIVIL_DAY_MINUTES - (minutes % CIVIL_DAY_MINUTES < 0));
}

bool query_date(struct str text, const struct query_clock *clock, int64_t *ret_first, int64_t *ret_last, struct error *err)
{
    enum { TEXT_MAX = 48 };
    char low[TEXT_MAX];
    struct days span;
    int minute = -1;
    bool utc = false;
    text = str_trim(text);
    if (text.n == 0 || text.n >= sizeof low)
        return error_set(err, ERROR_USAGE, "this is no date (2022, 2022-02, 2022-02-23, 2022Q1, yesterday, 7d, \"last month\")");
    for (size_t i = 0; i < text.n; i++)
        low[i] = text.p[i] >= 'A' && text.p[i] <= 'Z' ? (char)(text.p[i] + 32) : text.p[i];
    low[text.n] = '\0';
    int32_t today = floor_day((int64_t)clock->now + clock->zone_minutes);
    if (strcmp(low, "now") == 0) {
        *ret_first = *ret_last = clock->now;
        return true;
    }
    int is = numeric(low, &span, &minute, &utc, err);
    if (is < 0)
        return false;
    if (!is && ago(low, clock, today, ret_first, ret_last))
        return true;
    if (!is && !relative(low, today, &span))
        return error_set(err, ERROR_USAGE, "'%.*s' is no date (2022, 2022-02, 2022-02-23, 2022Q1, yesterday, 7d, \"last month\")", STR_ARG(text));
    *ret_first = (int64_t)span.first * CIVIL_DAY_MINUTES - clock->zone_minutes;
    *ret_last = (int64_t)span.last * CIVIL_DAY_MINUTES + CIVIL_DAY_MINUTES - 1 - clock->zone_minutes;
    if (minute >= 0) {
        *ret_first += minute + (utc ? clock->zone_minutes : 0);
        *ret_last = *ret_first;
    }
    return true;
}

/* ---- zones ---- */

bool query_zone(const char *name, int32_t at, int *ret_minutes)
{
    CLEANUP_ZONE struct zone zone = { 0 };
    if (!zone_open(name, &zone))
        return false;
    *ret_minutes = zone_offset(&zone, (int64_t)at * 60) / 60;
    return true;
}
