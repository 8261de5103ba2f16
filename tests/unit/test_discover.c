#include "corpus/discover.h"
#include "engine/base/strbuf.h"

#include "tests/unit/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char root[] = "/tmp/caucus-discover-XXXXXX";

static void make(const char *name, const char *text)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", root, name);
    for (char *slash = path + sizeof root; (slash = strchr(slash, '/')); slash++) {
        *slash = '\0';
        mkdir(path, 0777);
        *slash = '/';
    }
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static int set_up(void **state)
{
    (void)state;
    static const char *const names[] = { "b.txt",          "a.txt",         "B.jsonl",    "c/d.md",
                                         "c/a/x.json",     "c/.hidden.txt", ".git/x.txt", "pic.PNG",
                                         "x.db",           "news.csv.gz",   "old.txt~",   "README.md",
                                         "c/CHANGELOG.md", "LICENSE",       "plain",      "caucus.yaml",
                                         "archive.tar.gz", "e/readme" };
    assert_non_null(mkdtemp(root));
    for (size_t i = 0; i < COUNT(names); i++)
        make(names[i], "text");
    make("f/README.md", "---\ntitle: an article\n---\n");
    make("e/Licence.txt", "\xEF\xBB\xBF---\r\ntitle: x\r\n---\r\n");
    char from[256], to[256];
    snprintf(from, sizeof from, "%s/c/loop", root);
    assert_int_equal(symlink("..", from), 0);
    snprintf(from, sizeof from, "%s/z-link.txt", root);
    assert_int_equal(symlink("b.txt", from), 0);
    snprintf(from, sizeof from, "%s/z-dangling.txt", root);
    assert_int_equal(symlink("nowhere", from), 0);
    snprintf(from, sizeof from, "%s/a.txt", root);
    snprintf(to, sizeof to, "%s/z-hard.txt", root);
    assert_int_equal(link(from, to), 0);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    char command[64];
    snprintf(command, sizeof command, "rm -r %s", root);
    return system(command) == 0 ? 0 : -1;
}

struct seen {
    struct strbuf files, troubles;
    size_t stop_after, count;
};

static const char *below(const char *path)
{
    return strncmp(path, root, sizeof root - 1) == 0 ? path + sizeof root : path;
}

static bool visit(void *ctx, const struct found_file *file, struct error *err)
{
    struct seen *s = ctx;
    strbuf_format(&s->files, "%s%s %llu\n", below(file->path), file->named ? "!" : "",
                  (unsigned long long)file->size);
    return ++s->count != s->stop_after || error_set(err, ERROR_INTERRUPTED, "enough");
}

static void trouble(void *ctx, const char *path, const struct error *why)
{
    struct seen *s = ctx;
    strbuf_format(&s->troubles, "%s: %s\n", below(path), why->text);
}

static void check(const char *const *names, size_t count, const char *files, const char *troubles)
{
    struct seen s = { STRBUF_INIT, STRBUF_INIT, 0, 0 };
    char paths[4][256];
    const char *given[4];
    struct error err;
    for (size_t i = 0; i < count; i++) {
        snprintf(paths[i], sizeof paths[i], "%s%s%s", names[i][0] == '-' ? "" : root,
                 names[i][0] && names[i][0] != '-' ? "/" : "", names[i]);
        given[i] = paths[i];
    }
    assert_true(discover(given, count, visit, trouble, &s, &err));
    assert_string_equal(s.files.p, files);
    assert_string_equal(s.troubles.p, troubles);
    strbuf_release(&s.files);
    strbuf_release(&s.troubles);
}

static void a_folder(void **state)
{
    (void)state;
    check(
        (const char *const[]){ "" }, 1,
        "B.jsonl 4\na.txt 4\nb.txt 4\nc/a/x.json 4\nc/d.md 4\ne/Licence.txt 23\nf/README.md 26\nnews.csv.gz "
        "4\nplain 4\n",
        "z-dangling.txt: cannot be found: No such file or directory\n");
}

static void named_files(void **state)
{
    (void)state;
    check(
        (const char *const[]){ "README.md", "pic.PNG", "c" }, 3,
        "README.md! 4\npic.PNG! 4\nc/a/x.json 4\nc/d.md 4\nc/loop/B.jsonl 4\nc/loop/a.txt 4\nc/loop/b.txt 4\n"
        "c/loop/e/Licence.txt 23\nc/loop/f/README.md 26\nc/loop/news.csv.gz 4\nc/loop/plain 4\n",
        "c/loop/z-dangling.txt: cannot be found: No such file or directory\n");
    check((const char *const[]){ "a.txt", "a.txt", "nowhere", "-" }, 4, "a.txt! 4\n-! 0\n",
          "nowhere: cannot be found: No such file or directory\n");
    check((const char *const[]){ "c/.hidden.txt" }, 1, "c/.hidden.txt! 4\n", "");
}

static void all_files(void **state)
{
    (void)state;
    struct seen s = { STRBUF_INIT, STRBUF_INIT, 0, 0 };
    char path[256];
    struct error err;
    make("g/README.md", "text");
    make("g/one.yaml", "text");
    make("g/h/two.yml", "text");
    make("g/.three.yaml", "text");
    snprintf(path, sizeof path, "%s/g", root);
    assert_true(discover_all(path, visit, trouble, &s, &err));
    assert_string_equal(s.files.p, "g/README.md 4\ng/h/two.yml 4\ng/one.yaml 4\n");
    assert_string_equal(s.troubles.p, "");
    strbuf_release(&s.files);
    strbuf_release(&s.troubles);
}

static void stopping(void **state)
{
    (void)state;
    struct seen s = { STRBUF_INIT, STRBUF_INIT, 2, 0 };
    const char *path = root;
    struct error err;
    assert_false(discover(&path, 1, visit, trouble, &s, &err));
    assert_string_equal(err.text, "enough");
    assert_string_equal(s.files.p, "B.jsonl 4\na.txt 4\n");
    strbuf_release(&s.files);
    strbuf_release(&s.troubles);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_folder),
        cmocka_unit_test(named_files),
        cmocka_unit_test(stopping),
        cmocka_unit_test(all_files),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
