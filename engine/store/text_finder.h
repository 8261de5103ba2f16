/*
 * text_finder.h: the tokens of a text, with a vocabulary (text_vocabulary.h). One thread.
 */
#ifndef CAUCUS_ENGINE_STORE_TEXT_FINDER_H
#define CAUCUS_ENGINE_STORE_TEXT_FINDER_H

#include "engine/store/text_vocabulary.h"

/* Of a text: a token; for TEXT_SPELL, the run as well. */
struct text_item {
    uint16_t token;
    uint8_t bytes;
    uint32_t from;                  /* in the text */
    uint32_t hash;
};

struct text_items {
    struct text_item *v;
    size_t n, capacity;
};

struct text_finder;

/* The vocabulary stays the caller's; NULL where not every run can be spelled with it. */
struct text_finder *text_finder_new(const struct text_vocabulary *v);
void text_finder_free(struct text_finder *f);

/* Appends the tokens of a text: the longest phrases from left to right, without regard to what follows. */
void text_find(struct text_finder *f, struct str text, struct text_items *out);
/*
 * The longest piece that `rest` of a run begins with; *ret_bytes: of the run. Where it is a last one, the run ends. From where it begins, `readable` bytes can be
 * read.
 */
uint32_t text_find_piece(struct text_finder *f, struct str rest, size_t readable, size_t *ret_bytes);

#endif
