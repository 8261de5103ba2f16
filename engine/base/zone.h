/*
 * zone.h: time zones: what a place's clocks show at a moment, and when they show a time.
 *
 * A moment is int64_t seconds since 1970-01-01 00:00 UTC; local seconds are what the clocks show, counted as if it were UTC. Zones are read from the
 * system's data (TZif, RFC 9636), with the rule that it gives for the years to come. A struct zone owns its tables and is read-only after zone_open();
 * any thread may ask it.
 */
#ifndef CAUCUS_ENGINE_BASE_ZONE_H
#define CAUCUS_ENGINE_BASE_ZONE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A day and time of every year at which the clocks change (POSIX TZ). */
struct zone_change {
    enum { CHANGE_MONTH_WEEK_DAY, CHANGE_JULIAN, CHANGE_DAY } kind;     /* Mm.w.d; Jn without February 29; n from 0 */
    int month, week, day;
    int32_t seconds;            /* of the day, by the clocks before the change; may be negative or beyond 24 hours */
};

struct zone_rule {              /* "CET-1CEST,M3.5.0,M10.5.0/3" */
    bool has_summer;
    int32_t standard, summer;   /* seconds east of Greenwich */
    struct zone_change begins, ends;
};

struct zone {
    int64_t *times;             /* at which the offset changes, ascending */
    int32_t *offsets;           /* from then on, seconds east of Greenwich */
    size_t n;
    int32_t first;              /* before the first change */
    struct zone_rule rule;      /* after the last one */
    bool has_rule;
};

/* "UTC", "Z", "+04:00", "-0330", "+4", or a name that the system knows ("Europe/Berlin"). False: none of these. */
bool zone_open(const char *name, struct zone *ret);
void zone_release(struct zone *z);
#define CLEANUP_ZONE __attribute__((cleanup(zone_release)))

/* Seconds east of Greenwich at a moment. */
int32_t zone_offset(const struct zone *z, int64_t moment);
/*
 * The first moment at which the clocks show `local`. False where they never do: between two and three o'clock on the day on which summer
 * time begins, say.
 */
bool zone_moment(const struct zone *z, int64_t local, int64_t *ret);

/* Reads a POSIX TZ string, that of a TZif file's end: zone_rule.c. */
bool zone_rule_parse(const char *text, size_t n, struct zone_rule *ret);
int32_t zone_rule_offset(const struct zone_rule *rule, int64_t moment);

#endif
