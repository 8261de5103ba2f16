#include "query/execute/match_mapped.h"
#include "query/execute/positional.h"
#include "query/execute/said.h"

static void set_docids(void *ctx, const uint32_t *docids, size_t n)
{
    for (size_t i = 0; i < n; i++)
        bitmap_set(ctx, docids[i]);
}

/* A leaf's words, the rarest first. */
static struct matched_word *words_of(struct execution *x, const struct leaf *leaf)
{
    size_t n = leaf->node->word_count;
    struct matched_word *words = arena_array(x->arena, struct matched_word, n + 1);
    for (size_t i = 0; i < n; i++) {
        size_t at = i;
        for (; at && words[at - 1].word->rows > leaf->words[i].rows; at--)
            words[at] = words[at - 1];
        words[at] = (struct matched_word){ &leaf->words[i], 0 };
    }
    return words;
}

/* A phrase stands only where all its words do: `impact` says where that is, much faster than `text`. */
static const struct bitmap *where_all_words_are(struct execution *x, const struct leaf *leaf, const struct bitmap *mask)
{
    struct bitmap *all = arena_new(x->arena, struct bitmap);
    if (!leaf->node->word_count)
        return mask;
    *all = bitmap_new(x->arena, x->max_docid);
    match_all_words(x, words_of(x, leaf), leaf->node->word_count, mask, false, false, all);
    return all;
}

static bool find_phrases(struct execution *x, const struct plan_node *node, const struct bitmap *mask, struct bitmap *found, struct error *err)
{
    for (size_t i = 0; i < node->phrase_count; i++)
        if (!postings_phrase(x->postings, &node->phrases[i], node->fields, mask ? mask->words : NULL, set_docids, found, err))
            return false;
    return true;
}

/* Scores a leaf that was matched from `text`: by its words where it matched, or evenly where it has none. */
static void add_matched(struct execution *x, const struct leaf *leaf, struct bitmap *found)
{
    add_words(x, leaf->words, leaf->node->word_count, leaf->node == x->plan->root, found);
    for (size_t w = 0; !leaf->node->word_count && w < found->n; w++)
        for (uint64_t bits = found->words[w]; bits; bits &= bits - 1) {
            uint16_t *score = &x->scores[w * 64 + (size_t)__builtin_ctzll(bits)];
            *score = (uint16_t)(*score + leaf->even);
        }
}

/* ---- the best of a phrase, where nobody asks how many there are ---- */

/* Keeps those candidates that are in `found`; gives how many of them have `least`. */
static size_t keep_candidates(struct execution *x, const struct bitmap *found, uint16_t least)
{
    size_t kept = 0, sure = 0;
    for (size_t i = 0; i < x->candidate_count; i++) {
        uint32_t docid = x->candidates[i];
        if (!bitmap_has(found, docid))
            continue;
        x->candidates[kept++] = docid;
        sure += x->scores[docid] >= least;
    }
    x->candidate_count = kept;
    return sure;
}

/*
 * The phrase is looked for in the best of those that have its words; when a page of them has it, no other can come before those. Else in more of them, a few times.
 * *ret_enough: that was so; all of `found` are among x->candidates then.
 */
static bool find_best_phrases(struct execution *x, const struct leaf *leaf, const struct bitmap *all, struct bitmap *found, bool *ret_enough,
                              struct error *err)
{
    const size_t page = x->page_size, n = leaf->node->word_count, there = bitmap_count(all);
    const struct matched_word *words = words_of(x, leaf);
    struct bitmap asked = bitmap_new(x->arena, x->max_docid);
    *ret_enough = false;
    for (size_t most = 4 * page; !*ret_enough && most <= PAGE_SKIP_MAX && most < there / 4; most *= 4) {
        x->scores = sums_of(x, SUMS_SCORES);
        x->page_size = most;
        bool some = mapped_best(x, words, n, all);
        x->page_size = page;
        if (!some)
            break;
        bitmap_clear(&asked);
        bitmap_clear(found);
        for (size_t i = 0; i < x->candidate_count; i++)
            bitmap_set(&asked, x->candidates[i]);
        if (!find_phrases(x, leaf->node, &asked, found, err))
            return false;
        *ret_enough = keep_candidates(x, found, x->page_last) >= page;
    }
    if (!*ret_enough) {
        bitmap_clear(found);
        x->candidates = NULL;
        x->scores = sums_of(x, SUMS_SCORES);
    }
    return true;
}

static bool may_find_best(struct execution *x, const struct leaf *leaf)
{
    const struct plan_node *node = leaf->node;
    return x->uncounted && x->page_size && node == x->plan->root && node->kind == PLAN_PHRASE && node->words_required && node->word_count > 0 &&
           are_mapped(x, words_of(x, leaf), node->word_count);
}

bool match_text(struct execution *x, const struct leaf *leaf, const struct bitmap *mask, bool add, struct bitmap *found, struct error *err)
{
    const struct plan_node *node = leaf->node;
    struct bitmap here = bitmap_new(x->arena, x->max_docid);
    if (node->words_required)
        mask = where_all_words_are(x, leaf, mask);
    if (add && may_find_best(x, leaf)) {
        bool enough;
        struct bitmap live = bitmap_new(x->arena, x->max_docid);
        bitmap_copy(&live, mask);
        bitmap_and(&live, &x->filter);
        if (!find_best_phrases(x, leaf, &live, &here, &enough, err))
            return false;
        if (enough) {
            bitmap_or(found, &here);
            return true;
        }
    }
    bool ok = node->kind == PLAN_SAID     ? said_match(x->index, x->postings, node, mask, x->arena, &here, err)
              : node->kind != PLAN_PHRASE ? positional_match(x->postings, node, mask, x->max_docid, x->arena, &here, err)
                                          : find_phrases(x, node, mask, &here, err);
    if (!ok)
        return false;
    if (add)
        add_matched(x, leaf, &here);
    bitmap_or(found, &here);
    return true;
}
