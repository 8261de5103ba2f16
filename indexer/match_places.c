#include "indexer/enricher.h"

#include "engine/text/name_key.h"

enum { PLACE_WORDS_MAX = 3 };

static size_t place_length(const struct enricher *e, uint32_t part, size_t i)
{
    const struct token_list *list = e->tokens[part];
    size_t n = 0;
    while (i + n < list->n && n <= PLACE_WORDS_MAX) {
        const struct token *t = &list->v[i + n];
        enum gap gap = n ? gap_before(e, part, i + n) : GAP_SPACE;
        bool apostrophe = n && t->flags & TOKEN_JOINED && gap == GAP_BREAK;     /* Val d'Isere */
        bool particle = n && gap == GAP_HYPHEN && t->end - t->start <= 3 && i + n + 1 < list->n && gap_before(e, part, i + n + 1) == GAP_HYPHEN;
        if (particle) {     /* Fontenay-le-Comte */
            n++;
            continue;
        }
        if ((gap != GAP_SPACE && gap != GAP_HYPHEN && !apostrophe) || e->mention_at[part][i + n] || !(t->flags & TOKEN_CAPITAL) ||
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

static bool begins_line(const struct enricher *e, uint32_t part, size_t i)
{
    size_t start = e->tokens[part]->v[i].start;
    return start == 0 || e->whole[part].p[start - 1] == '\n';
}

/* ---- datelines ---- */

/* Whether the line goes on in capitals to its end: a heading. */
static bool is_heading(const struct enricher *e, uint32_t part, size_t next)
{
    const struct token_list *list = e->tokens[part];
    size_t upper = 0, others = 0;
    for (size_t k = next; k < list->n && !has_between(e, part, k, '\n'); k++)
        list->v[k].flags & TOKEN_UPPER ? upper++ : list->v[k].flags & TOKEN_NUMBER ? 0 : others++;
    return upper > others;
}

/* "GDANSK, Poland 1996-08-22", "SEATTLE, March 2 -", "TROY, Mich.", "PARIS (AP) -" at the beginning of a line. */
static bool is_dateline(const struct enricher *e, uint32_t part, size_t i, size_t n)
{
    const struct token_list *list = e->tokens[part];
    struct str whole = e->whole[part];
    bool upper = true;
    for (size_t k = 0; k < n; k++)
        upper = upper && list->v[i + k].flags & TOKEN_UPPER;
    if (!upper || !begins_line(e, part, i))
        return false;
    size_t next = i + n, end = list->v[next - 1].end;
    enum gap gap = gap_before(e, part, next);
    if (gap == GAP_COMMA)
        return place_at(e, part, next) || (list->v[next].flags & TOKEN_CAPITAL && is_cue(e, &list->v[next], CUE_ORDINARY | CUE_STATE_NAME));
    const size_t year_bytes = 4;
    if (gap == GAP_SPACE)
        return list->v[next].flags & TOKEN_NUMBER && list->v[next].end - list->v[next].start == year_bytes;
    static const char *const topics[] = {
        "analysis", "athletics", "badminton", "baseball", "basketball", "boxing", "correction", "cricket", "cycling", "feature", "focus", "football",
        "golf", "highlights", "hockey", "interview", "newsmaker", "note", "obituary", "press", "preview", "profile", "rallying", "rowing",
        "rugby", "sailing", "skiing", "soccer", "squash", "swimming", "tennis", "update", "volleyball", "wrestling",
    };
    struct str rest = str_slice(whole, end, whole.n);
    if (!(list->v[i].flags & TOKEN_PARAGRAPH) && list->v[i].start > 0)
        return false;
    return !is_any(form_of(e, &list->v[i]), topics, sizeof topics / sizeof *topics) && !is_heading(e, part, next) && (str_starts(rest, STR(" - ")) || str_starts(rest, STR(" (")) || str_starts(rest, STR(" \u2014")) ||
                                          str_starts(rest, STR(" \u2013")));
}

/* The states of the United States as they stand behind a town, and as the registry has them. */
static const struct {
    const char *form, *state;
} states[] = {
    { "ala", "alabama" }, { "ariz", "arizona" }, { "ark", "arkansas" }, { "cal", "california" }, { "calif", "california" }, { "colo", "colorado" },
    { "conn", "connecticut" }, { "del", "delaware" }, { "fla", "florida" }, { "ga", "georgia" }, { "ill", "illinois" }, { "ind", "indiana" },
    { "kan", "kansas" }, { "kans", "kansas" }, { "ky", "kentucky" }, { "la", "louisiana" }, { "mass", "massachusetts" }, { "md", "maryland" },
    { "me", "maine" }, { "mich", "michigan" }, { "minn", "minnesota" }, { "miss", "mississippi" }, { "mo", "missouri" }, { "mont", "montana" },
    { "nc", "north carolina" }, { "nd", "north dakota" }, { "neb", "nebraska" }, { "nev", "nevada" }, { "nh", "new hampshire" },
    { "nj", "new jersey" }, { "nm", "new mexico" }, { "ny", "new york" }, { "okla", "oklahoma" }, { "ore", "oregon" }, { "oreg", "oregon" },
    { "pa", "pennsylvania" }, { "ri", "rhode island" }, { "sc", "south carolina" }, { "sd", "south dakota" }, { "tenn", "tennessee" },
    { "tex", "texas" }, { "va", "virginia" }, { "vt", "vermont" }, { "wash", "washington" }, { "wis", "wisconsin" }, { "wisc", "wisconsin" },
    { "wva", "west virginia" }, { "wyo", "wyoming" },
};

bool is_state_cut_short(struct str form)
{
    for (size_t k = 0; k < sizeof states / sizeof *states; k++)
        if (str_is(form, states[k].form))
            return true;
    return false;
}

/* The registry's place of that name in the United States, or GAZETTEER_NONE. */
static uint32_t state_named(struct enricher *e, struct str name)
{
    uint32_t node = GAZETTEER_ROOT;
    for (struct str rest = name; rest.n && node != GAZETTEER_NONE;) {
        size_t space = str_find(rest, ' ');
        strbuf_clear(&e->scratch);
        name_key_token(e->keyer, str_slice(rest, 0, space), &e->scratch);
        uint32_t key = gazetteer_key(e->g, strbuf_view(&e->scratch));
        node = key == GAZETTEER_NONE ? GAZETTEER_NONE : gazetteer_step(e->g, node, key);
        rest = str_slice(rest, space < rest.n ? space + 1 : rest.n, rest.n);
    }
    for (uint32_t x = node == GAZETTEER_NONE ? GAZETTEER_NONE : e->g->first[node]; x != GAZETTEER_NONE; x = e->g->entries[x].next) {
        const struct actor *a = &e->g->actors[e->g->entries[x].actor];
        if (a->kind == ACTOR_PLACE && str_is(a->country, "US"))
            return e->g->entries[x].actor;
    }
    return GAZETTEER_NONE;
}

/* "Troy, Mich.", "(D-N.Y.)": a state cut short, behind a town or a party's letter. */
static void find_state(struct enricher *e, uint32_t part, size_t i)
{
    const struct token *v = e->tokens[part]->v;
    struct str form = form_of(e, &v[i]), whole = e->whole[part];
    enum gap gap = gap_before(e, part, i);
    bool dot = v[i].end < whole.n && whole.p[v[i].end] == '.';
    bool letter = i > 0 && gap == GAP_HYPHEN && v[i - 1].end - v[i - 1].start == 1 && v[i - 1].flags & TOKEN_CAPITAL;
    bool enclosed = gap == GAP_COMMA && form.n > 2 && i > 0 && v[i - 1].flags & TOKEN_UPPER && gap_before(e, part, i + 1) == GAP_COMMA;
    if ((!dot && !enclosed) || !(v[i].flags & TOKEN_CAPITAL) || i == 0 || !(letter || (gap == GAP_COMMA && capital(&v[i - 1]))))
        return;
    for (size_t k = 0; k < sizeof states / sizeof *states; k++)
        if (str_is(form, states[k].form)) {
            uint32_t actor = state_named(e, str_of(states[k].state));
            if (actor != GAZETTEER_NONE)
                add_mention(e, part, i, i, present_registered(e, actor), MENTION_NAME, 80);
            return;
        }
}

void find_datelines(struct enricher *e, uint32_t part)
{
    if (part == PART_TITLE)
        return;
    for (size_t c = 0; c < e->capital_n[part]; c++) {
        size_t i = e->capitals[part][c];
        const struct token *t = &e->tokens[part]->v[i];
        if (e->mention_at[part][i])
            continue;
        if (is_cue(e, t, CUE_STATE_NAME))
            find_state(e, part, i);
        size_t n = t->flags & TOKEN_UPPER && begins_line(e, part, i) ? place_length(e, part, i) : 0;
        if (n && is_dateline(e, part, i, n))
            add_mention(e, part, i, i + n - 1, present_local(e, ACTOR_PLACE, part, i, n), MENTION_CUE, 75);
    }
}

/* ---- others ---- */

/* "the town of", "the province of". */
static bool is_settlement(struct str form)
{
    static const char *const words[] = {
        "camp", "capital", "city", "county", "district", "enclave", "hamlet", "island", "islands", "municipality", "port", "province", "region",
        "resort", "settlement", "state", "suburb", "town", "township", "village",
    };
    return is_any(form, words, sizeof words / sizeof *words);
}

/* "Liaoning province", "Mugunga camp". */
static bool is_land_behind(const struct enricher *e, uint32_t part, size_t next)
{
    const struct token_list *list = e->tokens[part];
    return next < list->n && is_cue(e, &list->v[next], CUE_LAND) && !(list->v[next].flags & TOKEN_CAPITAL) && gap_before(e, part, next) == GAP_SPACE;
}

/* A word, or two, that nothing tells to be something else. */
static bool stands_alone(const struct enricher *e, uint32_t part, size_t i, size_t n)
{
    enum { BYTES_LEAST = 4, WORDS_MAX = 2 };
    const struct token_list *list = e->tokens[part];
    for (size_t k = 0; k < n; k++) {
        const struct token *t = &list->v[i + k];
        if (!capitalised(t) || (n == 1 && t->end - t->start < BYTES_LEAST) || is_lower_elsewhere(e, t) ||
            is_cue(e, t, CUE_COMMON | CUE_GIVEN_NAME | CUE_NO_ACRONYM | CUE_ORG_HEAD | CUE_SURNAME_FIRST))
            return false;
    }
    bool goes_on = i + n < list->n && (gap_before(e, part, i + n) == GAP_HYPHEN || gap_before(e, part, i + n) == GAP_AMPERSAND);
    return n <= WORDS_MAX && !goes_on && (unsigned char)form_of(e, &list->v[i]).p[0] < 0x80;
}

/* "in Goma and Bukavu": token i, behind the "and". */
static bool is_second_place(const struct enricher *e, uint32_t part, size_t i)
{
    size_t first = i - 1;
    if (i < 3 || !place_at(e, part, i - 2))
        return false;
    while (first > 0 && e->mention_at[part][first - 1])
        first--;
    return first > 0 && is_cue(e, &e->tokens[part]->v[first - 1], CUE_PLACE_WORD);
}

/* "in Smyrna, Tennessee"; and, less certain, "in Arusha", "the town of Arusha", "Arusha province", "in Goma and Bukavu". */
static int stands_in_place(const struct enricher *e, uint32_t part, size_t i, size_t n)
{
    const struct token *v = e->tokens[part]->v;
    if (e->english && is_land_behind(e, part, i + n) && stands_alone(e, part, i, n))
        return is_shouted(e, part, i) ? 0 : 55;
    bool and = i >= 3 && e->mention_at[part][i - 2] && str_is(form_of(e, &v[i - 1]), "and");
    if (i == 0 || (!and && !is_cue(e, &v[i - 1], CUE_PLACE_WORD)) || gap_before(e, part, i) != GAP_SPACE || is_shouted(e, part, i))
        return 0;
    if (!and && gap_before(e, part, i + n) == GAP_COMMA && place_at(e, part, i + n))
        return 70;
    if (!e->english || !stands_alone(e, part, i, n))
        return 0;
    struct str before = form_of(e, &v[i - 1]);
    if (and)
        return n == 1 && is_second_place(e, part, i) ? 45 : 0;
    if (str_is(before, "of"))
        return i > 1 && is_settlement(form_of(e, &v[i - 2])) ? 55 : 0;
    return str_is(before, "in") || str_is(before, "near") ? 45 : 0;
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
        int confidence = stands_in_place(e, part, i, n);
        if (confidence)
            add_mention(e, part, i, i + n - 1, present_local(e, ACTOR_PLACE, part, i, n), MENTION_CUE, confidence);
        from = i + n;
    }
}
