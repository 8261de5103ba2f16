/* reader_print.h: what a reader makes of bytes, as lines of text that a test can compare whole. */
#ifndef CAUCUS_TESTS_UNIT_READER_PRINT_H
#define CAUCUS_TESTS_UNIT_READER_PRINT_H

#include "corpus/readers/format.h"

#include "engine/base/memory.h"
#include "engine/base/strbuf.h"
#include "tests/unit/check.h"

#include <stdio.h>
#include <stdlib.h>

static inline void print_list(struct strbuf *out, const char *name, const struct str *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        strbuf_format(out, " %s=%.*s", name, STR_ARG(v[i]));
}

static inline void print_article(struct strbuf *out, uint64_t record, const struct article *a)
{
    char date[CIVIL_TIME_BYTES];
    static const char *const precisions[] = { "none", "file", "year", "month", "day", "minute" };
    strbuf_format(out, "%llu:", (unsigned long long)record);
    const struct { const char *name; struct str value; } parts[] = {
        { "id", a->id },   { "title", a->title }, { "source", a->source },
        { "url", a->url }, { "lang", a->lang },
    };
    for (size_t i = 0; i < COUNT(parts); i++)
        if (parts[i].value.n)
            print_list(out, parts[i].name, &parts[i].value, 1);
    if (a->precision == DATE_FILE) {
        strbuf_string(out, " date=file");
    } else if (a->precision != DATE_NONE) {
        civil_format_time(a->date, date);
        strbuf_format(out, " %s=%.*s", precisions[a->precision], a->precision == DATE_MINUTE ? 17 : 10, date);
    }
    print_list(out, "author", a->authors, a->author_count);
    print_list(out, "topic", a->topics, a->topic_count);
    for (size_t i = 0; i < a->meta_count; i++)
        strbuf_format(out, " meta.%.*s=%.*s", STR_ARG(a->meta[i].key), STR_ARG(a->meta[i].value));
    if (a->repaired)
        strbuf_format(out, " repaired=%zu", a->repaired);
    if (a->text.n)
        print_list(out, "text", &a->text, 1);
    strbuf_byte(out, '\n');
}

/* One line an article: "RECORD: id=… title=… text=…"; "skipped: why", "failed: why". The caller frees it. */
static inline char *print_reader(struct reader *r)
{
    struct strbuf out = STRBUF_INIT;
    for (;;) {
        struct article a;
        struct error err = { ERROR_NONE, "" };
        enum reader_result got = reader_next(r, &a, &err);
        if (got == READER_ARTICLE)
            print_article(&out, reader_record(r), &a);
        else if (got != READER_END)
            strbuf_format(&out, "%s: %s\n", got == READER_SKIPPED ? "skipped" : "failed", err.text);
        if (got == READER_END || got == READER_FAILED)
            break;
    }
    reader_close(r);
    return strbuf_detach(&out);
}

static inline char *print_bytes(struct str bytes, const char *name, const struct reader_options *options)
{
    struct reader *r;
    struct error err;
    if (!reader_open_memory(bytes, name, options, &r, &err))
        return xasprintf("not opened: %s\n", err.text);
    return print_reader(r);
}

struct reader_row {
    const char *in, *out;
};

/* Every row: the input and what comes of it. */
static inline void check_rows(const struct reader_row *rows, size_t count, const char *name,
                              const struct reader_options *options)
{
    for (size_t i = 0; i < count; i++) {
        char *got = print_bytes(str_of(rows[i].in), name, options);
        if (strcmp(got, rows[i].out) != 0)
            fail_msg("\n%s\ngives\n%s\nand not\n%s", rows[i].in, got, rows[i].out);
        free(got);
    }
}

#endif
