#include "config/commands.h"
#include "config/output.h"
#include "corpus/reader.h"
#include "engine/base/interrupt.h"
#include "engine/base/memory.h"
#include "engine/text/language.h"
#include "indexer/update.h"


static const struct option_spec options[] = {
    { "format", 0, OPTION_CHOICE, "FORMAT", "what the files are, where their names and contents do not tell",
      .choices = "auto|text|markdown|jsonl|json|csv|tsv" },
    { "map", 0, OPTION_TEXT, "FIELD=COLUMN", "take a field (id, title, text, date, source, url, author, lang, topic) from that key or column",
      .repeats = true },
    { "source", 0, OPTION_TEXT, "NAME", "the publisher of articles that name none" },
    { "lang", 0, OPTION_TEXT, "XX", "the language of articles that name none (else it is detected)" },
    { "report", 0, OPTION_FILE, "FILE", "write what was done as one JSON object" },
    { "lock-wait", 0, OPTION_NUMBER, "SECONDS", "wait that long while another caucus is writing", .min = 0, .max = 86400 },
    { "retry-failed", 0, OPTION_FLAG, NULL, "read files again that failed, though they have not changed" },
    { NULL },
};

static const char *const examples[] = {
    "caucus index articles.jsonl", "adds a file of one JSON object a line",
    "caucus index --source azatutyun.am --lang en texts/", "adds a folder of text files",
    "zcat dump.csv.gz | caucus index --format csv --map text=body -", "adds what another program writes",
    NULL,
};

/* ---- what is to be read ---- */

struct wanted {
    struct ingest_batch *batches;
    size_t n;
    struct arena arena;
};

static bool split_map(const char *text, struct reader_map *ret, struct error *err)
{
    const char *equals = strchr(text, '=');
    if (!equals || equals == text || !equals[1])
        return error_set(err, ERROR_USAGE, "--map takes FIELD=COLUMN, not '%s'", text);
    *ret = (struct reader_map){ { text, (size_t)(equals - text) }, str_of(equals + 1) };
    return true;
}

static bool check_lang(const char *lang, struct error *err)
{
    char code[LANGUAGE_BYTES];
    language_code(str_of(lang), code);
    return !*lang || code[0] || error_set(err, ERROR_USAGE, "'%s' is no language that ISO 639 knows", lang);
}

static bool from_command_line(const struct invocation *in, struct wanted *w, struct error *err)
{
    size_t maps = 0;
    while (option_nth(in, "map", maps))
        maps++;
    struct reader_map *map = arena_array(&w->arena, struct reader_map, maps + 1);
    for (size_t i = 0; i < maps; i++)
        if (!split_map(option_nth(in, "map", i), &map[i], err))
            return false;
    const char *lang = option_text(in, "lang", "");
    if (!check_lang(lang, err))
        return false;
    w->batches = arena_array(&w->arena, struct ingest_batch, 1);
    w->n = 1;
    w->batches[0] = (struct ingest_batch){
        .paths = in->arguments, .path_count = in->argument_count,
        .options = { reader_format_of(str_of(option_text(in, "format", "auto"))), map, maps, str_of(option_text(in, "source", "")), str_of(lang) },
    };
    return true;
}

static bool from_config(const struct config *c, struct wanted *w, struct error *err)
{
    if (!c->source_count)
        return error_set(err, ERROR_USAGE, "nothing to index: name files or folders, or list sources in caucus.yaml");
    w->batches = arena_array(&w->arena, struct ingest_batch, c->source_count);
    w->n = c->source_count;
    for (size_t i = 0; i < c->source_count; i++) {
        const struct config_source *s = &c->sources[i];
        struct reader_map *map = arena_array(&w->arena, struct reader_map, s->map_count + 1);
        for (size_t k = 0; k < s->map_count; k++)
            map[k] = (struct reader_map){ str_of(s->map[k].field), str_of(s->map[k].column) };
        w->batches[i] = (struct ingest_batch){
            .paths = &s->path, .path_count = 1,
            .options = { reader_format_of(str_of(s->format)), map, s->map_count, str_of(s->name), str_of(s->lang) },
        };
    }
    return true;
}

/* ---- telling ---- */

static void tell_failures(const struct invocation *in, const struct report *report)
{
    enum { SHOWN = 10 };
    for (size_t i = 0; i < report->failed_n && i < SHOWN; i++) {
        const struct report_failure *f = &report->failed[i];
        if (strstr(f->reason, f->path))
            output_note(in->quiet, "%s", f->reason);
        else
            output_note(in->quiet, "%s: %s", f->path, f->reason);
    }
    if (report->failures > SHOWN)
        output_note(in->quiet, "and %llu more failures (--report FILE lists them)", (unsigned long long)(report->failures - SHOWN));
}

static int finish(const struct invocation *in, struct report *report, bool ok, struct error *err)
{
    const char *path = option_text(in, "report", NULL);
    tell_failures(in, report);
    if (path && !report_write(report, path, ok ? err : &(struct error){ 0 }) && ok)
        return error_exit_code(err->kind);
    if (!ok)
        return err->kind == ERROR_INTERRUPTED && interrupt_pending() ? 128 + interrupt_pending() : error_exit_code(err->kind);
    CLEANUP_STRBUF struct strbuf line = STRBUF_INIT;
    report_text(report, &line);
    output_note(in->quiet, "%s", line.p);
    return report_exit_code(report);
}

static int run(struct invocation *in, struct error *err)
{
    struct wanted wanted = { .arena = ARENA_INIT };
    struct report report;
    report_init(&report);
    interrupt_catch();
    bool ok = in->argument_count ? from_command_line(in, &wanted, err) : from_config(in->config, &wanted, err);
    int code;
    if (!ok) {
        code = error_exit_code(err->kind);
    } else {
        struct update update = {
            .data_dir = in->data_dir, .config = in->config, .batches = wanted.batches, .batch_count = wanted.n,
            .retry_failed = option_given(in, "retry-failed"), .quiet = in->quiet, .now = civil_now(),
            .lock_wait_seconds = option_number(in, "lock-wait", in->config->lock_wait_seconds),
        };
        ok = update_run(&update, &report, err);
        code = finish(in, &report, ok, err);
    }
    report_release(&report);
    arena_release(&wanted.arena);
    return code;
}

const struct command command_index = {
    .name = "index",
    .arguments = "[PATH…]",
    .summary = "reads files and folders, and adds what is new or changed",
    .description =
        "Reads articles from files, from folders (recursively) and, for '-', from standard input; without a PATH, from the sources of the "
        "configuration. Text, Markdown, JSON Lines, JSON, CSV and TSV are told apart by themselves, also gzip- or zstd-compressed.\n\n"
        "A file that has not changed since it was read is passed over. An article is known again by its own id, else its URL, else its place: one that has "
        "changed becomes a new version, and the old one is kept.\n\n"
        "An input that cannot be read costs itself alone: it is named, counted, and read again when it changes. The exit code is 3 then, and 65 "
        "where nothing could be read at all.",
    .options = options,
    .examples = examples,
    .run = run,
};
