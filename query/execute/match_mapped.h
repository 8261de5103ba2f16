/*
 * match_mapped.h: words that were asked for before, by their maps (level_map.h): sets of articles word-wise on bits, and of scores only those that
 * can reach the page.
 *
 * The best are found as in Fagin's threshold algorithm ("Optimal aggregation algorithms for middleware", 2003): the words' articles are visited from the highest
 * level down, each is scored whole at once, and when what the levels still to come add up to is less than the last of the page has, no other article can come
 * before it. Nothing is guessed: which articles match, and so how many, is known from the bits.
 */
#ifndef CAUCUS_QUERY_EXECUTE_MATCH_MAPPED_H
#define CAUCUS_QUERY_EXECUTE_MATCH_MAPPED_H

#include "query/execute/execute_private.h"

/* Whether all lists of a word are mapped, or too short to be; one is, at least. */
bool is_mapped(const struct execution *x, const struct leaf_word *word);
/* Whether each of some words, asked for at any level, is mapped, or all its lists are too short to be. */
bool are_mapped(const struct execution *x, const struct matched_word *words, size_t n);

/* Takes the articles out of `found` that do not have the word. */
void mapped_keep(struct execution *x, const struct leaf_word *word, struct bitmap *found);
/* Adds its articles (of mask; NULL: all) to `found`. */
void mapped_find(const struct leaf_word *word, const struct bitmap *mask, struct bitmap *found);
/* Adds to x->scores what the word is worth in each article of `found` that has it. */
void mapped_add(struct execution *x, const struct leaf_word *word, const struct bitmap *found);

/*
 * Of words that are mapped or rare: notes those of `found` (live ones only) that may be among the best x->page_size in x->candidates, and their scores in
 * x->scores, which is all zero before. False: it would be no faster than to score all; x->scores may then hold anything.
 */
bool mapped_best(struct execution *x, const struct matched_word *words, size_t n, const struct bitmap *found);

#endif
