#include "engine/base/memory.h"
#include "engine/store/index_facets.h"
#include "engine/store/index_writer_private.h"
#include "engine/store/row_list.h"

#include <stdlib.h>

/*
 * A contentless table of FTS5 takes back single terms of a row: 'delete' with those terms alone, and an insert of others under the same row id.
 * What is the same before and after is left as it is. Changes wait, for FTS5 wants rows ascending.
 */
struct change {
    uint32_t row;
    bool gone;                  /* the term goes; else it comes */
    struct str term;
};

struct index_resolving {
    struct change *changes;
    size_t n, capacity;
    struct arena arena;
    struct strmap left;         /* ids of local actors that some article lost */
};

void index_resolving_free(struct index_resolving *r)
{
    if (!r)
        return;
    free(r->changes);
    arena_release(&r->arena);
    strmap_release(&r->left);
    free(r);
}

static struct index_resolving *resolving_of(struct index_writer *w)
{
    if (!w->resolving) {
        w->resolving = xcalloc(1, sizeof *w->resolving);
        w->resolving->left = (struct strmap)STRMAP_INIT;
    }
    return w->resolving;
}

static void note(struct index_resolving *r, uint32_t docid, unsigned level, bool gone, struct str term)
{
    GROW(r->changes, r->n, r->capacity);
    r->changes[r->n++] = (struct change){ row_of(docid, level), gone, arena_str(&r->arena, term) };
}

/* A document's terms, one by one. */
struct term_walk {
    const struct document_terms *terms;
    const char *name;
    size_t at;
};

/* The next term of an actor or role, and its level; false at the end. */
static bool next_facet(struct term_walk *w, struct str *ret, unsigned *ret_level)
{
    while (w->at < w->terms->n) {
        const struct document_term *t = &w->terms->v[w->at++];
        *ret = (struct str){ w->name, t->bytes };
        *ret_level = t->detail;
        w->name += t->bytes;
        if (index_is_facet_of_actor(*ret))
            return true;
    }
    return false;
}

static struct term_walk walk_of(const struct document *d)
{
    return (struct term_walk){ &d->terms, d->terms.names.p, 0 };
}

static bool has_facet(const struct document *d, const struct index_facet *f)
{
    struct term_walk w = walk_of(d);
    struct str term;
    unsigned level;
    while (next_facet(&w, &term, &level))
        if (level == f->level && str_equal(term, f->term))
            return true;
    return false;
}

static bool had_facet(const struct index_facet *old, size_t n, unsigned level, struct str term)
{
    for (size_t i = 0; i < n; i++)
        if (old[i].level == level && str_equal(old[i].term, term))
            return true;
    return false;
}

static void note_differences(struct index_resolving *r, const struct document *d, const struct index_facet *old, size_t n)
{
    static const char local[] = ":a/local-";
    for (size_t i = 0; i < n; i++)
        if (!has_facet(d, &old[i])) {
            note(r, (uint32_t)d->docid, old[i].level, true, old[i].term);
            if (str_starts(old[i].term, str_of(local)))
                strmap_intern(&r->left, str_slice(old[i].term, 3, old[i].term.n), NULL);
        }
    struct term_walk w = walk_of(d);
    struct str term;
    unsigned level;
    while (next_facet(&w, &term, &level))
        if (!had_facet(old, n, level, term))
            note(r, (uint32_t)d->docid, level, false, term);
}

static bool remove_places(struct index_writer *w, int64_t docid, struct error *err)
{
    for (int i = 0; i < 2; i++) {
        sqlite3_stmt *s = db_statement(&w->db, i ? "DELETE FROM quote WHERE docid = ?1" : "DELETE FROM mention WHERE docid = ?1", err);
        if (!s)
            return false;
        sqlite3_bind_int64(s, 1, docid);
        if (!db_run(&w->db, s, err))
            return false;
    }
    return true;
}

bool index_writer_resolve(struct index_writer *w, const struct document *d, const struct index_facet *old, size_t n, struct error *err)
{
    if (!index_writer_numbers(w, d, err))
        return false;
    note_differences(resolving_of(w), d, old, n);
    if (!remove_places(w, d->docid, err) || !index_writer_put_mentions(w, d, w->numbers, err) || !index_writer_put_quotes(w, d, w->numbers, err))
        return false;
    index_writer_column_values(w, d);
    return column_writer_entities(w->columns, (uint32_t)d->docid, w->numbers, d->entity_count, err);
}

/* ---- what waits ---- */

static int by_row(const void *a, const void *b)
{
    const struct change *x = a, *y = b;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    return x->gone != y->gone ? (x->gone ? -1 : 1) : str_compare(x->term, y->term);
}

/* The terms of a row that go (or come): from changes[i] on; gives where the next begin. */
static size_t gather(const struct index_resolving *r, size_t i, bool gone, struct strbuf *out)
{
    uint32_t row = r->changes[i].row;
    strbuf_clear(out);
    for (; i < r->n && r->changes[i].row == row && r->changes[i].gone == gone; i++) {
        strbuf_str(out, r->changes[i].term);
        strbuf_byte(out, ' ');
    }
    return i;
}

static bool put_row(struct index_writer *w, uint32_t row, const struct strbuf *gone, const struct strbuf *come, struct error *err)
{
    sqlite3_stmt *del = db_statement(&w->db, "INSERT INTO impact(impact, rowid, terms) VALUES('delete', ?1, ?2)", err);
    sqlite3_stmt *ins = del ? db_statement(&w->db, "INSERT INTO impact(rowid, terms) VALUES(?1, ?2)", err) : NULL;
    if (!ins)
        return false;
    if (gone->n) {
        sqlite3_bind_int64(del, 1, row);
        db_bind_str(del, 2, strbuf_view(gone));
        if (!db_run(&w->db, del, err))
            return false;
    }
    /* Also where nothing comes: FTS5 counts rows, and a deletion is one less. */
    sqlite3_bind_int64(ins, 1, row);
    db_bind_str(ins, 2, strbuf_view(come));
    return db_run(&w->db, ins, err);
}

/* Changes the entity of a kind and id, where there is one. */
static bool change_entity(struct index_writer *w, int kind, struct str id, void (*change)(struct stored_entity *e, const struct actor *to),
                          const struct actor *to, struct error *err)
{
    const struct stored_entity *now;
    strbuf_clear(&w->key);
    index_key_of_id(kind, id, &w->key);
    uint32_t place = strmap_find(&w->entities, strbuf_view(&w->key));
    if (place == STRMAP_NONE)
        return true;
    if (!entity_table_get(w->table, place, &now, err))
        return false;
    if (!now)
        return true;
    struct stored_entity changed = *now;
    change(&changed, to);
    return entity_table_put(w->table, place, &changed, err);
}

static void not_local(struct stored_entity *e, const struct actor *to)
{
    (void)to;
    e->local = false;
}

/* A local actor that no article has any more is not to be found by name. */
static bool forget_local(struct index_writer *w, struct str id, struct error *err)
{
    CLEANUP_STRBUF struct strbuf term = STRBUF_INIT;
    term_facet(&term, TERM_ACTOR, id);
    CLEANUP_STRBUF struct strbuf match = STRBUF_INIT;
    strbuf_format(&match, "\"%s\"", term.p);
    sqlite3_stmt *s = db_statement(&w->db, "SELECT 1 FROM impact WHERE impact MATCH ?1 LIMIT 1", err);
    if (!s)
        return false;
    db_bind_str(s, 1, strbuf_view(&match));
    int row = db_step(&w->db, s, err);
    if (row)
        sqlite3_reset(s);
    if (row)
        return row > 0;
    bool ok = true;
    for (int kind = 0; ok && kind < ACTOR_KINDS; kind++)
        ok = change_entity(w, kind, id, not_local, NULL, err);
    return ok;
}

static bool put_rows(struct index_writer *w, struct index_resolving *r, struct error *err)
{
    CLEANUP_STRBUF struct strbuf gone = STRBUF_INIT;
    CLEANUP_STRBUF struct strbuf come = STRBUF_INIT;
    bool ok = true;
    if (r->n)
        qsort(r->changes, r->n, sizeof *r->changes, by_row);
    for (size_t i = 0; ok && i < r->n;) {
        uint32_t row = r->changes[i].row;
        i = gather(r, i, true, &gone);
        strbuf_clear(&come);
        if (i < r->n && r->changes[i].row == row)
            i = gather(r, i, false, &come);
        ok = put_row(w, row, &gone, &come, err);
    }
    for (uint32_t i = 0; ok && i < r->left.n; i++)
        ok = forget_local(w, strmap_key(&r->left, i), err);
    return ok;
}

bool index_writer_resolved(struct index_writer *w, struct error *err)
{
    struct index_resolving *r = w->resolving;
    bool ok = (!r || put_rows(w, r, err)) && column_writer_flush(w->columns, err) && entity_table_flush(w->table, err) && db_commit(&w->db, err);
    index_resolving_free(r);
    w->resolving = NULL;
    return ok;
}

static void rename_to(struct stored_entity *e, const struct actor *to)
{
    *e = (struct stored_entity){ .kind = e->kind, .id = e->id, .name = to->name, .country = to->country, .party = to->party };
}

bool index_writer_rename(struct index_writer *w, const struct actor *actor, struct error *err)
{
    return change_entity(w, (int)actor->kind, actor->id, rename_to, actor, err) && entity_table_flush(w->table, err);
}
