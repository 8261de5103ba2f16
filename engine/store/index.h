/*
 * index.h: one generation of the index: index-N/index.db. This header is its shape and its reading; index_writer.h fills it.
 *
 *     text        FTS5, contentless, detail=full: one column: forms; a row is several articles: text_rows.h
 *     impact      FTS5, contentless, detail=none: one column: terms and facets ("vote~en", ":a/Q7747"); a row is an article at a level: row_list.h
 *     columns     dense arrays by docid (columns.h)
 *     entity      actors, sources, authors, topics, in the order in which they were met (entity_blocks.h)
 *     entity_key  … found by their kind and id, and local actors by the keys of their names (entity_table.h)
 *     lexicon     which forms a term has (lexicon.h)
 *     mention     where an article's actors stand
 *     quote       its quotations and their speakers, by tokens and bytes
 *     meta        versions, weights, the cursor
 *
 * Entities have even numbers, 2, 4, 6 …; the odd number above an actor's is the same actor as one who is quoted (ENTITY_SPEAKER).
 *
 * A struct index is one connection and, between index_open and index_close, one snapshot: whatever a writer does meanwhile, all that it
 * reads belongs together. One thread.
 */
#ifndef CAUCUS_ENGINE_STORE_INDEX_H
#define CAUCUS_ENGINE_STORE_INDEX_H

#include "engine/store/columns.h"
#include "engine/store/document.h"
#include "engine/store/entity_blocks.h"

enum { INDEX_SCHEMA = 6 };

struct index_info {
    uint32_t max_docid;             /* docids are 1 .. max_docid; also the cursor: the last revision that is in */
    int64_t dead;                   /* of them superseded by a later version */
    int analyser_version, name_key_version;
    int64_t registry_revision;      /* with which articles were resolved last */
    struct impact_weights weights;
    struct str langs[64];           /* languages of its articles with a stemmer, by their number of articles, falling */
    size_t lang_count;
};

struct index;

bool index_open(const char *path, struct index **ret, struct error *err);
void index_close(struct index *x);
/* For who asks more than once: from here on, pages are kept for what is asked next. */
void index_keep_pages(struct index *x);
const struct index_info *index_info(const struct index *x);
struct db *index_db(struct index *x);
struct column_reader *index_columns(struct index *x);

struct index_entity {
    uint32_t number;                /* 0: none */
    int kind;
    struct str id, name, country, party;
    bool local;
};

/* All entities by number, read once and kept: [0 .. *ret_n), of which [0] is no entity. Strings hold until index_close. */
bool index_entities(struct index *x, const struct index_entity **ret, size_t *ret_n, struct error *err);
/* Their kinds alone, by number, -1 where there is none: kept too, and several times faster. */
bool index_entity_kinds(struct index *x, const int8_t **ret, size_t *ret_n, struct error *err);
bool index_entity(struct index *x, uint32_t number, struct arena *arena, struct index_entity *ret, struct error *err);
/* number 0 in *ret where there is none. */
bool index_entity_find(struct index *x, int kind, struct str id, struct arena *arena, struct index_entity *ret, struct error *err);
/* Local actors that have a name with this key. */
bool index_alias_find(struct index *x, struct str key, struct arena *arena, struct index_entity **ret, size_t *ret_n, struct error *err);

/* Every key of `least` to `most` bytes of a local actor's name or its last word, a C string, with its id and name; who was met first comes first. */
bool index_each_alias(struct index *x, size_t least, size_t most,
                      bool (*visit)(void *ctx, struct str key, struct str id, struct str name, struct error *err), void *ctx, struct error *err);

/* The forms of a term, in byte order: "vote~en": vote, voted, votes, voting. */
bool index_forms(struct index *x, struct str term, struct arena *arena, struct str **ret, size_t *ret_n, struct error *err);
/* Every form that is a word, in no order; maybe more than once. */
bool index_each_form(struct index *x, void (*visit)(void *ctx, struct str form), void *ctx, struct error *err);

struct index_mention {
    uint32_t start, end;
    uint32_t entity;                /* number */
    bool in_title;
};
bool index_mentions(struct index *x, int64_t docid, struct arena *arena, struct index_mention **ret, size_t *ret_n, struct error *err);

struct index_quote {
    bool in_title;                  /* else of the text: all numbers are of that */
    uint32_t start, end;            /* bytes, between the marks */
    uint32_t first_token, tokens;
    uint32_t speaker;               /* an entity's number; 0: only words tell who it is, or nothing does */
    uint32_t speaker_start, speaker_end;    /* bytes where the speaker is named; empty: nowhere */
    uint8_t confidence;             /* percent */
};
/* An article's quotations, those of the text by place, then those of the title by place. *ret_lead: how many tokens of its text are the lead. */
bool index_quotes(struct index *x, int64_t docid, struct arena *arena, struct index_quote **ret, size_t *ret_n, uint32_t *ret_lead, struct error *err);

/* SQLite's and FTS5's own checks, and that columns, postings and cursor fit together; problems are given one by one. */
bool index_check(struct index *x, void (*problem)(void *ctx, const char *what), void *ctx, struct error *err);

/* How they are stored (index_places.c). `numbers` of the document's entities; `list` as the column has them, but for speakers. What is damaged ends early. */
void index_pack_mentions(const struct document *d, const uint32_t *numbers, struct strbuf *out);
size_t index_unpack_mentions(struct str data, const uint32_t *list, size_t list_n, struct arena *arena, struct index_mention **ret);
void index_pack_quotes(const struct index_quote *quotes, size_t n, uint32_t lead, struct strbuf *out);
size_t index_unpack_quotes(struct str data, struct arena *arena, struct index_quote **ret, uint32_t *ret_lead);

/* Under which the table of entities files one, and a local actor by a key of its name. */
void index_key_of_id(int kind, struct str id, struct strbuf *out);
void index_key_of_name(struct str name_key, struct strbuf *out);
/* The keys of a local actor's name: of the whole, and of its last word in *ret_last (empty where it is the only one). *ret_key views `scratch`, or the entity. */
struct full_name_keyer;
void index_name_keys(struct full_name_keyer *keyer, const struct stored_entity *e, struct strbuf *scratch, struct str *ret_key, struct str *ret_last);

/* Numbers and places in the table. */
static inline uint32_t index_number_of(uint32_t place)
{
    return (place + 1) * 2;
}

static inline uint32_t index_place_of(uint32_t number)
{
    return number / 2 - 1;
}

/* What a new index is made of. */
extern const char index_schema_sql[];

#endif
