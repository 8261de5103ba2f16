#include "indexer/prepare.h"

#include "engine/base/memory.h"
#include "engine/text/language.h"

#include <stdlib.h>

/* Strings that an analyser keeps before it forgets them all: about 80 MB with what others keep by their numbers. Most were met once. */
enum { STRINGS_MAX = 400000 };

struct article_preparer {
    const struct config *config;
    struct analyser *analyser;
    struct enricher *enricher;
    struct quoter *quoter;
    struct preparer *preparer;
    struct token_list title, text;
    struct arena arena;
};

struct article_preparer *article_preparer_new(const struct gazetteer *g, const struct config *config, const struct impact_weights *weights)
{
    memory_return_large();
    struct article_preparer *p = xcalloc(1, sizeof *p);
    p->config = config;
    p->analyser = analyser_new();
    p->enricher = enricher_new(g, p->analyser);
    p->quoter = quoter_new(p->analyser);
    p->preparer = preparer_new(p->analyser, weights);
    return p;
}

void article_preparer_free(struct article_preparer *p)
{
    if (!p)
        return;
    preparer_free(p->preparer);
    quoter_free(p->quoter);
    enricher_free(p->enricher);
    analyser_free(p->analyser);
    token_list_release(&p->title);
    token_list_release(&p->text);
    arena_release(&p->arena);
    free(p);
}

struct impact_weights article_weights(const struct config *config)
{
    const struct config_ranking *r = &config->ranking;
    return (struct impact_weights){ r->title, r->lead, r->body, r->k1, r->b, r->length_pivot };
}

static void put_values(struct arena *arena, const struct archive_article *a, const char *key, const struct str **ret, size_t *ret_n)
{
    struct str *values = arena_array(arena, struct str, a->meta_count + 1);
    size_t n = 0;
    for (size_t i = 0; i < a->meta_count; i++)
        if (str_is(a->meta[i].key, key))
            values[n++] = a->meta[i].value;
    *ret = values;
    *ret_n = n;
}

/* Actors and where they stand, in the index's shape. */
static void put_actors(struct article_preparer *p, const struct enriched *e, struct document_input *in)
{
    struct document_actor *actors = arena_array(&p->arena, struct document_actor, e->actor_count + 1);
    struct document_mention *mentions = arena_array(&p->arena, struct document_mention, e->mention_count + 1);
    for (size_t i = 0; i < e->actor_count; i++) {
        const struct found_actor *a = &e->actors[i];
        struct document_role *roles = arena_array(&p->arena, struct document_role, a->role_count + 1);
        for (size_t k = 0; k < a->role_count; k++)
            roles[k] = (struct document_role){ a->roles[k].office, a->roles[k].of };
        actors[i] = (struct document_actor){
            .id = a->id, .name = a->name, .kind = a->kind, .country = a->country, .party = a->party, .local = a->local,
            .salience = a->salience, .roles = roles, .role_count = a->role_count,
        };
    }
    for (size_t i = 0; i < e->mention_count; i++) {
        const struct mention *m = &e->mentions[i];
        mentions[i] = (struct document_mention){ m->start, m->end, m->actor, m->part == PART_TITLE };
    }
    in->actors = actors;
    in->actor_count = e->actor_count;
    in->mentions = mentions;
    in->mention_count = e->mention_count;
}

/* Quotations of the text or title, by its tokens; returns how many. What the headline takes from the text is one quotation. */
static size_t put_quotes_of(const struct token_list *tokens, const struct quotes *quotes, bool in_title, struct document_quote *out)
{
    size_t token = 0, n = 0;
    for (size_t i = 0; i < quotes->n; i++) {
        const struct quote *q = &quotes->v[i];
        if (q->again)
            continue;
        while (token < tokens->n && tokens->v[token].start < q->start)
            token++;
        size_t end = token;
        while (end < tokens->n && tokens->v[end].start < q->end)
            end++;
        out[n++] = (struct document_quote){ in_title, q->start, q->end, (uint32_t)token, (uint32_t)(end - token),
                                            q->actor == QUOTE_NO_ACTOR ? DOCUMENT_NOBODY : q->actor, q->speaker_start, q->speaker_end, q->confidence };
    }
    return n;
}

static void put_quotes(struct article_preparer *p, const struct quotes *quotes, const struct quotes *title_quotes, struct document_input *in)
{
    struct document_quote *out = arena_array(&p->arena, struct document_quote, quotes->n + title_quotes->n + 1);
    in->quote_count = put_quotes_of(&p->text, quotes, false, out);
    in->quote_count += put_quotes_of(&p->title, title_quotes, true, out + in->quote_count);
    in->quotes = out;
}

static struct str publisher_country(const struct config *config, struct str source)
{
    for (size_t i = 0; i < config->publisher_count; i++) {
        struct str known = str_of(config->publishers[i].source);
        bool below = source.n > known.n && str_ends(source, known) && source.p[source.n - known.n - 1] == '.';
        if (below || str_equal(source, known))
            return str_of(config->publishers[i].country);
    }
    return (struct str){ NULL, 0 };
}

void article_language(const struct archive_article *article, char ret[LANGUAGE_BYTES])
{
    ret[0] = '\0';
    if (article->lang.n)
        language_code(article->lang, ret);
    if (!ret[0])
        language_detect(article->text.n ? article->text : article->title, ret);
}

void article_prepare(struct article_preparer *p, const struct archive_article *article, struct document *ret)
{
    if (analyser_forget(p->analyser, STRINGS_MAX)) {
        enricher_forget(p->enricher);
        quoter_forget(p->quoter);
        preparer_forget(p->preparer);
    }
    arena_reset(&p->arena);
    p->title.n = p->text.n = 0;
    char lang[LANGUAGE_BYTES];
    article_language(article, lang);
    analyser_run(p->analyser, article->title, lang, &p->title);
    analyser_run(p->analyser, article->text, lang, &p->text);

    struct enriched enriched;
    struct enrich_input in_article = { article->title, article->text, &p->title, &p->text, lang, article->date };
    enrich(p->enricher, &in_article, &p->arena, &enriched);

    struct document_input in = {
        .docid = article->revision, .supersedes = article->supersedes, .title = &p->title, .text = &p->text, .id = article->id,
        .source = article->source, .url = article->url, .source_country = publisher_country(p->config, article->source), .lang = lang,
        .date = article->date, .seen = article->seen,
    };
    put_values(&p->arena, article, "author", &in.authors, &in.author_count);
    put_values(&p->arena, article, "topic", &in.topics, &in.topic_count);
    put_actors(p, &enriched, &in);
    struct quotes quotes = quotes_find(p->quoter, &in_article, &enriched, &p->arena);
    struct quotes title_quotes = quotes_find_in_title(p->quoter, &in_article, &enriched, &quotes, &p->arena);
    put_quotes(p, &quotes, &title_quotes, &in);
    document_prepare(p->preparer, &in, ret);
}
