#include "engine/store/text_coder.h"

#include "engine/base/memory.h"
#include "engine/store/text_model.h"
#include "engine/store/text_symbols.h"

#include <stdlib.h>

enum { FREQUENCY_MASK = TEXT_FREQUENCIES - 1, STATE_BYTES = 8, WORD_BYTES = 4 };

/* One of 2^bits of `frequency` of 2^TEXT_FREQUENCY_BITS. */
struct step {
    uint16_t start, frequency;
    uint16_t extra;
    uint8_t bits;
};

struct text_coder {
    struct text_model *model;
    struct text_history *history;   /* for unpacking; NULL until something is */
    /* For packing; NULL until something is. */
    struct text_teller *teller;
    struct text_symbols symbols;
    uint32_t *given;                /* scratch: what the state gave */
    size_t given_capacity;
};

struct text_coder *text_coder_new(char *model, size_t n)
{
    struct text_model *m = text_model_new(model, n);
    if (!m)
        return NULL;
    struct text_coder *c = xcalloc(1, sizeof *c);
    c->model = m;
    return c;
}

void text_coder_free(struct text_coder *c)
{
    if (!c)
        return;
    text_teller_free(c->teller);
    text_model_free(c->model);
    free(c->history);
    free(c->symbols.v);
    free(c->given);
    free(c);
}

/* ---- packing ---- */

static inline struct step step_of(const struct text_model *m, const struct text_symbol *s)
{
    if (s->guess) {
        uint16_t right = m->guess[s->context];
        uint16_t wrong = (uint16_t)(TEXT_FREQUENCIES - right);
        return s->column ? (struct step){ wrong, right, 0, 0 } : (struct step){ 0, wrong, 0, 0 };
    }
    const struct text_row *row = text_row_of(m, s->context);
    uint32_t i = m->cell_of[s->column];
    const struct text_cell *cell = &m->cells[i];
    uint16_t start = (uint16_t)(row->last[i] + 1);
    return (struct step){ start, (uint16_t)(row->last[i + 1] - start + 1), (uint16_t)(i < TEXT_TOKENS ? s->extra : s->column - cell->first), cell->bits };
}

/*
 * The last symbol first: so they come out from the first on. The state begins as 0. It is that only at the end, for what changes nothing in it (a wrong guess,
 * TEXT_JOIN) is not the last of a text; and what would come after the end is no text.
 */
static void pack_block(struct text_coder *c, struct str block, struct strbuf *out)
{
    c->symbols.n = 0;
    text_tell(c->teller, block, &c->symbols);
    while (c->given_capacity <= c->symbols.n)
        c->given = grow_array(c->given, c->given_capacity, &c->given_capacity, sizeof *c->given);
    uint32_t *const given = c->given;
    uint64_t state = 0;
    size_t n = 0;
    for (size_t i = c->symbols.n; i-- > 0;) {
        struct step s = step_of(c->model, &c->symbols.v[i]);
        const bool full = state >= (uint64_t)s.frequency << (64 - TEXT_FREQUENCY_BITS - s.bits);
        given[n] = (uint32_t)state;     /* a branch would be guessed wrong for every third symbol */
        n += full;
        state >>= 32 * full;
        state = state << s.bits | s.extra;
        state = (state / s.frequency << TEXT_FREQUENCY_BITS) + state % s.frequency + s.start;
    }
    char *to = strbuf_reserve(out, STATE_BYTES + n * WORD_BYTES);
    memcpy(to, &state, STATE_BYTES);        /* little-endian, as the index's columns are */
    to += STATE_BYTES;
    for (; n > 0; to += WORD_BYTES)
        memcpy(to, &given[--n], WORD_BYTES);
    strbuf_truncate(out, (size_t)(to - out->p));
}

bool text_coder_put(struct text_coder *c, struct str text, struct strbuf *out)
{
    CLEANUP_STRBUF struct strbuf packed = STRBUF_INIT;
    if (!c->teller) {
        c->teller = text_teller_new(&c->model->words);
        if (!c->teller)
            return false;
        text_model_cells(c->model);
    }
    for (; text.n > TEXT_BLOCK; text = str_slice(text, TEXT_BLOCK, text.n)) {
        strbuf_clear(&packed);
        pack_block(c, str_slice(text, 0, TEXT_BLOCK), &packed);
        strbuf_varint(out, packed.n);
        strbuf_str(out, strbuf_view(&packed));
    }
    if (text.n)
        pack_block(c, text, out);
    return true;
}

/* ---- unpacking ---- */

struct unpacking {
    const struct text_model *model;
    struct text_history *history;
    uint64_t state;
    const char *p, *end;
    char *to, *begin, *full;
};

static inline void refill(struct unpacking *u)
{
    if (u->state >> 32 || u->end - u->p < WORD_BYTES)
        return;
    uint32_t word;
    memcpy(&word, u->p, sizeof word);
    u->p += WORD_BYTES;
    u->state = u->state << 32 | word;
}

static inline bool guess_is_right(struct unpacking *u, uint32_t sure)
{
    uint32_t right = u->model->guess[sure], wrong = TEXT_FREQUENCIES - right, at = u->state & FREQUENCY_MASK;
    uint64_t upper = u->state >> TEXT_FREQUENCY_BITS;
    bool is = at >= wrong;
    u->state = is ? upper * right + at - wrong : upper * wrong + at;
    refill(u);
    return is;
}

/* The cell that comes after a context; *ret_extra: which of it. */
static inline uint32_t next_cell(struct unpacking *u, uint32_t context, uint32_t *ret_extra)
{
    const struct text_row *row = text_row_of(u->model, context);
    uint32_t at = u->state & FREQUENCY_MASK, cell = row->coarse[at >> (TEXT_FREQUENCY_BITS - TEXT_COARSE_BITS)];
    while (row->last[cell + 1] < at)
        cell++;
    uint32_t start = (uint16_t)(row->last[cell] + 1), frequency = row->last[cell + 1] - start + 1, bits = u->model->cells[cell].bits;
    u->state = frequency * (u->state >> TEXT_FREQUENCY_BITS) + at - start;
    *ret_extra = (uint32_t)u->state & ((1u << bits) - 1);
    u->state >>= bits;
    refill(u);
    return cell;
}

/* The token of a cell, or 0 where it has none such. */
static inline uint32_t token_in(const struct text_model *m, uint32_t cell, uint32_t extra)
{
    return cell >= TEXT_TOKENS && extra < m->cells[cell].n ? m->cells[cell].first + extra : 0;
}

/* What is said next, for the history: its number, what token it counts as, and whether it is rare; and how it is written. */
struct said {
    uint32_t number, context;
    struct str string;
    uint8_t flags;
};

/* Pieces up to a last one, into `run`. */
static bool spell(struct unpacking *u, char *run, struct said *ret)
{
    const struct text_vocabulary *words = &u->model->words;
    uint32_t context = TEXT_SPELL, extra, n = 0, flags;
    do {
        uint32_t cell = next_cell(u, context, &extra);
        context = token_in(u->model, cell, extra);
        flags = text_flags(words, context);
        struct str piece = text_string(words, context);
        if (!(flags & TEXT_PIECE) || n + piece.n > TEXT_RUN_MAX || (piece.n == 0 && !text_is_last_piece(flags)))
            return false;
        memcpy(run + n, piece.p, piece.n);
        n += (uint32_t)piece.n;
    } while (!text_is_last_piece(flags));
    if (n == 0)
        return false;
    ret->string = (struct str){ run, n };
    ret->context = context;
    ret->flags = TEXT_REMEMBERED | (text_is_word(ret->string) ? TEXT_BEGINS_WORD | TEXT_ENDS_WORD : 0);
    return true;
}

/* Of a number that was said before or is a token. */
static inline bool known(struct unpacking *u, uint32_t number, struct said *ret)
{
    ret->number = ret->context = number;
    if (number >= TEXT_TOKENS_MAX) {
        const struct text_spelled *s = &u->history->spelled[number - TEXT_TOKENS_MAX];
        ret->context = s->last_piece;
        ret->string = (struct str){ u->begin + s->from, s->bytes };
        ret->flags = TEXT_REMEMBERED | (text_is_word(ret->string) ? TEXT_BEGINS_WORD | TEXT_ENDS_WORD : 0);
        return true;
    }
    ret->string = text_string(&u->model->words, number);
    ret->flags = (uint8_t)text_flags(&u->model->words, number);
    return number == TEXT_JOIN || ret->string.n;
}

/* What comes next, where it is no right guess; what is new and rare is remembered by the caller. */
static inline bool next_said(struct unpacking *u, char *run, struct said *ret, bool *ret_new)
{
    struct text_history *h = u->history;
    uint32_t extra, cell = next_cell(u, h->context, &extra);
    *ret_new = true;
    if (cell >= TEXT_TOKENS) {
        uint32_t token = token_in(u->model, cell, extra);
        return token && known(u, token, ret) && !(ret->flags & TEXT_PIECE);
    }
    if (cell == TEXT_SPELL) {
        ret->number = TEXT_SPELL;
        return spell(u, run, ret);
    }
    *ret_new = false;
    if (cell == TEXT_JOIN)
        return known(u, TEXT_JOIN, ret);
    uint32_t place = cell > TEXT_AGAIN ? (1u << (cell - TEXT_AGAIN - 1)) + extra : 0;
    if (place >= h->list_n)
        return false;
    known(u, h->list[place], ret);
    text_said_again(h, place);
    return true;
}

/* A string, with the space before it; false where there is no room. */
static inline bool write_string(struct unpacking *u, struct str s, bool space)
{
    if (s.n + space > (size_t)(u->full - u->to))
        return false;
    *u->to = ' ';
    u->to += space;
    if (s.n <= TEXT_SLACK) {
        char most[TEXT_SLACK];      /* what is copied may overlap with where it goes, behind its end */
        memcpy(most, s.p, TEXT_SLACK);
        memcpy(u->to, most, TEXT_SLACK);
    } else {
        memcpy(u->to, s.p, s.n);
    }
    u->to += s.n;
    return true;
}

static bool unpack_symbols(struct unpacking *u)
{
    struct text_history *h = u->history;
    char run[TEXT_RUN_MAX + TEXT_SLACK];
    bool after_word = false, joined = false;
    while (u->to < u->full) {
        struct said said;
        uint32_t guess, sure;
        bool new = false;
        bool ok = text_guess(h, &guess, &sure) && guess_is_right(u, sure) ? known(u, guess, &said) : next_said(u, run, &said, &new);
        if (!ok)
            return false;
        if (said.number == TEXT_JOIN) {
            if (joined)
                return false;
            joined = true;
        } else {
            if (!write_string(u, said.string, after_word && said.flags & TEXT_BEGINS_WORD && !joined))
                return false;
            after_word = said.flags & TEXT_ENDS_WORD;
            joined = false;
        }
        if (said.number == TEXT_SPELL)
            said.number = text_spelled_now(h, (uint32_t)(u->to - u->begin - (ptrdiff_t)said.string.n), (uint32_t)said.string.n, said.context);
        if (new && said.flags & TEXT_REMEMBERED && said.number != TEXT_SPELL)
            text_remember(h, said.number);
        text_said(h, said.number, said.context, said.flags & TEXT_REMEMBERED);
    }
    return !joined && u->state == 0 && u->p == u->end;
}

static bool unpack_block(struct text_coder *c, struct str packed, char *to, size_t bytes)
{
    struct unpacking u = { .model = c->model, .history = c->history, .p = packed.p, .end = str_end(packed), .to = to, .begin = to, .full = to + bytes };
    if (packed.n < STATE_BYTES)
        return false;
    memcpy(&u.state, u.p, STATE_BYTES);
    u.p += STATE_BYTES;
    text_history_begin(u.history);
    return unpack_symbols(&u);
}

static bool unpack_blocks(struct text_coder *c, struct str packed, char *to, size_t left)
{
    const unsigned char *p = (const unsigned char *)packed.p, *const end = (const unsigned char *)str_end(packed);
    for (; left > TEXT_BLOCK; left -= TEXT_BLOCK, to += TEXT_BLOCK) {
        unsigned long long n = 0;
        p = p < end ? varint_read(p, end, &n) : NULL;
        if (!p || n > (size_t)(end - p) || !unpack_block(c, (struct str){ (const char *)p, (size_t)n }, to, TEXT_BLOCK))
            return false;
        p += n;
    }
    return left ? unpack_block(c, (struct str){ (const char *)p, (size_t)(end - p) }, to, left) : p == end;
}

bool text_coder_get(struct text_coder *c, struct str packed, size_t bytes, struct strbuf *out)
{
    if (!c->history)
        c->history = xcalloc(1, sizeof *c->history);
    bool ok = unpack_blocks(c, packed, strbuf_reserve(out, bytes + TEXT_SLACK), bytes);
    strbuf_truncate(out, out->n + (ok ? bytes : 0));
    return ok;
}
