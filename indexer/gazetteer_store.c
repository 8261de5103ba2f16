#include "indexer/gazetteer_image.h"

#include "engine/base/memory.h"
#include "engine/store/registry_image.h"
#include "engine/text/name_key.h"
#include "indexer/builtin_names.h"
#include "indexer/registry_sync.h"

#include <stdio.h>
#include <stdlib.h>

enum { STAMP_BYTES = 64 };

struct loading {
    struct arena *arena;
    struct actor *v;
    size_t n, capacity;
};

static bool copy_actor(void *ctx, const struct actor *a, struct error *err)
{
    struct loading *l = ctx;
    (void)err;
    GROW(l->v, l->n, l->capacity);
    struct actor *to = &l->v[l->n++];
    *to = *a;
    struct str *views[] = { &to->id, &to->name, &to->country, &to->party, &to->seat_office, &to->seat_of, &to->note, &to->origin };
    for (size_t i = 0; i < sizeof views / sizeof *views; i++)
        *views[i] = arena_str(l->arena, *views[i]);
    to->names = arena_array(l->arena, struct actor_name, a->name_count + 1);
    for (size_t i = 0; i < a->name_count; i++)
        to->names[i] = (struct actor_name){ arena_str(l->arena, a->names[i].name), a->names[i].flags };
    to->roles = arena_array(l->arena, struct actor_role, a->role_count + 1);
    for (size_t i = 0; i < a->role_count; i++) {
        to->roles[i] = a->roles[i];
        to->roles[i].office = arena_str(l->arena, a->roles[i].office);
        to->roles[i].of = arena_str(l->arena, a->roles[i].of);
    }
    return true;
}

/* Of what an image must have been made: this registry, by this program's rules. */
static bool stamp_of(struct archive *archive, char stamp[STAMP_BYTES], int64_t *ret_revision, struct error *err)
{
    if (!registry_revision(archive, ret_revision, err))
        return false;
    snprintf(stamp, STAMP_BYTES, "%lld.%d.%d.%d", (long long)*ret_revision, GAZETTEER_IMAGE_VERSION, NAME_KEY_VERSION, ANALYSER_VERSION);
    return true;
}

static bool build(struct archive *archive, int64_t revision, struct strbuf *out, struct error *err)
{
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct loading l = { .arena = &arena };
    bool ok = registry_walk(archive, copy_actor, &l, err);
    if (ok)
        gazetteer_build(l.v, l.n, revision, out);
    free(l.v);
    return ok;
}

/* Whether the registry is what the program carries, whose image it carries too. */
static bool is_own(struct archive *archive, bool *ret, struct error *err)
{
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    char own[2 * DIGEST_BYTES + 1];
    struct str stored;
    if (!registry_builtin_digest(archive, &arena, &stored, err))
        return false;
    registry_sync_own_digest(own);
    *ret = str_is(stored, own);
    return !*ret || registry_is_all_of(archive, STR("builtin"), ret, err);
}

bool gazetteer_keep(struct archive *archive, const struct gazetteer *g, struct error *err)
{
    char stamp[STAMP_BYTES];
    int64_t revision;
    bool own, fresh;
    if (!is_own(archive, &own, err))
        return false;
    if (own)
        return registry_image_remove(archive, err);
    if (!stamp_of(archive, stamp, &revision, err) || !registry_image_is_fresh(archive, str_of(stamp), &fresh, err))
        return false;
    if (fresh)
        return true;
    CLEANUP_STRBUF struct strbuf image = STRBUF_INIT;
    bool same = g && g->revision == revision && g->owned.n;
    return (same || build(archive, revision, &image, err)) &&
           registry_image_put(archive, str_of(stamp), strbuf_view(same ? &g->owned : &image), err);
}

bool gazetteer_refresh(struct archive *archive, struct error *err)
{
    return gazetteer_keep(archive, NULL, err);
}

bool gazetteer_ahead(struct archive *archive, struct gazetteer **ret, struct error *err)
{
    char stamp[STAMP_BYTES];
    int64_t revision;
    bool fresh;
    return stamp_of(archive, stamp, &revision, err) && registry_image_is_fresh(archive, str_of(stamp), &fresh, err) &&
           (fresh || gazetteer_load(archive, ret, err));
}

bool gazetteer_load(struct archive *archive, struct gazetteer **ret, struct error *err)
{
    char stamp[STAMP_BYTES];
    int64_t revision;
    bool own, found;
    struct strbuf image = STRBUF_INIT;
    if (!is_own(archive, &own, err) || !stamp_of(archive, stamp, &revision, err))
        return false;
    if (own && gazetteer_open_own(builtin_names(), ret)) {
        (*ret)->revision = revision;
        return true;
    }
    if (!registry_image_get(archive, str_of(stamp), &image, &found, err))
        return false;
    if (!found || !gazetteer_open(strbuf_view(&image), ret)) {  /* out of date, or damaged: it can be made anew */
        strbuf_clear(&image);
        if (!build(archive, revision, &image, err) || !gazetteer_open(strbuf_view(&image), ret)) {
            strbuf_release(&image);
            return false;
        }
    }
    (*ret)->owned = image;
    return true;
}
