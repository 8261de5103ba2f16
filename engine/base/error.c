#include "engine/base/error.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const int exit_codes[] = {
    [ERROR_NONE] = 0,       [ERROR_USAGE] = 64,  [ERROR_NOTHING] = 1, [ERROR_INPUT] = 65,  [ERROR_INTERNAL] = 70,
    [ERROR_IO] = 74,        [ERROR_LOCKED] = 75, [ERROR_CONFIG] = 78, [ERROR_INTERRUPTED] = 130,
};

/* vsnprintf may cut a character of several bytes in two: drops the torn one at the end. */
static void trim_torn(char *s)
{
    size_t n = strlen(s), i = n;
    while (i > 0 && n - i < 4 && ((unsigned char)s[i - 1] & 0xC0) == 0x80)
        i--;
    if (i == 0)
        return;
    unsigned char lead = (unsigned char)s[i - 1];
    size_t need = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    if (need > 1 && n - (i - 1) < need)
        s[i - 1] = '\0';
}

bool error_set(struct error *err, enum error_kind kind, const char *format, ...)
{
    if (!err)
        return false;
    char text[sizeof err->text];
    va_list ap;
    va_start(ap, format);
    vsnprintf(text, sizeof text, format, ap);
    va_end(ap);
    trim_torn(text);
    err->kind = kind;
    memcpy(err->text, text, sizeof text);
    return false;
}

bool error_errno(struct error *err, const char *format, ...)
{
    int number = errno;
    char text[512];
    va_list ap;
    va_start(ap, format);
    vsnprintf(text, sizeof text, format, ap);
    va_end(ap);
    trim_torn(text);
    return error_set(err, ERROR_IO, "%s: %s", text, strerror(number));
}

bool error_wrap(struct error *err, const char *format, ...)
{
    if (!err)
        return false;
    char context[512], whole[sizeof err->text + sizeof context + 2];   /* the cause keeps its room */
    va_list ap;
    va_start(ap, format);
    vsnprintf(context, sizeof context, format, ap);
    va_end(ap);
    trim_torn(context);
    snprintf(whole, sizeof whole, "%s: %s", context, err->text);
    memcpy(err->text, whole, sizeof err->text - 1);
    err->text[sizeof err->text - 1] = '\0';
    trim_torn(err->text);
    return false;
}

void error_clear(struct error *err)
{
    err->kind = ERROR_NONE;
    err->text[0] = '\0';
}

int error_exit_code(enum error_kind kind)
{
    return exit_codes[kind];
}
