/*
 * schedule.h: when a job is due: after so much time, or at the minutes that a cron expression names.
 *
 * A cron expression has five fields: minute, hour, day of the month, month, day of the week (0 or 7 is Sunday), each a list of values, ranges and
 * steps (star/15, 9-17/2, mon-fri, jan,jul), or is one of the words behind an @ (yearly, annually, monthly, weekly, daily, midnight, hourly). As in
 * every cron, where both kinds of days are restricted (neither begins with a star) one of them is enough.
 *
 * It is read by the clocks of a zone. A minute that they leave out when summer time begins is left out; one that comes twice when it ends counts
 * once, the first time: as systemd's timers have it, so that a job is due at the same moments whoever looks after it.
 */
#ifndef CAUCUS_INDEXER_JOBS_SCHEDULE_H
#define CAUCUS_INDEXER_JOBS_SCHEDULE_H

#include "engine/base/error.h"
#include "engine/base/str.h"
#include "engine/base/strbuf.h"
#include "engine/base/zone.h"

#include <stdint.h>

struct schedule {
    int64_t every_s;            /* more than 0: after so many seconds, and the rest does not count */
    uint64_t minutes;           /* bit n: minute n */
    uint32_t hours, days, months, weekdays;     /* bits 0..23, 1..31, 1..12, 0 (Sunday)..6 */
    bool any_day;               /* `days` or `weekdays` is enough, not both */
};

/* "15m", "1h30m", "2 days": numbers with s, m, h, d or w; from a second to a year. */
bool schedule_every(struct str text, struct schedule *ret, struct error *err);
/* A cron expression, as above; ERROR_CONFIG tells which field is wrong, or that it never comes ("0 0 31 2 *"). */
bool schedule_at(struct str text, struct schedule *ret, struct error *err);

/*
 * The first moment after `after` at which it is due; seconds since 1970. False: none in the 28 years to come. With `every_s`: `after` and that.
 */
bool schedule_next(const struct schedule *s, const struct zone *zone, int64_t after, int64_t *ret);

/* Appends what systemd.timer(5) calls calendar events, for a zone by its name: one, or two where one of the kinds of days is enough. */
void schedule_calendar(const struct schedule *s, const char *zone, const char *before, struct strbuf *out);

#endif
