#include "config/config.h"

#include "config/schema.h"
#include "config/scdoc.h"

/* "*ranking.title*", what it means, what it may be and its default. */
static void describe(struct strbuf *out, const char *section, const struct setting *s)
{
    CLEANUP_STRBUF struct strbuf name = STRBUF_INIT;
    CLEANUP_STRBUF struct strbuf text = STRBUF_INIT;
    strbuf_format(&name, "%s%s%s", section, *section ? "." : "", s->name);
    scdoc_bold(out, name.p);
    strbuf_string(out, "\n\t");
    setting_explain(s, &text);
    bool collection = s->kind == SETTING_LIST || s->kind == SETTING_PAIRS || s->kind == SETTING_SECTION;
    if (!s->otherwise)
        strbuf_string(&text, " It must be given.");
    else if (*s->otherwise)
        strbuf_format(&text, " Default: %s.", s->otherwise);
    else if (!collection)
        strbuf_string(&text, " Default: empty.");
    scdoc_text(out, strbuf_view(&text));
    strbuf_string(out, "\n\n");
}

static void collection(struct strbuf *out, const struct setting *s)
{
    scdoc_text(out, str_of(s->help));
    strbuf_string(out, "\n\n");
    for (const struct setting *part = s->parts; s->kind == SETTING_LIST && part->name; part++)
        describe(out, s->name, part);
    CLEANUP_STRBUF struct strbuf example = STRBUF_INIT;
    strbuf_format(&example, "%s:\n  ", s->name);
    for (const char *p = s->example; *p; p++) {
        strbuf_byte(&example, *p);
        if (*p == '\n')
            strbuf_string(&example, "  ");
    }
    scdoc_literal(out, strbuf_view(&example));
}

void config_manual(struct strbuf *out)
{
    scdoc_title(out, "caucus.yaml", 5);
    strbuf_string(out, "\n# NAME\n\ncaucus.yaml - the settings of caucus\n\n# DESCRIPTION\n\n");
    scdoc_prose(
        out,
        "A YAML file with the settings of caucus(1). It is looked for in this order: the file that --config "
        "names, the file that $CAUCUS_CONFIG names, caucus.yaml in the current folder, "
        "$XDG_CONFIG_HOME/caucus/caucus.yaml. The first one that is there is read, and no other. Without "
        "any, the defaults hold.\n\n"
        "'caucus init' writes a file that holds every setting, commented out, with its default.\n\n"
        "A setting that is missing or left empty keeps its default. A key that is not known, a key that "
        "stands twice, and a value that does not fit are errors with the line and column, exit code 78. "
        "Anchors and aliases may be used. A file may be 1 MiB long and sixteen lists and maps deep. Options "
        "of the command line go before settings.");
    strbuf_string(out, "# SETTINGS\n\n");
    for (const struct setting *s = config_schema; s->name; s++)
        if (s->kind != SETTING_SECTION && s->kind != SETTING_LIST && s->kind != SETTING_PAIRS)
            describe(out, "", s);
    for (const struct setting *s = config_schema; s->name; s++) {
        bool section = s->kind == SETTING_SECTION;
        if (!section && s->kind != SETTING_LIST && s->kind != SETTING_PAIRS)
            continue;
        strbuf_format(out, "## %s\n\n", s->name);
        if (!section) {
            collection(out, s);
            continue;
        }
        scdoc_text(out, str_of(s->help));
        strbuf_string(out, "\n\n");
        for (const struct setting *part = s->parts; part->name; part++)
            describe(out, s->name, part);
    }
    strbuf_string(out, "# SEE ALSO\n\n");
    scdoc_prose(out, "caucus(1), caucus-query(7)");
}
