/*
 * execute_private.h: what the files of the executor share. Nobody else includes it.
 */
#ifndef CAUCUS_QUERY_EXECUTE_EXECUTE_PRIVATE_H
#define CAUCUS_QUERY_EXECUTE_EXECUTE_PRIVATE_H

#include "query/execute/execute.h"

/* ---- sums.c ---- */

/* Which of execution_memory's sums is for what. SUMS_BLOCK has those of one block of docids alone. */
enum { SUMS_SCORES, SUMS_WORD, SUMS_OTHER, SUMS_PART, SUMS_BLOCK };
/* So many docids: their sums, and others beside them, stay in the second level of cache. Tests have fewer articles. */
#ifdef NDEBUG
enum { BLOCK_DOCIDS = 1 << 17 };
#else
enum { BLOCK_DOCIDS = 1 << 7 };
#endif

/* All zero. They count as dirty until sums_clean says that they were left so. */
uint16_t *sums_of(struct execution *x, int which);
void sums_clean(struct execution *x, int which);
/* x->scores is zero beside these docids: next time only they are cleared. */
void scores_within(struct execution *x, struct docid_range range);
/* The same, of these articles. */
void scores_touched(struct execution *x, const struct bitmap *where);

/* The docids between which a set lies; without one, all. */
struct docid_range range_of(const struct execution *x, const struct bitmap *mask);

/* ---- match_words.c: words by their rows ---- */

/*
 * Adds the articles that have all of n words to `found`; with `add` (then all are scored and x->scores is all zero) their scores to x->scores. mask: those that
 * count; NULL: all. The rarest word comes first. whole: nothing else is asked for, so that of a page only the candidates need be scored.
 */
struct matched_word {
    const struct leaf_word *word;
    unsigned least_level;
};
void match_all_words(struct execution *x, const struct matched_word *words, size_t n, const struct bitmap *mask, bool add, bool whole, struct bitmap *found);
/* The same for articles with any of them, all scored at any level, x->scores all zero. */
void match_any_word(struct execution *x, const struct matched_word *words, size_t n, struct bitmap *found);
/* The same where nothing else is asked for, for the best of them; false: not all that are common are mapped, or it would be no gain. No score is there then. */
bool match_any_mapped(struct execution *x, const struct matched_word *words, size_t n, struct bitmap *found);
/* Adds the scores of some words to the articles of `found`; whole: as above, x->scores all zero. */
void add_words(struct execution *x, const struct leaf_word *words, size_t n, bool whole, struct bitmap *found);
/* One word beside whatever else: adds its articles (of mask) to `found` (NULL: nowhere), and with `add` its scores. */
void match_word(struct execution *x, const struct leaf_word *word, unsigned least_level, const struct bitmap *mask, bool add, struct bitmap *found);

/* ---- match_text.c ---- */

/* Adds the articles (of mask) that match a leaf of `text` to `found`, and with `add` its scores to x->scores. */
bool match_text(struct execution *x, const struct leaf *leaf, const struct bitmap *mask, bool add, struct bitmap *found, struct error *err);

#endif
