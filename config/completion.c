#include "config/command_line.h"

#include "config/help.h"
#include "config/parse.h"

#include <stdio.h>

/*
 * Text inside the single quotes of a shell; `escape` (may be "") tells which characters want a backslash
 * besides.
 */
static void quoted(struct strbuf *out, const char *text, const char *escape)
{
    for (; *text; text++) {
        if (*text == '\'')
            strbuf_string(out, "'\\''");
        else if (strchr(escape, *text))
            strbuf_format(out, "\\%c", *text);
        else
            strbuf_byte(out, *text);
    }
}

static void choices(struct strbuf *out, const struct option_spec *o)
{
    for (const char *p = o->choices; p && *p; p++)
        strbuf_byte(out, *p == '|' ? ' ' : *p);
}

/* The k-th option of a command and of those behind its name, each name once; NULL: no more. */
static const struct option_spec *option_of(const struct command *const *commands, const struct command *c, size_t k)
{
    const struct option_spec *met[128];
    size_t n = 0;
    for (size_t i = 0; commands[i]; i++) {
        bool own = commands[i] == c;
        for (const struct option_spec *o = own || command_is_below(commands[i], c) ? commands[i]->options : NULL; o && o->name; o++) {
            bool again = n == sizeof met / sizeof *met;
            for (size_t m = 0; m < n; m++)
                again = again || strcmp(met[m]->name, o->name) == 0;
            if (!again)
                met[n++] = o;
        }
    }
    return k < n ? met[k] : NULL;
}

static void command_names(struct strbuf *out, const struct command *const *commands)
{
    for (size_t i = 0; commands[i]; i++)
        if (!commands[i]->hidden && !command_is_sub(commands[i]))
            strbuf_format(out, "%s%s", out->n && out->p[out->n - 1] != '\'' ? " " : "", commands[i]->name);
}

/* The fixed words that may stand behind a command's name. */
static void words_behind(struct strbuf *out, const struct command *const *commands, const struct command *c)
{
    help_words(c, out);
    for (size_t i = 0; commands[i]; i++)
        if (!commands[i]->hidden && command_is_below(commands[i], c))
            strbuf_format(out, "%s%s", out->n ? " " : "", strchr(commands[i]->name, ' ') + 1);
}

/* bash: `case` patterns of "COMMAND:--option" for values, then the options or the words of the command. */

static void bash_value(struct strbuf *out, const char *command, const struct option_spec *o)
{
    if (o->kind == OPTION_FLAG)
        return;
    strbuf_format(out, "    %s:--%s", command, o->name);
    if (o->letter)
        strbuf_format(out, "|%s:-%c", command, o->letter);
    strbuf_string(out, ") ");
    if (o->kind == OPTION_CHOICE) {
        strbuf_string(out, "COMPREPLY=($(compgen -W '");
        choices(out, o);
        strbuf_string(out, "' -- \"$cur\"))");
    } else if (o->kind == OPTION_FILE) {
        strbuf_format(out, "compopt -o filenames; COMPREPLY=($(compgen -%c -- \"$cur\"))",
                      help_word(o->argument) == HELP_WORD_FOLDER ? 'd' : 'f');
    } else {
        strbuf_string(out, "compopt +o default");
    }
    strbuf_string(out, "; return ;;\n");
}

static void bash_command(struct strbuf *out, const struct command *const *commands, const struct command *c)
{
    strbuf_format(out, "    %s)\n        options='", c->name);
    const struct option_spec *o;
    for (size_t k = 0; (o = option_of(commands, c, k)); k++)
        strbuf_format(out, "--%s ", o->name);
    strbuf_string(out, "'\n        words='");
    CLEANUP_STRBUF struct strbuf words = STRBUF_INIT;
    words_behind(&words, commands, c);
    if (help_word(c->arguments) == HELP_WORD_COMMAND)
        command_names(&words, commands);
    strbuf_format(out, "%s'\n        ;;\n", words.p);
}

static void bash(struct strbuf *out, const struct command *const *commands)
{
    strbuf_string(
        out,
        "# bash completion for caucus\n_caucus() {\n"
        "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command= options= words= "
        "i\n"
        "    COMPREPLY=()\n"
        "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
        "        case ${COMP_WORDS[i]} in\n"
        "        --config|--data|--color) ((i++)); [[ ${COMP_WORDS[i]} == = ]] && ((i++)) ;;\n"
        "        -*) ;;\n"
        "        *) command=${COMP_WORDS[i]}; break ;;\n"
        "        esac\n"
        "    done\n"
        "    if [[ $cur == = ]]; then cur=; elif [[ $prev == = ]]; then prev=${COMP_WORDS[COMP_CWORD-2]}; "
        "fi\n"
        "    case $command:$prev in\n");
    const struct option_spec *own;
    for (size_t i = 0; commands[i]; i++)
        for (size_t k = 0; !command_is_sub(commands[i]) && (own = option_of(commands, commands[i], k)); k++)
            bash_value(out, commands[i]->name, own);
    for (const struct option_spec *o = global_options; o->name; o++)
        bash_value(out, "*", o);
    strbuf_string(out, "    esac\n    case $command in\n    '') words='");
    command_names(out, commands);
    strbuf_string(out, "' ;;\n");
    for (size_t i = 0; commands[i]; i++)
        if (!command_is_sub(commands[i]))
            bash_command(out, commands, commands[i]);
    strbuf_string(out, "    esac\n    if [[ $cur == -* ]]; then words=\"$options");
    for (const struct option_spec *o = global_options; o->name; o++)
        strbuf_format(out, "%s--%s", o == global_options ? "" : " ", o->name);
    strbuf_string(out, "\"; fi\n    COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n}\n"
                       "complete -o default -F _caucus caucus\n");
}

/* zsh: _arguments specifications. */

static void zsh_option(struct strbuf *out, const struct option_spec *o)
{
    CLEANUP_STRBUF struct strbuf tail = STRBUF_INIT;
    strbuf_byte(&tail, '[');
    quoted(&tail, o->help, "[]\\:");
    strbuf_byte(&tail, ']');
    if (o->kind != OPTION_FLAG) {
        strbuf_byte(&tail, ':');
        quoted(&tail, o->argument ? o->argument : o->name, "\\:");
        strbuf_byte(&tail, ':');
    }
    if (o->kind == OPTION_CHOICE) {
        strbuf_byte(&tail, '(');
        choices(&tail, o);
        strbuf_byte(&tail, ')');
    } else if (o->kind == OPTION_FILE) {
        strbuf_string(&tail, help_word(o->argument) == HELP_WORD_FOLDER ? "_files -/" : "_files");
    }
    const char *equals = o->kind == OPTION_FLAG ? "" : "=", *plus = o->kind == OPTION_FLAG ? "" : "+";
    strbuf_format(out, " \\\n            '%s--%s%s%s'", o->repeats ? "*" : "", o->name, equals, tail.p);
    if (o->letter)
        strbuf_format(out, " \\\n            '%s-%c%s%s'", o->repeats ? "*" : "", o->letter, plus, tail.p);
}

static void zsh_arguments(struct strbuf *out, const struct command *const *commands, const struct command *c)
{
    CLEANUP_STRBUF struct strbuf words = STRBUF_INIT;
    enum help_word kind = help_word(c->arguments);
    words_behind(&words, commands, c);
    if (kind == HELP_WORD_COMMAND)
        strbuf_string(out, " \\\n            '1:command:_caucus_commands'");
    else if (words.n)
        strbuf_format(out, " \\\n            '1:word:(%s)' '*:argument:_files'", words.p);
    else if (kind != HELP_WORD_OTHER)
        strbuf_format(out, " \\\n            '*:file:_files%s'", kind == HELP_WORD_FOLDER ? " -/" : "");
    else
        strbuf_string(out, " \\\n            '*: :'");
}

static void zsh_command(struct strbuf *out, const struct command *const *commands, const struct command *c)
{
    strbuf_format(out, "        %s) _arguments -S", c->name);
    const struct option_spec *mine;
    for (size_t k = 0; (mine = option_of(commands, c, k)); k++)
        zsh_option(out, mine);
    for (const struct option_spec *o = global_options; o->name; o++) {
        bool hidden_by_own = false;
        for (size_t k = 0; (mine = option_of(commands, c, k)); k++)
            hidden_by_own = hidden_by_own || strcmp(mine->name, o->name) == 0;
        if (!hidden_by_own)
            zsh_option(out, o);
    }
    zsh_arguments(out, commands, c);
    strbuf_string(out, " ;;\n");
}

static void zsh(struct strbuf *out, const struct command *const *commands)
{
    strbuf_string(out, "#compdef caucus\n\n_caucus_commands() {\n    local -a commands\n    commands=(\n");
    for (size_t i = 0; commands[i]; i++) {
        if (commands[i]->hidden || command_is_sub(commands[i]))
            continue;
        strbuf_format(out, "        '%s:", commands[i]->name);
        quoted(out, commands[i]->summary, "\\:");
        strbuf_string(out, "'\n");
    }
    strbuf_string(
        out, "    )\n    _describe command commands\n}\n\n_caucus() {\n"
             "    local curcontext=$curcontext state line\n    typeset -A opt_args\n    _arguments -C -S");
    for (const struct option_spec *o = global_options; o->name; o++)
        zsh_option(out, o);
    strbuf_string(out, " \\\n            '1:command:_caucus_commands' '*:: :->argument'\n"
                       "    [[ $state == argument ]] || return\n    case $words[1] in\n");
    for (size_t i = 0; commands[i]; i++)
        if (!command_is_sub(commands[i]))
            zsh_command(out, commands, commands[i]);
    strbuf_string(
        out,
        "    esac\n}\n\nif [[ $funcstack[1] == _caucus ]]; then\n    _caucus \"$@\"\nelse\n    compdef "
        "_caucus caucus\nfi\n");
}

/* fish: one `complete` a word. */

static void fish_option(struct strbuf *out, const char *condition, const struct option_spec *o)
{
    strbuf_format(out, "complete -c caucus%s -l %s", condition, o->name);
    if (o->letter)
        strbuf_format(out, " -s %c", o->letter);
    if (o->kind == OPTION_FILE)
        strbuf_string(out, help_word(o->argument) == HELP_WORD_FOLDER
                               ? " -x -a '(__fish_complete_directories)'"
                               : " -r -F");
    else if (o->kind != OPTION_FLAG)
        strbuf_string(out, " -x");
    if (o->kind == OPTION_CHOICE) {
        strbuf_string(out, " -a '");
        choices(out, o);
        strbuf_byte(out, '\'');
    }
    strbuf_string(out, " -d '");
    for (const char *p = o->help; *p; p++)
        strbuf_format(out, strchr("'\\", *p) ? "\\%c" : "%c", *p);
    strbuf_string(out, "'\n");
}

static void fish_command(struct strbuf *out, const struct command *const *commands, const struct command *c)
{
    CLEANUP_STRBUF struct strbuf condition = STRBUF_INIT;
    CLEANUP_STRBUF struct strbuf words = STRBUF_INIT;
    strbuf_format(&condition, " -n '__fish_seen_subcommand_from %s'", c->name);
    const struct option_spec *o;
    for (size_t k = 0; (o = option_of(commands, c, k)); k++)
        fish_option(out, condition.p, o);
    words_behind(&words, commands, c);
    enum help_word kind = help_word(c->arguments);
    if (kind == HELP_WORD_COMMAND)
        command_names(&words, commands);
    if (words.n)
        strbuf_format(out, "complete -c caucus%s -a '%s'\n", condition.p, words.p);
    if (kind == HELP_WORD_FILE || kind == HELP_WORD_FOLDER)
        strbuf_format(out, "complete -c caucus%s -F\n", condition.p);
}

static void fish(struct strbuf *out, const struct command *const *commands)
{
    strbuf_string(out, "# fish completion for caucus\ncomplete -c caucus -f\n");
    for (const struct option_spec *o = global_options; o->name; o++)
        fish_option(out, "", o);
    for (size_t i = 0; commands[i]; i++) {
        if (command_is_sub(commands[i]))
            continue;
        if (!commands[i]->hidden) {
            strbuf_format(out, "complete -c caucus -n __fish_use_subcommand -a %s -d '", commands[i]->name);
            for (const char *p = commands[i]->summary; *p; p++)
                strbuf_format(out, strchr("'\\", *p) ? "\\%c" : "%c", *p);
            strbuf_string(out, "'\n");
        }
        fish_command(out, commands, commands[i]);
    }
}

bool command_line_completion(const struct command *const *commands, const char *shell, struct strbuf *out)
{
    if (strcmp(shell, "bash") == 0)
        bash(out, commands);
    else if (strcmp(shell, "zsh") == 0)
        zsh(out, commands);
    else if (strcmp(shell, "fish") == 0)
        fish(out, commands);
    else
        return false;
    return true;
}
