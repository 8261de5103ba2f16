#include "query/alerts/deliver.h"

#include "engine/base/child.h"
#include "engine/base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

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

bool deliver_output(struct str text, struct error *err)
{
    return write_all(STDOUT_FILENO, text) || error_errno(err, "cannot write to standard output");
}

/* ---- commands ---- */

bool deliver_command(const char *command, const char *name, struct str text, struct error *err)
{
    enum { SIGNALLED = 128 };
    const char *const arguments[] = { "/bin/sh", "-c", command, NULL };
    const struct child_variable variable = { "CAUCUS_ALERT", name };
    const struct child child = { .arguments = arguments, .variables = &variable, .variable_count = 1, .input = &text, .inherited = -1 };
    int code;
    bool read;
    if (!child_run(&child, &code, &read, err))
        return false;
    if (code > SIGNALLED)
        return error_set(err, ERROR_IO, "'%s' was ended by signal %d", command, code - SIGNALLED);
    if (code)
        return error_set(err, ERROR_IO, "'%s' ended with exit code %d", command, code);
    return read || error_set(err, ERROR_IO, "'%s' did not read all that it was given", command);
}

/* ---- files ---- */

static bool sync_folder_of(const char *path)
{
    CLEANUP_FREE char *folder = xstrdup(path);
    char *slash = strrchr(folder, '/');
    if (slash)
        slash[slash == folder] = '\0';
    int fd = open(slash ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool ok = fd >= 0 && (fsync(fd) == 0 || errno == EINVAL);
    if (fd >= 0)
        close(fd);
    return ok;
}

static bool finish(int fd, bool ok)
{
    ok = ok && (fsync(fd) == 0 || errno == EINVAL || errno == EROFS);   /* which a pipe or a device answers */
    int why = errno;
    ok = close(fd) == 0 && ok;
    errno = ok ? errno : why;
    return ok;
}

bool deliver_replace(const char *path, struct str text, struct error *err)
{
    CLEANUP_FREE char *fresh = xasprintf("%s.new", path);
    int fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd < 0)
        return error_errno(err, "cannot write '%s'", fresh);
    if (!finish(fd, write_all(fd, text))) {
        error_errno(err, "cannot write '%s'", fresh);
        unlink(fresh);
        return false;
    }
    return (rename(fresh, path) == 0 && sync_folder_of(path)) || error_errno(err, "cannot write '%s'", path);
}

bool deliver_measure(const char *path, int64_t *ret_bytes, int64_t *ret_inode, struct error *err)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    struct stat st;
    if (fd < 0)
        return error_errno(err, "cannot write '%s'", path);
    bool ok = fstat(fd, &st) == 0;
    close(fd);
    if (!ok)
        return error_errno(err, "cannot write '%s'", path);
    *ret_bytes = (int64_t)st.st_size;
    *ret_inode = (int64_t)st.st_ino;
    return true;
}

bool deliver_undo(const char *path, int64_t bytes, int64_t inode, struct error *err)
{
    struct stat st;
    if (stat(path, &st) != 0 || (int64_t)st.st_ino != inode || !S_ISREG(st.st_mode) || (int64_t)st.st_size <= bytes)
        return true;
    return truncate(path, (off_t)bytes) == 0 || error_errno(err, "cannot cut '%s' back to what was delivered", path);
}

bool deliver_append(const char *path, struct str text, struct error *err)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (fd < 0)
        return error_errno(err, "cannot write '%s'", path);
    return (finish(fd, write_all(fd, text)) && sync_folder_of(path)) || error_errno(err, "cannot write '%s'", path);
}
