/*
 * text_model.h: a vocabulary (text_vocabulary.h) with how likely what follows what.
 *
 * Columns (tokens, and what a text says again) that come in the same company and about as often stand together in a cell, and are told apart by as many
 * bits as it takes; contexts after which the same comes share a row of frequencies of the cells. A model is made from samples, and what is stored of it
 * never changes. Every search reads it, so it is used as it is stored.
 */
#ifndef CAUCUS_ENGINE_STORE_TEXT_MODEL_H
#define CAUCUS_ENGINE_STORE_TEXT_MODEL_H

#include "engine/base/strbuf.h"
#include "engine/store/text_history.h"

enum {
    TEXT_FREQUENCY_BITS = 16,
    TEXT_FREQUENCIES = 1 << TEXT_FREQUENCY_BITS,
    TEXT_COARSE_BITS = 8,
    TEXT_CELLS_MAX = 4096,
    TEXT_ROWS_MAX = 128,
};

/* Tokens from `first` on; of the first TEXT_TOKENS cells, each is one of the columns without a string. */
struct text_cell {
    uint16_t first;
    uint16_t n;
    uint8_t bits;                   /* that tell them apart; or the places of TEXT_AGAIN and what follows it */
};

/* Cells in their order share the frequencies from 0 to TEXT_FREQUENCIES - 1; each has one at least. */
struct text_row {
    uint16_t coarse[1 << TEXT_COARSE_BITS];     /* by the upper bits of a frequency: the cell of the lowest such */
    uint16_t last[];                            /* that is of the cells before: 0xFFFF, for there is none; then of each cell */
};

struct text_model {
    char *stored;
    struct text_vocabulary words;
    struct text_cell *cells;
    size_t cell_n, row_n;
    size_t row_bytes;
    const char *rows;
    const uint8_t *row_of;          /* by context */
    uint16_t *cell_of;              /* by column; NULL until text_model_cells() */
    uint16_t guess[TEXT_GUESS_CONTEXTS];    /* how often a guess is right */
};

/* What a model is made of; the words stand in the order of their cells. */
struct text_model_parts {
    struct text_vocabulary words;
    const uint8_t *row_of;          /* by context */
    const uint16_t *cell_sizes;     /* of TEXT_TOKENS that have one column each, and those of words */
    size_t cell_n, row_n;
    const double *likely;           /* by row and cell, above 0; need not add up to anything */
    double guess[TEXT_GUESS_CONTEXTS];
};
/* Appends a model of these, as it is stored. It begins as nothing else does that was ever stored in its place. */
void text_model_store(const struct text_model_parts *parts, struct strbuf *out);
bool text_model_is(struct str stored);
/* A stored model, which it takes from the heap; NULL where it is damaged. */
struct text_model *text_model_new(char *stored, size_t n);
void text_model_free(struct text_model *m);

/* Makes cell_of, for packing. */
void text_model_cells(struct text_model *m);

static inline const struct text_row *text_row_of(const struct text_model *m, uint32_t context)
{
    return (const void *)(m->rows + m->row_of[context] * m->row_bytes);
}

#endif
