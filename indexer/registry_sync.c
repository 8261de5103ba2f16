#include "indexer/registry_sync.h"

#include "corpus/builtin_registry.h"
#include "corpus/discover.h"
#include "corpus/registry_yaml.h"
#include "engine/base/memory.h"
#include "engine/store/registry_write.h"
#include "engine/text/full_name_key.h"
#include "engine/text/name_key.h"

#include <pthread.h>
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

/* ---- into the archive ---- */

static bool store(struct archive *archive, const char *origin, const struct loading *l, struct full_name_keyer *keyer, uint64_t *changes,
                  struct error *err)
{
    struct registry_source source = { .origin = str_of(origin), .key_of = full_name_key, .key_ctx = keyer };
    struct registry_counts counts;
    if (!registry_store(archive, &source, REGISTRY_REPLACE, l->actors, l->n, &counts, err))
        return false;
    *changes += counts.added + counts.changed + counts.removed;
    return true;
}

/* What the configuration's folder says comes before what the program carries (NULL: that is stored already). */
static bool replace(struct archive *archive, const struct loading *configured, const struct loading *builtin, struct str digest, bool *ret_changed,
                    struct error *err)
{
    struct full_name_keyer *keyer = full_name_keyer_new();
    uint64_t changes = 0;
    bool ok = archive_begin(archive, err);
    if (ok && !(registry_rekey(archive, NAME_KEY_VERSION, full_name_key, keyer, err) && store(archive, "configured", configured, keyer, &changes, err) &&
                (!builtin || store(archive, "builtin", builtin, keyer, &changes, err)) &&
                registry_set_builtin_digest(archive, digest, err) && archive_commit(archive, err))) {
        archive_rollback(archive);
        ok = false;
    }
    full_name_keyer_free(keyer);
    *ret_changed = changes > 0;
    return ok;
}

/* Of megabytes: made once. */
static struct digest program_digest;

static void make_program_digest(void)
{
    program_digest = builtin_registry_digest();
}

/* Of the data, and of the rules by which its names have keys. */
static void digest_with(struct str configured, char hex[2 * DIGEST_BYTES + 1])
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    char key_version[16];
    pthread_once(&once, make_program_digest);
    snprintf(key_version, sizeof key_version, "%d", NAME_KEY_VERSION);
    struct str parts[] = { { (const char *)program_digest.bytes, DIGEST_BYTES }, configured, str_of(key_version) };
    struct digest all = digest_of(parts, 3);
    digest_hex(&all, hex);
}

void registry_sync_own_digest(char hex[2 * DIGEST_BYTES + 1])
{
    digest_with((struct str){ NULL, 0 }, hex);
}

bool registry_sync(struct archive *archive, const struct config *config, bool *ret_changed, struct error *err)
{
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct loading configured = { .arena = &arena, .contents = STRBUF_INIT }, builtin = configured;
    const struct builtin_file *files;
    size_t count = builtin_registry_files(&files);
    struct str stored;
    bool ok = registry_builtin_digest(archive, &arena, &stored, err);
    const char *folder = config->actors_path;
    if (ok && folder[0])
        ok = discover_all(folder, take_file, note_trouble, &configured, err);
    if (ok && configured.trouble.kind != ERROR_NONE) {
        *err = configured.trouble;
        ok = false;
    }
    char hex[2 * DIGEST_BYTES + 1], own[2 * DIGEST_BYTES + 1];
    digest_with(strbuf_view(&configured.contents), hex);
    registry_sync_own_digest(own);
    *ret_changed = false;
    bool same = ok && str_is(stored, hex), has_own = ok && str_is(stored, own);
    for (size_t i = 0; ok && !same && !has_own && i < count; i++)
        ok = take(&builtin, files[i].yaml, files[i].name, err);
    if (ok && !same)
        ok = replace(archive, &configured, has_own ? NULL : &builtin, str_of(hex), ret_changed, err);
    free(configured.actors);
    free(builtin.actors);
    strbuf_release(&configured.contents);
    return ok;
}
