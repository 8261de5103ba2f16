#include "indexer/enricher.h"

#include "engine/base/memory.h"

#include <stdlib.h>

/* Weights of what speaks for one of several actors of a name. */
enum { FOR_COUNTRY = 4, FOR_TIME = 3, FOR_PRESENT = 8, FOR_OFFICE = 2, READINGS_MAX = 16 };

static int worth_of_time(const struct enricher *e, const struct actor *a)
{
    const int32_t around = YEARS_AROUND * 366 * CIVIL_DAY_MINUTES;
    int best = 0;
    for (size_t i = 0; e->in->date != CIVIL_NONE && i < a->role_count; i++) {
        const struct actor_role *r = &a->roles[i];
        if (gazetteer_held(r, e->in->date))
            return FOR_OFFICE + FOR_TIME;
        if ((r->from == CIVIL_NONE || r->from - around <= e->in->date) && (r->to == CIVIL_NONE || e->in->date <= r->to + around))
            best = FOR_TIME;
    }
    return best;
}

struct mention_worth worth_parts(const struct enricher *e, uint32_t actor)
{
    static const int8_t by_kind[ACTOR_KINDS] = { [ACTOR_COUNTRY] = 3, [ACTOR_PERSON] = 2, [ACTOR_ORG] = 2, [ACTOR_PARTY] = 2, [ACTOR_PLACE] = 1,
        [ACTOR_OFFICE] = 0 };
    const struct actor *a = &e->g->actors[actor];
    uint32_t country = e->g->country_of[actor];
    return (struct mention_worth){
        .kind = by_kind[a->kind],
        .time = (int8_t)worth_of_time(e, a),
        .country = country != GAZETTEER_NONE && e->present_of[country] ? FOR_COUNTRY : 0,
        .named = e->present_of[actor] ? FOR_PRESENT : 0,
    };
}

int mention_worth_sum(const struct mention_worth *w)
{
    return w->kind + w->time + w->country + w->named + w->around;
}

int worth_of(const struct enricher *e, uint32_t actor)
{
    struct mention_worth w = worth_parts(e, actor);
    return mention_worth_sum(&w);
}

/* ---- what else a name could have been ---- */

void readings_begin(struct enricher *e)
{
    e->reading_first = e->reading_n;
}

void readings_add(struct enricher *e, uint32_t actor, struct mention_worth worth)
{
    if (!e->in->readings)
        return;
    const struct actor *a = &e->g->actors[actor];
    GROW(e->readings, e->reading_n, e->reading_capacity);
    e->readings[e->reading_n++] = (struct mention_reading){ a->id, a->name, a->kind, worth };
}

void readings_add_bearers(struct enricher *e, struct str form)
{
    enum { WORTH_MOST = 100 };
    if (!e->in->readings)
        return;
    for (uint32_t b = first_bearer(e, form); b != GAZETTEER_NONE; b = e->bearers[b].next) {
        const struct present *p = &e->present[e->bearers[b].present];
        double told = p->tally.weight;
        struct mention_worth worth = { .named = (int8_t)(told < WORTH_MOST ? told : WORTH_MOST) };
        if (p->actor != GAZETTEER_NONE) {
            readings_add(e, p->actor, worth);
            continue;
        }
        GROW(e->readings, e->reading_n, e->reading_capacity);
        e->readings[e->reading_n++] = (struct mention_reading){ p->id, p->name, p->kind, worth };
    }
}

static int by_worth(const void *a, const void *b)
{
    const struct mention_reading *x = a, *y = b;
    int c = mention_worth_sum(&y->worth) - mention_worth_sum(&x->worth);
    return c ? c : str_compare(x->id, y->id);
}

/* An actor may have a name twice, as its own and as its capital's: the better stays. */
static size_t without_doubles(struct mention_reading *v, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        bool again = false;
        for (size_t k = 0; k < kept; k++)
            again = again || str_equal(v[k].id, v[i].id);
        if (!again)
            v[kept++] = v[i];
    }
    return kept;
}

void readings_end(struct enricher *e)
{
    size_t n = e->reading_n - e->reading_first;
    if (!n)
        return;
    struct mention_reading *v = e->readings + e->reading_first;
    qsort(v, n, sizeof *v, by_worth);
    n = without_doubles(v, n);
    n = n > READINGS_MAX ? READINGS_MAX : n;
    e->reading_n = e->reading_first + (n > 1 ? n : 0);
    struct mention *m = &e->mentions[e->mention_n - 1];
    m->reading_first = (uint32_t)e->reading_first;
    m->reading_count = n > 1 ? (uint32_t)n : 0;
}
