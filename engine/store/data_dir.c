#define _GNU_SOURCE     /* F_OFD_SETLK */
#include "engine/store/data_dir.h"

#include "engine/base/memory.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

enum { NUMBER_MAX = 1000000000 };

/* ---- the folder ---- */

bool data_dir_make(const char *dir, struct error *err)
{
    CLEANUP_FREE char *part = xstrdup(dir);
    struct stat st;
    if (!*dir)
        return error_set(err, ERROR_CONFIG, "no data folder is named");
    for (char *slash = part + 1; (slash = strchr(slash, '/')); slash++) {
        *slash = '\0';
        if (mkdir(part, 0777) != 0 && errno != EEXIST)
            return error_errno(err, "cannot make '%s'", part);
        *slash = '/';
    }
    if (mkdir(dir, 0777) != 0 && errno != EEXIST)
        return error_errno(err, "cannot make '%s'", dir);
    if (stat(dir, &st) != 0 || !S_ISDIR(st.st_mode))
        return error_set(err, ERROR_IO, "cannot use '%s': it is not a folder", dir);
    return true;
}

char *data_dir_archive_path(const char *dir)
{
    return xasprintf("%s/archive.db", dir);
}

char *data_dir_index_path(const char *dir, int64_t number)
{
    return xasprintf("%s/index-%lld/index.db", dir, (long long)number);
}

bool data_dir_exists(const char *dir)
{
    CLEANUP_FREE char *path = data_dir_archive_path(dir);
    return access(path, F_OK) == 0;
}

/* ---- the writer's lock ---- */

static void pause_ms(long ms)
{
    struct timespec t = { ms / 1000, ms % 1000 * 1000000 };
    nanosleep(&t, NULL);
}

static long holder(int fd)
{
    char text[32] = "";
    ssize_t n = pread(fd, text, sizeof text - 1, 0);
    return n > 0 ? atol(text) : 0;
}

static bool try_lock(int fd)
{
    struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
    return fcntl(fd, F_OFD_SETLK, &lock) == 0;
}

bool writer_lock_take(const char *dir, int64_t wait_seconds, struct writer_lock *ret, struct error *err)
{
    enum { STEP_MS = 50 };
    CLEANUP_FREE char *path = xasprintf("%s/lock", dir);
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (fd < 0)
        return error_errno(err, "cannot open '%s'", path);
    for (int64_t waited = 0; !try_lock(fd); waited += STEP_MS) {
        bool held = errno == EAGAIN || errno == EACCES;
        if (held && waited < wait_seconds * 1000) {
            pause_ms(STEP_MS);
            continue;
        }
        if (held)
            error_set(err, ERROR_LOCKED, "another caucus (process %ld) is writing to '%s'; try again", holder(fd), dir);
        else
            error_errno(err, "cannot lock '%s'", path);
        close(fd);
        return false;
    }
    char text[32];
    int n = snprintf(text, sizeof text, "%ld\n", (long)getpid());
    /* Only for the message that others show: without it the lock holds as well. */
    if (ftruncate(fd, 0) != 0 || pwrite(fd, text, (size_t)n, 0) != n)
        (void)!ftruncate(fd, 0);
    ret->fd = fd;
    return true;
}

bool build_lock_take(const char *dir, struct writer_lock *ret, struct error *err)
{
    CLEANUP_FREE char *path = xasprintf("%s/build.lock", dir);
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (fd < 0)
        return error_errno(err, "cannot open '%s'", path);
    if (try_lock(fd)) {
        ret->fd = fd;
        return true;
    }
    bool held = errno == EAGAIN || errno == EACCES;
    if (held)
        error_set(err, ERROR_LOCKED, "another caucus is building a new index in '%s'; try again", dir);
    else
        error_errno(err, "cannot lock '%s'", path);
    close(fd);
    return false;
}

void writer_lock_release(struct writer_lock *lock)
{
    if (lock->fd >= 0)
        close(lock->fd);
    lock->fd = -1;
}

/* ---- generations ---- */

static bool generation_of(const char *name, int64_t *ret)
{
    char *end;
    if (strncmp(name, "index-", 6) != 0 || name[6] < '1' || name[6] > '9')
        return false;
    long long n = strtoll(name + 6, &end, 10);
    if ((*end && *end != '\n') || n > NUMBER_MAX)
        return false;
    *ret = n;
    return true;
}

bool data_dir_current(const char *dir, int64_t *ret_number, struct error *err)
{
    CLEANUP_FREE char *path = xasprintf("%s/current", dir);
    char text[64] = "";
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        if (errno != ENOENT)
            return error_errno(err, "cannot read '%s'", path);
        *ret_number = 0;
        return true;
    }
    ssize_t n = read(fd, text, sizeof text - 1);
    close(fd);
    if (n < 0)
        return error_errno(err, "cannot read '%s'", path);
    if (!generation_of(text, ret_number))
        return error_set(err, ERROR_IO, "'%s' is damaged: it names no index; caucus reindex builds a new one", path);
    return true;
}

bool data_dir_sync_folder(const char *dir)
{
    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool ok = fd >= 0 && (fsync(fd) == 0 || errno == EINVAL);
    if (fd >= 0)
        close(fd);
    return ok;
}

/* Makes DIR/NAME of these bytes, whole or not at all: writes, fsyncs, renames, fsyncs the folder. */
static bool put_file(const char *dir, const char *name, mode_t mode, struct str bytes, struct error *err)
{
    CLEANUP_FREE char *path = xasprintf("%s/%s", dir, name);
    CLEANUP_FREE char *fresh = xasprintf("%s.new", path);
    int fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
    if (fd < 0)
        return error_errno(err, "cannot write '%s'", fresh);
    ssize_t n = 1;
    for (size_t at = 0; at < bytes.n && n > 0; at += (size_t)n)
        n = write(fd, bytes.p + at, bytes.n - at);
    bool ok = n > 0 && fsync(fd) == 0;
    ok = close(fd) == 0 && ok;
    if (ok && rename(fresh, path) == 0 && data_dir_sync_folder(dir))
        return true;
    error_errno(err, "cannot write '%s'", path);
    unlink(fresh);
    return false;
}

bool data_dir_put_archive(const char *dir, struct str bytes, struct error *err)
{
    static const char *const logs[] = { "-wal", "-journal" };
    CLEANUP_FREE char *path = data_dir_archive_path(dir);
    for (size_t i = 0; i < sizeof logs / sizeof *logs; i++) {
        CLEANUP_FREE char *log = xasprintf("%s%s", path, logs[i]);
        if (unlink(log) != 0 && errno != ENOENT)
            return error_errno(err, "cannot remove '%s'", log);
    }
    return put_file(dir, "archive.db", 0644, bytes, err);     /* as SQLite makes its files */
}

bool data_dir_set_current(const char *dir, int64_t number, struct error *err)
{
    char text[64];
    snprintf(text, sizeof text, "index-%lld\n", (long long)number);
    return put_file(dir, "current", 0666, str_of(text), err);
}

int64_t data_dir_highest(const char *dir)
{
    int64_t highest = 0, number;
    DIR *d = opendir(dir);
    for (struct dirent *e; d && (e = readdir(d));)
        if (generation_of(e->d_name, &number) && number > highest)
            highest = number;
    if (d)
        closedir(d);
    return highest;
}

int64_t data_dir_earlier(const char *dir, int64_t below)
{
    for (int64_t i = below - 1; i > 0; i--) {
        CLEANUP_FREE char *path = data_dir_index_path(dir, i);
        if (access(path, F_OK) == 0 && !data_dir_is_building(dir, i))
            return i;
    }
    return 0;
}

static char *building_path(const char *dir, int64_t number)
{
    return xasprintf("%s/index-%lld/building", dir, (long long)number);
}

bool data_dir_is_building(const char *dir, int64_t number)
{
    CLEANUP_FREE char *path = building_path(dir, number);
    return access(path, F_OK) == 0;
}

bool data_dir_set_building(const char *dir, int64_t number, bool building, struct error *err)
{
    CLEANUP_FREE char *path = building_path(dir, number);
    if (!building)
        return unlink(path) == 0 || errno == ENOENT || error_errno(err, "cannot remove '%s'", path);
    char *slash = strrchr(path, '/');
    *slash = '\0';
    bool made = mkdir(path, 0777) == 0 || errno == EEXIST;
    *slash = '/';
    int fd = made ? open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0666) : -1;
    if (fd < 0)
        return error_errno(err, "cannot write '%s'", path);
    close(fd);
    return true;
}

static char *generation_folder(const char *dir, int64_t number)
{
    return xasprintf("%s/index-%lld", dir, (long long)number);
}

bool data_dir_remove_index(const char *dir, int64_t number, struct error *err)
{
    CLEANUP_FREE char *folder = generation_folder(dir, number);
    DIR *d = opendir(folder);
    for (struct dirent *e; d && (e = readdir(d));) {
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        CLEANUP_FREE char *path = xasprintf("%s/%s", folder, e->d_name);
        unlink(path);
    }
    if (d)
        closedir(d);
    if (rmdir(folder) != 0 && errno != ENOENT)
        return error_errno(err, "cannot remove '%s'", folder);
    return true;
}

/* ---- sizes ---- */

uint64_t data_dir_free_bytes(const char *dir)
{
    struct statvfs fs;
    return statvfs(dir, &fs) == 0 ? (uint64_t)fs.f_bavail * fs.f_frsize : 0;
}

static uint64_t file_bytes(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 ? (uint64_t)st.st_size : 0;
}

static uint64_t database_bytes(const char *path)
{
    CLEANUP_FREE char *wal = xasprintf("%s-wal", path);
    return file_bytes(path) + file_bytes(wal);
}

uint64_t data_dir_archive_bytes(const char *dir)
{
    CLEANUP_FREE char *path = data_dir_archive_path(dir);
    return database_bytes(path);
}

uint64_t data_dir_index_bytes(const char *dir, int64_t number)
{
    CLEANUP_FREE char *path = data_dir_index_path(dir, number);
    return database_bytes(path);
}
