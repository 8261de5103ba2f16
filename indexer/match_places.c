#include "indexer/enricher.h"

enum { PLACE_WORDS_MAX = 3 };

static size_t place_length(const struct enricher *e, uint32_t part, size_t i)
{
    const struct token_list *list = e->tokens[part];
    size_t n = 0;
    while (i + n < list->n && n <= PLACE_WORDS_MAX) {
        const struct token *t = &list->v[i + n];
        enum gap gap = n ? gap_before(e, part, i + n) : GAP_SPACE;
        if ((gap != GAP_SPACE && gap != GAP_HYPHEN) || e->mention_at[part][i + n] || !(t->flags & TOKEN_CAPITAL) ||
            t->flags & (TOKEN_NUMBER | TOKEN_BIGRAM) ||
            is_cue(e, t, CUE_ORDINARY | CUE_TITLE | CUE_INSTITUTION | CUE_SAYING))
            break;
        n++;
    }
    return n <= PLACE_WORDS_MAX ? n : 0;
}

/* A mention of a country or another place at token i. */
static bool place_at(const struct enricher *e, uint32_t part, size_t i)
{
    uint32_t number = e->mention_at[part][i];
    if (!number)
        return false;
    enum actor_kind kind = e->present[e->mentions[number - 1].actor].kind;
    return kind == ACTOR_COUNTRY || kind == ACTOR_PLACE;
}

/* "GDANSK, Poland 1996-08-22", "SEATTLE, March 2 -", "PARIS (AP) -" at the beginning of a line. */
static bool is_dateline(const struct enricher *e, uint32_t part, size_t i, size_t n)
{
    const struct token_list *list = e->tokens[part];
    struct str whole = e->whole[part];
    bool upper = true;
    for (size_t k = 0; k < n; k++)
        upper = upper && list->v[i + k].flags & TOKEN_UPPER;
    bool line = list->v[i].start == 0 || whole.p[list->v[i].start - 1] == '\n';
    if (!upper || !line)
        return false;
    size_t next = i + n, end = list->v[next - 1].end;
    enum gap gap = gap_before(e, part, next);
    if (gap == GAP_COMMA)
        return place_at(e, part, next) || is_cue(e, &list->v[next], CUE_ORDINARY);
    const size_t year_bytes = 4;
    if (gap == GAP_SPACE)
        return list->v[next].flags & TOKEN_NUMBER && list->v[next].end - list->v[next].start == year_bytes;
    struct str rest = str_slice(whole, end, whole.n);
    bool heading = next < list->n && list->v[next].flags & TOKEN_UPPER && (next + 1 >= list->n || list->v[next + 1].flags & TOKEN_UPPER);
    return !heading && (str_starts(rest, STR(" - ")) || str_starts(rest, STR(" (")) || str_starts(rest, STR(" \u2014")) ||
                        str_starts(rest, STR(" \u2013")));
}

/* "in Smyrna, Tennessee"; and, less certain, "in Arusha". */
static int stands_in_place(const struct enricher *e, uint32_t part, size_t i, size_t n)
{
    const struct token_list *list = e->tokens[part];
    if (i == 0 || gap_before(e, part, i) != GAP_SPACE || !is_cue(e, &list->v[i - 1], CUE_PLACE_WORD) || is_shouted(e, part, i))
        return 0;
    if (gap_before(e, part, i + n) == GAP_COMMA && place_at(e, part, i + n))
        return 70;
    struct str before = form_of(e, &list->v[i - 1]);
    const struct token *t = &list->v[i];
    bool alone = n == 1 && capitalised(t) && t->end - t->start >= 4 && !is_cue(e, t, CUE_COMMON | CUE_GIVEN_NAME | CUE_NO_ACRONYM | CUE_ORG_HEAD) &&
                 !is_lower_elsewhere(e, t) && (i + n >= list->n || gap_before(e, part, i + n) != GAP_HYPHEN);
    bool cyrillic = (unsigned char)form_of(e, t).p[0] >= 0x80;
    return alone && !cyrillic && e->english && (str_is(before, "in") || str_is(before, "near")) ? 45 : 0;
}

/* Places that the registry does not know. */
void find_places(struct enricher *e, uint32_t part)
{
    const struct token_list *list = e->tokens[part];
    if (part == PART_TITLE)
        return;
    for (size_t c = 0, from = 0; c < e->capital_n[part]; c++) {
        size_t i = e->capitals[part][c];
        if (i < from)
            continue;
        size_t n = list->v[i].flags & TOKEN_CAPITAL && !e->mention_at[part][i] ? place_length(e, part, i) : 0;
        if (!n)
            continue;
        int confidence = is_dateline(e, part, i, n) ? 75 : stands_in_place(e, part, i, n);
        if (confidence)
            add_mention(e, part, i, i + n - 1, present_local(e, ACTOR_PLACE, part, i, n), MENTION_CUE, confidence);
        from = i + n;
    }
}
