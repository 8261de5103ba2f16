#include "corpus/importers/row.h"
#include "corpus/json_items.h"

#include <stdio.h>

/*
 * SPARQL 1.1 Query Results JSON: results.bindings is a list of {"person": {"type": "uri", "value": "…"}, "personLabel": {…}}. What a variable is
 * tells its name, as a column's in CSV; where there is "office" and "officeLabel", the label counts.
 */
struct sparql {
    struct build *build;
    uint64_t rows;
    struct arena arena;
};

static bool enter(void *ctx, struct str path)
{
    (void)ctx;
    return !path.n || str_is(path, "results");
}

static bool visit(void *ctx, struct str path, struct str json, struct error *err)
{
    struct sparql *s = ctx;
    struct str values[ROW_FIELDS] = { { NULL, 0 } };
    char place[40];
    (void)err;
    if (!str_is(path, "results.bindings"))
        return true;
    snprintf(place, sizeof place, "row %llu", (unsigned long long)++s->rows);
    arena_reset(&s->arena);
    const struct json_tree *row = build_json(s->build, json, &s->arena, place);
    if (!row)
        return true;
    for (const struct json_tree *x = json_tree_first(row); x; x = x->next) {
        enum row_field field = row_field_of(x->key);
        struct str value = json_tree_text_of(x, "value");
        bool label = str_ends(x->key, STR("Label"));
        if (field == ROW_FIELDS || !value.n)
            continue;
        /* A country's item tells more than its label; of an office's, the label. */
        bool by_item = field == ROW_COUNTRY || field == ROW_OF || field == ROW_PARTY;
        bool known = by_item && !label && build_country(s->build, value).n;
        if (!values[field].n || (by_item ? known : label))
            values[field] = value;
    }
    row_take(s->build, values, place);
    return true;
}

static void too_long(void *ctx, struct str path)
{
    struct sparql *s = ctx;
    build_skip(s->build, "%.*s: a record longer than %d MiB", STR_ARG(path), JSON_ITEM_BYTES_MAX >> 20);
}

bool import_sparql(struct build *b, struct input *in, struct error *err)
{
    struct sparql s = { .build = b, .arena = ARENA_INIT };
    const struct json_items items = { enter, visit, too_long, &s };
    bool ok = json_items_read(in, &items, err);
    arena_release(&s.arena);
    return ok;
}
