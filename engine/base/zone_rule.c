#include "engine/base/civil.h"
#include "engine/base/zone.h"

#include <ctype.h>

enum { HOUR = 3600, DAY = 86400, DEFAULT_CHANGE = 2 * HOUR };

struct cursor {
    const char *p, *end;
};

static bool take(struct cursor *c, char wanted)
{
    if (c->p == c->end || *c->p != wanted)
        return false;
    c->p++;
    return true;
}

static bool take_number(struct cursor *c, int max, int *ret)
{
    int x = 0, digits = 0;
    for (; c->p < c->end && isdigit((unsigned char)*c->p) && digits < 4; c->p++, digits++)
        x = x * 10 + *c->p - '0';
    *ret = x;
    return digits && x <= max;
}

/* "CEST" or "<+0330>". */
static bool take_name(struct cursor *c)
{
    const char *from = c->p;
    if (take(c, '<')) {
        while (c->p < c->end && *c->p != '>')
            c->p++;
        return take(c, '>');
    }
    while (c->p < c->end && isalpha((unsigned char)*c->p))
        c->p++;
    return c->p - from >= 3;
}

/* [+-]hh[:mm[:ss]]; hours to 167 (RFC 9636). */
static bool take_time(struct cursor *c, int32_t *ret)
{
    int hour, minute = 0, second = 0;
    bool minus = take(c, '-');
    if (!minus)
        take(c, '+');
    if (!take_number(c, 167, &hour) || (take(c, ':') && (!take_number(c, 59, &minute) || (take(c, ':') && !take_number(c, 59, &second)))))
        return false;
    *ret = (hour * HOUR + minute * 60 + second) * (minus ? -1 : 1);
    return true;
}

static bool take_change(struct cursor *c, struct zone_change *ret)
{
    struct zone_change x = { .seconds = DEFAULT_CHANGE };
    if (!take(c, ','))
        return false;
    if (take(c, 'M')) {
        x.kind = CHANGE_MONTH_WEEK_DAY;
        if (!take_number(c, 12, &x.month) || !take(c, '.') || !take_number(c, 5, &x.week) || !take(c, '.') || !take_number(c, 6, &x.day) || !x.month || !x.week)
            return false;
    } else {
        x.kind = take(c, 'J') ? CHANGE_JULIAN : CHANGE_DAY;
        if (!take_number(c, 365, &x.day) || (x.kind == CHANGE_JULIAN && !x.day))
            return false;
    }
    if (take(c, '/') && !take_time(c, &x.seconds))
        return false;
    *ret = x;
    return true;
}

bool zone_rule_parse(const char *text, size_t n, struct zone_rule *ret)
{
    struct cursor c = { text, text + n };
    struct zone_rule rule = { 0 };
    int32_t west;
    if (!take_name(&c) || !take_time(&c, &west))
        return false;
    rule.standard = -west;
    if (c.p < c.end) {
        if (!take_name(&c))
            return false;
        rule.has_summer = true;
        rule.summer = rule.standard + HOUR;
        if (c.p < c.end && *c.p != ',') {
            if (!take_time(&c, &west))
                return false;
            rule.summer = -west;
        }
        if (!take_change(&c, &rule.begins) || !take_change(&c, &rule.ends) || c.p != c.end)
            return false;
    }
    *ret = rule;
    return true;
}

/* The day of a year's change, since 1970. */
static int32_t day_of(const struct zone_change *x, int year)
{
    if (x->kind == CHANGE_DAY)
        return civil_days(year, 1, 1) + x->day;
    if (x->kind == CHANGE_JULIAN)
        return civil_days(year, 1, 1) + x->day - 1 + (x->day >= 60 && civil_month_days(year, 2) == 29);
    int32_t first = civil_days(year, x->month, 1);
    int weekday = (civil_weekday(first) + 1) % 7;   /* 0 Sunday, as in the rule */
    int32_t day = first + (x->day - weekday + 7) % 7 + (x->week - 1) * 7;
    return day >= first + civil_month_days(year, x->month) ? day - 7 : day;
}

int32_t zone_rule_offset(const struct zone_rule *rule, int64_t moment)
{
    if (!rule->has_summer)
        return rule->standard;
    int64_t local = moment + rule->standard;
    int64_t day = local >= 0 ? local / DAY : -((-local + DAY - 1) / DAY);
    int year = civil_of_days((int32_t)day).year;
    if (year < CIVIL_YEAR_MIN || year > CIVIL_YEAR_MAX)
        return rule->standard;
    int64_t begins = (int64_t)day_of(&rule->begins, year) * DAY + rule->begins.seconds - rule->standard;
    int64_t ends = (int64_t)day_of(&rule->ends, year) * DAY + rule->ends.seconds - rule->summer;
    bool summer = begins < ends ? moment >= begins && moment < ends : moment >= begins || moment < ends;
    return summer ? rule->summer : rule->standard;
}
