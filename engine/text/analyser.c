/* Words, as the analyser knows them: their forms and terms, by number. */
#include "engine/text/analyser_private.h"

#include "engine/base/memory.h"
#include "engine/base/utf8.h"
#include "engine/text/fold.h"

#include <stdlib.h>

enum { RAW_MAX = 192 };     /* bytes of a word that decide its form; what is longer is noise */

static void know_us(struct analyser *a)
{
    a->us_form = strmap_intern(&a->strings, STR("u.s"), NULL);
    a->us_pronoun = strmap_intern(&a->strings, STR("us"), NULL);
}

struct analyser *analyser_new(void)
{
    struct analyser *a = xcalloc(1, sizeof *a);
    strbuf_init(&a->form);
    strbuf_init(&a->term);
    known_words_init(&a->words);
    know_us(a);
    return a;
}

void analyser_free(struct analyser *a)
{
    if (!a)
        return;
    strmap_release(&a->strings);
    stemmers_release(&a->stemmers);
    known_words_release(&a->words);
    strbuf_release(&a->form);
    strbuf_release(&a->term);
    token_list_release(&a->folding);
    free(a);
}

void token_list_release(struct token_list *list)
{
    free(list->v);
    *list = (struct token_list){ NULL, 0, 0 };
}

struct str analyser_string(const struct analyser *a, uint32_t number)
{
    return strmap_key(&a->strings, number);
}

void analyser_expect(const struct analyser *a, uint32_t far, uint32_t near)
{
    strmap_expect_number(&a->strings, far);
    strmap_expect_string(&a->strings, near);
}

uint64_t analyser_hash(const struct analyser *a, uint32_t number)
{
    return a->strings.entries[number].hash;
}

uint32_t analyser_count(const struct analyser *a)
{
    return (uint32_t)a->strings.n;
}

uint32_t analyser_intern(struct analyser *a, struct str s)
{
    return strmap_intern(&a->strings, s, NULL);
}

bool analyser_find(const struct analyser *a, struct str s, uint32_t *ret)
{
    uint32_t number = strmap_find(&a->strings, s);
    if (number == STRMAP_NONE)
        return false;
    *ret = number;
    return true;
}

bool analyser_forget(struct analyser *a, uint32_t limit)
{
    if (a->strings.n <= limit && a->words.n <= limit)
        return false;
    strmap_clear(&a->strings);
    known_words_clear(&a->words);
    know_us(a);
    return true;
}

bool analyser_stems(const char *lang)
{
    return stem_language(lang) != STEM_NONE;
}

/* ---- a word's form and term ---- */

static bool has_letter(struct str form)
{
    for (const char *p = form.p, *end = p + form.n; p < end;) {
        uint32_t cp;
        p += utf8_decode(p, end, &cp);
        if (fold_class(cp) == CHAR_LETTER)
            return true;
    }
    return false;
}

void analyser_append_term(struct analyser *a, struct str form, int language, struct strbuf *out)
{
    if (language == STEM_NONE || !has_letter(form)) {
        strbuf_str(out, form);
        return;
    }
    strbuf_str(out, stem_form(&a->stemmers, language, form));
    strbuf_byte(out, '~');
    strbuf_string(out, stem_code(language));
}

void analyser_term(struct analyser *a, struct str form, const char *lang, struct strbuf *out)
{
    analyser_append_term(a, form, stem_language(lang), out);
}

/* Without what must not stand in a form: white space (of ligatures that stand for phrases), the marks of terms, grouping commas. */
static void clean_form(struct strbuf *form, bool dotted)
{
    size_t kept = 0;
    for (size_t i = 0; i < form->n; i++) {
        char c = form->p[i];
        bool dot = c == '.' && dotted;
        if ((unsigned char)c > ' ' && c != ',' && c != '|' && c != '"' && c != '~' && c != ':' && c != 0x7F && !dot)
            form->p[kept++] = c;
    }
    strbuf_truncate(form, kept);
    if (kept > ANALYSER_FORM_MAX)
        strbuf_truncate(form, utf8_start(strbuf_view(form), ANALYSER_FORM_MAX));
    if (dotted && strcmp(form->p, "us") == 0) {
        strbuf_clear(form);
        strbuf_string(form, "u.s");
    }
}

static void make_form(struct analyser *a, struct str raw, bool dotted)
{
    strbuf_clear(&a->form);
    fold_append(raw, &a->form);
    clean_form(&a->form, dotted);
}

/* The number of the exact form; that of the form where they are the same. */
static uint32_t make_exact(struct analyser *a, struct str raw, bool dotted, uint32_t form)
{
    strbuf_clear(&a->term);
    fold_case_append(raw, &a->term);
    clean_form(&a->term, dotted);
    return a->term.n ? strmap_intern(&a->strings, strbuf_view(&a->term), NULL) : form;
}

static uint8_t word_flags(struct str raw)
{
    uint8_t flags = 0;
    size_t letters = 0, uppers = 0;
    bool first = true;
    for (const char *p = raw.p, *end = p + raw.n; p < end;) {
        uint32_t cp;
        p += utf8_decode(p, end, &cp);
        enum char_class c = fold_class(cp);
        if (first && c == CHAR_DIGIT)
            flags |= TOKEN_NUMBER;
        if (first && c == CHAR_LETTER)
            flags |= fold_is_upper(cp) ? TOKEN_CAPITAL : fold_is_cased(cp) ? 0 : TOKEN_UNCASED;
        letters += c == CHAR_LETTER;
        uppers += c == CHAR_LETTER && fold_is_upper(cp);
        first = false;
    }
    if (letters >= 2 && letters == uppers)
        flags |= TOKEN_UPPER;
    return flags;
}

const struct known_word *analyser_make_word(struct analyser *a, const struct word_asked *w)
{
    int language = w->sort / WORD_KINDS - 1;
    enum word_kind kind = w->sort % WORD_KINDS;
    struct str raw = { w->p, w->n }, head = str_slice(raw, 0, raw.n > RAW_MAX ? utf8_start(raw, RAW_MAX) : raw.n);
    struct known_word made = { .form = NO_FORM, .term = NO_FORM, .exact = NO_FORM };
    make_form(a, head, kind == WORD_DOTTED);
    made.flags = kind == WORD_BIGRAM ? TOKEN_BIGRAM | TOKEN_UNCASED : word_flags(raw);
    if (a->form.n) {
        made.form = strmap_intern(&a->strings, strbuf_view(&a->form), NULL);
        made.exact = make_exact(a, head, kind == WORD_DOTTED, made.form);
        strbuf_clear(&a->term);
        analyser_append_term(a, strbuf_view(&a->form), kind == WORD_BIGRAM ? STEM_NONE : language, &a->term);
        made.term = strmap_intern(&a->strings, strbuf_view(&a->term), NULL);
    }
    return known_words_add(&a->words, w, &made);
}
