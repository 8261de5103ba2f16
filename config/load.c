#include "config/config.h"

#include "config/paths.h"
#include "config/schema.h"
#include "config/suggest.h"
#include "engine/base/yaml_tree.h"
#include "engine/base/memory.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

/*
 * Aliases can make a small file mean very much, so there is a budget: each value costs what it takes of
 * memory, more or less. A file of the greatest size without aliases stays far below it.
 */
enum { BUDGET_BYTES = 32 * 1024 * 1024, VALUE_COST = 16, ITEM_COST = 128, KEYS_MAX = 64 };

struct loader {
    struct arena *arena;
    const char *folder;     /* of the file: paths count from there */
    size_t spent;
};

static bool spend(struct loader *l, const struct yaml_tree *node, size_t cost, struct error *err)
{
    l->spent += cost;
    return l->spent <= BUDGET_BYTES || yaml_tree_error(node, err, "its aliases make it too long");
}

static bool is_scalar(const struct setting *s)
{
    return s->kind != SETTING_WORDS && s->kind != SETTING_SECTION && s->kind != SETTING_LIST && s->kind != SETTING_PAIRS;
}

/*
 * The defaults are checked by the same code as what people write; a test loads them all, so a wrong one
 * cannot stay unseen.
 */
static void set_defaults(const struct setting *table, char *base, struct arena *arena)
{
    for (const struct setting *s = table; s->name; s++) {
        struct error err = { ERROR_NONE, "" };
        if (s->kind == SETTING_SECTION)
            set_defaults(s->parts, base, arena);
        else if (is_scalar(s) && s->otherwise)
            setting_set(s, base + s->offset, str_of(s->otherwise), "", arena, &err);
        assert(err.kind == ERROR_NONE);
    }
}

void config_default(struct config *c)
{
    *c = (struct config){ .arena = ARENA_INIT };
    set_defaults(config_schema, (char *)c, &c->arena);
}

void config_release(struct config *c)
{
    arena_release(&c->arena);
    *c = (struct config){ .arena = ARENA_INIT };
}

static bool load_value(struct loader *l, const struct setting *s, char *base, const struct yaml_tree *node,
                       struct error *err);

/*
 * The section that has a key of this name, for somebody who wrote it at the wrong place; NULL: none or it is
 * this one.
 */
static const char *section_of(const char *key, const struct setting *table)
{
    for (const struct setting *s = config_schema; s->name; s++)
        for (const struct setting *part = s->parts;
             s->kind == SETTING_SECTION && s->parts != table && part->name; part++)
            if (strcmp(part->name, key) == 0)
                return s->name;
    return NULL;
}

static bool unknown_key(const struct setting *table, const char *where, const struct yaml_tree *key,
                        struct error *err)
{
    const char *names[KEYS_MAX + 1];
    size_t n = 0;
    for (const struct setting *s = table; s->name && n < KEYS_MAX; s++)
        names[n++] = s->name;
    names[n] = NULL;
    const char *text = key->text.p, *near = suggest(text, names), *section = section_of(text, table);
    const char *in = where ? " in '" : "", *quote = where ? "'" : "";
    if (!where)
        where = "";
    if (section)
        return yaml_tree_error(key, err, "unknown key '%s'%s%s%s (it belongs below '%s')", text, in, where,
                               quote, section);
    if (near)
        return yaml_tree_error(key, err, "unknown key '%s'%s%s%s (did you mean '%s'?)", text, in, where,
                               quote, near);
    return yaml_tree_error(key, err, "unknown key '%s'%s%s%s", text, in, where, quote);
}

/* What is set to nothing keeps its default; but for a path ~ is the home folder. */
static bool keeps_default(const struct setting *s, const struct yaml_tree *node)
{
    return yaml_tree_is_null(node) && !(s->kind == SETTING_PATH && str_is(node->text, "~"));
}

/* A map whose keys are a table's names. `where` is the name of the section or list; NULL at the top. */
static bool load_map(struct loader *l, const struct setting *table, const char *where, char *base,
                     const struct yaml_tree *map, struct error *err)
{
    for (size_t i = 0; i < map->count; i += 2) {
        const struct setting *s = table;
        while (s->name && !str_is(map->items[i]->text, s->name))
            s++;
        if (!s->name)
            return unknown_key(table, where, map->items[i], err);
        if (!load_value(l, s, base, map->items[i + 1], err))
            return false;
    }
    for (const struct setting *s = table; s->name; s++) {
        bool given = s->otherwise != NULL;
        for (size_t i = 0; i < map->count && !given; i += 2)
            given = str_is(map->items[i]->text, s->name) && !keeps_default(s, map->items[i + 1]);
        if (!given)
            return yaml_tree_error(map, err, "'%s' is missing here", s->name);
    }
    return true;
}

static bool load_list(struct loader *l, const struct setting *s, char *base, const struct yaml_tree *list,
                      struct error *err)
{
    char *items = arena_zero(l->arena, list->count * s->item_bytes);
    for (size_t i = 0; i < list->count; i++) {
        const struct yaml_tree *node = list->items[i];
        char *item = items + i * s->item_bytes;
        if (!spend(l, node, ITEM_COST, err))
            return false;
        if (node->kind != YAML_TREE_MAP)
            return yaml_tree_error(node, err, "each of '%s' takes keys and values, such as '%s: …'", s->name,
                                   s->parts->name);
        set_defaults(s->parts, item, l->arena);
        if (!load_map(l, s->parts, s->name, item, node, err))
            return false;
    }
    *(void **)(base + s->offset) = items;
    *(size_t *)(base + s->count_offset) = list->count;
    return true;
}

static bool load_pairs(struct loader *l, const struct setting *s, char *base, const struct yaml_tree *map,
                       struct error *err)
{
    char *items = arena_zero(l->arena, map->count / 2 * s->item_bytes);
    for (size_t i = 0; i < map->count; i++) {
        if (yaml_tree_is_null(map->items[i]) ||
            (map->items[i]->kind == YAML_TREE_TEXT && !map->items[i]->text.n))
            return yaml_tree_error(map->items[i], err, "a %s of '%s' is empty", i % 2 ? "value" : "key",
                                   s->name);
        if (!load_value(l, &s->parts[i % 2], items + i / 2 * s->item_bytes, map->items[i], err))
            return false;
    }
    *(void **)(base + s->offset) = items;
    *(size_t *)(base + s->count_offset) = map->count / 2;
    return true;
}

/* A list of texts; a text alone is a list of one. */
static bool load_words(struct loader *l, const struct setting *s, char *base, const struct yaml_tree *node, struct error *err)
{
    size_t n = node->kind == YAML_TREE_LIST ? node->count : 1;
    const char **words = arena_zero(l->arena, (n + 1) * sizeof *words);
    for (size_t i = 0; i < n; i++) {
        const struct yaml_tree *word = node->kind == YAML_TREE_LIST ? node->items[i] : node;
        if (!spend(l, word, ITEM_COST + word->text.n, err))
            return false;
        if (word->kind != YAML_TREE_TEXT || !str_trim(word->text).n || memchr(word->text.p, '\0', word->text.n))
            return yaml_tree_error(word, err, "'%s' takes a list of texts: [one, two]", s->name);
        words[i] = arena_string(l->arena, word->text);
    }
    if (!n && !s->otherwise)
        return yaml_tree_error(node, err, "'%s' is empty", s->name);
    *(const char ***)(base + s->offset) = words;
    *(size_t *)(base + s->count_offset) = n;
    return true;
}

static bool load_value(struct loader *l, const struct setting *s, char *base, const struct yaml_tree *node,
                       struct error *err)
{
    if (!spend(l, node, VALUE_COST + node->text.n, err))
        return false;
    if (keeps_default(s, node))
        return true;
    if (is_scalar(s)) {
        struct error wrong;
        if (node->kind != YAML_TREE_TEXT)
            return yaml_tree_error(node, err, "'%s' takes one value, not a %s", s->name,
                                   node->kind == YAML_TREE_LIST ? "list" : "map");
        return setting_set(s, base + s->offset, node->text, l->folder, l->arena, &wrong) ||
               yaml_tree_error(node, err, "%s", wrong.text);
    }
    if (s->kind == SETTING_WORDS)
        return load_words(l, s, base, node, err);
    if (s->kind == SETTING_LIST && node->kind != YAML_TREE_LIST)
        return yaml_tree_error(node, err, "'%s' takes a list: each item begins with '- '", s->name);
    if (s->kind != SETTING_LIST && node->kind != YAML_TREE_MAP)
        return yaml_tree_error(node, err, "'%s' takes keys and values, each 'key: value'", s->name);
    if (s->kind == SETTING_SECTION)
        return load_map(l, s->parts, s->name, base, node, err);
    return s->kind == SETTING_LIST ? load_list(l, s, base, node, err) : load_pairs(l, s, base, node, err);
}

enum { FILE_BYTES_MAX = 1024 * 1024 };

/*
 * Up to one byte more than is allowed, whatever the file is: so that a pipe or a device cannot fill the
 * memory.
 */
static bool read_file(const char *path, struct strbuf *out, struct error *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    ssize_t n = fd < 0 ? -1 : 1;
    while (n > 0 && out->n <= FILE_BYTES_MAX) {
        do
            n = read(fd, strbuf_reserve(out, 65536), 65536);
        while (n < 0 && errno == EINTR);
        out->n += n > 0 ? (size_t)n : 0;
        out->p[out->n] = '\0';
    }
    bool fine = n >= 0 || error_set(err, ERROR_CONFIG, "%s", strerror(errno));
    if (fd >= 0)
        close(fd);
    return fine;
}

bool config_parse(struct str text, const char *folder, struct config *ret, struct error *err)
{
    CLEANUP_ARENA struct arena trees = ARENA_INIT;
    struct yaml_tree *root = NULL;
    struct config c;
    if (text.n > FILE_BYTES_MAX)
        return error_set(err, ERROR_CONFIG, "it is longer than 1 MiB");
    if (!yaml_tree_parse(text, &trees, &root, err))
        return false;
    if (root && !yaml_tree_is_null(root) && root->kind != YAML_TREE_MAP)
        return yaml_tree_error(root, err, "settings are keys and values, each 'key: value'");
    config_default(&c);
    struct loader loader = { &c.arena, folder, 0 };
    if (root && root->kind == YAML_TREE_MAP && !load_map(&loader, config_schema, NULL, (char *)&c, root, err)) {
        config_release(&c);
        return false;
    }
    *ret = c;
    return true;
}

bool config_load(const char *path, struct config *ret, struct error *err)
{
    CLEANUP_STRBUF struct strbuf text = STRBUF_INIT;
    CLEANUP_FREE char *folder = paths_folder(path);
    if (!read_file(path, &text, err) || !config_parse(strbuf_view(&text), folder, ret, err))
        return error_wrap(err, "cannot read '%s'", path);
    return true;
}
