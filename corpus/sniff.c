#include "corpus/sniff.h"

#include "corpus/fields.h"

enum { HEADER_COLUMN_BYTES = 64, HEADER_COLUMNS_MAX = 256 };

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static struct str skip_space(struct str s)
{
    while (s.n && is_space(s.p[0]))
        s = str_slice(s, 1, s.n);
    return s;
}

/*
 * How far the first JSON value goes: up to its closing bracket, or s.n where that lies behind `s`.
 * *ret_lines: a line end stands within.
 */
static size_t json_extent(struct str s, bool *ret_lines)
{
    size_t depth = 0;
    bool in_string = false;
    *ret_lines = false;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        *ret_lines = *ret_lines || c == '\n';
        if (in_string) {
            if (c == '\\')
                i++;
            else if (c == '"' || c == '\n')
                in_string = false;
        } else if (c == '"') {
            in_string = true;
        } else if (c == '{' || c == '[') {
            depth++;
        } else if ((c == '}' || c == ']') && --depth == 0) {
            return i + 1;
        }
    }
    return s.n;
}

/*
 * Objects on lines of their own are JSON Lines, also where the first line is too long to see its end; one
 * object alone is JSON.
 */
static enum reader_format sniff_object(struct str s, bool whole)
{
    struct str behind = skip_space(str_slice(s, 1, s.n));
    if (behind.n ? behind.p[0] != '"' && behind.p[0] != '}' : !whole)
        return FORMAT_TEXT;
    bool lines;
    size_t n = json_extent(s, &lines);
    if (lines)
        return FORMAT_JSON;
    struct str first = str_slice(s, 0, n);
    if (n == s.n && !whole) {
        /* {"articles":[{ and the like: the line holds them all */
        size_t list = str_find(first, '[');
        struct str item = list < n ? skip_space(str_slice(first, list + 1, n)) : (struct str){ NULL, 0 };
        bool deep = memchr(first.p + 1, '{', list - 1) != NULL;
        return item.n && item.p[0] == '{' && !deep ? FORMAT_JSON : FORMAT_JSONL;
    }
    return skip_space(str_slice(s, n, s.n)).n ? FORMAT_JSONL : FORMAT_JSON;
}

static enum reader_format sniff_array(struct str s)
{
    struct str behind = skip_space(str_slice(s, 1, s.n));
    bool is_json = !behind.n || behind.p[0] == '{' || behind.p[0] == ']' || behind.p[0] == '[';
    return is_json ? FORMAT_JSON : FORMAT_TEXT;
}

static bool front_matter(struct str s)
{
    struct str line = str_slice(s, 0, str_find(s, '\n'));
    return str_starts(line, STR("---")) && str_trim(line).n == 3;
}

char sniff_separator(struct str line)
{
    static const char marks[] = ",;\t|";
    size_t counts[sizeof marks - 1] = { 0 }, best = 0;
    bool quoted = false;
    for (size_t i = 0; i < line.n; i++) {
        const char *at = line.p[i] ? strchr(marks, line.p[i]) : NULL;
        if (line.p[i] == '"')
            quoted = !quoted;
        else if (at && !quoted)
            counts[at - marks]++;
    }
    for (size_t i = 1; i < sizeof marks - 1; i++)
        if (counts[i] > counts[best])
            best = i;
    return marks[best];
}

/*
 * A header: short columns in one line, one of which is the title or the text. Behind a comma of prose stands
 * a space; behind one of a header, a name.
 */
static enum reader_format sniff_header(struct str s)
{
    size_t n = str_find(s, '\n'), columns = 0;
    struct str line = str_slice(s, 0, n);
    if (line.n && line.p[line.n - 1] == '\r')
        line.n--;
    bool content = false;
    char mark = sniff_separator(line);
    for (struct str rest = line; columns < HEADER_COLUMNS_MAX; columns++) {
        size_t end = str_find(rest, mark);
        struct str name = str_trim(str_slice(rest, 0, end));
        if (name.n >= 2 && name.p[0] == '"' && name.p[name.n - 1] == '"')
            name = str_slice(name, 1, name.n - 1);
        if (name.n > HEADER_COLUMN_BYTES || str_starts(rest, STR(" ")))
            return FORMAT_TEXT;
        content = content || fields_is_content(name);
        if (end == rest.n)
            break;
        rest = str_slice(rest, end + 1, rest.n);
    }
    if (!content || !columns || n == s.n)
        return FORMAT_TEXT;
    return mark == '\t' ? FORMAT_TSV : FORMAT_CSV;
}

enum reader_format sniff_format(struct str head, bool whole)
{
    struct str s = skip_space(head);
    if (!s.n)
        return FORMAT_TEXT;
    if (s.p[0] == '{')
        return sniff_object(s, whole);
    if (s.p[0] == '[')
        return sniff_array(s);
    return front_matter(s) ? FORMAT_MARKDOWN : sniff_header(s);
}
