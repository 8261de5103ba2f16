#include "config/output.h"

#include "engine/base/memory.h"
#include "engine/base/terminal.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *configured_pager;

void output_use_pager(const char *command)
{
    configured_pager = command;
}

/* Writes all of it; *ret_gone: the reader went away, which is no error. */
static bool write_all(int fd, struct str text, bool *ret_gone, struct error *err)
{
    while (text.n > 0) {
        ssize_t n = write(fd, text.p, text.n);
        if (n >= 0) {
            text = str_slice(text, (size_t)n, text.n);
        } else if (errno == EPIPE) {
            *ret_gone = true;
            return true;
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            struct pollfd ready = { .fd = fd, .events = POLLOUT };
            poll(&ready, 1, -1);
        } else if (errno != EINTR) {
            return error_errno(err, "cannot write the output");
        }
    }
    return true;
}

/*
 * Rows of a screen of `width` columns that the text takes. Colours count as columns: too many rows only cost
 * a needless pager.
 */
static size_t count_rows(struct str text, int width, size_t enough)
{
    size_t rows = 0;
    while (text.n > 0 && rows < enough) {
        size_t n = str_find(text, '\n');
        int columns = terminal_columns(str_slice(text, 0, n));
        rows += columns ? (size_t)((columns + width - 1) / width) : 1;
        text = str_slice(text, n < text.n ? n + 1 : n, text.n);
    }
    return rows;
}

/* The pager's command line, or NULL: none is wanted, or the text fits on the screen. */
static const char *pager_for(struct str text)
{
    if (isatty(STDOUT_FILENO) != 1)
        return NULL;
    const char *command = configured_pager && *configured_pager ? configured_pager : getenv("PAGER");
    if (!command || !*command)
        command = "less";
    struct winsize size;
    if (strcmp(command, "none") == 0 || strcmp(command, "cat") == 0 ||
        ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
        return NULL;
    if (!size.ws_row || !size.ws_col || count_rows(text, size.ws_col, size.ws_row) < size.ws_row)
        return NULL;
    return command;
}

static void run_pager(const char *command, int input)
{
    dup2(input, STDIN_FILENO);
    close(input);
    signal(SIGPIPE, SIG_DFL);
    signal(SIGINT, SIG_DFL);
    setenv("LESS", "FRX", 0);
    execl("/bin/sh", "sh", "-c", command, (char *)NULL);
    _exit(127);
}

/*
 * Gives false, with nothing written, where there is no such pager (the shell's exit code 127). ^C is the
 * pager's while it runs: caucus must not go away before it and leave the terminal to two readers.
 */
static bool write_to_pager(const char *command, struct str text)
{
    int ends[2];
    if (pipe(ends) != 0)
        return false;
    struct sigaction ignore = { .sa_handler = SIG_IGN }, before;
    sigemptyset(&ignore.sa_mask);
    sigaction(SIGINT, &ignore, &before);
    pid_t child = fork();
    if (child == 0) {
        close(ends[1]);
        run_pager(command, ends[0]);
    }
    close(ends[0]);
    bool gone = false;
    if (child > 0)
        write_all(ends[1], text, &gone, NULL);
    close(ends[1]);
    int status = 0;
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    sigaction(SIGINT, &before, NULL);
    return child > 0 && !(WIFEXITED(status) && WEXITSTATUS(status) == 127);
}

bool output_write(struct str text, bool pager, struct error *err)
{
    bool gone = false;
    if (fflush(stdout) != 0 && errno != EPIPE)
        return error_errno(err, "cannot write the output");
    const char *command = pager ? pager_for(text) : NULL;
    if (command && write_to_pager(command, text))
        return true;
    return write_all(STDOUT_FILENO, text, &gone, err);
}

void output_note(bool quiet, const char *format, ...)
{
    if (quiet)
        return;
    char line[2048];
    va_list ap;
    va_start(ap, format);
    vsnprintf(line, sizeof line, format, ap);
    va_end(ap);
    CLEANUP_STRBUF struct strbuf clean = STRBUF_INIT;
    terminal_clean(&clean, str_of(line), false);
    fprintf(stderr, "caucus: %s\n", clean.p);
}
