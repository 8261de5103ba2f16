/*
 * json_scan.h: where the values of a JSON text end, over a stream of any size: for files that are one list or
 * one object of articles.
 *
 * It pairs brackets and quotes and looks at nothing else: what is in a value is json_pull.h's matter. Memory
 * is that of the value in hand, up to a limit; a longer one is passed over. One thread at a time.
 */
#ifndef CAUCUS_CORPUS_JSON_SCAN_H
#define CAUCUS_CORPUS_JSON_SCAN_H

#include "corpus/input.h"
#include "engine/base/strbuf.h"

struct json_scan {
    struct input *in;
    struct strbuf value;    /* the last that json_scan_value() gathered */
    bool too_long;          /* it was over the limit, and `value` is empty */
};

enum { JSON_SCAN_END = -1, JSON_SCAN_FAILED = -2 };

/* The next byte that is no white space, which stays; JSON_SCAN_END, or JSON_SCAN_FAILED with *err. */
int json_scan_peek(struct json_scan *s, struct error *err);
/* Takes that byte. */
void json_scan_take(struct json_scan *s);
/*
 * Gathers the value that begins at the next byte (json_scan_peek() gave it). False: the stream ends or fails
 * within it, or brackets do not pair.
 */
bool json_scan_value(struct json_scan *s, size_t most, struct error *err);

#endif
