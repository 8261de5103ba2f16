/*
 * civil.h: days and minutes of the proleptic Gregorian calendar, without the C library's time zones.
 *
 * A moment is int32_t minutes since 1970-01-01 00:00 UTC; CIVIL_NONE is "no date". Years CIVIL_YEAR_MIN to CIVIL_YEAR_MAX are
 * representable; others are not dates here (archives hold 20226-01-01 and 0000-00-00, and mean neither).
 */
#ifndef CAUCUS_ENGINE_BASE_CIVIL_H
#define CAUCUS_ENGINE_BASE_CIVIL_H

#include "engine/base/str.h"

#include <stdint.h>

#define CIVIL_NONE INT32_MIN
enum { CIVIL_YEAR_MIN = 1, CIVIL_YEAR_MAX = 4999, CIVIL_DAY_MINUTES = 1440 };

struct civil {
    int year, month, day;   /* month 1..12, day 1..31 */
    int hour, minute;       /* 0..23, 0..59 */
};

bool civil_valid(int year, int month, int day);
int civil_month_days(int year, int month);
/* Days since 1970-01-01; year, month and day must be valid. */
int32_t civil_days(int year, int month, int day);
int32_t civil_minutes(const struct civil *c);
struct civil civil_of_minutes(int32_t minutes);
struct civil civil_of_days(int32_t days);
int civil_weekday(int32_t days);    /* 0 Monday .. 6 Sunday */

/* "2022-02-23", or "" for CIVIL_NONE. */
enum { CIVIL_DATE_BYTES = 16, CIVIL_TIME_BYTES = 24 };
void civil_format_date(int32_t minutes, char out[CIVIL_DATE_BYTES]);
/* "2022-02-23T15:04Z" */
void civil_format_time(int32_t minutes, char out[CIVIL_TIME_BYTES]);

/* Now, from the system's clock; the only place that asks it. */
int32_t civil_now(void);

#endif
