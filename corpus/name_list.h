/*
 * name_list.h: the authors or the topics of an article, once each, in the order of the input.
 */
#ifndef CAUCUS_CORPUS_NAME_LIST_H
#define CAUCUS_CORPUS_NAME_LIST_H

#include "engine/base/arena.h"

enum { NAME_LIST_MAX = 64, NAME_LIST_BYTES = 512 };    /* longer names are cut */

/* `v` has room for NAME_LIST_MAX. */
struct name_list {
    struct arena *arena;
    struct str *v;
    size_t n;
};

/* Adds a name (ctx is the list), unless it is blank or there; false when the list is full. */
bool name_list_add(void *ctx, struct str text);
/* "By A, B and C": three. "Jr." is no name of its own. */
void name_list_authors(struct str text, struct name_list *names);
/* "a; b | c"; with `commas` a comma parts topics too. */
void name_list_topics(struct str text, bool commas, struct name_list *names);

#endif
