#include "config/commands.h"
#include "config/output.h"
#include "config/suggest.h"
#include "engine/base/memory.h"
#include "engine/store/data_dir.h"
#include "query/asked.h"
#include "query/execute/co_actors.h"
#include "query/execute/timeline.h"
#include "query/present/emit.h"
#include "query/present/emit_co_actors.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { LIMIT_MAX = 100000, SNIPPET_BYTES = 240 };

static const struct option_spec options[] = {
    { "limit", 'n', OPTION_NUMBER, "N", "hits on a page", .min = 1, .max = LIMIT_MAX },
    { "offset", 0, OPTION_NUMBER, "N", "hits to pass over", .min = 0, .max = 10000000 },
    { "sort", 0, OPTION_CHOICE, "ORDER", "how hits are ordered", .choices = "best|relevance|newest|oldest" },
    { "format", 0, OPTION_CHOICE, "FORMAT", "how they are printed",
      .choices = "text|jsonl|json|csv|ids|trec" },
    { "facets", 0, OPTION_TEXT, "LIST",
      "count the matches by actor, org, party, country, place, source, author, topic, speaker, lang, year; "
      "'country:20' shows 20 of them" },
    { "by", 0, OPTION_CHOICE, "UNIT", "count them over time", .choices = "year|month|week|day" },
    { "co-actors", 0, OPTION_TEXT, "NAME", "instead of articles: the people most mentioned beside somebody in them; --by counts them over time" },
    { "count", 0, OPTION_FLAG, NULL, "print the number of matches alone" },
    { "any", 0, OPTION_FLAG, NULL, "words side by side mean OR" },
    { "strict", 0, OPTION_FLAG, NULL, "never go on with articles that have only most of the words" },
    { "no-collapse", 0, OPTION_FLAG, NULL, "show every copy of an article" },
    { "explain", 0, OPTION_FLAG, NULL, "show each score as a sum" },
    { "explain-query", 0, OPTION_FLAG, NULL, "print how the query was understood, and search nothing" },
    { "marks", 0, OPTION_FLAG, NULL, "put ** around matches in JSON snippets" },
    { "now", 0, OPTION_TEXT, "DATE", "the day that 'yesterday' and recency count from" },
    { "tz", 0, OPTION_TEXT, "ZONE", "the time zone of dates in the query (UTC, +04:00, Europe/Berlin)" },
    { "queries", 0, OPTION_FILE, "FILE", "many searches: a name, a tab and a query a line" },
    { "save", 0, OPTION_TEXT, "NAME", "save the query: saved:NAME finds it again" },
    { NULL },
};

static const char *const examples[] = {
    "caucus search nuclear treaty",
    "articles with both words, in any of their forms",
    "caucus search 'actor:putin \"allied cooperation\" date:2022-02'",
    "an actor, an exact phrase, a month",
    "caucus search --facets actor,country --by year 'role:president@FR'",
    "who and where, year by year",
    "caucus search --count -- '-ukraine date:2022'",
    "a query that begins with a minus stands behind --",
    NULL,
};

struct searching {
    const struct invocation *in;
    struct searcher *searcher;
    const struct emit_format *format;
    struct arena arena;
    struct search_request request;
    struct strbuf out;
    bool found;
};

/* ---- options ---- */

static bool read_facets(const char *list, struct search_request *r, struct error *err)
{
    const char *names[FACET_KINDS + 1] = { NULL };
    for (int i = 0; i < FACET_KINDS; i++)
        names[i] = facet_kind_name((enum facet_kind)i);
    CLEANUP_FREE char *copy = xstrdup(list);
    char *save = NULL;
    for (char *name = strtok_r(copy, ",", &save); name; name = strtok_r(NULL, ",", &save)) {
        char *colon = strchr(name, ':'), *end = NULL;
        long count = FACET_VALUES;
        if (colon) {
            *colon = '\0';
            count = strtol(colon + 1, &end, 10);
        }
        if (colon && (end == colon + 1 || *end || count < 1 || count > LIMIT_MAX))
            return error_set(err, ERROR_USAGE, "--facets: behind '%s:' comes a number from 1 to %d", name,
                             LIMIT_MAX);
        if (r->facet_n == FACETS_MAX)
            return error_set(err, ERROR_USAGE, "--facets takes at most %d", FACETS_MAX);
        if (!facet_kind_of(str_of(name), &r->facets[r->facet_n])) {
            const char *near = suggest(name, names);
            return error_set(err, ERROR_USAGE, "--facets: there is no facet '%s'%s%s%s", name,
                             near ? " (did you mean '" : "", near ? near : "", near ? "'?)" : "");
        }
        r->facet_counts[r->facet_n++] = (size_t)count;
    }
    return true;
}

static bool read_request(const struct invocation *in, struct search_request *r, struct error *err)
{
    if (!sort_order_of(option_text(in, "sort", in->config->sort), &r->sort) ||
        !asked_clock(in, &r->clock, err))
        return false;
    r->limit = (size_t)option_number(in, "limit", in->config->limit);
    r->offset = (size_t)option_number(in, "offset", 0);
    r->any = option_given(in, "any");
    r->strict = option_given(in, "strict");
    r->count_only = option_given(in, "count");
    r->explain = option_given(in, "explain");
    r->by = timeline_unit_of(option_text(in, "by", NULL));
    const char *facets = option_text(in, "facets", NULL);
    return !facets || read_facets(facets, r, err);
}

/* What is asked for and would not be shown is told, not passed over. */
static bool check_together(const struct invocation *in, const struct emit_format *format, struct error *err)
{
    bool counts = option_given(in, "facets") || option_given(in, "by"), many = option_given(in, "queries");
    bool whole = strcmp(format->name, "text") == 0 || strcmp(format->name, "json") == 0;
    if (counts && !whole)
        return error_set(err, ERROR_USAGE, "--facets and --by want --format text or json");
    if (counts && option_given(in, "count"))
        return error_set(err, ERROR_USAGE,
                         "--count prints one number: leave out --facets and --by, or --count");
    if (option_given(in, "co-actors") && (!whole || option_given(in, "count") || option_given(in, "facets") || many))
        return error_set(err, ERROR_USAGE, "--co-actors prints people, as text or json: leave out --count, --facets and --queries");
    if (many && (whole || strcmp(format->name, "csv") == 0) && !option_given(in, "count"))
        return error_set(err, ERROR_USAGE, "--queries wants --format trec, ids or jsonl, or --count");
    if (many && (in->argument_count || option_given(in, "save") || option_given(in, "explain-query")))
        return error_set(
            err, ERROR_USAGE,
            "--queries brings its own queries: nothing else can be asked, saved or explained with it");
    return true;
}

/* ---- one search ---- */

static void tell(const struct invocation *in, const struct search_result *r)
{
    for (size_t i = 0; i < r->note_count; i++)
        output_note(in->quiet, "note: %.*s", STR_ARG(r->notes[i]));
}

static bool search(struct searching *s, const char *name, struct error *err)
{
    struct arena *arena = &s->arena;    /* of one search */
    struct search_result result;
    struct page page;
    arena_reset(arena);
    struct page_options what = { s->format->articles, s->format->snippets, s->format->actors, SNIPPET_BYTES };
    if (!searcher_run(s->searcher, &s->request, arena, &result, err))
        return false;
    tell(s->in, &result);
    s->found = s->found || result.total > 0 || result.hit_count > 0;
    if (s->request.count_only) {
        if (name)
            strbuf_format(&s->out, "%s\t", name);
        strbuf_format(&s->out, "%llu\n", (unsigned long long)result.total);
        return true;
    }
    if (!page_make(s->searcher, &result, &what, arena, &page, err))
        return false;
    struct emit emit = {
        &s->request, &result, &page, terminal_look(STDOUT_FILENO, s->in->color), option_given(s->in, "marks"),
        name,
    };
    s->format->emit(&emit, &s->out);
    return true;
}

/* An error of a query has a line with the query and a caret under its place: they stay together. */
static bool at_line(const char *path, size_t number, struct error *err)
{
    struct error inner = *err;
    return error_set(err, inner.kind, "%s, line %zu:\n%s", path, number, inner.text);
}

/* A file of "NAME<tab>QUERY" lines, through one opened index. */
static bool search_many(struct searching *s, const char *path, struct error *err)
{
    FILE *f = fopen(path, "r");
    char *line = NULL;
    size_t room = 0, number = 0;
    ssize_t n;
    bool ok = true;
    if (!f)
        return error_errno(err, "cannot read '%s'", path);
    while (ok && (n = getline(&line, &room, f)) >= 0) {
        number++;
        line[strcspn(line, "\r\n")] = '\0';
        char *tab = strchr(line, '\t');
        if (!*line)
            continue;
        if (!tab) {
            ok = error_set(err, ERROR_INPUT, "%s: line %zu: a name, a tab and a query are wanted", path,
                           number);
            break;
        }
        *tab = '\0';
        s->request.text = tab + 1;
        ok = search(s, line, err) || at_line(path, number, err);
    }
    free(line);
    fclose(f);
    return ok;
}

static bool understand(struct searching *s, struct error *err)
{
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct str text;
    if (!searcher_understand(s->searcher, &s->request, &arena, &text, err))
        return false;
    strbuf_str(&s->out, text);
    strbuf_byte(&s->out, '\n');
    s->found = true;
    return true;
}

static bool save(const struct searching *s, const char *name, struct error *err)
{
    struct writer_lock lock;
    struct archive *archive;
    if (!str_trim(str_of(name)).n)
        return error_set(err, ERROR_USAGE, "--save wants a name");
    if (!writer_lock_take(s->in->data_dir, s->in->config->lock_wait_seconds, &lock, err))
        return false;
    bool ok = archive_open(s->in->data_dir, true, false, &archive, err);
    if (ok) {
        ok = archive_saved_put(archive, str_of(name), str_of(s->request.text), err);
        archive_close(archive);
    }
    writer_lock_release(&lock);
    return ok;
}

static bool beside(struct searching *s, const char *name, struct error *err)
{
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct co_actors people;
    struct co_actors_request request = { .query = s->request.text, .name = name, .clock = s->request.clock, .kind = FACET_ACTOR,
                                         .limit = s->request.limit, .by = s->request.by };
    if (!co_actors_count(s->searcher, &request, &arena, &people, err))
        return false;
    for (size_t i = 0; i < people.note_count; i++)
        output_note(s->in->quiet, "note: %.*s", STR_ARG(people.notes[i]));
    s->found = people.total > 0;
    if (strcmp(s->format->name, "json") == 0)
        co_actors_json(&people, &s->out);
    else
        co_actors_text(&people, &s->out);
    return true;
}

static bool run_all(struct searching *s, struct error *err)
{
    const char *queries = option_text(s->in, "queries", NULL), *name = option_text(s->in, "save", NULL);
    if (option_given(s->in, "explain-query"))
        return understand(s, err);
    if (option_given(s->in, "co-actors"))
        return beside(s, option_text(s->in, "co-actors", ""), err);
    if (queries)
        return search_many(s, queries, err);
    return search(s, NULL, err) && (!name || save(s, name, err));
}

static int run(struct invocation *in, struct error *err)
{
    struct searching s = { .in = in, .out = STRBUF_INIT, .arena.keep = SEARCH_ARENA_BYTES };
    CLEANUP_FREE char *text = asked_text(in);
    s.format = emit_format_of(option_text(in, "format", "text"));
    s.request.text = text;
    s.request.uncounted = !s.format->total;
    bool ok = read_request(in, &s.request, err) && check_together(in, s.format, err);
    if (ok && !*text && !option_given(in, "queries"))
        ok = error_set(err, ERROR_USAGE, "search wants a query ('*' finds everything)");
    ok = ok && searcher_open_once(in->data_dir, in->config, &s.searcher, err);
    if (ok) {
        ok = run_all(&s, err);
        searcher_close(s.searcher);
    }
    bool human = strcmp(s.format->name, "text") == 0 && !s.request.count_only;
    ok = ok && output_write(strbuf_view(&s.out), human, err);
    strbuf_release(&s.out);
    arena_release(&s.arena);
    if (!ok)
        return error_exit_code(err->kind);
    if (!s.found && !s.request.count_only)
        output_note(in->quiet, "nothing found");
    return s.found ? 0 : 1;
}

const struct command command_search = {
    .name = "search",
    .arguments = "QUERY…",
    .summary = "finds articles, the best first",
    .description =
        "Finds the articles that match a query, and shows the best of them with the passage that matches. "
        "Words side by side must all occur, in any of their forms; a phrase in quotation marks is exact; "
        "field:value asks for actors, offices, dates, sources and more: caucus-query(7) tells all.\n\n"
        "When fewer articles than the page holds have all of the words, the page goes on with those that "
        "have most of them, under a line that says so. Counts, facets and timelines are exact, and always "
        "of the strict query.",
    .options = options,
    .examples = examples,
    .run = run,
};
