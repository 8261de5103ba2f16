/*
 * words.h: a query's words as the index knows them: forms, terms in its languages, and the phrases that stand for them in `text`.
 */
#ifndef CAUCUS_QUERY_EXECUTE_WORDS_H
#define CAUCUS_QUERY_EXECUTE_WORDS_H

#include "query/execute/plan.h"

/* The forms (or the exact ones) of a text, in the arena; what the analyser adds for texts alone (the last character of a run of bigrams) is left out.
 * *ret_prefix: the last is to be taken as a prefix (a single character of a script without spaces). */
void words_forms(struct planner *p, struct str text, bool exact, struct str **ret, size_t *ret_n, bool *ret_prefix);

/* The terms that a form has in the languages of the index, for scoring and for `impact`; each once. */
struct plan_word words_terms(struct planner *p, struct str form);

/*
 * The rows of words of `text` that a phrase of folded forms stands for: each word as it is, and as a word that is written otherwise where the index
 * has such. *ret_n is 1 where no word has accents.
 */
bool words_spellings(struct planner *p, const struct str *forms, size_t n, bool prefix, struct phrase **ret, size_t *ret_n, struct error *err);

/* All exact forms of those terms (the form itself always among them), each a phrase of one word. */
bool words_variants(struct planner *p, struct str form, struct phrase **ret, size_t *ret_n, struct error *err);

/* Forms of the index within `distance` edits (1 or 2; insertions, deletions, substitutions, swaps of neighbours, in characters). */
bool words_near(struct planner *p, struct str form, int distance, struct phrase **ret, size_t *ret_n, struct error *err);

#endif
