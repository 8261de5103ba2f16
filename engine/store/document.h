/*
 * document.h: an article as the index takes it: token streams, impacts, facets, columns. Made by any thread; written by the one writer.
 *
 * Impacts. A word's weight in an article is BM25F (Robertson, Zaragoza, Taylor: Simple BM25 extension to multiple weighted fields, CIKM 2004), less the
 * idf, which waits for the query:
 *     tf = title × tf_title + lead × tf_lead + body × tf_body       (weights of the fields)
 *     norm = 1 − b + b × words / pivot                              (words of the article; a fixed pivot, so that it never changes)
 *     impact = tf / (tf + k1 × norm),  0 ≤ impact < 1
 * and is stored in 16 levels: level = ⌊16 × impact⌋, worth (2 × level + 1) / 32.
 *
 * The lead is the first paragraph, or its first sentences where it is long; it never ends within a sentence. A phrase stands
 * within one of title, lead and body.
 */
#ifndef CAUCUS_ENGINE_STORE_DOCUMENT_H
#define CAUCUS_ENGINE_STORE_DOCUMENT_H

#include "engine/store/columns.h"
#include "engine/store/registry.h"
#include "engine/store/terms.h"
#include "engine/store/word_counter.h"

struct impact_weights {
    double title, lead, body;
    double k1, b, pivot;        /* pivot in words */
};

enum entity_kind {              /* actors first, with their own numbers */
    ENTITY_SOURCE = ACTOR_KINDS,
    ENTITY_AUTHOR,
    ENTITY_TOPIC,
    ENTITY_SPEAKER,             /* an actor again, as one who is quoted */
    ENTITY_KINDS
};
const char *entity_kind_name(int kind);

struct document_role {
    struct str office, of;
};

struct document_actor {
    struct str id, name;
    enum actor_kind kind;
    struct str country, party;
    bool local;                 /* known from articles only: the index keeps its name keys */
    int salience;               /* 1..15 */
    const struct document_role *roles;
    size_t role_count;
};

/* A place in the title or text where an actor is mentioned. */
struct document_mention {
    uint32_t start, end;        /* bytes, end exclusive */
    uint32_t actor;             /* index into the document's actors */
    bool in_title;
};

/* A quotation of the text or of the title. */
struct document_quote {
    bool in_title;              /* whose bytes and tokens are meant; those of the text come first */
    uint32_t start, end;        /* bytes, between the marks */
    uint32_t first_token, tokens;
    uint32_t speaker;           /* index into the document's actors, or DOCUMENT_NOBODY */
    uint32_t speaker_start, speaker_end;
    uint8_t confidence;         /* percent */
};
#define DOCUMENT_NOBODY UINT32_MAX

struct document_input {
    int64_t docid;
    int64_t supersedes;         /* 0: none */
    const struct token_list *title, *text;
    struct str id, source, url, source_country;     /* source_country: ISO code or empty */
    const char *lang;
    const struct str *authors, *topics;
    size_t author_count, topic_count;
    int32_t date, seen;
    const struct document_actor *actors;
    size_t actor_count;
    const struct document_mention *mentions;
    size_t mention_count;
    const struct document_quote *quotes;
    size_t quote_count;
};

struct document_entity {
    struct str id, name, country, party;    /* views into `strings` after document_prepare: offsets are resolved */
    int kind;                   /* entity_kind or actor_kind */
    int salience;
    bool local;
};

struct document {
    int64_t docid, supersedes;
    struct document_terms forms;        /* of `text` */
    struct strbuf positions;            /* of the forms, in their order */
    struct document_terms terms;        /* of `impact` */
    uint64_t words;                     /* of title and text */
    uint32_t span;                      /* places that they take (text_rows.h) */
    struct strbuf lexicon;              /* "term\0form\0" … that this preparer had not met before */
    struct document_mention *mentions;
    size_t mention_count, mention_capacity;
    struct document_quote *quotes;
    size_t quote_count, quote_capacity;
    uint32_t lead;                      /* tokens of the text that are its lead */
    struct document_entity *entities;
    size_t entity_count, entity_capacity;
    uint32_t *entity_hashes;            /* of their ids, side by side: each new one is looked for among those before */
    size_t hash_capacity;
    struct arena strings;
    int32_t columns[COLUMN_FIXED];      /* COLUMN_SOURCE and COLUMN_PLACE are set by the writer */
    struct str source;                  /* folded; the entity of COLUMN_SOURCE */
    size_t posting_bytes;               /* about what the writer will have to hold */
};

void document_init(struct document *d);
void document_release(struct document *d);

struct preparer;

struct preparer *preparer_new(struct analyser *analyser, const struct impact_weights *weights);
void preparer_free(struct preparer *p);
/* After analyser_forget() gave true. */
void preparer_forget(struct preparer *p);
void document_prepare(struct preparer *p, const struct document_input *in, struct document *ret);

/* How many of the tokens of a text are its lead. */
size_t document_lead(const struct token_list *text);
/* The level of an impact, and what a level is worth. */
int impact_level(double tf, double words, const struct impact_weights *w);
double impact_worth(int level);

#endif
