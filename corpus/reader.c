#include "corpus/reader.h"

#include "corpus/known_keys.h"
#include "corpus/readers/format.h"
#include "corpus/sniff.h"
#include "engine/base/memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

struct reader {
    const struct format *format;
    struct format_file file;
    char *path;
    uint64_t repaired;      /* of the input, up to the article before */
    bool over;
};

static const struct format *const formats[FORMAT_COUNT] = {
    [FORMAT_TEXT] = &format_text, [FORMAT_MARKDOWN] = &format_markdown, [FORMAT_JSONL] = &format_jsonl,
    [FORMAT_JSON] = &format_json, [FORMAT_CSV] = &format_csv,           [FORMAT_TSV] = &format_tsv,
};

static const char *const format_names[FORMAT_COUNT] = { "auto", "text", "markdown", "jsonl",
                                                        "json", "csv",  "tsv" };

enum reader_format reader_format_of(struct str name)
{
    int f = 0;
    while (f < FORMAT_COUNT && !str_is(name, format_names[f]))
        f++;
    return (enum reader_format)f;
}

const char *reader_format_name(enum reader_format f)
{
    return format_names[f];
}

/* `ending` in lower case, with its dot. */
static bool ends_in(struct str name, const char *ending)
{
    size_t n = strlen(ending);
    if (name.n <= n)
        return false;
    for (size_t i = 0; i < n; i++) {
        char c = name.p[name.n - n + i];
        if ((c >= 'A' && c <= 'Z' ? c | 0x20 : c) != ending[i])
            return false;
    }
    return true;
}

enum reader_format reader_format_of_path(const char *path)
{
    static const struct { const char *ending; enum reader_format format; } endings[] = {
        { ".txt", FORMAT_TEXT },          { ".text", FORMAT_TEXT },   { ".md", FORMAT_MARKDOWN },
        { ".markdown", FORMAT_MARKDOWN }, { ".jsonl", FORMAT_JSONL }, { ".ndjson", FORMAT_JSONL },
        { ".json", FORMAT_JSON },         { ".csv", FORMAT_CSV },     { ".tsv", FORMAT_TSV },
        { ".tab", FORMAT_TSV },
    };
    static const char *const packed[] = { ".gz", ".zst", ".zstd" };
    struct str name = str_of(path);
    for (size_t i = 0; i < sizeof packed / sizeof *packed; i++)
        if (ends_in(name, packed[i])) {
            name.n -= strlen(packed[i]);
            break;
        }
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (ends_in(name, endings[i].ending))
            return endings[i].format;
    return FORMAT_AUTO;
}

/* ---- opening ------------------------------------------------------------------------------------------- */

static bool check_map(const struct reader_options *options, struct error *err)
{
    for (size_t i = 0; i < options->map_count; i++)
        if (known_field_of(options->map[i].field) == KNOWN_FIELDS)
            return error_set(
                err, ERROR_USAGE,
                "no field '%.*s' to map a column to (there are id, title, text, date, source, url, author, "
                "lang, topic)",
                STR_ARG(options->map[i].field));
    return true;
}

static bool choose_format(struct reader *r, struct error *err)
{
    enum reader_format format = r->file.options->format;
    if (format == FORMAT_AUTO)
        format = reader_format_of_path(r->path);
    if (format == FORMAT_AUTO) {
        struct str head;
        struct error why;   /* a stream that fails at once says so when it is read */
        bool some = input_peek(r->file.in, INPUT_PEEK_MAX, &head, &why) == INPUT_OK;
        format = some ? sniff_format(head, head.n < INPUT_PEEK_MAX) : FORMAT_TEXT;
    }
    r->format = formats[format];
    return !r->format->open || r->format->open(&r->file, err);
}

static bool open_input(struct input *in, const char *name, const struct reader_options *options,
                       struct reader **ret, struct error *err)
{
    struct reader *r = xcalloc(1, sizeof *r);
    r->path = xstrdup(name);
    r->file = (struct format_file){
        .in = in,
        .path = r->path,
        .options = options,
        .arena = ARENA_INIT,
        .fields = xmalloc(sizeof *r->file.fields),
    };
    if (!check_map(options, err) || !choose_format(r, err)) {
        reader_close(r);
        return false;
    }
    *ret = r;
    return true;
}

bool reader_open(const char *path, const struct reader_options *options, struct reader **ret,
                 struct error *err)
{
    struct input *in;
    return input_open(path, &in, err) && open_input(in, path, options, ret, err);
}

bool reader_open_memory(struct str bytes, const char *name, const struct reader_options *options,
                        struct reader **ret, struct error *err)
{
    return open_input(input_of_memory(bytes), name, options, ret, err);
}

void reader_close(struct reader *r)
{
    if (!r)
        return;
    if (r->format && r->format->close)
        r->format->close(&r->file);
    input_close(r->file.in);
    arena_release(&r->file.arena);
    free(r->file.fields);
    free(r->path);
    free(r);
}

/* ---- reading ------------------------------------------------------------------------------------------- */

enum reader_result format_skip(struct error *err, const char *format, ...)
{
    char text[512];
    va_list ap;
    va_start(ap, format);
    vsnprintf(text, sizeof text, format, ap);
    va_end(ap);
    error_set(err, ERROR_INPUT, "%s", text);
    return READER_SKIPPED;
}

/* What is wrong, with its place. */
static void place(const struct reader *r, enum reader_result result, struct error *err)
{
    if (!r->format->unit || !r->file.record || r->file.placed)
        return;
    const char *after = result == READER_FAILED ? "after " : "";
    error_wrap(err, "%s%s %llu", after, r->format->unit, (unsigned long long)r->file.record);
}

enum reader_result reader_next(struct reader *r, struct article *ret, struct error *err)
{
    if (r->over)
        return READER_END;
    struct article article = { .date = CIVIL_NONE, .precision = DATE_NONE };
    arena_reset(&r->file.arena);
    r->file.fields->n = 0;
    enum reader_result result = r->format->next(&r->file, &article, err);
    article.repaired += (size_t)(input_repaired(r->file.in) - r->repaired);
    r->repaired = input_repaired(r->file.in);
    if (result == READER_ARTICLE && !str_trim(article.text).n)
        article.text.n = 0;
    if (result == READER_ARTICLE && !article.title.n && !article.text.n)
        result = format_skip(err, "no text");
    r->over = result == READER_END || result == READER_FAILED;
    if (result == READER_ARTICLE)
        *ret = article;
    else if (result != READER_END)
        place(r, result, err);
    return result;
}

uint64_t reader_bytes(const struct reader *r)
{
    return input_bytes(r->file.in);
}

uint64_t reader_record(const struct reader *r)
{
    return r->file.record;
}
