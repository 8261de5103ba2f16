/*
 * The packing of texts by a model: the bytes come back as they were; as packed bytes, they make an error or a text of the size that was asked for, and in the
 * place of bytes of the model, whatever they make is within bounds.
 */
#include "engine/base/memory.h"
#include "engine/store/text_coder.h"
#include "engine/store/text_train.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static const struct strbuf *model(void)
{
    static const atomic_bool going_on;
    enum { SAMPLES = 20, WORDS = 300 };
    static struct strbuf made;
    static char texts[SAMPLES][WORDS * 40];
    struct str samples[SAMPLES];
    if (made.n)
        return &made;
    strbuf_init(&made);
    for (int i = 0; i < SAMPLES; i++) {
        int at = 0;
        for (int k = 0; k < WORDS; k++)
            at += snprintf(texts[i] + at, sizeof texts[i] - (size_t)at, "the treaty of ward%c%c, in %d. ", 'a' + k % 26, 'a' + k / 26, 1900 + k);
        samples[i] = (struct str){ texts[i], (size_t)at };
    }
    if (!text_train(samples, SAMPLES, &going_on, &made))
        abort();
    return &made;
}

/* With the bytes written over those of the model from a place on, which the first two tell. */
static struct text_coder *coder(const uint8_t *over, size_t n)
{
    const struct strbuf *m = model();
    char *stored = xmalloc(m->n);
    memcpy(stored, m->p, m->n);
    if (n > 2) {
        size_t at = (size_t)(over[0] | over[1] << 8) * 7 % m->n;
        memcpy(stored + at, over + 2, n - 2 < m->n - at ? n - 2 : m->n - at);
    }
    return text_coder_new(stored, m->n);
}

static void there_and_back(struct text_coder *c, struct str text, bool must)
{
    CLEANUP_STRBUF struct strbuf packed = STRBUF_INIT, back = STRBUF_INIT;
    bool same = text_coder_put(c, text, &packed) && text_coder_get(c, strbuf_view(&packed), text.n, &back) && str_equal(strbuf_view(&back), text);
    if (must && !same)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static struct text_coder *sound;
    const struct str bytes = { (const char *)data, n };
    if (!sound)
        sound = coder(NULL, 0);
    there_and_back(sound, bytes, true);
    for (size_t size = 1; size < 300000; size = size * 3 + n) {
        CLEANUP_STRBUF struct strbuf back = STRBUF_INIT;
        if (text_coder_get(sound, bytes, size, &back) && back.n != size)
            abort();
    }
    struct text_coder *damaged = coder(data, n);
    if (damaged) {
        CLEANUP_STRBUF struct strbuf back = STRBUF_INIT;
        there_and_back(damaged, STR("the treaty of nobody, and of wardaa, of nobody in 1900."), false);
        if (text_coder_get(damaged, bytes, 1000, &back) && back.n != 1000)
            abort();
        text_coder_free(damaged);
    }
    return 0;
}
