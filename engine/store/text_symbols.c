#include "engine/store/text_symbols.h"

#include "engine/base/memory.h"
#include "engine/store/text_finder.h"
#include "engine/store/text_history.h"

#include <stdlib.h>

enum { SPELLED_SLOTS = TEXT_SPELLED_MAX * 2 };

struct text_teller {
    const struct text_vocabulary *words;
    struct text_finder *finder;
    struct text_history history;
    uint16_t spelled[SPELLED_SLOTS];    /* of the block: number - TEXT_TOKENS_MAX + 1, by hash; 0: free */
    uint64_t remembered[TEXT_TOKENS_MAX / 64 + 1];     /* a bit by token, for the vocabulary's flags do not fit into the nearest cache */
    struct text_items items;
};

struct text_teller *text_teller_new(const struct text_vocabulary *v)
{
    struct text_finder *finder = text_finder_new(v);
    if (!finder)
        return NULL;
    struct text_teller *t = xcalloc(1, sizeof *t);
    t->words = v;
    t->finder = finder;
    t->history.keeps_places = true;
    for (uint32_t i = 0; i < v->n; i++)
        t->remembered[i / 64] |= (uint64_t)((text_flags(v, i) & TEXT_REMEMBERED) != 0) << i % 64;
    return t;
}

void text_teller_free(struct text_teller *t)
{
    if (!t)
        return;
    text_finder_free(t->finder);
    free(t->items.v);
    free(t);
}

static inline void put(struct text_symbols *out, uint32_t context, uint32_t column, uint32_t extra, bool guess)
{
    out->v[out->n++] = (struct text_symbol){ (uint16_t)context, (uint16_t)column, (uint16_t)extra, guess };
}

/* The slot of a run that was spelled in this block, or the free one for it. */
static uint16_t *spelled_slot(struct text_teller *t, struct str block, const struct text_item *item)
{
    size_t i = item->hash & (SPELLED_SLOTS - 1);
    for (; t->spelled[i]; i = (i + 1) & (SPELLED_SLOTS - 1)) {
        const struct text_spelled *s = &t->history.spelled[t->spelled[i] - 1];
        if (s->bytes == item->bytes && memcmp(block.p + s->from, block.p + item->from, s->bytes) == 0)
            break;
    }
    return &t->spelled[i];
}

/* Gives the last piece. */
static uint32_t spell(struct text_teller *t, struct str block, const struct text_item *item, struct text_symbols *out)
{
    const size_t end = item->from + item->bytes;
    uint32_t context = TEXT_SPELL;
    for (size_t bytes, at = item->from; !text_is_last_piece(text_flags(t->words, context)); at += bytes) {
        uint32_t piece = text_find_piece(t->finder, str_slice(block, at, end), block.n - at, &bytes);
        put(out, context, piece, 0, false);
        context = piece;
    }
    return context;
}

static void tell_again(struct text_history *h, struct text_symbols *out, uint32_t place)
{
    uint32_t k = place ? 32 - (uint32_t)__builtin_clz(place) : 0;
    put(out, h->context, TEXT_AGAIN + k, k ? place - (1u << (k - 1)) : 0, false);
    text_said_again(h, place);
}

static void tell_item(struct text_teller *t, struct str block, const struct text_item *item, struct text_symbols *out)
{
    struct text_history *h = &t->history;
    uint16_t *slot = item->token == TEXT_SPELL ? spelled_slot(t, block, item) : NULL;
    uint32_t number = slot ? *slot ? TEXT_TOKENS_MAX + *slot - 1u : TEXT_SPELL : item->token, guess, sure;
    uint32_t context = slot && *slot ? h->spelled[*slot - 1].last_piece : item->token;
    bool remembered = slot || t->remembered[item->token / 64] >> item->token % 64 & 1;
    if (text_guess(h, &guess, &sure)) {
        put(out, sure, guess == number && number != TEXT_SPELL, 0, true);
        if (guess == number && number != TEXT_SPELL) {
            text_said(h, number, context, remembered);
            return;
        }
    }
    if (remembered && h->place[number]) {
        tell_again(h, out, h->place[number] - 1u);
    } else {
        put(out, h->context, item->token, 0, false);
        if (number == TEXT_SPELL) {
            context = spell(t, block, item, out);
            number = text_spelled_now(h, item->from, item->bytes, context);
            if (number != TEXT_SPELL)
                *slot = (uint16_t)(number - TEXT_TOKENS_MAX + 1);
        }
        if (remembered && number != TEXT_SPELL)
            text_remember(h, number);
    }
    text_said(h, number, context, remembered);
}

void text_tell(struct text_teller *t, struct str block, struct text_symbols *out)
{
    enum { ITEM_SYMBOLS_MAX = TEXT_RUN_MAX + 4, AHEAD = 8 };
    text_history_begin(&t->history);
    memset(t->spelled, 0, sizeof t->spelled);
    t->items.n = 0;
    text_find(t->finder, block, &t->items);
    for (size_t i = 0; i < t->items.n; i++) {
        while (out->capacity - out->n < ITEM_SYMBOLS_MAX)
            out->v = grow_array(out->v, out->capacity, &out->capacity, sizeof *out->v);
        if (i + AHEAD < t->items.n)
            __builtin_prefetch(&t->history.place[t->items.v[i + AHEAD].token]);
        tell_item(t, block, &t->items.v[i], out);
    }
}
