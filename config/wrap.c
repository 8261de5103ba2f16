#include "config/wrap.h"

#include "engine/base/terminal.h"

static bool is_break(char c)
{
    return c == ' ' || c == '\n';
}

static struct str next_word(struct str *text)
{
    while (text->n && is_break(text->p[0]))
        *text = str_slice(*text, 1, text->n);
    size_t n = 0;
    while (n < text->n && !is_break(text->p[n]))
        n++;
    struct str word = str_slice(*text, 0, n);
    *text = str_slice(*text, n, text->n);
    return word;
}

void wrap_paragraph(struct strbuf *out, struct str text, const char *first, const char *rest, int width)
{
    strbuf_string(out, first);
    int used = terminal_columns(str_of(first)), indent = terminal_columns(str_of(rest));
    bool at_start = true;
    for (struct str word; (word = next_word(&text)).n > 0;) {
        int columns = terminal_columns(word);
        if (!at_start && used + 1 + columns > width) {
            strbuf_byte(out, '\n');
            strbuf_string(out, rest);
            used = indent;
            at_start = true;
        }
        if (!at_start) {
            strbuf_byte(out, ' ');
            used++;
        }
        strbuf_str(out, word);
        used += columns;
        at_start = false;
    }
    strbuf_byte(out, '\n');
}

bool wrap_next_block(struct str *text, struct str *ret_block, bool *ret_literal)
{
    while (text->n && text->p[0] == '\n')
        *text = str_slice(*text, 1, text->n);
    if (!text->n)
        return false;
    size_t n = 0;
    while (n < text->n && !(text->p[n] == '\n' && (n + 1 == text->n || text->p[n + 1] == '\n')))
        n++;
    *ret_block = str_slice(*text, 0, n);
    *ret_literal = text->p[0] == ' ';
    *text = str_slice(*text, n, text->n);
    return true;
}
