#include "indexer/enricher.h"

#include "engine/text/name_key.h"

enum { CANDIDATES_MAX = 128, AGAINST_WEAK = 6 };

/* "Georgia and Texas": places of one country stand together. Or the article is full of that country's. */
static int worth_of_places(const struct enricher *e, const struct candidate *c, const struct name_entry *entry)
{
    enum { AROUND = 3, MANY = 2, FOR_NEIGHBOUR = 8, FOR_MANY = 5 };
    const struct gazetteer *g = e->g;
    uint32_t country = g->country_of[entry->actor];
    if (entry->kind != ACTOR_PLACE || country == GAZETTEER_NONE || !e->present_of[country])
        return 0;
    size_t from = c->first > AROUND ? c->first - AROUND : 0, to = c->last + AROUND < e->tokens[c->part]->n ?
        c->last + AROUND : e->tokens[c->part]->n - 1;
    for (size_t i = from; i <= to; i++) {
        uint32_t actor = actor_at(e, c->part, i);
        if (actor != GAZETTEER_NONE && g->actors[actor].kind == ACTOR_PLACE && g->country_of[actor] == country)
            return FOR_NEIGHBOUR;
    }
    const struct tally *t = &e->present[e->present_of[country] - 1].tally;
    return t->names + t->signs >= MANY ? FOR_MANY : 0;
}

/* "National Assembly", "Labour": many countries have one; it is this one's where the article names it, or its country. */
static bool wants_company(const struct name_entry *entry)
{
    enum actor_kind kind = (enum actor_kind)entry->kind;
    return entry->flags & NAME_WEAK && (kind == ACTOR_ORG || kind == ACTOR_PARTY);
}

/* The country of what an entry is, or itself. */
static uint32_t country_of_entry(const struct enricher *e, const struct name_entry *entry)
{
    return entry->kind == ACTOR_COUNTRY ? entry->actor : e->g->country_of[entry->actor];
}

static bool is_candidate_of(const struct enricher *e, uint32_t number, uint32_t country)
{
    const struct candidate *c = number ? &e->candidates[number - 1] : NULL;
    for (uint32_t i = c && c->node != GAZETTEER_NONE ? e->g->first[c->node] : GAZETTEER_NONE; i != GAZETTEER_NONE; i = e->g->entries[i].next)
        if (country_of_entry(e, &e->g->entries[i]) == country)
            return true;
    return false;
}

static bool is_town(const struct enricher *e, const struct candidate *c)
{
    bool town = false;
    for (uint32_t i = c->node != GAZETTEER_NONE ? e->g->first[c->node] : GAZETTEER_NONE; i != GAZETTEER_NONE; i = e->g->entries[i].next)
        town = town || e->g->entries[i].kind == ACTOR_PLACE || e->g->entries[i].flags & NAME_CAPITAL;
    return town;
}

/*
 * "Athens, Georgia": the town before a comma is of the same country, or speaks against it. "King Abdullah of Jordan", "the governor of Georgia",
 * "Kabila of Congo": what an "of" joins.
 */
static int worth_of_neighbours(const struct enricher *e, const struct candidate *c, const struct name_entry *entry)
{
    enum { FOR_JOINED = 8, AGAINST = 6 };
    static const char *const of_states[] = { "governor", "legislature", "senator", "senators", "congressman", "congresswoman", "state" };
    const struct token_list *list = e->tokens[c->part];
    uint32_t country = country_of_entry(e, entry);
    enum actor_kind kind = (enum actor_kind)entry->kind;
    bool of_before = c->first >= 2 && str_is(form_of(e, &list->v[c->first - 1]), "of"), of_behind = c->last + 2 < list->n &&
                     str_is(form_of(e, &list->v[c->last + 1]), "of");
    if (country == GAZETTEER_NONE)
        return 0;
    if (c->first > 0 && gap_before(e, c->part, c->first) == GAP_COMMA && capital(&list->v[c->first - 1]) && (kind == ACTOR_COUNTRY || kind == ACTOR_PLACE)) {
        uint32_t town = e->candidate_at[c->part][c->first - 1];
        bool other = town ? is_town(e, &e->candidates[town - 1]) && !is_candidate_of(e, town, country) :
                     c->first >= 2 && is_cue(e, &list->v[c->first - 2], CUE_PLACE_WORD);
        return !other ? 0 : kind == ACTOR_PLACE ? AGAINST : town ? -AGAINST : -AGAINST / 2;
    }
    if (of_before && kind == ACTOR_PLACE && is_any(form_of(e, &list->v[c->first - 2]), of_states, sizeof of_states / sizeof *of_states))
        return FOR_JOINED + AGAINST;
    if (of_before && kind == ACTOR_COUNTRY) {
        uint32_t actor = actor_at(e, c->part, c->first - 2);
        return actor != GAZETTEER_NONE && e->g->country_of[actor] == country ? FOR_JOINED + AGAINST : 0;
    }
    if (of_behind && kind == ACTOR_PERSON && e->candidate_at[c->part][c->last + 2])
        return is_candidate_of(e, e->candidate_at[c->part][c->last + 2], country) ? FOR_JOINED : 0;
    return 0;
}

/* The office before a name of one word. */
static struct str office_of(const struct enricher *e, const struct candidate *c)
{
    bool person = false;
    for (uint32_t i = c->first == c->last ? e->g->first[c->node] : GAZETTEER_NONE; i != GAZETTEER_NONE && !person; i = e->g->entries[i].next)
        person = e->g->entries[i].kind == ACTOR_PERSON;
    return person && c->first > 0 ? office_before(e, c->part, c->first) : (struct str){ NULL, 0 };
}

/* "President Aliyev": who has held that office. */
static int worth_of_title(const struct enricher *e, struct str office, const struct name_entry *entry)
{
    enum { FOR_TITLE = 6 };
    return office.n && entry->kind == ACTOR_PERSON && ever_held(&e->g->actors[entry->actor], office) ? FOR_TITLE : 0;
}

static struct mention_worth worth_of_entry(const struct enricher *e, const struct candidate *c, struct str office, const struct name_entry *entry)
{
    bool weak = entry->flags & NAME_WEAK && !wants_company(entry);
    struct mention_worth w = worth_parts(e, entry->actor);
    w.around = (int8_t)(worth_of_places(e, c, entry) + worth_of_neighbours(e, c, entry) + worth_of_title(e, office, entry) - (weak ? AGAINST_WEAK : 0));
    return w;
}

/* "Warsaw, Ind.", "Saint John, New Brunswick": the town of that name in another country. */
static bool is_elsewhere(const struct enricher *e, const struct candidate *c, const struct name_entry *entry)
{
    uint32_t country = entry->kind == ACTOR_COUNTRY ? entry->actor : e->g->country_of[entry->actor], next = c->last + 1;
    if (gap_before(e, c->part, next) != GAP_COMMA || country == GAZETTEER_NONE)
        return false;
    if (is_cue(e, &e->tokens[c->part]->v[next], CUE_STATE_NAME))
        return !str_is(e->g->actors[country].id, "US");
    uint32_t number = e->candidate_at[c->part][next];
    if (!number || e->candidates[number - 1].node == GAZETTEER_NONE || !(entry->flags & NAME_CAPITAL ||
        entry->kind == ACTOR_PLACE))
        return false;
    bool other = false, place = false;
    for (uint32_t i = e->g->first[e->candidates[number - 1].node]; i != GAZETTEER_NONE; i = e->g->entries[i].next) {
        const struct name_entry *x = &e->g->entries[i];
        place = place || x->kind == ACTOR_PLACE;
        other = other || e->g->country_of[x->actor] == country;
    }
    return place && !other;
}

/* A surname of 1987 is nobody's who came to an office in 2015: too early by more than YEARS_AROUND. */
static bool is_too_early(const struct enricher *e, const struct name_entry *entry)
{
    const struct actor *a = &e->g->actors[entry->actor];
    const int32_t around = YEARS_AROUND * 366 * CIVIL_DAY_MINUTES;
    if (entry->kind != ACTOR_PERSON || entry->words > 1 || e->in->date == CIVIL_NONE || !a->role_count)
        return false;
    for (size_t i = 0; i < a->role_count; i++)
        if (a->roles[i].from == CIVIL_NONE || a->roles[i].from - around <= e->in->date)
            return false;
    return true;
}

/* "the Albanian Interior Ministry": the country before a name that several states use says which it is not. */
static bool is_of_other_country(const struct enricher *e, const struct candidate *c, const struct name_entry *entry)
{
    uint32_t number = c->first > 0 ? e->candidate_at[c->part][c->first - 1] : 0, country = e->g->country_of[entry->actor];
    const struct candidate *before = number ? &e->candidates[number - 1] : NULL;
    enum gap gap = gap_before(e, c->part, c->first);
    if (!before || before->dropped || before->node == GAZETTEER_NONE || country == GAZETTEER_NONE || (gap != GAP_SPACE && gap != GAP_POSSESSIVE))
        return false;
    bool other = false;
    for (uint32_t i = e->g->first[before->node]; i != GAZETTEER_NONE; i = e->g->entries[i].next) {
        if (e->g->entries[i].actor == country)
            return false;
        other = other || e->g->entries[i].kind == ACTOR_COUNTRY;
    }
    return other;
}

bool is_of_other(const struct enricher *e, uint32_t part, size_t last, uint32_t country)
{
    const struct token_list *list = e->tokens[part];
    size_t next = last + 2;
    if (next >= list->n || country == GAZETTEER_NONE || list->v[last + 1].end - list->v[last + 1].start != 2 || !str_is(form_of(e, &list->v[last + 1]), "of") ||
        gap_before(e, part, next) != GAP_SPACE || gap_before(e, part, next - 1) != GAP_SPACE)
        return false;
    uint32_t number = e->candidate_at[part][next];
    const struct candidate *of = number ? &e->candidates[number - 1] : NULL;
    return of && of->node != GAZETTEER_NONE && name_is_of(e, of->node, 1u << ACTOR_COUNTRY) && !is_candidate_of(e, number, country);
}

/* Whether a name can be this entry's here. */
static bool fits(struct enricher *e, const struct candidate *c, struct str office, const struct name_entry *entry)
{
    enum actor_kind kind = (enum actor_kind)entry->kind;
    bool titled = entry->flags & NAME_TITLED && office.n && worth_of_title(e, office, entry) > 0 &&
                  str_equal(gazetteer_str(e->g, entry->form), form_of(e, &e->tokens[c->part]->v[c->first]));
    if ((!titled && !name_may_be(e, entry, c->part, c->first, c->last)) || is_too_early(e, entry) ||
        (kind == ACTOR_PERSON && is_of_other(e, c->part, c->last, country_of_entry(e, entry))))
        return false;
    return !((kind == ACTOR_COUNTRY || kind == ACTOR_PLACE) && is_elsewhere(e, c, entry));
}

static bool in_company(const struct enricher *e, const struct name_entry *entry)
{
    uint32_t country = e->g->country_of[entry->actor];
    return e->present_of[entry->actor] || (country != GAZETTEER_NONE && (e->present_of[country] || (e->home && str_is(e->g->actors[country].id, e->home))));
}

static uint32_t entries_that_fit(struct enricher *e, const struct candidate *c, const struct name_entry **ret, size_t most)
{
    uint32_t n = 0;
    struct str office = office_of(e, c);
    for (uint32_t i = e->g->first[c->node]; i != GAZETTEER_NONE && n < most; i = e->g->entries[i].next)
        if (fits(e, c, office, &e->g->entries[i]))
            ret[n++] = &e->g->entries[i];
    return n;
}

static enum mention_how how_of(const struct name_entry *entry)
{
    return entry->flags & NAME_CAPITAL ? MENTION_CAPITAL_CITY : entry->flags & NAME_DEMONYM ? MENTION_DEMONYM : MENTION_NAME;
}

/* Surnames come first in the names of some countries. */
static bool surname_first(const struct actor *a)
{
    static const char *const countries[] = { "CN", "KP", "KR", "TW", "VN" };
    return is_any(a->country, countries, sizeof countries / sizeof *countries);
}

/* "D. Peskov", "F.W. de Klerk": where the initials before a surname begin, if the first is that of the person; or before the name as it is known. */
static size_t with_initials(struct enricher *e, const struct candidate *c, const struct actor *a)
{
    const struct token *v = e->tokens[c->part]->v;
    size_t first = c->first;
    while (first > 0 && gap_before(e, c->part, first) == GAP_DOT && is_initial(e, c->part, &v[first - 1]) && !is_taken(e, c->part, first - 1))
        first--;
    if (first == c->first || a->kind != ACTOR_PERSON || !a->name.n)
        return c->first;
    if (c->first != c->last)
        return first;
    strbuf_clear(&e->scratch);
    name_key_token(e->keyer, form_of(e, &v[first]), &e->scratch);
    char wanted = (char)(a->name.p[0] | 0x20);
    return e->scratch.n && e->scratch.p[0] == wanted ? first : c->first;
}

/* "King Birendra": the title is no part of the name, though the registry's name has it. */
static size_t without_title(const struct enricher *e, const struct candidate *c, const struct actor *a, size_t first)
{
    static const char *const titles[] = { "king", "queen", "prince", "princess", "pope", "emperor", "sultan" };
    bool title = a->kind == ACTOR_PERSON && first < c->last && is_cue(e, &e->tokens[c->part]->v[first], CUE_TITLE) && is_any(form_of(e, &e->tokens[c->part]->v[first]), titles, sizeof titles / sizeof *titles);
    return title ? first + 1 : first;
}

static void settle(struct enricher *e, const struct candidate *c, const struct name_entry *entry, int confidence)
{
    const struct actor *a = &e->g->actors[entry->actor];
    const struct token *v = e->tokens[c->part]->v;
    uint32_t present = present_registered(e, entry->actor);
    add_mention(e, c->part, without_title(e, c, a, with_initials(e, c, a)), c->last, present, how_of(entry), confidence);
    if (a->kind == ACTOR_PERSON)
        know_surname(e, surname_key(e, form_of(e, &v[c->last])), present);
    if (a->kind == ACTOR_PERSON && c->last > c->first && surname_first(a))
        know_surname(e, surname_key(e, form_of(e, &v[c->first])), present);
}

/* How much the article has of an entry's country. */
static double weight_of_country(const struct enricher *e, const struct name_entry *entry)
{
    uint32_t country = e->g->country_of[entry->actor];
    uint32_t present = country == GAZETTEER_NONE ? 0 : e->present_of[country];
    return present ? e->present[present - 1].tally.weight : 0;
}

/* Of two that are worth the same: whose country the article has more of; else, that it be the same one always, by the id. */
static bool comes_first(const struct enricher *e, const struct name_entry *a, const struct name_entry *b)
{
    double x = weight_of_country(e, a), y = weight_of_country(e, b);
    return x != y ? x > y : str_compare(e->g->actors[a->actor].id, e->g->actors[b->actor].id) < 0;
}

static void settle_one(struct enricher *e, const struct candidate *c, const struct name_entry *const *found, uint32_t n)
{
    uint32_t best = 0;
    int best_worth = -100, second = -100;
    struct str office = office_of(e, c);
    readings_begin(e);
    for (uint32_t k = 0; k < n && (n > 1 || e->in->readings); k++) {
        struct mention_worth parts = worth_of_entry(e, c, office, found[k]);
        int worth = mention_worth_sum(&parts);
        bool better = k == 0 || worth > best_worth || (worth == best_worth && comes_first(e, found[k], found[best]));
        second = better ? best_worth : worth > second ? worth : second;
        best = better ? k : best;
        best_worth = better ? worth : best_worth;
        readings_add(e, found[k]->actor, parts);
    }
    bool weak = wants_company(found[best]);
    settle(e, c, found[best], n == 1 && !weak ? 95 : best_worth > second + 2 ? 80 : 60);
    readings_end(e);
}

/* After "Michael Jordan": a bare "Jordan" is he, unless it stands as a place does. */
static bool is_person_here(struct enricher *e, const struct candidate *c, uint32_t *ret_present)
{
    const struct token *v = e->tokens[c->part]->v;
    if (c->first != c->last || !name_is_of(e, c->node, 1u << ACTOR_COUNTRY | 1u << ACTOR_PLACE))
        return false;
    *ret_present = known_surname(e, surname_key(e, form_of(e, &v[c->first])));
    bool place = c->first > 0 && gap_before(e, c->part, c->first) == GAP_SPACE && is_cue(e, &v[c->first - 1], CUE_PLACE_WORD);
    return *ret_present != GAZETTEER_NONE && e->present[*ret_present].kind == ACTOR_PERSON && !place;
}

/* Of names that want company, those that have it stay; without any, "the National Assembly" is one that only the article knows. */
static uint32_t keep_company(struct enricher *e, const struct candidate *c, const struct name_entry **found, uint32_t n)
{
    uint32_t kept = 0;
    enum actor_kind kind = (enum actor_kind)found[0]->kind;
    for (uint32_t i = 0; i < n; i++)
        if (!wants_company(found[i]) || (in_company(e, found[i]) && !is_of_other_country(e, c, found[i])))
            found[kept++] = found[i];
    if (!kept && c->last > c->first)
        add_mention(e, c->part, c->first, c->last, present_local(e, kind, c->part, c->first, c->last - c->first + 1), MENTION_CUE, 40);
    return kept;
}

static void settle_registered(struct enricher *e, struct candidate *c, int pass)
{
    enum { NEVER = 4 };
    const struct name_entry *found[CANDIDATES_MAX];
    if ((c->turn && c->turn != pass + 1) || (pass == 0 && c->first == c->last))
        return;
    uint32_t present, n = entries_that_fit(e, c, found, CANDIDATES_MAX);
    c->turn = n == 0 ? NEVER : n > 1 || wants_company(found[0]) ? 3 : c->first == c->last ? 2 : 1;
    if (c->turn != pass + 1)
        return;
    if (pass > 0 && is_person_here(e, c, &present))
        add_mention(e, c->part, c->first, c->last, present, MENTION_SURNAME, 65);
    else if ((n = keep_company(e, c, found, n)))
        settle_one(e, c, found, n);
}

/* First the names of several words that can be only one actor, then those of one word; then the others, in the light of those. */
void settle_names(struct enricher *e)
{
    for (int pass = 0; pass < 3; pass++)
        for (size_t i = 0; i < e->candidate_n; i++) {
            struct candidate *c = &e->candidates[i];
            if (c->dropped)
                continue;
            if (c->node != GAZETTEER_NONE)
                settle_registered(e, c, pass);
            else if (pass == 0)
                add_mention(e, c->part, c->first, c->last, c->present, (enum mention_how)c->how, c->confidence);
        }
}

uint32_t holder_of(const struct enricher *e, struct str office, struct str of)
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
