/* Who is mentioned: a writer knows the keys of all entities, by place; what is new in a document gets the next place. */
#include "engine/store/index_writer_private.h"

#include "engine/base/memory.h"

static bool take_entities(void *ctx, size_t first, const struct stored_entity *v, size_t n, struct error *err)
{
    struct index_writer *w = ctx;
    CLEANUP_STRBUF struct strbuf key = STRBUF_INIT;
    for (size_t i = 0; i < n; i++) {
        strbuf_clear(&key);
        index_key_of_id(v[i].kind, v[i].id, &key);
        if (strmap_intern(&w->entities, strbuf_view(&key), NULL) != first + i)
            return error_set(err, ERROR_IO, "the index is damaged: its actor %zu is there twice; caucus reindex makes a new one", first + i);
        if (v[i].kind < ACTOR_KINDS && !v[i].local && str_starts(v[i].id, STR("local-")))
            strmap_intern(&w->forgotten, v[i].id, NULL);
    }
    arena_reset(&w->reading);
    return true;
}

bool index_writer_read_entities(struct index_writer *w, struct error *err)
{
    strmap_clear(&w->entities);
    strmap_clear(&w->forgotten);
    entity_table_reset(w->table);
    return entity_table_each(w->table, &w->reading, take_entities, w, err);
}

/* ---- those of a document ---- */

/* A local actor is found by the keys of its whole name and of its last word. */
static void file_name(struct index_writer *w, uint32_t place, const struct stored_entity *e)
{
    CLEANUP_STRBUF struct strbuf scratch = STRBUF_INIT;
    struct str keys[2];
    index_name_keys(w->keyer, e, &scratch, &keys[0], &keys[1]);
    for (int i = 0; i < 2; i++) {
        strbuf_clear(&w->key);
        index_key_of_name(keys[i], &w->key);
        if (keys[i].n)
            entity_table_file(w->table, strbuf_view(&w->key), place);
    }
}

static bool add_entity(struct index_writer *w, uint32_t place, const struct document_entity *e, struct error *err)
{
    CLEANUP_STRBUF struct strbuf name_key = STRBUF_INIT;
    struct stored_entity stored = { .kind = e->kind, .local = e->local, .id = e->id, .name = e->name, .country = e->country, .party = e->party };
    if (e->local && !entity_is_ascii(e->name)) {
        full_name_key(w->keyer, e->name, &name_key);
        stored.key = strbuf_view(&name_key);
    }
    entity_table_file(w->table, strbuf_view(&w->key), place);
    if (e->local)
        file_name(w, place, &stored);
    return entity_table_put(w->table, place, &stored, err);
}

/* A local actor that no article had any more, and one has again. */
static bool remember(struct index_writer *w, uint32_t place, struct error *err)
{
    const struct stored_entity *now;
    if (!entity_table_get(w->table, place, &now, err))
        return false;
    if (!now || now->local)
        return true;
    struct stored_entity changed = *now;
    changed.local = true;
    return entity_table_put(w->table, place, &changed, err);
}

static bool number_of(struct index_writer *w, const struct document_entity *e, uint32_t *ret, struct error *err)
{
    bool is_new;
    strbuf_clear(&w->key);
    index_key_of_id(e->kind, entity_kept(e->id), &w->key);
    uint32_t place = strmap_intern(&w->entities, strbuf_view(&w->key), &is_new);
    *ret = index_number_of(place);
    if (is_new)
        return add_entity(w, place, e, err);
    return !e->local || strmap_find(&w->forgotten, e->id) == STRMAP_NONE || remember(w, place, err);
}

/* An id may be that of a person and, elsewhere, of an organisation: who is quoted is counted once, as what was met first. */
static uint32_t speaker_number(struct index_writer *w, struct str id)
{
    uint32_t first = STRMAP_NONE;
    for (int kind = 0; kind < ACTOR_KINDS; kind++) {
        strbuf_clear(&w->key);
        index_key_of_id(kind, id, &w->key);
        uint32_t place = strmap_find(&w->entities, strbuf_view(&w->key));
        if (place < first)
            first = place;
    }
    return index_number_of(first) | 1;
}

bool index_writer_numbers(struct index_writer *w, const struct document *d, struct error *err)
{
    if (d->entity_count > w->number_capacity) {
        w->number_capacity = d->entity_count * 2;
        w->numbers = xrealloc(w->numbers, w->number_capacity * sizeof *w->numbers);
    }
    for (size_t i = 0; i < d->entity_count; i++) {
        const struct document_entity *e = &d->entities[i];
        if (e->kind == ENTITY_SPEAKER)
            w->numbers[i] = speaker_number(w, e->id);     /* actors come first */
        else if (!number_of(w, e, &w->numbers[i], err))
            return false;
    }
    return true;
}
