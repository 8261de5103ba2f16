/*
 * json_pull.h: the tokens of a JSON text (RFC 8259, exactly) that lies in memory, one at a time.
 *
 * The text must be well-formed UTF-8. Strings without escapes are views into it; others lie in the arena. A
 * NUL (\u0000) in a string becomes a space, and a lone surrogate (\ud800) U+FFFD; both are counted. Numbers
 * are the text that was written. Depth is at most JSON_PULL_DEPTH_MAX; recursion does not grow with it, and
 * there is no memory besides unescaped strings. After JSON_BAD every further call gives JSON_BAD.
 */
#ifndef CAUCUS_CORPUS_JSON_PULL_H
#define CAUCUS_CORPUS_JSON_PULL_H

#include "engine/base/arena.h"

#include <stdint.h>

enum { JSON_PULL_DEPTH_MAX = 64 };

enum json_token {
    JSON_END,           /* the text was one whole value */
    JSON_BAD,
    JSON_OBJECT,        /* { */
    JSON_OBJECT_END,
    JSON_ARRAY,         /* [ */
    JSON_ARRAY_END,
    JSON_KEY,
    JSON_STRING,
    JSON_NUMBER,
    JSON_TRUE,
    JSON_FALSE,
    JSON_NULL,
};

struct json_pull {
    const char *p, *end, *begin;
    struct arena *arena;
    int depth;
    uint64_t objects;       /* a bit a depth: an object, not an array */
    int state;              /* what may come next: enum in json_pull.c */
    struct str text;        /* of a KEY, STRING or NUMBER */
    const char *from;       /* where the token begins */
    const char *bad;        /* what is wrong, after JSON_BAD: at `p` */
    size_t repaired;
};

void json_pull_init(struct json_pull *j, struct str text, struct arena *arena);
enum json_token json_pull_next(struct json_pull *j);
/*
 * Behind JSON_OBJECT or JSON_ARRAY: goes to its end; gives the whole of it as it is written. False: JSON_BAD.
 */
bool json_pull_skip(struct json_pull *j, struct str *ret);
/* Where the fault is, in bytes from 0. */
size_t json_pull_place(const struct json_pull *j);

/* Within a string: the first quote, backslash or control character from p on, or `end`. */
const char *json_pull_plain(const char *p, const char *end);

#endif
