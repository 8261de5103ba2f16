#include "engine/store/archive_texts.h"

#include "engine/base/memory.h"

#include <stdlib.h>
#define ZDICT_STATIC_LINKING_ONLY
#include <zdict.h>
#define ZSTD_STATIC_LINKING_ONLY
#include <zstd.h>

enum {
    LEVEL = 3,
    DICTIONARY_BYTES = 256 * 1024,
    SAMPLES_MIN = 2000,             /* texts, or SAMPLE_BYTES_MIN, before a dictionary is worth it */
    SAMPLE_BYTES_MIN = 12 * 1024 * 1024,
    SAMPLE_BYTES_MAX = 16 * 1024 * 1024,
    SAMPLE_TEXT_MAX = 64 * 1024,    /* of one text */
};

/* One that was stored. */
struct dictionary {
    int64_t number;                 /* its row, and the id that frames tell */
    char *data;
    ZSTD_DDict *unpack;             /* refers to data */
};

struct archive_texts {
    struct db *db;
    ZSTD_CCtx *pack;
    ZSTD_DCtx *unpack;
    bool looked;                    /* for a stored dictionary to pack with */
    ZSTD_CDict *dictionary;         /* NULL: none yet */
    struct dictionary *known;
    size_t known_n, known_capacity;
    struct strbuf samples;
    size_t *sample_bytes;
    size_t sample_n, sample_capacity;
};

struct archive_texts *archive_texts_new(struct db *db)
{
    struct archive_texts *t = xcalloc(1, sizeof *t);
    t->db = db;
    strbuf_init(&t->samples);
    return t;
}

static void drop_samples(struct archive_texts *t)
{
    strbuf_release(&t->samples);
    free(t->sample_bytes);
    t->sample_bytes = NULL;
    t->sample_n = t->sample_capacity = 0;
}

void archive_texts_forget(struct archive_texts *t)
{
    ZSTD_freeCDict(t->dictionary);
    t->dictionary = NULL;
    t->looked = false;
    for (size_t i = 0; i < t->known_n; i++) {
        ZSTD_freeDDict(t->known[i].unpack);
        free(t->known[i].data);
    }
    t->known_n = 0;
    drop_samples(t);
}

void archive_texts_free(struct archive_texts *t)
{
    if (!t)
        return;
    archive_texts_forget(t);
    ZSTD_freeCCtx(t->pack);
    ZSTD_freeDCtx(t->unpack);
    free(t->known);
    free(t);
}

/* The newest dictionary, if there is one, for packing. */
static bool look(struct archive_texts *t, struct error *err)
{
    if (t->looked)
        return true;
    sqlite3_stmt *s = db_statement(t->db, "SELECT data FROM dictionary ORDER BY number DESC LIMIT 1", err);
    if (!s)
        return false;
    int row = db_step(t->db, s, err);
    if (row < 0)
        return false;
    if (row) {
        struct str data = db_text(s, 0);
        t->dictionary = ZSTD_createCDict(data.p, data.n, LEVEL);
        sqlite3_reset(s);
    }
    t->looked = true;
    return true;
}

bool archive_texts_pack(struct archive_texts *t, struct str text, struct strbuf *out, struct error *err)
{
    if (!look(t, err))
        return false;
    if (!t->pack)
        t->pack = ZSTD_createCCtx();
    size_t room = ZSTD_compressBound(text.n);
    strbuf_clear(out);
    char *to = strbuf_reserve(out, room);
    size_t n = t->dictionary ? ZSTD_compress_usingCDict(t->pack, to, room, text.p, text.n, t->dictionary)
                             : ZSTD_compressCCtx(t->pack, to, room, text.p, text.n, LEVEL);
    if (ZSTD_isError(n))
        return error_set(err, ERROR_INTERNAL, "cannot pack a text: %s", ZSTD_getErrorName(n));
    strbuf_truncate(out, n);
    return true;
}

/* Straight into memory that is kept: every search reads it, and it is large. */
static bool read_dictionary(struct archive_texts *t, int64_t number, char **ret, size_t *ret_n, struct error *err)
{
    sqlite3_blob *blob = NULL;
    int rc = sqlite3_blob_open(t->db->sqlite, "main", "dictionary", "data", number, 0, &blob);
    if (rc != SQLITE_OK)
        return (rc & 0xFF) == SQLITE_ERROR
            ? error_set(err, ERROR_IO, "the archive is damaged: dictionary %lld is missing", (long long)number)
            : db_fail(t->db, "cannot read", err);
    *ret_n = (size_t)sqlite3_blob_bytes(blob);
    *ret = xmalloc(*ret_n + 1);
    bool ok = sqlite3_blob_read(blob, *ret, (int)*ret_n, 0) == SQLITE_OK || db_fail(t->db, "cannot read", err);
    sqlite3_blob_close(blob);
    if (!ok)
        free(*ret);
    return ok;
}

/* The dictionary of that number, read once; NULL with *err where the archive has none. */
static const ZSTD_DDict *dictionary_of(struct archive_texts *t, int64_t number, struct error *err)
{
    for (size_t i = 0; i < t->known_n; i++)
        if (t->known[i].number == number)
            return t->known[i].unpack;
    char *data = NULL;
    size_t n = 0;
    if (!read_dictionary(t, number, &data, &n, err))
        return NULL;
    GROW(t->known, t->known_n, t->known_capacity);
    t->known[t->known_n++] = (struct dictionary){ number, data, ZSTD_createDDict_byReference(data, n) };
    return t->known[t->known_n - 1].unpack;
}

bool archive_texts_unpack(struct archive_texts *t, struct str frame, size_t bytes, struct strbuf *out, struct error *err)
{
    if (!t->unpack)
        t->unpack = ZSTD_createDCtx();
    unsigned number = ZSTD_getDictID_fromFrame(frame.p, frame.n);
    const ZSTD_DDict *dictionary = NULL;
    if (number) {
        dictionary = dictionary_of(t, number, err);
        if (!dictionary)
            return false;
    }
    char *to = strbuf_reserve(out, bytes);
    size_t n = dictionary ? ZSTD_decompress_usingDDict(t->unpack, to, bytes, frame.p, frame.n, dictionary)
                          : ZSTD_decompressDCtx(t->unpack, to, bytes, frame.p, frame.n);
    if (ZSTD_isError(n) || n != bytes)
        return error_set(err, ERROR_IO, "the archive is damaged: a text does not unpack (%s)", ZSTD_isError(n) ? ZSTD_getErrorName(n) : "its size is wrong");
    strbuf_truncate(out, out->n + n);
    return true;
}

void archive_texts_sample(struct archive_texts *t, struct str text)
{
    if (t->dictionary || t->samples.n >= SAMPLE_BYTES_MAX || !text.n)
        return;
    if (text.n > SAMPLE_TEXT_MAX)
        text.n = SAMPLE_TEXT_MAX;
    GROW(t->sample_bytes, t->sample_n, t->sample_capacity);
    t->sample_bytes[t->sample_n++] = text.n;
    strbuf_str(&t->samples, text);
}

bool archive_texts_train(struct archive_texts *t, struct error *err)
{
    if (!look(t, err))
        return false;
    if (t->dictionary || (t->sample_n < SAMPLES_MIN && t->samples.n < SAMPLE_BYTES_MIN))
        return true;
    char *data = xmalloc(DICTIONARY_BYTES);
    const int64_t number = 1;
    ZDICT_fastCover_params_t how = { .d = 8, .f = 18, .steps = 4, .accel = 4, .k = 200, .zParams = { .compressionLevel = LEVEL, .dictID = (unsigned)number } };
    size_t n = ZDICT_trainFromBuffer_fastCover(data, DICTIONARY_BYTES, t->samples.p, t->sample_bytes, (unsigned)t->sample_n, how);
    bool ok = true;
    if (!ZDICT_isError(n)) {    /* texts that have nothing in common give none: then there is none */
        sqlite3_stmt *s = db_statement(t->db, "INSERT INTO dictionary(number, data) VALUES(?1, ?2)", err);
        if (s) {
            sqlite3_bind_int64(s, 1, number);
            db_bind_blob(s, 2, (struct str){ data, n });
        }
        ok = s && db_run(t->db, s, err);
        if (ok)
            t->dictionary = ZSTD_createCDict(data, n, LEVEL);
    }
    drop_samples(t);
    free(data);
    return ok;
}
