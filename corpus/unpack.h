/*
 * unpack.h: the bytes of a file descriptor or of memory, with one layer of gzip or zstd taken off.
 *
 * Which it is shows in the first four bytes. Members and frames behind one another are one stream, as gzip
 * and zstd have it; zeros behind a gzip stream are padding. Memory is one fixed buffer and what the codec
 * needs (zstd: windows up to 128 MiB). One thread.
 */
#ifndef CAUCUS_CORPUS_UNPACK_H
#define CAUCUS_CORPUS_UNPACK_H

#include "engine/base/error.h"
#include "engine/base/str.h"

#include <stdint.h>

struct unpack;

/* Reads `fd`, which stays the caller's; or, with fd -1, `memory`, which outlives it. */
struct unpack *unpack_new(int fd, struct str memory);
void unpack_free(struct unpack *u);

/*
 * Up to `size` bytes into `out`; gives how many in *ret_n, at least one unless the stream is at its end. A
 * stream that ends early or is damaged is ERROR_INPUT, after what came before the damage was given; a file
 * that cannot be read is ERROR_IO.
 */
bool unpack_read(struct unpack *u, char *out, size_t size, size_t *ret_n, struct error *err);

/* Bytes taken so far, as stored. */
uint64_t unpack_stored(const struct unpack *u);

#endif
