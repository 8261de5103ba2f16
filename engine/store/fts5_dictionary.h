/*
 * fts5_dictionary.h: where the doclists of a table's terms are. What was looked up is remembered: the table is read within one snapshot, so that
 * nothing moves.
 */
#ifndef CAUCUS_ENGINE_STORE_FTS5_DICTIONARY_H
#define CAUCUS_ENGINE_STORE_FTS5_DICTIONARY_H

#include "engine/base/strmap.h"
#include "engine/store/fts5_pages.h"

/* The doclist of a term in one segment. */
struct fts5_place {
    const struct fts5_segment *segment;
    uint32_t page;              /* where it begins, at `begin` */
    uint32_t begin, end;        /* offsets in that page */
    bool goes_on;               /* onto the following pages */
    bool has_index;             /* fts5_skip can be asked */
};

struct fts5_dictionary {
    struct fts5_table *table;
    struct strmap terms;        /* by number: */
    struct remembered {
        uint32_t first, n;      /* in places */
    } *remembered;
    size_t remembered_capacity;
    struct fts5_place *places;
    size_t place_n, place_capacity;
    uint8_t *page;              /* scratch */
};

void fts5_dictionary_init(struct fts5_dictionary *d, struct fts5_table *table);
void fts5_dictionary_release(struct fts5_dictionary *d);

/* The places of a term, a segment each; *ret holds until the next look-up. FTS5_ABSENT: it has none. */
enum fts5_found fts5_dictionary_find(struct fts5_dictionary *d, struct str term, const struct fts5_place **ret, size_t *ret_n);

/* Each place of each term that begins with `prefix`, segment by segment; false from `visit` ends it. FTS5_ODD: that, or something was odd. */
typedef bool fts5_place_fn(void *ctx, const struct fts5_place *place);
enum fts5_found fts5_dictionary_each(struct fts5_dictionary *d, struct str prefix, fts5_place_fn *visit, void *ctx);

#endif
