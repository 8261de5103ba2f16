#include "engine/store/text_classes.h"

#include "engine/base/memory.h"
#include "engine/store/text_model.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

enum {
    ROWS_ALONE = 48,                /* of the most frequent contexts */
    COLUMNS_ALONE = 112,
    WORD_CLASSES = 40, PIECE_CLASSES = 8, CLASSES = WORD_CLASSES + PIECE_CLASSES,
    ALONE_MAX = TEXT_TOKENS + COLUMNS_ALONE,
    FIRST_CELL_BITS = 2,            /* of a class's most frequent columns; each cell that follows has twice as many */
    ROUNDS = 5,
    CHUNKS = 8,                     /* of a round: what each class has is looked at anew with each, so that fewer rounds do */
    CELLS_MAX = ALONE_MAX + CLASSES * 16,
};
/* How many times something is taken to have come after a context as it comes everywhere, before any was counted: while classes are made, and in the end. */
static const float as_everywhere = 50, as_everywhere_stored = 60;

/* The pairs of each context by column, or the other way round. */
struct lists {
    uint32_t *from;                 /* of each, and where the last ends */
    struct member { uint16_t other; uint32_t count; } *v;
};

struct making {
    size_t n;                       /* contexts, and columns */
    size_t pair_n;                  /* different ones */
    struct lists by_context, by_column;
    double all;                     /* pairs, each as often as it came */
    uint32_t *context_counts, *column_counts;
    uint16_t *frequent;             /* columns, by count */
    const bool *is_piece;
    uint8_t *row_of;                /* by context */
    bool *row_fixed, *class_fixed;
    uint16_t *class_of;             /* by column: those that stand alone, then the classes */
    size_t alone_n;
    size_t group_n;                 /* of columns, as counts has them: by class or by cell */
    const uint16_t *group_of;       /* by column */
    double *counts;                 /* by row and group: whole numbers */
    double row_counts[TEXT_ROWS_MAX], *group_counts;
    float *bits;                    /* scratch: what each may cost */
};

static void lists_make(struct lists *l, const struct pair_counts *pairs, size_t n, bool by_column)
{
    l->from = xcalloc(n + 2, sizeof *l->from);
    l->v = xmalloc((pairs->n + 1) * sizeof *l->v);
    for (size_t i = 0; i < pairs->n; i++)
        l->from[(by_column ? pairs->v[i].second : pairs->v[i].first) + 2]++;
    for (size_t i = 2; i < n + 2; i++)
        l->from[i] += l->from[i - 1];
    for (size_t i = 0; i < pairs->n; i++) {
        const struct pair_count *p = &pairs->v[i];
        l->v[l->from[(by_column ? p->second : p->first) + 1]++] = (struct member){ by_column ? p->first : p->second, p->count };
    }
}

static void lists_release(struct lists *l)
{
    free(l->from);
    free(l->v);
}

/* ---- counts ---- */

static void count(struct making *m, const uint16_t *group_of, size_t group_n)
{
    m->group_of = group_of;
    m->group_n = group_n;
    memset(m->counts, 0, TEXT_ROWS_MAX * group_n * sizeof *m->counts);
    memset(m->row_counts, 0, sizeof m->row_counts);
    memset(m->group_counts, 0, group_n * sizeof *m->group_counts);
    for (size_t i = 0; i < m->n; i++)
        for (uint32_t k = m->by_context.from[i]; k < m->by_context.from[i + 1]; k++) {
            const struct member *p = &m->by_context.v[k];
            m->counts[m->row_of[i] * group_n + group_of[p->other]] += p->count;
            m->row_counts[m->row_of[i]] += p->count;
            m->group_counts[group_of[p->other]] += p->count;
        }
}

/* What came with something, and how often; of all others none did. */
struct company {
    size_t n;
    struct { float times; uint32_t other; } v[CELLS_MAX];
};

static void company_of(const uint32_t *came, size_t others, struct company *ret)
{
    ret->n = 0;
    for (size_t i = 0; i < others; i++) {
        ret->v[ret->n].times = (float)came[i];
        ret->v[ret->n].other = (uint32_t)i;
        ret->n += came[i] != 0;
    }
}

/* The best from `from` to `end` for what came with that; bits[other * stride + i] is what one of them costs less in i. */
static size_t best(const struct company *c, const float *bits, size_t stride, size_t from, size_t end)
{
    enum { TOGETHER = 16 };         /* sums that the processor holds itself */
    static_assert(TEXT_ROWS_MAX % TOGETHER == 0 && CLASSES % TOGETHER == 0, "rows of bits are whole");
    size_t at = from;
    float most = -INFINITY;
    for (size_t begin = from / TOGETHER * TOGETHER; begin < end; begin += TOGETHER) {
        float sums[TOGETHER] = { 0 };
        for (size_t k = 0; k < c->n; k++) {
            const float times = c->v[k].times, *b = bits + c->v[k].other * stride + begin;
            for (size_t i = 0; i < TOGETHER; i++)
                sums[i] += times * b[i];
        }
        for (size_t i = begin < from ? from - begin : 0; i < TOGETHER && begin + i < end; i++)
            if (sums[i] > most) {
                most = sums[i];
                at = begin + i;
            }
    }
    return at;
}

/* What is after a context costs less in a row: by group and row. */
static void weigh_rows(struct making *m)
{
    const size_t n = m->group_n;
    for (size_t r = 0; r < TEXT_ROWS_MAX; r++)
        for (size_t g = 0; g < n; g++) {
            double everywhere = (m->group_counts[g] + 0.1) / m->all;
            m->bits[g * TEXT_ROWS_MAX + r] = log2f((float)((m->counts[r * n + g] + as_everywhere * everywhere) / (m->row_counts[r] + as_everywhere)));
        }
}

/* What comes before a column costs less in a class: by row and class. */
static void weigh_classes(struct making *m)
{
    const size_t n = m->group_n;
    for (size_t r = 0; r < TEXT_ROWS_MAX; r++)
        for (size_t c = 0; c < CLASSES; c++) {
            size_t group = m->alone_n + c;
            m->bits[r * CLASSES + c] = log2f((float)((m->counts[r * n + group] + as_everywhere * (m->row_counts[r] + 0.1) / m->all) /
                                                    (m->group_counts[group] + as_everywhere)));
        }
}

static void move_contexts(struct making *m)
{
    const size_t n = m->group_n;
    size_t weighed = 0;             /* until which pair */
    struct company company;
    CLEANUP_FREE uint32_t *came = xmalloc(n * sizeof *came);
    for (size_t i = 0; i < m->n; i++) {
        if (m->row_fixed[i] || !m->context_counts[i])
            continue;
        if (m->by_context.from[i] >= weighed) {
            weigh_rows(m);
            weighed = m->by_context.from[i] + m->pair_n / CHUNKS;
        }
        memset(came, 0, n * sizeof *came);
        for (uint32_t k = m->by_context.from[i]; k < m->by_context.from[i + 1]; k++)
            came[m->group_of[m->by_context.v[k].other]] += m->by_context.v[k].count;
        company_of(came, n, &company);
        const size_t from = m->row_of[i], to = best(&company, m->bits, TEXT_ROWS_MAX, ROWS_ALONE, TEXT_ROWS_MAX);
        m->row_of[i] = (uint8_t)to;
        for (size_t g = 0; to != from && g < n; g++) {
            m->counts[from * n + g] -= came[g];
            m->counts[to * n + g] += came[g];
        }
        m->row_counts[from] -= m->context_counts[i];
        m->row_counts[to] += m->context_counts[i];
    }
}

static void move_columns(struct making *m)
{
    const size_t n = m->group_n;
    size_t weighed = 0;             /* until which pair */
    struct company company;
    uint32_t came[TEXT_ROWS_MAX];
    for (size_t i = 0; i < m->n; i++) {
        if (m->class_fixed[i] || !m->column_counts[i])
            continue;
        if (m->by_column.from[i] >= weighed) {
            weigh_classes(m);
            weighed = m->by_column.from[i] + m->pair_n / CHUNKS;
        }
        memset(came, 0, sizeof came);
        for (uint32_t k = m->by_column.from[i]; k < m->by_column.from[i + 1]; k++)
            came[m->row_of[m->by_column.v[k].other]] += m->by_column.v[k].count;
        company_of(came, TEXT_ROWS_MAX, &company);
        const size_t begin = m->is_piece[i] ? WORD_CLASSES : 0, end = m->is_piece[i] ? CLASSES : WORD_CLASSES;
        const size_t from = m->class_of[i], to = m->alone_n + best(&company, m->bits, CLASSES, begin, end);
        m->class_of[i] = (uint16_t)to;
        for (size_t r = 0; to != from && r < TEXT_ROWS_MAX; r++) {
            m->counts[r * n + from] -= came[r];
            m->counts[r * n + to] += came[r];
        }
        m->group_counts[from] -= m->column_counts[i];
        m->group_counts[to] += m->column_counts[i];
    }
}

/* ---- where to begin ---- */

struct counted {
    uint32_t count;
    uint16_t which;
};

static int by_count(const void *a, const void *b)
{
    const struct counted *x = a, *y = b;
    return x->count != y->count ? (x->count < y->count) - (x->count > y->count) : (x->which > y->which) - (x->which < y->which);
}

/* The numbers of what was counted, the most frequent first. */
static uint16_t *sorted(const uint32_t *counts, size_t n)
{
    CLEANUP_FREE struct counted *v = xmalloc(n * sizeof *v);
    uint16_t *order = xmalloc(n * sizeof *order);
    for (size_t i = 0; i < n; i++)
        v[i] = (struct counted){ counts[i], (uint16_t)i };
    qsort(v, n, sizeof *v, by_count);
    for (size_t i = 0; i < n; i++)
        order[i] = v[i].which;
    return order;
}

static void begin(struct making *m)
{
    CLEANUP_FREE uint16_t *contexts = sorted(m->context_counts, m->n);
    m->frequent = sorted(m->column_counts, m->n);
    for (size_t i = 0; i < m->n; i++) {
        m->row_fixed[contexts[i]] = i < ROWS_ALONE;
        m->row_of[contexts[i]] = (uint8_t)(i < ROWS_ALONE ? i : ROWS_ALONE + i % (TEXT_ROWS_MAX - ROWS_ALONE));
    }
    for (; m->alone_n < TEXT_TOKENS; m->alone_n++) {
        m->class_fixed[m->alone_n] = true;
        m->class_of[m->alone_n] = (uint16_t)m->alone_n;
    }
    for (size_t i = 0; i < m->n && m->alone_n < ALONE_MAX; i++) {
        uint16_t column = m->frequent[i];
        if (m->class_fixed[column])
            continue;
        m->class_fixed[column] = true;
        m->class_of[column] = (uint16_t)m->alone_n++;
    }
    for (size_t i = 0; i < m->n; i++) {
        uint16_t column = m->frequent[i];
        if (!m->class_fixed[column])
            m->class_of[column] = (uint16_t)(m->alone_n + (m->is_piece[column] ? WORD_CLASSES + i % PIECE_CLASSES : i % WORD_CLASSES));
    }
}

/* ---- what comes of it ---- */

/* The columns of a class, the most frequent first, in cells. */
static void cut_class(const uint16_t *members, size_t n, size_t bits, uint16_t *cell_of, struct text_classes *to)
{
    for (size_t i = 0; i < n; bits++) {
        size_t most = (size_t)1 << bits, size = n - i < most ? n - i : most;
        for (size_t k = 0; k < size; k++)
            cell_of[members[i + k]] = (uint16_t)to->cell_n;
        to->cell_sizes[to->cell_n++] = (uint16_t)size;
        i += size;
    }
}

static void cut_classes(const struct making *m, uint16_t *cell_of, struct text_classes *to)
{
    const size_t class_n = m->alone_n + CLASSES;
    CLEANUP_FREE uint32_t *from = xcalloc(class_n + 2, sizeof *from);
    CLEANUP_FREE uint16_t *members = xmalloc(m->n * sizeof *members);
    for (size_t i = 0; i < m->n; i++)
        from[m->class_of[i] + 2]++;
    for (size_t i = 2; i < class_n + 2; i++)
        from[i] += from[i - 1];
    for (size_t i = 0; i < m->n; i++)
        members[from[m->class_of[m->frequent[i]] + 1]++] = m->frequent[i];
    for (size_t c = 0; c < class_n; c++)
        cut_class(members + from[c], from[c + 1] - from[c], c < m->alone_n ? 0 : FIRST_CELL_BITS, cell_of, to);
    memcpy(to->order, members + TEXT_TOKENS, (m->n - TEXT_TOKENS) * sizeof *members);
}

static void finish(struct making *m, struct text_classes *to)
{
    CLEANUP_FREE uint16_t *cell_of = xmalloc(m->n * sizeof *cell_of);
    cut_classes(m, cell_of, to);
    count(m, cell_of, to->cell_n);
    move_contexts(m);
    to->row_n = TEXT_ROWS_MAX;
    to->likely = xmalloc(to->row_n * to->cell_n * sizeof *to->likely);
    for (size_t r = 0; r < to->row_n; r++)
        for (size_t c = 0; c < to->cell_n; c++)
            to->likely[r * to->cell_n + c] = (m->counts[r * to->cell_n + c] + as_everywhere_stored * (m->group_counts[c] + 0.5) / m->all) /
                                             (m->row_counts[r] + as_everywhere_stored);
    memcpy(to->row_of, m->row_of, m->n);
}

void text_classes_make(const struct pair_counts *pairs, size_t n, const bool *is_piece, struct text_classes *ret)
{
    struct making m = { .n = n, .pair_n = pairs->n, .is_piece = is_piece, .all = 1 };
    m.context_counts = xcalloc(n, sizeof *m.context_counts);
    m.column_counts = xcalloc(n, sizeof *m.column_counts);
    for (size_t i = 0; i < pairs->n; i++) {
        m.context_counts[pairs->v[i].first] += pairs->v[i].count;
        m.column_counts[pairs->v[i].second] += pairs->v[i].count;
        m.all += pairs->v[i].count;
    }
    lists_make(&m.by_context, pairs, n, false);
    lists_make(&m.by_column, pairs, n, true);
    m.row_of = xcalloc(n, sizeof *m.row_of);
    m.row_fixed = xcalloc(n, sizeof *m.row_fixed);
    m.class_of = xcalloc(n, sizeof *m.class_of);
    m.class_fixed = xcalloc(n, sizeof *m.class_fixed);
    m.counts = xmalloc(TEXT_ROWS_MAX * CELLS_MAX * sizeof *m.counts);
    m.group_counts = xmalloc(CELLS_MAX * sizeof *m.group_counts);
    m.bits = xmalloc(TEXT_ROWS_MAX * CELLS_MAX * sizeof *m.bits);
    *ret = (struct text_classes){ .order = xmalloc(n * sizeof *ret->order), .cell_sizes = xmalloc(CELLS_MAX * sizeof *ret->cell_sizes), .row_of = xmalloc(n) };
    begin(&m);
    count(&m, m.class_of, m.alone_n + CLASSES);
    for (int round = 0; round < ROUNDS; round++) {
        move_columns(&m);
        move_contexts(&m);
    }
    finish(&m, ret);
    lists_release(&m.by_context);
    lists_release(&m.by_column);
    void *const all[] = { m.context_counts, m.column_counts, m.frequent, m.row_of, m.row_fixed, m.class_of, m.class_fixed, m.counts, m.group_counts, m.bits };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        free(all[i]);
}

void text_classes_release(struct text_classes *c)
{
    free(c->order);
    free(c->cell_sizes);
    free(c->row_of);
    free(c->likely);
}
