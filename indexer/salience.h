/*
 * salience.h: of what weight an actor is in an article, 1 to 15.
 *
 *     weight = 4 × (in the title) + 3 × (in the first paragraph) + 12 × mentions / (mentions + 4)
 * where a demonym or a capital city counts as half a mention, and a title or first paragraph with nothing else half. Rounded, at least 1.
 */
#ifndef CAUCUS_INDEXER_SALIENCE_H
#define CAUCUS_INDEXER_SALIENCE_H

#include "indexer/enrich.h"

struct tally {
    uint32_t mentions;          /* all */
    double weight;              /* half ones as halves */
    double title, lead;         /* 0, 0.5, 1 */
};

void tally_add(struct tally *t, uint32_t part, const struct token_list *list, size_t first, enum mention_how how);
int tally_salience(const struct tally *t);

#endif
