#include "indexer/rebuild_check.h"

#include "engine/base/memory.h"
#include "engine/store/postings.h"
#include "engine/text/analyser.h"
#include "indexer/prepare.h"

#include <stdio.h>

enum { SAMPLE_ARTICLES = 64, SAMPLE_WORDS = 3 };

struct checking {
    struct archive *archive;
    struct index *index;
    struct postings *postings;
    struct analyser *analyser;
    char problem[200];              /* the first; empty: none */
};

static void note(void *ctx, const char *what)
{
    struct checking *c = ctx;
    if (!c->problem[0])
        snprintf(c->problem, sizeof c->problem, "%s", what);
}

static bool check_counts(struct checking *c, struct error *err)
{
    struct archive_counts counts;
    const struct index_info *info = index_info(c->index);
    if (!archive_count(c->archive, &counts, err))
        return false;
    char text[160];
    snprintf(text, sizeof text, "it has %u versions of %lld articles, and the archive %lld of %lld", info->max_docid,
             (long long)(info->max_docid - info->dead), (long long)counts.revisions, (long long)counts.articles);
    if (info->max_docid > counts.revisions || (info->max_docid == counts.revisions && info->max_docid - info->dead != counts.articles))
        note(c, text);
    return true;
}

struct wanted {
    uint32_t docid;
    bool found;
};

static void look_for(void *ctx, const uint32_t *docids, size_t n)
{
    struct wanted *w = ctx;
    for (size_t i = 0; i < n; i++)
        w->found = w->found || docids[i] == w->docid;
}

static bool check_word(struct checking *c, uint32_t docid, struct str form, struct error *err)
{
    struct wanted wanted = { .docid = docid };
    const struct phrase phrase = { .forms = &form, .n = 1 };
    char text[160];
    if (!postings_phrase(c->postings, &phrase, TEXT_ANY, NULL, look_for, &wanted, err))
        return false;
    snprintf(text, sizeof text, "article %u is not found by its word '%.*s'", docid, (int)(form.n > 80 ? 80 : form.n), form.p);
    if (!wanted.found)
        note(c, text);
    return true;
}

static bool check_article(struct checking *c, uint32_t docid, struct error *err)
{
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct archive_article article;
    struct token_list tokens = { 0 };
    char lang[LANGUAGE_BYTES];
    if (!archive_get(c->archive, docid, true, &arena, &article, err))
        return false;
    article_language(&article, lang);
    analyser_run(c->analyser, article.text.n ? article.text : article.title, lang, &tokens);
    bool ok = true;
    for (size_t i = 0; ok && i < SAMPLE_WORDS && tokens.n; i++) {
        struct str form = analyser_string(c->analyser, tokens.v[i * (tokens.n - 1) / SAMPLE_WORDS].exact);
        ok = check_word(c, docid, arena_str(&arena, form), err);
    }
    token_list_release(&tokens);
    postings_rest(c->postings);
    return ok;
}

static bool check_sample(struct checking *c, struct error *err)
{
    uint32_t last = index_info(c->index)->max_docid, step = last / SAMPLE_ARTICLES + 1;
    bool ok = postings_open(c->index, &c->postings, err);
    c->analyser = analyser_new();
    for (uint32_t docid = last; ok && docid >= 1 && docid <= last; docid -= step)
        ok = check_article(c, docid, err);
    analyser_free(c->analyser);
    postings_close(c->postings);
    return ok;
}

bool rebuild_check(struct archive *archive, const char *index_path, struct error *err)
{
    struct checking c = { .archive = archive };
    if (!index_open(index_path, &c.index, err))
        return false;
    bool ok = index_check(c.index, note, &c, err) && check_counts(&c, err) && check_sample(&c, err);
    index_close(c.index);
    return ok && (!c.problem[0] || error_set(err, ERROR_INTERNAL, "the new index is not sound, and was not made the live one: %s", c.problem));
}
