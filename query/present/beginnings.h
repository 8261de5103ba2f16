/*
 * beginnings.h: which stretches of a text may hold words that are looked for, told from how words begin, several times faster than the
 * text is analysed.
 *
 * Never too few: whatever the analyser would find to be one of the noted words stands whole in a stretch, and words that it would find in a row
 * stand in one. Beginnings are compared as the analyser folds them. Stretches begin and end where there is white space, ascend and do not overlap.
 */
#ifndef CAUCUS_QUERY_PRESENT_BEGINNINGS_H
#define CAUCUS_QUERY_PRESENT_BEGINNINGS_H

#include "engine/base/str.h"

#include <stdbool.h>

struct beginnings;

struct beginnings *beginnings_new(void);
void beginnings_free(struct beginnings *b);
/* A form that is looked for, or, with `prefix`, all that begin like it. */
void beginnings_note(struct beginnings *b, struct str form, bool prefix);

/* A walk over the stretches of a text; both must live until its end. */
struct stretches {
    struct beginnings *b;
    struct str text;
    size_t next;        /* looked through up to here */
    bool in_word;       /* the character before it is of a word */
    bool found;         /* a word of the next stretch, which begins at `first`: */
    size_t at;
    size_t first;
    size_t end;         /* of the last stretch */
};

struct stretches stretches_of(struct beginnings *b, struct str text);
bool stretches_next(struct stretches *s, size_t *ret_from, size_t *ret_to);

#endif
