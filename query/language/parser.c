/*
 * The grammar, by recursive descent:
 *     or    := and (("OR" | "|") and)*
 *     and   := unary (("AND")? unary)*
 *     unary := ("NOT" | "-" | "!")* prox
 *     prox  := atom (("NEAR" | "ADJ")("/" N)? atom)*
 */
#include "query/language/parser_private.h"

#include "engine/base/memory.h"
#include "engine/base/utf8.h"

#include <stdlib.h>

enum { NEAR_WORDS = 10, COUNT_MAX = 1000 };

/* ---- nodes ---- */

struct node *parser_node(struct parser *p, enum node_kind kind, size_t at, size_t end)
{
    struct node *n = arena_new(p->arena, struct node);
    *n = (struct node){ .kind = kind, .slop = -1, .boost = 1, .lo = INT64_MIN, .hi = INT64_MAX, .at = (uint32_t)at, .length = (uint32_t)(end - at) };
    return n;
}

struct node *parser_fail(struct parser *p, size_t at, const char *message)
{
    query_error(&p->lexer.query, at, 1, p->err, "%s", message);
    return NULL;
}

struct node *parser_leaf(struct parser *p, enum node_kind kind, size_t at, size_t end)
{
    if (++p->leaves > QUERY_LEAVES_MAX)
        return parser_fail(p, at, "the query has more than 256 words and conditions");
    return parser_node(p, kind, at, end);
}

void parser_add(struct parser_children *c, struct node *n)
{
    GROW(c->v, c->n, c->capacity);
    c->v[c->n++] = n;
}

/* One child is itself; more are a node of that kind. */
struct node *parser_join(struct parser *p, enum node_kind kind, struct parser_children *c)
{
    struct node *n = c->v[0];
    if (c->n > 1) {
        const struct node *last = c->v[c->n - 1];
        n = parser_node(p, kind, c->v[0]->at, last->at + last->length);
        n->children = arena_array(p->arena, struct node *, c->n);
        memcpy(n->children, c->v, c->n * sizeof *c->v);
        n->child_count = c->n;
    }
    free(c->v);
    return n;
}

struct node *parser_give_up(struct parser_children *c)
{
    free(c->v);
    return NULL;
}

struct node *parser_one_child(struct parser *p, enum node_kind kind, struct node *child, size_t at)
{
    if (!child)
        return NULL;
    struct node *n = parser_node(p, kind, at, child->at + child->length);
    n->children = arena_array(p->arena, struct node *, 1);
    n->children[0] = child;
    n->child_count = 1;
    return n;
}

bool parser_peek(struct parser *p, struct lexeme *x)
{
    return lexer_peek(&p->lexer, x, p->err);
}

/* ---- words and groups ---- */

struct node *parser_word(struct parser *p, const struct lexeme *x)
{
    if (x->kind == LEX_WORD && str_is(x->text, "*") && x->match == MATCH_FORMS)
        return parser_leaf(p, NODE_ALL, x->at, x->end);
    struct node *n = parser_leaf(p, x->kind == LEX_PHRASE ? NODE_PHRASE : NODE_WORD, x->at, x->end);
    if (!n)
        return NULL;
    n->text = x->text;
    n->quoted = x->kind == LEX_PHRASE;
    if (x->kind == LEX_PHRASE && !str_trim(x->text).n)
        return parser_fail(p, x->at, "there is nothing between the quotation marks");
    n->match = x->match;
    if (x->kind == LEX_PHRASE)
        n->slop = x->number;
    else if (x->match == MATCH_FUZZY)
        n->fuzzy = x->number;
    return n;
}

/* From an opening parenthesis, which is the next lexeme, to the closing one. */
struct node *parser_group(struct parser *p)
{
    struct lexeme open, close;
    if (!parser_peek(p, &open))
        return NULL;
    lexer_take(&p->lexer, &open);
    if (++p->depth > QUERY_DEPTH_MAX)
        return parser_fail(p, open.at, "parentheses stand more than 64 deep");
    struct node *n = parser_or(p);
    p->depth--;
    if (!n || !parser_peek(p, &close))
        return NULL;
    if (close.kind != LEX_CLOSE)
        return parser_fail(p, open.at, "this parenthesis is never closed");
    lexer_take(&p->lexer, &close);
    return n;
}

/* ---- atoms ---- */

/* What NEAR and atleast can find places of: words, phrases, names of actors, and any of several. */
static bool has_places(const struct node *n)
{
    if (n->kind == NODE_WORD || n->kind == NODE_PHRASE)
        return true;
    if (n->kind == NODE_FIELD)
        return n->field == FIELD_ACTOR || n->field == FIELD_ORG || n->field == FIELD_PARTY || n->field == FIELD_COUNTRY || n->field == FIELD_PLACE;
    if (n->kind != NODE_OR)
        return false;
    for (size_t i = 0; i < n->child_count; i++)
        if (!has_places(n->children[i]))
            return false;
    return true;
}

static struct node *atleast_atom(struct parser *p, const struct lexeme *x)
{
    if (x->number < 1 || x->number > COUNT_MAX)
        return parser_fail(p, x->at, "atleast is followed by a number from 1 to 1000");
    lexer_take(&p->lexer, x);
    struct node *inside = parser_group(p);
    if (inside && !has_places(inside))
        return parser_fail(p, inside->at, "atleast counts one word, name or phrase, or any of several with OR");
    struct node *n = parser_one_child(p, NODE_ATLEAST, inside, x->at);
    if (n)
        n->count = x->number;
    return n;
}

static struct node *unexpected(struct parser *p, const struct lexeme *x)
{
    switch (x->kind) {
    case LEX_CLOSE: return parser_fail(p, x->at, "this parenthesis was never opened, or there is nothing in it");
    case LEX_OR: return parser_fail(p, x->at, "OR wants a word, phrase or group before and behind it");
    case LEX_AND: return parser_fail(p, x->at, "AND wants a word, phrase or group before and behind it");
    case LEX_NEAR: case LEX_ADJ: return parser_fail(p, x->at, "NEAR and ADJ want a word or phrase before and behind them");
    default: return parser_fail(p, x->at, "the query ends where a word, phrase or group is wanted");
    }
}

static struct node *atom(struct parser *p)
{
    struct lexeme x;
    struct node *n = NULL;
    double boost;
    if (!parser_peek(p, &x))
        return NULL;
    switch (x.kind) {
    case LEX_OPEN:
        p->lexer.at = x.at;
        n = parser_group(p);
        break;
    case LEX_FIELD: n = parser_field(p, &x); break;
    case LEX_ATLEAST: n = atleast_atom(p, &x); break;
    case LEX_WORD: case LEX_PHRASE:
        lexer_take(&p->lexer, &x);
        n = parser_word(p, &x);
        break;
    default: return unexpected(p, &x);
    }
    const size_t caret = p->lexer.at;
    if (!n || !lexer_boost(&p->lexer, &boost, p->err))
        return NULL;
    n->boost *= boost;      /* of a group of one, which may have one already */
    return lexer_boost_fits(n->boost) ? n : parser_fail(p, caret, "boosts within one another multiply, and are 0.01 to 100 together");
}

/* ---- operators ---- */

/*
 * a NEAR/3 b NEAR/3 c is one condition on three places; where the operators differ, neighbours are conditions of their own:
 * a NEAR/3 b ADJ c is (a NEAR/3 b) AND (b ADJ c).
 */
static struct node *prox(struct parser *p)
{
    struct parser_children pairs = { 0 }, chain = { 0 };
    enum node_kind kind = NODE_NEAR;
    int distance = -1;
    struct node *last = atom(p);
    if (!last)
        return NULL;
    for (;;) {
        struct lexeme x;
        if (!parser_peek(p, &x))
            goto failed;
        if (x.kind != LEX_NEAR && x.kind != LEX_ADJ)
            break;
        enum node_kind next_kind = x.kind == LEX_NEAR ? NODE_NEAR : NODE_ADJ;
        int next_distance = x.number < 0 ? NEAR_WORDS : x.number;
        if (!has_places(last)) {
            parser_fail(p, last->at, "NEAR and ADJ stand between words, phrases and names, or groups of them with OR");
            goto failed;
        }
        lexer_take(&p->lexer, &x);
        struct node *next = atom(p);
        if (next && !has_places(next))
            next = parser_fail(p, next->at, "NEAR and ADJ stand between words, phrases and names, or groups of them with OR");
        if (!next)
            goto failed;
        if (chain.n && (next_kind != kind || next_distance != distance)) {
            struct node *done = parser_join(p, kind, &chain);
            done->distance = distance;
            parser_add(&pairs, done);
            chain = (struct parser_children){ 0 };
        }
        if (!chain.n)
            parser_add(&chain, last);
        parser_add(&chain, next);
        kind = next_kind;
        distance = next_distance;
        last = next;
    }
    if (!chain.n)
        return last;
    struct node *n = parser_join(p, kind, &chain);
    n->distance = distance;
    parser_add(&pairs, n);
    return parser_join(p, NODE_AND, &pairs);
failed:
    free(chain.v);
    return parser_give_up(&pairs);
}

static struct node *unary(struct parser *p)
{
    struct lexeme x;
    if (!parser_peek(p, &x))
        return NULL;
    if (x.kind != LEX_NOT)
        return prox(p);
    lexer_take(&p->lexer, &x);
    if (++p->depth > QUERY_DEPTH_MAX)
        return parser_fail(p, x.at, "operators stand more than 64 deep");
    struct node *n = parser_one_child(p, NODE_NOT, unary(p), x.at);
    p->depth--;
    return n;
}

static struct node *parse_and(struct parser *p, size_t *ret_n)
{
    struct parser_children c = { 0 };
    for (;;) {
        struct lexeme x;
        struct node *n = unary(p);
        if (!n || !parser_peek(p, &x))
            return parser_give_up(&c);
        parser_add(&c, n);
        if (x.kind == LEX_AND)
            lexer_take(&p->lexer, &x);
        else if (x.kind == LEX_END || x.kind == LEX_CLOSE || x.kind == LEX_OR)
            break;
    }
    *ret_n = c.n;
    return parser_join(p, NODE_AND, &c);
}

struct node *parser_or(struct parser *p)
{
    struct parser_children c = { 0 };
    bool joined = false;
    for (;;) {
        struct lexeme x;
        size_t n_and;
        struct node *n = parse_and(p, &n_and);
        if (!n || !parser_peek(p, &x))
            return parser_give_up(&c);
        parser_add(&c, n);
        joined = joined || n_and > 1;
        if (x.kind != LEX_OR)
            break;
        lexer_take(&p->lexer, &x);
    }
    p->mixed = p->mixed || (joined && c.n > 1);
    return parser_join(p, NODE_OR, &c);
}

bool query_parse(struct str text, const struct query_clock *clock, query_saved_fn saved, void *saved_ctx, struct arena *arena, struct query *ret,
                 struct error *err)
{
    struct str copy = arena_str(arena, text);
    struct parser p = { .lexer = { copy, 0 }, .clock = clock, .saved = saved, .saved_ctx = saved_ctx, .arena = arena, .err = err };
    struct lexeme end;
    if (copy.n > QUERY_BYTES_MAX)
        return error_set(err, ERROR_USAGE, "the query is longer than %d bytes", QUERY_BYTES_MAX);
    if (!utf8_valid(copy) || memchr(copy.p, '\0', copy.n))
        return error_set(err, ERROR_USAGE, "the query is not valid UTF-8");
    if (!str_trim(copy).n)
        return error_set(err, ERROR_USAGE, "the query is empty ('*' finds everything)");
    struct node *root = parser_or(&p);
    if (!root || !parser_peek(&p, &end))
        return false;
    if (end.kind != LEX_END)
        return unexpected(&p, &end) != NULL;
    *ret = (struct query){ .root = root, .text = copy, .mixed = p.mixed, .leaves = p.leaves };
    return true;
}
