#include "indexer/quote_private.h"

#include <string.h>

/*
 * Whom a pronoun stands for: of the persons that were named before it, the one with the highest sum of
 *     nearness: 6 in its own sentence, less 1.5 for each sentence back, and less 1 for each paragraph back, at least 0
 *     2 where that was the first person of its sentence (mostly its subject)
 *     2 where that person says or does something with words there
 *     2 where that person was quoted last before
 *     up to 2 for the part of all mentions of persons that are this one's.
 * Who is told to be of the other sex is never meant.
 */
struct person {
    uint32_t mentions;
    unsigned sexes;             /* WORD_HE, WORD_SHE; 0: not known */
};

struct named_place {
    uint32_t actor;
    uint32_t start, sentence, paragraph;
    bool first;                 /* person of its sentence */
    bool says;                  /* a verb of saying stands right behind */
};

struct pronouns {
    const struct speech *speech;
    struct person *persons;     /* by actor */
    struct named_place *places; /* outside quotations, ascending */
    size_t n;
    uint32_t all_mentions;
    uint32_t last_speaker, spoke_at;
    uint32_t *sentence_of;      /* by token */
};

static unsigned sex_of_name(struct str name)
{
    char folded[32];
    size_t space = str_find(name, ' '), n = 0;
    if (space == name.n || space >= sizeof folded)
        return 0;
    for (; n < space; n++)
        folded[n] = name.p[n] >= 'A' && name.p[n] <= 'Z' ? (char)(name.p[n] + 32) : name.p[n];
    enum given_gender g = given_name_gender((struct str){ folded, n });
    return g == GENDER_MALE ? WORD_HE : g == GENDER_FEMALE ? WORD_SHE : 0;
}

/* Whether the mention that begins at a token is followed by a verb of saying. */
static bool says_behind(const struct speech *s, size_t i)
{
    enum { HELPERS = 2 };
    size_t k = i;
    while (k < s->n && s->tokens[k].mention == s->tokens[i].mention)
        k++;
    for (int helpers = 0; k < s->n && helpers < HELPERS && s->tokens[k].kinds & WORD_HELPS && !s->tokens[k].gap; helpers++)
        k++;
    return k < s->n && !s->tokens[k].gap && s->tokens[k].kinds & (WORD_SAYS | WORD_CALLS);
}

struct pronouns *pronouns_new(const struct speech *s)
{
    const struct enriched *e = s->enriched;
    struct pronouns *p = arena_new(s->arena, struct pronouns);
    *p = (struct pronouns){ .speech = s, .last_speaker = QUOTE_NO_ACTOR,
                            .persons = arena_array(s->arena, struct person, e->actor_count + 1),
                            .places = arena_array(s->arena, struct named_place, e->mention_count + 1),
                            .sentence_of = arena_alloc(s->arena, (s->n + 1) * sizeof(uint32_t)) };
    for (size_t i = 0; i < e->actor_count; i++)
        if (e->actors[i].kind == ACTOR_PERSON)
            p->persons[i].sexes = sex_of_name(e->actors[i].name);
    uint32_t sentence = 0, counted = 0;
    int32_t last = -1;
    bool first = true;
    for (size_t i = 0; i < s->n; i++) {
        const struct speech_token *t = &s->tokens[i];
        if (t->quote < 0 && t->gap & (GAP_SENTENCE | GAP_PARAGRAPH)) {
            sentence++;
            first = true;
        }
        p->sentence_of[i] = sentence;
        if (t->mention < 0 || t->mention == last)
            continue;
        last = t->mention;
        uint32_t actor = e->mentions[t->mention].actor;
        if (e->actors[actor].kind != ACTOR_PERSON)
            continue;
        p->persons[actor].mentions++;
        counted++;
        if (i && s->tokens[i - 1].kinds & (WORD_MR | WORD_MRS))
            p->persons[actor].sexes = s->tokens[i - 1].kinds & WORD_MR ? WORD_HE : WORD_SHE;
        if (t->quote >= 0)
            continue;
        p->places[p->n++] = (struct named_place){ actor, t->start, sentence, t->paragraph, first, says_behind(s, i) };
        first = false;
    }
    p->all_mentions = counted;
    return p;
}

void pronouns_spoke(struct pronouns *p, uint32_t actor, uint32_t at)
{
    p->last_speaker = actor;
    p->spoke_at = at;
}

static double worth(const struct pronouns *p, const struct named_place *place, uint32_t sentence, uint32_t paragraph)
{
    double near = 6 - 1.5 * (double)(sentence - place->sentence) - (double)(paragraph - place->paragraph);
    double sum = near > 0 ? near : 0;
    sum += place->first ? 2 : 0;
    sum += place->says ? 2 : 0;
    sum += place->actor == p->last_speaker ? 2 : 0;
    return sum + 2.0 * p->persons[place->actor].mentions / (p->all_mentions + 1.0);
}

static size_t places_before(const struct pronouns *p, uint32_t byte)
{
    size_t low = 0, high = p->n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (p->places[middle].start < byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* "She continued": the one who spoke before. */
static bool goes_on(const struct speech *s, const struct named *pronoun)
{
    static const char *const verbs[] = { "continued", "continues", "added", "adds", "concluded", "went" };
    size_t next = pronoun->last + 1;
    for (size_t i = 0; next < s->n && i < sizeof verbs / sizeof *verbs; i++)
        if (str_is(speech_form(s, &s->tokens[next]), verbs[i]))
            return true;
    return false;
}

uint32_t pronouns_resolve(const struct pronouns *p, const struct named *pronoun)
{
    enum { LOOK_BACK = 40 };
    const struct speech_token *t = &p->speech->tokens[pronoun->first];
    unsigned sexes = t->kinds & (WORD_HE | WORD_SHE);
    if (str_is(speech_form(p->speech, t), "his"))
        sexes = WORD_HE;
    else if (str_is(speech_form(p->speech, t), "her"))
        sexes = WORD_SHE;
    if (!sexes)
        return QUOTE_NO_ACTOR;
    if (p->last_speaker != QUOTE_NO_ACTOR && goes_on(p->speech, pronoun)) {
        unsigned known = p->persons[p->last_speaker].sexes;
        if (!known || known & sexes)
            return p->last_speaker;
    }
    size_t n = places_before(p, t->start);
    uint32_t best = QUOTE_NO_ACTOR, sentence = p->sentence_of[pronoun->first];
    double most = 0;
    for (size_t k = 0; n > 0 && k < LOOK_BACK; k++) {
        const struct named_place *place = &p->places[--n];
        unsigned known = p->persons[place->actor].sexes;
        if (known && !(known & sexes))
            continue;
        double sum = worth(p, place, sentence, t->paragraph) + (known ? 1 : 0);
        if (sum > most) {
            most = sum;
            best = place->actor;
        }
    }
    return best;
}
