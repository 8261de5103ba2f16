#include "corpus/json_scan.h"
#include "corpus/known_keys.h"
#include "corpus/readers/format.h"
#include "engine/base/memory.h"

#include <stdlib.h>

/*
 * A file holds values one behind the other, most often one: a list of articles, an object that holds such a
 * list, at most LEVELS_MAX objects deep, or an article. Whether an object is an article shows only at its
 * end, so its members are kept until a list of objects is met.
 */
enum { LEVELS_MAX = 8, KEY_BYTES_MAX = 4096, KEEP_BYTES = 1024 * 1024 };

struct level {
    bool is_list;
    bool begun;             /* an item or member was read: a comma goes before the next */
    bool gave;              /* OBJECT: articles came out of it, so it is none itself */
    bool has_title, has_text;
    bool too_long;
    struct strbuf members;  /* OBJECT: what it holds, as JSON, without the braces */
};

struct json_file {
    struct json_scan scan;
    struct level levels[LEVELS_MAX];
    size_t depth;
    struct strbuf object;   /* the article in hand */
};

static bool key_is_one_of(struct str key, const char *const *names)
{
    for (; *names; names++)
        if (known_key_same(key, str_of(*names)))
            return true;
    return false;
}

static void push(struct json_file *j, bool is_list)
{
    struct level *l = &j->levels[j->depth++];
    struct strbuf members = l->members;
    strbuf_clear(&members);
    *l = (struct level){ .is_list = is_list, .members = members };
}

static enum reader_result wanted(const char *what, struct error *err)
{
    error_set(err, ERROR_INPUT, "%s wanted", what);
    return READER_FAILED;
}

/* The value in hand, an item of a list, as an article. */
static enum reader_result item(struct format_file *f, struct json_file *j, struct article *ret,
                               struct error *err)
{
    f->record++;
    if (j->scan.too_long)
        return format_skip(err, "longer than %d MiB", READER_ARTICLE_MAX >> 20);
    return format_json_article(f, strbuf_view(&j->scan.value), ret, err);
}

/* READER_END: nothing came of this step, go on. */
static enum reader_result step_list(struct format_file *f, struct json_file *j, struct article *ret,
                                    struct error *err)
{
    struct level *l = &j->levels[j->depth - 1];
    int c = json_scan_peek(&j->scan, err);
    if (c == ']') {
        json_scan_take(&j->scan);
        j->depth--;
        return READER_END;
    }
    if (l->begun && c >= 0) {
        if (c != ',')
            return wanted("',' or ']' is", err);
        json_scan_take(&j->scan);
        c = json_scan_peek(&j->scan, err);
    }
    if (c == JSON_SCAN_FAILED)
        return READER_FAILED;
    if (c == JSON_SCAN_END)
        return wanted("the list ends early: ']' is", err);
    if (c == ',' || c == ']' || c == '}' || c == ':')
        return wanted("a value is", err);
    l->begun = true;
    return json_scan_value(&j->scan, READER_ARTICLE_MAX, err) ? item(f, j, ret, err) : READER_FAILED;
}

/* The object ended: it is an article itself unless something came out of it. */
static enum reader_result close_object(struct format_file *f, struct json_file *j, struct article *ret,
                                       struct error *err)
{
    struct level *l = &j->levels[--j->depth], *above = j->depth ? l - 1 : NULL;
    bool is_article = !l->gave && (!above || l->has_title || l->has_text);
    if (above)
        above->gave = above->gave || l->gave || is_article;
    if (!is_article)
        return READER_END;
    f->record++;
    if (l->too_long)
        return format_skip(err, "longer than %d MiB", READER_ARTICLE_MAX >> 20);
    strbuf_clear(&j->object);
    strbuf_byte(&j->object, '{');
    strbuf_str(&j->object, strbuf_view(&l->members));
    strbuf_byte(&j->object, '}');
    return format_json_article(f, strbuf_view(&j->object), ret, err);
}

/* Does a list of objects begin here? Looks beyond the bracket. */
static bool list_of_objects(struct json_file *j)
{
    struct str ahead;
    struct error ignored;
    if (input_peek(j->scan.in, INPUT_PEEK_MAX, &ahead, &ignored) != INPUT_OK)
        return false;
    for (size_t i = 1; i < ahead.n; i++)
        if (!strchr(" \t\r\n", ahead.p[i]) || !ahead.p[i])
            return ahead.p[i] == '{';
    return false;
}

static void keep_member(struct json_file *j, struct level *l, struct str key)
{
    l->has_title = l->has_title || known_field_of(key) == KNOWN_TITLE;
    l->has_text = l->has_text || known_field_of(key) == KNOWN_TEXT;
    if (l->gave)
        return;
    l->too_long = l->too_long || j->scan.too_long ||
                  l->members.n + j->scan.value.n + key.n > READER_ARTICLE_MAX;
    if (l->too_long) {
        strbuf_release(&l->members);
        return;
    }
    strbuf_string(&l->members, l->members.n ? ",\"" : "\"");
    strbuf_str(&l->members, key);
    strbuf_string(&l->members, "\":");
    strbuf_str(&l->members, strbuf_view(&j->scan.value));
}

/* Behind a key and its colon. */
static enum reader_result member(struct json_file *j, struct str key, int c, struct error *err)
{
    static const char *const lists[] = { "articles", "items",   "data",  "results", "news",
                                         "docs",     "entries", "posts", "stories", NULL };
    static const char *const wrappers[] = {
        "response", "data", "result", "results", "feed", "articles", NULL
    };
    struct level *l = &j->levels[j->depth - 1];
    bool may_hold = !(l->has_title && l->has_text) && j->depth < LEVELS_MAX;
    if (may_hold && c == '[' && key_is_one_of(key, lists) && list_of_objects(j)) {
        l->gave = true;
        json_scan_take(&j->scan);
        push(j, true);
        return READER_END;
    }
    if (may_hold && c == '{' && key_is_one_of(key, wrappers)) {
        json_scan_take(&j->scan);
        push(j, false);
        return READER_END;
    }
    if (!json_scan_value(&j->scan, READER_ARTICLE_MAX, err))
        return READER_FAILED;
    keep_member(j, l, key);
    return READER_END;
}

static enum reader_result step_object(struct format_file *f, struct json_file *j, struct article *ret,
                                      struct error *err)
{
    struct level *l = &j->levels[j->depth - 1];
    int c = json_scan_peek(&j->scan, err);
    if (c == '}') {
        json_scan_take(&j->scan);
        return close_object(f, j, ret, err);
    }
    if (l->begun && c >= 0) {
        if (c != ',')
            return wanted("',' or '}' is", err);
        json_scan_take(&j->scan);
        c = json_scan_peek(&j->scan, err);
    }
    if (c == JSON_SCAN_FAILED)
        return READER_FAILED;
    if (c != '"')
        return wanted(c == JSON_SCAN_END ? "the object ends early: '}' is" : "a key in quotation marks is",
                      err);
    l->begun = true;
    if (!json_scan_value(&j->scan, KEY_BYTES_MAX, err))
        return READER_FAILED;
    if (j->scan.too_long) {
        error_set(err, ERROR_INPUT, "a key of more than %d bytes", KEY_BYTES_MAX);
        return READER_FAILED;
    }
    char bytes[KEY_BYTES_MAX];
    struct str key = { bytes, j->scan.value.n - 2 };
    memcpy(bytes, j->scan.value.p + 1, key.n);
    c = json_scan_peek(&j->scan, err);
    if (c == ':') {
        json_scan_take(&j->scan);
        c = json_scan_peek(&j->scan, err);
        if (c >= 0 && c != ',' && c != '}' && c != ']' && c != ':')
            return member(j, key, c, err);
        return c == JSON_SCAN_FAILED ? READER_FAILED : wanted("a value is", err);
    }
    return c == JSON_SCAN_FAILED ? READER_FAILED : wanted("':' is", err);
}

static enum reader_result next(struct format_file *f, struct article *ret, struct error *err)
{
    struct json_file *j = f->state;
    if (j->scan.value.capacity > KEEP_BYTES)
        strbuf_release(&j->scan.value);
    if (j->object.capacity > KEEP_BYTES)
        strbuf_release(&j->object);
    for (;;) {
        enum reader_result got = READER_END;
        if (!j->depth) {
            int c = json_scan_peek(&j->scan, err);
            if (c == JSON_SCAN_FAILED || c == JSON_SCAN_END)
                return c == JSON_SCAN_END ? READER_END : READER_FAILED;
            if (c != '[' && c != '{')
                return wanted("this is not JSON: a list or an object is", err);
            json_scan_take(&j->scan);
            push(j, c == '[');
        } else if (j->levels[j->depth - 1].is_list) {
            got = step_list(f, j, ret, err);
        } else {
            got = step_object(f, j, ret, err);
        }
        if (got != READER_END)
            return got;
    }
}

static bool open_file(struct format_file *f, struct error *err)
{
    (void)err;
    struct json_file *j = xcalloc(1, sizeof *j);
    j->scan.in = f->in;
    strbuf_init(&j->scan.value);
    strbuf_init(&j->object);
    for (size_t i = 0; i < LEVELS_MAX; i++)
        strbuf_init(&j->levels[i].members);
    f->state = j;
    return true;
}

static void close_file(struct format_file *f)
{
    struct json_file *j = f->state;
    strbuf_release(&j->scan.value);
    strbuf_release(&j->object);
    for (size_t i = 0; i < LEVELS_MAX; i++)
        strbuf_release(&j->levels[i].members);
    free(j);
}

const struct format format_json = { .unit = "record", .open = open_file, .next = next, .close = close_file };
