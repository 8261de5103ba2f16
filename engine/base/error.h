/*
 * error.h: what went wrong, told once and carried up.
 *
 * A fallible function takes `struct error *err` last and returns false (or a negative count) after error_set() at
 * the place where the fault was seen. Callers on the way up may put their own context before it with error_wrap().
 * Only main() prints one. A struct error is a plain value: zero is "no error", copies are fine, nothing is owned.
 * On failure out-parameters of the failing function are untouched.
 */
#ifndef CAUCUS_ENGINE_BASE_ERROR_H
#define CAUCUS_ENGINE_BASE_ERROR_H

#include <stdarg.h>
#include <stdbool.h>

enum error_kind {
    ERROR_NONE,
    ERROR_USAGE,        /* options, or a query that cannot be understood */
    ERROR_NOTHING,      /* the question was fine, and nothing was found */
    ERROR_INPUT,        /* articles or a data file that cannot be used */
    ERROR_INTERNAL,     /* a fault of caucus itself */
    ERROR_IO,           /* the system, or a store that is damaged, full or from a newer version */
    ERROR_LOCKED,       /* another writer is at work: try again */
    ERROR_CONFIG,       /* the configuration file */
    ERROR_INTERRUPTED,  /* SIGINT or SIGTERM asked to stop */
};

struct error {
    enum error_kind kind;
    char text[1024];    /* one or more lines, no "caucus:" before, no newline at the end; valid UTF-8 */
};

/* Sets *err (which may be NULL); gives false, so that a caller can `return error_set(...)`. */
bool error_set(struct error *err, enum error_kind kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The same with errno's message behind a colon: "cannot read 'x': No such file or directory" (ERROR_IO). */
bool error_errno(struct error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Puts "context: " before the text of *err and keeps its kind; gives false. */
bool error_wrap(struct error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

void error_clear(struct error *err);

/* The exit code of the process for a kind (sysexits.h where it has one): see the table in error.c. */
int error_exit_code(enum error_kind kind);

#endif
