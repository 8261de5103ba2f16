/*
 * text_coder.h: texts packed by a model (text_model.h): their symbols (text_symbols.h) in as many bits as they are unlikely, by asymmetric numeral systems
 * (J. Duda, "Asymmetric numeral systems", arXiv:1311.2540; a state of 64 bits that takes and gives 32 at a time).
 *
 * A text is blocks of TEXT_BLOCK bytes: of all but the last the packed bytes as a varint and those; of the last, those. Packed: the state, and what the
 * state gave, the last first. Any bytes come back as they were; what is damaged gives an error or another text of the size that was asked for.
 * One thread.
 */
#ifndef CAUCUS_ENGINE_STORE_TEXT_CODER_H
#define CAUCUS_ENGINE_STORE_TEXT_CODER_H

#include "engine/base/strbuf.h"

struct text_coder;

/* With a stored model, which it takes from the heap; NULL where that is damaged. */
struct text_coder *text_coder_new(char *model, size_t n);
void text_coder_free(struct text_coder *c);

/* Appends a text, packed; false where the model is damaged. */
bool text_coder_put(struct text_coder *c, struct str text, struct strbuf *out);
/* Appends the text of `bytes` bytes; false where what is packed makes none of that size. */
bool text_coder_get(struct text_coder *c, struct str packed, size_t bytes, struct strbuf *out);

#endif
