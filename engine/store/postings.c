#include "engine/store/postings.h"

#include "engine/base/memory.h"
#include "engine/store/fts5_api.h"
#include "engine/store/fts5_doclist.h"
#include "engine/store/fts5_poslist.h"
#include "engine/store/level_map.h"

#include <stdlib.h>

/* Lists that were read whole. */
struct kept_lists {
    struct strmap terms;        /* by number: */
    struct row_list *lists;
    size_t capacity;
    struct arena arena;
    size_t bytes;               /* about */
    size_t missed, used;        /* since there was no more room: lists that were not among them, and that were */
};

enum { KEPT_BYTES = 40 * 1024 * 1024 };

struct postings {
    struct kept_lists kept;
    struct db *db;
    struct column_reader *columns;
    uint32_t max_docid;
    struct fts5_api_reader *api;
    struct fts5_table impact, text;
    struct fts5_dictionary impact_terms, text_terms;
    bool decode;
    uint64_t gave_way;          /* lists */
};

bool postings_open(struct index *x, struct postings **ret, struct error *err)
{
    struct postings *p = xcalloc(1, sizeof *p);
    p->db = index_db(x);
    p->columns = index_columns(x);
    p->max_docid = index_info(x)->max_docid;
    if (!fts5_api_reader_open(x, &p->api, err) || !fts5_table_open(&p->impact, p->db, "impact", err) ||
        !fts5_table_open(&p->text, p->db, "text", err)) {
        postings_close(p);
        return false;
    }
    fts5_dictionary_init(&p->impact_terms, &p->impact);
    fts5_dictionary_init(&p->text_terms, &p->text);
    postings_read_by(p, POSTINGS_DECODER);
    *ret = p;
    return true;
}

static void drop_kept(struct postings *p)
{
    strmap_clear(&p->kept.terms);
    arena_release(&p->kept.arena);
    p->kept.bytes = p->kept.missed = p->kept.used = 0;
}

/* What is kept stays while most of what is asked for is among it. */
void postings_rest(struct postings *p)
{
    if (p->kept.bytes >= KEPT_BYTES && p->kept.missed > p->kept.used)
        drop_kept(p);
}

void postings_close(struct postings *p)
{
    if (!p)
        return;
    drop_kept(p);
    strmap_release(&p->kept.terms);
    free(p->kept.lists);
    fts5_api_reader_close(p->api);
    fts5_dictionary_release(&p->impact_terms);
    fts5_dictionary_release(&p->text_terms);
    fts5_table_close(&p->impact);
    fts5_table_close(&p->text);
    free(p);
}

void postings_read_by(struct postings *p, enum postings_reader reader)
{
    drop_kept(p);
    p->decode = reader == POSTINGS_DECODER && !p->impact.odd && !p->text.odd;
}

const char *postings_gave_way(const struct postings *p, uint64_t *ret_lists)
{
    *ret_lists = p->gave_way;
    return p->impact.odd ? p->impact.odd : p->text.odd;
}

static bool rows_of(struct postings *p, struct str term, const struct docid_range *range, struct arena *arena, struct row_list *ret, struct error *err)
{
    if (p->decode) {
        if (fts5_doclist_rows(&p->impact_terms, term, range, p->max_docid, arena, ret) != FTS5_ODD)
            return true;
        p->gave_way++;
    }
    return fts5_api_rows(p->api, term, arena, ret, err);
}

/* A common one gets a map when it is asked for again. */
static bool find_kept(struct postings *p, struct str term, struct row_list *ret)
{
    struct kept_lists *k = &p->kept;
    uint32_t number = strmap_find(&k->terms, term);
    bool full = k->bytes >= KEPT_BYTES;
    k->missed += full && number == STRMAP_NONE;
    k->used += full && number != STRMAP_NONE;
    if (number == STRMAP_NONE)
        return false;
    struct row_list *list = &k->lists[number];
    if (!list->map && level_map_pays(list->n, p->max_docid) && k->bytes < KEPT_BYTES) {
        list->map = level_map_new(list, p->max_docid, &k->arena);
        k->bytes += level_map_bytes(list->n, p->max_docid);
    }
    *ret = *list;
    return true;
}

bool postings_impacts_within(struct postings *p, struct str term, struct docid_range range, struct arena *arena, struct row_list *ret,
                             struct error *err)
{
    if (range.first <= 1 && range.last >= p->max_docid)
        return postings_impacts(p, term, arena, ret, err);
    return find_kept(p, term, ret) || rows_of(p, term, &range, arena, ret, err);
}

bool postings_impacts(struct postings *p, struct str term, struct arena *arena, struct row_list *ret, struct error *err)
{
    struct kept_lists *k = &p->kept;
    if (find_kept(p, term, ret))
        return true;
    bool keep = k->bytes < KEPT_BYTES;
    if (!rows_of(p, term, NULL, keep ? &k->arena : arena, ret, err))
        return false;
    if (keep) {
        const size_t page = 8192;
        uint32_t number = strmap_intern(&k->terms, term, NULL);
        GROW(k->lists, number, k->capacity);
        k->lists[number] = *ret;
        k->bytes += (size_t)ret->n * 5 / 4 + page + ret->run_count * sizeof *ret->runs;
    }
    return true;
}

/* False: it is for the API. */
static bool decode_phrase(struct postings *p, const struct text_rows *rows, const struct phrase_question *q)
{
    const bool one_prefix = q->phrase->prefix && q->phrase->n == 1 && q->docids;
    if (!p->decode || (q->phrase->prefix && !one_prefix))
        return false;
    if ((one_prefix ? fts5_prefix : fts5_phrase)(&p->text_terms, rows, q) != FTS5_ODD)
        return true;
    p->gave_way++;
    return false;
}

static bool find_phrase(struct postings *p, const struct phrase_question *q, struct error *err)
{
    struct text_rows rows;
    return text_rows_read(p->columns, q->wanted, &rows, err) && (decode_phrase(p, &rows, q) || fts5_api_phrase(p->api, &rows, q, err));
}

bool postings_phrase(struct postings *p, const struct phrase *phrase, unsigned fields, const uint64_t *wanted,
                     postings_docids_fn *visit, void *ctx, struct error *err)
{
    return find_phrase(p, &(struct phrase_question){ .phrase = phrase, .fields = fields, .wanted = wanted, .docids = visit, .ctx = ctx }, err);
}

bool postings_positions(struct postings *p, const struct phrase *phrase, unsigned fields, const uint64_t *wanted,
                        postings_position_fn *visit, void *ctx, struct error *err)
{
    return find_phrase(p, &(struct phrase_question){ .phrase = phrase, .fields = fields, .wanted = wanted, .positions = visit, .ctx = ctx }, err);
}

bool postings_terms(struct postings *p, struct str prefix, void (*visit)(void *ctx, struct str term), void *ctx, struct error *err)
{
    if (!db_exec(p->db, "CREATE VIRTUAL TABLE IF NOT EXISTS temp.impact_terms USING fts5vocab(main, impact, row)", err))
        return false;
    sqlite3_stmt *s = db_statement(p->db, "SELECT term FROM temp.impact_terms WHERE term >= ?1 AND term < ?2", err);
    if (!s)
        return false;
    CLEANUP_STRBUF struct strbuf after = STRBUF_INIT;   /* the first string behind all those that begin with prefix */
    strbuf_str(&after, prefix);
    strbuf_string(&after, "\xF4\x8F\xBF\xBF");
    db_bind_str(s, 1, prefix);
    db_bind_str(s, 2, strbuf_view(&after));
    int row;
    while ((row = db_step(p->db, s, err)) > 0)
        visit(ctx, db_text(s, 0));
    return row == 0;
}
