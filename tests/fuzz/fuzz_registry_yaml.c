/* The registry's files: whatever the bytes, records with an id, a kind and a name, or an error. */
#include "corpus/registry_yaml.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void ignore(void *ctx, const char *what)
{
    (void)ctx, (void)what;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct actor *actors;
    size_t count;
    struct error err = { 0 };
    if (!registry_yaml_read((struct str){ (const char *)data, n }, "fuzz.yaml", &arena, &actors, &count, &err)) {
        if (err.kind != ERROR_CONFIG)
            abort();
        return 0;
    }
    for (size_t i = 0; i < count; i++)
        if (!actors[i].id.n || !actors[i].name.n || !actors[i].name_count)
            abort();
    registry_lint(actors, count, ignore, NULL);
    return 0;
}
