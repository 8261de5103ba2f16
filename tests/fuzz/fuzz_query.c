/* The query parser: what it understands it prints, and reads again as the same. */
#include "query/language/ast.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static bool canonical(struct str text, struct strbuf *out)
{
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    const struct query_clock now = { 27457200, 0 };
    struct query query;
    struct error err = { 0 };
    if (!query_parse(text, &now, NULL, NULL, &arena, &query, &err))
        return false;
    query_print(query.root, out);
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    CLEANUP_STRBUF struct strbuf one = STRBUF_INIT;
    if (n > QUERY_BYTES_MAX || !canonical((struct str){ (const char *)data, n }, &one))
        return 0;
    CLEANUP_STRBUF struct strbuf two = STRBUF_INIT;
    if (one.n <= QUERY_BYTES_MAX && canonical(strbuf_view(&one), &two) && !str_equal(strbuf_view(&one), strbuf_view(&two))) {
        fprintf(stderr, "%s\n%s\n", one.p, two.p);
        abort();
    }
    return 0;
}
