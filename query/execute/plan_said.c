#include "query/execute/plan_private.h"

static bool speakers_of(struct making *m, struct str name, struct str **ids, struct str **terms, size_t *n, struct error *err)
{
    struct resolution res;
    if (!resolve_actor(&m->resolver, name, plan_actor_kinds(FIELD_SPEAKER), &res, err))
        return false;
    if (!res.n)
        plan_note(m, arena_format(m->p->arena, "nobody who is called '%.*s' is known", STR_ARG(name)));
    if (res.n > 1)
        plan_note_ambiguity(m, name, &res);
    *ids = arena_array(m->p->arena, struct str, res.n + 1);
    *terms = arena_array(m->p->arena, struct str, res.n + 1);
    *n = res.n;
    for (size_t i = 0; i < res.n; i++) {
        CLEANUP_STRBUF struct strbuf term = STRBUF_INIT;
        term_facet(&term, TERM_SPEAKER, res.actors[i].id);
        (*terms)[i] = arena_str(m->p->arena, strbuf_view(&term));
        (*ids)[i] = res.actors[i].id;
        plan_mark_speaker(m, res.actors[i].id);
    }
    return true;
}

static struct plan_node *speaker_node(struct making *m, struct str name, const struct str *terms, size_t n, double boost)
{
    struct plan_node *x = plan_terms(m, terms, n, boost);
    x->actor = true;
    x->label = plan_label(m, "speaker", name);
    return x;
}

struct plan_node *plan_speaker(struct making *m, const struct node *n, double boost, struct error *err)
{
    struct str *ids, *terms;
    size_t count;
    return speakers_of(m, n->text, &ids, &terms, &count, err) ? speaker_node(m, n->text, terms, count, boost) : NULL;
}

/* Whatever stands below, within quotations of those speakers, or of any where there are none. */
static struct plan_node *within(struct making *m, const struct node *below, const struct str *speakers, size_t n, double boost, struct error *err)
{
    struct making outer = *m;
    m->said = true;
    m->speakers = speakers;
    m->speaker_count = n;
    struct plan_node *x = plan_any(m, below, TEXT_ANY, boost, err);
    m->said = outer.said;
    m->speakers = outer.speakers;
    m->speaker_count = outer.speaker_count;
    return x;
}

struct plan_node *plan_said(struct making *m, const struct node *n, double boost, struct error *err)
{
    struct str *ids, *terms;
    size_t count;
    if (!speakers_of(m, n->text, &ids, &terms, &count, err))
        return NULL;
    if (!count)
        return plan_node_new(m, PLAN_NONE, boost);
    struct plan_node *both = plan_node_new(m, PLAN_AND, boost), *words = within(m, n->children[0], ids, count, boost, err);
    if (!words)
        return NULL;
    both->children = arena_array(m->p->arena, struct plan_node *, 3);
    both->children[0] = speaker_node(m, n->text, terms, count, boost);
    both->children[1] = words;
    both->child_count = 2;
    return both;
}

struct plan_node *plan_quote(struct making *m, const struct node *n, double boost, struct error *err)
{
    if (n->child_count)
        return within(m, n->children[0], NULL, 0, boost, err);
    struct node words = *n;
    words.kind = n->quoted ? NODE_PHRASE : NODE_WORD;
    words.slop = -1;
    return within(m, &words, NULL, 0, boost, err);
}

struct plan_node *plan_said_words(struct making *m, const struct node *n, double boost, struct error *err)
{
    struct plan_node *x = plan_node_new(m, PLAN_SAID, boost);
    x->operands = arena_array(m->p->arena, struct plan_operand, 1);
    x->operand_count = 1;
    if (!plan_positional_operand(m, n, &x->operands[0], err))
        return NULL;
    x->speakers = m->speakers;
    x->speaker_count = m->speaker_count;
    x->fields = TEXT_ANY;
    x->label = plan_label(m, "quote", n->text);
    plan_score_operands(m, &n, 1, x);
    return x;
}
