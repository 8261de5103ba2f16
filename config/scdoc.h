/*
 * scdoc.h: pieces of manual pages in scdoc's format (scdoc(5)), for manual.c and config_manual.c.
 */
#ifndef CAUCUS_CONFIG_SCDOC_H
#define CAUCUS_CONFIG_SCDOC_H

#include "engine/base/strbuf.h"

/* caucus-search(1): the first line of a page. */
void scdoc_title(struct strbuf *out, const char *name, int section);
/* Text with every character that means something to scdoc escaped. */
void scdoc_text(struct strbuf *out, struct str text);
/* *bold* and _underlined_, escaped. */
void scdoc_bold(struct strbuf *out, const char *text);
void scdoc_line(struct strbuf *out, const char *text);
/* Paragraphs apart by empty lines; blocks that begin with a space are kept as they are. */
void scdoc_prose(struct strbuf *out, const char *text);
/* Lines in a block that is kept as it is. */
void scdoc_literal(struct strbuf *out, struct str text);

#endif
