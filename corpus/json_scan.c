#include "corpus/json_scan.h"

#include "corpus/json_pull.h"

/*
 * Where we are in the value. Kinds of brackets are known for the first 64 that are open: what is deeper is
 * refused by json_pull.h anyway.
 */
struct place {
    uint64_t depth, objects;
    bool in_string, escaped, literal;
    bool done, bad;
};

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

int json_scan_peek(struct json_scan *s, struct error *err)
{
    for (;;) {
        struct str chunk;
        enum input_result got = input_chunk(s->in, &chunk, err);
        if (got != INPUT_OK)
            return got == INPUT_END ? JSON_SCAN_END : JSON_SCAN_FAILED;
        size_t n = 0;
        while (n < chunk.n && is_space(chunk.p[n]))
            n++;
        input_take(s->in, n);
        if (n < chunk.n)
            return (unsigned char)chunk.p[n];
    }
}

void json_scan_take(struct json_scan *s)
{
    input_take(s->in, 1);
}

static void open_bracket(struct place *at, bool is_object)
{
    if (at->depth < 64)
        at->objects = is_object ? at->objects | 1ull << at->depth : at->objects & ~(1ull << at->depth);
    at->depth++;
}

static void close_bracket(struct place *at, bool is_object)
{
    at->depth--;
    if (at->depth < 64 && (at->objects >> at->depth & 1) != is_object)
        at->bad = true;
    at->done = at->depth == 0;
}

/* Behind the string: its closing quote was taken, or the chunk ends within it. */
static const char *through_string(struct place *at, const char *p, const char *end)
{
    while (p < end && at->in_string) {
        if (at->escaped) {
            at->escaped = false;
            p++;
            continue;
        }
        p = json_pull_plain(p, end);
        if (p == end)
            break;
        at->escaped = *p == '\\';
        at->in_string = *p != '"';
        p++;
    }
    at->done = !at->in_string && at->depth == 0;
    return p;
}

/* Goes on to the end of the value or of the chunk; gives the byte behind it. */
static const char *through(struct place *at, const char *p, const char *end)
{
    while (p < end && !at->done && !at->bad) {
        if (at->in_string) {
            p = through_string(at, p, end);
            continue;
        }
        char c = *p;
        if (at->literal &&
            (c == ',' || c == ']' || c == '}' || c == '"' || c == '[' || c == '{' || is_space(c))) {
            at->done = true;
            break;
        }
        p++;
        if (c == '"')
            at->in_string = true;
        else if (c == '{' || c == '[')
            open_bracket(at, c == '{');
        else if (c == '}' || c == ']')
            close_bracket(at, c == '}');
        else if (at->depth == 0)
            at->literal = true;
    }
    return p;
}

bool json_scan_value(struct json_scan *s, size_t most, struct error *err)
{
    struct place at = { 0 };
    strbuf_clear(&s->value);
    s->too_long = false;
    while (!at.done) {
        struct str chunk;
        enum input_result got = input_chunk(s->in, &chunk, err);
        if (got == INPUT_END && at.literal)
            break;
        if (got == INPUT_FAILED)
            return false;
        if (got == INPUT_END)
            return error_set(err, ERROR_INPUT, "the file ends within a value");
        size_t n = (size_t)(through(&at, chunk.p, chunk.p + chunk.n) - chunk.p);
        if (at.bad)
            return error_set(err, ERROR_INPUT, "brackets do not pair");
        s->too_long = s->too_long || s->value.n + n > most;
        if (s->too_long)
            strbuf_release(&s->value);
        else
            strbuf_bytes(&s->value, chunk.p, n);
        input_take(s->in, n);
    }
    return true;
}
