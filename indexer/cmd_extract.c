#include "config/commands.h"
#include "config/output.h"
#include "corpus/html_text.h"
#include "corpus/reader.h"
#include "engine/base/json_out.h"
#include "engine/text/language.h"
#include "indexer/builtin_names.h"
#include "indexer/gazetteer.h"
#include "indexer/quotes.h"

static const struct option_spec options[] = {
    { "format", 0, OPTION_CHOICE, "FORMAT", "how it is printed: one object an article, a line each", .choices = "json|jsonl" },
    { "input-format", 0, OPTION_CHOICE, "FORMAT", "what the file is, where its name and contents do not tell",
      .choices = "auto|text|markdown|jsonl|json|csv|tsv" },
    { "source", 0, OPTION_TEXT, "NAME", "the publisher of articles that name none" },
    { "lang", 0, OPTION_TEXT, "XX", "the language of articles that name none (else it is detected)" },
    { "explain", 0, OPTION_FLAG, NULL, "with each mention: how sure it is, what gave it, and who else it could be" },
    { NULL },
};

static const char *const examples[] = {
    "caucus extract article.txt", "the actors of one article, as JSON",
    "caucus extract --explain article.txt", "also what speaks for each reading of an ambiguous name",
    "zcat dump.jsonl.gz | caucus extract --input-format jsonl -", "of many",
    NULL,
};

struct extracting {
    const struct invocation *in;
    struct gazetteer *gazetteer;
    struct analyser *analyser;
    struct enricher *enricher;
    struct quoter *quoter;
    struct token_list title, text;
    struct arena arena;             /* of one article */
    struct strbuf out;
    bool explain;
    uint64_t articles, skipped;
};

/* The registry that the program carries: this command needs no data folder. */
static bool load_registry(struct extracting *x, struct error *err)
{
    if (!gazetteer_open_own(builtin_names(), &x->gazetteer))
        return error_set(err, ERROR_INTERNAL, "the program's own names are damaged");
    x->enricher = enricher_new(x->gazetteer, x->analyser);
    return true;
}

static void put_reading(const struct mention_reading *r, struct json_out *j)
{
    const struct { const char *name; int worth; } parts[] = {
        { "kind", r->worth.kind }, { "time", r->worth.time }, { "country", r->worth.country }, { "named", r->worth.named }, { "around", r->worth.around },
    };
    json_begin(j, '{');
    json_key_str(j, "id", r->id);
    json_key_str(j, "name", r->name);
    json_key_string(j, "kind", actor_kind_word(r->kind));
    json_key_int(j, "worth", mention_worth_sum(&r->worth));
    json_key(j, "for");
    json_begin(j, '{');
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i].worth)
            json_key_int(j, parts[i].name, parts[i].worth);
    json_end(j, '}');
    json_end(j, '}');
}

static void put_why(const struct enriched *e, const struct mention *m, struct json_out *j)
{
    static const char *const how[] = {
        [MENTION_NAME] = "name", [MENTION_DEMONYM] = "demonym", [MENTION_CAPITAL_CITY] = "capital", [MENTION_SURNAME] = "surname",
        [MENTION_OFFICE] = "office", [MENTION_CUE] = "cue", [MENTION_ACRONYM] = "acronym",
    };
    json_key_string(j, "how", how[m->how]);
    json_key(j, "confidence");
    json_real(j, m->confidence / 100.0, 2);
    if (!m->reading_count)
        return;
    json_key(j, "readings");
    json_begin(j, '[');
    for (uint32_t i = 0; i < m->reading_count; i++)
        put_reading(&e->readings[m->reading_first + i], j);
    json_end(j, ']');
}

static void put_mentions(const struct enriched *e, size_t actor, struct str text, bool explain, struct json_out *j)
{
    json_key(j, "mentions");
    json_begin(j, '[');
    for (size_t i = 0; i < e->mention_count; i++) {
        const struct mention *m = &e->mentions[i];
        if (m->actor != actor || m->part != PART_TEXT)
            continue;
        json_begin(j, '{');
        json_key_int(j, "start", m->start);
        json_key_int(j, "end", m->end);
        json_key_str(j, "text", str_slice(text, m->start, m->end));
        if (explain)
            put_why(e, m, j);
        json_end(j, '}');
    }
    json_end(j, ']');
}

static void put_quotes(const char *key, const struct quotes *quotes, const struct enriched *e, struct str text, struct json_out *j)
{
    json_key(j, key);
    json_begin(j, '[');
    for (size_t i = 0; i < quotes->n; i++) {
        const struct quote *q = &quotes->v[i];
        json_begin(j, '{');
        json_key_int(j, "start", q->start);
        json_key_int(j, "end", q->end);
        json_key_str(j, "text", str_slice(text, q->start, q->end));
        json_key(j, "speaker");
        if (q->speaker == SPEAKER_NONE) {
            json_null(j);
        } else {
            json_begin(j, '{');
            json_key(j, "id");
            if (q->actor != QUOTE_NO_ACTOR)
                json_str(j, e->actors[q->actor].id);
            else
                json_null(j);
            json_key_str(j, "name", q->name);
            json_key_int(j, "start", q->speaker_start);
            json_key_int(j, "end", q->speaker_end);
            json_end(j, '}');
        }
        json_key(j, "cue");
        if (q->cue.n)
            json_str(j, q->cue);
        else
            json_null(j);
        json_key(j, "confidence");
        json_real(j, q->confidence / 100.0, 2);
        json_end(j, '}');
    }
    json_end(j, ']');
}

static void put_article(struct extracting *x, const struct article *a, const char *lang, const struct enriched *e, const struct quotes *quotes,
                        const struct quotes *title_quotes)
{
    struct json_out j;
    char date[CIVIL_DATE_BYTES];
    civil_format_date(a->date, date);
    json_init(&j, &x->out);
    json_begin(&j, '{');
    json_key(&j, "id");
    if (a->id.n)
        json_str(&j, a->id);
    else
        json_null(&j);
    json_key_str(&j, "title", a->title);
    json_key_string(&j, "date", date[0] ? date : NULL);
    json_key_string(&j, "lang", lang[0] ? lang : NULL);
    json_key(&j, "actors");
    json_begin(&j, '[');
    for (size_t i = 0; i < e->actor_count; i++) {
        const struct found_actor *f = &e->actors[i];
        json_begin(&j, '{');
        json_key_str(&j, "id", f->id);
        json_key_str(&j, "name", f->name);
        json_key_string(&j, "kind", actor_kind_word(f->kind));
        if (f->kind == ACTOR_COUNTRY && f->id.n == 2)
            json_key_str(&j, "iso", f->id);
        put_mentions(e, i, a->text, x->explain, &j);
        json_key(&j, "salience");
        json_real(&j, f->salience / 15.0, 2);
        json_end(&j, '}');
    }
    json_end(&j, ']');
    put_quotes("quotes", quotes, e, a->text, &j);
    if (title_quotes->n)
        put_quotes("title_quotes", title_quotes, e, a->title, &j);
    json_end(&j, '}');
    strbuf_byte(&x->out, '\n');
}

static void extract(struct extracting *x, const struct article *a)
{
    enum { STRINGS_MAX = 1000000 };
    char lang[LANGUAGE_BYTES] = "";
    struct enriched enriched;
    if (analyser_forget(x->analyser, STRINGS_MAX)) {
        enricher_forget(x->enricher);
        quoter_forget(x->quoter);
    }
    arena_reset(&x->arena);
    x->title.n = x->text.n = 0;
    language_code(a->lang, lang);
    if (!lang[0])
        language_detect(a->text.n ? a->text : a->title, lang);
    struct str text = a->text;
    if (html_is_markup(text)) {
        char *plain = arena_alloc(&x->arena, text.n + 1);
        html_blank_tags(text, plain);
        text.p = plain;
    }
    analyser_run(x->analyser, a->title, lang, &x->title);
    analyser_run(x->analyser, text, lang, &x->text);
    struct enrich_input in = { a->title, text, &x->title, &x->text, lang, a->date, x->explain };
    enrich(x->enricher, &in, &x->arena, &enriched);
    struct quotes quotes = quotes_find(x->quoter, &in, &enriched, &x->arena);
    struct quotes title_quotes = quotes_find_in_title(x->quoter, &in, &enriched, &quotes, &x->arena);
    put_article(x, a, lang, &enriched, &quotes, &title_quotes);
    x->articles++;
}

/* Written as it comes, so that the output of a long file needs no more memory than a part of it. */
static bool read_all(struct extracting *x, const char *path, struct error *err)
{
    enum { WRITE_BYTES = 1 << 20 };
    struct reader_options how = {
        .format = reader_format_of(str_of(option_text(x->in, "input-format", "auto"))),
        .source = str_of(option_text(x->in, "source", "")), .lang = str_of(option_text(x->in, "lang", "")), .verbatim = true,
    };
    struct reader *reader;
    bool ok = true;
    if (!reader_open(path, &how, &reader, err))
        return false;
    for (;;) {
        struct article article;
        struct error why = { 0 };
        enum reader_result got = reader_next(reader, &article, &why);
        if (got == READER_END)
            break;
        if (got == READER_ARTICLE) {
            extract(x, &article);
        } else {
            x->skipped++;
            output_note(x->in->quiet, "%s: %s", path, why.text);
            if (got == READER_FAILED)
                break;
        }
        if (x->out.n > WRITE_BYTES) {
            ok = output_write(strbuf_view(&x->out), false, err);
            strbuf_clear(&x->out);
            if (!ok)
                break;
        }
    }
    reader_close(reader);
    return ok && output_write(strbuf_view(&x->out), false, err);
}

static int run(struct invocation *in, struct error *err)
{
    struct extracting x = { .in = in, .analyser = analyser_new(), .out = STRBUF_INIT };
    x.quoter = quoter_new(x.analyser);
    x.explain = option_given(in, "explain");
    bool ok = in->argument_count <= 1 || error_set(err, ERROR_USAGE, "extract takes one file ('-' is standard input)");
    ok = ok && load_registry(&x, err) && read_all(&x, in->argument_count ? in->arguments[0] : "-", err);
    quoter_free(x.quoter);
    enricher_free(x.enricher);
    gazetteer_free(x.gazetteer);
    analyser_free(x.analyser);
    token_list_release(&x.title);
    token_list_release(&x.text);
    arena_release(&x.arena);
    strbuf_release(&x.out);
    if (!ok)
        return error_exit_code(err->kind);
    return !x.skipped ? 0 : x.articles ? 3 : 65;
}

const struct command command_extract = {
    .name = "extract",
    .arguments = "[FILE]",
    .summary = "prints who is in articles, as JSON Lines; needs no data folder",
    .description = "Reads articles as index does, and prints for each what the indexer finds in it: actors with the places where they are mentioned (byte "
                   "offsets into the text, the end exclusive) and their weight; quotations with their speakers, the word that tells of them and how sure that "
                   "is; and as title_quotes the same of the headline, by bytes of the title.",
    .options = options,
    .examples = examples,
    .run = run,
};
