/*
 * text_history.h: what a text has said so far, from which it is guessed what it says next. Packing and unpacking keep the same history.
 *
 * What is said has numbers: tokens, and runs that were spelled, which are numbered from TEXT_TOKENS_MAX on. Rare ones are remembered in a list that has
 * the likeliest first, roughly: whoever is said again changes places with the one in half the distance. And for what was said last (the last two where
 * they are frequent) there is what followed it the last time.
 */
#ifndef CAUCUS_ENGINE_STORE_TEXT_HISTORY_H
#define CAUCUS_ENGINE_STORE_TEXT_HISTORY_H

#include "engine/store/text_vocabulary.h"

enum {
    TEXT_LIST_MAX = 8192,           /* places in the list; those of 2^k to 2^(k+1)-1 together are column TEXT_AGAIN + k + 1, place 0 is TEXT_AGAIN */
    TEXT_SPELLED_MAX = 4096,
    TEXT_NUMBERS = TEXT_TOKENS_MAX + TEXT_SPELLED_MAX,
    TEXT_FOLLOWING = 2048,
    TEXT_GUESS_CONTEXTS = 6,        /* how sure a guess is */
    TEXT_START = TEXT_AGAIN,        /* as what was said before: nothing */
};

/* What followed. */
struct text_following {
    uint32_t key;                   /* of what went before; 0: nothing yet */
    uint16_t next, times;
};

struct text_spelled {
    uint32_t from;                  /* in the text */
    uint8_t bytes;
    uint16_t last_piece;            /* as what was said, for what follows, it counts as its last piece */
};

struct text_history {
    struct text_following following[TEXT_FOLLOWING];
    struct text_following *now;     /* of what was said last */
    uint32_t key;
    uint16_t last;
    uint16_t context;               /* the token that what was said last counts as */
    bool remembered;                /* what was said last was rare */
    uint32_t list_n, spelled_n;
    uint16_t list[TEXT_LIST_MAX];
    struct text_spelled spelled[TEXT_SPELLED_MAX];
    uint16_t place[TEXT_NUMBERS];   /* in the list, + 1; only kept where asked for */
    bool keeps_places;
};

/* For a new text. All bytes of a new history are 0, but for keeps_places. */
void text_history_begin(struct text_history *h);

/* What is guessed to follow, and how sure that is; false where nothing is guessed. */
static inline bool text_guess(const struct text_history *h, uint32_t *ret_number, uint32_t *ret_context)
{
    enum { SURE = TEXT_GUESS_CONTEXTS / 2 };
    if (h->now->key != h->key)
        return false;
    *ret_number = h->now->next;
    *ret_context = (uint32_t)(h->now->times < SURE ? h->now->times : SURE) - 1 + (h->remembered ? 0 : SURE);
    return true;
}

static inline void text_place(struct text_history *h, uint32_t place, uint16_t number)
{
    h->list[place] = number;
    if (h->keeps_places)
        h->place[number] = (uint16_t)(place + 1);
}

/* What stands in a place of the list is said. */
static inline void text_said_again(struct text_history *h, uint32_t place)
{
    uint16_t number = h->list[place], other = h->list[place / 2];
    text_place(h, place, other);
    text_place(h, place / 2, number);
}

/* What is rare is said for the first time. */
static inline void text_remember(struct text_history *h, uint32_t number)
{
    if (h->list_n == TEXT_LIST_MAX)
        return;
    h->list[h->list_n++] = (uint16_t)number;
    text_said_again(h, h->list_n - 1);
}

/* Something was said: `number`, which counts as token `context`. */
static inline void text_said(struct text_history *h, uint32_t number, uint32_t context, bool remembered)
{
    struct text_following *f = h->now;
    if (f->key != h->key || f->next != number)
        *f = (struct text_following){ h->key, (uint16_t)number, 0 };
    if (f->times < UINT16_MAX)
        f->times++;
    h->key = remembered ? number << 16 | 0xFFFF : number << 16 | h->last;
    h->now = &h->following[(h->key * 0x9E3779B1u) >> 21];
    h->last = (uint16_t)number;
    h->context = (uint16_t)context;
    h->remembered = remembered;
}

/* A run was spelled: its number, or TEXT_SPELL where there are too many. */
static inline uint32_t text_spelled_now(struct text_history *h, uint32_t from, uint32_t bytes, uint32_t last_piece)
{
    if (h->spelled_n == TEXT_SPELLED_MAX)
        return TEXT_SPELL;
    h->spelled[h->spelled_n] = (struct text_spelled){ from, (uint8_t)bytes, (uint16_t)last_piece };
    return TEXT_TOKENS_MAX + h->spelled_n++;
}

#endif
