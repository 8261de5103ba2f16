/* Who speaks, by what stands before a quotation in its sentence. */
#include "indexer/quote_private.h"

#include <string.h>

enum { NEXT_WORDS = 3 };

/* "Smith's claim", "his claim", "the claim by Smith". */
static bool owner_of(const struct speech *s, size_t begin, size_t at, struct named *ret)
{
    enum { BETWEEN = 3 };
    for (size_t i = at; i-- > begin && at - i <= BETWEEN;) {
        const struct speech_token *t = &s->tokens[i];
        if (t->quote >= 0 || s->tokens[i + 1].gap)
            return false;
        if (str_is(speech_form(s, t), "his") || str_is(speech_form(s, t), "her")) {
            *ret = named_words(s, SPEAKER_PRONOUN, QUOTE_NO_ACTOR, i, i);
            return true;
        }
        bool possessive = i + 1 < s->n && s->tokens[i + 1].start > t->end + 1 && s->text.p[s->tokens[i + 1].start - 2] == 's';
        const struct found_actor *a = speech_actor(s, i);
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
    const struct found_actor *a = speech_actor(s, i);
    if (!(i == 0 || s->tokens[i].gap & (GAP_OTHER | GAP_SENTENCE | GAP_PARAGRAPH | GAP_MARK)) || !a || a->kind != ACTOR_PERSON)
        return false;
    *ret = named_mention(s, i);
    return true;
}

static bool is_short(const struct speech *s, size_t mark)
{
    enum { SHORT_WORDS = 4, SHORT_PART = 2 };
    size_t first = speech_token_at(s, s->marks.v[mark].start);
    size_t most = first < s->n && s->tokens[first].flags & TOKEN_CAPITAL ? SHORT_WORDS : SHORT_PART;
    return first + most >= s->n || s->tokens[first + most].start >= s->marks.v[mark].end;
}

/* Whether nothing but adverbs stands between "and", "that" and a verb. */
static bool begins_clause(const struct speech *s, size_t begin, size_t verb)
{
    size_t i = verb;
    while (i > begin && s->tokens[i - 1].kinds & WORD_HELPS && !s->tokens[i].gap)
        i--;
    return i > begin && s->tokens[i - 1].kinds & WORD_CLAUSE;
}

/* "Ada Roth, the head of it:": two words with capitals that begin a sentence, and an apposition. */
static bool has_apposition(const struct speech *s, size_t begin)
{
    const struct speech_token *t = &s->tokens[begin];
    return t[0].flags & TOKEN_CAPITAL && t[1].flags & TOKEN_CAPITAL && !t[0].kinds && !t[1].kinds && !t[1].gap && t[2].gap == GAP_COMMA &&
           t[2].kinds & WORD_DETERMINER && t[1].quote < 0;
}

/* hat die Partei gesagt: between a German verb and its participle. */
static bool within_verb(const struct speech *s, size_t begin, size_t participle, struct named *ret)
{
    enum { BETWEEN = 8 };
    for (size_t i = participle; i-- > begin && participle - i <= BETWEEN && !s->tokens[i + 1].gap && s->tokens[i].quote < 0;) {
        struct str form = speech_form(s, &s->tokens[i]);
        if (str_is(form, "hat") || str_is(form, "haben") || str_is(form, "hatte") || str_is(form, "hatten"))
            return subject_behind(s, i, participle, ret);
    }
    return false;
}

/* "he rang a paper and said": who did what comes before "and". */
static bool together(const struct speech *s, size_t begin, size_t verb, struct named *ret)
{
    if (verb < begin + 2 || s->tokens[verb].gap || !(s->tokens[verb - 1].kinds & WORD_CLAUSE))
        return false;
    for (size_t i = verb - 1; i-- > begin && speech_is_outside(s, i) && !(s->tokens[i].kinds & WORD_CLAUSE);) {
        const struct found_actor *a = speech_actor(s, i);
        if (s->tokens[i].kinds & (WORD_HE | WORD_SHE) && s->tokens[i].kinds & WORD_PRONOUN) {
            *ret = named_words(s, SPEAKER_PRONOUN, QUOTE_NO_ACTOR, i, i);
            return true;
        }
        if (a && a->kind == ACTOR_PERSON && (i == begin || s->tokens[i - 1].mention == s->tokens[i].mention || !(s->tokens[i - 1].kinds & WORD_PREPOSITION))) {
            *ret = named_mention(s, i);
            return true;
        }
    }
    return false;
}

/* Turkish: the person nearest before a verb, with no ending behind an apostrophe. */
static bool person_far_before(const struct speech *s, size_t begin, size_t verb, struct named *ret)
{
    enum { PHRASE = 16 };
    for (size_t i = verb; i-- > begin && verb - i <= PHRASE && s->tokens[i].quote < 0;) {
        const struct found_actor *a = speech_actor(s, i);
        uint32_t end = a ? s->enriched->mentions[s->tokens[i].mention].end : 0;
        if (a && a->kind == ACTOR_PERSON && !(end < s->text.n && (s->text.p[end] == '\'' || str_starts(str_slice(s->text, end, s->text.n), STR("’"))))) {
            *ret = named_mention(s, i);
            return true;
        }
    }
    return false;
}

enum verdict { VERDICT_NONE, VERDICT_FOUND, VERDICT_NOBODY };

static enum verdict found(struct speaker_found *ret, const struct named *who, size_t cue, int confidence)
{
    speaker_set(ret, who, cue, confidence);
    return VERDICT_FOUND;
}

/* Auf die Frage, wann, antwortete X: "…": in other languages than English the subject may stand behind its verb, or within it. */
static enum verdict other_order(const struct speech *s, size_t begin, size_t i, size_t at, struct speaker_found *ret)
{
    const struct speech_token *t = &s->tokens[i];
    struct named who;
    if (i + 1 < at && at - i <= NEAR_WORDS && !(s->tokens[i + 1].kinds & WORD_PREPOSITION) && subject_behind(s, i, at, &who)) {
        bool name = s->tokens[who.first].quote >= 0, apart = i == begin || t->gap & GAP_COMMA || (i == begin + 1 && s->tokens[begin].kinds & WORD_CLAUSE);
        bool place = who.kind == SPEAKER_ACTOR && (s->enriched->actors[who.actor].kind == ACTOR_PLACE || s->enriched->actors[who.actor].kind == ACTOR_COUNTRY);
        if ((who.kind == SPEAKER_ACTOR && (!place || apart)) || (who.first == i + 1 && (who.kind == SPEAKER_PRONOUN || name || apart)))
            return found(ret, &who, i, 92);
    }
    if (t->gap & GAP_MARK)
        return VERDICT_NOBODY;      /* "…", said they, "…": whoever that is, nobody else */
    return s->nouns_upper && within_verb(s, begin, i, &who) ? found(ret, &who, i, 85) : VERDICT_NONE;
}

/* The subject of the verb at token i; *cue is that verb, or the first one behind it. */
static enum verdict by_verb(const struct speech *s, size_t begin, size_t i, size_t at, size_t cue, struct speaker_found *ret)
{
    struct named who, subject;
    enum verdict other = s->known ? other_order(s, begin, i, at, ret) : VERDICT_NONE;
    if (other != VERDICT_NONE)
        return other;
    if (subject_before(s, begin, i, &who) && (!s->verb_last || who.kind == SPEAKER_ACTOR)) {
        /* "in what it called": the sentence's subject, where that has a name */
        if (who.kind == SPEAKER_PRONOUN && s->tokens[who.first].kinds & WORD_THEY && subject_of(s, begin, who.first, &subject) && subject.kind == SPEAKER_ACTOR)
            who = subject;
        return found(ret, &who, cue != SIZE_MAX ? cue : i, at - i < NEAR_WORDS ? 92 : 80);
    }
    if (!s->known)
        return VERDICT_NONE;
    if (s->verb_last && person_far_before(s, begin, i, &who))
        return found(ret, &who, i, 80);
    if (together(s, begin, i, &who))
        return found(ret, &who, i, 70);
    bool next = at - i <= NEXT_WORDS && s->tokens[i].kinds & WORD_SAYS && !begins_clause(s, begin, i);
    return next ? VERDICT_NOBODY : VERDICT_NONE;        /* nobody else than who is its subject */
}

/* By the last verb of saying before a mark whose subject is found; *ret_cue is the last of all. */
static enum verdict by_verbs(const struct speech *s, size_t mark, size_t begin, size_t at, size_t *ret_cue, struct speaker_found *ret)
{
    bool colon = s->tokens[at].gap & GAP_COLON;
    *ret_cue = SIZE_MAX;
    for (size_t i = at; i-- > begin;) {
        const struct speech_token *t = &s->tokens[i];
        struct named who;
        if (t->quote < 0 && t->kinds & WORD_UTTERANCE && owner_of(s, begin, i, &who))
            return found(ret, &who, i, 75);
        if (t->quote >= 0 || !(t->kinds & (WORD_SAYS | WORD_CALLS | WORD_SAYING)))
            continue;
        if (s->known && !colon && at - i > FAR_WORDS && is_short(s, mark))
            return VERDICT_NOBODY;      /* a name between marks, or a word that is called so */
        if (t->kinds & WORD_SAYING && i > begin && !(t->gap & ~GAP_MARK) && speech_actor(s, i - 1) && speech_actor(s, i - 1)->kind == ACTOR_PERSON) {
            who = named_mention(s, i - 1);
            return found(ret, &who, i, 80);
        }
        enum verdict verb = t->kinds & (WORD_SAYS | WORD_CALLS) ? by_verb(s, begin, i, at, *ret_cue, ret) : VERDICT_NONE;
        if (verb != VERDICT_NONE)
            return verb;
        if (*ret_cue == SIZE_MAX)
            *ret_cue = i;
    }
    return VERDICT_NONE;
}

/* Somebody's name, and a colon. */
static bool by_colon(const struct speech *s, size_t begin, size_t at, struct speaker_found *ret)
{
    const struct found_actor *last = speech_actor(s, at - 1);
    struct named who;
    if (s->known && last && last->kind == ACTOR_PERSON && s->tokens[at - 1].quote < 0) {       /* turned to them Smith: */
        who = named_mention(s, at - 1);
        return speaker_set(ret, &who, SIZE_MAX, 70);
    }
    if (s->known && begin + 3 < at && has_apposition(s, begin)) {
        who = named_words(s, SPEAKER_WORDS, QUOTE_NO_ACTOR, begin, begin + 1);
        return speaker_set(ret, &who, SIZE_MAX, 65);
    }
    return at - begin <= 6 && name_of(s, begin, at - 1, true, &who) && who.kind == SPEAKER_ACTOR && speaker_set(ret, &who, SIZE_MAX, 85);
}

bool speaker_before(const struct speech *s, size_t mark, struct speaker_found *ret)
{
    const struct marked_text *m = &s->marks.v[mark];
    size_t at = speech_token_at(s, m->open), cue;
    struct named who;
    if (at == 0 || at >= s->n || s->tokens[at - 1].paragraph != m->paragraph)
        return false;
    bool colon = s->tokens[at].gap & GAP_COLON;
    if (s->tokens[at].gap & GAP_SENTENCE && !colon && !(s->tokens[at].gap & GAP_COMMA) && s->tokens[at].flags & TOKEN_CAPITAL)
        return false;
    if (colon && name_and_colon(s, at, &who))
        return speaker_set(ret, &who, SIZE_MAX, 90);
    size_t begin = speech_sentence(s, at - 1, CLAUSE_WORDS);
    enum verdict verb = by_verbs(s, mark, begin, at, &cue, ret);
    if (verb != VERDICT_NONE)
        return verb == VERDICT_FOUND;
    for (size_t i = begin; i < at; i++)
        if ((i + 1 < at && speaker_according(s, begin, i, at, ret)) ||
            (s->tokens[i].kinds & WORD_READS && s->tokens[i].quote < 0 && speaker_told_in(s, begin, i, at, ret)))
            return true;
    if (cue != SIZE_MAX && subject_of(s, begin, cue, &who))
        return speaker_set(ret, &who, cue, 75);
    return colon && by_colon(s, begin, at, ret);
}
