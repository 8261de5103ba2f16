#include "indexer/live_index.h"

#include "engine/base/memory.h"
#include "engine/store/data_dir.h"

static bool open_number(const char *data_dir, int64_t number, bool announced, const struct impact_weights *weights, struct live_index *ret,
                        struct error *err)
{
    CLEANUP_FREE char *path = data_dir_index_path(data_dir, number);
    *ret = (struct live_index){ .data_dir = data_dir, .number = number, .announced = announced };
    return index_writer_open(path, weights, &ret->writer, err);
}

bool live_index_new(const char *data_dir, const struct impact_weights *weights, struct live_index *ret, struct error *err)
{
    return open_number(data_dir, data_dir_highest(data_dir) + 1, false, weights, ret, err);
}

bool live_index_open(const char *data_dir, const struct impact_weights *weights, struct live_index *ret, struct error *err)
{
    int64_t number;
    if (!data_dir_current(data_dir, &number, err))
        return false;
    if (!number) {
        /* One that was begun and never announced goes on. */
        int64_t begun = data_dir_highest(data_dir);
        if (!open_number(data_dir, begun ? begun : 1, false, weights, ret, err))
            return false;
    } else if (!open_number(data_dir, number, true, weights, ret, err))
        return false;
    if (index_writer_fits(ret->writer))
        return true;
    live_index_close(ret);
    return live_index_new(data_dir, weights, ret, err);
}

bool live_index_announce(struct live_index *x, struct error *err)
{
    int64_t before;
    if (x->announced)
        return true;
    if (!data_dir_current(x->data_dir, &before, err) || !data_dir_set_current(x->data_dir, x->number, err))
        return false;
    x->announced = true;
    for (int64_t i = data_dir_highest(x->data_dir); i > 0; i--) {
        struct error ignored;
        if (i != x->number && i != before && !data_dir_remove_index(x->data_dir, i, &ignored))
            continue;   /* tidying up: the next announcement tries again */
    }
    return true;
}

void live_index_close(struct live_index *x)
{
    index_writer_close(x->writer);
    x->writer = NULL;
}
