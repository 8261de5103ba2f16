#include "corpus/decode.h"
#include "corpus/known_keys.h"
#include "corpus/readers/format.h"
#include "corpus/sniff.h"
#include "engine/base/memory.h"
#include "engine/base/utf8.h"

#include <stdlib.h>

/*
 * RFC 4180 with a header: a quote counts where a column begins; within quotes "" is one quote and line ends
 * are text. What stands behind a closing quote up to the next separator is taken as it is. A row is gathered
 * line by line until its quotes are closed.
 */
enum { ROW_KEEP_BYTES = 1024 * 1024 };

struct csv_file {
    char separator;
    bool has_header;
    struct str *names;      /* in `header` */
    size_t columns;
    struct arena header;
    struct strbuf row;      /* of several lines */
};

/* ---- rows ---------------------------------------------------------------------------------------------- */

/* Behind a line: are we within quotes, when at its start we were (`quoted`) or not? */
static bool ends_quoted(struct str line, char separator, bool quoted)
{
    const char *p = line.p, *end = line.p + line.n;
    bool begins = !quoted;
    while (p < end) {
        if (quoted) {
            p = memchr(p, '"', (size_t)(end - p));
            if (!p)
                return true;
            p++;
            if (p < end && *p == '"')
                p++;
            else
                quoted = false;
        } else if (begins && *p == '"') {
            quoted = true;
            begins = false;
            p++;
        } else {
            p = memchr(p, separator, (size_t)(end - p));
            if (!p)
                return false;
            p++;
            begins = true;
        }
    }
    return quoted;
}

/* The rest of a row whose first line ended within quotes. */
static enum input_result gather(struct format_file *f, struct csv_file *c, struct str first, struct str *ret,
                                struct error *err)
{
    bool quoted = true, too_long = false;
    strbuf_str(&c->row, first);
    while (quoted) {
        struct str line;
        enum input_result got = input_line(f->in, READER_ARTICLE_MAX, &line, err);
        if (got == INPUT_END) {
            error_set(err, ERROR_INPUT, "line %llu: a quote opens in this row and never closes",
                      (unsigned long long)f->record);
            f->placed = true;
            return INPUT_FAILED;
        }
        if (got == INPUT_FAILED)
            return got;
        /*
         * A line that is itself too long is not looked at: its quotes are lost, and so is the row; the next
         * line is taken for a new one.
         */
        quoted = got == INPUT_OK && ends_quoted(line, c->separator, true);
        too_long = too_long || got == INPUT_TOO_LONG || c->row.n + line.n >= READER_ARTICLE_MAX;
        if (too_long) {
            strbuf_release(&c->row);
            continue;
        }
        strbuf_byte(&c->row, '\n');
        strbuf_str(&c->row, line);
    }
    *ret = strbuf_view(&c->row);
    return too_long ? INPUT_TOO_LONG : INPUT_OK;
}

/* A row that is not blank; f->record is its first line. */
static enum input_result read_row(struct format_file *f, struct csv_file *c, struct str *ret,
                                  struct error *err)
{
    struct str line = { NULL, 0 };
    if (c->row.capacity > ROW_KEEP_BYTES)
        strbuf_release(&c->row);
    strbuf_clear(&c->row);
    do {
        enum input_result got = input_line(f->in, READER_ARTICLE_MAX, &line, err);
        if (got == INPUT_OK || got == INPUT_TOO_LONG)
            f->record = input_lines(f->in);
        if (got != INPUT_OK)
            return got;
    } while (!str_trim(line).n);
    if (ends_quoted(line, c->separator, false))
        return gather(f, c, line, ret, err);
    *ret = line;
    return INPUT_OK;
}

/* ---- columns ------------------------------------------------------------------------------------------- */

/* The column at the start of *rest, which moves to its separator or its end. */
static struct str take_column(struct str *rest, char separator, struct arena *arena)
{
    if (!rest->n || rest->p[0] != '"') {
        struct str plain = str_slice(*rest, 0, str_find(*rest, separator));
        *rest = str_slice(*rest, plain.n, rest->n);
        return plain;
    }
    const char *p = rest->p + 1, *end = rest->p + rest->n;
    const char *quote = memchr(p, '"', (size_t)(end - p));
    if (quote && (quote + 1 == end || quote[1] == separator)) {
        *rest = (struct str){ quote + 1, (size_t)(end - quote - 1) };
        return (struct str){ p, (size_t)(quote - p) };
    }
    CLEANUP_STRBUF struct strbuf out = STRBUF_INIT;
    while ((quote = p < end ? memchr(p, '"', (size_t)(end - p)) : NULL)) {
        strbuf_bytes(&out, p, (size_t)(quote - p));
        p = quote + 1;
        if (p == end || *p != '"')
            break;
        strbuf_byte(&out, '"');
        p++;
    }
    const char *next = p < end ? memchr(p, separator, (size_t)(end - p)) : NULL;
    next = next ? next : end;
    strbuf_bytes(&out, p, (size_t)(next - p));
    *rest = (struct str){ next, (size_t)(end - next) };
    return arena_str(arena, strbuf_view(&out));
}

/* Columns into `values`, at most `most`; gives how many there are. */
static size_t split(struct str row, char separator, struct arena *arena, struct str *values, size_t most)
{
    size_t n = 0;
    for (;;) {
        struct str value = take_column(&row, separator, arena);
        if (n < most)
            values[n] = value;
        n++;
        if (!row.n)
            return n;
        row = str_slice(row, 1, row.n);
        if (!row.n) {       /* a separator at the end: one more, empty column */
            if (n < most)
                values[n] = (struct str){ NULL, 0 };
            return n + 1;
        }
    }
}

/* As UTF-8; a view of `row` where it is that already. */
static struct str as_utf8(struct format_file *f, struct str row, size_t *ret_repaired)
{
    *ret_repaired = 0;
    if (utf8_valid(row) && str_find(row, '\0') == row.n)
        return row;
    CLEANUP_STRBUF struct strbuf out = STRBUF_INIT;
    *ret_repaired = decode_text(&out, row);
    return arena_str(&f->arena, strbuf_view(&out));
}

/* ---- the header ---------------------------------------------------------------------------------------- */

/* Is there a column for the title or the text, by its name or by the map? */
static bool has_content(const struct format_file *f, const struct csv_file *c)
{
    for (size_t i = 0; i < c->columns; i++) {
        if (fields_is_content(c->names[i]))
            return true;
        for (size_t k = 0; k < f->options->map_count; k++) {
            enum known_field field = known_field_of(f->options->map[k].field);
            if ((field == KNOWN_TITLE || field == KNOWN_TEXT) &&
                known_key_same(f->options->map[k].column, c->names[i]))
                return true;
        }
    }
    return false;
}

static enum reader_result header_fails(struct format_file *f, const struct csv_file *c, struct error *err)
{
    CLEANUP_STRBUF struct strbuf names = STRBUF_INIT;
    for (size_t i = 0; i < c->columns && names.n < 300; i++)
        strbuf_format(&names, "%s%.*s", i ? ", " : "", (int)(c->names[i].n < 60 ? c->names[i].n : 60),
                      c->names[i].p);
    error_set(
        err, ERROR_INPUT,
        "line %llu: no column is known as the title or the text; there are: %s (a map of fields to columns "
        "helps)",
        (unsigned long long)f->record, names.p);
    f->placed = true;
    return READER_FAILED;
}

/* READER_ARTICLE: it was read. */
static enum reader_result read_header(struct format_file *f, struct csv_file *c, struct error *err)
{
    struct str row, ahead;
    size_t repaired;
    struct error ignored;
    if (!c->separator && input_peek(f->in, INPUT_PEEK_MAX, &ahead, &ignored) == INPUT_OK)
        c->separator = sniff_separator(str_slice(ahead, 0, str_find(ahead, '\n')));
    enum input_result got = read_row(f, c, &row, err);
    if (got == INPUT_OK && row.n == 5 && str_starts(row, STR("sep="))) {    /* as spreadsheets write it */
        c->separator = row.p[4];
        got = read_row(f, c, &row, err);
    }
    if (got == INPUT_END)
        return READER_END;
    if (got == INPUT_FAILED)
        return READER_FAILED;
    struct str values[FIELDS_MAX];
    size_t n = got == INPUT_OK
                   ? split(as_utf8(f, row, &repaired), c->separator, &f->arena, values, FIELDS_MAX)
                   : FIELDS_MAX + 1;
    if (n > FIELDS_MAX) {
        error_set(err, ERROR_INPUT, "a header of more than %d columns", FIELDS_MAX);
        return READER_FAILED;
    }
    c->names = arena_array(&c->header, struct str, n);
    for (size_t i = 0; i < n; i++)
        c->names[i] = arena_str(&c->header, str_trim(values[i]));
    c->columns = n;
    c->has_header = true;
    return has_content(f, c) ? READER_ARTICLE : header_fails(f, c, err);
}

/* ---- articles ------------------------------------------------------------------------------------------ */

static enum reader_result next(struct format_file *f, struct article *ret, struct error *err)
{
    struct csv_file *c = f->state;
    struct str row;
    size_t repaired;
    if (!c->has_header) {
        enum reader_result got = read_header(f, c, err);
        if (got != READER_ARTICLE)
            return got;
    }
    enum input_result got = read_row(f, c, &row, err);
    if (got == INPUT_END)
        return READER_END;
    if (got == INPUT_FAILED)
        return READER_FAILED;
    if (got == INPUT_TOO_LONG)
        return format_skip(err, "longer than %d MiB", READER_ARTICLE_MAX >> 20);
    struct str *values = arena_array(&f->arena, struct str, c->columns);
    size_t n = split(as_utf8(f, row, &repaired), c->separator, &f->arena, values, c->columns);
    if (n != c->columns)
        return format_skip(err, "%zu columns, where the header has %zu", n, c->columns);
    for (size_t i = 0; i < n; i++)
        f->fields->v[i] = (struct field){ c->names[i], values[i].n ? FIELD_TEXT : FIELD_EMPTY, values[i] };
    f->fields->n = n;
    fields_to_article(f->fields, f->options, &f->arena, ret);
    ret->repaired += repaired;
    return READER_ARTICLE;
}

static bool open_with(struct format_file *f, char separator)
{
    struct csv_file *c = xcalloc(1, sizeof *c);
    c->separator = separator;
    strbuf_init(&c->row);
    f->state = c;
    return true;
}

static bool open_csv(struct format_file *f, struct error *err)
{
    (void)err;
    return open_with(f, '\0');
}

static bool open_tsv(struct format_file *f, struct error *err)
{
    (void)err;
    return open_with(f, '\t');
}

static void close_file(struct format_file *f)
{
    struct csv_file *c = f->state;
    arena_release(&c->header);
    strbuf_release(&c->row);
    free(c);
}

const struct format format_csv = { .unit = "line", .open = open_csv, .next = next, .close = close_file };
const struct format format_tsv = { .unit = "line", .open = open_tsv, .next = next, .close = close_file };
