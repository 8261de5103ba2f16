#include "engine/store/fts5_poslist.h"

#include "engine/base/memory.h"

#include <stdlib.h>

enum { HEADER_BYTES = 4 };

/* ---- the position lists of one word, in the articles that are wanted ---- */

struct word_places {
    struct at_article {
        uint32_t docid;
        uint32_t size;              /* bytes of its position list */
        size_t from;                /* where they begin in bytes */
    } *v;
    size_t n, capacity;
    uint8_t *bytes;
    size_t byte_n, byte_capacity;
};

/* The second of two words, judged while it is read: the first's articles are there already. */
struct pairing {
    const struct word_places *first;
    size_t cursor;                  /* in first->v; docids ascend within a place */
    unsigned fields;
    uint32_t *docids;               /* found */
    size_t n, capacity;
};

static bool judge_pair(struct pairing *pair, uint32_t docid, const uint8_t *p, size_t size);

struct walking {
    struct fts5_dictionary *d;
    const struct fts5_place *place;
    const uint64_t *wanted;
    uint32_t max_docid;
    struct fts5_leaf leaf;
    size_t at, end;                 /* in the page: the next byte; where the doclist ends, or text_end where it may go on */
    struct word_places *to;
    struct pairing *pair;           /* NULL: lists are kept in *to */
};

static bool turn_page(struct walking *w)
{
    if (w->leaf.number >= w->place->segment->last_page ||
        fts5_leaf_read(w->d->table, w->place->segment->id, w->leaf.number + 1, NULL, &w->leaf) != FTS5_FOUND)
        return false;
    w->at = HEADER_BYTES;
    w->end = w->leaf.first_term;
    return true;
}

static uint8_t *more_bytes(struct word_places *to, size_t n)
{
    if (to->byte_capacity - to->byte_n < n) {
        to->byte_capacity = (to->byte_n + n) * 2;
        to->bytes = xrealloc(to->bytes, to->byte_capacity);
    }
    to->byte_n += n;
    return to->bytes + to->byte_n - n;
}

/* Most lists are short: a copy of a fixed size is done in two instructions. FTS5_PAGE_SLACK bytes can be read behind a page. */
static inline void copy_list(struct word_places *to, const uint8_t *p, size_t size)
{
    uint8_t *here = more_bytes(to, size + FTS5_PAGE_SLACK);
    to->byte_n -= FTS5_PAGE_SLACK;
    if (size <= FTS5_PAGE_SLACK)
        memcpy(here, p, FTS5_PAGE_SLACK);
    else
        memcpy(here, p, size);
}

/* Takes or passes the `size` bytes of a position list, which may go over pages. */
static bool take_list(struct walking *w, uint32_t docid, size_t size, bool take)
{
    if (take) {
        GROW(w->to->v, w->to->n, w->to->capacity);
        w->to->v[w->to->n++] = (struct at_article){ docid, (uint32_t)size, w->to->byte_n };
    }
    while (size) {
        size_t here = w->leaf.text_end - w->at < size ? w->leaf.text_end - w->at : size;
        if (here > w->end - w->at)
            return false;           /* the doclist ends within a list */
        if (take && here)
            memcpy(more_bytes(w->to, here), w->leaf.bytes + w->at, here);
        w->at += here;
        size -= here;
        if (size && !turn_page(w))
            return false;
    }
    if (!take || !w->pair)
        return true;
    const struct at_article *a = &w->to->v[0];
    bool ok = judge_pair(w->pair, docid, w->to->bytes + a->from, a->size);
    w->to->n = w->to->byte_n = 0;
    return ok;
}

static inline const uint8_t *short_varint(const uint8_t *p, const uint8_t *end, uint64_t *ret)
{
    if (p < end && *p < 128) {
        *ret = *p;
        return p + 1;
    }
    return fts5_varint(p, end, ret);
}

/* The articles of a doclist that begin on this page: each a row id (the page's first is whole), the size of its position list and the list. */
static bool walk_page(struct walking *w, uint64_t *row, bool whole, bool *ret_turned)
{
    const uint32_t page = w->leaf.number;
    const uint64_t *wanted = w->wanted;
    const uint8_t *p = w->leaf.bytes + w->at, *const end = w->leaf.bytes + w->end;
    uint64_t docid = whole ? 0 : *row;
    *ret_turned = false;
    while (p < end) {
        uint64_t distance, size;
        if (end - p > 1 && p[0] < 128 && p[1] < 128) {
            distance = p[0];
            size = p[1];
            p += 2;
        } else if (!(p = short_varint(p, end, &distance)) || !(p = short_varint(p, end, &size))) {
            return false;
        }
        docid += distance;
        if (size & 1 || size == 0 || docid == 0 || docid > w->max_docid)
            return false;           /* a list that is marked as deleted, too, or has nothing left */
        size /= 2;
        bool take = !wanted || (wanted[docid / 64] >> (docid % 64) & 1);
        if (size <= (size_t)(end - p)) {
            if (take && w->pair) {
                if (!judge_pair(w->pair, (uint32_t)docid, p, (size_t)size))
                    return false;
            } else if (take) {
                GROW(w->to->v, w->to->n, w->to->capacity);
                w->to->v[w->to->n++] = (struct at_article){ (uint32_t)docid, (uint32_t)size, w->to->byte_n };
                copy_list(w->to, p, (size_t)size);
            }
            p += size;
            continue;
        }
        w->at = (size_t)(p - w->leaf.bytes);
        if (!take_list(w, (uint32_t)docid, (size_t)size, take))
            return false;
        *ret_turned = w->leaf.number != page;
        *row = docid;
        return *ret_turned;         /* a list beyond this page's end goes on with the next */
    }
    w->at = (size_t)(p - w->leaf.bytes);
    *row = docid;
    return true;
}

static bool walk_place(struct walking *w)
{
    uint64_t row = 0;
    bool turned = false, whole = true;
    w->leaf.bytes = w->d->page;
    if (fts5_leaf_read(w->d->table, w->place->segment->id, w->place->page, NULL, &w->leaf) != FTS5_FOUND || w->place->end > w->leaf.text_end)
        return false;
    w->at = w->place->begin;
    w->end = w->place->end;
    for (;;) {
        if (!walk_page(w, &row, whole, &turned))
            return false;
        if (!turned) {
            /* At the end of a page, the doclist goes on where the next page begins with a row. */
            if (w->end != w->leaf.text_end || w->leaf.number == w->place->segment->last_page)
                return true;
            if (!turn_page(w))
                return false;
            if (!w->leaf.first_row || w->leaf.first_row >= w->leaf.first_term)
                return true;
        }
        /* Behind the rest of a list: the first row of this page, if there is one. */
        if (w->at < w->end && w->leaf.first_row != w->at)
            return false;
        whole = true;
    }
}

static int by_docid(const void *a, const void *b)
{
    uint32_t x = ((const struct at_article *)a)->docid, y = ((const struct at_article *)b)->docid;
    return (x > y) - (x < y);
}

/* With `pair` the articles are judged instead of kept. */
static enum fts5_found read_word(struct fts5_dictionary *d, struct str form, const uint64_t *wanted, uint32_t max_docid, struct pairing *pair,
                                 struct word_places *ret)
{
    const struct fts5_place *places;
    size_t n;
    enum fts5_found found = fts5_dictionary_find(d, form, &places, &n);
    bool sorted = true;
    for (size_t i = 0; found == FTS5_FOUND && i < n; i++) {
        struct walking w = { .d = d, .place = &places[i], .wanted = wanted, .max_docid = max_docid, .to = ret, .pair = pair };
        if (pair)
            pair->cursor = 0;
        if (!walk_place(&w))
            return FTS5_ODD;
    }
    for (size_t i = 1; i < ret->n; i++) {
        if (ret->v[i].docid == ret->v[i - 1].docid)
            return FTS5_ODD;
        sorted = sorted && ret->v[i].docid > ret->v[i - 1].docid;
    }
    if (!sorted)
        qsort(ret->v, ret->n, sizeof *ret->v, by_docid);
    return found;
}

static void release(struct word_places *w)
{
    free(w->v);
    free(w->bytes);
}

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
        if (!(p = short_varint(p, end, &value)) || value == 0)
            return false;
        if (value == 1) {
            if (!(p = short_varint(p, end, &field)) || field > 2)
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
        if (!(s->p = short_varint(s->p, s->end, &value)) || value == 0)
            break;
        if (value != 1) {
            s->at += value - 2;
            return s->field << POSITION_FIELD_SHIFT | s->at;
        }
        s->at = 0;
        if (!(s->p = short_varint(s->p, s->end, &s->field)) || s->field > 2)
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

static bool judge_pair(struct pairing *pair, uint32_t docid, const uint8_t *p, size_t size)
{
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
    struct pairing pair = { .first = &v->words[0], .fields = v->fields };
    enum fts5_found found = read_word(d, v->phrase->forms[0], wanted, max_docid, NULL, &v->words[0]);
    if (found == FTS5_FOUND) {
        set_articles(&v->words[0], bits, max_docid);
        found = read_word(d, v->phrase->forms[1], bits, max_docid, &pair, &v->words[1]);
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
        found = read_word(d, v->phrase->forms[i], wanted, max_docid, NULL, &v->words[i]);
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
        release(&v.words[i]);
    free(v.words);
    free(v.starts.v);
    free(v.others.v);
    free(v.docids);
    free(v.at);
    free(bits);
    return found;
}
