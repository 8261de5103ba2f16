#include "indexer/live_index.h"

#include "engine/base/memory.h"
#include "engine/text/analyser.h"
#include "engine/text/name_key.h"

#include <string.h>
#include <unistd.h>

static bool open_number(const char *data_dir, int64_t number, bool announced, const struct impact_weights *weights, struct live_index *ret,
                        struct error *err)
{
    CLEANUP_FREE char *path = data_dir_index_path(data_dir, number);
    struct writer_lock build = ret->build;
    *ret = (struct live_index){ .data_dir = data_dir, .number = number, .announced = announced, .build = build };
    return index_writer_open(path, weights, &ret->writer, err);
}

static bool same_weights(const struct impact_weights *a, const struct impact_weights *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

/* One that was begun and broken off, with nothing changed since: it goes on. *ret->writer NULL: there is none such. */
static bool go_on(const char *data_dir, int64_t number, const struct impact_weights *weights, int64_t registry, struct live_index *ret)
{
    CLEANUP_FREE char *path = data_dir_index_path(data_dir, number);
    struct error ignored = { 0 };
    if (access(path, F_OK) != 0 || !open_number(data_dir, number, false, weights, ret, &ignored))
        return false;
    bool empty = !index_writer_cursor(ret->writer), same = index_writer_registry_revision(ret->writer) == registry;
    if (index_writer_fits(ret->writer) && same_weights(index_writer_weights(ret->writer), weights) && (empty || same))
        return true;
    index_writer_close(ret->writer);
    ret->writer = NULL;
    return false;
}

bool live_index_new(const char *data_dir, const struct impact_weights *weights, int64_t registry, bool fresh, struct live_index *ret, struct error *err)
{
    struct error ignored = { 0 };
    int64_t current, highest;
    *ret = (struct live_index){ .build = { -1 } };
    if (!build_lock_take(data_dir, &ret->build, err))
        return false;
    if (!data_dir_current(data_dir, &current, &ignored))
        current = 0;
    while ((highest = data_dir_highest(data_dir)) > current && data_dir_is_building(data_dir, highest)) {
        if (!fresh && go_on(data_dir, highest, weights, registry, ret))
            return true;
        /* What was broken off and cannot be gone on with is in the way of the disk's space only. */
        if (!data_dir_remove_index(data_dir, highest, &ignored))
            break;
    }
    if (data_dir_set_building(data_dir, highest + 1, true, err) && open_number(data_dir, highest + 1, false, weights, ret, err))
        return true;
    writer_lock_release(&ret->build);
    return false;
}

bool live_index_open(const char *data_dir, const struct impact_weights *weights, int64_t registry, struct live_index *ret, struct error *err)
{
    int64_t number;
    ret->build.fd = -1;
    if (!data_dir_current(data_dir, &number, err))
        return false;
    if (!number)
        return live_index_new(data_dir, weights, registry, false, ret, err);
    if (!open_number(data_dir, number, true, weights, ret, err))
        return false;
    if (index_writer_fits(ret->writer))
        return true;
    live_index_close(ret);
    return live_index_new(data_dir, weights, registry, false, ret, err);
}

/* Makes x->number the live one; of the others `keep` stays. */
static bool announce(struct live_index *x, int64_t keep, struct error *err)
{
    struct error ignored;
    if (!index_writer_sync(x->writer, err) || !data_dir_set_current(x->data_dir, x->number, err) ||
        !data_dir_set_building(x->data_dir, x->number, false, err))
        return false;
    x->announced = true;
    for (int64_t i = data_dir_highest(x->data_dir); i > 0; i--)
        if (i != x->number && i != keep && !data_dir_remove_index(x->data_dir, i, &ignored))
            continue;   /* tidying up: the next announcement tries again */
    return true;
}

bool live_index_announce(struct live_index *x, struct error *err)
{
    int64_t before;
    struct error ignored;
    if (x->announced)
        return true;
    /* What `current` says may be damaged: then nothing is known of a generation before. */
    if (!data_dir_current(x->data_dir, &before, &ignored))
        before = 0;
    return announce(x, before, err);
}

/* *ret_done is false, and nothing has changed, where the index has to be merged by FTS5. */
static bool compact_to(struct live_index *x, int64_t number, bool *ret_done, struct error *err)
{
    CLEANUP_FREE char *path = data_dir_index_path(x->data_dir, number);
    struct error ignored;
    struct index_writer *compact = NULL;
    const struct impact_weights weights = *index_writer_weights(x->writer);
    *ret_done = false;
    bool ok = data_dir_set_building(x->data_dir, number, true, err) && index_writer_compact(x->writer, path, ret_done, err) &&
              (!*ret_done || index_writer_open(path, &weights, &compact, err));
    if (!compact) {
        data_dir_remove_index(x->data_dir, number, &ignored);   /* what is left of it: the next new generation tries again */
        return ok;
    }
    index_writer_close(x->writer);
    x->writer = compact;
    return true;
}

bool live_index_compact(struct live_index *x, struct error *err)
{
    const int64_t old = x->number, number = data_dir_highest(x->data_dir) + 1;
    struct error ignored;
    bool done = false, may = x->build.fd >= 0 || build_lock_take(x->data_dir, &x->build, &ignored);
    if (may && !compact_to(x, number, &done, err))
        return false;
    if (!done)
        return index_writer_optimize(x->writer, err);
    x->number = number;
    if (x->announced)
        return announce(x, data_dir_earlier(x->data_dir, old), err);
    data_dir_remove_index(x->data_dir, old, &ignored);      /* else the next announcement does */
    return true;
}

void live_index_close(struct live_index *x)
{
    index_writer_close(x->writer);
    x->writer = NULL;
    writer_lock_release(&x->build);
}

bool live_index_back(const char *data_dir, int64_t *ret_number, struct error *err)
{
    struct index *index;
    int64_t current;
    if (!data_dir_current(data_dir, &current, err))
        return false;
    int64_t earlier = data_dir_earlier(data_dir, current);
    if (!earlier)
        return error_set(err, ERROR_IO, "there is no index before index-%lld to go back to", (long long)current);
    CLEANUP_FREE char *path = data_dir_index_path(data_dir, earlier);
    if (!index_open(path, &index, err))
        return error_wrap(err, "cannot go back to index-%lld", (long long)earlier);
    const struct index_info *info = index_info(index);
    bool fits = info->analyser_version == ANALYSER_VERSION && info->name_key_version == NAME_KEY_VERSION;
    index_close(index);
    if (!fits)
        return error_set(err, ERROR_IO, "index-%lld was made by another version of caucus, which this one cannot go on with", (long long)earlier);
    if (!data_dir_set_current(data_dir, earlier, err))
        return false;
    *ret_number = earlier;
    return true;
}
