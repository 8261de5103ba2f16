#include "query/present/marker.h"

#include "engine/base/memory.h"
#include "engine/base/strmap.h"

#include <stdlib.h>

/*
 * How the words that are looked for begin. Words in ASCII are told by it before they are analysed; others always are.
 */
struct beginnings {
    uint64_t two[65536 / 64];       /* a bit for each two bytes */
    uint64_t loose[65536 / 64];     /* of those, such as a prefix of less than four bytes has: no more is looked at */
    uint64_t four[65536 / 64];      /* hashes of four bytes; shorter words end in zeros */
    bool one[256];                  /* the first byte of any */
    size_t around;                  /* bytes of context on each side */
};

struct marker {
    struct beginnings *beginnings;  /* NULL: look everywhere */
    struct analyser *analyser;
    const struct plan_marks *marks;
    struct strmap terms;            /* asked for */
    struct strmap words;            /* forms that a phrase of one word asks for */
    struct token_list tokens;
    struct span *found;
    size_t n, capacity;
};

/* Looked up in a table, not tried at every token. */
static bool is_one_word(const struct phrase *p)
{
    return p->n == 1 && !p->prefix && p->forms[0].n && p->forms[0].p[0] != ANALYSER_MARK;
}

struct marker *marker_new(struct analyser *analyser, const struct plan_marks *marks)
{
    struct marker *m = xcalloc(1, sizeof *m);
    m->analyser = analyser;
    m->marks = marks;
    for (size_t i = 0; i < marks->term_count; i++)
        strmap_intern(&m->terms, marks->terms[i], NULL);
    for (size_t i = 0; i < marks->phrase_count; i++)
        if (is_one_word(&marks->phrases[i]))
            strmap_intern(&m->words, marks->phrases[i].forms[0], NULL);
    return m;
}

void marker_free(struct marker *m)
{
    if (!m)
        return;
    free(m->beginnings);
    strmap_release(&m->terms);
    strmap_release(&m->words);
    token_list_release(&m->tokens);
    free(m->found);
    free(m);
}

static void note(struct marker *m, uint32_t start, uint32_t end, uint32_t what, bool actor)
{
    GROW(m->found, m->n, m->capacity);
    m->found[m->n++] = (struct span){ .start = start, .end = end, .what = what, .actor = actor };
}

static bool phrase_at(const struct marker *m, const struct phrase *phrase, size_t i)
{
    if (i + phrase->n > m->tokens.n)
        return false;
    for (size_t k = 0; k < phrase->n; k++) {
        bool marked = phrase->forms[k].n && phrase->forms[k].p[0] == ANALYSER_MARK;
        struct str asked = marked ? str_slice(phrase->forms[k], 1, phrase->forms[k].n) : phrase->forms[k];
        struct str form = analyser_string(m->analyser, marked ? m->tokens.v[i + k].form : m->tokens.v[i + k].exact);
        bool last_prefix = phrase->prefix && k + 1 == phrase->n;
        if (last_prefix ? !str_starts(form, asked) : !str_equal(form, asked))
            return false;
    }
    return true;
}

/* Numbers of kinds of matches: terms, words, phrases, actors, one after another. */
static void find_words(struct marker *m)
{
    for (size_t i = 0; i < m->tokens.n; i++) {
        const struct token *t = &m->tokens.v[i];
        uint32_t number = strmap_find(&m->terms, analyser_string(m->analyser, t->term));
        if (number != STRMAP_NONE) {
            note(m, t->start, t->end, number, false);
            continue;
        }
        number = strmap_find(&m->words, analyser_string(m->analyser, t->exact));
        if (number != STRMAP_NONE)
            note(m, t->start, t->end, (uint32_t)m->terms.n + number, false);
    }
}

static void find_phrases(struct marker *m)
{
    uint32_t first = (uint32_t)(m->terms.n + m->words.n);
    for (size_t p = 0; p < m->marks->phrase_count; p++) {
        const struct phrase *phrase = &m->marks->phrases[p];
        if (!phrase->n || is_one_word(phrase))
            continue;
        for (size_t i = 0; i < m->tokens.n; i++)
            if (phrase_at(m, phrase, i))
                note(m, m->tokens.v[i].start, m->tokens.v[i + phrase->n - 1].end, first + (uint32_t)p, false);
    }
}

/* ---- where to look ---- */

static unsigned hash_four(const unsigned char four[4])
{
    uint32_t x = four[0] | (uint32_t)four[1] << 8 | (uint32_t)four[2] << 16 | (uint32_t)four[3] << 24;
    return x * 2654435761u >> 16;       /* Fibonacci hashing: 2^32 over the golden ratio */
}

static void set_bit(uint64_t *bits, unsigned i)
{
    bits[i / 64] |= 1ull << (i % 64);
}

static bool has_bit(const uint64_t *bits, unsigned i)
{
    return bits[i / 64] >> (i % 64) & 1;
}

static void note_beginning(struct beginnings *b, struct str form, bool prefix)
{
    if (form.n && form.p[0] == ANALYSER_MARK)
        form = str_slice(form, 1, form.n);
    if (!form.n)
        return;
    unsigned char four[4] = { 0 };
    memcpy(four, form.p, form.n < 4 ? form.n : 4);
    b->one[four[0]] = true;
    for (unsigned i = form.n > 1 ? four[1] : 0; i < (form.n > 1 ? four[1] + 1u : 256); i++) {
        set_bit(b->two, (unsigned)four[0] << 8 | i);
        if (form.n < 2 || (prefix && form.n < 4))
            set_bit(b->loose, (unsigned)four[0] << 8 | i);
    }
    set_bit(b->four, hash_four(four));
}

/* Whether capitals are "US" or the pronoun is told by the words around them. */
static bool wants_context(struct str form)
{
    return str_starts(form, STR("us")) || str_starts(form, STR("u.s"));
}

bool marker_narrow(struct marker *m, struct index *index, struct error *err)
{
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    enum { AROUND_NEAR = 24, AROUND_FAR = 120 };
    struct beginnings *b = xcalloc(1, sizeof *b);
    const struct plan_marks *marks = m->marks;
    b->around = AROUND_NEAR;
    for (size_t i = 0; i < marks->term_count; i++) {
        struct str *forms;
        size_t n;
        if (!index_forms(index, marks->terms[i], &arena, &forms, &n, err)) {
            free(b);
            return false;
        }
        for (size_t k = 0; k < n; k++)
            note_beginning(b, forms[k], false);
        if (!n)
            note_beginning(b, marks->terms[i], true);       /* a number, a pair of characters */
        if (wants_context(marks->terms[i]))
            b->around = AROUND_FAR;
    }
    for (size_t i = 0; i < marks->phrase_count; i++)
        for (size_t k = 0; k < marks->phrases[i].n; k++) {
            note_beginning(b, marks->phrases[i].forms[k], marks->phrases[i].prefix);
            if (wants_context(marks->phrases[i].forms[k]))
                b->around = AROUND_FAR;
        }
    m->beginnings = b;
    return true;
}

static bool is_ascii_word(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static unsigned char lower(unsigned char c)
{
    return c >= 'A' && c <= 'Z' ? (unsigned char)(c + 32) : c;
}

static bool is_digit(unsigned char c)
{
    return c >= '0' && c <= '9';
}

/* Whether a word that begins at `at` may be one that is looked for. */
static bool may_begin(const struct beginnings *b, struct str text, size_t at)
{
    unsigned char four[4] = { 0 };
    size_t n = 0;
    for (; n < 4 && at + n < text.n; n++) {
        unsigned char c = lower((unsigned char)text.p[at + n]);
        if (c >= 128)
            return true;
        if (!is_ascii_word(c)) {
            if (n == 1)
                return b->one[four[0]];     /* "U.S." may be us */
            if (c == '.' || c == '\'' || is_digit(four[0]))
                return has_bit(b->two, (unsigned)four[0] << 8 | four[1]);   /* the word may go on */
            break;
        }
        four[n] = c;
    }
    unsigned two = (unsigned)four[0] << 8 | four[1];
    return n < 2 ? b->one[four[0]] : has_bit(b->two, two) && (has_bit(b->loose, two) || has_bit(b->four, hash_four(four)));
}

static bool is_white(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* The next stretch of text, from *at on, that has a word which may be looked for, with some words around it; false: there is none. */
static bool next_stretch(const struct marker *m, struct str text, size_t *at, size_t *ret_from, size_t *ret_to)
{
    size_t around = m->beginnings->around, from = *at, to = text.n;
    bool found = false;
    for (size_t i = *at; !found && i < text.n; i++) {
        bool begins = is_ascii_word((unsigned char)text.p[i]) || (unsigned char)text.p[i] >= 128;
        found = begins && (i == 0 || !is_ascii_word((unsigned char)text.p[i - 1])) && may_begin(m->beginnings, text, i);
        if (found && i > from + around)
            from = i - around;
        to = i + around < text.n ? i + around : text.n;
    }
    if (!found)
        return false;
    while (from > *at && !is_white(text.p[from - 1]))
        from--;
    while (to < text.n && !is_white(text.p[to]))
        to++;
    *ret_from = from;
    *ret_to = *at = to;
    return true;
}

static void find_within(struct marker *m, struct str text, const char *lang, size_t from, size_t to)
{
    m->tokens.n = 0;
    analyser_run(m->analyser, str_slice(text, from, to), lang, &m->tokens);
    for (size_t i = 0; i < m->tokens.n; i++) {
        m->tokens.v[i].start += (uint32_t)from;
        m->tokens.v[i].end += (uint32_t)from;
    }
    find_words(m);
    find_phrases(m);
}

/* Stretches that touch are taken as one, so that no phrase is cut. */
static void find_by_stretches(struct marker *m, struct str text, const char *lang)
{
    size_t at = 0, from = 0, to = 0, next_from = 0, next_to = 0;
    bool more = next_stretch(m, text, &at, &from, &to);
    while (more) {
        more = next_stretch(m, text, &at, &next_from, &next_to);
        if (more && next_from <= to) {
            to = next_to;
            continue;
        }
        find_within(m, text, lang, from, to);
        from = next_from;
        to = next_to;
    }
}

static int by_place(const void *a, const void *b)
{
    const struct span *x = a, *y = b;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return x->end > y->end ? -1 : x->end < y->end;
}

struct spans marker_find(struct marker *m, struct str text, const char *lang, const struct span *mentions, size_t mention_n, struct arena *arena)
{
    m->n = 0;
    if (m->beginnings)
        find_by_stretches(m, text, lang);
    else
        find_within(m, text, lang, 0, text.n);
    for (size_t i = 0; i < mention_n; i++)
        if (mentions[i].start < mentions[i].end && mentions[i].end <= text.n)
            note(m, mentions[i].start, mentions[i].end, mentions[i].what, mentions[i].actor);
    if (m->n)
        qsort(m->found, m->n, sizeof *m->found, by_place);
    struct spans spans = { arena_array(arena, struct span, m->n + 1), 0 };
    for (size_t i = 0; i < m->n; i++)
        if (!spans.n || m->found[i].start >= spans.v[spans.n - 1].end)
            spans.v[spans.n++] = m->found[i];
    return spans;
}
