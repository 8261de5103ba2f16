/*
 * actor.h: political actors as records: who they are, what they are called, which offices they held when. Plain values, shared by the
 * registry's data files, its store, and the enricher; the strings belong to whoever made a record.
 */
#ifndef CAUCUS_ENGINE_TEXT_ACTOR_H
#define CAUCUS_ENGINE_TEXT_ACTOR_H

#include "engine/base/civil.h"
#include "engine/base/str.h"

enum actor_kind { ACTOR_PERSON, ACTOR_ORG, ACTOR_PARTY, ACTOR_COUNTRY, ACTOR_PLACE, ACTOR_OFFICE, ACTOR_KINDS };

const char *actor_kind_name(enum actor_kind kind);                  /* "person" */
const char *actor_kind_word(enum actor_kind kind);                  /* the same, in full: "organisation" */
/* From either, or "organization". */
bool actor_kind_of(struct str name, enum actor_kind *ret);

enum actor_name_flag {
    NAME_MAIN = 1,          /* the one that results show */
    NAME_DEMONYM = 2,       /* an adjective or people: Armenian, Armenians */
    NAME_CAPITAL = 4,       /* a country's capital */
    NAME_TITLED = 8,        /* only after a title or a full name in the same article (`with: title`) */
    NAME_WEAK = 16,         /* names several things: never stands for this one alone (`weak: true`) */
};

struct actor_name {
    struct str name;
    int flags;
    struct str origin;      /* who says so; empty where one origin says all */
};

#define ACTOR_MEMBER "member"   /* the office of a state in an alliance */

/* From `from` to `to`, both days inclusive, in civil.h minutes of their first minute; CIVIL_NONE: open. */
struct actor_role {
    struct str office;      /* "prime minister" */
    struct str of;          /* an actor's id: "AM" */
    int32_t from, to;
    bool acting;
    struct str origin;
};

struct actor {
    struct str id;
    enum actor_kind kind;
    struct str name;
    struct actor_name *names;       /* all of them, the main one first */
    size_t name_count;
    struct actor_role *roles;
    size_t role_count;
    struct str country, party;      /* ids, or empty */
    struct str seat_office, seat_of;/* seat_of: the office that sits there */
    int32_t founded, dissolved;
    struct str note;
    struct str origin;              /* "builtin", "hand", … */
};

#endif
