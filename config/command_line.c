#include "config/command_line.h"

#include "config/help.h"
#include "config/output.h"
#include "config/parse.h"
#include "config/paths.h"
#include "engine/base/interrupt.h"
#include "engine/base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* "caucus: " and the text; further lines stand below its beginning, so that a caret stays under its place. */
static void print_error(const struct error *err)
{
    CLEANUP_STRBUF struct strbuf clean = STRBUF_INIT;
    terminal_clean(&clean, str_of(err->text), true);
    fputs("caucus: ", stderr);
    for (const char *p = clean.p; *p; p++) {
        fputc(*p, stderr);
        if (*p == '\n')
            fputs("        ", stderr);
    }
    fputc('\n', stderr);
}

/* A signal that asked for an end is what the caller of a process wants to know first. */
static int exit_code(int code, const struct error *err)
{
    if (err->kind != ERROR_NONE)
        code = error_exit_code(err->kind);
    return interrupt_pending() ? 128 + interrupt_pending() : code;
}

static int fail(const struct error *err)
{
    print_error(err);
    return exit_code(0, err);
}

/* Prints what is asked for instead of a command's run. */
static int answer(struct strbuf *text)
{
    struct error err = { ERROR_NONE, "" };
    return output_write(strbuf_view(text), false, &err) ? 0 : fail(&err);
}

static enum color_mode color_mode_of(const char *name)
{
    return strcmp(name, "always") == 0 ? COLOR_ALWAYS : strcmp(name, "never") == 0 ? COLOR_NEVER : COLOR_AUTO;
}

/* What a command printed by stdio is known to be written only when it is flushed. */
static bool flush(struct error *err)
{
    if (fflush(stdout) == 0 || errno == EPIPE)
        return true;
    return error_errno(err, "cannot write the output");
}

static int run(const struct command *const *commands, const struct parsed *p, const struct config *config,
               const char *config_path)
{
    struct error err = { ERROR_NONE, "" };
    CLEANUP_FREE char *data = NULL;
    if (!paths_data(p->data, config->data, &data, &err) && !p->command->no_config)
        return fail(&err);
    error_clear(&err);
    struct invocation in = {
        .command = p->command,
        .commands = commands,
        .config = config,
        .data_dir = data,
        .config_path = config_path,
        .quiet = p->quiet,
        .color = color_mode_of(p->color ? p->color : config->color),
        .options = p->options,
        .option_count = p->option_count,
        .arguments = p->arguments,
        .argument_count = p->argument_count,
    };
    output_use_pager(config->pager);
    int code = p->command->run(&in, &err);
    if (err.kind == ERROR_NONE && !flush(&err))
        code = 0;
    if (err.kind != ERROR_NONE && err.text[0])
        print_error(&err);
    return exit_code(code, &err);
}

static int load_and_run(const struct command *const *commands, const struct parsed *p)
{
    struct error err = { ERROR_NONE, "" };
    struct config config;
    CLEANUP_FREE char *path = p->command->no_config ? NULL : paths_config(p->config);
    if (!path)
        config_default(&config);
    else if (!config_load(path, &config, &err))
        return fail(&err);
    int code = run(commands, p, &config, path);
    output_use_pager(NULL);
    config_release(&config);
    return code;
}

static int help_or_run(const struct command *const *commands, const struct parsed *p,
                       const char *sqlite_version)
{
    CLEANUP_STRBUF struct strbuf text = STRBUF_INIT;
    if (p->help) {
        command_line_help(commands, p->command, terminal_look(STDOUT_FILENO, COLOR_NEVER).width, &text);
        return answer(&text);
    }
    if (p->version) {
        strbuf_format(&text, "caucus " CAUCUS_VERSION " (SQLite %s)\n", sqlite_version);
        return answer(&text);
    }
    if (!p->command) {
        help_short(commands, terminal_look(STDERR_FILENO, COLOR_NEVER).width, &text);
        fputs(text.p, stderr);
        return error_exit_code(ERROR_USAGE);
    }
    return load_and_run(commands, p);
}

/*
 * A standard stream that is closed would be the number of the next file that is opened, and the archive could
 * be written over.
 */
static void hold_standard_streams(void)
{
    for (int fd = 0; fd <= 2; fd++)
        if (fcntl(fd, F_GETFD) < 0 && errno == EBADF &&
            open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) != fd)
            _exit(error_exit_code(ERROR_IO));
}

int command_line_main(const struct command *const *commands, const char *sqlite_version, int argc,
                      char **argv)
{
    struct error err = { ERROR_NONE, "" };
    struct parsed parsed;
    hold_standard_streams();
    signal(SIGPIPE, SIG_IGN);
    if (!parse_command_line(commands, argc, argv, &parsed, &err))
        return fail(&err);
    int code = help_or_run(commands, &parsed, sqlite_version);
    parsed_release(&parsed);
    return code;
}
