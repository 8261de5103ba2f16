/*
 * lexicon.h: which forms a term has: the index's table `lexicon`. "vote~en": vote, voted, votes, voting.
 *
 * A row holds the terms of a language that begin with the same three bytes, or as many more as a character takes. They stand in byte order, without the
 * language, each told from the one before and its forms from itself (lexicon.c); most take a few bytes. Forms stand in byte order too. One thread.
 */
#ifndef CAUCUS_ENGINE_STORE_LEXICON_H
#define CAUCUS_ENGINE_STORE_LEXICON_H

#include "engine/base/arena.h"
#include "engine/base/strbuf.h"
#include "engine/store/db.h"

#define LEXICON_SCHEMA "CREATE TABLE lexicon(beginning INTEGER PRIMARY KEY, data BLOB NOT NULL);"

/* A term and a form of it. In a packed row the term is without its language. */
struct lexicon_pair {
    struct str term, form;
};

/* Adds pairs, which need not be in order nor new. In a transaction. */
bool lexicon_add(struct db *db, const struct lexicon_pair *pairs, size_t n, struct error *err);
/* A term's forms, in byte order, in `arena`; each has a NUL behind it. */
bool lexicon_forms(struct db *db, struct str term, struct arena *arena, struct str **ret, size_t *ret_n, struct error *err);
/* Every form of every term, in no order; maybe more than once. */
bool lexicon_each_form(struct db *db, void (*visit)(void *ctx, struct str form), void *ctx, struct error *err);

/* The pairs of a row, in order and each once. Appends. */
void lexicon_pack(const struct lexicon_pair *pairs, size_t n, struct strbuf *out);
/* One pair after another, until it gives false: at the end, or where the bytes are damaged. What *ret views holds until the next call. */
struct lexicon_walk {
    const unsigned char *p, *end;
    struct strbuf term, form;
    bool more_forms;            /* of the same term */
};
void lexicon_walk_begin(struct lexicon_walk *w, struct str data);
bool lexicon_walk_next(struct lexicon_walk *w, struct lexicon_pair *ret);
void lexicon_walk_release(struct lexicon_walk *w);

#endif
