#include "corpus/markdown_text.h"

#include "corpus/html_entity.h"

/*
 * One line at a time, left to right. A mark whose partner may follow is written as it is, and its place is
 * remembered; when the partner comes, both are overwritten with HOLE, and the holes are closed at the end of
 * the line. So no byte is looked at more than a few times.
 */
enum { HOLE = '\x01', BRACKETS_MAX = 32, EMPHASIS_MAX = 3 };

struct bracket {
    size_t at;              /* of '[' in the output; of the '!' for an image */
    bool is_image;
};

struct line {
    const char *p, *end;
    struct strbuf *out;
    const char *next_paren, *next_angle;    /* where ')' and '>' next stand, once looked for */
    struct bracket open[BRACKETS_MAX];      /* the innermost last */
    size_t depth;
    /* '*' and '_' by length: behind where the opening one stands in the output; 0 none */
    size_t emphasis[2][EMPHASIS_MAX + 1];
};

static bool is_space(char c)
{
    return c == ' ' || c == '\t';
}

static bool is_punctuation(char c)
{
    return c && strchr("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", c);
}

/* Letters, digits and everything beyond ASCII. */
static bool is_wordy(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (unsigned char)c >= 0x80;
}

static char peek(const struct line *l, size_t ahead)
{
    return (size_t)(l->end - l->p) > ahead ? l->p[ahead] : '\0';
}

/* The next `c` from `p` on; what was found holds until p is past it. */
static const char *next_of(const struct line *l, const char **known, char c, const char *p)
{
    if (!*known || *known < p) {
        const char *at = p < l->end ? memchr(p, c, (size_t)(l->end - p)) : NULL;
        *known = at ? at : l->end;
    }
    return *known;
}

static void hole(struct line *l, size_t at, size_t n)
{
    memset(l->out->p + at, HOLE, n);
}

/* ---- within a line ------------------------------------------------------------------------------------- */

/* A run of '*' or '_'. `before` is the character that goes before it. */
static void take_emphasis(struct line *l, char before)
{
    char mark = *l->p;
    size_t n = 0;
    while (peek(l, n) == mark)
        n++;
    char after = peek(l, n);
    bool opens = after && !is_space(after) && !(mark == '_' && is_wordy(before));
    bool closes = before && !is_space(before) && !(mark == '_' && is_wordy(after));
    size_t *partner = n <= EMPHASIS_MAX ? &l->emphasis[mark == '_'][n] : NULL;
    size_t at = l->out->n;
    strbuf_bytes(l->out, l->p, n);
    l->p += n;
    if (!partner)
        return;
    if (closes && *partner) {
        hole(l, *partner - n, n);
        hole(l, at, n);
        *partner = 0;
    } else if (opens) {
        *partner = at + n;
    }
}

/* Behind "](": where the destination ends, NULL where it is none. Parentheses within it pair. */
static const char *destination_end(struct line *l, const char *p)
{
    const char *close = next_of(l, &l->next_paren, ')', p);
    if (close == l->end)
        return NULL;
    const char *space = memchr(p, ' ', (size_t)(close - p));
    if (space && space[1] != '"' && space[1] != '\'')
        return NULL;
    for (const char *inner = p; (inner = memchr(inner, '(', (size_t)(close - inner))); inner++) {
        const char *next = next_of(l, &l->next_paren, ')', close + 1);
        if (next == l->end)
            break;
        close = next;
    }
    return close;
}

/* At ']': with what follows, the end of a link or an image? */
static bool take_link_end(struct line *l)
{
    if (!l->depth)
        return false;
    struct bracket b = l->open[l->depth - 1];
    const char *behind = NULL;
    bool is_note = l->out->n > b.at + 1 && l->out->p[b.at + 1] == '^';
    if (peek(l, 1) == '(') {
        const char *end = destination_end(l, l->p + 2);
        behind = end ? end + 1 : NULL;
    } else if (peek(l, 1) == '[') {
        const char *end = memchr(l->p + 2, ']', (size_t)(l->end - l->p - 2));
        behind = end ? end + 1 : NULL;
    } else if (is_note) {
        behind = l->p + 1;
    }
    l->depth--;
    if (!behind)
        return false;
    if (b.is_image || is_note)
        hole(l, b.at, l->out->n - b.at);
    else
        hole(l, b.at, 1);
    l->p = behind;
    return true;
}

static void take_bracket(struct line *l, bool is_image)
{
    if (l->depth == BRACKETS_MAX) {
        memmove(l->open, l->open + 1, sizeof l->open - sizeof *l->open);
        l->depth--;
    }
    l->open[l->depth++] = (struct bracket){ l->out->n, is_image };
    strbuf_bytes(l->out, l->p, is_image ? 2 : 1);
    l->p += is_image ? 2 : 1;
}

/* At '<': a tag goes, of <https://…> the address stays. */
static bool take_angle(struct line *l)
{
    char c = peek(l, 1);
    bool is_tag = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '/' || c == '!';
    const char *close = is_tag ? next_of(l, &l->next_angle, '>', l->p + 1) : l->end;
    if (close == l->end)
        return false;
    struct str inside = { l->p + 1, (size_t)(close - l->p - 1) };
    size_t colon = str_find(inside, ':');
    if (colon + 2 < inside.n && memcmp(inside.p + colon, "://", 3) == 0 && str_find(inside, ' ') == inside.n)
        strbuf_str(l->out, inside);
    else if (inside.n >= 2 && (inside.p[0] | 0x20) == 'b' && (inside.p[1] | 0x20) == 'r' &&
             (inside.n == 2 || !is_wordy(inside.p[2])))
        strbuf_byte(l->out, '\n');
    l->p = close + 1;
    return true;
}

/* A run of backquotes: the code up to a run of the same length is as it is written. */
static void take_code(struct line *l)
{
    size_t n = 0;
    while (peek(l, n) == '`')
        n++;
    const char *from = l->p + n;
    for (const char *p = from;
         n <= EMPHASIS_MAX && p < l->end && (p = memchr(p, '`', (size_t)(l->end - p)));) {
        size_t run = 0;
        while (p + run < l->end && p[run] == '`')
            run++;
        if (run == n) {
            strbuf_bytes(l->out, from, (size_t)(p - from));
            l->p = p + n;
            return;
        }
        if (p - from > 4096)
            break;
        p += run;
    }
    strbuf_bytes(l->out, l->p, n);
    l->p = from;
}

static void take_special(struct line *l, char before)
{
    char entity[HTML_ENTITY_BYTES];
    size_t n, taken;
    switch (*l->p) {
    case '*':
    case '_': take_emphasis(l, before); return;
    case '`': take_code(l); return;
    case '[': take_bracket(l, false); return;
    case '!':
        if (peek(l, 1) == '[') {
            take_bracket(l, true);
            return;
        }
        break;
    case ']':
        if (take_link_end(l))
            return;
        break;
    case '<':
        if (take_angle(l))
            return;
        break;
    case '&':
        taken = html_entity((struct str){ l->p, (size_t)(l->end - l->p) }, entity, &n);
        if (taken) {
            strbuf_bytes(l->out, entity, n);
            l->p += taken;
            return;
        }
        break;
    case '\\':
        if (is_punctuation(peek(l, 1)))
            l->p++;
        break;
    default: break;
    }
    strbuf_byte(l->out, *l->p++);
}

static void inline_marks(struct strbuf *out, struct str text)
{
    struct line l = { .p = text.p, .end = str_end(text), .out = out };
    size_t from = out->n, n = from;
    while (l.p < l.end) {
        const char *plain = l.p;
        while (l.p < l.end && !strchr("*_`[]!<&\\", *l.p))
            l.p++;
        strbuf_bytes(out, plain, (size_t)(l.p - plain));
        if (l.p < l.end)
            take_special(&l, l.p > text.p ? l.p[-1] : '\0');
    }
    for (size_t i = from; i < out->n; i++)
        if (out->p[i] != HOLE)
            out->p[n++] = out->p[i];
    strbuf_truncate(out, n);
}

/* ---- lines --------------------------------------------------------------------------------------------- */

static struct str take_line(struct str *rest)
{
    size_t n = str_find(*rest, '\n');
    struct str line = str_slice(*rest, 0, n);
    *rest = str_slice(*rest, n < rest->n ? n + 1 : n, rest->n);
    return line;
}

/* Is it made of `marks` and spaces only, with at least `least` of them? */
static bool is_rule(struct str line, const char *marks, size_t least)
{
    size_t n = 0;
    for (size_t i = 0; i < line.n; i++)
        if (line.p[i] && strchr(marks, line.p[i]))
            n++;
        else if (!is_space(line.p[i]))
            return false;
    return n >= least;
}

static bool is_break(struct str line)
{
    return is_rule(line, "-", 3) || is_rule(line, "*", 3) || is_rule(line, "_", 3) || is_rule(line, "=", 2);
}

static bool is_table_rule(struct str line)
{
    return str_find(line, '|') < line.n && str_find(line, '-') < line.n && is_rule(line, "|-:", 3);
}

static bool is_definition(struct str line)
{
    size_t close = str_find(line, ']');
    return line.n > 3 && line.p[0] == '[' && line.p[1] != '^' && close + 1 < line.n &&
           line.p[close + 1] == ':';
}

static struct str heading(struct str line)
{
    size_t n = 0;
    while (n < line.n && line.p[n] == '#')
        n++;
    if (!n || n > 6 || (n < line.n && !is_space(line.p[n])))
        return (struct str){ NULL, 0 };
    line = str_trim(str_slice(line, n, line.n));
    size_t end = line.n;
    while (end && line.p[end - 1] == '#')
        end--;
    return !end || is_space(line.p[end - 1]) ? str_trim(str_slice(line, 0, end)) : line;
}

/* Without the marks of quotes and lists before it. */
static struct str without_marks(struct str line)
{
    line = str_trim(line);
    while (line.n && line.p[0] == '>')
        line = str_trim(str_slice(line, 1, line.n));
    if (line.n > 1 && (line.p[0] == '-' || line.p[0] == '*' || line.p[0] == '+') && is_space(line.p[1]))
        line = str_trim(str_slice(line, 1, line.n));
    struct str head = heading(line);
    return head.n ? head : line;
}

static bool is_fence(struct str line)
{
    line = str_trim(line);
    return str_starts(line, STR("```")) || str_starts(line, STR("~~~"));
}

bool markdown_take_title(struct str *text, struct strbuf *ret_title)
{
    struct str rest = *text, line = { NULL, 0 };
    while (rest.n && !line.n)
        line = str_trim(take_line(&rest));
    struct str title = line.n && line.p[0] == '#' && line.n > 1 && line.p[1] != '#' ? heading(line)
                                                                                    : (struct str){ NULL, 0 };
    if (!title.n && line.n && !is_break(line)) {
        struct str after = rest, under = str_trim(take_line(&after));
        if (is_rule(under, "=", 2)) {
            title = line;
            rest = after;
        }
    }
    if (!title.n)
        return false;
    inline_marks(ret_title, title);
    *text = rest;
    return true;
}

void markdown_to_text(struct strbuf *out, struct str markdown)
{
    size_t from = out->n;
    bool in_code = false, gap = false;
    while (markdown.n) {
        struct str line = take_line(&markdown);
        if (is_fence(line)) {
            in_code = !in_code;
            continue;
        }
        struct str text = in_code ? line : without_marks(line);
        bool nothing = !str_trim(text).n ||
                       (!in_code && (is_break(text) || is_table_rule(text) || is_definition(text)));
        gap = gap || !str_trim(line).n || (!in_code && is_rule(text, "*-_", 3));
        if (nothing)
            continue;
        size_t before = out->n;
        if (out->n > from)
            strbuf_string(out, gap ? "\n\n" : "\n");
        size_t start = out->n;
        if (in_code)
            strbuf_str(out, text);
        else
            inline_marks(out, text);
        if (out->n == start)
            strbuf_truncate(out, before);   /* an image alone */
        else
            gap = false;
        gap = gap || (!in_code && heading(str_trim(line)).n);
    }
}
