/*
 * quotation.h: the quotations of the articles that a search found, and how they are printed.
 */
#ifndef CAUCUS_QUERY_PRESENT_QUOTATION_H
#define CAUCUS_QUERY_PRESENT_QUOTATION_H

#include "engine/base/terminal.h"
#include "query/execute/search.h"

struct quotation_options {
    size_t limit;
    bool collapse;              /* the same words again, in another article, count with the first */
};

struct quotation {
    struct str text;
    struct str speaker_id;      /* empty: no actor */
    struct str speaker;         /* its name, or the words that name the speaker; empty: not known */
    int confidence;             /* percent */
    uint32_t docid;
    int32_t date;
    struct str title, source;
    size_t carried;             /* articles among those found that have it, at least 1 */
};

struct quotations {
    struct quotation *v;
    size_t n;
};

/* Those of the speakers that the query asks for, and with its words: see cmd_quotes.c. In the order of the hits; in `arena`. */
bool quotations_find(struct searcher *s, const struct search_result *result, const struct quotation_options *how, struct arena *arena,
                     struct quotations *ret, struct error *err);

enum quotation_format { QUOTATION_TEXT, QUOTATION_JSONL, QUOTATION_CSV };
enum quotation_format quotation_format_of(const char *name);
void quotations_put(const struct quotations *all, enum quotation_format format, struct terminal terminal, struct strbuf *out);

#endif
