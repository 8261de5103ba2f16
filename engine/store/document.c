#include "engine/store/document.h"

#include "engine/base/hash.h"
#include "engine/base/memory.h"
#include "engine/store/text_rows.h"

#include <stdlib.h>

enum { LEAD_WORDS_ENOUGH = 60, LEAD_WORDS_MAX = 200 };

static const char *const kind_names[] = {
    [ENTITY_SOURCE] = "source", [ENTITY_AUTHOR] = "author", [ENTITY_TOPIC] = "topic",
    [ENTITY_SPEAKER] = "speaker",
};

const char *entity_kind_name(int kind)
{
    return kind < ACTOR_KINDS ? actor_kind_name((enum actor_kind)kind) : kind_names[kind];
}

void document_init(struct document *d)
{
    memset(d, 0, sizeof *d);
    document_terms_init(&d->forms);
    document_terms_init(&d->terms);
    strbuf_init(&d->positions);
    strbuf_init(&d->lexicon);
}

void document_release(struct document *d)
{
    document_terms_release(&d->forms);
    document_terms_release(&d->terms);
    strbuf_release(&d->positions);
    strbuf_release(&d->lexicon);
    free(d->entities);
    free(d->entity_hashes);
    free(d->mentions);
    free(d->quotes);
    arena_release(&d->strings);
    document_init(d);
}

static void clear(struct document *d)
{
    document_terms_clear(&d->forms);
    document_terms_clear(&d->terms);
    strbuf_clear(&d->positions);
    strbuf_clear(&d->lexicon);
    d->entity_count = d->mention_count = d->quote_count = 0;
    arena_reset(&d->strings);
}

int impact_level(double tf, double words, const struct impact_weights *w)
{
    double norm = 1 - w->b + w->b * words / w->pivot, impact = tf / (tf + w->k1 * norm);
    int level = (int)(impact * TERM_LEVELS);
    return level > TERM_LEVEL_TOP ? TERM_LEVEL_TOP : level;
}

double impact_worth(int level)
{
    return (2 * level + 1) / (2.0 * TERM_LEVELS);
}

size_t document_lead(const struct token_list *text)
{
    size_t sentence = 0;    /* the last sentence's beginning that is early enough */
    for (size_t i = 1; i < text->n; i++) {
        if (text->v[i].flags & TOKEN_PARAGRAPH)
            return i <= LEAD_WORDS_MAX ? i : sentence;
        if (text->v[i].flags & TOKEN_SENTENCE) {
            if (i > LEAD_WORDS_MAX)
                return sentence;
            sentence = i;
            if (i >= LEAD_WORDS_ENOUGH)
                return i;
        }
    }
    return text->n <= LEAD_WORDS_MAX ? text->n : sentence;
}

/* ---- an article's words ---- */

struct preparer {
    struct analyser *analyser;
    struct impact_weights weights;
    struct word_counter *words;
    uint8_t *known_form;            /* by exact form's number: the lexicon has it already */
    size_t known_count;
    struct strbuf folded, term;     /* scratch */
};

struct preparer *preparer_new(struct analyser *analyser, const struct impact_weights *weights)
{
    struct preparer *p = xcalloc(1, sizeof *p);
    p->analyser = analyser;
    p->weights = *weights;
    p->words = word_counter_new(analyser);
    strbuf_init(&p->folded);
    strbuf_init(&p->term);
    return p;
}

void preparer_free(struct preparer *p)
{
    if (!p)
        return;
    word_counter_free(p->words);
    free(p->known_form);
    strbuf_release(&p->folded);
    strbuf_release(&p->term);
    free(p);
}

void preparer_forget(struct preparer *p)
{
    if (p->known_count)
        memset(p->known_form, 0, p->known_count);
}

static void put_lexicon(struct preparer *p, const struct token_list *list, struct strbuf *lexicon)
{
    size_t need = analyser_count(p->analyser);
    if (need > p->known_count) {
        size_t more = need + need / 4;
        p->known_form = xmore_zeroed(p->known_form, p->known_count, more);
        p->known_count = more;
    }
    for (size_t i = 0; i < list->n; i++) {
        const struct token *t = &list->v[i];
        if (p->known_form[t->exact] || t->flags & (TOKEN_BIGRAM | TOKEN_NUMBER))
            continue;
        p->known_form[t->exact] = 1;
        strbuf_str(lexicon, analyser_string(p->analyser, t->term));
        strbuf_byte(lexicon, '\0');
        strbuf_str(lexicon, analyser_string(p->analyser, t->exact));
        strbuf_byte(lexicon, '\0');
    }
}

static void put_words(struct preparer *p, const struct document_input *in, struct document *d)
{
    const struct impact_weights *w = &p->weights;
    size_t lead = document_lead(in->text), n;
    const struct token *text = in->text->v;
    enum { AHEAD = 16 };
    d->lead = (uint32_t)lead;
    d->words = in->title->n + in->text->n;
    word_counter_add(p->words, in->title->v, in->title->n, WORD_TITLE);
    word_counter_add(p->words, text, lead, WORD_LEAD);
    word_counter_add(p->words, lead ? text + lead : text, in->text->n - lead, WORD_BODY);
    const struct word_count *counts = word_counter_terms(p->words, &n);
    double words = (double)d->words;
    for (size_t i = 0; i < n; i++) {
        if (i + AHEAD < n)
            analyser_expect(p->analyser, counts[i + AHEAD].term, counts[i + AHEAD / 2].term);
        double tf = w->title * counts[i].tf[WORD_TITLE] + w->lead * counts[i].tf[WORD_LEAD] + w->body * counts[i].tf[WORD_BODY];
        uint32_t term = counts[i].term;
        document_terms_add(&d->terms, analyser_string(p->analyser, term), analyser_hash(p->analyser, term), (uint32_t)impact_level(tf, words, w));
    }
    d->span = word_counter_finish(p->words, &d->forms, &d->positions);
    put_lexicon(p, in->title, &d->lexicon);
    put_lexicon(p, in->text, &d->lexicon);
}

/* ---- facets ---- */

static void put_term(struct document *d, struct str term, int level)
{
    document_terms_add(&d->terms, term, hash_bytes(term.p, term.n), (uint32_t)level);
}

static void put_facet(struct preparer *p, struct document *d, enum term_kind kind, struct str value, int level)
{
    if (!value.n)
        return;
    strbuf_clear(&p->term);
    term_facet(&p->term, kind, value);
    put_term(d, strbuf_view(&p->term), level);
}

static void put_visited(void *ctx, struct str term)
{
    put_term(ctx, term, TERM_LEVEL_TOP);
}

static void add_entity(struct document *d, const struct document_entity *e)
{
    uint32_t hash = (uint32_t)hash_bytes(e->id.p, e->id.n);
    for (size_t i = 0; i < d->entity_count; i++)
        if (d->entity_hashes[i] == hash && d->entities[i].kind == e->kind && str_equal(d->entities[i].id, e->id))
            return;
    GROW(d->entity_hashes, d->entity_count, d->hash_capacity);
    GROW(d->entities, d->entity_count, d->entity_capacity);
    d->entity_hashes[d->entity_count] = hash;
    struct document_entity *to = &d->entities[d->entity_count++];
    *to = *e;
    to->id = arena_str(&d->strings, e->id);
    to->name = arena_str(&d->strings, e->name);
    to->country = arena_str(&d->strings, e->country);
    to->party = arena_str(&d->strings, e->party);
}

/* Folded into p->folded. */
static struct str fold(struct preparer *p, struct str s)
{
    strbuf_clear(&p->folded);
    analyser_fold(p->analyser, s, &p->folded);
    return strbuf_view(&p->folded);
}

static bool is_host(struct str s)
{
    return str_find(s, ' ') == s.n && str_find(s, '.') < s.n;
}

/* A host name in lower case; another name folded. Into p->folded. */
static struct str source_key(struct preparer *p, struct str source)
{
    if (!is_host(source))
        return fold(p, source);
    strbuf_clear(&p->folded);
    for (size_t i = 0; i < source.n; i++)
        strbuf_byte(&p->folded, source.p[i] >= 'A' && source.p[i] <= 'Z' ? (char)(source.p[i] + 32) : source.p[i]);
    if (str_starts(strbuf_view(&p->folded), STR("www.")))
        return str_slice(strbuf_view(&p->folded), 4, p->folded.n);
    return strbuf_view(&p->folded);
}

/* Runs of words of several values may share words: each term once. */
struct once {
    struct document *document;
    size_t first, names;    /* where this kind's terms begin, and their names */
};

static struct once once_from_here(struct document *d)
{
    return (struct once){ d, d->terms.n, d->terms.names.n };
}

static void put_once(void *ctx, struct str term)
{
    struct once *o = ctx;
    const struct document_terms *t = &o->document->terms;
    uint64_t hash = hash_bytes(term.p, term.n);
    const char *name = t->names.p + o->names;
    for (size_t i = o->first; i < t->n; name += t->v[i++].bytes)
        if (t->v[i].hash == hash && str_equal(term, (struct str){ name, t->v[i].bytes }))
            return;     /* a few dozen at most */
    document_terms_add(&o->document->terms, term, hash, TERM_LEVEL_TOP);
}

static void put_values(struct preparer *p, struct document *d, enum term_kind term, int kind, const struct str *values, size_t n)
{
    enum { VALUES_MAX = 64 };
    struct once once = once_from_here(d);
    for (size_t i = 0; i < n && i < VALUES_MAX; i++) {
        struct str folded = fold(p, values[i]);
        if (!folded.n)
            continue;
        term_runs(term, folded, put_once, &once);
        add_entity(d, &(struct document_entity){ .id = folded, .name = values[i], .kind = kind });
    }
}

static void put_actors(struct preparer *p, struct document *d, const struct document_input *in)
{
    for (size_t i = 0; i < in->actor_count; i++) {
        const struct document_actor *a = &in->actors[i];
        put_facet(p, d, TERM_ACTOR, a->id, a->salience);
        add_entity(d, &(struct document_entity){ a->id, a->name, a->country, a->party, a->kind, a->salience, a->local });
    }
    struct once roles = once_from_here(d);
    for (size_t i = 0; i < in->actor_count; i++)
        for (size_t k = 0; k < in->actors[i].role_count; k++) {
            const struct document_role *r = &in->actors[i].roles[k];
            for (int any = 0; any < 2; any++) {
                strbuf_clear(&p->term);
                term_role(&p->term, r->office, any ? (struct str){ NULL, 0 } : r->of);
                put_once(&roles, strbuf_view(&p->term));
            }
        }
}

/* Who is quoted, and every quotation. */
static void put_quotes(struct preparer *p, struct document *d, const struct document_input *in)
{
    struct once speakers = once_from_here(d);
    for (size_t i = 0; i < in->quote_count; i++) {
        GROW(d->quotes, d->quote_count, d->quote_capacity);
        d->quotes[d->quote_count++] = in->quotes[i];
        if (in->quotes[i].speaker == DOCUMENT_NOBODY)
            continue;
        strbuf_clear(&p->term);
        const struct document_actor *a = &in->actors[in->quotes[i].speaker];
        term_facet(&p->term, TERM_SPEAKER, a->id);
        put_once(&speakers, strbuf_view(&p->term));
        add_entity(d, &(struct document_entity){ .id = a->id, .name = a->name, .kind = ENTITY_SPEAKER });
    }
}

static void put_metadata(struct preparer *p, struct document *d, const struct document_input *in)
{
    struct str source = source_key(p, in->source);
    d->source = arena_str(&d->strings, source);
    if (source.n) {
        term_sources(d->source, put_visited, d);
        add_entity(d, &(struct document_entity){ .id = d->source, .name = is_host(in->source) ? d->source : in->source, .kind = ENTITY_SOURCE });
    }
    put_facet(p, d, TERM_SOURCE_COUNTRY, in->source_country, TERM_LEVEL_TOP);
    put_facet(p, d, TERM_LANG, str_of(in->lang), TERM_LEVEL_TOP);
    put_facet(p, d, TERM_ID, in->id, TERM_LEVEL_TOP);
    if (in->url.n) {
        strbuf_clear(&p->folded);
        term_url_normal(&p->folded, in->url);
        put_facet(p, d, TERM_URL, strbuf_view(&p->folded), TERM_LEVEL_TOP);
    }
    put_values(p, d, TERM_AUTHOR, ENTITY_AUTHOR, in->authors, in->author_count);
    put_values(p, d, TERM_TOPIC, ENTITY_TOPIC, in->topics, in->topic_count);
}

static void put_mentions(struct document *d, const struct document_input *in)
{
    if (in->mention_count > d->mention_capacity) {
        d->mention_capacity = in->mention_count * 2;
        d->mentions = xrealloc(d->mentions, d->mention_capacity * sizeof *d->mentions);
    }
    if (in->mention_count)
        memcpy(d->mentions, in->mentions, in->mention_count * sizeof *d->mentions);
    d->mention_count = in->mention_count;
}

void document_prepare(struct preparer *p, const struct document_input *in, struct document *ret)
{
    clear(ret);
    put_words(p, in, ret);
    put_actors(p, ret, in);
    put_quotes(p, ret, in);
    put_metadata(p, ret, in);
    put_mentions(ret, in);
    ret->docid = in->docid;
    ret->supersedes = in->supersedes;
    enum { FORM_BYTES = 2, TERM_BYTES = 2 };    /* of a posting, beside its positions */
    ret->posting_bytes = ret->positions.n + ret->forms.n * FORM_BYTES + ret->terms.n * TERM_BYTES;
    ret->columns[COLUMN_DATE] = in->date;
    ret->columns[COLUMN_SEEN] = in->seen;
    ret->columns[COLUMN_WORDS] = ret->words > INT32_MAX ? INT32_MAX : (int32_t)ret->words;
    ret->columns[COLUMN_SOURCE] = 0;
    ret->columns[COLUMN_PLACE] = 0;
    ret->columns[COLUMN_FIELDS] = text_fields(in->title->n, ret->lead);
    ret->columns[COLUMN_LANG] = in->lang[0] ? in->lang[0] | in->lang[1] << 8 : 0;
    ret->columns[COLUMN_FLAGS] = (in->supersedes ? DOCUMENT_REVISED : 0) | (in->quote_count ? DOCUMENT_QUOTED : 0);
}
