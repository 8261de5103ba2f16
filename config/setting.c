#include "config/schema.h"

#include "config/paths.h"
#include "config/suggest.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static bool is_choice(const char *choices, struct str text)
{
    struct str rest = str_of(choices);
    while (rest.n) {
        size_t n = str_find(rest, '|');
        if (str_equal(str_slice(rest, 0, n), text))
            return true;
        rest = str_slice(rest, n < rest.n ? n + 1 : n, rest.n);
    }
    return false;
}

/*
 * UTC, Z, +4, +04:00, -0330, or the name of a zone; whether the system knows that name is found out where it
 * is used.
 */
static bool is_zone(struct str text)
{
    size_t digits = 0;
    bool offset = text.n && (text.p[0] == '+' || text.p[0] == '-');
    if (!text.n || text.n > 64)
        return false;
    for (size_t i = offset; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (offset && !isdigit(c) && !(c == ':' && i == 3))
            return false;
        if (!offset && !isalnum(c) && !(i > 0 && strchr("_/-+", c)))
            return false;
        digits += isdigit(c) != 0;
    }
    if (!offset)
        return isalpha((unsigned char)text.p[0]) != 0;
    if (digits != 4 && !(digits == 2 && text.n == 3))
        return false;
    int hours = (text.p[1] - '0') * 10 + text.p[2] - '0', minutes = 0;
    if (digits == 4)
        minutes = (text.p[text.n - 2] - '0') * 10 + text.p[text.n - 1] - '0';
    return hours <= 14 && minutes < 60;
}

/* A decimal number; neither hexadecimal nor inf nor nan, which strtod would take too. */
static bool read_real(const char *text, double *ret)
{
    char *end;
    if (!*text || strspn(text, "0123456789+-.eE") != strlen(text))
        return false;
    *ret = strtod(text, &end);
    return *end == '\0' && isfinite(*ret);
}

static bool read_whole(const char *text, int64_t *ret)
{
    char *end;
    if (!*text || strspn(text, "0123456789-") != strlen(text))
        return false;
    errno = 0;
    *ret = strtoll(text, &end, 10);
    return *end == '\0' && errno == 0;
}

void setting_range(const struct setting *s, struct strbuf *out)
{
    switch (s->kind) {
    case SETTING_REAL:
        strbuf_format(out, "a number from %g to %.15g", s->min, s->max);
        break;
    case SETTING_WHOLE:
        strbuf_format(out, "a whole number from %.15g to %.15g", s->min, s->max);
        break;
    case SETTING_CHOICE:
        for (const char *p = s->choices; *p;) {
            size_t n = strcspn(p, "|");
            bool is_last = !p[n];
            strbuf_string(out, p == s->choices ? "" : is_last ? " or " : ", ");
            strbuf_bytes(out, p, n);
            p += n + !is_last;
        }
        break;
    case SETTING_COUNTRY:
        strbuf_string(out, "a country's two letters (AM)");
        break;
    case SETTING_ZONE:
        strbuf_string(out, "a time zone (UTC, +04:00, Asia/Yerevan)");
        break;
    case SETTING_TEXT: case SETTING_PATH: case SETTING_WORDS: case SETTING_SECTION: case SETTING_LIST: case SETTING_PAIRS:
        break;
    }
}

void setting_explain(const struct setting *s, struct strbuf *out)
{
    CLEANUP_STRBUF struct strbuf range = STRBUF_INIT;
    setting_range(s, &range);
    strbuf_string(out, s->help);
    if (range.n)
        strbuf_format(out, " It is %s.", range.p);
}

void setting_default(const struct setting *s, struct strbuf *out)
{
    strbuf_string(out, s->otherwise && *s->otherwise ? s->otherwise : "\"\"");
}

static bool wrong_value(const struct setting *s, const char *text, struct error *err)
{
    CLEANUP_STRBUF struct strbuf range = STRBUF_INIT;
    const char *near = NULL, *names[16];
    char choices[256];
    setting_range(s, &range);
    if (s->kind == SETTING_CHOICE) {
        size_t n = 0;
        snprintf(choices, sizeof choices, "%s", s->choices);
        for (char *save, *c = strtok_r(choices, "|", &save); c && n < 15; c = strtok_r(NULL, "|", &save))
            names[n++] = c;
        names[n] = NULL;
        near = suggest(text, names);
    }
    if (near)
        return error_set(err, ERROR_CONFIG, "'%s' takes %s, not '%s' (did you mean '%s'?)", s->name, range.p,
                         text, near);
    return error_set(err, ERROR_CONFIG, "'%s' takes %s, not '%s'", s->name, range.p, text);
}

static bool set_text(const struct setting *s, const char **place, const char *text, const char *folder,
                     struct arena *arena)
{
    char *copy = arena_string(arena, str_of(text));
    if (s->kind == SETTING_PATH && *text) {
        char *path = paths_resolve(folder, text);
        copy = arena_string(arena, str_of(path));
        free(path);
    }
    if (s->kind == SETTING_COUNTRY)
        for (char *c = copy; *c; c++)
            *c = (char)toupper((unsigned char)*c);
    *place = copy;
    return true;
}

bool setting_set(const struct setting *s, void *place, struct str text, const char *folder,
                 struct arena *arena, struct error *err)
{
    if (text.n && memchr(text.p, '\0', text.n))
        return error_set(err, ERROR_CONFIG, "'%s' cannot hold a NUL", s->name);
    char *c_string = arena_string(arena, text);
    bool fine = true;
    double real = 0;
    int64_t whole = 0;
    switch (s->kind) {
    case SETTING_REAL:
        fine = read_real(c_string, &real) && real >= s->min && real <= s->max;
        break;
    case SETTING_WHOLE:
        fine = read_whole(c_string, &whole) && (double)whole >= s->min && (double)whole <= s->max;
        break;
    case SETTING_CHOICE:
        fine = is_choice(s->choices, text);
        break;
    case SETTING_COUNTRY:
        fine = text.n == 0 ||
               (text.n == 2 && isalpha((unsigned char)text.p[0]) && isalpha((unsigned char)text.p[1]));
        break;
    case SETTING_ZONE:
        fine = is_zone(text);
        break;
    case SETTING_TEXT: case SETTING_PATH: case SETTING_WORDS: case SETTING_SECTION: case SETTING_LIST: case SETTING_PAIRS:
        break;
    }
    if (!fine)
        return wrong_value(s, c_string, err);
    if (s->kind == SETTING_REAL)
        *(double *)place = real;
    else if (s->kind == SETTING_WHOLE)
        *(int64_t *)place = whole;
    else
        return set_text(s, place, c_string, folder, arena);
    return true;
}
