#include "config/help.h"

#include "config/command_line.h"
#include "config/parse.h"
#include "config/wrap.h"

#include <ctype.h>

enum { WIDTH_MAX = 100, LEFT_MAX = 28 };

static const char about[] =
    "caucus searches an archive of political news: by words, by who is spoken of, by what was said and when.";

const char *help_argument(const struct option_spec *o)
{
    if (o->kind == OPTION_FLAG)
        return "";
    return o->argument ? o->argument : o->choices ? o->choices : "VALUE";
}

enum help_word help_word(const char *arguments)
{
    if (!arguments)
        return HELP_WORD_OTHER;
    if (strstr(arguments, "COMMAND"))
        return HELP_WORD_COMMAND;
    if (strstr(arguments, "PATH") || strstr(arguments, "FILE"))
        return HELP_WORD_FILE;
    return strstr(arguments, "DIR") ? HELP_WORD_FOLDER : HELP_WORD_OTHER;
}

void help_words(const struct command *command, struct strbuf *out)
{
    const char *p = command->arguments ? command->arguments : "";
    while (*p) {
        size_t n = strcspn(p, " []|,()");
        bool is_word = n > 0 && islower((unsigned char)p[0]);
        for (size_t i = 0; i < n; i++)
            is_word = is_word && (islower((unsigned char)p[i]) || p[i] == '-' || p[i] == '.');
        if (is_word) {
            strbuf_string(out, out->n ? " " : "");
            strbuf_bytes(out, p, n);
        }
        p += n ? n : 1;
    }
}

/* Two columns: `left`, and `right` wrapped beside it, or below where `left` is too wide. */
static void row(struct strbuf *out, const char *left, const char *right, int left_columns, int width)
{
    CLEANUP_STRBUF struct strbuf first = STRBUF_INIT;
    CLEANUP_STRBUF struct strbuf rest = STRBUF_INIT;
    strbuf_format(&first, "  %s", left);
    for (int i = 0; i < left_columns + 4; i++)
        strbuf_byte(&rest, ' ');
    int used = terminal_columns(strbuf_view(&first));
    if (used > left_columns + 2) {
        strbuf_format(out, "%s\n", first.p);
        strbuf_clear(&first);
        used = 0;
    }
    for (; used < left_columns + 4; used++)
        strbuf_byte(&first, ' ');
    wrap_paragraph(out, str_of(right), first.p, rest.p, width);
}

static void option_left(const struct option_spec *o, struct strbuf *out)
{
    strbuf_clear(out);
    if (o->letter)
        strbuf_format(out, "-%c, --%s", o->letter, o->name);
    else
        strbuf_format(out, "    --%s", o->name);
    const char *argument = help_argument(o);
    if (*argument)
        strbuf_format(out, " %s", argument);
}

static void option_rows(struct strbuf *out, const struct option_spec *options, int width)
{
    CLEANUP_STRBUF struct strbuf left = STRBUF_INIT;
    int columns = 0;
    for (const struct option_spec *o = options; o->name; o++) {
        option_left(o, &left);
        int n = terminal_columns(strbuf_view(&left));
        columns = n > columns && n <= LEFT_MAX ? n : columns;
    }
    for (const struct option_spec *o = options; o->name; o++) {
        option_left(o, &left);
        row(out, left.p, o->help, columns, width);
    }
}

/* Those behind a command's name with it, the others (`above` NULL) in the list of all. */
static bool is_listed(const struct command *c, const struct command *above)
{
    return !c->hidden && (above ? command_is_below(c, above) : !command_is_sub(c));
}

static void command_rows(struct strbuf *out, const struct command *const *commands, const struct command *above, int width)
{
    int columns = 0;
    for (size_t i = 0; commands[i]; i++) {
        int n = (int)strlen(commands[i]->name);
        columns = n > columns && is_listed(commands[i], above) ? n : columns;
    }
    for (size_t i = 0; commands[i]; i++)
        if (is_listed(commands[i], above))
            row(out, commands[i]->name, commands[i]->summary, columns, width);
}

static void prose(struct strbuf *out, const char *text, int width)
{
    struct str rest = str_of(text), block;
    for (bool literal; wrap_next_block(&rest, &block, &literal);) {
        strbuf_byte(out, '\n');
        if (literal)
            strbuf_format(out, "%.*s\n", STR_ARG(block));
        else
            wrap_paragraph(out, block, "", "", width);
    }
}

static void help_command(const struct command *const *commands, const struct command *c, int width, struct strbuf *out)
{
    strbuf_format(out, "usage: caucus %s%s%s%s\n", c->name, c->options ? " [OPTION…]" : "",
                  c->arguments && *c->arguments ? " " : "", c->arguments ? c->arguments : "");
    prose(out, c->description ? c->description : c->summary, width);
    CLEANUP_STRBUF struct strbuf below = STRBUF_INIT;
    command_rows(&below, commands, c, width);
    if (below.n)
        strbuf_format(out, "\nCommands\n%s", below.p);
    if (c->options && c->options->name) {
        strbuf_string(out, "\nOptions\n");
        option_rows(out, c->options, width);
    }
    if (c->examples && c->examples[0]) {
        strbuf_string(out, "\nExamples\n");
        for (size_t i = 0; c->examples[i] && c->examples[i + 1]; i += 2) {
            strbuf_format(out, "  %s\n", c->examples[i]);
            wrap_paragraph(out, str_of(c->examples[i + 1]), "      ", "      ", width);
        }
    }
    strbuf_string(out, "\nThe options that every command takes: caucus --help\n");
}

void help_short(const struct command *const *commands, int width, struct strbuf *out)
{
    width = width < WIDTH_MAX ? width : WIDTH_MAX;
    strbuf_string(out, "usage: caucus [OPTION…] COMMAND [ARGUMENT…]\n\n");
    command_rows(out, commands, NULL, width);
    strbuf_string(out, "\n'caucus help COMMAND' tells more of one, 'caucus --help' of all.\n");
}

void command_line_help(const struct command *const *commands, const struct command *one, int width,
                       struct strbuf *out)
{
    width = width < WIDTH_MAX ? width : WIDTH_MAX;
    if (one) {
        help_command(commands, one, width, out);
        return;
    }
    strbuf_string(out, "usage: caucus [OPTION…] COMMAND [ARGUMENT…]\n\n");
    wrap_paragraph(out, str_of(about), "", "", width);
    strbuf_string(out, "\nCommands\n");
    command_rows(out, commands, NULL, width);
    strbuf_string(out, "\nOptions of every command\n");
    option_rows(out, global_options, width);
    strbuf_byte(out, '\n');
    wrap_paragraph(
        out,
        STR("Options may stand anywhere; -- ends them, so that a query may begin with '-'. "
            "'caucus help COMMAND' tells more of one command, caucus-query(7) of the query language, "
            "caucus.yaml(5) of the settings."),
        "", "", width);
}
