#include "config/command_line.h"

#include "config/commands.h"
#include "config/help.h"
#include "config/parse.h"
#include "engine/base/interrupt.h"
#include "tests/unit/check.h"

#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WORDS_MAX = 12 };

/* What the test's own command found when it ran, and what it shall answer. */
static struct {
    int runs, code, raises;
    enum error_kind kind;
    const char *text, *prints;
    bool quiet;
    enum color_mode color;
    char data[200];
} probe;

static int run_probe(struct invocation *in, struct error *err)
{
    probe.runs++;
    probe.quiet = in->quiet;
    probe.color = in->color;
    snprintf(probe.data, sizeof probe.data, "%s", in->data_dir);
    if (probe.raises) {
        interrupt_catch();
        raise(probe.raises);
    }
    if (probe.prints)
        fputs(probe.prints, stdout);
    if (probe.kind != ERROR_NONE)
        error_set(err, probe.kind, "%s", probe.text);
    return probe.code;
}

static const struct option_spec search_options[] = {
    { "limit", 'n', OPTION_NUMBER, "N", "at most N hits on a page", NULL, 1, 100000 },
    { "offset", 0, OPTION_NUMBER, "N", "pass over the first N hits", NULL, 0, INT64_MAX },
    { "days", 0, OPTION_NUMBER, "N", "any number" },
    { "sort", 0, OPTION_CHOICE, NULL, "their order", "best|relevance|newest|oldest" },
    { "strict", 0, OPTION_FLAG, NULL, "all words only" },
    { "count", 'c', OPTION_FLAG, NULL, "the number of hits alone" },
    { "report", 0, OPTION_FILE, "FILE", "where to" },
    { "now", 0, OPTION_TEXT, "DATE", "the clock" },
    { "map", 'm', OPTION_TEXT, "FIELD=COLUMN", "renames a field", .repeats = true },
    { NULL },
};

static const struct option_spec show_options[] = {
    { "version", 0, OPTION_NUMBER, "N", "that version of the article", NULL, 1, 1000 },
    { NULL },
};

static const char *const search_examples[] = { "caucus search karabakh", "finds it", NULL };

static const struct command search = {
    .name = "search",
    .arguments = "QUERY…",
    .summary = "finds articles",
    .description =
        "Finds articles that match the query, and prints the best of them, ten a page, with the words that "
        "were found.\n\n"
        "    caucus search karabakh\n\nSee caucus-query(7).",
    .options = search_options,
    .examples = search_examples,
    .run = run_probe,
};
static const struct command show = { .name = "show",
                                     .arguments = "ID…",
                                     .summary = "shows articles",
                                     .options = show_options,
                                     .no_config = true,
                                     .run = run_probe };
static const struct command secret = {
    .name = "secret", .summary = "hidden", .hidden = true, .run = run_probe
};
static const struct command *const commands[] = { &search, &show, &command_help, &secret, NULL };

static int argc_of(const char *const *words)
{
    int n = 0;
    while (words[n])
        n++;
    return n;
}

/* "search limit=5 count | a b": the command, its options, the arguments; and the global options before. */
static void describe(const struct parsed *p, struct strbuf *out)
{
    strbuf_string(out, p->help ? "help " : "");
    strbuf_string(out, p->version ? "version " : "");
    strbuf_string(out, p->quiet ? "quiet " : "");
    if (p->config)
        strbuf_format(out, "config=%s ", p->config);
    if (p->data)
        strbuf_format(out, "data=%s ", p->data);
    if (p->color)
        strbuf_format(out, "color=%s ", p->color);
    strbuf_string(out, p->command ? p->command->name : "none");
    for (size_t i = 0; i < p->option_count; i++) {
        const struct option_value *v = &p->options[i];
        strbuf_format(out, " %s", v->spec->name);
        if (v->spec->kind == OPTION_NUMBER)
            strbuf_format(out, "=%" PRId64, v->number);
        else if (v->text)
            strbuf_format(out, "=%s", v->text);
    }
    for (size_t i = 0; i < p->argument_count; i++)
        strbuf_format(out, "%s%s", i ? " " : " | ", p->arguments[i]);
}

static const struct { const char *words[WORDS_MAX]; const char *expected;
} parses[] = {
    { { "caucus" }, "none" },
    { { "caucus", "search", "putin" }, "search | putin" },
    { { "caucus", "search", "--limit", "5", "a", "b" }, "search limit=5 | a b" },
    { { "caucus", "search", "a", "--limit=5", "b" }, "search limit=5 | a b" },
    { { "caucus", "search", "-n5", "a" }, "search limit=5 | a" },
    { { "caucus", "search", "-n", "5", "a" }, "search limit=5 | a" },
    { { "caucus", "-n", "5", "search", "a" }, "search limit=5 | a" },
    { { "caucus", "-n5", "search", "a" }, "search limit=5 | a" },
    { { "caucus", "--limit", "5", "search", "a" }, "search limit=5 | a" },
    { { "caucus", "--strict", "search", "a" }, "search strict | a" },
    { { "caucus", "search", "-cqn3", "a" }, "quiet search count limit=3 | a" },
    { { "caucus", "search", "-qh" }, "help quiet search" },
    { { "caucus", "-q", "--data", "d", "--config=c", "search", "a" }, "quiet config=c data=d search | a" },
    { { "caucus", "search", "a", "--data", "d", "--color", "never" }, "data=d color=never search | a" },
    { { "caucus", "search", "--lim", "5", "a" }, "search limit=5 | a" },
    { { "caucus", "search", "--str", "a" }, "search strict | a" },
    { { "caucus", "search", "--", "-ukraine", "--limit" }, "search | -ukraine --limit" },
    { { "caucus", "--", "search", "--limit", "5" }, "search | --limit 5" },
    { { "caucus", "search", "-" }, "search | -" },
    { { "caucus", "search", "" }, "search | " },
    { { "caucus", "search", "--now", "", "a" }, "search now= | a" },
    { { "caucus", "search", "--now=-5", "a" }, "search now=-5 | a" },
    { { "caucus", "search", "--now", "-", "a" }, "search now=- | a" },
    { { "caucus", "search", "--days", "-5", "a" }, "search days=-5 | a" },
    { { "caucus", "search", "--offset", "9223372036854775807", "a" },
      "search offset=9223372036854775807 | a" },
    { { "caucus", "search", "-m", "a=b", "--map", "c=d", "x" }, "search map=a=b map=c=d | x" },
    { { "caucus", "search", "--report", "-", "x" }, "search report=- | x" },
    { { "caucus", "--version" }, "version none" },
    { { "caucus", "--version", "show" }, "version show" },
    { { "caucus", "show", "3", "--version", "2" }, "show version=2 | 3" },
    { { "caucus", "search", "--version" }, "version search" },
    { { "caucus", "search", "search" }, "search | search" },
    { { "caucus", "secret" }, "secret" },
};

static const struct { const char *words[WORDS_MAX]; const char *expected;
} refusals[] = {
    { { "caucus", "serch", "x" }, "no command 'serch' (did you mean 'search'?)" },
    { { "caucus", "secre" }, "no command 'secre'; 'caucus help' lists them" },
    { { "caucus", "" }, "no command ''; 'caucus help' lists them" },
    { { "caucus", "search", "--limit", "-5", "x" },
      "--limit takes a whole number from 1 to 100000, not '-5'" },
    { { "caucus", "search", "-n-5", "x" }, "--limit takes a whole number from 1 to 100000, not '-5'" },
    { { "caucus", "search", "--limit", "99999999999999999999", "x" },
      "--limit takes a whole number from 1 to 100000, not '99999999999999999999'" },
    { { "caucus", "search", "--limit", "0", "x" }, "--limit takes a whole number from 1 to 100000, not '0'" },
    { { "caucus", "search", "--limit", "100001", "x" },
      "--limit takes a whole number from 1 to 100000, not '100001'" },
    { { "caucus", "search", "--limit", "ten", "x" },
      "--limit takes a whole number from 1 to 100000, not 'ten'" },
    { { "caucus", "search", "--limit", "1e3", "x" },
      "--limit takes a whole number from 1 to 100000, not '1e3'" },
    { { "caucus", "search", "--limit", " 5", "x" },
      "--limit takes a whole number from 1 to 100000, not ' 5'" },
    { { "caucus", "search", "--limit", "5.0", "x" },
      "--limit takes a whole number from 1 to 100000, not '5.0'" },
    { { "caucus", "search", "--limit=", "x" }, "--limit takes a whole number from 1 to 100000, not ''" },
    { { "caucus", "search", "--offset", "-1" }, "--offset takes a whole number from 0 up, not '-1'" },
    { { "caucus", "search", "--days", "x" }, "--days takes a whole number, not 'x'" },
    { { "caucus", "search", "--limit" }, "--limit needs its value: --limit N" },
    { { "caucus", "search", "-n" }, "--limit needs its value: --limit N" },
    { { "caucus", "--limit", "search" }, "--limit takes a whole number from 1 to 100000, not 'search'" },
    { { "caucus", "search", "--limit", "--count" },
      "--limit needs its value: --limit N (for one that begins with '-': --limit=--count)" },
    { { "caucus", "search", "--now", "-5" },
      "--now needs its value: --now DATE (for one that begins with '-': --now=-5)" },
    { { "caucus", "search", "--sort" }, "--sort needs its value: --sort best|relevance|newest|oldest" },
    { { "caucus", "search", "--sort", "newst" },
      "--sort takes best, relevance, newest or oldest, not 'newst' (did you mean 'newest'?)" },
    { { "caucus", "search", "--sort", "x" }, "--sort takes best, relevance, newest or oldest, not 'x'" },
    { { "caucus", "search", "--color=blue" }, "--color takes auto, always or never, not 'blue'" },
    { { "caucus", "search", "--count=3" }, "--count takes no value, and was given '3'" },
    { { "caucus", "search", "--data=" }, "--data takes the name of a file or folder, not ''" },
    { { "caucus", "search", "--limt", "5" },
      "no option '--limt' (did you mean '--limit'?); words that begin with '-' go behind '--'" },
    { { "caucus", "--limt", "5", "search" },
      "no option '--limt' (did you mean '--limit'?); words that begin with '-' go behind '--'" },
    { { "caucus", "search", "-ukraine" },
      "no option '-ukraine'; words that begin with '-' go behind '--', as in: caucus search -- -ukraine" },
    { { "caucus", "search", "-count" },
      "no option '-count' (did you mean '--count'?); words that begin with '-' go behind '--'" },
    { { "caucus", "search", "-5" },
      "no option '-5'; words that begin with '-' go behind '--', as in: caucus search -- -5" },
    { { "caucus", "search", "--=x" },
      "no option '--=x'; words that begin with '-' go behind '--', as in: caucus search -- --=x" },
    { { "caucus", "show", "--strict" },
      "no option '--strict'; words that begin with '-' go behind '--', as in: caucus show -- --strict" },
    { { "caucus", "search", "--co", "x" }, "'--co' could be any of --count, --config, --color" },
};

static void command_lines_that_can_be_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(parses); i++) {
        struct error err = { ERROR_NONE, "" };
        struct parsed p;
        CLEANUP_STRBUF struct strbuf found = STRBUF_INIT;
        if (!parse_command_line(commands, argc_of(parses[i].words), (char **)parses[i].words, &p, &err))
            fail_msg("row %zu: %s", i, err.text);
        describe(&p, &found);
        assert_string_equal(found.p, parses[i].expected);
        parsed_release(&p);
    }
}

static void command_lines_that_cannot(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(refusals); i++) {
        struct error err = { ERROR_NONE, "" };
        struct parsed p;
        if (parse_command_line(commands, argc_of(refusals[i].words), (char **)refusals[i].words, &p, &err))
            fail_msg("row %zu is read", i);
        assert_string_equal(err.text, refusals[i].expected);
        assert_int_equal(err.kind, ERROR_USAGE);
    }
}

/* Runs main() with both outputs caught. */
struct outcome {
    int code;
    struct strbuf out, err;
};

static void read_back(FILE *f, struct strbuf *out)
{
    rewind(f);
    for (int c; (c = fgetc(f)) != EOF;)
        strbuf_byte(out, (char)c);
    fclose(f);
}

static struct outcome call(const char *const *words)
{
    struct outcome o = { 0, STRBUF_INIT, STRBUF_INIT };
    FILE *out = tmpfile(), *err = tmpfile();
    assert_true(out && err);
    fflush(stdout);
    fflush(stderr);
    int saved_out = dup(1), saved_err = dup(2);
    dup2(fileno(out), 1);
    dup2(fileno(err), 2);
    o.code = command_line_main(commands, "3.0.0", argc_of(words), (char **)words);
    fflush(stdout);
    fflush(stderr);
    dup2(saved_out, 1);
    dup2(saved_err, 2);
    close(saved_out);
    close(saved_err);
    read_back(out, &o.out);
    read_back(err, &o.err);
    return o;
}

static void outcome_release(struct outcome *o)
{
    strbuf_release(&o->out);
    strbuf_release(&o->err);
}
#define CLEANUP_OUTCOME __attribute__((cleanup(outcome_release)))

static int set_up(void **state)
{
    (void)state;
    memset(&probe, 0, sizeof probe);
    setenv("CAUCUS_CONFIG", "", 1);
    setenv("XDG_CONFIG_HOME", "/nowhere", 1);
    setenv("COLUMNS", "80", 1);
    unsetenv("CAUCUS_DATA_DIR");
    return chdir("/");
}

static void errors_have_an_exit_code(void **state)
{
    (void)state;
    const struct { enum error_kind kind; int code; const char *text, *printed; } rows[] = {
        { ERROR_NONE, 0, "", "" },
        { ERROR_NONE, 3, "", "" },
        { ERROR_USAGE, 64, "query\n  ^\nwrong", "caucus: query\n          ^\n        wrong\n" },
        { ERROR_NOTHING, 1, "nothing was found", "caucus: nothing was found\n" },
        { ERROR_INPUT, 65, "bad", "caucus: bad\n" },
        { ERROR_INTERNAL, 70, "fault", "caucus: fault\n" },
        { ERROR_IO, 74, "disk", "caucus: disk\n" },
        { ERROR_LOCKED, 75, "locked", "caucus: locked\n" },
        { ERROR_CONFIG, 78, "config", "caucus: config\n" },
        { ERROR_IO, 74, "\x1b[31mred", "caucus: [31mred\n" },
        { ERROR_NOTHING, 1, "", "" },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        probe.kind = rows[i].kind;
        probe.text = rows[i].text;
        probe.code = rows[i].kind == ERROR_NONE ? rows[i].code : 0;
        CLEANUP_OUTCOME struct outcome o = call((const char *[]){ "caucus", "search", "x", NULL });
        assert_int_equal(o.code, rows[i].code);
        assert_string_equal(o.err.p, rows[i].printed);
        assert_string_equal(o.out.p, "");
    }
    assert_int_equal(probe.runs, COUNT(rows));
}

/* In a process of its own: what came stays noted. */
static void a_signal_is_told_by_the_exit_code(void **state)
{
    (void)state;
    const struct { int number, code; enum error_kind kind; } rows[] = {
        { SIGINT, 130, ERROR_INTERRUPTED }, { SIGTERM, 143, ERROR_INTERRUPTED }, { SIGTERM, 143, ERROR_NONE },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        int status;
        pid_t child = fork();
        if (child == 0) {
            probe.raises = rows[i].number;
            probe.kind = rows[i].kind;
            probe.text = "";
            const char *words[] = { "caucus", "search", "x", NULL };
            _exit(command_line_main(commands, "3.0.0", 3, (char **)words));
        }
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), rows[i].code);
    }
}

static void what_a_command_is_given(void **state)
{
    (void)state;
    probe.prints = "answer\n";
    CLEANUP_OUTCOME struct outcome o =
        call((const char *[]){ "caucus", "-q", "search", "x", "--color=always", "--data", "some/dir", NULL });
    assert_int_equal(o.code, 0);
    assert_string_equal(o.out.p, "answer\n");
    assert_true(probe.quiet);
    assert_int_equal(probe.color, COLOR_ALWAYS);
    assert_string_equal(probe.data, "some/dir");
}

static void a_configuration_that_is_not_there(void **state)
{
    (void)state;
    CLEANUP_OUTCOME struct outcome o = call(
        (const char *[]){ "caucus", "search", "x", "--config", "/nowhere/x.yaml", NULL });
    assert_int_equal(o.code, 78);
    assert_string_equal(o.err.p, "caucus: cannot read '/nowhere/x.yaml': No such file or directory\n");
    assert_int_equal(probe.runs, 0);
    CLEANUP_OUTCOME struct outcome without = call(
        (const char *[]){ "caucus", "show", "--config", "/nowhere/x.yaml", NULL });
    assert_int_equal(without.code, 0);
    assert_int_equal(probe.runs, 1);
}

static void versions_and_help(void **state)
{
    (void)state;
    CLEANUP_OUTCOME struct outcome version = call((const char *[]){ "caucus", "--version", NULL });
    assert_int_equal(version.code, 0);
    assert_string_equal(version.out.p, "caucus " CAUCUS_VERSION " (SQLite 3.0.0)\n");
    CLEANUP_OUTCOME struct outcome bare = call((const char *[]){ "caucus", NULL });
    assert_int_equal(bare.code, 64);
    assert_string_equal(bare.out.p, "");
    assert_string_equal(bare.err.p, "usage: caucus [OPTION…] COMMAND [ARGUMENT…]\n\n"
                                    "  search  finds articles\n"
                                    "  show    shows articles\n"
                                    "  help    tells how a command is used\n\n"
                                    "'caucus help COMMAND' tells more of one, 'caucus --help' of all.\n");
    CLEANUP_OUTCOME struct outcome a = call((const char *[]){ "caucus", "search", "--help", NULL });
    CLEANUP_OUTCOME struct outcome b = call((const char *[]){ "caucus", "help", "search", NULL });
    CLEANUP_OUTCOME struct outcome c = call((const char *[]){ "caucus", "help", NULL });
    CLEANUP_OUTCOME struct outcome d = call((const char *[]){ "caucus", "-h", NULL });
    assert_int_equal(a.code + b.code + c.code + d.code, 0);
    assert_string_equal(a.out.p, b.out.p);
    assert_string_equal(c.out.p, d.out.p);
    CLEANUP_OUTCOME struct outcome e = call((const char *[]){ "caucus", "help", "serch", NULL });
    assert_int_equal(e.code, 64);
    assert_string_equal(e.err.p, "caucus: no command 'serch' (did you mean 'search'?)\n");
    assert_int_equal(probe.runs, 0);
}

static void help_is_set_in_columns(void **state)
{
    (void)state;
    CLEANUP_STRBUF struct strbuf help = STRBUF_INIT;
    command_line_help(commands, &search, 60, &help);
    assert_string_equal(help.p,
                        "usage: caucus search [OPTION…] QUERY…\n"
                        "\n"
                        "Finds articles that match the query, and prints the best of\n"
                        "them, ten a page, with the words that were found.\n"
                        "\n"
                        "    caucus search karabakh\n"
                        "\n"
                        "See caucus-query(7).\n"
                        "\n"
                        "Options\n"
                        "  -n, --limit N           at most N hits on a page\n"
                        "      --offset N          pass over the first N hits\n"
                        "      --days N            any number\n"
                        "      --sort best|relevance|newest|oldest\n"
                        "                          their order\n"
                        "      --strict            all words only\n"
                        "  -c, --count             the number of hits alone\n"
                        "      --report FILE       where to\n"
                        "      --now DATE          the clock\n"
                        "  -m, --map FIELD=COLUMN  renames a field\n"
                        "\n"
                        "Examples\n"
                        "  caucus search karabakh\n"
                        "      finds it\n"
                        "\n"
                        "The options that every command takes: caucus --help\n");
}

static void words_of_arguments(void **state)
{
    (void)state;
    const struct { const char *arguments, *words; enum help_word kind; } rows[] = {
        { NULL, "", HELP_WORD_OTHER },
        { "QUERY…", "", HELP_WORD_OTHER },
        { "[PATH…]", "", HELP_WORD_FILE },
        { "[DIR]", "", HELP_WORD_FOLDER },
        { "[run [NAME]|daemon|export systemd|cron]", "run daemon export systemd cron", HELP_WORD_OTHER },
        { "[COMMAND|caucus.yaml]", "caucus.yaml", HELP_WORD_COMMAND },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct command c = { .name = "x", .arguments = rows[i].arguments };
        CLEANUP_STRBUF struct strbuf words = STRBUF_INIT;
        help_words(&c, &words);
        assert_string_equal(words.p, rows[i].words);
        assert_int_equal(help_word(rows[i].arguments), rows[i].kind);
    }
}

static void scripts_and_pages_name_everything(void **state)
{
    (void)state;
    static const char *const shells[] = { "bash", "zsh", "fish" };
    for (size_t i = 0; i < COUNT(shells); i++) {
        CLEANUP_STRBUF struct strbuf script = STRBUF_INIT;
        assert_true(command_line_completion(commands, shells[i], &script));
        assert_non_null(strstr(script.p, "search"));
        assert_non_null(strstr(script.p, "limit"));
        assert_non_null(strstr(script.p, "best relevance newest oldest"));
    }
    CLEANUP_STRBUF struct strbuf none = STRBUF_INIT;
    assert_false(command_line_completion(commands, "tcsh", &none));
    CLEANUP_STRBUF struct strbuf page = STRBUF_INIT;
    command_line_manual(commands, &search, &page);
    assert_non_null(strstr(page.p, "caucus-search(1) "));
    assert_non_null(strstr(page.p, "*-n*, *--limit* _N_\n\tat most N hits on a page. From 1 to 100000.\n"));
    assert_non_null(strstr(page.p, "*--sort* _best\\|relevance\\|newest\\|oldest_\n"));
    assert_non_null(strstr(page.p, "```\n    caucus search karabakh\n```\n"));
    CLEANUP_STRBUF struct strbuf main_page = STRBUF_INIT;
    command_line_manual(commands, NULL, &main_page);
    assert_non_null(strstr(main_page.p, "*caucus-search*(1)\n\tfinds articles.\n"));
    assert_null(strstr(main_page.p, "secret"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(command_lines_that_can_be_read),
        cmocka_unit_test(command_lines_that_cannot),
        cmocka_unit_test_setup(errors_have_an_exit_code, set_up),
        cmocka_unit_test_setup(a_signal_is_told_by_the_exit_code, set_up),
        cmocka_unit_test_setup(what_a_command_is_given, set_up),
        cmocka_unit_test_setup(a_configuration_that_is_not_there, set_up),
        cmocka_unit_test_setup(versions_and_help, set_up),
        cmocka_unit_test(help_is_set_in_columns),
        cmocka_unit_test(words_of_arguments),
        cmocka_unit_test(scripts_and_pages_name_everything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
