/*
 * input.h: the bytes of a file or of standard input, unpacked and as UTF-8, a piece at a time.
 *
 * gzip and zstd are told by their first bytes, whatever the file is called; several members or frames behind
 * one another are one stream; one layer is unpacked. UTF-16 with a byte order mark becomes UTF-8; a UTF-8
 * byte order mark is dropped; other bytes pass as they are. Memory is a few fixed buffers (zstd windows up to
 * 128 MiB) and, for input_line, the line in hand.
 *
 * Views that these give hold until the next call. One thread at a time. A stream that is torn gives what it
 * has, and then the error; every later call fails with the same error.
 */
#ifndef CAUCUS_CORPUS_INPUT_H
#define CAUCUS_CORPUS_INPUT_H

#include "engine/base/error.h"
#include "engine/base/str.h"

#include <stdint.h>

enum { INPUT_PEEK_MAX = 64 * 1024 };

enum input_result { INPUT_OK, INPUT_TOO_LONG, INPUT_END, INPUT_FAILED };

struct input;

/* "-" is standard input, which stays open at input_close. */
bool input_open(const char *path, struct input **ret, struct error *err);
/* Over bytes that outlive it. */
struct input *input_of_memory(struct str bytes);
void input_close(struct input *in);

/*
 * The next `want` bytes (up to INPUT_PEEK_MAX), fewer only before the end; nothing is taken. INPUT_OK also
 * where it is empty at the end.
 */
enum input_result input_peek(struct input *in, size_t want, struct str *ret, struct error *err);

/*
 * What lies ready, at least one byte (INPUT_END: none is left); input_take() then says how many of them were
 * used.
 */
enum input_result input_chunk(struct input *in, struct str *ret, struct error *err);
void input_take(struct input *in, size_t n);

/*
 * The next line without its LF or CRLF. Over `most` bytes: INPUT_TOO_LONG, *ret untouched, and the line is
 * passed over with no more memory than that of `most`. A last line without an end counts; where the stream is
 * torn it does not: INPUT_FAILED.
 */
enum input_result input_line(struct input *in, size_t most, struct str *ret, struct error *err);
/* Lines that input_line gave or passed over. */
uint64_t input_lines(const struct input *in);

/* Bytes read of the file as it is stored. */
uint64_t input_bytes(const struct input *in);
/* Broken characters of UTF-16 that became U+FFFD so far. */
uint64_t input_repaired(const struct input *in);
/* The file's time of change in seconds since 1970, and whether there is one (not for a pipe or memory). */
bool input_mtime(const struct input *in, int64_t *ret_seconds);

#endif
