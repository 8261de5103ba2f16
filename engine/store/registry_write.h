/*
 * registry_write.h: changes to the registry: records of a source, ids that are one. Each wants the writer's lock and a transaction of the caller's.
 *
 * A source is an origin and a file of it. Its records are compared with what is stored: what is the same is not touched, so that the same file twice
 * changes nothing. Whatever changes raises the revision once a transaction step, and notes who changed (registry_changes_after).
 */
#ifndef CAUCUS_ENGINE_STORE_REGISTRY_WRITE_H
#define CAUCUS_ENGINE_STORE_REGISTRY_WRITE_H

#include "engine/store/registry.h"

/* Makes the lookup key of a name (the text layer's: a callback so that one keyer serves). Appends. */
typedef void (*registry_key_fn)(void *ctx, struct str name, struct strbuf *out);

struct registry_source {
    struct str origin, file;
    registry_key_fn key_of;
    void *key_ctx;
};

struct registry_counts {
    uint64_t added, changed, removed, same;
};

enum registry_mode {
    REGISTRY_REPLACE,   /* records of the source that are not given go */
    REGISTRY_ADD,       /* they stay */
};

/* An id that stands twice in `actors`: the first is taken. */
bool registry_store(struct archive *a, const struct registry_source *source, enum registry_mode mode, const struct actor *actors, size_t count,
                    struct registry_counts *ret, struct error *err);
/* Makes the keys of all names anew, unless `version` is what made them. */
bool registry_rekey(struct archive *a, int version, registry_key_fn key_of, void *key_ctx, struct error *err);
/* Notes which data the built-in records were made from. */
bool registry_set_builtin_digest(struct archive *a, struct str digest, struct error *err);
/* Removes the record of an id that an origin has, in whichever file (`id` empty: all of the origin); gives how many. */
bool registry_remove(struct archive *a, const struct registry_source *of, struct str id, uint64_t *ret_n, struct error *err);

/* From now on `id` is `into`, and so are those that were merged into `id`. ERROR_USAGE where both are one already. */
bool registry_merge(struct archive *a, struct str id, struct str into, struct error *err);
/* `id` is itself again; *ret_was: it was merged into another. */
bool registry_unmerge(struct archive *a, struct str id, bool *ret_was, struct error *err);

#endif
