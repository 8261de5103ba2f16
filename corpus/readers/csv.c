#include "corpus/csv_rows.h"
#include "corpus/known_keys.h"
#include "corpus/readers/format.h"
#include "engine/base/memory.h"

#include <stdlib.h>

struct csv_file {
    struct csv_rows rows;
    bool has_header;
    struct str *names;      /* in `header` */
    size_t columns;
    struct arena header;
};

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
    struct str values[FIELDS_MAX];
    size_t n = 0;
    enum input_result got = csv_rows_header(&c->rows, &f->arena, values, FIELDS_MAX, &n, err);
    f->record = c->rows.line;
    f->placed = c->rows.torn;
    if (got == INPUT_END)
        return READER_END;
    if (got == INPUT_FAILED)
        return READER_FAILED;
    if (n > FIELDS_MAX) {
        error_set(err, ERROR_INPUT, "a header of more than %d columns", FIELDS_MAX);
        return READER_FAILED;
    }
    c->names = arena_array(&c->header, struct str, n);
    for (size_t i = 0; i < n; i++)
        c->names[i] = arena_str(&c->header, values[i]);
    c->columns = n;
    c->has_header = true;
    return has_content(f, c) ? READER_ARTICLE : header_fails(f, c, err);
}

/* ---- articles ------------------------------------------------------------------------------------------ */

static enum reader_result next(struct format_file *f, struct article *ret, struct error *err)
{
    struct csv_file *c = f->state;
    size_t n = 0, repaired = 0;
    if (!c->has_header) {
        enum reader_result got = read_header(f, c, err);
        if (got != READER_ARTICLE)
            return got;
    }
    struct str *values = arena_array(&f->arena, struct str, c->columns);
    enum input_result got = csv_rows_next(&c->rows, &f->arena, values, c->columns, &n, &repaired, err);
    if (got != INPUT_END)
        f->record = c->rows.line;
    f->placed = c->rows.torn;
    if (got == INPUT_END)
        return READER_END;
    if (got == INPUT_FAILED)
        return READER_FAILED;
    if (got == INPUT_TOO_LONG)
        return format_skip(err, "longer than %d MiB", READER_ARTICLE_MAX >> 20);
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
    csv_rows_init(&c->rows, f->in, separator);
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
    csv_rows_release(&c->rows);
    free(c);
}

const struct format format_csv = { .unit = "line", .open = open_csv, .next = next, .close = close_file };
const struct format format_tsv = { .unit = "line", .open = open_tsv, .next = next, .close = close_file };
