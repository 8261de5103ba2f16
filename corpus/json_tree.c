#include "corpus/json_tree.h"

#include <assert.h>

static const struct json_tree *bad(struct json_pull *j, struct error *err)
{
    error_set(err, ERROR_INPUT, "byte %zu: %s", json_pull_place(j) + 1, j->bad ? j->bad : "no JSON value");
    return NULL;
}

bool json_tree_parse(struct str text, struct arena *arena, const struct json_tree **ret, struct error *err)
{
    struct json_pull j;
    struct json_tree *root = NULL, *open[JSON_PULL_DEPTH_MAX + 1] = { NULL }, **at[JSON_PULL_DEPTH_MAX + 1] = { &root };
    struct str key = { NULL, 0 };
    int depth = 0;
    json_pull_init(&j, text, arena);
    for (;;) {
        enum json_token token = json_pull_next(&j);
        if (token == JSON_BAD)
            return bad(&j, err) != NULL;
        if (token == JSON_END) {
            *ret = root;
            return root || bad(&j, err);
        }
        if (token == JSON_KEY) {
            key = j.text;
            continue;
        }
        if (token == JSON_OBJECT_END || token == JSON_ARRAY_END) {
            depth--;
            continue;
        }
        struct json_tree *x = arena_new(arena, struct json_tree);
        x->kind = token;
        x->key = depth && open[depth - 1] && open[depth - 1]->kind == JSON_OBJECT ? key : (struct str){ NULL, 0 };
        x->text = token == JSON_STRING || token == JSON_NUMBER ? j.text : (struct str){ NULL, 0 };
        assert(at[depth]);
        *at[depth] = x;
        at[depth] = &x->next;
        if (token == JSON_OBJECT || token == JSON_ARRAY) {
            open[depth++] = x;
            at[depth] = &x->first;
        }
    }
}

const struct json_tree *json_tree_get(const struct json_tree *object, const char *key)
{
    if (!object || object->kind != JSON_OBJECT)
        return NULL;
    for (const struct json_tree *x = object->first; x; x = x->next)
        if (str_is(x->key, key))
            return x;
    return NULL;
}

struct str json_tree_text(const struct json_tree *value)
{
    bool has = value && (value->kind == JSON_STRING || value->kind == JSON_NUMBER);
    return has ? value->text : (struct str){ NULL, 0 };
}

struct str json_tree_text_of(const struct json_tree *object, const char *key)
{
    return str_trim(json_tree_text(json_tree_get(object, key)));
}
