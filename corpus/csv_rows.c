#include "corpus/csv_rows.h"

#include "corpus/decode.h"
#include "corpus/sniff.h"
#include "engine/base/utf8.h"

enum { ROW_KEEP_BYTES = 1024 * 1024 };

void csv_rows_init(struct csv_rows *c, struct input *in, char separator)
{
    *c = (struct csv_rows){ .in = in, .separator = separator, .row = STRBUF_INIT };
}

void csv_rows_release(struct csv_rows *c)
{
    strbuf_release(&c->row);
}

/* ---- rows ---------------------------------------------------------------------------------------------- */

/* Behind a line: are we within quotes, when at its start we were (`quoted`) or not? */
static bool ends_quoted(struct str line, char separator, bool quoted)
{
    const char *p = line.p, *end = str_end(line);
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
static enum input_result gather(struct csv_rows *c, struct str first, struct str *ret,
                                struct error *err)
{
    bool quoted = true, too_long = false;
    strbuf_str(&c->row, first);
    while (quoted) {
        struct str line;
        enum input_result got = input_line(c->in, CSV_ROW_BYTES_MAX, &line, err);
        if (got == INPUT_END) {
            error_set(err, ERROR_INPUT, "line %llu: a quote opens in this row and never closes",
                      (unsigned long long)c->line);
            c->torn = true;
            return INPUT_FAILED;
        }
        if (got == INPUT_FAILED)
            return got;
        /*
         * A line that is itself too long is not looked at: its quotes are lost, and so is the row; the next
         * line is taken for a new one.
         */
        quoted = got == INPUT_OK && ends_quoted(line, c->separator, true);
        too_long = too_long || got == INPUT_TOO_LONG || c->row.n + line.n >= CSV_ROW_BYTES_MAX;
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

/* A row that is not blank; c->line is its first line. */
static enum input_result read_row(struct csv_rows *c, struct str *ret, struct error *err)
{
    struct str line = { NULL, 0 };
    if (c->row.capacity > ROW_KEEP_BYTES)
        strbuf_release(&c->row);
    strbuf_clear(&c->row);
    do {
        enum input_result got = input_line(c->in, CSV_ROW_BYTES_MAX, &line, err);
        if (got == INPUT_OK || got == INPUT_TOO_LONG)
            c->line = input_lines(c->in);
        if (got != INPUT_OK)
            return got;
    } while (!str_trim(line).n);
    if (ends_quoted(line, c->separator, false))
        return gather(c, line, ret, err);
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
static struct str as_utf8(struct arena *arena, struct str row, size_t *ret_repaired)
{
    *ret_repaired = 0;
    if (utf8_valid(row) && str_find(row, '\0') == row.n)
        return row;
    CLEANUP_STRBUF struct strbuf out = STRBUF_INIT;
    *ret_repaired = decode_text(&out, row);
    return arena_str(arena, strbuf_view(&out));
}

/* ---- the interface ---- */

enum input_result csv_rows_next(struct csv_rows *c, struct arena *arena, struct str *values, size_t most, size_t *ret_n, size_t *ret_repaired,
                                struct error *err)
{
    struct str row;
    enum input_result got = read_row(c, &row, err);
    if (got == INPUT_OK)
        *ret_n = split(as_utf8(arena, row, ret_repaired), c->separator, arena, values, most);
    return got;
}

enum input_result csv_rows_header(struct csv_rows *c, struct arena *arena, struct str *values, size_t most, size_t *ret_n, struct error *err)
{
    struct str row, ahead;
    size_t repaired;
    struct error ignored;
    if (!c->separator && input_peek(c->in, INPUT_PEEK_MAX, &ahead, &ignored) == INPUT_OK)
        c->separator = sniff_separator(str_slice(ahead, 0, str_find(ahead, '\n')));
    enum input_result got = read_row(c, &row, err);
    if (got == INPUT_OK && row.n == 5 && str_starts(row, STR("sep="))) {    /* as spreadsheets write it */
        c->separator = row.p[4];
        got = read_row(c, &row, err);
    }
    if (got == INPUT_TOO_LONG)
        *ret_n = most + 1;
    if (got != INPUT_OK)
        return got;
    *ret_n = split(as_utf8(arena, row, &repaired), c->separator, arena, values, most);
    for (size_t i = 0; i < *ret_n && i < most; i++)
        values[i] = str_trim(values[i]);
    return got;
}
