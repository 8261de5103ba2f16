#include "indexer/salience.h"

#include <math.h>

enum { DATELINE_WORDS = 14, LEAD_WORDS = 80, SALIENCE_MOST = 15 };

/* Whether a token is in the first paragraph, or among the first words where there is only one. */
static bool in_lead(const struct tally_place *at)
{
    size_t n = at->token;
    if (n >= LEAD_WORDS)
        return false;
    for (size_t i = 1; i <= n; i++)
        if (at->list->v[i].flags & TOKEN_PARAGRAPH)
            return false;
    return true;
}

static bool has_dash(struct str gap)
{
    static const char *const dashes[] = { " - ", "- ", " --", "\u2013", "\u2014" };
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
        for (size_t k = 0; k + strlen(dashes[i]) <= gap.n; k++)
            if (memcmp(gap.p + k, dashes[i], strlen(dashes[i])) == 0)
                return true;
    return false;
}

size_t dateline_length(struct str text, const struct token_list *list)
{
    bool dated = list->n && list->v[0].flags & TOKEN_UPPER;
    for (size_t i = 1; i < list->n && i < DATELINE_WORDS && list->v[0].flags & TOKEN_CAPITAL; i++) {
        struct str gap = str_slice(text, list->v[i - 1].end, list->v[i].start);
        if (dated && has_dash(gap))
            return i;
        if (list->v[i].flags & (TOKEN_SENTENCE | TOKEN_PARAGRAPH))
            return 0;
        dated = dated || list->v[i].flags & TOKEN_NUMBER;
    }
    return 0;
}

static void add(struct tally *t, const struct tally_place *at, bool sign)
{
    double one = sign ? 0.5 : 1;
    bool dateline = at->part == PART_TEXT && at->token < at->dateline;
    t->weight += one;
    if (at->part == PART_TITLE) {
        t->title = true;
        t->in_title = one > t->in_title ? one : t->in_title;
        return;
    }
    double first = at->list->n ? (double)(at->token + 1) / (double)at->list->n : 0;
    t->first = t->first == 0 || first < t->first ? first : t->first;
    t->dateline = t->dateline || dateline;
    t->names += !sign && !dateline;
    t->signs += sign && !dateline;
    if (in_lead(at)) {
        t->lead = t->lead || !dateline;
        t->in_lead = one > t->in_lead ? one : t->in_lead;
    }
}

void tally_add(struct tally *t, const struct tally_place *at, enum mention_how how)
{
    t->mentions++;
    add(t, at, how == MENTION_DEMONYM || how == MENTION_CAPITAL_CITY);
}

void tally_imply(struct tally *t, const struct tally_place *at)
{
    add(t, at, true);
}

static int rounded(double weight)
{
    int salience = (int)(weight + 0.5);
    return salience < 1 ? 1 : salience > SALIENCE_MOST ? SALIENCE_MOST : salience;
}

int tally_salience(const struct tally *t, enum actor_kind kind)
{
    if (kind != ACTOR_COUNTRY && kind != ACTOR_PLACE) {
        const double title = 4, lead = 3, most = 12, half = 4;
        return rounded(title * t->in_title + lead * t->in_lead + most * t->weight / (t->weight + half));
    }
    const double title = 1.9, dateline = 3.4, name = 1.42, sign = 1.04, lead = 0.57, late = 1.12, least = 1.8;
    double z = title * t->title + dateline * t->dateline + name * log1p(t->names) + sign * log1p(t->signs) + lead * t->lead -
               (t->title ? 0 : late * t->first) - least;
    return rounded(1 + (SALIENCE_MOST - 1) / (1 + exp(-z)));
}
