/*
 * suggest.h: the word that somebody probably meant: for commands, options, keys of the configuration, fields
 * of queries.
 *
 * Near is: a letter wrong, missing, too many, or two neighbours swapped (each costs one; at most one for
 * every three letters, and one for short words), or the start of a longer word. Upper and lower case count as
 * the same. Pure functions; no memory is taken.
 */
#ifndef CAUCUS_CONFIG_SUGGEST_H
#define CAUCUS_CONFIG_SUGGEST_H

/*
 * The nearest of `candidates` (NULL at the end), the first of those that are equally near; NULL where none is
 * near.
 */
const char *suggest(const char *word, const char *const *candidates);

/* What suggest() minimises, for words of up to 63 bytes; a large number for longer ones. */
int suggest_distance(const char *a, const char *b);

#endif
