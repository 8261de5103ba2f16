/*
 * article.h: an article as it was found, whatever the file that held it.
 *
 * All text is well-formed UTF-8 without NULs (the reader repaired it and counted). Strings belong to whoever made the article:
 * a reader's article holds until the reader's next call. An empty view means "not given".
 */
#ifndef CAUCUS_CORPUS_ARTICLE_H
#define CAUCUS_CORPUS_ARTICLE_H

#include "engine/base/arena.h"
#include "engine/base/civil.h"

enum date_precision {
    DATE_NONE,      /* undated */
    DATE_FILE,      /* from the file's time: a guess */
    DATE_YEAR,
    DATE_MONTH,
    DATE_DAY,
    DATE_MINUTE,
};

struct article_meta {
    struct str key, value;  /* a key that caucus has no field for, and its value as text */
};

struct article {
    struct str id;          /* the publisher's own; may be empty */
    struct str title;
    struct str text;        /* paragraphs apart by an empty line where the source tells them */
    struct str source;      /* a domain ("azatutyun.am") or a publisher's name */
    struct str url;
    struct str lang;        /* ISO 639-1, "" where not given */
    struct str *authors;
    size_t author_count;
    struct str *topics;
    size_t topic_count;
    struct article_meta *meta;
    size_t meta_count;
    int32_t date;           /* civil.h minutes; CIVIL_NONE */
    enum date_precision precision;
    size_t repaired;        /* ill-formed sequences and NULs that were replaced */
};

/*
 * A date as publishers write them: 2022-02-23, 2022-02-23T15:04:05+04:00, 20220223, 2022/02/23, 23.02.2022, 7/23/17 (month first),
 * 23 Feb 2022, February 23, 2022, "Wed, 23 Feb 2022 15:04:05 GMT", seconds or milliseconds since 1970 of 9 to 13 digits, 2022-02, 2022.
 * Gives false, and leaves the rest alone, where it is none of these or does not exist (2022-02-30, year 20226).
 */
bool article_date(struct str text, int32_t *ret_minutes, enum date_precision *ret_precision);

#endif
