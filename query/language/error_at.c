#include "query/language/error_at.h"

#include "engine/base/strbuf.h"
#include "engine/base/terminal.h"
#include "engine/base/utf8.h"

#include <stdio.h>

enum { WINDOW = 70, BEFORE = 40 };

bool query_error(const struct str *query, size_t at, size_t length, struct error *err, const char *format, ...)
{
    CLEANUP_STRBUF struct strbuf shown = STRBUF_INIT;
    char message[400];
    va_list ap;
    va_start(ap, format);
    vsnprintf(message, sizeof message, format, ap);
    va_end(ap);
    (void)length;
    if (at > query->n)
        at = query->n;
    size_t from = query->n > WINDOW && at > BEFORE ? utf8_start(*query, at - BEFORE) : 0;
    if (from)
        strbuf_string(&shown, "…");
    terminal_clean(&shown, str_slice(*query, from, at), false);
    int caret = terminal_columns(strbuf_view(&shown));
    terminal_clean(&shown, str_slice(*query, at, query->n), false);
    struct str fit = terminal_fit(strbuf_view(&shown), WINDOW + BEFORE);
    return error_set(err, ERROR_USAGE, "%.*s%s\n%*s^\n%s", STR_ARG(fit), fit.n < shown.n ? "…" : "", caret, "", message);
}
