#include "engine/text/known_words.h"

#include "engine/base/memory.h"

#include <stdlib.h>

enum { SLOTS_FIRST = 1024 };

void known_words_init(struct known_words *c)
{
    *c = (struct known_words){ .slots = xcalloc(SLOTS_FIRST, sizeof *c->slots), .slot_count = SLOTS_FIRST };
}

void known_words_release(struct known_words *c)
{
    free(c->slots);
    arena_release(&c->far);
    *c = (struct known_words){ .slots = NULL };
}

void known_words_clear(struct known_words *c)
{
    memset(c->slots, 0, c->slot_count * sizeof *c->slots);
    c->n = 0;
    arena_reset(&c->far);
}

static uint64_t hash_of(const struct known_word *s)
{
    return s->n > WORD_NEAR_BYTES ? s->of.far.hash : hash_two(s->of.near[0] + s->sort, s->of.near[1] + s->n);
}

static struct known_word *free_slot(struct known_words *c, uint64_t hash)
{
    size_t at = hash & (c->slot_count - 1);
    while (c->slots[at].n)
        at = (at + 1) & (c->slot_count - 1);
    return &c->slots[at];
}

static void grow(struct known_words *c)
{
    struct known_word *old = c->slots;
    size_t count = c->slot_count;
    c->slot_count *= 2;
    c->slots = xzeroed(c->slot_count * sizeof *c->slots);
    for (size_t i = 0; i < count; i++)
        if (old[i].n)
            *free_slot(c, hash_of(&old[i])) = old[i];
    free(old);
}

const struct known_word *known_words_add(struct known_words *c, const struct word_asked *w, const struct known_word *made)
{
    if (++c->n * 3 > c->slot_count * 2)
        grow(c);
    struct known_word *s = free_slot(c, w->hash);
    *s = *made;
    s->sort = w->sort;
    if (w->n <= WORD_NEAR_BYTES) {
        s->n = (uint8_t)w->n;
        memcpy(s->of.near, w->near, sizeof s->of.near);
        return s;
    }
    struct far_word *far = arena_alloc(&c->far, sizeof *far + w->n);
    far->n = w->n;
    memcpy(far->bytes, w->p, w->n);
    s->n = WORD_NEAR_BYTES + 1;
    s->of.far.word = far;
    s->of.far.hash = w->hash;
    return s;
}
