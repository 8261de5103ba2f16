#include "corpus/fields.h"

#include "corpus/html_text.h"
#include "corpus/known_keys.h"
#include "corpus/name_list.h"
#include "engine/text/language.h"

_Static_assert((int)JSON_PULL_DEPTH_MAX == (int)READER_DEPTH_MAX, "what reader.h promises");

enum { META_KEY_BYTES = 256, META_RAW_BYTES = 64 * 1024 };

/* ---- reading an object --------------------------------------------------------------------------------- */

static bool bad_json(const struct json_pull *j, struct error *err)
{
    return error_set(err, ERROR_INPUT, "byte %zu: %s", json_pull_place(j) + 1, j->bad);
}

bool fields_of_json(struct str json, struct arena *arena, struct fields *ret, size_t *ret_repaired,
                    struct error *err)
{
    struct json_pull j;
    size_t n = 0;
    json_pull_init(&j, json, arena);
    enum json_token token = json_pull_next(&j);
    if (token == JSON_BAD)
        return bad_json(&j, err);
    if (token != JSON_OBJECT)
        return error_set(err, ERROR_INPUT, "it is not an object");
    while ((token = json_pull_next(&j)) == JSON_KEY) {
        if (n == FIELDS_MAX)
            return error_set(err, ERROR_INPUT, "it has more than %d keys", FIELDS_MAX);
        struct field *f = &ret->v[n++];
        f->key = j.text;
        if (!field_read(&j, f))
            return bad_json(&j, err);
    }
    if (token == JSON_BAD || json_pull_next(&j) != JSON_END)
        return bad_json(&j, err);
    ret->n = n;
    *ret_repaired = j.repaired;
    return true;
}

/* ---- each field ---------------------------------------------------------------------------------------- */

struct filling {
    const struct fields *fields;
    const struct reader_options *options;
    struct arena *arena;
    struct article *article;
    bool used[FIELDS_MAX];
};

/* False: there is nothing in it. */
static bool fill_names(struct filling *w, const struct field *f, enum known_field field, bool commas)
{
    struct name_list names = { w->arena, arena_array(w->arena, struct str, NAME_LIST_MAX), 0 };
    if (f->kind == FIELD_JSON)
        field_each_item(f->value, w->arena, name_list_add, &names);
    else if (field == KNOWN_AUTHOR)
        name_list_authors(f->value, &names);
    else
        name_list_topics(f->value, commas, &names);
    if (!names.n)
        return false;
    if (field == KNOWN_AUTHOR)
        w->article->authors = names.v, w->article->author_count = names.n;
    else
        w->article->topics = names.v, w->article->topic_count = names.n;
    return true;
}

static struct str html_plain(struct str html, struct arena *arena)
{
    CLEANUP_STRBUF struct strbuf out = STRBUF_INIT;
    html_to_text(&out, html);
    return arena_str(arena, strbuf_view(&out));
}

/* CR LF and a lone CR become LF. */
static struct str plain_lines(struct str s, struct arena *arena)
{
    if (str_find(s, '\r') == s.n)
        return s;
    char *out = arena_alloc(arena, s.n);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != '\r')
            out[n++] = s.p[i];
        else if (i + 1 == s.n || s.p[i + 1] != '\n')
            out[n++] = '\n';
    return (struct str){ out, n };
}

static struct str host_of(struct str url)
{
    size_t at = 0;
    while (at + 3 <= url.n && memcmp(url.p + at, "://", 3) != 0)
        at++;
    if (at + 3 > url.n)
        return (struct str){ NULL, 0 };
    struct str host = str_slice(url, at + 3, url.n);
    size_t n = 0;
    while (n < host.n && !strchr("/?#\\ \t\n", host.p[n]))
        n++;
    host.n = n;
    size_t user = str_find(host, '@');
    if (user < host.n)
        host = str_slice(host, user + 1, host.n);
    host.n = str_find(host, ':');
    return host;
}

/* A domain is lower case and without "www."; a name is as it is written; of a URL the host counts. */
static struct str source_name(struct str s, struct arena *arena)
{
    struct str host = host_of(s);
    bool is_domain = host.n > 0 || (s.n > 3 && str_find(s, ' ') == s.n && str_find(s, '.') < s.n);
    struct str name = text_cut(host.n ? host : s, NAME_LIST_BYTES);
    if (!is_domain)
        return name;
    char *out = arena_string(arena, name);
    for (size_t i = 0; i < name.n; i++)
        if (out[i] >= 'A' && out[i] <= 'Z')
            out[i] = (char)(out[i] | 0x20);
    struct str lower = { out, name.n };
    return str_starts(lower, STR("www.")) && lower.n > 4 ? str_slice(lower, 4, lower.n) : lower;
}

static void fill_lang(struct filling *w, struct str value)
{
    char code[LANGUAGE_BYTES];
    language_code(str_trim(value), code);
    if (code[0])
        w->article->lang = arena_str(w->arena, str_of(code));
}

/*
 * Gives a field of the article its value; false where the value says nothing, so that the next name is asked.
 */
static bool fill(struct filling *w, enum known_field field, const struct field *f, bool commas)
{
    struct article *a = w->article;
    bool is_flag = f->kind == FIELD_LITERAL && (f->value.p[0] == 't' || f->value.p[0] == 'f');
    if (f->kind == FIELD_EMPTY || is_flag)
        return false;
    if (field == KNOWN_AUTHOR || field == KNOWN_TOPIC)
        return fill_names(w, f, field, commas);
    struct str text = field_text(f, field == KNOWN_TEXT, w->arena);
    if (text_is_blank(text))
        return false;
    switch (field) {
    case KNOWN_ID: a->id = text_cut(text_one_line(text, w->arena), NAME_LIST_BYTES); return true;
    case KNOWN_URL: a->url = text_cut(str_trim(text), FIELDS_META_BYTES); return true;
    case KNOWN_SOURCE: a->source = source_name(text_one_line(text, w->arena), w->arena); return true;
    case KNOWN_DATE: return article_date(text, &a->date, &a->precision);
    case KNOWN_LANG: fill_lang(w, text); return a->lang.n > 0;
    case KNOWN_TITLE:
        if (html_is_markup(text) || html_has_reference(text))
            text = html_plain(text, w->arena);
        a->title = text_one_line(text, w->arena);
        return a->title.n > 0;
    default:
        a->text = w->options->verbatim ? text : html_is_markup(text) ? html_plain(text, w->arena) : plain_lines(text, w->arena);
        return !text_is_blank(a->text);
    }
}

/* ---- finding them -------------------------------------------------------------------------------------- */

/* By a name or a path of names. *ret_at is the key that it stands in. */
static bool find(const struct fields *fields, struct str name, struct arena *arena, struct field *ret,
                 size_t *ret_at)
{
    size_t dot = str_find(name, '.');
    for (size_t i = fields->n; i-- > 0;) {
        const struct field *f = &fields->v[i];
        *ret_at = i;
        if (known_key_same(f->key, name)) {
            *ret = *f;
            return true;
        }
        if (dot < name.n && f->kind == FIELD_JSON && known_key_same(f->key, str_slice(name, 0, dot)) &&
            field_member(f->value, str_slice(name, dot + 1, name.n), arena, ret))
            return true;
    }
    return false;
}

static bool fill_from(struct filling *w, enum known_field field, struct str name)
{
    struct field f;
    size_t at;
    bool commas = known_key_same(name, STR("keywords")) || known_key_same(name, STR("tags"));
    if (!find(w->fields, name, w->arena, &f, &at) || !fill(w, field, &f, commas))
        return false;
    w->used[at] = true;
    return true;
}

static void fill_known(struct filling *w, enum known_field field)
{
    for (size_t i = 0; i < w->options->map_count; i++) {
        const struct reader_map *m = &w->options->map[i];
        if (known_field_of(m->field) == field && fill_from(w, field, m->column))
            return;
    }
    for (const char *const *name = known_names(field); *name; name++)
        if (fill_from(w, field, str_of(*name)))
            return;
}

/* JSON without the white space between its tokens. */
static struct str compact(struct str json, struct arena *arena)
{
    char *out = arena_alloc(arena, json.n);
    size_t n = 0;
    bool in_string = false;
    for (size_t i = 0; i < json.n; i++) {
        char c = json.p[i];
        if (!in_string && (c == ' ' || c == '\n' || c == '\t' || c == '\r'))
            continue;
        out[n++] = c;
        if (in_string && c == '\\')
            out[n++] = json.p[++i];
        else if (c == '"')
            in_string = !in_string;
    }
    return (struct str){ out, n };
}

static struct str meta_value(const struct field *f, struct arena *arena)
{
    const struct str none = { NULL, 0 };
    if (f->kind == FIELD_EMPTY || text_is_blank(f->value))
        return none;
    if (f->kind != FIELD_JSON)
        return text_cut(f->value, FIELDS_META_BYTES);
    if (f->value.n > META_RAW_BYTES)
        return none;
    struct str json = compact(f->value, arena);
    return json.n <= 2 || json.n > FIELDS_META_BYTES ? none : json;
}

/*
 * "author" and "topic" as metas would be taken for the article's own, since these are kept under those names.
 */
static bool is_reserved(struct str key)
{
    return known_key_same(key, STR("author")) || known_key_same(key, STR("topic"));
}

/* Of a key that stands twice the last counts. */
static bool stands_again(const struct fields *fields, size_t at)
{
    for (size_t i = at + 1; i < fields->n; i++)
        if (str_equal(fields->v[i].key, fields->v[at].key))
            return true;
    return false;
}

static void fill_meta(struct filling *w)
{
    struct article *a = w->article;
    a->meta = arena_array(w->arena, struct article_meta, FIELDS_META_MAX);
    a->meta_count = 0;
    for (size_t i = 0; i < w->fields->n && a->meta_count < FIELDS_META_MAX; i++) {
        const struct field *f = &w->fields->v[i];
        struct str key = text_cut(text_one_line(f->key, w->arena), META_KEY_BYTES);
        if (w->used[i] || !key.n || is_reserved(key) || stands_again(w->fields, i))
            continue;
        struct str value = meta_value(f, w->arena);
        if (value.n)
            a->meta[a->meta_count++] = (struct article_meta){ key, value };
    }
}

void fields_to_article(const struct fields *fields, const struct reader_options *options, struct arena *arena,
                       struct article *ret)
{
    struct filling w = { .fields = fields, .options = options, .arena = arena, .article = ret };
    for (int field = 0; field < KNOWN_FIELDS; field++)
        fill_known(&w, (enum known_field)field);
    fill_meta(&w);
    if (!ret->source.n && !text_is_blank(options->source))
        ret->source = source_name(text_one_line(options->source, arena), arena);
    if (!ret->source.n && ret->url.n)
        ret->source = source_name(host_of(ret->url), arena);
    if (!ret->lang.n)
        fill_lang(&w, options->lang);
}

bool fields_is_content(struct str key)
{
    enum known_field fields[] = { KNOWN_TITLE, KNOWN_TEXT };
    for (size_t i = 0; i < 2; i++)
        for (const char *const *name = known_names(fields[i]); *name; name++)
            if (known_key_same(key, str_of(*name)))
                return true;
    return false;
}
