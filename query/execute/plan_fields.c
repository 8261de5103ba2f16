#include "query/execute/plan_private.h"

#include "engine/base/memory.h"
#include "engine/text/language.h"

#include <stdlib.h>

enum { ABOUT_LEVEL = 8 };   /* salience in the upper half of 0..15 */

/* ---- actors ---- */

unsigned plan_actor_kinds(enum field f)
{
    switch (f) {
    case FIELD_ORG: return 1u << ACTOR_ORG | 1u << ACTOR_PARTY;
    case FIELD_PARTY: return 1u << ACTOR_PARTY;
    case FIELD_COUNTRY: return 1u << ACTOR_COUNTRY;
    case FIELD_PLACE: return 1u << ACTOR_PLACE | 1u << ACTOR_COUNTRY;
    default: return KINDS_ANY;
    }
}

void plan_note_ambiguity(struct making *m, struct str name, const struct resolution *res)
{
    enum { NAMED = 4 };
    CLEANUP_STRBUF struct strbuf b = STRBUF_INIT;
    strbuf_format(&b, "'%.*s' is ", STR_ARG(name));
    for (size_t i = 0; i < res->n && i < NAMED; i++)
        strbuf_format(&b, "%s%.*s (%.*s)", i == 0 ? "" : i + 1 == res->n ? " or " : ", ", STR_ARG(res->actors[i].name), STR_ARG(res->actors[i].id));
    if (res->n > NAMED)
        strbuf_format(&b, " or one of %zu more", res->n - NAMED);
    strbuf_format(&b, "; narrow it with actor:%.*s", STR_ARG(res->actors[0].id));
    plan_note(m, arena_string(m->p->arena, strbuf_view(&b)));
}

static struct plan_node *role_node(struct making *m, struct str office, const struct str *of, size_t of_count, double boost)
{
    struct str *terms = arena_array(m->p->arena, struct str, of_count + 1);
    for (size_t i = 0; i < of_count || i == 0; i++) {
        CLEANUP_STRBUF struct strbuf term = STRBUF_INIT;
        term_role(&term, office, of_count ? of[i] : (struct str){ NULL, 0 });
        terms[i] = arena_str(m->p->arena, strbuf_view(&term));
    }
    struct plan_node *x = plan_terms(m, terms, of_count ? of_count : 1, boost);
    x->actor = true;
    x->label = plan_label(m, "role", office);
    return x;
}

static struct plan_node *actor_node(struct making *m, const struct node *n, double boost, struct error *err)
{
    struct resolution res;
    if (!resolve_actor(&m->resolver, n->text, plan_actor_kinds(n->field), &res, err))
        return NULL;
    if (!res.n && plan_actor_kinds(n->field) == KINDS_ANY) {
        bool is;
        struct str office, of;
        if (!resolve_office(&m->resolver, n->text, &is, &office, &of, err))
            return NULL;
        if (is)
            return role_node(m, office, &of, of.n ? 1 : 0, boost);
    }
    if (!res.n) {
        struct str near;
        if (!resolve_nearest(&m->resolver, n->text, plan_actor_kinds(n->field), &near, err))
            return NULL;
        if (near.n)
            plan_note(m, arena_format(m->p->arena, "no actor is called '%.*s' (did you mean '%.*s'?): searched as words", STR_ARG(n->text), STR_ARG(near)));
        else
            plan_note(m, arena_format(m->p->arena, "no actor is called '%.*s': searched as words", STR_ARG(n->text)));
        struct node words = *n;
        words.kind = NODE_PHRASE;
        words.quoted = true;
        words.slop = -1;
        return plan_text(m, &words, TEXT_ANY, boost, err);
    }
    if (res.n > 1)
        plan_note_ambiguity(m, n->text, &res);
    struct str *terms = arena_array(m->p->arena, struct str, res.n);
    for (size_t i = 0; i < res.n; i++) {
        CLEANUP_STRBUF struct strbuf term = STRBUF_INIT;
        term_facet(&term, TERM_ACTOR, res.actors[i].id);
        terms[i] = arena_str(m->p->arena, strbuf_view(&term));
        plan_mark_actor(m, res.actors[i].id);
    }
    struct plan_node *x = plan_terms(m, terms, res.n, boost);
    x->actor = true;
    x->min_level = n->field == FIELD_ABOUT ? ABOUT_LEVEL : 0;
    x->label = plan_label(m, "actor", res.n == 1 ? res.actors[0].name : n->text);
    return x;
}

static struct plan_node *role_field(struct making *m, const struct node *n, double boost, struct error *err)
{
    size_t count = n->at_list_count ? n->at_list_count : n->at_country.n ? 1 : 0, found = 0, capacity = 0;
    struct str *of = NULL;
    bool known;
    struct str office, whose = { NULL, 0 };
    if (!resolve_office_name(&m->resolver, n->text, &known, &office, err))
        return NULL;
    if (!known && !count) {     /* "prime minister of Armenia" */
        bool is;
        struct str named;
        if (!resolve_office(&m->resolver, n->text, &is, &named, &whose, err))
            return NULL;
        if (is)
            return role_node(m, named, &whose, whose.n ? 1 : 0, boost);
    }
    if (!known)
        plan_note(m, arena_format(m->p->arena, "'%.*s' is no office that the registry knows", STR_ARG(n->text)));
    for (size_t i = 0; i < count; i++) {
        struct str name = n->at_list_count ? n->at_list[i] : n->at_country;
        struct resolution res;
        if (!resolve_actor(&m->resolver, name, KINDS_ANY & ~(1u << ACTOR_PERSON), &res, err)) {
            free(of);
            return NULL;
        }
        if (!res.n)
            plan_note(m, arena_format(m->p->arena, "no country or organisation is called '%.*s'", STR_ARG(name)));
        for (size_t k = 0; k < res.n; k++) {
            GROW(of, found, capacity);
            of[found++] = res.actors[k].id;
        }
    }
    struct plan_node *x = count && !found ? plan_node_new(m, PLAN_NONE, boost) : role_node(m, office, of, found, boost);
    free(of);
    return x;
}

/* ---- metadata ---- */

static struct plan_node *facet_node(struct making *m, enum term_kind kind, struct str value, const char *name)
{
    CLEANUP_STRBUF struct strbuf term = STRBUF_INIT;
    term_facet(&term, kind, value);
    struct str t = arena_str(m->p->arena, strbuf_view(&term));
    struct plan_node *x = plan_terms(m, &t, 1, 0);
    x->label = plan_label(m, name, value);
    return x;
}

static struct plan_node *range_node(struct making *m, const struct node *n, enum column column)
{
    struct plan_node *x = plan_node_new(m, PLAN_RANGE, 0);
    x->column = column;
    x->lo = n->lo;
    x->hi = n->hi;
    return x;
}

struct taken {
    struct arena *arena;
    struct str *v;
    size_t n, capacity;
};

static void take(void *ctx, struct str term)
{
    struct taken *t = ctx;
    GROW(t->v, t->n, t->capacity);
    t->v[t->n++] = arena_str(t->arena, term);
}

/* url:cnn.com/2017* and the like: every term that begins so. */
static struct plan_node *prefix_node(struct making *m, enum term_kind kind, struct str value, const char *name, struct error *err)
{
    struct taken taken = { .arena = m->p->arena };
    CLEANUP_STRBUF struct strbuf prefix = STRBUF_INIT;
    term_facet(&prefix, kind, value);
    bool ok = postings_terms(m->p->postings, strbuf_view(&prefix), take, &taken, err);
    struct plan_node *x = ok ? plan_terms(m, taken.v, taken.n, 0) : NULL;
    if (x)
        x->label = plan_label(m, name, value);
    free(taken.v);
    return x;
}

static struct plan_node *value_node(struct making *m, const struct node *n, enum term_kind kind, struct str value, struct error *err)
{
    if (n->match == MATCH_PREFIX)
        return prefix_node(m, kind, value, field_name(n->field), err);
    return facet_node(m, kind, value, field_name(n->field));
}

static struct str source_value(struct making *m, struct str text)
{
    if (str_find(text, '.') == text.n || str_find(text, ' ') < text.n)
        return plan_folded(m, text);
    char *s = arena_string(m->p->arena, text);
    for (size_t i = 0; i < text.n; i++)
        s[i] = s[i] >= 'A' && s[i] <= 'Z' ? (char)(s[i] + 32) : s[i];
    struct str host = { s, text.n };
    return str_starts(host, STR("www.")) ? str_slice(host, 4, host.n) : host;
}

static struct plan_node *source_country(struct making *m, const struct node *n, struct error *err)
{
    struct resolution res;
    if (!resolve_actor(&m->resolver, n->text, 1u << ACTOR_COUNTRY, &res, err))
        return NULL;
    return facet_node(m, TERM_SOURCE_COUNTRY, res.n ? res.actors[0].id : n->text, "sourcecountry");
}

static struct plan_node *url_node(struct making *m, const struct node *n, struct error *err)
{
    CLEANUP_STRBUF struct strbuf url = STRBUF_INIT;
    term_url_normal(&url, n->text);
    return value_node(m, n, TERM_URL, arena_str(m->p->arena, strbuf_view(&url)), err);
}

static struct plan_node *lang_node(struct making *m, const struct node *n)
{
    char code[LANGUAGE_BYTES];
    language_code(n->text, code);
    return facet_node(m, TERM_LANG, code[0] ? arena_str(m->p->arena, str_of(code)) : n->text, "lang");
}

static struct plan_node *is_node(struct making *m, const struct node *n, struct error *err)
{
    struct plan_node *x = plan_node_new(m, PLAN_FLAG, 0);
    x->column = COLUMN_FLAGS;
    switch (n->flag) {
    case IS_REVISED: x->flag = DOCUMENT_REVISED; return x;
    case IS_UNDATED:
        x->column = COLUMN_DATE;
        x->undated = true;
        return x;
    case IS_QUOTED: x->flag = DOCUMENT_QUOTED; return x;
    case IS_DUP: break;
    }
    query_error(&m->query->text, n->at, n->length, err, "this index does not know yet which articles are 'is:dup'");
    return NULL;
}

struct plan_node *plan_field(struct making *m, const struct node *n, unsigned fields, double boost, struct error *err)
{
    static const unsigned text_fields[FIELD_COUNT] = { [FIELD_TITLE] = TEXT_TITLE, [FIELD_LEAD] = TEXT_LEAD, [FIELD_BODY] = TEXT_BODY };
    unsigned in = text_fields[n->field] & fields;
    if (text_fields[n->field])
        return n->child_count ? plan_any(m, n->children[0], in, boost, err) : plan_text(m, n, in, boost, err);
    switch (n->field) {
    case FIELD_ACTOR: case FIELD_ABOUT: case FIELD_ORG: case FIELD_PARTY: case FIELD_COUNTRY: case FIELD_PLACE:
        return actor_node(m, n, boost, err);
    case FIELD_ROLE: return role_field(m, n, boost, err);
    case FIELD_SOURCE: return value_node(m, n, TERM_SOURCE, source_value(m, n->text), err);
    case FIELD_SOURCECOUNTRY: return source_country(m, n, err);
    case FIELD_AUTHOR: return value_node(m, n, TERM_AUTHOR, plan_folded(m, n->text), err);
    case FIELD_TOPIC: return value_node(m, n, TERM_TOPIC, plan_folded(m, n->text), err);
    case FIELD_LANG: return lang_node(m, n);
    case FIELD_URL: return url_node(m, n, err);
    case FIELD_ID: return value_node(m, n, TERM_ID, n->text, err);
    case FIELD_DATE: return range_node(m, n, COLUMN_DATE);
    case FIELD_SEEN: return range_node(m, n, COLUMN_SEEN);
    case FIELD_WORDS: return range_node(m, n, COLUMN_WORDS);
    case FIELD_IS: return is_node(m, n, err);
    case FIELD_SPEAKER: return plan_speaker(m, n, boost, err);
    case FIELD_QUOTE: return plan_quote(m, n, boost, err);
    default: return plan_node_new(m, PLAN_NONE, boost);
    }
}
