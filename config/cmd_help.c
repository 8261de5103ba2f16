#include "config/command_line.h"
#include "config/commands.h"
#include "config/output.h"
#include "config/parse.h"

#include <unistd.h>

static int too_many(const struct invocation *in, struct error *err)
{
    return error_set(err, ERROR_USAGE, "'%s' takes one argument, and was given %zu", in->command->name,
                     in->argument_count);
}

static int run_help(struct invocation *in, struct error *err)
{
    CLEANUP_STRBUF struct strbuf text = STRBUF_INIT;
    CLEANUP_STRBUF struct strbuf name = STRBUF_INIT;    /* of one word or two */
    const struct command *one = NULL;
    for (size_t i = 0; i < in->argument_count; i++)
        strbuf_format(&name, "%s%s", i ? " " : "", in->arguments[i]);
    if (in->argument_count && !(one = command_find(in->commands, name.p)))
        return in->argument_count > 1 && command_find(in->commands, in->arguments[0]) ? too_many(in, err)
                                                                                        : command_unknown(in->commands, in->arguments[0], err);
    command_line_help(in->commands, one, terminal_look(STDOUT_FILENO, COLOR_NEVER).width, &text);
    output_write(strbuf_view(&text), false, err);
    return 0;
}

static int run_completion(struct invocation *in, struct error *err)
{
    CLEANUP_STRBUF struct strbuf text = STRBUF_INIT;
    if (in->argument_count > 1)
        return too_many(in, err);
    if (!in->argument_count)
        return error_set(err, ERROR_USAGE, "name a shell: caucus completion bash|zsh|fish");
    if (!command_line_completion(in->commands, in->arguments[0], &text))
        return error_set(err, ERROR_USAGE, "there is completion for bash, zsh and fish, not for '%s'",
                         in->arguments[0]);
    output_write(strbuf_view(&text), false, err);
    return 0;
}

static int run_manual(struct invocation *in, struct error *err)
{
    CLEANUP_STRBUF struct strbuf text = STRBUF_INIT;
    const char *name = in->argument_count ? in->arguments[0] : NULL;
    const struct command *one = NULL;
    if (in->argument_count > 1)
        return too_many(in, err);
    if (name && strcmp(name, "caucus.yaml") == 0) {
        config_manual(&text);
    } else {
        if (name && !(one = command_find(in->commands, name)))
            return command_unknown(in->commands, name, err);
        command_line_manual(in->commands, one, &text);
    }
    output_write(strbuf_view(&text), false, err);
    return 0;
}

static const char *const help_examples[] = {
    "caucus help search", "tells how to search, with all options",
    NULL,
};

static const char *const completion_examples[] = {
    "caucus completion bash > ~/.local/share/bash-completion/completions/caucus", "sets up bash",
    "caucus completion fish > ~/.config/fish/completions/caucus.fish", "sets up fish",
    NULL,
};

const struct command command_help = {
    .name = "help",
    .arguments = "[COMMAND]",
    .summary = "tells how a command is used",
    .description = "Without a command: lists them, and the options that all of them take.",
    .examples = help_examples,
    .no_config = true,
    .run = run_help,
};

const struct command command_completion = {
    .name = "completion",
    .arguments = "bash|zsh|fish",
    .summary = "writes a script that completes commands and options",
    .description = "Writes the script for one shell to standard output.",
    .examples = completion_examples,
    .no_config = true,
    .hidden = true,
    .run = run_completion,
};

const struct command command_manual = {
    .name = "manual",
    .arguments = "[COMMAND|caucus.yaml]",
    .summary = "writes a manual page in scdoc's format",
    .description =
        "Writes the manual page of caucus, of a command, or of the configuration file, for scdoc(1) to set.",
    .no_config = true,
    .hidden = true,
    .run = run_manual,
};
