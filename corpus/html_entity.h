/*
 * html_entity.h: character references of HTML: "&amp;", "&#8217;", "&#x2019;".
 */
#ifndef CAUCUS_CORPUS_HTML_ENTITY_H
#define CAUCUS_CORPUS_HTML_ENTITY_H

#include "engine/base/str.h"

enum { HTML_ENTITY_BYTES = 4 };

/*
 * At an '&': what it stands for as UTF-8 in `out`, its length in *ret_n; gives the bytes that the reference
 * takes, 0 where it is none that is known (then it is text). Numbers that no character has are U+FFFD; those
 * from 128 to 159 mean Windows-1252, as browsers have it.
 */
size_t html_entity(struct str at, char out[HTML_ENTITY_BYTES], size_t *ret_n);

#endif
