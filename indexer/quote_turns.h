/*
 * quote_turns.h: speech without quotation marks: the turns of a transcript, and lines of dialogue that begin with a dash.
 *
 * A transcript has paragraphs that begin with a name and a colon ("PRIME MINISTER: …"), three at least, of which one comes again; "Q: …" and "A: …" name nobody and are left out. A line of dialogue is speech only where an aside tells who speaks ("— Text, — said X. — Text."). Time is linear in the text.
 */
#ifndef CAUCUS_INDEXER_QUOTE_TURNS_H
#define CAUCUS_INDEXER_QUOTE_TURNS_H

#include "indexer/enrich.h"
#include "indexer/quote_marks.h"

struct analyser;

/* Adds to `marks`, which are those of the text, in its order; marks within such speech are left out. */
void quote_turns_find(const struct enrich_input *in, const struct analyser *analyser, struct arena *arena, struct marked_texts *marks);

#endif
