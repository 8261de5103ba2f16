#include "config/commands.h"
#include "config/output.h"
#include "corpus/importers/import.h"
#include "engine/base/memory.h"
#include "indexer/actors/edit.h"

#include <stdlib.h>

static const struct option_spec options[] = {
    { "format", 0, OPTION_CHOICE, "FORMAT", "what the files are, where their contents do not tell", .choices = actor_format_choices },
    { "origin", 0, OPTION_TEXT, "NAME", "what the facts are known by, and ids that the files do not give begin with (else the file's name)" },
    { "country", 0, OPTION_TEXT, "XX", "the country of persons and offices that name none" },
    { "kind", 0, OPTION_CHOICE, "KIND", "what rows of CSV files and query results are that do not tell (else persons)",
      .choices = "person|org|party|country|place|office" },
    { "dry-run", 0, OPTION_FLAG, NULL, "tell what would be done, and do nothing" },
    ACTORS_LOCK_WAIT,
    { NULL },
};

static const char *const examples[] = {
    "caucus actors import --country AM ep-popolo-v1.0.json", "takes the members of a parliament from EveryPolitician's file",
    "caucus actors import --origin wikidata query.json", "takes what a query of Wikidata gave",
    "caucus actors export | caucus actors import --origin backup -", "takes what another caucus knows",
    NULL,
};

/* "ep-popolo-v1" of "data/ep-popolo-v1.0.json.gz". */
static struct str origin_of(struct arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    struct str name = str_of(slash ? slash + 1 : path);
    if (str_is(name, "-"))
        return STR("input");
    size_t dot = str_find(name, '.');
    struct str bare = str_slice(name, 0, dot ? dot : name.n);
    return arena_str(arena, bare.n ? bare : STR("import"));
}

static bool check_origin(struct str origin, struct error *err)
{
    static const char *const own[] = { "hand", "builtin", "configured" };
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (str_is(origin, own[i]))
            return error_set(err, ERROR_USAGE, "'%s' is no name for an import: it is what caucus calls its own records", own[i]);
    return true;
}

/* Where records came from is kept whole: the same file is known again wherever caucus runs. */
static struct str file_of(struct arena *arena, const char *path)
{
    CLEANUP_FREE char *whole = strcmp(path, "-") == 0 ? NULL : realpath(path, NULL);
    return arena_str(arena, str_of(whole ? whole : path));
}

static void tell(const struct invocation *in, const char *path, const struct actor_import_result *r, const struct registry_counts *c)
{
    CLEANUP_STRBUF struct strbuf line = STRBUF_INIT;
    strbuf_format(&line, "%s: %s, %zu actor%s", path, actor_format_name(r->format), r->n, r->n == 1 ? "" : "s");
    if (c->added || c->changed || c->removed)
        strbuf_format(&line, ": %llu new, %llu changed, %llu gone", (unsigned long long)c->added, (unsigned long long)c->changed,
                      (unsigned long long)c->removed);
    else
        strbuf_string(&line, ", nothing new");
    output_note(in->quiet, "%s", line.p);
    if (r->skipped)
        output_note(in->quiet, "%s: %llu records skipped; the first: %s", path, (unsigned long long)r->skipped, r->reason);
    if (r->homeless)
        output_note(in->quiet, "%s: %llu offices left out: whose they are is not told (--country helps where all are of one)", path,
                    (unsigned long long)r->homeless);
    if (r->bad_dates)
        output_note(in->quiet, "%s: %llu dates could not be read", path, (unsigned long long)r->bad_dates);
}

static bool import_one(struct actors_edit *e, struct invocation *in, const char *path, bool *ret_read, struct error *err)
{
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    const char *origin = option_text(in, "origin", NULL);
    struct actor_import_options options_of = {
        .format = actor_format_of(str_of(option_text(in, "format", "auto"))), .origin = origin ? str_of(origin) : origin_of(&arena, path),
        .country = str_of(option_text(in, "country", "")), .find = actors_edit_find,
        .knows = actors_edit_knows, .ctx = e,
    };
    struct actor_import_result result;
    struct registry_counts counts;
    struct error why = { 0 };
    if (option_given(in, "kind") && !actor_kind_of(str_of(option_text(in, "kind", "")), &options_of.kind))
        return error_set(err, ERROR_INTERNAL, "a kind that is none");
    if (!check_origin(options_of.origin, err))
        return false;
    *ret_read = actor_import_file(path, &options_of, &arena, &result, &why);
    if (!*ret_read) {
        output_note(in->quiet, "%s", why.text);
        return true;
    }
    struct registry_source source = actors_edit_source(e, options_of.origin, file_of(&arena, path));
    if (!registry_store(e->archive, &source, REGISTRY_REPLACE, result.actors, result.n, &counts, err))
        return false;
    tell(in, path, &result, &counts);
    return true;
}

/* The option's country by its id or name. */
static bool check_country(struct actors_edit *e, struct invocation *in, struct error *err)
{
    const char *country = option_text(in, "country", "");
    struct actor actor;
    bool found = true;
    if (*country && !registry_get(e->archive, str_of(country), &e->arena, &found, &actor, err))
        return false;
    return found || error_set(err, ERROR_USAGE, "no country has the id '%s' (--country takes one such as AM)", country);
}

static bool import_all(struct actors_edit *e, struct invocation *in, size_t *ret_failed, struct error *err)
{
    *ret_failed = 0;
    if (!check_country(e, in, err))
        return false;
    for (size_t i = 0; i < in->argument_count; i++) {
        bool read = false;
        if (!import_one(e, in, in->arguments[i], &read, err))
            return false;
        *ret_failed += !read;
    }
    return option_given(in, "dry-run") || actors_edit_commit(e, in, err);
}

static int run(struct invocation *in, struct error *err)
{
    enum { SOME_FAILED = 3, ALL_BAD = 65 };
    struct actors_edit e;
    size_t failed = 0;
    if (!in->argument_count)
        return error_set(err, ERROR_USAGE, "nothing to import: name files, or '-' for standard input");
    bool ok = actors_edit_open(in, &e, err) && import_all(&e, in, &failed, err);
    actors_edit_close(&e);
    if (!ok)
        return error_exit_code(err->kind);
    return !failed ? 0 : failed < in->argument_count ? SOME_FAILED : ALL_BAD;
}

const struct command command_actors_import = {
    .name = "actors import",
    .arguments = "FILE…",
    .summary = "takes actors from data files of others",
    .description =
        "Takes persons, organisations, parties and offices from Popolo JSON (EveryPolitician), dictionaries of PETRARCH and CAMEO, entities of "
        "OpenSanctions and FollowTheMoney (JSON Lines), entities of Wikidata (JSON), results of SPARQL queries (JSON), CSV, and YAML as "
        "'caucus actors "
        "export' writes it; packed files too. '-' is standard input.\n\n"
        "A CSV file has a header; the columns id, name, names (several, '|' or ';' between), kind, country, party, office, of, from, to, "
        "acting and note "
        "are taken, under many other names too (person, personLabel, position, start, end …), and several rows of one id are one actor.\n\n"
        "Facts of an import stand beside what is known already and never replace it: of the same office at the same time, what was written "
        "by hand or came with "
        "caucus counts. The same file twice changes nothing; a file that has changed replaces what it said before. 'caucus actors lint' tells which "
        "actors may be one, 'caucus actors remove --origin NAME' takes an import back.",
    .options = options,
    .examples = examples,
    .run = run,
};
