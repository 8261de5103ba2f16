/* scratch.h: a folder of a test's own, removed with all in it. */
#ifndef CAUCUS_TESTS_UNIT_SCRATCH_H
#define CAUCUS_TESTS_UNIT_SCRATCH_H

#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

struct scratch {
    char path[64];
};

static inline struct scratch scratch_make(void)
{
    struct scratch s;
    snprintf(s.path, sizeof s.path, "/tmp/caucus-test-XXXXXX");
    if (!mkdtemp(s.path))
        abort();
    return s;
}

static inline int scratch_remove_one(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
    (void)st, (void)kind, (void)ftw;
    return remove(path);
}

static inline void scratch_remove(struct scratch *s)
{
    nftw(s->path, scratch_remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

#endif
