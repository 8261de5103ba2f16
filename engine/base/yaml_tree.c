#include "engine/base/yaml_tree.h"

#include "engine/base/memory.h"
#include "engine/base/strmap.h"
#include "engine/base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <yaml.h>

/* A list or map that has begun and not yet ended. */
struct open_node {
    struct yaml_tree *node;
    size_t capacity;
    uint32_t anchor; /* in builder.anchors; named when it ends, so that it cannot hold itself */
};

struct builder {
    yaml_parser_t parser;
    struct arena *arena;
    struct open_node open[YAML_TREE_DEPTH_MAX];
    size_t depth;
    struct strmap anchors;
    struct yaml_tree **anchored;    /* by number in `anchors`; NULL while it is open */
    size_t anchored_capacity;
    struct yaml_tree *root;
    size_t documents;
};

static bool at_line(struct error *err, int line, int column, const char *what)
{
    return error_set(err, ERROR_CONFIG, "line %d, column %d: %s", line, column, what);
}

bool yaml_tree_error(const struct yaml_tree *node, struct error *err, const char *format, ...)
{
    char what[900];
    va_list ap;
    va_start(ap, format);
    vsnprintf(what, sizeof what, format, ap);
    va_end(ap);
    return at_line(err, node->line, node->column, what);
}

static bool at_mark(struct error *err, yaml_mark_t mark, const char *what)
{
    return at_line(err, (int)mark.line + 1, (int)mark.column + 1, what);
}

bool yaml_tree_is_null(const struct yaml_tree *node)
{
    return node->kind == YAML_TREE_TEXT && node->plain &&
           (node->text.n == 0 || str_is(node->text, "null") || str_is(node->text, "~"));
}

/* Where byte `at` of the text stands; columns are characters. */
static bool at_byte(struct str text, size_t at, const char *what, struct error *err)
{
    int line = 1, column = 1;
    for (size_t i = 0; i < at && i < text.n; i++) {
        if (text.p[i] == '\n')
            line++, column = 1;
        else if (((unsigned char)text.p[i] & 0xC0) != 0x80)
            column++;
    }
    return at_line(err, line, column, what);
}

static bool check_utf8(struct str text, struct error *err)
{
    const char *p = text.p, *end = str_end(text);
    while (p < end) {
        uint32_t cp;
        size_t n = utf8_decode(p, end, &cp);
        if (cp == UTF8_BAD && n == 1)
            return at_byte(text, (size_t)(p - text.p), "this is not UTF-8", err);
        p += n;
    }
    return true;
}

static uint32_t anchor_number(struct builder *b, const yaml_char_t *name)
{
    bool is_new;
    if (!name)
        return STRMAP_NONE;
    uint32_t number = strmap_intern(&b->anchors, str_of((const char *)name), &is_new);
    if (is_new)
        GROW(b->anchored, number, b->anchored_capacity);
    b->anchored[number] = NULL;
    return number;
}

/* Hangs a node below the list or map that is open, or makes it the root. */
static void hang(struct builder *b, struct yaml_tree *node)
{
    if (!b->depth) {
        b->root = node;
        return;
    }
    struct open_node *above = &b->open[b->depth - 1];
    GROW(above->node->items, above->node->count, above->capacity);
    above->node->items[above->node->count++] = node;
}

/* Does the next node stand where a map has its key? */
static bool is_key(const struct builder *b)
{
    const struct yaml_tree *above = b->depth ? b->open[b->depth - 1].node : NULL;
    return above && above->kind == YAML_TREE_MAP && above->count % 2 == 0;
}

static struct yaml_tree *new_node(struct builder *b, const yaml_event_t *event, enum yaml_tree_kind kind)
{
    struct yaml_tree *node = arena_new(b->arena, struct yaml_tree);
    node->kind = kind;
    node->line = (int)event->start_mark.line + 1;
    node->column = (int)event->start_mark.column + 1;
    return node;
}

static void on_scalar(struct builder *b, const yaml_event_t *event)
{
    struct yaml_tree *node = new_node(b, event, YAML_TREE_TEXT);
    struct str value = { (const char *)event->data.scalar.value, event->data.scalar.length };
    node->text = arena_str(b->arena, value);
    node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    uint32_t anchor = anchor_number(b, event->data.scalar.anchor);
    if (anchor != STRMAP_NONE)
        b->anchored[anchor] = node;
    hang(b, node);
}

static bool on_alias(struct builder *b, const yaml_event_t *event, struct error *err)
{
    uint32_t number = strmap_find(&b->anchors, str_of((const char *)event->data.alias.anchor));
    if (number == STRMAP_NONE || !b->anchored[number])
        return at_mark(err, event->start_mark,
                       number == STRMAP_NONE ? "no anchor of that name stands before this alias"
                                             : "an alias inside of what it stands for");
    if (is_key(b) && b->anchored[number]->kind != YAML_TREE_TEXT)
        return at_mark(err, event->start_mark, "a key must be a text");
    hang(b, b->anchored[number]);
    return true;
}

static bool on_start(struct builder *b, const yaml_event_t *event, enum yaml_tree_kind kind,
                     const yaml_char_t *anchor, struct error *err)
{
    if (is_key(b))
        return at_mark(err, event->start_mark, "a key must be a text");
    if (b->depth == YAML_TREE_DEPTH_MAX)
        return at_mark(err, event->start_mark, "lists and maps stand too deep in one another (16 at most)");
    b->open[b->depth++] = (struct open_node){ new_node(b, event, kind), 0, anchor_number(b, anchor) };
    return true;
}

static bool check_keys(const struct yaml_tree *map, struct error *err)
{
    struct strmap seen = STRMAP_INIT;
    bool fine = true;
    for (size_t i = 0; i < map->count && fine; i += 2) {
        strmap_intern(&seen, map->items[i]->text, &fine);
        if (!fine)
            yaml_tree_error(map->items[i], err, "the key '%.*s' stands here twice",
                            STR_ARG(map->items[i]->text));
    }
    strmap_release(&seen);
    return fine;
}

static bool on_end(struct builder *b, struct error *err)
{
    struct open_node done = b->open[--b->depth];
    struct yaml_tree **items = done.node->items;
    done.node->items = arena_array(b->arena, struct yaml_tree *, done.node->count);
    if (done.node->count)
        memcpy(done.node->items, items, done.node->count * sizeof *items);
    free(items);
    if (done.anchor != STRMAP_NONE)
        b->anchored[done.anchor] = done.node;
    hang(b, done.node);
    return done.node->kind == YAML_TREE_LIST || check_keys(done.node, err);
}

static bool on_event(struct builder *b, const yaml_event_t *event, struct error *err)
{
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        if (++b->documents > 1)
            return at_mark(err, event->start_mark, "a second document begins here; only one is read");
        return true;
    case YAML_SCALAR_EVENT:
        on_scalar(b, event);
        return true;
    case YAML_ALIAS_EVENT:
        return on_alias(b, event, err);
    case YAML_SEQUENCE_START_EVENT:
        return on_start(b, event, YAML_TREE_LIST, event->data.sequence_start.anchor, err);
    case YAML_MAPPING_START_EVENT:
        return on_start(b, event, YAML_TREE_MAP, event->data.mapping_start.anchor, err);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        return on_end(b, err);
    default:
        return true;
    }
}

static bool parser_error(const struct builder *b, struct str text, struct error *err)
{
    const char *problem = b->parser.problem ? b->parser.problem : "this is not YAML";
    if (b->parser.error == YAML_READER_ERROR)
        return at_byte(text, b->parser.problem_offset, problem, err);
    return at_mark(err, b->parser.problem_mark, problem);
}

static bool build(struct builder *b, struct str text, struct error *err)
{
    for (bool more = true; more;) {
        yaml_event_t event;
        if (!yaml_parser_parse(&b->parser, &event))
            return parser_error(b, text, err);
        more = event.type != YAML_STREAM_END_EVENT;
        bool fine = on_event(b, &event, err);
        yaml_event_delete(&event);
        if (!fine)
            return false;
    }
    return true;
}

bool yaml_tree_parse(struct str text, struct arena *arena, struct yaml_tree **ret, struct error *err)
{
    if (text.n > YAML_TREE_BYTES_MAX)
        return error_set(err, ERROR_CONFIG, "it is longer than 16 MiB");
    if (!check_utf8(text, err))
        return false;
    struct builder b = { .arena = arena, .anchors = STRMAP_INIT };
    if (!yaml_parser_initialize(&b.parser))
        return error_set(err, ERROR_INTERNAL, "no memory for a YAML parser");
    yaml_parser_set_encoding(&b.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&b.parser, (const unsigned char *)text.p, text.n);
    bool fine = build(&b, text, err);
    while (b.depth > 0)
        free(b.open[--b.depth].node->items);
    yaml_parser_delete(&b.parser);
    strmap_release(&b.anchors);
    free(b.anchored);
    if (fine)
        *ret = b.root;
    return fine;
}
