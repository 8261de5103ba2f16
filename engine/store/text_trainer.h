/*
 * text_trainer.h: a model of texts (text_train.h) made in a thread of its own, while whoever asked for it goes on.
 *
 * What comes of it depends on the samples alone. Where a thread cannot be started, the model is made at once. One thread calls.
 */
#ifndef CAUCUS_ENGINE_STORE_TEXT_TRAINER_H
#define CAUCUS_ENGINE_STORE_TEXT_TRAINER_H

#include "engine/base/strbuf.h"

/* Texts, one behind the other. */
struct text_samples {
    struct strbuf texts;
    size_t *sizes;
    size_t n, capacity;
};

/* A sample of `bytes` bytes, which were appended to the texts. */
void text_samples_add(struct text_samples *s, size_t bytes);
void text_samples_release(struct text_samples *s);

struct text_trainer;

/* Takes the samples, which are none then. */
struct text_trainer *text_trainer_new(struct text_samples *samples);
/* Waits for the model and appends it as it is stored; false where the samples gave none. Frees the trainer. */
bool text_trainer_end(struct text_trainer *t, struct strbuf *out);
/* Without a model: training stops soon. NULL is nothing. */
void text_trainer_free(struct text_trainer *t);

#endif
