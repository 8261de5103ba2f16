#include "config/commands.h"

#include "tests/unit/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char top[] = "/tmp/caucus-init-XXXXXX", dir[64], file[96];

static int init(const char *argument, size_t count, struct error *err)
{
    const char *arguments[] = { argument, "more" };
    struct invocation in = {
        .command = &command_init, .quiet = true, .arguments = arguments, .argument_count = count
    };
    *err = (struct error){ ERROR_NONE, "" };
    return command_init.run(&in, err);
}

static void writes_a_file_once(void **state)
{
    (void)state;
    struct error err;
    struct config c;
    struct stat st;
    assert_int_equal(init(dir, 1, &err), 0);
    assert_int_equal(err.kind, ERROR_NONE);
    assert_true(config_load(file, &c, &err));
    config_release(&c);

    FILE *f = fopen(file, "w");
    assert_non_null(f);
    fputs("mine", f);
    fclose(f);
    char expected[200];
    snprintf(expected, sizeof expected, "'%s' is there already and was left as it is", file);
    init(dir, 1, &err);
    assert_int_equal(err.kind, ERROR_IO);
    assert_string_equal(err.text, expected);
    assert_int_equal(stat(file, &st), 0);
    assert_int_equal(st.st_size, 4);
}

static void folders_that_cannot_be(void **state)
{
    (void)state;
    struct error err;
    char below[128], expected[200];
    snprintf(below, sizeof below, "%s/below", file);
    snprintf(expected, sizeof expected, "cannot make the folder '%s': Not a directory", below);
    init(below, 1, &err);
    assert_int_equal(err.kind, ERROR_IO);
    assert_string_equal(err.text, expected);
    init("", 1, &err);
    assert_int_equal(err.kind, ERROR_USAGE);
    init(dir, 2, &err);
    assert_int_equal(err.kind, ERROR_USAGE);
    assert_string_equal(err.text, "'init' takes one folder, and was given 2");
}

static int make_top(void **state)
{
    (void)state;
    if (!mkdtemp(top))
        return -1;
    snprintf(dir, sizeof dir, "%s/a/b", top);
    snprintf(file, sizeof file, "%s/caucus.yaml", dir);
    return 0;
}

static int remove_top(void **state)
{
    (void)state;
    char above[64];
    snprintf(above, sizeof above, "%s/a", top);
    return unlink(file) || rmdir(dir) || rmdir(above) || rmdir(top);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_a_file_once),
        cmocka_unit_test(folders_that_cannot_be),
    };
    return cmocka_run_group_tests(tests, make_top, remove_top);
}
