#include "query/execute/timeline.h"

#include "engine/base/memory.h"

#include <stdlib.h>

enum timeline_unit timeline_unit_of(const char *name)
{
    static const char *const units[] = { [BY_YEAR] = "year", [BY_MONTH] = "month", [BY_WEEK] = "week", [BY_DAY] = "day" };
    for (int i = BY_YEAR; i <= BY_DAY; i++)
        if (name && strcmp(name, units[i]) == 0)
            return (enum timeline_unit)i;
    return BY_NONE;
}

static int32_t floor_day(int32_t minutes)
{
    return minutes / CIVIL_DAY_MINUTES - (minutes % CIVIL_DAY_MINUTES < 0);
}

/* A unit's number, one more for each next unit. */
static int32_t number_of(int32_t minutes, enum timeline_unit unit)
{
    int32_t day = floor_day(minutes);
    struct civil c = civil_of_days(day);
    switch (unit) {
    case BY_YEAR: return c.year;
    case BY_MONTH: return c.year * 12 + c.month - 1;
    case BY_WEEK: return (day + 3 - civil_weekday(day) + 7 * 200000) / 7;   /* counted by their Thursdays, from a Thursday: day 0 was one */
    default: return day;
    }
}

static int32_t first_minute(int32_t number, enum timeline_unit unit)
{
    switch (unit) {
    case BY_YEAR: return civil_days(number, 1, 1) * CIVIL_DAY_MINUTES;
    case BY_MONTH: return civil_days(number / 12, number % 12 + 1, 1) * CIVIL_DAY_MINUTES;
    case BY_WEEK: return ((number - 200000) * 7 - 3) * CIVIL_DAY_MINUTES;
    default: return number * CIVIL_DAY_MINUTES;
    }
}

static int by_number(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

bool timeline_count(struct index *index, const struct bitmap *found, enum timeline_unit unit, struct arena *arena, struct timeline_bar **ret,
                    size_t *ret_n, uint64_t *ret_undated, struct error *err)
{
    const int32_t *dates;
    if (!column_fixed(index_columns(index), COLUMN_DATE, &dates, err))
        return false;
    int32_t *numbers = xmalloc((bitmap_count(found) + 1) * sizeof *numbers);
    size_t n = 0, bars = 0;
    *ret_undated = 0;
    for (size_t w = 0; w < found->n; w++)
        for (uint64_t bits = found->words[w]; bits; bits &= bits - 1) {
            int32_t date = dates[w * 64 + (size_t)__builtin_ctzll(bits)];
            if (date == CIVIL_NONE)
                ++*ret_undated;
            else
                numbers[n++] = number_of(date, unit);
        }
    if (n)
        qsort(numbers, n, sizeof *numbers, by_number);
    bool gaps = n && (int64_t)numbers[n - 1] - numbers[0] < TIMELINE_BARS_MAX;
    struct timeline_bar *v = arena_array(arena, struct timeline_bar, (gaps ? (size_t)(numbers[n - 1] - numbers[0]) : n) + 1);
    for (size_t i = 0; i < n; i++) {
        if (i && numbers[i] == numbers[i - 1]) {
            v[bars - 1].count++;
            continue;
        }
        for (int32_t empty = i ? numbers[i - 1] + 1 : numbers[i]; gaps && empty < numbers[i]; empty++)
            v[bars++] = (struct timeline_bar){ first_minute(empty, unit), 0 };
        v[bars++] = (struct timeline_bar){ first_minute(numbers[i], unit), 1 };
    }
    free(numbers);
    *ret = v;
    *ret_n = bars;
    return true;
}
