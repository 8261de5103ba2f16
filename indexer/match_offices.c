#include "indexer/enricher.h"

#include "indexer/cues.h"

static uint32_t holder(const struct enricher *e, struct str office, struct str of)
{
    if (e->in->date == CIVIL_NONE)
        return GAZETTEER_NONE;
    for (uint32_t i = gazetteer_office(e->g, office, of); i != GAZETTEER_NONE; i = e->g->office_entries[i].next) {
        const struct office_entry *o = &e->g->office_entries[i];
        if (gazetteer_held(&e->g->actors[o->actor].roles[o->role], e->in->date))
            return o->actor;
    }
    return GAZETTEER_NONE;
}

/* The country that a mention ending at token i, or beginning there, is of; empty where there is none. */
static struct str country_at(const struct enricher *e, uint32_t part, size_t i, bool ends)
{
    const struct token *t = &e->tokens[part]->v[i];
    size_t lo = 0, hi = e->sorted_n;
    while (lo < hi) {       /* mentions do not overlap: their ends ascend as their starts do */
        size_t mid = lo + (hi - lo) / 2;
        const struct mention *m = &e->mentions[mid];
        if (m->part < part || (m->part == part && (ends ? m->end < t->end : m->start < t->start)))
            lo = mid + 1;
        else
            hi = mid;
    }
    const struct mention *m = &e->mentions[lo];
    if (lo == e->sorted_n || m->part != part || (ends ? m->end != t->end : m->start != t->start))
        return (struct str){ NULL, 0 };
    uint32_t actor = e->present[m->actor].actor;
    bool country = actor != GAZETTEER_NONE && e->g->actors[actor].kind == ACTOR_COUNTRY;
    return country ? e->g->actors[actor].id : (struct str){ NULL, 0 };
}

/* "the Armenian prime minister", "Armenia's prime minister", "the prime minister of Armenia": who it was that day. */
void find_offices(struct enricher *e, uint32_t part)
{
    const struct token_list *list = e->tokens[part];
    for (size_t i = 0; i < list->n; i++) {
        if (!is_cue(e, &list->v[i], CUE_OFFICE))
            continue;
        struct str words[3];
        size_t n = 0, length = 0;
        while (n < 3 && i + n < list->n && !e->taken[part][i + n]) {
            words[n] = form_of(e, &list->v[i + n]);
            n++;
        }
        const char *office = n ? cue_office(words, n, &length) : NULL;
        if (!office)
            continue;
        size_t after = i + length;
        bool named = after < list->n && e->taken[part][after] && list->v[after].start == list->v[after - 1].end + 1 &&
                     !country_at(e, part, after, false).n;
        bool former = i > 0 && (str_is(form_of(e, &list->v[i - 1]), "former") || str_is(form_of(e, &list->v[i - 1]), "ex"));
        struct str country = i > 0 && e->taken[part][i - 1] ? country_at(e, part, i - 1, true) : (struct str){ NULL, 0 };
        if (!country.n && after + 1 < list->n && str_is(form_of(e, &list->v[after]), "of") && e->taken[part][after + 1])
            country = country_at(e, part, after + 1, false);
        uint32_t actor = country.n && !named && !former ? holder(e, str_of(office), country) : GAZETTEER_NONE;
        if (actor != GAZETTEER_NONE)
            add_mention(e, part, i, after - 1, present_registered(e, actor), MENTION_OFFICE, 70);
        i = after - 1;
    }
}
