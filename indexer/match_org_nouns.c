#include "indexer/cue_lists.h"
#include "indexer/enricher.h"

/*
 * Organisations that a noun in lower case tells of: "the retailer Example", "Example shares", "an analyst with Doe Roe", "state oil company Example".
 * Names of several words come before persons, which a row of capitals could be too; names of one word behind all that is surer.
 */
enum { NAME_WORDS_MAX = 4 };

static bool is_listed(const struct cue_list *list, struct str form)
{
    return is_any(form, list->words, list->n);
}

/* "analyst with", "economist at", "spokesman for", "chairman of": by who stands before the small word. */
static bool is_employer_behind(const struct enricher *e, const struct token *who)
{
    if (!is_cue(e, who, CUE_EMPLOYED))
        return false;
    struct str small = form_of(e, who + 1);
    if (str_is(small, "of"))
        return is_listed(&cue_owners, form_of(e, who));
    if (str_is(small, "for"))
        return is_listed(&cue_works_for, form_of(e, who));
    return (str_is(small, "at") || str_is(small, "with")) && is_listed(&cue_works_at, form_of(e, who));
}

static bool may_stand_in_name(const struct enricher *e, uint32_t part, size_t i)
{
    const struct token *t = &e->tokens[part]->v[i];
    return t->flags & TOKEN_CAPITAL && !(t->flags & (TOKEN_NUMBER | TOKEN_BIGRAM)) && !is_taken(e, part, i) &&
           !is_cue(e, t, CUE_ORDINARY | CUE_SAYING | CUE_TITLE | CUE_SHORT_TITLE) && !is_shouted(e, part, i);
}

static bool joins(enum gap gap)
{
    return gap == GAP_SPACE || gap == GAP_HYPHEN || gap == GAP_AMPERSAND;
}

/* Whether a word is one of a language that a sentence or a heading made a capital of. */
static bool is_plain_word(const struct enricher *e, uint32_t part, size_t i)
{
    const struct token *t = &e->tokens[part]->v[i];
    return (t->flags & TOKEN_SENTENCE && times_seen(e, t) < 2) || is_lower_elsewhere(e, t) || is_cue(e, t, CUE_COMMON | CUE_APPOSITION | CUE_INSTITUTION | CUE_NO_ACRONYM);
}

/* The organisation of the article whose longer name begins with these words; else one of its own. */
static uint32_t present_of(struct enricher *e, uint32_t part, size_t i, size_t n)
{
    uint32_t known = n > 1 ? known_two_words(e, part, i) : GAZETTEER_NONE;
    if (known == GAZETTEER_NONE)
        known = known_surname(e, form_of(e, &e->tokens[part]->v[i]));
    bool same = known != GAZETTEER_NONE && e->present[known].kind != ACTOR_PERSON && str_starts(e->present[known].name, written(e, part, i, i + n - 1));
    return same ? known : present_local(e, ACTOR_ORG, part, i, n);
}

static void add_org(struct enricher *e, uint32_t part, size_t i, size_t n, int confidence)
{
    add_mention(e, part, i, i + n - 1, present_of(e, part, i, n), MENTION_CUE, confidence);
}

static size_t words_from(const struct enricher *e, uint32_t part, size_t i)
{
    size_t n = 0;
    while (i + n < e->tokens[part]->n && n < NAME_WORDS_MAX && may_stand_in_name(e, part, i + n) && (n == 0 || joins(gap_before(e, part, i + n))))
        n++;
    return n;
}

/* The name that ends at token i. */
static size_t words_until(const struct enricher *e, uint32_t part, size_t i)
{
    size_t n = 0;
    while (n <= i && n < NAME_WORDS_MAX && may_stand_in_name(e, part, i - n) && (n == 0 || joins(gap_before(e, part, i - n + 1))))
        n++;
    return n;
}

/* A name follows token i - 1. */
static void find_behind(struct enricher *e, uint32_t part, size_t i, bool last)
{
    const struct token *v = e->tokens[part]->v;
    if (v[i - 1].flags & TOKEN_CAPITAL || gap_before(e, part, i) != GAP_SPACE)
        return;
    bool noun = is_cue(e, &v[i - 1], CUE_ORG_NOUN), employer = i > 1 && is_employer_behind(e, &v[i - 2]);
    if ((!noun && !employer) || !may_stand_in_name(e, part, i))
        return;
    size_t n = words_from(e, part, i);
    if (!n || (n == 1) != last || is_cue(e, &v[i], CUE_GIVEN_NAME | CUE_SURNAME_FIRST) || (n == 1 && is_plain_word(e, part, i)) || is_initial(e, part, &v[i]))
        return;
    add_org(e, part, i, n, noun ? 50 : 55);
}

/* "Example, a Swedish bank": what it is stands behind a comma. */
static bool is_apposed(const struct enricher *e, uint32_t part, size_t next)
{
    enum { WORDS_MOST = 8 };
    const struct token_list *list = e->tokens[part];
    if (next >= list->n || !has_between(e, part, next, ',') || gap_before(e, part, next) != GAP_COMMA)
        return false;
    struct str first = form_of(e, &list->v[next]);
    bool opens = str_is(first, "a") || str_is(first, "an") || str_is(first, "the") || str_is(first, "its") || e->candidate_at[part][next];
    for (size_t k = next; opens && k < list->n && k < next + WORDS_MOST; k++) {
        if (k > next && gap_before(e, part, k) != GAP_SPACE && gap_before(e, part, k) != GAP_HYPHEN && gap_before(e, part, k) != GAP_POSSESSIVE)
            return false;
        if (is_cue(e, &list->v[k], CUE_TITLE))
            return false;
        enum gap after = gap_before(e, part, k + 1);
        if (is_cue(e, &list->v[k], CUE_ORG_NOUN) && (after == GAP_COMMA || after == GAP_BREAK))
            return true;
    }
    return false;
}

static void find_before(struct enricher *e, uint32_t part, size_t i, bool last)
{
    const struct token_list *list = e->tokens[part];
    if (i + 1 >= list->n || list->v[i + 1].flags & TOKEN_NUMBER)
        return;
    const struct token *t = &list->v[i];
    bool agency = i + 2 < list->n && is_cue(e, &t[2], CUE_ORG_NOUN) && str_is(form_of(e, &t[1]), "news");
    bool noun = is_cue(e, &t[1], CUE_ORGS_NOUN), share = is_cue(e, &t[1], CUE_SHARE_VERB) && i + 2 < list->n && t[2].flags & TOKEN_NUMBER;
    bool space = (agency || noun || share) && !(t[1].flags & TOKEN_CAPITAL) && gap_before(e, part, i + 1) == GAP_SPACE;
    bool officer = i + 2 < list->n && is_cue(e, &t[1], CUE_TITLE) && !is_cue(e, &t[1], CUE_APPOSITION) && capitalised(&t[2]) &&
                   gap_before(e, part, i + 2) == GAP_SPACE;
    space = space || (officer && !(t[1].flags & TOKEN_CAPITAL) && gap_before(e, part, i + 1) == GAP_SPACE);
    bool apposed = !space && is_apposed(e, part, i + 1);
    if ((!apposed && !space) || !may_stand_in_name(e, part, i))
        return;
    size_t n = words_until(e, part, i), first = i + 1 - n;
    bool event = is_cue(e, t, CUE_COMMON) && !is_cue(e, t, CUE_ORG_HEAD);   /* World Cup winner */
    if (officer && event)
        return;
    if (!n || (n == 1) != last || is_cue(e, &list->v[first], CUE_GIVEN_NAME | CUE_SURNAME_FIRST) || (n == 1 && is_plain_word(e, part, i) && !(apposed && !is_lower_elsewhere(e, &list->v[i]))))
        return;
    add_org(e, part, first, n, 45);
    if (!is_cue(e, &list->v[first], CUE_COMMON | CUE_INSTITUTION | CUE_ORDINARY | CUE_ORG_HEAD) && !(list->v[first].flags & TOKEN_SENTENCE))
        know_surname(e, form_of(e, &list->v[first]), e->mentions[e->mention_n - 1].actor);
}

void find_orgs_by_nouns(struct enricher *e, uint32_t part, bool last)
{
    if (!e->english || e->shouted[part])
        return;
    for (size_t c = 0; c < e->capital_n[part]; c++) {
        size_t i = e->capitals[part][c];
        const struct token *t = &e->tokens[part]->v[i];
        if (!(t->flags & TOKEN_CAPITAL) || is_taken(e, part, i) || is_cue(e, t, CUE_ORDINARY))
            continue;
        if (i > 0)
            find_behind(e, part, i, last);
        if (!e->mention_at[part][i])
            find_before(e, part, i, last);
    }
}
