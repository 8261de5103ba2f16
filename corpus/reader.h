/*
 * reader.h: articles out of a file, one at a time, in whatever format; and files out of folders.
 *
 * A reader streams: its memory is that of its longest article (at most READER_ARTICLE_MAX; a longer one is skipped, counted and told).
 * gzip and zstd are unpacked on the way, whatever the file is called. An article that cannot be read costs itself alone: next() gives
 * READER_SKIPPED with the reason and goes on at the following one. Where the file itself ends early or cannot be read on, READER_FAILED,
 * and the articles before it stand.
 */
#ifndef CAUCUS_CORPUS_READER_H
#define CAUCUS_CORPUS_READER_H

#include "corpus/article.h"
#include "engine/base/error.h"

enum { READER_ARTICLE_MAX = 256 * 1024 * 1024, READER_DEPTH_MAX = 64 };

enum reader_format { FORMAT_AUTO, FORMAT_TEXT, FORMAT_MARKDOWN, FORMAT_JSONL, FORMAT_JSON, FORMAT_CSV, FORMAT_TSV, FORMAT_COUNT };

/* "jsonl"; FORMAT_COUNT where it is none. The names are those of `--format`. */
enum reader_format reader_format_of(struct str name);
const char *reader_format_name(enum reader_format f);
/* By the file's name without .gz, .zst ("a/b.jsonl.zst": FORMAT_JSONL); FORMAT_AUTO where the name does not tell. */
enum reader_format reader_format_of_path(const char *path);

/* `--map FIELD=COLUMN`: take FIELD ("text") from COLUMN of the input ("content.body": a path). */
struct reader_map {
    struct str field, column;
};

struct reader_options {
    enum reader_format format;
    const struct reader_map *map;
    size_t map_count;
    struct str source;  /* for articles that name none */
    struct str lang;    /* the same */
    bool verbatim;      /* texts of fields keep markup and line ends, for byte offsets into them */
};

enum reader_result { READER_ARTICLE, READER_SKIPPED, READER_END, READER_FAILED };

struct reader;

/* Opens a file; "-" is standard input. The options must outlive the reader. */
bool reader_open(const char *path, const struct reader_options *options, struct reader **ret, struct error *err);
void reader_close(struct reader *r);

/* READER_ARTICLE: *ret holds until the next call. READER_SKIPPED and READER_FAILED: *err tells why, with the line or record. */
enum reader_result reader_next(struct reader *r, struct article *ret, struct error *err);

/* How far: bytes of the file (as stored, compressed) that were read, for progress; and the line or record of the last article, from 1;
 * 0 where the file is one article (text, Markdown). */
uint64_t reader_bytes(const struct reader *r);
uint64_t reader_record(const struct reader *r);

#endif
