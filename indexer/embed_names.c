/*
 * embed_names: makes the gazetteer's image of the built-in registry and writes it as a C array: embed_names OUT.c. A program of the build, not of the
 * product: what it makes saves `caucus extract` and the tests the reading of all names.
 */
#include "corpus/builtin_registry.h"
#include "corpus/registry_yaml.h"
#include "engine/base/memory.h"
#include "indexer/gazetteer.h"

#include <stdio.h>
#include <stdlib.h>

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

static int put_array(const char *path, struct str image)
{
    FILE *out = fopen(path, "w");
    if (!out)
        return 1;
    fprintf(out, "#include \"indexer/builtin_names.h\"\n\nstatic _Alignas(8) const char image[] =\n");
    for (size_t i = 0; i < image.n; i += 64) {
        putc('"', out);
        for (size_t k = i; k < i + 64 && k < image.n; k++)
            fprintf(out, "\\%03o", (unsigned char)image.p[k]);
        fputs("\"\n", out);
    }
    fprintf(out, "    ;\n\nstruct str builtin_names(void)\n{\n    return (struct str){ image, sizeof image - 1 };\n}\n");
    return fclose(out) == 0 ? 0 : 1;
}

int main(int argc, char **argv)
{
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    CLEANUP_STRBUF struct strbuf image = STRBUF_INIT;
    struct actor *actors = NULL;
    size_t n = 0;
    struct error err = { 0 };
    int code = 1;
    if (argc != 2)
        fprintf(stderr, "usage: embed_names OUT.c\n");
    else if (!read_all(&arena, &actors, &n, &err))
        fprintf(stderr, "embed_names: %s\n", err.text);
    else {
        gazetteer_build(actors, n, 0, &image);
        code = put_array(argv[1], strbuf_view(&image));
    }
    free(actors);
    return code;
}
