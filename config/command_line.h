/*
 * command_line.h: argv into an invocation, by the table of commands; and the texts made from that table.
 *
 * Global options: --config FILE, --data DIR, --color auto|always|never, -q/--quiet, -h/--help, --version.
 * Options may stand anywhere, `--` ends them, --name=value and --name value, -n5 and -n 5, letters may be
 * joined (-qh). A long option may be shortened where that is not ambiguous. An unknown option or command is
 * an error with a suggestion; so is a flag with a value. "-" alone, and what looks like a number ("-5") after
 * an option that takes one, are values. A word that begins with '-' and is no option is a usage error that
 * tells of `--` (queries may begin with '-').
 *
 * Signals: SIGPIPE is ignored (see output.h). SIGINT and SIGTERM end the process as usual, unless a command
 * calls interrupt_catch() (engine/base/interrupt.h) and polls interrupt_pending(): then the exit code is 128
 * + the signal's number (130, 143).
 */
#ifndef CAUCUS_CONFIG_COMMAND_LINE_H
#define CAUCUS_CONFIG_COMMAND_LINE_H

#include "config/command.h"

/*
 * Parses, loads the configuration, runs, prints an error to standard error ("caucus: …", the further lines of
 * one below its first): all of main(). Gives the exit code. `sqlite_version` is for --version: this layer
 * does not link SQLite.
 */
int command_line_main(const struct command *const *commands, const char *sqlite_version, int argc,
                      char **argv);

/* The texts of --help: all commands, or one; `width` columns. */
void command_line_help(const struct command *const *commands, const struct command *one, int width,
                       struct strbuf *out);
/* The manual page of a command, or (NULL) of caucus itself, in scdoc's format. */
void command_line_manual(const struct command *const *commands, const struct command *one,
                         struct strbuf *out);
/* A completion script for "bash", "zsh" or "fish"; false: no such shell. */
bool command_line_completion(const struct command *const *commands, const char *shell, struct strbuf *out);

#endif
