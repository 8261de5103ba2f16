#include "engine/store/document.h"

#include "engine/base/memory.h"

#include <stdlib.h>

enum { LEAD_WORDS_ENOUGH = 60, LEAD_WORDS_MAX = 200 };

static const char *const kind_names[] = {
    [ENTITY_SOURCE] = "source", [ENTITY_AUTHOR] = "author", [ENTITY_TOPIC] = "topic",
};

const char *entity_kind_name(int kind)
{
    return kind < ACTOR_KINDS ? actor_kind_name((enum actor_kind)kind) : kind_names[kind];
}

void document_init(struct document *d)
{
    memset(d, 0, sizeof *d);
    strbuf_init(&d->title);
    strbuf_init(&d->lead);
    strbuf_init(&d->body);
    for (int i = 0; i < TERM_LEVELS; i++)
        strbuf_init(&d->levels[i]);
    strbuf_init(&d->lexicon);
    strbuf_init(&d->mentions);
}

void document_release(struct document *d)
{
    strbuf_release(&d->title);
    strbuf_release(&d->lead);
    strbuf_release(&d->body);
    for (int i = 0; i < TERM_LEVELS; i++)
        strbuf_release(&d->levels[i]);
    strbuf_release(&d->lexicon);
    strbuf_release(&d->mentions);
    free(d->entities);
    arena_release(&d->strings);
    document_init(d);
}

static void clear(struct document *d)
{
    strbuf_clear(&d->title);
    strbuf_clear(&d->lead);
    strbuf_clear(&d->body);
    for (int i = 0; i < TERM_LEVELS; i++)
        strbuf_clear(&d->levels[i]);
    strbuf_clear(&d->lexicon);
    strbuf_clear(&d->mentions);
    d->entity_count = 0;
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

/* ---- counting an article's terms ---- */

struct term_count {
    uint32_t term;
    uint16_t tf[3];     /* title, lead, body */
};

struct preparer {
    struct analyser *analyser;
    struct impact_weights weights;
    uint32_t *slot_of;              /* by term number: index into counts + 1, valid where stamp_of says this article */
    uint32_t *stamp_of;
    uint8_t *known_form;            /* by exact form's number: the lexicon has it already */
    size_t numbers;                 /* room of those three */
    uint32_t stamp;
    struct term_count *counts;
    size_t count_n, count_capacity;
    struct strbuf folded, term;     /* scratch */
};

struct preparer *preparer_new(struct analyser *analyser, const struct impact_weights *weights)
{
    struct preparer *p = xcalloc(1, sizeof *p);
    p->analyser = analyser;
    p->weights = *weights;
    strbuf_init(&p->folded);
    strbuf_init(&p->term);
    return p;
}

void preparer_free(struct preparer *p)
{
    if (!p)
        return;
    free(p->slot_of);
    free(p->stamp_of);
    free(p->known_form);
    free(p->counts);
    strbuf_release(&p->folded);
    strbuf_release(&p->term);
    free(p);
}

void preparer_forget(struct preparer *p)
{
    if (p->numbers) {
        memset(p->known_form, 0, p->numbers);
        memset(p->stamp_of, 0, p->numbers * sizeof *p->stamp_of);
    }
    p->stamp = 0;
}

static void make_room(struct preparer *p)
{
    size_t need = analyser_count(p->analyser);
    if (need <= p->numbers)
        return;
    size_t room = need * 2;
    p->slot_of = xrealloc(p->slot_of, room * sizeof *p->slot_of);
    p->stamp_of = xrealloc(p->stamp_of, room * sizeof *p->stamp_of);
    p->known_form = xrealloc(p->known_form, room);
    memset(p->stamp_of + p->numbers, 0, (room - p->numbers) * sizeof *p->stamp_of);
    memset(p->known_form + p->numbers, 0, room - p->numbers);
    p->numbers = room;
}

static void put_word(struct strbuf *stream, struct str s)
{
    char *to = strbuf_reserve(stream, s.n + 1);
    memcpy(to, s.p, s.n);
    to[s.n] = ' ';
    stream->n += s.n + 1;
}

static void count_tokens(struct preparer *p, const struct token *tokens, size_t n, int part, struct strbuf *stream, struct strbuf *lexicon)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t term = tokens[i].term, exact = tokens[i].exact;
        if (p->stamp_of[term] != p->stamp) {
            p->stamp_of[term] = p->stamp;
            GROW(p->counts, p->count_n, p->count_capacity);
            p->counts[p->count_n] = (struct term_count){ .term = term };
            p->slot_of[term] = (uint32_t)p->count_n++;
        }
        uint16_t *tf = &p->counts[p->slot_of[term]].tf[part];
        *tf += *tf < UINT16_MAX;
        struct str s = analyser_string(p->analyser, exact);
        put_word(stream, s);
        if (exact != tokens[i].form) {
            strbuf_byte(stream, ANALYSER_MARK);
            put_word(stream, analyser_string(p->analyser, tokens[i].form));
        }
        if (!p->known_form[exact] && !(tokens[i].flags & (TOKEN_BIGRAM | TOKEN_NUMBER))) {
            p->known_form[exact] = 1;
            strbuf_str(lexicon, analyser_string(p->analyser, term));
            strbuf_byte(lexicon, '\0');
            strbuf_str(lexicon, s);
            strbuf_byte(lexicon, '\0');
        }
    }
    if (stream->capacity)
        stream->p[stream->n] = '\0';
}

static void put_words(struct preparer *p, double words, struct document *d)
{
    const struct impact_weights *w = &p->weights;
    for (size_t i = 0; i < p->count_n; i++) {
        const struct term_count *c = &p->counts[i];
        int level = impact_level(w->title * c->tf[0] + w->lead * c->tf[1] + w->body * c->tf[2], words, w);
        put_word(&d->levels[level], analyser_string(p->analyser, c->term));
    }
}

/* ---- facets ---- */

static void put_facet(struct document *d, enum term_kind kind, struct str value, int level)
{
    if (!value.n)
        return;
    term_facet(&d->levels[level], kind, value);
    strbuf_byte(&d->levels[level], ' ');
}

static void put_visited(void *ctx, struct str term)
{
    struct document *d = ctx;
    put_word(&d->levels[TERM_LEVEL_TOP], term);
}

static void add_entity(struct document *d, const struct document_entity *e)
{
    for (size_t i = 0; i < d->entity_count; i++)
        if (d->entities[i].kind == e->kind && str_equal(d->entities[i].id, e->id))
            return;
    GROW(d->entities, d->entity_count, d->entity_capacity);
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
    size_t from;        /* where this kind's terms begin in the top level */
};

static void put_once(void *ctx, struct str term)
{
    struct once *o = ctx;
    const struct strbuf *top = &o->document->levels[TERM_LEVEL_TOP];
    struct str rest = str_slice(strbuf_view(top), o->from, top->n);
    for (size_t space; rest.n; rest = str_slice(rest, space + 1, rest.n)) {
        space = str_find(rest, ' ');
        if (str_equal(str_slice(rest, 0, space), term))
            return;     /* a few dozen at most */
    }
    put_visited(o->document, term);
}

static void put_values(struct preparer *p, struct document *d, enum term_kind term, int kind, const struct str *values, size_t n)
{
    enum { VALUES_MAX = 64 };
    struct once once = { d, d->levels[TERM_LEVEL_TOP].n };
    for (size_t i = 0; i < n && i < VALUES_MAX; i++) {
        struct str folded = fold(p, values[i]);
        if (!folded.n)
            continue;
        term_runs(term, folded, put_once, &once);
        add_entity(d, &(struct document_entity){ .id = folded, .name = values[i], .kind = kind });
    }
}

static void put_actors(struct document *d, const struct document_input *in)
{
    struct once roles = { d, 0 };
    for (size_t i = 0; i < in->actor_count; i++) {
        const struct document_actor *a = &in->actors[i];
        put_facet(d, TERM_ACTOR, a->id, a->salience);
        add_entity(d, &(struct document_entity){ a->id, a->name, a->country, a->party, a->kind, a->salience, a->local });
    }
    roles.from = d->levels[TERM_LEVEL_TOP].n;
    for (size_t i = 0; i < in->actor_count; i++)
        for (size_t k = 0; k < in->actors[i].role_count; k++) {
            const struct document_role *r = &in->actors[i].roles[k];
            for (int any = 0; any < 2; any++) {
                CLEANUP_STRBUF struct strbuf term = STRBUF_INIT;
                term_role(&term, r->office, any ? (struct str){ NULL, 0 } : r->of);
                put_once(&roles, strbuf_view(&term));
            }
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
    put_facet(d, TERM_SOURCE_COUNTRY, in->source_country, TERM_LEVEL_TOP);
    put_facet(d, TERM_LANG, str_of(in->lang), TERM_LEVEL_TOP);
    put_facet(d, TERM_ID, in->id, TERM_LEVEL_TOP);
    if (in->url.n) {
        strbuf_clear(&p->folded);
        term_url_normal(&p->folded, in->url);
        put_facet(d, TERM_URL, strbuf_view(&p->folded), TERM_LEVEL_TOP);
    }
    put_values(p, d, TERM_AUTHOR, ENTITY_AUTHOR, in->authors, in->author_count);
    put_values(p, d, TERM_TOPIC, ENTITY_TOPIC, in->topics, in->topic_count);
}

static void pack_mentions(struct document *d, const struct document_input *in)
{
    uint32_t last[2] = { 0, 0 };
    for (size_t i = 0; i < in->mention_count; i++) {
        const struct document_mention *m = &in->mentions[i];
        /* The writer turns the actor's place among the entities into its number; actors come first in both lists. */
        strbuf_varint(&d->mentions, (unsigned long long)m->actor << 1 | m->in_title);
        strbuf_varint(&d->mentions, m->start >= last[m->in_title] ? m->start - last[m->in_title] : 0);
        strbuf_varint(&d->mentions, m->end - m->start);
        last[m->in_title] = m->start;
    }
}

void document_prepare(struct preparer *p, const struct document_input *in, struct document *ret)
{
    clear(ret);
    make_room(p);
    if (++p->stamp == 0) {
        memset(p->stamp_of, 0, p->numbers * sizeof *p->stamp_of);
        p->stamp = 1;
    }
    p->count_n = 0;
    size_t lead = document_lead(in->text), words = in->title->n + in->text->n;
    count_tokens(p, in->title->v, in->title->n, 0, &ret->title, &ret->lexicon);
    count_tokens(p, in->text->v, lead, 1, &ret->lead, &ret->lexicon);
    count_tokens(p, in->text->v + lead, in->text->n - lead, 2, &ret->body, &ret->lexicon);
    put_words(p, (double)words, ret);
    put_actors(ret, in);
    put_metadata(p, ret, in);
    pack_mentions(ret, in);
    ret->docid = in->docid;
    ret->supersedes = in->supersedes;
    ret->text_bytes = ret->title.n + ret->lead.n + ret->body.n;
    for (int i = 0; i < TERM_LEVELS; i++)
        ret->text_bytes += ret->levels[i].n;
    ret->columns[COLUMN_DATE] = in->date;
    ret->columns[COLUMN_SEEN] = in->seen;
    ret->columns[COLUMN_WORDS] = words > INT32_MAX ? INT32_MAX : (int32_t)words;
    ret->columns[COLUMN_SOURCE] = 0;
    ret->columns[COLUMN_LANG] = in->lang[0] ? in->lang[0] | in->lang[1] << 8 : 0;
    ret->columns[COLUMN_FLAGS] = in->supersedes ? DOCUMENT_REVISED : 0;
}
