/*
 * fields.h: which key of the input is which field of an article: one table for JSON, CSV and front matter.
 *
 * Keys are compared without regard to ASCII case and to '_', '-' and spaces ("publishedAt", "published_at").
 * For each field the first name of the table whose value is not empty wins; a name may be a path into nested
 * values ("source.name"). `--map` goes before the table. What no field took becomes meta: at most
 * FIELDS_META_MAX pairs; a text over FIELDS_META_BYTES is cut at a character, a list or object over it left
 * out.
 */
#ifndef CAUCUS_CORPUS_FIELDS_H
#define CAUCUS_CORPUS_FIELDS_H

#include "corpus/field_value.h"
#include "corpus/reader.h"

enum {
    FIELDS_MAX = 4096,          /* keys of one article */
    FIELDS_META_MAX = 64,
    FIELDS_META_BYTES = 4096,
};

/* The fields of an article, in the order of the input. The views are the caller's. */
struct fields {
    struct field v[FIELDS_MAX];
    size_t n;
};

/*
 * Reads one JSON object. False: *err says what is wrong and where ("byte 17: …"); ERROR_INPUT. *ret_repaired
 * is what json_pull.h counts.
 */
bool fields_of_json(struct str json, struct arena *arena, struct fields *ret, size_t *ret_repaired,
                    struct error *err);

/*
 * Fills what `fields` tells; the rest of *ret is as given. Text lies in `arena` or is a view of the fields.
 * The options give what the input does not: the source, else the URL's host; the language.
 */
void fields_to_article(const struct fields *fields, const struct reader_options *options, struct arena *arena,
                       struct article *ret);

/* Would a key be taken for the title or the text? */
bool fields_is_content(struct str key);

#endif
