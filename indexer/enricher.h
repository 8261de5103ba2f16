/*
 * enricher.h: one enricher's state, shared by the files that find mentions: match_names.c (the registry's names), resolve_names.c (which actor a
 * name is), match_persons.c (persons that only the article knows, surnames), match_offices.c (offices on the article's date). Private to them.
 *
 * They run in that order over an article's title and text. A token that a mention covers is `taken` and belongs to no later one.
 */
#ifndef CAUCUS_INDEXER_ENRICHER_H
#define CAUCUS_INDEXER_ENRICHER_H

#include "indexer/enrich.h"
#include "indexer/gazetteer.h"
#include "indexer/salience.h"

enum { KEY_UNKNOWN = 0, KEY_NONE = 1, KEY_FIRST = 2 };

/* An actor of this article, before salience. */
struct present {
    uint32_t actor;                 /* in the gazetteer; GAZETTEER_NONE: local */
    struct str id, name;            /* of a local one */
    struct tally tally;
};

/* A span that may be several actors. */
struct candidate {
    uint32_t part, first, last;     /* tokens */
    uint32_t node;
    uint8_t how;
};

struct enricher {
    const struct gazetteer *g;
    struct analyser *analyser;
    struct name_keyer *keyer;
    uint32_t *keys;                 /* by form number: KEY_UNKNOWN, KEY_NONE, or key + KEY_FIRST */
    size_t key_capacity;
    uint16_t *cues;                 /* by form number: enum cue_kind, and CUES_KNOWN once they are */
    size_t cue_capacity;
    struct strbuf scratch;
    /* of the article in hand */
    const struct enrich_input *in;
    const struct token_list *tokens[2];
    uint8_t *taken[2];              /* tokens that a mention covers */
    size_t taken_capacity[2];
    struct candidate *candidates;
    size_t candidate_n, candidate_capacity;
    struct present *present;
    size_t present_n, present_capacity;
    uint32_t *present_of;           /* by actor of the gazetteer: place in present + 1 */
    struct mention *mentions;
    size_t mention_n, mention_capacity;
    size_t sorted_n;                /* of them, in the order of their places */
    struct strmap surnames;         /* forms of last names in this article; by number: place in present, or NONE where two share it */
    uint32_t *surname_of;
    size_t surname_capacity;
    struct strmap locals;           /* ids */
    uint32_t *local_of;
    size_t local_capacity;
    struct arena *arena;
};

/* ---- words (enrich_words.c) ---- */

/* To be called once an article is analysed, before is_cue(). */
void words_make_room(struct enricher *e);
struct str form_of(const struct enricher *e, const struct token *t);
/* Whether a word is a cue of one of these kinds (enum cue_kind). */
bool is_cue(const struct enricher *e, const struct token *t, unsigned kinds);
/* KEY_NONE where no name of the registry has such a word, else the key's number + KEY_FIRST. */
uint32_t key_of(struct enricher *e, const struct token *t);
/* Whether a word may begin a name: it has a capital, or its script has none. */
bool capital(const struct token *t);

/* ---- who is there (present.c): places in e->present ---- */

uint32_t present_registered(struct enricher *e, uint32_t actor);
/* The person whom n tokens from i on name. */
uint32_t present_local(struct enricher *e, uint32_t part, size_t i, size_t n);
void add_mention(struct enricher *e, uint32_t part, size_t first, size_t last, uint32_t present, enum mention_how how, int confidence);
/* The last name of a person stands for them in the rest of the article, unless two share it. */
void know_surname(struct enricher *e, struct str form, uint32_t present);

/* ---- the steps ---- */

/* Whether the tokens may be this name: its capitals, and for one word its very form (or another script). */
bool name_may_be(const struct enricher *e, const struct name_entry *entry, const struct token *first, const struct token *last);
void find_names(struct enricher *e, uint32_t part);
void settle_names(struct enricher *e);
void find_persons(struct enricher *e, uint32_t part);
void find_surnames(struct enricher *e, uint32_t part);
void find_offices(struct enricher *e, uint32_t part);

#endif
