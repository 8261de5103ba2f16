/*
 * leaves.h: what a plan's words and actors are in this index: their rows, read once for a query, and what a row of each level is worth.
 *
 * A word's weight is boost × idf, with the idf of Robertson and Sparck Jones, kept positive as Lucene does it: ln(1 + (N - df + 0.5) / (df + 0.5)); df is the number
 * of rows of its terms. An actor's is boost × the configured weight of actors. Scores are whole numbers of a quantum, so small that no sum of a
 * plan's leaves exceeds 16 bits: what is added is exact, and --explain can show the very summands.
 */
#ifndef CAUCUS_QUERY_EXECUTE_LEAVES_H
#define CAUCUS_QUERY_EXECUTE_LEAVES_H

#include "config/config.h"
#include "query/execute/accumulate.h"
#include "query/execute/plan.h"

/* What an article at each level gets. */
typedef uint16_t level_scores[ROW_LEVELS];

struct leaf_word {
    struct row_list *lists;         /* one a term */
    size_t n;
    uint64_t rows;                  /* in all of them */
    level_scores by_level;          /* all zero where nothing is scored */
};

struct leaf {
    const struct plan_node *node;
    struct leaf_word *words;        /* node->word_count */
    uint64_t rows;                  /* of all its words */
    bool scored;
    uint16_t even;                  /* what an article gets where the node has no word to score by */
};

struct leaves {
    struct leaf *v;                 /* in the order of the plan */
    size_t n;
    double quantum;                 /* what 1 in scores is worth */
};

struct leaves_options {
    const struct config_ranking *ranking;   /* NULL: nothing is scored */
    struct docid_range range;               /* where rows are wanted; scored leaves are read whole, for their df */
    uint32_t max_docid;
};

/* Everything in `arena`. */
bool leaves_read(struct postings *p, const struct plan_node *root, const struct leaves_options *options, struct arena *arena, struct leaves *ret,
                 struct error *err);
/* The leaf of a node; NULL where it has none. */
const struct leaf *leaf_of(const struct leaves *l, const struct plan_node *node);

#endif
