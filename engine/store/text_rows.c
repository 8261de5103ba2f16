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

/* Lists the wanted articles, where they are few. */
static void list_few(struct text_rows *r, const uint64_t *wanted)
{
    enum { PART = 512 };            /* of a column's values: reading so many at once costs as much as one alone */
    const size_t most = r->max_docid / PART < TEXT_ROWS_FEW ? r->max_docid / PART : TEXT_ROWS_FEW;
    for (size_t w = 0; w <= r->max_docid / 64; w++)
        for (uint64_t bits = wanted[w]; bits; bits &= bits - 1) {
            uint32_t docid = (uint32_t)(w * 64) + (uint32_t)__builtin_ctzll(bits);
            if (docid > r->max_docid)
                break;
            if (r->few_n == most)
                return;
            r->few[r->few_n++] = docid;
        }
    r->are_few = true;
}

/* A few articles' values alone are read faster than all, and a search that is a process of its own reads them for one query. */
static bool read_few(struct column_reader *columns, enum column column, const struct text_rows *r, const int32_t **ret, struct error *err)
{
    const uint32_t before = TEXT_ROW_ARTICLES - 1;
    if (!column_some(columns, column, 0, 0, ret, err))      /* none may be wanted */
        return false;
    for (size_t i = 0; i < r->few_n; i++) {
        uint32_t docid = r->few[i], last = r->max_docid - docid < before ? r->max_docid : docid + before;
        if (!column_some(columns, column, docid > before ? docid - before : 0, last, ret, err))
            return false;
    }
    return true;
}

bool text_rows_read(struct column_reader *columns, const uint64_t *wanted, struct text_rows *ret, struct error *err)
{
    ret->max_docid = columns->max_docid;
    ret->few_n = 0;
    ret->are_few = false;
    if (wanted)
        list_few(ret, wanted);
    return ret->are_few ? read_few(columns, COLUMN_PLACE, ret, &ret->places, err) && read_few(columns, COLUMN_FIELDS, ret, &ret->fields, err)
                        : column_fixed(columns, COLUMN_PLACE, &ret->places, err) && column_fixed(columns, COLUMN_FIELDS, &ret->fields, err);
}

static void set_row_of(const struct text_rows *r, uint32_t docid, uint64_t *rows)
{
    if (docid > r->max_docid)
        return;
    uint32_t slot = (uint32_t)r->places[docid] % TEXT_ROW_ARTICLES, row = docid > slot ? docid - slot : docid;
    rows[row / 64] |= 1ull << (row % 64);
}

void text_rows_of(const struct text_rows *r, const uint64_t *wanted, uint64_t *ret)
{
    memset(ret, 0, ((size_t)r->max_docid / 64 + 1) * sizeof *ret);
    for (size_t i = 0; i < r->few_n; i++)
        set_row_of(r, r->few[i], ret);
    for (size_t w = 0; !r->are_few && w <= r->max_docid / 64; w++)
        for (uint64_t bits = wanted[w]; bits; bits &= bits - 1)
            set_row_of(r, (uint32_t)(w * 64) + (uint32_t)__builtin_ctzll(bits), ret);
}
