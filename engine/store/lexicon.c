#include "engine/store/lexicon.h"

#include "engine/base/memory.h"

#include <stdlib.h>

/* ---- a row: each term by what it shares with the last one, each form by what it shares with its term ---- */

/*
 * A term is a byte, how many bytes it has in common with the last and how many follow, and those. A form is a byte, whether another one follows it, how
 * many bytes of the term's end it has not, and how many follow, and those. Where a number is too large for its bits, they are all ones, and what is over
 * follows the byte as a varint.
 */
enum { SHARED_BITS = 4, LACKS_BITS = 3, TAIL_BITS = 4, MORE_FORMS = 128 };

static size_t shared(struct str a, struct str b)
{
    size_t n = 0;
    while (n < a.n && n < b.n && a.p[n] == b.p[n])
        n++;
    return n;
}

static unsigned in_bits(size_t x, unsigned bits)
{
    unsigned most = (1u << bits) - 1;
    return x < most ? (unsigned)x : most;
}

static void put_rest(struct strbuf *out, size_t x, unsigned bits)
{
    unsigned most = (1u << bits) - 1;
    if (x >= most)
        strbuf_varint(out, x - most);
}

/* `high` in the upper bits, and `tail` with its bytes. */
static void put_step(struct strbuf *out, size_t high, unsigned high_bits, struct str tail)
{
    strbuf_byte(out, (char)(in_bits(high, high_bits) << TAIL_BITS | in_bits(tail.n, TAIL_BITS)));
    put_rest(out, high, high_bits);
    put_rest(out, tail.n, TAIL_BITS);
    strbuf_str(out, tail);
}

/* Takes pairs one by one, in order. */
struct packing {
    struct strbuf *out, term;
    size_t form_at;             /* where the last form's byte is */
    bool begun;
};

static void pack_pair(struct packing *p, const struct lexicon_pair *pair)
{
    struct str last = strbuf_view(&p->term);
    if (p->begun && str_equal(pair->term, last)) {
        p->out->p[p->form_at] = (char)(p->out->p[p->form_at] | MORE_FORMS);
    } else {
        size_t same = shared(last, pair->term);
        put_step(p->out, same, SHARED_BITS, str_slice(pair->term, same, pair->term.n));
        strbuf_truncate(&p->term, same);
        strbuf_str(&p->term, str_slice(pair->term, same, pair->term.n));
        p->begun = true;
    }
    size_t same = shared(pair->term, pair->form);
    p->form_at = p->out->n;
    put_step(p->out, pair->term.n - same, LACKS_BITS, str_slice(pair->form, same, pair->form.n));
}

void lexicon_pack(const struct lexicon_pair *pairs, size_t n, struct strbuf *out)
{
    struct packing p = { .out = out, .term = STRBUF_INIT };
    for (size_t i = 0; i < n; i++)
        pack_pair(&p, &pairs[i]);
    strbuf_release(&p.term);
}

void lexicon_walk_begin(struct lexicon_walk *w, struct str data)
{
    const unsigned char *p = (const unsigned char *)data.p;
    *w = (struct lexicon_walk){ .p = p, .end = (const unsigned char *)str_end(data), .term = STRBUF_INIT, .form = STRBUF_INIT };
}

void lexicon_walk_release(struct lexicon_walk *w)
{
    strbuf_release(&w->term);
    strbuf_release(&w->form);
}

static bool take_number(struct lexicon_walk *w, unsigned head, unsigned bits, size_t *ret)
{
    unsigned most = (1u << bits) - 1;
    unsigned long long over = 0;
    if (head == most && !(w->p = varint_read(w->p, w->end, &over)))
        return false;
    *ret = head + (size_t)over;
    return over <= INT32_MAX;
}

static bool take_step(struct lexicon_walk *w, unsigned high_bits, unsigned *ret_head, size_t *ret_high, struct str *ret_tail)
{
    if (!w->p || w->p >= w->end)
        return false;
    unsigned head = *w->p++;
    if (!take_number(w, head >> TAIL_BITS & ((1u << high_bits) - 1), high_bits, ret_high) ||
        !take_number(w, head & ((1u << TAIL_BITS) - 1), TAIL_BITS, &ret_tail->n) || ret_tail->n > (size_t)(w->end - w->p))
        return false;
    ret_tail->p = (const char *)w->p;
    w->p += ret_tail->n;
    *ret_head = head;
    return true;
}

bool lexicon_walk_next(struct lexicon_walk *w, struct lexicon_pair *ret)
{
    unsigned head;
    size_t same, lacks;
    struct str tail;
    if (!w->more_forms) {
        if (!take_step(w, SHARED_BITS, &head, &same, &tail) || same > w->term.n)
            return false;
        strbuf_truncate(&w->term, same);
        strbuf_str(&w->term, tail);
    }
    if (!take_step(w, LACKS_BITS, &head, &lacks, &tail) || lacks > w->term.n)
        return false;
    w->more_forms = head & MORE_FORMS;
    strbuf_clear(&w->form);
    strbuf_str(&w->form, str_slice(strbuf_view(&w->term), 0, w->term.n - lacks));
    strbuf_str(&w->form, tail);
    *ret = (struct lexicon_pair){ strbuf_view(&w->term), strbuf_view(&w->form) };
    return true;
}

/* ---- rows ---- */

enum { BEGINNING_BYTES = 3, BEGINNING_BYTES_MAX = 6, LANG_BYTES = 2 };

/* A term without "~en". */
static struct str stem_of(struct str term)
{
    size_t tilde = str_find(term, '~');
    return tilde + 1 + LANG_BYTES == term.n ? str_slice(term, 0, tilde) : term;
}

/* The row of a term: its language above, then its first bytes. */
static int64_t beginning_of(struct str term)
{
    struct str stem = stem_of(term);
    uint64_t row = 0;
    size_t n = 0;
    for (size_t i = stem.n + 1; i < term.n; i++)
        row = row << 8 | ((unsigned char)term.p[i] & 127);
    while (n < stem.n && n < BEGINNING_BYTES_MAX && (n < BEGINNING_BYTES || ((unsigned char)stem.p[n] & 0xC0) == 0x80))
        row = row << 8 | (unsigned char)stem.p[n++];
    return (int64_t)(row << 8 * (BEGINNING_BYTES_MAX - n));
}

static bool read_row(struct db *db, int64_t beginning, sqlite3_stmt **ret_s, struct str *ret, struct error *err)
{
    sqlite3_stmt *s = db_statement(db, "SELECT data FROM lexicon WHERE beginning = ?1", err);
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, beginning);
    int row = db_step(db, s, err);
    if (row < 0)
        return false;
    *ret = row ? db_text(s, 0) : (struct str){ NULL, 0 };
    *ret_s = s;
    return true;
}

bool lexicon_forms(struct db *db, struct str term, struct arena *arena, struct str **ret, size_t *ret_n, struct error *err)
{
    struct lexicon_walk w;
    struct lexicon_pair pair;
    struct str data, stem = stem_of(term), *forms = NULL;
    sqlite3_stmt *s;
    size_t n = 0, capacity = 0;
    if (!read_row(db, beginning_of(term), &s, &data, err))
        return false;
    lexicon_walk_begin(&w, data);
    for (int order = -1; order <= 0 && lexicon_walk_next(&w, &pair);)
        if ((order = str_compare(pair.term, stem)) == 0) {
            GROW(forms, n, capacity);
            forms[n++] = arena_str(arena, pair.form);
        }
    lexicon_walk_release(&w);
    sqlite3_reset(s);
    *ret = arena_array(arena, struct str, n + 1);
    if (n)
        memcpy(*ret, forms, n * sizeof *forms);
    *ret_n = n;
    free(forms);
    return true;
}

bool lexicon_each_form(struct db *db, void (*visit)(void *ctx, struct str form), void *ctx, struct error *err)
{
    struct lexicon_walk w;
    struct lexicon_pair pair;
    sqlite3_stmt *s = db_statement(db, "SELECT data FROM lexicon", err);
    int row = -1;
    while (s && (row = db_step(db, s, err)) > 0) {
        lexicon_walk_begin(&w, db_text(s, 0));
        while (lexicon_walk_next(&w, &pair))
            visit(ctx, pair.form);
        lexicon_walk_release(&w);
    }
    return row == 0;
}

static int compare(const struct lexicon_pair *x, const struct lexicon_pair *y)
{
    int c = str_compare(x->term, y->term);
    return c ? c : str_compare(x->form, y->form);
}

/* A pair and its row; the term without its language. */
struct placed {
    int64_t beginning;
    struct lexicon_pair pair;
};

static int by_row(const void *a, const void *b)
{
    const struct placed *x = a, *y = b;
    return x->beginning != y->beginning ? (x->beginning < y->beginning ? -1 : 1) : compare(&x->pair, &y->pair);
}

/* The row's pairs and those that come, both in order, become one row. Gives whether it is another. */
static bool merge(struct str now, const struct placed *come, size_t n, struct strbuf *out)
{
    struct packing p = { .out = out, .term = STRBUF_INIT };
    struct lexicon_walk w;
    struct lexicon_pair pair;
    const struct lexicon_pair *last = NULL;
    bool changed = false;
    size_t i = 0;
    lexicon_walk_begin(&w, now);
    for (bool more = lexicon_walk_next(&w, &pair); more || i < n;) {
        int order = !more ? -1 : i == n ? 1 : compare(&come[i].pair, &pair);
        if (order >= 0) {
            pack_pair(&p, &pair);
            while (i < n && order == 0 && compare(&come[i].pair, &pair) == 0)
                i++;
            more = lexicon_walk_next(&w, &pair);
            continue;
        }
        if (!last || compare(last, &come[i].pair) != 0)
            pack_pair(&p, &come[i].pair);
        last = &come[i++].pair;
        changed = true;
    }
    lexicon_walk_release(&w);
    strbuf_release(&p.term);
    return changed;
}

static bool add_to_row(struct db *db, const struct placed *come, size_t n, struct strbuf *data, struct error *err)
{
    sqlite3_stmt *s;
    struct str now;
    if (!read_row(db, come[0].beginning, &s, &now, err))
        return false;
    strbuf_clear(data);
    bool changed = merge(now, come, n, data);
    sqlite3_reset(s);
    if (!changed)
        return true;
    s = db_statement(db, "INSERT INTO lexicon(beginning, data) VALUES(?1, ?2) ON CONFLICT(beginning) DO UPDATE SET data = excluded.data", err);
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, come[0].beginning);
    db_bind_blob(s, 2, strbuf_view(data));
    return db_run(db, s, err);
}

bool lexicon_add(struct db *db, const struct lexicon_pair *pairs, size_t n, struct error *err)
{
    CLEANUP_STRBUF struct strbuf data = STRBUF_INIT;
    CLEANUP_FREE struct placed *come = xcalloc(n + 1, sizeof *come);
    bool ok = true;
    for (size_t i = 0; i < n; i++)
        come[i] = (struct placed){ beginning_of(pairs[i].term), { stem_of(pairs[i].term), pairs[i].form } };
    qsort(come, n, sizeof *come, by_row);
    for (size_t from = 0, to; ok && from < n; from = to) {
        for (to = from + 1; to < n && come[to].beginning == come[from].beginning;)
            to++;
        ok = add_to_row(db, come + from, to - from, &data, err);
    }
    return ok;
}
