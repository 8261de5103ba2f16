#include "query/execute/plan_private.h"


/* All spellings of an actor's names, as phrases. */
static bool actor_phrases(struct making *m, const struct node *n, struct plan_operand *o, struct error *err)
{
    struct resolution res;
    if (!resolve_actor(&m->resolver, n->text, plan_actor_kinds(n->field), &res, err))
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
            plan_add_phrases(m, o, spellings, n_spellings);
        }
        plan_mark_actor(m, res.actors[i].id);
    }
    return true;
}

bool plan_positional_operand(struct making *m, const struct node *n, struct plan_operand *o, struct error *err)
{
    if (n->kind == NODE_OR) {
        for (size_t i = 0; i < n->child_count; i++)
            if (!plan_positional_operand(m, n->children[i], o, err))
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
        if (!plan_operand_of(m, forms, count, prefix || (n->kind == NODE_WORD && n->match == MATCH_PREFIX), &one, err))
            return false;
        phrases = one.phrases;
        count = one.phrase_count;
    }
    plan_mark_phrases(m, phrases, count);
    plan_add_phrases(m, o, phrases, count);
    return true;
}

/* The words by which a positional node is scored: those of its operands that are words. */
void plan_score_operands(struct making *m, const struct node *const *operands, size_t n, struct plan_node *x)
{
    struct str *all = arena_array(m->p->arena, struct str, QUERY_LEAVES_MAX);
    size_t total = 0;
    for (size_t i = 0; i < n; i++) {
        const struct node *c = operands[i];
        struct str *forms;
        size_t count;
        bool prefix;
        if (c->kind != NODE_WORD && c->kind != NODE_PHRASE)
            continue;
        words_forms(m->p, c->text, false, &forms, &count, &prefix);
        for (size_t k = 0; k < count && total < QUERY_LEAVES_MAX; k++)
            all[total++] = forms[k];
    }
    plan_score_by(m, x, all, total);
}

struct plan_node *plan_positional(struct making *m, const struct node *n, unsigned fields, double boost, struct error *err)
{
    struct plan_node *x = plan_node_new(m, n->kind == NODE_ATLEAST ? PLAN_ATLEAST : PLAN_NEAR, boost);
    x->operands = arena_array(m->p->arena, struct plan_operand, n->child_count + 1);
    x->operand_count = n->child_count;
    for (size_t i = 0; i < n->child_count; i++)
        if (!plan_positional_operand(m, n->children[i], &x->operands[i], err))
            return NULL;
    x->ordered = n->kind == NODE_ADJ;
    x->distance = n->distance;
    x->count = n->count;
    x->fields = fields;
    x->label = STR("near");
    if (n->kind == NODE_ATLEAST)
        x->label = str_of(arena_format(m->p->arena, "atleast %d", n->count));
    plan_score_operands(m, (const struct node *const *)n->children, n->child_count, x);
    return x;
}
