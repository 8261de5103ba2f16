#include "engine/store/text_rows.h"

enum { TITLE, LEAD, BODY };
enum { TITLE_MAX = (1 << (31 - TEXT_LEAD_BITS)) - 1, LEAD_MAX = (1 << TEXT_LEAD_BITS) - 1 };

int32_t text_row_add(struct text_row *r, uint32_t docid, uint32_t span, uint32_t *ret_begin)
{
    bool goes_on = r->row && docid == r->row + r->articles && r->articles < TEXT_ROW_ARTICLES && r->next <= TEXT_ROW_PLACES;
    if (!goes_on)
        *r = (struct text_row){ .row = docid };
    *ret_begin = r->next;
    r->next += span;
    return (int32_t)(*ret_begin << TEXT_ROW_SLOT_BITS | r->articles++);
}

int32_t text_fields(size_t title, size_t lead)
{
    return (int32_t)((title < TITLE_MAX ? title : TITLE_MAX) << TEXT_LEAD_BITS | (lead < LEAD_MAX ? lead : LEAD_MAX));
}

uint32_t text_field_place(const struct text_rows *r, const struct text_cursor *c, uint64_t place)
{
    const uint32_t fields = (uint32_t)r->fields[c->docid], most = (1u << POSITION_FIELD_SHIFT) - 1;
    const uint64_t lead = (fields >> TEXT_LEAD_BITS) + 1, body = lead + fields % (1u << TEXT_LEAD_BITS) + 1, at = place - c->begin;
    const uint32_t field = at >= body ? BODY : at >= lead ? LEAD : TITLE;
    const uint64_t word = at - (field == BODY ? body : field == LEAD ? lead : 0);
    return field << POSITION_FIELD_SHIFT | (word < most ? (uint32_t)word : most);
}

/* ---- reading ---- */

static size_t count(const uint64_t *bits, size_t words)
{
    size_t n = 0;
    for (size_t w = 0; w < words; w++)
        n += (size_t)__builtin_popcountll(bits[w]);
    return n;
}

/* A few articles' values alone are read faster than all, and a search that is a process of its own reads them for one query. */
static bool read_some(struct column_reader *columns, enum column column, const uint64_t *wanted, const int32_t **ret, struct error *err)
{
    const uint32_t before = TEXT_ROW_ARTICLES - 1, max_docid = columns->max_docid;
    if (!column_some(columns, column, 0, 0, ret, err))      /* none may be wanted */
        return false;
    for (size_t w = 0; w <= max_docid / 64; w++)
        for (uint64_t bits = wanted[w]; bits; bits &= bits - 1) {
            uint32_t docid = (uint32_t)(w * 64) + (uint32_t)__builtin_ctzll(bits);
            uint32_t last = max_docid - docid < before ? max_docid : docid + before;
            if (!column_some(columns, column, docid > before ? docid - before : 0, last, ret, err))
                return false;
        }
    return true;
}

bool text_rows_read(struct column_reader *columns, const uint64_t *wanted, struct text_rows *ret, struct error *err)
{
    enum { MANY = 512 };            /* a column's values for which it costs as much to read one alone */
    const uint32_t max_docid = columns->max_docid;
    size_t n = wanted ? count(wanted, (size_t)max_docid / 64 + 1) : max_docid;
    *ret = (struct text_rows){ .max_docid = max_docid };
    if (n < max_docid / MANY)
        return read_some(columns, COLUMN_PLACE, wanted, &ret->places, err) && read_some(columns, COLUMN_FIELDS, wanted, &ret->fields, err);
    return column_fixed(columns, COLUMN_PLACE, &ret->places, err) && column_fixed(columns, COLUMN_FIELDS, &ret->fields, err);
}

void text_rows_of(const struct text_rows *r, const uint64_t *wanted, uint64_t *ret)
{
    memset(ret, 0, ((size_t)r->max_docid / 64 + 1) * sizeof *ret);
    for (size_t w = 0; w <= r->max_docid / 64; w++)
        for (uint64_t bits = wanted[w]; bits; bits &= bits - 1) {
            uint32_t docid = (uint32_t)(w * 64) + (uint32_t)__builtin_ctzll(bits);
            if (docid > r->max_docid)
                return;
            uint32_t slot = (uint32_t)r->places[docid] % TEXT_ROW_ARTICLES, row = docid > slot ? docid - slot : docid;
            ret[row / 64] |= 1ull << (row % 64);
        }
}
