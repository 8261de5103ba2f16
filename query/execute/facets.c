#include "query/execute/facets.h"

#include "engine/base/memory.h"
#include "engine/text/language.h"

#include <stdio.h>
#include <stdlib.h>

static const char *const names[FACET_KINDS] = {
    [FACET_ACTOR] = "actor",   [FACET_ORG] = "org",       [FACET_PARTY] = "party", [FACET_COUNTRY] = "country", [FACET_PLACE] = "place",
    [FACET_SOURCE] = "source", [FACET_AUTHOR] = "author", [FACET_TOPIC] = "topic", [FACET_SPEAKER] = "speaker", [FACET_LANG] = "lang",       [FACET_YEAR] = "year",
};

/* Which entities a facet counts; the actor facet is of persons: what somebody who asks for it means. */
static const int entity_kinds[FACET_KINDS] = {
    [FACET_ACTOR] = ACTOR_PERSON,   [FACET_ORG] = ACTOR_ORG,         [FACET_PARTY] = ACTOR_PARTY,   [FACET_COUNTRY] = ACTOR_COUNTRY,
    [FACET_PLACE] = ACTOR_PLACE,    [FACET_SOURCE] = ENTITY_SOURCE, [FACET_AUTHOR] = ENTITY_AUTHOR, [FACET_TOPIC] = ENTITY_TOPIC, [FACET_SPEAKER] = ENTITY_SPEAKER,
    [FACET_LANG] = -1,              [FACET_YEAR] = -1,
};

bool facet_kind_of(struct str name, enum facet_kind *ret)
{
    if (str_is(name, "person"))
        name = STR("actor");
    for (int i = 0; i < FACET_KINDS; i++)
        if (str_is(name, names[i])) {
            *ret = (enum facet_kind)i;
            return true;
        }
    return false;
}

const char *facet_kind_name(enum facet_kind kind)
{
    return names[kind];
}

/* How often each entity was met, and which were at all: a query's articles have few of those that an archive knows. */
struct tally {
    uint32_t *counts;
    size_t n;           /* numbers come from the file: each is checked */
    uint32_t *met;
    size_t met_n;
};

static void count_entities(void *ctx, uint32_t docid, const uint32_t *entities, size_t n)
{
    (void)docid;
    struct tally *t = ctx;
    for (size_t i = 0; i < n; i++) {
        uint32_t number = entities[i] >> 4;
        if (number < t->n && !t->counts[number]++)
            t->met[t->met_n++] = number;
    }
}

static int by_count(const void *a, const void *b)
{
    const struct facet_value *x = a, *y = b;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    return str_compare(x->id, y->id);
}

static int by_id(const void *a, const void *b)
{
    return str_compare(((const struct facet_value *)a)->id, ((const struct facet_value *)b)->id);
}

/* Puts v[i], which may be better than those below it, where it belongs in a heap of n with the worst on top. */
static void sink(struct facet_value *v, size_t n, size_t i)
{
    for (size_t worst = i;; i = worst) {
        for (size_t child = 2 * i + 1; child < 2 * i + 3 && child < n; child++)
            if (by_count(&v[child], &v[worst]) > 0)
                worst = child;
        if (worst == i)
            return;
        struct facet_value x = v[i];
        v[i] = v[worst];
        v[worst] = x;
    }
}

/* Brings the best k of n to the front, in no order. */
static void select_best(struct facet_value *v, size_t n, size_t k)
{
    for (size_t i = k / 2; i--;)
        sink(v, k, i);
    for (size_t i = k; k && i < n; i++)
        if (by_count(&v[i], &v[0]) < 0) {
            v[0] = v[i];
            sink(v, k, 0);
        }
}

/* All values into *f, which keeps the best `wanted` of them; years stay in their own order. */
static void keep_best(struct facet *f, struct facet_value *values, size_t n, size_t wanted, struct arena *arena)
{
    f->distinct = n;
    f->n = n < wanted ? n : wanted;
    if (f->n < n)
        select_best(values, n, f->n);
    if (f->n)
        qsort(values, f->n, sizeof *values, by_count);
    f->values = arena_array(arena, struct facet_value, f->n + 1);
    if (f->n)
        memcpy(f->values, values, f->n * sizeof *values);
    if (f->kind == FACET_YEAR && f->n)
        qsort(f->values, f->n, sizeof *values, by_id);
}

/* What each of the best `wanted` has at least; 0: too many are wanted. */
static uint32_t least_of_best(const struct tally *t, const int8_t *kinds, int kind, size_t wanted)
{
    enum { FEW = 64 };
    uint32_t best[FEW] = { 0 };
    if (!wanted || wanted > FEW)
        return 0;
    for (size_t i = 0; i < t->met_n; i++) {
        uint32_t count = t->counts[t->met[i]];
        if (kinds[t->met[i]] != kind || count <= best[wanted - 1])
            continue;
        size_t at = wanted - 1;
        for (; at && best[at - 1] < count; at--)
            best[at] = best[at - 1];
        best[at] = count;
    }
    return best[wanted - 1] ? best[wanted - 1] : 1;     /* or there are no more than are wanted */
}

/* Few are named: these are looked up one by one. */
static bool entity_values(struct index *index, struct facet *f, const struct tally *tally, const int8_t *kinds, size_t wanted, struct arena *arena,
                          struct error *err)
{
    struct facet_value *values = NULL;
    const struct index_entity *entities = NULL;
    size_t count = 0, capacity = 0, distinct = 0, there = tally->n;
    int kind = entity_kinds[f->kind];
    uint32_t least = least_of_best(tally, kinds, kind, wanted);
    bool ok = least || index_entities(index, &entities, &there, err);
    for (size_t i = 0; ok && i < tally->met_n; i++) {
        const uint32_t number = tally->met[i];
        struct index_entity e = { 0 };
        if (kinds[number] != kind || number >= there)
            continue;
        distinct++;
        if (tally->counts[number] < least)
            continue;
        ok = entities || index_entity(index, number, arena, &e, err);
        if (entities)
            e = entities[number];
        GROW(values, count, capacity);
        values[count++] = (struct facet_value){ e.id, e.name, tally->counts[number], number };
    }
    if (ok)
        keep_best(f, values, count, wanted, arena);
    f->distinct = distinct;
    free(values);
    return ok;
}

/* Small whole numbers: a language's two letters, or a year. */
static bool number_values(struct index *index, struct facet *f, const struct bitmap *found, size_t wanted, struct arena *arena, struct error *err)
{
    enum { NUMBERS = 1 << 16 };
    const int32_t *column;
    if (!column_fixed(index_columns(index), f->kind == FACET_YEAR ? COLUMN_DATE : COLUMN_LANG, &column, err))
        return false;
    uint32_t *counts = xcalloc(NUMBERS, sizeof *counts);
    struct facet_value *values = NULL;
    size_t n = 0, capacity = 0;
    for (size_t w = 0; w < found->n; w++)
        for (uint64_t bits = found->words[w]; bits; bits &= bits - 1) {
            int32_t x = column[w * 64 + (size_t)__builtin_ctzll(bits)];
            if (f->kind == FACET_YEAR)
                x = x == CIVIL_NONE ? 0 : civil_of_minutes(x).year;
            counts[x & (NUMBERS - 1)]++;
        }
    for (int i = 1; i < NUMBERS; i++) {
        if (!counts[i])
            continue;
        char id[8] = { (char)(i & 255), (char)(i >> 8), 0 };
        if (f->kind == FACET_YEAR)
            snprintf(id, sizeof id, "%04d", i);
        struct str text = arena_str(arena, str_of(id));
        const char *name = f->kind == FACET_LANG ? language_name(id) : NULL;
        GROW(values, n, capacity);
        values[n++] = (struct facet_value){ text, name ? str_of(name) : text, counts[i], 0 };
    }
    keep_best(f, values, n, wanted, arena);
    free(counts);
    free(values);
    return true;
}

bool facets_count(struct index *index, const struct bitmap *found, const struct search_request *request, struct arena *arena, struct facet *ret,
                  struct error *err)
{
    bool by_entity = false;
    const int8_t *kinds = NULL;
    size_t n = 0;
    struct tally tally = { .n = 0 };
    for (size_t i = 0; i < request->facet_n; i++)
        by_entity = by_entity || entity_kinds[request->facets[i]] >= 0;
    if (by_entity) {
        if (!index_entity_kinds(index, &kinds, &n, err))
            return false;
        tally = (struct tally){ .counts = xcalloc(n, sizeof *tally.counts), .n = n, .met = xmalloc(n * sizeof *tally.met) };
        if (!column_entities(index_columns(index), found->words, count_entities, &tally, err)) {
            free(tally.counts);
            free(tally.met);
            return false;
        }
    }
    bool ok = true;
    for (size_t i = 0; ok && i < request->facet_n; i++) {
        ret[i] = (struct facet){ .kind = request->facets[i] };
        if (entity_kinds[ret[i].kind] >= 0)
            ok = entity_values(index, &ret[i], &tally, kinds, request->facet_counts[i], arena, err);
        else
            ok = number_values(index, &ret[i], found, request->facet_counts[i], arena, err);
    }
    free(tally.counts);
    free(tally.met);
    return ok;
}
