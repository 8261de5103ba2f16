/*
 * index_writer_private.h: what the files of index_writer.h share: index_writer.c, index_entities.c, index_resolve.c, index_compact.c. Nobody else includes it.
 */
#ifndef CAUCUS_ENGINE_STORE_INDEX_WRITER_PRIVATE_H
#define CAUCUS_ENGINE_STORE_INDEX_WRITER_PRIVATE_H

#include "engine/base/strmap.h"
#include "engine/store/entity_table.h"
#include "engine/store/index_writer.h"
#include "engine/store/posting_buffer.h"
#include "engine/store/text_rows.h"
#include "engine/text/full_name_key.h"

struct index_writer {
    struct db db;
    struct impact_weights weights;
    int64_t cursor, dead;
    int schema_version, analyser_version, name_key_version;
    int64_t registry_revision;
    struct column_writer *columns;
    struct posting_buffer text, impact; /* of this transaction */
    struct text_row text_row;           /* of the last article */
    uint64_t rows, tokens, impact_rows, impact_tokens;
    struct strmap entities;             /* by place: index_key_of_id() */
    struct entity_table *table;
    struct strmap forgotten;            /* ids of local actors that are not found by name: no article had them any more (index_resolve.c) */
    struct strmap lexicon;              /* "term\0form" pairs of this transaction */
    struct strmap langs;
    int64_t *lang_counts;               /* of this transaction, by number in langs */
    size_t lang_capacity;
    struct full_name_keyer *keyer;
    struct arena reading;               /* scratch: blocks of entities */
    struct strbuf key;                  /* scratch */
    uint32_t *numbers;                  /* scratch: entity numbers of a document */
    size_t number_capacity;
    struct index_resolving *resolving;  /* index_resolve.c; NULL: nothing is resolved again */
};

/* Reads the entities' keys anew. */
bool index_writer_read_entities(struct index_writer *w, struct error *err);
/* The numbers of a document's entities, in w->numbers; those that are new are added. */
bool index_writer_numbers(struct index_writer *w, const struct document *d, struct error *err);
/* What the columns have of them: w->numbers become values of COLUMN_ENTITIES, ascending. */
void index_writer_column_values(struct index_writer *w, const struct document *d);
/* Inserts what a document has of mentions; `numbers` of its entities. */
bool index_writer_put_mentions(struct index_writer *w, const struct document *d, const uint32_t *numbers, struct error *err);
/* The same of quotations. */
bool index_writer_put_quotes(struct index_writer *w, const struct document *d, const uint32_t *numbers, struct error *err);
void index_resolving_free(struct index_resolving *r);

#endif
