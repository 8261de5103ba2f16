#include "indexer/salience.h"

/* Whether token `first` is in the first paragraph, or among the first words where there is only one. */
static bool in_lead(const struct token_list *list, size_t first)
{
    enum { LEAD_WORDS = 80 };
    if (first >= LEAD_WORDS)
        return false;
    for (size_t i = 1; i <= first; i++)
        if (list->v[i].flags & TOKEN_PARAGRAPH)
            return false;
    return true;
}

void tally_add(struct tally *t, uint32_t part, const struct token_list *list, size_t first, enum mention_how how)
{
    double one = how == MENTION_DEMONYM || how == MENTION_CAPITAL_CITY ? 0.5 : 1;
    t->mentions++;
    t->weight += one;
    if (part == PART_TITLE) {
        if (one > t->title)
            t->title = one;
    } else if (one > t->lead && in_lead(list, first)) {
        t->lead = one;
    }
}

int tally_salience(const struct tally *t)
{
    const double title = 4, lead = 3, most = 12, half = 4;
    double weight = title * t->title + lead * t->lead + most * t->weight / (t->weight + half);
    int salience = (int)(weight + 0.5);
    return salience < 1 ? 1 : salience > 15 ? 15 : salience;
}
