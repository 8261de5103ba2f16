#include "engine/base/civil.h"

#include <stdio.h>
#include <time.h>

static bool leap(int y)
{
    return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

int civil_month_days(int year, int month)
{
    static const unsigned char days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    return days[month - 1] + (month == 2 && leap(year));
}

bool civil_valid(int year, int month, int day)
{
    return year >= CIVIL_YEAR_MIN && year <= CIVIL_YEAR_MAX && month >= 1 && month <= 12 && day >= 1 &&
           day <= civil_month_days(year, month);
}

/* Counting years from March puts the leap day last, so that days before a month are linear in it. */
int32_t civil_days(int year, int month, int day)
{
    int y = year - (month <= 2), m = (month + 9) % 12;
    int era = (y >= 0 ? y : y - 399) / 400, of_era = y - era * 400;
    int of_year = (153 * m + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

struct civil civil_of_days(int32_t days)
{
    int64_t z = (int64_t)days + 719468;
    int era = (int)((z >= 0 ? z : z - 146096) / 146097);
    int doe = (int)(z - (int64_t)era * 146097);
    int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int doy = doe - (365 * yoe + yoe / 4 - yoe / 100), m = (5 * doy + 2) / 153;
    int month = m < 10 ? m + 3 : m - 9;
    return (struct civil){ yoe + era * 400 + (month <= 2), month, doy - (153 * m + 2) / 5 + 1, 0, 0 };
}

int32_t civil_minutes(const struct civil *c)
{
    return civil_days(c->year, c->month, c->day) * CIVIL_DAY_MINUTES + c->hour * 60 + c->minute;
}

struct civil civil_of_minutes(int32_t minutes)
{
    int32_t days = minutes / CIVIL_DAY_MINUTES, rest = minutes % CIVIL_DAY_MINUTES;
    if (rest < 0)
        days--, rest += CIVIL_DAY_MINUTES;
    struct civil c = civil_of_days(days);
    c.hour = rest / 60;
    c.minute = rest % 60;
    return c;
}

int civil_weekday(int32_t days)
{
    return ((days % 7) + 10) % 7;   /* 1970-01-01 was a Thursday */
}

void civil_format_date(int32_t minutes, char out[CIVIL_DATE_BYTES])
{
    out[0] = '\0';
    if (minutes == CIVIL_NONE)
        return;
    struct civil c = civil_of_minutes(minutes);
    snprintf(out, CIVIL_DATE_BYTES, "%04d-%02d-%02d", c.year, c.month, c.day);
}

void civil_format_time(int32_t minutes, char out[CIVIL_TIME_BYTES])
{
    out[0] = '\0';
    if (minutes == CIVIL_NONE)
        return;
    struct civil c = civil_of_minutes(minutes);
    snprintf(out, CIVIL_TIME_BYTES, "%04d-%02d-%02dT%02d:%02dZ", c.year, c.month, c.day, c.hour, c.minute);
}

int32_t civil_now(void)
{
    return (int32_t)(time(NULL) / 60);
}
