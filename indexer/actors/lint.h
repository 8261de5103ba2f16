/*
 * lint.h: what is odd in the registry: references to nobody, dates that cannot be, an office that two held at once, names that are common words,
 * and actors who may be one.
 *
 * Reads all records; nothing is changed. Memory grows with the number of actors (about 300 bytes each).
 */
#ifndef CAUCUS_INDEXER_ACTORS_LINT_H
#define CAUCUS_INDEXER_ACTORS_LINT_H

#include "engine/store/registry.h"

enum lint_kind {
    LINT_REFERENCE,     /* to an actor that is not there */
    LINT_DATES,
    LINT_OVERLAP,       /* two held one office at once */
    LINT_WORD,          /* a name that is a common word, without a flag */
    LINT_SAME,          /* two may be one */
    LINT_KINDS
};
const char *lint_kind_name(enum lint_kind kind);    /* "reference" */

struct lint_sink {
    void (*tell)(void *ctx, enum lint_kind kind, const char *text);
    void *ctx;
};

/* `origin` not empty: only what concerns one of its records. */
bool registry_lint_all(struct archive *archive, struct str origin, const struct lint_sink *sink, struct error *err);

#endif
