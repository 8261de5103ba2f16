/*
 * ast.h: a query as it was understood.
 *
 * Nodes live in the arena of their query, and are immutable after parsing. Values keep the text as typed (without quotes);
 * what a word's forms or a name's actors are is the planner's business, not the parser's.
 * `at` and `length` are the place in the query's text (bytes), for carets.
 */
#ifndef CAUCUS_QUERY_LANGUAGE_AST_H
#define CAUCUS_QUERY_LANGUAGE_AST_H

#include "engine/base/arena.h"
#include "engine/base/civil.h"
#include "engine/base/error.h"
#include "engine/base/strbuf.h"
#include "query/language/error_at.h"

enum { QUERY_BYTES_MAX = 8192, QUERY_DEPTH_MAX = 64, QUERY_LEAVES_MAX = 256 };

enum node_kind {
    NODE_AND, NODE_OR,      /* two children or more */
    NODE_NOT,               /* one */
    NODE_NEAR, NODE_ADJ,    /* two or more atoms, `distance` words; ADJ: in that order */
    NODE_ATLEAST,           /* one child (words, phrases, actors, OR of them), `count` occurrences in all */
    NODE_WORD,              /* a word, any of its forms */
    NODE_PHRASE,            /* exact words in a row; with slop >= 0: within that many words, any order */
    NODE_FIELD,             /* field, and a value: text, list, range, or a group below it */
    NODE_SAID,              /* speaker:X(query): children[0] within quotations of `text` */
    NODE_ALL,               /* every article ("", "*") */
};

enum word_match { MATCH_FORMS, MATCH_EXACT /* =word */, MATCH_PREFIX /* word* */, MATCH_FUZZY /* word~1 */ };

enum field {
    FIELD_NONE,
    FIELD_ACTOR, FIELD_ABOUT, FIELD_ORG, FIELD_PARTY, FIELD_COUNTRY, FIELD_PLACE, FIELD_ROLE, FIELD_SPEAKER, FIELD_QUOTE,
    FIELD_SOURCE, FIELD_SOURCECOUNTRY, FIELD_TITLE, FIELD_LEAD, FIELD_BODY, FIELD_AUTHOR, FIELD_TOPIC, FIELD_LANG, FIELD_URL, FIELD_ID,
    FIELD_DATE, FIELD_SEEN, FIELD_WORDS, FIELD_IS, FIELD_SAVED,
    FIELD_COUNT
};

enum is_flag { IS_DUP, IS_REVISED, IS_UNDATED, IS_QUOTED };

struct node {
    enum node_kind kind;
    enum field field;           /* NODE_FIELD; FIELD_NONE else */
    enum word_match match;      /* NODE_WORD, NODE_FIELD with a text */
    struct str text;            /* the word, phrase or value */
    bool quoted;                /* the value stood in quotes */
    int fuzzy;                  /* 1 or 2, with MATCH_FUZZY */
    int slop;                   /* NODE_PHRASE: -1 none */
    int distance;               /* NEAR, ADJ: 0 to 1000 words between */
    int count;                  /* ATLEAST: 1 to 1000 */
    enum is_flag flag;          /* FIELD_IS */
    struct str at_country;      /* role:X@Y: Y, empty: none; for a list `of_list` */
    struct str *at_list;        /* role:X@[Y, Z] */
    size_t at_list_count;
    int64_t lo, hi;             /* FIELD_DATE, FIELD_SEEN: minutes, both inclusive; FIELD_WORDS: numbers. INT64_MIN/MAX: open */
    double boost;               /* 1 unless told: 0.01 to 100 */
    struct node **children;     /* a NODE_FIELD over a group has one child; over a list [a, b] is an OR of NODE_FIELDs */
    size_t child_count;
    uint32_t at, length;
};

struct query {
    struct node *root;
    struct str text;            /* as typed (a copy in the arena) */
    bool mixed;                 /* AND and OR stood side by side without parentheses: a note shows how they were read */
    size_t leaves;
};

/* The clock and zone that relative dates ("yesterday", "7d") are read in. */
struct query_clock {
    int32_t now;                /* civil.h minutes, UTC */
    int zone_minutes;           /* local time minus UTC */
};

/*
 * Parses. An error is ERROR_USAGE with the query, a caret under the place and what was wrong, on three lines:
 *     actr:putin
 *     ^
 *     unknown field 'actr' (did you mean 'actor'?)
 * `saved` (may be NULL) gives the text of a saved search by name, or an empty view; its query is parsed in place, bounded in depth.
 */
typedef struct str (*query_saved_fn)(void *ctx, struct str name);
bool query_parse(struct str text, const struct query_clock *clock, query_saved_fn saved, void *saved_ctx, struct arena *arena,
                 struct query *ret, struct error *err);

/* The canonical form, fully parenthesised, with absolute dates: what --explain-query prints. Parsing it gives the same tree. */
void query_print(const struct node *node, struct strbuf *out);

/* "actor" for FIELD_ACTOR. */
const char *field_name(enum field f);

#endif
