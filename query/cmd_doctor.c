#include "config/commands.h"
#include "config/output.h"
#include "engine/base/json_out.h"
#include "engine/base/memory.h"
#include "engine/store/data_dir.h"
#include "engine/store/registry.h"
#include "engine/text/name_key.h"
#include "engine/store/postings.h"
#include "query/execute/search.h"

#include <stdio.h>
#include <sys/statvfs.h>

static const struct option_spec options[] = {
    { "format", 0, OPTION_CHOICE, "FORMAT", "how it is printed", .choices = "text|json" },
    { NULL },
};

enum verdict { FINE, WARNING, FAILURE };

struct checking {
    const struct invocation *in;
    struct strbuf out;
    struct json_out json;
    bool as_json;
    enum verdict worst;
    size_t problems; /* of the check in hand */
    const char *name;
};

static void say(struct checking *c, enum verdict v, const char *name, const char *what)
{
    static const char *const words[] = { "ok", "warn", "FAIL" };
    if (v > c->worst)
        c->worst = v;
    if (c->as_json) {
        json_begin(&c->json, '{');
        json_key_string(&c->json, "check", name);
        json_key_string(&c->json, "verdict", words[v]);
        json_key_string(&c->json, "text", what);
        json_end(&c->json, '}');
        return;
    }
    strbuf_format(&c->out, "%-4s  %-9s ", words[v], name);
    terminal_clean(&c->out, str_of(what), false);
    strbuf_byte(&c->out, '\n');
}

static void problem(void *ctx, const char *what)
{
    struct checking *c = ctx;
    c->problems++;
    say(c, FAILURE, c->name, what);
}

static void begin(struct checking *c, const char *name)
{
    c->name = name;
    c->problems = 0;
}

/* ---- the checks ---- */

static void check_space(struct checking *c)
{
    const double little = 200e6;
    struct statvfs fs;
    char text[100];
    if (statvfs(c->in->data_dir, &fs) != 0)
        return;
    double bytes = (double)fs.f_bavail * (double)fs.f_frsize;
    snprintf(text, sizeof text, "%.1f GB free for %s", bytes / 1e9, "the data folder");
    say(c, bytes < little ? WARNING : FINE, "disk", text);
}

static bool check_archive(struct checking *c, struct archive *archive, struct error *err)
{
    struct archive_counts counts;
    char text[100];
    begin(c, "archive");
    if (!archive_check(archive, problem, c, err) || !archive_count(archive, &counts, err))
        return false;
    snprintf(text, sizeof text, "%lld articles in %lld versions; every text unpacks to what was stored",
             (long long)counts.articles, (long long)counts.revisions);
    if (!c->problems)
        say(c, FINE, "archive", text);
    return true;
}

/* Whether postings are read straight from FTS5's tables. */
static bool check_postings(struct checking *c, struct index *index, struct error *err)
{
    struct postings *postings;
    uint64_t ignored;
    char text[200];
    if (!postings_open(index, &postings, err))
        return false;
    const char *why = postings_gave_way(postings, &ignored);
    if (why) {
        snprintf(text, sizeof text, "read through FTS5's own functions, which is slower: %s", why);
        say(c, WARNING, "postings", text);
    } else {
        say(c, FINE, "postings", "read straight from FTS5's tables");
    }
    postings_close(postings);
    return true;
}

static bool check_index(struct checking *c, struct archive *archive, struct index *index, struct error *err)
{
    const struct index_info *info = index_info(index);
    struct archive_counts counts;
    int64_t registry;
    char text[160];
    begin(c, "index");
    if (!index_check(index, problem, c, err) || !archive_count(archive, &counts, err) ||
        !registry_revision(archive, &registry, err))
        return false;
    snprintf(text, sizeof text, "sound; %u articles, %lld of them superseded", info->max_docid,
             (long long)info->dead);
    if (!c->problems)
        say(c, FINE, "index", text);
    snprintf(text, sizeof text, "the index has %u of %lld articles: run caucus index", info->max_docid,
             (long long)counts.revisions);
    if (info->max_docid < counts.revisions)
        say(c, WARNING, "cursor", text);
    else if (info->max_docid > counts.revisions)
        say(c, FAILURE, "cursor", "the index has articles that the archive has not: run caucus reindex");
    else if (info->max_docid - info->dead != counts.articles)
        say(c, FAILURE, "cursor",
            "index and archive disagree on how many articles are current: run caucus reindex");
    else
        say(c, FINE, "cursor", "the index has every article of the archive");
    if (info->analyser_version != ANALYSER_VERSION || info->name_key_version != NAME_KEY_VERSION)
        say(c, WARNING, "analyser", "the index was made by another version of caucus: run caucus reindex");
    if (info->registry_revision != registry)
        say(c, WARNING, "registry", "the registry of actors has changed since: run caucus index");
    return check_postings(c, index, err);
}

/* The longest word of an article: one that few others have. */
static struct str telling_word(struct analyser *analyser, const struct token_list *tokens)
{
    struct str longest = { NULL, 0 };
    for (size_t i = 0; i < tokens->n; i++) {
        struct str form = analyser_string(analyser, tokens->v[i].form);
        if (form.n > longest.n)
            longest = form;
    }
    return longest;
}

/* A word of the newest article must find it, through everything that a search goes through. */
static bool check_search(struct checking *c, struct searcher *s, struct error *err)
{
    enum { ENOUGH = 1000 }; /* more articles than that have the word: it need not be among the best */
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct archive_article article;
    struct token_list tokens = { 0 };
    struct search_result result = { .total = 0 };
    char text[200];
    uint32_t newest = index_info(searcher_index(s))->max_docid;
    if (!newest)
        return true;
    if (!archive_get(searcher_archive(s), newest, true, &arena, &article, err))
        return false;
    analyser_run(searcher_analyser(s), article.text.n ? article.text : article.title, "", &tokens);
    if (!tokens.n) {
        token_list_release(&tokens);
        return true;
    }
    begin(c, "search");
    struct str word = telling_word(searcher_analyser(s), &tokens);
    char *query = arena_format(&arena, "\"%.*s\"", STR_ARG(word));
    token_list_release(&tokens);
    struct search_request request = {
        .text = query, .clock = { civil_now(), 0 }, .limit = ENOUGH, .strict = true
    };
    if (!searcher_run(s, &request, &arena, &result, err))
        return false;
    bool found = result.total > ENOUGH;
    for (size_t i = 0; i < result.hit_count; i++)
        found = found || result.hits[i].docid == newest;
    snprintf(text, sizeof text, "'%.*s' of the newest article finds %llu article%s in %.1f ms", STR_ARG(word),
             (unsigned long long)result.total, result.total == 1 ? "" : "s", result.took_ms);
    say(c, found ? FINE : FAILURE, "search", text);
    return true;
}

static bool check_all(struct checking *c, struct error *err)
{
    struct searcher *s;
    check_space(c);
    if (!searcher_open(c->in->data_dir, c->in->config, &s, err))
        return false;
    bool ok = check_archive(c, searcher_archive(s), err);
    if (ok && !searcher_index(s))
        say(c, WARNING, "index", "there is none yet: run caucus index");
    else
        ok = ok && check_index(c, searcher_archive(s), searcher_index(s), err) && check_search(c, s, err);
    searcher_close(s);
    return ok;
}

static int run(struct invocation *in, struct error *err)
{
    struct checking c = { .in = in,
                          .out = STRBUF_INIT,
                          .as_json = strcmp(option_text(in, "format", "text"), "json") == 0 };
    json_init(&c.json, &c.out);
    if (c.as_json)
        json_begin(&c.json, '[');
    begin(&c, "open");
    bool ok = check_all(&c, err);
    if (!ok && err->kind == ERROR_IO) { /* what cannot even be read is a finding like others */
        say(&c, FAILURE, c.name, err->text);
        error_clear(err);
        ok = true;
    }
    if (ok && c.worst == FAILURE && strcmp(c.name, "index") == 0)
        say(&c, FAILURE, "index", "everything in it can be made anew from the archive: run caucus reindex");
    if (c.as_json) {
        json_end(&c.json, ']');
        strbuf_byte(&c.out, '\n');
    }
    struct error ignored = { ERROR_NONE };
    bool written = output_write(strbuf_view(&c.out), false, ok ? err : &ignored);
    strbuf_release(&c.out);
    if (!ok || !written)
        return error_exit_code(err->kind);
    return c.worst == FAILURE ? error_exit_code(ERROR_IO) : 0;
}

const struct command command_doctor = {
    .name = "doctor",
    .summary = "checks that the data is sound",
    .description =
        "Checks the archive (SQLite's own check, and that every text unpacks to what was stored), the "
        "index (SQLite's and FTS5's checks, columns against counts), one against the other, and runs a "
        "real query. Says what to do where something is wrong; exits with 74 then.",
    .options = options,
    .run = run,
};
