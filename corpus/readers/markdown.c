#include "corpus/file_text.h"
#include "corpus/known_keys.h"
#include "corpus/markdown_text.h"

/* The title in the front matter, or an empty view. */
static struct str given_title(const struct fields *fields)
{
    for (size_t i = 0; i < fields->n; i++) {
        struct str value = str_trim(fields->v[i].value);
        if (value.n && known_field_of(fields->v[i].key) == KNOWN_TITLE)
            return value;
    }
    return (struct str){ NULL, 0 };
}

static enum reader_result next(struct format_file *f, struct article *ret, struct error *err)
{
    struct str text;
    size_t repaired;
    enum reader_result got = file_text_read(f, &text, &repaired, err);
    if (got != READER_ARTICLE)
        return got;
    CLEANUP_STRBUF struct strbuf title = STRBUF_INIT, plain = STRBUF_INIT;
    struct str behind = text;
    bool headed = markdown_take_title(&behind, &title);
    struct str given = given_title(f->fields);
    if (headed && !given.n && f->fields->n < FIELDS_MAX)
        f->fields->v[f->fields->n++] = (struct field){ STR("title"), FIELD_TEXT,
                                                       arena_str(&f->arena, strbuf_view(&title)) };
    bool is_title = headed && (!given.n || str_equal(given, strbuf_view(&title)));
    markdown_to_text(&plain, is_title ? behind : text);
    file_text_article(f, arena_str(&f->arena, strbuf_view(&plain)), ret);
    ret->repaired += repaired;
    return READER_ARTICLE;
}

const struct format format_markdown = { .next = next };
