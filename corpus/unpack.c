#include "corpus/unpack.h"

#include "engine/base/memory.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

enum { RAW_BYTES = 128 * 1024, MAGIC_BYTES = 4 };

enum packing { PACKING_UNKNOWN, PACKING_NONE, PACKING_GZIP, PACKING_ZSTD };

struct unpack {
    int fd;                 /* -1: everything is in `raw` from the start */
    char *buffer;           /* NULL for memory */
    struct str raw;         /* read and not yet used */
    bool at_end;            /* nothing is left to read behind `raw` */
    uint64_t stored;
    enum packing packing;
    z_stream gzip;
    ZSTD_DCtx *zstd;
    bool inside;            /* of a member or frame */
    bool padded;            /* zeros were seen behind a member */
};

struct unpack *unpack_new(int fd, struct str memory)
{
    struct unpack *u = xcalloc(1, sizeof *u);
    u->fd = fd;
    if (fd < 0) {
        u->raw = memory;
        u->stored = memory.n;
        u->at_end = true;
    } else {
        u->buffer = xmalloc(RAW_BYTES);
        u->raw.p = u->buffer;
    }
    return u;
}

void unpack_free(struct unpack *u)
{
    if (!u)
        return;
    if (u->packing == PACKING_GZIP)
        inflateEnd(&u->gzip);
    ZSTD_freeDCtx(u->zstd);
    free(u->buffer);
    free(u);
}

uint64_t unpack_stored(const struct unpack *u)
{
    return u->stored - u->raw.n;
}

/* Reads until `least` bytes lie in `raw` or the file ends. */
static bool fill(struct unpack *u, size_t least, struct error *err)
{
    while (u->raw.n < least && !u->at_end) {
        if (u->raw.n)
            memmove(u->buffer, u->raw.p, u->raw.n);
        u->raw.p = u->buffer;
        ssize_t n = read(u->fd, u->buffer + u->raw.n, RAW_BYTES - u->raw.n);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return error_errno(err, "cannot read on");
        u->at_end = n == 0;
        u->raw.n += (size_t)n;
        u->stored += (uint64_t)n;
    }
    return true;
}

static void drop(struct unpack *u, size_t n)
{
    u->raw = str_slice(u->raw, n, u->raw.n);
}

static bool is_gzip(struct str raw)
{
    return raw.n >= 3 && memcmp(raw.p, "\x1F\x8B\x08", 3) == 0;
}

/* A frame, or one of the sixteen magic numbers of frames to be passed over. */
static bool is_zstd(struct str raw)
{
    return raw.n >= 4 &&
           (memcmp(raw.p, "\x28\xB5\x2F\xFD", 4) == 0 ||
            ((unsigned char)(raw.p[0] & 0xF0) == 0x50 && memcmp(raw.p + 1, "\x2A\x4D\x18", 3) == 0));
}

static bool detect(struct unpack *u, struct error *err)
{
    if (!fill(u, MAGIC_BYTES, err))
        return false;
    if (is_gzip(u->raw)) {
        if (inflateInit2(&u->gzip, 15 + 16) != Z_OK)
            return error_set(err, ERROR_INTERNAL, "zlib does not start");
        u->packing = PACKING_GZIP;
    } else if (is_zstd(u->raw)) {
        u->zstd = ZSTD_createDCtx();
        if (!u->zstd)
            return error_set(err, ERROR_INTERNAL, "zstd does not start");
        u->packing = PACKING_ZSTD;
    } else {
        u->packing = PACKING_NONE;
    }
    return true;
}

static bool read_plain(struct unpack *u, char *out, size_t size, size_t *ret_n, struct error *err)
{
    if (!fill(u, 1, err))
        return false;
    size_t n = u->raw.n < size ? u->raw.n : size;
    if (n)
        memcpy(out, u->raw.p, n);
    drop(u, n);
    *ret_n = n;
    return true;
}

/* Between members: is there another one? Zeros are padding; anything else does not belong there. */
static bool next_member(struct unpack *u, bool *ret_more, struct error *err)
{
    do {
        if (!fill(u, MAGIC_BYTES, err))
            return false;
        for (; u->raw.n && u->raw.p[0] == '\0'; drop(u, 1))
            u->padded = true;
    } while (u->padded && !u->raw.n && !u->at_end);
    *ret_more = u->raw.n > 0;
    if (*ret_more && (u->padded || !is_gzip(u->raw)))
        return error_set(err, ERROR_INPUT, "what stands behind the gzip stream is not gzip");
    if (*ret_more && inflateReset(&u->gzip) != Z_OK)
        return error_set(err, ERROR_INTERNAL, "zlib does not start again");
    return true;
}

static bool read_gzip(struct unpack *u, char *out, size_t size, size_t *ret_n, struct error *err)
{
    u->gzip.next_out = (unsigned char *)out;
    u->gzip.avail_out = (unsigned)size;
    while (u->gzip.avail_out == size) {
        bool more;
        if (!u->inside) {
            if (!next_member(u, &more, err))
                return false;
            if (!more)
                break;
            u->inside = true;
        }
        if (!fill(u, 1, err))
            return false;
        u->gzip.next_in = (unsigned char *)(uintptr_t)u->raw.p;
        u->gzip.avail_in = (unsigned)(u->raw.n < RAW_BYTES ? u->raw.n : RAW_BYTES);
        size_t before = u->gzip.avail_in;
        int code = inflate(&u->gzip, Z_NO_FLUSH);
        drop(u, before - u->gzip.avail_in);
        if (code == Z_STREAM_END)
            u->inside = false;
        else if (code == Z_BUF_ERROR || (code == Z_OK && before == 0 && u->gzip.avail_out == size))
            return error_set(err, ERROR_INPUT, "the gzip stream ends early");
        else if (code != Z_OK && u->gzip.avail_out == size)
            return error_set(err, ERROR_INPUT, "the gzip stream is damaged: %s",
                             u->gzip.msg ? u->gzip.msg : "unknown fault");
    }
    *ret_n = size - u->gzip.avail_out;
    return true;
}

static bool read_zstd(struct unpack *u, char *out, size_t size, size_t *ret_n, struct error *err)
{
    ZSTD_outBuffer to = { out, size, 0 };
    while (to.pos == 0) {
        if (!fill(u, 1, err))
            return false;
        if (!u->raw.n && !u->inside)
            break;
        bool dry = u->raw.n == 0;
        ZSTD_inBuffer from = { u->raw.p, u->raw.n, 0 };
        size_t left = ZSTD_decompressStream(u->zstd, &to, &from);
        drop(u, from.pos);
        if (ZSTD_isError(left))
            return error_set(err, ERROR_INPUT, "the zstd stream is damaged: %s", ZSTD_getErrorName(left));
        u->inside = left != 0;
        if (dry && to.pos == 0 && u->inside)
            return error_set(err, ERROR_INPUT, "the zstd stream ends early");
    }
    *ret_n = to.pos;
    return true;
}

bool unpack_read(struct unpack *u, char *out, size_t size, size_t *ret_n, struct error *err)
{
    if (u->packing == PACKING_UNKNOWN && !detect(u, err))
        return false;
    switch (u->packing) {
    case PACKING_GZIP: return read_gzip(u, out, size, ret_n, err);
    case PACKING_ZSTD: return read_zstd(u, out, size, ret_n, err);
    default: return read_plain(u, out, size, ret_n, err);
    }
}
