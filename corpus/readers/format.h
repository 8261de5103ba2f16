/*
 * format.h: what reader.c and the readers of single formats share; nobody else includes it (but for tests,
 * which read from memory).
 *
 * A format gives one article a call, or says why the next one is skipped. The arena, the article and `fields`
 * are fresh at each call. Reasons are told without a place: reader.c puts "line 17: " before them, by `unit`
 * and `record`. FAILED is final.
 */
#ifndef CAUCUS_CORPUS_READERS_FORMAT_H
#define CAUCUS_CORPUS_READERS_FORMAT_H

#include "corpus/fields.h"
#include "corpus/input.h"
#include "corpus/reader.h"

struct format_file {
    struct input *in;
    const char *path;                       /* its name, for what the name tells */
    const struct reader_options *options;
    struct arena arena;                     /* of the article in hand */
    struct fields *fields;
    /* line or record of the article in hand; 0 in files of one article */
    uint64_t record;
    bool placed;                            /* the format told the place of a failure itself */
    void *state;                            /* the format's own */
};

struct format {
    /* what `record` counts: "line"; NULL where a file is one article */
    const char *unit;
    bool (*open)(struct format_file *f, struct error *err);     /* may be NULL */
    enum reader_result (*next)(struct format_file *f, struct article *ret, struct error *err);
    void (*close)(struct format_file *f);   /* may be NULL */
};

extern const struct format format_text, format_markdown, format_jsonl, format_json, format_csv, format_tsv;

/* A reader over bytes that outlive it; `name` stands for the file's. */
bool reader_open_memory(struct str bytes, const char *name, const struct reader_options *options,
                        struct reader **ret, struct error *err);

/* For a format: the reason why an article is skipped. */
enum reader_result format_skip(struct error *err, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/*
 * What `json` says as an article; JSON_BAD and the like are skipped. `json` is repaired where it is not
 * UTF-8, and lives as long as the article.
 */
enum reader_result format_json_article(struct format_file *f, struct str json, struct article *ret,
                                       struct error *err);

#endif
