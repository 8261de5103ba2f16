/*
 * child.h: runs another program and waits for it.
 *
 * Standard output and error are this process's own. When SIGINT or SIGTERM has come here (interrupt.h), the child is sent SIGTERM and waited for.
 */
#ifndef CAUCUS_ENGINE_BASE_CHILD_H
#define CAUCUS_ENGINE_BASE_CHILD_H

#include "engine/base/error.h"
#include "engine/base/str.h"

#include <stddef.h>

struct child_variable {
    const char *name, *value;   /* of the environment, besides this process's own */
};

struct child {
    const char *const *arguments;   /* the program's path first; NULL at the end */
    const struct child_variable *variables;
    size_t variable_count;
    const struct str *input;        /* what it finds in its standard input; NULL: nothing (/dev/null) */
    int inherited;                  /* a descriptor that it keeps open, so that a lock on it lives as long as it does; -1 none */
};

/*
 * *ret_code: its exit code, or 128 and the number of the signal that ended it. *ret_read: it took all of its input. False: it could not be
 * started (ERROR_IO).
 */
bool child_run(const struct child *c, int *ret_code, bool *ret_read, struct error *err);

#endif
