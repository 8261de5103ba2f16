#include "query/asked.h"

#include "query/language/dates.h"

char *asked_text(const struct invocation *in)
{
    struct strbuf b = STRBUF_INIT;
    for (size_t i = 0; i < in->argument_count; i++)
        strbuf_format(&b, "%s%s", i ? " " : "", in->arguments[i]);
    return strbuf_detach(&b);
}

enum timeline_unit asked_unit(const char *name)
{
    static const char *const units[] = {
        [BY_YEAR] = "year", [BY_MONTH] = "month", [BY_WEEK] = "week", [BY_DAY] = "day"
    };
    for (int i = BY_YEAR; i <= BY_DAY; i++)
        if (name && strcmp(name, units[i]) == 0)
            return (enum timeline_unit)i;
    return BY_NONE;
}

bool asked_clock(const struct invocation *in, struct query_clock *ret, struct error *err)
{
    const char *zone = option_text(in, "tz", in->config->timezone), *now = option_text(in, "now", NULL);
    *ret = (struct query_clock){ civil_now(), 0 };
    if (!query_zone(zone, ret->now, &ret->zone_minutes))
        return error_set(err, ERROR_USAGE, "'%s' is no time zone (UTC, +04:00, Europe/Berlin)", zone);
    if (now) {
        int64_t first, last;
        if (!query_date(str_of(now), ret, &first, &last, err))
            return error_wrap(err, "--now");
        ret->now = (int32_t)first;
    }
    return query_zone(zone, ret->now, &ret->zone_minutes) ||
           error_set(err, ERROR_INTERNAL, "the time zone '%s' has no time then", zone);
}
