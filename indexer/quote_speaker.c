#include "indexer/quote_private.h"

#include <string.h>

enum { CLAUSE_WORDS = 48, SUBJECT_WORDS = 28, NEAR_WORDS = 16, FAR_WORDS = 5 };

size_t speech_token_at(const struct speech *s, uint32_t byte)
{
    size_t low = 0, high = s->n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (s->tokens[middle].start < byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* ---- whom some words name ---- */

static const struct found_actor *actor_at(const struct speech *s, size_t i)
{
    int32_t m = s->tokens[i].mention;
    return m < 0 ? NULL : &s->enriched->actors[s->enriched->mentions[m].actor];
}

static bool is_name_word(const struct speech *s, size_t i)
{
    const struct speech_token *t = &s->tokens[i];
    return t->flags & TOKEN_CAPITAL && !(t->kinds & (WORD_DETERMINER | WORD_PREPOSITION | WORD_CLAUSE | WORD_PRONOUN | WORD_HELPS));
}

static struct named named_words(const struct speech *s, enum speaker_kind kind, uint32_t actor, size_t first, size_t last)
{
    return (struct named){ kind, actor, s->tokens[first].start, s->tokens[last].end, first, last };
}

static struct named named_mention(const struct speech *s, size_t i)
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

/* The name, pronoun or words of [first..last] that stand for who speaks; `backward`: before their verb, where the last name counts. */
static bool name_of(const struct speech *s, size_t first, size_t last, bool backward, struct named *ret)
{
    size_t person = SIZE_MAX, other = SIZE_MAX, pronoun = SIZE_MAX, run_end = SIZE_MAX;
    for (size_t k = first; k <= last; k++) {
        size_t i = backward ? last - (k - first) : k;
        const struct found_actor *a = actor_at(s, i);
        if (a && a->kind == ACTOR_PERSON && person == SIZE_MAX)
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
    if (pronoun != SIZE_MAX && (last - first < 4 || (backward && pronoun == last))) {
        *ret = named_words(s, SPEAKER_PRONOUN, QUOTE_NO_ACTOR, pronoun, pronoun);
        return true;
    }
    bool nominal = person != SIZE_MAX || (s->tokens[first].kinds & WORD_DETERMINER) || !(s->tokens[first].flags & TOKEN_CAPITAL);
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
        *ret = named_words(s, SPEAKER_WORDS, QUOTE_NO_ACTOR, a, b);
        return true;
    }
    if (other != SIZE_MAX && s->tokens[first].kinds & WORD_DETERMINER && other == last) {
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

/* Whether words that are no name may be somebody: "a senior official", "critics", but not "going on to", "forcefully". */
static bool may_speak(const struct speech *s, const struct named *words)
{
    const struct speech_token *first = &s->tokens[words->first], *last = &s->tokens[words->last];
    if (last->kinds & (WORD_PREPOSITION | WORD_HELPS | WORD_CLAUSE) || first->kinds & WORD_PREPOSITION || str_ends(last->form, STR("ly")))
        return false;
    if (s->known)       /* none rather than a wrong one: what verbs stand in is less sure to be told there */
        for (size_t i = words->first; i <= words->last; i++)
            if (s->tokens[i].kinds & (WORD_HELPS | WORD_PRONOUN) || words->last - words->first > 5)
                return false;
    return first->flags & TOKEN_CAPITAL || first->kinds & WORD_DETERMINER || (!s->articles && words->last - words->first < 2);
}

/* The words before `end` (without it), down to `lowest`, up to the clause's beginning. */
static bool words_before(const struct speech *s, size_t lowest, size_t end, struct named *ret)
{
    if (end <= lowest)
        return false;
    size_t last = end - 1, first = last;
    if (s->tokens[last].quote >= 0 || ends_clause(&s->tokens[last]))
        return false;
    while (first > lowest && !(s->tokens[first].gap & ~GAP_SENTENCE) && s->tokens[first - 1].quote < 0 && !ends_clause(&s->tokens[first - 1]) && last - first < SUBJECT_WORDS)
        first--;
    return name_of(s, first, last, true, ret) && (ret->kind != SPEAKER_WORDS || may_speak(s, ret));
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

static bool subject_before(const struct speech *s, size_t lowest, size_t verb, struct named *ret)
{
    size_t end = verb;
    while (end > lowest && s->tokens[end - 1].kinds & WORD_HELPS && s->tokens[end - 1].quote < 0 && !(s->tokens[end].gap & (GAP_COMMA | GAP_MARK)))
        end--;
    bool split = end < s->n && s->tokens[end].gap & (GAP_COMMA | GAP_OTHER | GAP_DASH);
    if (end > lowest && s->tokens[end - 1].kinds & WORD_CLAUSE && end - 1 > lowest)       /* "X, who said" */
        return (str_is(s->tokens[end - 1].form, "who") || str_is(s->tokens[end - 1].form, "which")) && words_before(s, lowest, end - 1, ret) &&
               (ret->kind == SPEAKER_ACTOR || s->tokens[end - 1].gap & GAP_COMMA);
    if (split && end > lowest) {
        size_t apposition = before_apposition(s, lowest, end);
        struct named person;
        if (apposition < end && words_before(s, lowest, apposition, ret)) {
            /* "the expert of the party, X Y, said" */
            if (!is_person(s, ret) && s->tokens[apposition].gap & GAP_COMMA && words_before(s, apposition, end, &person) && is_person(s, &person))
                *ret = person;
            return true;
        }
    }
    return words_before(s, lowest, end, ret);
}

/* Behind an inverted verb: up to the end of its clause. */
static bool subject_behind(const struct speech *s, size_t verb, size_t limit, struct named *ret)
{
    size_t first = verb + 1, last;
    while (first < limit && s->tokens[first].kinds & WORD_HELPS && !s->tokens[first].gap)
        first++;
    if (first >= limit || s->tokens[first].gap & ~GAP_COMMA || s->tokens[first].quote >= 0 || (s->tokens[first].kinds & (WORD_PREPOSITION | WORD_CLAUSE)))
        return false;
    for (last = first; last + 1 < limit && last - first < SUBJECT_WORDS; last++) {
        const struct speech_token *next = &s->tokens[last + 1];
        if (next->gap || next->quote >= 0 || next->kinds & (WORD_CLAUSE | WORD_SAYING) || (next->kinds & WORD_PREPOSITION && !str_is(next->form, "of") && !str_is(next->form, "for")))
            break;
    }
    return name_of(s, first, last, false, ret);
}

static size_t sentence_begin(const struct speech *s, size_t at, size_t most)
{
    size_t i = at;
    for (size_t k = 0; i > 0 && k < most; i--, k++)
        if (s->tokens[i].gap & GAP_PARAGRAPH || (s->tokens[i].quote < 0 && s->tokens[i].gap & GAP_SENTENCE))
            return i;
    return i;
}

/* The subject of a sentence: its first name or words, behind what introduces it. */
static bool subject_of(const struct speech *s, size_t begin, size_t end, struct named *ret)
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
    if (first >= end || s->tokens[first].quote >= 0)
        return false;
    for (last = first; last + 1 < end && last - first < SUBJECT_WORDS; last++) {
        const struct speech_token *next = &s->tokens[last + 1];
        if (next->gap || next->quote >= 0 || ends_clause(next) || next->kinds & (WORD_HELPS | WORD_PREPOSITION))
            break;
    }
    struct named found;
    if (!name_of(s, first, last, false, &found))
        return false;
    if (found.kind == SPEAKER_WORDS && found.last - found.first > 5)
        return false;
    *ret = found;
    return true;
}

static bool set(struct speaker_found *ret, const struct named *who, size_t cue, int confidence)
{
    *ret = (struct speaker_found){ *who, cue, (uint8_t)confidence };
    return true;
}

/* ---- within ---- */

bool speaker_within(const struct speech *s, size_t mark, struct speaker_found *ret)
{
    enum { NAME_WORDS = 4 };
    size_t first = speech_token_at(s, s->marks.v[mark].start);
    for (size_t i = first; i < s->n && i - first < NAME_WORDS && s->tokens[i].start < s->marks.v[mark].end; i++) {
        struct named who;
        if (i > first && s->tokens[i].gap & GAP_COLON)
            return name_of(s, first, i - 1, true, &who) && set(ret, &who, SIZE_MAX, 90);
        if (!(s->tokens[i].flags & TOKEN_UPPER))
            return false;
    }
    return false;
}

bool speaker_by_label(const struct speech *s, size_t mark, struct speaker_found *ret)
{
    const struct marked_text *m = &s->marks.v[mark];
    struct named who;
    if (m->label_start == m->label_end)
        return false;
    size_t first = speech_token_at(s, m->label_start), end = speech_token_at(s, m->label_end);
    if (first >= end)
        return false;
    if (!name_of(s, first, end - 1, true, &who) || who.kind != SPEAKER_ACTOR)
        who = named_words(s, SPEAKER_WORDS, QUOTE_NO_ACTOR, first, end - 1);
    return set(ret, &who, SIZE_MAX, 90);
}

/* ---- behind ---- */

/* "…" — Name: a line that ends with who spoke. */
static bool signature(const struct speech *s, size_t first, size_t limit, uint32_t paragraph, struct speaker_found *ret)
{
    enum { NAME_WORDS = 10 };
    struct named who;
    bool whole = limit == s->n || s->tokens[limit].paragraph != paragraph || s->tokens[limit].quote >= 0;
    return s->tokens[first].gap & GAP_DASH && whole && limit - first <= NAME_WORDS && s->tokens[first].flags & TOKEN_CAPITAL &&
           name_of(s, first, limit - 1, false, &who) && set(ret, &who, SIZE_MAX, 85);
}

/* Where no verb is known: a person right behind a quotation that goes on, "…," Smith sang; or "…," sang Smith. */
static bool right_behind(const struct speech *s, size_t first, size_t limit, struct speaker_found *ret)
{
    const struct speech_token *t = &s->tokens[first];
    struct named who;
    if (first + 1 >= limit || t->gap & (GAP_COMMA | GAP_OTHER | GAP_DASH))
        return false;
    if (t->kinds & (WORD_HE | WORD_SHE) && !(t->flags & TOKEN_CAPITAL)) {
        who = named_words(s, SPEAKER_PRONOUN, QUOTE_NO_ACTOR, first, first);
        return set(ret, &who, SIZE_MAX, 70);
    }
    bool verb = !t->kinds && !(t->flags & TOKEN_CAPITAL) && (str_ends(t->form, STR("ed")) || str_ends(t->form, STR("s")));
    size_t at = verb ? first + 1 : first;
    const struct found_actor *a = actor_at(s, at);
    if (!a || a->kind != ACTOR_PERSON || s->tokens[at].gap & (GAP_COMMA | GAP_OTHER | GAP_DASH))
        return false;
    who = named_mention(s, at);
    return set(ret, &who, SIZE_MAX, 65);
}

static char last_inside(const struct speech *s, const struct marked_text *m)
{
    for (uint32_t i = m->end; i > m->start; i--)
        if (s->text.p[i - 1] != ' ')
            return s->text.p[i - 1];
    return ' ';
}

static bool has_words(const struct speech *s, size_t i, const struct speech_source *source)
{
    for (size_t k = 0; k < source->n; k++)
        if (!str_is(s->tokens[i + k].form, source->words[k]))
            return false;
    return true;
}

/* "according to X" at token i of [begin..limit), or "X zufolge". */
static bool according(const struct speech *s, size_t begin, size_t i, size_t limit, struct speaker_found *ret)
{
    struct named who;
    for (size_t k = 0; k < s->source_n; k++) {
        const struct speech_source *source = s->sources[k];
        if (i + source->n > limit || !has_words(s, i, source))
            continue;
        if (source->behind ? i > begin && words_before(s, begin, i, &who) : i + source->n < limit && subject_behind(s, i + source->n - 1, limit, &who))
            return set(ret, &who, i, 85);
    }
    return false;
}

/* «…». He said: a full stop behind the mark ends the sentence, and who is named behind it says something else. */
static bool ends_sentence(const struct speech *s, const struct marked_text *m)
{
    struct str rest = str_slice(s->text, m->close, s->text.n);
    return !m->unmarked && ((str_starts(rest, STR(".")) && !str_starts(rest, STR(".."))) || str_starts(rest, STR("։")));
}

/* The subject of the sentence before a quotation within it, where the verb stands behind: X, "…" dedi. */
static bool subject_around(const struct speech *s, size_t mark, struct named *ret)
{
    const struct marked_text *m = &s->marks.v[mark];
    size_t at = speech_token_at(s, m->open);
    if (at == 0 || at >= s->n || s->tokens[at - 1].paragraph != m->paragraph || s->tokens[at - 1].quote >= 0 || !(s->tokens[at].gap & GAP_COMMA))
        return false;
    size_t begin = sentence_begin(s, at - 1, CLAUSE_WORDS);
    return begin < at && subject_of(s, begin, at, ret);
}

bool speaker_behind(const struct speech *s, size_t mark, struct speaker_found *ret)
{
    const struct marked_text *m = &s->marks.v[mark];
    size_t first = speech_token_at(s, m->close), limit = first;
    if (first >= s->n || s->tokens[first].paragraph != m->paragraph || s->tokens[first].quote >= 0)
        return false;
    char end = last_inside(s, m);
    if (ends_sentence(s, m))
        return false;
    bool stopped = end == '.' && s->tokens[first].flags & TOKEN_CAPITAL;
    while (limit < s->n && limit - first < CLAUSE_WORDS && s->tokens[limit].quote < 0 && s->tokens[limit].paragraph == m->paragraph &&
           (limit == first || !(s->tokens[limit].gap & GAP_SENTENCE)))
        limit++;
    if (signature(s, first, limit, m->paragraph, ret))
        return true;
    for (size_t i = first; i < limit; i++) {
        struct named who;
        if (according(s, first, i, limit, ret))
            return true;
        bool thus = i == first && s->tokens[i].kinds & WORD_THUS && i + 1 < limit && s->tokens[i + 1].flags & TOKEN_CAPITAL;
        if (!(s->tokens[i].kinds & WORD_SAYS) && !thus)
            continue;
        if (i > first && i - first > NEAR_WORDS + 8)
            break;
        bool before = i > first && subject_before(s, first, i, &who);
        bool behind = !before && !(s->tokens[i].kinds & WORD_TELLS) && i - first < 3 && subject_behind(s, i, limit, &who);
        struct named other;
        if (before && s->known && who.kind == SPEAKER_WORDS && !(s->tokens[i].kinds & WORD_TELLS) && subject_behind(s, i, limit, &other) &&
            other.kind == SPEAKER_ACTOR)
            who = other;        /* on his page wrote X */
        if (!before && !behind) {
            if (i - first < NEAR_WORDS / 4 && !s->english && subject_around(s, mark, &who))
                return set(ret, &who, i, 85);
            continue;
        }
        /* A new sentence that tells of the same speaker's other words goes on with a colon or another quotation. */
        if (stopped && (i + 1 >= s->n || !(i + 1 == limit && (s->tokens[i + 1].gap & GAP_SENTENCE || s->tokens[i + 1].paragraph != m->paragraph))) && i - first > 4)
            return false;
        if (stopped && i + 1 < s->n && i + 1 == limit && s->tokens[i + 1].quote >= 0)
            return false;
        return set(ret, &who, i, stopped ? 70 : 95);
    }
    return strchr(",?!", end) && right_behind(s, first, limit, ret);
}

/* ---- before ---- */

/* "Smith's claim", "his claim", "the claim by Smith". */
static bool owner_of(const struct speech *s, size_t begin, size_t at, struct named *ret)
{
    enum { BETWEEN = 3 };
    for (size_t i = at; i-- > begin && at - i <= BETWEEN;) {
        const struct speech_token *t = &s->tokens[i];
        if (t->quote >= 0 || s->tokens[i + 1].gap)
            return false;
        if (str_is(t->form, "his") || str_is(t->form, "her")) {
            *ret = named_words(s, SPEAKER_PRONOUN, QUOTE_NO_ACTOR, i, i);
            return true;
        }
        bool possessive = i + 1 < s->n && s->tokens[i + 1].start > t->end + 1 && s->text.p[s->tokens[i + 1].start - 2] == 's';
        const struct found_actor *a = actor_at(s, i);
        if (possessive && a) {
            *ret = named_mention(s, i);
            return true;
        }
    }
    return false;
}

/* "…; J. Doe: “…”", "J. Doe, actor: “…”": a person, with no verb between him and what was before. */
static bool name_and_colon(const struct speech *s, size_t at, struct named *ret)
{
    enum { LABEL_WORDS = 8 };
    size_t i = at - 1;
    for (size_t words = 1; words <= LABEL_WORDS; words++, i--) {
        const struct speech_token *t = &s->tokens[i];
        if (t->quote >= 0 || t->kinds & (WORD_SAYS | WORD_CALLS | WORD_SAYING | WORD_CLAUSE | WORD_HELPS | WORD_UTTERANCE))
            return false;
        if (t->gap & (GAP_OTHER | GAP_SENTENCE | GAP_PARAGRAPH | GAP_MARK) || i == 0)
            break;
    }
    const struct found_actor *a = actor_at(s, i);
    if (!(i == 0 || s->tokens[i].gap & (GAP_OTHER | GAP_SENTENCE | GAP_PARAGRAPH | GAP_MARK)) || !a || a->kind != ACTOR_PERSON)
        return false;
    *ret = named_mention(s, i);
    return true;
}

static bool is_short(const struct speech *s, size_t mark)
{
    enum { SHORT_WORDS = 4 };
    size_t first = speech_token_at(s, s->marks.v[mark].start);
    return first + SHORT_WORDS >= s->n || s->tokens[first + SHORT_WORDS].start >= s->marks.v[mark].end;
}

bool speaker_before(const struct speech *s, size_t mark, struct speaker_found *ret)
{
    const struct marked_text *m = &s->marks.v[mark];
    size_t at = speech_token_at(s, m->open);
    if (at == 0 || at >= s->n || s->tokens[at - 1].paragraph != m->paragraph)
        return false;
    bool colon = s->tokens[at].gap & GAP_COLON;
    if (s->tokens[at].gap & GAP_SENTENCE && !colon && !(s->tokens[at].gap & GAP_COMMA) && s->tokens[at].flags & TOKEN_CAPITAL)
        return false;
    struct named named;
    if (colon && name_and_colon(s, at, &named))
        return set(ret, &named, SIZE_MAX, 90);
    size_t begin = sentence_begin(s, at - 1, CLAUSE_WORDS);
    size_t cue = SIZE_MAX;
    for (size_t i = at; i-- > begin;) {
        const struct speech_token *t = &s->tokens[i];
        struct named who;
        if (t->quote < 0 && t->kinds & WORD_UTTERANCE && owner_of(s, begin, i, &who))
            return set(ret, &who, i, 75);
        if (t->quote >= 0 || !(t->kinds & (WORD_SAYS | WORD_CALLS | WORD_SAYING)))
            continue;
        if (s->known && !colon && at - i > FAR_WORDS && is_short(s, mark))
            return false;       /* a name between marks, or a word that is called so */
        if (t->kinds & WORD_SAYING && i > begin && !(t->gap & ~GAP_MARK) && actor_at(s, i - 1) && actor_at(s, i - 1)->kind == ACTOR_PERSON) {
            who = named_mention(s, i - 1);
            return set(ret, &who, i, 80);
        }
        if (t->kinds & WORD_SAYING && !(t->kinds & (WORD_SAYS | WORD_CALLS))) {
            if (cue == SIZE_MAX)
                cue = i;
            continue;
        }
        /* Auf die Frage, wann, antwortete X: "…" */
        if (s->known && i + 1 < at && at - i <= NEAR_WORDS && subject_behind(s, i, at, &who) &&
            (who.kind == SPEAKER_ACTOR || (who.kind == SPEAKER_PRONOUN && who.first == i + 1)))
            return set(ret, &who, i, 92);
        if (subject_before(s, begin, i, &who)) {
            struct named subject;
            /* "in what it called": the sentence's subject, where that has a name */
            if (who.kind == SPEAKER_PRONOUN && s->tokens[who.first].kinds & WORD_THEY && subject_of(s, begin, who.first, &subject) && subject.kind == SPEAKER_ACTOR)
                who = subject;
            return set(ret, &who, cue != SIZE_MAX ? cue : i, at - i < NEAR_WORDS ? 92 : 80);
        }
        if (cue == SIZE_MAX)
            cue = i;
    }
    struct named who;
    for (size_t i = begin; i + 1 < at; i++)
        if (according(s, begin, i, at, ret))
            return true;
    if (cue != SIZE_MAX && subject_of(s, begin, cue, &who))
        return set(ret, &who, cue, 75);
    /* "Smith: …": a name and a colon. */
    if (colon && at - begin <= 6 && name_of(s, begin, at - 1, true, &who) && who.kind == SPEAKER_ACTOR)
        return set(ret, &who, SIZE_MAX, 85);
    return false;
}

bool speaker_of_sentence(const struct speech *s, size_t mark, struct speaker_found *ret)
{
    const struct marked_text *m = &s->marks.v[mark];
    size_t at = speech_token_at(s, m->open);
    struct named who;
    if (at == 0 || at >= s->n || s->tokens[at - 1].paragraph != m->paragraph || (s->tokens[at].gap & GAP_SENTENCE && s->tokens[at].flags & TOKEN_CAPITAL))
        return false;
    size_t begin = sentence_begin(s, at - 1, CLAUSE_WORDS);
    return begin < at && subject_of(s, begin, at, &who) && (who.kind != SPEAKER_WORDS || !s->known) && set(ret, &who, SIZE_MAX, 50);
}

bool speaker_just_before(const struct speech *s, size_t mark, struct speaker_found *ret)
{
    const struct marked_text *m = &s->marks.v[mark];
    size_t at = speech_token_at(s, m->open);
    struct named who;
    if (at == 0 || at >= s->n || s->tokens[at - 1].paragraph != m->paragraph || s->tokens[at - 1].quote >= 0)
        return false;
    size_t begin = sentence_begin(s, at - 1, CLAUSE_WORDS);
    for (size_t i = at; i-- > begin;)
        if (s->tokens[i].quote < 0 && s->tokens[i].kinds & WORD_SAYS && subject_before(s, begin, i, &who))
            return set(ret, &who, i, 65);
    return subject_of(s, begin, at, &who) && (who.kind == SPEAKER_ACTOR || who.kind == SPEAKER_PRONOUN) && set(ret, &who, SIZE_MAX, 45);
}

bool speaker_of_paragraph(const struct speech *s, uint32_t paragraph, struct speaker_found *ret)
{
    size_t begin = speech_token_at(s, s->marks.paragraphs[paragraph].start), end = speech_token_at(s, s->marks.paragraphs[paragraph].end);
    for (size_t i = end, k = 0; i-- > begin && k < 4 * CLAUSE_WORDS; k++) {
        struct named who;
        if (s->tokens[i].quote >= 0 || !(s->tokens[i].kinds & (WORD_SAYS | WORD_CALLS)))
            continue;
        size_t from = sentence_begin(s, i, CLAUSE_WORDS);
        if (subject_before(s, from > begin ? from : begin, i, &who) || (from >= begin && from < i && subject_of(s, from, i, &who)))
            return set(ret, &who, i, 60);
    }
    return false;
}

static bool is_statement(struct str form)
{
    static const char *const words[] = { "statement", "letter", "declaration", "communique", "release", "memo" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_is(form, words[i]))
            return true;
    return false;
}

uint32_t speaker_of_statement(const struct speech *s, const struct named *statement)
{
    enum { LOOK_BACK = 120 };
    struct str word = s->tokens[statement->last].form;
    if (!is_statement(word) || !(s->tokens[statement->first].kinds & WORD_DETERMINER))
        return QUOTE_NO_ACTOR;
    for (size_t i = statement->first, k = 0; i-- > 0 && k < LOOK_BACK; k++) {
        if (s->tokens[i].quote >= 0 || !str_equal(s->tokens[i].form, word))
            continue;
        for (size_t at = sentence_begin(s, i, CLAUSE_WORDS); at < i; at++) {
            const struct found_actor *a = actor_at(s, at);
            if (s->tokens[at].quote < 0 && a && a->kind != ACTOR_PLACE)
                return s->enriched->mentions[s->tokens[at].mention].actor;
        }
        return QUOTE_NO_ACTOR;
    }
    return QUOTE_NO_ACTOR;
}
