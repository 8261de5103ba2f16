/*
 * column_pack.h: a chunk of a column's values as a blob: in as few bytes each as the chunk's values need.
 *
 *     how many bytes a value takes (a byte: 0, 1, 2 or 4), how many values there are (2 bytes), the least of them (4), and of each how much it is more;
 *     all little-endian
 */
#ifndef CAUCUS_ENGINE_STORE_COLUMN_PACK_H
#define CAUCUS_ENGINE_STORE_COLUMN_PACK_H

#include "engine/base/strbuf.h"

#include <stdbool.h>
#include <stdint.h>

enum { COLUMN_HEAD = 7 };

struct column_head {
    unsigned width;
    size_t n;
    int32_t least;
};

/* n: at most UINT16_MAX. Appends. */
void column_pack(const int32_t *values, size_t n, struct strbuf *out);
/* Of the first COLUMN_HEAD bytes of a blob of so many; false where it is damaged. */
bool column_head_of(const unsigned char head[COLUMN_HEAD], size_t bytes, struct column_head *ret);
/* n of its values, of the n * width bytes where they stand. */
void column_widen(const struct column_head *head, const unsigned char *p, size_t n, int32_t *to);
/* The values of a whole blob, at most `most`; gives how many: none where it is damaged. */
size_t column_unpack(struct str data, int32_t *to, size_t most);

#endif
