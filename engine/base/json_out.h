/*
 * json_out.h: writes JSON into a strbuf, compact, in the order of the calls.
 *
 * Strings may be any bytes: ill-formed UTF-8 becomes U+FFFD, control characters \u00XX. Commas come by themselves; begin and
 * end must pair (asserted). Depth is at most 64.
 *     json_begin(&j, '{'); json_key(&j, "total"); json_int(&j, 3); json_end(&j, '}');
 */
#ifndef CAUCUS_ENGINE_BASE_JSON_OUT_H
#define CAUCUS_ENGINE_BASE_JSON_OUT_H

#include "engine/base/strbuf.h"

#include <stdint.h>

struct json_out {
    struct strbuf *out;
    uint64_t comma;     /* a bit a depth: a value went before */
    int depth;
    bool after_key;
};

void json_init(struct json_out *j, struct strbuf *out);
void json_begin(struct json_out *j, char open);     /* '{' or '[' */
void json_end(struct json_out *j, char close);      /* '}' or ']' */
void json_key(struct json_out *j, const char *key);
void json_str(struct json_out *j, struct str s);
void json_string(struct json_out *j, const char *c_string); /* NULL: null */
void json_int(struct json_out *j, int64_t x);
void json_real(struct json_out *j, double x, int decimals);
void json_bool(struct json_out *j, bool x);
void json_null(struct json_out *j);
/* Text that is JSON already. */
void json_raw(struct json_out *j, struct str json);

/* A key and its value in one. */
void json_key_str(struct json_out *j, const char *key, struct str s);
void json_key_string(struct json_out *j, const char *key, const char *c_string);
void json_key_int(struct json_out *j, const char *key, int64_t x);

#endif
