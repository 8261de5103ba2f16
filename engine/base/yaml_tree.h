/*
 * yaml_tree.h: a YAML file as a tree of texts, lists and maps that remember their lines; with bounds, so that
 * any file may be given.
 *
 * Keys of maps are texts and stand once. An alias is the very node that its anchor names; an anchor cannot be
 * used inside itself, so there are no cycles, but a walk that does not count what it visits can take
 * exponential time (load.c counts). Tags mean nothing. Nodes live in the caller's arena. Errors are
 * ERROR_CONFIG: "line 3, column 5: …".
 */
#ifndef CAUCUS_ENGINE_BASE_YAML_TREE_H
#define CAUCUS_ENGINE_BASE_YAML_TREE_H

#include "engine/base/arena.h"
#include "engine/base/error.h"

enum { YAML_TREE_BYTES_MAX = 16 * 1024 * 1024, YAML_TREE_DEPTH_MAX = 16 };

enum yaml_tree_kind { YAML_TREE_TEXT, YAML_TREE_LIST, YAML_TREE_MAP };

struct yaml_tree {
    enum yaml_tree_kind kind;
    bool plain;                 /* a text without quotes */
    struct str text;            /* well-formed UTF-8; may hold a NUL; one stands behind it */
    struct yaml_tree **items;   /* LIST: the items; MAP: key, value, key, value … */
    size_t count;               /* of `items` */
    int line, column;           /* from 1 */
};

/* *ret is NULL for a file that says nothing. */
bool yaml_tree_parse(struct str text, struct arena *arena, struct yaml_tree **ret, struct error *err);

/* Is it nothing: an empty plain text, `null` or `~`? */
bool yaml_tree_is_null(const struct yaml_tree *node);

/* Sets an error at the place of `node`; gives false. */
bool yaml_tree_error(const struct yaml_tree *node, struct error *err, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
