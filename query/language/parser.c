/*
 * The grammar, by recursive descent:
 *     or    := and (("OR" | "|") and)*
 *     and   := unary (("AND")? unary)*
 *     unary := ("NOT" | "-" | "!")* prox
 *     prox  := atom (("NEAR" | "ADJ")("/" N)? atom)*
 */
#include "engine/base/memory.h"
#include "engine/base/utf8.h"
#include "query/language/dates.h"
#include "query/language/fields.h"
#include "query/language/lexer.h"

#include <stdlib.h>

enum { NEAR_WORDS = 10, COUNT_MAX = 1000, SAVED_DEPTH_MAX = 8 };

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

static struct node *parse_or(struct parser *p);

/* ---- nodes ---- */

static struct node *new_node(struct parser *p, enum node_kind kind, size_t at, size_t end)
{
    struct node *n = arena_new(p->arena, struct node);
    *n = (struct node){ .kind = kind, .slop = -1, .boost = 1, .lo = INT64_MIN, .hi = INT64_MAX, .at = (uint32_t)at, .length = (uint32_t)(end - at) };
    return n;
}

static struct node *fail(struct parser *p, size_t at, const char *message)
{
    query_error(&p->lexer.query, at, 1, p->err, "%s", message);
    return NULL;
}

static struct node *new_leaf(struct parser *p, enum node_kind kind, size_t at, size_t end)
{
    if (++p->leaves > QUERY_LEAVES_MAX)
        return fail(p, at, "the query has more than 256 words and conditions");
    return new_node(p, kind, at, end);
}

struct children {
    struct node **v;
    size_t n, capacity;
};

static void add_child(struct children *c, struct node *n)
{
    GROW(c->v, c->n, c->capacity);
    c->v[c->n++] = n;
}

/* One child is itself; more are a node of that kind. */
static struct node *join(struct parser *p, enum node_kind kind, struct children *c)
{
    struct node *n = c->v[0];
    if (c->n > 1) {
        const struct node *last = c->v[c->n - 1];
        n = new_node(p, kind, c->v[0]->at, last->at + last->length);
        n->children = arena_array(p->arena, struct node *, c->n);
        memcpy(n->children, c->v, c->n * sizeof *c->v);
        n->child_count = c->n;
    }
    free(c->v);
    return n;
}

static struct node *give_up(struct children *c)
{
    free(c->v);
    return NULL;
}

static struct node *one_child(struct parser *p, enum node_kind kind, struct node *child, size_t at)
{
    if (!child)
        return NULL;
    struct node *n = new_node(p, kind, at, child->at + child->length);
    n->children = arena_array(p->arena, struct node *, 1);
    n->children[0] = child;
    n->child_count = 1;
    return n;
}

static bool peek(struct parser *p, struct lexeme *x)
{
    return lexer_peek(&p->lexer, x, p->err);
}

/* ---- words and groups ---- */

static struct node *word_node(struct parser *p, const struct lexeme *x)
{
    if (x->kind == LEX_WORD && str_is(x->text, "*") && x->match == MATCH_FORMS)
        return new_leaf(p, NODE_ALL, x->at, x->end);
    struct node *n = new_leaf(p, x->kind == LEX_PHRASE ? NODE_PHRASE : NODE_WORD, x->at, x->end);
    if (!n)
        return NULL;
    n->text = x->text;
    n->quoted = x->kind == LEX_PHRASE;
    if (x->kind == LEX_PHRASE && !str_trim(x->text).n)
        return fail(p, x->at, "there is nothing between the quotation marks");
    n->match = x->match;
    if (x->kind == LEX_PHRASE)
        n->slop = x->number;
    else if (x->match == MATCH_FUZZY)
        n->fuzzy = x->number;
    return n;
}

/* From an opening parenthesis, which is the next lexeme, to the closing one. */
static struct node *group(struct parser *p)
{
    struct lexeme open, close;
    if (!peek(p, &open))
        return NULL;
    lexer_take(&p->lexer, &open);
    if (++p->depth > QUERY_DEPTH_MAX)
        return fail(p, open.at, "parentheses stand more than 64 deep");
    struct node *n = parse_or(p);
    p->depth--;
    if (!n || !peek(p, &close))
        return NULL;
    if (close.kind != LEX_CLOSE)
        return fail(p, open.at, "this parenthesis is never closed");
    lexer_take(&p->lexer, &close);
    return n;
}

/* ---- values of fields ---- */

static struct node *field_leaf(struct parser *p, const struct field_row *row, const struct lexeme *x, bool quoted)
{
    struct node *n = new_leaf(p, NODE_FIELD, x->at, x->end);
    if (!n)
        return NULL;
    n->field = row->field;
    n->text = str_trim(x->text);
    n->quoted = quoted;
    return n->text.n ? n : fail(p, x->at, "a value is wanted here");
}

/* [a, b, "c d"]: calls `leaf` for each. */
static struct node *list(struct parser *p, const struct field_row *row, struct node *(*leaf)(struct parser *, const struct field_row *, const struct lexeme *, bool))
{
    struct children c = { 0 };
    size_t open = p->lexer.at++;
    for (;;) {
        struct lexeme x;
        bool quoted;
        lexer_space(&p->lexer);
        size_t at = p->lexer.at;
        struct str rest = str_slice(p->lexer.query, at, p->lexer.query.n);
        if (lexer_is(&p->lexer, '"') || str_starts(rest, STR("“"))) {
            if (!lexer_value(&p->lexer, "", &x, &quoted, p->err))
                return give_up(&c);
        } else {
            size_t n = 0;
            while (n < rest.n && rest.p[n] != ',' && rest.p[n] != ']')
                n++;
            quoted = false;
            x = (struct lexeme){ .kind = LEX_WORD, .text = str_trim(str_slice(rest, 0, n)), .number = -1, .at = at, .end = at + n };
            p->lexer.at += n;
            if (!x.text.n) {
                free(c.v);
                return fail(p, at < p->lexer.query.n ? at : open, at < p->lexer.query.n ? "a value is wanted here" : "this bracket is never closed");
            }
        }
        struct node *n = leaf(p, row, &x, quoted);
        if (!n)
            return give_up(&c);
        add_child(&c, n);
        lexer_space(&p->lexer);
        if (lexer_is(&p->lexer, ',')) {
            p->lexer.at++;
        } else if (lexer_is(&p->lexer, ']')) {
            p->lexer.at++;
            return join(p, NODE_OR, &c);
        } else {
            free(c.v);
            return fail(p, open, "this bracket is never closed");
        }
    }
}

/* actor:(putin OR aliyev): each word or phrase of the group is a value. */
static struct node *distribute(struct parser *p, const struct field_row *row, struct node *n)
{
    if (n->kind == NODE_WORD || n->kind == NODE_PHRASE) {
        n->kind = NODE_FIELD;
        n->field = row->field;
        n->match = MATCH_FORMS;
        n->slop = -1;
        return n;
    }
    if (n->kind != NODE_AND && n->kind != NODE_OR && n->kind != NODE_NOT)
        return fail(p, n->at, "only names, with AND, OR and NOT, may stand here");
    for (size_t i = 0; i < n->child_count; i++)
        if (!distribute(p, row, n->children[i]))
            return NULL;
    return n;
}

static struct node *actor_value(struct parser *p, const struct field_row *row)
{
    struct lexeme x;
    bool quoted;
    if (lexer_is(&p->lexer, '(')) {
        struct node *n = group(p);
        return n ? distribute(p, row, n) : NULL;
    }
    if (lexer_is(&p->lexer, '['))
        return list(p, row, field_leaf);
    return lexer_value(&p->lexer, "^", &x, &quoted, p->err) ? field_leaf(p, row, &x, quoted) : NULL;
}

static struct node *label_leaf(struct parser *p, const struct field_row *row, const struct lexeme *x, bool quoted)
{
    struct node *n = field_leaf(p, row, x, quoted);
    if (n && !quoted && n->text.n > 1 && n->text.p[n->text.n - 1] == '*') {
        n->match = MATCH_PREFIX;
        n->text.n--;
    }
    return n;
}

static struct node *label_value(struct parser *p, const struct field_row *row)
{
    struct lexeme x;
    bool quoted;
    if (lexer_is(&p->lexer, '(')) {
        struct node *n = group(p);
        return n ? distribute(p, row, n) : NULL;
    }
    if (lexer_is(&p->lexer, '['))
        return list(p, row, label_leaf);
    if (!lexer_value(&p->lexer, row->field == FIELD_URL ? "" : "^", &x, &quoted, p->err))
        return NULL;
    struct node *n = label_leaf(p, row, &x, quoted);
    if (n && quoted && lexer_is(&p->lexer, '*')) {      /* url:"…"* */
        p->lexer.at++;
        n->match = MATCH_PREFIX;
    }
    return n;
}

/* title:word, title:"a phrase", title:(a OR b), title:[a, b] */
static struct node *text_leaf(struct parser *p, const struct field_row *row, const struct lexeme *x, bool quoted)
{
    struct lexeme as = *x;
    as.kind = quoted ? LEX_PHRASE : LEX_WORD;
    struct node *n = word_node(p, &as);
    if (n) {
        n = one_child(p, NODE_FIELD, n, x->at);
        n->field = row->field;
    }
    return n;
}

static struct node *text_value(struct parser *p, const struct field_row *row, size_t at, bool exact)
{
    struct lexeme x;
    if (lexer_is(&p->lexer, '['))
        return list(p, row, text_leaf);
    struct node *n = NULL;
    if (lexer_is(&p->lexer, '(')) {
        n = group(p);
    } else if (peek(p, &x)) {
        if ((x.kind != LEX_WORD && x.kind != LEX_PHRASE) || x.at != p->lexer.at)
            return fail(p, p->lexer.at, "a word, a phrase or a group is wanted here");
        lexer_take(&p->lexer, &x);
        n = word_node(p, &x);
        if (n && exact && n->kind == NODE_WORD)
            n->match = MATCH_EXACT;
    }
    n = one_child(p, NODE_FIELD, n, at);
    if (n)
        n->field = row->field;
    return n;
}

/* role:president, role:"prime minister"@AM, role:president@[RU, AZ] */
static struct node *whose_leaf(struct parser *p, const struct field_row *row, const struct lexeme *x, bool quoted)
{
    (void)row, (void)quoted;
    struct node *n = new_leaf(p, NODE_WORD, x->at, x->end);
    if (n)
        n->text = x->text;
    return n;
}

static struct node *role_value(struct parser *p, const struct field_row *row)
{
    struct lexeme x;
    bool quoted;
    if (!lexer_value(&p->lexer, "@^", &x, &quoted, p->err))
        return NULL;
    struct node *n = field_leaf(p, row, &x, quoted);
    if (!n || !lexer_is(&p->lexer, '@'))
        return n;
    p->lexer.at++;
    if (lexer_is(&p->lexer, '[')) {
        struct node *all = list(p, row, whose_leaf);
        if (!all)
            return NULL;
        n->at_list_count = all->kind == NODE_OR ? all->child_count : 1;
        n->at_list = arena_array(p->arena, struct str, n->at_list_count);
        for (size_t i = 0; i < n->at_list_count; i++)
            n->at_list[i] = all->kind == NODE_OR ? all->children[i]->text : all->text;
        return n;
    }
    if (!lexer_value(&p->lexer, "^", &x, &quoted, p->err))
        return NULL;
    n->at_country = str_trim(x.text);
    return n->at_country.n ? n : fail(p, x.at, "a country or organisation is wanted here");
}

/* ---- ranges ---- */

struct bounds {
    int64_t lo, hi;
};

typedef bool point_fn(struct parser *p, struct str text, int64_t *ret_first, int64_t *ret_last, struct error *err);

static bool date_point(struct parser *p, struct str text, int64_t *ret_first, int64_t *ret_last, struct error *err)
{
    return query_date(text, p->clock, ret_first, ret_last, err);
}

static bool number_point(struct parser *p, struct str text, int64_t *ret_first, int64_t *ret_last, struct error *err)
{
    (void)p;
    int64_t x = 0;
    bool is = text.n > 0 && text.n <= 9;
    for (size_t i = 0; is && i < text.n; i++) {
        is = text.p[i] >= '0' && text.p[i] <= '9';
        x = x * 10 + (text.p[i] - '0');
    }
    *ret_first = *ret_last = x;
    return is || error_set(err, ERROR_USAGE, "'%.*s' is no number of words", STR_ARG(text));
}

static size_t find_dots(struct str text)
{
    for (size_t i = 0; i + 1 < text.n; i++)
        if (text.p[i] == '.' && text.p[i + 1] == '.')
            return i;
    return text.n;
}

static bool point(struct parser *p, struct str text, const struct lexeme *x, point_fn *read, struct bounds *ret)
{
    struct error why = { 0 };
    size_t at = text.n ? (size_t)(text.p - p->lexer.query.p) : x->at;
    return read(p, str_trim(text), &ret->lo, &ret->hi, &why) || query_error(&p->lexer.query, at, 1, p->err, "%s", why.text);
}

/* lo..hi, lo.., ..hi, >v, >=v, <v, <=v, v */
static bool bounds(struct parser *p, const struct lexeme *x, point_fn *read, struct bounds *ret)
{
    struct str t = x->text;
    struct bounds one;
    size_t dots = find_dots(t);
    *ret = (struct bounds){ INT64_MIN, INT64_MAX };
    if (dots < t.n) {
        struct str lo = str_slice(t, 0, dots), hi = str_slice(t, dots + 2, t.n);
        if (!lo.n && !hi.n)
            return query_error(&p->lexer.query, x->at, 1, p->err, "a range has at least one end");
        if (lo.n && !point(p, lo, x, read, &one))
            return false;
        ret->lo = lo.n ? one.lo : INT64_MIN;
        if (hi.n && !point(p, hi, x, read, &one))
            return false;
        ret->hi = hi.n ? one.hi : INT64_MAX;
        return ret->lo <= ret->hi || query_error(&p->lexer.query, x->at, 1, p->err, "the range ends before it begins");
    }
    if (t.n && (t.p[0] == '>' || t.p[0] == '<')) {
        bool equal = t.n > 1 && t.p[1] == '=';
        if (!point(p, str_slice(t, 1 + equal, t.n), x, read, &one))
            return false;
        if (t.p[0] == '>')
            ret->lo = equal ? one.lo : one.hi + 1;
        else
            ret->hi = equal ? one.hi : one.lo - 1;
        return true;
    }
    return point(p, t, x, read, ret);
}

static struct node *range_leaf(struct parser *p, const struct field_row *row, const struct lexeme *x, bool quoted)
{
    struct bounds b;
    if (!bounds(p, x, row->value == VALUE_NUMBER ? number_point : date_point, &b))
        return NULL;
    struct node *n = field_leaf(p, row, x, quoted);
    if (!n)
        return NULL;
    n->lo = row->value == VALUE_AFTER ? b.hi + 1 : row->value == VALUE_BEFORE ? INT64_MIN : b.lo;
    n->hi = row->value == VALUE_BEFORE ? b.lo - 1 : row->value == VALUE_AFTER ? INT64_MAX : b.hi;
    return n;
}

static struct node *range_value(struct parser *p, const struct field_row *row)
{
    struct lexeme x;
    bool quoted;
    if (lexer_is(&p->lexer, '['))
        return list(p, row, range_leaf);
    if (!lexer_value(&p->lexer, "", &x, &quoted, p->err))
        return NULL;
    /* "last month".."today": the second half may stand in quotation marks of its own */
    return range_leaf(p, row, &x, quoted);
}

static struct node *flag_value(struct parser *p, const struct field_row *row)
{
    static const char *const names[] = { "dup", "revised", "undated", "quoted", NULL };
    struct lexeme x;
    bool quoted;
    if (!lexer_value(&p->lexer, "^", &x, &quoted, p->err))
        return NULL;
    struct node *n = field_leaf(p, row, &x, quoted);
    for (int i = 0; n && names[i]; i++)
        if (str_is(x.text, names[i])) {
            n->flag = (enum is_flag)i;
            return n;
        }
    return n ? fail(p, x.at, "'is:' is followed by dup, revised, undated or quoted") : NULL;
}

/* ---- saved searches, speakers ---- */

static struct node *saved_value(struct parser *p, const struct field_row *row)
{
    struct lexeme x;
    bool quoted;
    (void)row;
    if (!lexer_value(&p->lexer, "^", &x, &quoted, p->err))
        return NULL;
    struct str text = p->saved ? p->saved(p->saved_ctx, x.text) : (struct str){ NULL, 0 };
    if (!text.n)
        return fail(p, x.at, "no search is saved under this name");
    if (p->saved_depth + 1 > SAVED_DEPTH_MAX)
        return fail(p, x.at, "saved searches call each other without an end");
    struct parser inner = *p;
    inner.lexer = (struct lexer){ arena_str(p->arena, text), 0 };
    inner.saved_depth++;
    struct lexeme end;
    struct node *n = parse_or(&inner);
    bool whole = n && peek(&inner, &end);
    if (whole && end.kind != LEX_END)
        whole = fail(&inner, end.at, "this parenthesis was never opened") != NULL;
    p->leaves = inner.leaves;
    if (!whole) {
        error_wrap(p->err, "saved search '%.*s'", STR_ARG(x.text));
        return NULL;
    }
    return n;
}

static struct node *speaker_value(struct parser *p, const struct field_row *row, size_t at)
{
    struct lexeme x;
    bool quoted;
    if (lexer_is(&p->lexer, '['))
        return list(p, row, field_leaf);
    if (!lexer_value(&p->lexer, "(^", &x, &quoted, p->err))
        return NULL;
    struct node *n = field_leaf(p, row, &x, quoted);
    if (!n || !lexer_is(&p->lexer, '('))
        return n;
    struct node *said = one_child(p, NODE_SAID, group(p), at);
    if (said) {
        said->field = row->field;
        said->text = n->text;
        said->quoted = quoted;
    }
    return said;
}

/* ---- atoms ---- */

static struct node *unknown_field(struct parser *p, const struct lexeme *x)
{
    const char *near = field_suggest(x->text);
    if (near)
        query_error(&p->lexer.query, x->at, x->text.n, p->err, "unknown field '%.*s' (did you mean '%s'?)", STR_ARG(x->text), near);
    else
        query_error(&p->lexer.query, x->at, x->text.n, p->err, "unknown field '%.*s' (for the words themselves, put them in quotation marks)",
                    STR_ARG(x->text));
    return NULL;
}

static struct node *field_atom(struct parser *p, const struct lexeme *x)
{
    const struct field_row *row = field_find(x->text);
    bool exact = false;
    if (!row)
        return unknown_field(p, x);
    lexer_take(&p->lexer, x);
    if (lexer_is(&p->lexer, '=') && row->value != VALUE_NUMBER && row->value != VALUE_DATE) {
        p->lexer.at++;
        exact = true;
    }
    struct lexer behind = p->lexer;
    lexer_space(&behind);
    if (behind.at != p->lexer.at || p->lexer.at >= p->lexer.query.n)
        return fail(p, x->at, "a value is wanted behind the colon, without a space");
    switch (row->value) {
    case VALUE_ACTOR: return actor_value(p, row);
    case VALUE_ROLE: return role_value(p, row);
    case VALUE_TEXT: return text_value(p, row, x->at, exact);
    case VALUE_LABEL: return label_value(p, row);
    case VALUE_DATE: case VALUE_AFTER: case VALUE_BEFORE: case VALUE_NUMBER: return range_value(p, row);
    case VALUE_FLAG: return flag_value(p, row);
    case VALUE_SAVED: return saved_value(p, row);
    case VALUE_SPEAKER: return speaker_value(p, row, x->at);
    }
    return NULL;
}

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
        return fail(p, x->at, "atleast is followed by a number from 1 to 1000");
    lexer_take(&p->lexer, x);
    struct node *inside = group(p);
    if (inside && !has_places(inside))
        return fail(p, inside->at, "atleast counts one word, name or phrase, or any of several with OR");
    struct node *n = one_child(p, NODE_ATLEAST, inside, x->at);
    if (n)
        n->count = x->number;
    return n;
}

static struct node *unexpected(struct parser *p, const struct lexeme *x)
{
    switch (x->kind) {
    case LEX_CLOSE: return fail(p, x->at, "this parenthesis was never opened, or there is nothing in it");
    case LEX_OR: return fail(p, x->at, "OR wants a word, phrase or group before and behind it");
    case LEX_AND: return fail(p, x->at, "AND wants a word, phrase or group before and behind it");
    case LEX_NEAR: case LEX_ADJ: return fail(p, x->at, "NEAR and ADJ want a word or phrase before and behind them");
    default: return fail(p, x->at, "the query ends where a word, phrase or group is wanted");
    }
}

static struct node *atom(struct parser *p)
{
    struct lexeme x;
    struct node *n = NULL;
    double boost;
    if (!peek(p, &x))
        return NULL;
    switch (x.kind) {
    case LEX_OPEN:
        p->lexer.at = x.at;
        n = group(p);
        break;
    case LEX_FIELD: n = field_atom(p, &x); break;
    case LEX_ATLEAST: n = atleast_atom(p, &x); break;
    case LEX_WORD: case LEX_PHRASE:
        lexer_take(&p->lexer, &x);
        n = word_node(p, &x);
        break;
    default: return unexpected(p, &x);
    }
    if (!n || !lexer_boost(&p->lexer, &boost, p->err))
        return NULL;
    n->boost *= boost;
    return n;
}

/* ---- operators ---- */

/*
 * a NEAR/3 b NEAR/3 c is one condition on three places; where the operators differ, neighbours are conditions of their own:
 * a NEAR/3 b ADJ c is (a NEAR/3 b) AND (b ADJ c).
 */
static struct node *prox(struct parser *p)
{
    struct children pairs = { 0 }, chain = { 0 };
    enum node_kind kind = NODE_NEAR;
    int distance = -1;
    struct node *last = atom(p);
    if (!last)
        return NULL;
    for (;;) {
        struct lexeme x;
        if (!peek(p, &x))
            goto failed;
        if (x.kind != LEX_NEAR && x.kind != LEX_ADJ)
            break;
        enum node_kind next_kind = x.kind == LEX_NEAR ? NODE_NEAR : NODE_ADJ;
        int next_distance = x.number < 0 ? NEAR_WORDS : x.number;
        if (!has_places(last)) {
            fail(p, last->at, "NEAR and ADJ stand between words, phrases and names, or groups of them with OR");
            goto failed;
        }
        lexer_take(&p->lexer, &x);
        struct node *next = atom(p);
        if (next && !has_places(next))
            next = fail(p, next->at, "NEAR and ADJ stand between words, phrases and names, or groups of them with OR");
        if (!next)
            goto failed;
        if (chain.n && (next_kind != kind || next_distance != distance)) {
            struct node *done = join(p, kind, &chain);
            done->distance = distance;
            add_child(&pairs, done);
            chain = (struct children){ 0 };
        }
        if (!chain.n)
            add_child(&chain, last);
        add_child(&chain, next);
        kind = next_kind;
        distance = next_distance;
        last = next;
    }
    if (!chain.n)
        return last;
    struct node *n = join(p, kind, &chain);
    n->distance = distance;
    add_child(&pairs, n);
    return join(p, NODE_AND, &pairs);
failed:
    free(chain.v);
    return give_up(&pairs);
}

static struct node *unary(struct parser *p)
{
    struct lexeme x;
    if (!peek(p, &x))
        return NULL;
    if (x.kind != LEX_NOT)
        return prox(p);
    lexer_take(&p->lexer, &x);
    if (++p->depth > QUERY_DEPTH_MAX)
        return fail(p, x.at, "operators stand more than 64 deep");
    struct node *n = one_child(p, NODE_NOT, unary(p), x.at);
    p->depth--;
    return n;
}

static struct node *parse_and(struct parser *p, size_t *ret_n)
{
    struct children c = { 0 };
    for (;;) {
        struct lexeme x;
        struct node *n = unary(p);
        if (!n || !peek(p, &x))
            return give_up(&c);
        add_child(&c, n);
        if (x.kind == LEX_AND)
            lexer_take(&p->lexer, &x);
        else if (x.kind == LEX_END || x.kind == LEX_CLOSE || x.kind == LEX_OR)
            break;
    }
    *ret_n = c.n;
    return join(p, NODE_AND, &c);
}

static struct node *parse_or(struct parser *p)
{
    struct children c = { 0 };
    bool joined = false;
    for (;;) {
        struct lexeme x;
        size_t n_and;
        struct node *n = parse_and(p, &n_and);
        if (!n || !peek(p, &x))
            return give_up(&c);
        add_child(&c, n);
        joined = joined || n_and > 1;
        if (x.kind != LEX_OR)
            break;
        lexer_take(&p->lexer, &x);
    }
    p->mixed = p->mixed || (joined && c.n > 1);
    return join(p, NODE_OR, &c);
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
    struct node *root = parse_or(&p);
    if (!root || !peek(&p, &end))
        return false;
    if (end.kind != LEX_END)
        return unexpected(&p, &end) != NULL;
    *ret = (struct query){ .root = root, .text = copy, .mixed = p.mixed, .leaves = p.leaves };
    return true;
}
