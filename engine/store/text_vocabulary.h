/*
 * text_vocabulary.h: the tokens that texts are made of (text_runs.h): frequent runs; phrases, which are runs that often stand in a row; pieces, of which
 * any other run is spelled, its last piece saying that it ends.
 *
 * A vocabulary is chosen from samples, and what is stored of it never changes. Every search reads it, so it is used as it is stored.
 */
#ifndef CAUCUS_ENGINE_STORE_TEXT_VOCABULARY_H
#define CAUCUS_ENGINE_STORE_TEXT_VOCABULARY_H

#include "engine/store/text_runs.h"

#include <stdint.h>

/* Tokens without a string; those of a vocabulary follow. */
enum {
    TEXT_JOIN,                      /* no space here */
    TEXT_SPELL,                     /* pieces follow */
    TEXT_AGAIN,                     /* what the text has said before (text_history.h), by how far behind: one for each power of two */
    TEXT_TOKENS = 16,
    TEXT_TOKENS_MAX = 60000,        /* with those; what is spelled in a text has numbers from here on */
};
enum {
    TEXT_PIECE_MAX = 8,
    TEXT_STRING_MAX = 127,          /* of a phrase */
    TEXT_STRINGS_MAX = (1 << 21) - 1,   /* of all */
    TEXT_SLACK = 16,                /* bytes that can be read behind a string: most are short, and a copy of a fixed size is done in two instructions */
};

enum text_flag {
    TEXT_BEGINS_WORD = 1, TEXT_ENDS_WORD = 2,   /* of a run or phrase: with letters or digits */
    TEXT_REMEMBERED = 4,                        /* rare: once a text has it, it is likelier there */
    TEXT_PIECE = 8, TEXT_LAST_PIECE = TEXT_PIECE | 1,
};

struct text_vocabulary {
    const uint32_t *entries;        /* by token: where its string begins, its bytes in 7 bits, its flags in 4 */
    const char *strings;            /* with TEXT_SLACK bytes behind them */
    size_t n;                       /* tokens, with those that have no string */
    size_t string_n;
};

static inline uint32_t text_entry(size_t from, size_t bytes, uint32_t flags)
{
    return (uint32_t)from << 11 | (uint32_t)bytes << 4 | flags;
}
static inline uint32_t text_flags(const struct text_vocabulary *v, uint32_t token)
{
    return v->entries[token] & 15;
}
static inline bool text_is_last_piece(uint32_t flags)
{
    return (flags & TEXT_LAST_PIECE) == TEXT_LAST_PIECE;
}
/* Empty for a token that has none, and for the last piece that has none. */
static inline struct str text_string(const struct text_vocabulary *v, uint32_t token)
{
    return (struct str){ v->strings + (v->entries[token] >> 11), v->entries[token] >> 4 & 127 };
}

/* What a vocabulary is made of. */
struct text_word {
    struct str string;
    uint8_t flags;
};
/* One of these, the first of which is token TEXT_TOKENS; their strings together are at most TEXT_STRINGS_MAX. */
void text_vocabulary_make(const struct text_word *words, size_t n, struct text_vocabulary *ret);
/* Of one that was made. */
void text_vocabulary_release(struct text_vocabulary *v);
/* Whether one that was stored has strings only within its strings, and none for the first tokens. */
bool text_vocabulary_sound(const struct text_vocabulary *v);

#endif
