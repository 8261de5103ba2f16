/*
 * quote_marks.h: what stands between quotation marks in a text, paragraph by paragraph.
 *
 * Marks are those of English, German, French, Spanish, Russian, Armenian and Turkish print: “ ” " „ « » ″ `` '' and, in a text that has none of those or in its headline, ‘ ’ and '.
 * A mark that opens has space or an opening bracket before it and none behind; marks of inches and strays are passed over; marks within marks belong to
 * the outer pair. A pair never goes beyond its paragraph: a mark that is left open counts where the next paragraph begins with a mark, as is usual for a speech of several
 * paragraphs. Time is linear in the text.
 */
#ifndef CAUCUS_INDEXER_QUOTE_MARKS_H
#define CAUCUS_INDEXER_QUOTE_MARKS_H

#include "engine/base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct marked_text {
    uint32_t start, end;            /* bytes between the marks, without blanks at the ends */
    uint32_t open, close;           /* where the opening mark begins; behind the closing mark */
    uint32_t paragraph;
    bool goes_on;                   /* not closed: the next paragraph goes on with it */
    bool unmarked;                  /* a turn (quote_turns.h) */
    uint32_t label_start, label_end;    /* of a turn of a transcript: who speaks; else empty */
};

struct paragraph {
    uint32_t start, end;
};

struct marked_texts {
    struct marked_text *v;
    size_t n;
    struct paragraph *paragraphs;   /* of the text; not empty */
    size_t paragraph_count;
};

/* In `arena`. A line break parts paragraphs unless it looks like a wrapped line. Texts over 4 GiB are cut. */
struct marked_texts quote_marks_find(struct str text, struct arena *arena);

#endif
