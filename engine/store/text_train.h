/*
 * text_train.h: a model of texts (text_model.h) made from samples of them, as it is stored.
 */
#ifndef CAUCUS_ENGINE_STORE_TEXT_TRAIN_H
#define CAUCUS_ENGINE_STORE_TEXT_TRAIN_H

#include "engine/base/strbuf.h"

#include <stdatomic.h>

/* Appends it; false where the samples have too few words in common, or where another thread set *stop meanwhile. */
bool text_train(const struct str *samples, size_t n, const atomic_bool *stop, struct strbuf *out);

#endif
