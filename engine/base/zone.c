#include "engine/base/zone.h"

#include "engine/base/memory.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HOUR = 3600, DAY = 86400 };

/* ---- offsets ---- */

static bool two_digits(const char **p, int *ret)
{
    if (!isdigit((unsigned char)(*p)[0]))
        return false;
    *ret = *(*p)++ - '0';
    if (isdigit((unsigned char)**p))
        *ret = *ret * 10 + *(*p)++ - '0';
    return true;
}

/* "+04:00", "-0330", "+4" */
static bool offset_of(const char *name, int32_t *ret)
{
    int hour, minute = 0;
    const char *p = name + 1;
    if ((*name != '+' && *name != '-') || !two_digits(&p, &hour))
        return false;
    p += *p == ':';
    if (*p && !two_digits(&p, &minute))
        return false;
    if (*p || hour > 14 || minute > 59)
        return false;
    *ret = (*name == '-' ? -1 : 1) * (hour * HOUR + minute * 60);
    return true;
}

/* ---- TZif files ---- */

/* Big-endian numbers. */
static int64_t big_endian(const unsigned char *p, int bytes)
{
    uint64_t x = p[0] & 0x80 ? ~0ull : 0;
    for (int i = 0; i < bytes; i++)
        x = x << 8 | p[i];
    return (int64_t)x;
}

struct tz_counts {
    int64_t isut, isstd, leap, time, type, chars;
};

enum { HEADER_BYTES = 44, TYPE_BYTES = 6 };

static bool tz_header(const unsigned char *p, size_t n, struct tz_counts *ret)
{
    if (n < HEADER_BYTES || memcmp(p, "TZif", 4) != 0)
        return false;
    int64_t *to[] = { &ret->isut, &ret->isstd, &ret->leap, &ret->time, &ret->type, &ret->chars };
    for (int i = 0; i < 6; i++) {
        *to[i] = big_endian(p + 20 + 4 * i, 4);
        if (*to[i] < 0 || *to[i] > 100000)
            return false;
    }
    return ret->type > 0;
}

static size_t tz_block(const struct tz_counts *c, int time_bytes)
{
    return (size_t)(c->time * (time_bytes + 1) + c->type * TYPE_BYTES + c->chars + c->leap * (time_bytes + 4) + c->isstd + c->isut);
}

/* The rule behind the second block: "\nCET-1CEST,M3.5.0,M10.5.0/3\n". */
static bool tz_footer(const unsigned char *p, size_t n, struct zone_rule *ret)
{
    const unsigned char *end = n > 1 && p[0] == '\n' ? memchr(p + 1, '\n', n - 1) : NULL;
    return end && zone_rule_parse((const char *)p + 1, (size_t)(end - p - 1), ret);
}

/* The second block, which has 64-bit times. */
static bool tz_read(const unsigned char *data, size_t n, struct zone *z)
{
    struct tz_counts one, two;
    if (!tz_header(data, n, &one))
        return false;
    size_t skip = HEADER_BYTES + tz_block(&one, 4);
    if (skip > n || !tz_header(data + skip, n - skip, &two) || n - skip - HEADER_BYTES < tz_block(&two, 8))
        return false;
    const unsigned char *times = data + skip + HEADER_BYTES, *kinds = times + two.time * 8, *types = kinds + two.time;
    z->times = xcalloc((size_t)two.time + 1, sizeof *z->times);
    z->offsets = xcalloc((size_t)two.time + 1, sizeof *z->offsets);
    z->first = (int32_t)big_endian(types, 4);
    for (; z->n < (size_t)two.time; z->n++) {
        int64_t kind = kinds[z->n];
        if (kind >= two.type)
            return false;
        z->times[z->n] = big_endian(times + 8 * z->n, 8);
        z->offsets[z->n] = (int32_t)big_endian(types + kind * TYPE_BYTES, 4);
    }
    size_t behind = skip + HEADER_BYTES + tz_block(&two, 8);
    z->has_rule = tz_footer(data + behind, n - behind, &z->rule);
    return true;
}

bool zone_open(const char *name, struct zone *ret)
{
    enum { FILE_MAX = 65536, PATH_BYTES = 200, NAME_MAX_BYTES = 100 };
    struct zone z = { 0 };
    char path[PATH_BYTES];
    if (strcmp(name, "UTC") == 0 || strcmp(name, "Z") == 0 || strcmp(name, "GMT") == 0 || offset_of(name, &z.first)) {
        *ret = z;
        return true;
    }
    if (!*name || *name == '/' || strstr(name, "..") || strlen(name) > NAME_MAX_BYTES)
        return false;
    snprintf(path, sizeof path, "/usr/share/zoneinfo/%s", name);
    FILE *f = fopen(path, "rb");
    if (!f)
        return false;
    CLEANUP_FREE unsigned char *data = xmalloc(FILE_MAX);
    size_t n = fread(data, 1, FILE_MAX, f);
    fclose(f);
    if (!tz_read(data, n, &z)) {
        zone_release(&z);
        return false;
    }
    *ret = z;
    return true;
}

void zone_release(struct zone *z)
{
    free(z->times);
    free(z->offsets);
    *z = (struct zone){ 0 };
}

/* ---- asking ---- */

int32_t zone_offset(const struct zone *z, int64_t moment)
{
    size_t from = 0, to = z->n;     /* the first change after the moment */
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (z->times[middle] <= moment)
            from = middle + 1;
        else
            to = middle;
    }
    if (from == z->n && z->has_rule)
        return zone_rule_offset(&z->rule, moment);
    return from ? z->offsets[from - 1] : z->first;
}

bool zone_moment(const struct zone *z, int64_t local, int64_t *ret)
{
    /* Clocks change by less than a day, and seldom: the offsets a day before and after are the two that may hold. The greater gives the earlier moment. */
    int32_t before = zone_offset(z, local - DAY), after = zone_offset(z, local + DAY);
    int32_t greater = before > after ? before : after, smaller = before > after ? after : before;
    if (zone_offset(z, local - greater) == greater)
        *ret = local - greater;
    else if (zone_offset(z, local - smaller) == smaller)
        *ret = local - smaller;
    else
        return false;
    return true;
}
