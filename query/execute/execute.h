/*
 * execute.h: runs a plan, term at a time: every leaf fills a bitmap (which articles) and adds its weight to accumulators (how well).
 *
 * Scores are whole numbers of a `quantum`, chosen for each query so that no sum of its leaves exceeds 16 bits: what is added is exact, so that
 * --explain can show the very summands. Every posting is read: counts are exact.
 */
#ifndef CAUCUS_QUERY_EXECUTE_EXECUTE_H
#define CAUCUS_QUERY_EXECUTE_EXECUTE_H

#include "config/config.h"
#include "query/execute/bitmap.h"
#include "query/execute/plan.h"

struct execution {
    struct postings *postings;
    struct index *index;
    struct arena *arena;
    const struct config_ranking *ranking;
    bool scoring;
    uint32_t max_docid;
    struct bitmap live;             /* not superseded */
    uint16_t *scores;               /* by docid; NULL without scoring */
    double quantum;                 /* what 1 in scores is worth */
    /* For relaxed results: how each optional child of the topmost AND matched. */
    struct bitmap *optional;
    size_t optional_count;
    struct bitmap required;         /* what all other children leave */
};

/* Reads what every query needs; scores only where `scoring`. */
bool execution_begin(struct execution *x, struct index *index, struct postings *postings, const struct config_ranking *ranking, bool scoring,
                     struct arena *arena, struct error *err);

/* The live articles that match, in *ret; their scores in x->scores. `keep_optional` fills optional and required. */
bool execute(struct execution *x, const struct plan *plan, bool keep_optional, struct bitmap *ret, struct error *err);

/* What each scored word or actor of the plan adds to some articles: parts[leaf][hit], in quanta; labels by leaf. For --explain. */
struct execution_part {
    struct str label;
    uint16_t *values;               /* one a docid asked for */
};
bool execute_parts(struct execution *x, const struct plan *plan, const uint32_t *docids, size_t n, struct execution_part **ret, size_t *ret_n,
                   struct error *err);

#endif
