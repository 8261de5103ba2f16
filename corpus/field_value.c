#include "corpus/field_value.h"

#include "corpus/known_keys.h"
#include "engine/base/strbuf.h"
#include "engine/base/utf8.h"

bool field_read(struct json_pull *j, struct field *ret)
{
    enum json_token token = json_pull_next(j);
    switch (token) {
    case JSON_BAD: return false;
    case JSON_STRING:
        ret->kind = FIELD_TEXT;
        ret->value = j->text;
        return true;
    case JSON_OBJECT:
    case JSON_ARRAY:
        ret->kind = FIELD_JSON;
        return json_pull_skip(j, &ret->value);
    case JSON_NULL:
        ret->kind = FIELD_EMPTY;
        ret->value = (struct str){ NULL, 0 };
        return true;
    default:
        ret->kind = FIELD_LITERAL;
        ret->value = (struct str){ j->from, (size_t)(j->p - j->from) };
        return true;
    }
}

bool text_is_blank(struct str s)
{
    return str_trim(s).n == 0;
}

struct str text_cut(struct str s, size_t most)
{
    return s.n <= most ? s : str_slice(s, 0, utf8_start(s, most));
}

struct str text_one_line(struct str s, struct arena *arena)
{
    s = str_trim(s);
    bool plain = true;
    for (size_t i = 0; i < s.n && plain; i++)
        plain = (unsigned char)s.p[i] > ' ' || (s.p[i] == ' ' && s.p[i + 1] != ' ');
    if (plain)
        return s;
    char *out = arena_alloc(arena, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        bool space = (unsigned char)s.p[i] <= ' ';
        if (!space)
            out[n++] = s.p[i];
        else if (n && out[n - 1] != ' ')
            out[n++] = ' ';
    }
    return (struct str){ out, n };
}

bool field_member(struct str json, struct str path, struct arena *arena, struct field *ret)
{
    while (path.n) {
        size_t dot = str_find(path, '.');
        struct str name = str_slice(path, 0, dot);
        struct json_pull j;
        bool found = false;
        path = dot < path.n ? str_slice(path, dot + 1, path.n) : (struct str){ NULL, 0 };
        json_pull_init(&j, json, arena);
        if (json_pull_next(&j) != JSON_OBJECT)
            return false;
        while (!found && json_pull_next(&j) == JSON_KEY) {
            found = known_key_same(j.text, name);
            if (!field_read(&j, ret))
                return false;
        }
        if (!found || (path.n && ret->kind != FIELD_JSON))
            return false;
        json = ret->value;
    }
    return true;
}

/* What stands for an item of a list of objects: its name. */
static struct str item_name(struct str json, struct arena *arena)
{
    static const char *const names[] = { "name", "title", "label", "value", "term" };
    struct field f;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (field_member(json, str_of(names[i]), arena, &f) && f.kind == FIELD_TEXT &&
            !text_is_blank(f.value))
            return f.value;
    return (struct str){ NULL, 0 };
}

void field_each_item(struct str json, struct arena *arena, bool (*item)(void *ctx, struct str text),
                     void *ctx)
{
    struct json_pull j;
    struct str raw;
    json_pull_init(&j, json, arena);
    enum json_token token = json_pull_next(&j);
    if (token == JSON_OBJECT) {
        item(ctx, item_name(json, arena));
        return;
    }
    while ((token = json_pull_next(&j)) != JSON_ARRAY_END && token != JSON_BAD) {
        struct str text = j.text;
        if (token == JSON_OBJECT || token == JSON_ARRAY) {
            if (!json_pull_skip(&j, &raw))
                return;
            text = token == JSON_OBJECT ? item_name(raw, arena) : (struct str){ NULL, 0 };
        } else if (token != JSON_STRING && token != JSON_NUMBER) {
            continue;
        }
        if (!text_is_blank(text) && !item(ctx, text))
            return;
    }
}

static bool take_first(void *ctx, struct str text)
{
    *(struct str *)ctx = text;
    return false;
}

static bool add_paragraph(void *ctx, struct str text)
{
    struct strbuf *all = ctx;
    if (all->n)
        strbuf_string(all, "\n\n");
    strbuf_str(all, text);
    return true;
}

struct str field_text(const struct field *f, bool paragraphs, struct arena *arena)
{
    struct str text = f->value;
    if (f->kind != FIELD_JSON)
        return text;
    text = (struct str){ NULL, 0 };
    if (f->value.p[0] != '[')
        return text;
    if (!paragraphs) {
        field_each_item(f->value, arena, take_first, &text);
        return text;
    }
    CLEANUP_STRBUF struct strbuf all = STRBUF_INIT;
    field_each_item(f->value, arena, add_paragraph, &all);
    return arena_str(arena, strbuf_view(&all));
}
