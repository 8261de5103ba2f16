#include "indexer/enricher.h"

/*
 * Organisations that a noun in lower case tells of: "the retailer Example", "Example shares", "an analyst with Doe Roe", "state oil company Example".
 * Names of several words come before persons, which a row of capitals could be too; names of one word behind all that is surer.
 */
enum { NAME_WORDS_MAX = 4 };

/* What an organisation is; its name follows. */
static bool is_noun_before(struct str form)
{
    static const char *const words[] = {
        "agency", "airline", "automaker", "bank", "brewer", "broadcaster", "brokerage", "builder", "carmaker", "carrier", "chain", "channel",
        "chipmaker", "club", "company", "conglomerate", "consultancy", "daily", "distiller", "firm", "giant", "group", "insurer", "lender",
        "maker", "manufacturer", "monopoly", "network", "newspaper", "operator", "outlet", "pharmacist", "producer", "publisher", "refiner",
        "refinery", "retailer", "rival", "steelmaker", "subsidiary", "supplier", "thrift", "unit", "utility", "website", "weekly", "wholesaler",
    };
    return is_any(form, words, sizeof words / sizeof *words);
}

/* What only an organisation has; its name stands before. */
static bool is_noun_behind(struct str form)
{
    static const char *const words[] = {
        "daily", "executives", "managers", "newspaper", "plant", "plants", "shareholders", "shares", "spokesman", "spokeswoman", "stock",
        "stockholders", "subsidiary", "team", "unit", "workers",
    };
    return is_any(form, words, sizeof words / sizeof *words);
}

/* "analyst with", "economist at", "spokesman for", "chairman of". */
static bool is_employer_behind(struct str who, struct str small)
{
    static const char *const with[] = {
        "analyst", "analysts", "broker", "brokers", "dealer", "dealers", "economist", "economists", "fellow", "manager", "managers", "researcher",
        "salesman", "strategist", "strategists", "trader", "traders",
    };
    static const char *const of[] = { "chairman", "chairwoman", "founder", "owner", "owners", "subsidiary", "unit" };
    static const char *const played_for[] = { "plays", "played", "rides", "rode", "signed", "works", "worked" };
    bool at = str_is(small, "at") || str_is(small, "with");
    if (str_is(small, "of"))
        return is_any(who, of, sizeof of / sizeof *of);
    if (str_is(small, "for"))
        return str_is(who, "spokesman") || str_is(who, "spokeswoman") || is_any(who, played_for, sizeof played_for / sizeof *played_for);
    return at && is_any(who, with, sizeof with / sizeof *with);
}

/* "Example gained 12 cents", "slipped": what shares do. */
static bool is_share_verb(struct str form)
{
    static const char *const words[] = {
        "climbed", "dipped", "dropped", "eased", "edged", "fell", "firmed", "gained", "jumped", "rose", "shed", "slid", "slipped", "slumped", "soared",
        "surged", "tumbled",
    };
    return is_any(form, words, sizeof words / sizeof *words);
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

static void add_org(struct enricher *e, uint32_t part, size_t i, size_t n, int confidence)
{
    add_mention(e, part, i, i + n - 1, present_local(e, ACTOR_ORG, part, i, n), MENTION_CUE, confidence);
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
    if (gap_before(e, part, i) != GAP_SPACE || v[i - 1].flags & TOKEN_CAPITAL)
        return;
    struct str before = form_of(e, &v[i - 1]);
    bool noun = is_noun_before(before), employer = i > 1 && is_employer_behind(form_of(e, &v[i - 2]), before);
    size_t n = noun || employer ? words_from(e, part, i) : 0;
    if (!n || (n == 1) != last || is_cue(e, &v[i], CUE_GIVEN_NAME | CUE_SURNAME_FIRST) || (n == 1 && is_plain_word(e, part, i)) || is_initial(e, part, &v[i]))
        return;
    add_org(e, part, i, n, noun ? 50 : 55);
}

/* "Example, a Swedish bank": what it is stands behind a comma. */
static bool is_apposed(const struct enricher *e, uint32_t part, size_t next)
{
    enum { WORDS_MOST = 8 };
    const struct token_list *list = e->tokens[part];
    if (next >= list->n || gap_before(e, part, next) != GAP_COMMA)
        return false;
    struct str first = form_of(e, &list->v[next]);
    bool opens = str_is(first, "a") || str_is(first, "an") || str_is(first, "the") || str_is(first, "its") || e->candidate_at[part][next];
    for (size_t k = next; opens && k < list->n && k < next + WORDS_MOST; k++) {
        if (k > next && gap_before(e, part, k) != GAP_SPACE && gap_before(e, part, k) != GAP_HYPHEN && gap_before(e, part, k) != GAP_POSSESSIVE)
            return false;
        if (is_cue(e, &list->v[k], CUE_TITLE))
            return false;
        enum gap after = gap_before(e, part, k + 1);
        if (is_noun_before(form_of(e, &list->v[k])) && (after == GAP_COMMA || after == GAP_BREAK))
            return true;
    }
    return false;
}

static void find_before(struct enricher *e, uint32_t part, size_t i, bool last)
{
    const struct token_list *list = e->tokens[part];
    bool agency = i + 2 < list->n && str_is(form_of(e, &list->v[i + 1]), "news") && str_is(form_of(e, &list->v[i + 2]), "agency");
    bool space = i + 1 < list->n && gap_before(e, part, i + 1) == GAP_SPACE && !(list->v[i + 1].flags & TOKEN_CAPITAL);
    bool shares = space && i + 2 < list->n && is_share_verb(form_of(e, &list->v[i + 1])) && list->v[i + 2].flags & TOKEN_NUMBER;
    bool apposed = is_apposed(e, part, i + 1);
    if (!apposed && !shares && !(space && (agency || is_noun_behind(form_of(e, &list->v[i + 1])))))
        return;
    size_t n = words_until(e, part, i), first = i + 1 - n;
    if (!n || (n == 1) != last || is_cue(e, &list->v[first], CUE_GIVEN_NAME | CUE_SURNAME_FIRST) || (n == 1 && is_plain_word(e, part, i) && !(apposed && !is_lower_elsewhere(e, &list->v[i]))))
        return;
    add_org(e, part, first, n, 45);
    know_surname(e, form_of(e, &list->v[first]), e->mentions[e->mention_n - 1].actor);
}

void find_orgs_by_nouns(struct enricher *e, uint32_t part, bool last)
{
    if (!e->english || e->shouted[part])
        return;
    for (size_t c = 0; c < e->capital_n[part]; c++) {
        size_t i = e->capitals[part][c];
        if (!may_stand_in_name(e, part, i))
            continue;
        if (i > 0)
            find_behind(e, part, i, last);
        if (!e->mention_at[part][i])
            find_before(e, part, i, last);
    }
}
