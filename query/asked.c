#include "query/asked.h"

#include "query/language/dates.h"

char *asked_text(const struct invocation *in)
{
    struct strbuf b = STRBUF_INIT;
    for (size_t i = 0; i < in->argument_count; i++)
        strbuf_format(&b, "%s%s", i ? " " : "", in->arguments[i]);
    return strbuf_detach(&b);
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
