#include "config/command_line.h"

#include "config/help.h"
#include "config/parse.h"
#include "config/scdoc.h"

#include <inttypes.h>

/* "*-n*, *--limit* _N_", what it does, and its range. */
static void option_entry(struct strbuf *out, const struct option_spec *o)
{
    const char *argument = help_argument(o);
    if (o->letter)
        strbuf_format(out, "*-%c*, ", o->letter);
    strbuf_format(out, "*--%s*", o->name);
    if (*argument) {
        strbuf_byte(out, ' ');
        scdoc_line(out, argument);
    }
    strbuf_string(out, "\n\t");
    scdoc_text(out, str_of(o->help));
    strbuf_byte(out, '.');
    if (o->kind == OPTION_NUMBER && o->max == INT64_MAX)
        strbuf_format(out, " From %" PRId64 " up.", o->min);
    else if (o->kind == OPTION_NUMBER && (o->min || o->max))
        strbuf_format(out, " From %" PRId64 " to %" PRId64 ".", o->min, o->max);
    if (o->repeats)
        strbuf_string(out, " It may be given more than once.");
    strbuf_string(out, "\n\n");
}

static void option_entries(struct strbuf *out, const struct option_spec *options)
{
    for (const struct option_spec *o = options; o && o->name; o++)
        option_entry(out, o);
}

static void examples(struct strbuf *out, const struct command *c)
{
    for (size_t i = 0; c->examples && c->examples[i] && c->examples[i + 1]; i += 2) {
        scdoc_bold(out, c->examples[i]);
        strbuf_string(out, "\n\t");
        scdoc_text(out, str_of(c->examples[i + 1]));
        strbuf_string(out, "\n\n");
    }
}

static void synopsis(struct strbuf *out, const struct command *c)
{
    strbuf_format(out, "*caucus %s*", c->name);
    if (c->options && c->options->name)
        strbuf_string(out, " \\[_OPTION_…\\]");
    if (c->arguments && *c->arguments) {
        strbuf_byte(out, ' ');
        scdoc_text(out, str_of(c->arguments));
    }
    strbuf_string(out, "\n\n");
}

/* Commands behind this one's name have their part of its page. */
static void manual_below(const struct command *const *commands, const struct command *above, struct strbuf *out)
{
    for (size_t i = 0; commands[i]; i++) {
        const struct command *c = commands[i];
        if (c->hidden || !command_is_below(c, above))
            continue;
        strbuf_format(out, "# %s\n\n", c->name);
        synopsis(out, c);
        scdoc_prose(out, c->description ? c->description : c->summary);
        option_entries(out, c->options);
        examples(out, c);
    }
}

static void manual_command(const struct command *const *commands, const struct command *c, struct strbuf *out)
{
    CLEANUP_STRBUF struct strbuf name = STRBUF_INIT;
    strbuf_format(&name, "caucus-%s", c->name);
    scdoc_title(out, name.p, 1);
    strbuf_format(out, "\n# NAME\n\n%s - ", name.p);
    scdoc_text(out, str_of(c->summary));
    strbuf_string(out, "\n\n# SYNOPSIS\n\n");
    synopsis(out, c);
    strbuf_string(out, "# DESCRIPTION\n\n");
    scdoc_prose(out, c->description ? c->description : c->summary);
    if (c->options && c->options->name) {
        strbuf_string(out, "# OPTIONS\n\n");
        scdoc_prose(out, "These, and those of every command (caucus(1)).");
        option_entries(out, c->options);
    }
    if (c->examples && c->examples[0])
        strbuf_string(out, "# EXAMPLES\n\n");
    examples(out, c);
    manual_below(commands, c, out);
    strbuf_string(out, "# SEE ALSO\n\n");
    scdoc_prose(out, "caucus(1) for exit codes and what all commands share, caucus-query(7), caucus.yaml(5)");
}

struct entry {
    const char *name, *text;
};

static const struct entry exit_codes[] = {
    { "0", "Done; also when there was nothing new." },
    { "1", "Nothing was found." },
    { "3", "Some inputs could not be read; the others were taken." },
    { "64", "The command line or the query cannot be understood." },
    { "65", "All input was bad." },
    { "70", "A fault of caucus itself." },
    { "74", "The system refused something, or the store is damaged or full." },
    { "75", "Another process is writing: try again." },
    { "78", "The configuration cannot be used." },
    { "130, 143",
      "Stopped by SIGINT or SIGTERM. What was done is kept, and the next run goes on from there." },
    { NULL, NULL },
};

static const struct entry environment[] = {
    { "CAUCUS_CONFIG", "The configuration file, where --config does not name one." },
    { "CAUCUS_DATA_DIR", "The data folder, where --data does not name one." },
    { "XDG_CONFIG_HOME, XDG_DATA_HOME",
      "Where both are otherwise; ~/.config and ~/.local/share when unset." },
    { "PAGER", "What shows answers longer than the screen, where output.pager is not set; less when unset." },
    { "NO_COLOR", "When set and not empty: no colours, unless --color always." },
    { "COLUMNS", "How wide to set text, where it is set." },
    { NULL, NULL },
};

static const struct entry files[] = {
    { "caucus.yaml", "In the current folder: the configuration. See caucus.yaml(5)." },
    { "~/.config/caucus/caucus.yaml", "The configuration, where there is none in the current folder." },
    { "~/.local/share/caucus",
      "The data folder: archive.db holds every article as it was found, index-N what is derived from it." },
    { NULL, NULL },
};

static void entries(struct strbuf *out, const char *heading, const struct entry *entry)
{
    strbuf_format(out, "# %s\n\n", heading);
    for (; entry->name; entry++) {
        scdoc_bold(out, entry->name);
        strbuf_string(out, "\n\t");
        scdoc_text(out, str_of(entry->text));
        strbuf_string(out, "\n\n");
    }
}

static void manual_main(const struct command *const *commands, struct strbuf *out)
{
    scdoc_title(out, "caucus", 1);
    strbuf_string(out, "\n# NAME\n\ncaucus - search political news\n\n# SYNOPSIS\n\n"
                       "*caucus* \\[_OPTION_…\\] _COMMAND_ \\[_ARGUMENT_…\\]\n\n# DESCRIPTION\n\n");
    scdoc_prose(
        out,
        "caucus keeps an archive of news articles and searches it: by words, by who is spoken of under "
        "whatever spelling, by office and country, by what was said and who said it, by date and "
        "publisher.\n\n"
        "Articles are read from files and folders by 'caucus index' into a data folder. 'caucus search' "
        "answers queries from it. Both may run at the same time; several searches never wait for one "
        "another.\n\n"
        "Answers go to standard output, everything else to standard error. A reader of standard output that "
        "goes away early is no error.");
    strbuf_string(out, "# COMMANDS\n\n");
    for (size_t i = 0; commands[i]; i++) {
        if (commands[i]->hidden || command_is_sub(commands[i]))
            continue;
        CLEANUP_STRBUF struct strbuf name = STRBUF_INIT;
        strbuf_format(&name, "caucus-%s", commands[i]->name);
        scdoc_bold(out, name.p);
        strbuf_string(out, "(1)\n\t");
        scdoc_text(out, str_of(commands[i]->summary));
        strbuf_string(out, ".\n\n");
    }
    strbuf_string(out, "# OPTIONS\n\n");
    scdoc_prose(
        out,
        "Options may stand before and behind the command and its arguments. A value stands behind its option "
        "or, with '=', in the same word. A long option may be shortened as far as no other begins so. -- "
        "ends the options: what follows may begin with '-', as a query that excludes a word does.");
    option_entries(out, global_options);
    entries(out, "EXIT STATUS", exit_codes);
    entries(out, "ENVIRONMENT", environment);
    entries(out, "FILES", files);
    strbuf_string(out, "# SEE ALSO\n\n");
    scdoc_prose(out, "caucus-query(7), caucus.yaml(5)");
}

void command_line_manual(const struct command *const *commands, const struct command *one, struct strbuf *out)
{
    if (one)
        manual_command(commands, one, out);
    else
        manual_main(commands, out);
}
