/*
 * salience.h: of what weight an actor is in an article, 1 to 15.
 *
 * Persons, organisations, parties: 4 × (in the title) + 3 × (in the first paragraph) + 12 × mentions / (mentions + 4), rounded, at least 1.
 *
 * Countries and places: what an article is about, by a logistic model over
 *     1.9 × (in the title) + 3.4 × (in the dateline) + 1.42 × ln(1 + names) + 1.04 × ln(1 + demonyms and signs) + 0.57 × (in the lead)
 *     - 1.12 × (how far into the text the first mention stands, 0 to 1; 0 where the title has one) - 1.8
 * whose value is 1 + 14 / (1 + e^-z): half of the scale is where the model is undecided. (Weights fitted to the human tags of a news agency's
 * reports.) A mention
 * of a place is a sign of its country: counted as a demonym is, but no mention of the country.
 */
#ifndef CAUCUS_INDEXER_SALIENCE_H
#define CAUCUS_INDEXER_SALIENCE_H

#include "indexer/enrich.h"

struct tally {
    uint32_t mentions;
    uint32_t names, signs;      /* in the text, behind the dateline: names; demonyms, and places of a country */
    bool title, lead, dateline;
    double first;               /* of all words, how many stand before it; 0: none was met */
    double weight;              /* demonyms as halves */
    double in_title, in_lead;   /* 0, 0.5, 1 */
};

/* Where a word stands: tokens [0, dateline) of the text are its dateline. */
struct tally_place {
    uint32_t part;
    const struct token_list *list;
    size_t token, dateline;
};

void tally_add(struct tally *t, const struct tally_place *at, enum mention_how how);
/* A place of the country is mentioned: no mention of it, but a weak sign. */
void tally_imply(struct tally *t, const struct tally_place *at);
int tally_salience(const struct tally *t, enum actor_kind kind);

/* How many tokens of a text are its dateline ("GENEVA, March 4 -"); 0: it has none. */
size_t dateline_length(struct str text, const struct token_list *list);

#endif
