/*
 * builtin_registry.h: the files of corpus/actors/, compiled into the program, so that it knows its actors wherever it runs.
 */
#ifndef CAUCUS_CORPUS_BUILTIN_REGISTRY_H
#define CAUCUS_CORPUS_BUILTIN_REGISTRY_H

#include "engine/base/hash.h"

struct builtin_file {
    const char *name;
    struct str yaml;
};

/* How many, and which; in the order of their names. */
size_t builtin_registry_files(const struct builtin_file **ret);
/* Changes with any byte of them. */
struct digest builtin_registry_digest(void);

#endif
