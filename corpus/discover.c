#include "corpus/discover.h"

#include "engine/base/memory.h"
#include "engine/base/strbuf.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEPTH_MAX = 256 };

/* Names that tell of something else than articles. */
static const char *const other_endings[] = {
    ".7z",      ".aac",  ".avi",  ".bak",     ".bin",  ".bmp",    ".bz2",    ".c",    ".cc",   ".cfg",
    ".class",   ".conf", ".cpp",  ".css",     ".db",   ".db-shm", ".db-wal", ".deb",  ".dll",  ".doc",
    ".docx",    ".epub", ".exe",  ".flac",    ".gif",  ".go",     ".h",      ".hdf5", ".ico",  ".ini",
    ".iso",     ".jar",  ".java", ".jpeg",    ".jpg",  ".js",     ".lock",   ".log",  ".m4a",  ".m4v",
    ".mkv",     ".mov",  ".mp3",  ".mp4",     ".npy",  ".npz",    ".o",      ".odp",  ".ods",  ".odt",
    ".ogg",     ".ogv",  ".otf",  ".parquet", ".pdf",  ".pickle", ".pkl",    ".png",  ".ppt",  ".pptx",
    ".ps",      ".py",   ".pyc",  ".rar",     ".rpm",  ".rs",     ".sh",     ".so",   ".sql",  ".sqlite",
    ".sqlite3", ".svg",  ".swp",  ".tar",     ".tgz",  ".tif",    ".tiff",   ".tmp",  ".toml", ".ts",
    ".ttf",     ".wav",  ".webm", ".webp",    ".woff", ".woff2",  ".xls",    ".xlsx", ".xz",   ".yaml",
    ".yml",     ".zip",
};

/* Files of a project, not of a newspaper: articles only where they begin as one, with front matter. */
static const char *const project_files[] = { "README",       "CHANGELOG",       "LICENSE",  "LICENCE",
                                             "CONTRIBUTING", "CODE_OF_CONDUCT", "SECURITY", "MANIFEST" };

struct met {
    dev_t device;
    ino_t inode;
};

struct walk {
    bool (*visit)(void *ctx, const struct found_file *file, struct error *err);
    void (*trouble)(void *ctx, const char *path, const struct error *why);
    void *ctx;
    struct error *err;
    struct met *folders, *files;        /* hash tables: device 0 and inode 0 is a free slot */
    size_t folder_count, folder_slots, file_count, file_slots;
    int depth;
    bool all;                           /* whatever the files' names tell */
};

/* ---- once each ----------------------------------------------------------------------------------------- */

static struct met *slot_of(struct met *table, size_t slots, const struct met *m)
{
    size_t at = (size_t)(((uint64_t)m->inode * 0x9E3779B97F4A7C15u ^
                          (uint64_t)m->device * 0xC2B2AE3D27D4EB4Fu) >>
                         20);
    for (at &= slots - 1; table[at].device || table[at].inode; at = (at + 1) & (slots - 1))
        if (table[at].device == m->device && table[at].inode == m->inode)
            break;
    return &table[at];
}

/* Is it new? Then it is not any more. */
static bool first_time(struct met **table, size_t *count, size_t *slots, const struct stat *st)
{
    struct met m = { st->st_dev, st->st_ino };
    if (*count * 2 >= *slots) {
        size_t more = *slots ? *slots * 2 : 64;
        struct met *wider = xcalloc(more, sizeof *wider);
        for (size_t i = 0; i < *slots; i++)
            if ((*table)[i].device || (*table)[i].inode)
                *slot_of(wider, more, &(*table)[i]) = (*table)[i];
        free(*table);
        *table = wider;
        *slots = more;
    }
    struct met *slot = slot_of(*table, *slots, &m);
    if (slot->device || slot->inode)
        return false;
    *slot = m;
    ++*count;
    return true;
}

/* ---- names --------------------------------------------------------------------------------------------- */

static bool ends_in(const char *name, const char *ending)
{
    size_t n = strlen(name), e = strlen(ending);
    return n > e && strcasecmp(name + n - e, ending) == 0;
}

static bool tells_of_something_else(const char *name)
{
    if (name[strlen(name) - 1] == '~')
        return true;
    for (size_t i = 0; i < sizeof other_endings / sizeof *other_endings; i++)
        if (ends_in(name, other_endings[i]))
            return true;
    return ends_in(name, ".tar.gz") || ends_in(name, ".tar.zst");
}

static bool is_project_file(const char *name)
{
    size_t n = strcspn(name, ".");
    for (size_t i = 0; i < sizeof project_files / sizeof *project_files; i++)
        if (strlen(project_files[i]) == n && strncasecmp(name, project_files[i], n) == 0)
            return true;
    return false;
}

static bool begins_with_front_matter(const char *path)
{
    char head[8] = "";
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? 0 : read(fd, head, sizeof head - 1);
    if (fd >= 0)
        close(fd);
    const char *p = n >= 3 && memcmp(head, "\xEF\xBB\xBF", 3) == 0 ? head + 3 : head;
    return strncmp(p, "---\n", 4) == 0 || strncmp(p, "---\r", 4) == 0;
}

/* ---- the walk ------------------------------------------------------------------------------------------ */

static bool walk_path(struct walk *w, struct strbuf *path, bool named);

static void tell(struct walk *w, const char *path, const char *what)
{
    struct error why;
    error_errno(&why, "%s", what);
    if (w->trouble)
        w->trouble(w->ctx, path, &why);
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The names in a folder in byte order; hidden ones are left out. False: it cannot be read. */
static bool list(const char *path, char ***ret, size_t *ret_n)
{
    DIR *dir = opendir(path);
    char **names = NULL;
    size_t n = 0, capacity = 0;
    if (!dir)
        return false;
    errno = 0;
    for (struct dirent *e; (e = readdir(dir)); errno = 0) {
        if (e->d_name[0] == '.')
            continue;
        GROW(names, n, capacity);
        names[n++] = xstrdup(e->d_name);
    }
    int failed = errno;
    closedir(dir);
    if (n)
        qsort(names, n, sizeof *names, compare_names);
    *ret = names;
    *ret_n = n;
    errno = failed;
    return true;
}

static bool walk_folder(struct walk *w, struct strbuf *path)
{
    char **names;
    size_t n, length = path->n;
    bool go_on = true;
    if (w->depth == DEPTH_MAX) {
        errno = ELOOP;
        tell(w, path->p, "folders stand too deep in one another");
        return true;
    }
    if (!list(path->p, &names, &n)) {
        tell(w, path->p, "cannot read the folder");
        return true;
    }
    if (errno)
        tell(w, path->p, "cannot read all of the folder");
    w->depth++;
    for (size_t i = 0; i < n; i++) {
        if (go_on) {
            if (path->n && path->p[path->n - 1] != '/')
                strbuf_byte(path, '/');
            strbuf_string(path, names[i]);
            go_on = walk_path(w, path, false);
            strbuf_truncate(path, length);
        }
        free(names[i]);
    }
    w->depth--;
    free(names);
    return go_on;
}

static bool walk_file(struct walk *w, const char *path, const struct stat *st, bool named)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    if (!named && (!S_ISREG(st->st_mode) || (!w->all && tells_of_something_else(name))))
        return true;
    if (!named && !w->all && is_project_file(name) && !begins_with_front_matter(path))
        return true;
    if (!first_time(&w->files, &w->file_count, &w->file_slots, st))
        return true;
    struct found_file file = {
        .path = path, .size = S_ISREG(st->st_mode) ? (uint64_t)st->st_size : 0,
        .mtime_ns = (int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec, .named = named,
    };
    return w->visit(w->ctx, &file, w->err);
}

static bool walk_path(struct walk *w, struct strbuf *path, bool named)
{
    struct stat st;
    if (named && strcmp(path->p, "-") == 0) {
        struct found_file file = { .path = "-", .named = true };
        return w->visit(w->ctx, &file, w->err);
    }
    if (stat(path->p, &st) != 0) {
        tell(w, path->p, "cannot be found");
        return true;
    }
    if (!S_ISDIR(st.st_mode))
        return walk_file(w, path->p, &st, named);
    if (!first_time(&w->folders, &w->folder_count, &w->folder_slots, &st))
        return true;
    return walk_folder(w, path);
}

static bool walk_paths(struct walk *w, const char *const *paths, size_t count)
{
    CLEANUP_STRBUF struct strbuf path = STRBUF_INIT;
    bool go_on = true;
    for (size_t i = 0; i < count && go_on; i++) {
        strbuf_clear(&path);
        strbuf_string(&path, paths[i]);
        go_on = walk_path(w, &path, true);
    }
    free(w->folders);
    free(w->files);
    return go_on;
}

bool discover(const char *const *paths, size_t count,
              bool (*visit)(void *ctx, const struct found_file *file, struct error *err),
              void (*trouble)(void *ctx, const char *path, const struct error *why), void *ctx,
              struct error *err)
{
    struct walk w = { .visit = visit, .trouble = trouble, .ctx = ctx, .err = err };
    return walk_paths(&w, paths, count);
}

bool discover_all(const char *path,
                  bool (*visit)(void *ctx, const struct found_file *file, struct error *err),
                  void (*trouble)(void *ctx, const char *path, const struct error *why), void *ctx,
                  struct error *err)
{
    struct walk w = { .visit = visit, .trouble = trouble, .ctx = ctx, .err = err, .all = true };
    return walk_paths(&w, &path, 1);
}
