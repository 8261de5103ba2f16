/*
 * text_classes.h: which columns of a model share a cell and which contexts a row (text_model.h), from how often what came after what.
 *
 * Contexts are put with those after which the same comes, and columns with those that come after the same, in turn, each where the samples take the
 * fewest bits (I. S. Dhillon, S. Mallela, D. S. Modha, "Information-theoretic co-clustering", KDD 2003). The most frequent stand alone.
 */
#ifndef CAUCUS_ENGINE_STORE_TEXT_CLASSES_H
#define CAUCUS_ENGINE_STORE_TEXT_CLASSES_H

#include "engine/store/pair_counts.h"

#include <stdbool.h>

struct text_classes {
    uint16_t *order;                /* the columns from TEXT_TOKENS on, in that of their cells */
    uint16_t *cell_sizes;           /* of TEXT_TOKENS cells that hold one column each, and those */
    size_t cell_n, row_n;
    uint8_t *row_of;                /* by context */
    double *likely;                 /* by row and cell */
};

/* Of `n` tokens, with those that have no string, and pairs of context and column that are closed; pieces have classes of their own. */
void text_classes_make(const struct pair_counts *pairs, size_t n, const bool *is_piece, struct text_classes *ret);
void text_classes_release(struct text_classes *c);

#endif
