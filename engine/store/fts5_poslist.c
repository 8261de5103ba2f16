#include "engine/store/fts5_poslist.h"

#include "engine/base/memory.h"
#include "engine/store/fts5_word_places.h"

#include <stdlib.h>

/* ---- a phrase of them ---- */

struct places {
    uint32_t *v;
    size_t n, capacity;
};

/* A position list: distances of two and more, less two; a one and a column's number begin the next column. By field and word. */
static bool decode(const struct word_places *w, const struct at_article *a, struct places *ret)
{
    const uint8_t *p = w->bytes + a->from, *end = p + a->size;
    uint64_t value, field = 0, at = 0;
    ret->n = 0;
    while (p < end) {
        if (!(p = fts5_short_varint(p, end, &value)) || value == 0)
            return false;
        if (value == 1) {
            if (!(p = fts5_short_varint(p, end, &field)) || field > 2)
                return false;
            at = 0;
            continue;
        }
        at += value - 2;
        if (at >= 1u << POSITION_FIELD_SHIFT)
            return false;
        GROW(ret->v, ret->n, ret->capacity);
        ret->v[ret->n++] = (uint32_t)(field << POSITION_FIELD_SHIFT | at);
    }
    return true;
}

/* Keeps those of `starts` behind which, `distance` words on, one of `others` stands. */
static void keep_followed(struct places *starts, const struct places *others, uint32_t distance)
{
    size_t kept = 0, k = 0;
    for (size_t i = 0; i < starts->n; i++) {
        uint32_t want = starts->v[i] + distance;
        while (k < others->n && others->v[k] < want)
            k++;
        if (k < others->n && others->v[k] == want)
            starts->v[kept++] = starts->v[i];
    }
    starts->n = kept;
}

static void keep_fields(struct places *starts, unsigned fields)
{
    size_t kept = 0;
    for (size_t i = 0; i < starts->n; i++)
        if (fields >> (starts->v[i] >> POSITION_FIELD_SHIFT) & 1)
            starts->v[kept++] = starts->v[i];
    starts->n = kept;
}

/* A position list that is read as far as it is needed. */
struct stream {
    const uint8_t *p, *end;
    uint64_t field, at;
    bool odd;
};

/* The next place by field and word; UINT64_MAX at the end. */
static inline uint64_t next_place(struct stream *s)
{
    uint64_t value;
    while (s->p < s->end) {
        if (!(s->p = fts5_short_varint(s->p, s->end, &value)) || value == 0)
            break;
        if (value != 1) {
            s->at += value - 2;
            return s->field << POSITION_FIELD_SHIFT | s->at;
        }
        s->at = 0;
        if (!(s->p = fts5_short_varint(s->p, s->end, &s->field)) || s->field > 2)
            break;
    }
    s->odd = s->odd || !s->p || s->p < s->end;
    s->p = s->end;
    return UINT64_MAX;
}

/* Whether two words stand in a row: read no further than to the first place. */
static bool has_pair(struct stream a, struct stream b, unsigned fields, bool *ret_odd)
{
    uint64_t first = next_place(&a), second = next_place(&b);
    while (first != UINT64_MAX && second != UINT64_MAX) {
        if (first + 1 == second && fields >> a.field & 1)
            break;
        if (second <= first)
            second = next_place(&b);
        else
            first = next_place(&a);
    }
    *ret_odd = a.odd || b.odd;
    return first != UINT64_MAX && second != UINT64_MAX;
}

/* The same where both lists are of the first field and of single bytes, as most are. -1: they are not. */
static int has_near_pair(const uint8_t *a, const uint8_t *a_end, const uint8_t *b, const uint8_t *b_end)
{
    enum { STEP_MIN = 2, STEP_MAX = 127 };
    if ((uint8_t)(*a - STEP_MIN) > STEP_MAX - STEP_MIN || (uint8_t)(*b - STEP_MIN) > STEP_MAX - STEP_MIN)
        return -1;
    uint32_t first = *a++, second = *b++;
    while (first + 1 != second) {
        const uint8_t **more = second <= first ? &b : &a;
        if (*more == (second <= first ? b_end : a_end))
            return 0;
        uint8_t step = *(*more)++;
        if ((uint8_t)(step - STEP_MIN) > STEP_MAX - STEP_MIN)
            return -1;
        *(second <= first ? &second : &first) += step - STEP_MIN;
    }
    return 1;
}

/* The second of two words, judged while it is read: the first's articles are there already. */
struct pairing {
    struct judging judging;
    const struct word_places *first;
    size_t cursor;                  /* in first->v */
    unsigned fields;
    uint32_t *docids;               /* found */
    size_t n, capacity;
};

static void begin_pairs(struct judging *j)
{
    ((struct pairing *)j)->cursor = 0;
}

static bool judge_pair(struct judging *j, uint32_t docid, const uint8_t *p, size_t size)
{
    struct pairing *pair = (struct pairing *)j;
    const struct word_places *w = pair->first;
    while (pair->cursor < w->n && w->v[pair->cursor].docid < docid)
        pair->cursor++;
    if (pair->cursor == w->n || w->v[pair->cursor].docid != docid)
        return true;
    const uint8_t *a = w->bytes + w->v[pair->cursor].from, *a_end = a + w->v[pair->cursor].size;
    int near = pair->fields & 1 ? has_near_pair(a, a_end, p, p + size) : -1;
    bool odd = false;
    if (near < 0)
        near = has_pair((struct stream){ .p = a, .end = a_end }, (struct stream){ .p = p, .end = p + size }, pair->fields, &odd);
    GROW(pair->docids, pair->n, pair->capacity);
    pair->docids[pair->n] = docid;
    pair->n += near == 1;
    return !odd;
}

struct visiting {
    const struct phrase *phrase;
    struct word_places *words;
    unsigned fields;
    struct places starts, others;
    uint32_t *docids;               /* found; with positions once for each */
    uint32_t *at;
    size_t n, capacity, at_capacity;
    bool places;
};

static bool judge(struct visiting *v, const size_t *in_word)
{
    const struct at_article *first = &v->words[0].v[in_word[0]];
    if (!decode(&v->words[0], first, &v->starts))
        return false;
    keep_fields(&v->starts, v->fields);
    for (size_t i = 1; i < v->phrase->n && v->starts.n; i++) {
        if (!decode(&v->words[i], &v->words[i].v[in_word[i]], &v->others))
            return false;
        keep_followed(&v->starts, &v->others, (uint32_t)i);
    }
    size_t n = v->places ? v->starts.n : v->starts.n > 0;
    for (size_t i = 0; i < n; i++) {
        GROW(v->docids, v->n, v->capacity);
        v->docids[v->n] = first->docid;
        if (v->places) {
            GROW(v->at, v->n, v->at_capacity);
            v->at[v->n] = v->starts.v[i];
        }
        v->n++;
    }
    return true;
}

/* Walks the words' articles side by side. */
static bool judge_all(struct visiting *v)
{
    enum { WORDS_MAX = 256 };
    size_t in_word[WORDS_MAX] = { 0 }, n = v->phrase->n;
    if (n > WORDS_MAX)
        return false;
    for (; in_word[0] < v->words[0].n; in_word[0]++) {
        uint32_t docid = v->words[0].v[in_word[0]].docid;
        bool all = true;
        for (size_t i = 1; i < n && all; i++) {
            while (in_word[i] < v->words[i].n && v->words[i].v[in_word[i]].docid < docid)
                in_word[i]++;
            all = in_word[i] < v->words[i].n && v->words[i].v[in_word[i]].docid == docid;
        }
        if (all && !judge(v, in_word))
            return false;
    }
    return true;
}

static void give(const struct visiting *v, postings_docids_fn *docids, postings_position_fn *positions, void *ctx)
{
    if (docids && v->n)
        docids(ctx, v->docids, v->n);
    struct position *found = positions ? xmalloc((v->n + 1) * sizeof *found) : NULL;
    for (size_t i = 0; found && i < v->n;) {
        size_t from = i;
        for (; i < v->n && v->docids[i] == v->docids[from]; i++)
            found[i - from] = (struct position){ v->docids[i], v->at[i], v->at[i] + (uint32_t)v->phrase->n };
        positions(ctx, found, i - from);
    }
    free(found);
}

/* The articles that a word has, to look for the next one among them. */
static void set_articles(const struct word_places *w, uint64_t *bits, uint32_t max_docid)
{
    memset(bits, 0, ((size_t)max_docid / 64 + 1) * sizeof *bits);
    for (size_t i = 0; i < w->n; i++)
        bits[w->v[i].docid / 64] |= 1ull << (w->v[i].docid % 64);
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Two words, no places asked for: the second is judged as it is read. */
static enum fts5_found find_pair(struct fts5_dictionary *d, struct visiting *v, const uint64_t *wanted, uint64_t *bits, uint32_t max_docid)
{
    struct pairing pair = { .judging = { judge_pair, begin_pairs }, .first = &v->words[0], .fields = v->fields };
    enum fts5_found found = fts5_word_places(d, v->phrase->forms[0], wanted, max_docid, NULL, &v->words[0]);
    if (found == FTS5_FOUND) {
        set_articles(&v->words[0], bits, max_docid);
        found = fts5_word_places(d, v->phrase->forms[1], bits, max_docid, &pair.judging, &v->words[1]);
    }
    v->docids = pair.docids;
    v->n = pair.n;
    for (size_t i = 1; i < v->n; i++)
        if (v->docids[i] < v->docids[i - 1]) {      /* of several segments */
            qsort(v->docids, v->n, sizeof *v->docids, by_number);
            break;
        }
    return found;
}

static enum fts5_found find_all(struct fts5_dictionary *d, struct visiting *v, const uint64_t *wanted, uint64_t *bits, uint32_t max_docid)
{
    enum fts5_found found = FTS5_FOUND;
    for (size_t i = 0; found == FTS5_FOUND && i < v->phrase->n; i++) {
        found = fts5_word_places(d, v->phrase->forms[i], wanted, max_docid, NULL, &v->words[i]);
        if (i + 1 < v->phrase->n) {
            set_articles(&v->words[i], bits, max_docid);
            wanted = bits;
        }
    }
    return found == FTS5_FOUND && !judge_all(v) ? FTS5_ODD : found;
}

enum fts5_found fts5_phrase(struct fts5_dictionary *d, const struct phrase *phrase, unsigned fields, const uint64_t *wanted, uint32_t max_docid,
                            postings_docids_fn *docids, postings_position_fn *positions, void *ctx)
{
    struct visiting v = { .phrase = phrase, .fields = fields, .places = positions != NULL, .words = xcalloc(phrase->n, sizeof *v.words) };
    uint64_t *bits = xmalloc(((size_t)max_docid / 64 + 1) * sizeof *bits);
    enum fts5_found found = phrase->n == 2 && !v.places ? find_pair(d, &v, wanted, bits, max_docid) : find_all(d, &v, wanted, bits, max_docid);
    if (found == FTS5_FOUND)
        give(&v, docids, positions, ctx);
    for (size_t i = 0; i < phrase->n; i++)
        word_places_release(&v.words[i]);
    free(v.words);
    free(v.starts.v);
    free(v.others.v);
    free(v.docids);
    free(v.at);
    free(bits);
    return found;
}
