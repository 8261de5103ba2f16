#define _XOPEN_SOURCE 700     /* nftw */
#include "engine/store/lexicon.h"

#include "engine/base/memory.h"
#include "tests/unit/check.h"
#include "tests/unit/scratch.h"

static void a_row_tells_only_what_differs(void **state)
{
    (void)state;
    static const struct lexicon_pair pairs[] = {
        { STR("vote"), STR("vote") }, { STR("vote"), STR("voted") }, { STR("vote"), STR("voting") }, { STR("voter"), STR("voters") },
    };
    /* vote: nothing shared, 4 follow; itself, more to come; "d" behind; less its last byte, "ing"; voter: 4 shared, "r"; "s" behind */
    static const unsigned char packed[] = { 0x04, 'v', 'o', 't', 'e', 0x80, 0x81, 'd', 0x13, 'i', 'n', 'g', 0x41, 'r', 0x01, 's' };
    CLEANUP_STRBUF struct strbuf out = STRBUF_INIT;
    lexicon_pack(pairs, COUNT(pairs), &out);
    assert_int_equal(out.n, sizeof packed);
    assert_memory_equal(out.p, packed, sizeof packed);
}

/* "term form|term form|" of what a row's bytes give. */
static void walk(struct str data, struct strbuf *out)
{
    struct lexicon_walk w;
    struct lexicon_pair pair;
    lexicon_walk_begin(&w, data);
    while (lexicon_walk_next(&w, &pair))
        strbuf_format(out, "%.*s %.*s|", STR_ARG(pair.term), STR_ARG(pair.form));
    lexicon_walk_release(&w);
}

static void long_words_and_damage(void **state)
{
    (void)state;
    static const struct lexicon_pair pairs[] = {
        { STR("antidisestablishmentarian"), STR("antidisestablishmentarianism") }, { STR("antidisestablishmentarianx"), STR("x") },
        { STR("b"), STR("bureaucratisations-of-everything") },
    };
    static const char whole[] = "antidisestablishmentarian antidisestablishmentarianism|antidisestablishmentarianx x|b bureaucratisations-of-everything|";
    CLEANUP_STRBUF struct strbuf data = STRBUF_INIT;
    CLEANUP_STRBUF struct strbuf got = STRBUF_INIT;
    lexicon_pack(pairs, COUNT(pairs), &data);
    walk(strbuf_view(&data), &got);
    assert_string_equal(got.p, whole);
    for (size_t cut = 0; cut < data.n; cut++) {     /* what is there is a beginning of the whole; nothing behind the end is read */
        CLEANUP_FREE char *part = xmalloc(cut + 1);
        memcpy(part, data.p, cut);
        strbuf_clear(&got);
        walk((struct str){ part, cut }, &got);
        assert_true(got.n < strlen(whole) && memcmp(got.p, whole, got.n) == 0);
    }
    strbuf_clear(&got);
    walk((struct str){ "\x51" "a\x01s", 4 }, &got);     /* shares five bytes with nothing */
    walk((struct str){ "\x01" "a\x71s", 4 }, &got);     /* a form that lacks more than there is */
    assert_string_equal(got.p, "");
}

static void expect_forms(struct db *db, const char *term, const char *forms)
{
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    CLEANUP_STRBUF struct strbuf got = STRBUF_INIT;
    struct error err = { 0 };
    struct str *v;
    size_t n;
    assert_true(lexicon_forms(db, str_of(term), &arena, &v, &n, &err));
    for (size_t i = 0; i < n; i++)
        strbuf_format(&got, "%s%s", i ? " " : "", v[i].p);
    assert_string_equal(got.p, forms);
}

static void count_form(void *ctx, struct str form)
{
    (void)form;
    ++*(size_t *)ctx;
}

static void terms_have_their_forms(void **state)
{
    (void)state;
    static const struct lexicon_pair first[] = {
        { STR("vote~en"), STR("voting") }, { STR("vote~en"), STR("vote") },  { STR("vote~fr"), STR("voter") }, { STR("vo~en"), STR("vo") },
        { STR("voter~en"), STR("voters") }, { STR("выбор~ru"), STR("выборы") }, { STR("выход~ru"), STR("выход") }, { STR("選挙~ja"), STR("選挙") },
        { STR("odd"), STR("odd") },
    };
    static const struct lexicon_pair second[] = {
        { STR("vote~en"), STR("votes") }, { STR("vote~en"), STR("vote") }, { STR("vat~en"), STR("vat") }, { STR("votary~en"), STR("votaries") },
        { STR("выбор~ru"), STR("выборов") },
    };
    struct scratch s = scratch_make();
    struct db db;
    struct error err = { 0 };
    size_t n = 0;
    CLEANUP_FREE char *path = xasprintf("%s/t.db", s.path);
    assert_true(db_open(path, DB_CREATE, LEXICON_SCHEMA, 1, &db, &err));
    assert_true(lexicon_add(&db, first, COUNT(first), &err));
    assert_true(lexicon_add(&db, second, COUNT(second), &err));
    assert_true(lexicon_add(&db, second, COUNT(second), &err));
    assert_true(lexicon_add(&db, NULL, 0, &err));
    expect_forms(&db, "vote~en", "vote votes voting");
    expect_forms(&db, "vote~fr", "voter");
    expect_forms(&db, "vote~de", "");
    expect_forms(&db, "vo~en", "vo");
    expect_forms(&db, "vot~en", "");
    expect_forms(&db, "votary~en", "votaries");
    expect_forms(&db, "voter~en", "voters");
    expect_forms(&db, "vat~en", "vat");
    expect_forms(&db, "выбор~ru", "выборов выборы");
    expect_forms(&db, "выход~ru", "выход");
    expect_forms(&db, "選挙~ja", "選挙");
    expect_forms(&db, "odd", "odd");
    expect_forms(&db, "", "");
    assert_true(lexicon_each_form(&db, count_form, &n, &err));
    assert_int_equal(n, 13);
    db_close(&db);
    scratch_remove(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_tells_only_what_differs),
        cmocka_unit_test(long_words_and_damage),
        cmocka_unit_test(terms_have_their_forms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
