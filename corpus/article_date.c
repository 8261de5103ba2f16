#include "corpus/article.h"

/*
 * A cursor over the value. Every take_…() moves on only where it finds what it is for.
 */
struct cursor {
    const char *p, *end;
};

struct moment {
    int year, month, day;
    int hour, minute;
    int offset;             /* minutes east of UTC */
    enum date_precision precision;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char peek(const struct cursor *c)
{
    return c->p < c->end ? *c->p : '\0';
}

static bool take(struct cursor *c, char wanted)
{
    if (c->p == c->end || *c->p != wanted)
        return false;
    c->p++;
    return true;
}

static void take_spaces(struct cursor *c)
{
    while (peek(c) == ' ' || peek(c) == '\t')
        c->p++;
}

static size_t digits_ahead(const struct cursor *c)
{
    size_t n = 0;
    while (c->p + n < c->end && is_digit(c->p[n]))
        n++;
    return n;
}

/* A number of `least` to `most` digits, with no digit behind it. */
static bool take_number(struct cursor *c, size_t least, size_t most, int *ret)
{
    size_t n = digits_ahead(c);
    if (n < least || n > most)
        return false;
    int x = 0;
    for (size_t i = 0; i < n; i++)
        x = x * 10 + (c->p[i] - '0');
    c->p += n;
    *ret = x;
    return true;
}

/* Exactly `n` digits, whatever follows. */
static bool take_digits(struct cursor *c, size_t n, int *ret)
{
    if (digits_ahead(c) < n)
        return false;
    struct cursor part = { c->p, c->p + n };
    c->p += n;
    return take_number(&part, n, n, ret);
}

static struct str take_word(struct cursor *c)
{
    const char *from = c->p;
    while (is_letter(peek(c)))
        c->p++;
    return (struct str){ from, (size_t)(c->p - from) };
}

/*
 * Does `word` begin with or equal `name` in lower case: at least three letters of it, and no letter that is
 * not in it?
 */
static bool abbreviates(struct str word, const char *name)
{
    if (word.n < 3 || word.n > strlen(name))
        return false;
    for (size_t i = 0; i < word.n; i++)
        if ((word.p[i] | 0x20) != name[i])
            return false;
    return true;
}

static int month_of(struct str word)
{
    static const char *const names[] = {
        "january", "february", "march",     "april",   "may",      "june",
        "july",    "august",   "september", "october", "november", "december"
    };
    for (int i = 0; i < 12; i++)
        if (abbreviates(word, names[i]))
            return i + 1;
    return 0;
}

static bool is_weekday(struct str word)
{
    static const char *const names[] = { "monday", "tuesday",  "wednesday", "thursday",
                                         "friday", "saturday", "sunday" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (abbreviates(word, names[i]))
            return true;
    return false;
}

/* Two digits as POSIX reads them: 69 to 99 are of the last century. */
static int full_year(int two)
{
    return two < 69 ? 2000 + two : 1900 + two;
}

static bool take_month_name(struct cursor *c, int *ret)
{
    int month = month_of(take_word(c));
    take(c, '.');
    *ret = month;
    return month > 0;
}

static void take_ordinal(struct cursor *c)
{
    static const char *const endings[] = { "st", "nd", "rd", "th" };
    for (size_t i = 0; i < 4; i++)
        if (c->end - c->p >= 2 && memcmp(c->p, endings[i], 2) == 0) {
            c->p += 2;
            return;
        }
}

/* ---- days ---------------------------------------------------------------------------------------------- */

/* 2022-02-23, 2022/02/23, 2022.2.23, 2022-02, 20220223, 2022 */
static bool take_year_first(struct cursor *c, struct moment *m)
{
    if (digits_ahead(c) == 8 || digits_ahead(c) == 14) {
        m->precision = DATE_DAY;
        return take_digits(c, 4, &m->year) && take_digits(c, 2, &m->month) && take_digits(c, 2, &m->day);
    }
    if (!take_number(c, 4, 4, &m->year))
        return false;
    m->month = m->day = 1;
    m->precision = DATE_YEAR;
    char separator = peek(c);
    if (separator != '-' && separator != '/' && separator != '.')
        return c->p == c->end;
    c->p++;
    m->precision = DATE_MONTH;
    if (!take_number(c, 1, 2, &m->month))
        return false;
    if (!take(c, separator))
        return c->p == c->end && separator != '.';
    m->precision = DATE_DAY;
    return take_number(c, 1, 2, &m->day);
}

/* 23.02.2022; 7/23/17 and 7/23/2017; 23 Feb 2022, 23-Feb-2022 */
static bool take_day_first(struct cursor *c, struct moment *m)
{
    int first, second;
    if (!take_number(c, 1, 2, &first))
        return false;
    m->precision = DATE_DAY;
    if (take(c, '.') && is_digit(peek(c))) {
        m->day = first;
        return take_number(c, 1, 2, &m->month) && take(c, '.') && take_number(c, 4, 4, &m->year);
    }
    if (take(c, '/')) {
        m->month = first;
        if (!take_number(c, 1, 2, &second) || !take(c, '/'))
            return false;
        m->day = second;
    } else {
        m->day = first;
        take_ordinal(c);
        if (!take(c, '-'))
            take_spaces(c);
        if (!take_month_name(c, &m->month))
            return false;
        take(c, ',');
        if (!take(c, '-'))
            take_spaces(c);
    }
    bool two = digits_ahead(c) == 2;
    if (!take_number(c, two ? 2 : 4, two ? 2 : 4, &m->year))
        return false;
    m->year = two ? full_year(m->year) : m->year;
    return true;
}

/* February 23, 2022; Wed, 23 Feb 2022; Wednesday, February 23, 2022 */
static bool take_name_first(struct cursor *c, struct moment *m)
{
    struct cursor from = *c;
    if (is_weekday(take_word(c))) {
        take(c, '.');
        take(c, ',');
        take_spaces(c);
        if (is_digit(peek(c)))
            return take_day_first(c, m);
    } else {
        *c = from;
    }
    m->precision = DATE_DAY;
    if (!take_month_name(c, &m->month))
        return false;
    take_spaces(c);
    if (!take_number(c, 1, 2, &m->day))
        return false;
    take_ordinal(c);
    take(c, ',');
    take_spaces(c);
    return take_number(c, 4, 4, &m->year);
}

/* ---- the time of day ----------------------------------------------------------------------------------- */

/* 15:04, 15:04:05.123, 150405; 3:04 pm */
static bool take_clock(struct cursor *c, struct moment *m)
{
    int seconds = 0;
    if (digits_ahead(c) == 6 || digits_ahead(c) == 4) {
        bool has_seconds = digits_ahead(c) == 6;
        if (!take_digits(c, 2, &m->hour) || !take_digits(c, 2, &m->minute) ||
            (has_seconds && !take_digits(c, 2, &seconds)))
            return false;
    } else {
        if (!take_number(c, 1, 2, &m->hour) || !take(c, ':') || !take_number(c, 2, 2, &m->minute))
            return false;
        if (take(c, ':') && !take_number(c, 2, 2, &seconds))
            return false;
    }
    if (take(c, '.') || take(c, ',')) {
        if (!digits_ahead(c))
            return false;
        c->p += digits_ahead(c);
    }
    struct cursor before = *c;
    take_spaces(c);
    struct str half = take_word(c);
    if (half.n == 2 && (half.p[1] | 0x20) == 'm' &&
        ((half.p[0] | 0x20) == 'a' || (half.p[0] | 0x20) == 'p')) {
        if (m->hour < 1 || m->hour > 12)
            return false;
        m->hour = m->hour % 12 + ((half.p[0] | 0x20) == 'p' ? 12 : 0);
    } else {
        *c = before;
    }
    m->precision = DATE_MINUTE;
    return m->hour <= 23 && m->minute <= 59 && seconds <= 60;
}

/* The zones that RFC 5322 names, and their like. */
static bool named_zone(struct str word, int *ret)
{
    static const struct { const char *name; int hours; } zones[] = {
        { "Z", 0 },    { "UT", 0 },   { "UTC", 0 },  { "GMT", 0 },  { "EST", -5 }, { "EDT", -4 },
        { "CST", -6 }, { "CDT", -5 }, { "MST", -7 }, { "MDT", -6 }, { "PST", -8 }, { "PDT", -7 },
        { "CET", 1 },  { "CEST", 2 }, { "EET", 2 },  { "EEST", 3 }, { "MSK", 3 },  { "z", 0 },
    };
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++)
        if (str_is(word, zones[i].name)) {
            *ret = zones[i].hours * 60;
            return true;
        }
    return false;
}

/* +04:00, -0500, +04, Z, GMT. A zone that nobody knows leaves the day only. */
static bool take_zone(struct cursor *c, struct moment *m)
{
    char sign = peek(c);
    if (sign == '+' || sign == '-') {
        int hours, minutes = 0;
        c->p++;
        if (digits_ahead(c) == 4) {
            if (!take_digits(c, 2, &hours) || !take_digits(c, 2, &minutes))
                return false;
        } else if (!take_number(c, 1, 2, &hours) || (take(c, ':') && !take_number(c, 2, 2, &minutes))) {
            return false;
        }
        m->offset = (hours * 60 + minutes) * (sign == '-' ? -1 : 1);
        return hours <= 23 && minutes <= 59;
    }
    struct str word = take_word(c);
    if (word.n && word.n <= 5 && !named_zone(word, &m->offset)) {
        m->precision = DATE_DAY;
        m->hour = m->minute = 0;
    }
    return word.n <= 5;
}

/* What stands behind a day: nothing, or a time of day and perhaps its zone, and a remark in brackets. */
static bool take_time(struct cursor *c, struct moment *m)
{
    if (c->p == c->end)
        return true;
    if (!take(c, 'T') && !take(c, 't')) {
        take(c, ',');
        take_spaces(c);
        struct cursor before = *c;
        if (!str_is(take_word(c), "at"))
            *c = before;
        take_spaces(c);
    }
    if (!take_clock(c, m))
        return false;
    take_spaces(c);
    if (c->p < c->end && *c->p != '(' && *c->p != '[' && !take_zone(c, m))
        return false;
    take_spaces(c);
    if (peek(c) == '(' || peek(c) == '[') {
        char close = peek(c) == '(' ? ')' : ']';
        return c->end[-1] == close;
    }
    return c->p == c->end;
}

/* ---- all together -------------------------------------------------------------------------------------- */

/*
 * Nine to thirteen digits, perhaps with a fraction: seconds since 1970, or milliseconds from the twelfth
 * digit on.
 */
static bool read_epoch(struct str text, int32_t *ret)
{
    struct cursor c = { text.p, str_end(text) };
    size_t n = digits_ahead(&c);
    if (n < 9 || n > 13)
        return false;
    int64_t x = 0;
    for (size_t i = 0; i < n; i++)
        x = x * 10 + (c.p[i] - '0');
    c.p += n;
    if (take(&c, '.'))
        c.p += digits_ahead(&c);
    int64_t minutes = (n > 11 ? x / 1000 : x) / 60;
    if (c.p != c.end || minutes > civil_minutes(&(struct civil){ CIVIL_YEAR_MAX, 12, 31, 23, 59 }))
        return false;
    *ret = (int32_t)minutes;
    return true;
}

static bool read_moment(struct str text, struct moment *m)
{
    struct cursor c = { text.p, str_end(text) };
    struct cursor from = c;
    bool day = is_letter(peek(&c)) ? take_name_first(&c, m) : take_year_first(&c, m);
    if (!day && is_digit(*from.p)) {
        c = from;
        day = take_day_first(&c, m);
    }
    if (!day || !civil_valid(m->year, m->month, m->day))
        return false;
    return m->precision < DATE_DAY || take_time(&c, m);
}

bool article_date(struct str text, int32_t *ret_minutes, enum date_precision *ret_precision)
{
    struct moment m = { .precision = DATE_NONE };
    int32_t minutes;
    text = str_trim(text);
    if (text.n < 4 || text.n > 80)
        return false;
    if (read_epoch(text, &minutes)) {
        m.precision = DATE_MINUTE;
    } else {
        if (!read_moment(text, &m))
            return false;
        minutes = civil_minutes(&(struct civil){ m.year, m.month, m.day, m.hour, m.minute });
        if (m.precision == DATE_MINUTE)
            minutes -= m.offset;
        int year = civil_of_minutes(minutes).year;
        if (year < CIVIL_YEAR_MIN || year > CIVIL_YEAR_MAX)
            return false;
    }
    *ret_minutes = minutes;
    *ret_precision = m.precision;
    return true;
}
