#include "query/execute/leaves.h"

#include <math.h>

enum {
    SCORE_TOP = 65000,      /* what sums of rounded weights leave free at the top of 16 bits */
    MIDDLE_LEVEL = 7,       /* a leaf without rows of its own (a prefix, a spelling) counts as a word in the middle level */
};

static bool has_leaf(const struct plan_node *node)
{
    return node->kind == PLAN_TERMS || node->kind == PLAN_PHRASE || node->kind == PLAN_NEAR || node->kind == PLAN_ATLEAST ||
           node->kind == PLAN_SAID;
}

static size_t count_leaves(const struct plan_node *node)
{
    size_t n = has_leaf(node);
    for (size_t i = 0; i < node->child_count; i++)
        n += count_leaves(node->children[i]);
    return n;
}

struct reading {
    struct postings *postings;
    const struct leaves_options *options;
    struct arena *arena;
    struct leaves *leaves;
    double *weights;                /* of every word (or wordless leaf) in turn, boost included */
    size_t weight_n;
    double sum;                     /* of the weights, each as often as a single article may get it */
};

static double idf(const struct reading *r, uint64_t df)
{
    double n = r->options->max_docid;
    return log(1 + ((double)(n > (double)df ? n - (double)df : 0) + 0.5) / ((double)df + 0.5));
}

static bool read_word(struct reading *r, const struct plan_word *word, bool whole, struct leaf_word *ret, struct error *err)
{
    ret->lists = arena_array(r->arena, struct row_list, word->n + 1);
    for (size_t i = 0; i < word->n; i++) {
        struct row_list *list = &ret->lists[ret->n];
        bool ok = whole ? postings_impacts(r->postings, word->terms[i], r->arena, list, err)
                        : postings_impacts_within(r->postings, word->terms[i], r->options->range, r->arena, list, err);
        if (!ok)
            return false;
        ret->rows += list->n;
        ret->n += list->n > 0;
    }
    return true;
}

static bool read_leaf(struct reading *r, const struct plan_node *node, bool negative, struct error *err)
{
    struct leaf *leaf = &r->leaves->v[r->leaves->n++];
    *leaf = (struct leaf){ .node = node, .scored = r->options->ranking && !negative && node->boost > 0 };
    leaf->words = arena_array(r->arena, struct leaf_word, node->word_count + 1);
    for (size_t i = 0; i < node->word_count; i++) {
        struct leaf_word *word = &leaf->words[i];
        if (!read_word(r, &node->words[i], leaf->scored && !node->actor, word, err))
            return false;
        leaf->rows += word->rows;
        if (leaf->scored) {
            double weight = node->boost * (node->actor ? r->options->ranking->actors : idf(r, word->rows));
            r->weights[r->weight_n++] = weight;
            r->sum += weight * (double)(word->n ? word->n : 1);
        }
    }
    if (leaf->scored && !node->word_count) {
        r->weights[r->weight_n++] = node->boost;    /* without a word of its own there is no df to weigh by */
        r->sum += node->boost;
    }
    return true;
}

static bool read_all(struct reading *r, const struct plan_node *node, bool negative, struct error *err)
{
    for (size_t i = 0; i < node->child_count; i++)
        if (!read_all(r, node->children[i], negative || node->kind == PLAN_NOT, err))
            return false;
    return !has_leaf(node) || read_leaf(r, node, negative, err);
}

static size_t count_words(const struct plan_node *node)
{
    size_t n = node->word_count + 1;
    for (size_t i = 0; i < node->child_count; i++)
        n += count_words(node->children[i]);
    return n;
}

/* A match is worth 1 at least, so that a score of zero means none. */
static void quantise(double weight, double quantum, level_scores ret)
{
    for (int level = 0; level < TERM_LEVELS; level++) {
        double score = weight * impact_worth(level) / quantum + 0.5;
        ret[level] = score < 1 ? 1 : (uint16_t)score;
    }
}

static void weigh(struct reading *r)
{
    struct leaves *l = r->leaves;
    size_t next = 0;
    l->quantum = r->sum > 0 ? r->sum / SCORE_TOP : 1;
    for (size_t i = 0; i < l->n; i++) {
        struct leaf *leaf = &l->v[i];
        if (!leaf->scored)
            continue;
        for (size_t k = 0; k < leaf->node->word_count; k++)
            quantise(r->weights[next++], l->quantum, leaf->words[k].by_level);
        if (!leaf->node->word_count) {
            level_scores even;
            quantise(r->weights[next++], l->quantum, even);
            leaf->even = even[MIDDLE_LEVEL];
        }
    }
}

bool leaves_read(struct postings *p, const struct plan_node *root, const struct leaves_options *options, struct arena *arena, struct leaves *ret,
                 struct error *err)
{
    *ret = (struct leaves){ .v = arena_array(arena, struct leaf, count_leaves(root) + 1), .quantum = 1 };
    struct reading r = { p, options, arena, ret, arena_array(arena, double, count_words(root)), 0, 0 };
    if (!read_all(&r, root, false, err))
        return false;
    weigh(&r);
    return true;
}

const struct leaf *leaf_of(const struct leaves *l, const struct plan_node *node)
{
    for (size_t i = 0; i < l->n; i++)
        if (l->v[i].node == node)
            return &l->v[i];
    return NULL;
}
