/*
 * csv_rows.h: the rows of a table in text: RFC 4180 with a header. A quote counts where a column begins; within quotes "" is one quote and line
 * ends are text. What stands behind a closing quote up to the next separator is taken as it is. A row is gathered line by line until its quotes are
 * closed.
 */
#ifndef CAUCUS_CORPUS_CSV_ROWS_H
#define CAUCUS_CORPUS_CSV_ROWS_H

#include "corpus/input.h"
#include "engine/base/arena.h"
#include "engine/base/strbuf.h"

enum { CSV_ROW_BYTES_MAX = 256 * 1024 * 1024 };

struct csv_rows {
    struct input *in;
    char separator;     /* '\0': told by the header line (sniff.h) */
    uint64_t line;      /* the first of the row in hand */
    bool torn;          /* the last failure told its place itself: a quote that never closes */
    struct strbuf row;  /* of several lines */
};

void csv_rows_init(struct csv_rows *c, struct input *in, char separator);
void csv_rows_release(struct csv_rows *c);

/*
 * The columns of the next row that is not blank, as UTF-8, in `arena` or until the next call: at most `most` of them are put into `values`; *ret_n
 * counts all. INPUT_TOO_LONG: the row is over CSV_ROW_BYTES_MAX, and was passed over.
 */
enum input_result csv_rows_next(struct csv_rows *c, struct arena *arena, struct str *values, size_t most, size_t *ret_n, size_t *ret_repaired,
                                struct error *err);
/* The first row: names, trimmed. A line "sep=;" before it is heeded. */
enum input_result csv_rows_header(struct csv_rows *c, struct arena *arena, struct str *values, size_t most, size_t *ret_n, struct error *err);

#endif
