/*
 * embed_registry: makes the built-in registry ready for use, and writes it as C arrays: embed_registry DIR NAMES.c ARCHIVE.c. A program of the build, not of the
 * product. NAMES is the gazetteer's image: it saves `caucus extract` and the tests the reading of all names. ARCHIVE is what a new archive begins as: it
 * saves the first `caucus index` the reading and the storing of all records. Both are made by the code that makes them elsewhere. DIR is a folder to work in.
 */
#include "corpus/builtin_registry.h"
#include "corpus/registry_yaml.h"
#include "engine/base/memory.h"
#include "engine/store/archive_seed.h"
#include "engine/store/data_dir.h"
#include "indexer/gazetteer.h"
#include "indexer/registry_sync.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static bool read_all(struct arena *arena, struct actor **ret, size_t *ret_n, struct error *err)
{
    const struct builtin_file *files;
    size_t count = builtin_registry_files(&files), capacity = 0, n;
    struct actor *actors;
    for (size_t i = 0; i < count; i++) {
        if (!registry_yaml_read(files[i].yaml, files[i].name, arena, &actors, &n, err))
            return false;
        for (size_t k = 0; k < n; k++) {
            GROW(*ret, *ret_n, capacity);
            (*ret)[(*ret_n)++] = actors[k];
        }
    }
    return true;
}

static bool make_names(struct strbuf *out, struct error *err)
{
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct actor *actors = NULL;
    size_t n = 0;
    bool ok = read_all(&arena, &actors, &n, err);
    if (ok)
        gazetteer_build(actors, n, 0, out);
    free(actors);
    return ok;
}

static bool make_archive(const char *dir, struct strbuf *out, struct error *err)
{
    const struct config none = { .actors_path = "" };
    CLEANUP_FREE char *path = data_dir_archive_path(dir);
    struct archive *a;
    bool changed;
    unlink(path);   /* of a build before */
    if (!archive_open(dir, true, true, &a, err))
        return false;
    bool ok = registry_sync(a, &none, &changed, err);
    archive_close(a);
    ok = ok && archive_seed_pack(dir, out, err);
    unlink(path);
    return ok;
}

/* A source file with the function `name`, which its header declares, that gives these bytes. */
static bool put_array(const char *path, const char *name, const struct strbuf *bytes, struct error *err)
{
    FILE *out = fopen(path, "w");
    if (!out)
        return error_errno(err, "cannot write '%s'", path);
    fprintf(out, "#include \"indexer/%s.h\"\n\nstatic _Alignas(8) const char bytes[] =\n", name);
    for (size_t i = 0; i < bytes->n; i += 64) {
        putc('"', out);
        for (size_t k = i; k < i + 64 && k < bytes->n; k++) {
            unsigned char c = (unsigned char)bytes->p[k];
            const char octal[] = { '\\', (char)('0' + (c >> 6)), (char)('0' + (c >> 3 & 7)), (char)('0' + (c & 7)) };
            fwrite(octal, 1, sizeof octal, out);
        }
        fputs("\"\n", out);
    }
    fprintf(out, "    ;\n\nstruct str %s(void)\n{\n    return (struct str){ bytes, sizeof bytes - 1 };\n}\n", name);
    return fclose(out) == 0 || error_errno(err, "cannot write '%s'", path);
}

int main(int argc, char **argv)
{
    CLEANUP_STRBUF struct strbuf names = STRBUF_INIT;
    CLEANUP_STRBUF struct strbuf archive = STRBUF_INIT;
    struct error err = { 0 };
    if (argc != 4) {
        fprintf(stderr, "usage: embed_registry DIR NAMES.c ARCHIVE.c\n");
        return 1;
    }
    if (make_names(&names, &err) && make_archive(argv[1], &archive, &err) && put_array(argv[2], "builtin_names", &names, &err) &&
        put_array(argv[3], "builtin_archive", &archive, &err))
        return 0;
    fprintf(stderr, "embed_registry: %s\n", err.text);
    return 1;
}
