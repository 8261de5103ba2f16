/*
 * parser_private.h: what parser.c (operators, words, groups) and parser_fields.c (fields and their values) share. Nobody else includes it.
 *
 * A function that gives a node gives NULL where it set the parser's error.
 */
#ifndef CAUCUS_QUERY_LANGUAGE_PARSER_PRIVATE_H
#define CAUCUS_QUERY_LANGUAGE_PARSER_PRIVATE_H

#include "query/language/dates.h"
#include "query/language/fields.h"
#include "query/language/lexer.h"

struct parser {
    struct lexer lexer;
    const struct query_clock *clock;
    query_saved_fn saved;
    void *saved_ctx;
    struct arena *arena;
    struct error *err;
    int depth, saved_depth;
    size_t leaves;
    bool mixed;
};

struct node *parser_or(struct parser *p);
/* From an opening parenthesis, which is the next lexeme, to the closing one. */
struct node *parser_group(struct parser *p);
/* A word or phrase. */
struct node *parser_word(struct parser *p, const struct lexeme *x);
/* A field, of which `x` is the name, and its value. */
struct node *parser_field(struct parser *p, const struct lexeme *x);

struct node *parser_node(struct parser *p, enum node_kind kind, size_t at, size_t end);
/* Counts: a query has QUERY_LEAVES_MAX of them at most. */
struct node *parser_leaf(struct parser *p, enum node_kind kind, size_t at, size_t end);
struct node *parser_one_child(struct parser *p, enum node_kind kind, struct node *child, size_t at);
/* Sets the error with a caret under byte `at`; gives NULL. */
struct node *parser_fail(struct parser *p, size_t at, const char *message);
bool parser_peek(struct parser *p, struct lexeme *x);

struct parser_children {
    struct node **v;
    size_t n, capacity;
};

void parser_add(struct parser_children *c, struct node *n);
/* One child is itself; more are a node of that kind. Takes the list. */
struct node *parser_join(struct parser *p, enum node_kind kind, struct parser_children *c);
/* Frees the list; gives NULL. */
struct node *parser_give_up(struct parser_children *c);

#endif
