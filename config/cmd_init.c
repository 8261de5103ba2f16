#include "config/commands.h"
#include "config/output.h"
#include "config/paths.h"
#include "engine/base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Makes a folder and those above it. */
static bool make_folders(const char *path, struct error *err)
{
    CLEANUP_FREE char *part = xstrdup(path);
    for (char *slash = part + 1; *part && (slash = strchr(slash, '/')); slash++) {
        *slash = '\0';
        if (mkdir(part, 0777) != 0 && errno != EEXIST)
            return error_errno(err, "cannot make the folder '%s'", part);
        *slash = '/';
    }
    struct stat st;
    if (mkdir(path, 0777) == 0 || (errno == EEXIST && stat(path, &st) == 0 && S_ISDIR(st.st_mode)))
        return true;
    return error_errno(err, "cannot make the folder '%s'", path);
}

static bool write_fd(int fd, struct str text)
{
    while (text.n > 0) {
        ssize_t n = write(fd, text.p, text.n);
        if (n < 0 && errno != EINTR)
            return false;
        if (n > 0)
            text = str_slice(text, (size_t)n, text.n);
    }
    return fsync(fd) == 0 || errno == EINVAL;
}

/* A file that is there stays as it is; one that could not be written in full is taken away again. */
static bool write_new_file(const char *path, struct str text, struct error *err)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0 && errno == EEXIST)
        return error_set(err, ERROR_IO, "'%s' is there already and was left as it is", path);
    if (fd < 0)
        return error_errno(err, "cannot write '%s'", path);
    bool fine = write_fd(fd, text) || error_errno(err, "cannot write '%s'", path);
    if (close(fd) != 0 && fine)
        fine = error_errno(err, "cannot write '%s'", path);
    if (!fine)
        unlink(path);
    return fine;
}

/* A word for a shell, in quotes where it needs them. */
static void quote(struct strbuf *out, const char *word)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-+=./,:@%";
    if (*word && strspn(word, plain) == strlen(word)) {
        strbuf_string(out, word);
        return;
    }
    strbuf_byte(out, '\'');
    for (; *word; word++)
        if (*word == '\'')
            strbuf_string(out, "'\\''");
        else
            strbuf_byte(out, *word);
    strbuf_byte(out, '\'');
}

static int run_init(struct invocation *in, struct error *err)
{
    const char *dir = in->argument_count ? in->arguments[0] : ".";
    if (in->argument_count > 1)
        return error_set(err, ERROR_USAGE, "'init' takes one folder, and was given %zu", in->argument_count);
    if (!*dir)
        return error_set(err, ERROR_USAGE, "'init' takes the name of a folder, not ''");
    CLEANUP_FREE char *path = paths_resolve(dir, "caucus.yaml");
    CLEANUP_STRBUF struct strbuf text = STRBUF_INIT;
    CLEANUP_STRBUF struct strbuf next = STRBUF_INIT;
    config_write_default(&text);
    if (!make_folders(dir, err) || !write_new_file(path, strbuf_view(&text), err))
        return 0;
    strbuf_string(&next, "caucus ");
    if (strcmp(path, "caucus.yaml") != 0) {
        strbuf_string(&next, "--config ");
        quote(&next, path);
        strbuf_byte(&next, ' ');
    }
    strbuf_string(&next, "index");
    output_note(in->quiet, "wrote '%s'; name your sources in it, then run: %s", path, next.p);
    return 0;
}

static const char *const examples[] = {
    "caucus init", "writes caucus.yaml into the current folder",
    "caucus init ~/.config/caucus", "writes the one that is read wherever you are",
    NULL,
};

const struct command command_init = {
    .name = "init",
    .arguments = "[DIR]",
    .summary = "writes a commented caucus.yaml",
    .description =
        "Makes the folder (the current one when none is named) and writes caucus.yaml into it: every setting "
        "with its default and meaning, commented out. A file that is there already is never touched.",
    .examples = examples,
    .no_config = true,
    .run = run_init,
};
