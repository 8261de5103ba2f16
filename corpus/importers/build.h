/*
 * build.h: what the importers of single formats share: records that grow by id, dates, offices, ids. Nobody else includes it.
 */
#ifndef CAUCUS_CORPUS_IMPORTERS_BUILD_H
#define CAUCUS_CORPUS_IMPORTERS_BUILD_H

#include "corpus/importers/import.h"
#include "corpus/input.h"
#include "corpus/json_tree.h"
#include "engine/base/strbuf.h"
#include "engine/base/strmap.h"

struct draft {
    struct actor actor;         /* without names and roles */
    struct actor_name *names;
    struct actor_role *roles;
    size_t name_n, name_capacity, role_n, role_capacity;
};

struct build {
    const struct actor_import_options *options;
    struct arena *arena;
    struct strmap ids;          /* drafts by number */
    struct draft *drafts;
    size_t draft_capacity;
    struct actor_import_result result;
};

enum { BUILD_NONE = UINT32_MAX };

void build_init(struct build *b, const struct actor_import_options *options, struct arena *arena);
void build_release(struct build *b);
/* Drafts that have a name, as actors. */
void build_finish(struct build *b);

/* The draft of that id, made of this kind where it is new. A person stays a person. */
uint32_t build_actor(struct build *b, struct str id, enum actor_kind kind);
/* BUILD_NONE: there is none yet. */
uint32_t build_find(const struct build *b, struct str id);
struct draft *build_draft(struct build *b, uint32_t number);

/* The first is the main one. White space is made plain; what is longer than 200 bytes or empty is no name. */
void build_name(struct build *b, uint32_t number, struct str name, int flags);
/* Only where it is not told yet. */
void build_text(struct build *b, struct str *to, struct str value);

/*
 * An office, as it is called there ("Prime Minister of Armenia", "Minister of Foreign Affairs"), of `of` (an id; empty: as the name tells, else the
 * options' country). Counts those that are nobody's.
 */
void build_role(struct build *b, uint32_t number, struct str label, struct str of, int32_t from, int32_t to);

/*
 * The first or last day that a date means: 2018, 2018-05, 2018-05-08, with a time behind it, with Wikidata's sign, with 00 for what is not known.
 * Empty is CIVIL_NONE; what is no date is CIVIL_NONE and counted.
 */
int32_t build_date(struct build *b, struct str text, bool last);

/* "Q7747" of an id or an address that ends in one; empty: it is none. In the text. */
struct str build_wikidata_id(struct str text);
/* An id for something that the file calls `id`: itself where it is unmistakable (Wikidata, UUID), else behind the origin. In the arena. */
struct str build_id(struct build *b, struct str id);
/* "origin-some-name". */
struct str build_slug(struct build *b, struct str name);
/* The id of a country by its code (two or three letters, any case), Wikidata id or name; empty: none. */
struct str build_country(struct build *b, struct str text);
/* The id of a country, organisation or party by name. */
struct str build_find_actor(struct build *b, struct str name);

/* A record that cannot be used. Only the first reason is kept. */
void build_skip(struct build *b, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A record as a tree in `arena`, bytes that are not UTF-8 repaired; NULL: it is none, and was skipped ("PLACE: byte 3: …"). */
const struct json_tree *build_json(struct build *b, struct str json, struct arena *arena, const char *place);
/* Text as UTF-8: itself where it is. */
struct str build_utf8(struct str text, struct arena *arena);

bool import_yaml(struct build *b, struct input *in, const char *name, struct error *err);
bool import_popolo(struct build *b, struct input *in, struct error *err);
bool import_petrarch(struct build *b, struct input *in, struct error *err);
bool import_ftm(struct build *b, struct input *in, struct error *err);
bool import_wikidata(struct build *b, struct input *in, struct error *err);
bool import_sparql(struct build *b, struct input *in, struct error *err);
bool import_csv(struct build *b, struct input *in, struct error *err);

#endif
