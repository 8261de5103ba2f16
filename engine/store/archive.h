/*
 * archive.h: every article as it came, every version of it, where it came from, and what was read when. Append-mostly.
 *
 * A *revision* is an article's arrival number, 1, 2, 3 …: one a stored version; it is its docid in every index. An article is known
 * again by its *key* (archive_key_of): its own id within its source, else its URL, else its file and place. A new content under a known key is a new
 * version with a new revision that supersedes the old one; the old one stays.
 *
 * Texts are packed by a model that is made from the first few thousand articles (archive_texts.h).
 * Writing needs the writer's lock and a transaction (archive_begin … archive_commit); what was committed survives a crash.
 */
#ifndef CAUCUS_ENGINE_STORE_ARCHIVE_H
#define CAUCUS_ENGINE_STORE_ARCHIVE_H

#include "engine/base/arena.h"
#include "engine/base/civil.h"
#include "engine/base/error.h"
#include "engine/base/hash.h"
#include "engine/base/strbuf.h"

#include <stdint.h>

/* 1: one record an actor (registry_schema.h); 2: no alerts; 3: no jobs; 4: no vocabularies; 5: no models of words, names by their actors' ids. An older archive is upgraded when it is opened for writing, and can be read as it is. */
enum { ARCHIVE_SCHEMA = 6 };

struct archive;

/* Opens DIR/archive.db; `create` makes it (and DIR). Without it, a missing archive is ERROR_IO: "no archive at 'DIR' (caucus index makes one)". */
bool archive_open(const char *dir, bool write, bool create, struct archive **ret, struct error *err);
void archive_close(struct archive *a);
bool archive_begin(struct archive *a, struct error *err);
bool archive_commit(struct archive *a, struct error *err);
/* Before the last commit of a load: waits for what is being made meanwhile to pack its texts with. A load that ends without leaves it to the next. */
bool archive_settle(struct archive *a, struct error *err);
void archive_rollback(struct archive *a);
/* One snapshot for several reads, ended by archive_commit. */
bool archive_begin_read(struct archive *a, struct error *err);

/* A pair as kept: authors, topics and unknown keys are all of these ("author", "topic" may come more than once). */
struct archive_meta {
    struct str key, value;
};

struct archive_article {
    int64_t revision;
    int64_t supersedes;     /* the revision before, 0 none */
    int64_t superseded_by;  /* 0: this is the newest version */
    int version;            /* from 1 */
    struct str key;         /* what it is known by */
    struct str id;          /* the publisher's; may be empty */
    struct str title, text, source, url, lang;
    struct archive_meta *meta;
    size_t meta_count;
    int32_t date;           /* civil.h; CIVIL_NONE */
    int precision;          /* enum date_precision of corpus/article.h */
    int32_t seen;           /* when it arrived */
    struct str path;        /* the file that it came from, "-" standard input */
    uint64_t record;        /* its line or record there */
};

/* The key by which an article is known again; see above. Appends to *out. */

void archive_key_of(struct str id, struct str source, struct str url, struct str path, uint64_t record, const struct digest *content,
                    struct strbuf *out);

enum archive_put { ARCHIVE_ADDED, ARCHIVE_UPDATED, ARCHIVE_UNCHANGED };

/* Stores an article, or a new version of it, unless its content is what the newest version has. key, version, revision and supersedes of *article are set by it;
 * *ret_revision is the revision that holds it now. Within a transaction. */
bool archive_put(struct archive *a, const struct archive_article *article, int64_t file, enum archive_put *ret_what, int64_t *ret_revision,
                 struct error *err);

/* Reads one revision into `arena`; ERROR_NOTHING where there is none. `with_text` false leaves text empty (a title is a cheap read). */
bool archive_get(struct archive *a, int64_t revision, bool with_text, struct arena *arena, struct archive_article *ret, struct error *err);
struct archive_walker {
    bool (*visit)(void *ctx, const struct archive_article *article, struct error *err);
    /* Gives a text that is at hand, which then is not read; false: it is not. May be NULL. */
    bool (*text)(void *ctx, int64_t revision, struct str *ret);
    void *ctx;
};
/*
 * Walks revisions after `after` in order, `most` of them at most, until `visit` gives false (with *err) or the end. What a writer adds meanwhile cannot be
 * moved from the log into the file before the walk ends: a few thousand at a time.
 */
bool archive_walk(struct archive *a, int64_t after, size_t most, const struct archive_walker *w, struct error *err);
/* All revisions of the article that `revision` is a version of, oldest first; in `arena`. */
bool archive_versions(struct archive *a, int64_t revision, struct arena *arena, int64_t **ret, size_t *ret_n, struct error *err);

struct archive_counts {
    int64_t revisions;      /* the newest revision */
    int64_t articles;       /* newest versions */
    int64_t files, failed_files;
    uint64_t text_bytes;    /* of all texts, unpacked */
    int32_t first_date, last_date;  /* over dated articles */
};
/* Looks at every article. */
bool archive_count(struct archive *a, struct archive_counts *ret, struct error *err);
/* The newest revision alone, 0 where there is none: at once. */
bool archive_newest(struct archive *a, int64_t *ret, struct error *err);

/* ---- files that were read ------------------------------------------------------------------------------------------ */

struct archive_file {
    int64_t id;             /* 0: new */
    struct str path;        /* absolute */
    uint64_t size;
    int64_t mtime_ns;
    struct digest options;  /* of format, map, source, lang: other options, read again */
    bool complete;          /* read to its end */
    struct str failure;     /* why it failed, or empty */
    int64_t articles, skipped;
};

/* What is known of a path; *ret_known false: nothing. Strings in `arena`. */
bool archive_file_find(struct archive *a, struct str path, struct arena *arena, bool *ret_known, struct archive_file *ret, struct error *err);
/* Adds or updates by path; sets file->id. Within a transaction. */
bool archive_file_put(struct archive *a, struct archive_file *file, struct error *err);
bool archive_failures(struct archive *a, bool (*visit)(void *ctx, const struct archive_file *file, struct error *err), void *ctx, struct error *err);

/* ---- the log of runs ----------------------------------------------------------------------------------------------- */

struct archive_run {
    int64_t id;
    struct str command;     /* "index" */
    int64_t started, ended; /* seconds since 1970; ended 0: it did not end by itself */
    int exit_code;
    struct str report;      /* one JSON object */
};
bool archive_run_begin(struct archive *a, struct str command, int64_t started, int64_t *ret_id, struct error *err);
bool archive_run_end(struct archive *a, int64_t id, int64_t ended, int exit_code, struct str report, struct error *err);
/* The newest first, up to `limit`. */
bool archive_runs(struct archive *a, size_t limit, bool (*visit)(void *ctx, const struct archive_run *run, struct error *err), void *ctx, struct error *err);

/* ---- saved searches ------------------------------------------------------------------------------------------------ */
bool archive_saved_get(struct archive *a, struct str name, struct arena *arena, struct str *ret_query, struct error *err);   /* empty: none */
bool archive_saved_put(struct archive *a, struct str name, struct str query, struct error *err);
bool archive_saved_remove(struct archive *a, struct str name, bool *ret_was, struct error *err);
bool archive_saved_walk(struct archive *a, bool (*visit)(void *ctx, struct str name, struct str query, struct error *err), void *ctx, struct error *err);

/* The integrity of the file as SQLite checks it, and that every text unpacks to its hash; problems are given one by one. */
bool archive_check(struct archive *a, void (*problem)(void *ctx, const char *what), void *ctx, struct error *err);

#endif
