#define _XOPEN_SOURCE 700     /* nftw */
#include "corpus/registry_yaml.h"
#include "engine/base/memory.h"
#include "engine/store/registry_image.h"
#include "engine/store/registry_private.h"
#include "engine/store/registry_write.h"
#include "engine/text/full_name_key.h"
#include "indexer/builtin_names.h"
#include "indexer/enrich.h"
#include "indexer/gazetteer.h"
#include "indexer/registry_sync.h"

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

struct copies {
    struct arena arena;
    struct actor *v;
    size_t n, capacity;
};

static bool copy(void *ctx, const struct actor *a, struct error *err)
{
    struct copies *c = ctx;
    (void)err;
    GROW(c->v, c->n, c->capacity);
    struct actor *to = &c->v[c->n++];
    *to = *a;
    struct str *const strings[] = { &to->id, &to->name, &to->country, &to->party, &to->seat_office, &to->seat_of, &to->note, &to->origin };
    for (size_t i = 0; i < COUNT(strings); i++)
        *strings[i] = arena_str(&c->arena, *strings[i]);
    to->names = arena_array(&c->arena, struct actor_name, a->name_count + 1);
    to->roles = arena_array(&c->arena, struct actor_role, a->role_count + 1);
    for (size_t i = 0; i < a->name_count; i++)
        to->names[i] = (struct actor_name){ arena_str(&c->arena, a->names[i].name), a->names[i].flags, { NULL, 0 } };
    for (size_t i = 0; i < a->role_count; i++) {
        to->roles[i] = a->roles[i];
        to->roles[i].office = arena_str(&c->arena, a->roles[i].office);
        to->roles[i].of = arena_str(&c->arena, a->roles[i].of);
    }
    return true;
}

static bool has_image(struct archive *a)
{
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct error err = { 0 };
    struct str image;
    assert_true(registry_get_fact(a, "image_packed", &arena, &image, &err));
    return image.n > 0;
}

/* Names that the program carries are not stored once more; and they are the ones that the registry would give. */
static void not_stored_where_the_program_has_them(void **state)
{
    (void)state;
    struct scratch s = scratch_make();
    CLEANUP_STRBUF struct strbuf image = STRBUF_INIT;
    struct copies copies = { .arena = ARENA_INIT };
    struct config config = { .actors_path = "" };
    struct archive *a;
    struct gazetteer *g = NULL;
    struct error err = { 0 };
    bool changed;
    assert_true(archive_open(s.path, true, true, &a, &err));
    if (!registry_sync(a, &config, &changed, &err) || !gazetteer_refresh(a, &err) || !gazetteer_load(a, &g, &err))
        fail_msg("%s", err.text);
    assert_true(changed);
    assert_false(has_image(a));
    assert_int_equal(g->owned.n, 0);
    assert_int_equal(gazetteer_revision(g), 1);
    gazetteer_free(g);
    assert_true(registry_walk(a, copy, &copies, &err));
    gazetteer_build(copies.v, copies.n, 0, &image);
    assert_int_equal(image.n, builtin_names().n);       /* the same actors and names, though in another order */

    /* somebody by hand more: an image of all; and none when he is gone */
    struct full_name_keyer *keyer = full_name_keyer_new();
    const struct registry_source by_hand = { STR("hand"), { NULL, 0 }, full_name_key, keyer };
    struct actor_name name = { STR("Ann Example"), NAME_MAIN, { NULL, 0 } };
    struct actor ann = { .id = STR("ann-example"), .kind = ACTOR_PERSON, .name = name.name, .names = &name, .name_count = 1, .founded = CIVIL_NONE,
                         .dissolved = CIVIL_NONE };
    struct registry_counts counts;
    uint64_t n;
    assert_true(archive_begin(a, &err) && registry_store(a, &by_hand, REGISTRY_ADD, &ann, 1, &counts, &err) && archive_commit(a, &err));
    assert_true(gazetteer_refresh(a, &err) && gazetteer_load(a, &g, &err));
    assert_true(has_image(a));
    assert_int_equal(g->actor_count, copies.n + 1);
    gazetteer_free(g);
    assert_true(archive_begin(a, &err) && registry_remove(a, &by_hand, STR("ann-example"), &n, &err) && archive_commit(a, &err));
    assert_true(gazetteer_refresh(a, &err) && gazetteer_load(a, &g, &err));
    assert_false(has_image(a));
    assert_int_equal(g->actor_count, copies.n);
    gazetteer_free(g);
    full_name_keyer_free(keyer);
    free(copies.v);
    arena_release(&copies.arena);
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
        cmocka_unit_test(not_stored_where_the_program_has_them),
        cmocka_unit_test(the_built_in_names_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
