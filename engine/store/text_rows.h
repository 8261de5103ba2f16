/*
 * text_rows.h: which articles a row of `text` holds, and where their words stand in it.
 *
 * A row holds up to TEXT_ROW_ARTICLES articles with docids in a row, one behind the other; its row id is the docid of its first. So a form that
 * several of them have is one entry of its list, with one row id and one size. Of an article first come the title's words, then the lead's, then the
 * rest's; behind each of the three is a place without a word, so that no phrase goes from one into the next.
 *
 * COLUMN_PLACE says where in its row an article begins, COLUMN_FIELDS how long its title and lead are. Both are read for the articles that are asked for.
 */
#ifndef CAUCUS_ENGINE_STORE_TEXT_ROWS_H
#define CAUCUS_ENGINE_STORE_TEXT_ROWS_H

#include "engine/store/columns.h"
#include "engine/store/postings.h"

enum {
    TEXT_ROW_SLOT_BITS = 6,
    TEXT_ROW_ARTICLES = 1 << TEXT_ROW_SLOT_BITS,
    TEXT_ROW_PLACES = 16000,        /* none begins behind that many: a distance within a row fits into two bytes */
    TEXT_LEAD_BITS = 8,
};

/* ---- writing ---- */

/* The row that is being filled. */
struct text_row {
    uint32_t row;                   /* 0: none */
    uint32_t articles, next;        /* how many; where the next one begins */
};

/* The place of an article in its row, or in a new one; `span`: how many places it takes. *ret_begin: where it begins. Gives its value of COLUMN_PLACE. */
int32_t text_row_add(struct text_row *r, uint32_t docid, uint32_t span, uint32_t *ret_begin);
/* The value of COLUMN_FIELDS. */
int32_t text_fields(size_t title, size_t lead);

/* ---- reading ---- */

enum { TEXT_ROWS_FEW = 2048 };

struct text_rows {
    const int32_t *places, *fields; /* by docid; those of articles that were not asked for may be 0 */
    uint32_t max_docid;
    bool are_few;                   /* the wanted articles, that is these: */
    uint32_t few[TEXT_ROWS_FEW];
    size_t few_n;
};

/* Of the articles with their bit set in `wanted` (NULL: of all), and their neighbours in their rows. Holds as long as the reader. */
bool text_rows_read(struct column_reader *columns, const uint64_t *wanted, struct text_rows *ret, struct error *err);
/* Sets the bits, by row id, of the rows that hold a wanted article; `wanted` as above. */
void text_rows_of(const struct text_rows *r, const uint64_t *wanted, uint64_t *ret);

/* What is asked of postings (postings.h): with `docids` the articles, else with `positions` all places; `wanted`: by docid, NULL: all. */
struct phrase_question {
    const struct phrase *phrase;
    unsigned fields;
    const uint64_t *wanted;
    postings_docids_fn *docids;
    postings_position_fn *positions;
    void *ctx;
};

/* The article of a place, kept for the next one. */
struct text_cursor {
    uint32_t row, docid;
    uint64_t begin, end;            /* the article's places */
};

/* Where the row's article of that number begins; UINT64_MAX where it has none. */
static inline uint64_t text_row_begin(const struct text_rows *r, uint32_t row, uint32_t slot)
{
    if (slot >= TEXT_ROW_ARTICLES || row + slot > r->max_docid || (uint32_t)r->places[row + slot] % TEXT_ROW_ARTICLES != slot)
        return UINT64_MAX;
    return (uint32_t)r->places[row + slot] >> TEXT_ROW_SLOT_BITS;
}

static inline void text_cursor_to(const struct text_rows *r, struct text_cursor *c, uint32_t row, uint64_t place)
{
    if (c->row == row && place >= c->begin && place < c->end)
        return;
    /* How many of the row's articles begin up to there. A branch each, or a search by halves, would cost more than to look at all. */
    const int32_t *places = r->places + row, at = place < INT32_MAX ? (int32_t)place : INT32_MAX;
    int32_t n = 0, most = r->max_docid - row < TEXT_ROW_ARTICLES ? (int32_t)(r->max_docid - row) + 1 : TEXT_ROW_ARTICLES;
    if (most == TEXT_ROW_ARTICLES)
        for (int32_t i = 0; i < TEXT_ROW_ARTICLES; i++)
            n += ((places[i] & (TEXT_ROW_ARTICLES - 1)) == i) & (places[i] >> TEXT_ROW_SLOT_BITS <= at);
    else
        for (int32_t i = 0; i < most; i++)
            n += ((places[i] & (TEXT_ROW_ARTICLES - 1)) == i) & (places[i] >> TEXT_ROW_SLOT_BITS <= at);
    const uint32_t slot = n ? (uint32_t)n - 1 : 0;
    *c = (struct text_cursor){ row, row + slot, slot ? text_row_begin(r, row, slot) : 0, text_row_begin(r, row, slot + 1) };
}

/* A place of the cursor's article as struct position has it: its field and word. */
uint32_t text_field_place(const struct text_rows *r, const struct text_cursor *c, uint64_t place);

#endif
