/*
 * execute.h: runs a plan, term at a time: every leaf fills a bitmap (which articles) and adds its weight to accumulators (how well).
 *
 * Which articles match is found from every posting: counts are exact. An article's score is the sum of all scored leaves that it has, wherever in the query they stand (not under NOT);
 * in which order leaves are read does not change it. An AND reads its rarest leaf first, and looks at the others only where all those before were.
 */
#ifndef CAUCUS_QUERY_EXECUTE_EXECUTE_H
#define CAUCUS_QUERY_EXECUTE_EXECUTE_H

#include "query/execute/bitmap.h"
#include "query/execute/leaves.h"

/* Sums by docid that queries use one after the other; of one index's snapshot. */
enum { EXECUTION_SUMS = 5 };
struct execution_memory {
    uint16_t *sums[EXECUTION_SUMS];     /* NULL before their first use */
    struct docid_range dirty[EXECUTION_SUMS];   /* where they may not be zero */
    uint64_t *touched;                  /* by docid: where SUMS_SCORES may not be zero if it is dirty nowhere */
};
void execution_memory_release(struct execution_memory *m);

enum { PAGE_SKIP_MAX = 1024 };

struct execution {
    struct execution_memory *memory;
    struct postings *postings;
    struct index *index;
    struct arena *arena;
    const struct config_ranking *ranking;
    bool scoring;
    uint32_t max_docid;
    const struct plan *plan;
    struct bitmap live;             /* not superseded */
    uint32_t after;                 /* only docids above it match; 0 after execution_begin */
    struct bitmap filter;           /* what the topmost AND's ranges and flags leave of those */
    bool filtered;                  /* filter is not all of live */
    struct leaves leaves;
    uint16_t *scores;               /* by docid; NULL without scoring */
    bool scores_clean;              /* all zero */
    bool scores_apart;              /* articles that were not found may have some too */
    double quantum;                 /* what 1 in scores is worth */
    /* Set before execute(), where only the best are scored and asked for: how many (at most PAGE_SKIP_MAX; 0: all are), and how much rank.h may give one beyond that. */
    size_t page_size;
    double page_slack;
    bool uncounted;                 /* then: how many match is not asked for: if it is more than page_size, *ret of execute() may be some of them */
    uint16_t page_last;             /* the lowest of the page's scores, by words alone */
    uint32_t *candidates;           /* those that may be among them: only these have their scores. NULL: all have */
    size_t candidate_count;
    /* After execute_relaxed: how each optional child of the topmost AND matched, and what all other children leave. */
    struct bitmap *optional;
    size_t optional_count;
    struct bitmap required;
};

/* Reads what every query needs; scores only where `scoring`. */
bool execution_begin(struct execution *x, struct index *index, struct postings *postings, const struct config_ranking *ranking, bool scoring,
                     struct execution_memory *memory, struct arena *arena, struct error *err);

/* The live articles that match, in *ret; their scores in x->scores. */
bool execute(struct execution *x, const struct plan *plan, struct bitmap *ret, struct error *err);

/* After execute(), for a plan whose root is an AND: fills x->optional and x->required, and scores again, whatever matches of the optional ones. */
bool execute_relaxed(struct execution *x, struct error *err);

/* What each scored leaf of the plan adds to some articles, in quanta; labels by leaf. For --explain, after execute(). */
struct execution_part {
    struct str label;
    uint16_t *values;               /* one a docid asked for */
};
bool execute_parts(struct execution *x, const uint32_t *docids, size_t n, struct execution_part **ret, size_t *ret_n, struct error *err);

#endif
