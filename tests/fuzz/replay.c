/*
 * replay.c: runs a fuzz target over stored inputs without a fuzzer: every file of the folders named, and every start of each that is
 * a quarter, a half and three quarters of it, so that torn inputs are tried too.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static int replay(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        return 0;
    uint8_t *data = NULL;
    size_t n = 0, got;
    do {
        data = realloc(data, n + 65536);
        if (!data)
            abort();
        got = fread(data + n, 1, 65536, f);
        n += got;
    } while (got > 0);
    fclose(f);
    for (size_t quarters = 1; quarters <= 4; quarters++) {
        size_t part = n * quarters / 4;
        uint8_t *exact = malloc(part ? part : 1);   /* so that reading past its end is seen */
        if (!exact)
            abort();
        if (part)
            memcpy(exact, data, part);
        LLVMFuzzerTestOneInput(exact, part);
        free(exact);
    }
    free(data);
    return 1;
}

int main(int argc, char **argv)
{
    int count = 0;
    for (int i = 1; i < argc; i++) {
        DIR *dir = opendir(argv[i]);
        if (!dir) {
            perror(argv[i]);
            return 1;
        }
        for (struct dirent *e; (e = readdir(dir));) {
            char path[4096];
            if (e->d_name[0] == '.')
                continue;
            snprintf(path, sizeof path, "%s/%s", argv[i], e->d_name);
            count += replay(path);
        }
        closedir(dir);
    }
    printf("%d inputs\n", count);
    return count > 0 ? 0 : 1;
}
