/*
 * postings.h: which articles hold a term, with what weight, and where. The one way from the query to the index's postings.
 *
 * Docids come in batches, ascending within a term's (or a level's) list; each once. Nothing is cut: a list is given whole, within [first, last] where
 * a range is asked for. Two implementations stand behind this interface, and give the same:
 *   - fts5_api.c, by FTS5's public auxiliary-function API;
 *   - fts5_doclist.c, a read-only decoder of FTS5's documented shadow tables, which gives way to the first wherever it meets something
 *     that it does not know.
 * A struct postings borrows its index and lives within its snapshot; an index has one at a time. One thread.
 */
#ifndef CAUCUS_ENGINE_STORE_POSTINGS_H
#define CAUCUS_ENGINE_STORE_POSTINGS_H

#include "engine/store/index.h"

struct postings;

enum text_field { TEXT_TITLE = 1, TEXT_LEAD = 2, TEXT_BODY = 4, TEXT_ANY = 7 };

struct docid_range {
    uint32_t first, last;       /* both inclusive */
};

bool postings_open(struct index *x, struct postings **ret, struct error *err);
void postings_close(struct postings *p);

/* The articles of a term of `impact` ("vote~en", ":a/Q7747"), level after level, each with the level's number. */
typedef void postings_level_fn(void *ctx, int level, const uint32_t *docids, size_t n);
bool postings_levels(struct postings *p, struct str term, struct docid_range range, postings_level_fn *visit, void *ctx, struct error *err);

/* The terms of `impact` that begin with `prefix` (facets: ":w/cnn.com/"), without their levels, ascending, each once. */
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
/* The articles that have the phrase within one of `fields` (enum text_field). */
bool postings_phrase(struct postings *p, const struct phrase *phrase, unsigned fields, struct docid_range range,
                     postings_docids_fn *visit, void *ctx, struct error *err);

struct position {
    uint32_t docid;
    uint32_t at;                /* field << 28 | word, from 0; field 0 title, 1 lead, 2 body */
    uint32_t end;               /* at + how many words */
};
enum { POSITION_FIELD_SHIFT = 28 };

/* Where the phrase stands, article after article, by place; only in articles with their bit set in `wanted` (by docid; NULL: all). */
typedef void postings_position_fn(void *ctx, const struct position *positions, size_t n);
bool postings_positions(struct postings *p, const struct phrase *phrase, unsigned fields, const uint64_t *wanted,
                        postings_position_fn *visit, void *ctx, struct error *err);

#endif
