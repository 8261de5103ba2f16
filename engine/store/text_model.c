#include "engine/store/text_model.h"

#include "engine/base/memory.h"

#include <stdlib.h>

/*
 * As it is stored: this; the entries of the tokens; the rows; the cells' sizes; each context's row; the strings, with TEXT_SLACK bytes of nothing. Numbers
 * are little-endian, as the index's columns are, and aligned.
 */
struct head {
    uint16_t mark;
    uint16_t row_n, cell_n, n;
    uint16_t guess[TEXT_GUESS_CONTEXTS];
    uint32_t string_n;
};
enum { MARK = 0xFFFF };

static size_t row_bytes(size_t cell_n)
{
    return sizeof(struct text_row) + (cell_n + 1) * sizeof(uint16_t);
}

/* ---- storing ---- */

static void store_row(const double *likely, size_t n, struct strbuf *out)
{
    double all = 0, until = 0;
    CLEANUP_FREE struct text_row *r = xmalloc(row_bytes(n));
    for (size_t i = 0; i < n; i++)
        all += likely[i];
    r->last[0] = UINT16_MAX;
    size_t coarse = 0;
    for (size_t i = 0; i < n; i++) {
        until += likely[i];
        double share = until / all * (TEXT_FREQUENCIES - (double)n);
        size_t whole = i + 1 == n || share > TEXT_FREQUENCIES - (double)n ? TEXT_FREQUENCIES - n : (size_t)share;
        r->last[i + 1] = (uint16_t)(whole + i);
        for (; coarse < 1 << TEXT_COARSE_BITS && coarse << (TEXT_FREQUENCY_BITS - TEXT_COARSE_BITS) <= whole + i; coarse++)
            r->coarse[coarse] = (uint16_t)i;
    }
    strbuf_bytes(out, r, row_bytes(n));
}

void text_model_store(const struct text_model_parts *p, struct strbuf *out)
{
    struct head h = { MARK, (uint16_t)p->row_n, (uint16_t)p->cell_n, (uint16_t)p->words.n, { 0 }, (uint32_t)p->words.string_n };
    for (size_t i = 0; i < TEXT_GUESS_CONTEXTS; i++) {
        double f = p->guess[i] * TEXT_FREQUENCIES;
        h.guess[i] = f < 1 ? 1 : f > TEXT_FREQUENCIES - 1 ? TEXT_FREQUENCIES - 1 : (uint16_t)f;
    }
    strbuf_bytes(out, &h, sizeof h);
    strbuf_bytes(out, p->words.entries, p->words.n * sizeof *p->words.entries);
    for (size_t row = 0; row < p->row_n; row++)
        store_row(p->likely + row * p->cell_n, p->cell_n, out);
    strbuf_bytes(out, p->cell_sizes, p->cell_n * sizeof *p->cell_sizes);
    strbuf_bytes(out, p->row_of, p->words.n);
    strbuf_bytes(out, p->words.strings, p->words.string_n + TEXT_SLACK);
}

bool text_model_is(struct str stored)
{
    return stored.n >= 2 && (uint8_t)stored.p[0] == 0xFF && (uint8_t)stored.p[1] == 0xFF;
}

/* ---- reading ---- */

static uint8_t bits_for(size_t n)
{
    return n > 1 ? (uint8_t)(32 - __builtin_clz((unsigned)n - 1)) : 0;
}

static bool read_cells(struct text_model *m, const uint16_t *sizes)
{
    size_t token = 0;
    m->cells = xmalloc(m->cell_n * sizeof *m->cells);
    for (size_t i = 0; i < m->cell_n; i++) {
        size_t n = sizes[i];
        if (n == 0 || n > m->words.n - token || (i < TEXT_TOKENS && n != 1))
            return false;
        m->cells[i] = (struct text_cell){ (uint16_t)token, (uint16_t)n, bits_for(n) };
        if (i > TEXT_AGAIN && i < TEXT_TOKENS)
            m->cells[i].bits = (uint8_t)(i - TEXT_AGAIN - 1);
        token += n;
    }
    return token == m->words.n;
}

/* Whether all frequencies are shared out, and coarse cells are there. */
static bool row_is_sound(const struct text_row *r, size_t n)
{
    bool sound = r->last[0] == UINT16_MAX && r->last[n] == UINT16_MAX;
    for (size_t i = 1; i < n; i++)
        sound &= r->last[i] < r->last[i + 1];
    for (size_t i = 0; i < 1 << TEXT_COARSE_BITS; i++)
        sound &= r->coarse[i] < n;
    return sound;
}

static bool contents_are_sound(const struct text_model *m)
{
    uint8_t row = 0;
    uint16_t never = 0;
    for (size_t i = 0; i < m->words.n; i++)
        row = m->row_of[i] > row ? m->row_of[i] : row;
    for (size_t i = 0; i < TEXT_GUESS_CONTEXTS; i++)
        never |= m->guess[i] == 0;
    for (size_t i = 0; i < m->row_n; i++)
        if (!row_is_sound((const void *)(m->rows + i * m->row_bytes), m->cell_n))
            return false;
    return row < m->row_n && !never && text_vocabulary_sound(&m->words);
}

static bool read_model(struct text_model *m, size_t n)
{
    struct head h;
    if (n < sizeof h)
        return false;
    memcpy(&h, m->stored, sizeof h);
    if (h.mark != MARK || h.row_n == 0 || h.row_n > TEXT_ROWS_MAX || h.cell_n < TEXT_TOKENS || h.cell_n > TEXT_CELLS_MAX || h.n < TEXT_TOKENS ||
        h.n > TEXT_TOKENS_MAX || h.string_n > TEXT_STRINGS_MAX)
        return false;
    m->row_n = h.row_n;
    m->cell_n = h.cell_n;
    m->row_bytes = row_bytes(h.cell_n);
    memcpy(m->guess, h.guess, sizeof m->guess);
    const char *entries = m->stored + sizeof h;
    m->rows = entries + h.n * sizeof *m->words.entries;
    const char *sizes = m->rows + m->row_n * m->row_bytes, *row_of = sizes + m->cell_n * sizeof(uint16_t), *strings = row_of + h.n;
    if (n != (size_t)(strings - m->stored) + h.string_n + TEXT_SLACK)
        return false;
    m->row_of = (const uint8_t *)row_of;
    m->words = (struct text_vocabulary){ (const void *)entries, strings, h.n, h.string_n };
    return contents_are_sound(m) && read_cells(m, (const void *)sizes);
}

struct text_model *text_model_new(char *stored, size_t n)
{
    struct text_model *m = xcalloc(1, sizeof *m);
    m->stored = stored;
    if (read_model(m, n))
        return m;
    text_model_free(m);
    return NULL;
}

void text_model_free(struct text_model *m)
{
    if (!m)
        return;
    free(m->stored);
    free(m->cells);
    free(m->cell_of);
    free(m);
}

void text_model_cells(struct text_model *m)
{
    m->cell_of = xmalloc(m->words.n * sizeof *m->cell_of);
    for (size_t i = 0; i < m->cell_n; i++)
        for (uint32_t k = 0; k < m->cells[i].n; k++)
            m->cell_of[m->cells[i].first + k] = (uint16_t)i;
}
