/*
 * actor_card.h: an actor as `caucus actors` shows one: who it is, what it is called, which offices it held
 * when, in how many articles it is.
 *
 * Plain values: the strings belong to whoever made the card. Pure: from values to bytes.
 */
#ifndef CAUCUS_QUERY_PRESENT_ACTOR_CARD_H
#define CAUCUS_QUERY_PRESENT_ACTOR_CARD_H

#include "engine/base/json_out.h"
#include "engine/base/terminal.h"
#include "engine/text/actor.h"

#include <stdint.h>

struct actor_card_role {
    struct actor_role role;
    struct str of_name; /* "Armenia"; empty: role.of stands for itself */
};

/* Who held an office of this actor, or is a member of this alliance. */
struct actor_card_holder {
    struct str id, name;
    struct actor_role role;
};

struct actor_card_year {
    int year;
    uint64_t count;
};

struct actor_card_beside {
    struct str id, name;
    uint64_t count; /* articles that mention both */
};

struct actor_card {
    struct actor actor;            /* shown but for its roles: those below are */
    struct actor_card_role *roles; /* in the order of their first days */
    size_t role_count;
    struct actor_card_holder *holders; /* of its offices; the last first */
    size_t holder_count;
    struct actor_card_holder *members; /* by name */
    size_t member_count;
    struct str country_name, party_name;
    bool local; /* known from articles only */
    uint64_t articles;
    int32_t first, last; /* of its articles; CIVIL_NONE: none of them is dated */
    struct actor_card_year *years; /* that have some, ascending */
    size_t year_count;
    struct actor_card_beside *beside; /* people, the most first */
    size_t beside_count;
};

/* A few lines and an empty one. */
void actor_card_text(const struct actor_card *card, const struct terminal *terminal, struct strbuf *out);
/* One object. */
void actor_card_json(const struct actor_card *card, struct json_out *j);

/* Sorts roles by their first days, open beginnings first. */
void actor_card_sort_roles(struct actor_card_role *roles, size_t n);
/* Sorts holders of offices: those who still hold one by office and name, then the others, who left last first. */
void actor_card_sort_holders(struct actor_card_holder *holders, size_t n);
/* Sorts members by name and time. */
void actor_card_sort_members(struct actor_card_holder *members, size_t n);

#endif
