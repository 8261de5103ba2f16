#include "config/commands.h"
#include "config/output.h"
#include "engine/base/memory.h"
#include "engine/store/data_dir.h"
#include "query/alerts/alert_run.h"
#include "query/language/dates.h"

#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

static const struct option_spec options[] = {
    { "format", 0, OPTION_CHOICE, "FORMAT", "add: how news are written (atom: a feed, which wants --to-file)", .choices = "text|jsonl|atom" },
    { "to-file", 0, OPTION_FILE, "FILE", "add: append news to a file; a feed replaces it" },
    { "command", 0, OPTION_TEXT, "COMMAND", "add: give news to the standard input of a command" },
    { "from-start", 0, OPTION_FLAG, NULL, "add: what is there already is news too" },
    { NULL },
};

static const char *const examples[] = {
    "caucus alerts add treaty 'nuclear treaty' --to-file treaty.xml --format atom",
    "a feed of what arrives from now on",
    "caucus alerts run",
    "tells what is new, for every alert",
    NULL,
};

/* ---- what they share ---- */

struct alerting {
    struct invocation *in;
    struct archive *archive;        /* NULL where only read */
    struct searcher *searcher;
    struct query_clock clock;
    struct writer_lock lock;
    struct arena arena;
    struct archive_alert *all;
    size_t n;
};

static bool open_all(struct alerting *a, bool write, struct error *err)
{
    const struct config *c = a->in->config;
    a->clock = (struct query_clock){ civil_now(), 0 };
    if (!query_zone(c->timezone, a->clock.now, &a->clock.zone_minutes))
        return error_set(err, ERROR_CONFIG, "'%s' is no time zone", c->timezone);
    if (!data_dir_exists(a->in->data_dir))
        return error_set(err, ERROR_IO, "there is no archive in '%s' (caucus index makes one)", a->in->data_dir);
    if (write && (!writer_lock_take(a->in->data_dir, c->lock_wait_seconds, &a->lock, err) ||
                  !archive_open(a->in->data_dir, true, false, &a->archive, err)))
        return false;
    return searcher_open(a->in->data_dir, c, &a->searcher, err) &&
           archive_alerts(write ? a->archive : searcher_archive(a->searcher), &a->arena, &a->all, &a->n, err);
}

static const struct archive_alert *find(const struct alerting *a, const char *name, struct error *err)
{
    for (size_t i = 0; i < a->n; i++)
        if (str_is(a->all[i].name, name))
            return &a->all[i];
    error_set(err, ERROR_USAGE, "there is no alert '%s' (caucus alerts list)", name);
    return NULL;
}

static int64_t indexed(const struct alerting *a)
{
    struct index *index = searcher_index(a->searcher);
    return index ? index_info(index)->max_docid : 0;
}

/* ---- add, list, remove ---- */

static bool absolute(struct alerting *a, const char *path, struct str *ret, struct error *err)
{
    char folder[PATH_MAX];
    if (*path != '/' && !getcwd(folder, sizeof folder))
        return error_errno(err, "cannot tell this folder");
    *ret = str_of(*path == '/' ? path : arena_format(&a->arena, "%s/%s", folder, path));
    return true;
}

static bool add(struct alerting *a, struct error *err)
{
    const struct invocation *in = a->in;
    const char *file = option_text(in, "to-file", ""), *command = option_text(in, "command", ""), *format = option_text(in, "format", "text");
    CLEANUP_STRBUF struct strbuf query = STRBUF_INIT;
    for (size_t i = 2; i < in->argument_count; i++)
        strbuf_format(&query, "%s%s", i > 2 ? " " : "", in->arguments[i]);
    if (in->argument_count < 3 || !str_trim(str_of(in->arguments[1])).n || !str_trim(strbuf_view(&query)).n)
        return error_set(err, ERROR_USAGE, "alerts add wants a name and a query");
    if (*file && *command)
        return error_set(err, ERROR_USAGE, "--to-file or --command, not both");
    if (strcmp(format, "atom") == 0 && !*file)
        return error_set(err, ERROR_USAGE, "a feed is a file: --format atom wants --to-file");
    if (!open_all(a, true, err) || !alert_check(a->searcher, &a->clock, strbuf_view(&query), err))
        return false;
    int64_t since = option_given(in, "from-start") ? 0 : indexed(a);
    struct archive_alert alert = {
        .name = str_of(in->arguments[1]), .query = strbuf_view(&query), .format = str_of(format), .command = str_of(command), .since = since, .cursor = since,
    };
    if (*file && !absolute(a, file, &alert.file, err))
        return false;
    return archive_alert_put(a->archive, &alert, err);
}

static bool list(struct alerting *a, struct error *err)
{
    CLEANUP_STRBUF struct strbuf out = STRBUF_INIT;
    if (!open_all(a, false, err))
        return false;
    for (size_t i = 0; i < a->n; i++) {
        const struct archive_alert *x = &a->all[i];
        struct error why = { 0 };
        terminal_clean(&out, x->name, false);
        strbuf_string(&out, ": ");
        terminal_clean(&out, x->query, false);
        strbuf_format(&out, "\n    told up to #%lld, as %.*s to ", (long long)x->cursor, STR_ARG(x->format));
        terminal_clean(&out, x->command.n ? x->command : x->file.n ? x->file : STR("standard output"), false);
        strbuf_byte(&out, '\n');
        if (!alert_check(a->searcher, &a->clock, x->query, &why)) {
            strbuf_string(&out, "    OFF: ");
            terminal_clean(&out, str_of(why.text), false);
            strbuf_byte(&out, '\n');
        }
    }
    return output_write(strbuf_view(&out), true, err);
}

static bool remove_one(struct alerting *a, struct error *err)
{
    bool was;
    if (a->in->argument_count != 2)
        return error_set(err, ERROR_USAGE, "alerts remove wants a name");
    if (!open_all(a, true, err) || !archive_alert_remove(a->archive, str_of(a->in->arguments[1]), &was, err))
        return false;
    return was || find(a, a->in->arguments[1], err);
}

/* ---- run ---- */

static void tell_failed(void *ctx, const struct archive_alert *alert, const struct error *why)
{
    (void)ctx;
    /* Failures are told even where notes are not wanted. */
    output_note(false, "alert '%.*s' %s: %s", STR_ARG(alert->name),
                why->kind == ERROR_USAGE ? "is OFF until it is given another query, and nothing is lost" : "was not delivered, and is tried again by the next run", why->text);
}

static bool tell_behind(const struct alerting *a, struct error *err)
{
    int64_t newest;
    if (!archive_newest(searcher_archive(a->searcher), &newest, err))
        return false;
    if (newest > indexed(a))
        output_note(a->in->quiet, "the index is behind by %lld of %lld articles, which come later (caucus index catches up)",
                    (long long)(newest - indexed(a)), (long long)newest);
    return true;
}

static int run_alerts(struct alerting *a, struct error *err)
{
    struct alert_run run = { .failed = tell_failed };
    size_t n = 0;
    if (!open_all(a, true, err) || !tell_behind(a, err))
        return error_exit_code(err->kind);
    const struct archive_alert **wanted = arena_array(&a->arena, const struct archive_alert *, a->n + a->in->argument_count + 1);
    for (size_t i = 1; i < a->in->argument_count; i++) {
        const struct archive_alert *one = find(a, a->in->arguments[i], err);
        if (!one)
            return error_exit_code(err->kind);
        size_t k = 0;
        while (k < n && wanted[k] != one)
            k++;
        wanted[k] = one;
        n += k == n;
    }
    for (size_t i = 0; a->in->argument_count <= 1 && i < a->n; i++)
        wanted[n++] = &a->all[i];
    run.archive = a->archive;
    run.searcher = a->searcher;
    run.clock = a->clock;
    if (!alert_run(&run, wanted, n, err))
        return error_exit_code(err->kind);
    if (!run.failures)
        return 0;
    return run.failures < run.ran ? 3 : error_exit_code(run.first);
}

static int dispatch(struct alerting *a, struct error *err)
{
    const char *what = a->in->argument_count ? a->in->arguments[0] : "list";
    bool ok;
    if (strcmp(what, "run") == 0)
        return run_alerts(a, err);
    if (strcmp(what, "add") == 0)
        ok = add(a, err);
    else if (strcmp(what, "remove") == 0)
        ok = remove_one(a, err);
    else if (strcmp(what, "list") == 0)
        ok = list(a, err);
    else
        ok = error_set(err, ERROR_USAGE, "alerts knows add, list, remove and run, not '%s'", what);
    return ok ? 0 : error_exit_code(err->kind);
}

static int run(struct invocation *in, struct error *err)
{
    struct alerting a = { .in = in, .lock = { -1 }, .arena = ARENA_INIT };
    int code = dispatch(&a, err);
    searcher_close(a.searcher);
    archive_close(a.archive);
    writer_lock_release(&a.lock);
    arena_release(&a.arena);
    return code;
}

const struct command command_alerts = {
    .name = "alerts",
    .arguments = "[run [NAME…]|add NAME QUERY…|list|remove NAME]",
    .summary = "saved searches that tell what is new",
    .description =
        "An alert is a query with a name, and where its news go: standard output, a file, a feed, a command. 'run' tells each article that matches and "
        "arrived since the alert was last told of; a new version of a known article is news, and marked so. Without a word: the list.\n\n"
        "What was not delivered is told again by the next run: a command must end with 0, a file must be written. A file or feed has each article once, even "
        "where a run was killed; a command that was killed may be told twice. A query that can no longer be understood turns its alert off, which each run "
        "and the list say, until 'add' gives the same name another query: it goes on where it stood. Exit code 3: some alerts failed.",
    .options = options,
    .examples = examples,
    .run = run,
};
