/*
 * emit_co_actors.h: who is mentioned beside somebody, as text or JSON. Pure: from values to bytes.
 */
#ifndef CAUCUS_QUERY_PRESENT_EMIT_CO_ACTORS_H
#define CAUCUS_QUERY_PRESENT_EMIT_CO_ACTORS_H

#include "engine/base/strbuf.h"
#include "query/execute/co_actors.h"

void co_actors_text(const struct co_actors *people, struct strbuf *out);
/* One object and a line end: {"schema":1,"name":"…","articles":11,"co_actors":[{"id","name","articles","timeline":[{"from","count"}]}]}. */
void co_actors_json(const struct co_actors *people, struct strbuf *out);

#endif
