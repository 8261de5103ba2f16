/*
 * rank.h: from the articles that match to the best of them, in order.
 *
 * The score of an article, in --sort best:
 *     score = Σ boost × idf(word) × worth(level)                             relevance (execute.h): words, phrases
 *           + Σ boost × actors × worth(salience)                             actors and roles that were asked for
 *           + recency × half_life / (half_life + age)                        age in days at the query's time; undated: nothing
 *           + proximity × Σ over neighbouring words 1 / (1 + words between)   for the best RERANKED only
 * --sort relevance leaves out recency. Equal scores: the newer article, then the lower docid. newest, oldest: by date alone, the undated last.
 */
#ifndef CAUCUS_QUERY_EXECUTE_RANK_H
#define CAUCUS_QUERY_EXECUTE_RANK_H

#include "query/execute/execute.h"
#include "query/execute/search.h"

enum { RERANKED = 50 };

struct ranked {
    uint32_t docid;
    int32_t date;
    double score;           /* the sum of these three */
    double matched;         /* from the accumulators */
    double recency, proximity;
    uint32_t tier;          /* how many optional words it has; the same for all where nothing was relaxed */
};

struct ranking {
    struct execution *execution;
    const struct config_ranking *weights;
    struct column_reader *columns;
    const struct column_bounds *date_bounds;
    int32_t now;
    enum sort_order sort;
};

/* The best `k` of the `total` articles in `found`, best first, into *ret (in the execution's arena). With `tiers` (one bitmap an optional word): first those that
 * are in most of them. */
bool rank_top(const struct ranking *r, const struct bitmap *found, uint64_t total, const struct bitmap *tiers, size_t tier_count, size_t k,
              struct ranked **ret, size_t *ret_n, struct error *err);

/* The most that an article's score may have beyond what its words are worth, before rank_proximity. */
double rank_slack(const struct config_ranking *weights, enum sort_order sort);
/* The same where only some (`docids`, n) may be among them, and nothing was relaxed. */
bool rank_candidates(const struct ranking *r, const uint32_t *docids, size_t n, uint64_t total, size_t k, struct ranked **ret, size_t *ret_n,
                     struct error *err);

/* Whether rank_proximity has anything to do. */
bool rank_by_proximity(const struct ranking *r, const struct plan *plan);
/* Scores the first RERANKED of `hits` again with the places of the query's words, and sorts those. */
bool rank_proximity(const struct ranking *r, const struct plan *plan, struct ranked *hits, size_t n, struct error *err);

#endif
