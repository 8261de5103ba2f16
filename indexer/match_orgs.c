#include "indexer/cue_lists.h"
#include "indexer/enricher.h"

#include "engine/base/memory.h"

enum { ORG_WORDS_MAX = 8, ACRONYM_BYTES_MAX = 6 };

/* The People 's Example Party: whose a party is, within its name. */
static bool is_of_many(struct str form)
{
    static const char *const words[] = { "children", "citizens", "farmers", "men", "peasants", "people", "teachers", "women", "workers" };
    return is_any(form, words, sizeof words / sizeof *words);
}

/* "<EXA.N>": how a stock exchange calls a company. */
static bool is_ticker(const struct enricher *e, uint32_t part, size_t i)
{
    const struct token *t = &e->tokens[part]->v[i];
    const char *text = e->whole[part].p;
    size_t at = t->start;
    enum { EXCHANGE_BYTES = 8 };
    while (at > 0 && t->start - at < EXCHANGE_BYTES && text[at - 1] != '<' && text[at - 1] != ' ' && text[at - 1] != '\n')
        at--;
    return t->flags & TOKEN_UPPER && at > 0 && text[at - 1] == '<' && (at == t->start || text[t->start - 1] == '.');
}

/* Whether token i may stand in an organisation's name. */
static bool is_org_word(const struct enricher *e, uint32_t part, size_t i)
{
    const struct token *t = &e->tokens[part]->v[i];
    if (!(t->flags & TOKEN_CAPITAL) || t->flags & (TOKEN_NUMBER | TOKEN_BIGRAM) || is_cue(e, t, CUE_ORDINARY | CUE_SAYING))
        return false;
    return !is_cue(e, t, CUE_TITLE | CUE_SHORT_TITLE) || is_cue(e, t, CUE_GIVEN_NAME);
}

/* General Example Corp, the First Example Bank: a rank, a number for once. */
static bool begins_company(const struct enricher *e, uint32_t part, size_t i, size_t head)
{
    const struct token *v = e->tokens[part]->v;
    struct str form = form_of(e, &v[i]);
    bool general = str_is(form, "general") && is_cue(e, &v[head], CUE_COMPANY) && i + 1 < head;
    return v[i].flags & TOKEN_CAPITAL && (general || (str_is(form, "first") && !(v[i].flags & TOKEN_SENTENCE)));
}

/* The place whose name ends at token i, of more than one word: New York, which begins with an ordinary word. */
static const struct candidate *place_until(const struct enricher *e, uint32_t part, size_t i)
{
    uint32_t number = e->candidate_at[part][i];
    const struct candidate *c = number ? &e->candidates[number - 1] : NULL;
    bool place = c && !c->dropped && c->node != GAZETTEER_NONE && c->last == i && c->first < i && name_is_of(e, c->node, 1u << ACTOR_PLACE);
    return place ? c : NULL;
}

/* "Truth and Reconciliation Commission", "Sears and Co": how many tokens before `first` an "and" brings. */
static size_t and_before(const struct enricher *e, uint32_t part, size_t first, size_t head)
{
    const struct token *v = e->tokens[part]->v;
    if (first < 2 || !str_is(form_of(e, &v[first - 1]), "and") || !is_org_word(e, part, first - 2) || gap_before(e, part, first) != GAP_SPACE ||
        gap_before(e, part, first - 1) != GAP_SPACE)
        return 0;
    static const char *const partners[] = { "co", "company", "sons" };
    bool company = is_cue(e, &v[head], CUE_COMPANY) && is_any(form_of(e, &v[first]), partners, sizeof partners / sizeof *partners);
    bool subjects = is_cue(e, &v[head], CUE_INSTITUTION) && first < head && is_cue(e, &v[first], CUE_COMMON) && is_cue(e, &v[first - 2], CUE_COMMON);
    return company || subjects ? 2 : 0;
}

/* Whether a country's name or demonym begins at token i and ends before `head`. */
static bool is_country_before(const struct enricher *e, uint32_t part, size_t i, size_t head)
{
    uint32_t number = e->candidate_at[part][i];
    const struct candidate *c = number ? &e->candidates[number - 1] : NULL;
    return c && c->node != GAZETTEER_NONE && c->last < head && name_is_of(e, c->node, 1u << ACTOR_COUNTRY);
}

/* Banca Cattolica del Veneto SpA: how many tokens before `first` a particle brings. */
static size_t particle_before(const struct enricher *e, uint32_t part, size_t first, size_t head)
{
    const struct token *v = e->tokens[part]->v;
    bool particle = first >= 2 && is_cue(e, &v[head], CUE_COMPANY) && is_cue(e, &v[first - 1], CUE_PARTICLE) && !(v[first - 1].flags & TOKEN_CAPITAL);
    return particle && is_org_word(e, part, first - 2) && gap_before(e, part, first) == GAP_SPACE && gap_before(e, part, first - 1) == GAP_SPACE ? 2 : 0;
}

/* "Rivals Example Corp": a noun that begins the sentence. */
static bool is_noun_before_name(const struct enricher *e, uint32_t part, size_t i)
{
    static const char *const nouns[] = {
        "airlines", "analysts", "automakers", "banks", "brokers", "carmakers", "competitors", "drugmakers", "giants", "insurers", "retailers", "rival",
        "rivals", "shares", "traders",
    };
    const struct token *t = &e->tokens[part]->v[i];
    return t->flags & TOKEN_SENTENCE && is_any(form_of(e, t), nouns, sizeof nouns / sizeof *nouns);
}

static size_t org_begin(const struct enricher *e, uint32_t part, size_t head)
{
    const struct token *v = e->tokens[part]->v;
    size_t first = head;
    while (first > 0 && head - first < ORG_WORDS_MAX) {
        const struct candidate *place = place_until(e, part, first - 1);
        if (place && gap_before(e, part, first) == GAP_SPACE) {
            first = place->first;
            break;
        }
        size_t joined = and_before(e, part, first, head) + particle_before(e, part, first, head);
        if (joined) {
            first -= joined;
            continue;
        }
        if (!is_org_word(e, part, first - 1) && !begins_company(e, part, first - 1, head))
            break;
        enum gap gap = gap_before(e, part, first);
        bool joins = gap == GAP_SPACE || gap == GAP_HYPHEN || gap == GAP_AMPERSAND || (gap == GAP_POSSESSIVE && (first == head || is_of_many(form_of(e, &v[first - 1])))) ||
                     (gap == GAP_DOT && is_initial(e, part, &v[first - 1]));
        if (!joins)
            break;
        first--;
    }
    if (first + 1 < head && is_noun_before_name(e, part, first))
        first++;
    while (first < head && is_cue(e, &v[head], CUE_STATE) && is_country_before(e, part, first, head))
        first = e->candidates[e->candidate_at[part][first] - 1].last + 1;
    return first;
}

/* A person's name does not go on an organisation's: the Authority of Yasser Arafat. */
static bool is_person_word(const struct enricher *e, uint32_t part, size_t i, bool later)
{
    const struct token_list *list = e->tokens[part];
    bool goes_on = i + 1 < list->n && capitalised(&list->v[i + 1]) && gap_before(e, part, i + 1) == GAP_SPACE && !is_taken(e, part, i + 1);
    uint32_t number = e->candidate_at[part][i];
    const struct candidate *c = number ? &e->candidates[number - 1] : NULL;
    if (c && c->node != GAZETTEER_NONE)
        return name_is_of(e, c->node, 1u << ACTOR_PERSON);
    return is_cue(e, &list->v[i], CUE_GIVEN_NAME) &&
           (later || (goes_on && !is_cue(e, &list->v[i + 1], CUE_COMMON | CUE_INSTITUTION | CUE_ORG_HEAD | CUE_ORDINARY)));
}

/* Whether token k is the "and" of "Ministry of Health and Sports". */
static bool joins_two(const struct enricher *e, uint32_t part, size_t head, size_t k)
{
    const struct token_list *list = e->tokens[part];
    if (k + 1 >= list->n || !str_is(form_of(e, &list->v[k]), "and") || !is_cue(e, &list->v[head], CUE_INSTITUTION))
        return false;
    if (gap_before(e, part, k) != GAP_SPACE || gap_before(e, part, k + 1) != GAP_SPACE)
        return false;
    uint32_t before = e->candidate_at[part][k - 1];
    bool own = before && e->candidates[before - 1].first <= head;   /* "Ministry of Health", which the registry knows */
    return !is_cue(e, &list->v[k + 1], CUE_ORG_HEAD) && !is_taken(e, part, k + 1) && (own || !is_taken(e, part, k - 1));
}

/* The last token of "Ministry of Health and Sports", "Bank of the West", where `head` has the head. */
static size_t org_end(const struct enricher *e, uint32_t part, size_t head)
{
    const struct token_list *list = e->tokens[part];
    size_t last = head, k = head + 1;
    if (!is_cue(e, &list->v[head], CUE_ORG_OF) || k + 1 >= list->n || gap_before(e, part, k) != GAP_SPACE)
        return head;
    struct str of = form_of(e, &list->v[k]);
    if (!str_is(of, "of") && !str_is(of, "for") && !str_is(of, "on"))
        return head;
    k++;
    if (k + 1 < list->n && str_is(form_of(e, &list->v[k]), "the") && gap_before(e, part, k) == GAP_SPACE)
        k++;
    for (; k < list->n && k - head < ORG_WORDS_MAX; k++) {
        enum gap gap = gap_before(e, part, k);
        if (last > head && joins_two(e, part, head, k))
            continue;
        if ((gap != GAP_SPACE && gap != GAP_HYPHEN && gap != GAP_AMPERSAND) || !(list->v[k].flags & TOKEN_CAPITAL) ||
            is_cue(e, &list->v[k], CUE_ORDINARY | CUE_SHORT_TITLE) || is_person_word(e, part, k, last > head))
            break;
        last = k;
    }
    return last;
}

/* Whether a name of the registry is as long as this one, or longer. */
static bool is_known(const struct enricher *e, uint32_t part, size_t first, size_t last)
{
    for (size_t i = first; i <= last; i++) {
        uint32_t number = e->candidate_at[part][i];
        const struct candidate *c = number ? &e->candidates[number - 1] : NULL;
        if (c && (c->first < first || c->last > last || (c->first == first && c->last == last)))
            return true;
    }
    return false;
}

/* "the Obama Administration". */
static bool is_of_person(const struct enricher *e, uint32_t part, size_t first, size_t head)
{
    uint32_t number = first + 1 == head ? e->candidate_at[part][first] : 0;
    const struct candidate *c = number ? &e->candidates[number - 1] : NULL;
    return c && c->node != GAZETTEER_NONE && is_cue(e, &e->tokens[part]->v[head], CUE_STATE) && name_is_of(e, c->node, 1u << ACTOR_PERSON);
}

static void add_org(struct enricher *e, uint32_t part, size_t first, size_t head, size_t last)
{
    const struct token *v = e->tokens[part]->v;
    enum actor_kind kind = str_is(form_of(e, &v[head]), "party") ? ACTOR_PARTY : ACTOR_ORG;
    uint32_t present = present_local(e, kind, part, first, last - first + 1);
    bool short_name = is_cue(e, &v[head], CUE_COMPANY) && head > first && !e->candidate_at[part][first] && capitalised(&v[first]) &&
                      !is_cue(e, &v[first], CUE_COMMON | CUE_GIVEN_NAME | CUE_INSTITUTION | CUE_ORDINARY | CUE_ORG_HEAD);
    if (short_name)
        know_surname(e, form_of(e, &v[first]), present);    /* Boeing Co: Boeing */
    else if (is_cue(e, &v[head], CUE_COMPANY) && head > first + 1 && capitalised(&v[first]))
        know_two_words(e, part, first, present);            /* National Example Inc: National Example */
    add_candidate(e, &(struct candidate){
        .part = part, .first = (uint32_t)first, .last = (uint32_t)last, .node = GAZETTEER_NONE, .present = present, .how = MENTION_CUE,
            .confidence = 60,
    });
}

/* Air France. */
static bool is_airline(const struct enricher *e, uint32_t part, size_t i)
{
    const struct token_list *list = e->tokens[part];
    if (i + 1 >= list->n || !e->candidate_at[part][i + 1] || !(list->v[i].flags & TOKEN_CAPITAL) || is_taken(e, part, i) || !str_is(form_of(e, &list->v[i]), "air"))
        return false;
    return gap_before(e, part, i + 1) == GAP_SPACE && is_country_before(e, part, i + 1, i + 3) &&
           e->candidates[e->candidate_at[part][i + 1] - 1].last == i + 1;
}

/* ---- sites ---- */

/* Park, Castle: people are called so too. */
static bool is_surname_site(struct str form)
{
    return is_any(form, cue_surname_sites.words, cue_surname_sites.n);
}

/* "Kennedy airport": the place has the name of a person. */
static void find_site_before(struct enricher *e, uint32_t part, size_t i)
{
    static const char *const sites[] = { "airport", "stadium" };
    const struct token_list *list = e->tokens[part];
    size_t first = i;
    if (i + 1 >= list->n || !is_cue(e, &list->v[i + 1], CUE_SITE) || list->v[i + 1].flags & TOKEN_CAPITAL || gap_before(e, part, i + 1) != GAP_SPACE ||
        !is_any(form_of(e, &list->v[i + 1]), sites, sizeof sites / sizeof *sites) || !is_org_word(e, part, i) || is_taken(e, part, i))
        return;
    while (first > 0 && i - first < 2 && is_org_word(e, part, first - 1) && gap_before(e, part, first) == GAP_SPACE && !is_taken(e, part, first - 1))
        first--;
    if (first == i && (list->v[i].flags & TOKEN_SENTENCE || is_cue(e, &list->v[i], CUE_COMMON)))
        return;
    add_candidate(e, &(struct candidate){
        .part = part, .first = (uint32_t)first, .last = (uint32_t)i, .node = GAZETTEER_NONE,
        .present = present_local(e, ACTOR_PLACE, part, first, i - first + 1), .how = MENTION_CUE, .confidence = 55,
    });
}

/* "Lincoln Tunnel", "Gaddafi Stadium": a place, and neither the person nor the country whose name it has. */
static void find_sites(struct enricher *e, uint32_t part)
{
    enum { SITE_WORDS_MAX = 3 };
    const struct token_list *list = e->tokens[part];
    for (size_t c = 0; c < e->capital_n[part]; c++) {
        size_t i = e->capitals[part][c], first = i;
        find_site_before(e, part, i);
        if (!(list->v[i].flags & TOKEN_CAPITAL) || list->v[i].flags & TOKEN_UPPER || !is_cue(e, &list->v[i], CUE_SITE))
            continue;
        bool surname = is_surname_site(form_of(e, &list->v[i]));
        while (first > 0 && i - first < SITE_WORDS_MAX && is_org_word(e, part, first - 1) && gap_before(e, part, first) == GAP_SPACE)
            first--;
        bool goes_on = i + 1 < list->n && capitalised(&list->v[i + 1]) && gap_before(e, part, i + 1) == GAP_SPACE;
        goes_on = goes_on || has_country_in_brackets(e, part, i + 1);
        if (first == i || goes_on || is_known(e, part, first, i) || (surname && i - first == 1 && is_cue(e, &list->v[first], CUE_GIVEN_NAME)) ||
            (i - first == 1 && is_cue(e, &list->v[first], CUE_COMMON)))
            continue;
        add_candidate(e, &(struct candidate){
            .part = part, .first = (uint32_t)first, .last = (uint32_t)i, .node = GAZETTEER_NONE,
            .present = present_local(e, ACTOR_PLACE, part, first, i - first + 1), .how = MENTION_CUE, .confidence = 55,
        });
    }
}

void find_orgs(struct enricher *e, uint32_t part)
{
    const struct token_list *list = e->tokens[part];
    if (e->shouted[part])
        return;
    find_sites(e, part);
    for (size_t c = 0, from = 0; c < e->capital_n[part]; c++) {
        size_t i = e->capitals[part][c];
        if (i < from)
            continue;
        if (is_airline(e, part, i))
            add_org(e, part, i, i, i + 1);
        if (!(list->v[i].flags & TOKEN_CAPITAL) || !is_cue(e, &list->v[i], CUE_ORG_HEAD) || is_shouted(e, part, i))
            continue;
        size_t first = org_begin(e, part, i), last = org_end(e, part, i);
        bool longer_head = last == i && i + 1 < list->n && is_cue(e, &list->v[i + 1], CUE_ORG_HEAD) && list->v[i + 1].flags & TOKEN_CAPITAL &&
                           (gap_before(e, part, i + 1) == GAP_SPACE || gap_before(e, part, i + 1) == GAP_AMPERSAND);
        if (first == last || longer_head || is_of_person(e, part, first, i) || is_known(e, part, first, last))
            continue;
        add_org(e, part, first, i, last);
        from = last + 1;
    }
}

/* ---- acronyms ---- */

static bool is_acronym(const struct enricher *e, uint32_t part, size_t i)
{
    const struct token *t = &e->tokens[part]->v[i];
    return t->flags & TOKEN_UPPER && !(t->flags & (TOKEN_NUMBER | TOKEN_UNCASED)) && t->end - t->start <= ACRONYM_BYTES_MAX;
}

/* "Patriotic Union of Kurdistan (PUK)": the token that the acronym of a name ending before i stands for. */
static void learn(struct enricher *e, uint32_t part, size_t i)
{
    uint32_t number = e->mention_at[part][i - 1];
    struct str whole = e->whole[part], form = form_of(e, &e->tokens[part]->v[i]);
    uint32_t end = e->tokens[part]->v[i].end;
    if (!number || end >= whole.n || whole.p[end] != ')' || e->mention_at[part][i])
        return;
    const struct mention *m = &e->mentions[number - 1];
    enum actor_kind kind = e->present[m->actor].kind;
    size_t k = i;
    while (k > 0 && e->mention_at[part][k - 1] == number)
        k--;
    bool initial = form.n && k < i && form_of(e, &e->tokens[part]->v[k]).p[0] == form.p[0];
    if ((kind == ACTOR_ORG || kind == ACTOR_PARTY) && i - k > 1 && initial)
        know_surname(e, form, m->actor);
}

/* Capitals that the article does not explain: BHP, UBS. */
static bool is_unknown_org(const struct enricher *e, uint32_t part, size_t i)
{
    const struct token_list *list = e->tokens[part];
    const struct token *t = &list->v[i];
    if (part == PART_TITLE || t->end - t->start < 2 || is_cue(e, t, CUE_NO_ACRONYM | CUE_ORDINARY | CUE_COMMON | CUE_INSTITUTION | CUE_TITLE) ||
        is_lower_elsewhere(e, t) || is_initial(e, part, t) || is_shouted(e, part, i))
        return false;
    bool hyphens = gap_before(e, part, i) == GAP_HYPHEN || (i + 1 < list->n && gap_before(e, part, i + 1) == GAP_HYPHEN);
    bool plain = true;
    struct str form = form_of(e, t);
    for (size_t k = 0; k < form.n; k++)
        plain = plain && form.p[k] >= 'a' && form.p[k] <= 'z';
    bool beside_number = i + 1 < list->n && list->v[i + 1].flags & TOKEN_NUMBER && list->v[i + 1].start <= t->end + 1;
    return plain && !hyphens && !beside_number && t->end - t->start <= 5;
}

/* AT&T, S&P, P&O: letters that an "&" joins; not Q&A. */
static bool is_joined_by_and(const struct enricher *e, uint32_t part, size_t i)
{
    enum { LETTERS_MOST = 3 };
    const struct token_list *list = e->tokens[part];
    const struct token *t = &list->v[i];
    if (i + 1 >= list->n || t->end - t->start > LETTERS_MOST || t->end >= e->whole[part].n || e->whole[part].p[t->end] != '&')
        return false;
    struct str s = written(e, part, i, i + 1);
    bool upper = true;
    for (size_t k = 0; k < s.n; k++)
        upper = upper && ((s.p[k] >= 'A' && s.p[k] <= 'Z') || s.p[k] == '&');
    return upper && t[1].end - t[1].start <= LETTERS_MOST && t[1].start == t->end + 1 && !e->mention_at[part][i] && !e->mention_at[part][i + 1] &&
           !str_is(s, "Q&A") && !str_is(s, "R&D") && !str_is(s, "M&A") && !str_is(s, "B&B") && !str_is(s, "R&B") && !is_shouted(e, part, i);
}

void find_acronyms(struct enricher *e, uint32_t part)
{
    const struct token_list *list = e->tokens[part];
    for (size_t c = 0; c < e->capital_n[part]; c++) {
        size_t i = e->capitals[part][c];
        if (i > 0 && is_acronym(e, part, i) && gap_before(e, part, i) == GAP_OPEN)
            learn(e, part, i);
        if (is_joined_by_and(e, part, i))
            add_mention(e, part, i, i + 1, present_local(e, ACTOR_ORG, part, i, 2), MENTION_ACRONYM, 60);
    }
    for (size_t c = 0; c < e->capital_n[part]; c++) {
        size_t i = e->capitals[part][c];
        if (!is_acronym(e, part, i) || e->mention_at[part][i] || is_ticker(e, part, i))
            continue;
        uint32_t present = known_surname(e, form_of(e, &list->v[i]));
        if (present != GAZETTEER_NONE && e->present[present].kind != ACTOR_PERSON)
            add_mention(e, part, i, i, present, MENTION_ACRONYM, 85);
        else if (present == GAZETTEER_NONE && !e->shouted[part] && is_unknown_org(e, part, i))
            add_mention(e, part, i, i, present_local(e, ACTOR_ORG, part, i, 1), MENTION_ACRONYM, 40);
    }
}
