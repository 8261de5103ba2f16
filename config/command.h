/*
 * command.h: what a command is, and what it is given. One table of these (caucus.c) drives dispatch, --help,
 * the manual's synopses, completion for the shells, and the parsing of options.
 */
#ifndef CAUCUS_CONFIG_COMMAND_H
#define CAUCUS_CONFIG_COMMAND_H

#include "config/config.h"
#include "engine/base/error.h"
#include "engine/base/strbuf.h"
#include "engine/base/terminal.h"

#include <stdint.h>

enum option_kind {
    OPTION_FLAG,        /* --count */
    OPTION_TEXT,        /* --source NAME */
    OPTION_NUMBER,      /* --limit N: a whole number from min to max */
    OPTION_CHOICE,      /* --sort best|newest: one of `choices`, '|' between */
    OPTION_FILE,        /* --report FILE: completed as a file's name */
};

struct option_spec {
    const char *name;       /* "limit": --limit; NULL ends a table */
    char letter;            /* 'n': -n; 0: none */
    enum option_kind kind;
    const char *argument;   /* "N" in the help */
    const char *help;       /* one sentence without a full stop */
    const char *choices;
    int64_t min, max;
    bool repeats;           /* may be given more than once */
};

struct option_value {
    const struct option_spec *spec;
    const char *text;       /* as given; NULL for a flag */
    int64_t number;
};

struct invocation {
    const struct command *command;
    const struct command *const *commands;  /* the whole table, NULL at the end */
    const struct config *config;            /* loaded; defaults where there is no file */
    const char *data_dir;                   /* --data, $CAUCUS_DATA_DIR, the configuration or the default */
    const char *config_path;                /* the file that was loaded, or NULL */
    bool quiet;
    enum color_mode color;
    struct option_value *options;
    size_t option_count;
    const char **arguments;                 /* what is not an option */
    size_t argument_count;
};

struct command {
    const char *name;                   /* "search"; "actors import": a command of its own behind the words of another's name */
    const char *arguments;              /* "QUERY…", "[PATH…]" */
    const char *summary;                /* one line for the list of commands */
    const char *description;            /* paragraphs for --help and the manual page */
    const struct option_spec *options;  /* ends with a NULL name; NULL: none */
    const char *const *examples;        /* pairs: command line, what it does; NULL at the end */
    bool no_config;                     /* runs without loading a configuration (help, init, completion) */
    bool hidden;
    /* Gives the exit code; where it set *err, main prints that and the code is error_exit_code()'s. */
    int (*run)(struct invocation *in, struct error *err);
};

/*
 * The options of an invocation, by name; the last one given wins. The name must be in the command's table
 * (asserted).
 */
bool option_given(const struct invocation *in, const char *name);
const char *option_text(const struct invocation *in, const char *name, const char *otherwise);
int64_t option_number(const struct invocation *in, const char *name, int64_t otherwise);
/* The k-th value of an option that repeats, or NULL. */
const char *option_nth(const struct invocation *in, const char *name, size_t k);

#endif
