/*
 * columns.h: what is known of each article by docid, as dense arrays: reading a column is reading a few blobs, never a row an article.
 *
 * A column's values stand in chunks of COLUMN_CHUNK docids each (column_pack.h), docid 1 first (slot 0 of chunk 0 is unused). The last chunk may be
 * short: what lies behind it is zero.
 * Lists (COLUMN_ENTITIES) have chunks of COLUMN_LIST_CHUNK docids: a table of offsets in bytes and then, of each list, the distances of its values as varints.
 */
#ifndef CAUCUS_ENGINE_STORE_COLUMNS_H
#define CAUCUS_ENGINE_STORE_COLUMNS_H

#include "engine/base/arena.h"
#include "engine/store/db.h"

enum { COLUMN_CHUNK = 16384, COLUMN_LIST_CHUNK = 2048 };

enum column {
    COLUMN_DATE,        /* int32_t: minutes, CIVIL_NONE undated */
    COLUMN_SEEN,        /* int32_t: minutes */
    COLUMN_WORDS,       /* int32_t: tokens of title and text */
    COLUMN_SOURCE,      /* int32_t: entity number of the source, 0 none */
    COLUMN_LANG,        /* int32_t: two letters, the first in the low byte; 0 none */
    COLUMN_FLAGS,       /* int32_t: enum document_flag */
    COLUMN_PLACE,       /* int32_t: where the article begins in its row of `text`, and its number there (text_rows.h) */
    COLUMN_FIELDS,      /* int32_t: words of its title and lead (text_rows.h) */
    COLUMN_FIXED,       /* how many of those there are */
    COLUMN_ENTITIES = COLUMN_FIXED,     /* list of uint32_t: entity number << 4 | salience, ascending */
    COLUMN_DATE_BOUNDS, /* struct column_bounds of COLUMN_DATE, COLUMN_BLOCK docids each, in one chunk: a search reads few dates, and these */
    COLUMN_COUNT
};

enum document_flag {
    DOCUMENT_REVISED = 1,   /* a later version of an article that was there before */
    DOCUMENT_DEAD = 2,      /* a later version has taken its place */
    DOCUMENT_QUOTED = 4,
    DOCUMENT_DUPLICATE = 8,
};

/* ---- reading ---- */

/* The least and the greatest value of COLUMN_BLOCK docids each. */
enum { COLUMN_BLOCK = 4096 };
struct column_bounds {
    int32_t least, greatest;
};

struct column_reader {
    struct db *db;
    uint32_t max_docid;
    int32_t *fixed[COLUMN_FIXED];   /* read on first use, [0 .. max_docid] */
    int32_t *outgrown[COLUMN_FIXED];   /* what `fixed` was before, when only some was read: somebody may hold it still */
    uint64_t *some[COLUMN_FIXED];   /* where only some of it was read: a bit for each COLUMN_SOME docids that were */
    struct column_bounds *bounds[COLUMN_FIXED];
    sqlite3_blob *part;             /* for reading a part of a chunk; NULL: none is open */
};

void column_reader_init(struct column_reader *r, struct db *db, uint32_t max_docid);
void column_reader_release(struct column_reader *r);
/* The whole column as an array indexed by docid, up to max_docid; owned by the reader. */
bool column_fixed(struct column_reader *r, enum column column, const int32_t **ret, struct error *err);
/* Its values from one docid to another, at least: elsewhere in *ret may be 0 instead. */
enum { COLUMN_SOME = 256 };
bool column_some(struct column_reader *r, enum column column, uint32_t from, uint32_t to, const int32_t **ret, struct error *err);
static inline bool column_is_there(const struct column_reader *r, enum column column, uint32_t docid)
{
    const uint64_t *some = r->some[column];
    return r->fixed[column] && (!some || some[docid / COLUMN_SOME / 64] >> (docid / COLUMN_SOME % 64) & 1);
}
/* One value of it, without reading the rest. */
bool column_at(struct column_reader *r, enum column column, uint32_t docid, int32_t *ret, struct error *err);
/* Its bounds: one for each COLUMN_BLOCK docids from 0 on; owned by the reader. */
bool column_bounds(struct column_reader *r, enum column column, const struct column_bounds **ret, struct error *err);
/* Whether those that are stored are what the values say. */
bool column_bounds_fit(struct column_reader *r, bool *ret, struct error *err);
/* Sets the bit of every docid whose value is within [lo, hi]. */
bool column_between(struct column_reader *r, enum column column, int32_t lo, int32_t hi, uint64_t *bits, struct error *err);
/* Calls `visit` with the entities of each docid for which a bit is set in `wanted` (by docid; NULL: all), in order. */
bool column_entities(struct column_reader *r, const uint64_t *wanted,
                     void (*visit)(void *ctx, uint32_t docid, const uint32_t *entities, size_t n), void *ctx, struct error *err);
/* The entities of one docid, without reading those of its neighbours; in `arena`. */
bool column_entities_of(struct column_reader *r, uint32_t docid, struct arena *arena, uint32_t **ret, size_t *ret_n, struct error *err);

/* ---- writing ---- */

struct column_writer;

struct column_writer *column_writer_new(struct db *db);
void column_writer_free(struct column_writer *w);
/* Docids ascend, each once; values[] by enum column. */
bool column_writer_add(struct column_writer *w, uint32_t docid, const int32_t values[COLUMN_FIXED], const uint32_t *entities,
                       size_t entity_count, struct error *err);
/* The entities of an earlier docid, anew. */
bool column_writer_entities(struct column_writer *w, uint32_t docid, const uint32_t *entities, size_t entity_count, struct error *err);
/* Sets bits of an earlier docid's flags. */
bool column_writer_flag(struct column_writer *w, uint32_t docid, int32_t flags, struct error *err);
/* Writes what is open; before every commit. */
bool column_writer_flush(struct column_writer *w, struct error *err);
/* Forgets what is open, after a rollback. */
void column_writer_reset(struct column_writer *w);

#endif
