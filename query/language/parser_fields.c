/* Fields and their values: names, labels, words, offices, ranges of dates and numbers, flags, saved searches. */
#include "query/language/parser_private.h"

#include <stdlib.h>

enum { SAVED_DEPTH_MAX = 8 };

static struct node *field_leaf(struct parser *p, const struct field_row *row, const struct lexeme *x, bool quoted)
{
    struct node *n = parser_leaf(p, NODE_FIELD, x->at, x->end);
    if (!n)
        return NULL;
    n->field = row->field;
    n->text = str_trim(x->text);
    n->quoted = quoted;
    return n->text.n ? n : parser_fail(p, x->at, "a value is wanted here");
}

/* [a, b, "c d"]: calls `leaf` for each. */
static struct node *list(struct parser *p, const struct field_row *row, struct node *(*leaf)(struct parser *, const struct field_row *, const struct lexeme *, bool))
{
    struct parser_children c = { 0 };
    size_t open = p->lexer.at++;
    for (;;) {
        struct lexeme x;
        bool quoted;
        lexer_space(&p->lexer);
        size_t at = p->lexer.at;
        struct str rest = str_slice(p->lexer.query, at, p->lexer.query.n);
        if (lexer_is_quote(&p->lexer)) {
            if (!lexer_value(&p->lexer, "", &x, &quoted, p->err))
                return parser_give_up(&c);
        } else {
            size_t n = 0;
            while (n < rest.n && rest.p[n] != ',' && rest.p[n] != ']')
                n++;
            quoted = false;
            x = (struct lexeme){ .kind = LEX_WORD, .text = str_trim(str_slice(rest, 0, n)), .number = -1, .at = at, .end = at + n };
            p->lexer.at += n;
            if (!x.text.n) {
                free(c.v);
                return parser_fail(p, at < p->lexer.query.n ? at : open, at < p->lexer.query.n ? "a value is wanted here" : "this bracket is never closed");
            }
        }
        struct node *n = leaf(p, row, &x, quoted);
        if (!n)
            return parser_give_up(&c);
        parser_add(&c, n);
        lexer_space(&p->lexer);
        if (lexer_is(&p->lexer, ',')) {
            p->lexer.at++;
        } else if (lexer_is(&p->lexer, ']')) {
            p->lexer.at++;
            return parser_join(p, NODE_OR, &c);
        } else {
            free(c.v);
            return parser_fail(p, open, "this bracket is never closed");
        }
    }
}

/* actor:(putin OR aliyev): each word or phrase of the group is a value. */
static struct node *distribute(struct parser *p, const struct field_row *row, struct node *n)
{
    if (n->kind == NODE_WORD || n->kind == NODE_PHRASE) {
        n->kind = NODE_FIELD;
        n->field = row->field;
        n->text = str_trim(n->text);
        n->match = MATCH_FORMS;
        n->slop = -1;
        return n;
    }
    if (n->kind != NODE_AND && n->kind != NODE_OR && n->kind != NODE_NOT)
        return parser_fail(p, n->at, "only names, with AND, OR and NOT, may stand here");
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
        struct node *n = parser_group(p);
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
        struct node *n = parser_group(p);
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
    struct node *n = parser_word(p, &as);
    if (n) {
        n = parser_one_child(p, NODE_FIELD, n, x->at);
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
        n = parser_group(p);
    } else if (parser_peek(p, &x)) {
        if ((x.kind != LEX_WORD && x.kind != LEX_PHRASE) || x.at != p->lexer.at)
            return parser_fail(p, p->lexer.at, "a word, a phrase or a group is wanted here");
        lexer_take(&p->lexer, &x);
        n = parser_word(p, &x);
        if (n && exact && n->kind == NODE_WORD)
            n->match = MATCH_EXACT;
    }
    n = parser_one_child(p, NODE_FIELD, n, at);
    if (n)
        n->field = row->field;
    return n;
}

/* role:president, role:"prime minister"@AM, role:president@[RU, AZ] */
static struct node *whose_leaf(struct parser *p, const struct field_row *row, const struct lexeme *x, bool quoted)
{
    (void)row, (void)quoted;
    struct node *n = parser_leaf(p, NODE_WORD, x->at, x->end);
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
    return n->at_country.n ? n : parser_fail(p, x.at, "a country or organisation is wanted here");
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
    n->lo = row->value == VALUE_AFTER ? b.hi + (b.hi < INT64_MAX) : row->value == VALUE_BEFORE ? INT64_MIN : b.lo;
    n->hi = row->value == VALUE_BEFORE ? b.lo - (b.lo > INT64_MIN) : row->value == VALUE_AFTER ? INT64_MAX : b.hi;
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
    return n ? parser_fail(p, x.at, "'is:' is followed by dup, revised, undated or quoted") : NULL;
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
        return parser_fail(p, x.at, "no search is saved under this name");
    if (p->saved_depth + 1 > SAVED_DEPTH_MAX)
        return parser_fail(p, x.at, "saved searches call each other without an end");
    struct parser inner = *p;
    inner.lexer = (struct lexer){ arena_str(p->arena, text), 0 };
    inner.saved_depth++;
    struct lexeme end;
    struct node *n = parser_or(&inner);
    bool whole = n && parser_peek(&inner, &end);
    if (whole && end.kind != LEX_END)
        whole = parser_fail(&inner, end.at, "this parenthesis was never opened") != NULL;
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
    struct node *said = parser_one_child(p, NODE_SAID, parser_group(p), at);
    if (said) {
        said->field = row->field;
        said->text = n->text;
        said->quoted = quoted;
    }
    return said;
}

/* ---- the table of fields ---- */

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

struct node *parser_field(struct parser *p, const struct lexeme *x)
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
        return parser_fail(p, x->at, "a value is wanted behind the colon, without a space");
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
