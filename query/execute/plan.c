#include "query/execute/plan.h"

#include "engine/base/memory.h"
#include "engine/text/language.h"
#include "query/execute/resolve.h"
#include "query/execute/words.h"

#include <stdlib.h>

enum { ABOUT_LEVEL = 8 };   /* salience in the upper half of 0..15 */

struct making {
    struct planner *p;
    struct resolver resolver;
    const struct query *query;
    struct plan *plan;
    bool negative;          /* below a NOT: nothing there is marked or noted as wanted */
};

static struct plan_node *make(struct making *m, const struct node *n, unsigned fields, double boost, struct error *err);

/* ---- small things ---- */

static struct plan_node *new_node(struct making *m, enum plan_kind kind, double boost)
{
    struct plan_node *x = arena_new(m->p->arena, struct plan_node);
    x->kind = kind;
    x->boost = boost;
    return x;
}

static void set_children(struct making *m, struct plan_node *x, size_t n)
{
    x->children = arena_array(m->p->arena, struct plan_node *, n + 1);
    x->child_count = n;
}

static struct str label(struct making *m, const char *kind, struct str text)
{
    return str_of(arena_format(m->p->arena, "%s %.*s", kind, STR_ARG(text)));
}

static void note(struct making *m, const char *text)
{
    GROW(m->plan->notes, m->plan->note_count, m->plan->note_capacity);
    m->plan->notes[m->plan->note_count++] = str_of(text);
}

static void mark_word(struct making *m, const struct plan_word *word)
{
    struct plan_marks *k = &m->plan->marks;
    for (size_t i = 0; !m->negative && i < word->n; i++) {
        GROW(k->terms, k->term_count, k->term_capacity);
        k->terms[k->term_count++] = word->terms[i];
    }
}

static void mark_phrases(struct making *m, const struct phrase *phrases, size_t n)
{
    struct plan_marks *k = &m->plan->marks;
    for (size_t i = 0; !m->negative && i < n; i++) {
        GROW(k->phrases, k->phrase_count, k->phrase_capacity);
        k->phrases[k->phrase_count++] = phrases[i];
    }
}

static void mark_actor(struct making *m, struct str id)
{
    struct plan_marks *k = &m->plan->marks;
    if (m->negative)
        return;
    GROW(k->actors, k->actor_count, k->actor_capacity);
    k->actors[k->actor_count++] = id;
}

static struct plan_node *terms_node(struct making *m, const struct str *terms, size_t n, double boost)
{
    struct plan_node *x = new_node(m, n ? PLAN_TERMS : PLAN_NONE, boost);
    x->words = arena_array(m->p->arena, struct plan_word, 1);
    x->words[0].terms = arena_array(m->p->arena, struct str, n + 1);
    if (n)
        memcpy(x->words[0].terms, terms, n * sizeof *terms);
    x->words[0].n = n;
    x->word_count = 1;
    return x;
}

static struct plan_node *facet_node(struct making *m, enum term_kind kind, struct str value, const char *name)
{
    CLEANUP_STRBUF struct strbuf term = STRBUF_INIT;
    term_facet(&term, kind, value);
    struct str t = arena_str(m->p->arena, strbuf_view(&term));
    struct plan_node *x = terms_node(m, &t, 1, 0);
    x->label = label(m, name, value);
    return x;
}

static struct str folded(struct making *m, struct str s)
{
    CLEANUP_STRBUF struct strbuf b = STRBUF_INIT;
    analyser_fold(m->p->analyser, s, &b);
    return arena_str(m->p->arena, strbuf_view(&b));
}

/* ---- words and phrases ---- */

/* What scores a node of forms: each form's terms. */
static void score_by(struct making *m, struct plan_node *x, const struct str *forms, size_t n)
{
    x->words = arena_array(m->p->arena, struct plan_word, n + 1);
    x->word_count = n;
    for (size_t i = 0; i < n; i++)
        x->words[i] = words_terms(m->p, forms[i]);
}

static struct plan_node *phrase_node(struct making *m, struct str text, const struct str *forms, size_t n, bool prefix, bool exact, unsigned fields,
                                     double boost, struct error *err)
{
    struct plan_node *x = new_node(m, PLAN_PHRASE, boost);
    x->phrases = arena_array(m->p->arena, struct phrase, 1);
    x->phrases[0] = (struct phrase){ forms, n, prefix };
    x->phrase_count = 1;
    if (!exact && !words_spellings(m->p, forms, n, prefix, &x->phrases, &x->phrase_count, err))
        return NULL;
    x->fields = fields;
    x->label = label(m, n > 1 ? "phrase" : "word", text);
    score_by(m, x, forms, prefix ? n - 1 : n);
    mark_phrases(m, x->phrases, x->phrase_count);
    return x;
}

static void add_phrases(struct making *m, struct plan_operand *o, const struct phrase *more, size_t n)
{
    struct phrase *all = arena_array(m->p->arena, struct phrase, o->phrase_count + n + 1);
    if (o->phrase_count)
        memcpy(all, o->phrases, o->phrase_count * sizeof *all);
    if (n)
        memcpy(all + o->phrase_count, more, n * sizeof *all);
    o->phrases = all;
    o->phrase_count += n;
}

/*
 * The name of a country has its adjectives and people among its forms: "azerbaijan" finds Azerbaijani, as "vote" finds voted. Gives the forms of
 * those that are one word.
 */
static bool country_forms(struct making *m, struct str form, struct str **ret, size_t *ret_n, struct error *err)
{
    CLEANUP_STRBUF struct strbuf key = STRBUF_INIT;
    struct actor *actors;
    size_t n, count = 0;
    resolve_key(&m->resolver, form, &key);
    *ret_n = 0;
    if (!key.n || !registry_find(m->p->archive, strbuf_view(&key), m->p->arena, &actors, &n, err))
        return !key.n;
    for (size_t i = 0; i < n; i++)
        count += actors[i].name_count;
    *ret = arena_array(m->p->arena, struct str, count + 1);
    for (size_t i = 0; i < n; i++) {
        bool named = false;     /* by this very word, and not as an adjective */
        for (size_t k = 0; k < actors[i].name_count; k++)
            named = named || (!(actors[i].names[k].flags & (NAME_DEMONYM | NAME_CAPITAL)) && str_equal(folded(m, actors[i].names[k].name), form));
        for (size_t k = 0; named && actors[i].kind == ACTOR_COUNTRY && k < actors[i].name_count; k++) {
            struct str demonym = folded(m, actors[i].names[k].name);
            if (actors[i].names[k].flags & NAME_DEMONYM && str_find(demonym, ' ') == demonym.n)
                (*ret)[(*ret_n)++] = demonym;
        }
    }
    return true;
}

static void add_terms(struct making *m, struct plan_word *word, const struct plan_word *more)
{
    struct str *terms = arena_array(m->p->arena, struct str, word->n + more->n + 1);
    memcpy(terms, word->terms, word->n * sizeof *terms);
    for (size_t i = 0; i < more->n; i++) {
        bool known = false;
        for (size_t k = 0; k < word->n; k++)
            known = known || str_equal(terms[k], more->terms[i]);
        if (!known)
            terms[word->n++] = more->terms[i];
    }
    word->terms = terms;
}

/* A word in any of its forms: by its terms; within a field, by its forms in `text`. */
static struct plan_node *word_node(struct making *m, struct str text, struct str form, unsigned fields, double boost, struct error *err)
{
    struct plan_word word = words_terms(m->p, form);
    struct str *people;
    size_t people_n;
    if (!country_forms(m, form, &people, &people_n, err))
        return NULL;
    for (size_t i = 0; i < people_n; i++) {
        struct plan_word more = words_terms(m->p, people[i]);
        add_terms(m, &word, &more);
    }
    mark_word(m, &word);
    if (fields == TEXT_ANY) {
        struct plan_node *x = terms_node(m, word.terms, word.n, boost);
        x->label = label(m, "word", text);
        return x;
    }
    struct plan_node *x = new_node(m, PLAN_PHRASE, boost);
    if (!words_variants(m->p, form, &x->phrases, &x->phrase_count, err))
        return NULL;
    for (size_t i = 0; i < people_n; i++) {
        struct plan_operand all = { x->phrases, x->phrase_count, 1 };
        struct phrase *more;
        size_t n;
        if (!words_variants(m->p, people[i], &more, &n, err))
            return NULL;
        add_phrases(m, &all, more, n);
        x->phrases = all.phrases;
        x->phrase_count = all.phrase_count;
    }
    x->fields = fields;
    x->label = label(m, "word", text);
    x->words = arena_array(m->p->arena, struct plan_word, 1);
    x->words[0] = word;
    x->word_count = 1;
    return x;
}

static struct plan_node *fuzzy_node(struct making *m, const struct node *n, struct str form, unsigned fields, double boost, struct error *err)
{
    struct plan_node *x = new_node(m, PLAN_PHRASE, boost);
    if (!words_near(m->p, form, n->fuzzy, &x->phrases, &x->phrase_count, err))
        return NULL;
    x->fields = fields;
    x->label = label(m, "like", n->text);
    mark_phrases(m, x->phrases, x->phrase_count);
    return x;
}

static bool operand_of_forms(struct making *m, const struct str *forms, size_t n, bool prefix, struct plan_operand *ret, struct error *err)
{
    ret->words = (int)n;
    return words_spellings(m->p, forms, n, prefix, &ret->phrases, &ret->phrase_count, err);
}

/* "a b"~N: the words themselves, in any order, within a window of N more words. */
static struct plan_node *slop_node(struct making *m, const struct node *n, const struct str *forms, size_t count, unsigned fields, double boost,
                                   struct error *err)
{
    struct plan_node *x = new_node(m, PLAN_NEAR, boost);
    x->operands = arena_array(m->p->arena, struct plan_operand, count);
    x->operand_count = count;
    for (size_t i = 0; i < count; i++) {
        if (!operand_of_forms(m, &forms[i], 1, false, &x->operands[i], err))
            return NULL;
        mark_phrases(m, x->operands[i].phrases, x->operands[i].phrase_count);
    }
    x->distance = n->slop;
    x->fields = fields;
    x->label = label(m, "phrase", n->text);
    score_by(m, x, forms, count);
    return x;
}

static struct plan_node *text_node(struct making *m, const struct node *n, unsigned fields, double boost, struct error *err)
{
    struct str *forms;
    size_t count;
    bool prefix;
    bool phrase = n->kind == NODE_PHRASE || n->quoted, exact = !phrase && n->match == MATCH_EXACT;
    words_forms(m->p, n->text, exact, &forms, &count, &prefix);
    if (!count) {
        query_error(&m->query->text, n->at, n->length, err, "there is no word in '%.*s'", STR_ARG(n->text));
        return NULL;
    }
    if (phrase && n->slop >= 0 && count > 1 && n->kind == NODE_PHRASE)
        return slop_node(m, n, forms, count, fields, boost, err);
    if (!phrase && n->match == MATCH_FUZZY && count == 1)
        return fuzzy_node(m, n, forms[0], fields, boost, err);
    if (!phrase && n->match == MATCH_FORMS && count == 1 && !prefix)
        return word_node(m, n->text, forms[0], fields, boost, err);
    return phrase_node(m, n->text, forms, count, prefix || (!phrase && n->match == MATCH_PREFIX), exact, fields, boost, err);
}

/* ---- actors ---- */

static unsigned kinds_of(enum field f)
{
    switch (f) {
    case FIELD_ORG: return 1u << ACTOR_ORG | 1u << ACTOR_PARTY;
    case FIELD_PARTY: return 1u << ACTOR_PARTY;
    case FIELD_COUNTRY: return 1u << ACTOR_COUNTRY;
    case FIELD_PLACE: return 1u << ACTOR_PLACE | 1u << ACTOR_COUNTRY;
    default: return KINDS_ANY;
    }
}

static void note_ambiguity(struct making *m, struct str name, const struct resolution *res)
{
    enum { NAMED = 4 };
    CLEANUP_STRBUF struct strbuf b = STRBUF_INIT;
    strbuf_format(&b, "'%.*s' is ", STR_ARG(name));
    for (size_t i = 0; i < res->n && i < NAMED; i++)
        strbuf_format(&b, "%s%.*s (%.*s)", i == 0 ? "" : i + 1 == res->n ? " or " : ", ", STR_ARG(res->actors[i].name), STR_ARG(res->actors[i].id));
    if (res->n > NAMED)
        strbuf_format(&b, " or one of %zu more", res->n - NAMED);
    strbuf_format(&b, "; narrow it with actor:%.*s", STR_ARG(res->actors[0].id));
    note(m, arena_string(m->p->arena, strbuf_view(&b)));
}

static struct plan_node *role_node(struct making *m, struct str office, const struct str *of, size_t of_count, double boost)
{
    struct str *terms = arena_array(m->p->arena, struct str, of_count + 1);
    for (size_t i = 0; i < of_count || i == 0; i++) {
        CLEANUP_STRBUF struct strbuf term = STRBUF_INIT;
        term_role(&term, office, of_count ? of[i] : (struct str){ NULL, 0 });
        terms[i] = arena_str(m->p->arena, strbuf_view(&term));
    }
    struct plan_node *x = terms_node(m, terms, of_count ? of_count : 1, boost);
    x->actor = true;
    x->label = label(m, "role", office);
    return x;
}

static struct plan_node *actor_node(struct making *m, const struct node *n, double boost, struct error *err)
{
    struct resolution res;
    if (!resolve_actor(&m->resolver, n->text, kinds_of(n->field), &res, err))
        return NULL;
    if (!res.n && kinds_of(n->field) == KINDS_ANY) {
        bool is;
        struct str office, of;
        if (!resolve_office(&m->resolver, n->text, &is, &office, &of, err))
            return NULL;
        if (is)
            return role_node(m, office, &of, of.n ? 1 : 0, boost);
    }
    if (!res.n) {
        note(m, arena_format(m->p->arena, "no actor is called '%.*s': searched as words", STR_ARG(n->text)));
        struct node words = *n;
        words.kind = NODE_PHRASE;
        words.quoted = true;
        words.slop = -1;
        return text_node(m, &words, TEXT_ANY, boost, err);
    }
    if (res.n > 1)
        note_ambiguity(m, n->text, &res);
    struct str *terms = arena_array(m->p->arena, struct str, res.n);
    for (size_t i = 0; i < res.n; i++) {
        CLEANUP_STRBUF struct strbuf term = STRBUF_INIT;
        term_facet(&term, TERM_ACTOR, res.actors[i].id);
        terms[i] = arena_str(m->p->arena, strbuf_view(&term));
        mark_actor(m, res.actors[i].id);
    }
    struct plan_node *x = terms_node(m, terms, res.n, boost);
    x->actor = true;
    x->min_level = n->field == FIELD_ABOUT ? ABOUT_LEVEL : 0;
    x->label = label(m, "actor", res.n == 1 ? res.actors[0].name : n->text);
    return x;
}

static struct plan_node *role_field(struct making *m, const struct node *n, double boost, struct error *err)
{
    size_t count = n->at_list_count ? n->at_list_count : n->at_country.n ? 1 : 0, found = 0, capacity = 0;
    struct str *of = NULL;
    bool known;
    struct str office = resolve_office_name(&m->resolver, n->text, &known);
    if (!known)
        note(m, arena_format(m->p->arena, "'%.*s' is no office that the registry knows", STR_ARG(n->text)));
    for (size_t i = 0; i < count; i++) {
        struct str name = n->at_list_count ? n->at_list[i] : n->at_country;
        struct resolution res;
        if (!resolve_actor(&m->resolver, name, KINDS_ANY & ~(1u << ACTOR_PERSON), &res, err)) {
            free(of);
            return NULL;
        }
        if (!res.n)
            note(m, arena_format(m->p->arena, "no country or organisation is called '%.*s'", STR_ARG(name)));
        for (size_t k = 0; k < res.n; k++) {
            GROW(of, found, capacity);
            of[found++] = res.actors[k].id;
        }
    }
    struct plan_node *x = count && !found ? new_node(m, PLAN_NONE, boost) : role_node(m, office, of, found, boost);
    free(of);
    return x;
}

/* ---- metadata ---- */

static struct plan_node *range_node(struct making *m, const struct node *n, enum column column)
{
    struct plan_node *x = new_node(m, PLAN_RANGE, 0);
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
    struct plan_node *x = ok ? terms_node(m, taken.v, taken.n, 0) : NULL;
    if (x)
        x->label = label(m, name, value);
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
        return folded(m, text);
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
    struct plan_node *x = new_node(m, PLAN_FLAG, 0);
    x->column = COLUMN_FLAGS;
    switch (n->flag) {
    case IS_REVISED: x->flag = DOCUMENT_REVISED; return x;
    case IS_UNDATED:
        x->column = COLUMN_DATE;
        x->undated = true;
        return x;
    case IS_DUP:
    case IS_QUOTED: break;
    }
    query_error(&m->query->text, n->at, n->length, err, "this index does not know yet which articles are 'is:%s'",
                n->flag == IS_DUP ? "dup" : "quoted");
    return NULL;
}

static struct plan_node *field_node(struct making *m, const struct node *n, unsigned fields, double boost, struct error *err)
{
    static const unsigned text_fields[FIELD_COUNT] = { [FIELD_TITLE] = TEXT_TITLE, [FIELD_LEAD] = TEXT_LEAD, [FIELD_BODY] = TEXT_BODY };
    unsigned in = text_fields[n->field] & fields;
    if (text_fields[n->field])
        return n->child_count ? make(m, n->children[0], in, boost, err) : text_node(m, n, in, boost, err);
    switch (n->field) {
    case FIELD_ACTOR: case FIELD_ABOUT: case FIELD_ORG: case FIELD_PARTY: case FIELD_COUNTRY: case FIELD_PLACE:
        return actor_node(m, n, boost, err);
    case FIELD_ROLE: return role_field(m, n, boost, err);
    case FIELD_SOURCE: return value_node(m, n, TERM_SOURCE, source_value(m, n->text), err);
    case FIELD_SOURCECOUNTRY: return source_country(m, n, err);
    case FIELD_AUTHOR: return value_node(m, n, TERM_AUTHOR, folded(m, n->text), err);
    case FIELD_TOPIC: return value_node(m, n, TERM_TOPIC, folded(m, n->text), err);
    case FIELD_LANG: return lang_node(m, n);
    case FIELD_URL: return url_node(m, n, err);
    case FIELD_ID: return value_node(m, n, TERM_ID, n->text, err);
    case FIELD_DATE: return range_node(m, n, COLUMN_DATE);
    case FIELD_SEEN: return range_node(m, n, COLUMN_SEEN);
    case FIELD_WORDS: return range_node(m, n, COLUMN_WORDS);
    case FIELD_IS: return is_node(m, n, err);
    default:
        query_error(&m->query->text, n->at, n->length, err, "this index holds no quotations yet, so that '%s' cannot be asked", field_name(n->field));
        return NULL;
    }
}

/* ---- NEAR, ADJ, atleast ---- */

/* All spellings of an actor's names, as phrases. */
static bool actor_phrases(struct making *m, const struct node *n, struct plan_operand *o, struct error *err)
{
    struct resolution res;
    if (!resolve_actor(&m->resolver, n->text, kinds_of(n->field), &res, err))
        return false;
    for (size_t i = 0; i < res.n; i++) {
        struct actor actor;
        bool found;
        if (!registry_get(m->p->archive, res.actors[i].id, m->p->arena, &found, &actor, err))
            return false;
        size_t names = found ? actor.name_count : 1;
        for (size_t k = 0; k < names; k++) {
            struct str *forms;
            size_t count;
            bool prefix;
            words_forms(m->p, found ? actor.names[k].name : res.actors[i].name, false, &forms, &count, &prefix);
            struct phrase *spellings;
            size_t n_spellings;
            if (!count || (found && actor.names[k].flags & (NAME_CAPITAL | NAME_WEAK)))
                continue;
            if (!words_spellings(m->p, forms, count, prefix, &spellings, &n_spellings, err))
                return false;
            add_phrases(m, o, spellings, n_spellings);
        }
        mark_actor(m, res.actors[i].id);
    }
    return true;
}

static bool operand(struct making *m, const struct node *n, struct plan_operand *o, struct error *err)
{
    if (n->kind == NODE_OR) {
        for (size_t i = 0; i < n->child_count; i++)
            if (!operand(m, n->children[i], o, err))
                return false;
        return true;
    }
    if (n->kind == NODE_FIELD)
        return actor_phrases(m, n, o, err);
    struct str *forms;
    size_t count;
    bool prefix;
    struct phrase *phrases;
    words_forms(m->p, n->text, n->kind == NODE_WORD && n->match == MATCH_EXACT, &forms, &count, &prefix);
    if (!count)
        return query_error(&m->query->text, n->at, n->length, err, "there is no word in '%.*s'", STR_ARG(n->text));
    if (n->kind == NODE_WORD && count == 1 && !prefix && n->match == MATCH_FORMS) {
        if (!words_variants(m->p, forms[0], &phrases, &count, err))
            return false;
    } else if (n->kind == NODE_WORD && count == 1 && n->match == MATCH_FUZZY) {
        if (!words_near(m->p, forms[0], n->fuzzy, &phrases, &count, err))
            return false;
    } else if (n->kind == NODE_WORD && n->match == MATCH_EXACT) {
        phrases = arena_array(m->p->arena, struct phrase, 1);
        phrases[0] = (struct phrase){ forms, count, false };
        count = 1;
    } else {
        struct plan_operand one;
        if (!operand_of_forms(m, forms, count, prefix || (n->kind == NODE_WORD && n->match == MATCH_PREFIX), &one, err))
            return false;
        phrases = one.phrases;
        count = one.phrase_count;
    }
    mark_phrases(m, phrases, count);
    add_phrases(m, o, phrases, count);
    return true;
}

/* The words by which a positional node is scored: those of its operands that are words. */
static void score_operands(struct making *m, const struct node *n, struct plan_node *x)
{
    struct str *all = arena_array(m->p->arena, struct str, QUERY_LEAVES_MAX);
    size_t total = 0;
    for (size_t i = 0; i < n->child_count; i++) {
        const struct node *c = n->children[i];
        struct str *forms;
        size_t count;
        bool prefix;
        if (c->kind != NODE_WORD && c->kind != NODE_PHRASE)
            continue;
        words_forms(m->p, c->text, false, &forms, &count, &prefix);
        for (size_t k = 0; k < count && total < QUERY_LEAVES_MAX; k++)
            all[total++] = forms[k];
    }
    score_by(m, x, all, total);
}

static struct plan_node *positional_node(struct making *m, const struct node *n, unsigned fields, double boost, struct error *err)
{
    struct plan_node *x = new_node(m, n->kind == NODE_ATLEAST ? PLAN_ATLEAST : PLAN_NEAR, boost);
    x->operands = arena_array(m->p->arena, struct plan_operand, n->child_count + 1);
    x->operand_count = n->child_count;
    for (size_t i = 0; i < n->child_count; i++)
        if (!operand(m, n->children[i], &x->operands[i], err))
            return NULL;
    x->ordered = n->kind == NODE_ADJ;
    x->distance = n->distance;
    x->count = n->count;
    x->fields = fields;
    x->label = STR("near");
    if (n->kind == NODE_ATLEAST)
        x->label = str_of(arena_format(m->p->arena, "atleast %d", n->count));
    score_operands(m, n, x);
    return x;
}

/* ---- the tree ---- */

static struct plan_node *branch(struct making *m, const struct node *n, enum plan_kind kind, unsigned fields, double boost, struct error *err)
{
    struct plan_node *x = new_node(m, kind, boost);
    set_children(m, x, n->child_count);
    for (size_t i = 0; i < n->child_count; i++)
        if (!(x->children[i] = make(m, n->children[i], fields, boost, err)))
            return NULL;
    return x;
}

static struct plan_node *make(struct making *m, const struct node *n, unsigned fields, double boost, struct error *err)
{
    struct plan_node *x;
    boost *= n->boost > 0 ? n->boost : 1;
    switch (n->kind) {
    case NODE_AND: return branch(m, n, PLAN_AND, fields, boost, err);
    case NODE_OR: return branch(m, n, PLAN_OR, fields, boost, err);
    case NODE_NOT:
        m->negative = !m->negative;
        x = branch(m, n, PLAN_NOT, fields, boost, err);
        m->negative = !m->negative;
        return x;
    case NODE_NEAR: case NODE_ADJ: case NODE_ATLEAST: return positional_node(m, n, fields, boost, err);
    case NODE_WORD: case NODE_PHRASE: return text_node(m, n, fields, boost, err);
    case NODE_FIELD: return field_node(m, n, fields, boost, err);
    case NODE_ALL: return new_node(m, PLAN_ALL, 0);
    case NODE_SAID: break;
    }
    query_error(&m->query->text, n->at, n->length, err, "this index holds no quotations yet");
    return NULL;
}

static bool bare(const struct node *n)
{
    return n->kind == NODE_WORD || n->kind == NODE_PHRASE || n->kind == NODE_NEAR || n->kind == NODE_ADJ;
}

/* --any: the bare words of the topmost AND become one OR, beside its filters. */
static void or_of_bare(struct making *m, struct plan_node *root)
{
    struct plan_node *any = new_node(m, PLAN_OR, 1);
    size_t n = 0;
    set_children(m, any, root->child_count);
    any->child_count = 0;
    for (size_t i = 0; i < root->child_count; i++)
        if (root->children[i]->optional)
            any->children[any->child_count++] = root->children[i];
        else
            root->children[n++] = root->children[i];
    if (any->child_count)
        root->children[n++] = any;
    root->child_count = n;
}

static void own_lists(struct making *m)
{
    struct plan *plan = m->plan;
    struct plan_marks *k = &plan->marks;
#define OWN(v, n, type)                                                    \
    do {                                                                   \
        type *copy = arena_array(m->p->arena, type, (n) + 1);              \
        if (n)                                                             \
            memcpy(copy, (v), (n) * sizeof *copy);                         \
        free(v);                                                           \
        (v) = copy;                                                        \
    } while (0)
    OWN(plan->notes, plan->note_count, struct str);
    OWN(k->terms, k->term_count, struct str);
    OWN(k->phrases, k->phrase_count, struct phrase);
    OWN(k->actors, k->actor_count, struct str);
#undef OWN
}

bool plan_make(struct planner *p, const struct query *query, struct plan *ret, struct error *err)
{
    struct making m = {
        .p = p, .query = query, .plan = ret,
        .resolver = { p->archive, p->index, p->analyser, name_keyer_new(), p->arena },
    };
    memset(ret, 0, sizeof *ret);
    ret->root = make(&m, query->root, TEXT_ANY, 1, err);
    if (ret->root) {
        const struct node *n = query->root;
        if (n->kind == NODE_AND) {
            for (size_t i = 0; i < n->child_count; i++)
                ret->root->children[i]->optional = bare(n->children[i]);
            if (p->any)
                or_of_bare(&m, ret->root);
        }
    }
    own_lists(&m);
    name_keyer_free(m.resolver.keyer);
    return ret->root != NULL;
}
