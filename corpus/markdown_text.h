/*
 * markdown_text.h: the text of Markdown without its marks: headings, emphasis, links (their text stays),
 * images (dropped), quotes, lists, code, tables' lines, tags of HTML. Paragraphs stay as they are. Time is
 * linear; any input is fine.
 */
#ifndef CAUCUS_CORPUS_MARKDOWN_TEXT_H
#define CAUCUS_CORPUS_MARKDOWN_TEXT_H

#include "engine/base/strbuf.h"

/*
 * The first line that is not blank, where it is a heading ("# …", or underlined with ===): *ret_title without
 * its marks, *text moves behind it.
 */
bool markdown_take_title(struct str *text, struct strbuf *ret_title);
/* Appends the text of `markdown`, whose lines end in LF. */
void markdown_to_text(struct strbuf *out, struct str markdown);

#endif
