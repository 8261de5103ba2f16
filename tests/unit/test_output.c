#define _XOPEN_SOURCE 700

#include "config/output.h"

#include "tests/unit/check.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* Puts `fd` in place of standard output for one call of output_write(). */
static bool write_to(int fd, struct str text, bool pager, struct error *err)
{
    fflush(stdout);
    int saved = dup(1);
    dup2(fd, 1);
    bool fine = output_write(text, pager, err);
    dup2(saved, 1);
    close(saved);
    return fine;
}

static void a_reader_that_goes_away_is_no_error(void **state)
{
    (void)state;
    struct error err = { ERROR_NONE, "" };
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    close(ends[0]);
    assert_true(write_to(ends[1], STR("text\n"), false, &err));
    assert_int_equal(err.kind, ERROR_NONE);
    close(ends[1]);
}

static void a_full_disk_is_one(void **state)
{
    (void)state;
    struct error err = { ERROR_NONE, "" };
    int fd = open("/dev/full", O_WRONLY);
    if (fd < 0)
        skip();
    assert_false(write_to(fd, STR("text\n"), false, &err));
    assert_int_equal(err.kind, ERROR_IO);
    assert_string_equal(err.text, "cannot write the output: No space left on device");
    close(fd);
}

/* A pipe that does not block and is read by somebody slow gets all of it. */
static void a_slow_reader_gets_all(void **state)
{
    (void)state;
    enum { BYTES = 1 << 20 };
    struct error err = { ERROR_NONE, "" };
    int ends[2], status;
    assert_int_equal(pipe(ends), 0);
    fcntl(ends[1], F_SETFL, O_NONBLOCK);
    pid_t child = fork();
    if (child == 0) {
        static char buffer[65536];
        size_t total = 0;
        close(ends[1]);
        for (ssize_t n; (n = read(ends[0], buffer, sizeof buffer)) > 0;) {
            total += (size_t)n;
            usleep(1000);
        }
        _exit(total == BYTES ? 0 : 1);
    }
    close(ends[0]);
    char *text = calloc(1, BYTES);
    assert_true(write_to(ends[1], (struct str){ text, BYTES }, false, &err));
    close(ends[1]);
    free(text);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

/* A terminal of ten rows; what is written to it is read from the other end. */
static int open_terminal(int *ret_other)
{
    int here = posix_openpt(O_RDWR | O_NOCTTY);
    if (here < 0 || grantpt(here) != 0 || unlockpt(here) != 0)
        return -1;
    *ret_other = open(ptsname(here), O_RDWR | O_NOCTTY);
    struct winsize size = { .ws_row = 10, .ws_col = 40 };
    if (*ret_other < 0 || ioctl(*ret_other, TIOCSWINSZ, &size) != 0)
        return -1;
    return here;
}

static const char *show(const char *pager, int lines, char seen[4096])
{
    struct error err = { ERROR_NONE, "" };
    CLEANUP_STRBUF struct strbuf text = STRBUF_INIT;
    int other, here = open_terminal(&other);
    if (here < 0)
        skip();
    for (int i = 0; i < lines; i++)
        strbuf_string(&text, "line\n");
    output_use_pager(pager);
    assert_true(write_to(other, strbuf_view(&text), true, &err));
    output_use_pager(NULL);
    fcntl(here, F_SETFL, O_NONBLOCK);
    ssize_t n = read(here, seen, 4095);
    seen[n < 0 ? 0 : n] = '\0';
    close(here);
    close(other);
    return seen;
}

static void long_answers_go_through_the_pager(void **state)
{
    (void)state;
    char seen[4096];
    setenv("PAGER", "echo from the environment", 1);
    assert_string_equal(show("wc -l", 12, seen), "12\r\n");
    assert_string_equal(show("wc -l", 3, seen), "line\r\nline\r\nline\r\n");
    assert_string_equal(show("", 12, seen), "from the environment\r\n");
    assert_non_null(strstr(show("none", 12, seen), "line\r\nline\r\n"));
    /* A pager that leaves early does no harm, and one that is not there is passed over. */
    assert_string_equal(show("true", 5000, seen), "");
    assert_non_null(strstr(show("/not/there 2>/dev/null", 12, seen), "line\r\nline\r\n"));
}

static int ignore_sigpipe(void **state)
{
    (void)state;
    signal(SIGPIPE, SIG_IGN);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_reader_that_goes_away_is_no_error),
        cmocka_unit_test(a_full_disk_is_one),
        cmocka_unit_test(a_slow_reader_gets_all),
        cmocka_unit_test(long_answers_go_through_the_pager),
    };
    return cmocka_run_group_tests(tests, ignore_sigpipe, NULL);
}
