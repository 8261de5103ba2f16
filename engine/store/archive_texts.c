#include "engine/store/archive_texts.h"

#include "engine/base/memory.h"
#include "engine/store/text_coder.h"
#include "engine/store/text_model.h"
#include "engine/store/text_trainer.h"
#include "engine/store/word_codes.h"

#include <assert.h>
#include <stdlib.h>
#define ZSTD_STATIC_LINKING_ONLY
#include <zstd.h>

enum {
    LEVEL = 3,
    TEXTS_MIN = 2000,               /* texts, or TEXT_BYTES_MIN, before a model is worth it */
    TEXT_BYTES_MIN = 12 * 1024 * 1024,
    /*
     * And so many more until it is waited for: no clock tells from when on there is one. Few, for they are packed twice, and what they leave in the file is free until
     * more comes; but so many that those who index have something to do meanwhile.
     */
    TEXTS_MEANWHILE = TEXTS_MIN / 4,
    TEXT_BYTES_MEANWHILE = TEXT_BYTES_MIN / 4,
    SAMPLE_BYTES_MAX = 12 * 1024 * 1024,
};

/* What frames of a number are unpacked with: a model, or what there was before there were models. */
struct known {
    int64_t number;
    struct text_coder *coder;       /* NULL: a dictionary */
    char *data;                     /* of the dictionary */
    ZSTD_DDict *unpack;             /* refers to data */
    struct word_codes *words;       /* NULL: its frames are of texts themselves */
};

struct archive_texts {
    struct db *db;
    ZSTD_CCtx *pack;
    ZSTD_DCtx *unpack;
    struct known *known;
    size_t known_n, known_capacity;
    bool looked;                    /* for a stored model to pack with */
    int64_t packs_with;             /* its number; 0: none yet */
    int64_t enough;                 /* the revision with which one is begun */
    struct text_trainer *trainer;   /* one is being made; NULL: none */
    int64_t begun, sampled_from;    /* revisions: that was put then, and of its first sample */
    uint64_t bytes;                 /* of texts that were put without one, since it was begun where it was */
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
    t->looked = false;
    text_trainer_free(t->trainer);
    t->trainer = NULL;
    for (size_t i = 0; i < t->known_n; i++) {
        text_coder_free(t->known[i].coder);
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

/* ---- what is stored to unpack with ---- */

/* Straight into memory that is kept, for every search reads it and it is large; *ret stays NULL where the table or the row is not there. */
static bool read_blob(struct archive_texts *t, const char *table, int64_t number, char **ret, size_t *ret_n, struct error *err)
{
    sqlite3_blob *blob = NULL;
    int rc = sqlite3_blob_open(t->db->sqlite, "main", table, "data", number, 0, &blob);
    if (rc != SQLITE_OK)
        return (rc & 0xFF) == SQLITE_ERROR || db_fail(t->db, "cannot read", err);
    *ret_n = (size_t)sqlite3_blob_bytes(blob);
    *ret = xmalloc(*ret_n + 1);
    bool ok = sqlite3_blob_read(blob, *ret, (int)*ret_n, 0) == SQLITE_OK || db_fail(t->db, "cannot read", err);
    sqlite3_blob_close(blob);
    if (!ok) {
        free(*ret);
        *ret = NULL;
    }
    return ok;
}

/* A model, or a vocabulary; of an archive that has no such table yet, and of a dictionary that has none, neither. */
static bool read_vocabulary(struct archive_texts *t, struct known *to, struct error *err)
{
    char *data = NULL;
    size_t n = 0;
    if (!read_blob(t, "vocabulary", to->number, &data, &n, err))
        return false;
    if (!data)
        return true;
    if (text_model_is((struct str){ data, n })) {
        to->coder = text_coder_new(data, n);
    } else {
        to->words = word_codes_new((struct str){ data, n });
        free(data);
    }
    return to->coder || to->words || error_set(err, ERROR_IO, "the archive is damaged: vocabulary %lld cannot be read", (long long)to->number);
}

static bool read_dictionary(struct archive_texts *t, struct known *to, struct error *err)
{
    size_t n = 0;
    if (!read_blob(t, "dictionary", to->number, &to->data, &n, err))
        return false;
    if (!to->data)
        return error_set(err, ERROR_IO, "the archive is damaged: dictionary %lld is missing", (long long)to->number);
    to->unpack = ZSTD_createDDict_byReference(to->data, n);
    return true;
}

/* What there is of that number, read once; NULL with *err where the archive has nothing. It holds until the next call. */
static const struct known *known_of(struct archive_texts *t, int64_t number, struct error *err)
{
    for (size_t i = 0; i < t->known_n; i++)
        if (t->known[i].number == number)
            return &t->known[i];
    struct known k = { .number = number };
    if (!read_vocabulary(t, &k, err))
        return NULL;
    if (!k.coder && !read_dictionary(t, &k, err)) {
        word_codes_free(k.words);
        return NULL;
    }
    GROW(t->known, t->known_n, t->known_capacity);
    t->known[t->known_n++] = k;
    return &t->known[t->known_n - 1];
}

/* The newest model, if there is one, for packing. */
static bool look(struct archive_texts *t, struct error *err)
{
    if (t->looked)
        return true;
    sqlite3_stmt *s = db_statement(t->db, "SELECT max(number) FROM vocabulary", err);
    int row = s ? db_step(t->db, s, err) : -1;
    if (row < 0)
        return false;
    int64_t number = sqlite3_column_int64(s, 0);
    sqlite3_reset(s);
    const struct known *k = number ? known_of(t, number, err) : NULL;
    if (number && !k)
        return false;
    t->packs_with = k && k->coder ? number : 0;
    t->enough = TEXTS_MIN;
    t->bytes = 0;
    t->looked = true;
    return true;
}

/* ---- frames ---- */

/*
 * A frame of a model begins with its number: a varint of twice that and one. So its first byte is odd, which that of a zstd frame is not; and that tells
 * the number of its dictionary, if it has one.
 */
enum { ZSTD_FIRST_BYTE = 0x28 };
static_assert(ZSTD_FIRST_BYTE % 2 == 0 && (ZSTD_MAGICNUMBER & 0xFF) == ZSTD_FIRST_BYTE, "frames are told apart by their first byte");

/* Into t->frame. */
static bool pack(struct archive_texts *t, struct str text, struct error *err)
{
    strbuf_clear(&t->frame);
    if (t->packs_with) {
        const struct known *k = known_of(t, t->packs_with, err);
        if (!k)
            return false;
        strbuf_varint(&t->frame, (unsigned long long)t->packs_with * 2 + 1);
        return text_coder_put(k->coder, text, &t->frame) ||
               error_set(err, ERROR_IO, "the archive is damaged: no text can be packed with vocabulary %lld", (long long)t->packs_with);
    }
    if (!t->pack)
        t->pack = ZSTD_createCCtx();
    size_t room = ZSTD_compressBound(text.n);
    char *to = strbuf_reserve(&t->frame, room);
    size_t n = ZSTD_compressCCtx(t->pack, to, room, text.p, text.n, LEVEL);
    if (ZSTD_isError(n))
        return error_set(err, ERROR_INTERNAL, "cannot pack a text: %s", ZSTD_getErrorName(n));
    strbuf_truncate(&t->frame, n);
    return true;
}

static bool unpack_coded(struct archive_texts *t, struct str frame, size_t bytes, struct strbuf *out, struct error *err)
{
    unsigned long long number = 0;
    const unsigned char *begin = (const unsigned char *)frame.p, *end = begin + frame.n, *p = varint_read(begin, end, &number);
    if (!p || number >> 32)
        return error_set(err, ERROR_IO, "the archive is damaged: a text does not unpack (its model is wrong)");
    const struct known *k = known_of(t, (int64_t)(number / 2), err);
    if (!k)
        return false;
    return (k->coder && text_coder_get(k->coder, (struct str){ (const char *)p, (size_t)(end - p) }, bytes, out)) ||
           error_set(err, ERROR_IO, "the archive is damaged: a text does not unpack (its words are wrong)");
}

static bool unpack_zstd(struct archive_texts *t, const struct known *k, struct str frame, size_t bytes, struct strbuf *out, struct error *err)
{
    char *to = strbuf_reserve(out, bytes);
    size_t n = k ? ZSTD_decompress_usingDDict(t->unpack, to, bytes, frame.p, frame.n, k->unpack)
                 : ZSTD_decompressDCtx(t->unpack, to, bytes, frame.p, frame.n);
    if (ZSTD_isError(n) || n != bytes)
        return error_set(err, ERROR_IO, "the archive is damaged: a text does not unpack (%s)", ZSTD_isError(n) ? ZSTD_getErrorName(n) : "its size is wrong");
    strbuf_truncate(out, out->n + n);
    return true;
}

bool archive_texts_unpack(struct archive_texts *t, struct str frame, size_t bytes, struct strbuf *out, struct error *err)
{
    if (frame.n && frame.p[0] & 1)
        return unpack_coded(t, frame, bytes, out, err);
    if (!t->unpack)
        t->unpack = ZSTD_createDCtx();
    unsigned number = ZSTD_getDictID_fromFrame(frame.p, frame.n);
    const struct known *k = number ? known_of(t, number, err) : NULL;
    if (number && !k)
        return false;
    if (k && k->coder)
        return error_set(err, ERROR_IO, "the archive is damaged: a text does not unpack (its dictionary is wrong)");
    if (!k || !k->words)
        return unpack_zstd(t, k, frame, bytes, out, err);
    /* A byte of text takes three of codes at most: a byte that is spelled alone; it may be joined. */
    enum { CODES_A_BYTE = 4 };
    unsigned long long codes = ZSTD_getFrameContentSize(frame.p, frame.n);
    if (codes > (unsigned long long)bytes * CODES_A_BYTE)
        return error_set(err, ERROR_IO, "the archive is damaged: a text does not unpack (its size is wrong)");
    strbuf_clear(&t->codes);
    return unpack_zstd(t, k, frame, (size_t)codes, &t->codes, err) &&
           (word_codes_get(k->words, strbuf_view(&t->codes), bytes, out) ||
            error_set(err, ERROR_IO, "the archive is damaged: a text does not unpack (its words are wrong)"));
}

/* ---- making a model ---- */

static const char samples_sql[] = "SELECT t.revision, t.frame, a.text_bytes FROM text t JOIN article a ON a.revision = t.revision ORDER BY t.revision DESC";

/* The newest texts; *ret_oldest is the revision of the last of them. */
static bool samples_read(struct archive_texts *t, struct text_samples *to, int64_t *ret_oldest, struct error *err)
{
    sqlite3_stmt *s = db_statement(t->db, samples_sql, err);
    int row = s ? 1 : -1;
    while (to->texts.n < SAMPLE_BYTES_MAX && row > 0 && (row = db_step(t->db, s, err)) > 0) {
        size_t before = to->texts.n;
        if (!archive_texts_unpack(t, db_text(s, 1), (size_t)sqlite3_column_int64(s, 2), &to->texts, err))
            row = -1;
        text_samples_add(to, to->texts.n - before);
        *ret_oldest = sqlite3_column_int64(s, 0);
    }
    if (s)
        sqlite3_reset(s);
    return row >= 0;
}

static bool begin_training(struct archive_texts *t, int64_t revision, struct error *err)
{
    struct text_samples samples = { .texts = STRBUF_INIT };
    t->sampled_from = revision;
    if (!samples_read(t, &samples, &t->sampled_from, err)) {
        text_samples_release(&samples);
        return false;
    }
    t->trainer = text_trainer_new(&samples);
    t->begun = revision;
    t->bytes = 0;
    t->enough = revision * 2;       /* where nothing comes of it */
    return true;
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

/* Frames, one behind the other. */
struct frames {
    struct strbuf data;
    struct frame { int64_t revision; size_t bytes; } *v;
    size_t n, capacity;
};

/* All from a revision on, packed anew. */
static bool pack_again(struct archive_texts *t, int64_t from, struct frames *to, struct error *err)
{
    CLEANUP_STRBUF struct strbuf text = STRBUF_INIT;
    sqlite3_stmt *s = db_statement(t->db, "SELECT t.revision, t.frame, a.text_bytes FROM text t JOIN article a ON a.revision = t.revision "
                                          "WHERE t.revision >= ?1 ORDER BY t.revision", err);
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, from);
    int row;
    while ((row = db_step(t->db, s, err)) > 0) {
        strbuf_clear(&text);
        if (!archive_texts_unpack(t, db_text(s, 1), (size_t)sqlite3_column_int64(s, 2), &text, err) || !pack(t, strbuf_view(&text), err)) {
            row = -1;
            break;
        }
        GROW(to->v, to->n, to->capacity);
        to->v[to->n++] = (struct frame){ sqlite3_column_int64(s, 0), t->frame.n };
        strbuf_str(&to->data, strbuf_view(&t->frame));
    }
    sqlite3_reset(s);
    return row == 0;
}

/* In their order, and all removed before: so they fill the pages that they leave. */
static bool replace(struct archive_texts *t, const struct frames *with, struct error *err)
{
    for (size_t i = 0; i < with->n; i++) {
        sqlite3_stmt *s = db_statement(t->db, "DELETE FROM text WHERE revision = ?1", err);
        if (!s)
            return false;
        sqlite3_bind_int64(s, 1, with->v[i].revision);
        if (!db_run(t->db, s, err))
            return false;
    }
    for (size_t i = 0, at = 0; i < with->n; at += with->v[i++].bytes)
        if (!store(t, put_frame_sql, with->v[i].revision, str_slice(strbuf_view(&with->data), at, at + with->v[i].bytes), err))
            return false;
    return true;
}

static bool repack(struct archive_texts *t, struct error *err)
{
    struct frames frames = { .data = STRBUF_INIT };
    const bool ok = pack_again(t, t->sampled_from, &frames, err) && replace(t, &frames, err);
    strbuf_release(&frames.data);
    free(frames.v);
    return ok;
}

/* The number of what is made next: above all that frames may tell. */
static bool next_number(struct archive_texts *t, int64_t *ret, struct error *err)
{
    sqlite3_stmt *s = db_statement(t->db, "SELECT 1 + max((SELECT ifnull(max(number), 0) FROM dictionary), (SELECT ifnull(max(number), 0) FROM vocabulary))", err);
    if (!s || db_step(t->db, s, err) <= 0)
        return false;
    *ret = sqlite3_column_int64(s, 0);
    sqlite3_reset(s);
    return true;
}

/* Waits for the model that is being made: with it goes on what is put, and what was put since the first sample. Samples that have nothing in common give none. */
static bool end_training(struct archive_texts *t, struct error *err)
{
    CLEANUP_STRBUF struct strbuf model = STRBUF_INIT;
    int64_t number;
    const bool made = text_trainer_end(t->trainer, &model);
    t->trainer = NULL;
    t->bytes = 0;
    if (!made)
        return true;
    t->looked = false;
    return next_number(t, &number, err) && store(t, "INSERT INTO vocabulary(number, data) VALUES(?1, ?2)", number, strbuf_view(&model), err) &&
           look(t, err) && repack(t, err);
}

bool archive_texts_settle(struct archive_texts *t, struct error *err)
{
    return !t->trainer || end_training(t, err);
}

/* What is put without a model brings it nearer. */
static bool approach_model(struct archive_texts *t, int64_t revision, size_t bytes, struct error *err)
{
    bool ok = true;
    if (t->trainer && (revision - t->begun >= TEXTS_MEANWHILE || t->bytes >= TEXT_BYTES_MEANWHILE))
        ok = end_training(t, err);
    else if (!t->trainer && (revision > t->enough || t->bytes >= TEXT_BYTES_MIN))
        ok = begin_training(t, revision, err);
    t->bytes += bytes;
    return ok;
}

bool archive_texts_put(struct archive_texts *t, int64_t revision, struct str text, struct error *err)
{
    return look(t, err) && (t->packs_with || approach_model(t, revision, text.n, err)) && pack(t, text, err) &&
           store(t, put_frame_sql, revision, strbuf_view(&t->frame), err);
}
