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

/* The number of the unit that a day is in, one more for each next unit. */
static int32_t number_of(int32_t day, enum timeline_unit unit)
{
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

/* How many articles each day has. */
struct day_counts {
    uint32_t *v;
    int32_t first;              /* day of v[0] */
    size_t n;
    uint64_t undated;
};

/* Days from the first to the last that some article of `found` has. */
static struct day_counts days_of(const struct bitmap *found, const int32_t *dates)
{
    int32_t least = INT32_MAX, most = INT32_MIN;
    struct day_counts days = { .v = NULL };
    for (size_t w = 0; w < found->n; w++)
        for (uint64_t bits = found->words[w]; bits; bits &= bits - 1) {
            int32_t date = dates[w * 64 + (size_t)__builtin_ctzll(bits)];
            if (date == CIVIL_NONE)
                continue;
            least = date < least ? date : least;
            most = date > most ? date : most;
        }
    if (least <= most) {
        days.first = floor_day(least);
        days.n = (size_t)(floor_day(most) - days.first) + 1;
    }
    days.v = xcalloc(days.n + 1, sizeof *days.v);
    return days;
}

static void count_days(struct day_counts *days, const struct bitmap *found, const int32_t *dates)
{
    for (size_t w = 0; w < found->n; w++)
        for (uint64_t bits = found->words[w]; bits; bits &= bits - 1) {
            int32_t date = dates[w * 64 + (size_t)__builtin_ctzll(bits)];
            if (date == CIVIL_NONE)
                days->undated++;
            else
                days->v[floor_day(date) - days->first]++;
        }
}

bool timeline_count(struct index *index, const struct bitmap *found, enum timeline_unit unit, struct arena *arena, struct timeline_bar **ret,
                    size_t *ret_n, uint64_t *ret_undated, struct error *err)
{
    const int32_t *dates;
    if (!column_fixed(index_columns(index), COLUMN_DATE, &dates, err))
        return false;
    struct day_counts days = days_of(found, dates);
    count_days(&days, found, dates);
    int32_t first = days.n ? number_of(days.first, unit) : 0, last = days.n ? number_of(days.first + (int32_t)days.n - 1, unit) : 0;
    bool gaps = (int64_t)last - first < TIMELINE_BARS_MAX;
    size_t bars = 0, room = gaps ? (size_t)(last - first) + 1 : 0;
    for (size_t i = 0; !gaps && i < days.n; i++)
        room += days.v[i] > 0;
    struct timeline_bar *v = arena_array(arena, struct timeline_bar, room + 1);
    int32_t number = first - 1;     /* of the last bar */
    for (size_t i = 0; i < days.n; i++) {
        int32_t now = days.v[i] ? number_of(days.first + (int32_t)i, unit) : number;
        for (int32_t empty = number + 1; gaps && empty < now; empty++)
            v[bars++] = (struct timeline_bar){ first_minute(empty, unit), 0 };
        if (now != number)
            v[bars++] = (struct timeline_bar){ first_minute(now, unit), 0 };
        number = now;
        if (days.v[i])
            v[bars - 1].count += days.v[i];
    }
    free(days.v);
    *ret = v;
    *ret_n = bars;
    *ret_undated = days.undated;
    return true;
}
