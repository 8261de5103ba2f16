#include "query/execute/rank.h"

#include "engine/base/memory.h"
#include "query/execute/positional.h"

#include <math.h>
#include <stdlib.h>

/* Whether a is to stand before b. */
static bool before(const struct ranking *r, const struct ranked *a, const struct ranked *b)
{
    if (a->tier != b->tier)
        return a->tier > b->tier;
    if (r->sort == SORT_NEWEST || r->sort == SORT_OLDEST) {
        if (a->date != b->date) {
            if (a->date == CIVIL_NONE || b->date == CIVIL_NONE)
                return b->date == CIVIL_NONE;
            return r->sort == SORT_NEWEST ? a->date > b->date : a->date < b->date;
        }
    } else if (a->score != b->score) {
        return a->score > b->score;
    } else if (a->date != b->date) {
        return a->date > b->date;
    }
    return a->docid < b->docid;
}

/* ---- the k best: a heap with the worst of them on top ---- */

struct heap {
    const struct ranking *r;
    struct ranked *v;
    size_t n, k;
    const uint16_t *highest;    /* by words of `found`: of its accumulators; NULL: they do not decide */
    uint32_t floor;             /* at least k articles have as much in their accumulators */
    const int32_t *dates;       /* by docid; of a first search those that were looked at */
    bool failed;
    struct error *err;          /* why */
};

static void sink(struct heap *h, size_t i)
{
    for (;;) {
        size_t worst = i, left = 2 * i + 1;
        for (size_t c = left; c < left + 2 && c < h->n; c++)
            if (before(h->r, &h->v[worst], &h->v[c]))
                worst = c;
        if (worst == i)
            return;
        struct ranked x = h->v[i];
        h->v[i] = h->v[worst];
        h->v[worst] = x;
        i = worst;
    }
}

static void offer(struct heap *h, const struct ranked *x)
{
    if (h->n < h->k) {
        size_t i = h->n++;
        h->v[i] = *x;
        while (i && before(h->r, &h->v[(i - 1) / 2], &h->v[i])) {
            struct ranked up = h->v[(i - 1) / 2];
            h->v[(i - 1) / 2] = h->v[i];
            h->v[i] = up;
            i = (i - 1) / 2;
        }
    } else if (h->k && before(h->r, x, &h->v[0])) {
        h->v[0] = *x;
        sink(h, 0);
    }
}

static void sort_heap(struct heap *h)
{
    size_t n = h->n;
    while (h->n > 1) {
        struct ranked worst = h->v[0];
        h->v[0] = h->v[--h->n];
        h->v[h->n] = worst;
        sink(h, 0);
    }
    h->n = n;
}

static double recency(const struct ranking *r, int32_t date)
{
    if (r->sort != SORT_BEST || date == CIVIL_NONE || r->weights->recency <= 0)
        return 0;
    double age = date < r->now ? ((double)r->now - date) / CIVIL_DAY_MINUTES : 0, half = r->weights->recency_half_life_days;
    return r->weights->recency * half / (half + age);
}

static bool by_date(const struct ranking *r)
{
    return r->sort == SORT_NEWEST || r->sort == SORT_OLDEST;
}

/* Whether no article between these dates can come before the worst of a full heap. */
static bool dates_too_far(const struct heap *h, const struct column_bounds *dates)
{
    int32_t worst = h->v[0].date;
    if (worst == CIVIL_NONE)
        return false;
    return h->r->sort == SORT_NEWEST ? dates->greatest < worst : dates->least != CIVIL_NONE && dates->least > worst;
}

/*
 * What an article of a block must have in its accumulator at least: to come before the worst of a full heap (with as much as that one has, it would
 * have to be as new at least), or before all those that have `floor`.
 */
static uint32_t least_score(const struct heap *h, const struct column_bounds *dates)
{
    const double trifle = 0.001;    /* scores are sums of rounded numbers */
    double quantum = h->r->execution->quantum, fresh = recency(h->r, dates->greatest) / quantum, least = floor(h->floor - fresh - trifle);
    if (h->n == h->k) {
        double as_much = h->v[0].score / quantum - fresh;
        bool older = h->v[0].date != CIVIL_NONE && dates->greatest < h->v[0].date;
        double before = older ? floor(as_much + trifle) + 1 : floor(as_much - trifle);
        least = before > least ? before : least;
    }
    return least < 1 ? 0 : least > UINT16_MAX ? UINT16_MAX : (uint32_t)least;
}

/* The k-th highest of the highest accumulators of 64 articles each: so many articles have that much. */
static uint32_t find_floor(const uint16_t *highest, size_t n, size_t k)
{
    enum { FLOOR_MAX = 64 };
    uint16_t best[FLOOR_MAX] = { 0 };
    if (k > FLOOR_MAX || !k)
        return 0;
    for (size_t i = 0; i < n; i++) {
        uint16_t x = highest[i];
        if (x <= best[k - 1])
            continue;
        size_t at = k - 1;
        for (; at && best[at - 1] < x; at--)
            best[at] = best[at - 1];
        best[at] = x;
    }
    return best[k - 1];
}

static void offer_docid(struct heap *h, uint32_t docid, const struct bitmap *tiers, size_t tier_count)
{
    const struct execution *x = h->r->execution;
    if (!column_is_there(h->r->columns, COLUMN_DATE, docid) && !column_some(h->r->columns, COLUMN_DATE, docid, docid, &h->dates, h->err)) {
        h->failed = true;
        return;
    }
    struct ranked one = { .docid = docid, .date = h->dates[docid] };
    one.matched = x->scores ? x->scores[docid] * x->quantum : 0;
    one.recency = recency(h->r, one.date);
    one.score = one.matched + one.recency;
    for (size_t t = 0; t < tier_count; t++)
        one.tier += bitmap_has(&tiers[t], docid);
    offer(h, &one);
}

/* A block of COLUMN_BLOCK docids; 64 of them are passed over at once where none has a score that would do. */
static void offer_block(struct heap *h, const struct bitmap *found, size_t block, const struct bitmap *tiers, size_t tier_count)
{
    const uint16_t *scores = h->r->execution->scores;
    const struct column_bounds *dates = &h->r->date_bounds[block];
    if (h->n == h->k && !tier_count && by_date(h->r) && dates_too_far(h, dates))
        return;
    uint32_t least = h->highest ? least_score(h, dates) : 0;
    size_t from = block * COLUMN_BLOCK / 64, words = found->n - from < COLUMN_BLOCK / 64 ? found->n - from : COLUMN_BLOCK / 64;
    for (size_t i = 0; i < words; i++) {
        size_t w = from + (h->r->sort == SORT_OLDEST ? i : words - 1 - i);
        uint64_t bits = found->words[w];
        if (!bits || (h->highest && h->highest[w] < least))
            continue;
        while (bits) {
            int bit = h->r->sort == SORT_OLDEST ? __builtin_ctzll(bits) : 63 - __builtin_clzll(bits);
            uint32_t docid = (uint32_t)(w * 64) + (uint32_t)bit;
            bits &= ~(1ull << bit);
            if (least && scores[docid] < least)
                continue;
            double worst = h->n == h->k ? h->v[0].score : -1;
            offer_docid(h, docid, tiers, tier_count);
            if (h->highest && h->n == h->k && h->v[0].score != worst)
                least = least_score(h, dates);
        }
    }
}

/* New articles come late, and of equal scores the newest counts: they are looked for from the end. */
static bool begin_heap(struct heap *h, const struct ranking *r, uint64_t total, size_t k, struct error *err)
{
    *h = (struct heap){ .r = r, .k = k < total ? k : (size_t)total, .err = err };
    h->v = arena_array(r->execution->arena, struct ranked, h->k + 1);
    return column_some(r->columns, COLUMN_DATE, 0, 0, &h->dates, err);
}

bool rank_top(const struct ranking *r, const struct bitmap *found, uint64_t total, const struct bitmap *tiers, size_t tier_count, size_t k,
              struct ranked **ret, size_t *ret_n, struct error *err)
{
    const struct execution *x = r->execution;
    struct heap h;
    if (!begin_heap(&h, r, total, k, err))
        return false;
    if (!tier_count && !by_date(r) && x->scores) {
        uint16_t *highest = arena_alloc(x->arena, found->n * sizeof *highest);
        if (x->scores_apart)
            scores_highest_found(x->scores, found->n, found->words, highest);
        else
            scores_highest(x->scores, found->n, highest);
        h.highest = highest;
        h.floor = find_floor(h.highest, found->n, h.k);
    }
    size_t blocks = ((size_t)x->max_docid + COLUMN_BLOCK) / COLUMN_BLOCK;
    for (size_t i = 0; h.k && i < blocks; i++)
        offer_block(&h, found, r->sort == SORT_OLDEST ? i : blocks - 1 - i, tiers, tier_count);
    sort_heap(&h);
    *ret = h.v;
    *ret_n = h.n;
    return !h.failed;
}

double rank_slack(const struct config_ranking *weights, enum sort_order sort)
{
    return sort == SORT_BEST && weights->recency > 0 ? weights->recency : 0;
}

bool rank_candidates(const struct ranking *r, const uint32_t *docids, size_t n, uint64_t total, size_t k, struct ranked **ret, size_t *ret_n,
                     struct error *err)
{
    struct heap h;
    if (!begin_heap(&h, r, total, k, err))
        return false;
    for (size_t i = 0; i < n; i++)
        offer_docid(&h, docids[i], NULL, 0);
    sort_heap(&h);
    *ret = h.v;
    *ret_n = h.n;
    return !h.failed;
}

/* ---- proximity ---- */

/* The words of the topmost AND (or the root itself), in their order, whose neighbours are to stand close. */
static size_t neighbour_words(const struct plan_node *root, const struct plan_word **out, size_t most)
{
    size_t n = 0;
    if (root->kind == PLAN_TERMS && !root->actor && root->boost > 0 && most)
        out[n++] = &root->words[0];
    if (root->kind == PLAN_AND || root->kind == PLAN_OR)
        for (size_t i = 0; i < root->child_count && n < most; i++) {
            const struct plan_node *c = root->children[i];
            if (c->kind == PLAN_TERMS && !c->actor && c->boost > 0)
                out[n++] = &c->words[0];
        }
    return n;
}

static bool operand_of(const struct ranking *r, const struct plan_word *word, struct plan_operand *ret, struct error *err)
{
    struct arena *arena = r->execution->arena;
    struct phrase *phrases = NULL;
    size_t n = 0, capacity = 0;
    for (size_t i = 0; i < word->n; i++) {
        struct str *forms;
        size_t count;
        if (!index_forms(r->execution->index, word->terms[i], arena, &forms, &count, err)) {
            free(phrases);
            return false;
        }
        for (size_t k = 0; k < count; k++) {
            GROW(phrases, n, capacity);
            phrases[n++] = (struct phrase){ &forms[k], 1, false };
        }
    }
    *ret = (struct plan_operand){ arena_array(arena, struct phrase, n + 1), n, 1 };
    if (n)
        memcpy(ret->phrases, phrases, n * sizeof *phrases);
    free(phrases);
    return true;
}

struct places {
    struct position *v;
    size_t n;
};

/* The part of an operand's places that is in one article. */
static void of_article(const struct places *p, uint32_t docid, const struct position **ret, size_t *ret_n)
{
    size_t lo = 0, hi = p->n, end;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (p->v[mid].docid < docid)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (end = lo; end < p->n && p->v[end].docid == docid;)
        end++;
    *ret = p->v + lo;
    *ret_n = end - lo;
}

static double closeness(const struct places *places, size_t n, uint32_t docid)
{
    double sum = 0;
    for (size_t i = 0; i + 1 < n; i++) {
        const struct position *lists[2];
        size_t counts[2];
        of_article(&places[i], docid, &lists[0], &counts[0]);
        of_article(&places[i + 1], docid, &lists[1], &counts[1]);
        uint32_t gap = counts[0] && counts[1] ? positional_gap(lists, counts, 2) : UINT32_MAX;
        sum += gap == UINT32_MAX ? 0 : 1.0 / (1.0 + gap);
    }
    return sum;
}

enum { WORDS_MAX = 16 };

bool rank_by_proximity(const struct ranking *r, const struct plan *plan)
{
    const struct plan_word *words[WORDS_MAX];
    return r->weights->proximity > 0 && !by_date(r) && neighbour_words(plan->root, words, WORDS_MAX) >= 2;
}

bool rank_proximity(const struct ranking *r, const struct plan *plan, struct ranked *hits, size_t n, struct error *err)
{
    const struct plan_word *words[WORDS_MAX];
    size_t count = neighbour_words(plan->root, words, WORDS_MAX), window = n < RERANKED ? n : RERANKED;
    if (window < 2 || !rank_by_proximity(r, plan))
        return true;
    struct bitmap wanted = bitmap_new(r->execution->arena, r->execution->max_docid);
    for (size_t i = 0; i < window; i++)
        bitmap_set(&wanted, hits[i].docid);
    struct places places[WORDS_MAX] = { { NULL, 0 } };
    bool ok = true;
    for (size_t i = 0; ok && i < count; i++) {
        struct plan_operand o;
        ok = operand_of(r, words[i], &o, err) &&
             positional_places(r->execution->postings, &o, TEXT_ANY, &wanted, &places[i].v, &places[i].n, err);
    }
    for (size_t i = 0; ok && i < window; i++) {
        hits[i].proximity = r->weights->proximity * closeness(places, count, hits[i].docid);
        hits[i].score += hits[i].proximity;
    }
    for (size_t i = 0; i < count; i++)
        free(places[i].v);
    /* Few, and nearly in order already: insertion sort, which is stable. */
    for (size_t i = 1; ok && i < window; i++)
        for (size_t k = i; k && before(r, &hits[k], &hits[k - 1]); k--) {
            struct ranked x = hits[k];
            hits[k] = hits[k - 1];
            hits[k - 1] = x;
        }
    return ok;
}
