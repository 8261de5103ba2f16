#include "engine/store/fts5_poslist.h"

#include "engine/base/memory.h"
#include "engine/store/fts5_word_places.h"

#include <stdlib.h>

/* ---- position lists ---- */

/* One that is read as far as it is needed: distances of two and more, less two; UINT64_MAX behind the last place. */
struct stream {
    const uint8_t *p, *end;
    uint64_t at;
    bool odd;
};

enum { DISTANCE_MIN = 2, DISTANCE_MAX = 1 << 30 };     /* a list of several columns has ones */

static uint64_t end_stream(struct stream *s, bool odd)
{
    s->odd = odd;
    s->p = s->end;
    return UINT64_MAX;
}

static uint64_t next_place_of_any(struct stream *s)
{
    uint64_t distance;
    if (s->p == s->end)
        return end_stream(s, false);
    s->p = fts5_varint(s->p, s->end, &distance);
    if (!s->p || distance < DISTANCE_MIN || distance > DISTANCE_MAX)
        return end_stream(s, true);
    return s->at += distance - DISTANCE_MIN;
}

/* Nearly all distances have one byte or two. */
static inline uint64_t next_place(struct stream *s)
{
    if (s->end - s->p < 2 || (s->p[0] >= 128 && s->p[1] >= 128) || s->p[0] < DISTANCE_MIN)
        return next_place_of_any(s);
    const bool two = s->p[0] >= 128;
    const uint32_t distance = two ? (s->p[0] & 127u) << 7 | s->p[1] : s->p[0];
    s->p += 1 + two;
    return s->at += distance - DISTANCE_MIN;
}

struct places {
    uint64_t *v;
    size_t n, capacity;
};

static bool decode(const struct word_places *w, const struct at_row *a, struct places *ret)
{
    struct stream s = { .p = w->bytes + a->from, .end = w->bytes + a->from + a->size };
    ret->n = 0;
    for (uint64_t at; (at = next_place(&s)) != UINT64_MAX;) {
        GROW(ret->v, ret->n, ret->capacity);
        ret->v[ret->n++] = at;
    }
    return !s.odd;
}

/* Keeps those of `starts` behind which, `distance` words on, one of `others` stands. */
static void keep_followed(struct places *starts, const struct places *others, uint32_t distance)
{
    size_t kept = 0, k = 0;
    for (size_t i = 0; i < starts->n; i++) {
        uint64_t want = starts->v[i] + distance;
        while (k < others->n && others->v[k] < want)
            k++;
        if (k < others->n && others->v[k] == want)
            starts->v[kept++] = starts->v[i];
    }
    starts->n = kept;
}

/* ---- what was found ---- */

struct finding {
    const struct text_rows *rows;
    const struct phrase_question *q;
    struct text_cursor cursor;
    uint64_t next;                  /* the first place in the row that can tell anything more */
    uint64_t *bits;                 /* found, by docid; NULL: in docids */
    uint32_t *docids;               /* found; with places once for each */
    uint32_t *at;
    size_t n, capacity, at_capacity;
};

/* A phrase begins at a place of a row, which is not before f->next. */
static void note(struct finding *f, uint32_t row, uint64_t place)
{
    text_cursor_to(f->rows, &f->cursor, row, place);
    const uint32_t docid = f->cursor.docid;
    const struct phrase_question *q = f->q;
    if (q->wanted && !(q->wanted[docid / 64] >> (docid % 64) & 1)) {
        f->next = f->cursor.end;
        return;
    }
    uint32_t at = 0;
    if (q->positions || q->fields != TEXT_ANY) {
        at = text_field_place(f->rows, &f->cursor, place);
        if (!(q->fields >> (at >> POSITION_FIELD_SHIFT) & 1))
            return;
    }
    if (!q->positions)
        f->next = f->cursor.end;
    if (f->bits) {
        f->bits[docid / 64] |= 1ull << (docid % 64);
        return;
    }
    GROW(f->docids, f->n, f->capacity);
    f->docids[f->n] = docid;
    if (q->positions) {
        GROW(f->at, f->n, f->at_capacity);
        f->at[f->n] = at;
    }
    f->n++;
}

static void give(const struct finding *f)
{
    const struct phrase_question *q = f->q;
    const uint32_t words = (uint32_t)q->phrase->n;
    if (q->docids && f->n)
        q->docids(q->ctx, f->docids, f->n);
    struct position *found = q->positions ? xmalloc((f->n + 1) * sizeof *found) : NULL;
    for (size_t i = 0; found && i < f->n;) {
        size_t from = i;
        for (; i < f->n && f->docids[i] == f->docids[from]; i++)
            found[i - from] = (struct position){ f->docids[i], f->at[i], f->at[i] + words };
        q->positions(q->ctx, found, i - from);
    }
    free(found);
}

/* ---- two words, no places asked for: the second is judged while it is read, the first's lists are there already ---- */

struct pairing {
    struct judging judging;
    struct finding *found;
    const struct word_places *first;
    size_t cursor;                  /* in first->v */
};

static void begin_pairs(struct judging *j)
{
    ((struct pairing *)j)->cursor = 0;
}

static bool judge_pair(struct judging *j, uint32_t row, const uint8_t *p, size_t size)
{
    struct pairing *pair = (struct pairing *)j;
    const struct word_places *w = pair->first;
    while (pair->cursor < w->n && w->v[pair->cursor].row < row)
        pair->cursor++;
    if (pair->cursor == w->n || w->v[pair->cursor].row != row)
        return true;
    const uint8_t *begin = w->bytes + w->v[pair->cursor].from;
    struct stream a = { .p = begin, .end = begin + w->v[pair->cursor].size }, b = { .p = p, .end = p + size };
    uint64_t first = next_place(&a), second = next_place(&b);
    pair->found->next = 0;
    while (first != UINT64_MAX && second != UINT64_MAX) {
        if (second <= first) {
            second = next_place(&b);
            continue;
        }
        if (first + 1 == second && first >= pair->found->next)
            note(pair->found, row, first);
        first = next_place(&a);
    }
    return !a.odd && !b.odd;
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* The rows that a word has, to look for the next one among them. */
static void set_rows(const struct word_places *w, uint64_t *bits, uint32_t max_row)
{
    memset(bits, 0, ((size_t)max_row / 64 + 1) * sizeof *bits);
    for (size_t i = 0; i < w->n; i++)
        bits[w->v[i].row / 64] |= 1ull << (w->v[i].row % 64);
}

/* `bits`: of wanted rows, NULL: all; `scratch`: as many. */
static enum fts5_found find_pair(struct fts5_dictionary *d, struct finding *f, struct word_places *words, const uint64_t *bits, uint64_t *scratch)
{
    const struct phrase *phrase = f->q->phrase;
    const uint32_t max_row = f->rows->max_docid;
    struct pairing pair = { .judging = { judge_pair, begin_pairs }, .found = f, .first = &words[0] };
    enum fts5_found found = fts5_word_places(d, phrase->forms[0], bits, max_row, NULL, &words[0]);
    if (found == FTS5_FOUND) {
        set_rows(&words[0], scratch, max_row);
        found = fts5_word_places(d, phrase->forms[1], scratch, max_row, &pair.judging, &words[1]);
    }
    for (size_t i = 1; i < f->n; i++)
        if (f->docids[i] < f->docids[i - 1]) {      /* of several segments */
            qsort(f->docids, f->n, sizeof *f->docids, by_number);
            break;
        }
    return found;
}

/* ---- phrases of any length ---- */

struct visiting {
    struct finding *found;
    const struct word_places *words;
    size_t word_n;
    struct places starts, others;
};

static bool judge(struct visiting *v, const size_t *in_word)
{
    const struct at_row *first = &v->words[0].v[in_word[0]];
    if (!decode(&v->words[0], first, &v->starts))
        return false;
    for (size_t i = 1; i < v->word_n && v->starts.n; i++) {
        if (!decode(&v->words[i], &v->words[i].v[in_word[i]], &v->others))
            return false;
        keep_followed(&v->starts, &v->others, (uint32_t)i);
    }
    v->found->next = 0;
    for (size_t i = 0; i < v->starts.n; i++)
        if (v->starts.v[i] >= v->found->next)
            note(v->found, first->row, v->starts.v[i]);
    return true;
}

/* Walks the words' rows side by side. */
static bool judge_all(struct visiting *v)
{
    enum { WORDS_MAX = 256 };
    size_t in_word[WORDS_MAX] = { 0 }, n = v->word_n;
    if (n > WORDS_MAX)
        return false;
    for (; in_word[0] < v->words[0].n; in_word[0]++) {
        uint32_t row = v->words[0].v[in_word[0]].row;
        bool all = true;
        for (size_t i = 1; i < n && all; i++) {
            while (in_word[i] < v->words[i].n && v->words[i].v[in_word[i]].row < row)
                in_word[i]++;
            all = in_word[i] < v->words[i].n && v->words[i].v[in_word[i]].row == row;
        }
        if (all && !judge(v, in_word))
            return false;
    }
    return true;
}

static enum fts5_found find_all(struct fts5_dictionary *d, struct finding *f, struct word_places *words, const uint64_t *bits, uint64_t *scratch)
{
    const struct phrase *phrase = f->q->phrase;
    struct visiting v = { .found = f, .words = words, .word_n = phrase->n };
    enum fts5_found found = FTS5_FOUND;
    for (size_t i = 0; found == FTS5_FOUND && i < phrase->n; i++) {
        found = fts5_word_places(d, phrase->forms[i], bits, f->rows->max_docid, NULL, &words[i]);
        if (i + 1 < phrase->n) {
            set_rows(&words[i], scratch, f->rows->max_docid);
            bits = scratch;
        }
    }
    if (found == FTS5_FOUND && !judge_all(&v))
        found = FTS5_ODD;
    free(v.starts.v);
    free(v.others.v);
    return found;
}

enum fts5_found fts5_phrase(struct fts5_dictionary *d, const struct text_rows *rows, const struct phrase_question *q)
{
    struct finding f = { .rows = rows, .q = q };
    struct word_places *words = xcalloc(q->phrase->n, sizeof *words);
    const size_t n = q->phrase->n, bit_words = (size_t)rows->max_docid / 64 + 1;
    uint64_t *bits = xmalloc(2 * bit_words * sizeof *bits), *scratch = bits + bit_words;
    if (q->wanted)
        text_rows_of(rows, q->wanted, bits);
    enum fts5_found found = (n == 2 && !q->positions ? find_pair : find_all)(d, &f, words, q->wanted ? bits : NULL, scratch);
    if (found == FTS5_FOUND)
        give(&f);
    for (size_t i = 0; i < n; i++)
        word_places_release(&words[i]);
    free(words);
    free(f.docids);
    free(f.at);
    free(bits);
    return found;
}

/* ---- words by how they begin ---- */

struct prefix_reading {
    struct judging judging;
    struct fts5_dictionary *d;
    struct finding found;
    const uint64_t *rows;           /* wanted; NULL: all */
};

static void begin_word(struct judging *j)
{
    (void)j;
}

static bool judge_word(struct judging *j, uint32_t row, const uint8_t *p, size_t size)
{
    struct prefix_reading *r = (struct prefix_reading *)j;
    struct stream s = { .p = p, .end = p + size };
    r->found.next = 0;
    for (uint64_t at; (at = next_place(&s)) != UINT64_MAX;)
        if (at >= r->found.next)
            note(&r->found, row, at);
    return !s.odd;
}

static bool read_place(void *ctx, const struct fts5_place *place)
{
    struct prefix_reading *r = ctx;
    return fts5_judge_place(r->d, place, r->rows, r->found.rows->max_docid, &r->judging) == FTS5_FOUND;
}

static void give_bits(const uint64_t *bits, size_t words, postings_docids_fn *docids, void *ctx)
{
    enum { BATCH = 1024 };
    uint32_t batch[BATCH];
    size_t n = 0;
    for (size_t w = 0; w < words; w++)
        for (uint64_t rest = bits[w]; rest; rest &= rest - 1) {
            batch[n++] = (uint32_t)(w * 64) + (uint32_t)__builtin_ctzll(rest);
            if (n == BATCH) {
                docids(ctx, batch, n);
                n = 0;
            }
        }
    if (n)
        docids(ctx, batch, n);
}

enum fts5_found fts5_prefix(struct fts5_dictionary *d, const struct text_rows *rows, const struct phrase_question *q)
{
    const size_t words = (size_t)rows->max_docid / 64 + 1;
    uint64_t *bits = xcalloc(2 * words, sizeof *bits);
    struct prefix_reading r = { .judging = { judge_word, begin_word }, .d = d, .rows = q->wanted ? bits : NULL,
                                .found = { .rows = rows, .q = q, .bits = bits + words } };
    if (q->wanted)
        text_rows_of(rows, q->wanted, bits);
    enum fts5_found found = fts5_dictionary_each(d, q->phrase->forms[0], read_place, &r);
    if (found == FTS5_FOUND)
        give_bits(r.found.bits, words, q->docids, q->ctx);
    free(bits);
    return found;
}
