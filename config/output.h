/*
 * output.h: where a command's answer goes: standard output, through a pager where that is a terminal and the answer is longer than it.
 *
 * A reader that goes away (SIGPIPE, EPIPE) is no error: output ends quietly. A full disk behind a redirection is (ERROR_IO).
 */
#ifndef CAUCUS_CONFIG_OUTPUT_H
#define CAUCUS_CONFIG_OUTPUT_H

#include "engine/base/error.h"
#include "engine/base/strbuf.h"

/* Writes it all; with `pager`, through $PAGER (less -FRX) when standard output is a terminal. */
bool output_write(struct str text, bool pager, struct error *err);

/* A line to standard error, "caucus: " before it, cleaned for terminals; nothing where `quiet`. */
void output_note(bool quiet, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
