/*
 * postings.h: which articles hold a term, with what weight, and where. The one way from the query to the index's postings.
 *
 * Nothing is cut: every answer is whole, within the range of docids that was asked for. Two implementations stand behind this interface, and
 * give the same:
 *   - fts5_doclist.c, a read-only decoder of FTS5's documented shadow tables;
 *   - fts5_api.c, by FTS5's public auxiliary-function API, to which the first gives way, list by list, wherever it meets something that it does
 *     not know.
 * A struct postings borrows its index and lives within its snapshot; an index has one at a time. One thread.
 */
#ifndef CAUCUS_ENGINE_STORE_POSTINGS_H
#define CAUCUS_ENGINE_STORE_POSTINGS_H

#include "engine/base/arena.h"
#include "engine/store/index.h"
#include "engine/store/row_list.h"

struct postings;

bool postings_open(struct index *x, struct postings **ret, struct error *err);
void postings_close(struct postings *p);

enum postings_reader {
    POSTINGS_DECODER,       /* the decoder, the API where it must */
    POSTINGS_API,           /* the API alone */
};
void postings_read_by(struct postings *p, enum postings_reader reader);
/* Why the decoder does not read this index at all (NULL: it does), and for how many lists it gave way since. */
const char *postings_gave_way(const struct postings *p, uint64_t *ret_lists);

enum text_field { TEXT_TITLE = 1, TEXT_LEAD = 2, TEXT_BODY = 4, TEXT_ANY = 7 };

/*
 * Between two queries: lists of rows that were read are kept for the next ones, up to some megabytes; here they may be forgotten. What postings_impacts
 * gave holds until then, or as long as its arena, whichever is less.
 */
void postings_rest(struct postings *p);

/* The rows (row_list.h) of a term of `impact` ("vote~en", ":a/Q7747"), all of them, in `arena`. */
bool postings_impacts(struct postings *p, struct str term, struct arena *arena, struct row_list *ret, struct error *err);
/* Those of a range of docids at least; ret->n counts what was read. */
bool postings_impacts_within(struct postings *p, struct str term, struct docid_range range, struct arena *arena, struct row_list *ret,
                             struct error *err);

/* The terms of `impact` that begin with `prefix` (facets: ":w/cnn.com/"), ascending. */
bool postings_terms(struct postings *p, struct str prefix, void (*visit)(void *ctx, struct str term), void *ctx, struct error *err);

/*
 * Words in a row, as `text` has them: exact forms ("está"), or a form behind ANALYSER_MARK for any word that folds to it but is written otherwise.
 * The last may be a prefix. One word is a row of one.
 */
struct phrase {
    const struct str *forms;
    size_t n;
    bool prefix;
};

typedef void postings_docids_fn(void *ctx, const uint32_t *docids, size_t n);
/* The articles that have the phrase within one of `fields` (enum text_field), ascending; only those with their bit set in `wanted` (by docid;
 * NULL: all). */
bool postings_phrase(struct postings *p, const struct phrase *phrase, unsigned fields, const uint64_t *wanted,
                     postings_docids_fn *visit, void *ctx, struct error *err);

struct position {
    uint32_t docid;
    uint32_t at;                /* field << 28 | word, from 0; field 0 title, 1 lead, 2 body */
    uint32_t end;               /* at + how many words */
};
enum { POSITION_FIELD_SHIFT = 28 };

/* Where the phrase stands, article after article, by place; `wanted` as above. */
typedef void postings_position_fn(void *ctx, const struct position *positions, size_t n);
bool postings_positions(struct postings *p, const struct phrase *phrase, unsigned fields, const uint64_t *wanted,
                        postings_position_fn *visit, void *ctx, struct error *err);

#endif
