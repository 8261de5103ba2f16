#include "corpus/csv_rows.h"
#include "corpus/importers/row.h"

#include <stdio.h>

enum { COLUMNS_MAX = 256 };

/* Of two columns for one field ("person" and "personID") the name goes where it belongs. */
static void put(struct str values[ROW_FIELDS], enum row_field field, struct str value)
{
    if (field == ROW_ID && value.n && values[ROW_ID].n) {
        bool first_is_id = build_wikidata_id(values[ROW_ID]).n || str_find(values[ROW_ID], ' ') == values[ROW_ID].n;
        if (!values[ROW_NAME].n)
            values[ROW_NAME] = first_is_id && str_find(value, ' ') < value.n ? value : values[ROW_ID];
        if (!first_is_id || str_find(value, ' ') == value.n)
            values[ROW_ID] = value;
    } else if (value.n && !values[field].n) {
        values[field] = value;
    }
}

static bool read_header(struct csv_rows *rows, struct build *b, enum row_field fields[COLUMNS_MAX], size_t *ret_n, struct error *err)
{
    struct str names[COLUMNS_MAX];
    bool named = false;
    enum input_result got = csv_rows_header(rows, b->arena, names, COLUMNS_MAX, ret_n, err);
    if (got == INPUT_FAILED)
        return false;
    if (got == INPUT_END) {
        *ret_n = 0;
        return true;
    }
    if (got == INPUT_TOO_LONG || *ret_n > COLUMNS_MAX)
        return error_set(err, ERROR_INPUT, "line 1: a header of more than %d columns", COLUMNS_MAX);
    for (size_t i = 0; i < *ret_n; i++) {
        fields[i] = row_field_of(names[i]);
        named = named || fields[i] == ROW_NAME || fields[i] == ROW_ID;
    }
    return named || error_set(err, ERROR_INPUT, "line 1: no column is called 'name'");
}

bool import_csv(struct build *b, struct input *in, struct error *err)
{
    struct csv_rows rows;
    enum row_field fields[COLUMNS_MAX] = { ROW_ID };
    size_t columns = 0, n = 0, repaired = 0;
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    csv_rows_init(&rows, in, '\0');
    bool ok = read_header(&rows, b, fields, &columns, err);
    enum input_result got = INPUT_OK;
    while (ok && columns && got != INPUT_END) {
        struct str cells[COLUMNS_MAX], values[ROW_FIELDS] = { { NULL, 0 } };
        char place[40];
        arena_reset(&arena);
        got = csv_rows_next(&rows, &arena, cells, columns, &n, &repaired, err);
        snprintf(place, sizeof place, "line %llu", (unsigned long long)rows.line);
        ok = got != INPUT_FAILED;
        if (got == INPUT_TOO_LONG)
            build_skip(b, "%s: too long", place);
        if (got != INPUT_OK)
            continue;
        if (n != columns) {
            build_skip(b, "%s: %zu columns, where the header has %zu", place, n, columns);
            continue;
        }
        for (size_t i = 0; i < columns; i++)
            if (fields[i] != ROW_FIELDS)
                put(values, fields[i], str_trim(cells[i]));
        row_take(b, values, place);
    }
    csv_rows_release(&rows);
    return ok;
}
