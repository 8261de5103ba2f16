#include "indexer/enricher.h"

static bool is_abbreviation(const struct enricher *e, uint32_t part, const struct token *t)
{
    static const char *const words[] = {
        "st", "jr", "sr", "mr", "mrs", "ms", "dr", "gen", "sen", "rep", "gov", "prof", "lt", "col", "sgt", "capt", "rev", "sec", "pres", "adm",
        "maj", "hon", "co", "corp", "inc", "ltd",
    };
    struct str form = form_of(e, t);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_is(form, words[i]))
            return true;
    return is_initial(e, part, t);
}

/* Whether a newline at byte `at` is there because the line was full: the next word would not have fitted. */
static bool is_full_line(const struct enricher *e, uint32_t part, size_t at, size_t next_word)
{
    struct str whole = e->whole[part];
    size_t begin = at, slack = 14;     /* the margin is ragged */
    while (begin > 0 && whole.p[begin - 1] != '\n' && at - begin <= e->line_most[part])
        begin--;
    return e->line_most[part] && at - begin + 1 + next_word + slack > e->line_most[part];
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* White space at the beginning cut off; *ret_any: whether there was some. False where it ends a line for good. */
static bool skip_space(const struct enricher *e, uint32_t part, size_t i, struct str *rest, bool *ret_any)
{
    size_t newlines = 0, n = 0;
    const struct token *t = &e->tokens[part]->v[i];
    for (; n < rest->n && is_space(rest->p[n]); n++)
        if (rest->p[n] == '\n') {
            size_t at = (size_t)(rest->p + n - e->whole[part].p);
            bool indented = n + 2 < rest->n && rest->p[n + 1] == ' ' && rest->p[n + 2] == ' ';
            if (newlines++ || indented || !is_full_line(e, part, at, t->end - t->start))
                return false;
        }
    *ret_any = n > 0;
    bool non_breaking = !n && rest->n >= 2 && rest->p[0] == '\xC2' && rest->p[1] == '\xA0';
    if (non_breaking) {
        n = 2;
        *ret_any = true;
    }
    *rest = str_slice(*rest, n, rest->n);
    return n <= 6;      /* more: a table, or a new paragraph */
}

/* Text of which every word and mark stands apart, "Smith , 41 , of Rome 's port": the space before a mark does not count. */
static struct str without_space_before_mark(struct str rest)
{
    bool mark = rest.n >= 2 && rest.p[0] == ' ' && (rest.p[1] == ',' || (rest.p[1] == '\'' && (rest.n == 2 || rest.p[2] == 's' || rest.p[2] == ' ')));
    return mark ? str_slice(rest, 1, rest.n) : rest;
}

struct str text_between(const struct enricher *e, uint32_t part, size_t i)
{
    const struct token_list *list = e->tokens[part];
    size_t from = i ? list->v[i - 1].end : 0, to = i < list->n ? list->v[i].start : e->whole[part].n;
    return str_slice(e->whole[part], from, to > from ? to : from);
}

enum gap find_gap(const struct enricher *e, uint32_t part, size_t i)
{
    const struct token_list *list = e->tokens[part];
    if (list->v[i].flags & TOKEN_PARAGRAPH)
        return GAP_BREAK;
    const struct token *before = &list->v[i - 1], *t = &list->v[i];
    struct str rest = str_slice(e->whole[part], before->end, t->start);
    bool space, more;
    if (rest.n == 1 && rest.p[0] == ' ')
        return t->flags & TOKEN_SENTENCE ? GAP_BREAK : GAP_SPACE;
    if (rest.n == 1 && rest.p[0] == '-')
        return GAP_HYPHEN;
    if (str_is(rest, "\u2010") || str_is(rest, "\u2011"))
        return GAP_HYPHEN;
    bool dot = rest.n && rest.p[0] == '.' && is_abbreviation(e, part, before);
    if (dot)
        rest = str_slice(rest, 1, rest.n);
    else if (t->flags & TOKEN_SENTENCE)
        return GAP_BREAK;
    if (rest.n > 24)
        return GAP_BREAK;
    rest = without_space_before_mark(rest);
    struct str owner[] = { STR("'s"), STR("\u2019s"), STR("'"), STR("\u2019") };
    for (size_t k = 0; !dot && k < sizeof owner / sizeof *owner; k++)
        if (str_starts(rest, owner[k])) {
            rest = str_slice(rest, owner[k].n, rest.n);
            return skip_space(e, part, i, &rest, &space) && space && !rest.n ? GAP_POSSESSIVE : GAP_BREAK;
        }
    bool comma = rest.n && rest.p[0] == ',';
    if (comma)
        rest = str_slice(rest, 1, rest.n);
    if (!skip_space(e, part, i, &rest, &space))
        return GAP_BREAK;
    if (!rest.n)
        return comma ? GAP_COMMA : dot ? GAP_DOT : space ? GAP_SPACE : GAP_BREAK;
    if (comma)
        return GAP_BREAK;
    if (str_is(rest, "(") || str_is(rest, "( "))
        return space ? GAP_OPEN : GAP_BREAK;
    if (rest.p[0] != '&')
        return GAP_BREAK;
    rest = str_slice(rest, 1, rest.n);
    return skip_space(e, part, i, &rest, &more) && !rest.n ? GAP_AMPERSAND : GAP_BREAK;
}
