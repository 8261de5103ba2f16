/* Whom words mean that are no name: the statement, the minister. */
#include "indexer/quote_private.h"

#include <string.h>

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
    struct str word = speech_form(s, &s->tokens[statement->last]);
    if (!is_statement(word) || !(s->tokens[statement->first].kinds & WORD_DETERMINER))
        return QUOTE_NO_ACTOR;
    /* the statement of X */
    for (size_t i = statement->last + 1; i < s->n && i <= statement->last + 3 && !s->tokens[i].gap; i++) {
        const struct found_actor *a = speech_actor(s, i);
        if (a && a->kind != ACTOR_PLACE && a->kind != ACTOR_COUNTRY)
            return s->enriched->mentions[s->tokens[i].mention].actor;
        if (!(s->tokens[i].kinds & (WORD_PREPOSITION | WORD_DETERMINER)))
            break;
    }
    for (size_t i = statement->first, k = 0; i-- > 0 && k < LOOK_BACK; k++) {
        if (s->tokens[i].quote >= 0 || s->tokens[i].form != s->tokens[statement->last].form)
            continue;
        for (size_t at = speech_sentence(s, i, CLAUSE_WORDS); at < i; at++) {
            const struct found_actor *a = speech_actor(s, at);
            if (s->tokens[at].quote < 0 && a && a->kind != ACTOR_PLACE)
                return s->enriched->mentions[s->tokens[at].mention].actor;
        }
        return QUOTE_NO_ACTOR;
    }
    return QUOTE_NO_ACTOR;
}

/* "minister" and "minister", "նախարար" and "նախարարը": the same but for an ending. */
static bool is_same_noun(struct str a, struct str b)
{
    enum { STEM_BYTES = 5, ENDING_BYTES = 4 };
    size_t n = a.n < b.n ? a.n : b.n, longer = a.n < b.n ? b.n : a.n;
    return n >= STEM_BYTES && longer - n <= ENDING_BYTES && memcmp(a.p, b.p, n) == 0;
}

static uint32_t person_at(const struct speech *s, size_t i)
{
    const struct found_actor *a = i < s->n ? speech_actor(s, i) : NULL;
    return a && a->kind == ACTOR_PERSON && s->tokens[i].quote < 0 ? s->enriched->mentions[s->tokens[i].mention].actor : QUOTE_NO_ACTOR;
}

/* The person to whose name a noun belongs: minister X; X, the minister. */
static uint32_t person_beside(const struct speech *s, size_t noun)
{
    enum { APPOSITION = 5 };
    uint32_t who = noun + 1 < s->n && !s->tokens[noun + 1].gap ? person_at(s, noun + 1) : QUOTE_NO_ACTOR;
    for (size_t i = noun; who == QUOTE_NO_ACTOR && i > 0 && noun - i < APPOSITION && s->tokens[i].quote < 0; i--) {
        if (s->tokens[i].gap == GAP_COMMA)
            return person_at(s, i - 1);
        if (s->tokens[i].gap || s->tokens[i].kinds & (WORD_SAYS | WORD_CLAUSE))
            break;
    }
    return who;
}

uint32_t speaker_of_title(const struct speech *s, const struct named *title)
{
    enum { LOOK_BACK = 400 };
    const struct speech_token *first = &s->tokens[title->first], *last = &s->tokens[title->last];
    bool definite = title->first + 1 == title->last && first->kinds & WORD_DETERMINER && !str_is(speech_form(s, first), "a") && !str_is(speech_form(s, first), "an");
    if (!definite && !(title->first == title->last && s->known && !s->articles))
        return QUOTE_NO_ACTOR;
    struct str noun = speech_form(s, last);
    for (size_t i = title->first, k = 0; i-- > 0 && k < LOOK_BACK; k++) {
        if (s->tokens[i].quote >= 0 || !speech_may_begin(s, &s->tokens[i], noun) || !is_same_noun(speech_form(s, &s->tokens[i]), noun))
            continue;
        uint32_t who = person_beside(s, i);
        if (who != QUOTE_NO_ACTOR)
            return who;
    }
    return QUOTE_NO_ACTOR;
}
