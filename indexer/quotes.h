/*
 * quotes.h: who said what in an article: direct speech and its speakers.
 *
 * What stands between quotation marks (quote_marks.h) is speech unless it looks like a title or a so-called word. Its speaker is the subject of the verb of saying
 * that belongs to it: behind it ("…," he said), before it (He said: "…"), inverted (said X), around it; a quotation without a verb of its own goes on from
 * the one before, in its paragraph or in the next. A pronoun stands for the person of the article that fits best. None rather than a wrong one: `kind` is
 * SPEAKER_NONE where nothing tells. Time is linear in the text, for a clause is read no further than so many words.
 */
#ifndef CAUCUS_INDEXER_QUOTES_H
#define CAUCUS_INDEXER_QUOTES_H

#include "indexer/enrich.h"

enum speaker_kind {
    SPEAKER_NONE,
    SPEAKER_ACTOR,          /* an actor of the article; `actor` is set */
    SPEAKER_PRONOUN,        /* he, she, they: `actor` is whom it stands for, if that is known */
    SPEAKER_WORDS,          /* other words: "a senior official"; "the statement", "the minister": `actor` is whose it is or who that is, if known */
};

enum { QUOTE_NO_ACTOR = UINT32_MAX };

struct quote {
    uint32_t start, end;            /* bytes of the text, between the marks */
    enum speaker_kind speaker;
    uint32_t actor;                 /* index into enriched.actors, or QUOTE_NO_ACTOR */
    uint32_t speaker_start, speaker_end;    /* bytes of the text where the speaker is named; empty: nowhere near */
    struct str name;                /* of the speaker: an actor's, else the words; in the text or the enriched article */
    struct str cue;                 /* the word that tells, as it stands in the text; empty: position alone */
    uint8_t confidence;             /* percent */
    bool again;                     /* of a headline: said again in the text */
};

struct quotes {
    struct quote *v;
    size_t n;
};

/* Remembers what words tell about speech. One a thread, of an analyser, which it does not own. */
struct quoter;
struct quoter *quoter_new(const struct analyser *analyser);
void quoter_free(struct quoter *q);
/* To be called when the analyser has forgotten its strings. */
void quoter_forget(struct quoter *q);

/* `e` is what enrich() made of the same article; `in` what it was given, by the quoter's analyser. In `arena`. */
struct quotes quotes_find(struct quoter *q, const struct enrich_input *in, const struct enriched *e, struct arena *arena);
/*
 * Those of its headline, by bytes of the title: what has a speaker there ("Smith: 'We wait'"), or is said again in `body`, which is quotes_find()'s; of
 * the latter the speaker may be that of the text, with no place in the title.
 */
struct quotes quotes_find_in_title(struct quoter *q, const struct enrich_input *in, const struct enriched *e, const struct quotes *body, struct arena *arena);

#endif
