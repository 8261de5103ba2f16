#include "query/execute/plan_private.h"

#include "engine/base/memory.h"
#include "query/execute/word_cache.h"

static void mark_word(struct making *m, const struct plan_word *word)
{
    struct plan_marks *k = &m->plan->marks;
    for (size_t i = 0; !m->negative && i < word->n; i++) {
        GROW(k->terms, k->term_count, k->term_capacity);
        k->terms[k->term_count++] = word->terms[i];
    }
}

/* What scores a node of forms: each form's terms. */
void plan_score_by(struct making *m, struct plan_node *x, const struct str *forms, size_t n)
{
    x->words = arena_array(m->p->arena, struct plan_word, n + 1);
    x->word_count = n;
    for (size_t i = 0; i < n; i++)
        x->words[i] = words_terms(m->p, forms[i]);
}

static struct plan_node *phrase_node(struct making *m, struct str text, const struct str *forms, size_t n, bool prefix, bool exact, unsigned fields,
                                     double boost, struct error *err)
{
    struct plan_node *x = plan_node_new(m, PLAN_PHRASE, boost);
    x->phrases = arena_array(m->p->arena, struct phrase, 1);
    x->phrases[0] = (struct phrase){ forms, n, prefix };
    x->phrase_count = 1;
    if (!exact && !words_spellings(m->p, forms, n, prefix, &x->phrases, &x->phrase_count, err))
        return NULL;
    x->fields = fields;
    x->label = plan_label(m, n > 1 ? "phrase" : "word", text);
    plan_score_by(m, x, forms, prefix ? n - 1 : n);
    x->words_required = true;
    plan_mark_phrases(m, x->phrases, x->phrase_count);
    return x;
}

void plan_add_phrases(struct making *m, struct plan_operand *o, const struct phrase *more, size_t n)
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
    if (!key.n || !registry_find_countries(m->p->archive, strbuf_view(&key), m->p->arena, &actors, &n, err))
        return !key.n;
    for (size_t i = 0; i < n; i++)
        count += actors[i].name_count;
    *ret = arena_array(m->p->arena, struct str, count + 1);
    for (size_t i = 0; i < n; i++) {
        bool named = false;     /* by this very word, and not as an adjective */
        for (size_t k = 0; k < actors[i].name_count; k++)
            named = named || (!(actors[i].names[k].flags & (NAME_DEMONYM | NAME_CAPITAL)) && str_equal(plan_folded(m, actors[i].names[k].name), form));
        for (size_t k = 0; named && actors[i].kind == ACTOR_COUNTRY && k < actors[i].name_count; k++) {
            struct str demonym = plan_folded(m, actors[i].names[k].name);
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

/* All terms of a word. */
static bool terms_of(struct making *m, struct str form, struct plan_word *ret, struct error *err)
{
    const struct plan_word *known = word_cache_find(m->p->words, form);
    struct str *people;
    size_t people_n;
    if (known) {
        *ret = (struct plan_word){ arena_array(m->p->arena, struct str, known->n + 1), known->n };
        for (size_t i = 0; i < known->n; i++)
            ret->terms[i] = arena_str(m->p->arena, known->terms[i]);
        return true;
    }
    *ret = words_terms(m->p, form);
    if (!country_forms(m, form, &people, &people_n, err))
        return false;
    for (size_t i = 0; i < people_n; i++) {
        struct plan_word more = words_terms(m->p, people[i]);
        add_terms(m, ret, &more);
    }
    word_cache_put(m->p->words, form, ret);
    return true;
}

/* A word in any of its forms: by its terms; within a field, by its forms in `text`. */
static struct plan_node *word_node(struct making *m, struct str text, struct str form, unsigned fields, double boost, struct error *err)
{
    struct plan_word word;
    struct str *people;
    size_t people_n;
    if (!terms_of(m, form, &word, err))
        return NULL;
    mark_word(m, &word);
    if (fields == TEXT_ANY) {
        struct plan_node *x = plan_terms(m, word.terms, word.n, boost);
        x->label = plan_label(m, "word", text);
        return x;
    }
    struct plan_node *x = plan_node_new(m, PLAN_PHRASE, boost);
    if (!country_forms(m, form, &people, &people_n, err) || !words_variants(m->p, form, &x->phrases, &x->phrase_count, err))
        return NULL;
    for (size_t i = 0; i < people_n; i++) {
        struct plan_operand all = { x->phrases, x->phrase_count, 1 };
        struct phrase *more;
        size_t n;
        if (!words_variants(m->p, people[i], &more, &n, err))
            return NULL;
        plan_add_phrases(m, &all, more, n);
        x->phrases = all.phrases;
        x->phrase_count = all.phrase_count;
    }
    x->fields = fields;
    x->label = plan_label(m, "word", text);
    x->words = arena_array(m->p->arena, struct plan_word, 1);
    x->words[0] = word;
    x->word_count = 1;
    return x;
}

static struct plan_node *fuzzy_node(struct making *m, const struct node *n, struct str form, unsigned fields, double boost, struct error *err)
{
    struct plan_node *x = plan_node_new(m, PLAN_PHRASE, boost);
    if (!words_near(m->p, form, n->fuzzy, &x->phrases, &x->phrase_count, err))
        return NULL;
    x->fields = fields;
    x->label = plan_label(m, "like", n->text);
    plan_mark_phrases(m, x->phrases, x->phrase_count);
    return x;
}

bool plan_operand_of(struct making *m, const struct str *forms, size_t n, bool prefix, struct plan_operand *ret, struct error *err)
{
    ret->words = (int)n;
    return words_spellings(m->p, forms, n, prefix, &ret->phrases, &ret->phrase_count, err);
}

/* "a b"~N: the words themselves, in any order, within a window of N more words. */
static struct plan_node *slop_node(struct making *m, const struct node *n, const struct str *forms, size_t count, unsigned fields, double boost,
                                   struct error *err)
{
    struct plan_node *x = plan_node_new(m, PLAN_NEAR, boost);
    x->operands = arena_array(m->p->arena, struct plan_operand, count);
    x->operand_count = count;
    for (size_t i = 0; i < count; i++) {
        if (!plan_operand_of(m, &forms[i], 1, false, &x->operands[i], err))
            return NULL;
        plan_mark_phrases(m, x->operands[i].phrases, x->operands[i].phrase_count);
    }
    x->distance = n->slop;
    x->fields = fields;
    x->label = plan_label(m, "phrase", n->text);
    plan_score_by(m, x, forms, count);
    return x;
}

struct plan_node *plan_text(struct making *m, const struct node *n, unsigned fields, double boost, struct error *err)
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
