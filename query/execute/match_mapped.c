#include "query/execute/match_mapped.h"

#include "engine/base/wide.h"
#include "engine/store/level_map.h"

#include <math.h>

bool is_mapped(const struct execution *x, const struct leaf_word *word)
{
    size_t mapped = 0, others = 0;
    for (size_t i = 0; i < word->n; i++) {
        mapped += word->lists[i].map != NULL;
        others += !word->lists[i].map && level_map_pays(word->lists[i].n, x->max_docid);
    }
    return mapped && !others;
}

static bool is_rare(const struct execution *x, const struct leaf_word *word)
{
    bool rare = true;
    for (size_t i = 0; rare && i < word->n; i++)
        rare = !word->lists[i].map && !level_map_pays(word->lists[i].n, x->max_docid);
    return rare;
}

bool are_mapped(const struct execution *x, const struct matched_word *words, size_t n)
{
    bool mapped = true;
    for (size_t i = 0; mapped && i < n; i++)
        mapped = !words[i].least_level && (is_mapped(x, words[i].word) || is_rare(x, words[i].word));
    return mapped;
}

/* Sets the bits (in `mask` only) of a short list, and adds its scores (by_level, sums: both may be NULL). */
static void match_list(const struct row_list *list, const uint64_t *mask, uint64_t *found, const uint16_t *by_level, uint16_t *sums)
{
    uint32_t docids[ROW_BATCH];
    for (size_t i = 0; i < list->run_count; i++) {
        struct row_walk walk = row_walk_of(&list->runs[i]);
        uint16_t score = sums ? by_level[list->runs[i].level] : 0;
        for (size_t n; (n = row_walk_next(&walk, docids));)
            for (size_t k = 0; k < n; k++) {
                uint32_t docid = docids[k];
                if (mask && !(mask[docid / 64] >> (docid % 64) & 1))
                    continue;
                if (found)
                    found[docid / 64] |= 1ull << (docid % 64);
                if (sums)
                    sums[docid] = (uint16_t)(sums[docid] + score);
            }
    }
}

WIDE_VECTORS static void add_bits_of(uint64_t *restrict found, const uint64_t *restrict bits, const uint64_t *restrict mask, size_t words)
{
    for (size_t w = 0; w < words; w++)
        found[w] |= bits[w] & mask[w];
}

void mapped_keep(struct execution *x, const struct leaf_word *word, struct bitmap *found)
{
    if (word->n == 1) {
        bitmap_and_words(found, word->lists[0].map->bits, word->lists[0].map->words);
        return;
    }
    struct bitmap any = bitmap_new(x->arena, x->max_docid);
    mapped_find(word, NULL, &any);
    bitmap_and(found, &any);
}

void mapped_find(const struct leaf_word *word, const struct bitmap *mask, struct bitmap *found)
{
    for (size_t i = 0; i < word->n; i++) {
        const struct level_map *m = word->lists[i].map;
        if (!m)
            match_list(&word->lists[i], mask ? mask->words : NULL, found->words, NULL, NULL);
        else if (mask)
            add_bits_of(found->words, m->bits, mask->words, m->words);
        else
            bitmap_or_words(found, m->bits, m->words);
    }
}

WIDE_VECTORS static void add_levels(const struct level_map *m, const uint16_t *by_level, const struct bitmap *found, uint16_t *scores)
{
    for (size_t w = 0; w < m->words; w++) {
        uint64_t bits = found->words[w] & m->bits[w];
        const uint32_t first = (uint32_t)(w * 64), before = bits ? level_map_before(m, first) : 0;
        for (; bits; bits &= bits - 1) {
            uint32_t docid = first + (uint32_t)__builtin_ctzll(bits), in_word = (uint32_t)__builtin_popcountll(m->bits[w] & ((bits & -bits) - 1));
            scores[docid] = (uint16_t)(scores[docid] + by_level[level_map_level(m, before + in_word)]);
        }
    }
}

void mapped_add(struct execution *x, const struct leaf_word *word, const struct bitmap *found)
{
    for (size_t i = 0; i < word->n; i++)
        if (word->lists[i].map)
            add_levels(word->lists[i].map, word->by_level, found, x->scores);
        else
            match_list(&word->lists[i], found->words, NULL, word->by_level, x->scores);
}

/* ---- the best ---- */

enum { CANDIDATES_MAX = 1 << 15 };

/* A list, visited level by level. */
struct visited_list {
    const struct row_list *list;
    const uint16_t *by_level;
    int level;                      /* the next that it has; -1: none */
};

struct visits {
    struct execution *x;
    const struct bitmap *found;
    struct bitmap seen, touched;    /* visited; scored, those of short lists too */
    struct visited_list *lists;
    const struct visited_list **others;     /* of the level that is visited */
    size_t n, others_n;
    uint64_t rows, rows_most;       /* visited of mapped lists; more would be no gain */
    uint32_t slack;                 /* how much more than its words an article may get, in quanta */
    uint16_t best[PAGE_SKIP_MAX];   /* the highest scores, x->page_size of them, descending */
};

/* A list's runs stand by level within a segment of the index, not in all. */
static void next_level(struct visited_list *l)
{
    int next = -1;
    for (size_t i = 0; i < l->list->run_count; i++) {
        int level = (int)l->list->runs[i].level;
        if (level < l->level && level > next)
            next = level;
    }
    l->level = next;
}

static uint32_t next_score(const struct visited_list *l)
{
    return l->level < 0 ? 0 : l->by_level[l->level];
}

/* Short lists are added up; of all lists the highest levels are next. */
static void begin_visits(struct visits *v, const struct matched_word *words, size_t n)
{
    size_t all = 0;
    for (size_t i = 0; i < n; i++)
        all += words[i].word->n;
    v->lists = arena_array(v->x->arena, struct visited_list, all + 1);
    v->others = arena_alloc(v->x->arena, (all + 1) * sizeof *v->others);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < words[i].word->n; k++) {
            struct visited_list *l = &v->lists[v->n++];
            *l = (struct visited_list){ &words[i].word->lists[k], words[i].word->by_level, ROW_LEVELS };
            next_level(l);
            if (l->list->map)
                v->rows_most += l->list->n / 3;
            else
                match_list(l->list, v->found->words, v->touched.words, l->by_level, v->x->scores);
        }
    v->rows_most += ROW_BATCH;
}

/* What an article that was not seen yet may get at most from the levels to come: of all lists, or of those that are mapped, where the others are added up. */
static uint32_t bound_of(const struct visits *v, bool mapped)
{
    uint32_t bound = 0;
    for (size_t i = 0; i < v->n; i++)
        bound += mapped && !v->lists[i].list->map ? 0 : next_score(&v->lists[i]);
    return bound;
}

/* The lowest score that may still reach the page. */
static uint32_t least_score(const struct visits *v)
{
    uint32_t last = v->best[v->x->page_size - 1];
    return last > v->slack ? last - v->slack : 0;
}

static void note_score(struct visits *v, uint16_t score)
{
    size_t at = v->x->page_size - 1;
    if (score <= v->best[at])
        return;
    for (; at && v->best[at - 1] < score; at--)
        v->best[at] = v->best[at - 1];
    v->best[at] = score;
}

/* So many articles at once: what is far away in memory is waited for together. */
enum { VISIT_BATCH = 64 };

/* Those of docids[*i .. n) that are new and may reach the page with `bound`, up to VISIT_BATCH; how many. */
static size_t pick(const struct visits *v, const uint32_t *docids, size_t *i, size_t n, uint32_t bound, uint32_t *ret)
{
    const uint64_t *found = v->found->words, *seen = v->seen.words;
    const uint16_t *scores = v->x->scores;
    const uint32_t least = least_score(v);
    size_t count = 0;
    for (; *i < n && count < VISIT_BATCH; ++*i) {
        const uint32_t docid = docids[*i];
        ret[count] = docid;
        count += ((found[docid / 64] & ~seen[docid / 64]) >> (docid % 64) & 1) & (scores[docid] + bound >= least);
    }
    return count;
}

/*
 * Adds what a mapped list has of some articles, and keeps those that may reach `least` with the `rest` of the lists; how many. Without a branch: each article
 * has other words.
 */
WIDE_VECTORS static size_t add_mapped(const struct level_map *m, const uint16_t *by_level, uint32_t rest, uint32_t least, uint32_t *docids, uint32_t *scores, size_t n)
{
    size_t kept = 0;
    for (size_t k = 0; k < n; k++) {
        const uint32_t docid = docids[k], has = -(uint32_t)level_map_has(m, docid);
        const uint32_t score = scores[k] + (by_level[level_map_level(m, level_map_before(m, docid) & has)] & has);
        docids[kept] = docid;
        scores[kept] = score;
        kept += score + rest >= least;
    }
    return kept;
}

/*
 * Those that have too little, with `bound` for the lists that they are not known to be in, are soon left alone; `own` is the list they come from. False where
 * there are too many.
 */
static bool visit(struct visits *v, const struct visited_list *own, uint32_t bound, uint32_t *docids, size_t n)
{
    struct execution *x = v->x;
    const uint32_t least = least_score(v), own_score = own->list->map ? next_score(own) : 0;
    uint32_t scores[VISIT_BATCH], rest = bound - own_score;
    for (size_t k = 0; k < n; k++) {
        bitmap_set(&v->seen, docids[k]);
        scores[k] = x->scores[docids[k]] + own_score;
    }
    for (size_t i = 0; i < v->others_n && n; i++) {
        const struct visited_list *l = v->others[i];
        rest -= next_score(l);
        n = add_mapped(l->list->map, l->by_level, rest, least, docids, scores, n);
    }
    for (size_t k = 0; k < n; k++) {
        bitmap_set(&v->touched, docids[k]);
        x->scores[docids[k]] = (uint16_t)scores[k];
        note_score(v, (uint16_t)scores[k]);
        if (scores[k] < least_score(v))
            continue;
        if (x->candidate_count == CANDIDATES_MAX)
            return false;
        x->candidates[x->candidate_count++] = docids[k];
    }
    return true;
}

/* Those are passed over for which `bound` and what they have already is too little. */
static bool visit_run(struct visits *v, const struct visited_list *l, const struct row_run *run, uint32_t bound)
{
    uint32_t docids[ROW_BATCH], some[VISIT_BATCH];
    struct row_walk walk = row_walk_of(run);
    for (size_t n; (n = row_walk_next(&walk, docids));)
        for (size_t i = 0; i < n;) {
            size_t count = pick(v, docids, &i, n, bound, some);
            if (!visit(v, l, bound, some, count))
                return false;
        }
    return true;
}

/* The mapped lists beside one, those that may give most first; of those that are at their end, all articles were seen. */
static void list_others(struct visits *v, const struct visited_list *own)
{
    v->others_n = 0;
    for (size_t i = 0; i < v->n; i++) {
        const struct visited_list *l = &v->lists[i];
        size_t at = v->others_n;
        if (l == own || !l->list->map || !next_score(l))
            continue;
        for (; at && next_score(v->others[at - 1]) < next_score(l); at--)
            v->others[at] = v->others[at - 1];
        v->others[at] = l;
        v->others_n++;
    }
}

/* False where that is too much. */
static bool visit_level(struct visits *v, struct visited_list *l)
{
    uint32_t bound = bound_of(v, true);
    list_others(v, l);
    for (size_t i = 0; i < l->list->run_count; i++)
        v->rows += l->list->map && (int)l->list->runs[i].level == l->level ? l->list->runs[i].n : 0;
    if (v->rows > v->rows_most)
        return false;
    for (size_t i = 0; i < l->list->run_count; i++)
        if ((int)l->list->runs[i].level == l->level && !visit_run(v, l, &l->list->runs[i], bound))
            return false;
    next_level(l);
    return true;
}

/* Short lists come first: they are soon at their end, and then their part of the bound is gone. */
static struct visited_list *next_list(const struct visits *v)
{
    struct visited_list *next = &v->lists[0];
    for (size_t i = 1; i < v->n; i++) {
        struct visited_list *l = &v->lists[i];
        bool is_short = !l->list->map && l->level >= 0, was_short = !next->list->map && next->level >= 0;
        if (is_short > was_short || (is_short == was_short && next_score(l) > next_score(next)))
            next = l;
    }
    return next;
}

static bool visit_all(struct visits *v)
{
    for (uint32_t bound = bound_of(v, false); bound && bound >= least_score(v); bound = bound_of(v, false))
        if (v->slack > bound || !visit_level(v, next_list(v)))
            return false;
    /* Those that have none of the words (of a phrase, say) would have their place behind all others. */
    return least_score(v) || bitmap_count(&v->seen) == bitmap_count(v->found);
}

bool mapped_best(struct execution *x, const struct matched_word *words, size_t n, const struct bitmap *found)
{
    struct visits v = { .x = x, .found = found, .seen = bitmap_new(x->arena, x->max_docid), .touched = bitmap_new(x->arena, x->max_docid) };
    v.slack = x->page_slack > 0 ? (uint32_t)ceil(x->page_slack / x->leaves.quantum) + 1 : 0;
    begin_visits(&v, words, n);
    x->candidates = arena_alloc(x->arena, CANDIDATES_MAX * sizeof *x->candidates);
    x->candidate_count = 0;
    if (!visit_all(&v)) {
        x->candidates = NULL;
        return false;
    }
    x->page_last = v.best[x->page_size - 1];
    scores_touched(x, &v.touched);
    return true;
}
