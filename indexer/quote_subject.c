#include "indexer/quote_private.h"

#include <string.h>

enum { SUBJECT_WORDS = 28, WORDS_MOST = 5 };

size_t speech_token_at(const struct speech *s, uint32_t byte)
{
    size_t i = byte < s->text.n ? s->near[byte / START_BYTES] : s->n;
    while (i < s->n && s->tokens[i].start < byte)
        i++;
    return i;
}

/* ---- whom some words name ---- */

const struct found_actor *speech_actor(const struct speech *s, size_t i)
{
    int32_t m = s->tokens[i].mention;
    return m < 0 ? NULL : &s->enriched->actors[s->enriched->mentions[m].actor];
}

static bool is_name_word(const struct speech *s, size_t i)
{
    const struct speech_token *t = &s->tokens[i];
    return t->flags & TOKEN_CAPITAL && !(t->kinds & (WORD_DETERMINER | WORD_PREPOSITION | WORD_CLAUSE | WORD_PRONOUN | WORD_HELPS));
}

struct named named_words(const struct speech *s, enum speaker_kind kind, uint32_t actor, size_t first, size_t last)
{
    int32_t opened = s->tokens[first].quote, closed = s->tokens[last].quote;
    uint32_t start = opened >= 0 && opened != closed ? s->marks.v[opened].open : s->tokens[first].start;
    uint32_t end = closed >= 0 && opened != closed ? s->marks.v[closed].close : s->tokens[last].end;
    return (struct named){ kind, actor, start, end, first, last };
}

struct named named_mention(const struct speech *s, size_t i)
{
    const struct mention *m = &s->enriched->mentions[s->tokens[i].mention];
    return (struct named){ SPEAKER_ACTOR, m->actor, m->start, m->end, i, i };
}

/* "a spokesman for X": words before a preposition, which are no part of a name, are who speaks. */
static bool is_of_another(const struct speech *s, size_t first, size_t at)
{
    if (s->tokens[first].flags & TOKEN_CAPITAL && !(s->tokens[first].kinds & WORD_DETERMINER))
        return false;
    for (size_t i = first + 1; i < at; i++)
        if (s->tokens[i].kinds & WORD_PREPOSITION)
            return true;
    return false;
}

/* Armenian: of X */
static bool is_genitive(const struct speech *s, size_t i)
{
    uint32_t end = s->enriched->mentions[s->tokens[i].mention].end;
    struct str text = str_slice(s->text, 0, end);
    return s->nouns_definite && (str_ends(text, STR("ի")) || str_ends(text, STR("ից")) || str_ends(text, STR("ում")) || str_starts(str_slice(s->text, end, s->text.n), STR("-ի ")));
}

bool name_of(const struct speech *s, size_t first, size_t last, bool backward, struct named *ret)
{
    size_t person = SIZE_MAX, other = SIZE_MAX, pronoun = SIZE_MAX, run_end = SIZE_MAX;
    for (size_t k = first; k <= last; k++) {
        size_t i = backward ? last - (k - first) : k;
        const struct found_actor *a = speech_actor(s, i);
        if (s->tokens[i].quote != s->tokens[backward ? last : first].quote)
            continue;       /* of the paper «X» */
        if (a && a->kind == ACTOR_PERSON && (person == SIZE_MAX || (is_genitive(s, person) && !is_genitive(s, i))))
            person = i;
        if (a && a->kind != ACTOR_PERSON && other == SIZE_MAX)
            other = i;
        if (s->tokens[i].kinds & WORD_PRONOUN && pronoun == SIZE_MAX)
            pronoun = i;
        if (is_name_word(s, i) && run_end == SIZE_MAX)
            run_end = i;
    }
    if (person != SIZE_MAX && !is_of_another(s, first, person)) {
        *ret = named_mention(s, person);
        return true;
    }
    if (pronoun != SIZE_MAX && (last - first < 4 || (backward && pronoun == last) || (s->known && pronoun == first))) {
        *ret = named_words(s, SPEAKER_PRONOUN, QUOTE_NO_ACTOR, pronoun, pronoun);
        return true;
    }
    bool nominal = person != SIZE_MAX || (s->tokens[first].kinds & WORD_DETERMINER) || !(s->tokens[first].flags & TOKEN_CAPITAL);
    bool headed = s->known && other != SIZE_MAX && backward && last > first && s->tokens[first].mention != s->tokens[other].mention && s->nouns_first;
    if (headed && last - first <= WORDS_MOST) {       /* the head of the ministry */
        *ret = named_words(s, SPEAKER_WORDS, QUOTE_NO_ACTOR, first, last);
        return true;
    }
    if (!nominal && other != SIZE_MAX && other == (backward ? last : first)) {
        *ret = named_mention(s, other);
        return true;
    }
    if (run_end != SIZE_MAX && !nominal) {
        size_t a = run_end, b = run_end;
        while (a > first && is_name_word(s, a - 1) && !s->tokens[a].gap)
            a--;
        while (b < last && is_name_word(s, b + 1) && !s->tokens[b + 1].gap)
            b++;
        if (s->known && a == b && last - first <= WORDS_MOST)      /* the capital of a place, or of a sentence: who is meant is said by all words */
            a = first, b = last;
        *ret = named_words(s, SPEAKER_WORDS, QUOTE_NO_ACTOR, a, b);
        return true;
    }
    bool governed = s->nouns_upper && last > first + 1 && s->tokens[first + 1].mention != s->tokens[last].mention;   /* der Präsident des Amtes */
    if (other != SIZE_MAX && s->tokens[first].kinds & WORD_DETERMINER && s->tokens[other].mention == s->tokens[last].mention && !governed) {
        *ret = named_mention(s, other);
        return true;
    }
    *ret = named_words(s, SPEAKER_WORDS, QUOTE_NO_ACTOR, first, last);
    return true;
}

/* ---- subjects ---- */

static bool ends_clause(const struct speech_token *t)
{
    return t->kinds & (WORD_CLAUSE | WORD_SAYS | WORD_CALLS | WORD_SAYING);
}

/* Armenian: with an article, or a plural; "to the" and "of the" end in ին and թյան. */
static bool is_nominative(struct str form)
{
    if (str_ends(form, STR("թյան")) || (str_ends(form, STR("ին")) && !str_ends(form, STR("ուհին"))))
        return false;
    return str_ends(form, STR("ը")) || str_ends(form, STR("ն")) || str_ends(form, STR("ք"));
}

/* None rather than a wrong one: in what stands beside a verb in other languages. */
static bool may_be_subject(const struct speech *s, const struct named *words)
{
    enum { YEAR_DIGITS = 4 };
    const struct speech_token *first = &s->tokens[words->first], *last = &s->tokens[words->last];
    if (first->flags & TOKEN_NUMBER && (first == last || first->end - first->start == YEAR_DIGITS))
        return false;
    if (words->last - words->first > WORDS_MOST)
        return false;
    for (size_t i = words->first; i <= words->last; i++)
        if (s->tokens[i].kinds & (WORD_HELPS | WORD_PRONOUN | WORD_SAYS))
            return false;
    if (s->nouns_definite && !is_nominative(speech_form(s, last)) && !(last->flags & TOKEN_CAPITAL))
        return false;
    return !s->nouns_upper || last->flags & TOKEN_CAPITAL;      /* der trifft */
}

bool may_speak(const struct speech *s, const struct named *words)
{
    const struct speech_token *first = &s->tokens[words->first], *last = &s->tokens[words->last];
    if (last->kinds & (WORD_PREPOSITION | WORD_HELPS | WORD_CLAUSE) || first->kinds & WORD_PREPOSITION || str_ends(speech_form(s, last), STR("ly")))
        return false;
    if (s->known && !may_be_subject(s, words))
        return false;
    if (s->known && words->first > 0 && !(first->gap & ~GAP_SENTENCE) && s->tokens[words->first - 1].flags & TOKEN_NUMBER)
        return false;       /* am 14. März */
    return first->flags & TOKEN_CAPITAL || first->kinds & WORD_DETERMINER || (!s->articles && words->last - words->first < 2);
}

/* In other languages: an actor behind a preposition does nothing. */
static bool is_governed(const struct speech *s, size_t lowest, const struct named *who)
{
    size_t i = who->first;
    while (i > lowest && s->tokens[i - 1].mention >= 0 && s->tokens[i - 1].mention == s->tokens[i].mention)
        i--;
    return who->kind == SPEAKER_ACTOR && i > lowest && !s->tokens[i].gap && s->tokens[i - 1].kinds & WORD_PREPOSITION;
}

/* Whether a word is of one phrase with that before it, which may be a name between marks. */
static bool joins(const struct speech *s, size_t i)
{
    const struct speech_token *left = &s->tokens[i - 1];
    int32_t quote = left->quote >= 0 ? left->quote : s->tokens[i].quote;
    if (quote >= 0)
        return mark_is_name(s, (size_t)quote) && !(s->tokens[i].gap & ~GAP_MARK) && (left->quote >= 0 || !ends_clause(left));
    return !(s->tokens[i].gap & ~GAP_SENTENCE) && !ends_clause(left);
}

bool subject_words_before(const struct speech *s, size_t lowest, size_t end, struct named *ret)
{
    if (end <= lowest)
        return false;
    size_t last = end - 1, first = last;
    if (s->tokens[last].quote >= 0 || ends_clause(&s->tokens[last]))
        return false;
    while (first > lowest && last - first < SUBJECT_WORDS && joins(s, first))
        first--;
    if (!name_of(s, first, last, true, ret) || (s->known && is_governed(s, lowest, ret)))
        return false;
    return ret->kind != SPEAKER_WORDS || may_speak(s, ret);
}

/* Where an apposition before `end` begins (", a senior lawmaker, said"); `end` where there is none. */
static size_t before_apposition(const struct speech *s, size_t lowest, size_t end)
{
    size_t i = end - 1;
    for (int words = 0; i > lowest && words < SUBJECT_WORDS; i--, words++) {
        if (s->tokens[i].quote >= 0)
            return end;
        if (s->tokens[i].gap & (GAP_COMMA | GAP_OTHER | GAP_DASH))
            return i;
    }
    return end;
}

static bool is_person(const struct speech *s, const struct named *who)
{
    return who->kind == SPEAKER_PRONOUN || (who->kind == SPEAKER_ACTOR && s->enriched->actors[who->actor].kind == ACTOR_PERSON);
}

bool subject_before(const struct speech *s, size_t lowest, size_t verb, struct named *ret)
{
    size_t end = verb;
    while (end > lowest && s->tokens[end - 1].kinds & WORD_HELPS && s->tokens[end - 1].quote < 0 && !(s->tokens[end].gap & (GAP_COMMA | GAP_MARK)))
        end--;
    bool split = end < s->n && s->tokens[end].gap & (GAP_COMMA | GAP_OTHER | GAP_DASH);
    if (end > lowest && s->tokens[end - 1].kinds & WORD_CLAUSE && end - 1 > lowest)       /* "X, who said" */
        return (str_is(speech_form(s, &s->tokens[end - 1]), "who") || str_is(speech_form(s, &s->tokens[end - 1]), "which")) && subject_words_before(s, lowest, end - 1, ret) &&
               (ret->kind == SPEAKER_ACTOR || s->tokens[end - 1].gap & GAP_COMMA);
    if (split && end > lowest) {
        size_t apposition = before_apposition(s, lowest, end);
        struct named person;
        if (apposition < end && subject_words_before(s, lowest, apposition, ret)) {
            /* "the expert of the party, X Y, said" */
            if (!is_person(s, ret) && s->tokens[apposition].gap & GAP_COMMA && subject_words_before(s, apposition, end, &person) && is_person(s, &person))
                *ret = person;
            return true;
        }
    }
    return subject_words_before(s, lowest, end, ret) && !(ret->kind == SPEAKER_ACTOR && is_genitive(s, ret->first));
}

/* said on Monday X; said, for his part, X */
static bool person_beyond(const struct speech *s, size_t first, size_t limit, struct named *ret)
{
    enum { PHRASE = 8 };
    bool comma = s->tokens[first].gap & GAP_COMMA;
    for (size_t i = first; i < limit && i - first < PHRASE && s->tokens[i].quote < 0 && !(s->tokens[i].kinds & (WORD_CLAUSE | WORD_SAYS)); i++) {
        const struct found_actor *a = speech_actor(s, i);
        unsigned gap = s->tokens[i].gap & ~GAP_MARK;
        if (gap & ~GAP_COMMA || (gap && !comma))
            return false;
        if (i > first && a && a->kind == ACTOR_PERSON && !(s->tokens[i - 1].kinds & WORD_PREPOSITION)) {
            *ret = named_mention(s, i);
            return true;
        }
        if (i > first && gap)
            comma = false;
    }
    return false;
}

/* Armenian: said the minister of X and of Y, Z; behind a genitive the first person who is in none. */
static bool nominative_behind(const struct speech *s, size_t first, size_t limit, struct named *ret)
{
    enum { PHRASE = 12 };
    for (size_t i = first; i < limit && i - first < PHRASE && !s->tokens[i].gap && s->tokens[i].quote < 0 && !(s->tokens[i].kinds & WORD_SAYS); i++) {
        const struct found_actor *a = speech_actor(s, i);
        if (a && a->kind == ACTOR_PERSON && !is_genitive(s, i)) {
            *ret = named_mention(s, i);
            return true;
        }
    }
    return false;
}

/* says the old boxer, champion of the world X */
static bool person_behind(const struct speech *s, size_t last, size_t limit, struct named *ret)
{
    enum { APPOSITION = 10 };
    if (last + 1 >= limit || s->tokens[last + 1].gap != GAP_COMMA || s->verb_last)
        return false;
    for (size_t i = last + 1; i < limit && i - last <= APPOSITION; i++) {
        const struct found_actor *a = speech_actor(s, i);
        if (s->tokens[i].quote >= 0 || s->tokens[i].kinds & (WORD_CLAUSE | WORD_SAYS) || (i > last + 1 && s->tokens[i].gap))
            return false;
        if (a && a->kind == ACTOR_PERSON) {
            *ret = named_mention(s, i);
            return true;
        }
    }
    return false;
}

bool subject_behind(const struct speech *s, size_t verb, size_t limit, struct named *ret)
{
    size_t first = verb + 1, last;
    while (first < limit && s->tokens[first].kinds & WORD_HELPS && !s->tokens[first].gap)
        first++;
    size_t marked = first;
    while (first < limit && s->tokens[first].quote >= 0 && mark_is_name(s, (size_t)s->tokens[first].quote))
        first++;            /* «X» party's leader */
    if (first > marked && (first >= limit || s->tokens[first].gap != GAP_MARK || s->tokens[first].kinds & (WORD_PREPOSITION | WORD_CLAUSE))) {
        *ret = named_words(s, SPEAKER_WORDS, QUOTE_NO_ACTOR, marked, first - 1);
        return true;
    }
    if (s->known && first < limit && first == marked && s->tokens[first].kinds & WORD_PREPOSITION)
        return person_beyond(s, first, limit, ret);
    if (first >= limit || (first == marked && s->tokens[first].gap & ~GAP_COMMA) || s->tokens[first].quote >= 0 ||
        s->tokens[first].kinds & (WORD_PREPOSITION | WORD_CLAUSE))
        return false;
    for (last = first; last + 1 < limit && last - first < SUBJECT_WORDS; last++) {
        const struct speech_token *next = &s->tokens[last + 1];
        if (next->quote >= 0 && mark_is_name(s, (size_t)next->quote))
            continue;
        if ((next->gap & ~(s->tokens[last].quote >= 0 ? GAP_MARK : 0)) || next->quote >= 0 || next->kinds & (WORD_CLAUSE | WORD_SAYING) ||
            (next->kinds & WORD_PREPOSITION && !str_is(speech_form(s, next), "of") && !str_is(speech_form(s, next), "for")))
            break;
    }
    bool found = name_of(s, first, last, false, ret);
    if (found && ret->kind == SPEAKER_ACTOR && is_genitive(s, ret->first)) {
        if (nominative_behind(s, last + 1, limit, ret))
            return true;
        *ret = named_words(s, SPEAKER_WORDS, QUOTE_NO_ACTOR, first, last);     /* the pope of X */
    }
    if (!s->known || !found || ret->kind != SPEAKER_WORDS)
        return found;
    return person_behind(s, last, limit, ret) || (!s->verb_last && may_be_subject(s, ret));
}

size_t speech_sentence(const struct speech *s, size_t at, size_t most)
{
    size_t i = at;
    for (size_t k = 0; i > 0 && k < most; i--, k++)
        if (s->tokens[i].gap & GAP_PARAGRAPH || (s->tokens[i].gap & GAP_SENTENCE && (s->tokens[i].quote < 0 || mark_is_name(s, (size_t)s->tokens[i].quote))))
            return i;
    return i;
}

bool subject_of(const struct speech *s, size_t begin, size_t end, struct named *ret)
{
    size_t first = begin, last;
    for (int skips = 0; skips < 3 && first < end && s->tokens[first].kinds & (WORD_PREPOSITION | WORD_HELPS | WORD_CLAUSE); skips++) {
        size_t i = first + 1;
        while (i < end && !(s->tokens[i].gap & (GAP_COMMA | GAP_OTHER | GAP_DASH)))
            i++;
        if (i >= end)
            break;
        first = i;
    }
    while (first < end && s->tokens[first].kinds & (WORD_HELPS | WORD_CLAUSE | WORD_PREPOSITION))
        first++;
    if (first >= end || s->tokens[first].quote >= 0 || s->tokens[first].kinds & WORD_SAYING)
        return false;
    for (last = first; last + 1 < end && last - first < SUBJECT_WORDS; last++) {
        const struct speech_token *next = &s->tokens[last + 1];
        if (next->gap || next->quote >= 0 || ends_clause(next) || next->kinds & (WORD_HELPS | WORD_PREPOSITION))
            break;
    }
    struct named found;
    if (!name_of(s, first, last, false, &found))
        return false;
    if (found.kind == SPEAKER_WORDS && s->nouns_upper && !(s->tokens[found.first].kinds & WORD_DETERMINER) && found.last > found.first)
        return false;       /* Übrigens war das ein Versprechen */
    if (found.kind == SPEAKER_WORDS && (found.last - found.first > 5 || (s->known && !may_speak(s, &found))))
        return false;
    *ret = found;
    return true;
}
