#include "config/commands.h"
#include "config/output.h"
#include "corpus/importers/import.h"
#include "corpus/registry_yaml.h"
#include "engine/base/memory.h"
#include "engine/base/terminal.h"
#include "indexer/actors/lint.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct option_spec options[] = {
    { "origin", 0, OPTION_TEXT, "NAME", "only what concerns the records of this import, or 'hand'" },
    { "only", 0, OPTION_CHOICE, "KIND", "only problems of this kind", .choices = "reference|dates|overlap|word|same" },
    { NULL },
};

static const char *const examples[] = {
    "caucus actors lint --only same", "which actors may be one, each with the command that makes them one",
    "caucus actors lint --only same | sed 's/.*: //' | sh", "makes one of all of them, once you have read the list",
    "caucus actors lint people.yaml", "looks at a file before it is added",
    NULL,
};

struct printing {
    struct strbuf out;
    const char *only;
    size_t counts[LINT_KINDS];
};

static void print(void *ctx, enum lint_kind kind, const char *text)
{
    struct printing *p = ctx;
    if (*p->only && strcmp(p->only, lint_kind_name(kind)) != 0)
        return;
    p->counts[kind]++;
    strbuf_format(&p->out, "%-9s  ", lint_kind_name(kind));
    terminal_clean(&p->out, str_of(text), false);
    strbuf_byte(&p->out, '\n');
}

static void print_of_file(void *ctx, const char *what)
{
    print(ctx, strstr(what, "before it begins") ? LINT_DATES : LINT_REFERENCE, what);
}

/* All files as one registry: a record of one may refer to another's. */
static bool lint_files(const struct invocation *in, struct printing *p, struct error *err)
{
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct actor *all = NULL;
    size_t n = 0;
    bool ok = true;
    for (size_t i = 0; ok && i < in->argument_count; i++) {
        struct actor_import_options yaml = { .format = ACTOR_FORMAT_YAML };
        struct actor_import_result result;
        if (!(ok = actor_import_file(in->arguments[i], &yaml, &arena, &result, err)) || !result.n)
            continue;
        all = xrealloc(all, (n + result.n) * sizeof *all);
        memcpy(all + n, result.actors, result.n * sizeof *all);
        n += result.n;
    }
    if (ok)
        registry_lint(all, n, print_of_file, p);
    free(all);
    return ok;
}

static bool lint_registry(const struct invocation *in, struct printing *p, struct error *err)
{
    struct archive *archive;
    const struct lint_sink sink = { print, p };
    if (!archive_open(in->data_dir, false, false, &archive, err))
        return false;
    bool ok = archive_begin_read(archive, err) && registry_lint_all(archive, str_of(option_text(in, "origin", "")), &sink, err);
    archive_close(archive);
    return ok;
}

static int run(struct invocation *in, struct error *err)
{
    struct printing p = { .out = STRBUF_INIT, .only = option_text(in, "only", "") };
    bool ok = in->argument_count ? lint_files(in, &p, err) : lint_registry(in, &p, err);
    ok = ok && output_write(strbuf_view(&p.out), true, err);
    strbuf_release(&p.out);
    if (!ok)
        return error_exit_code(err->kind);
    size_t wrong = p.counts[LINT_REFERENCE] + p.counts[LINT_DATES];
    output_note(in->quiet, "references to nobody: %zu, odd dates: %zu, offices held by two: %zu, names that are words: %zu, pairs that may be one: %zu",
                p.counts[LINT_REFERENCE], p.counts[LINT_DATES], p.counts[LINT_OVERLAP], p.counts[LINT_WORD], p.counts[LINT_SAME]);
    return wrong ? error_exit_code(ERROR_INPUT) : 0;
}

const struct command command_actors_lint = {
    .name = "actors lint",
    .arguments = "[FILE…]",
    .summary = "tells what is odd in the registry",
    .description =
        "Tells of references to actors that are not there, dates that cannot be, offices that two held at once, names that are common words "
        "and have no "
        "flag, and actors of one name who may be one. With files in YAML: what is odd between their records, all of them taken together.\n\n"
        "The exit code is 65 where a reference or a date is wrong; the rest is for somebody to judge.",
    .options = options,
    .examples = examples,
    .run = run,
};
