#define _XOPEN_SOURCE 700     /* nftw */
#include "corpus/registry_yaml.h"
#include "engine/store/registry_image.h"
#include "indexer/builtin_names.h"
#include "indexer/gazetteer.h"

#include "tests/unit/check.h"
#include "tests/unit/scratch.h"

static const char registry[] =
    "actors:\n"
    "  - {id: AM, kind: country, name: Armenia, demonyms: [Armenian]}\n"
    "  - id: ann\n    kind: person\n    name: Ann Exemplar\n    names: [Анна Примерова]\n    country: AM\n"
    "    roles:\n      - {office: president, of: AM, from: 2008-04-09, to: 2018-04-09}\n";

/* The image of the registry above. */
static void build(struct strbuf *out)
{
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct actor *actors;
    size_t n;
    struct error err = { 0 };
    if (!registry_yaml_read(str_of(registry), "test.yaml", &arena, &actors, &n, &err))
        fail_msg("%s", err.text);
    gazetteer_build(actors, n, 7, out);
}

static void what_an_image_knows(void **state)
{
    (void)state;
    CLEANUP_STRBUF struct strbuf image = STRBUF_INIT;
    struct gazetteer *g;
    build(&image);
    assert_true(gazetteer_open(strbuf_view(&image), &g));
    assert_int_equal(gazetteer_revision(g), 7);
    assert_int_equal(g->actor_count, 2);
    assert_str(g->actors[1].id, "ann");
    assert_str(g->actors[1].name, "Ann Exemplar");
    assert_int_equal(g->country_of[1], 0);
    assert_int_equal(g->country_of[0], GAZETTEER_NONE);
    assert_true(gazetteer_is_given_name(g, STR("ann")));
    assert_true(gazetteer_is_given_name(g, STR("анна")));
    assert_false(gazetteer_is_given_name(g, STR("exemplar")));
    assert_true(gazetteer_has_form(g, STR("exemplar")));
    assert_false(gazetteer_has_form(g, STR("example")));
    uint32_t ann = gazetteer_key(g, STR("an")), exemplar = gazetteer_key(g, STR("eksemplar"));
    assert_int_not_equal(ann, GAZETTEER_NONE);
    uint32_t node = gazetteer_step(g, gazetteer_step(g, GAZETTEER_ROOT, ann), exemplar);
    assert_int_equal(g->entries[g->first[node]].actor, 1);
    assert_int_equal(gazetteer_step(g, gazetteer_step(g, GAZETTEER_ROOT, ann), ann), GAZETTEER_NONE);
    uint32_t office = gazetteer_office(g, STR("president"), STR("AM"));
    assert_int_equal(g->office_entries[office].actor, 1);
    assert_int_equal(gazetteer_office(g, STR("president"), STR("AZ")), GAZETTEER_NONE);
    gazetteer_free(g);
}

/* Cut anywhere, or with a byte changed: refused. */
static void damaged_images_are_refused(void **state)
{
    (void)state;
    CLEANUP_STRBUF struct strbuf image = STRBUF_INIT;
    struct gazetteer *g;
    build(&image);
    for (size_t n = 0; n < image.n; n += 97)
        assert_false(gazetteer_open(str_slice(strbuf_view(&image), 0, n), &g));
    for (size_t i = 0; i < image.n; i += 89) {
        bool revision = i >= 24 && i < 32;      /* of the registry: nothing depends on it here */
        image.p[i] ^= 0x41;
        if (!revision)
            assert_false(gazetteer_open(strbuf_view(&image), &g));
        image.p[i] ^= 0x41;
    }
    assert_true(gazetteer_open(strbuf_view(&image), &g));
    gazetteer_free(g);
}

/* The same records, the same bytes. */
static void images_are_the_same_again(void **state)
{
    (void)state;
    CLEANUP_STRBUF struct strbuf one = STRBUF_INIT;
    CLEANUP_STRBUF struct strbuf two = STRBUF_INIT;
    build(&one);
    build(&two);
    assert_int_equal(one.n, two.n);
    assert_memory_equal(one.p, two.p, one.n);
}

static void stored_beside_the_registry(void **state)
{
    (void)state;
    struct scratch s = scratch_make();
    CLEANUP_STRBUF struct strbuf image = STRBUF_INIT;
    struct archive *a;
    struct gazetteer *g;
    struct error err = { 0 };
    bool found;
    assert_true(archive_open(s.path, true, true, &a, &err));
    assert_true(gazetteer_refresh(a, &err));
    assert_true(gazetteer_load(a, &g, &err));
    assert_int_equal(g->actor_count, 0);
    gazetteer_free(g);
    assert_true(registry_image_put(a, STR("other"), STR("bytes"), &err));
    assert_true(registry_image_get(a, STR("other"), &image, &found, &err));
    assert_true(found);
    assert_str(strbuf_view(&image), "bytes");
    assert_true(gazetteer_load(a, &g, &err));   /* out of date: made in memory */
    gazetteer_free(g);
    archive_close(a);
    scratch_remove(&s);
}

static void the_built_in_names_open(void **state)
{
    (void)state;
    struct gazetteer *g;
    assert_true(gazetteer_open(builtin_names(), &g));
    assert_true(g->actor_count > 4000);
    gazetteer_free(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_an_image_knows),
        cmocka_unit_test(damaged_images_are_refused),
        cmocka_unit_test(images_are_the_same_again),
        cmocka_unit_test(stored_beside_the_registry),
        cmocka_unit_test(the_built_in_names_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
