#include "query/language/lexer.h"

#include "query/language/error_at.h"

#include <stdlib.h>

enum { NUMBER_MAX = 1000 };

/* ---- characters ---- */

static size_t space_at(struct str q, size_t at)
{
    if (at >= q.n)
        return 0;
    if (strchr(" \t\r\n\f\v", q.p[at]))
        return 1;
    struct str rest = str_slice(q, at, q.n);
    return str_starts(rest, STR("\xC2\xA0")) ? 2 : str_starts(rest, STR("\xE3\x80\x80")) ? 3 : 0;
}

void lexer_space(struct lexer *l)
{
    for (size_t n; (n = space_at(l->query, l->at));)
        l->at += n;
}

bool lexer_is(const struct lexer *l, char c)
{
    return l->at < l->query.n && l->query.p[l->at] == c;
}

/* Opening marks, and what closes each. */
static const struct {
    const char *open, *close[4];
} quotes[] = {
    { "\"", { "\"" } },
    { "“", { "”", "“", "\"" } },
    { "”", { "”", "“", "\"" } },
    { "„", { "“", "”", "\"" } },
    { "«", { "»" } },
    { "»", { "«", "»" } },
};

static int quote_at(struct str q, size_t at)
{
    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++)
        if (str_starts(str_slice(q, at, q.n), str_of(quotes[i].open)))
            return (int)i;
    return -1;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool lexer_is_quote(const struct lexer *l)
{
    return l->at < l->query.n && quote_at(l->query, l->at) >= 0;
}

/* Digits from at on; -1 where there are none, NUMBER_MAX + 1 where it is more. */
static int number_at(struct str q, size_t *at)
{
    int x = -1;
    for (; *at < q.n && is_digit(q.p[*at]); ++*at) {
        x = (x < 0 ? 0 : x) * 10 + (q.p[*at] - '0');
        if (x > NUMBER_MAX)
            x = NUMBER_MAX + 1;
    }
    return x;
}

/* ---- phrases ---- */

static bool phrase(const struct lexer *l, size_t at, int quote, struct lexeme *ret, struct error *err)
{
    struct str q = l->query;
    size_t from = at + strlen(quotes[quote].open);
    for (size_t i = from; i < q.n; i++)
        for (int k = 0; k < 4 && quotes[quote].close[k]; k++) {
            struct str close = str_of(quotes[quote].close[k]);
            if (!str_starts(str_slice(q, i, q.n), close))
                continue;
            *ret = (struct lexeme){ .kind = LEX_PHRASE, .text = str_slice(q, from, i), .number = -1, .at = at, .end = i + close.n };
            if (ret->end < q.n && q.p[ret->end] == '~') {
                size_t end = ret->end + 1;
                ret->number = number_at(q, &end);
                if (ret->number < 0 || ret->number > NUMBER_MAX)
                    return query_error(&q, ret->end, 1, err, "after '~' comes a number of words, 0 to %d", NUMBER_MAX);
                ret->end = end;
            }
            return true;
        }
    return query_error(&q, at, 1, err, "this quotation mark is never closed");
}

/* ---- words ---- */

static bool ends_word(struct str q, size_t at)
{
    return at >= q.n || strchr("()|", q.p[at]) || space_at(q, at) || quote_at(q, at) >= 0;
}

/* The name before a colon, if the word at `at` has one that may be a field's: letters only. */
static struct str field_name_at(struct str q, size_t at)
{
    size_t i = at;
    while (i < q.n && ((q.p[i] | 32) >= 'a' && (q.p[i] | 32) <= 'z'))
        i++;
    bool is = i > at && i < q.n && q.p[i] == ':' && !(i + 2 < q.n && q.p[i + 1] == '/' && q.p[i + 2] == '/');
    return str_slice(q, at, is ? i : at);
}

/* NEAR, NEAR/5, ADJ, ADJ/5 */
static bool proximity(const struct lexer *l, struct lexeme *x, struct error *err)
{
    static const struct { const char *name; enum lexeme_kind kind; } names[] = { { "NEAR", LEX_NEAR }, { "ADJ", LEX_ADJ } };
    for (int i = 0; i < 2; i++) {
        struct str name = str_of(names[i].name);
        if (!str_starts(x->text, name) || (x->text.n > name.n && x->text.p[name.n] != '/'))
            continue;
        x->kind = names[i].kind;
        x->number = -1;
        if (x->text.n == name.n)
            return true;
        size_t at = x->at + name.n + 1;
        x->number = number_at(l->query, &at);
        if (x->number < 0 || x->number > NUMBER_MAX || at != x->end)
            return query_error(&l->query, x->at + name.n + 1, 1, err, "after '%s/' comes a number of words, 0 to %d", names[i].name, NUMBER_MAX);
        return true;
    }
    return true;
}

/* Where the boost begins that a word ends with, or w.n: only where nothing but a number follows, for a^b is a word. */
static size_t boost_at(struct str w)
{
    size_t i = w.n;
    while (i > 0 && (is_digit(w.p[i - 1]) || w.p[i - 1] == '.'))
        i--;
    return i < w.n && i > 1 && w.p[i - 1] == '^' ? i - 1 : w.n;
}

/* word*, word~, word~2, word^2: what stands behind the word itself. Boosts are left for lexer_boost(). */
static bool suffixes(const struct lexer *l, struct lexeme *x, struct error *err)
{
    struct str w = x->text;
    for (size_t caret; (caret = boost_at(w)) < w.n;) {
        x->end -= w.n - caret;
        w.n = caret;
    }
    size_t tilde = w.n;
    if (w.n > 1 && w.p[w.n - 1] == '~')
        tilde = w.n - 1;
    else if (w.n > 2 && w.p[w.n - 2] == '~' && is_digit(w.p[w.n - 1]))
        tilde = w.n - 2;
    if (tilde < w.n) {
        x->match = MATCH_FUZZY;
        x->number = tilde + 1 < w.n ? w.p[tilde + 1] - '0' : 1;
        if (x->number < 1 || x->number > 2)
            return query_error(&l->query, x->at + tilde + 1, 1, err, "a spelling distance is 1 or 2");
        w.n = tilde;
    } else if (w.n > 1 && w.p[w.n - 1] == '*') {
        x->match = MATCH_PREFIX;
        w.n--;
    }
    if (w.n > 1 && w.p[0] == '=') {
        if (x->match != MATCH_FORMS)
            return query_error(&l->query, x->at, 1, err, "'=' asks for an exact word: it cannot be a prefix or a near spelling as well");
        x->match = MATCH_EXACT;
        w = str_slice(w, 1, w.n);
    }
    x->text = w;
    return true;
}

/* "atleast 5 (": the number and where it ends; false where it is none. */
static bool atleast(struct str q, size_t at, struct lexeme *ret)
{
    struct lexer l = { q, at };
    if (!str_starts(str_slice(q, at, q.n), STR("atleast")))
        return false;
    l.at += 7;
    lexer_space(&l);
    int n = number_at(q, &l.at);
    size_t end = l.at;
    lexer_space(&l);
    if (n < 0 || !lexer_is(&l, '('))
        return false;
    *ret = (struct lexeme){ .kind = LEX_ATLEAST, .number = n, .at = at, .end = end };
    return true;
}

static bool word(const struct lexer *l, size_t at, struct lexeme *ret, struct error *err)
{
    struct str q = l->query, name = field_name_at(q, at);
    if (name.n) {
        *ret = (struct lexeme){ .kind = LEX_FIELD, .text = name, .at = at, .end = at + name.n + 1 };
        return true;
    }
    if (atleast(q, at, ret))
        return true;
    size_t end = at;
    while (!ends_word(q, end))
        end++;
    *ret = (struct lexeme){ .kind = LEX_WORD, .text = str_slice(q, at, end), .at = at, .end = end };
    if (str_is(ret->text, "OR"))
        ret->kind = LEX_OR;
    else if (str_is(ret->text, "AND"))
        ret->kind = LEX_AND;
    else if (str_is(ret->text, "NOT"))
        ret->kind = LEX_NOT;
    else if (!proximity(l, ret, err))
        return false;
    return ret->kind != LEX_WORD || suffixes(l, ret, err);
}

bool lexer_peek(const struct lexer *l, struct lexeme *ret, struct error *err)
{
    struct lexer here = *l;
    lexer_space(&here);
    struct str q = here.query;
    size_t at = here.at;
    *ret = (struct lexeme){ .kind = LEX_END, .at = at, .end = at };
    if (at >= q.n)
        return true;
    ret->end = at + 1;
    switch (q.p[at]) {
    case '(': ret->kind = LEX_OPEN; return true;
    case ')': ret->kind = LEX_CLOSE; return true;
    case '|': ret->kind = LEX_OR; return true;
    case '-':
    case '!':
        if (at + 1 < q.n && !space_at(q, at + 1)) {
            ret->kind = LEX_NOT;
            return true;
        }
        break;
    default: break;
    }
    int quote = quote_at(q, at);
    return quote >= 0 ? phrase(&here, at, quote, ret, err) : word(&here, at, ret, err);
}

void lexer_take(struct lexer *l, const struct lexeme *x)
{
    l->at = x->end;
}

/* ---- values ---- */

bool lexer_value(struct lexer *l, const char *stops, struct lexeme *ret, bool *ret_quoted, struct error *err)
{
    struct str q = l->query;
    int quote = l->at < q.n ? quote_at(q, l->at) : -1;
    *ret_quoted = quote >= 0;
    if (quote >= 0) {
        if (!phrase(l, l->at, quote, ret, err))
            return false;
        l->at = ret->end;
        return true;
    }
    size_t end = l->at;
    for (int open = 0; end < q.n && !space_at(q, end) && !strchr(stops, q.p[end]) && quote_at(q, end) < 0; end++) {
        if (q.p[end] == '(')
            open++;
        else if (q.p[end] == ')' && open-- == 0)
            break;
    }
    if (end == l->at)
        return query_error(&q, l->at, 1, err, "a value is wanted here");
    *ret = (struct lexeme){ .kind = LEX_WORD, .text = str_slice(q, l->at, end), .number = -1, .at = l->at, .end = end };
    l->at = end;
    return true;
}

bool lexer_boost_fits(double boost)
{
    return boost >= 0.01 && boost <= 100;
}

bool lexer_boost(struct lexer *l, double *ret, struct error *err)
{
    enum { DIGITS = 16 };     /* further ones tell nothing */
    char digits[DIGITS + 1];
    size_t n = 0, at = l->at + 1;
    *ret = 1;
    if (!lexer_is(l, '^'))
        return true;
    for (; at < l->query.n && (is_digit(l->query.p[at]) || l->query.p[at] == '.'); at++)
        if (n < DIGITS)
            digits[n++] = l->query.p[at];
    digits[n] = '\0';
    char *end;
    double x = strtod(digits, &end);
    if (!n || *end || !lexer_boost_fits(x))
        return query_error(&l->query, l->at, 1, err, "after '^' comes a number from 0.01 to 100");
    if (at < l->query.n && l->query.p[at] == '^')
        return query_error(&l->query, at, 1, err, "one boost is enough: '^' and a number stand once");
    l->at = at;
    *ret = x;
    return true;
}
