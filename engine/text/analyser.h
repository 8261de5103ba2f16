/*
 * analyser.h: THE analyser. Every word that is indexed and every word that is asked for goes through here, and nowhere else.
 *
 * A text (well-formed UTF-8, see utf8_repair) becomes tokens in order. A token has
 *   - its byte offsets in the text,
 *   - a form: the word folded (NFKC, case folded, marks and look-alike letters folded; never stemmed);
 *   - its exact form: NFKC and case folded, with its accents ("está", where the form is "esta"). `text` of the index holds exact forms, and beside
 *     each that is not its form, at the same place, the form behind ANALYSER_MARK: so that "esta" finds both, and =esta only itself;
 *   - a term: the form's stem in the article's language and that language behind a '~' ("vote~en"), or the form itself where the
 *     language has no stemmer. `impact` of the index holds terms. A query word becomes the terms of every language that the index holds.
 *
 * Words: Unicode letters, marks and digits. What a reader of news expects of the rest:
 *   possessive 's and ’s are cut off (Armenia’s: armenia; the token's offsets end before them); don't, can't stay whole (don't);
 *   an elided article before an apostrophe is a word of its own (l'accord, d'Amato: two tokens);
 *   U.S., U.K., U.N.: the dots go (uk, un), but U.S. and an upper-case US in mixed-case text are "u.s", which is not the pronoun;
 *   hyphens and slashes part words (multi-agent, Nagorno-Karabakh, COVID-19: consecutive tokens); G7, F-16 (f, 16), 1,000 (1000), 3.5 (3.5), 2022/23;
 *   Han, kana, Thai, Lao, Khmer, Burmese runs give overlapping bigrams, and the last character of a run by itself too, so that
 *   every character begins a token; each bigram has its own position.
 * A form is cut at ANALYSER_FORM_MAX bytes (on a character); longer runs of letters are noise.
 *
 * Forms and terms are interned: equal numbers are equal strings, in one struct analyser, until analyser_forget().
 * Not thread-safe: one analyser a thread.
 */
#ifndef CAUCUS_ENGINE_TEXT_ANALYSER_H
#define CAUCUS_ENGINE_TEXT_ANALYSER_H

#include "engine/base/arena.h"
#include "engine/base/error.h"
#include "engine/base/strbuf.h"

#include <stdint.h>

/* Stored in an index; an index of another version is read, with a word of warning, until it is built anew. */
enum { ANALYSER_VERSION = 2, ANALYSER_FORM_MAX = 64 };

/* Before a form in `text` that stands for a word written otherwise. */
#define ANALYSER_MARK '\x02'

enum token_flag {
    TOKEN_CAPITAL = 1,      /* begins with an upper-case letter (scripts with case) */
    TOKEN_UPPER = 2,        /* two letters or more, all upper-case */
    TOKEN_SENTENCE = 4,     /* the first word of a sentence (after . ! ? … and their kin, or a paragraph's first) */
    TOKEN_PARAGRAPH = 8,    /* the first word of a paragraph (an empty line before it, or the text's start) */
    TOKEN_BIGRAM = 16,      /* of a script without spaces */
    TOKEN_NUMBER = 32,      /* begins with a digit */
    TOKEN_JOINED = 64,      /* only a hyphen, slash, dot or apostrophe stands between it and the token before */
    TOKEN_UNCASED = 128,    /* its script has no capitals */
};

struct token {
    uint32_t start, end;    /* bytes of the text, end exclusive */
    uint32_t form, term;    /* numbers for analyser_string() */
    uint32_t exact;         /* the word with its accents: `form` where it has none */
    uint8_t flags;          /* enum token_flag */
};

struct token_list {
    struct token *v;
    size_t n, capacity;
};

void token_list_release(struct token_list *list);

struct analyser;

struct analyser *analyser_new(void);
void analyser_free(struct analyser *a);

/*
 * Appends the tokens of `text` to *list; `lang` is an ISO 639-1 code or "" (then terms are forms). Texts over 4 GiB are cut.
 * Time is linear in the text.
 */
void analyser_run(struct analyser *a, struct str text, const char *lang, struct token_list *list);

/* The form or term of that number; holds until analyser_forget(). */
struct str analyser_string(const struct analyser *a, uint32_t number);
/* For who asks for many, number by number: fetches what analyser_string() will read, some calls ahead, and a few calls ahead the string itself. */
void analyser_expect(const struct analyser *a, uint32_t far, uint32_t near);
/* Its hash_bytes(). */
uint64_t analyser_hash(const struct analyser *a, uint32_t number);
/* How many numbers were given out: numbers are below it. */
uint32_t analyser_count(const struct analyser *a);
/* Interns a string that is not from a text (a facet's term, say); gives its number. */
uint32_t analyser_intern(struct analyser *a, struct str s);
/* The number of a string that was interned already; false where it was not. */
bool analyser_find(const struct analyser *a, struct str s, uint32_t *ret);
/* Forgets all strings when there are more than `limit` of them: between articles, to bound memory. Gives whether it did. */
bool analyser_forget(struct analyser *a, uint32_t limit);

/* Whether there is a stemmer for a language ("en"). */
bool analyser_stems(const char *lang);
/* Appends the term of a folded form in `lang` ("voted", "en": "vote~en"). */
void analyser_term(struct analyser *a, struct str form, const char *lang, struct strbuf *out);

/* A single string folded as forms are, words apart by one space: for names, titles, values of facets. */
void analyser_fold(struct analyser *a, struct str s, struct strbuf *out);

#endif
