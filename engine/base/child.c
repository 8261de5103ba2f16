#include "engine/base/child.h"

#include "engine/base/interrupt.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SIGNALLED = 128, NOT_STARTED = 127 };

static void become(const struct child *c, int input)
{
    static const int numbers[] = { SIGPIPE, SIGINT, SIGTERM, SIGHUP };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        signal(numbers[i], SIG_DFL);
    for (size_t i = 0; i < c->variable_count; i++)
        if (setenv(c->variables[i].name, c->variables[i].value, 1) != 0)
            _exit(NOT_STARTED);
    if (c->inherited >= 0)
        fcntl(c->inherited, F_SETFD, 0);
    if (dup2(input, STDIN_FILENO) >= 0)
        execv(c->arguments[0], (char *const *)c->arguments);
    _exit(NOT_STARTED);
}

static bool write_all(int fd, struct str text)
{
    while (text.n) {
        ssize_t n = write(fd, text.p, text.n);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        text = str_slice(text, (size_t)n, text.n);
    }
    return true;
}

/* Asks again and again, with growing pauses, so that a signal that comes here is passed on at once. */
static int wait_for(pid_t child)
{
    enum { PAUSE_MS = 50 };
    int status = 0, pause_ms = 1;
    bool told = false;
    for (;;) {
        pid_t ended = waitpid(child, &status, WNOHANG);
        if (ended == child)
            break;
        if (ended < 0 && errno != EINTR)
            return NOT_STARTED;
        if (interrupt_pending() && !told)
            told = kill(child, SIGTERM) == 0;
        interrupt_sleep(pause_ms, told);
        pause_ms = pause_ms * 2 > PAUSE_MS ? PAUSE_MS : pause_ms * 2;
    }
    return WIFSIGNALED(status) ? SIGNALLED + WTERMSIG(status) : WEXITSTATUS(status);
}

/* What the child reads from: a pipe of ours, or nothing. */
static bool open_input(const struct child *c, int ends[2])
{
    ends[0] = ends[1] = -1;
    if (!c->input)
        return (ends[0] = open("/dev/null", O_RDONLY | O_CLOEXEC)) >= 0;
    if (pipe(ends) != 0)
        return false;
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    return true;
}

bool child_run(const struct child *c, int *ret_code, bool *ret_read, struct error *err)
{
    int ends[2];
    if (!open_input(c, ends))
        return error_errno(err, "cannot run '%s'", c->arguments[0]);
    pid_t child = fork();
    if (child == 0)
        become(c, ends[0]);
    int why = errno;
    close(ends[0]);
    *ret_read = child > 0 && (!c->input || write_all(ends[1], *c->input));
    if (ends[1] >= 0)
        close(ends[1]);
    errno = why;
    if (child < 0)
        return error_errno(err, "cannot run '%s'", c->arguments[0]);
    *ret_code = wait_for(child);
    return true;
}
