/* Texts, as the analyser cuts them: where words, sentences and paragraphs begin and end. */
#include "engine/text/analyser_private.h"

#include "engine/base/memory.h"
#include "engine/base/utf8.h"
#include "engine/text/word_bounds.h"

enum { TEXT_MAX = UINT32_MAX - 16 };

/* Words are looked up some words after they are met, so that the cache's entries are on their way when they are asked for. */
enum { WAITING = 16 };

struct waiting_word {
    struct word_asked asked;
    bool sentence, paragraph;       /* it begins one */
};

struct scan {
    struct analyser *a;
    const char *text, *p, *end;
    int language;
    bool turkish;
    bool sentence, paragraph;       /* the next word begins one */
    struct waiting_word waiting[WAITING];   /* a ring; the oldest is at met - waiting_n */
    size_t waiting_n, met;
    /* of the words that are in the list */
    bool begins_sentence, begins_paragraph;     /* the next one */
    const char *last_end;           /* of the word before; NULL: none */
    struct str last;                /* the word before, as it stands */
    struct token_list *list;
};

/* A short word in lower case, as a list of such words has it: NULs fill it up. */
enum { SHORT_BYTES = 8 };

static bool is_one_of(const char *p, size_t n, const char words[][SHORT_BYTES], size_t count)
{
    char low[SHORT_BYTES] = { 0 };
    if (n >= sizeof low)
        return false;
    for (size_t i = 0; i < n; i++)
        low[i] = p[i] >= 'A' && p[i] <= 'Z' ? (char)(p[i] + 32) : p[i];
    for (size_t i = 0; i < count; i++)
        if (memcmp(low, words[i], sizeof low) == 0)
            return true;
    return false;
}

static bool is_elided(const char *p, size_t n)
{
    static const char elided[][SHORT_BYTES] = {
        "l", "d", "j", "n", "s", "c", "m", "t", "qu", "un", "all", "dell", "nell", "sull", "dall", "jusqu", "lorsqu", "puisqu", "quoiqu",
    };
    return is_one_of(p, n, elided, sizeof elided / sizeof *elided);
}

/*
 * At an apostrophe within a word: where the word ends, and from where to go on. A possessive is passed over; after an elided article the
 * next word begins; in Turkish what follows is a case ending; else it is part of the word.
 */
static const char *apostrophe(const struct scan *s, const char *from, const char *at, size_t n, const char **ret_next)
{
    const char *after = at + n, *rest = run_end(after, s->end);
    bool possessive = rest - after == 1 && (*after == 's' || *after == 'S');
    if (possessive || s->turkish) {
        *ret_next = rest;
        return at;
    }
    *ret_next = after;
    return is_elided(from, (size_t)(at - from)) ? at : NULL;
}

/* A blank of any kind: no-break (U+00A0, U+202F), of print (U+2000 to U+200A), ideographic (U+3000). */
static bool is_blank_at(const char *p)
{
    const unsigned char *u = (const unsigned char *)p;
    return u[0] <= ' ' || (u[0] == 0xC2 && u[1] == 0xA0) || (u[0] == 0xE2 && u[1] == 0x80 && (u[2] <= 0x8A || u[2] == 0xAF)) ||
           (u[0] == 0xE3 && u[1] == 0x80 && u[2] == 0x80);
}

static bool has_blank(const char *from, const char *to)
{
    for (; from < to; from++)
        if (is_blank_at(from))
            return true;
    return false;
}

static void put_token(struct scan *s, const struct waiting_word *w)
{
    const char *from = w->asked.p, *to = from + w->asked.n;
    const struct known_word *word = known_words_find(&s->a->words, &w->asked);
    if (!word)
        word = analyser_make_word(s->a, &w->asked);
    s->begins_sentence |= w->sentence;
    s->begins_paragraph |= w->paragraph;
    if (word->form == NO_FORM)
        return;
    uint8_t flags = word->flags;
    if (s->begins_sentence)
        flags |= TOKEN_SENTENCE;
    if (s->begins_paragraph)
        flags |= TOKEN_PARAGRAPH;
    if (s->last_end && from > s->last_end && from - s->last_end <= 3 && !has_blank(s->last_end, from))
        flags |= TOKEN_JOINED;
    s->begins_sentence = s->begins_paragraph = false;
    s->last_end = to;
    s->last = (struct str){ from, (size_t)(to - from) };
    GROW(s->list->v, s->list->n, s->list->capacity);
    s->list->v[s->list->n++] = (struct token){ (uint32_t)(from - s->text), (uint32_t)(to - s->text), word->form, word->term, word->exact, flags };
}

static void put_oldest(struct scan *s)
{
    put_token(s, &s->waiting[(s->met - s->waiting_n--) % WAITING]);
}

static void put_waiting(struct scan *s)
{
    while (s->waiting_n)
        put_oldest(s);
}

static void emit(struct scan *s, const char *from, const char *to, enum word_kind kind)
{
    if (s->waiting_n == WAITING)
        put_oldest(s);
    struct waiting_word *w = &s->waiting[s->met++ % WAITING];
    w->asked = known_words_asked_within(from, (size_t)(to - from), (size_t)(s->end - from), word_sort(s->language, kind));
    w->sentence = s->sentence;
    w->paragraph = s->paragraph;
    s->waiting_n++;
    known_words_expect(&s->a->words, &w->asked);
    s->sentence = s->paragraph = false;
}

static void scan_word(struct scan *s)
{
    const char *from = s->p, *p = word_end(from, s->end);
    if (p < s->end && *p == ' ') {      /* most words */
        emit(s, from, p, WORD_PLAIN);
        s->p = p + 1;
        return;
    }
    if (all_digits(from, p))
        p = number_end(s->text, from, p, s->end);
    const char *initials = p < s->end && *p == '.' ? initials_end(from, p, s->end) : p;
    if (initials > p) {
        emit(s, from, initials, WORD_DOTTED);
        s->p = initials < s->end && *initials == '.' ? initials + 1 : initials;
        return;
    }
    for (;;) {
        size_t n;
        uint32_t cp;
        if (p >= s->end || p == from || (class_at(p, s->end, &n, &cp), !is_apostrophe(cp)) || !letter_at(p + n, s->end))
            break;
        const char *next, *stop = apostrophe(s, from, p, n, &next);
        if (stop) {
            emit(s, from, stop, WORD_PLAIN);
            s->p = next;
            return;
        }
        p = run_end(next, s->end);
    }
    emit(s, from, p, WORD_PLAIN);
    s->p = p;
}

/* Overlapping pairs, and the last character by itself. */
static void scan_spaceless(struct scan *s)
{
    const char *before = s->p;
    size_t n;
    uint32_t cp;
    class_at(s->p, s->end, &n, &cp);
    for (const char *p = s->p + n; p < s->end && class_at(p, s->end, &n, &cp) == CHAR_SPACELESS;) {
        emit(s, before, p + n, WORD_BIGRAM);
        before = p;
        p += n;
    }
    class_at(before, s->end, &n, &cp);
    emit(s, before, before + n, WORD_BIGRAM);
    s->p = before + n;
}

/* ---- sentences and paragraphs ---- */

/* The last word so far, as it stands; false where there is none. Most are still waiting, and need not be looked up for that: a word that begins so is a token. */
static bool last_word(struct scan *s, struct str *ret)
{
    const struct word_asked *w = &s->waiting[(s->met + WAITING - 1) % WAITING].asked;
    if (s->waiting_n && byte_class[(unsigned char)*w->p] != BYTE_LONG) {
        *ret = (struct str){ w->p, w->n };
        return true;
    }
    put_waiting(s);
    *ret = s->last;
    return s->last_end != NULL;
}

/* Whether a dot behind the word before is part of it: an initial or an abbreviation. */
static bool dot_of_word(struct scan *s, const char *at)
{
    static const char abbreviations[][SHORT_BYTES] = {
        "mr", "mrs", "ms", "dr", "prof", "gen", "sen", "rep", "gov", "lt", "col", "capt", "sgt", "maj", "adm", "st", "no", "vs", "jr", "sr", "rev", "hon",
        "pres", "sec", "dept", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec", "approx", "est", "fig", "inc", "ltd",
        "co", "corp", "bzw", "ca", "nr", "str", "usw", "etc",
    };
    struct str last;
    if (!last_word(s, &last) || last.p + last.n != at)
        return false;
    size_t n, count = 0;
    uint32_t cp;
    for (const char *p = last.p; p < last.p + last.n && count < 2; p += n, count++)
        class_at(p, s->end, &n, &cp);
    return (count == 1 && fold_is_upper(cp)) || is_one_of(last.p, last.n, abbreviations, sizeof abbreviations / sizeof *abbreviations);
}

static bool space_or_end(const char *p, const char *end)
{
    return p >= end || *p == ' ' || *p == '\n' || *p == '\r' || *p == '\t' || strchr("\"')]", *p) || (unsigned char)*p >= 0x80;
}

/* Full stops of other scripts: … ։ ؟ 。 ！ ？ ． । and the Armenian stress marks are none. */
static bool is_stop(uint32_t cp)
{
    return cp == 0x2026 || cp == 0x0589 || cp == 0x061F || cp == 0x06D4 || cp == 0x3002 || cp == 0xFF01 || cp == 0xFF1F || cp == 0xFF0E ||
           cp == 0x0964;
}

/* One character that is no word's. */
static void scan_other(struct scan *s, size_t n, uint32_t cp)
{
    const char *p = s->p;
    if (cp == '\n') {
        const char *q = p + 1;
        while (q < s->end && (*q == ' ' || *q == '\t' || *q == '\r'))
            q++;
        if (q < s->end && *q == '\n')
            s->sentence = s->paragraph = true;
        s->p = q;
        return;
    }
    if (is_stop(cp) || ((cp == '.' || cp == '!' || cp == '?') && space_or_end(p + 1, s->end) && !(cp == '.' && dot_of_word(s, p))))
        s->sentence = true;
    s->p = p + n;
}

/* ---- US ---- */

/*
 * An upper-case US is the country unless its neighbours in the sentence shout too. A word alone (a query) is taken as it is written.
 */
static void resolve_us(struct scan *s, size_t from)
{
    struct token_list *list = s->list;
    for (size_t i = from; i < list->n; i++) {
        struct token *t = &list->v[i];
        if (t->form != s->a->us_pronoun || !(t->flags & TOKEN_UPPER))
            continue;
        const struct token *before = i > from && !(t->flags & TOKEN_SENTENCE) ? t - 1 : NULL;
        const struct token *after = i + 1 < list->n && !(t[1].flags & TOKEN_SENTENCE) ? t + 1 : NULL;
        bool shouting = (before || after) && (!before || before->flags & (TOKEN_UPPER | TOKEN_NUMBER)) &&
                        (!after || after->flags & (TOKEN_UPPER | TOKEN_NUMBER));
        if (shouting)
            continue;
        t->form = t->exact = s->a->us_form;
        strbuf_clear(&s->a->term);
        analyser_append_term(s->a, analyser_string(s->a, t->form), s->language, &s->a->term);
        t->term = strmap_intern(&s->a->strings, strbuf_view(&s->a->term), NULL);
    }
}

void analyser_run(struct analyser *a, struct str text, const char *lang, struct token_list *list)
{
    if (text.n > TEXT_MAX)
        text.n = utf8_start(text, TEXT_MAX);
    struct scan s;
    s.a = a;
    s.text = s.p = text.p;
    s.end = str_end(text);
    s.language = stem_language(lang);
    s.turkish = strcmp(lang, "tr") == 0 || strcmp(lang, "az") == 0;
    s.sentence = s.paragraph = true;
    s.begins_sentence = s.begins_paragraph = false;
    s.waiting_n = s.met = 0;
    s.last_end = NULL;
    s.last = (struct str){ NULL, 0 };
    s.list = list;
    size_t from = list->n;
    while (s.p < s.end) {
        size_t n;
        uint32_t cp;
        unsigned char first = byte_class[(unsigned char)*s.p];
        if (*s.p == ' ') {
            s.p++;
            continue;
        }
        if (first == BYTE_LETTER || first == BYTE_DIGIT) {
            scan_word(&s);
            continue;
        }
        switch (class_at(s.p, s.end, &n, &cp)) {
        case CHAR_LETTER:
        case CHAR_DIGIT:
            if (is_apostrophe(cp))
                s.p += n;
            else
                scan_word(&s);
            break;
        case CHAR_SPACELESS: scan_spaceless(&s); break;
        case CHAR_MARK: s.p += n; break;
        case CHAR_OTHER: scan_other(&s, n, cp); break;
        }
    }
    put_waiting(&s);
    resolve_us(&s, from);
}

void analyser_fold(struct analyser *a, struct str s, struct strbuf *out)
{
    struct token_list *tokens = &a->folding;
    tokens->n = 0;
    analyser_run(a, s, "", tokens);
    for (size_t i = 0; i < tokens->n; i++) {
        if (i)
            strbuf_byte(out, ' ');
        strbuf_str(out, analyser_string(a, tokens->v[i].form));
    }
}
