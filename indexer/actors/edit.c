#include "indexer/actors/edit.h"

#include "config/output.h"
#include "engine/base/memory.h"
#include "indexer/ready_archive.h"
#include "indexer/registry_sync.h"

#include <stdlib.h>

bool actors_edit_open(struct invocation *in, struct actors_edit *ret, struct error *err)
{
    bool changed;
    *ret = (struct actors_edit){ .arena = ARENA_INIT, .asked = STRMAP_INIT };
    if (!data_dir_make(in->data_dir, err) ||
        !writer_lock_take(in->data_dir, option_number(in, "lock-wait", in->config->lock_wait_seconds), &ret->lock, err))
        return false;
    ret->locked = true;
    ret->keyer = full_name_keyer_new();
    return ready_archive_open(in->data_dir, &ret->archive, err) && registry_sync(ret->archive, in->config, &changed, err) &&
           registry_revision(ret->archive, &ret->revision, err) && archive_begin(ret->archive, err);
}

bool actors_edit_commit(struct actors_edit *e, const struct invocation *in, struct error *err)
{
    int64_t now, newest;
    if (!registry_revision(e->archive, &now, err) || !archive_newest(e->archive, &newest, err) || !archive_commit(e->archive, err))
        return false;
    if (now != e->revision && newest)
        output_note(in->quiet, "the next 'caucus index' brings the articles up to it");
    return true;
}

void actors_edit_close(struct actors_edit *e)
{
    archive_close(e->archive);
    full_name_keyer_free(e->keyer);
    if (e->locked)
        writer_lock_release(&e->lock);
    strmap_release(&e->asked);
    free(e->answers);
    arena_release(&e->arena);
}

struct registry_source actors_edit_source(struct actors_edit *e, struct str origin, struct str file)
{
    return (struct registry_source){ .origin = origin, .file = file, .key_of = full_name_key, .key_ctx = e->keyer };
}

/* ---- looking up ---- */

static bool has_whole_name(struct actors_edit *e, const struct actor *x, struct str key)
{
    for (size_t i = 0; i < x->name_count; i++) {
        CLEANUP_STRBUF struct strbuf own = STRBUF_INIT;
        full_name_key(e->keyer, x->names[i].name, &own);
        if (str_equal(strbuf_view(&own), key))
            return true;
    }
    return false;
}

/* Who has the name, or only that last word where nobody has the name. */
static bool by_name(struct actors_edit *e, struct str name, unsigned kinds, struct actor **ret, size_t *ret_n, struct error *err)
{
    CLEANUP_STRBUF struct strbuf key = STRBUF_INIT;
    size_t n, wanted = 0, whole = 0;
    full_name_key(e->keyer, name, &key);
    if (!registry_find(e->archive, strbuf_view(&key), &e->arena, ret, &n, err))
        return false;
    for (size_t i = 0; i < n; i++)
        if (kinds >> (*ret)[i].kind & 1)
            (*ret)[wanted++] = (*ret)[i];
    for (size_t i = 0; i < wanted; i++)
        if (has_whole_name(e, &(*ret)[i], strbuf_view(&key)))
            (*ret)[whole++] = (*ret)[i];
    *ret_n = whole ? whole : wanted;
    return true;
}

struct str actors_edit_find(void *ctx, struct str name)
{
    const unsigned kinds = 1u << ACTOR_COUNTRY | 1u << ACTOR_ORG | 1u << ACTOR_PARTY | 1u << ACTOR_PLACE;
    struct actors_edit *e = ctx;
    struct actor actor, *found;
    struct error ignored;       /* a name that cannot be looked up is one that is not known */
    bool is_new, is;
    size_t n;
    uint32_t number = strmap_intern(&e->asked, name, &is_new);
    if (!is_new)
        return e->answers[number];
    GROW(e->answers, number, e->answer_capacity);
    e->answers[number] = (struct str){ NULL, 0 };
    if (registry_get(e->archive, name, &e->arena, &is, &actor, &ignored) && is && actor.kind != ACTOR_PERSON)
        e->answers[number] = actor.id;
    else if (by_name(e, name, kinds, &found, &n, &ignored)) {
        for (size_t i = 0; i < n; i++)
            if (n == 1 || found[i].kind == ACTOR_COUNTRY)
                e->answers[number] = found[i].id;
    }
    return e->answers[number];
}

bool actors_edit_knows(void *ctx, struct str id)
{
    struct actors_edit *e = ctx;
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct actor actor;
    struct error ignored;
    bool found = false;
    return registry_get(e->archive, id, &arena, &found, &actor, &ignored) && found;
}

bool actors_edit_one(struct actors_edit *e, const char *name, struct actor *ret, struct error *err)
{
    struct actor *found;
    bool is;
    size_t n;
    if (!registry_get(e->archive, str_of(name), &e->arena, &is, ret, err))
        return false;
    if (is)
        return true;
    if (!by_name(e, str_of(name), (1u << ACTOR_KINDS) - 1, &found, &n, err))
        return false;
    if (!n)
        return error_set(err, ERROR_NOTHING, "no actor has the id or name '%s'", name);
    if (n > 1)
        return error_set(err, ERROR_USAGE, "'%s' is %zu actors (%.*s, %.*s%s): name one by its id", name, n, STR_ARG(found[0].id), STR_ARG(found[1].id),
                         n > 2 ? " …" : "");
    *ret = found[0];
    return true;
}
