/*
 * snippet.h: the passage of an article that shows best why it was found.
 */
#ifndef CAUCUS_QUERY_PRESENT_SNIPPET_H
#define CAUCUS_QUERY_PRESENT_SNIPPET_H

#include "query/present/marker.h"

struct snippet {
    struct str text;    /* a view of the article */
    struct spans spans; /* from the snippet's own beginning */
    bool cut_before, cut_after;
};

/*
 * The window of about `width` bytes (never cutting a character or a word; more where a word is longer) with
 * the most different matches, then the most matches, then the earliest; it begins with the text or a sentence
 * where that is near. Without matches: the text's beginning.
 */
struct snippet snippet_best(struct str text, const struct spans *spans, size_t width, struct arena *arena);

#endif
