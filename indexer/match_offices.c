#include "indexer/enricher.h"

/* Whose office it can be: the id of what is mentioned at token i, where that is no person. */
static struct str owner_at(const struct enricher *e, uint32_t part, size_t i)
{
    uint32_t actor = actor_at(e, part, i);
    if (actor == GAZETTEER_NONE || e->g->actors[actor].kind == ACTOR_PERSON)
        return (struct str){ NULL, 0 };
    return e->g->actors[actor].id;
}

static bool is_former(struct str form)
{
    static const char *const words[] = {
        "former", "ex", "then", "late", "ousted", "deposed", "onetime", "next", "future", "aspiring", "deputy", "assistant",
        "a", "an", "another", "any", "each", "every", "no",
    };
    return is_any(form, words, sizeof words / sizeof *words);
}

/* "the former Russian president", "any FBI director": whether a word before token i says that it is not who holds the office. */
static bool former_before(const struct enricher *e, uint32_t part, size_t i)
{
    const struct token_list *list = e->tokens[part];
    size_t k = i;
    while (k > 0 && e->mention_at[part][k - 1])
        k--;
    return (i > 0 && is_former(form_of(e, &list->v[i - 1]))) || (k > 0 && k < i && is_former(form_of(e, &list->v[k - 1])));
}

/* A person's name comes next: the office is a title. Or the person's mention is the one before a comma. */
static bool is_named(const struct enricher *e, uint32_t part, size_t after)
{
    if (after >= e->tokens[part]->n || gap_before(e, part, after) != GAP_SPACE)
        return false;
    if (!e->mention_at[part][after])
        return capitalised(&e->tokens[part]->v[after]);
    return e->present[e->mentions[e->mention_at[part][after] - 1].actor].kind == ACTOR_PERSON;
}

static struct str owner_of(const struct enricher *e, uint32_t part, size_t i, size_t after)
{
    const struct token_list *list = e->tokens[part];
    struct str of = i > 0 ? owner_at(e, part, i - 1) : (struct str){ NULL, 0 };
    enum gap gap = gap_before(e, part, i);
    if (of.n && (gap == GAP_SPACE || gap == GAP_POSSESSIVE))
        return of;
    size_t k = after + 1;
    if (k >= list->n || !str_is(form_of(e, &list->v[after]), "of") || gap_before(e, part, after) != GAP_SPACE)
        return (struct str){ NULL, 0 };
    if (str_is(form_of(e, &list->v[k]), "the") && k + 1 < list->n)
        k++;
    return owner_at(e, part, k);
}

/* Whether it can be anybody's: what has an office is mentioned before it, or behind an "of". */
static bool has_owner_near(const struct enricher *e, uint32_t part, size_t i)
{
    const struct token_list *list = e->tokens[part];
    if (i > 0 && e->mention_at[part][i - 1])
        return true;
    for (size_t k = i + 1; k + 1 < list->n && k <= i + OFFICE_WORDS_MAX; k++)
        if (list->v[k].end - list->v[k].start == 2 && (e->mention_at[part][k + 1] || (k + 2 < list->n && e->mention_at[part][k + 2])))
            return true;
    return false;
}

/* "the Armenian prime minister", "Armenia's prime minister", "the prime minister of Armenia": who it was that day. */
void find_offices(struct enricher *e, uint32_t part)
{
    const struct token_list *list = e->tokens[part];
    for (size_t i = 0; i < list->n; i++) {
        if (!is_cue(e, &list->v[i], CUE_OFFICE) || e->mention_at[part][i] || !has_owner_near(e, part, i))
            continue;
        struct str words[OFFICE_WORDS_MAX];
        size_t n = 0, length = 0;
        while (n < OFFICE_WORDS_MAX && i + n < list->n && !e->mention_at[part][i + n]) {
            words[n] = form_of(e, &list->v[i + n]);
            n++;
        }
        const char *office = cue_office(words, n, &length);
        if (!office)
            continue;
        size_t after = i + length;
        struct str of = owner_of(e, part, i, after);
        uint32_t actor = of.n && !is_named(e, part, after) && !former_before(e, part, i) ? holder_of(e, str_of(office), of) : GAZETTEER_NONE;
        if (actor != GAZETTEER_NONE)
            add_mention(e, part, i, after - 1, present_registered(e, actor), MENTION_OFFICE, 70);
        i = after - 1;
    }
}
