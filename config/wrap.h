/*
 * wrap.h: paragraphs set into columns, for help texts and the comments of the configuration file.
 *
 * Text is UTF-8; a width is in columns of a terminal. A word that is wider than the line stands on a line of
 * its own.
 */
#ifndef CAUCUS_CONFIG_WRAP_H
#define CAUCUS_CONFIG_WRAP_H

#include "engine/base/strbuf.h"

/*
 * Appends one paragraph in lines of up to `width` columns, each with a newline; the first begins with
 * `first`, others with `rest`. Line breaks in `text` count as spaces. An empty paragraph gives `first` alone.
 */
void wrap_paragraph(struct strbuf *out, struct str text, const char *first, const char *rest, int width);

/*
 * Cuts the next block off *text: a paragraph, or lines that begin with a space (*ret_literal: to be kept as
 * they are, in full). Blocks stand apart by an empty line. False: no more.
 */
bool wrap_next_block(struct str *text, struct str *ret_block, bool *ret_literal);

#endif
