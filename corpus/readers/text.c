#include "corpus/file_text.h"

enum { TITLE_CHARACTERS = 120 };

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\v';
}

static struct str skip_space(struct str s)
{
    while (s.n && is_space(s.p[0]))
        s = str_slice(s, 1, s.n);
    return s;
}

/* " date 2022-02-23 " before the text: *text moves behind it. */
static struct str take_date(struct str *text)
{
    const struct str none = { NULL, 0 };
    struct str s = skip_space(*text);
    if (!str_starts(s, STR("date")) || s.n == 4 || !is_space(s.p[4]))
        return none;
    s = skip_space(str_slice(s, 4, s.n));
    size_t n = 0;
    while (n < s.n && !is_space(s.p[n]))
        n++;
    int32_t minutes;
    enum date_precision precision;
    struct str date = str_slice(s, 0, n);
    if (!n || s.p[0] < '0' || s.p[0] > '9' || !article_date(date, &minutes, &precision) ||
        precision < DATE_DAY)
        return none;
    *text = skip_space(str_slice(s, n, s.n));
    return date;
}

static size_t characters(struct str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
    return n;
}

static bool ends_sentence(struct str line)
{
    static const char *const stops[] = { ".", "…", "։", "。", "।" };
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++)
        if (str_ends(line, str_of(stops[i])))
            return true;
    return false;
}

/*
 * A first line that is short, no sentence, and apart from the text by an empty line: *text moves behind it.
 */
static struct str take_title(struct str *text)
{
    const struct str none = { NULL, 0 };
    size_t n = str_find(*text, '\n');
    struct str line = str_trim(str_slice(*text, 0, n));
    if (n == text->n || !line.n || ends_sentence(line) || characters(line) > TITLE_CHARACTERS)
        return none;
    struct str rest = str_slice(*text, n + 1, text->n);
    size_t next = str_find(rest, '\n');
    if (str_trim(str_slice(rest, 0, next)).n || !str_trim(rest).n)
        return none;
    *text = skip_space(rest);
    return line;
}

static enum reader_result next(struct format_file *f, struct article *ret, struct error *err)
{
    struct str text;
    size_t repaired;
    enum reader_result got = file_text_read(f, &text, &repaired, err);
    if (got != READER_ARTICLE)
        return got;
    struct str date = take_date(&text);
    if (date.n && f->fields->n < FIELDS_MAX)
        f->fields->v[f->fields->n++] = (struct field){ STR("date"), FIELD_TEXT, date };
    file_text_article(f, str_trim(text), ret);
    if (!ret->title.n)
        ret->title = take_title(&ret->text);
    ret->repaired += repaired;
    return READER_ARTICLE;
}

const struct format format_text = { .next = next };
