/*
 * actor_yaml.h: an actor as a record of a registry file (corpus/actors/README.md). What is written is read back as the same record.
 */
#ifndef CAUCUS_QUERY_PRESENT_ACTOR_YAML_H
#define CAUCUS_QUERY_PRESENT_ACTOR_YAML_H

#include "engine/base/strbuf.h"
#include "engine/text/actor.h"

/* Appends an item of the list `actors:`, indented by two. */
void actor_yaml(const struct actor *actor, struct strbuf *out);

#endif
