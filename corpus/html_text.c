#include "corpus/html_text.h"

#include "corpus/html_entity.h"
#include <stdlib.h>

enum element { ELEMENT_NONE, ELEMENT_INLINE, ELEMENT_BREAK, ELEMENT_BLOCK, ELEMENT_HIDDEN };

enum { NAME_MAX_BYTES = 10 };

struct element_name {
    char name[NAME_MAX_BYTES + 1];
    enum element what;
};

/* Sorted by name. */
static const struct element_name elements[] = {
    { "a", ELEMENT_INLINE },         { "abbr", ELEMENT_INLINE },   { "article", ELEMENT_BLOCK },
    { "aside", ELEMENT_BLOCK },      { "b", ELEMENT_INLINE },      { "blockquote", ELEMENT_BLOCK },
    { "body", ELEMENT_BLOCK },       { "br", ELEMENT_BREAK },      { "caption", ELEMENT_BLOCK },
    { "center", ELEMENT_BLOCK },     { "cite", ELEMENT_INLINE },   { "code", ELEMENT_INLINE },
    { "dd", ELEMENT_BLOCK },         { "del", ELEMENT_INLINE },    { "div", ELEMENT_BLOCK },
    { "dl", ELEMENT_BLOCK },         { "dt", ELEMENT_BLOCK },      { "em", ELEMENT_INLINE },
    { "figcaption", ELEMENT_BLOCK }, { "figure", ELEMENT_BLOCK },  { "font", ELEMENT_INLINE },
    { "footer", ELEMENT_BLOCK },     { "form", ELEMENT_BLOCK },    { "h1", ELEMENT_BLOCK },
    { "h2", ELEMENT_BLOCK },         { "h3", ELEMENT_BLOCK },      { "h4", ELEMENT_BLOCK },
    { "h5", ELEMENT_BLOCK },         { "h6", ELEMENT_BLOCK },      { "head", ELEMENT_HIDDEN },
    { "header", ELEMENT_BLOCK },     { "hr", ELEMENT_BLOCK },      { "html", ELEMENT_BLOCK },
    { "i", ELEMENT_INLINE },         { "iframe", ELEMENT_HIDDEN }, { "img", ELEMENT_INLINE },
    { "ins", ELEMENT_INLINE },       { "li", ELEMENT_BLOCK },      { "main", ELEMENT_BLOCK },
    { "mark", ELEMENT_INLINE },      { "nav", ELEMENT_BLOCK },     { "noscript", ELEMENT_INLINE },
    { "ol", ELEMENT_BLOCK },         { "p", ELEMENT_BLOCK },       { "pre", ELEMENT_BLOCK },
    { "q", ELEMENT_INLINE },         { "s", ELEMENT_INLINE },      { "script", ELEMENT_HIDDEN },
    { "section", ELEMENT_BLOCK },    { "small", ELEMENT_INLINE },  { "span", ELEMENT_INLINE },
    { "strong", ELEMENT_INLINE },    { "style", ELEMENT_HIDDEN },  { "sub", ELEMENT_INLINE },
    { "sup", ELEMENT_INLINE },       { "svg", ELEMENT_HIDDEN },    { "table", ELEMENT_BLOCK },
    { "tbody", ELEMENT_BLOCK },      { "td", ELEMENT_BLOCK },      { "template", ELEMENT_HIDDEN },
    { "th", ELEMENT_BLOCK },         { "thead", ELEMENT_BLOCK },   { "title", ELEMENT_BLOCK },
    { "tr", ELEMENT_BLOCK },         { "u", ELEMENT_INLINE },      { "ul", ELEMENT_BLOCK },
    { "video", ELEMENT_INLINE },
};

struct tag {
    enum element element;
    char name[NAME_MAX_BYTES + 1];
    bool is_end;
};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

static int compare_name(const void *name, const void *element)
{
    return strcmp(name, ((const struct element_name *)element)->name);
}

/* The name behind '<' or "</" at p; ELEMENT_NONE where HTML has no such element. */
static struct tag read_tag(const char *p, const char *end)
{
    struct tag tag = { .is_end = p < end && *p == '/' };
    p += tag.is_end;
    size_t n = 0;
    while (p + n < end && n < NAME_MAX_BYTES && (is_letter(p[n]) || is_digit(p[n]))) {
        tag.name[n] = is_letter(p[n]) ? (char)(p[n] | 0x20) : p[n];
        n++;
    }
    bool whole = p + n < end && (p[n] == '>' || p[n] == '/' || is_space(p[n]));
    const struct element_name *known = whole ? bsearch(tag.name, elements, sizeof elements / sizeof *elements,
                                                       sizeof *elements, compare_name)
                                             : NULL;
    if (known)
        tag.element = known->what;
    return tag;
}

/* Calls back on each '<' that begins a tag of HTML, until `wanted` says yes. */
static bool has_tag(struct str text, bool (*wanted)(const struct tag *tag))
{
    const char *p = text.p, *end = str_end(text);
    while (p < end && (p = memchr(p, '<', (size_t)(end - p)))) {
        struct tag tag = read_tag(++p, end);
        if (tag.element != ELEMENT_NONE && wanted(&tag))
            return true;
    }
    return false;
}

static bool tells_markup(const struct tag *tag)
{
    return tag->is_end || tag->element == ELEMENT_BREAK || strcmp(tag->name, "p") == 0;
}

static bool tells_blocks(const struct tag *tag)
{
    return tag->element == ELEMENT_BREAK || tag->element == ELEMENT_BLOCK;
}

bool html_is_markup(struct str text)
{
    return has_tag(text, tells_markup);
}

/* ---- the walk ------------------------------------------------------------------------------------------ */

struct walk {
    const char *p, *end;
    /* where '>', '"' and '\'' next stand, once looked for */
    const char *next_close, *next_double, *next_single;
    struct strbuf *out;
    size_t from;            /* where our part of `out` begins */
    bool no_quotes;         /* a quoted value had no end: '>' ends a tag wherever it stands */
    bool keep_lines;        /* no blocks: line ends stand as they are */
    bool space;             /* white space is due before the next character */
    int lines;              /* line ends that are due before it: 1 or 2 */
};

/*
 * The next `c` from p on; every byte is looked at once only, since what was found holds until p is past it.
 */
static const char *next_of(const struct walk *w, const char **known, char c, const char *p)
{
    if (!*known || *known < p) {
        const char *at = p < w->end ? memchr(p, c, (size_t)(w->end - p)) : NULL;
        *known = at ? at : w->end;
    }
    return *known;
}

/*
 * Where the tag that begins at `p` ends: behind its '>', quoted values passed over; NULL where there is none.
 */
static const char *tag_end(struct walk *w, const char *p)
{
    const char *first = next_of(w, &w->next_close, '>', p);
    if (first == w->end)
        return NULL;
    while (!w->no_quotes) {
        const char *close = next_of(w, &w->next_close, '>', p);
        if (close == w->end) {
            w->no_quotes = true;
            break;
        }
        const char *equals = memchr(p, '=', (size_t)(close - p));
        if (!equals)
            return close + 1;
        const char *value = equals + 1;
        while (value < close && is_space(*value))
            value++;
        if (value < close && (*value == '"' || *value == '\'')) {
            const char *quote = next_of(w, *value == '"' ? &w->next_double : &w->next_single, *value,
                                        value + 1);
            w->no_quotes = quote == w->end;
            p = quote + 1;
        } else {
            p = value;
        }
    }
    w->next_close = first;
    return first + 1;
}

static void flush_space(struct walk *w)
{
    if (w->out->n > w->from) {
        if (w->lines)
            strbuf_bytes(w->out, "\n\n", (size_t)w->lines);
        else if (w->space)
            strbuf_byte(w->out, ' ');
    }
    w->space = false;
    w->lines = 0;
}

static void put(struct walk *w, const char *p, size_t n)
{
    if (w->space || w->lines)
        flush_space(w);
    strbuf_bytes(w->out, p, n);
}

/* Goes behind the end tag of a hidden element; where there is none, only behind its start tag. */
static const char *hidden_end(struct walk *w, const struct tag *tag, const char *p, bool *gave_up)
{
    if (*gave_up)
        return p;
    size_t n = strlen(tag->name);
    for (const char *at = p; at < w->end && (at = memchr(at, '<', (size_t)(w->end - at))); at++) {
        struct tag end = read_tag(at + 1, w->end);
        if (end.is_end && strcmp(end.name, tag->name) == 0) {
            const char *close = next_of(w, &w->next_close, '>', at + n);
            return close < w->end ? close + 1 : w->end;
        }
    }
    *gave_up = true;
    return p;
}

static const char *comment_end(struct walk *w, const char *p)
{
    for (const char *at = p; at < w->end && (at = memchr(at, '-', (size_t)(w->end - at))); at++)
        if (w->end - at >= 3 && memcmp(at, "-->", 3) == 0)
            return at + 3;
    return NULL;
}

/* At '<': takes the tag or comment; false where it is neither. */
static bool take_tag(struct walk *w, bool *no_hidden_end, bool *no_comment_end)
{
    const char *p = w->p + 1;
    if (p == w->end)
        return false;
    if (!*no_comment_end && w->end - p >= 3 && memcmp(p, "!--", 3) == 0) {
        const char *end = comment_end(w, p + 3);
        *no_comment_end = !end;
        if (end) {
            w->p = end;
            return true;
        }
    }
    if (!is_letter(*p) && *p != '!' && *p != '?' && !(*p == '/' && p + 1 < w->end && is_letter(p[1])))
        return false;
    const char *end = tag_end(w, p);
    if (!end)
        return false;
    struct tag tag = read_tag(p, w->end);
    w->p = end;
    if (tag.element == ELEMENT_HIDDEN && !tag.is_end)
        w->p = hidden_end(w, &tag, end, no_hidden_end);
    if (tag.element == ELEMENT_BREAK && w->lines < 2)
        w->lines++;
    else if (tag.element == ELEMENT_BLOCK)
        w->lines = 2;
    return true;
}

static void take_plain(struct walk *w)
{
    const char *from = w->p;
    while (w->p < w->end && *w->p != '<' && *w->p != '&' && (w->keep_lines || !is_space(*w->p)))
        w->p++;
    if (w->p > from)
        put(w, from, (size_t)(w->p - from));
}

void html_to_text(struct strbuf *out, struct str html)
{
    struct walk w = { .p = html.p, .end = str_end(html), .out = out, .from = out->n };
    bool no_hidden_end = false, no_comment_end = false;
    w.keep_lines = !has_tag(html, tells_blocks);
    while (w.p < w.end) {
        if (*w.p == '<' && take_tag(&w, &no_hidden_end, &no_comment_end))
            continue;
        char bytes[HTML_ENTITY_BYTES];
        size_t taken, n;
        if (*w.p == '&' && (taken = html_entity((struct str){ w.p, (size_t)(w.end - w.p) }, bytes, &n))) {
            if (n == 2 && memcmp(bytes, "\xC2\xA0", 2) == 0 && !w.keep_lines)
                w.space = true;
            else
                put(&w, bytes, n);
            w.p += taken;
        } else if (!w.keep_lines && is_space(*w.p)) {
            w.space = true;
            w.p++;
        } else if (*w.p == '<' || *w.p == '&') {
            put(&w, w.p++, 1);
        } else {
            take_plain(&w);
        }
    }
}

bool html_has_reference(struct str text)
{
    char bytes[HTML_ENTITY_BYTES];
    size_t n;
    const char *p = text.p, *end = str_end(text);
    for (; p < end && (p = memchr(p, '&', (size_t)(end - p))); p++)
        if (html_entity((struct str){ p, (size_t)(end - p) }, bytes, &n))
            return true;
    return false;
}

static size_t tag_behind(struct str html, size_t at)
{
    enum { TAG_MAX = 4000 };
    char next = at + 1 < html.n ? html.p[at + 1] : ' ';
    if (next != '/' && next != '!' && !((next | 32) >= 'a' && (next | 32) <= 'z'))
        return at;
    for (size_t i = at + 1; i < html.n && i - at < TAG_MAX && html.p[i] != '<'; i++)
        if (html.p[i] == '>')
            return i + 1;
    return at;
}

static bool ends_block(struct str tag)
{
    static const char *const ends[] = { "</p", "<p", "<br", "</div", "</h", "</li", "</tr", "</blockquote" };
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (str_starts(tag, str_of(ends[i])))
            return true;
    return false;
}

void html_blank_tags(struct str html, char *to)
{
    for (size_t i = 0; i < html.n;) {
        size_t end = html.p[i] == '<' ? tag_behind(html, i) : i;
        if (end == i) {
            to[i] = html.p[i];
            i++;
            continue;
        }
        memset(to + i, ' ', end - i);
        if (end - i > 2 && ends_block(str_slice(html, i, end)))
            memset(to + i, '\n', 2);
        i = end;
    }
}
