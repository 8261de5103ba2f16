/*
 * page.h: the hits of a search with what is shown of them. Only these articles are read, one at a time: a
 * page keeps passages, not texts, so that a page of 100,000 hits fits in memory. All of it lives in the arena
 * that was given.
 */
#ifndef CAUCUS_QUERY_PRESENT_PAGE_H
#define CAUCUS_QUERY_PRESENT_PAGE_H

#include "query/execute/search.h"
#include "query/present/snippet.h"

enum { PAGE_ACTORS = 5 };

/* What the spans of an entity's mentions have for `what`: apart from the numbers of words. */
#define PAGE_ENTITY(number) (UINT32_MAX - (number) / 2)     /* they are even */

struct page_actor {
    struct str id, name;
    int kind;
    int salience;    /* 0..15 */
    uint32_t number; /* of the entity */
};

struct page_hit {
    const struct search_hit *hit;
    struct str id, title, source, url; /* id: the publisher's; any may be empty */
    const char *lang;                  /* as it was indexed */
    int32_t words;
    struct spans title_spans;
    struct snippet snippet;
    struct page_actor actors[PAGE_ACTORS];
    size_t actor_count;
};

struct page {
    struct page_hit *hits;
    size_t n;
};

struct page_options {
    bool articles; /* read the articles (ids need none) */
    bool snippets; /* and show passages */
    bool actors;   /* say who is in them */
    size_t snippet_bytes;
};

bool page_make(struct searcher *s, const struct search_result *result, const struct page_options *options,
               struct arena *arena, struct page *ret, struct error *err);

/* All actors of one article, the most salient first. */
bool page_actors(struct index *index, uint32_t docid, struct arena *arena, struct page_actor **ret,
                 size_t *ret_n, struct error *err);

/* The mentions of an article's actors as spans, those of the title or of the text. */
bool page_mentions(struct index *index, uint32_t docid, bool in_title, struct arena *arena, struct spans *ret, struct error *err);

/* The language code of an article as the index has it. */
bool page_lang(struct index *index, uint32_t docid, char ret[4], struct error *err);

#endif
