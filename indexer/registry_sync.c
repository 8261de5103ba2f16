#include "indexer/registry_sync.h"

#include "corpus/builtin_registry.h"
#include "corpus/discover.h"
#include "corpus/registry_yaml.h"
#include "engine/base/memory.h"
#include "engine/store/registry.h"
#include "engine/text/analyser.h"
#include "engine/text/name_key.h"

#include <stdio.h>
#include <stdlib.h>

enum { FILE_BYTES_MAX = 64 * 1024 * 1024 };

/* All records, from all files, before they are stored as one. */
struct loading {
    struct arena *arena;
    struct actor *actors;
    size_t n, capacity;
    struct error trouble;       /* the first file that could not be read */
    struct strbuf contents;     /* what the digest is of: names and texts of the configuration's files */
};

static bool take(struct loading *l, struct str yaml, const char *name, struct error *err)
{
    struct actor *actors;
    size_t n;
    if (!registry_yaml_read(yaml, name, l->arena, &actors, &n, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        GROW(l->actors, l->n, l->capacity);
        l->actors[l->n++] = actors[i];
    }
    return true;
}

static bool take_file(void *ctx, const struct found_file *file, struct error *err)
{
    struct loading *l = ctx;
    struct str path = str_of(file->path);
    if (!str_ends(path, STR(".yaml")) && !str_ends(path, STR(".yml")))
        return true;
    if (file->size > FILE_BYTES_MAX)
        return error_set(err, ERROR_CONFIG, "cannot read '%s': larger than %d MB", file->path, FILE_BYTES_MAX / 1024 / 1024);
    FILE *f = fopen(file->path, "rb");
    if (!f)
        return error_errno(err, "cannot read '%s'", file->path);
    size_t from = l->contents.n, got;
    strbuf_string(&l->contents, file->path);
    size_t begin = l->contents.n;
    do {
        got = fread(strbuf_reserve(&l->contents, 65536), 1, 65536, f);
        strbuf_truncate(&l->contents, l->contents.n + got);
    } while (got > 0 && l->contents.n - from <= FILE_BYTES_MAX);
    fclose(f);
    struct str yaml = arena_str(l->arena, str_slice(strbuf_view(&l->contents), begin, l->contents.n));
    return take(l, yaml, file->path, err);
}

/* A folder that the configuration names must be readable. */
static void note_trouble(void *ctx, const char *path, const struct error *why)
{
    struct loading *l = ctx;
    (void)path;
    if (l->trouble.kind == ERROR_NONE)
        l->trouble = *why;
}

/* ---- keys of names ---- */

struct keying {
    struct analyser *analyser;
    struct name_keyer *keyer;
    struct strbuf folded;
};

static void key_of(void *ctx, struct str name, struct strbuf *out)
{
    struct keying *k = ctx;
    strbuf_clear(&k->folded);
    analyser_fold(k->analyser, name, &k->folded);
    struct str all = strbuf_view(&k->folded);
    for (size_t i = 0; i < all.n;) {
        size_t space = i + str_find(str_slice(all, i, all.n), ' ');
        if (i)
            strbuf_byte(out, ' ');
        name_key_token(k->keyer, str_slice(all, i, space), out);
        i = space + 1;
    }
}

static bool replace(struct archive *archive, const char *origin, const struct loading *l, struct str digest, struct error *err)
{
    struct keying k = { analyser_new(), name_keyer_new(), STRBUF_INIT };
    bool ok = archive_begin(archive, err);
    if (ok && !(registry_replace(archive, str_of(origin), l->actors, l->n, digest, key_of, &k, err) && archive_commit(archive, err))) {
        archive_rollback(archive);
        ok = false;
    }
    analyser_free(k.analyser);
    name_keyer_free(k.keyer);
    strbuf_release(&k.folded);
    return ok;
}

bool registry_sync(struct archive *archive, const struct config *config, bool *ret_changed, struct error *err)
{
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct loading l = { .arena = &arena, .contents = STRBUF_INIT };
    const struct builtin_file *files;
    size_t count = builtin_registry_files(&files);
    struct str stored;
    bool ok = registry_builtin_digest(archive, &arena, &stored, err);
    const char *folder = config->actors_path;
    if (ok && folder[0])
        ok = discover(&folder, 1, take_file, note_trouble, &l, err);
    if (ok && l.trouble.kind != ERROR_NONE) {
        *err = l.trouble;
        ok = false;
    }
    char hex[2 * DIGEST_BYTES + 1];
    char key_version[16];
    struct digest builtin = builtin_registry_digest();
    snprintf(key_version, sizeof key_version, "%d", NAME_KEY_VERSION);
    struct str parts[] = { { (const char *)builtin.bytes, DIGEST_BYTES }, strbuf_view(&l.contents), str_of(key_version) };
    struct digest all = digest_of(parts, 3);
    digest_hex(&all, hex);
    *ret_changed = ok && !str_is(stored, hex);
    for (size_t i = 0; ok && *ret_changed && i < count; i++)
        ok = take(&l, files[i].yaml, files[i].name, err);
    if (ok && *ret_changed)
        ok = replace(archive, "builtin", &l, str_of(hex), err);
    free(l.actors);
    strbuf_release(&l.contents);
    return ok;
}
