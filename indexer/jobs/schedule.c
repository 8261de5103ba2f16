#include "indexer/jobs/schedule.h"

#include "engine/base/civil.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { MINUTE = 60, HOUR = 3600, DAY = 86400, WEEK = 7 * DAY, YEAR = 366 * DAY };

/* ---- every ---- */

static int64_t unit_seconds(struct str unit)
{
    static const struct { const char *name; int64_t seconds; } units[] = {
        { "s", 1 }, { "sec", 1 }, { "second", 1 }, { "seconds", 1 }, { "m", MINUTE }, { "min", MINUTE }, { "minute", MINUTE },
        { "minutes", MINUTE }, { "h", HOUR }, { "hour", HOUR }, { "hours", HOUR }, { "d", DAY }, { "day", DAY }, { "days", DAY },
        { "w", WEEK }, { "week", WEEK }, { "weeks", WEEK },
    };
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (str_is(unit, units[i].name))
            return units[i].seconds;
    return 0;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool schedule_every(struct str text, struct schedule *ret, struct error *err)
{
    struct str rest = str_trim(text);
    int64_t sum = 0;
    bool fine = rest.n > 0;
    while (fine && rest.n) {
        int64_t number = 0;
        size_t digits = 0, letters;
        for (; digits < rest.n && digits < 9 && is_digit(rest.p[digits]); digits++)
            number = number * 10 + rest.p[digits] - '0';
        rest = str_trim(str_slice(rest, digits, rest.n));
        for (letters = 0; letters < rest.n && isalpha((unsigned char)rest.p[letters]);)
            letters++;
        int64_t unit = unit_seconds(str_slice(rest, 0, letters));
        rest = str_trim(str_slice(rest, letters, rest.n));
        fine = digits && unit && number <= YEAR / unit;
        sum += fine ? number * unit : 0;
    }
    if (!fine || sum < 1 || sum > YEAR)
        return error_set(err, ERROR_CONFIG, "'every' takes a time such as 15m, 2h or 1d, to 52w, not '%.*s'", STR_ARG(text));
    *ret = (struct schedule){ .every_s = sum };
    return true;
}

/* ---- at: fields of a cron expression ---- */

struct field {
    const char *what;
    int min, max;
    const char *const *names;   /* of min, min + 1 … */
};

static const char *const month_names[] = { "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", NULL };
static const char *const day_names[] = { "sun", "mon", "tue", "wed", "thu", "fri", "sat", NULL };

static const struct field fields[] = {
    { "minute", 0, 59, NULL }, { "hour", 0, 23, NULL }, { "day of the month", 1, 31, NULL }, { "month", 1, 12, month_names }, { "day of the week", 0, 7, day_names },
};
enum { FIELDS = sizeof fields / sizeof *fields };

static bool value_of(const struct field *f, struct str text, int *ret)
{
    int x = 0;
    if (text.n && text.n <= 2 && is_digit(text.p[0]) && is_digit(text.p[text.n - 1])) {
        for (size_t i = 0; i < text.n; i++)
            x = x * 10 + text.p[i] - '0';
        *ret = x;
        return x >= f->min && x <= f->max;
    }
    for (int i = 0; f->names && f->names[i]; i++)
        if (text.n == 3 && strncasecmp(text.p, f->names[i], 3) == 0) {
            *ret = f->min + i;
            return true;
        }
    return false;
}

static bool step_of(struct str text, int *ret)
{
    int x = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (!is_digit(text.p[i]) || text.n > 2)
            return false;
        x = x * 10 + text.p[i] - '0';
    }
    *ret = x;
    return x > 0;
}

/* "5", "9-17", "*", each with "/2" behind or not. */
static bool add_part(const struct field *f, struct str part, uint64_t *bits)
{
    int from, to, step = 1;
    size_t slash = str_find(part, '/');
    bool stepped = slash < part.n;
    if (stepped && !step_of(str_slice(part, slash + 1, part.n), &step))
        return false;
    part.n = slash;
    size_t dash = str_find(part, '-');
    if (str_is(part, "*")) {
        from = f->min;
        to = f->max;
    } else if (dash < part.n) {
        if (!value_of(f, str_slice(part, 0, dash), &from) || !value_of(f, str_slice(part, dash + 1, part.n), &to) || to < from)
            return false;
    } else {
        if (!value_of(f, part, &from))
            return false;
        to = stepped ? f->max : from;
    }
    for (int i = from; i <= to; i += step)
        *bits |= 1ull << i;
    return true;
}

static bool read_field(const struct field *f, struct str text, uint64_t *ret, struct error *err)
{
    uint64_t bits = 0;
    for (struct str rest = text;;) {
        size_t comma = str_find(rest, ',');
        if (!add_part(f, str_slice(rest, 0, comma), &bits))
            return error_set(err, ERROR_CONFIG, "'%.*s' is no %s: it takes numbers from %d to %d%s, ranges (2-5), lists (1,3) and steps (*/2)",
                             STR_ARG(text), f->what, f->min, f->max, f->names ? " or their English names of three letters" : "");
        if (comma == rest.n)
            break;
        rest = str_slice(rest, comma + 1, rest.n);
    }
    *ret = bits;
    return true;
}

static struct str of_word(struct str text)
{
    static const char *const words[][2] = {
        { "@yearly", "0 0 1 1 *" }, { "@annually", "0 0 1 1 *" }, { "@monthly", "0 0 1 * *" }, { "@weekly", "0 0 * * 0" },
        { "@daily", "0 0 * * *" }, { "@midnight", "0 0 * * *" }, { "@hourly", "0 * * * *" },
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_is(text, words[i][0]))
            return str_of(words[i][1]);
    return text;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static size_t split(struct str text, struct str parts[FIELDS])
{
    size_t n = 0;
    for (size_t i = 0; i < text.n; n++) {
        size_t from = i;
        while (i < text.n && !is_blank(text.p[i]))
            i++;
        if (n < FIELDS)
            parts[n] = str_slice(text, from, i);
        while (i < text.n && is_blank(text.p[i]))
            i++;
    }
    return n;
}

bool schedule_at(struct str text, struct schedule *ret, struct error *err)
{
    struct str parts[FIELDS], plain = of_word(str_trim(text));
    uint64_t bits[FIELDS];
    int64_t first;
    if (plain.n && plain.p[0] == '@')
        return error_set(err, ERROR_CONFIG, "'at' knows @hourly, @daily, @midnight, @weekly, @monthly, @yearly and @annually, not '%.*s'", STR_ARG(text));
    if (split(plain, parts) != FIELDS)
        return error_set(err, ERROR_CONFIG, "'at' takes five fields (minute, hour, day of the month, month, day of the week), not '%.*s'", STR_ARG(text));
    for (size_t i = 0; i < FIELDS; i++)
        if (!read_field(&fields[i], parts[i], &bits[i], err))
            return false;
    struct schedule s = {
        .minutes = bits[0], .hours = (uint32_t)bits[1], .days = (uint32_t)bits[2], .months = (uint32_t)bits[3],
        .weekdays = (uint32_t)((bits[4] & 0x7f) | (bits[4] >> 7 & 1)), .any_day = parts[2].p[0] != '*' && parts[4].p[0] != '*',
    };
    if (!schedule_next(&s, &(struct zone){ 0 }, 0, &first))
        return error_set(err, ERROR_CONFIG, "'%.*s' never comes: no year has that day", STR_ARG(text));
    *ret = s;
    return true;
}

/* ---- when ---- */

static bool has(uint64_t bits, int i)
{
    return bits >> i & 1;
}

static bool on_day(const struct schedule *s, int32_t day)
{
    struct civil c = civil_of_days(day);
    bool by_month = has(s->days, c.day), by_week = has(s->weekdays, (civil_weekday(day) + 1) % 7);
    return has(s->months, c.month) && (s->any_day ? by_month || by_week : by_month && by_week);
}

/* The first of a day's minutes that comes after `after`. */
static bool next_in_day(const struct schedule *s, const struct zone *zone, int32_t day, int64_t after, int64_t *ret)
{
    for (int hour = 0; hour < 24; hour++)
        for (int minute = 0; has(s->hours, hour) && minute < 60; minute++) {
            int64_t local = (int64_t)day * DAY + hour * HOUR + minute * MINUTE, moment;
            if (has(s->minutes, minute) && local > after - 2 * DAY && zone_moment(zone, local, &moment) && moment > after) {
                *ret = moment;
                return true;
            }
        }
    return false;
}

bool schedule_next(const struct schedule *s, const struct zone *zone, int64_t after, int64_t *ret)
{
    enum { YEARS = 28 };
    if (s->every_s) {
        *ret = after + s->every_s;
        return true;
    }
    int64_t local = after + zone_offset(zone, after);
    int32_t today = (int32_t)(local >= 0 ? local / DAY : -((-local + DAY - 1) / DAY));
    /* From the day before: where clocks were put back at midnight, its last hour comes again. */
    for (int32_t day = today - 1; day <= today + YEARS * 366; day++)
        if (on_day(s, day) && next_in_day(s, zone, day, after, ret))
            return true;
    return false;
}

/* ---- for systemd ---- */

/* "0,15,30..33": what bits from min to max are set; "*" for all. */
static void put_bits(struct strbuf *out, uint64_t bits, int min, int max, const char *format, bool ranges)
{
    uint64_t all = 0;
    for (int i = min; i <= max; i++)
        all |= 1ull << i;
    if ((bits & all) == all) {
        strbuf_byte(out, '*');
        return;
    }
    const char *between = "";
    for (int i = min; i <= max; i++) {
        int last = i;
        if (!has(bits, i))
            continue;
        while (ranges && last < max && has(bits, last + 1))
            last++;
        if (last < i + 2)
            last = i;
        strbuf_string(out, between);
        strbuf_format(out, format, i);
        if (last > i) {
            strbuf_string(out, "..");
            strbuf_format(out, format, last);
        }
        between = ",";
        i = last;
    }
}

static void put_event(const struct schedule *s, uint32_t days, uint32_t weekdays, const char *zone, const char *before, struct strbuf *out)
{
    static const char *const names[] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
    strbuf_string(out, before);
    const char *between = "";
    for (int i = 0; weekdays != 0x7f && i < 7; i++)
        if (has(weekdays, i)) {
            strbuf_format(out, "%s%s", between, names[i]);
            between = ",";
        }
    strbuf_format(out, "%s*-", *between ? " " : "");
    put_bits(out, s->months, 1, 12, "%02d", true);
    strbuf_byte(out, '-');
    put_bits(out, days, 1, 31, "%02d", true);
    strbuf_byte(out, ' ');
    put_bits(out, s->hours, 0, 23, "%02d", true);
    strbuf_byte(out, ':');
    put_bits(out, s->minutes, 0, 59, "%02d", true);
    strbuf_format(out, ":00 %s\n", zone);
}

void schedule_calendar(const struct schedule *s, const char *zone, const char *before, struct strbuf *out)
{
    const uint32_t every_day = 0xfffffffe, every_weekday = 0x7f;
    if (!s->any_day) {
        put_event(s, s->days, s->weekdays, zone, before, out);
        return;
    }
    put_event(s, s->days, every_weekday, zone, before, out);
    put_event(s, every_day, s->weekdays, zone, before, out);
}
