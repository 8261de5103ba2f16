/*
 * text_symbols.h: a text as what is to be coded of it: after what (its context) comes what (its column), once the text's own history has been asked.
 * A vocabulary's frequencies are counted in them, and texts are packed by them. One thread.
 */
#ifndef CAUCUS_ENGINE_STORE_TEXT_SYMBOLS_H
#define CAUCUS_ENGINE_STORE_TEXT_SYMBOLS_H

#include "engine/store/text_vocabulary.h"

enum { TEXT_BLOCK = 1 << 16 };      /* bytes of a text that are told together; the next ones have a history of their own */

struct text_symbol {
    uint16_t context;               /* a token, or TEXT_START; of a guess, how sure it is */
    uint16_t column;                /* a token, or TEXT_AGAIN + k; of a guess, whether it is right */
    uint16_t extra;                 /* of TEXT_AGAIN + k: which of its places */
    bool guess;
};

struct text_symbols {
    struct text_symbol *v;
    size_t n, capacity;
};

struct text_teller;

/* The vocabulary stays the caller's; NULL where not every run can be spelled with it. */
struct text_teller *text_teller_new(const struct text_vocabulary *v);
void text_teller_free(struct text_teller *t);

/* Appends the symbols of up to TEXT_BLOCK bytes. */
void text_tell(struct text_teller *t, struct str block, struct text_symbols *out);

#endif
