#include "query/execute/said.h"

#include "query/execute/positional.h"

#include <stdlib.h>

/* Numbers of the speakers' entities; those that the index has none of are left out. */
static bool numbers_of(struct index *index, const struct plan_node *node, struct arena *arena, uint32_t **ret, size_t *ret_n, struct error *err)
{
    *ret = arena_array(arena, uint32_t, node->speaker_count * ACTOR_KINDS + 1);
    *ret_n = 0;
    for (size_t i = 0; i < node->speaker_count; i++)
        for (int kind = 0; kind < ACTOR_KINDS; kind++) {
            struct index_entity e;
            if (!index_entity_find(index, kind, node->speakers[i], arena, &e, err))
                return false;
            if (e.number)
                (*ret)[(*ret_n)++] = e.number;
        }
    return true;
}

/* The quotation of [first..n) that holds tokens [at, end), or SIZE_MAX: they ascend and do not overlap. */
static size_t quote_of(const struct index_quote *quotes, size_t first, size_t n, uint32_t at, uint32_t end)
{
    size_t low = first, high = n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (quotes[middle].first_token <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low > first && end <= quotes[low - 1].first_token + quotes[low - 1].tokens ? low - 1 : SIZE_MAX;
}

static bool is_one_of(uint32_t speaker, const uint32_t *numbers, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (numbers[i] == speaker)
            return true;
    return false;
}

/* Those of the title come last. */
static size_t count_of_text(const struct index_quote *quotes, size_t n)
{
    while (n && quotes[n - 1].in_title)
        n--;
    return n;
}

/* The quotation in which a place stands, or SIZE_MAX. */
static size_t quote_at(const struct index_quote *quotes, size_t n, const struct position *place, uint32_t lead)
{
    enum { TITLE, LEAD, BODY };
    uint32_t field = place->at >> POSITION_FIELD_SHIFT, at = place->at & ((1u << POSITION_FIELD_SHIFT) - 1), words = place->end - place->at;
    size_t of_text = count_of_text(quotes, n);
    if (field == TITLE)
        return quote_of(quotes, of_text, n, at, at + words);
    at += field == BODY ? lead : 0;     /* in the whole text */
    return quote_of(quotes, 0, of_text, at, at + words);
}

bool said_match(struct index *index, struct postings *p, const struct plan_node *node, const struct bitmap *mask, struct arena *arena, struct bitmap *ret,
                struct error *err)
{
    uint32_t *numbers;
    size_t number_count, place_n;
    struct position *places;
    if (!numbers_of(index, node, arena, &numbers, &number_count, err) ||
        !positional_places(p, &node->operands[0], node->fields, mask, &places, &place_n, err))
        return false;
    CLEANUP_ARENA struct arena one = ARENA_INIT;
    bool ok = true;
    for (size_t i = 0; ok && i < place_n;) {
        size_t from = i, n, q;
        uint32_t lead, docid = places[i].docid;
        struct index_quote *quotes;
        while (i < place_n && places[i].docid == docid)
            i++;
        arena_reset(&one);
        ok = index_quotes(index, docid, &one, &quotes, &n, &lead, err);
        for (size_t k = from; ok && k < i; k++) {
            q = quote_at(quotes, n, &places[k], lead);
            if (q != SIZE_MAX && (!node->speaker_count || is_one_of(quotes[q].speaker, numbers, number_count))) {
                bitmap_set(ret, docid);
                break;
            }
        }
    }
    free(places);
    return ok;
}
