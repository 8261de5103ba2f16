/*
 * html_text.h: the text of HTML, for articles whose body came with its markup.
 *
 * Ends of blocks (p, div, h1, li …) part paragraphs by an empty line, br ends a line, other tags go, scripts
 * and styles with all that is in them; white space runs together and character references are decoded. Where
 * the markup has no blocks at all, line ends are kept as they are. Any input is fine: time is linear, what is
 * no tag stays as text. In and out are well-formed UTF-8.
 */
#ifndef CAUCUS_CORPUS_HTML_TEXT_H
#define CAUCUS_CORPUS_HTML_TEXT_H

#include "engine/base/strbuf.h"

/*
 * Does it hold a tag that only HTML has: the start of a block or a break, or the end of any element of HTML?
 */
bool html_is_markup(struct str text);
/* Does it hold a character reference ("&amp;", "&#8217;")? */
bool html_has_reference(struct str text);

/* Appends the text of `html`. */
void html_to_text(struct strbuf *out, struct str html);

/* A copy in `to` (html.n bytes) in which tags are blanks, and line breaks where they end a block: every byte of text stays where it is. */
void html_blank_tags(struct str html, char *to);

#endif
