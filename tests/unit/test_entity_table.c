#define _XOPEN_SOURCE 700     /* nftw */
#include "engine/store/entity_table.h"

#include "engine/base/memory.h"
#include "engine/store/document.h"
#include "tests/unit/check.h"
#include "tests/unit/scratch.h"

static const struct stored_entity people[] = {
    { ACTOR_PERSON, false, false, STR("Q1"), STR("Ann Somebody"), STR("AM"), STR("some-party"), { "", 0 } },
    { ACTOR_PERSON, true, false, STR("local-jane-roe"), STR("Jane Roe"), { "", 0 }, { "", 0 }, { "", 0 } },
    { ACTOR_PERSON, true, false, STR("local-zoe-roe"), STR("Zoë Roe"), { "", 0 }, { "", 0 }, STR("zoe roe") },
    { ENTITY_SOURCE, false, false, STR("herald.example"), STR("herald.example"), { "", 0 }, { "", 0 }, { "", 0 } },
};

static void ids_that_names_tell(void **state)
{
    (void)state;
    static const struct { const char *name, *id; } rows[] = {
        { "Jane Roe", "local-jane-roe" }, { "J. Q. O'Roe-Poe 3rd", "local-j-q-o-roe-poe-3rd" }, { " (ROE) ", "local-roe" }, { "", "local" },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        CLEANUP_STRBUF struct strbuf id = STRBUF_INIT;
        entity_told_id(str_of(rows[i].name), &id);
        assert_string_equal(id.p, rows[i].id);
    }
}

static void what_is_kept_of_a_string(void **state)
{
    (void)state;
    CLEANUP_FREE char *long_one = xmalloc(70000);
    memset(long_one, 'x', 70000);
    assert_str(entity_kept(STR("Jane\0Roe")), "Jane");
    assert_str(entity_kept(STR("")), "");
    assert_int_equal(entity_kept((struct str){ long_one, 70000 }).n, 65536);
    memcpy(long_one + 65535, "\xC3\xA9", 2);
    assert_int_equal(entity_kept((struct str){ long_one, 70000 }).n, 65535);
}

static void same(const struct stored_entity *a, const struct stored_entity *b)
{
    assert_int_equal(a->kind, b->kind);
    assert_int_equal(a->local, b->local);
    assert_true(str_equal(a->id, b->id) && str_equal(a->name, b->name) && str_equal(a->country, b->country) && str_equal(a->party, b->party) &&
                str_equal(a->key, b->key));
}

static void blocks_give_what_was_packed_and_damage_is_seen(void **state)
{
    (void)state;
    CLEANUP_STRBUF struct strbuf data = STRBUF_INIT;
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct stored_entity v[ENTITY_BLOCK];
    int8_t kinds[ENTITY_BLOCK];
    size_t n;
    ZSTD_CCtx *packer = ZSTD_createCCtx();
    ZSTD_DCtx *unpacker = ZSTD_createDCtx();
    entity_block_pack(packer, people, COUNT(people), &data);
    assert_true(entity_block_unpack(unpacker, strbuf_view(&data), &arena, v, &n));
    assert_int_equal(n, COUNT(people));
    assert_true(v[1].told);
    assert_int_equal(v[1].id.n, 0);
    for (size_t i = 0; i < n; i++) {
        entity_tell_id(&v[i], &arena);
        same(&v[i], &people[i]);
    }
    assert_true(entity_block_kinds(strbuf_view(&data), kinds, &n));
    assert_int_equal(n, 4);
    assert_int_equal(kinds[0], ACTOR_PERSON);
    assert_int_equal(kinds[3], ENTITY_SOURCE);
    for (size_t cut = 0; cut < data.n; cut++)
        assert_false(entity_block_unpack(unpacker, str_slice(strbuf_view(&data), 0, cut), &arena, v, &n));
    for (size_t i = 0; i < data.n; i++)      /* whatever it gives, it reads no byte that is not there */
        for (int bit = 0; bit < 8; bit++) {
            CLEANUP_FREE char *odd = xmalloc(data.n);
            memcpy(odd, data.p, data.n);
            odd[i] = (char)(odd[i] ^ 1 << bit);
            if (entity_block_unpack(unpacker, (struct str){ odd, data.n }, &arena, v, &n))
                assert_in_range(n, 0, ENTITY_BLOCK);
        }
    ZSTD_freeCCtx(packer);
    ZSTD_freeDCtx(unpacker);
}

/* ---- the table ---- */

enum { MANY = 1000 };

static struct stored_entity nth(size_t i, char name[32])
{
    snprintf(name, 32, "Person %zu", i);
    return (struct stored_entity){ .kind = ACTOR_PERSON, .local = true, .id = str_of(name), .name = str_of(name) };
}

static void expect(struct entity_table *t, size_t place, const char *name)
{
    const struct stored_entity *e;
    struct error err = { 0 };
    if (!entity_table_get(t, (uint32_t)place, &e, &err))
        fail_msg("%s", err.text);
    assert_non_null(e);
    assert_str(e->name, name);
}

static void expect_filed(struct entity_table *t, const char *key, size_t place)
{
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    struct error err = { 0 };
    uint32_t *places;
    size_t n, found = 0;
    assert_true(entity_table_find(t, str_of(key), &arena, &places, &n, &err));
    for (size_t i = 0; i < n; i++)
        found += places[i] == place;
    assert_int_equal(found, 1);
    assert_in_range(n, 1, 4);
}

static struct db make_db(const struct scratch *s)
{
    struct db db;
    struct error err = { 0 };
    CLEANUP_FREE char *path = xasprintf("%s/t.db", s->path);
    if (!db_open(path, DB_CREATE, ENTITY_TABLE_SCHEMA, 1, &db, &err))
        fail_msg("%s", err.text);
    return db;
}

static void entities_are_found_by_place_and_key(void **state)
{
    (void)state;
    struct scratch s = scratch_make();
    struct db db = make_db(&s);
    struct error err = { 0 };
    char name[32];
    struct entity_table *t = entity_table_new(&db);
    for (size_t i = 0; i < MANY; i++) {
        struct stored_entity e = nth(i, name);
        assert_true(entity_table_put(t, (uint32_t)i, &e, &err));
        entity_table_file(t, e.name, (uint32_t)i);
        if (i % 300 == 7)
            assert_true(entity_table_flush(t, &err));
    }
    assert_true(entity_table_flush(t, &err));
    entity_table_free(t);
    t = entity_table_new(&db);
    expect(t, 0, "Person 0");
    expect(t, 999, "Person 999");
    expect(t, 128, "Person 128");
    for (size_t i = 0; i < MANY; i++) {
        nth(i, name);
        expect_filed(t, name, i);
    }
    const struct stored_entity *none;
    assert_true(entity_table_get(t, MANY, &none, &err));
    assert_null(none);
    assert_true(entity_table_get(t, UINT32_MAX, &none, &err));
    assert_null(none);
    /* one is changed; what is not flushed is forgotten */
    struct stored_entity other = people[0];
    assert_true(entity_table_put(t, 200, &other, &err));
    expect(t, 999, "Person 999");
    expect(t, 200, "Ann Somebody");
    assert_true(entity_table_put(t, 200, &people[1], &err));
    entity_table_reset(t);
    expect(t, 200, "Ann Somebody");
    expect(t, 201, "Person 201");
    entity_table_free(t);
    db_close(&db);
    scratch_remove(&s);
}

static void damage_is_an_error(void **state)
{
    (void)state;
    struct scratch s = scratch_make();
    struct db db = make_db(&s);
    struct error err = { 0 };
    const struct stored_entity *e;
    CLEANUP_ARENA struct arena arena = ARENA_INIT;
    uint32_t *places;
    size_t n;
    assert_true(db_exec(&db, "WITH RECURSIVE c(x) AS (SELECT 0 UNION ALL SELECT x + 1 FROM c WHERE x < 4095) INSERT INTO entity_key SELECT x, x'01FFFFFF' FROM c", &err));
    struct entity_table *t = entity_table_new(&db);
    assert_true(entity_table_find(t, STR("Person 1"), &arena, &places, &n, &err));
    assert_int_equal(n, 0);
    entity_table_file(t, STR("Person 1"), 3);
    assert_true(entity_table_flush(t, &err));
    expect_filed(t, "Person 1", 3);
    assert_true(db_exec(&db, "INSERT OR REPLACE INTO entity VALUES(0, x'05')", &err));
    assert_false(entity_table_get(t, 0, &e, &err));
    assert_string_equal(err.text, "the index is damaged: block 0 of its actors cannot be read; caucus reindex makes a new one");
    entity_table_free(t);
    db_close(&db);
    scratch_remove(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_that_names_tell),
        cmocka_unit_test(what_is_kept_of_a_string),
        cmocka_unit_test(blocks_give_what_was_packed_and_damage_is_seen),
        cmocka_unit_test(entities_are_found_by_place_and_key),
        cmocka_unit_test(damage_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
