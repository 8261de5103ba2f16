/*
 * lexer.h: the marks, words and values of a query, read on demand: what may come next depends on where the parser is.
 */
#ifndef CAUCUS_QUERY_LANGUAGE_LEXER_H
#define CAUCUS_QUERY_LANGUAGE_LEXER_H

#include "query/language/ast.h"

enum lexeme_kind {
    LEX_END, LEX_OPEN, LEX_CLOSE, LEX_PHRASE, LEX_WORD, LEX_FIELD, LEX_OR, LEX_AND, LEX_NOT, LEX_NEAR, LEX_ADJ, LEX_ATLEAST,
};

struct lexeme {
    enum lexeme_kind kind;
    struct str text;        /* WORD, PHRASE (without its marks), FIELD (its name) */
    int number;             /* NEAR, ADJ: words between (-1: not given); ATLEAST; PHRASE: slop (-1); WORD with ~: edits */
    enum word_match match;  /* WORD */
    size_t at, end;         /* bytes of the query */
};

struct lexer {
    struct str query;
    size_t at;
};

/* The next lexeme, without taking it. */
bool lexer_peek(const struct lexer *l, struct lexeme *ret, struct error *err);
void lexer_take(struct lexer *l, const struct lexeme *x);
void lexer_space(struct lexer *l);
bool lexer_is(const struct lexer *l, char c);       /* the very next byte */
bool lexer_is_quote(const struct lexer *l);         /* a quotation mark is next */

/*
 * A field's value: what stands in quotation marks, or everything up to white space, a closing parenthesis that is not opened within, or one of
 * `stops`. *ret_quoted tells which. An empty one is an error.
 */
bool lexer_value(struct lexer *l, const char *stops, struct lexeme *ret, bool *ret_quoted, struct error *err);
/* "^2.5": a boost; 1 where there is none. Two behind one another are an error. */
bool lexer_boost(struct lexer *l, double *ret, struct error *err);
bool lexer_boost_fits(double boost);

#endif
