#include "indexer/enricher.h"

#include <stdlib.h>

enum { CANDIDATES_MAX = 64 };

static uint32_t actor_number(const struct gazetteer *g, struct str id)
{
    return id.n ? strmap_find(&g->ids, id) : GAZETTEER_NONE;
}

/* Weights of what speaks for one of several actors of a name. */
enum { FOR_COUNTRY = 4, FOR_TIME = 3, FOR_PRESENT = 8, FOR_OFFICE = 2, AGAINST_WEAK = 6 };

static int worth_of(const struct enricher *e, const struct name_entry *entry)
{
    static const int by_kind[ACTOR_KINDS] = { [ACTOR_COUNTRY] = 3, [ACTOR_PERSON] = 2, [ACTOR_ORG] = 2, [ACTOR_PARTY] = 2, [ACTOR_PLACE] = 1, [ACTOR_OFFICE] = 0 };
    const struct actor *a = &e->g->actors[entry->actor];
    uint32_t country = actor_number(e->g, a->country);
    int worth = by_kind[a->kind];
    if (country != GAZETTEER_NONE && e->present_of[country])
        worth += FOR_COUNTRY;
    if (e->present_of[entry->actor])
        worth += FOR_PRESENT;
    for (size_t i = 0; e->in->date != CIVIL_NONE && i < a->role_count; i++) {
        const int32_t years = 15 * 366 * CIVIL_DAY_MINUTES;
        const struct actor_role *r = &a->roles[i];
        if (gazetteer_held(r, e->in->date)) {
            worth += FOR_OFFICE + FOR_TIME;
            break;
        }
        if ((r->from == CIVIL_NONE || r->from - years <= e->in->date) && (r->to == CIVIL_NONE || e->in->date <= r->to + years)) {
            worth += FOR_TIME;
            break;
        }
    }
    return worth - (entry->flags & NAME_WEAK ? AGAINST_WEAK : 0);
}

static uint32_t entries_that_fit(const struct enricher *e, const struct candidate *c, const struct name_entry **ret, size_t most)
{
    const struct token *first = &e->tokens[c->part]->v[c->first], *last = &e->tokens[c->part]->v[c->last];
    uint32_t n = 0;
    for (uint32_t i = e->g->first[c->node]; i != GAZETTEER_NONE && n < most; i = e->g->entries[i].next)
        if (!(e->g->entries[i].flags & NAME_TITLED) && name_may_be(e, &e->g->entries[i], first, last))
            ret[n++] = &e->g->entries[i];
    return n;
}

static enum mention_how how_of(const struct name_entry *entry)
{
    return entry->flags & NAME_CAPITAL ? MENTION_CAPITAL_CITY : entry->flags & NAME_DEMONYM ? MENTION_DEMONYM : MENTION_NAME;
}

static void settle(struct enricher *e, const struct candidate *c, const struct name_entry *entry, int confidence)
{
    uint32_t present = present_registered(e, entry->actor);
    add_mention(e, c->part, c->first, c->last, present, how_of(entry), confidence);
    if (e->g->actors[entry->actor].kind == ACTOR_PERSON)
        know_surname(e, form_of(e, &e->tokens[c->part]->v[c->last]), present);
}

/* First those that can be only one actor; then the others, in the light of those. */
void settle_names(struct enricher *e)
{
    const struct name_entry *fits[CANDIDATES_MAX];
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < e->candidate_n; i++) {
            const struct candidate *c = &e->candidates[i];
            uint32_t n = entries_that_fit(e, c, fits, CANDIDATES_MAX);
            if (n == 0 || (n == 1) != (pass == 0))
                continue;
            uint32_t best = 0;
            int best_worth = worth_of(e, fits[0]), second = -100;
            for (uint32_t k = 1; k < n; k++) {
                int worth = worth_of(e, fits[k]);
                bool better = worth > best_worth ||
                              (worth == best_worth && str_compare(e->g->actors[fits[k]->actor].id, e->g->actors[fits[best]->actor].id) < 0);
                second = better ? best_worth : worth > second ? worth : second;
                best = better ? k : best;
                best_worth = better ? worth : best_worth;
            }
            int confidence = n == 1 ? 95 : best_worth > second + 2 ? 80 : 60;
            settle(e, c, fits[best], confidence);
        }
}
