#include "indexer/quote_private.h"

#include "engine/base/sort.h"

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
    bool first;                 /* person of its sentence that may be its subject */
    bool says;                  /* is the subject of a verb of saying */
    bool object;                /* behind a preposition, or whose something is */
};

/* Its form, as the analyser has it, and whose it is, as one number. */
static uint64_t surname(uint32_t form, uint32_t actor)
{
    return (uint64_t)form << 32 | actor;
}

struct pronouns {
    const struct speech *speech;
    uint64_t *surnames;         /* surname() of persons, where it stands in the text, ascending */
    size_t surname_n;
    uint64_t surname_bits;      /* by form modulo 64: there is such a surname */
    struct person *persons;     /* by actor */
    struct named_place *places; /* outside quotations, ascending */
    size_t n, capacity;
    uint32_t all_mentions;
    uint32_t last_speaker, spoke_in;   /* paragraph */
    uint32_t *sentences;        /* the tokens with which they begin, ascending */
    uint32_t sentence_n;
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

/* Behind the mention that begins at a token. */
static size_t behind_mention(const struct speech *s, size_t i)
{
    size_t k = i;
    while (k < s->n && s->tokens[k].mention == s->tokens[i].mention)
        k++;
    return k;
}

static bool is_person_at(const struct speech *s, size_t i)
{
    const struct found_actor *a = speech_actor(s, i);
    return a && a->kind == ACTOR_PERSON;
}

/* The token before a name and the titles that go with it, or SIZE_MAX. */
static size_t before_name(const struct speech *s, size_t i)
{
    enum { TITLES = 3 };
    size_t k = i;
    for (int titles = 0; k > 0 && titles < TITLES && !(s->tokens[k].gap & ~GAP_SENTENCE) && !is_person_at(s, k - 1) &&
                         (s->tokens[k - 1].flags & TOKEN_CAPITAL || s->tokens[k - 1].kinds & WORD_DETERMINER) && !(s->tokens[k - 1].kinds & WORD_PREPOSITION);
         titles++)
        k--;
    return k > 0 && !(s->tokens[k].gap & (GAP_COMMA | GAP_OTHER | GAP_DASH | GAP_MARK | GAP_SENTENCE | GAP_PARAGRAPH)) ? k - 1 : SIZE_MAX;
}

/* "X campaign spokesman Y" */
static bool is_modifier(const struct speech *s, size_t i)
{
    enum { NOUNS = 4 };
    size_t k = behind_mention(s, i), first = k;
    while (k < s->n && k - first < NOUNS && !s->tokens[k].gap && !s->tokens[k].kinds && !(s->tokens[k].flags & TOKEN_CAPITAL))
        k++;
    return k > first && k < s->n && !s->tokens[k].gap && is_person_at(s, k);
}

/* Behind "of", but "Secretary of State X" */
static bool is_governed(const struct speech *s, size_t i)
{
    size_t before = before_name(s, i);
    if (before == SIZE_MAX || !(s->tokens[before].kinds & WORD_PREPOSITION))
        return false;
    bool office = before + 1 < i && before > 0 && !s->tokens[before].gap && s->tokens[before - 1].flags & TOKEN_CAPITAL;
    return !office;
}

/* "of X", "X's". */
static bool is_object(const struct speech *s, size_t i)
{
    uint32_t end = s->enriched->mentions[s->tokens[i].mention].end;
    struct str behind = str_slice(s->text, end, s->text.n < end + 4 ? s->text.n : end + 4);
    return is_modifier(s, i) || is_governed(s, i) || str_starts(behind, STR("'s")) || str_starts(behind, STR("’s")) || str_starts(behind, STR("' ")) || str_starts(behind, STR("’ "));
}

/* said X */
static bool says_before(const struct speech *s, size_t i)
{
    size_t before = before_name(s, i);
    return before != SIZE_MAX && s->tokens[before].kinds & WORD_SAYS && !(s->tokens[before].kinds & WORD_TELLS);
}

/* X, the head of it, said */
static size_t behind_apposition(const struct speech *s, size_t k)
{
    enum { APPOSITION = 20 };
    if (k >= s->n || !(s->tokens[k].gap & (GAP_COMMA | GAP_OTHER)))
        return k;
    for (size_t i = k + 1; i < s->n && i - k < APPOSITION && !(s->tokens[i].gap & (GAP_SENTENCE | GAP_PARAGRAPH | GAP_MARK)); i++)
        if (s->tokens[i].gap & (GAP_COMMA | GAP_OTHER) && s->tokens[i].kinds & (WORD_SAYS | WORD_CALLS | WORD_HELPS))
            return i;
    return k;
}

/* Whether the mention that begins at a token is followed by a verb of saying. */
static bool says_behind(const struct speech *s, size_t i)
{
    enum { HELPERS = 2 };
    size_t mention = behind_mention(s, i), k = behind_apposition(s, mention);
    if (k > mention && k < s->n && s->tokens[k].kinds & (WORD_SAYS | WORD_CALLS))
        return true;
    for (int helpers = 0; k < s->n && helpers < HELPERS && s->tokens[k].kinds & WORD_HELPS && !s->tokens[k].gap; helpers++)
        k++;
    return k < s->n && !s->tokens[k].gap && s->tokens[k].kinds & (WORD_SAYS | WORD_CALLS);
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

/* The last word of a name in Latin letters, without accents, where some text had it: its form. */
static bool surname_of(const struct analyser *analyser, struct str name, uint32_t *ret)
{
    char folded[ANALYSER_FORM_MAX];
    size_t from = name.n;
    while (from > 0 && name.p[from - 1] != ' ')
        from--;
    if (from == 0 || from == name.n || name.n - from > sizeof folded)
        return false;
    for (size_t i = from; i < name.n; i++) {
        char c = name.p[i];
        if ((unsigned char)c >= 0x80)
            return false;
        folded[i - from] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
    }
    return analyser_find(analyser, (struct str){ folded, name.n - from }, ret);
}

static void read_surnames(struct pronouns *p)
{
    const struct enriched *e = p->speech->enriched;
    p->surnames = arena_alloc(p->speech->arena, 2 * (e->actor_count + 1) * sizeof *p->surnames);
    for (uint32_t i = 0; i < e->actor_count; i++) {
        uint32_t form;
        if (e->actors[i].kind != ACTOR_PERSON || !surname_of(p->speech->analyser, e->actors[i].name, &form))
            continue;
        p->surnames[p->surname_n++] = surname(form, i);
        p->surname_bits |= 1ull << form % 64;
    }
    sort_numbers(p->surnames, p->surname_n, p->surnames + p->surname_n);
}

/* Of several with the surname the one who was named last before a byte. */
static uint32_t surname_actor(const struct pronouns *p, uint32_t form, uint32_t before)
{
    enum { LOOK_BACK = 200, SAME_MOST = 8 };
    size_t low = 0, high = p->surname_n;
    if (!(p->surname_bits >> form % 64 & 1))
        return QUOTE_NO_ACTOR;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (p->surnames[middle] < surname(form, 0))
            low = middle + 1;
        else
            high = middle;
    }
    if (low == p->surname_n || p->surnames[low] >> 32 != form)
        return QUOTE_NO_ACTOR;
    if (low + 1 == p->surname_n || p->surnames[low + 1] >> 32 != form)
        return (uint32_t)p->surnames[low];
    for (size_t i = places_before(p, before), k = 0; i-- > 0 && k < LOOK_BACK; k++)
        for (size_t n = low; n < p->surname_n && n < low + SAME_MOST && p->surnames[n] >> 32 == form; n++)
            if ((uint32_t)p->surnames[n] == p->places[i].actor)
                return p->places[i].actor;
    return (uint32_t)p->surnames[low];      /* the most salient */
}

/* Whether a word stands without a given name before it. */
static bool is_bare(const struct speech *s, size_t i)
{
    const struct speech_token *t = &s->tokens[i];
    if (!(t->flags & TOKEN_CAPITAL) || t->kinds)
        return false;
    return i == 0 || t->gap || !(s->tokens[i - 1].flags & TOKEN_CAPITAL) || s->tokens[i - 1].kinds;
}

/* A bare surname, which several of the article share, or which is nobody's mention for another reason. */
static uint32_t bare_surname(const struct pronouns *p, size_t i)
{
    const struct speech *s = p->speech;
    if (s->tokens[i].quote >= 0 || !is_bare(s, i))
        return QUOTE_NO_ACTOR;
    return surname_actor(p, s->tokens[i].form, s->tokens[i].start);
}

/* Whether a verb of saying stands beside a word. */
static bool says_beside(const struct speech *s, size_t i)
{
    return (i + 1 < s->n && !s->tokens[i + 1].gap && s->tokens[i + 1].kinds & (WORD_SAYS | WORD_CALLS)) ||
           (i > 0 && !s->tokens[i].gap && s->tokens[i - 1].kinds & WORD_SAYS);
}

uint32_t pronouns_surname(const struct pronouns *p, const struct named *words)
{
    bool bare = words->first == words->last && is_bare(p->speech, words->first);
    return bare ? surname_actor(p, p->speech->tokens[words->first].form, words->start) : QUOTE_NO_ACTOR;
}

static void add_place(struct pronouns *p, struct named_place place)
{
    if (p->n == p->capacity) {
        p->capacity = p->capacity * 2 + 32;
        struct named_place *v = arena_alloc(p->speech->arena, p->capacity * sizeof *v);
        if (p->n)
            memcpy(v, p->places, p->n * sizeof *v);
        p->places = v;
    }
    p->places[p->n++] = place;
}

static void count_mention(struct pronouns *p, uint32_t actor)
{
    p->persons[actor].mentions++;
    p->all_mentions++;
}

/* What is known of an article while its tokens are read for pronouns. */
struct reading {
    struct pronouns *p;
    uint32_t sentence;
    bool first;                     /* no person was named in the sentence yet */
};

static void add_person_at(struct reading *r, uint32_t actor, size_t i, bool says, bool object)
{
    const struct speech_token *t = &r->p->speech->tokens[i];
    add_place(r->p, (struct named_place){ actor, t->start, r->sentence, t->paragraph, r->first && !object, says, object });
    r->first = r->first && object;
}

/* A word that is nobody's mention. */
static void read_word(struct reading *r, size_t i)
{
    const struct speech *s = r->p->speech;
    const struct speech_token *t = &s->tokens[i];
    uint32_t bare = bare_surname(r->p, i);
    if (bare != QUOTE_NO_ACTOR) {
        add_person_at(r, bare, i, says_beside(s, i), false);
        count_mention(r->p, bare);
    } else if (t->quote < 0 && t->kinds & WORD_PRONOUN && t->kinds & (WORD_HE | WORD_SHE)) {
        struct named who = named_words(s, SPEAKER_PRONOUN, QUOTE_NO_ACTOR, i, i);
        uint32_t meant = pronouns_resolve(r->p, &who);
        if (meant != QUOTE_NO_ACTOR)
            add_person_at(r, meant, i, says_beside(s, i), false);
    }
}

/* The first token of a mention. */
static void read_mention(struct reading *r, size_t i)
{
    const struct speech *s = r->p->speech;
    uint32_t actor = s->enriched->mentions[s->tokens[i].mention].actor;
    if (s->enriched->actors[actor].kind != ACTOR_PERSON)
        return;
    count_mention(r->p, actor);
    if (i && s->tokens[i - 1].kinds & (WORD_MR | WORD_MRS))
        r->p->persons[actor].sexes = s->tokens[i - 1].kinds & WORD_MR ? WORD_HE : WORD_SHE;
    if (s->tokens[i].quote >= 0)
        return;
    bool object = is_object(s, i);
    add_person_at(r, actor, i, !object && (says_behind(s, i) || says_before(s, i)), object);
}

struct pronouns *pronouns_new(const struct speech *s)
{
    const struct enriched *e = s->enriched;
    struct pronouns *p = arena_new(s->arena, struct pronouns);
    *p = (struct pronouns){ .speech = s, .last_speaker = QUOTE_NO_ACTOR,
                            .persons = arena_array(s->arena, struct person, e->actor_count + 1),
                            .sentences = arena_alloc(s->arena, (s->turning_n + 1) * sizeof(uint32_t)) };
    for (size_t i = 0; i < e->actor_count; i++)
        if (e->actors[i].kind == ACTOR_PERSON)
            p->persons[i].sexes = sex_of_name(e->actors[i].name);
    read_surnames(p);
    struct reading r = { .p = p, .first = true };
    for (size_t k = 0, m = 0; k < s->turning_n || m < s->named_n;) {
        size_t i = m == s->named_n || (k < s->turning_n && s->turning[k] <= s->named[m]) ? s->turning[k++] : s->named[m];
        const struct speech_token *t = &s->tokens[i];
        if (t->quote < 0 && t->gap & (GAP_SENTENCE | GAP_PARAGRAPH)) {
            p->sentences[p->sentence_n++] = (uint32_t)i;
            r.sentence = p->sentence_n;
            r.first = true;
        }
        if (m < s->named_n && s->named[m] == i) {
            read_mention(&r, i);
            m++;
        } else if (t->mention < 0) {
            read_word(&r, i);
        }
    }
    return p;
}

/* How many sentences have begun up to a token. */
static uint32_t sentence_of(const struct pronouns *p, size_t i)
{
    uint32_t low = 0, high = p->sentence_n;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (p->sentences[middle] <= i)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void pronouns_spoke(struct pronouns *p, uint32_t actor, uint32_t paragraph)
{
    p->last_speaker = actor;
    p->spoke_in = paragraph;
}

static double worth(const struct pronouns *p, const struct named_place *place, uint32_t sentence, uint32_t paragraph)
{
    double near = 6 - 1.5 * (double)(sentence - place->sentence) - (double)(paragraph - place->paragraph);
    double sum = near > 0 ? near : 0;
    sum += place->first ? 2 : 0;
    sum += place->says ? 2 : 0;
    sum -= place->object ? 2 : 0;
    sum += place->actor == p->last_speaker ? p->spoke_in == paragraph ? 4 : 1 : 0;
    return sum + 2.0 * p->persons[place->actor].mentions / (p->all_mentions + 1.0);
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
    if (str_is(speech_form(p->speech, t), "it") && p->last_speaker != QUOTE_NO_ACTOR && p->spoke_in + 1 >= t->paragraph &&
        p->speech->enriched->actors[p->last_speaker].kind != ACTOR_PERSON)
        return p->last_speaker;         /* a paper, a party */
    if (!sexes)
        return QUOTE_NO_ACTOR;
    if (p->last_speaker != QUOTE_NO_ACTOR && goes_on(p->speech, pronoun)) {
        unsigned known = p->persons[p->last_speaker].sexes;
        if (!known || known & sexes)
            return p->last_speaker;
    }
    size_t n = places_before(p, t->start);
    uint32_t best = QUOTE_NO_ACTOR, sentence = sentence_of(p, pronoun->first);
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
