/*
 * field_value.h: the values that the keys of an input have, and what can be made of them.
 *
 * A list or an object stays the JSON text that it was, checked, and is taken apart only when somebody asks
 * for what is in it. Views are of the field or in the arena.
 */
#ifndef CAUCUS_CORPUS_FIELD_VALUE_H
#define CAUCUS_CORPUS_FIELD_VALUE_H

#include "corpus/json_pull.h"

enum field_kind {
    FIELD_EMPTY,    /* null */
    FIELD_TEXT,     /* a string */
    FIELD_LITERAL,  /* a number, true or false, as it was written */
    FIELD_JSON,     /* a list or an object, as JSON that was checked */
};

struct field {
    struct str key;
    enum field_kind kind;
    struct str value;
};

/* The value behind a key; the key of *ret stays. False: JSON_BAD. */
bool field_read(struct json_pull *j, struct field *ret);
/* The value of a member of an object, by a path of keys ("source.name"); false where it is not there. */
bool field_member(struct str json, struct str path, struct arena *arena, struct field *ret);
/*
 * Calls `item` with each text of a list, of objects with their names, until it has enough; for one object
 * with its name.
 */
void field_each_item(struct str json, struct arena *arena, bool (*item)(void *ctx, struct str text),
                     void *ctx);
/* The one text of a value: of a list its first, or all of them as paragraphs; empty for an object. */
struct str field_text(const struct field *f, bool paragraphs, struct arena *arena);

bool text_is_blank(struct str s);
/* Cut to `most` bytes, never within a character. */
struct str text_cut(struct str s, size_t most);
/* White space runs together to one space, none at the ends. */
struct str text_one_line(struct str s, struct arena *arena);

#endif
