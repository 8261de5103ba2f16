/* embed: writes files as C strings: embed OUT.c FILE… A program of the build, not of the product. */
#include <stdio.h>
#include <string.h>

static int put_file(FILE *out, const char *path, int number)
{
    FILE *in = fopen(path, "rb");
    int c, column = 0;
    if (!in) {
        perror(path);
        return 0;
    }
    fprintf(out, "static const char file_%d[] =\n\"", number);     /* a string: of an array the compiler looks at each element */
    while ((c = getc(in)) != EOF)
        fprintf(out, "\\%03o%s", (unsigned)c, ++column % 32 ? "" : "\"\n\"");
    fprintf(out, "\";\n");
    fclose(in);
    return 1;
}

int main(int argc, char **argv)
{
    FILE *out = argc > 1 ? fopen(argv[1], "w") : NULL;
    if (!out) {
        fprintf(stderr, "usage: embed OUT.c FILE...\n");
        return 1;
    }
    for (int i = 2; i < argc; i++)
        if (!put_file(out, argv[i], i))
            return 1;
    fprintf(out, "#include \"corpus/builtin_registry.h\"\n\nstatic const struct builtin_file files[] = {\n");
    for (int i = 2; i < argc; i++) {
        const char *slash = strrchr(argv[i], '/');
        fprintf(out, "    { \"%s\", { file_%d, sizeof file_%d - 1 } },\n", slash ? slash + 1 : argv[i], i, i);
    }
    fprintf(out, "    { NULL, { NULL, 0 } },\n};\n\n"
                 "size_t builtin_registry_files(const struct builtin_file **ret)\n{\n    *ret = files;\n    return sizeof files / sizeof *files - 1;\n}\n\n"
                 "struct digest builtin_registry_digest(void)\n{\n    struct str parts[sizeof files / sizeof *files];\n"
                 "    for (size_t i = 0; i < sizeof files / sizeof *files; i++)\n        parts[i] = files[i].yaml;\n"
                 "    return digest_of(parts, sizeof files / sizeof *files - 1);\n}\n");
    return fclose(out) == 0 ? 0 : 1;
}
