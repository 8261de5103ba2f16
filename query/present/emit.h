/*
 * emit.h: a page of hits in the formats of the command line. Pure: from values to bytes.
 */
#ifndef CAUCUS_QUERY_PRESENT_EMIT_H
#define CAUCUS_QUERY_PRESENT_EMIT_H

#include "engine/base/terminal.h"
#include "query/present/page.h"

struct emit {
    const struct search_request *request;
    const struct search_result *result;
    const struct page *page;
    struct terminal terminal; /* text */
    bool marks;               /* JSON: matches as **word** */
    const char *query_id;     /* NULL: one query alone; else the name of one of many */
};

typedef void emit_fn(const struct emit *e, struct strbuf *out);

struct emit_format {
    const char *name;
    emit_fn *emit;
    bool articles, snippets, actors; /* what it needs of a page */
    bool total;                      /* it tells how many match */
};

/* By name: text, jsonl, json, csv, ids, trec; NULL: none such. */
const struct emit_format *emit_format_of(const char *name);

emit_fn emit_text, emit_jsonl, emit_json, emit_csv, emit_ids, emit_trec;

/*
 * The i-th summand of a hit's score in units of 1/scale, rounded so that all of them add up to the rounded
 * score: what rounding leaves goes to the largest.
 */
long emit_part(const struct search_hit *h, size_t i, long scale);

/* Text of an article in a format for programs: as it is, but cleaned where it would reach a terminal. */
void emit_raw(const struct emit *e, struct str s, struct strbuf *out);

/* A cell of CSV (RFC 4180) and the comma or line end behind it. */
void emit_cell(struct terminal terminal, struct str s, bool last, struct strbuf *out);

/* The snippet as one line of plain text, "…" where it was cut, matches between `open` and `close`. */
void emit_snippet(const struct snippet *s, const char *open, const char *close, struct strbuf *out);

#endif
