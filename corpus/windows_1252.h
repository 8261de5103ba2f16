/*
 * windows_1252.h: the single-byte encoding of old Western files; Latin-1 is the same but for 0x80 to 0x9F,
 * where Latin-1 has controls that no text has.
 */
#ifndef CAUCUS_CORPUS_WINDOWS_1252_H
#define CAUCUS_CORPUS_WINDOWS_1252_H

#include <stdint.h>

/* The character of a byte; U+FFFD for the five that have none. */
uint32_t windows_1252(unsigned char byte);

#endif
