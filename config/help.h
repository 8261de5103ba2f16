/*
 * help.h: what the texts for people have in common: --help, the manual pages, completion. See command_line.h
 * for the texts themselves.
 */
#ifndef CAUCUS_CONFIG_HELP_H
#define CAUCUS_CONFIG_HELP_H

#include "config/command.h"

/* What `caucus` says without a command: how it is called, and the commands. */
void help_short(const struct command *const *commands, int width, struct strbuf *out);

/* What stands for an option's value: its argument, its choices, or "" for a flag. */
const char *help_argument(const struct option_spec *o);

/* What kind of word completes the arguments of a command or option, by what they are called there. */
enum help_word { HELP_WORD_OTHER, HELP_WORD_FILE, HELP_WORD_FOLDER, HELP_WORD_COMMAND };
enum help_word help_word(const char *arguments);

/* The fixed words among a command's arguments, a space between: "run daemon" for "[run|daemon] [NAME…]". */
void help_words(const struct command *command, struct strbuf *out);

#endif
