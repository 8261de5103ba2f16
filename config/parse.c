#include "config/parse.h"

#include "config/suggest.h"
#include "engine/base/memory.h"

#include <assert.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

const struct option_spec global_options[] = {
    { "config", 0, OPTION_FILE, "FILE", "read the settings from FILE" },
    { "data", 0, OPTION_FILE, "DIR", "keep articles and index in DIR" },
    { "color", 0, OPTION_CHOICE, NULL, "colours and marks: auto is on a terminal only", "auto|always|never" },
    { "quiet", 'q', OPTION_FLAG, NULL, "no notes and no progress; errors are told still" },
    { "help", 'h', OPTION_FLAG, NULL, "tell how a command is used" },
    { "version", 0, OPTION_FLAG, NULL, "tell the version" },
    { NULL },
};

/*
 * What an option's name or letter may mean: the options of one command (NULL: of all of them), and the global
 * ones. Of two with the same name the command's own is meant behind the command's name, and the global one
 * before it: `caucus --version`, `caucus show 3 --version 2`.
 */
struct scope {
    const struct command *const *commands;
    const struct command *command;
    bool global_first;
};

/* The k-th option of a scope, the commands' own before the global ones; NULL: no more. */
static const struct option_spec *scope_option(const struct scope *scope, size_t k)
{
    const struct command *one[] = { scope->command, NULL };
    const struct command *const *command = scope->command ? one : scope->commands;
    for (size_t turn = 0; turn < 2; turn++) {
        for (size_t i = 0; !turn && command[i]; i++)
            for (const struct option_spec *o = command[i]->options; o && o->name; o++)
                if (k-- == 0)
                    return o;
        for (const struct option_spec *o = global_options; turn && o->name; o++)
            if (k-- == 0)
                return o;
    }
    return NULL;
}

static const struct option_spec *find_global(struct str name, char letter)
{
    for (const struct option_spec *o = global_options; o->name; o++)
        if (letter ? o->letter == letter : str_is(name, o->name))
            return o;
    return NULL;
}

static const struct option_spec *find_letter(const struct scope *scope, char letter)
{
    const struct option_spec *o = scope->global_first ? find_global(STR(""), letter) : NULL;
    for (size_t k = 0; !o && (o = scope_option(scope, k)) && o->letter != letter; k++)
        o = NULL;
    return o;
}

static bool ambiguous(const struct scope *scope, struct str name, struct error *err)
{
    CLEANUP_STRBUF struct strbuf list = STRBUF_INIT;
    const struct option_spec *o;
    for (size_t k = 0; (o = scope_option(scope, k)); k++)
        if (str_starts(str_of(o->name), name))
            strbuf_format(&list, "%s--%s", list.n ? ", " : "", o->name);
    return error_set(err, ERROR_USAGE, "'--%.*s' could be any of %s", STR_ARG(name), list.p);
}

static const char behind_dashes[] = "words that begin with '-' go behind '--'";

static bool unknown_option(const struct scope *scope, const char *word, struct error *err)
{
    const char *names[256];
    size_t n = 0;
    const struct option_spec *o;
    for (size_t k = 0; (o = scope_option(scope, k)) && n < 255; k++)
        names[n++] = o->name;
    names[n] = NULL;
    const char *bare = word + strspn(word, "-");
    char name[64];
    size_t length = strcspn(bare, "=");
    const char *near = NULL;
    if (length > 0 && length < sizeof name) {
        memcpy(name, bare, length);
        name[length] = '\0';
        near = suggest(name, names);
    }
    /* -count is surely --count, but -ukraine is nothing like an option. */
    if (near && (word[1] == '-' || strcmp(near, name) == 0))
        return error_set(err, ERROR_USAGE, "no option '%s' (did you mean '--%s'?); %s", word, near,
                         behind_dashes);
    const char *command = scope->command ? scope->command->name : "COMMAND";
    return error_set(err, ERROR_USAGE, "no option '%s'; %s, as in: caucus %s -- %s", word, behind_dashes,
                     command, word);
}

/* *ret is NULL where there is none; false: the name is the start of several. */
static bool find_long(const struct scope *scope, struct str name, const struct option_spec **ret,
                      struct error *err)
{
    const struct option_spec *o, *found = scope->global_first ? find_global(name, 0) : NULL;
    for (size_t k = 0; !found && (o = scope_option(scope, k)); k++)
        if (str_is(name, o->name))
            found = o;
    for (size_t k = 0; !found && name.n && (o = scope_option(scope, k)); k++)
        if (str_starts(str_of(o->name), name))
            found = o;
    bool shortened = found && found->name[name.n];
    for (size_t k = 0; shortened && scope->command && (o = scope_option(scope, k)); k++)
        if (str_starts(str_of(o->name), name) && strcmp(o->name, found->name) != 0)
            return ambiguous(scope, name, err);
    *ret = found;
    return true;
}

static bool is_number(const char *s)
{
    if (*s == '-' || *s == '+')
        s++;
    return *s && strspn(s, "0123456789.") == strlen(s);
}

static bool check_number(const struct option_spec *spec, const char *text, int64_t *ret, struct error *err)
{
    char *end;
    errno = 0;
    long long x = strtoll(text, &end, 10);
    bool bounded = spec->min != 0 || spec->max != 0;
    bool fine = *text && *end == '\0' && strspn(text, "-0123456789") == strlen(text) && errno == 0;
    if (fine && (!bounded || (x >= spec->min && x <= spec->max))) {
        *ret = x;
        return true;
    }
    if (!bounded)
        return error_set(err, ERROR_USAGE, "--%s takes a whole number, not '%s'", spec->name, text);
    if (spec->max == INT64_MAX)
        return error_set(err, ERROR_USAGE, "--%s takes a whole number from %" PRId64 " up, not '%s'",
                         spec->name, spec->min, text);
    return error_set(err, ERROR_USAGE, "--%s takes a whole number from %" PRId64 " to %" PRId64 ", not '%s'",
                     spec->name, spec->min, spec->max, text);
}

static bool check_choice(const struct option_spec *spec, const char *text, struct error *err)
{
    CLEANUP_FREE char *choices = xstrdup(spec->choices);
    const char *names[64];
    size_t n = 0;
    for (char *save, *c = strtok_r(choices, "|", &save); c && n < 63; c = strtok_r(NULL, "|", &save)) {
        if (strcmp(c, text) == 0)
            return true;
        names[n++] = c;
    }
    names[n] = NULL;
    CLEANUP_STRBUF struct strbuf list = STRBUF_INIT;
    for (size_t i = 0; i < n; i++)
        strbuf_format(&list, "%s%s", i == 0 ? "" : i + 1 < n ? ", " : " or ", names[i]);
    const char *near = suggest(text, names);
    if (near)
        return error_set(err, ERROR_USAGE, "--%s takes %s, not '%s' (did you mean '%s'?)", spec->name, list.p,
                         text, near);
    return error_set(err, ERROR_USAGE, "--%s takes %s, not '%s'", spec->name, list.p, text);
}

static bool check_value(struct option_value *value, struct error *err)
{
    const struct option_spec *spec = value->spec;
    switch (spec->kind) {
    case OPTION_NUMBER:
        return check_number(spec, value->text, &value->number, err);
    case OPTION_CHOICE:
        return check_choice(spec, value->text, err);
    case OPTION_FILE:
        if (!*value->text)
            return error_set(err, ERROR_USAGE, "--%s takes the name of a file or folder, not ''", spec->name);
        return true;
    case OPTION_FLAG:
    case OPTION_TEXT:
        break;
    }
    return true;
}

static bool is_global(const struct option_spec *spec)
{
    for (const struct option_spec *o = global_options; o->name; o++)
        if (o == spec)
            return true;
    return false;
}

/* Puts an option where it belongs. `text` is NULL for a flag. */
static bool take(struct parsed *p, const struct option_spec *spec, const char *text, struct error *err)
{
    struct option_value value = { spec, text, 0 };
    if (!check_value(&value, err))
        return false;
    if (!is_global(spec)) {
        p->options[p->option_count++] = value;
        return true;
    }
    const struct { const char *name; bool *flag; const char **value; } places[] = {
        { "config", NULL, &p->config }, { "data", NULL, &p->data },       { "color", NULL, &p->color },
        { "quiet", &p->quiet, NULL },   { "help", &p->help, NULL },       { "version", &p->version, NULL },
    };
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        if (strcmp(places[i].name, spec->name) != 0)
            continue;
        if (places[i].flag)
            *places[i].flag = true;
        else
            *places[i].value = text;
        return true;
    }
    assert(!"a global option without a place");
    return true;
}

/* The words of the command line, the command's name taken out of them. */
struct words {
    char **argv;
    int argc, at, command_at;   /* command_at: 0 none */
    int command_words;          /* of its name: 1 or 2 */
};

static char *next(struct words *w)
{
    if (w->at == w->command_at && w->at)
        w->at += w->command_words;
    return w->at < w->argc ? w->argv[w->at++] : NULL;
}

/* The value of an option that stands in the next word. */
static bool next_value(struct words *w, const struct option_spec *spec, const char **ret, struct error *err)
{
    struct words peek = *w;
    const char *word = next(&peek);
    const char *what = spec->argument ? spec->argument : spec->choices ? spec->choices : "value";
    if (!word)
        return error_set(err, ERROR_USAGE, "--%s needs its value: --%s %s", spec->name, spec->name, what);
    if (word[0] == '-' && word[1] && !(spec->kind == OPTION_NUMBER && is_number(word)))
        return error_set(err, ERROR_USAGE,
                         "--%s needs its value: --%s %s (for one that begins with '-': --%s=%s)", spec->name,
                         spec->name, what, spec->name, word);
    *w = peek;
    *ret = word;
    return true;
}

static bool parse_long(struct words *w, const struct scope *scope, const char *word, struct parsed *p,
                       struct error *err)
{
    const char *equals = strchr(word, '=');
    struct str name = { word + 2, (equals ? (size_t)(equals - word) : strlen(word)) - 2 };
    const struct option_spec *spec = NULL;
    const char *value = NULL;
    if (!find_long(scope, name, &spec, err))
        return false;
    if (!spec)
        return unknown_option(scope, word, err);
    if (spec->kind == OPTION_FLAG && equals)
        return error_set(err, ERROR_USAGE, "--%s takes no value, and was given '%s'", spec->name, equals + 1);
    if (spec->kind != OPTION_FLAG) {
        value = equals ? equals + 1 : NULL;
        if (!value && !next_value(w, spec, &value, err))
            return false;
    }
    return take(p, spec, value, err);
}

/* -q, -qh, -n5, -qn 5 */
static bool parse_letters(struct words *w, const struct scope *scope, const char *word, struct parsed *p,
                          struct error *err)
{
    for (const char *c = word + 1; *c; c++) {
        const struct option_spec *spec = find_letter(scope, *c);
        const char *value = NULL;
        if (!spec)
            return unknown_option(scope, word, err);
        if (spec->kind == OPTION_FLAG) {
            if (!take(p, spec, NULL, err))
                return false;
            continue;
        }
        if (c[1])
            value = c + 1;
        else if (!next_value(w, spec, &value, err))
            return false;
        return take(p, spec, value, err);
    }
    return true;
}

static bool parse_words(struct words *w, struct scope *scope, struct parsed *p, struct error *err)
{
    bool options_over = false;
    for (char *word; (word = next(w));) {
        bool fine = true;
        scope->global_first = !scope->command || w->at <= w->command_at;
        if (options_over || word[0] != '-' || !word[1])
            p->arguments[p->argument_count++] = word;
        else if (strcmp(word, "--") == 0)
            options_over = true;
        else if (word[1] == '-')
            fine = parse_long(w, scope, word, p, err);
        else
            fine = parse_letters(w, scope, word, p, err);
        if (!fine)
            return false;
    }
    return true;
}

/*
 * Where the command's name stands: the first word that is neither an option nor an option's value. Options
 * before it may be those of any command; which one they are, and whether that command has them, is settled
 * when it is known.
 */
static bool find_command(const struct command *const *commands, int argc, char **argv, int *ret_at,
                         struct error *err)
{
    const struct scope any = { commands, NULL, true };
    for (int i = 1; i < argc; i++) {
        const char *word = argv[i];
        const struct option_spec *spec = NULL;
        bool takes_next = false;
        if (word[0] != '-' || !word[1]) {
            *ret_at = i;
            return true;
        }
        if (strcmp(word, "--") == 0) {
            *ret_at = i + 1 < argc ? i + 1 : 0;
            return true;
        }
        if (word[1] == '-') {
            const char *equals = strchr(word, '=');
            struct str name = { word + 2, (equals ? (size_t)(equals - word) : strlen(word)) - 2 };
            if (!find_long(&any, name, &spec, err))
                return false;
            takes_next = spec && spec->kind != OPTION_FLAG && !equals;
        } else {
            const char *c = word + 1;
            while ((spec = find_letter(&any, *c)) && spec->kind == OPTION_FLAG && c[1])
                c++;
            takes_next = spec && spec->kind != OPTION_FLAG && !c[1];
        }
        if (!spec)
            return unknown_option(&any, word, err);
        i += takes_next;
    }
    *ret_at = 0;
    return true;
}

const struct command *command_find(const struct command *const *commands, const char *name)
{
    for (size_t i = 0; commands[i]; i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    return NULL;
}

bool command_is_sub(const struct command *c)
{
    return strchr(c->name, ' ') != NULL;
}

bool command_is_below(const struct command *c, const struct command *above)
{
    size_t n = strlen(above->name);
    return strncmp(c->name, above->name, n) == 0 && c->name[n] == ' ';
}

/* The command whose name both words are; its second word stands directly behind the first. */
static const struct command *find_below(const struct command *const *commands, const struct command *above, const char *word)
{
    for (size_t i = 0; word && commands[i]; i++)
        if (command_is_below(commands[i], above) && strcmp(strchr(commands[i]->name, ' ') + 1, word) == 0)
            return commands[i];
    return NULL;
}

bool command_unknown(const struct command *const *commands, const char *name, struct error *err)
{
    const char *names[128];
    size_t n = 0;
    for (size_t i = 0; commands[i] && n < 127; i++)
        if (!commands[i]->hidden && !command_is_sub(commands[i]))
            names[n++] = commands[i]->name;
    names[n] = NULL;
    const char *near = suggest(name, names);
    if (near)
        return error_set(err, ERROR_USAGE, "no command '%s' (did you mean '%s'?)", name, near);
    return error_set(err, ERROR_USAGE, "no command '%s'; 'caucus help' lists them", name);
}

bool parse_command_line(const struct command *const *commands, int argc, char **argv, struct parsed *ret,
                        struct error *err)
{
    struct words w = { argv, argc, 1, 0, 1 };
    struct parsed p = { NULL };
    if (!find_command(commands, argc, argv, &w.command_at, err))
        return false;
    if (w.command_at) {
        p.command = command_find(commands, argv[w.command_at]);
        if (!p.command)
            return command_unknown(commands, argv[w.command_at], err);
        const char *second = w.command_at + 1 < argc ? argv[w.command_at + 1] : NULL;
        const struct command *below = find_below(commands, p.command, second);
        if (below) {
            p.command = below;
            w.command_words = 2;
        }
    }
    /*
     * A cluster of letters may hold several flags, so the letters of all words are what bounds their number.
     */
    size_t most = 1;
    for (int i = 1; i < argc; i++)
        most += strlen(argv[i]) + 1;
    p.options = xcalloc(most, sizeof *p.options);
    p.arguments = xcalloc((size_t)argc + 1, sizeof *p.arguments);
    struct scope scope = { commands, p.command, true };
    if (!parse_words(&w, &scope, &p, err)) {
        parsed_release(&p);
        return false;
    }
    *ret = p;
    return true;
}

void parsed_release(struct parsed *p)
{
    free(p->options);
    free(p->arguments);
    *p = (struct parsed){ NULL };
}
