/*
 * enrich.h: who is in an article: actors of the registry, persons that only the article knows, offices resolved at its own date.
 *
 * A struct gazetteer is made once from the registry and is read-only then: any number of threads may share it. A struct enricher is one
 * thread's. What enrich() gives lives in the arena that it was given, and refers to the gazetteer's strings.
 *
 * What counts as a mention, and of whom:
 *   - a registered name in any of its spellings and scripts, longest match first, with its capitals;
 *   - a demonym ("Armenian") for its country, a capital for a place (and, weaker, its country);
 *   - a surname after the full name in the same article, or after a title ("President Putin");
 *   - a person whom the registry does not know, by title and verb cues ("Artur Khachatrian, a senior lawmaker", "said Hayk Mamijanian"): a
 *     *local* actor, whose id is made of the name ("local-artur-khachatrian") and so is the same in every article;
 *   - an office ("the Armenian prime minister"): who held it on the article's date.
 * A name of two actors goes to the one whose country, office and time fit the article; who else it could be is told where it is asked for (`readings`).
 */
#ifndef CAUCUS_INDEXER_ENRICH_H
#define CAUCUS_INDEXER_ENRICH_H

#include "engine/base/arena.h"
#include "engine/base/civil.h"
#include "engine/store/registry.h"
#include "engine/text/analyser.h"

enum mention_part { PART_TITLE, PART_TEXT };

enum mention_how {
    MENTION_NAME, MENTION_DEMONYM, MENTION_CAPITAL_CITY, MENTION_SURNAME, MENTION_OFFICE, MENTION_CUE, MENTION_ACRONYM,
};

struct mention {
    uint32_t start, end;            /* bytes of the title or the text, end exclusive */
    uint32_t actor;                 /* index into enriched.actors */
    uint8_t part;                   /* enum mention_part */
    uint8_t how;                    /* enum mention_how */
    uint8_t confidence;             /* percent */
    uint32_t reading_first, reading_count;  /* in enriched.readings; 0: it can be one only, or they were not asked for */
};

/* What speaks for one of several actors of a name; the sums are compared. */
struct mention_worth {
    int8_t kind;                    /* a state's name is more likely meant than a town's */
    int8_t time;                    /* an office on the article's date, or some years from it */
    int8_t country;                 /* the article names its country */
    int8_t named;                   /* the article names it otherwise */
    int8_t around;                  /* the words beside it: places of one country stand together, a title that one has had; a weak name (-) */
};

int mention_worth_sum(const struct mention_worth *w);

struct mention_reading {
    struct str id, name;
    enum actor_kind kind;
    struct mention_worth worth;
};

struct held_role {
    struct str office, of;
};

struct found_actor {
    struct str id;
    enum actor_kind kind;
    struct str name;
    struct str country, party;      /* ids, or empty */
    bool local;                     /* not in the registry */
    int salience;                   /* 1 to 15: of what weight this actor is in the article */
    uint32_t mentions;              /* in title and text */
    const struct held_role *roles;  /* offices held on the article's date */
    size_t role_count;
    uint32_t order;                 /* in which it was met */
};

struct enriched {
    struct found_actor *actors;     /* the most salient first; ties by id */
    size_t actor_count;
    struct mention *mentions;       /* title first, then text, by place */
    size_t mention_count;
    const struct mention_reading *readings; /* of each mention side by side, the likeliest first */
};

/* An article as the enricher wants it: its tokens were made by the enricher's analyser (struct enricher's own thread). */
struct enrich_input {
    struct str title, text;
    const struct token_list *title_tokens, *text_tokens;
    const char *lang;
    int32_t date;                   /* CIVIL_NONE: offices are not resolved, names are */
    bool readings;                  /* tell what else the names could be */
};

struct gazetteer;
struct enricher;

/* Makes what gazetteer_load() opens, where the registry has changed since it was made, and is not the program's own; a transaction of its own. */
bool gazetteer_refresh(struct archive *archive, struct error *err);
/* Opens what gazetteer_refresh() stored or the program carries, or makes it in memory; about 200 bytes a name. */
bool gazetteer_load(struct archive *archive, struct gazetteer **ret, struct error *err);
/*
 * The same work in two parts, for who reads by one connection while another writes: where what is stored is out of date, the first makes it in memory (else
 * *ret stays as it is), and the second stores it later; one that is NULL or of another revision is made anew for that.
 */
bool gazetteer_ahead(struct archive *archive, struct gazetteer **ret, struct error *err);
bool gazetteer_keep(struct archive *archive, const struct gazetteer *g, struct error *err);
/* The same from records in memory (tests, `caucus extract` without a data folder). */
bool gazetteer_make(const struct actor *actors, size_t count, struct gazetteer **ret, struct error *err);
void gazetteer_free(struct gazetteer *g);
int64_t gazetteer_revision(const struct gazetteer *g);

struct enricher *enricher_new(const struct gazetteer *g, struct analyser *analyser);
void enricher_free(struct enricher *e);
/* Linear in the text; never fails. */
void enrich(struct enricher *e, const struct enrich_input *in, struct arena *arena, struct enriched *ret);
/* After analyser_forget() gave true: token numbers have changed. */
void enricher_forget(struct enricher *e);

#endif
