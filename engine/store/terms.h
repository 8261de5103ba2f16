/*
 * terms.h: how facets are spelled as terms of the index's `impact` table, beside the words' stems.
 *
 * A word's term holds letters, digits and '~' and never begins with ':'; a facet's is ":KIND/VALUE". Neither holds a space or a '|'. The level
 * is no part of a term: it is in the row (row_list.h). Values are folded by the caller where case should not matter; here white space, '|' and
 * controls become '_', and what is longer than TERM_VALUE_MAX bytes is cut and ends in a hash of the whole.
 */
#ifndef CAUCUS_ENGINE_STORE_TERMS_H
#define CAUCUS_ENGINE_STORE_TERMS_H

#include "engine/base/strbuf.h"

enum { TERM_LEVELS = 16, TERM_LEVEL_TOP = 15, TERM_VALUE_MAX = 160 };

enum term_kind {
    TERM_ACTOR,             /* :a/Q7747          level: salience */
    TERM_SPEAKER,           /* :q/Q7747          who is quoted */
    TERM_ROLE,              /* :r/president@RU   level: salience; also without "@RU" */
    TERM_SOURCE,            /* :s/azatutyun.am   and each shorter suffix on label boundaries */
    TERM_SOURCE_COUNTRY,    /* :c/AM */
    TERM_AUTHOR,            /* :u/john_smith     every run of words of a byline */
    TERM_TOPIC,             /* :t/health_care    every run of words of a topic */
    TERM_LANG,              /* :l/hy */
    TERM_URL,               /* :w/cnn.com/a/b    without scheme, www., fragment and trailing slash */
    TERM_ID,                /* :i/... */
};

/* Appends the term. */
void term_facet(struct strbuf *out, enum term_kind kind, struct str value);
/* Appends the term of a role, "president" of "RU" (of: empty for any). */
void term_role(struct strbuf *out, struct str office, struct str of);
/* Calls `visit` with the terms of a source: of its host name (or, where it is none, of its folded name) and of each parent domain. */
void term_sources(struct str source, void (*visit)(void *ctx, struct str term), void *ctx);
/* Calls `visit` for each run of up to 6 words of a folded value ("john a smith": john, john_a, …). */
void term_runs(enum term_kind kind, struct str folded, void (*visit)(void *ctx, struct str term), void *ctx);
/* Appends the URL as it is compared: host in lower case, no scheme, "www.", fragment or trailing slash. */
void term_url_normal(struct strbuf *out, struct str url);

#endif
