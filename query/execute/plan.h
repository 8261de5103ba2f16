/*
 * plan.h: a query's tree over what the index has: words become terms, names become actors, dates become ranges.
 *
 * Everything about meaning is decided here (which forms, which languages, which of two Sarkisians); the executor only counts and adds.
 * A plan lives in its arena and holds for the snapshot of the index that it was made with.
 */
#ifndef CAUCUS_QUERY_EXECUTE_PLAN_H
#define CAUCUS_QUERY_EXECUTE_PLAN_H

#include "engine/store/archive.h"
#include "engine/store/postings.h"
#include "engine/text/analyser.h"
#include "query/language/ast.h"

enum plan_kind {
    PLAN_AND, PLAN_OR, PLAN_NOT,
    PLAN_TERMS,         /* any of some impact terms; scored by their levels */
    PLAN_PHRASE,        /* any of some phrases, in some fields; scored by their words' terms */
    PLAN_NEAR,          /* operands within `distance` words; `ordered` for ADJ */
    PLAN_ATLEAST,       /* operands[0] `count` times or more */
    PLAN_SAID,          /* operands[0] within a quotation, of `speakers` if there are any */
    PLAN_RANGE,         /* a column between lo and hi, both inclusive */
    PLAN_FLAG,          /* a column's bit is set */
    PLAN_ALL, PLAN_NONE,
};

/* What one operand of NEAR, ADJ or ATLEAST stands for: any of these phrases. */
struct plan_operand {
    struct phrase *phrases;
    size_t phrase_count;
    int words;                      /* how many words it has; for slop's window */
};

/* A word, for scoring: its terms in the languages of the index; one idf. */
struct plan_word {
    struct str *terms;
    size_t n;
};

struct plan_node {
    enum plan_kind kind;
    struct plan_node **children;
    size_t child_count;
    double boost;                   /* product of those above and its own */
    bool optional;                  /* a bare word or phrase: left out when results are relaxed */
    bool actor;                     /* terms are of actors: weighed as such, not by idf */
    struct str label;               /* how --explain calls it */
    struct plan_word *words;        /* PLAN_TERMS: one, which it is; PHRASE, NEAR: those in it, for scoring */
    size_t word_count;
    bool words_required;            /* PHRASE: where it stands, each of its words is (in `impact`) */
    int min_level;                  /* PLAN_TERMS: 0, or 8 for about: */
    struct phrase *phrases;         /* PLAN_PHRASE */
    size_t phrase_count;
    unsigned fields;                /* enum text_field */
    struct plan_operand *operands;
    size_t operand_count;
    const struct str *speakers;     /* PLAN_SAID: ids of actors */
    size_t speaker_count;
    int distance, count;
    bool ordered;
    enum column column;             /* PLAN_RANGE, PLAN_FLAG */
    int64_t lo, hi;
    bool undated;                   /* PLAN_FLAG on COLUMN_DATE: CIVIL_NONE */
    int32_t flag;
};

/* What to mark in articles: terms and phrases asked for (not under NOT), and actors. */
struct plan_marks {
    struct str *terms;
    size_t term_count, term_capacity;
    struct phrase *phrases;
    size_t phrase_count, phrase_capacity;
    struct str *actors;             /* ids */
    size_t actor_count, actor_capacity;
    struct str *speakers;           /* ids of those whose quotations are asked for */
    size_t speaker_count, speaker_capacity;
};

struct plan {
    struct plan_node *root;
    struct plan_marks marks;
    struct str *notes;              /* "'sarkisian' is Serzh Sarkisian or Armen Sarkissian; narrow it with actor:Q…" */
    size_t note_count, note_capacity;
};

struct word_cache;

struct planner {
    struct archive *archive;        /* the registry */
    struct index *index;
    struct postings *postings;
    struct analyser *analyser;
    struct arena *arena;
    bool any;                       /* --any: bare words side by side are ORed */
    struct word_cache *words;       /* of this index's snapshot */
};

bool plan_make(struct planner *p, const struct query *query, struct plan *ret, struct error *err);

#endif
