/*
 * actor_cards.h: what `caucus actors` says of single actors: by name to cards, with what the articles tell of them.
 */
#ifndef CAUCUS_QUERY_ACTOR_CARDS_H
#define CAUCUS_QUERY_ACTOR_CARDS_H

#include "engine/base/json_out.h"
#include "engine/base/terminal.h"
#include "query/execute/resolve.h"
#include "query/execute/search.h"

struct actor_cards {
    struct searcher *searcher;
    struct resolver resolver;
    struct terminal terminal;
    struct arena arena;
    struct strbuf out;
    struct json_out json;           /* into `out` */
    bool as_json, local;            /* local: only those that the registry does not know */
    unsigned kinds;
};

/* Appends the card of everybody of that name, or who held that office; how many there were. */
bool actor_cards_named(struct actor_cards *l, const char *name, size_t *ret_n, struct error *err);

#endif
