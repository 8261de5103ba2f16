/*
 * json_items.h: the records of a JSON file of any size, one at a time: the items of its lists, however deep these stand.
 *
 * Values one behind the other are read like the items of one list. Memory is that of the longest record (json_scan.h).
 */
#ifndef CAUCUS_CORPUS_JSON_ITEMS_H
#define CAUCUS_CORPUS_JSON_ITEMS_H

#include "corpus/input.h"

enum { JSON_ITEM_BYTES_MAX = 64 * 1024 * 1024 };

struct json_items {
    /* Are the members of the object at `path` ("results", "" for the file itself) to be given one by one? Else it is given whole. */
    bool (*enter)(void *ctx, struct str path);
    /* A record at a path ("results.bindings": an item of that list, or that member), as it is written. False with *err ends it. */
    bool (*visit)(void *ctx, struct str path, struct str json, struct error *err);
    /* A record that is longer than JSON_ITEM_BYTES_MAX. */
    void (*too_long)(void *ctx, struct str path);
    void *ctx;
};

bool json_items_read(struct input *in, const struct json_items *items, struct error *err);

#endif
