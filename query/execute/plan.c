#include "query/execute/plan_private.h"

#include "engine/base/memory.h"

#include <stdlib.h>

struct plan_node *plan_node_new(struct making *m, enum plan_kind kind, double boost)
{
    struct plan_node *x = arena_new(m->p->arena, struct plan_node);
    x->kind = kind;
    x->boost = boost;
    return x;
}

struct str plan_label(struct making *m, const char *kind, struct str text)
{
    return str_of(arena_format(m->p->arena, "%s %.*s", kind, STR_ARG(text)));
}

void plan_note(struct making *m, const char *text)
{
    GROW(m->plan->notes, m->plan->note_count, m->plan->note_capacity);
    m->plan->notes[m->plan->note_count++] = str_of(text);
}

void plan_mark_phrases(struct making *m, const struct phrase *phrases, size_t n)
{
    struct plan_marks *k = &m->plan->marks;
    for (size_t i = 0; !m->negative && i < n; i++) {
        GROW(k->phrases, k->phrase_count, k->phrase_capacity);
        k->phrases[k->phrase_count++] = phrases[i];
    }
}

void plan_mark_actor(struct making *m, struct str id)
{
    struct plan_marks *k = &m->plan->marks;
    if (m->negative)
        return;
    GROW(k->actors, k->actor_count, k->actor_capacity);
    k->actors[k->actor_count++] = id;
}

void plan_mark_speaker(struct making *m, struct str id)
{
    struct plan_marks *k = &m->plan->marks;
    if (m->negative)
        return;
    GROW(k->speakers, k->speaker_count, k->speaker_capacity);
    k->speakers[k->speaker_count++] = id;
}

struct plan_node *plan_terms(struct making *m, const struct str *terms, size_t n, double boost)
{
    struct plan_node *x = plan_node_new(m, n ? PLAN_TERMS : PLAN_NONE, boost);
    x->words = arena_array(m->p->arena, struct plan_word, 1);
    x->words[0].terms = arena_array(m->p->arena, struct str, n + 1);
    if (n)
        memcpy(x->words[0].terms, terms, n * sizeof *terms);
    x->words[0].n = n;
    x->word_count = 1;
    return x;
}

struct str plan_folded(struct making *m, struct str s)
{
    CLEANUP_STRBUF struct strbuf b = STRBUF_INIT;
    analyser_fold(m->p->analyser, s, &b);
    return arena_str(m->p->arena, strbuf_view(&b));
}

static void set_children(struct making *m, struct plan_node *x, size_t n)
{
    x->children = arena_array(m->p->arena, struct plan_node *, n + 1);
    x->child_count = n;
}

/* ---- the tree ---- */

static struct plan_node *branch(struct making *m, const struct node *n, enum plan_kind kind, unsigned fields, double boost, struct error *err)
{
    struct plan_node *x = plan_node_new(m, kind, boost);
    set_children(m, x, n->child_count);
    for (size_t i = 0; i < n->child_count; i++)
        if (!(x->children[i] = plan_any(m, n->children[i], fields, boost, err)))
            return NULL;
    return x;
}

struct plan_node *plan_any(struct making *m, const struct node *n, unsigned fields, double boost, struct error *err)
{
    struct plan_node *x;
    boost *= n->boost > 0 ? n->boost : 1;
    if (m->said && (n->kind == NODE_WORD || n->kind == NODE_PHRASE))
        return plan_said_words(m, n, boost, err);
    if (m->said && n->kind != NODE_AND && n->kind != NODE_OR && n->kind != NODE_NOT) {
        query_error(&m->query->text, n->at, n->length, err, "within quotations only words, phrases, AND, OR and NOT can be asked for");
        return NULL;
    }
    switch (n->kind) {
    case NODE_AND: return branch(m, n, PLAN_AND, fields, boost, err);
    case NODE_OR: return branch(m, n, PLAN_OR, fields, boost, err);
    case NODE_NOT:
        m->negative = !m->negative;
        x = branch(m, n, PLAN_NOT, fields, boost, err);
        m->negative = !m->negative;
        return x;
    case NODE_NEAR: case NODE_ADJ: case NODE_ATLEAST: return plan_positional(m, n, fields, boost, err);
    case NODE_WORD: case NODE_PHRASE: return plan_text(m, n, fields, boost, err);
    case NODE_FIELD: return plan_field(m, n, fields, boost, err);
    case NODE_ALL: return plan_node_new(m, PLAN_ALL, 0);
    case NODE_SAID: return plan_said(m, n, boost, err);
    }
    return NULL;
}

static bool bare(const struct node *n)
{
    return n->kind == NODE_WORD || n->kind == NODE_PHRASE || n->kind == NODE_NEAR || n->kind == NODE_ADJ;
}

/* --any: the bare words of the topmost AND become one OR, beside its filters. */
static void or_of_bare(struct making *m, struct plan_node *root)
{
    struct plan_node *any = plan_node_new(m, PLAN_OR, 1);
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
    OWN(k->speakers, k->speaker_count, struct str);
#undef OWN
}

bool plan_make(struct planner *p, const struct query *query, struct plan *ret, struct error *err)
{
    struct making m = {
        .p = p, .query = query, .plan = ret,
        .resolver = { p->archive, p->index, p->analyser, name_keyer_new(), p->arena },
    };
    memset(ret, 0, sizeof *ret);
    ret->root = plan_any(&m, query->root, TEXT_ANY, 1, err);
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
