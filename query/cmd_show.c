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
    "caucus show 17",
    "the article with this number, as search prints it",
    "caucus show --query 'peace treaty' 17",
    "with the matches marked",
    NULL,
};

struct showing {
    const struct invocation *in;
    struct searcher *searcher;
    struct terminal terminal;
    struct marker *marker; /* NULL: nothing is asked for */
    struct plan_marks marks;
    struct arena arena;
    struct strbuf out;
};

/* ---- which article ---- */

static bool all_digits(const char *s)
{
    return *s && strspn(s, "0123456789") == strlen(s) && strlen(s) < 10;
}

/* By the publisher's own id, through the query language; 0 in *ret where there is none. */
static bool find_by_id(struct showing *s, const char *id, int64_t *ret, struct error *err)
{
    struct search_request request = { .limit = 1, .sort = SORT_NEWEST, .strict = true };
    struct search_result result;
    CLEANUP_STRBUF struct strbuf query = STRBUF_INIT;
    *ret = 0;
    if (strchr(id, '"'))
        return true;
    strbuf_format(&query, "id:\"%s\"", id);
    request.text = query.p;
    if (!searcher_run(s->searcher, &request, &s->arena, &result, err))
        return false;
    if (result.hit_count)
        *ret = result.hits[0].docid;
    return true;
}

/* 17, #17, or what the publisher calls it; numbers of caucus's own come first. */
static bool find_article(struct showing *s, const char *id, int64_t *ret, struct error *err)
{
    int64_t newest;
    const char *digits = id + (*id == '#');
    *ret = all_digits(digits) ? atoll(digits) : 0;
    if (*ret && !archive_newest(searcher_archive(s->searcher), &newest, err))
        return false;
    if (*ret && *ret <= newest)
        return true;
    if (!find_by_id(s, id, ret, err))
        return false;
    return *ret || error_set(err, ERROR_NOTHING, "there is no article '%s'", id);
}

static bool pick_version(struct showing *s, int64_t *docid, int64_t **versions, size_t *n, struct error *err)
{
    int64_t wanted = option_number(s->in, "version", 0);
    if (!archive_versions(searcher_archive(s->searcher), *docid, &s->arena, versions, n, err))
        return false;
    if (wanted && (size_t)wanted > *n)
        return error_set(err, ERROR_NOTHING, "article %lld has %zu version%s", (long long)*docid, *n,
                         *n == 1 ? "" : "s");
    if (wanted)
        *docid = (*versions)[wanted - 1];
    return true;
}

/* ---- marks ---- */

static bool quotes_of(struct showing *s, int64_t docid, struct index_quote **ret, size_t *ret_n, struct error *err)
{
    struct index *index = searcher_index(s->searcher);
    uint32_t lead;
    *ret_n = 0;
    return !index || docid > index_info(index)->max_docid || index_quotes(index, docid, &s->arena, ret, ret_n, &lead, err);
}

/* Places where those are named whom the title or the text quotes. */
static bool note_speakers(struct showing *s, int64_t docid, bool in_title, struct spans *spans, struct error *err)
{
    struct index_quote *quotes;
    size_t n;
    if (!quotes_of(s, docid, &quotes, &n, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        size_t low = 0, high = spans->n;
        if (quotes[i].in_title != in_title)
            continue;
        while (low < high) {
            size_t middle = (low + high) / 2;
            if (spans->v[middle].end <= quotes[i].speaker_start)
                low = middle + 1;
            else
                high = middle;
        }
        if (low < spans->n && spans->v[low].start < quotes[i].speaker_end)
            spans->v[low].speaker = spans->v[low].actor;
    }
    return true;
}

/* What was asked for, and every actor; where they overlap, the actor. */
static bool find_spans(struct showing *s, int64_t docid, struct str text, bool in_title, const char *lang,
                       struct spans *ret, struct error *err)
{
    struct index *index = searcher_index(s->searcher);
    *ret = (struct spans){ NULL, 0 };
    if (index && docid <= index_info(index)->max_docid &&
        !page_mentions(index, (uint32_t)docid, in_title, &s->arena, ret, err))
        return false;
    *ret = marker_find(s->marker, text, lang, ret->v, ret->n, &s->arena);
    return note_speakers(s, docid, in_title, ret, err);
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
        strbuf_string(&s->out, !color ? "" : x.speaker ? "\x1b[1;4m" : x.actor ? "\x1b[4m" : "\x1b[1;33m");
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

static bool put_text(struct showing *s, const struct archive_article *a, const int64_t *versions,
                     size_t version_n, struct error *err)
{
    char date[CIVIL_DATE_BYTES], lang[4] = "";
    struct spans title, text;
    struct index *index = searcher_index(s->searcher);
    civil_format_date(a->date, date);
    if (index && !page_lang(index, (uint32_t)a->revision, lang, err))
        return false;
    if (!find_spans(s, a->revision, a->title, true, lang, &title, err) ||
        !find_spans(s, a->revision, a->text, false, lang, &text, err))
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

static void put_or_null(struct json_out *j, const char *key, struct str s)
{
    json_key(j, key);
    if (s.n)
        json_str(j, s);
    else
        json_null(j);
}

static void put_mentions(struct json_out *j, const struct spans *spans, uint32_t entity, const char *where)
{
    for (size_t i = 0; i < spans->n; i++) {
        if (spans->v[i].what != PAGE_ENTITY(entity))
            continue;
        json_begin(j, '{');
        json_key_string(j, "in", where);
        json_key_int(j, "start", spans->v[i].start);
        json_key_int(j, "end", spans->v[i].end);
        json_end(j, '}');
    }
}

/* Who is in it, and where: bytes of the title or text, end exclusive. */
static bool put_actors(struct showing *s, int64_t docid, struct json_out *j, struct error *err)
{
    struct index *index = searcher_index(s->searcher);
    struct page_actor *actors = NULL;
    struct spans title = { NULL, 0 }, text = { NULL, 0 };
    size_t n = 0;
    bool indexed = index && docid <= index_info(index)->max_docid;
    if (indexed && (!page_actors(index, (uint32_t)docid, &s->arena, &actors, &n, err) ||
                    !page_mentions(index, (uint32_t)docid, true, &s->arena, &title, err) ||
                    !page_mentions(index, (uint32_t)docid, false, &s->arena, &text, err)))
        return false;
    json_key(j, "actors");
    json_begin(j, '[');
    for (size_t i = 0; i < n; i++) {
        json_begin(j, '{');
        json_key_str(j, "id", actors[i].id);
        json_key_str(j, "name", actors[i].name);
        json_key_string(j, "kind", entity_kind_name(actors[i].kind));
        json_key(j, "salience");
        json_real(j, actors[i].salience / 15.0, 2);
        json_key(j, "mentions");
        json_begin(j, '[');
        put_mentions(j, &title, actors[i].number, "title");
        put_mentions(j, &text, actors[i].number, "text");
        json_end(j, ']');
        json_end(j, '}');
    }
    json_end(j, ']');
    return true;
}

/* What was said: bytes of the text or title, and who said it, by id where that is an actor. */
static bool put_quotes_of(struct showing *s, const char *key, const struct index_quote *quotes, size_t n, struct json_out *j, struct error *err)
{
    json_key(j, key);
    json_begin(j, '[');
    for (size_t i = 0; i < n; i++) {
        struct index_entity speaker = { 0 };
        if (quotes[i].speaker && !index_entity(searcher_index(s->searcher), quotes[i].speaker, &s->arena, &speaker, err))
            return false;
        json_begin(j, '{');
        json_key_int(j, "start", quotes[i].start);
        json_key_int(j, "end", quotes[i].end);
        put_or_null(j, "speaker", speaker.id);
        json_end(j, '}');
    }
    json_end(j, ']');
    return true;
}

static bool put_quotes(struct showing *s, int64_t docid, struct json_out *j, struct error *err)
{
    struct index_quote *quotes;
    size_t n, of_text;
    if (!quotes_of(s, docid, &quotes, &n, err))
        return false;
    for (of_text = n; of_text && quotes[of_text - 1].in_title;)
        of_text--;
    return put_quotes_of(s, "quotes", quotes, of_text, j, err) &&
           (of_text == n || put_quotes_of(s, "title_quotes", quotes + of_text, n - of_text, j, err));
}

static void put_metadata(struct json_out *j, const struct archive_article *a)
{
    json_key(j, "meta");
    json_begin(j, '[');
    for (size_t i = 0; i < a->meta_count; i++) {
        json_begin(j, '{');
        json_key_str(j, "key", a->meta[i].key);
        json_key_str(j, "value", a->meta[i].value);
        json_end(j, '}');
    }
    json_end(j, ']');
}

static bool put_json(struct showing *s, const struct archive_article *a, const int64_t *versions,
                     size_t version_n, struct error *err)
{
    struct json_out j;
    char date[CIVIL_DATE_BYTES], seen[CIVIL_TIME_BYTES], lang[4] = "";
    struct index *index = searcher_index(s->searcher);
    if (index && !page_lang(index, (uint32_t)a->revision, lang, err))
        return false;
    civil_format_date(a->date, date);
    civil_format_time(a->seen, seen);
    json_init(&j, &s->out);
    json_begin(&j, '{');
    json_key_int(&j, "schema", 1);
    json_key_int(&j, "id", a->revision);
    put_or_null(&j, "external_id", a->id);
    json_key_str(&j, "title", a->title);
    put_or_null(&j, "date", str_of(date));
    put_or_null(&j, "source", a->source);
    put_or_null(&j, "url", a->url);
    put_or_null(&j, "lang", *lang ? str_of(lang) : a->lang);
    json_key_int(&j, "version", a->version);
    json_key(&j, "versions");
    json_begin(&j, '[');
    for (size_t i = 0; i < version_n; i++)
        json_int(&j, versions[i]);
    json_end(&j, ']');
    put_metadata(&j, a);
    put_or_null(&j, "file", a->path);
    put_or_null(&j, "seen", str_of(seen));
    json_key_str(&j, "text", a->text);
    if (!put_actors(s, a->revision, &j, err) || !put_quotes(s, a->revision, &j, err))
        return false;
    json_end(&j, '}');
    strbuf_byte(&s->out, '\n');
    return true;
}

static bool show(struct showing *s, const char *id, struct error *err)
{
    int64_t docid, *versions;
    size_t n;
    struct archive_article article;
    arena_reset(&s->arena);
    if (!find_article(s, id, &docid, err) || !pick_version(s, &docid, &versions, &n, err) ||
        !archive_get(searcher_archive(s->searcher), docid, true, &s->arena, &article, err))
        return false;
    if (strcmp(option_text(s->in, "format", "text"), "json") == 0)
        return put_json(s, &article, versions, n, err);
    return put_text(s, &article, versions, n, err);
}

/* The marks of --query live as long as the command: longer than any article. */
static bool make_marker(struct showing *s, struct arena *arena, struct error *err)
{
    const char *text = option_text(s->in, "query", NULL);
    if (text) {
        struct search_request request = { .text = text, .clock = { civil_now(), 0 }, .count_only = true };
        struct search_result result;
        if (!searcher_run(s->searcher, &request, arena, &result, err))
            return false;
        s->marks = result.marks;
    }
    s->marker = marker_new(searcher_analyser(s->searcher), &s->marks);
    return true;
}

/* What is there is printed, even where another one is not. */
static bool show_all(struct showing *s, struct error *err)
{
    const struct invocation *in = s->in;
    struct error missing = { ERROR_NONE };
    bool lines = strcmp(option_text(in, "format", "text"), "json") == 0;
    for (size_t i = 0; i < in->argument_count; i++) {
        struct error why = { ERROR_NONE };
        size_t before = s->out.n;
        if (before && !lines)
            strbuf_byte(&s->out, '\n');
        if (show(s, in->arguments[i], &why))
            continue;
        strbuf_truncate(&s->out, before);
        if (why.kind != ERROR_NOTHING) {
            *err = why;
            return false;
        }
        if (missing.kind != ERROR_NONE) /* the last one is the command's own error */
            output_note(false, "%s", missing.text);
        missing = why;
    }
    if (!output_write(strbuf_view(&s->out), !lines, err))
        return false;
    if (missing.kind != ERROR_NONE)
        *err = missing;
    return missing.kind == ERROR_NONE;
}

static int run(struct invocation *in, struct error *err)
{
    struct showing s = {
        .in = in, .arena = ARENA_INIT, .out = STRBUF_INIT, .terminal = terminal_look(STDOUT_FILENO, in->color)
    };
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    bool ok = in->argument_count > 0 ||
              error_set(err, ERROR_USAGE, "show wants the number or the id of an article");
    ok = ok && searcher_open_once(in->data_dir, in->config, &s.searcher, err) && make_marker(&s, &arena, err) &&
         show_all(&s, err);
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
    .description = "Prints articles by their numbers, as search shows them (#17), or by the ids that their "
                   "publishers gave them. An article that has changed has versions; the newest is shown, unless "
                   "--version asks for another.",
    .options = options,
    .examples = examples,
    .run = run,
};
