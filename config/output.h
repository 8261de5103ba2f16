/*
 * output.h: where a command's answer goes: standard output, through a pager where that is a terminal and the
 * answer is longer than it.
 *
 * A reader that goes away is no error: SIGPIPE is ignored, at EPIPE the output ends quietly, and the exit
 * code is that of the command as if all had been read (so that `caucus search … | head` is no failure under
 * `set -o pipefail`). A full disk behind a redirection is one (ERROR_IO). One thread at a time.
 */
#ifndef CAUCUS_CONFIG_OUTPUT_H
#define CAUCUS_CONFIG_OUTPUT_H

#include "engine/base/error.h"
#include "engine/base/strbuf.h"

/*
 * The configuration's pager: a command for the shell, "none", or "" (then $PAGER, else less -FRX). The string
 * must stay.
 */
void output_use_pager(const char *command);

/*
 * Writes it all; with `pager`, through the pager when standard output is a terminal and the text is longer
 * than its screen.
 */
bool output_write(struct str text, bool pager, struct error *err);

/* A line to standard error, "caucus: " before it, cleaned for terminals; nothing where `quiet`. */
void output_note(bool quiet, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
