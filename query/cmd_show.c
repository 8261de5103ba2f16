#include "config/commands.h"
#include "config/output.h"
#include "engine/base/json_out.h"
#include "engine/base/memory.h"
#include "query/present/emit.h"

#include <stdlib.h>
#include <unistd.h>

static const struct option_spec options[] = {
    { "format", 0, OPTION_CHOICE, "FORMAT", "how it is printed", .choices = "text|json" },
    { "query", 0, OPTION_TEXT, "QUERY", "mark what this query finds" },
    { "version", 0, OPTION_NUMBER, "N", "the N-th version of the article, from 1", .min = 1, .max = 1000000 },
    { NULL },
};

static const char *const examples[] = {
    "caucus show 17", "the article with this number, as search prints it",
    "caucus show --query 'peace treaty' 17", "with the matches marked",
    NULL,
};

struct showing {
    const struct invocation *in;
    struct searcher *searcher;
    struct terminal terminal;
    struct marker *marker;          /* NULL: nothing is asked for */
    struct plan_marks marks;
    struct arena arena;
    struct strbuf out;
};

/* ---- which article ---- */

static bool all_digits(const char *s)
{
    return *s && strspn(s, "0123456789") == strlen(s) && strlen(s) < 10;
}

/* By the publisher's own id, through the query language. */
static bool find_by_id(struct showing *s, const char *id, int64_t *ret, struct error *err)
{
    struct search_request request = { .limit = 1, .sort = SORT_NEWEST, .strict = true };
    struct search_result result;
    CLEANUP_STRBUF struct strbuf query = STRBUF_INIT;
    if (strchr(id, '"'))
        return error_set(err, ERROR_NOTHING, "there is no article '%s'", id);
    strbuf_format(&query, "id:\"%s\"", id);
    request.text = query.p;
    if (!searcher_run(s->searcher, &request, &s->arena, &result, err))
        return false;
    if (!result.hit_count)
        return error_set(err, ERROR_NOTHING, "there is no article '%s'", id);
    *ret = result.hits[0].docid;
    return true;
}

static bool pick_version(struct showing *s, int64_t *docid, int64_t **versions, size_t *n, struct error *err)
{
    int64_t wanted = option_number(s->in, "version", 0);
    if (!archive_versions(searcher_archive(s->searcher), *docid, &s->arena, versions, n, err))
        return false;
    if (wanted && (size_t)wanted > *n)
        return error_set(err, ERROR_NOTHING, "article %lld has %zu version%s", (long long)*docid, *n, *n == 1 ? "" : "s");
    if (wanted)
        *docid = (*versions)[wanted - 1];
    return true;
}

/* ---- marks ---- */

/* What was asked for, and every actor; where they overlap, the actor. */
static bool find_spans(struct showing *s, int64_t docid, struct str text, bool in_title, const char *lang, struct spans *ret, struct error *err)
{
    struct index *index = searcher_index(s->searcher);
    *ret = (struct spans){ NULL, 0 };
    if (index && docid <= index_info(index)->max_docid &&
        !page_mentions(index, (uint32_t)docid, NULL, 0, in_title, &s->arena, ret, err))
        return false;
    *ret = marker_find(s->marker, text, lang, ret->v, ret->n, &s->arena);
    return true;
}

static void put_marked(struct showing *s, struct str text, const struct spans *spans, bool lines)
{
    size_t at = 0;
    bool color = s->terminal.color;
    for (size_t i = 0; i < spans->n; i++) {
        struct span x = spans->v[i];
        if (x.end > text.n || x.start < at)
            continue;
        terminal_clean(&s->out, str_slice(text, at, x.start), lines);
        strbuf_string(&s->out, !color ? "" : x.actor ? "\x1b[4m" : "\x1b[1;33m");
        terminal_clean(&s->out, str_slice(text, x.start, x.end), lines);
        strbuf_string(&s->out, color ? "\x1b[0m" : "");
        at = x.end;
    }
    terminal_clean(&s->out, str_slice(text, at, text.n), lines);
}

/* ---- as text ---- */

static void put_fact(struct showing *s, const char *name, struct str value)
{
    if (!value.n)
        return;
    strbuf_format(&s->out, "%-8s ", name);
    terminal_clean(&s->out, value, false);
    strbuf_byte(&s->out, '\n');
}

static bool put_text(struct showing *s, const struct archive_article *a, const int64_t *versions, size_t version_n, struct error *err)
{
    char date[CIVIL_DATE_BYTES], lang[4] = "";
    struct spans title, text;
    struct index *index = searcher_index(s->searcher);
    civil_format_date(a->date, date);
    if (index && !page_lang(index, (uint32_t)a->revision, lang, err))
        return false;
    if (!find_spans(s, a->revision, a->title, true, lang, &title, err) || !find_spans(s, a->revision, a->text, false, lang, &text, err))
        return false;
    if (a->title.n) {
        put_marked(s, a->title, &title, false);
        strbuf_string(&s->out, "\n\n");
    }
    put_fact(s, "date", date[0] ? str_of(date) : STR("undated"));
    put_fact(s, "source", a->source);
    put_fact(s, "url", a->url);
    put_fact(s, "lang", str_of(lang));
    put_fact(s, "id", a->id);
    for (size_t i = 0; i < a->meta_count; i++) {
        CLEANUP_FREE char *key = xstrndup(a->meta[i].key.p, a->meta[i].key.n);
        put_fact(s, key, a->meta[i].value);
    }
    put_fact(s, "file", a->path);
    strbuf_format(&s->out, "%-8s #%lld", "article", (long long)a->revision);
    if (version_n > 1) {
        strbuf_format(&s->out, ", version %d of %zu:", a->version, version_n);
        for (size_t i = 0; i < version_n; i++)
            strbuf_format(&s->out, " #%lld", (long long)versions[i]);
    }
    strbuf_string(&s->out, "\n\n");
    put_marked(s, a->text, &text, true);
    strbuf_byte(&s->out, '\n');
    return true;
}

/* ---- as JSON ---- */

static void put_json(struct showing *s, const struct archive_article *a, const int64_t *versions, size_t version_n)
{
    struct json_out j;
    char date[CIVIL_TIME_BYTES];
    civil_format_date(a->date, date);
    json_init(&j, &s->out);
    json_begin(&j, '{');
    json_key_int(&j, "schema", 1);
    json_key_int(&j, "id", a->revision);
    json_key_str(&j, "external_id", a->id);
    json_key_str(&j, "title", a->title);
    json_key_string(&j, "date", date[0] ? date : NULL);
    json_key_str(&j, "source", a->source);
    json_key_str(&j, "url", a->url);
    json_key_str(&j, "lang", a->lang);
    json_key_int(&j, "version", a->version);
    json_key(&j, "versions");
    json_begin(&j, '[');
    for (size_t i = 0; i < version_n; i++)
        json_int(&j, versions[i]);
    json_end(&j, ']');
    json_key(&j, "meta");
    json_begin(&j, '[');
    for (size_t i = 0; i < a->meta_count; i++) {
        json_begin(&j, '{');
        json_key_str(&j, "key", a->meta[i].key);
        json_key_str(&j, "value", a->meta[i].value);
        json_end(&j, '}');
    }
    json_end(&j, ']');
    json_key_str(&j, "file", a->path);
    json_key_str(&j, "text", a->text);
    json_end(&j, '}');
    strbuf_byte(&s->out, '\n');
}

static bool show(struct showing *s, const char *id, struct error *err)
{
    int64_t docid, *versions;
    size_t n;
    struct archive_article article;
    if (all_digits(id))
        docid = atoll(id);
    else if (!find_by_id(s, id, &docid, err))
        return false;
    if (!pick_version(s, &docid, &versions, &n, err) || !archive_get(searcher_archive(s->searcher), docid, true, &s->arena, &article, err))
        return false;
    if (strcmp(option_text(s->in, "format", "text"), "json") == 0) {
        put_json(s, &article, versions, n);
        return true;
    }
    return put_text(s, &article, versions, n, err);
}

static bool make_marker(struct showing *s, struct error *err)
{
    const char *text = option_text(s->in, "query", NULL);
    if (text) {
        struct search_request request = { .text = text, .clock = { civil_now(), 0 }, .count_only = true };
        struct search_result result;
        if (!searcher_run(s->searcher, &request, &s->arena, &result, err))
            return false;
        s->marks = result.marks;
    }
    s->marker = marker_new(searcher_analyser(s->searcher), &s->marks);
    return true;
}

static int run(struct invocation *in, struct error *err)
{
    struct showing s = { .in = in, .arena = ARENA_INIT, .out = STRBUF_INIT, .terminal = terminal_look(STDOUT_FILENO, in->color) };
    bool ok = in->argument_count > 0 || error_set(err, ERROR_USAGE, "show wants the number or the id of an article");
    ok = ok && searcher_open(in->data_dir, in->config, &s.searcher, err) && make_marker(&s, err);
    for (size_t i = 0; ok && i < in->argument_count; i++) {
        if (i)
            strbuf_byte(&s.out, '\n');
        ok = show(&s, in->arguments[i], err);
    }
    ok = ok && output_write(strbuf_view(&s.out), true, err);
    marker_free(s.marker);
    searcher_close(s.searcher);
    strbuf_release(&s.out);
    arena_release(&s.arena);
    return ok ? 0 : error_exit_code(err->kind);
}

const struct command command_show = {
    .name = "show",
    .arguments = "ID…",
    .summary = "prints articles whole, with matches and actors marked",
    .description = "Prints articles by their numbers, as search shows them (#17), or by the ids that their publishers gave them. An article that has changed has "
                   "versions; the newest is shown, unless --version asks for another.",
    .options = options,
    .examples = examples,
    .run = run,
};
