#include "indexer/cue_lists.h"
#include "indexer/enricher.h"

/* Whether the words may be a club: "Chelsea" is none where a surname follows, nor where a longer name of the registry stands. */
static bool may_be_club(const struct enricher *e, uint32_t part, size_t i, size_t n)
{
    const struct token_list *list = e->tokens[part];
    for (size_t k = i; k < i + n; k++) {
        uint32_t number = e->candidate_at[part][k];
        const struct candidate *c = number ? &e->candidates[number - 1] : NULL;
        if (!(list->v[k].flags & TOKEN_CAPITAL) || (c && (c->first < i || c->last >= i + n)))
            return false;
    }
    bool goes_on = i + n < list->n && capital(&list->v[i + n]) && gap_before(e, part, i + n) == GAP_SPACE && !(list->v[i + n].flags & TOKEN_NUMBER);
    bool upper = list->v[i].flags & TOKEN_UPPER;
    bool given = n == 1 && (is_cue(e, &list->v[i], CUE_GIVEN_NAME) || (i > 0 && is_cue(e, &list->v[i - 1], CUE_GIVEN_NAME)));
    return !(given && goes_on) && !(n == 1 && upper && !is_shouted(e, part, i) && !e->shouted[part]) &&
           !(n == 1 && i > 0 && is_cue(e, &list->v[i - 1], CUE_GIVEN_NAME) && gap_before(e, part, i) == GAP_SPACE) &&
           !(n == 1 && i > 0 && is_initial(e, part, &list->v[i - 1]));
}

static uint32_t add_club(struct enricher *e, uint32_t part, size_t i, size_t n)
{
    uint32_t present = present_local(e, ACTOR_ORG, part, i, n);
    e->sport = true;
    add_candidate(e, &(struct candidate){
        .part = part, .first = (uint32_t)i, .last = (uint32_t)(i + n - 1), .node = GAZETTEER_NONE, .present = present, .how = MENTION_CUE,
        .confidence = 60,
    });
    return present;
}

/* A club by its whole name: its tokens, 0 none. */
static size_t club_length(const struct enricher *e, uint32_t part, size_t i)
{
    const struct token_list *list = e->tokens[part];
    struct str words[CLUB_WORDS_MAX];
    size_t n = 0;
    while (n < CLUB_WORDS_MAX && i + n < list->n) {
        enum gap gap = n ? gap_before(e, part, i + n) : GAP_SPACE;
        if (gap != GAP_SPACE && gap != GAP_HYPHEN && gap != GAP_DOT)
            break;
        words[n] = form_of(e, &list->v[i + n]);
        n++;
    }
    size_t length = cue_club(words, n);
    return length && may_be_club(e, part, i, length) ? length : 0;
}

static bool is_place(const struct enricher *e, const struct candidate *c)
{
    return !c->dropped && c->node != GAZETTEER_NONE && name_is_of(e, c->node, 1u << ACTOR_PLACE | 1u << ACTOR_COUNTRY);
}

/* Where the name of a team with a nickname at token i begins: at its city, Tampa Bay Lightning. */
static size_t city_before(const struct enricher *e, uint32_t part, size_t i)
{
    const struct token *v = e->tokens[part]->v;
    for (size_t words = 1; words <= 2 && words <= i; words++) {
        size_t at = i - words;
        uint32_t number = e->candidate_at[part][at];
        if (!capital(&v[at]) || gap_before(e, part, at + 1) != GAP_SPACE)
            return i;
        if (number && is_place(e, &e->candidates[number - 1]))
            return e->candidates[number - 1].first;
    }
    return i;
}

static void find_nickname(struct enricher *e, uint32_t part, size_t i)
{
    const struct token *t = &e->tokens[part]->v[i];
    size_t first = city_before(e, part, i);
    bool goes_on = i + 1 < e->tokens[part]->n && capitalised(t + 1) && gap_before(e, part, i + 1) == GAP_SPACE && !is_cue(e, t + 1, CUE_GIVEN_NAME);
    bool plays = i + 2 < e->tokens[part]->n && is_cue(e, t + 1, CUE_TITLE) && !(t[1].flags & TOKEN_CAPITAL) && capitalised(t + 2);
    if (is_taken(e, part, i) || (first == i && !plays && (goes_on || is_lower_elsewhere(e, t) ||
                                  (!e->sport && is_any(form_of(e, t), cue_city_nicknames.words, cue_city_nicknames.n)))))
        return;
    if (first == i && known_surname(e, form_of(e, t)) != GAZETTEER_NONE)
        return;     /* find_surnames() has it */
    know_surname(e, form_of(e, t), add_club(e, part, first, i + 1 - first));
}

/* Real Betis, Dynamo Kiev: what a club's name begins with; of a word of the language, only before a town. */
static size_t prefixed_length(const struct enricher *e, uint32_t part, size_t i)
{
    static const char *const always[] = {
        "atletico", "borussia", "cska", "deportivo", "dinamo", "dynamo", "hapoel", "lokomotiv", "maccabi", "olympique", "partizan", "spartak",
    };
    static const char *const before_town[] = { "ac", "as", "athletic", "fc", "fk", "inter", "racing", "real", "sc", "sporting", "torpedo" };
    const struct token_list *list = e->tokens[part];
    struct str form = form_of(e, &list->v[i]);
    bool any = is_any(form, always, sizeof always / sizeof *always);
    if ((!any && !is_any(form, before_town, sizeof before_town / sizeof *before_town)) || i + 1 >= list->n || gap_before(e, part, i + 1) != GAP_SPACE)
        return 0;
    uint32_t number = e->candidate_at[part][i + 1];
    const struct candidate *c = number ? &e->candidates[number - 1] : NULL;
    if (c)
        return c->first == i + 1 && is_place(e, c) && c->last - c->first < 2 ? c->last - i + 1 : 0;
    return any && capitalised(&list->v[i + 1]) ? 2 : 0;
}

/* "Leicester lock Martin Doe": whom a town plays with. */
static bool is_played_for(const struct enricher *e, uint32_t part, const struct candidate *c)
{
    static const char *const positions[] = {
        "catcher", "centre", "flanker", "fullback", "goalkeeper", "hooker", "linebacker", "lock", "midfielder", "pitcher", "prop", "quarterback",
        "scrumhalf", "shortstop", "skipper", "striker", "winger",
    };
    const struct token_list *list = e->tokens[part];
    size_t next = c->last + 1;
    return next + 1 < list->n && !(list->v[next].flags & TOKEN_CAPITAL) && capitalised(&list->v[next + 1]) && c->node != GAZETTEER_NONE && !name_is_of(e, c->node, 1u << ACTOR_COUNTRY) && name_is_of(e, c->node, 1u << ACTOR_PLACE) &&
           gap_before(e, part, next) == GAP_SPACE && is_any(form_of(e, &list->v[next]), positions, sizeof positions / sizeof *positions);
}

void find_clubs(struct enricher *e, uint32_t part)
{
    for (size_t c = 0, from = 0; c < e->capital_n[part]; c++) {
        size_t i = e->capitals[part][c];
        const struct token *t = &e->tokens[part]->v[i];
        if (i < from || !(t->flags & TOKEN_CAPITAL))
            continue;
        uint32_t number = e->candidate_at[part][i];
        if (number && e->candidates[number - 1].first == i && is_played_for(e, part, &e->candidates[number - 1])) {
            from = e->candidates[number - 1].last + 1;
            add_club(e, part, i, from - i);
            continue;
        }
        size_t n = is_cue(e, t, CUE_CLUB) ? club_length(e, part, i) : 0;
        if (!n && is_cue(e, t, CUE_CLUB))
            n = prefixed_length(e, part, i);
        if (n) {
            size_t city = n > 1 ? city_before(e, part, i) : i;      /* Toronto Maple Leafs */
            add_club(e, part, city, i + n - city);
            from = i + n;
        }
    }
}

/* Behind results: what is the weather elsewhere is a team where others are. */
void find_nicknames(struct enricher *e, uint32_t part)
{
    for (size_t c = 0; c < e->capital_n[part]; c++) {
        size_t i = e->capitals[part][c];
        const struct token *t = &e->tokens[part]->v[i];
        if (is_cue(e, t, CUE_NICKNAME) && t->flags & TOKEN_CAPITAL)
            find_nickname(e, part, i);
    }
}
