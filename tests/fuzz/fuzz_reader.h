/*
 * fuzz_reader.h: any bytes as a file of articles: never a crash, an end, and articles as article.h promises
 * them.
 */
#ifndef CAUCUS_TESTS_FUZZ_FUZZ_READER_H
#define CAUCUS_TESTS_FUZZ_FUZZ_READER_H

#include "corpus/name_list.h"
#include "corpus/readers/format.h"
#include "engine/base/utf8.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void check(bool fine, const char *what)
{
    if (!fine) {
        fprintf(stderr, "%s\n", what);
        abort();
    }
}

static inline void check_text(struct str s, size_t most, const char *what)
{
    check(s.n <= most && utf8_valid(s) && str_find(s, '\0') == s.n, what);
}

/*
 * One broken byte is three of U+FFFD, and a paragraph of a list brings two line ends; what is packed has no
 * such bound.
 */
static inline void check_article(const struct article *a, size_t size, bool packed)
{
    const size_t most = packed ? SIZE_MAX : 8 * size + 64;
    check_text(a->id, NAME_LIST_BYTES, "id");
    check_text(a->title, most, "title");
    check_text(a->text, most, "text");
    check_text(a->source, NAME_LIST_BYTES, "source");
    check_text(a->url, FIELDS_META_BYTES, "url");
    check_text(a->lang, 2, "lang");
    check(a->title.n || a->text.n, "an article without title and text");
    check(a->author_count <= NAME_LIST_MAX && a->topic_count <= NAME_LIST_MAX &&
              a->meta_count <= FIELDS_META_MAX,
          "too many");
    for (size_t i = 0; i < a->author_count; i++)
        check_text(a->authors[i], NAME_LIST_BYTES, "author");
    for (size_t i = 0; i < a->topic_count; i++)
        check_text(a->topics[i], NAME_LIST_BYTES, "topic");
    for (size_t i = 0; i < a->meta_count; i++) {
        check_text(a->meta[i].key, FIELDS_META_BYTES, "key");
        check_text(a->meta[i].value, FIELDS_META_BYTES, "value");
    }
    check((a->date == CIVIL_NONE) == (a->precision == DATE_NONE), "a date without precision");
    if (a->date != CIVIL_NONE) {
        int year = civil_of_minutes(a->date).year;
        check(year >= CIVIL_YEAR_MIN && year <= CIVIL_YEAR_MAX, "year");
    }
}

static inline int fuzz_reader(const uint8_t *data, size_t size, enum reader_format format)
{
    const struct reader_map map[] = { { STR("topic"), STR("a.b.c") }, { STR("author"), STR("x") } };
    const struct reader_options options = { .format = format, .map = map, .map_count = 2, .lang = STR("en") };
    struct reader *r;
    struct error err = { ERROR_NONE, "" };
    const unsigned char gzip[2] = { 0x1F, 0x8B };
    bool packed = size >= 4 && (memcmp(data, gzip, 2) == 0 || memcmp(data + 1, "\xB5\x2F\xFD", 3) == 0 ||
                                memcmp(data + 1, "\x2A\x4D\x18", 3) == 0);
    check(reader_open_memory((struct str){ (const char *)data, size }, "2022-02-23.x", &options, &r, &err),
          "not opened");
    enum reader_result got = READER_ARTICLE;
    for (size_t steps = 0; got != READER_END && got != READER_FAILED; steps++) {
        struct article article;
        err = (struct error){ ERROR_NONE, "" };
        got = reader_next(r, &article, &err);
        if (got == READER_ARTICLE)
            check_article(&article, size, packed);
        else if (got != READER_END)
            check(err.kind != ERROR_NONE && err.text[0], "no reason");
        check(packed || steps <= size + 1, "no end");
    }
    check(reader_bytes(r) <= size, "bytes");
    reader_close(r);
    return 0;
}

#endif
