/*
 * parse.h: argv into options and arguments, by the tables of options. No file is read and nothing printed
 * here.
 *
 * A struct parsed points into argv and the tables, and owns its two arrays. All errors are ERROR_USAGE.
 */
#ifndef CAUCUS_CONFIG_PARSE_H
#define CAUCUS_CONFIG_PARSE_H

#include "config/command.h"

/*
 * The options of every command, NULL name at the end. A command may have one of its own of the same name:
 * then that is meant behind it.
 */
extern const struct option_spec global_options[];

struct parsed {
    const struct command *command;  /* NULL: none was named */
    bool help, version, quiet;
    const char *config, *data;      /* NULL: not given */
    const char *color;              /* NULL: not given; else one of the choices */
    struct option_value *options;   /* the command's own, in the order given */
    size_t option_count;
    const char **arguments;
    size_t argument_count;
};

bool parse_command_line(const struct command *const *commands, int argc, char **argv, struct parsed *ret,
                        struct error *err);
void parsed_release(struct parsed *p);

/* The command of that name ("actors", "actors import"), hidden ones too; NULL: none. */
const struct command *command_find(const struct command *const *commands, const char *name);
/* Is it a command behind another's name: "actors import" of "actors"? */
bool command_is_below(const struct command *c, const struct command *above);
/* Behind any. */
bool command_is_sub(const struct command *c);
/* Sets "no command 'serch' (did you mean 'search'?)"; gives false. */
bool command_unknown(const struct command *const *commands, const char *name, struct error *err);

#endif
