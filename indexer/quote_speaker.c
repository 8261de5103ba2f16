#include "indexer/quote_private.h"

#include <string.h>

bool speaker_set(struct speaker_found *ret, const struct named *who, size_t cue, int confidence)
{
    *ret = (struct speaker_found){ *who, cue, (uint8_t)confidence };
    return true;
}

/* ---- within ---- */

/* «Text, — said X, — text», and « Text, says X, text. »: between the same marks. */
static bool aside_within(const struct speech *s, size_t mark, size_t first, struct speaker_found *ret)
{
    enum { SPEECH_WORDS = 80, TITLES = 4 };
    const struct marked_text *m = &s->marks.v[mark];
    for (size_t i = first + 1; i < s->n && i - first < SPEECH_WORDS && s->tokens[i].start < m->end; i++) {
        bool apart = s->tokens[i].gap & GAP_DASH || (s->commas_apart && s->tokens[i].gap & GAP_COMMA);
        if (!(s->tokens[i].kinds & WORD_SAYS) || !apart)
            continue;
        for (size_t k = i + 1; k < s->n && k - i <= TITLES && s->tokens[k].start < m->end && !s->tokens[k].gap; k++) {
            const struct found_actor *a = speech_actor(s, k);
            if (!a || a->kind != ACTOR_PERSON)
                continue;
            struct named who = named_mention(s, k);
            return speaker_set(ret, &who, i, 85);
        }
    }
    return false;
}

bool speaker_within(const struct speech *s, size_t mark, struct speaker_found *ret)
{
    enum { NAME_WORDS = 4 };
    size_t first = speech_token_at(s, s->marks.v[mark].start);
    if (s->known && aside_within(s, mark, first, ret))
        return true;
    for (size_t i = first; i < s->n && i - first < NAME_WORDS && s->tokens[i].start < s->marks.v[mark].end; i++) {
        struct named who;
        if (i > first && s->tokens[i].gap & GAP_COLON)
            return name_of(s, first, i - 1, true, &who) && speaker_set(ret, &who, SIZE_MAX, 90);
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
    return speaker_set(ret, &who, SIZE_MAX, 90);
}

/* ---- behind ---- */

/* "…" — Name: a line that ends with who spoke. */
static bool signature(const struct speech *s, size_t first, size_t limit, uint32_t paragraph, struct speaker_found *ret)
{
    enum { NAME_WORDS = 10 };
    struct named who;
    bool whole = limit == s->n || s->tokens[limit].paragraph != paragraph || s->tokens[limit].quote >= 0;
    unsigned signs = s->part == PART_TITLE ? GAP_DASH | GAP_COLON : GAP_DASH;
    const struct speech_token *t = &s->tokens[first];
    return t->quote < 0 && t->gap & signs && whole && limit - first <= NAME_WORDS && t->flags & TOKEN_CAPITAL &&
           name_of(s, first, limit - 1, false, &who) && (!s->known || who.kind == SPEAKER_ACTOR) && speaker_set(ret, &who, SIZE_MAX, 85);
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
        return speaker_set(ret, &who, SIZE_MAX, 70);
    }
    bool verb = !t->kinds && !(t->flags & TOKEN_CAPITAL) && (str_ends(speech_form(s, t), STR("ed")) || str_ends(speech_form(s, t), STR("s")));
    size_t at = verb ? first + 1 : first;
    const struct found_actor *a = speech_actor(s, at);
    if (!a || a->kind != ACTOR_PERSON || s->tokens[at].gap & (GAP_COMMA | GAP_OTHER | GAP_DASH))
        return false;
    who = named_mention(s, at);
    return speaker_set(ret, &who, SIZE_MAX, 65);
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
        if (!speech_may_begin(s, &s->tokens[i + k], str_of(source->words[k])) || !str_is(speech_form(s, &s->tokens[i + k]), source->words[k]))
            return false;
    return true;
}

bool speaker_according(const struct speech *s, size_t begin, size_t i, size_t limit, struct speaker_found *ret)
{
    struct named who;
    for (size_t k = 0; k < s->source_n; k++) {
        const struct speech_source *source = s->sources[k];
        if (i + source->n > limit || !has_words(s, i, source) || (source->begins && i > begin))
            continue;
        for (size_t n = 0; n < source->n && source->n > 1; n++)
            if (s->tokens[i + n].kinds & (WORD_HE | WORD_SHE)) {        /* по его словам */
                who = named_words(s, SPEAKER_PRONOUN, QUOTE_NO_ACTOR, i + n, i + n);
                return speaker_set(ret, &who, i, 85);
            }
        if (source->behind ? i > begin && subject_words_before(s, begin, i, &who) : i + source->n < limit && subject_behind(s, i + source->n - 1, limit, &who)) {
            if (source->begins && (who.kind != SPEAKER_ACTOR || s->enriched->actors[who.actor].kind != ACTOR_PERSON))
                continue;
            return speaker_set(ret, &who, i, source->begins ? 65 : 85);
        }
    }
    return false;
}

/* Armenian: in it */
static bool is_locative(struct str form)
{
    return str_is(form, "մեջ") || str_ends(form, STR("ում"));
}

/* Armenian: it is said in the draft of X. */
static bool paper_behind(const struct speech *s, size_t verb, size_t limit, size_t *ret_first, size_t *ret_last)
{
    enum { PAPER_WORDS = 6 };
    size_t first = verb + 1;
    while (first < limit && s->tokens[first].kinds & WORD_HELPS && !s->tokens[first].gap)
        first++;
    for (size_t i = first; i < limit && i - first < PAPER_WORDS && !s->tokens[i].gap && s->tokens[i].quote < 0; i++)
        if (is_locative(speech_form(s, &s->tokens[i]))) {
            *ret_first = first;
            *ret_last = i;
            return true;
        }
    return false;
}

bool speaker_told_in(const struct speech *s, size_t begin, size_t verb, size_t limit, struct speaker_found *ret)
{
    enum { PAPER_WORDS = 12, HELPERS = 3 };
    size_t first = verb + 1, last;
    for (int k = 0; k < HELPERS && first < limit && !(s->tokens[first].kinds & WORD_PREPOSITION) && !s->tokens[first].gap; k++)
        first++;
    if (first + 1 < limit && s->tokens[first].kinds & WORD_PREPOSITION && !s->tokens[first].gap) {
        for (last = ++first; last + 1 < limit && last - first < PAPER_WORDS && !s->tokens[last + 1].gap && s->tokens[last + 1].quote < 0 &&
                             !(s->tokens[last + 1].kinds & (WORD_CLAUSE | WORD_HELPS)); last++)
            ;
    } else if (s->nouns_definite && paper_behind(s, verb, limit, &first, &last)) {
        ;
    } else if (verb > begin + 1 && s->tokens[begin].kinds & WORD_PREPOSITION) {
        for (last = first = begin + 1; last + 1 < verb && last - first < PAPER_WORDS && !s->tokens[last + 1].gap && s->tokens[last + 1].quote < 0; last++)
            ;
    } else if (verb > begin && s->tokens[verb - 1].quote < 0 && is_locative(speech_form(s, &s->tokens[verb - 1]))) {
        for (last = first = verb - 1; first > begin && last - first < PAPER_WORDS && !(s->tokens[first].gap & ~GAP_MARK) && s->tokens[first - 1].quote < 0; first--)
            ;
        last -= last > first;
    } else {
        return false;
    }
    struct named who = named_words(s, SPEAKER_WORDS, QUOTE_NO_ACTOR, first, last);
    for (size_t i = first; i <= last; i++) {
        const struct found_actor *a = speech_actor(s, i);
        if (a && a->kind != ACTOR_PLACE && a->kind != ACTOR_COUNTRY) {
            who = named_mention(s, i);
            break;
        }
    }
    *ret = (struct speaker_found){ who, verb, 80 };
    return true;
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
    if (at == 0 || at >= s->n || s->tokens[at - 1].paragraph != m->paragraph || s->tokens[at - 1].quote >= 0 || !(s->verb_last || s->tokens[at].gap & GAP_COMMA))
        return false;
    size_t begin = speech_sentence(s, at - 1, CLAUSE_WORDS);
    return begin < at && subject_of(s, begin, at, ret);
}

bool speech_is_outside(const struct speech *s, size_t i)
{
    return s->tokens[i].quote < 0 || mark_is_name(s, (size_t)s->tokens[i].quote);
}

/* "…", and in a line of its own below, — Name. */
static bool signed_below(const struct speech *s, const struct marked_text *m, size_t first, struct speaker_found *ret)
{
    enum { NAME_WORDS = 6 };
    struct named who;
    size_t end = first;
    if (!(s->tokens[first].gap & GAP_DASH) || s->tokens[first].paragraph != m->paragraph + 1 || s->tokens[first].quote >= 0)
        return false;
    while (end < s->n && end - first <= NAME_WORDS && s->tokens[end].paragraph == s->tokens[first].paragraph)
        end++;
    return end - first <= NAME_WORDS && s->tokens[first].flags & TOKEN_CAPITAL && name_of(s, first, end - 1, false, &who) && who.kind == SPEAKER_ACTOR &&
           speaker_set(ret, &who, SIZE_MAX, 85);
}

bool speaker_behind(const struct speech *s, size_t mark, struct speaker_found *ret)
{
    const struct marked_text *m = &s->marks.v[mark];
    size_t first = speech_token_at(s, m->close), limit = first;
    if (first < s->n && s->tokens[first].paragraph != m->paragraph)
        return signed_below(s, m, first, ret);
    if (first >= s->n || !speech_is_outside(s, first))
        return false;
    char end = last_inside(s, m);
    if (ends_sentence(s, m))
        return false;
    bool stopped = end == '.' && s->tokens[first].flags & TOKEN_CAPITAL;
    while (limit < s->n && limit - first < CLAUSE_WORDS && speech_is_outside(s, limit) && s->tokens[limit].paragraph == m->paragraph &&
           (limit == first || !(s->tokens[limit].gap & GAP_SENTENCE)))
        limit++;
    if (signature(s, first, limit, m->paragraph, ret))
        return true;
    for (size_t i = first; i < limit; i++) {
        struct named who;
        if (speaker_according(s, first, i, limit, ret) || (s->tokens[i].kinds & WORD_READS && i - first < NEAR_WORDS / 4 && speaker_told_in(s, first, i, limit, ret)))
            return true;
        bool thus = i == first && s->tokens[i].kinds & WORD_THUS && i + 1 < limit && s->tokens[i + 1].flags & TOKEN_CAPITAL;
        if (!(s->tokens[i].kinds & WORD_SAYS) && !thus)
            continue;
        if (i > first && i - first > NEAR_WORDS + 8)
            break;
        bool before = i > first && subject_before(s, first, i, &who) && (!s->verb_last || who.kind == SPEAKER_ACTOR);
        struct named inverted;
        /* "…" for the party, said X */
        if (before && s->tokens[i].gap & GAP_COMMA && !(s->tokens[i].kinds & WORD_TELLS) && subject_behind(s, i, limit, &inverted) &&
            inverted.kind == SPEAKER_ACTOR && s->enriched->actors[inverted.actor].kind == ACTOR_PERSON)
            who = inverted;
        bool behind = !before && !(s->tokens[i].kinds & WORD_TELLS) && i - first < 3 && subject_behind(s, i, limit, &who);
        if (!before && !behind && s->known && i - first <= FAR_WORDS + 4)      /* in a talk with the paper said X */
            behind = subject_behind(s, i, limit, &who) && (who.kind == SPEAKER_ACTOR || who.kind == SPEAKER_PRONOUN);
        struct named other;
        if (before && s->known && who.kind == SPEAKER_WORDS && !(s->tokens[i].kinds & WORD_TELLS) && subject_behind(s, i, limit, &other) &&
            other.kind != SPEAKER_WORDS)
            who = other;        /* on his page wrote X */
        if (!before && !behind) {
            if (i - first < NEAR_WORDS / 4 && !s->english && subject_around(s, mark, &who))
                return speaker_set(ret, &who, i, 85);
            continue;
        }
        /* A new sentence that tells of the same speaker's other words goes on with a colon or another quotation. */
        bool at_end = i + 1 >= s->n || (i + 1 == limit && (s->tokens[i + 1].gap & GAP_SENTENCE || s->tokens[i + 1].paragraph != m->paragraph));
        bool goes_on = i + 1 < limit && !(s->tokens[i + 1].kinds & (WORD_PREPOSITION | WORD_HELPS));
        if (stopped && !at_end && (i - first > 4 || (before && goes_on)))
            return false;
        if (stopped && i + 1 < s->n && i + 1 == limit && s->tokens[i + 1].quote >= 0)
            return false;
        return speaker_set(ret, &who, i, stopped ? 70 : 95);
    }
    return strchr(",?!", end) && right_behind(s, first, limit, ret);
}

/* "…". About this told X: the sentence behind, of the same paragraph or the next. */
bool speaker_about_this(const struct speech *s, size_t mark, struct speaker_found *ret)
{
    static const char *const begins[][2] = { { "այդ", "մասին" }, { "այս", "մասին" }, { "об", "этом" }, { "про", "це" }, { "bunu", "" } };
    const struct marked_text *m = &s->marks.v[mark];
    size_t first = speech_token_at(s, m->close), limit = first;
    bool begun = false;
    if (!s->known || first + 2 >= s->n || s->tokens[first].quote >= 0 || s->tokens[first].paragraph > m->paragraph + 1)
        return false;
    for (size_t i = 0; i < sizeof begins / sizeof *begins && !begun; i++)
        begun = str_is(speech_form(s, &s->tokens[first]), begins[i][0]) &&
                (!*begins[i][1] || str_is(speech_form(s, &s->tokens[first + 1]), begins[i][1]));
    while (begun && limit < s->n && limit - first < CLAUSE_WORDS && speech_is_outside(s, limit) && s->tokens[limit].paragraph == s->tokens[first].paragraph &&
           (limit == first || !(s->tokens[limit].gap & GAP_SENTENCE)))
        limit++;
    for (size_t i = first + 1; begun && i < limit; i++) {
        struct named who;
        if (s->tokens[i].kinds & WORD_SAYS && (subject_behind(s, i, limit, &who) || subject_before(s, first, i, &who)) && who.kind != SPEAKER_PRONOUN)
            return speaker_set(ret, &who, i, 85);
    }
    return false;
}

/* Without a verb: in other languages somebody of whom is spoken, not who writes. */
static bool is_told(const struct speech *s, const struct named *who)
{
    return !s->known || who->kind == SPEAKER_ACTOR || (who->kind == SPEAKER_PRONOUN && s->tokens[who->first].kinds & (WORD_HE | WORD_SHE) &&
                                                               !(s->nouns_upper && s->tokens[who->first].flags & TOKEN_CAPITAL));   /* Sie */
}

bool speaker_at_end(const struct speech *s, size_t mark, struct speaker_found *ret)
{
    enum { SENTENCE_WORDS = 80, LAST_CLAUSE = 24 };
    const struct marked_text *m = &s->marks.v[mark];
    size_t first = speech_token_at(s, m->close), end = first;
    if (!s->english || ends_sentence(s, m) || last_inside(s, m) == '.')
        return false;
    while (end < s->n && end - first < SENTENCE_WORDS && s->tokens[end].paragraph == m->paragraph &&
           (end == first || s->tokens[end].quote >= 0 || !(s->tokens[end].gap & GAP_SENTENCE)))
        end++;
    for (size_t i = end; i-- > first && end - i <= LAST_CLAUSE && s->tokens[i].quote < 0;) {
        struct named who;
        if (!(s->tokens[i].kinds & WORD_SAYS))
            continue;
        bool last = i + 1 == end || (s->tokens[i + 1].kinds & (WORD_PREPOSITION | WORD_HELPS) && !s->tokens[i + 1].gap);
        if (s->tokens[i].gap & (GAP_COMMA | GAP_MARK) && !(s->tokens[i].kinds & WORD_TELLS))
            return subject_behind(s, i, end, &who) && speaker_set(ret, &who, i, 80);
        size_t clause = i;
        while (clause > first && !(s->tokens[clause].gap & (GAP_COMMA | GAP_MARK)) && s->tokens[clause - 1].quote < 0 && !(s->tokens[clause].kinds & WORD_CLAUSE))
            clause--;
        return last && clause > first && clause < i && s->tokens[clause].gap & (GAP_COMMA | GAP_MARK) && !(s->tokens[clause].kinds & WORD_CLAUSE) &&
               subject_before(s, clause, i, &who) && speaker_set(ret, &who, i, 80);
    }
    return false;
}

bool speaker_of_sentence(const struct speech *s, size_t mark, struct speaker_found *ret)
{
    const struct marked_text *m = &s->marks.v[mark];
    size_t at = speech_token_at(s, m->open);
    struct named who;
    if (at == 0 || at >= s->n || s->tokens[at - 1].paragraph != m->paragraph || (s->tokens[at].gap & GAP_SENTENCE && s->tokens[at].flags & TOKEN_CAPITAL))
        return false;
    size_t begin = speech_sentence(s, at - 1, CLAUSE_WORDS);
    return begin < at && subject_of(s, begin, at, &who) && is_told(s, &who) && speaker_set(ret, &who, SIZE_MAX, 50);
}

bool speaker_just_before(const struct speech *s, size_t mark, struct speaker_found *ret)
{
    const struct marked_text *m = &s->marks.v[mark];
    size_t at = speech_token_at(s, m->open);
    struct named who;
    if (at == 0 || at >= s->n || s->tokens[at - 1].paragraph != m->paragraph || s->tokens[at - 1].quote >= 0)
        return false;
    size_t begin = speech_sentence(s, at - 1, CLAUSE_WORDS);
    for (size_t i = at; i-- > begin;)
        if (s->tokens[i].quote < 0 && s->tokens[i].kinds & WORD_SAYS && subject_before(s, begin, i, &who))
            return speaker_set(ret, &who, i, 65);
    return subject_of(s, begin, at, &who) && who.kind != SPEAKER_WORDS && is_told(s, &who) && speaker_set(ret, &who, SIZE_MAX, 45);
}

bool speaker_of_paragraph(const struct speech *s, uint32_t paragraph, struct speaker_found *ret)
{
    size_t begin = speech_token_at(s, s->marks.paragraphs[paragraph].start), end = speech_token_at(s, s->marks.paragraphs[paragraph].end);
    for (size_t i = end, k = 0; i-- > begin && k < 4 * CLAUSE_WORDS; k++) {
        struct named who;
        if (s->tokens[i].quote >= 0 || !(s->tokens[i].kinds & (WORD_SAYS | WORD_CALLS | WORD_READS)))
            continue;
        size_t from = speech_sentence(s, i, CLAUSE_WORDS);
        if (s->tokens[i].kinds & WORD_READS && speaker_told_in(s, from > begin ? from : begin, i, end, ret))
            return true;
        if ((s->known || from == i) && subject_behind(s, i, end, &who) && who.kind == SPEAKER_ACTOR)
            return speaker_set(ret, &who, i, 60);
        if (subject_before(s, from > begin ? from : begin, i, &who) || (from >= begin && from < i && subject_of(s, from, i, &who)))
            return (who.kind != SPEAKER_PRONOUN || is_told(s, &who)) && speaker_set(ret, &who, i, 60);
    }
    return false;
}
