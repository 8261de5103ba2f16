/*
 * small_news.h: for tests of the query layer: a few articles, archived and indexed in a folder of their own,
 * with the actors that the test names.
 */
#ifndef CAUCUS_TESTS_UNIT_SMALL_NEWS_H
#define CAUCUS_TESTS_UNIT_SMALL_NEWS_H

#include "check.h"
#include "engine/base/memory.h"
#include "engine/store/archive.h"
#include "engine/store/data_dir.h"
#include "engine/store/index_writer.h"
#include "query/execute/search.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct news_actor {
    const char *id, *name;
    enum actor_kind kind;
    int salience;
    const char *surface; /* every place in title and text where this stands is a mention */
};

struct news_article {
    const char *id, *title, *text, *source, *url, *lang;
    const char *date; /* "2022-02-23"; NULL: undated */
    struct news_actor actors[8];
};

struct small_news {
    char dir[64];
    struct config config;
    struct searcher *searcher;
};

static struct str news_str(const char *s)
{
    return s ? str_of(s) : STR("");
}

static int32_t news_date(const char *s)
{
    int y, m, d;
    if (!s || sscanf(s, "%d-%d-%d", &y, &m, &d) != 3)
        return CIVIL_NONE;
    return civil_days(y, m, d) * CIVIL_DAY_MINUTES;
}

static size_t news_mentions(struct str text, const char *surface, uint32_t actor, bool in_title,
                            struct document_mention *ret)
{
    size_t n = 0, length = strlen(surface);
    for (size_t i = 0; i + length <= text.n; i++)
        if (memcmp(text.p + i, surface, length) == 0)
            ret[n++] = (struct document_mention){ (uint32_t)i, (uint32_t)(i + length), actor, in_title };
    return n;
}

static void news_index(struct index_writer *writer, struct analyser *analyser, struct preparer *preparer,
                       const struct archive_article *a, const struct news_actor *who)
{
    struct document_actor actors[8];
    struct document_mention mentions[64];
    struct document_input in = {
        .docid = a->revision,
        .supersedes = a->supersedes,
        .id = a->id,
        .source = a->source,
        .url = a->url,
        .actors = actors,
        .mentions = mentions,
        .date = a->date,
        .seen = a->seen,
    };
    struct token_list title = { 0 }, text = { 0 };
    struct document document;
    struct error err = { 0 };
    CLEANUP_FREE char *lang = xstrndup(a->lang.p, a->lang.n);
    for (; who[in.actor_count].id; in.actor_count++) {
        const struct news_actor *x = &who[in.actor_count];
        uint32_t i = (uint32_t)in.actor_count;
        actors[i] = (struct document_actor){
            .id = str_of(x->id), .name = str_of(x->name), .kind = x->kind, .salience = x->salience
        };
        in.mention_count += news_mentions(a->title, x->surface, i, true, mentions + in.mention_count);
    }
    for (uint32_t i = 0; i < in.actor_count; i++)
        in.mention_count += news_mentions(a->text, who[i].surface, i, false, mentions + in.mention_count);
    analyser_run(analyser, a->title, lang, &title);
    analyser_run(analyser, a->text, lang, &text);
    in.lang = lang;
    in.title = &title;
    in.text = &text;
    document_init(&document);
    document_prepare(preparer, &in, &document);
    if (!index_writer_add(writer, &document, &err))
        fail_msg("%s", err.text);
    document_release(&document);
    token_list_release(&title);
    token_list_release(&text);
}

static void news_fill(struct archive *archive, struct index_writer *writer,
                      const struct news_article *articles, size_t n, struct error *err)
{
    struct analyser *analyser = analyser_new();
    struct preparer *preparer = preparer_new(analyser, index_writer_weights(writer));
    assert_true(archive_begin(archive, err) && index_writer_begin(writer, err));
    for (size_t i = 0; i < n; i++) {
        const struct news_article *x = &articles[i];
        CLEANUP_ARENA struct arena arena = ARENA_INIT;
        struct archive_article a = {
            .id = news_str(x->id),
            .title = news_str(x->title),
            .text = news_str(x->text),
            .source = news_str(x->source),
            .url = news_str(x->url),
            .lang = news_str(x->lang),
            .date = news_date(x->date),
            .seen = news_date("2022-03-01"),
            .path = STR("news.jsonl"),
            .record = i + 1,
        };
        enum archive_put what;
        int64_t revision;
        if (!archive_put(archive, &a, 1, &what, &revision, err) ||
            !archive_get(archive, revision, true, &arena, &a, err))
            fail_msg("%s", err->text);
        assert_int_equal(what, a.supersedes ? ARCHIVE_UPDATED : ARCHIVE_ADDED);
        news_index(writer, analyser, preparer, &a, x->actors);
    }
    assert_true(index_writer_commit(writer, err) && archive_commit(archive, err));
    preparer_free(preparer);
    analyser_free(analyser);
}

/* Makes the folder and opens a searcher on it. */
static void small_news_open(struct small_news *s, const struct news_article *articles, size_t n)
{
    struct error err = { 0 };
    struct archive *archive = NULL;
    struct index_writer *writer = NULL;
    const struct config_ranking *r = &s->config.ranking;
    strcpy(s->dir, "/tmp/caucus-test-XXXXXX");
    assert_non_null(mkdtemp(s->dir));
    config_default(&s->config);
    struct impact_weights weights = { r->title, r->lead, r->body, r->k1, r->b, r->length_pivot };
    CLEANUP_FREE char *path = data_dir_index_path(s->dir, 1);
    struct archive_file file = { .path = STR("news.jsonl"), .complete = true };
    if (!archive_open(s->dir, true, true, &archive, &err) ||
        !index_writer_open(path, &weights, &writer, &err))
        fail_msg("%s", err.text);
    assert_true(archive_begin(archive, &err) && archive_file_put(archive, &file, &err) &&
                archive_commit(archive, &err));
    assert_int_equal(file.id, 1);
    news_fill(archive, writer, articles, n, &err);
    index_writer_close(writer);
    archive_close(archive);
    if (!data_dir_set_current(s->dir, 1, &err) || !searcher_open(s->dir, &s->config, &s->searcher, &err))
        fail_msg("%s", err.text);
}

static void small_news_close(struct small_news *s)
{
    struct error err = { 0 };
    searcher_close(s->searcher);
    config_release(&s->config);
    assert_true(data_dir_remove_index(s->dir, 1, &err));
    static const char *const files[] = { "archive.db", "archive.db-wal", "archive.db-shm", "current",
                                         "lock" };
    for (size_t i = 0; i < COUNT(files); i++) {
        char path[128];
        snprintf(path, sizeof path, "%s/%s", s->dir, files[i]);
        unlink(path);
    }
    rmdir(s->dir);
}

#endif
