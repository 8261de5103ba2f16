#include "corpus/input.h"

#include "corpus/unpack.h"
#include "corpus/utf16.h"
#include "engine/base/memory.h"
#include "engine/base/strbuf.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TEXT_BYTES = 256 * 1024, WIDE_BYTES = 64 * 1024, LINE_KEEP_BYTES = 1024 * 1024 };

struct input {
    struct unpack *unpack;
    int fd;
    bool own_fd;
    char *text;             /* TEXT_BYTES */
    size_t from, n;         /* text[from..n) is not yet taken */
    bool begun, at_end;
    bool is_wide;
    struct utf16 wide;
    char *wide_bytes;       /* WIDE_BYTES, where the stream is UTF-16 */
    struct strbuf line;     /* of a line that is longer than `text` holds */
    uint64_t lines;
    struct error failed;    /* kind is not ERROR_NONE: the stream cannot be read on */
    int64_t mtime;
    bool has_mtime;
};

static struct input *input_new(int fd, struct str memory)
{
    struct input *in = xcalloc(1, sizeof *in);
    in->fd = fd;
    in->unpack = unpack_new(fd, memory);
    in->text = xmalloc(TEXT_BYTES);
    strbuf_init(&in->line);
    return in;
}

bool input_open(const char *path, struct input **ret, struct error *err)
{
    bool is_stdin = strcmp(path, "-") == 0;
    int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    struct stat st;
    if (fd < 0 || fstat(fd, &st) != 0) {
        error_errno(err, "cannot read '%s'", path);
        if (fd >= 0 && !is_stdin)
            close(fd);
        return false;
    }
    if (S_ISDIR(st.st_mode)) {
        if (!is_stdin)
            close(fd);
        return error_set(err, ERROR_IO, "cannot read '%s': it is a folder", path);
    }
    struct input *in = input_new(fd, (struct str){ NULL, 0 });
    in->own_fd = !is_stdin;
    in->has_mtime = S_ISREG(st.st_mode);
    in->mtime = (int64_t)st.st_mtime;
    *ret = in;
    return true;
}

struct input *input_of_memory(struct str bytes)
{
    return input_new(-1, bytes);
}

void input_close(struct input *in)
{
    if (!in)
        return;
    unpack_free(in->unpack);
    if (in->own_fd)
        close(in->fd);
    strbuf_release(&in->line);
    free(in->wide_bytes);
    free(in->text);
    free(in);
}

/* The first bytes tell the encoding: they are put back where they are text. */
static bool begin(struct input *in, struct error *err)
{
    in->begun = true;
    while (in->n < 3 && !in->at_end) {
        size_t n;
        if (!unpack_read(in->unpack, in->text + in->n, 3 - in->n, &n, err))
            return false;
        in->at_end = n == 0;
        in->n += n;
    }
    if (in->n == 3 && memcmp(in->text, "\xEF\xBB\xBF", 3) == 0) {
        in->n = 0;
    } else if (in->n >= 2 && (memcmp(in->text, "\xFF\xFE", 2) == 0 || memcmp(in->text, "\xFE\xFF", 2) == 0)) {
        in->is_wide = true;
        in->wide.big_endian = in->text[0] == '\xFE';
        in->wide_bytes = xmalloc(WIDE_BYTES);
        char third = in->text[2];
        in->n = in->n == 3 ? utf16_decode(&in->wide, (struct str){ &third, 1 }, in->text) : 0;
    }
    return true;
}

/* Adds to text[n..), which has room for UTF16_ROOM(1) at least. */
static bool refill(struct input *in, struct error *err)
{
    size_t room = TEXT_BYTES - in->n, n;
    if (!in->is_wide) {
        if (!unpack_read(in->unpack, in->text + in->n, room, &n, err))
            return false;
        in->at_end = n == 0;
        in->n += n;
        return true;
    }
    size_t most = (room - UTF16_ROOM(0)) / 2;
    if (!unpack_read(in->unpack, in->wide_bytes, most < WIDE_BYTES ? most : WIDE_BYTES, &n, err))
        return false;
    in->at_end = n == 0;
    in->n += utf16_decode(&in->wide, (struct str){ in->wide_bytes, n }, in->text + in->n);
    if (in->at_end)
        in->n += utf16_end(&in->wide, in->text + in->n);
    return true;
}

/* Makes at least `least` bytes ready (at most INPUT_PEEK_MAX), unless the stream ends or fails before. */
static void ready(struct input *in, size_t least)
{
    if (in->from == in->n)
        in->from = in->n = 0;
    if (in->n - in->from >= least || in->failed.kind)
        return;
    if (TEXT_BYTES - in->from < least + UTF16_ROOM(1)) {
        memmove(in->text, in->text + in->from, in->n - in->from);
        in->n -= in->from;
        in->from = 0;
    }
    if (!in->begun && !begin(in, &in->failed))
        return;
    while (in->n - in->from < least && !in->at_end)
        if (!refill(in, &in->failed))
            return;
}

static enum input_result nothing_left(const struct input *in, struct error *err)
{
    if (!in->failed.kind)
        return INPUT_END;
    *err = in->failed;
    return INPUT_FAILED;
}

enum input_result input_peek(struct input *in, size_t want, struct str *ret, struct error *err)
{
    ready(in, want < INPUT_PEEK_MAX ? want : INPUT_PEEK_MAX);
    size_t n = in->n - in->from;
    if (!n && in->failed.kind)
        return nothing_left(in, err);
    *ret = (struct str){ in->text + in->from, n < want ? n : want };
    return INPUT_OK;
}

enum input_result input_chunk(struct input *in, struct str *ret, struct error *err)
{
    ready(in, 1);
    if (in->from == in->n)
        return nothing_left(in, err);
    *ret = (struct str){ in->text + in->from, in->n - in->from };
    return INPUT_OK;
}

void input_take(struct input *in, size_t n)
{
    in->from += n;
}

/* A line that lies in `text` as a whole is given as it lies there. */
static bool short_line(struct input *in, struct str *ret)
{
    struct str rest = { in->text + in->from, in->n - in->from };
    size_t at = str_find(rest, '\n');
    if (at == rest.n && !(in->at_end && rest.n))
        return false;
    *ret = str_slice(rest, 0, at);
    in->from += at < rest.n ? at + 1 : at;
    return true;
}

/* Gathers a line piece by piece; *ret_long is whether it is over `most` bytes. */
static enum input_result long_line(struct input *in, size_t most, bool *ret_long, struct error *err)
{
    *ret_long = false;
    for (;;) {
        struct str chunk;
        enum input_result got = input_chunk(in, &chunk, err);
        if (got == INPUT_END && (in->line.n || *ret_long))
            return INPUT_OK;
        if (got != INPUT_OK)
            return got;
        size_t at = str_find(chunk, '\n');
        if (in->line.n + at > most + 1)
            *ret_long = true;
        if (!*ret_long)
            strbuf_bytes(&in->line, chunk.p, at);
        input_take(in, at < chunk.n ? at + 1 : at);
        if (at < chunk.n)
            return INPUT_OK;
    }
}

enum input_result input_line(struct input *in, size_t most, struct str *ret, struct error *err)
{
    struct str line;
    bool too_long = false;
    if (in->line.capacity > LINE_KEEP_BYTES)
        strbuf_release(&in->line);
    strbuf_clear(&in->line);
    ready(in, 1);
    if (!short_line(in, &line)) {
        enum input_result got = long_line(in, most, &too_long, err);
        if (got != INPUT_OK)
            return got;
        line = strbuf_view(&in->line);
    }
    in->lines++;
    if (line.n && line.p[line.n - 1] == '\r')
        line.n--;
    if (too_long || line.n > most)
        return INPUT_TOO_LONG;
    *ret = line;
    return INPUT_OK;
}

uint64_t input_lines(const struct input *in)
{
    return in->lines;
}

uint64_t input_bytes(const struct input *in)
{
    return unpack_stored(in->unpack);
}

uint64_t input_repaired(const struct input *in)
{
    return in->wide.repaired;
}

bool input_mtime(const struct input *in, int64_t *ret_seconds)
{
    if (in->has_mtime)
        *ret_seconds = in->mtime;
    return in->has_mtime;
}
