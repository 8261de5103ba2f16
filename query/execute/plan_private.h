/*
 * plan_private.h: what the files that make plans share. Nobody else includes it.
 *
 * plan.c walks the tree; plan_words.c knows words and phrases, plan_fields.c actors, offices and metadata, plan_places.c NEAR, ADJ and atleast. A function that
 * gives a node gives NULL where it set *err.
 */
#ifndef CAUCUS_QUERY_EXECUTE_PLAN_PRIVATE_H
#define CAUCUS_QUERY_EXECUTE_PLAN_PRIVATE_H

#include "query/execute/plan.h"
#include "query/execute/resolve.h"
#include "query/execute/words.h"

struct making {
    struct planner *p;
    struct resolver resolver;
    const struct query *query;
    struct plan *plan;
    bool negative;          /* below a NOT: nothing there is marked or noted as wanted */
    bool said;              /* below quote: or speaker:X( ): words are looked for in quotations, */
    const struct str *speakers;     /* of these, if there are any */
    size_t speaker_count;
};

/* Any node of the query. `fields`: of title, lead and body, where words are looked for; `boost`: the product of those above. */
struct plan_node *plan_any(struct making *m, const struct node *n, unsigned fields, double boost, struct error *err);
/* A word, phrase, prefix, spelling. */
struct plan_node *plan_text(struct making *m, const struct node *n, unsigned fields, double boost, struct error *err);
struct plan_node *plan_field(struct making *m, const struct node *n, unsigned fields, double boost, struct error *err);
struct plan_node *plan_positional(struct making *m, const struct node *n, unsigned fields, double boost, struct error *err);

/* plan_said.c: speaker:X, speaker:X(query), quote:query; a word or phrase below the last two. */
struct plan_node *plan_speaker(struct making *m, const struct node *n, double boost, struct error *err);
struct plan_node *plan_said(struct making *m, const struct node *n, double boost, struct error *err);
struct plan_node *plan_quote(struct making *m, const struct node *n, double boost, struct error *err);
struct plan_node *plan_said_words(struct making *m, const struct node *n, double boost, struct error *err);

/* One operand of NEAR and its like: a word in its forms, a phrase, an actor's names, or any of several. */
bool plan_positional_operand(struct making *m, const struct node *n, struct plan_operand *o, struct error *err);
/* The words by which `operands` are scored. */
void plan_score_operands(struct making *m, const struct node *const *operands, size_t n, struct plan_node *x);

struct plan_node *plan_node_new(struct making *m, enum plan_kind kind, double boost);
/* Any of some impact terms; nothing where there are none. */
struct plan_node *plan_terms(struct making *m, const struct str *terms, size_t n, double boost);
/* What scores a node of forms: each form's terms. */
void plan_score_by(struct making *m, struct plan_node *x, const struct str *forms, size_t n);

/* An operand that stands for a row of forms, in every spelling. */
bool plan_operand_of(struct making *m, const struct str *forms, size_t n, bool prefix, struct plan_operand *ret, struct error *err);
void plan_add_phrases(struct making *m, struct plan_operand *o, const struct phrase *more, size_t n);

/* The kinds of actors that a field asks for. */
unsigned plan_actor_kinds(enum field f);

/* "word vote" */
struct str plan_label(struct making *m, const char *kind, struct str text);
void plan_note(struct making *m, const char *text);
void plan_mark_phrases(struct making *m, const struct phrase *phrases, size_t n);
void plan_mark_actor(struct making *m, struct str id);
void plan_mark_speaker(struct making *m, struct str id);
void plan_note_ambiguity(struct making *m, struct str name, const struct resolution *res);
/* Folded, in the arena. */
struct str plan_folded(struct making *m, struct str s);

#endif
