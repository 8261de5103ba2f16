#include "corpus/name_list.h"

#include "corpus/field_value.h"

bool name_list_add(void *ctx, struct str text)
{
    struct name_list *names = ctx;
    text = text_cut(text_one_line(text, names->arena), NAME_LIST_BYTES);
    bool is_new = text.n > 0;
    for (size_t i = 0; i < names->n && is_new; i++)
        is_new = !str_equal(names->v[i], text);
    if (is_new)
        names->v[names->n++] = text;
    return names->n < NAME_LIST_MAX;
}

/*
 * Where the next separator stands: one of `marks`, or " and " where `and` is set; *ret_width is its length.
 */
static size_t separator(struct str s, const char *marks, bool and, size_t *ret_width)
{
    for (size_t i = 0; i < s.n; i++) {
        *ret_width = 1;
        if (s.p[i] && strchr(marks, s.p[i]))
            return i;
        *ret_width = 5;
        if (and && s.p[i] == ' ' && s.n - i > 5 && (s.p[i + 1] | 0x20) == 'a' && (s.p[i + 2] | 0x20) == 'n' &&
            (s.p[i + 3] | 0x20) == 'd' && s.p[i + 4] == ' ')
            return i;
    }
    *ret_width = 0;
    return s.n;
}

static bool is_by(struct str s)
{
    return s.n > 3 && (s.p[0] | 0x20) == 'b' && (s.p[1] | 0x20) == 'y' && (s.p[2] == ' ' || s.p[2] == ':');
}

void name_list_authors(struct str text, struct name_list *names)
{
    text = str_trim(text);
    if (is_by(text))
        text = str_slice(text, 3, text.n);
    for (bool more = true; more && text.n;) {
        size_t width, at = separator(text, ",;|&\n", true, &width);
        struct str rest = str_trim(str_slice(text, at + width, text.n));
        if (at < text.n && text.p[at] == ',' &&
            (str_starts(rest, STR("Jr")) || str_starts(rest, STR("Sr")))) {
            size_t behind = (size_t)(rest.p - text.p), next = separator(rest, ",;|&\n", true, &width);
            at = behind + next;
        }
        struct str name = str_trim(str_slice(text, 0, at));
        if (name.n > 4 && (name.p[0] | 0x20) == 'a' && memcmp(name.p + 1, "nd ", 3) == 0)
            name = str_slice(name, 4, name.n);
        more = name_list_add(names, name);
        text = str_slice(text, at + width, text.n);
    }
}

void name_list_topics(struct str text, bool commas, struct name_list *names)
{
    for (bool more = true; more && text.n;) {
        size_t width, at = separator(text, commas ? ";|\n," : ";|\n", false, &width);
        more = name_list_add(names, str_slice(text, 0, at));
        text = str_slice(text, at + width, text.n);
    }
}
