#include "corpus/front_matter.h"

#include "engine/base/json_out.h"
#include "engine/base/yaml_tree.h"

/* ---- where it is --------------------------------------------------------------------------------------- */

/* The next line, without its end; *rest moves behind it. */
static struct str take_line(struct str *rest)
{
    size_t n = str_find(*rest, '\n');
    struct str line = str_slice(*rest, 0, n);
    *rest = str_slice(*rest, n < rest->n ? n + 1 : n, rest->n);
    if (line.n && line.p[line.n - 1] == '\r')
        line.n--;
    return line;
}

static bool is_fence(struct str line)
{
    line = (str_starts(line, STR(" ")) || str_starts(line, STR("\t"))) ? (struct str){ NULL, 0 }
                                                                       : str_trim(line);
    return str_is(line, "---");
}

static bool looks_like_key(struct str line)
{
    size_t n = str_find(line, ':');
    return n > 0 && n < line.n && (n + 1 == line.n || line.p[n + 1] == ' ' || line.p[n + 1] == '\t');
}

bool front_matter_split(struct str text, struct str *ret_yaml, struct str *ret_body)
{
    struct str rest = text;
    if (!str_starts(text, STR("---")) || !is_fence(take_line(&rest)))
        return false;
    bool keys = false;
    while (rest.n) {
        const char *at = rest.p;
        struct str line = take_line(&rest);
        if (is_fence(line) || str_is(str_trim(line), "...")) {
            struct str yaml = str_slice(text, 0, (size_t)(at - text.p));
            if (!keys && !str_is(str_trim(yaml), "---"))
                return false;
            *ret_yaml = yaml;
            *ret_body = rest;
            return true;
        }
        keys = keys || looks_like_key(line);
    }
    return false;
}

/* ---- what it says -------------------------------------------------------------------------------------- */

struct writer {
    struct json_out out;
    struct strbuf json;
    int depth;
};

/* Aliases make a small tree a large one, and a shallow one deep: both are counted here. */
static bool write_node(struct writer *w, const struct yaml_tree *node, struct error *err)
{
    if (w->depth == FRONT_MATTER_DEPTH_MAX)
        return yaml_tree_error(node, err, "lists and maps stand too deep in one another (%d at most)",
                               FRONT_MATTER_DEPTH_MAX);
    if (w->json.n > FRONT_MATTER_BYTES_MAX)
        return yaml_tree_error(node, err, "aliases unfold to more than 1 MiB");
    if (node->kind == YAML_TREE_TEXT) {
        if (yaml_tree_is_null(node))
            json_null(&w->out);
        else
            json_str(&w->out, node->text);
        return true;
    }
    bool is_map = node->kind == YAML_TREE_MAP, fine = true;
    json_begin(&w->out, is_map ? '{' : '[');
    w->depth++;
    for (size_t i = 0; i < node->count && fine; i++) {
        if (is_map)
            json_key(&w->out, node->items[i++]->text.p);
        fine = write_node(w, node->items[i], err);
    }
    w->depth--;
    json_end(&w->out, is_map ? '}' : ']');
    return fine;
}

bool front_matter_parse(struct str yaml, struct arena *arena, struct fields *ret, size_t *ret_repaired,
                        struct error *err)
{
    struct yaml_tree *tree;
    if (yaml.n > FRONT_MATTER_BYTES_MAX)
        return error_set(err, ERROR_INPUT, "front matter of more than 1 MiB");
    CLEANUP_ARENA struct arena nodes = ARENA_INIT;
    struct writer w = { .json = STRBUF_INIT };
    json_init(&w.out, &w.json);
    bool fine = yaml_tree_parse(yaml, &nodes, &tree, err);
    if (fine && tree && yaml_tree_is_null(tree))
        tree = NULL;
    if (fine && tree && tree->kind != YAML_TREE_MAP)
        fine = yaml_tree_error(tree, err, "keys with values are wanted");
    fine = fine && (!tree || write_node(&w, tree, err));
    struct str json = fine && tree ? arena_str(arena, strbuf_view(&w.json)) : STR("{}");
    strbuf_release(&w.json);
    fine = fine && fields_of_json(json, arena, ret, ret_repaired, err);
    if (!fine && err) {
        err->kind = ERROR_INPUT;
        error_wrap(err, "front matter");
    }
    return fine;
}
