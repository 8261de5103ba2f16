#include "engine/store/archive_texts.h"

#include "engine/base/memory.h"
#include "engine/store/word_codes.h"

#include <stdlib.h>
#define ZDICT_STATIC_LINKING_ONLY
#include <zdict.h>
#define ZSTD_STATIC_LINKING_ONLY
#include <zstd.h>

enum {
    LEVEL = 3,
    DICTIONARY_BYTES = 128 * 1024,
    TEXTS_MIN = 2000,               /* texts, or TEXT_BYTES_MIN, before a dictionary is worth it */
    TEXT_BYTES_MIN = 12 * 1024 * 1024,
    SAMPLE_BYTES_MAX = 12 * 1024 * 1024,
};

/* One that was stored. */
struct dictionary {
    int64_t number;                 /* its row, and the id that frames tell */
    char *data;
    ZSTD_DDict *unpack;             /* refers to data */
    struct word_codes *words;       /* NULL: its frames are of texts themselves */
};

struct archive_texts {
    struct db *db;
    ZSTD_CCtx *pack;
    ZSTD_DCtx *unpack;
    bool looked;                    /* for a stored dictionary to pack with */
    ZSTD_CDict *dictionary;         /* NULL: none yet */
    struct dictionary *known;
    size_t known_n, known_capacity;
    int64_t packs_with;             /* the number of `dictionary` */
    bool has_words;                 /* it has a vocabulary */
    int64_t enough;                 /* the revision with which one is made */
    uint64_t bytes;                 /* of texts that were put without one */
    struct strbuf codes, frame;     /* scratch */
};

struct archive_texts *archive_texts_new(struct db *db)
{
    struct archive_texts *t = xcalloc(1, sizeof *t);
    t->db = db;
    strbuf_init(&t->codes);
    strbuf_init(&t->frame);
    return t;
}

void archive_texts_forget(struct archive_texts *t)
{
    ZSTD_freeCDict(t->dictionary);
    t->dictionary = NULL;
    t->looked = false;
    for (size_t i = 0; i < t->known_n; i++) {
        ZSTD_freeDDict(t->known[i].unpack);
        free(t->known[i].data);
        word_codes_free(t->known[i].words);
    }
    t->known_n = 0;
}

void archive_texts_free(struct archive_texts *t)
{
    if (!t)
        return;
    archive_texts_forget(t);
    ZSTD_freeCCtx(t->pack);
    ZSTD_freeDCtx(t->unpack);
    strbuf_release(&t->codes);
    strbuf_release(&t->frame);
    free(t->known);
    free(t);
}

/* ---- dictionaries that are stored ---- */

/* Of an archive that has no such table yet, and of a dictionary that has none: *ret stays NULL. */
static bool read_vocabulary(struct archive_texts *t, int64_t number, struct word_codes **ret, struct error *err)
{
    if (db_schema_version(t->db) < ARCHIVE_TEXT_SCHEMA_VERSION)
        return true;
    sqlite3_stmt *s = db_statement(t->db, "SELECT data FROM vocabulary WHERE number = ?1", err);
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, number);
    int row = db_step(t->db, s, err);
    if (row <= 0)
        return row == 0;
    *ret = word_codes_new(db_text(s, 0));
    sqlite3_reset(s);
    return *ret || error_set(err, ERROR_IO, "the archive is damaged: vocabulary %lld cannot be read", (long long)number);
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

/* The dictionary of that number, read once; NULL with *err where the archive has none. It holds until the next call. */
static const struct dictionary *dictionary_of(struct archive_texts *t, int64_t number, struct error *err)
{
    for (size_t i = 0; i < t->known_n; i++)
        if (t->known[i].number == number)
            return &t->known[i];
    struct dictionary d = { .number = number };
    size_t n = 0;
    if (!read_vocabulary(t, number, &d.words, err))
        return NULL;
    if (!read_dictionary(t, number, &d.data, &n, err)) {
        word_codes_free(d.words);
        return NULL;
    }
    d.unpack = ZSTD_createDDict_byReference(d.data, n);
    GROW(t->known, t->known_n, t->known_capacity);
    t->known[t->known_n++] = d;
    return &t->known[t->known_n - 1];
}

/* The newest dictionary, if there is one, for packing. */
static bool look(struct archive_texts *t, struct error *err)
{
    if (t->looked)
        return true;
    sqlite3_stmt *s = db_statement(t->db, "SELECT number, data FROM dictionary ORDER BY number DESC LIMIT 1", err);
    int row = s ? db_step(t->db, s, err) : -1;
    if (row < 0)
        return false;
    t->packs_with = 0;
    t->has_words = false;
    t->enough = TEXTS_MIN;
    t->bytes = 0;
    if (row) {
        struct str data = db_text(s, 1);
        t->packs_with = sqlite3_column_int64(s, 0);
        ZSTD_freeCDict(t->dictionary);
        t->dictionary = ZSTD_createCDict(data.p, data.n, LEVEL);
        sqlite3_reset(s);
        const struct dictionary *d = dictionary_of(t, t->packs_with, err);
        if (!d)
            return false;
        t->has_words = d->words != NULL;
    }
    t->looked = true;
    return true;
}

/* ---- frames ---- */

/* Into t->frame. */
static bool pack(struct archive_texts *t, struct str text, struct error *err)
{
    if (!t->pack)
        t->pack = ZSTD_createCCtx();
    if (t->has_words) {
        const struct dictionary *d = dictionary_of(t, t->packs_with, err);
        if (!d)
            return false;
        strbuf_clear(&t->codes);
        word_codes_put(d->words, text, &t->codes);
        text = strbuf_view(&t->codes);
    }
    size_t room = ZSTD_compressBound(text.n);
    strbuf_clear(&t->frame);
    char *to = strbuf_reserve(&t->frame, room);
    size_t n = t->dictionary ? ZSTD_compress_usingCDict(t->pack, to, room, text.p, text.n, t->dictionary)
                             : ZSTD_compressCCtx(t->pack, to, room, text.p, text.n, LEVEL);
    if (ZSTD_isError(n))
        return error_set(err, ERROR_INTERNAL, "cannot pack a text: %s", ZSTD_getErrorName(n));
    strbuf_truncate(&t->frame, n);
    return true;
}

static bool unpack_frame(struct archive_texts *t, const struct dictionary *d, struct str frame, size_t bytes, struct strbuf *out, struct error *err)
{
    char *to = strbuf_reserve(out, bytes);
    size_t n = d ? ZSTD_decompress_usingDDict(t->unpack, to, bytes, frame.p, frame.n, d->unpack)
                 : ZSTD_decompressDCtx(t->unpack, to, bytes, frame.p, frame.n);
    if (ZSTD_isError(n) || n != bytes)
        return error_set(err, ERROR_IO, "the archive is damaged: a text does not unpack (%s)", ZSTD_isError(n) ? ZSTD_getErrorName(n) : "its size is wrong");
    strbuf_truncate(out, out->n + n);
    return true;
}

bool archive_texts_unpack(struct archive_texts *t, struct str frame, size_t bytes, struct strbuf *out, struct error *err)
{
    if (!t->unpack)
        t->unpack = ZSTD_createDCtx();
    unsigned number = ZSTD_getDictID_fromFrame(frame.p, frame.n);
    const struct dictionary *d = number ? dictionary_of(t, number, err) : NULL;
    if (number && !d)
        return false;
    if (!d || !d->words)
        return unpack_frame(t, d, frame, bytes, out, err);
    /* A byte of text takes three of codes at most: a byte that is spelled alone; it may be joined. */
    enum { CODES_A_BYTE = 4 };
    unsigned long long codes = ZSTD_getFrameContentSize(frame.p, frame.n);
    if (codes > (unsigned long long)bytes * CODES_A_BYTE)
        return error_set(err, ERROR_IO, "the archive is damaged: a text does not unpack (its size is wrong)");
    strbuf_clear(&t->codes);
    return unpack_frame(t, d, frame, (size_t)codes, &t->codes, err) &&
           (word_codes_get(d->words, strbuf_view(&t->codes), bytes, out) ||
            error_set(err, ERROR_IO, "the archive is damaged: a text does not unpack (its words are wrong)"));
}

/* ---- making a dictionary ---- */

/* The newest texts, together. */
struct samples {
    struct strbuf texts;
    struct str *v;                  /* set once all are there */
    size_t *sizes;
    int64_t *revisions;
    size_t n, capacity, revision_capacity;
};

static void samples_release(struct samples *s)
{
    strbuf_release(&s->texts);
    free(s->v);
    free(s->sizes);
    free(s->revisions);
}

static bool samples_read(struct archive_texts *t, struct samples *to, struct error *err)
{
    sqlite3_stmt *s = db_statement(t->db, "SELECT t.revision, t.frame, a.text_bytes FROM text t JOIN article a ON a.revision = t.revision "
                                          "ORDER BY t.revision DESC", err);
    int row = s ? 1 : -1;
    while (to->texts.n < SAMPLE_BYTES_MAX && row > 0 && (row = db_step(t->db, s, err)) > 0) {
        size_t before = to->texts.n;
        if (!archive_texts_unpack(t, db_text(s, 1), (size_t)sqlite3_column_int64(s, 2), &to->texts, err))
            row = -1;
        GROW(to->sizes, to->n, to->capacity);
        GROW(to->revisions, to->n, to->revision_capacity);
        to->sizes[to->n] = to->texts.n - before;
        to->revisions[to->n++] = sqlite3_column_int64(s, 0);
    }
    if (s)
        sqlite3_reset(s);
    to->v = xmalloc((to->n + 1) * sizeof *to->v);
    for (size_t i = 0, at = 0; i < to->n; at += to->sizes[i++])
        to->v[i] = (struct str){ to->texts.p + at, to->sizes[i] };
    return row >= 0;
}

static bool store(struct archive_texts *t, const char *sql_literal, int64_t number, struct str data, struct error *err)
{
    sqlite3_stmt *s = db_statement(t->db, sql_literal, err);
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, number);
    db_bind_blob(s, 2, data);
    return db_run(t->db, s, err);
}

static const char put_frame_sql[] = "INSERT INTO text(revision, frame) VALUES(?1, ?2)";

/* In their order, and all removed before: so they fill the pages that they leave. */
static bool repack(struct archive_texts *t, const struct samples *samples, struct error *err)
{
    for (size_t i = 0; i < samples->n; i++) {
        sqlite3_stmt *s = db_statement(t->db, "DELETE FROM text WHERE revision = ?1", err);
        if (!s)
            return false;
        sqlite3_bind_int64(s, 1, samples->revisions[i]);
        if (!db_run(t->db, s, err))
            return false;
    }
    for (size_t i = samples->n; i-- > 0;)
        if (!pack(t, samples->v[i], err) || !store(t, put_frame_sql, samples->revisions[i], strbuf_view(&t->frame), err))
            return false;
    return true;
}

/* Texts that have nothing in common give no dictionary: *ret_made is false then. */
static bool make_dictionary(struct archive_texts *t, const struct samples *samples, bool *ret_made, struct error *err)
{
    CLEANUP_STRBUF struct strbuf vocabulary = STRBUF_INIT, codes = STRBUF_INIT;
    *ret_made = false;
    struct word_codes *words = word_codes_train(samples->v, samples->n, &vocabulary) ? word_codes_new(strbuf_view(&vocabulary)) : NULL;
    if (!words)
        return true;
    CLEANUP_FREE size_t *sizes = xmalloc(samples->n * sizeof *sizes);
    for (size_t i = 0; i < samples->n; i++) {
        size_t before = codes.n;
        word_codes_put(words, samples->v[i], &codes);
        sizes[i] = codes.n - before;
    }
    word_codes_free(words);
    CLEANUP_FREE char *data = xmalloc(DICTIONARY_BYTES);
    const int64_t number = t->packs_with + 1;
    ZDICT_fastCover_params_t how = { .d = 8, .f = 18, .steps = 4, .accel = 4, .k = 120, .zParams = { .compressionLevel = LEVEL, .dictID = (unsigned)number } };
    size_t n = ZDICT_trainFromBuffer_fastCover(data, DICTIONARY_BYTES, codes.p, sizes, (unsigned)samples->n, how);
    if (ZDICT_isError(n))
        return true;
    *ret_made = true;
    return store(t, "INSERT INTO dictionary(number, data) VALUES(?1, ?2)", number, (struct str){ data, n }, err) &&
           store(t, "INSERT INTO vocabulary(number, data) VALUES(?1, ?2)", number, strbuf_view(&vocabulary), err);
}

static bool train(struct archive_texts *t, int64_t revision, struct error *err)
{
    struct samples samples = { .texts = STRBUF_INIT };
    bool made = false;
    bool ok = samples_read(t, &samples, err) && make_dictionary(t, &samples, &made, err);
    if (ok && made) {
        t->looked = false;
        ok = look(t, err) && repack(t, &samples, err);
    }
    t->enough = revision * 2;       /* where nothing came of it */
    t->bytes = 0;
    samples_release(&samples);
    return ok;
}

bool archive_texts_put(struct archive_texts *t, int64_t revision, struct str text, struct error *err)
{
    if (!look(t, err))
        return false;
    if (!t->has_words && (revision > t->enough || t->bytes >= TEXT_BYTES_MIN) && !train(t, revision, err))
        return false;
    if (!t->has_words)
        t->bytes += text.n;
    return pack(t, text, err) && store(t, put_frame_sql, revision, strbuf_view(&t->frame), err);
}
