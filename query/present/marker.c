#include "query/present/marker.h"

#include "engine/base/memory.h"
#include "engine/base/strmap.h"
#include "query/present/beginnings.h"

#include <stdlib.h>

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
    beginnings_free(m->beginnings);
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

bool marker_narrow(struct marker *m, struct index *index, struct error *err)
{
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct beginnings *b = beginnings_new();
    const struct plan_marks *marks = m->marks;
    for (size_t i = 0; i < marks->term_count; i++) {
        struct str *forms;
        size_t n;
        if (!index_forms(index, marks->terms[i], &arena, &forms, &n, err)) {
            beginnings_free(b);
            return false;
        }
        for (size_t k = 0; k < n; k++)
            beginnings_note(b, forms[k], false);
        if (!n)
            beginnings_note(b, marks->terms[i], true);      /* a number, a pair of characters */
    }
    for (size_t i = 0; i < marks->phrase_count; i++)
        for (size_t k = 0; k < marks->phrases[i].n; k++) {
            struct str form = marks->phrases[i].forms[k];
            bool marked = form.n && form.p[0] == ANALYSER_MARK;
            beginnings_note(b, marked ? str_slice(form, 1, form.n) : form, marks->phrases[i].prefix);
        }
    m->beginnings = b;
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

static void find_by_stretches(struct marker *m, struct str text, const char *lang)
{
    struct stretches stretches = stretches_of(m->beginnings, text);
    size_t from, to;
    while (stretches_next(&stretches, &from, &to))
        find_within(m, text, lang, from, to);
}

/* Words come in their order; what comes later may stand before them. */
static bool in_order(const struct span *v, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (v[i].start <= v[i - 1].start)
            return false;
    return true;
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
    if (!in_order(m->found, m->n))
        qsort(m->found, m->n, sizeof *m->found, by_place);
    struct spans spans = { arena_array(arena, struct span, m->n + 1), 0 };
    for (size_t i = 0; i < m->n; i++)
        if (!spans.n || m->found[i].start >= spans.v[spans.n - 1].end)
            spans.v[spans.n++] = m->found[i];
    return spans;
}
