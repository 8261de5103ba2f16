/*
 * known_words.h: what an analyser worked out once for a word as it stands in texts of one sort, by its bytes.
 *
 * Nearly every word of a text is looked up here, so an entry is half a cache line and holds the bytes of a short word itself; a caller who asks for words
 * some time after it has met them tells so by known_words_expect(). Entries hold until the next known_words_add(). One thread.
 */
#ifndef CAUCUS_ENGINE_TEXT_KNOWN_WORDS_H
#define CAUCUS_ENGINE_TEXT_KNOWN_WORDS_H

#include "engine/base/arena.h"
#include "engine/base/hash.h"

#include <stdint.h>

enum { WORD_NEAR_BYTES = 16 };

struct far_word {
    size_t n;
    char bytes[];
};

struct known_word {
    union {
        uint64_t near[2];           /* the bytes of a word of at most WORD_NEAR_BYTES */
        struct {
            const struct far_word *word;
            uint64_t hash;
        } far;
    } of;
    uint32_t form, term, exact;     /* the caller's, as are the flags */
    uint8_t flags;
    uint8_t sort;
    uint8_t n;                      /* bytes; WORD_NEAR_BYTES + 1: more; 0: a free entry */
};

struct known_words {
    struct known_word *slots;
    size_t n, slot_count;           /* a power of two */
    struct arena far;
};

/* A word that is looked for; `sort` is the caller's: words of two sorts are never the same. */
struct word_asked {
    const char *p;
    size_t n;                       /* above 0 */
    uint64_t near[2], hash;
    uint8_t sort;
};

static inline struct word_asked known_words_asked(const char *p, size_t n, uint8_t sort)
{
    struct word_asked w = { p, n, { 0, 0 }, 0, sort };
    if (n <= WORD_NEAR_BYTES) {
        w.near[0] = hash_load(p, n < 8 ? n : 8);
        w.near[1] = n > 8 ? hash_load(p + 8, n - 8) : 0;
        w.hash = hash_two(w.near[0] + sort, w.near[1] + n);
    } else {
        w.hash = hash_bytes(p, n) + sort;
    }
    return w;
}

/* The same where `readable` bytes from p on may be read, n and those behind: of the lengths of words the processor guesses most wrong. */
static inline struct word_asked known_words_asked_within(const char *p, size_t n, size_t readable, uint8_t sort)
{
    if (n > WORD_NEAR_BYTES || readable < WORD_NEAR_BYTES)
        return known_words_asked(p, n, sort);
    struct word_asked w = { p, n, { 0, 0 }, 0, sort };
    w.near[0] = hash_load(p, 8) & UINT64_MAX >> (n < 8 ? 64 - 8 * n : 0);
    w.near[1] = hash_load(p + 8, 8) & (n > 8 ? UINT64_MAX >> (128 - 8 * n) : 0);
    w.hash = hash_two(w.near[0] + sort, w.near[1] + n);
    return w;
}

void known_words_init(struct known_words *c);
void known_words_release(struct known_words *c);
void known_words_clear(struct known_words *c);

/* Fetches what known_words_find() will look at. */
static inline void known_words_expect(const struct known_words *c, const struct word_asked *w)
{
    __builtin_prefetch(&c->slots[w->hash & (c->slot_count - 1)]);
}

/* NULL where it is not known. */
static inline const struct known_word *known_words_find(const struct known_words *c, const struct word_asked *w)
{
    size_t mask = c->slot_count - 1;
    for (size_t at = w->hash & mask; c->slots[at].n; at = (at + 1) & mask) {
        const struct known_word *s = &c->slots[at];
        if (s->sort != w->sort)
            continue;
        if (w->n <= WORD_NEAR_BYTES ? s->n == w->n && s->of.near[0] == w->near[0] && s->of.near[1] == w->near[1]
                                    : s->n > WORD_NEAR_BYTES && s->of.far.hash == w->hash && s->of.far.word->n == w->n && memcmp(s->of.far.word->bytes, w->p, w->n) == 0)
            return s;
    }
    return NULL;
}

/* Adds a word that is not known: what the caller gives of it. */
const struct known_word *known_words_add(struct known_words *c, const struct word_asked *w, const struct known_word *made);

#endif
