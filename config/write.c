#include "config/config.h"

#include "config/schema.h"
#include "config/wrap.h"

enum { WIDTH = 96 };

/*
 * Explanations are "# " and words; settings are '#' and the setting without a space between, so that taking
 * one character away sets it. Sections stand without '#': their settings can be uncommented one by one.
 */
static void explain(struct strbuf *out, const struct setting *s, const char *first, const char *rest)
{
    CLEANUP_STRBUF struct strbuf text = STRBUF_INIT;
    setting_explain(s, &text);
    wrap_paragraph(out, strbuf_view(&text), first, rest, WIDTH);
}

static void write_lines(struct strbuf *out, const char *lines, const char *prefix)
{
    struct str rest = str_of(lines);
    while (rest.n) {
        size_t n = str_find(rest, '\n');
        strbuf_format(out, "%s%.*s\n", prefix, (int)n, rest.p);
        rest = str_slice(rest, n < rest.n ? n + 1 : n, rest.n);
    }
}

static void write_setting(struct strbuf *out, const struct setting *s, const char *indent)
{
    CLEANUP_STRBUF struct strbuf prefix = STRBUF_INIT;
    strbuf_format(&prefix, "%s# ", indent);
    explain(out, s, prefix.p, prefix.p);
    strbuf_format(out, "%s#%s: ", indent, s->name);
    setting_default(s, out);
    strbuf_byte(out, '\n');
}

static void write_collection(struct strbuf *out, const struct setting *s)
{
    explain(out, s, "# ", "# ");
    strbuf_format(out, "%s:\n", s->name);
    for (const struct setting *part = s->parts; s->kind == SETTING_LIST && part->name; part++) {
        CLEANUP_STRBUF struct strbuf first = STRBUF_INIT;
        strbuf_format(&first, "  # %s: ", part->name);
        for (size_t n = strlen(part->name); n < 8; n++)
            strbuf_byte(&first, ' ');
        explain(out, part, first.p, "  #           ");
    }
    strbuf_string(out, s->kind == SETTING_LIST ? "  # For example:\n  #\n" : "  # For example:\n");
    write_lines(out, s->example, "  #   ");
}

void config_write_default(struct strbuf *out)
{
    strbuf_string(
        out,
        "# Settings of caucus; caucus.yaml(5) tells more. Each setting stands here with its default: take "
        "away the '#'\n"
        "# before it to change it. Options of the command line go before what is set here.\n");
    for (const struct setting *s = config_schema; s->name; s++) {
        strbuf_byte(out, '\n');
        if (s->kind == SETTING_LIST || s->kind == SETTING_PAIRS) {
            write_collection(out, s);
        } else if (s->kind == SETTING_SECTION) {
            explain(out, s, "# ", "# ");
            strbuf_format(out, "%s:\n", s->name);
            for (const struct setting *part = s->parts; part->name; part++)
                write_setting(out, part, "  ");
        } else {
            write_setting(out, s, "");
        }
    }
}
