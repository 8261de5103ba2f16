#include "config/scdoc.h"

#include "config/wrap.h"

#include <ctype.h>

void scdoc_title(struct strbuf *out, const char *name, int section)
{
    strbuf_format(out, "%s(%d) \"\" \"caucus " CAUCUS_VERSION "\"\n", name, section);
}

void scdoc_text(struct strbuf *out, struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        bool line_start = out->n == 0 || out->p[out->n - 1] == '\n' || out->p[out->n - 1] == '\t';
        bool special = strchr("\\*_`<>[]|~^+", c) != NULL;
        bool minded = c == '\'' || c == '.';     /* scdoc keeps these two from beginning a line for troff */
        if (special || (line_start && ispunct((unsigned char)c) && !minded))
            strbuf_byte(out, '\\');
        strbuf_byte(out, c);
    }
}

static void marked(struct strbuf *out, char mark, const char *text)
{
    strbuf_byte(out, mark);
    scdoc_text(out, str_of(text));
    strbuf_byte(out, mark);
}

void scdoc_bold(struct strbuf *out, const char *text)
{
    marked(out, '*', text);
}

void scdoc_line(struct strbuf *out, const char *text)
{
    marked(out, '_', text);
}

void scdoc_literal(struct strbuf *out, struct str text)
{
    strbuf_string(out, "```\n");
    strbuf_str(out, text);
    strbuf_string(out, text.n && text.p[text.n - 1] == '\n' ? "```\n\n" : "\n```\n\n");
}

void scdoc_prose(struct strbuf *out, const char *text)
{
    struct str rest = str_of(text), block;
    for (bool literal; wrap_next_block(&rest, &block, &literal);) {
        if (literal) {
            scdoc_literal(out, block);
            continue;
        }
        scdoc_text(out, block);
        strbuf_string(out, "\n\n");
    }
}
