/*
 * marker.h: where an article holds what was asked for.
 *
 * Matches are found by analysing the text again with the analyser, so that they are exactly what the index saw: a term in the article's language, the
 * forms of a phrase in a row, a place where an actor is mentioned. Never changes a byte of the text.
 */
#ifndef CAUCUS_QUERY_PRESENT_MARKER_H
#define CAUCUS_QUERY_PRESENT_MARKER_H

#include "query/execute/plan.h"

/* A stretch of bytes of a title or text; spans ascend and never overlap. */
struct span {
    uint32_t start, end;
    uint32_t what;          /* equal for equal matches: a term's number, a phrase's … */
    bool actor;             /* a place where an actor is mentioned */
    bool speaker;           /* who is quoted beside it (`show`) */
};

struct spans {
    struct span *v;
    size_t n;
};

struct marker;

/* For one query's marks, which must outlive it. */
struct marker *marker_new(struct analyser *analyser, const struct plan_marks *marks);
void marker_free(struct marker *m);
/* Has it look only where a word begins like one of those that `index` knows for the marks: the same matches, several times faster. */
bool marker_narrow(struct marker *m, struct index *index, struct error *err);

/* All matches in a title or text; `mentions` (ascending; may be none) are those of the actors that were asked for. In `arena`. */
struct spans marker_find(struct marker *m, struct str text, const char *lang, const struct span *mentions, size_t mention_n, struct arena *arena);

#endif
