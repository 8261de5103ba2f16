#include "config/paths.h"

#include "tests/unit/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void folders_of_files(void **state)
{
    (void)state;
    const struct { const char *path, *folder; } rows[] = {
        { "a/b/c.yaml", "a/b" }, { "c.yaml", "." }, { "/c.yaml", "/" }, { "./c.yaml", "." }, { "a/", "a" },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char *folder = paths_folder(rows[i].path);
        assert_string_equal(folder, rows[i].folder);
        free(folder);
    }
}

static void paths_count_from_their_file(void **state)
{
    (void)state;
    const struct { const char *folder, *path, *resolved; } rows[] = {
        { "conf", "news", "conf/news" },
        { "conf/", "news", "conf/news" },
        { "conf", "/news", "/news" },
        { "conf", "~/news", "/home/ani/news" },
        { "conf", "~", "/home/ani" },
        { "conf", "~other", "conf/~other" },
        { ".", "news", "news" },
        { "", "news", "news" },
        { "/", "news", "/news" },
        { "conf", "../news", "conf/../news" },
    };
    setenv("HOME", "/home/ani", 1);
    for (size_t i = 0; i < COUNT(rows); i++) {
        char *path = paths_resolve(rows[i].folder, rows[i].path);
        assert_string_equal(path, rows[i].resolved);
        free(path);
    }
}

static void where_the_data_is(void **state)
{
    (void)state;
    const struct { const char *option, *variable, *setting, *xdg, *dir; } rows[] = {
        { "opt", "var", "set", "/xdg", "opt" },
        { NULL, "var", "set", "/xdg", "var" },
        { NULL, "", "set", "/xdg", "set" },
        { NULL, NULL, "set", NULL, "set" },
        { NULL, NULL, "", "/xdg", "/xdg/caucus" },
        { NULL, NULL, "", "relative", "/home/ani/.local/share/caucus" },
        { NULL, NULL, "", "", "/home/ani/.local/share/caucus" },
        { NULL, NULL, "", NULL, "/home/ani/.local/share/caucus" },
    };
    setenv("HOME", "/home/ani", 1);
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct error err = { ERROR_NONE, "" };
        char *dir = NULL;
        unsetenv("CAUCUS_DATA_DIR");
        unsetenv("XDG_DATA_HOME");
        if (rows[i].variable)
            setenv("CAUCUS_DATA_DIR", rows[i].variable, 1);
        if (rows[i].xdg)
            setenv("XDG_DATA_HOME", rows[i].xdg, 1);
        assert_true(paths_data(rows[i].option, rows[i].setting, &dir, &err));
        assert_string_equal(dir, rows[i].dir);
        free(dir);
    }
}

static void expect_config(const char *option, const char *expected)
{
    char *path = paths_config(option);
    if (expected)
        assert_string_equal(path, expected);
    else
        assert_null(path);
    free(path);
}

static void touch(const char *path)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fclose(f);
}

static void where_the_configuration_is(void **state)
{
    (void)state;
    char dir[] = "/tmp/caucus-paths-XXXXXX", home[64], below[128], file[192];
    char before[4096];
    assert_non_null(getcwd(before, sizeof before));
    assert_non_null(mkdtemp(dir));
    assert_int_equal(chdir(dir), 0);
    snprintf(home, sizeof home, "%s/home", dir);
    snprintf(below, sizeof below, "%s/caucus", home);
    snprintf(file, sizeof file, "%s/caucus.yaml", below);
    assert_int_equal(mkdir(home, 0700), 0);
    assert_int_equal(mkdir(below, 0700), 0);
    setenv("XDG_CONFIG_HOME", home, 1);
    unsetenv("CAUCUS_CONFIG");

    expect_config(NULL, NULL);
    touch(file);
    expect_config(NULL, file);
    touch("caucus.yaml");
    expect_config(NULL, "caucus.yaml");
    setenv("CAUCUS_CONFIG", "", 1);
    expect_config(NULL, "caucus.yaml");
    setenv("CAUCUS_CONFIG", "not-there.yaml", 1);
    expect_config(NULL, "not-there.yaml");
    expect_config("given.yaml", "given.yaml");

    unlink("caucus.yaml");
    unlink(file);
    rmdir(below);
    rmdir(home);
    assert_int_equal(chdir(before), 0);
    rmdir(dir);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folders_of_files),
        cmocka_unit_test(paths_count_from_their_file),
        cmocka_unit_test(where_the_data_is),
        cmocka_unit_test(where_the_configuration_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
