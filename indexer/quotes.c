#include "indexer/quotes.h"

#include "indexer/quote_private.h"
#include "engine/base/memory.h"
#include "indexer/quote_turns.h"

#include <stdlib.h>
#include <string.h>

enum { WORDS_MIN = 3 };         /* fewer words are speech only with a verb of saying of their own */

/* ---- what is speech ---- */

struct looks {
    size_t words, capitals;
    bool stopped;               /* ends with a full stop, a comma or the like before the mark */
};

static struct looks looks_of(const struct speech *s, const struct marked_text *m)
{
    struct looks l = { 0, 0, false };
    for (size_t i = speech_token_at(s, m->start); i < s->n && s->tokens[i].start < m->end; i++) {
        l.words++;
        l.capitals += s->tokens[i].flags & TOKEN_CAPITAL || s->tokens[i].kinds & (WORD_PREPOSITION | WORD_DETERMINER) || s->tokens[i].flags & TOKEN_NUMBER;
    }
    l.stopped = m->end > m->start && strchr(".,?!", s->text.p[m->end - 1]);
    return l;
}

/* Names of books, songs, programmes and bills: each word but the small ones has a capital. */
static bool is_title(const struct speech *s, const struct marked_text *m, const struct looks *l)
{
    size_t first = speech_token_at(s, m->start);
    return l->words <= 10 && l->capitals == l->words && first < s->n && s->tokens[first].flags & TOKEN_CAPITAL && !(l->stopped && s->text.p[m->end - 1] != ',');
}

static bool stop_behind(const struct speech *s, const struct marked_text *m)
{
    return m->close < s->text.n && strchr(".,", s->text.p[m->close]);
}

/* Armenian: to the question «…», the paper «…», where the noun stands behind without a point between. */
static bool is_of_noun(const struct speech *s, const struct marked_text *m, const struct looks *l)
{
    size_t behind = speech_token_at(s, m->close);
    if (!s->nouns_definite || l->stopped || behind >= s->n)
        return false;
    const struct speech_token *t = &s->tokens[behind];
    return t->gap == GAP_MARK && t->paragraph == m->paragraph && !(t->flags & TOKEN_CAPITAL) && !(t->kinds & (WORD_SAYS | WORD_CALLS | WORD_HELPS | WORD_PRONOUN));
}

/* Other languages put names of all kinds between marks, with one capital: without a verb of its own, speech is a whole sentence. */
static bool is_sentence(const struct speech *s, const struct marked_text *m, const struct looks *l)
{
    enum { SENTENCE_WORDS = 5, LONG_SENTENCE_WORDS = 8 };
    size_t first = speech_token_at(s, m->start);
    if (first >= s->n || !(s->tokens[first].flags & (TOKEN_CAPITAL | TOKEN_UNCASED)) || is_of_noun(s, m, l))
        return false;
    if (s->tokens[first].gap & GAP_SENTENCE && (l->words >= LONG_SENTENCE_WORDS || (l->words >= WORDS_MIN && l->stopped && s->text.p[m->end - 1] != ',')))
        return true;
    if (s->tokens[first].gap & GAP_COLON)
        return l->words >= WORDS_MIN;
    return l->words >= SENTENCE_WORDS && (l->stopped || (s->tokens[first].gap & GAP_SENTENCE && stop_behind(s, m)));
}

/* The so-called «hawks» */
static bool is_so_called(const struct speech *s, size_t first)
{
    static const char *const begins[] = { "называем", "sogenannt", "llamad", "կոչված", "званий", "звана", "зване", "звані" };
    struct str before = first > 0 && !(s->tokens[first].gap & ~GAP_MARK) ? speech_form(s, &s->tokens[first - 1]) : STR("");
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
        if (str_starts(before, str_of(begins[i])))
            return true;
    return false;
}

/* In those languages: a capital right behind a word begins no speech, unless that is long or its verb stands beside it. */
static bool is_name(const struct speech *s, const struct marked_text *m, const struct looks *l, size_t cue)
{
    enum { SENTENCE_WORDS = 5, LONG_SENTENCE_WORDS = 8, CUE_NEAR = 2 };
    size_t first = speech_token_at(s, m->start), end = speech_token_at(s, m->close);
    if (first < s->n && is_so_called(s, first))
        return true;
    if (cue != SIZE_MAX && cue >= end && cue - end > CUE_NEAR && is_of_noun(s, m, l))
        return true;
    if (s->nouns_upper || first == 0 || first >= s->n || !(s->tokens[first].flags & TOKEN_CAPITAL))
        return false;
    if (s->tokens[first].gap & ~GAP_MARK || l->words >= LONG_SENTENCE_WORDS || (l->stopped && s->text.p[m->end - 1] != ','))
        return false;
    if (cue != SIZE_MAX && cue >= end && cue - end <= CUE_NEAR)
        return false;
    return !(l->words >= SENTENCE_WORDS && s->tokens[first - 1].kinds & WORD_SAYS);
}

/* ---- who speaks ---- */

struct working {
    struct speech *s;
    struct pronouns *pronouns;
    struct speaker_found *found;    /* by mark; who.kind SPEAKER_NONE: not known */
    bool *own;                      /* by a verb of its own */
};

static void settle(struct working *w, size_t mark, const struct speaker_found *found)
{
    w->found[mark] = *found;
    struct named *who = &w->found[mark].who;
    if (who->kind == SPEAKER_PRONOUN && who->actor == QUOTE_NO_ACTOR)
        who->actor = pronouns_resolve(w->pronouns, who);
    if (who->kind == SPEAKER_WORDS && who->actor == QUOTE_NO_ACTOR)
        who->actor = speaker_of_statement(w->s, who);
    if (who->kind == SPEAKER_WORDS && who->actor == QUOTE_NO_ACTOR)
        who->actor = pronouns_surname(w->pronouns, who);
    if (who->kind == SPEAKER_WORDS && who->actor == QUOTE_NO_ACTOR)
        who->actor = speaker_of_title(w->s, who);
    if (who->actor != QUOTE_NO_ACTOR)
        pronouns_spoke(w->pronouns, who->actor, w->s->marks.v[mark].paragraph);
}

/* The mark before one in its paragraph, or SIZE_MAX. */
static size_t beside(const struct working *w, size_t mark, int step)
{
    const struct marked_texts *m = &w->s->marks;
    if ((step < 0 && mark == 0) || (step > 0 && mark + 1 == m->n))
        return SIZE_MAX;
    size_t other = step < 0 ? mark - 1 : mark + 1;
    return m->v[other].paragraph == m->v[mark].paragraph ? other : SIZE_MAX;
}

static void less_sure(struct speaker_found *f, int part)
{
    f->confidence = (uint8_t)(f->confidence * part / 100);
    f->cue = SIZE_MAX;
}

/* Without a verb of its own: from the quotation before it, that behind it, the paragraph before. */
static bool goes_on_from(const struct working *w, size_t mark, struct speaker_found *ret)
{
    const struct speech *s = w->s;
    const struct marked_text *m = &s->marks.v[mark];
    size_t before = beside(w, mark, -1);
    if (before != SIZE_MAX && w->found[before].who.kind != SPEAKER_NONE) {
        *ret = w->found[before];
        less_sure(ret, 90);
        return true;
    }
    if (speaker_just_before(s, mark, ret))
        return true;
    size_t behind = beside(w, mark, 1);
    if (behind != SIZE_MAX && speaker_behind(s, behind, ret)) {
        less_sure(ret, 85);
        return true;
    }
    if (m->paragraph == 0)
        return false;
    bool begins = speech_token_at(s, s->marks.paragraphs[m->paragraph].start) == speech_token_at(s, m->open);
    if (!begins)
        return false;
    if (mark > 0 && s->marks.v[mark - 1].paragraph + 1 == m->paragraph && w->found[mark - 1].who.kind != SPEAKER_NONE) {
        *ret = w->found[mark - 1];
        less_sure(ret, 85);
        return true;
    }
    if (speaker_of_paragraph(s, m->paragraph - 1, ret))
        return true;
    return false;
}

/* "…," as X said; "…," while X said */
static bool has_clause(const struct speech *s, size_t first, size_t end)
{
    for (size_t i = first; i < end && i < s->n; i++)
        if (s->tokens[i].kinds & WORD_CLAUSE)
            return true;
    return false;
}

/* Whether a comma or dash behind a quotation tells that its sentence goes on. */
static bool goes_on(const struct speech *s, const struct marked_text *m)
{
    size_t behind = speech_token_at(s, m->close);
    return behind < s->n && s->tokens[behind].gap & (GAP_COMMA | GAP_DASH);
}

/* X called it "…," Y said: of Y it is known from Y's own words, if the verb before is far, or holds only a part of what was said. */
static bool before_or_behind(const struct speech *s, size_t mark, struct speaker_found *ret)
{
    enum { CUE_NEAR = 4, SURE = 95 };
    const struct marked_text *m = &s->marks.v[mark];
    struct speaker_found behind;
    if (!speaker_before(s, mark, ret))
        return speaker_behind(s, mark, ret);
    size_t at = speech_token_at(s, m->open);
    bool near = ret->cue != SIZE_MAX && at - ret->cue <= CUE_NEAR && s->tokens[ret->cue].kinds & (WORD_SAYS | WORD_SAYING);
    if (!near && s->known && !m->unmarked && speaker_behind(s, mark, &behind) && behind.confidence >= SURE && behind.cue != SIZE_MAX && goes_on(s, m))
        *ret = behind;
    else if (!near && s->english && !m->unmarked && s->text.p[m->end - 1] == ',' && speaker_behind(s, mark, &behind) && behind.confidence >= SURE &&
        !has_clause(s, speech_token_at(s, m->close), behind.cue))
        *ret = behind;
    else if (!near && ret->confidence <= 80 && speaker_at_end(s, mark, &behind))
        *ret = behind;
    return true;
}

/* Whether a quotation goes on with the one before it, of which it is known who speaks. */
static bool continues(const struct working *w, size_t mark)
{
    const struct marked_text *v = w->s->marks.v;
    return mark > 0 && v[mark - 1].goes_on && v[mark - 1].paragraph + 1 == v[mark].paragraph && w->found[mark - 1].who.kind != SPEAKER_NONE;
}

static void find_speakers(struct working *w)
{
    const struct marked_texts *m = &w->s->marks;
    for (size_t i = 0; i < m->n; i++) {
        struct speaker_found found;
        if (speaker_by_label(w->s, i, &found) || speaker_within(w->s, i, &found)) {
            settle(w, i, &found);
            w->own[i] = true;
        } else if (continues(w, i) && !speaker_behind(w->s, i, &found)) {
            found = w->found[i - 1];
            less_sure(&found, 95);
            settle(w, i, &found);
            w->own[i] = w->own[i - 1];
        } else if (before_or_behind(w->s, i, &found) || speaker_about_this(w->s, i, &found)) {
            settle(w, i, &found);
            w->own[i] = true;
        } else if (speaker_at_end(w->s, i, &found) || speaker_of_sentence(w->s, i, &found) || goes_on_from(w, i, &found)) {
            settle(w, i, &found);
        }
    }
    /* A speech that goes on over paragraphs and tells its speaker at the end. */
    for (size_t i = m->n; i-- > 1;)
        if (m->v[i - 1].goes_on && m->v[i - 1].paragraph + 1 == m->v[i].paragraph && (w->found[i - 1].who.kind == SPEAKER_NONE || (w->own[i] && !w->own[i - 1]))) {
            w->found[i - 1] = w->found[i];
            w->own[i - 1] = w->own[i];
        }
}

static struct quote to_quote(const struct working *w, size_t mark)
{
    const struct speech *s = w->s;
    const struct marked_text *m = &s->marks.v[mark];
    const struct speaker_found *f = &w->found[mark];
    struct quote q = { .start = m->start, .end = m->end, .actor = QUOTE_NO_ACTOR };
    if (f->who.kind == SPEAKER_NONE)
        return q;
    q.speaker = f->who.kind;
    q.actor = f->who.actor;
    q.speaker_start = f->who.start;
    q.speaker_end = f->who.end;
    q.name = q.actor != QUOTE_NO_ACTOR ? s->enriched->actors[q.actor].name : str_slice(s->text, q.speaker_start, q.speaker_end);
    q.confidence = f->confidence;
    if (f->cue != SIZE_MAX)
        q.cue = str_slice(s->text, s->tokens[f->cue].start, s->tokens[f->cue].end);
    return q;
}

/* Its marks are found already. */
static struct working begin_working(struct speech *s, const struct token_list *tokens, struct word_kinds *words)
{
    speech_read(s, tokens, words);
    struct working w = { .s = s, .pronouns = pronouns_new(s), .found = arena_array(s->arena, struct speaker_found, s->marks.n),
                         .own = arena_array(s->arena, bool, s->marks.n) };
    find_speakers(&w);
    return w;
}

static bool is_speech(const struct working *w, size_t mark)
{
    const struct speech *s = w->s;
    const struct marked_text *m = &s->marks.v[mark];
    struct looks l = looks_of(s, m);
    bool own = w->own[mark] || m->unmarked;
    if (l.words == 0 || (l.words < WORDS_MIN && !own))
        return false;
    if (m->unmarked)
        return true;
    size_t first = speech_token_at(s, m->start);
    if (s->known && l.words < WORDS_MIN && w->found[mark].cue == SIZE_MAX && !(l.words > 1 && s->tokens[first].gap & GAP_COLON))
        return false;
    if (s->known && (own ? is_name(s, m, &l, w->found[mark].cue) || mark_is_name(s, mark) : !is_sentence(s, m, &l)))
        return false;
    return !is_title(s, m, &l) || (own && l.stopped);
}

struct quoter {
    const struct analyser *analyser;
    struct word_kinds words;
};

struct quoter *quoter_new(const struct analyser *analyser)
{
    struct quoter *q = xcalloc(1, sizeof *q);
    q->analyser = analyser;
    return q;
}

void quoter_free(struct quoter *q)
{
    if (!q)
        return;
    word_kinds_release(&q->words);
    free(q);
}

void quoter_forget(struct quoter *q)
{
    word_kinds_release(&q->words);
}

struct quotes quotes_find(struct quoter *q, const struct enrich_input *in, const struct enriched *e, struct arena *arena)
{
    struct speech s = { .text = in->text, .enriched = e, .analyser = q->analyser, .arena = arena, .lang = in->lang, .part = PART_TEXT };
    struct quotes ret = { NULL, 0 };
    s.marks = quote_marks_find(in->text, arena);
    quote_turns_find(in, q->analyser, arena, &s.marks);
    if (!s.marks.n)
        return ret;
    struct working w = begin_working(&s, in->text_tokens, &q->words);
    ret.v = arena_array(arena, struct quote, s.marks.n);
    for (size_t i = 0; i < s.marks.n; i++)
        if (is_speech(&w, i))
            ret.v[ret.n++] = to_quote(&w, i);
    return ret;
}

/* ---- headlines ---- */

/* The first token of a list that begins at or behind a byte. */
static size_t token_at(const struct token_list *tokens, uint32_t byte)
{
    size_t low = 0, high = tokens->n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (tokens->v[middle].start < byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The quotation of the text in which the words of one of the headline are said again, or NULL. */
static const struct quote *said_again(const struct enrich_input *in, const struct quotes *body, const struct quote *q)
{
    const struct token *words = in->title_tokens->v + token_at(in->title_tokens, q->start), *v = in->text_tokens->v;
    size_t n = token_at(in->title_tokens, q->end) - token_at(in->title_tokens, q->start);
    for (size_t i = 0; n && i < body->n; i++) {
        size_t first = token_at(in->text_tokens, body->v[i].start), end = token_at(in->text_tokens, body->v[i].end);
        for (size_t k = first; k + n <= end; k++) {
            size_t same = 0;
            while (same < n && v[k + same].form == words[same].form)
                same++;
            if (same == n)
                return &body->v[i];
        }
    }
    return NULL;
}

/* Where each word has a capital, that makes no name of what stands between marks. */
static bool has_capitals(const struct speech *s)
{
    size_t words = 0, capitals = 0;
    for (size_t i = 0; i < s->n; i++)
        if (s->tokens[i].quote < 0 && !(s->tokens[i].kinds & (WORD_PREPOSITION | WORD_DETERMINER | WORD_CLAUSE))) {
            words++;
            capitals += (s->tokens[i].flags & TOKEN_CAPITAL) != 0;
        }
    return capitals == words;
}

struct quotes quotes_find_in_title(struct quoter *quoter, const struct enrich_input *in, const struct enriched *e, const struct quotes *body, struct arena *arena)
{
    enum { TITLE_BYTES_MOST = 1000, TITLE_QUOTES_MOST = 8 };       /* no headline has more; what said_again() costs is bound so */
    struct speech s = { .text = in->title, .enriched = e, .analyser = quoter->analyser, .arena = arena, .lang = in->lang, .part = PART_TITLE };
    struct quotes ret = { NULL, 0 };
    if (in->title.n > TITLE_BYTES_MOST)
        return ret;
    s.marks = quote_marks_find(in->title, arena);
    if (!s.marks.n)
        return ret;
    struct working w = begin_working(&s, in->title_tokens, &quoter->words);
    bool capitals = has_capitals(&s);
    ret.v = arena_array(arena, struct quote, s.marks.n);
    for (size_t i = 0; i < s.marks.n && i < TITLE_QUOTES_MOST; i++) {
        struct quote q = to_quote(&w, i);
        size_t first = speech_token_at(&s, q.start);
        bool colon = first < s.n && s.tokens[first].gap & GAP_COLON;
        struct looks looks = looks_of(&s, &s.marks.v[i]);
        bool speech = w.own[i] && q.speaker != SPEAKER_NONE && (is_speech(&w, i) || (is_title(&s, &s.marks.v[i], &looks) && (capitals || colon)));
        const struct quote *again = speech && q.actor != QUOTE_NO_ACTOR ? NULL : said_again(in, body, &q);
        if (again && (!speech || again->actor != QUOTE_NO_ACTOR)) {
            uint32_t start = q.start, end = q.end;
            q = *again;
            q.start = start;
            q.end = end;
            q.speaker_start = q.speaker_end = 0;
        }
        q.again = again || (speech && said_again(in, body, &q));
        if (speech || again)
            ret.v[ret.n++] = q;
    }
    return ret;
}
