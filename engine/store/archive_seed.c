#include "engine/store/archive_seed.h"

#include "engine/base/memory.h"
#include "engine/store/archive_private.h"
#include "engine/store/data_dir.h"

#include <stdio.h>
#include <zstd.h>

enum { LEVEL = 12, READ_BYTES = 1 << 20 };

/* The file of an archive that was closed is all there is of it. */
static bool compact(const char *dir, struct error *err)
{
    struct archive *a;
    if (!archive_open(dir, true, false, &a, err))
        return false;
    bool ok = db_exec(archive_db(a), "VACUUM", err);
    archive_close(a);
    return ok;
}

static bool read_file(const char *path, struct strbuf *out, struct error *err)
{
    FILE *f = fopen(path, "rb");
    size_t n = 1;
    if (!f)
        return error_errno(err, "cannot read '%s'", path);
    while (n > 0) {
        n = fread(strbuf_reserve(out, READ_BYTES), 1, READ_BYTES, f);
        strbuf_truncate(out, out->n + n);
    }
    bool ok = !ferror(f) || error_errno(err, "cannot read '%s'", path);
    fclose(f);
    return ok;
}

bool archive_seed_pack(const char *dir, struct strbuf *out, struct error *err)
{
    CLEANUP_STRBUF struct strbuf file = STRBUF_INIT;
    CLEANUP_FREE char *path = data_dir_archive_path(dir);
    if (!compact(dir, err) || !read_file(path, &file, err))
        return false;
    size_t room = ZSTD_compressBound(file.n), n = ZSTD_compress(strbuf_reserve(out, room), room, file.p, file.n, LEVEL);
    if (ZSTD_isError(n))
        return error_set(err, ERROR_INTERNAL, "cannot pack '%s': %s", path, ZSTD_getErrorName(n));
    strbuf_truncate(out, out->n + n);
    return true;
}

bool archive_seed_plant(const char *dir, struct str seed, struct error *err)
{
    if (data_dir_exists(dir))
        return true;
    size_t bytes = (size_t)ZSTD_getFrameContentSize(seed.p, seed.n);
    CLEANUP_FREE char *file = xmalloc(bytes);
    size_t n = ZSTD_decompress(file, bytes, seed.p, seed.n);
    if (ZSTD_isError(n))
        return error_set(err, ERROR_INTERNAL, "cannot unpack the archive that is begun with: %s", ZSTD_getErrorName(n));
    return data_dir_put_archive(dir, (struct str){ file, n }, err);
}
