#include "indexer/resolve_again.h"

#include "engine/base/interrupt.h"
#include "engine/base/memory.h"
#include "engine/store/index_facets.h"
#include "engine/store/registry.h"
#include "indexer/affected.h"

#include <stdlib.h>

/* More than this part of an index, and this many articles, are built anew, by as many threads as there are. */
enum { REBUILD_PART = 4, REBUILD_ARTICLES = 2000 };

static uint64_t count(const uint64_t *bits, size_t words)
{
    uint64_t n = 0;
    for (size_t i = 0; i < words; i++)
        n += (uint64_t)__builtin_popcountll(bits[i]);
    return n;
}

struct work {
    struct resolve_again *r;
    struct article_preparer *preparer;
    struct document document;
    const struct index_facet *facets;
    size_t facet_n, at;
};

static bool resolve_one(struct work *w, uint32_t docid, struct error *err)
{
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct archive_article article;
    if (interrupt_pending())
        return error_set(err, ERROR_INTERRUPTED, "interrupted");
    if (!archive_get(w->r->archive, docid, true, &arena, &article, err))
        return false;
    article_prepare(w->preparer, &article, &w->document);
    while (w->at < w->facet_n && w->facets[w->at].docid < docid)
        w->at++;
    size_t n = 0;
    while (w->at + n < w->facet_n && w->facets[w->at + n].docid == docid)
        n++;
    w->r->resolved++;
    return index_writer_resolve(w->r->writer, &w->document, w->facets + w->at, n, err) || error_wrap(err, "cannot resolve article %u", docid);
}

static bool resolve_all(struct work *w, const uint64_t *bits, size_t words, struct error *err)
{
    bool ok = true;
    for (size_t i = 0; ok && i < words; i++)
        for (uint64_t rest = bits[i]; ok && rest; rest &= rest - 1)
            ok = resolve_one(w, (uint32_t)(i * 64 + (size_t)__builtin_ctzll(rest)), err);
    return ok;
}

static bool rename_all(struct resolve_again *r, const struct registry_changes *changes, struct error *err)
{
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    bool ok = true;
    for (size_t i = 0; ok && i < changes->id_count; i++) {
        struct actor actor;
        bool found;
        ok = registry_get(r->archive, changes->ids[i], &arena, &found, &actor, err) && (!found || index_writer_rename(r->writer, &actor, err));
        arena_reset(&arena);
    }
    return ok;
}

static bool write(struct resolve_again *r, const struct registry_changes *changes, const struct index_facet *facets, size_t n, const uint64_t *bits,
                  size_t words, struct error *err)
{
    struct work w = { .r = r, .facets = facets, .facet_n = n };
    if (!gazetteer_load(r->archive, &r->gazetteer, err))
        return false;
    w.preparer = article_preparer_new(r->gazetteer, r->config, index_writer_weights(r->writer));
    document_init(&w.document);
    bool ok = index_writer_begin(r->writer, err) && resolve_all(&w, bits, words, err) && rename_all(r, changes, err) &&
              index_writer_registry(r->writer, gazetteer_revision(r->gazetteer), err) && index_writer_resolved(r->writer, err);
    if (!ok)
        index_writer_rollback(r->writer);
    document_release(&w.document);
    article_preparer_free(w.preparer);
    return ok;
}

/* What is to be done is read from a snapshot of the index, which is closed before it is written. */
static bool plan(struct resolve_again *r, struct index *index, struct postings *postings, struct arena *arena, struct registry_changes *changes,
                 uint64_t **ret_bits, size_t *ret_words, struct index_facet **ret_facets, size_t *ret_n, struct error *err)
{
    uint32_t articles = index_info(index)->max_docid;
    *ret_words = articles / 64 + 1;
    *ret_bits = arena_array(arena, uint64_t, *ret_words);
    *ret_n = 0;
    if (!registry_changes_after(r->archive, index_info(index)->registry_revision, arena, changes, err))
        return false;
    r->rebuild = changes->all;
    if (r->rebuild || !affected_articles(r->archive, index, postings, changes, *ret_bits, err))
        return r->rebuild;
    uint64_t n = count(*ret_bits, *ret_words);
    r->rebuild = n >= REBUILD_ARTICLES && n > articles / REBUILD_PART;
    return r->rebuild || !n || index_actor_facets(index, postings, *ret_bits, arena, ret_facets, ret_n, err);
}

bool resolve_again(struct resolve_again *r, struct error *err)
{
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct index *index;
    struct postings *postings;
    struct registry_changes changes;
    struct index_facet *facets = NULL;
    uint64_t *bits;
    size_t words, n;
    r->rebuild = r->written = false;
    r->resolved = 0;
    int64_t revision;
    if (!registry_revision(r->archive, &revision, err) || !index_open(r->index_path, &index, err))
        return false;
    bool up_to_date = index_info(index)->registry_revision >= revision || !index_info(index)->max_docid;
    bool ok = up_to_date || postings_open(index, &postings, err);
    if (ok && !up_to_date) {
        ok = plan(r, index, postings, &arena, &changes, &bits, &words, &facets, &n, err);
        postings_close(postings);
    }
    index_close(index);
    if (!ok || up_to_date || r->rebuild)
        return ok;
    r->written = true;
    return write(r, &changes, facets, n, bits, words, err);
}
