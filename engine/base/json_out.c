#include "engine/base/json_out.h"

#include "engine/base/utf8.h"

#include <assert.h>
#include <math.h>

void json_init(struct json_out *j, struct strbuf *out)
{
    *j = (struct json_out){ out, 0, 0, false };
}

static void before_value(struct json_out *j)
{
    if (j->after_key)
        j->after_key = false;
    else if (j->comma >> j->depth & 1)
        strbuf_byte(j->out, ',');
    j->comma |= 1ull << j->depth;
}

void json_begin(struct json_out *j, char open)
{
    before_value(j);
    strbuf_byte(j->out, open);
    assert(j->depth < 63);
    j->depth++;
    j->comma &= ~(1ull << j->depth);
}

void json_end(struct json_out *j, char close)
{
    assert(j->depth > 0 && !j->after_key);
    strbuf_byte(j->out, close);
    j->depth--;
}

static void quoted(struct strbuf *out, struct str s)
{
    strbuf_byte(out, '"');
    const char *p = s.p, *end = str_end(s);
    while (p < end) {
        const char *from = p;
        while (p < end && (unsigned char)*p >= 0x20 && (unsigned char)*p < 0x7F && *p != '"' && *p != '\\')
            p++;
        strbuf_bytes(out, from, (size_t)(p - from));
        if (p >= end)
            break;
        unsigned char c = (unsigned char)*p;
        uint32_t cp;
        size_t n;
        if (c == '"' || c == '\\') {
            strbuf_byte(out, '\\');
            strbuf_byte(out, *p++);
        } else if (c == '\n') {
            strbuf_string(out, "\\n");
            p++;
        } else if (c == '\t') {
            strbuf_string(out, "\\t");
            p++;
        } else if ((n = utf8_decode(p, end, &cp)), cp < 0xA0 || cp == 0x2028 || cp == 0x2029) {
            strbuf_format(out, "\\u%04x", cp);  /* C0, DEL, C1, and the two that JavaScript takes for line ends */
            p += n;
        } else {
            char bytes[4];
            strbuf_bytes(out, bytes, utf8_encode(cp, bytes));
            p += n;
        }
    }
    strbuf_byte(out, '"');
}

void json_key(struct json_out *j, const char *key)
{
    before_value(j);
    quoted(j->out, str_of(key));
    strbuf_byte(j->out, ':');
    j->after_key = true;
}

void json_str(struct json_out *j, struct str s)
{
    before_value(j);
    quoted(j->out, s);
}

void json_string(struct json_out *j, const char *c_string)
{
    if (c_string)
        json_str(j, str_of(c_string));
    else
        json_null(j);
}

void json_int(struct json_out *j, int64_t x)
{
    before_value(j);
    strbuf_int(j->out, x);
}

/*
 * Few decimals of what is not large, without printf. False: it is not that, or so near to the middle between two that only the exact value of the
 * double tells which is nearer.
 */
static bool fixed(struct strbuf *out, double x, int decimals)
{
    static const int64_t powers[] = { 1, 10, 100, 1000 };
    if (decimals < 1 || decimals > 3 || fabs(x) >= 1e9)
        return false;
    double scaled = fabs(x) * (double)powers[decimals], below = (double)(int64_t)scaled, part = scaled - below;
    if (fabs(part - 0.5) < 1e-4)
        return false;
    int64_t units = (int64_t)below + (part > 0.5), fraction = units % powers[decimals];
    if (signbit(x))
        strbuf_byte(out, '-');
    strbuf_int(out, units / powers[decimals]);
    strbuf_byte(out, '.');
    for (int i = decimals - 1; i >= 0; i--)
        strbuf_byte(out, (char)('0' + fraction / powers[i] % 10));
    return true;
}

void json_real(struct json_out *j, double x, int decimals)
{
    if (!isfinite(x)) {
        json_null(j);
        return;
    }
    before_value(j);
    if (fixed(j->out, x, decimals))
        return;
    strbuf_format(j->out, "%.*f", decimals, x);
}

void json_bool(struct json_out *j, bool x)
{
    before_value(j);
    strbuf_string(j->out, x ? "true" : "false");
}

void json_null(struct json_out *j)
{
    before_value(j);
    strbuf_string(j->out, "null");
}

void json_raw(struct json_out *j, struct str json)
{
    before_value(j);
    strbuf_str(j->out, json);
}

void json_key_str(struct json_out *j, const char *key, struct str s)
{
    json_key(j, key);
    json_str(j, s);
}

void json_key_string(struct json_out *j, const char *key, const char *c_string)
{
    json_key(j, key);
    json_string(j, c_string);
}

void json_key_int(struct json_out *j, const char *key, int64_t x)
{
    json_key(j, key);
    json_int(j, x);
}
