#include "engine/store/registry_image.h"

#include "engine/store/archive_private.h"

#include <zstd.h>

enum { LEVEL = 6, IMAGE_BYTES_MAX = 1 << 30 };
static const char image_key[] = "image_packed", stamp_key[] = "image_packed_stamp";

/* The value of a fact of the registry; *ret_found. It holds until the statement's next use. */
static bool get(struct archive *a, const char *key, struct str *ret, bool *ret_found, sqlite3_stmt **ret_statement, struct error *err)
{
    sqlite3_stmt *s = db_statement(&a->db, "SELECT value FROM registry WHERE key = ?1 /* image */", err);
    if (!s)
        return false;
    db_bind_str(s, 1, str_of(key));
    int row = db_step(&a->db, s, err);
    if (row < 0)
        return false;
    *ret_found = row > 0;
    *ret = row ? db_text(s, 0) : (struct str){ NULL, 0 };
    *ret_statement = s;
    return true;
}

bool registry_image_is_fresh(struct archive *a, struct str stamp, bool *ret, struct error *err)
{
    struct str stored;
    sqlite3_stmt *s;
    bool found;
    if (!get(a, stamp_key, &stored, &found, &s, err))
        return false;
    *ret = found && str_equal(stored, stamp);
    sqlite3_reset(s);
    return true;
}

/* False where it is damaged: then it is made anew. */
static bool unpack(struct str image, struct strbuf *out)
{
    unsigned long long bytes = ZSTD_getFrameContentSize(image.p, image.n);
    if (bytes > IMAGE_BYTES_MAX)
        return false;
    size_t n = ZSTD_decompress(strbuf_reserve(out, (size_t)bytes), (size_t)bytes, image.p, image.n);
    if (ZSTD_isError(n))
        return false;
    strbuf_truncate(out, out->n + n);
    return true;
}

bool registry_image_get(struct archive *a, struct str stamp, struct strbuf *out, bool *ret_found, struct error *err)
{
    struct str image;
    sqlite3_stmt *s;
    if (!registry_image_is_fresh(a, stamp, ret_found, err))
        return false;
    if (!*ret_found)
        return true;
    if (!get(a, image_key, &image, ret_found, &s, err))
        return false;
    if (*ret_found)
        *ret_found = unpack(image, out);
    sqlite3_reset(s);
    return true;
}

static bool put(struct archive *a, const char *key, struct str value, bool blob, struct error *err)
{
    sqlite3_stmt *s = db_statement(&a->db,
        "INSERT INTO registry(key, value) VALUES(?1, ?2) ON CONFLICT(key) DO UPDATE SET value = excluded.value /* image */",
                                   err);
    if (!s)
        return false;
    db_bind_str(s, 1, str_of(key));
    if (blob)
        db_bind_blob(s, 2, value);
    else
        db_bind_str(s, 2, value);
    return db_run(&a->db, s, err);
}

bool registry_image_put(struct archive *a, struct str stamp, struct str image, struct error *err)
{
    CLEANUP_STRBUF struct strbuf packed = STRBUF_INIT;
    size_t room = ZSTD_compressBound(image.n), n = ZSTD_compress(strbuf_reserve(&packed, room), room, image.p, image.n, LEVEL);
    if (ZSTD_isError(n))
        return error_set(err, ERROR_INTERNAL, "cannot pack the registry's image: %s", ZSTD_getErrorName(n));
    strbuf_truncate(&packed, n);
    if (!archive_begin(a, err))
        return false;
    if (put(a, image_key, strbuf_view(&packed), true, err) && put(a, stamp_key, stamp, false, err) && archive_commit(a, err))
        return true;
    archive_rollback(a);
    return false;
}

bool registry_image_remove(struct archive *a, struct error *err)
{
    struct str ignored;
    sqlite3_stmt *s;
    bool found;
    if (!get(a, stamp_key, &ignored, &found, &s, err))
        return false;
    sqlite3_reset(s);
    if (!found)
        return true;
    if (!archive_begin(a, err))
        return false;
    if (db_exec(&a->db, "DELETE FROM registry WHERE key IN ('image_packed', 'image_packed_stamp')", err) && archive_commit(a, err))
        return true;
    archive_rollback(a);
    return false;
}
