/*
 * json_tree.h: one JSON value as a tree, for values that are looked at out of order: records of a data file, not files.
 *
 * Nodes and unescaped strings live in the arena; other strings are views into the text. Depth is at most JSON_PULL_DEPTH_MAX. Every accessor
 * accepts NULL and gives NULL or nothing for it, so that a path can be followed without asking at each step.
 */
#ifndef CAUCUS_CORPUS_JSON_TREE_H
#define CAUCUS_CORPUS_JSON_TREE_H

#include "corpus/json_pull.h"
#include "engine/base/error.h"

struct json_tree {
    enum json_token kind;       /* JSON_OBJECT, JSON_ARRAY, JSON_STRING, JSON_NUMBER, JSON_TRUE, JSON_FALSE or JSON_NULL */
    struct str key;             /* of a member of an object */
    struct str text;            /* of a string or number */
    struct json_tree *first, *next;     /* members or items; the next of them */
};

/* The text must be well-formed UTF-8. ERROR_INPUT: "byte 17: …". */
bool json_tree_parse(struct str text, struct arena *arena, const struct json_tree **ret, struct error *err);

const struct json_tree *json_tree_get(const struct json_tree *object, const char *key);
/* The text of a string or number; empty for all else. */
struct str json_tree_text(const struct json_tree *value);
/* The same of an object's member, trimmed. */
struct str json_tree_text_of(const struct json_tree *object, const char *key);

/* for (const struct json_tree *x = json_tree_first(list); x; x = x->next) */
static inline const struct json_tree *json_tree_first(const struct json_tree *list)
{
    return list && (list->kind == JSON_ARRAY || list->kind == JSON_OBJECT) ? list->first : NULL;
}

#endif
