#include "corpus/readers/format.h"

#include "engine/base/utf8.h"

enum reader_result format_json_article(struct format_file *f, struct str json, struct article *ret,
                                       struct error *err)
{
    CLEANUP_STRBUF struct strbuf repaired = STRBUF_INIT;
    size_t bad = 0, escapes = 0;
    if (!utf8_valid(json)) {
        bad = utf8_repair(&repaired, json);
        json = arena_str(&f->arena, strbuf_view(&repaired));
    }
    if (!fields_of_json(json, &f->arena, f->fields, &escapes, err))
        return READER_SKIPPED;
    fields_to_article(f->fields, f->options, &f->arena, ret);
    ret->repaired += bad + escapes;
    return READER_ARTICLE;
}

static enum reader_result next(struct format_file *f, struct article *ret, struct error *err)
{
    for (;;) {
        struct str line;
        enum input_result got = input_line(f->in, READER_ARTICLE_MAX, &line, err);
        if (got == INPUT_END)
            return READER_END;
        if (got == INPUT_FAILED)
            return READER_FAILED;
        f->record = input_lines(f->in);
        if (got == INPUT_TOO_LONG)
            return format_skip(err, "longer than %d MiB", READER_ARTICLE_MAX >> 20);
        if (str_trim(line).n)
            return format_json_article(f, line, ret, err);
    }
}

const struct format format_jsonl = { .unit = "line", .next = next };
