/*
 * word_counter.h: an article's tokens, counted by term and gathered by form with the places where each stands. One thread; kept from article to article.
 */
#ifndef CAUCUS_ENGINE_STORE_WORD_COUNTER_H
#define CAUCUS_ENGINE_STORE_WORD_COUNTER_H

#include "engine/text/analyser.h"

enum word_part { WORD_TITLE, WORD_LEAD, WORD_BODY, WORD_PARTS };

/* A term or form as the index takes it. */
struct document_term {
    uint64_t hash;              /* hash_bytes() of its name */
    uint32_t bytes;             /* of its name */
    uint32_t detail;            /* of `impact`: its level; of `text`: the bytes of its position list */
};

struct document_terms {
    struct document_term *v;
    size_t n, capacity;
    struct strbuf names;        /* one behind the other */
};

void document_terms_init(struct document_terms *t);
void document_terms_release(struct document_terms *t);
void document_terms_clear(struct document_terms *t);
void document_terms_add(struct document_terms *t, struct str name, uint64_t hash, uint32_t detail);

struct word_count {
    uint32_t term;
    uint32_t tf[WORD_PARTS];
};

struct word_counter;

struct word_counter *word_counter_new(struct analyser *analyser);
void word_counter_free(struct word_counter *c);

/* Tokens of the article's next part. Behind them a place stays free. */
void word_counter_add(struct word_counter *c, const struct token *tokens, size_t n, enum word_part part);
/* The article's terms, each once; hold until word_counter_finish. */
const struct word_count *word_counter_terms(const struct word_counter *c, size_t *ret_n);
/*
 * The article's exact forms and, for each word with accents, its folded form behind ANALYSER_MARK, each once, with its places in FTS5's shape: their distances
 * plus 2, the first from 0. Then forgets the article. Gives how many places it takes.
 */
uint32_t word_counter_finish(struct word_counter *c, struct document_terms *forms, struct strbuf *positions);

#endif
