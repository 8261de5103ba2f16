#include "engine/text/actor.h"

static const char *const kinds[ACTOR_KINDS] = {
    [ACTOR_PERSON] = "person", [ACTOR_ORG] = "org", [ACTOR_PARTY] = "party", [ACTOR_COUNTRY] = "country", [ACTOR_PLACE] = "place",
    [ACTOR_OFFICE] = "office",
};

const char *actor_kind_name(enum actor_kind kind)
{
    return kinds[kind];
}

const char *actor_kind_word(enum actor_kind kind)
{
    return kind == ACTOR_ORG ? "organisation" : kinds[kind];
}

bool actor_kind_of(struct str name, enum actor_kind *ret)
{
    if (str_is(name, "organisation") || str_is(name, "organization")) {
        *ret = ACTOR_ORG;
        return true;
    }
    for (int i = 0; i < ACTOR_KINDS; i++)
        if (str_is(name, kinds[i])) {
            *ret = (enum actor_kind)i;
            return true;
        }
    return false;
}
