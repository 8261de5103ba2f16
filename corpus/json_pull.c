#include "corpus/json_pull.h"

#include "engine/base/utf8.h"

/* What may come next. */
enum {
    WANT_VALUE,         /* at the start, or behind ':' */
    WANT_FIRST_ITEM,    /* behind '[': a value or ']' */
    WANT_ITEM,          /* behind ',' in an array */
    WANT_FIRST_KEY,     /* behind '{': a key or '}' */
    WANT_KEY,           /* behind ',' in an object */
    WANT_COLON,
    WANT_COMMA,         /* behind a value: ',' or the end of what is open */
    WANT_END,           /* behind the whole value */
    FAILED,
};

void json_pull_init(struct json_pull *j, struct str text, struct arena *arena)
{
    *j = (struct json_pull){
        .p = text.p, .begin = text.p, .end = str_end(text), .arena = arena, .state = WANT_VALUE
    };
}

size_t json_pull_place(const struct json_pull *j)
{
    return (size_t)(j->p - j->begin);
}

static enum json_token fail(struct json_pull *j, const char *what)
{
    j->bad = what;
    j->state = FAILED;
    return JSON_BAD;
}

/* ---- strings ------------------------------------------------------------------------------------------- */

/* Is one of the eight bytes a quote, a backslash or a control character? Exact up to the first that is. */
static bool special_byte(uint64_t x)
{
    const uint64_t ones = 0x0101010101010101u, tops = 0x8080808080808080u;
    uint64_t quote = x ^ ones * '"', slash = x ^ ones * '\\';
    return (((quote - ones) & ~quote) | ((slash - ones) & ~slash) | ((x - ones * 0x20) & ~x)) & tops;
}

const char *json_pull_plain(const char *p, const char *end)
{
    for (; end - p >= 8; p += 8) {
        uint64_t x;
        memcpy(&x, p, 8);
        if (special_byte(x))
            break;
    }
    while (p < end && *p != '"' && *p != '\\' && (unsigned char)*p >= 0x20)
        p++;
    return p;
}

static bool hex4(const char *p, const char *end, uint32_t *ret)
{
    uint32_t x = 0;
    if (end - p < 4)
        return false;
    for (int i = 0; i < 4; i++) {
        char c = p[i];
        if (c >= '0' && c <= '9')
            x = x << 4 | (uint32_t)(c - '0');
        else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
            x = x << 4 | (uint32_t)((c | 0x20) - 'a' + 10);
        else
            return false;
    }
    *ret = x;
    return true;
}

/* Behind "\u": the character, of one escape or of a pair; p moves behind it. */
static bool unicode_escape(struct json_pull *j, uint32_t *ret)
{
    uint32_t high, low;
    if (!hex4(j->p, j->end, &high))
        return false;
    j->p += 4;
    *ret = high;
    if (high >= 0xD800 && high <= 0xDBFF && j->end - j->p >= 6 && j->p[0] == '\\' && j->p[1] == 'u' &&
        hex4(j->p + 2, j->end, &low) && low >= 0xDC00 && low <= 0xDFFF) {
        j->p += 6;
        *ret = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
    } else if (high >= 0xD800 && high <= 0xDFFF) {
        j->repaired++;
        *ret = UTF8_BAD;
    } else if (high == 0) {
        j->repaired++;
        *ret = ' ';
    }
    return true;
}

/* At a backslash: writes what it stands for. */
static const char *escape(struct json_pull *j, char **out)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    uint32_t cp;
    if (++j->p == j->end)
        return "the string does not end";
    char c = *j->p;
    const char *at = c ? strchr(from, c) : NULL;
    if (at) {
        *(*out)++ = to[at - from];
        j->p++;
        return NULL;
    }
    if (c != 'u')
        return "no such escape";
    j->p++;
    if (!unicode_escape(j, &cp))
        return "\\u wants four hexadecimal digits";
    *out += utf8_encode(cp, *out);
    return NULL;
}

/*
 * The closing quote of a string whose first backslash is at `p`; so that the room for it is known. NULL: it
 * does not end.
 */
static const char *string_end(const char *p, const char *end)
{
    while (p < end && *p != '"') {
        if (*p == '\\')
            p++;
        p = p < end ? json_pull_plain(p + 1, end) : end;
        if (p < end && (unsigned char)*p < 0x20)
            return p;   /* a control character: wrong, and told where it is met */
    }
    return p < end ? p : end;
}

/* At the opening quote. The unescaped text is never longer than the escaped. */
static bool string(struct json_pull *j)
{
    const char *from = ++j->p;
    j->p = json_pull_plain(from, j->end);
    if (j->p < j->end && *j->p == '\\') {
        char *to = arena_alloc(j->arena, (size_t)(string_end(j->p, j->end) - from) + 1), *out = to;
        const char *plain = from;
        while (j->p < j->end && *j->p == '\\') {
            memcpy(out, plain, (size_t)(j->p - plain));
            out += j->p - plain;
            const char *bad = escape(j, &out);
            if (bad)
                return fail(j, bad), false;
            plain = j->p;
            j->p = json_pull_plain(plain, j->end);
        }
        memcpy(out, plain, (size_t)(j->p - plain));
        out += j->p - plain;
        j->text = (struct str){ to, (size_t)(out - to) };
    } else {
        j->text = (struct str){ from, (size_t)(j->p - from) };
    }
    if (j->p == j->end)
        return fail(j, "the string does not end"), false;
    if (*j->p != '"')
        return fail(j, "a control character in a string"), false;
    j->p++;
    return true;
}

/* ---- other values -------------------------------------------------------------------------------------- */

static bool digits(struct json_pull *j)
{
    const char *from = j->p;
    while (j->p < j->end && *j->p >= '0' && *j->p <= '9')
        j->p++;
    return j->p > from;
}

static bool at(const struct json_pull *j, char c)
{
    return j->p < j->end && *j->p == c;
}

static enum json_token number(struct json_pull *j)
{
    const char *from = j->p;
    if (at(j, '-'))
        j->p++;
    if (at(j, '0'))
        j->p++;
    else if (!digits(j))
        return fail(j, "this is no value");
    if (at(j, '.')) {
        j->p++;
        if (!digits(j))
            return fail(j, "a digit is wanted behind the point");
    }
    if (at(j, 'e') || at(j, 'E')) {
        j->p++;
        if (at(j, '+') || at(j, '-'))
            j->p++;
        if (!digits(j))
            return fail(j, "a digit is wanted in the exponent");
    }
    j->text = (struct str){ from, (size_t)(j->p - from) };
    return JSON_NUMBER;
}

static enum json_token word(struct json_pull *j, struct str name, enum json_token token)
{
    if (!str_starts((struct str){ j->p, (size_t)(j->end - j->p) }, name))
        return fail(j, "this is no value");
    j->p += name.n;
    return token;
}

static void after_value(struct json_pull *j)
{
    j->state = j->depth ? WANT_COMMA : WANT_END;
}

static enum json_token open_value(struct json_pull *j, bool is_object)
{
    if (j->depth == JSON_PULL_DEPTH_MAX)
        return fail(j, "lists and objects stand too deep in one another (64 at most)");
    j->p++;
    j->objects = is_object ? j->objects | 1ull << j->depth : j->objects & ~(1ull << j->depth);
    j->depth++;
    j->state = is_object ? WANT_FIRST_KEY : WANT_FIRST_ITEM;
    return is_object ? JSON_OBJECT : JSON_ARRAY;
}

static enum json_token close_value(struct json_pull *j)
{
    j->p++;
    j->depth--;
    bool is_object = j->objects >> j->depth & 1;
    after_value(j);
    return is_object ? JSON_OBJECT_END : JSON_ARRAY_END;
}

static enum json_token value(struct json_pull *j)
{
    enum json_token token;
    switch (*j->p) {
    case '{': return open_value(j, true);
    case '[': return open_value(j, false);
    case '"': token = string(j) ? JSON_STRING : JSON_BAD; break;
    case 't': token = word(j, STR("true"), JSON_TRUE); break;
    case 'f': token = word(j, STR("false"), JSON_FALSE); break;
    case 'n': token = word(j, STR("null"), JSON_NULL); break;
    default: token = number(j); break;
    }
    if (token != JSON_BAD)
        after_value(j);
    return token;
}

static void skip_space(struct json_pull *j)
{
    while (j->p < j->end && (*j->p == ' ' || *j->p == '\n' || *j->p == '\r' || *j->p == '\t'))
        j->p++;
}

/* Behind a value: a comma, then what follows it; or the end of the list or object that is open. */
static enum json_token after_comma(struct json_pull *j)
{
    bool in_object = j->objects >> (j->depth - 1) & 1;
    if (*j->p == (in_object ? '}' : ']'))
        return close_value(j);
    if (*j->p != ',')
        return fail(j, in_object ? "',' or '}' is wanted" : "',' or ']' is wanted");
    j->p++;
    j->state = in_object ? WANT_KEY : WANT_ITEM;
    return json_pull_next(j);
}

enum json_token json_pull_next(struct json_pull *j)
{
    if (j->state == FAILED)
        return JSON_BAD;
    skip_space(j);
    j->from = j->p;
    if (j->p == j->end)
        return j->state == WANT_END ? JSON_END : fail(j, "it ends early");
    switch (j->state) {
    case WANT_END: return fail(j, "something stands behind the value");
    case WANT_COMMA: return after_comma(j);
    case WANT_COLON:
        if (*j->p != ':')
            return fail(j, "':' is wanted");
        j->p++;
        j->state = WANT_VALUE;
        return json_pull_next(j);
    case WANT_FIRST_KEY:
        if (*j->p == '}')
            return close_value(j);
        /* fall through */
    case WANT_KEY:
        if (*j->p != '"')
            return fail(j, "a key in quotation marks is wanted");
        if (!string(j))
            return JSON_BAD;
        j->state = WANT_COLON;
        return JSON_KEY;
    case WANT_FIRST_ITEM:
        if (*j->p == ']')
            return close_value(j);
        /* fall through */
    default: return value(j);
    }
}

bool json_pull_skip(struct json_pull *j, struct str *ret)
{
    const char *from = j->from;
    int depth = j->depth - 1;
    while (j->depth > depth)
        if (json_pull_next(j) == JSON_BAD)
            return false;
    *ret = (struct str){ from, (size_t)(j->p - from) };
    return true;
}
